//! `kauth-server backup FILE`: a consistent copy of the database while the server goes on writing.
//!
//! SQLite's online backup copies one snapshot in one step; with a write-ahead log that holds up no writer. The copy
//! appears under its name only when it is whole and on the disk. The key file is not part of it, on purpose: a copy
//! alone tells no secret, and whoever restores it needs the key file from where that is kept.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::seal;
use crate::store::DATABASE_FILE;

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing to copy.
    #[error("{}: there is no database here", .0.display())]
    NoDatabase(PathBuf),
    /// The name is taken; nothing was overwritten.
    #[error("{}: already there, and left as it is", .0.display())]
    Exists(PathBuf),
    /// The copy cannot be written.
    #[error("{}: {source}", path.display())]
    File {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database cannot be read, or the copy not be written.
    #[error("the database could not be copied: {0}")]
    Copy(#[from] rusqlite::Error),
    /// Somebody keeps the database locked.
    #[error("the database is locked by another program")]
    Locked,
    /// The copy does not pass SQLite's own check: the original is damaged.
    #[error("the copy is damaged, so the database is: {0}")]
    Damaged(String),
}

/// Copies the database in `data_dir` to the new file `to`; returns its size in bytes. Blocking.
///
/// # Errors
/// [`BackupError`]; then `to` is not there.
pub fn backup(data_dir: &Path, to: &Path) -> Result<u64, BackupError> {
    let from = data_dir.join(DATABASE_FILE);
    if !from.is_file() {
        return Err(BackupError::NoDatabase(data_dir.into()));
    }
    let mut unfinished = to.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    let result = write(&from, &unfinished).and_then(|size| {
        // Linking, unlike renaming, fails if the name is taken.
        fs::hard_link(&unfinished, to).map_err(|source| match source.kind() {
            std::io::ErrorKind::AlreadyExists => BackupError::Exists(to.into()),
            _ => BackupError::File { path: to.into(), source },
        })?;
        Ok(size)
    });
    // Ours in any case: `write` begins by making it.
    if !matches!(&result, Err(BackupError::Exists(path)) if *path == unfinished) {
        drop(fs::remove_file(&unfinished));
    }
    let size = result?;
    sync_folder(to).map_err(|source| BackupError::File { path: to.into(), source })?;
    Ok(size)
}

fn write(from: &Path, to: &Path) -> Result<u64, BackupError> {
    let failed = |source| BackupError::File { path: to.into(), source };
    seal::create(to, "").map_err(|source| match source.kind() {
        std::io::ErrorKind::AlreadyExists => BackupError::Exists(to.into()),
        _ => failed(source),
    })?;
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut copy = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    match Backup::new(&source, &mut copy)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(BackupError::Locked),
    }
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(BackupError::Damaged(verdict));
    }
    // The source's write-ahead mode is copied with it; one file is easier to keep than three.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    drop(copy);
    let file = File::open(to).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    Ok(file.metadata().map_err(failed)?.len())
}

fn sync_folder(file: &Path) -> std::io::Result<()> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{StoreError, Tx, testing};

    fn names(folder: &Path) -> Vec<String> {
        let entries =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = entries.collect();
        names.sort();
        names
    }

    fn count(tx: &Tx<'_>) -> Result<i64, StoreError> {
        Ok(tx.query_row("SELECT count(*) FROM kept", [], |row| row.get(0))?)
    }

    async fn store_with_rows(rows: i64) -> (testing::Folder, crate::store::Store) {
        let (folder, store) = testing::store();
        store
            .write(move |tx| -> Result<(), StoreError> {
                tx.execute_batch("CREATE TABLE kept (n INTEGER) STRICT")?;
                for n in 0..rows {
                    tx.execute("INSERT INTO kept VALUES (?1)", [n])?;
                }
                Ok(())
            })
            .await
            .unwrap();
        (folder, store)
    }

    #[tokio::test]
    async fn a_copy_of_the_open_store_opens_again_with_everything_committed() {
        let (folder, store) = store_with_rows(500).await;
        let target = testing::folder();
        let to = target.path().join(DATABASE_FILE);
        let size = backup(folder.path(), &to).unwrap();
        assert_eq!(names(target.path()), [DATABASE_FILE]);
        assert_eq!(fs::metadata(&to).unwrap().len(), size);
        let restored = crate::store::Store::open(&to, crate::wakeups::Wakeups::default()).unwrap();
        assert_eq!(restored.read(count).await.unwrap(), 500);
        assert_eq!(store.read(count).await.unwrap(), 500);
    }

    #[tokio::test]
    async fn writers_go_on_while_copies_are_made_and_each_copy_is_one_moment() {
        let (folder, store) = store_with_rows(0).await;
        let target = testing::folder();
        let writing = tokio::spawn({
            let store = store.clone();
            async move {
                for n in 0..200_i64 {
                    // Two rows a transaction: a torn copy would hold an odd number.
                    let both = move |tx: &Tx<'_>| -> Result<(), StoreError> {
                        tx.execute("INSERT INTO kept VALUES (?1), (?1)", [n])?;
                        Ok(())
                    };
                    store.write(both).await.unwrap();
                }
            }
        });
        for copy in 0..5 {
            let (from, to) = (folder.path().to_owned(), target.path().join(format!("{copy}.db")));
            let path = to.clone();
            tokio::task::spawn_blocking(move || backup(&from, &path)).await.unwrap().unwrap();
            let rows: i64 = Connection::open(&to)
                .unwrap()
                .query_row("SELECT count(*) FROM kept", [], |row| row.get(0))
                .unwrap();
            assert_eq!(rows % 2, 0);
        }
        writing.await.unwrap();
        assert_eq!(store.read(count).await.unwrap(), 400);
    }

    #[tokio::test]
    async fn nothing_is_overwritten_and_nothing_half_done_stays() {
        let (folder, _store) = store_with_rows(1).await;
        let target = testing::folder();
        let to = target.path().join("old.db");
        fs::write(&to, "precious").unwrap();
        assert!(matches!(backup(folder.path(), &to), Err(BackupError::Exists(_))));
        assert_eq!(fs::read_to_string(&to).unwrap(), "precious");
        assert_eq!(names(target.path()), ["old.db"]);

        let nowhere = target.path().join("missing/folder.db");
        assert!(matches!(backup(folder.path(), &nowhere), Err(BackupError::File { .. })));
        assert!(matches!(
            backup(target.path(), &target.path().join("new.db")),
            Err(BackupError::NoDatabase(_))
        ));
        assert_eq!(names(target.path()), ["old.db"]);
    }

    #[tokio::test]
    #[cfg(unix)]
    async fn only_the_owner_may_read_a_copy() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, _store) = store_with_rows(1).await;
        let target = testing::folder();
        let to = target.path().join("copy.db");
        backup(folder.path(), &to).unwrap();
        assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_damaged_database_gives_no_backup() {
        let folder = testing::folder();
        fs::write(folder.path().join(DATABASE_FILE), "this is no database at all, only text").unwrap();
        let to = folder.path().join("copy.db");
        assert!(backup(folder.path(), &to).is_err());
        assert!(!to.exists());
    }
}
