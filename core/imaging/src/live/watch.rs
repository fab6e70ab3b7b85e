//! From frame to frame: stillness, patience and the shutter.

use super::{Frame, LONG_SIDE, UPRIGHT, look};
use crate::geometry::{Outline, Point};
use crate::grey::Grey;
use crate::subject::{Hint, Subject};
use crate::verdicts::{self, Verdicts};
use crate::{Rotation, faces::Face};

/// Outlines that share this much lie still.
const STILL: f32 = 0.95;
/// One frame alone may share as little: a printed line was taken for an edge.
const ODD: f32 = 0.9;
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
    rest: Option<Rest>,
    /// What the last search for a portrait said, at which place.
    side: Option<(Outline, Vec<Hint>, u32)>,
}

/// A document that lies still.
#[derive(Clone, Copy, Debug)]
struct Rest {
    /// Where it lay when it came to rest.
    place: Outline,
    since_ms: i64,
    /// It was seen elsewhere in the last frame.
    odd: bool,
}

impl Rest {
    /// What another frame makes of it, where the document was seen there.
    fn seen(self, place: Outline, now_ms: i64) -> Self {
        let shared = self.place.overlap(&place);
        if shared >= STILL {
            Self { odd: false, ..self }
        } else if shared >= ODD && !self.odd {
            Self { odd: true, ..self }
        } else {
            Self { place, since_ms: now_ms, odd: false }
        }
    }
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
        self.rest = fine.map(|place| {
            let new = Rest { place, since_ms: now_ms, odd: false };
            self.rest.map_or(new, |rest| rest.seen(place, now_ms))
        });
        let shutter = self.rest.is_some_and(|rest| !rest.odd && now_ms - rest.since_ms >= STILL_MS);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f32) -> Outline {
        let corners = [(x, 0.2), (x + 0.5, 0.2), (x + 0.5, 0.8), (x, 0.8)];
        Outline { corners: corners.map(|(x, y)| Point { x, y }) }
    }

    #[test]
    fn one_odd_frame_is_forgiven_and_two_are_a_movement() {
        let rest = Rest { place: at(0.1), since_ms: 0, odd: false };
        let odd = rest.seen(at(0.12), 100);
        assert_eq!((odd.odd, odd.since_ms), (true, 0));
        assert_eq!(odd.seen(at(0.1), 200).since_ms, 0);
        assert_eq!(odd.seen(at(0.12), 200).since_ms, 200);
        assert_eq!(rest.seen(at(0.15), 100).since_ms, 100, "too far for a printed line");
    }
}
