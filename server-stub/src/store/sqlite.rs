//! The SQLite behind [`super::Store`]: one thread writes, a few read, a write-ahead log between them.
//!
//! The writer takes what has queued up while it worked, runs each job in a savepoint of its own and commits them
//! together: one flush to the disk serves many requests, and each is still all or nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{Database, Emptied, Finish, Job, Ran, StoreError, Tx, migrations};
use crate::metrics::{CheckOutcome, Outcome};
use crate::wakeups::{Topic, Wakeups};

/// Jobs committed together at most: bounds how long the first of them waits.
const BATCH: usize = 64;
/// Threads that read.
const READERS: usize = 4;
const BUSY: Duration = Duration::from_secs(5);
/// Prepared statements kept by a connection.
const STATEMENTS: usize = 256;

/// What the writer is given.
enum Work {
    Job(Job),
    EmptyLog(Emptied),
}

pub(super) struct Sqlite {
    writes: Option<Sender<Work>>,
    reads: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Sqlite {
    pub(super) fn open(path: &Path, wakeups: Wakeups) -> Result<Self, StoreError> {
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // FULL: what was accepted survives a power cut, too.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", "ON")?;
        migrations::apply(&connection)?;

        let mut threads = Vec::with_capacity(READERS + 1);
        let (writes, queue) = channel();
        threads.push(thread("store-writer", move || write(&connection, &queue, &wakeups))?);
        let (reads, queue) = channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..READERS {
            let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            let queue = Arc::clone(&queue);
            threads.push(thread("store-reader", move || read(&connection, &queue))?);
        }
        Ok(Self { writes: Some(writes), reads: Some(reads), threads })
    }
}

impl Database for Sqlite {
    fn write(&self, job: Job) {
        if let Some(writes) = &self.writes {
            // A job that cannot be sent is dropped, and whoever waits for it is told that the store stopped.
            drop(writes.send(Work::Job(job)));
        }
    }

    fn empty_log(&self, emptied: Emptied) {
        if let Some(writes) = &self.writes {
            drop(writes.send(Work::EmptyLog(emptied)));
        }
    }

    fn read(&self, job: Job) {
        if let Some(reads) = &self.reads {
            drop(reads.send(job));
        }
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.writes = None;
        self.reads = None;
        // A job may hold the last handle of the store; its thread cannot wait for itself.
        let here = std::thread::current().id();
        for thread in self.threads.drain(..).filter(|thread| thread.thread().id() != here) {
            drop(thread.join());
        }
    }
}

fn thread(name: &str, body: impl FnOnce() + Send + 'static) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(body)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection)
}

/// What a batch tells others once it is committed.
#[derive(Default)]
struct Told {
    wakes: Vec<Topic>,
    counts: Vec<Outcome>,
    checks: Vec<CheckOutcome>,
    calls: Vec<(String, i64)>,
}

fn write(connection: &Connection, queue: &Receiver<Work>, wakeups: &Wakeups) {
    while let Ok(first) = queue.recv() {
        let mut emptying = Vec::new();
        let batch =
            std::iter::once(first).chain(queue.try_iter().take(BATCH - 1)).filter_map(|work| match work {
                Work::Job(job) => Some(job),
                Work::EmptyLog(emptied) => {
                    emptying.push(emptied);
                    None
                }
            });
        let mut finishes = Vec::new();
        let mut told = Told::default();
        let committed = write_batch(connection, batch, &mut finishes, &mut told);
        if committed.is_ok() {
            for outcome in told.counts {
                wakeups.metrics().approval(outcome);
            }
            for outcome in told.checks {
                wakeups.metrics().check(outcome);
            }
            // Before anybody is woken: a poll that is held now will hear.
            for (device, until) in &told.calls {
                wakeups.call(device, *until);
            }
            for topic in &told.wakes {
                wakeups.wake(topic);
            }
        } else {
            undo(connection, "ROLLBACK");
        }
        let ended = |result: &Result<(), StoreError>| match result {
            Ok(()) => Ok(()),
            Err(StoreError::Full) => Err(StoreError::Full),
            Err(error) => Err(StoreError::Damaged(error.to_string())),
        };
        for finish in finishes {
            finish(ended(&committed));
        }
        for emptied in emptying {
            emptied(empty_log(connection));
        }
    }
}

/// `wal_checkpoint(TRUNCATE)`: everything is in the database file, and the log has no bytes.
fn empty_log(connection: &Connection) -> Result<bool, StoreError> {
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(busy == 0)
}

fn write_batch(
    connection: &Connection,
    batch: impl Iterator<Item = Job>,
    finishes: &mut Vec<Finish>,
    told: &mut Told,
) -> Result<(), StoreError> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    for job in batch {
        connection.execute_batch("SAVEPOINT job")?;
        let tx = Tx::new(connection);
        // A job that panics is undone and dropped: its caller hears that the store stopped, the others go on.
        let ran = catch_unwind(AssertUnwindSafe(|| job(&tx)));
        match ran {
            Ok(Ran::Keep(finish)) => {
                connection.execute_batch("RELEASE job")?;
                finishes.push(finish);
                told.wakes.append(&mut tx.wakes.borrow_mut());
                told.counts.append(&mut tx.counts.borrow_mut());
                told.checks.append(&mut tx.checks.borrow_mut());
                told.calls.append(&mut tx.calls.borrow_mut());
            }
            Ok(Ran::Undo(finish)) => {
                connection.execute_batch("ROLLBACK TO job; RELEASE job")?;
                finishes.push(finish);
            }
            Err(_) => connection.execute_batch("ROLLBACK TO job; RELEASE job")?,
        }
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

fn read(connection: &Connection, queue: &Mutex<Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        let began = connection.execute_batch("BEGIN").map_err(StoreError::from);
        let tx = Tx::new(connection);
        let ran = catch_unwind(AssertUnwindSafe(|| job(&tx)));
        undo(connection, "ROLLBACK");
        if let Ok(Ran::Keep(finish) | Ran::Undo(finish)) = ran {
            finish(began);
        }
    }
}

/// Ends a transaction that SQLite may have ended already.
fn undo(connection: &Connection, how: &str) {
    if !connection.is_autocommit()
        && let Err(error) = connection.execute_batch(how)
    {
        tracing::error!(%error, "a transaction could not be ended");
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Store, testing};
    use super::*;

    async fn notes(store: &Store) -> i64 {
        store
            .read(|tx| Ok::<_, StoreError>(tx.query_row("SELECT count(*) FROM note", [], |row| row.get(0))?))
            .await
            .unwrap()
    }

    async fn prepared() -> (testing::Folder, Store) {
        let (folder, store) = testing::store();
        store
            .write(|tx| Ok::<_, StoreError>(tx.execute_batch("CREATE TABLE note (id INTEGER PRIMARY KEY)")?))
            .await
            .unwrap();
        (folder, store)
    }

    fn insert(tx: &Tx<'_>) -> Result<(), StoreError> {
        tx.execute("INSERT INTO note DEFAULT VALUES", [])?;
        Ok(())
    }

    #[tokio::test]
    async fn an_error_undoes_its_job_and_no_other() {
        let (_folder, store) = prepared().await;
        let jobs: Vec<_> = (0..40)
            .map(|index| {
                let store = store.clone();
                tokio::spawn(async move {
                    store
                        .write(move |tx| {
                            insert(tx)?;
                            if index % 2 == 0 { Err(StoreError::Unreadable("on purpose")) } else { Ok(()) }
                        })
                        .await
                })
            })
            .collect();
        let mut failed = 0;
        for job in jobs {
            failed += usize::from(job.await.unwrap().is_err());
        }
        assert_eq!((failed, notes(&store).await), (20, 20));
    }

    #[tokio::test]
    async fn a_panic_undoes_its_job_and_the_store_goes_on() {
        let (_folder, store) = prepared().await;
        let broken: Result<(), StoreError> = store
            .write(|tx| {
                insert(tx)?;
                panic!("on purpose")
            })
            .await;
        assert!(matches!(broken, Err(StoreError::Stopped)));
        store.write(insert).await.unwrap();
        assert_eq!(notes(&store).await, 1);
    }

    #[test]
    fn a_job_may_hold_the_last_handle() {
        let folder = testing::folder();
        let store = Store::open(&folder.path().join("kauth.db"), Wakeups::default()).unwrap();
        let (go, wait) = channel::<()>();
        let (done, finished) = channel();
        let held = store.clone();
        let job: Job = Box::new(move |_| {
            wait.recv().unwrap();
            drop(held);
            done.send(()).unwrap();
            Ran::Keep(Box::new(|_| {}))
        });
        store.database.write(job);
        drop(store);
        go.send(()).unwrap();
        finished.recv().unwrap();
    }

    #[tokio::test]
    async fn a_reader_cannot_write() {
        let (_folder, store) = prepared().await;
        assert!(store.read(insert).await.is_err());
        assert_eq!(notes(&store).await, 0);
    }

    #[tokio::test]
    async fn a_wake_is_heard_after_the_commit_and_never_without_one() {
        let folder = testing::folder();
        let wakeups = Wakeups::default();
        let store = Store::open(&folder.path().join("kauth.db"), wakeups.clone()).unwrap();
        let mut heard = wakeups.wait_for("kept");
        let mut unheard = wakeups.wait_for("undone");
        let undone: Result<(), StoreError> = store
            .write(|tx| {
                tx.wake(Topic::Approval("undone".to_owned()));
                Err(StoreError::Unreadable("on purpose"))
            })
            .await;
        assert!(undone.is_err());
        store
            .write(|tx| {
                tx.wake(Topic::Approval("kept".to_owned()));
                Ok::<_, StoreError>(())
            })
            .await
            .unwrap();
        heard.changed().await;
        tokio::select! {
            biased;
            () = unheard.changed() => panic!("woken by an undone transaction"),
            () = std::future::ready(()) => {}
        }
    }
}
