//! Real faces with a free licence, out of a folder under `target/`: none is kept in this repository.
//!
//! `cargo xtask setup` (and the stage `unit`) puts scikit-image's wheel there. `astronaut.png` is NASA's (public domain);
//! `lfw_subset.npy` holds 100 faces and 100 things that are none, 25 × 25 pixels each. A few identities prove geometry;
//! they say nothing about whom a detector finds less well.

use std::path::{Path, PathBuf};

use image::{GrayImage, Luma, imageops};

use crate::Split;

/// Why there are no portraits.
#[derive(Debug, thiserror::Error)]
#[error("the test portraits are not there ({0}); `cargo xtask setup` fetches them into target/")]
pub struct Absent(String);

/// The faces, all grey.
#[derive(Debug)]
pub struct Portraits {
    /// 512 × 512, one person from the waist up; the face is about 100 wide.
    pub astronaut: GrayImage,
    /// 25 × 25 each, filled by a face.
    pub faces: Vec<GrayImage>,
    /// 25 × 25 each, no face.
    pub others: Vec<GrayImage>,
}

/// Where `cargo xtask` puts the wheel's contents, below cargo's target folder.
const FOLDER: &str = "portraits/skimage/data";
const SIDE: u32 = 25;

impl Portraits {
    /// Reads them from the target folder that the running program lies in.
    ///
    /// # Errors
    /// [`Absent`] says what is missing and what fetches it.
    pub fn load() -> Result<Self, Absent> {
        let program = std::env::current_exe().map_err(|error| Absent(error.to_string()))?;
        let folder = program.ancestors().map(|above| above.join(FOLDER)).find(|folder| folder.is_dir());
        Self::read(&folder.ok_or_else(|| Absent(FOLDER.to_owned()))?)
    }

    fn read(folder: &Path) -> Result<Self, Absent> {
        let absent = |path: &PathBuf, what: String| Absent(format!("{}: {what}", path.display()));
        let astronaut = folder.join("astronaut.png");
        let picture = image::open(&astronaut).map_err(|error| absent(&astronaut, error.to_string()))?;
        let subset = folder.join("lfw_subset.npy");
        let bytes = std::fs::read(&subset).map_err(|error| absent(&subset, error.to_string()))?;
        let mut all =
            unpack(&bytes).ok_or_else(|| absent(&subset, "not 200 × 25 × 25 numbers".to_owned()))?;
        let others = all.split_off(all.len() / 2);
        Ok(Self { astronaut: picture.to_luma8(), faces: all, others })
    }

    /// The face of the astronaut with some room around it, 200 × 200.
    #[must_use]
    pub fn head(&self) -> GrayImage {
        imageops::crop_imm(&self.astronaut, 124, 20, 200, 200).to_image()
    }

    /// The small faces of a split: no two splits share one.
    #[must_use]
    pub fn of(&self, split: Split) -> &[GrayImage] {
        let (from, to) = match split {
            Split::Train => (0, 40),
            Split::Test => (40, 70),
            Split::Unseen => (70, 100),
        };
        self.faces.get(from..to).unwrap_or_default()
    }
}

/// numpy's format, version 1: a magic word, the header's length, the header, then little-endian doubles from 0 to 1.
fn unpack(bytes: &[u8]) -> Option<Vec<GrayImage>> {
    let header = usize::from(u16::from_le_bytes(bytes.get(8..10)?.try_into().ok()?));
    let head = std::str::from_utf8(bytes.get(10..10 + header)?).ok()?;
    if !head.contains("'<f8'") || !head.contains("(200, 25, 25)") {
        return None;
    }
    let numbers: Vec<u8> = bytes
        .get(10 + header..)?
        .chunks_exact(8)
        .filter_map(|eight| Some(f64::from_le_bytes(eight.try_into().ok()?)))
        .map(|grey| (grey * 255.0).round().clamp(0.0, 255.0) as u8)
        .collect();
    let pictures = numbers.chunks_exact((SIDE * SIDE) as usize).map(|picture| {
        let mut pixels = picture.iter();
        GrayImage::from_fn(SIDE, SIDE, |_, _| Luma([pixels.next().copied().unwrap_or(0)]))
    });
    Some(pictures.collect())
}
