//! A store in a folder of its own for white-box tests.

use std::path::{Path, PathBuf};

use super::Store;
use crate::random::{Random, SystemRandom};
use crate::wakeups::Wakeups;

/// A folder that goes away with its value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Makes an empty folder.
pub(crate) fn folder() -> Folder {
    let random: &dyn Random = &SystemRandom::new();
    let path = std::env::temp_dir().join(format!("kauth-server-test-{}", random.id().unwrap()));
    std::fs::create_dir(&path).unwrap();
    Folder(path)
}

/// An empty store of this version.
pub(crate) fn store() -> (Folder, Store) {
    let folder = folder();
    let store = Store::open(&folder.path().join("kauth.db"), Wakeups::default()).unwrap();
    (folder, store)
}
