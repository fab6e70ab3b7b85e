//! Draws documents, people and photographs of them, from a seed: what the camera side is measured on.
//!
//! Nobody's papers are in this repository, so the papers are drawn: layouts, backgrounds, light, blur, glare, perspective
//! and noise come from [`Dice`], which gives the same numbers everywhere. Rules are tuned on [`Split::Train`], held by
//! tests on [`Split::Test`] (same kinds, other seeds) and reported on [`Split::Unseen`] (layouts, backgrounds, faces and
//! ranges that no rule was tuned on). What is drawn proves geometry and thresholds; it does not prove that a real card
//! of a real country is read.

mod background;
mod canvas;
mod dice;
mod face;
mod lens;
mod paper;
mod plane_map;
mod portraits;
mod scan;
mod selfie;
pub mod series;
mod shot;
mod text;

pub use background::Background;
pub use dice::{Dice, Split};
pub use face::drawn_face;
pub use paper::{Kind, Paper, PaperPlan};
pub use plane_map::Projection;
pub use portraits::{Absent, Portraits};
pub use scan::scanned;
pub use selfie::{Selfie, selfie};
pub use shot::{Glare, Scene, Shot};
