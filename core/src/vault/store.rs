//! The vault itself, synchronous: what its thread does.

use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::error::VaultError;
use super::file::{self, Files, Lock};
use super::handle::{Change, LockState, Record, VaultConfig};
use super::kind::{DataKey, RecordKind};
use super::row::{self, FORMAT, RowId, RowIds, VaultId};
use super::schema::{self, MIGRATIONS, Migration};
use super::throttle::Attempts;
use super::wrap::{self, Wrap};
use crate::platform::{Clock, KeyStore, Random, crash_point};
use crate::secret::seal::{self, Sealer};
use crate::secret::{Secret, SecretText, wipe_stack};

/// What the vault needs of the machine underneath.
pub(super) struct Machine {
    pub(super) keys: Arc<dyn KeyStore>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
}

/// An open vault. Dropping it closes the file, then lets the next process in.
pub(super) struct Store {
    pub(super) connection: Connection,
    machine: Machine,
    id: VaultId,
    rows: RowIds,
    device: Secret,
    person: Option<Secret>,
    has_passphrase: bool,
    _lock: Lock,
}

impl Store {
    pub(super) fn open(config: &VaultConfig, machine: Machine) -> Result<Self, VaultError> {
        Self::open_as(config, machine, MIGRATIONS)
    }

    /// Opens with other migrations than this version's: tests play a newer or an older app.
    pub(super) fn open_as(
        config: &VaultConfig,
        machine: Machine,
        migrations: &[Migration],
    ) -> Result<Self, VaultError> {
        let files = Files::of(&config.folder, config.create)?;
        if !config.create && !files.exists()? {
            return Err(VaultError::Missing);
        }
        let lock = files.lock()?;
        if !files.exists()? {
            files.create(|connection| fill(connection, &machine, migrations))?;
            crash_point("vault.created");
        }
        let mut connection = files.open()?;
        let version = schema::version(&connection, migrations)?;
        file::check(&connection)?;
        file::prepare(&connection)?;
        schema::migrate(&mut connection, version, migrations)?;
        let id: VaultId = connection.query_row("SELECT vault_id FROM header", [], |row| row.get(0))?;
        let device_wrap = Wrap::read(&connection, &id, DataKey::Device)?;
        let person_wrap = Wrap::read(&connection, &id, DataKey::Person)?;
        let device = device_wrap.ask_key_store(&machine)?;
        prove(&connection, &id, &device)?;
        let has_passphrase = matches!(person_wrap, Wrap::Passphrase { .. });
        let person = if has_passphrase { None } else { Some(person_wrap.ask_key_store(&machine)?) };
        file::keep(&connection)?;
        let rows = RowIds::new(&id, &device)?;
        let mut store = Self { connection, machine, id, rows, device, person, has_passphrase, _lock: lock };
        if let Some(attempts) = store.attempts()?.rebooted(store.machine.clock.as_ref()) {
            store.keep_attempts(&attempts)?;
        }
        if !has_passphrase {
            store.tell_key_store(None);
        }
        Ok(store)
    }

    /// All changes or none.
    pub(super) fn write(&mut self, changes: &[Change]) -> Result<(), VaultError> {
        if changes.is_empty() {
            return Ok(());
        }
        let sealers = Sealers::new(&self.device, self.person.as_ref())?;
        let mut removed_secrets = false;
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for change in changes {
            match change {
                Change::Put { kind, id, value } => {
                    let row = self.rows.of(*kind, id)?;
                    let place = row::place(&self.id, &row, *kind, FORMAT);
                    let plain = row::pack(id, value)?;
                    let sealed = sealers
                        .of(*kind)?
                        .seal(self.machine.random.as_ref(), &place, &plain)
                        .map_err(|_| VaultError::Failed)?;
                    put(&tx, &row, *kind, &sealed)?;
                }
                Change::Delete { kind, id } => {
                    let row = self.rows.of(*kind, id)?;
                    let gone = tx.prepare_cached("DELETE FROM record WHERE id = ?1")?.execute([row])?;
                    removed_secrets |= gone > 0 && kind.data_key() == DataKey::Person;
                }
            }
        }
        crash_point("vault.before_commit");
        tx.commit()?;
        crash_point("vault.after_commit");
        if removed_secrets {
            file::wipe_journal(&self.connection);
        }
        Ok(())
    }

    /// All records of a kind.
    pub(super) fn load(&self, kind: RecordKind) -> Result<Vec<Record>, VaultError> {
        let sealers = Sealers::new(&self.device, self.person.as_ref())?;
        let sealer = sealers.of(kind)?;
        let mut statement =
            self.connection.prepare_cached("SELECT id, format, sealed FROM record WHERE kind = ?1")?;
        let mut rows = statement.query([kind.number()])?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            let row_id: RowId = row.get(0)?;
            let format: u16 = row.get(1)?;
            let sealed = row.get_ref(2)?.as_blob().map_err(|_| VaultError::Damaged)?;
            let place = row::place(&self.id, &row_id, kind, format);
            let (id, value) = row::open(sealer, &place, sealed)?;
            records.push(Record { id, value });
        }
        Ok(records)
    }

    pub(super) fn lock_state(&self) -> LockState {
        match (self.has_passphrase, &self.person) {
            (false, _) => LockState::None,
            (true, Some(_)) => LockState::Unlocked,
            (true, None) => LockState::Locked,
        }
    }

    pub(super) fn unlock(&mut self, passphrase: &SecretText) -> Result<(), VaultError> {
        self.person = Some(self.try_passphrase(passphrase)?);
        self.tell_key_store(Some(passphrase));
        Ok(())
    }

    pub(super) fn lock(&mut self) -> Result<(), VaultError> {
        if !self.has_passphrase {
            return Err(VaultError::NoPassphrase);
        }
        self.person = None;
        self.machine.keys.locked();
        wipe_stack();
        Ok(())
    }

    pub(super) fn set_passphrase(
        &mut self,
        current: Option<&SecretText>,
        new: &SecretText,
    ) -> Result<(), VaultError> {
        let current = current.filter(|_| self.has_passphrase);
        let key = match (self.has_passphrase, current, &self.person) {
            (false, _, Some(key)) => key.clone(),
            (true, Some(current), _) => self.try_passphrase(current)?,
            _ => return Err(VaultError::PassphraseNeeded),
        };
        self.change_lock(current, Some(new), key)
    }

    pub(super) fn remove_passphrase(&mut self, current: &SecretText) -> Result<(), VaultError> {
        let key = self.try_passphrase(current)?;
        self.change_lock(Some(current), None, key)
    }

    /// Wraps the person's key anew, in one transaction; the key store knows both passphrases meanwhile.
    fn change_lock(
        &mut self,
        current: Option<&SecretText>,
        new: Option<&SecretText>,
        key: Secret,
    ) -> Result<(), VaultError> {
        let wrap = match new {
            Some(new) => Wrap::by_passphrase(&self.machine, &self.id, &key, new)?,
            None => Wrap::by_key_store(&self.machine, &key)?,
        };
        self.machine.keys.passphrase_changing(current, new).map_err(VaultError::KeyStore)?;
        crash_point("vault.lock.before_commit");
        if let Err(error) = self.replace_person_wrap(&wrap) {
            self.tell_key_store(current);
            return Err(error);
        }
        crash_point("vault.lock.after_commit");
        self.has_passphrase = new.is_some();
        self.person = Some(key);
        // The wrap that was replaced would still open what the new passphrase is to keep shut.
        file::wipe_journal(&self.connection);
        self.tell_key_store(new);
        Ok(())
    }

    fn replace_person_wrap(&mut self, wrap: &Wrap) -> Result<(), VaultError> {
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        wrap.write(&tx, &self.id, DataKey::Person)?;
        Ok(tx.commit()?)
    }

    /// The person's key, if that is the passphrase and it may be tried now.
    fn try_passphrase(&mut self, passphrase: &SecretText) -> Result<Secret, VaultError> {
        let present = Wrap::read(&self.connection, &self.id, DataKey::Person)?;
        let Wrap::Passphrase { stretch, sealed, .. } = &present else {
            return Err(VaultError::NoPassphrase);
        };
        let attempts = self.attempts()?;
        if let Some(retry_after_ms) = attempts.left_ms(self.machine.clock.as_ref()) {
            return Err(VaultError::TooMany { retry_after_ms });
        }
        let share = present.ask_key_store(&self.machine)?;
        self.keep_attempts(&attempts.counted(self.machine.clock.as_ref()))?;
        crash_point("vault.attempt_counted");
        let key = wrap::open_by_passphrase(&self.id, stretch, sealed, passphrase, &share)?;
        self.keep_attempts(&Attempts::default())?;
        Ok(key)
    }

    fn attempts(&self) -> Result<Attempts, VaultError> {
        let sealed: Vec<u8> =
            self.connection.query_row("SELECT attempts FROM header", [], |row| row.get(0))?;
        let opened = Sealer::new(&self.device)
            .and_then(|sealer| sealer.open(&header_place("attempts", &self.id), &sealed))
            .map_err(|_| VaultError::Damaged)?;
        opened.read_json().map_err(|_| VaultError::Damaged)
    }

    fn keep_attempts(&mut self, attempts: &Attempts) -> Result<(), VaultError> {
        let sealed = seal_attempts(&self.machine, &self.id, &self.device, attempts)?;
        self.connection.execute("UPDATE header SET attempts = ?1", [sealed])?;
        Ok(())
    }

    /// The person's key, each byte changed so that it is not another copy in memory.
    #[cfg(test)]
    pub(super) fn disguised_person_key(&self) -> [u8; 32] {
        let mut disguised = [0; 32];
        for (to, from) in disguised.iter_mut().zip(self.person.as_ref().unwrap().expose()) {
            *to = from ^ 0x5a;
        }
        disguised
    }

    /// A key store that has its own use for the passphrase is told; if it does not take it, its keys will say so when
    /// they are used. What the vault keeps is open all the same.
    fn tell_key_store(&self, passphrase: Option<&SecretText>) {
        if let Err(error) = self.machine.keys.unlocked(passphrase) {
            tracing::warn!(?error, "the key store did not take the passphrase");
        }
    }
}

/// The two data keys, expanded for one operation.
struct Sealers {
    device: Sealer,
    person: Option<Sealer>,
}

impl Sealers {
    fn new(device: &Secret, person: Option<&Secret>) -> Result<Self, VaultError> {
        let sealer = |key: &Secret| Sealer::new(key).map_err(|_| VaultError::Failed);
        Ok(Self { device: sealer(device)?, person: person.map(sealer).transpose()? })
    }

    fn of(&self, kind: RecordKind) -> Result<&Sealer, VaultError> {
        match kind.data_key() {
            DataKey::Device => Ok(&self.device),
            DataKey::Person => self.person.as_ref().ok_or(VaultError::Locked),
        }
    }
}

fn put(tx: &Transaction<'_>, row: &RowId, kind: RecordKind, sealed: &[u8]) -> Result<(), VaultError> {
    tx.prepare_cached(
        "INSERT INTO record (id, kind, format, sealed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET format = excluded.format, sealed = excluded.sealed",
    )?
    .execute(params![row, kind.number(), FORMAT, sealed])?;
    Ok(())
}

/// The first content of a new vault: its number, its keys.
fn fill(connection: &mut Connection, machine: &Machine, migrations: &[Migration]) -> Result<(), VaultError> {
    let random = machine.random.as_ref();
    let mut id: VaultId = [0; 16];
    random.fill(&mut id)?;
    let (device, person) = (seal::new_key(random)?, seal::new_key(random)?);
    let device_wrap = Wrap::by_key_store(machine, &device)?;
    let person_wrap = Wrap::by_key_store(machine, &person)?;
    let proof = Sealer::new(&device)
        .map_err(|_| VaultError::Failed)?
        .seal(random, &header_place("proof", &id), &Secret::default())
        .map_err(|_| VaultError::Failed)?;
    let attempts = seal_attempts(machine, &id, &device, &Attempts::default())?;
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    schema::make(&tx, migrations)?;
    tx.execute(
        "INSERT INTO header (one, vault_id, proof, attempts) VALUES (1, ?1, ?2, ?3)",
        params![id, proof, attempts],
    )?;
    device_wrap.write(&tx, &id, DataKey::Device)?;
    person_wrap.write(&tx, &id, DataKey::Person)?;
    tx.commit()?;
    Ok(())
}

/// The key store gave this vault's key, and not another of the same length. Two blobs tell a foreign key from one
/// damaged blob.
fn prove(connection: &Connection, id: &VaultId, device: &Secret) -> Result<(), VaultError> {
    let (proof, attempts): (Vec<u8>, Vec<u8>) =
        connection
            .query_row("SELECT proof, attempts FROM header", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let sealer = Sealer::new(device).map_err(|_| VaultError::WrongKey)?;
    let opens = |column, sealed: &[u8]| sealer.open(&header_place(column, id), sealed).is_ok();
    match (opens("proof", &proof), opens("attempts", &attempts)) {
        (true, true) => Ok(()),
        (false, false) => Err(VaultError::WrongKey),
        _ => Err(VaultError::Damaged),
    }
}

fn seal_attempts(
    machine: &Machine,
    id: &VaultId,
    device: &Secret,
    attempts: &Attempts,
) -> Result<Vec<u8>, VaultError> {
    let plain = Secret::of_json(attempts).map_err(|_| VaultError::Failed)?;
    Sealer::new(device)
        .map_err(|_| VaultError::Failed)?
        .seal(machine.random.as_ref(), &header_place("attempts", id), &plain)
        .map_err(|_| VaultError::Failed)
}

fn header_place(column: &str, id: &VaultId) -> Vec<u8> {
    [b"kauth vault header ".as_slice(), column.as_bytes(), b" ", id].concat()
}
