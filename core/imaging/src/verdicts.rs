//! What was seen in a picture, and what of it refuses it. The same rules judge a live frame and a still, so that what the
//! shutter let through is not refused a moment later.

use crate::Rotation;
use crate::faces::{self, Face};
use crate::framing;
use crate::geometry::{Outline, Quad};
use crate::grey::Grey;
use crate::outline::Found;
use crate::quality::{blur, glare, light};
use crate::subject::{Hint, Subject};
use crate::zone;

/// What is wrong with a picture, and the numbers it was judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdicts {
    /// What refuses it, the first to be named first; empty if it is fine.
    pub refused: Vec<Hint>,
    /// The document's outline in the upright picture, if one was found. None is looked for in a selfie.
    pub outline: Option<Outline>,
    /// The numbers.
    pub measures: Measures,
}

/// The numbers behind the verdicts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// Sharpness of the document's middling part: about 0.3 sharp, 0.1 at a blur of σ 3 pixels; refused below 0.20, and
    /// where a part of it has less than 0.11. Of a selfie, of the sharpest part around the faces; refused below 0.15.
    /// `None` if nothing has an edge, or no document was found.
    pub slope: Option<f32>,
    /// Mean luma of the document, or of the whole picture if none was found; 0 to 255, refused below 40 and above 215.
    pub luma: f32,
    /// Share of the document that reflections cover; refused above 0.02.
    pub glare: f32,
    /// Dots per inch on the document. `None` if none was found.
    pub dpi: Option<f32>,
    /// Faces, the largest first: of a selfie in fractions of the picture, of a document in fractions of the straightened
    /// document. Empty if they were not looked for, because something else is wrong already.
    pub faces: Vec<Face>,
}

impl Verdicts {
    /// Whether nothing refuses the picture.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.refused.is_empty()
    }

    pub(crate) fn refuse(&mut self, hints: impl IntoIterator<Item = Hint>) {
        self.refused.extend(hints);
        self.refused.sort_unstable();
        self.refused.dedup();
    }
}

/// Where a document lies, before it was looked at closely.
pub(crate) fn framed(
    picture: &Grey,
    found: Option<&Found>,
    subject: Subject,
    scale: f32,
    least_dpi: f32,
) -> Verdicts {
    let (width, height) = (picture.width(), picture.height());
    let Some(found) = found else {
        let luma = light::mean(picture);
        // In the dark nothing is found, and the dark is what is wrong.
        let hint = if luma < light::DARK { Hint::TooDark } else { Hint::NoDocument };
        return Verdicts {
            refused: vec![hint],
            outline: None,
            measures: Measures { luma, ..Measures::default() },
        };
    };
    let dpi = framing::dpi(&found.quad, subject, scale);
    let mut verdicts = Verdicts {
        refused: Vec::new(),
        outline: Some(found.quad.outline(width, height)),
        measures: Measures { luma: light::mean(picture), dpi: Some(dpi), ..Measures::default() },
    };
    verdicts.refuse(framing::hints(found, (width, height), dpi, least_dpi));
    verdicts
}

/// Sharpness, light and reflections of a straightened document.
pub(crate) fn judge_print(verdicts: &mut Verdicts, sheet: &Grey) {
    let luma = light::mean(sheet);
    let glare = glare::share(sheet);
    let sharpness = blur::Sharpness::of(sheet);
    verdicts.measures.luma = luma;
    verdicts.measures.glare = glare;
    verdicts.measures.slope = sharpness.map(|sharpness| sharpness.middle);
    let dark = luma < light::DARK;
    let bright = luma > light::BRIGHT;
    verdicts.refuse(dark.then_some(Hint::TooDark));
    verdicts.refuse(bright.then_some(Hint::TooBright));
    verdicts.refuse((!sharpness.is_some_and(blur::Sharpness::is_enough)).then_some(Hint::Blurred));
    verdicts.refuse((glare > glare::MOST).then_some(Hint::Glare));
}

/// The longer side of the straightened document in which portraits are looked for: a portrait's face is a sixth of it,
/// and what is smaller than a tenth is a ghost image.
const PORTRAIT_SHEET: u32 = 400;

/// Which side of the document it is, by its portrait.
pub(crate) fn judge_side(verdicts: &mut Verdicts, sheet: &Grey, subject: Subject, rotations: &[Rotation]) {
    let (width, height) = crate::grey::fitted(sheet.width(), sheet.height(), PORTRAIT_SHEET);
    let small = sheet.resized(width, height);
    let portraits = faces::in_rotations(&small, 40.0, rotations);
    let hint = match (subject.has_portrait(), portraits.is_empty()) {
        (true, true) if subject == Subject::Front && zone::is_seen(&small) => Some(Hint::WrongSide),
        (true, true) => Some(Hint::NoPortrait),
        (false, false) => Some(Hint::WrongSide),
        _ => None,
    };
    verdicts.measures.faces = portraits;
    verdicts.refuse(hint);
}

/// A live face is at least so many pixels in a frame of 960.
const LIVE_FACE: f32 = 100.0;
/// A portrait likewise; also the smallest the detector sees.
const PORTRAIT: f32 = 40.0;
/// A live face is at least so many times the portrait.
const NEARER: f32 = 1.5;

/// A selfie, its longer side 960: one person and the portrait on the document.
pub(crate) fn judge_selfie(picture: &Grey, rotations: &[Rotation]) -> Verdicts {
    let (width, height) = (picture.width(), picture.height());
    let found = faces::in_rotations(picture, PORTRAIT, rotations);
    let mut verdicts = Verdicts {
        refused: Vec::new(),
        outline: None,
        measures: Measures { luma: light::mean(picture), ..Measures::default() },
    };
    let side = |face: &Face| face.side(width, height);
    let Some(live) = found.first().copied() else {
        let hint = if verdicts.measures.luma < light::DARK { Hint::TooDark } else { Hint::NoFace };
        verdicts.refuse([hint]);
        return verdicts;
    };
    let portrait =
        found.iter().skip(1).find(|face| side(face) >= PORTRAIT && side(&live) >= NEARER * side(face));
    let head = around(picture, &live, 0.1);
    let luma = light::mean(&head);
    verdicts.measures.luma = luma;
    verdicts.refuse((luma < light::DARK).then_some(Hint::TooDark));
    verdicts.refuse((luma > light::BRIGHT).then_some(Hint::TooBright));
    verdicts.refuse((side(&live) < LIVE_FACE).then_some(Hint::TooFar));
    let inside = live.x > 0.0 && live.y > 0.0 && live.x + live.width < 1.0 && live.y + live.height < 1.0;
    verdicts.refuse((!inside).then_some(Hint::CutOff));
    match portrait {
        None => verdicts.refuse([Hint::NoPortrait]),
        Some(portrait) => {
            // Skin has no edges; the print around the portrait has.
            let parts = [around(picture, portrait, 1.2), around(picture, &live, 0.4)];
            let slope = parts.iter().filter_map(blur::best_slope).max_by(f32::total_cmp);
            verdicts.measures.slope = slope;
            verdicts.refuse((!slope.is_some_and(blur::is_sharp)).then_some(Hint::Blurred));
        }
    }
    verdicts.measures.faces = found;
    verdicts
}

/// The part of a picture around a face, `more` of its size further on each side.
fn around(picture: &Grey, face: &Face, more: f32) -> Grey {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let left = ((face.x - more * face.width) * width).max(0.0);
    let top = ((face.y - more * face.height) * height).max(0.0);
    let right = ((face.x + (1.0 + more) * face.width) * width).min(width);
    let bottom = ((face.y + (1.0 + more) * face.height) * height).min(height);
    picture.part(left as u32, top as u32, (right - left) as u32, (bottom - top) as u32)
}

/// The document straightened, lying, at about the scale it was seen in but at most `long` pixels wide.
pub(crate) fn sheet(picture: &Grey, quad: &Quad, subject: Subject, long: f32) -> Option<Grey> {
    let (lying, wide, high) = framing::lying(quad, subject);
    let scale = (long / wide).min(1.0);
    let (width, height) = ((wide * scale) as u32, (high * scale) as u32);
    if width < 32 || height < 32 {
        return None;
    }
    picture.straightened(&lying, width, height)
}
