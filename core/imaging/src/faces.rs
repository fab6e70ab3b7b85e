//! Faces, found to frame a picture and never compared with each other.
//!
//! The detector is `rustface`; its model is compiled in (see `model/README.md`), because nothing is fetched at run time.
//! It looks for faces of 40 pixels and more, whatever smallest size it is told, so smaller ones are found by enlarging
//! the picture. It is other people's code and meets pictures from strangers: should it panic, no face was found.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use rustface::{ImageData, Model};

use crate::grey::{Grey, fitted};
use crate::{Plane, Rotation, share};

/// BSD-2-Clause, see `model/LICENSE`.
static MODEL: &[u8] = include_bytes!("../model/seeta_fd_frontal_v1.0.bin");

/// Frames are scaled to this before faces are looked for; sizes in the rules below are pixels of it.
pub const SEARCHED_SIDE: u32 = 960;

/// Fewer points than this are no face.
const LEAST_SCORE: f64 = 3.0;

/// The smallest face the detector sees, in pixels.
const WINDOW: f32 = 40.0;

/// A face, in fractions of the upright frame's width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width as a fraction of the frame's width.
    pub width: f32,
    /// Height as a fraction of the frame's height.
    pub height: f32,
    /// How far the frame had to be turned for the face to stand upright.
    pub rotation: Rotation,
    /// The detector's points; 3 and more count as a face.
    pub score: f32,
}

impl Face {
    /// The longer side in pixels of a frame of that size.
    pub(crate) fn side(&self, width: u32, height: u32) -> f32 {
        (self.width * width as f32).max(self.height * height as f32)
    }

    /// The same face after the picture was turned.
    pub(crate) fn turned(self, turn: Rotation) -> Self {
        let Self { x, y, width, height, .. } = self;
        let (x, y, width, height) = match turn {
            Rotation::None => (x, y, width, height),
            Rotation::Quarter => (1.0 - y - height, x, height, width),
            Rotation::Half => (1.0 - x - width, 1.0 - y - height, width, height),
            Rotation::ThreeQuarters => (y, 1.0 - x - width, height, width),
        };
        Self { x, y, width, height, rotation: self.rotation.without(turn), score: self.score }
    }

    fn overlap(&self, other: &Self) -> f32 {
        let shared = |a: f32, a_length: f32, b: f32, b_length: f32| {
            ((a + a_length).min(b + b_length) - a.max(b)).max(0.0)
        };
        let both = shared(self.x, self.width, other.x, other.width)
            * shared(self.y, self.height, other.y, other.height);
        both / (self.width * self.height).min(other.width * other.height).max(f32::EPSILON)
    }
}

/// Looks for faces of at least 40 pixels (once the longer side is 960) in four rotations, the largest first.
#[must_use]
pub fn find(plane: Plane<'_>, rotation: Rotation) -> Vec<Face> {
    let upright = Grey::upright(plane, rotation, SEARCHED_SIDE);
    in_rotations(&upright, WINDOW, &ALL)
}

/// Every right angle.
pub(crate) const ALL: [Rotation; 4] =
    [Rotation::None, Rotation::Quarter, Rotation::Half, Rotation::ThreeQuarters];

/// Faces of at least `smallest` pixels, the picture turned as told; each face once, the largest first.
pub(crate) fn in_rotations(picture: &Grey, smallest: f32, rotations: &[Rotation]) -> Vec<Face> {
    let scale = WINDOW / smallest.max(8.0);
    let long = picture.width().max(picture.height()) as f32 * scale;
    let scaled = if scale < 1.0 {
        let (width, height) = fitted(picture.width(), picture.height(), long as u32);
        picture.resized(width.max(1), height.max(1))
    } else {
        picture.clone()
    };
    let each = share::among_cores(rotations.to_vec(), |rotation| {
        upright_faces(&scaled.clone().turned(rotation), rotation)
    });
    let mut found: Vec<Face> = Vec::new();
    for face in each.into_iter().flatten() {
        match found.iter_mut().find(|other| other.overlap(&face) > 0.4) {
            Some(other) if other.score < face.score => *other = face,
            Some(_) => {}
            None => found.push(face),
        }
    }
    found.sort_by(|a, b| (b.width * b.height).total_cmp(&(a.width * a.height)));
    found
}

/// Faces that stand upright in a picture that was turned; back in the fractions of the one that was not.
fn upright_faces(turned: &Grey, rotation: Rotation) -> Vec<Face> {
    let (width, height) = (turned.width(), turned.height());
    if width.min(height) < WINDOW as u32 {
        return Vec::new();
    }
    let Some(model) = model() else { return Vec::new() };
    let seen = catch_unwind(AssertUnwindSafe(|| {
        let mut detector = rustface::create_detector_with_model(model);
        detector.set_min_face_size(20);
        detector.set_score_thresh(LEAST_SCORE);
        detector.set_pyramid_scale_factor(0.8);
        detector.set_slide_window_step(4, 4);
        detector.detect(&ImageData::new(turned.pixels(), width, height))
    }));
    let faces = seen.unwrap_or_default();
    faces
        .into_iter()
        .map(|face| {
            let place = face.bbox();
            let across = |at: f32| at / width as f32;
            let down = |at: f32| at / height as f32;
            let (x, y) = (across(place.x() as f32), down(place.y() as f32));
            let (w, h) = (across(place.width() as f32), down(place.height() as f32));
            let score = face.score() as f32;
            let upright = Face { x, y, width: w, height: h, rotation: Rotation::None, score };
            // Turned back by what is left to a whole turn.
            Face { rotation, ..upright.turned(Rotation::None.without(rotation)) }
        })
        .collect()
}

/// Unpacked once: it takes a few milliseconds.
fn model() -> Option<Model> {
    static UNPACKED: OnceLock<Option<Model>> = OnceLock::new();
    UNPACKED.get_or_init(|| catch_unwind(|| rustface::read_model(MODEL).ok()).ok().flatten()).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_quarters_bring_a_face_back() {
        let face = Face { x: 0.1, y: 0.2, width: 0.3, height: 0.4, rotation: Rotation::None, score: 9.0 };
        let once = face.turned(Rotation::Quarter);
        assert!((once.x - 0.4).abs() < 1e-6 && (once.y - 0.1).abs() < 1e-6);
        let back = once.turned(Rotation::ThreeQuarters);
        assert!((back.x - face.x).abs() < 1e-6 && (back.y - face.y).abs() < 1e-6);
        assert_eq!(back.rotation, Rotation::None);
    }

    #[test]
    fn a_blank_picture_has_none_whatever_its_size() {
        for (width, height) in [(1, 1), (39, 500), (40, 40), (960, 24), (200, 150)] {
            let data = vec![128; width * height];
            let plane = Plane::new(&data, width as u32, height as u32, width).unwrap();
            assert_eq!(find(plane, Rotation::Quarter), []);
        }
    }
}
