//! Where the document lies: four straight edges whose corners make a plausible card or page.
//!
//! Looked for small, made exact large: lines are voted for in a picture of 384 pixels (`lines`), every pair of
//! pairs of them is judged as a document (`choose`), and the four chosen lines are fitted to the edges of the whole
//! frame (`refine`); where the proportion is wrong then, a dark band on a dark table may hide a side (`band`). Lines are
//! voted for twice, on fine edges and on coarse steps of brightness: a patterned table has many fine edges and few
//! steps, a faint card on a plain one the reverse.

mod band;
mod choose;
mod edges;
mod lines;
mod refine;

use crate::geometry::Quad;
use crate::grey::{Grey, fitted};
use crate::subject::Subject;

/// The longer side of the picture in which lines are voted for.
const SEARCHED: u32 = 384;

/// A document that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// Its corners, in pixels of the picture that was searched.
    pub(crate) quad: Quad,
    /// Whether a side lies outside the picture: then the picture's edge, or something printed, stands for it.
    pub(crate) cut_off: bool,
}

/// Looks for the document in an upright picture.
pub(crate) fn find(picture: &Grey, subject: Subject) -> Option<Found> {
    let (width, height) = fitted(picture.width(), picture.height(), SEARCHED);
    if width.min(height) < 48 {
        return None;
    }
    let chosen = choose::best(&edges::Edges::of(&picture.resized(width, height)), subject)?;
    let scale = picture.width() as f32 / width as f32;
    refine::exact(picture, &chosen, subject, scale)
}
