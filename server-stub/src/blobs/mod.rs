//! What is too large or too secret for the database: uploaded ciphertext, and the key of each kCheck session.
//!
//! Two folders, so that a backup of one never brings the other: a stored dossier needs its session's key *and* a
//! reviewer's. A file is on the disk before a row names it, so that what a row names is there; a file that no row
//! names is left over from an interruption and goes at the next start.

mod key;

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::random::Random;
use crate::store::StoreError;

pub use key::CheckKey;

/// Bytes of a session's key.
const KEY: usize = 32;

#[derive(Debug)]
struct Folders {
    files: PathBuf,
    keys: PathBuf,
}

/// The two folders; clones share them. Every call blocks on the disk.
#[derive(Debug, Clone)]
pub struct Blobs(Arc<Folders>);

impl Blobs {
    /// Uses these folders; makes what is missing, for the owner only.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(files: &Path, keys: &Path) -> std::io::Result<Self> {
        for folder in [files, keys] {
            let mut builder = fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::DirBuilderExt;
                builder.mode(0o700);
            }
            builder.create(folder)?;
        }
        Ok(Self(Arc::new(Folders { files: files.to_owned(), keys: keys.to_owned() })))
    }

    /// Writes `bytes` to a new file, on the disk when this returns; gives its name.
    ///
    /// # Errors
    /// [`StoreError::Full`] and others; then there is no such file.
    pub fn put(&self, random: &dyn Random, bytes: &[u8]) -> Result<String, StoreError> {
        let name = random.id().map_err(|error| StoreError::File(std::io::Error::other(error)))?;
        let path = self.file(&name)?;
        let written = create(&path, bytes).and_then(|()| sync(&self.0.files));
        if let Err(error) = written {
            drop(fs::remove_file(&path));
            return Err(told(error));
        }
        Ok(name)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// [`StoreError::File`], also if it is not there.
    pub fn get(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        Ok(fs::read(self.file(name)?)?)
    }

    /// Removes files; those that are gone already are fine. They are gone from the disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn remove<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<(), StoreError> {
        for name in names {
            absent_is_fine(fs::remove_file(self.file(name)?))?;
        }
        Ok(sync(&self.0.files)?)
    }

    /// Names of all files.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn names(&self) -> Result<Vec<String>, StoreError> {
        list(&self.0.files)
    }

    /// Sessions that have a key.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn keys(&self) -> Result<Vec<String>, StoreError> {
        list(&self.0.keys)
    }

    /// Makes a session's key, on the disk when this returns. One that is there already belongs to a claim that was
    /// never committed, and is replaced.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn make_key(&self, check: &str, random: &dyn Random) -> Result<CheckKey, StoreError> {
        self.destroy_key(check)?;
        let mut bytes = Zeroizing::new([0; KEY]);
        random.fill(&mut *bytes).map_err(|error| StoreError::File(std::io::Error::other(error)))?;
        create(&self.key_file(check)?, &*bytes).and_then(|()| sync(&self.0.keys)).map_err(told)?;
        Ok(CheckKey::new(bytes))
    }

    /// A session's key, if it is there.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn key(&self, check: &str) -> Result<Option<CheckKey>, StoreError> {
        match fs::read(self.key_file(check)?).map(Zeroizing::new) {
            Ok(bytes) => {
                let bytes: [u8; KEY] =
                    bytes.as_slice().try_into().map_err(|_| StoreError::Unreadable("a check's key"))?;
                Ok(Some(CheckKey::new(Zeroizing::new(bytes))))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Destroys a session's key: overwritten, on the disk, unlinked, the folder on the disk. Again is harmless.
    ///
    /// # Errors
    /// [`StoreError::File`]; try again.
    pub fn destroy_key(&self, check: &str) -> Result<(), StoreError> {
        let path = self.key_file(check)?;
        match OpenOptions::new().write(true).open(&path) {
            Ok(mut file) => {
                file.write_all(&[0xff; KEY])?;
                file.sync_all()?;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        absent_is_fine(fs::remove_file(&path))?;
        Ok(sync(&self.0.keys)?)
    }

    fn file(&self, name: &str) -> Result<PathBuf, StoreError> {
        Ok(self.0.files.join(plain(name)?))
    }

    fn key_file(&self, check: &str) -> Result<PathBuf, StoreError> {
        Ok(self.0.keys.join(plain(check)?))
    }
}

/// Ids only: no name leads out of its folder.
fn plain(name: &str) -> Result<&str, StoreError> {
    if kauth_protocol::b64::is_token(name) {
        Ok(name)
    } else {
        Err(StoreError::Unreadable("the name of a file"))
    }
}

fn create(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

fn list(folder: &Path) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        if let Ok(name) = entry?.file_name().into_string()
            && plain(&name).is_ok()
        {
            names.push(name);
        }
    }
    Ok(names)
}

fn absent_is_fine(result: std::io::Result<()>) -> std::io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn told(error: std::io::Error) -> StoreError {
    if error.kind() == ErrorKind::StorageFull { StoreError::Full } else { error.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;
    use crate::store::testing;

    fn blobs() -> (testing::Folder, Blobs) {
        let folder = testing::folder();
        let blobs = Blobs::open(&folder.path().join("files"), &folder.path().join("keys")).unwrap();
        (folder, blobs)
    }

    #[test]
    fn a_file_is_read_back_listed_and_removed_twice() {
        let (_folder, blobs) = blobs();
        let name = blobs.put(&SystemRandom::new(), b"ciphertext").unwrap();
        assert_eq!(blobs.get(&name).unwrap(), b"ciphertext");
        assert_eq!(blobs.names().unwrap(), [name.as_str()]);
        for _ in 0..2 {
            blobs.remove([name.as_str()]).unwrap();
        }
        assert!(blobs.get(&name).is_err() && blobs.names().unwrap().is_empty());
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let (folder, blobs) = blobs();
        std::fs::write(folder.path().join("secret"), "x").unwrap();
        for name in ["../secret", "..", "", "/etc/passwd", "a/b", "AAAAAAAAAAAAAAAAAAAAAA/.."] {
            assert!(blobs.get(name).is_err() && blobs.remove([name]).is_err(), "{name}");
            assert!(blobs.key(name).is_err() && blobs.destroy_key(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_destroyed_key_is_overwritten_before_it_goes() {
        let (folder, blobs) = blobs();
        let check = "AAAAAAAAAAAAAAAAAAAAAA";
        blobs.make_key(check, &SystemRandom::new()).unwrap();
        let path = folder.path().join("keys").join(check);
        // A second name for the same bytes on the disk sees what overwriting did to them.
        let other = folder.path().join("other name");
        std::fs::hard_link(&path, &other).unwrap();
        blobs.destroy_key(check).unwrap();
        assert!(!path.exists());
        assert_eq!(std::fs::read(&other).unwrap(), [0xff; KEY]);
        assert!(blobs.key(check).unwrap().is_none());
        blobs.destroy_key(check).unwrap();
    }

    #[test]
    fn a_key_that_no_claim_committed_is_replaced() {
        let (_folder, blobs) = blobs();
        let check = "AAAAAAAAAAAAAAAAAAAAAA";
        let first = blobs.make_key(check, &SystemRandom::new()).unwrap();
        let second = blobs.make_key(check, &SystemRandom::new()).unwrap();
        let locked = first.lock(&SystemRandom::new(), "place", b"x").unwrap();
        assert!(second.unlock("place", &locked).is_err());
        let read = blobs.key(check).unwrap().unwrap();
        let locked = second.lock(&SystemRandom::new(), "place", b"x").unwrap();
        assert_eq!(read.unlock("place", &locked).unwrap().as_slice(), b"x");
    }

    #[test]
    #[cfg(unix)]
    fn only_the_owner_reads_them() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, blobs) = blobs();
        let check = "AAAAAAAAAAAAAAAAAAAAAA";
        blobs.make_key(check, &SystemRandom::new()).unwrap();
        let name = blobs.put(&SystemRandom::new(), b"x").unwrap();
        for (path, mode) in [("keys", 0o700), ("files", 0o700)] {
            let found = std::fs::metadata(folder.path().join(path)).unwrap().permissions().mode();
            assert_eq!(found & 0o777, mode);
        }
        for path in [folder.path().join("keys").join(check), folder.path().join("files").join(name)] {
            assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
