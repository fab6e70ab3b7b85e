//! Where Debian keeps its OCR-B (package `fonts-ocr-b`; public domain, by Norbert Schwarz and Matthew Skala).

use crate::face::Face;
use crate::{font, glyphs};
use std::fs;
use std::path::Path;

const FOLDER: &str = "/usr/share/fonts/opentype/ocr-b";

/// With round ends of strokes, as it is printed.
pub const ROUND: &str = "OCRB.otf";
/// The same with sharp ends.
pub const SHARP: &str = "OCRBS.otf";

/// The face of one of the package's files.
///
/// # Errors
/// A sentence for the person at the terminal: what is missing and how to get it.
pub fn installed(name: &str) -> Result<Face, String> {
    let file = Path::new(FOLDER).join(name);
    let bytes = fs::read(&file)
        .map_err(|e| format!("{}: {e}; `cargo xtask setup` installs fonts-ocr-b", file.display()))?;
    font::face(&bytes).ok_or_else(|| format!("{}: not the font that was expected", file.display()))
}

/// What the network learns from: the font and our own glyphs. The sharp cut is kept for the split `unseen`.
///
/// # Errors
/// As [`installed`].
pub fn learnt() -> Result<Vec<Face>, String> {
    Ok(vec![installed(ROUND)?, glyphs::face()])
}
