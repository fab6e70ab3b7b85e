//! The inputs that runs begin with: drawn by us, small, and beside them whatever once broke something or was new.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::targets::Target;

/// The inputs of one target.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// In the order of their files' names.
    pub inputs: Vec<Vec<u8>>,
}

impl Corpus {
    /// Where a target's inputs lie.
    #[must_use]
    pub fn folder(target: &Target) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name)
    }

    /// Reads them.
    ///
    /// # Errors
    /// What the file system says.
    pub fn read(target: &Target) -> io::Result<Self> {
        let mut files: Vec<PathBuf> = fs::read_dir(Self::folder(target))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        files.sort();
        let inputs = files.iter().map(fs::read).collect::<Result<_, _>>()?;
        Ok(Self { inputs })
    }
}

/// Draws a target's first inputs anew.
///
/// # Errors
/// What the file system says.
pub fn draw(target: &Target) -> io::Result<usize> {
    let folder = Corpus::folder(target);
    fs::create_dir_all(&folder)?;
    let drawn = (target.seeds)();
    for (name, bytes) in &drawn {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(drawn.len())
}
