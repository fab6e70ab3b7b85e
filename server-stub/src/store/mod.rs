//! What the server remembers.
//!
//! [`Store::write`] runs one closure in one IMMEDIATE transaction, [`Store::read`] in one consistent snapshot. SQL
//! stands only in this folder, one file a subject; a domain function composes those functions inside one closure.
//! Which database does it is behind [`Database`].

pub mod migrations;
pub mod origin;
pub mod sealed;
mod sqlite;
pub mod support;
#[cfg(test)]
pub(crate) mod testing;

pub mod accounts;
pub mod actions;
pub mod approvals;
pub mod browsers;
pub mod check_pages;
pub mod checks;
pub mod clients;
pub mod devices;
pub mod failures;
pub mod history;
pub mod inbox;
pub mod keys;
pub mod links;
pub mod messages;
pub mod oauth;
pub mod orders;
pub mod organisations;
pub mod recovery;
pub mod recovery_codes;
pub mod recovery_notices;
pub mod sessions;

use std::cell::RefCell;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::metrics::{CheckOutcome, Outcome};
use crate::wakeups::{Topic, Wakeups};

/// The database in the data folder.
pub const DATABASE_FILE: &str = "kauth.db";

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full: nothing of the transaction was kept.
    #[error("the disk is full")]
    Full,
    /// The database is damaged, or is none.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The database was made by a newer version of this program.
    #[error("the database was made by a newer version (it has step {0})")]
    Newer(i64),
    /// A migration that was applied here is not the one this program has.
    #[error("migration {0} was changed after it was applied")]
    Edited(i64),
    /// The store is shut down, or a job in it broke.
    #[error("the store is stopped")]
    Stopped,
    /// Anything else SQLite says.
    #[error("the store failed: {0}")]
    Sqlite(rusqlite::Error),
    /// A stored value is not what this program writes.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(&'static str),
    /// A file could not be used.
    #[error("a file of the store cannot be used: {0}")]
    File(#[from] std::io::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}

/// One transaction. Derefs to the connection for the SQL of this folder.
pub struct Tx<'c> {
    connection: &'c Connection,
    wakes: RefCell<Vec<Topic>>,
    counts: RefCell<Vec<Outcome>>,
    checks: RefCell<Vec<CheckOutcome>>,
    calls: RefCell<Vec<(String, i64)>>,
}

impl<'c> Tx<'c> {
    fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            wakes: RefCell::default(),
            counts: RefCell::default(),
            checks: RefCell::default(),
            calls: RefCell::default(),
        }
    }

    /// Counts what became of an approval, once this transaction is committed.
    pub fn count(&self, outcome: Outcome) {
        self.counts.borrow_mut().push(outcome);
    }

    /// Counts what became of a kCheck session, once this transaction is committed.
    pub fn count_check(&self, outcome: CheckOutcome) {
        self.checks.borrow_mut().push(outcome);
    }

    /// Calls a device that does not listen, for something that ends at `until` (Unix ms), once this transaction is
    /// committed.
    pub fn call(&self, device: &str, until: i64) {
        self.calls.borrow_mut().push((device.to_owned(), until));
    }

    /// Wakes those who wait for `topic`, once this transaction is committed; never if it is not.
    pub fn wake(&self, topic: Topic) {
        self.wakes.borrow_mut().push(topic);
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

/// Told how the transaction ended; hands the result to whoever waits for it.
type Finish = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// What a job wants to become of what it wrote.
pub enum Ran {
    /// Commit, then finish.
    Keep(Finish),
    /// Undo, then finish.
    Undo(Finish),
}

/// A closure that works in a transaction.
pub type Job = Box<dyn FnOnce(&Tx<'_>) -> Ran + Send>;

/// Told whether the log of what was written is empty now.
pub type Emptied = Box<dyn FnOnce(Result<bool, StoreError>) + Send>;

/// A database that runs jobs: each one wholly or not at all, writes one after the other.
pub trait Database: Send + Sync + 'static {
    /// Runs a job that may write.
    fn write(&self, job: Job);
    /// Runs a job that only reads, beside others.
    fn read(&self, job: Job);
    /// Empties the log of what was written before, so that nothing deleted can be read from it. `false` if somebody
    /// reads what stands in it: try again.
    fn empty_log(&self, emptied: Emptied) {
        // A database without such a log has nothing to empty.
        emptied(Ok(true));
    }
}

/// The handle everybody has; clones share one database.
#[derive(Clone)]
pub struct Store {
    database: Arc<dyn Database>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Store")
    }
}

impl Store {
    /// Opens (or makes) the SQLite database at `path` and brings it to this program's version.
    ///
    /// # Errors
    /// [`StoreError`]; an unusable database is left as it is.
    pub fn open(path: &Path, wakeups: Wakeups) -> Result<Self, StoreError> {
        Ok(Self { database: Arc::new(sqlite::Sqlite::open(path, wakeups)?) })
    }

    /// A store on another database, such as one that fails on purpose.
    #[must_use]
    pub fn on(database: Arc<dyn Database>) -> Self {
        Self { database }
    }

    /// Runs `body` in one transaction: `Ok` commits, `Err` undoes everything it wrote. It runs to its end even if
    /// this future is dropped.
    ///
    /// # Errors
    /// What `body` returned, or a [`StoreError`] if the commit failed.
    pub async fn write<T, E, F>(&self, body: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (job, result) = job(body);
        self.database.write(job);
        result.await.unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    /// Empties the write-ahead log after all that was written before; `false` if it was in use.
    ///
    /// # Errors
    /// A [`StoreError`].
    pub async fn empty_log(&self) -> Result<bool, StoreError> {
        let (sender, receiver) = oneshot::channel();
        self.database.empty_log(Box::new(move |result| drop(sender.send(result))));
        receiver.await.unwrap_or(Err(StoreError::Stopped))
    }

    /// Runs `body` on a consistent snapshot; what it would write is refused by the database.
    ///
    /// # Errors
    /// What `body` returned, or a [`StoreError`].
    pub async fn read<T, E, F>(&self, body: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (job, result) = job(body);
        self.database.read(job);
        result.await.unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }
}

/// Runs `body` on a snapshot of a database file that another process may be writing. Blocking.
///
/// # Errors
/// What `body` returned, or a [`StoreError`].
pub fn read_file<T>(
    path: &Path,
    body: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let connection = Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.pragma_update(None, "query_only", "ON")?;
    let snapshot = connection.unchecked_transaction()?;
    let result = body(&Tx::new(&connection));
    snapshot.finish()?;
    result
}

fn job<T, E, F>(body: F) -> (Job, oneshot::Receiver<Result<T, E>>)
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    let job: Job = Box::new(move |tx| {
        let result = body(tx);
        let keep = result.is_ok();
        let finish: Finish = Box::new(move |ended| {
            // Nobody listens if the caller went away; the transaction stands all the same.
            drop(sender.send(match ended {
                Ok(()) => result,
                Err(error) => Err(error.into()),
            }));
        });
        if keep { Ran::Keep(finish) } else { Ran::Undo(finish) }
    });
    (job, receiver)
}
