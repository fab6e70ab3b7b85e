//! What each page shows, as plain records with finished text; `templates/` draws them.

mod frame;
mod records;

pub use frame::{Frame, Said, Tone};
pub use records::*;
