//! The camera's frames while a person frames a document or a face.
//!
//! [`inspect`] judges one frame by itself. [`Watch`] keeps what lies between frames: how long the document has been
//! still, and how long the person has been trying. It has no clock: whoever looks says what time it is.

mod watch;

pub use watch::{Sight, Watch};

use crate::grey::Grey;
use crate::outline;
use crate::subject::Subject;
use crate::verdicts::{self, Verdicts};
use crate::{Plane, Rotation, faces};

/// Frames are scaled down to this before they are judged, never up.
const LONG_SIDE: u32 = faces::SEARCHED_SIDE;

/// Dots per inch a frame must have before the shutter fires.
const LEAST_DPI: f32 = 150.0;

/// A frame too small for 150 dpi asks for a document that fills this much of it instead.
const FILLED_INSTEAD: f32 = 0.72;

/// A camera frame: its luma, and how far it must be turned to be upright.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The luma plane, as the sensor gave it.
    pub plane: Plane<'a>,
    /// How the plane stands.
    pub rotation: Rotation,
}

/// Judges one frame. Portraits are looked for only where nothing else is wrong, and only upright.
#[must_use]
pub fn inspect(frame: Frame<'_>, subject: Subject) -> Verdicts {
    let picture = Grey::upright(frame.plane, frame.rotation, LONG_SIDE);
    if !subject.is_document() {
        return verdicts::judge_selfie(&picture, &[Rotation::None]);
    }
    let (mut verdicts, sheet) = look(frame, &picture, subject);
    if let Some(sheet) = sheet.filter(|_| verdicts.is_fine()) {
        verdicts::judge_side(&mut verdicts, &sheet, subject, &UPRIGHT);
    }
    verdicts
}

/// A lying card is held upright or on its head; a standing one is laid on its side either way.
const UPRIGHT: [Rotation; 2] = [Rotation::None, Rotation::Half];

/// Everything but the portrait; the straightened document if it was worth straightening.
fn look(frame: Frame<'_>, picture: &Grey, subject: Subject) -> (Verdicts, Option<Grey>) {
    let found = outline::find(picture, subject);
    let long = picture.width().max(picture.height());
    let scale = frame.plane.width().max(frame.plane.height()) as f32 / long as f32;
    let mut verdicts =
        verdicts::framed(picture, found.as_ref(), subject, scale, least_dpi(picture, subject, scale));
    let sheet = found.and_then(|found| verdicts::sheet(picture, &found.quad, subject, long as f32));
    if let Some(sheet) = &sheet {
        verdicts::judge_print(&mut verdicts, sheet);
    }
    (verdicts, sheet)
}

fn least_dpi(picture: &Grey, subject: Subject, scale: f32) -> f32 {
    let widest = subject.sizes_mm().iter().map(|(width, _)| *width).fold(f32::MAX, f32::min);
    let filled = FILLED_INSTEAD * picture.width() as f32 * scale / (widest / 25.4);
    LEAST_DPI.min(filled)
}
