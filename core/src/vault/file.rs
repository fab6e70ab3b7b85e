//! The vault's files: the folder, the lock that keeps a second process out, the database and how it is opened.
//!
//! A new database is made under another name and renamed when it is whole. So a file under the vault's own name that is
//! empty or unreadable is a damaged vault, never a fresh one, and is never written over.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::VaultError;
use crate::platform::disk_pages;

const DATABASE: &str = "vault.db";
const UNFINISHED: &str = "vault.db.new";
const LOCK: &str = "vault.lock";
/// SQLite's own companions of a database file.
const COMPANIONS: [&str; 3] = ["-wal", "-journal", "-shm"];
/// A reader that looks at the file from outside, say a copying tool, is waited for this long.
const BUSY: Duration = Duration::from_secs(2);

/// Keeps a second process (or a second vault in this one) out for as long as it lives; the system takes it back from
/// a process that was killed.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held for its drop")] File);

/// Where the parts of a vault are.
#[derive(Debug)]
pub(super) struct Files {
    folder: PathBuf,
}

impl Files {
    /// The folder, made if need be and if that is wanted.
    pub(super) fn of(folder: &Path, create: bool) -> Result<Self, VaultError> {
        if create {
            let mut builder = DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(folder)?;
        } else if !folder.is_dir() {
            return Err(VaultError::Missing);
        }
        Ok(Self { folder: folder.to_owned() })
    }

    /// Takes the vault for this process.
    pub(super) fn lock(&self) -> Result<Lock, VaultError> {
        let mut file =
            private(&self.folder.join(LOCK), OpenOptions::new().read(true).write(true).create(true))?;
        if !try_lock(&file)? {
            let mut holder = String::new();
            let read = (&mut file).take(256).read_to_string(&mut holder);
            let known = read.is_ok() && !holder.trim().is_empty();
            return Err(VaultError::InUse { process: known.then(|| holder.trim().to_owned()) });
        }
        // Only a courtesy to whoever comes second: a full disk must not stop us here.
        let _told = file.set_len(0).and_then(|()| writeln!(file, "{}", process_name()));
        Ok(Lock(file))
    }

    /// There is a vault.
    ///
    /// # Errors
    /// `Damaged` if only parts of one are there.
    pub(super) fn exists(&self) -> Result<bool, VaultError> {
        if self.folder.join(DATABASE).try_exists()? {
            return Ok(true);
        }
        for companion in COMPANIONS {
            if self.folder.join(format!("{DATABASE}{companion}")).try_exists()? {
                return Err(VaultError::Damaged);
            }
        }
        Ok(false)
    }

    /// Makes the database: `fill` writes all of its first content. Nothing of it is there before all of it is.
    pub(super) fn create(
        &self,
        fill: impl FnOnce(&mut Connection) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let unfinished = self.folder.join(UNFINISHED);
        for companion in ["", "-wal", "-journal", "-shm"] {
            remove(&self.folder.join(format!("{UNFINISHED}{companion}")))?;
        }
        private(&unfinished, OpenOptions::new().write(true).create_new(true))?;
        let mut connection = connect(&unfinished)?;
        prepare(&connection)?;
        fill(&mut connection)?;
        connection.close().map_err(|(_, error)| error)?;
        File::open(&unfinished)?.sync_all()?;
        fs::rename(&unfinished, self.folder.join(DATABASE))?;
        sync_folder(&self.folder)
    }

    /// Opens the database. Until [`keep`] is called, closing it again writes nothing.
    pub(super) fn open(&self) -> Result<Connection, VaultError> {
        let path = self.folder.join(DATABASE);
        private(&path, OpenOptions::new().read(true).write(true))?;
        let connection = connect(&path)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        if connection.is_readonly("main")? {
            return Err(VaultError::ReadOnly);
        }
        Ok(connection)
    }
}

fn connect(path: &Path) -> Result<Connection, VaultError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    // Set before anything is read: the index of the WAL is then in memory, and no other connection gets in.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(connection)
}

/// Sets what every writing connection needs.
pub(super) fn prepare(connection: &Connection) -> Result<(), VaultError> {
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("wal") {
        return Err(VaultError::Failed);
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    // On Apple's systems fsync alone does not reach the disk; elsewhere these two change nothing.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    if let Some(pages) = disk_pages() {
        connection.pragma_update(None, "max_page_count", pages)?;
    }
    Ok(())
}

/// Looks through the whole file: its structure, and that no index misses a row, which would be a record that is
/// silently not there.
pub(super) fn check(connection: &Connection) -> Result<(), VaultError> {
    let verdict: String = connection.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(VaultError::Damaged) }
}

/// The file is good: from now on closing it tidies up.
pub(super) fn keep(connection: &Connection) -> Result<(), VaultError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// Brings everything into the file and empties the WAL, so that what was replaced or removed is not in it any more.
pub(super) fn wipe_journal(connection: &Connection) {
    // It is tried again at the next one and when the vault is closed.
    if let Err(error) = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())) {
        tracing::warn!(code = ?error.sqlite_error_code(), "the journal of the vault was not emptied");
    }
}

fn private(path: &Path, options: &mut OpenOptions) -> Result<File, VaultError> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if file.metadata()?.permissions().mode() & 0o077 != 0 {
            file.set_permissions(fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(file)
}

fn remove(path: &Path) -> Result<(), VaultError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), VaultError> {
    Ok(File::open(folder)?.sync_all()?)
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), VaultError> {
    Ok(())
}

#[cfg(unix)]
fn try_lock(file: &File) -> io::Result<bool> {
    use rustix::fs::{FlockOperation, flock};
    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn try_lock(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(fs::TryLockError::WouldBlock) => Ok(false),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

fn process_name() -> String {
    let path = std::env::current_exe().unwrap_or_default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{} ({})", if name.is_empty() { "?" } else { &*name }, std::process::id())
}

impl From<io::Error> for VaultError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            kind => {
                tracing::warn!(?kind, "the vault's files");
                Self::Failed
            }
        }
    }
}

impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error;
        match &error {
            // A row is missing or holds another type, or SQL that this app prepares itself does not fit the tables: not
            // what was written.
            Error::QueryReturnedNoRows
            | Error::SqlInputError { .. }
            | Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..) => return Self::Damaged,
            _ => {}
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse { process: None },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            // SQL that this app prepares itself fails only where a table is not what it was made as.
            Some(ErrorCode::Unknown) => Self::Damaged,
            code => {
                let extended = error.sqlite_error().map(|error| error.extended_code);
                tracing::warn!(?code, ?extended, "the vault's database");
                Self::Failed
            }
        }
    }
}
