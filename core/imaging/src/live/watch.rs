//! From frame to frame: stillness, patience and the shutter.

use super::{Frame, LONG_SIDE, UPRIGHT, look};
use crate::geometry::{Outline, Point};
use crate::grey::Grey;
use crate::subject::{Hint, Subject};
use crate::verdicts::{self, Verdicts};
use crate::{Rotation, faces::Face};

/// Outlines that share this much lie still.
const STILL: f32 = 0.95;
/// For so long, in milliseconds, before the shutter fires.
const STILL_MS: i64 = 500;
/// After so long without success it is said what is wrong.
const PATIENCE_MS: i64 = 8_000;
/// A missing portrait is looked for again only in each so manyth frame.
const PORTRAIT_EVERY: u32 = 3;

/// One capture: made when the camera opens, asked about every frame.
#[derive(Clone, Debug)]
pub struct Watch {
    subject: Subject,
    begun_ms: Option<i64>,
    /// Where it lay when it came to rest, and since when.
    rest: Option<(Outline, i64)>,
    /// What the last search for a portrait said, at which place.
    side: Option<(Outline, Vec<Hint>, u32)>,
}

/// What is to be seen in a frame, and done.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// The one thing to say; [`Hint::HoldStill`] if nothing is wrong.
    pub hint: Hint,
    /// The document's outline in the upright frame; of a selfie none.
    pub outline: Option<Outline>,
    /// Take the picture now.
    pub shutter: bool,
    /// The person has tried for long: say in full what is wrong, and offer the manual shutter.
    pub complaint: bool,
}

impl Watch {
    /// Begins a capture; its time runs from the first frame.
    #[must_use]
    pub fn new(subject: Subject) -> Self {
        Self { subject, begun_ms: None, rest: None, side: None }
    }

    /// Looks at a frame. `now_ms` is any clock's milliseconds that do not run backwards.
    pub fn look(&mut self, frame: Frame<'_>, now_ms: i64) -> Sight {
        let picture = Grey::upright(frame.plane, frame.rotation, LONG_SIDE);
        let (verdicts, place) = if self.subject.is_document() {
            self.document(frame, &picture)
        } else {
            let verdicts = verdicts::judge_selfie(&picture, &[Rotation::None]);
            let place = verdicts.measures.faces.first().map(boxed);
            (verdicts, place)
        };
        self.judge(&verdicts, place, now_ms)
    }

    fn document(&mut self, frame: Frame<'_>, picture: &Grey) -> (Verdicts, Option<Outline>) {
        let (mut verdicts, sheet) = look(frame, picture, self.subject);
        let place = verdicts.outline;
        if let (true, Some(sheet), Some(place)) = (verdicts.is_fine(), sheet, place) {
            let known = self.side.take().filter(|(before, hints, age)| {
                before.overlap(&place) >= STILL && (hints.is_empty() || *age < PORTRAIT_EVERY)
            });
            let (hints, age) = known.map_or_else(
                || {
                    verdicts::judge_side(&mut verdicts, &sheet, self.subject, &UPRIGHT);
                    (verdicts.refused.clone(), 1)
                },
                |(_, hints, age)| (hints, age + 1),
            );
            verdicts.refuse(hints.iter().copied());
            self.side = Some((place, hints, age));
        }
        (verdicts, place)
    }

    fn judge(&mut self, verdicts: &Verdicts, place: Option<Outline>, now_ms: i64) -> Sight {
        let begun = *self.begun_ms.get_or_insert(now_ms);
        let wrong = verdicts.refused.first().copied();
        let fine = place.filter(|_| wrong.is_none());
        self.rest = match (fine, self.rest) {
            (Some(place), Some((before, since))) if before.overlap(&place) >= STILL => Some((before, since)),
            (Some(place), _) => Some((place, now_ms)),
            (None, _) => None,
        };
        let shutter = self.rest.is_some_and(|(_, since)| now_ms - since >= STILL_MS);
        Sight {
            hint: wrong.unwrap_or(Hint::HoldStill),
            outline: verdicts.outline,
            shutter,
            complaint: !shutter && now_ms - begun >= PATIENCE_MS,
        }
    }
}

fn boxed(face: &Face) -> Outline {
    let (left, top, right, bottom) = (face.x, face.y, face.x + face.width, face.y + face.height);
    Outline {
        corners: [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y }),
    }
}
