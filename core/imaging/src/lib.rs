//! Pixels in, verdicts out. No camera, no files, no printing: whoever calls brings bytes or a luma plane.
//!
//! Pictures come from strangers, so nothing is decoded before its header was checked against the limits below, and
//! every way a picture can be bad is a kind of [`ImageError`].

mod error;
pub mod mrz;
mod picture;
mod plane;
pub mod qr;

pub use error::ImageError;
pub use picture::{MAX_BYTES, MAX_PIXELS, MAX_RATIO, MAX_SIDE};
pub use plane::Plane;
