//! A folder of small private files, each replaced whole or not at all.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::SoftwareKeysError;
use crate::platform::{Random, SystemRandom, crash_point};
use crate::secret::Secret;

/// A key's file is well below one KiB; more is some other file.
const LIMIT: u64 = 64 * 1024;
const HALF_WRITTEN: &str = ".tmp";

#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self, SoftwareKeysError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)?;
        Ok(Self(path.to_owned()))
    }

    /// A file's content, if there is such a file.
    pub(super) fn read(&self, name: &Path) -> Result<Option<Secret>, SoftwareKeysError> {
        let mut file = match File::open(self.0.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let length = file.metadata()?.len();
        if length > LIMIT {
            return Err(SoftwareKeysError::Damaged);
        }
        let mut bytes = Secret::new(vec![0; usize::try_from(length).unwrap_or(0)]);
        file.read_exact(bytes.expose_mut())?;
        Ok(Some(bytes))
    }

    /// Writes a file, over the one of that name if there is one. A crash leaves the old content or the new.
    pub(super) fn replace(&self, name: &Path, content: &Secret) -> Result<(), SoftwareKeysError> {
        let temporary = self.write_aside(name, content)?;
        crash_point("keys.before_rename");
        fs::rename(&temporary, self.0.join(name))?;
        self.sync()
    }

    /// Writes a file unless there is one of that name; tells whether it did.
    pub(super) fn write_first(&self, name: &Path, content: &Secret) -> Result<bool, SoftwareKeysError> {
        let temporary = self.write_aside(name, content)?;
        let linked = fs::hard_link(&temporary, self.0.join(name));
        fs::remove_file(&temporary)?;
        match linked {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            linked => linked?,
        }
        self.sync()?;
        Ok(true)
    }

    pub(super) fn remove(&self, name: &Path) -> Result<(), SoftwareKeysError> {
        match fs::remove_file(self.0.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => {
                removed?;
                self.sync()
            }
        }
    }

    /// The names of all files with that ending, without it.
    pub(super) fn names_ending(&self, ending: &str) -> Result<Vec<String>, SoftwareKeysError> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            let name = entry?.file_name();
            names.extend(name.to_str().and_then(|name| name.strip_suffix(ending)).map(str::to_owned));
        }
        Ok(names)
    }

    /// Removes what a crash left half written.
    pub(super) fn remove_half_written(&self) -> Result<(), SoftwareKeysError> {
        for name in self.names_ending(HALF_WRITTEN)? {
            self.remove(Path::new(&format!("{name}{HALF_WRITTEN}")))?;
        }
        Ok(())
    }

    fn write_aside(&self, name: &Path, content: &Secret) -> Result<PathBuf, SoftwareKeysError> {
        let mut number = [0; 8];
        SystemRandom::new().fill(&mut number).map_err(|_| SoftwareKeysError::Io(io::ErrorKind::Other))?;
        let number = data_encoding::HEXLOWER.encode(&number);
        let path = self.0.join(format!("{}.{number}{HALF_WRITTEN}", name.display()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&path).and_then(|mut file| {
            file.write_all(content.expose())?;
            file.sync_all()
        });
        if let Err(error) = written {
            let _left_for_later = fs::remove_file(&path);
            return Err(error.into());
        }
        Ok(path)
    }

    #[cfg(unix)]
    fn sync(&self) -> Result<(), SoftwareKeysError> {
        Ok(File::open(&self.0)?.sync_all()?)
    }

    #[cfg(not(unix))]
    fn sync(&self) -> Result<(), SoftwareKeysError> {
        Ok(())
    }
}

impl From<io::Error> for SoftwareKeysError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.kind())
    }
}
