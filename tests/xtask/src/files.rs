//! Files that are made: written only where they differ, so that Maven, Swift and `make`-like tools stay warm, and put
//! in place by renaming, so that a program that has the old library mapped keeps it.

use crate::Result;
use std::fs;
use std::path::{Path, PathBuf};

/// Puts these bytes there; true if they were not there yet.
pub(crate) fn put(file: &Path, bytes: &[u8]) -> Result<bool> {
    if fs::read(file).is_ok_and(|found| found == bytes) {
        return Ok(false);
    }
    let trouble = |e| format!("{}: {e}", file.display());
    let folder = file.parent().ok_or_else(|| format!("{} is in no folder", file.display()))?;
    fs::create_dir_all(folder).map_err(trouble)?;
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", std::process::id()));
    let fresh = folder.join(name);
    fs::write(&fresh, bytes).and_then(|()| fs::rename(&fresh, file)).map_err(trouble)?;
    Ok(true)
}

/// Puts a copy of a file there; true if it was not there yet.
pub(crate) fn put_copy(from: &Path, to: &Path) -> Result<bool> {
    put(to, &fs::read(from).map_err(|e| format!("{}: {e}", from.display()))?)
}

/// All files beneath a folder, in order; none if there is no such folder.
pub(crate) fn beneath(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(beneath(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_written() {
        let folder = std::env::temp_dir().join(format!("xtask-files-{}", std::process::id()));
        let file = folder.join("a/b.txt");
        assert_eq!(put(&file, b"one"), Ok(true));
        assert_eq!(put(&file, b"one"), Ok(false));
        assert_eq!(put(&file, b"two"), Ok(true));
        assert_eq!(put_copy(&file, &folder.join("c.txt")), Ok(true));
        assert_eq!(beneath(&folder), [file, folder.join("c.txt")], "nothing half-written is left");
        fs::remove_dir_all(&folder).unwrap();
        assert!(beneath(&folder).is_empty());
    }
}
