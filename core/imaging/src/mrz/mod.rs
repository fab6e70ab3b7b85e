//! The machine readable zone of identity documents (ICAO Doc 9303): what its lines say, and reading them off a picture.
//!
//! [`text`] knows the standard and no picture. [`read`] finds the lines, cuts the characters out and asks a small network
//! of our own what they are. Both help a person to take a picture that others can read; neither judges the document.

mod cell;
mod choose;
mod fit;
mod grid;
mod network;
mod read;
mod rows;
pub mod text;

pub use read::{Reading, read};

/// What learning (`tests/mrz-training`) shares with reading: the same knife, the same network.
pub mod training {
    pub use super::cell::{CELL, CELL_HEIGHT, CELL_WIDTH, Line, Strip};
    pub use super::grid::Grid;
    pub use super::network::{ALPHABET, Answer, CLASSES, GLYPHS, HIDDEN, Network};
}
