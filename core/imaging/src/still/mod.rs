//! A taken picture: judged, straightened and made ready for the upload.
//!
//! What leaves is always encoded anew from pixels, so that nothing the camera wrote beside them (place, time, device)
//! goes along. A document whose corners were found is cut out and straightened with a rim; otherwise the whole picture
//! goes. Twelve megapixels are decoded once (36 MB) and lent from there on; see `colour`.

mod colour;
mod jpeg;

use image::RgbImage;

use crate::geometry::{Outline, Quad};
use crate::grey::Grey;
use crate::outline;
use crate::subject::Subject;
use crate::verdicts::{self, Verdicts};
use crate::{ImageError, Rotation, faces, framing};
use colour::Colour;

/// The longer side of a document's upload, in pixels, at most.
pub const DOCUMENT_SIDE: u32 = 2400;
/// The longer side of a selfie's upload, in pixels, at most.
pub const SELFIE_SIDE: u32 = 1440;

/// Dots per inch a document must have been captured at.
const LEAST_DPI: f32 = 290.0;
/// A straightened document is judged at no more than this width: about 300 dpi of a card.
const JUDGED_WIDTH: u32 = 1000;
/// What is left around a document, as a share of its width: its edges are evidence.
const RIM: f32 = 0.015;

/// A picture ready to be sent.
#[derive(Clone, Debug)]
pub struct Still {
    /// The JPEG: no EXIF, XMP, ICC profile or place in it.
    pub upload: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Where the document lay in the whole upright picture, if it was found.
    pub outline: Option<Outline>,
    /// What refuses it, and the numbers.
    pub verdicts: Verdicts,
    /// The luma of the upload, before encoding, if it is a straightened document: what a reader of machine-readable
    /// zones wants. The document fills it but for a rim of 1.5 % of its width on each side.
    pub document: Option<Grey>,
}

/// Judges a picture file (JPEG, PNG or WebP) and makes the upload.
///
/// # Errors
/// [`ImageError`], of the file. A picture that merely shows the wrong thing is no error: see [`Verdicts`].
pub fn prepare(bytes: &[u8], subject: Subject) -> Result<Still, ImageError> {
    let picture = Colour::decode(bytes)?;
    let overview = picture.overview(faces::SEARCHED_SIDE);
    if subject.is_document() {
        document(picture, &overview, subject)
    } else {
        let mut verdicts = verdicts::judge_selfie(&overview, &faces::ALL);
        // Held upside down or sideways, with nothing in the file that says so.
        let turn = upright(&mut verdicts);
        finished(colour::turned(picture.whole(SELFIE_SIDE), turn), verdicts, None)
    }
}

fn document(picture: Colour, overview: &Grey, subject: Subject) -> Result<Still, ImageError> {
    let found = outline::find(overview, subject);
    let scale = picture.width_upright() as f32 / overview.width() as f32;
    let mut verdicts = verdicts::framed(overview, found.as_ref(), subject, scale, LEAST_DPI);
    let cut =
        found.filter(|found| !found.cut_off).and_then(|found| cut(&picture, overview, &found.quad, subject));
    let Some(cut) = cut else {
        return finished(picture.whole(DOCUMENT_SIDE), verdicts, None);
    };
    drop(picture);
    let page = colour::luma(&cut);
    let sheet = without_rim(&page);
    verdicts::judge_print(&mut verdicts, &sheet);
    verdicts::judge_side(&mut verdicts, &sheet, subject, &faces::ALL);
    let turn = upright(&mut verdicts);
    finished(colour::turned(cut, turn), verdicts, Some(page.turned(turn)))
}

/// The document with its rim, straightened and lying.
fn cut(picture: &Colour, overview: &Grey, quad: &Quad, subject: Subject) -> Option<RgbImage> {
    let (lying, wide, high) = framing::lying(quad, subject);
    let rim = RIM * wide;
    let map = crate::geometry::Projection::onto(&lying, wide, high)?;
    let corners = [(-rim, -rim), (wide + rim, -rim), (wide + rim, high + rim), (-rim, high + rim)];
    let rimmed = Quad(corners.map(|(x, y)| map.point(x, y)));
    let scale = picture.width_upright() as f32 / overview.width() as f32;
    let (wide, high) = ((wide + 2.0 * rim) * scale, (high + 2.0 * rim) * scale);
    let shrink = (DOCUMENT_SIDE as f32 / wide.max(high)).min(1.0);
    picture.cut(
        &rimmed.outline(overview.width(), overview.height()),
        (wide * shrink) as u32,
        (high * shrink) as u32,
    )
}

/// The document alone, small enough to judge.
fn without_rim(page: &Grey) -> Grey {
    let rim = (page.width() as f32 * RIM / (1.0 + 2.0 * RIM)) as u32 + 1;
    let sheet =
        page.part(rim, rim, page.width().saturating_sub(2 * rim), page.height().saturating_sub(2 * rim));
    let (width, height) = (sheet.width(), sheet.height());
    if width <= JUDGED_WIDTH {
        return sheet;
    }
    sheet.resized(JUDGED_WIDTH, (height * JUDGED_WIDTH / width).max(1))
}

/// How far the picture must still be turned for its largest face to stand; the faces are told in the turned picture.
fn upright(verdicts: &mut Verdicts) -> Rotation {
    let turn = verdicts.measures.faces.first().map_or(Rotation::None, |face| face.rotation);
    for face in &mut verdicts.measures.faces {
        *face = face.turned(turn);
    }
    turn
}

fn finished(upload: RgbImage, verdicts: Verdicts, document: Option<Grey>) -> Result<Still, ImageError> {
    let (width, height) = upload.dimensions();
    Ok(Still {
        upload: jpeg::encoded(&upload)?,
        width,
        height,
        outline: verdicts.outline,
        verdicts,
        document,
    })
}
