//! Files on a person's behalf: pictures and exports read, recovery codes written.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use kauth_texts::Texts;

use crate::failure::Failure;

/// A file larger than this is no picture of a QR code and no export; the core refuses far smaller ones. It only keeps a device file
/// from filling the memory.
pub(crate) const MOST: u64 = 64 << 20;

/// The bytes of a file.
pub(crate) fn read(path: &Path, texts: &Texts) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST).read_to_end(&mut bytes))
        .map_err(|_| Failure::shell("file_unreadable", texts.cli_failed_read(&path.display().to_string())))?;
    Ok(bytes)
}

/// Writes a text with something secret in it to a new file that only its owner may read. Never replaces a file.
pub(crate) fn write_new_private(path: &Path, text: &str, texts: &Texts) -> Result<(), Failure> {
    let written = || -> std::io::Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        let stored = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        if stored.is_err() {
            drop(file);
            // Half a set of recovery codes would be taken for a whole one.
            let _ = std::fs::remove_file(path);
        }
        stored
    };
    written()
        .map_err(|_| Failure::shell("file_unwritable", texts.cli_failed_write(&path.display().to_string())))
}

/// A path for a new file in a folder: the suggested name, with a number if there is such a file already. Only the
/// last part of the suggestion counts, so that it cannot lead elsewhere.
pub(crate) fn free_path(folder: &Path, suggested: &str) -> PathBuf {
    let name = Path::new(suggested).file_name().unwrap_or("kauth.txt".as_ref());
    let first = folder.join(name);
    if !first.exists() {
        return first;
    }
    let stem = Path::new(name).file_stem().unwrap_or(name).to_string_lossy();
    let ending = Path::new(name).extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    (2..1000)
        .map(|number| folder.join(format!("{stem}-{number}{ending}")))
        .find(|path| !path.exists())
        .unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use kauth_texts::Language;

    use super::*;

    fn texts() -> &'static Texts {
        Texts::of(Language::English)
    }

    #[test]
    fn a_written_file_is_its_owners_and_never_replaces_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("codes.txt");
        write_new_private(&path, "first", texts()).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let refused = write_new_private(&path, "second", texts()).unwrap_err();
        assert_eq!((refused.kind(), refused.exit_code()), ("file_unwritable", 1));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "first");
    }

    #[test]
    fn a_suggested_name_stays_in_its_folder_and_clear_of_other_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = free_path(folder.path(), "../../codes.txt");
        assert_eq!(path, folder.path().join("codes.txt"));
        std::fs::write(&path, "").unwrap();
        assert_eq!(free_path(folder.path(), "codes.txt"), folder.path().join("codes-2.txt"));
    }

    #[test]
    fn a_missing_file_is_named() {
        let refused = read(Path::new("/no/such/picture.png"), texts()).unwrap_err();
        assert!(refused.line(false).contains("/no/such/picture.png"));
    }
}
