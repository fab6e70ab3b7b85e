//! What the reader of machine readable zones learnt from: glyphs, lights and documents that are drawn here, and the
//! learning itself.
//!
//! Everything is seeded and computed on one thread in plain arithmetic, so that anybody can make the weights in
//! `core/imaging` again, bit for bit (`cargo run --release --package kauth-mrz-training`). No picture of a real document
//! is used anywhere. [`glyphs`] needs no font and serves demos as well.

mod canvas;
pub mod document;
pub mod evaluate;
mod face;
pub mod font;
pub mod fonts;
pub mod glyphs;
pub mod learn;
pub mod maths;
pub mod pattern;
pub mod random;
pub mod ranges;
pub mod samples;
pub mod zone;

pub use canvas::{Canvas, Print};
pub use face::{Face, Shape};
