//! Phones.

use kauth_protocol::devices::WakeupKind;
use kauth_protocol::jwk::PublicJwk;
use rusqlite::{OptionalExtension, Row, params};

use super::{StoreError, Tx};

/// A phone. Times are Unix ms.
#[derive(Debug, Clone)]
pub struct Device {
    /// 128 random bits.
    pub id: String,
    /// Signs silently.
    pub transport_key: PublicJwk,
    /// Asks the person.
    pub approval_key: PublicJwk,
    /// SHA-256 of its access token.
    pub token_hash: Vec<u8>,
    /// What the person calls it.
    pub name: String,
    /// `android`, `ios`, `desktop` or `terminal`.
    pub platform: String,
    /// The attestation chain as sent, JSON; unverified.
    pub attestation: Option<String>,
    /// How it is woken.
    pub wakeup: WakeupKind,
    /// When it was registered.
    pub created_at: i64,
    /// When it was last heard of, to a few minutes.
    pub seen_at: i64,
    /// When its last link ended.
    pub revoked_at: Option<i64>,
}

const COLUMNS: &str = "id, transport_jwk, approval_jwk, token_hash, name, platform, attestation, wakeup_kind, \
                       created_at, seen_at, revoked_at";

/// The name that a wake-up kind has in a column.
#[must_use]
pub const fn wakeup_name(kind: WakeupKind) -> &'static str {
    match kind {
        WakeupKind::None => "none",
        WakeupKind::UnifiedPush => "unifiedpush",
        WakeupKind::Fcm => "fcm",
        WakeupKind::Apns => "apns",
    }
}

/// Reads a key column.
pub(super) fn jwk(row: &Row<'_>, index: usize) -> rusqlite::Result<PublicJwk> {
    let text: String = row.get(index)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, error.into())
    })
}

/// Writes a key column.
pub(super) fn jwk_text(key: &PublicJwk) -> String {
    serde_json::to_string(key).unwrap_or_default()
}

fn device(row: &Row<'_>) -> rusqlite::Result<Device> {
    let wakeup: String = row.get(7)?;
    Ok(Device {
        id: row.get(0)?,
        transport_key: jwk(row, 1)?,
        approval_key: jwk(row, 2)?,
        token_hash: row.get(3)?,
        name: row.get(4)?,
        platform: row.get(5)?,
        attestation: row.get(6)?,
        wakeup: match wakeup.as_str() {
            "unifiedpush" => WakeupKind::UnifiedPush,
            "fcm" => WakeupKind::Fcm,
            "apns" => WakeupKind::Apns,
            _ => WakeupKind::None,
        },
        created_at: row.get(8)?,
        seen_at: row.get(9)?,
        revoked_at: row.get(10)?,
    })
}

fn one(tx: &Tx<'_>, condition: &str, value: impl rusqlite::ToSql) -> Result<Option<Device>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM device WHERE {condition} = ?");
    Ok(tx.prepare_cached(&sql)?.query_row([value], device).optional()?)
}

/// The device with this id, revoked ones too.
pub fn find(tx: &Tx<'_>, id: &str) -> Result<Option<Device>, StoreError> {
    one(tx, "id", id)
}

/// The device with this token, revoked ones too.
pub fn by_token(tx: &Tx<'_>, token_hash: &[u8]) -> Result<Option<Device>, StoreError> {
    one(tx, "token_hash", token_hash)
}

/// The device with this transport key, revoked ones too.
pub fn by_transport_key(tx: &Tx<'_>, thumbprint: &str) -> Result<Option<Device>, StoreError> {
    one(tx, "transport_thumbprint", thumbprint)
}

/// The device with this approval key, revoked ones too.
pub fn by_approval_key(tx: &Tx<'_>, thumbprint: &str) -> Result<Option<Device>, StoreError> {
    one(tx, "approval_thumbprint", thumbprint)
}

/// Registers a device.
pub fn insert(tx: &Tx<'_>, device: &Device) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO device (id, transport_thumbprint, transport_jwk, approval_thumbprint, approval_jwk, token_hash, \
         name, platform, attestation, created_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        device.id,
        device.transport_key.thumbprint(),
        jwk_text(&device.transport_key),
        device.approval_key.thumbprint(),
        jwk_text(&device.approval_key),
        device.token_hash,
        device.name,
        device.platform,
        device.attestation,
        device.created_at,
        device.seen_at,
    ])?;
    Ok(())
}

/// Renames a device.
pub fn rename(tx: &Tx<'_>, id: &str, name: &str) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE device SET name = ? WHERE id = ?")?.execute([name, id])?;
    Ok(())
}

/// Notes that it was heard of.
pub fn seen(tx: &Tx<'_>, id: &str, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE device SET seen_at = ? WHERE id = ?")?.execute(params![now, id])?;
    Ok(())
}

/// Forgets a device that never got an active link.
pub fn delete(tx: &Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE link SET device = NULL WHERE device = ?")?.execute([id])?;
    tx.prepare_cached("DELETE FROM inbox_event WHERE device = ?")?.execute([id])?;
    tx.prepare_cached("DELETE FROM device WHERE id = ?")?.execute([id])?;
    Ok(())
}

/// Ends a device for good.
pub fn revoke(tx: &Tx<'_>, id: &str, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE device SET revoked_at = ?, wakeup_kind = 'none', wakeup_endpoint = NULL, wakeup_p256dh = NULL, \
         wakeup_auth = NULL WHERE id = ? AND revoked_at IS NULL",
    )?
    .execute(params![now, id])?;
    tx.prepare_cached("DELETE FROM inbox_event WHERE device = ?")?.execute([id])?;
    Ok(())
}

/// A way to wake a device.
pub struct Wakeup<'a> {
    /// Which.
    pub kind: WakeupKind,
    /// Where to push.
    pub endpoint: Option<&'a str>,
    /// RFC 8291.
    pub p256dh: Option<&'a str>,
    /// RFC 8291.
    pub auth: Option<&'a str>,
}

/// When its wake-up was last set, Unix ms.
pub fn wakeup_set_at(tx: &Tx<'_>, id: &str) -> Result<Option<i64>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT wakeup_set_at FROM device WHERE id = ?")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?.flatten())
}

/// Sets how a device is woken.
pub fn set_wakeup(tx: &Tx<'_>, id: &str, wakeup: &Wakeup<'_>, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE device SET wakeup_kind = ?, wakeup_endpoint = ?, wakeup_p256dh = ?, wakeup_auth = ?, \
         wakeup_set_at = ? WHERE id = ?",
    )?
    .execute(params![wakeup_name(wakeup.kind), wakeup.endpoint, wakeup.p256dh, wakeup.auth, now, id])?;
    Ok(())
}

/// Where and how a device is pushed (RFC 8291).
pub struct Subscription {
    /// Where.
    pub endpoint: String,
    /// Its public key, base64url.
    pub p256dh: String,
    /// Its secret, base64url.
    pub auth: String,
}

/// How a device is pushed, if it is by Web Push and not revoked.
pub fn subscription(tx: &Tx<'_>, id: &str) -> Result<Option<Subscription>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT wakeup_endpoint, wakeup_p256dh, wakeup_auth FROM device \
         WHERE id = ? AND wakeup_kind = 'unifiedpush' AND revoked_at IS NULL",
    )?;
    let found = statement.query_row([id], |row| {
        Ok(Subscription { endpoint: row.get(0)?, p256dh: row.get(1)?, auth: row.get(2)? })
    });
    Ok(found.optional()?)
}

/// Forgets how a device is pushed, unless it has set another endpoint since.
pub fn forget_endpoint(tx: &Tx<'_>, id: &str, endpoint: &str) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE device SET wakeup_kind = 'none', wakeup_endpoint = NULL, wakeup_p256dh = NULL, wakeup_auth = NULL \
         WHERE id = ? AND wakeup_endpoint = ?",
    )?
    .execute([id, endpoint])?;
    Ok(())
}
