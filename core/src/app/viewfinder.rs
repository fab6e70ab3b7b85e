//! The viewfinder of a picture for a dossier: camera frames, judged where they come in.
//!
//! A frame is only lent and there are ten of them a second, so the camera's own thread judges it; the task that owns the
//! state is asked for the words alone. What lies between two frames is kept here, behind a lock that only the camera's
//! thread takes.

use std::sync::{Arc, Mutex, PoisonError};

use kauth_imaging::live::{Frame, Sight, Watch};
use kauth_imaging::{Hint, Outline, Plane, Rotation};

use super::picture::subject;
use super::view::PictureKind;
use crate::platform::Clock;

/// Frames further apart are of another viewfinder.
const ANEW_MS: u64 = 2_000;
/// What is wrong is told once it was wrong for so long: hints that flicker cannot be read, let alone heard.
const SETTLE_MS: u64 = 600;
/// As long as a camera may take for the picture, the shutter does not fire again; nor before something has changed.
const SHOT_MS: u64 = 4_000;

/// What a frame shows, before it is put into words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    pub kind: PictureKind,
    pub hint: Hint,
    /// It has been tried in vain for long.
    pub complaint: bool,
    pub outline: Option<Outline>,
    pub shutter: bool,
}

/// The last frames.
pub(super) struct Viewfinder {
    clock: Arc<dyn Clock>,
    capture: Mutex<Option<Capture>>,
}

struct Capture {
    kind: PictureKind,
    watch: Watch,
    seen_ms: u64,
    told: Option<Hint>,
    /// What is seen instead of what was told, and since when.
    instead: Option<(Hint, u64)>,
    fired_ms: Option<u64>,
    /// Something was wrong since.
    changed: bool,
}

impl Viewfinder {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, capture: Mutex::new(None) }
    }

    /// Judges a frame; none where its bytes do not fit its size, or it is turned by no quarter.
    pub(super) fn look(
        &self,
        kind: PictureKind,
        luma: &[u8],
        [width, height, row_stride]: [u32; 3],
        rotation_degrees: i32,
    ) -> Option<Seen> {
        let plane = Plane::new(luma, width, height, usize::try_from(row_stride).ok()?).ok()?;
        let rotation = Rotation::from_degrees(rotation_degrees)?;
        let now = self.clock.monotonic_ms();
        let mut capture = self.capture.lock().unwrap_or_else(PoisonError::into_inner);
        let going_on = capture
            .take()
            .filter(|capture| capture.kind == kind && now.saturating_sub(capture.seen_ms) <= ANEW_MS);
        let capture = capture.insert(going_on.unwrap_or_else(|| Capture::new(kind, now)));
        let sight = capture.watch.look(Frame { plane, rotation }, i64::try_from(now).unwrap_or(i64::MAX));
        Some(capture.tell(sight, now))
    }
}

impl Capture {
    fn new(kind: PictureKind, now: u64) -> Self {
        let watch = Watch::new(subject(kind));
        Self { kind, watch, seen_ms: now, told: None, instead: None, fired_ms: None, changed: false }
    }

    fn tell(&mut self, sight: Sight, now: u64) -> Seen {
        self.seen_ms = now;
        let hint = self.settled(sight.hint, now);
        self.told = Some(hint);
        self.changed |= sight.hint != Hint::HoldStill;
        let may = self.fired_ms.is_none_or(|fired| self.changed && now.saturating_sub(fired) >= SHOT_MS);
        let shutter = sight.shutter && may;
        if shutter {
            (self.fired_ms, self.changed) = (Some(now), false);
        }
        Seen { kind: self.kind, hint, complaint: sight.complaint, outline: sight.outline, shutter }
    }

    /// The hint to tell, where another may have come up only just now.
    fn settled(&mut self, seen: Hint, now: u64) -> Hint {
        let Some(told) = self.told.filter(|told| *told != seen) else {
            self.instead = None;
            return seen;
        };
        let since = self.instead.filter(|(instead, _)| *instead == seen).map_or(now, |(_, since)| since);
        if now.saturating_sub(since) < SETTLE_MS {
            self.instead = Some((seen, since));
            return told;
        }
        self.instead = None;
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sight(hint: Hint, shutter: bool) -> Sight {
        Sight { hint, outline: None, shutter, complaint: false }
    }

    fn capture() -> Capture {
        Capture::new(PictureKind::Front, 0)
    }

    #[test]
    fn a_hint_that_flickers_is_not_told() {
        let mut capture = capture();
        let mut tell = |hint, now| capture.tell(sight(hint, false), now).hint;
        assert_eq!(tell(Hint::Blurred, 0), Hint::Blurred, "the first is told at once");
        assert_eq!(tell(Hint::Glare, 100), Hint::Blurred);
        assert_eq!(tell(Hint::Blurred, 200), Hint::Blurred);
        assert_eq!(tell(Hint::Glare, 300), Hint::Blurred);
        assert_eq!(tell(Hint::Glare, 899), Hint::Blurred);
        assert_eq!(tell(Hint::Glare, 900), Hint::Glare);
    }

    #[test]
    fn the_shutter_does_not_fire_into_its_own_picture() {
        let mut capture = capture();
        let mut fires = |hint, now| capture.tell(sight(hint, hint == Hint::HoldStill), now).shutter;
        assert!(fires(Hint::HoldStill, 500));
        assert!(!fires(Hint::HoldStill, 600));
        assert!(!fires(Hint::HoldStill, 9_000), "nothing has changed since");
        assert!(!fires(Hint::Blurred, 9_100));
        assert!(fires(Hint::HoldStill, 9_800));
        assert!(!fires(Hint::Blurred, 9_900));
        assert!(!fires(Hint::HoldStill, 13_799), "a camera takes its time");
        assert!(fires(Hint::HoldStill, 13_800));
    }

    #[test]
    fn each_viewfinder_begins_anew() {
        let clock = Arc::new(crate::platform::fakes::ManualClock::new(0));
        let finder = Viewfinder::new(clock.clone());
        let (wall, night) = (vec![150; 96 * 72], vec![9; 96 * 72]);
        let look =
            |kind, luma, rotation| finder.look(kind, luma, [96, 72, 96], rotation).map(|seen| seen.hint);
        assert_eq!(look(PictureKind::Front, &wall, 0), Some(Hint::NoDocument));
        assert_eq!(look(PictureKind::Front, &night, 90), Some(Hint::NoDocument), "too dark only just now");
        assert_eq!(look(PictureKind::Back, &night, 0), Some(Hint::TooDark), "of another picture");
        clock.advance(2_001);
        assert_eq!(look(PictureKind::Back, &wall, 0), Some(Hint::NoDocument), "after a while");
        assert_eq!(look(PictureKind::Back, &wall, 45), None);
        assert_eq!(finder.look(PictureKind::Back, &wall, [96, 73, 96], 0), None, "fewer bytes than pixels");
    }
}
