//! Pixels in, verdicts out. No camera, no files, no printing: whoever calls brings bytes or a luma plane.
//!
//! Pictures come from strangers, so nothing is decoded before its header was checked against the limits below, and
//! every way a picture can be bad is a kind of [`ImageError`].

mod error;
pub mod faces;
mod filter;
mod framing;
mod geometry;
mod grey;
pub mod live;
pub mod mrz;
mod outline;
mod picture;
mod plane;
pub mod qr;
mod quality;
mod rotation;
mod share;
pub mod still;
mod subject;
mod verdicts;
mod zone;

pub use error::ImageError;
pub use geometry::{Outline, Point};
pub use grey::Grey;
pub use picture::{MAX_BYTES, MAX_PIXELS, MAX_RATIO, MAX_SIDE};
pub use plane::Plane;
pub use rotation::Rotation;
pub use subject::{Hint, Subject};
pub use verdicts::{Measures, Verdicts};
