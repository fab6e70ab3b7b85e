//! Links: a device with an account, from the QR code to the end.

use kauth_protocol::jwk::PublicJwk;
use rusqlite::{OptionalExtension, Row, params};

use super::devices::{jwk, jwk_text};
use super::{StoreError, Tx};

/// Where a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// The token waits for a phone.
    Created,
    /// A phone claimed it; the code is not typed yet.
    Claimed,
    /// The code was typed; the phone has not said that it kept everything.
    Confirmed,
    /// It counts.
    Active,
    /// The person cancelled, or typed a wrong code too often.
    Refused,
    /// Too late.
    Expired,
    /// Two phones claimed the same token.
    Void,
    /// The phone removed it.
    Ended,
    /// It was revoked in the manager.
    Revoked,
    /// The same phone linked the same account again.
    Replaced,
}

impl LinkState {
    const ALL: [Self; 10] = [
        Self::Created,
        Self::Claimed,
        Self::Confirmed,
        Self::Active,
        Self::Refused,
        Self::Expired,
        Self::Void,
        Self::Ended,
        Self::Revoked,
        Self::Replaced,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Claimed => "claimed",
            Self::Confirmed => "confirmed",
            Self::Active => "active",
            Self::Refused => "refused",
            Self::Expired => "expired",
            Self::Void => "void",
            Self::Ended => "ended",
            Self::Revoked => "revoked",
            Self::Replaced => "replaced",
        }
    }
}

/// What a phone brought when it claimed.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Signs silently.
    pub transport_key: PublicJwk,
    /// Asks the person.
    pub approval_key: PublicJwk,
    /// What the person calls it, already fit to show.
    pub name: String,
    /// `android`, `ios`, `desktop` or `terminal`.
    pub platform: String,
    /// The attestation chain as sent, JSON; unverified.
    pub attestation: Option<String>,
}

/// A link. Times are Unix ms.
#[derive(Debug, Clone)]
pub struct Link {
    /// 128 random bits.
    pub id: String,
    /// The account.
    pub account: String,
    /// The web session that made it; none for one from the token endpoint.
    pub session: Option<String>,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// The only transport key that may claim, for one from the token endpoint.
    pub bound_to: Option<String>,
    /// Where it stands.
    pub state: LinkState,
    /// Until when that may last.
    pub deadline: Option<i64>,
    /// Who claimed it.
    pub claim: Option<Claim>,
    /// The typed code, sealed.
    pub sealed_code: Option<Vec<u8>>,
    /// The TOTP secret, sealed.
    pub sealed_totp: Option<Vec<u8>>,
    /// The recovery codes for the phone, sealed.
    pub sealed_codes: Option<Vec<u8>>,
    /// Tries left to type the code.
    pub tries_left: u8,
    /// The last accepted TOTP step.
    pub totp_step: Option<i64>,
    /// The device, from the confirmation on.
    pub device: Option<String>,
    /// When the token was made.
    pub created_at: i64,
    /// When the phone had kept everything.
    pub activated_at: Option<i64>,
    /// When it ended, however it did.
    pub ended_at: Option<i64>,
}

const COLUMNS: &str = "id, account, session, token_hash, bound_to, state, deadline, transport_jwk, approval_jwk, name, \
                       platform, attestation, sealed_code, sealed_totp, sealed_codes, tries_left, totp_step, device, \
                       created_at, activated_at, ended_at";

fn link(row: &Row<'_>) -> rusqlite::Result<Link> {
    let state: String = row.get(5)?;
    let claimed: Option<String> = row.get(7)?;
    let claim = claimed.is_some().then(|| {
        Ok::<_, rusqlite::Error>(Claim {
            transport_key: jwk(row, 7)?,
            approval_key: jwk(row, 8)?,
            name: row.get(9)?,
            platform: row.get(10)?,
            attestation: row.get(11)?,
        })
    });
    Ok(Link {
        id: row.get(0)?,
        account: row.get(1)?,
        session: row.get(2)?,
        token_hash: row.get(3)?,
        bound_to: row.get(4)?,
        state: LinkState::ALL
            .into_iter()
            .find(|known| known.name() == state)
            .ok_or(rusqlite::Error::InvalidColumnType(5, "state".to_owned(), rusqlite::types::Type::Text))?,
        deadline: row.get(6)?,
        claim: claim.transpose()?,
        sealed_code: row.get(12)?,
        sealed_totp: row.get(13)?,
        sealed_codes: row.get(14)?,
        tries_left: row.get(15)?,
        totp_step: row.get(16)?,
        device: row.get(17)?,
        created_at: row.get(18)?,
        activated_at: row.get(19)?,
        ended_at: row.get(20)?,
    })
}

fn many(tx: &Tx<'_>, rest: &str, values: impl rusqlite::Params) -> Result<Vec<Link>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM link WHERE {rest}"))?;
    let rows = statement.query_map(values, link)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn one(tx: &Tx<'_>, condition: &str, values: impl rusqlite::Params) -> Result<Option<Link>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM link WHERE {condition}");
    Ok(tx.prepare_cached(&sql)?.query_row(values, link).optional()?)
}

/// The link with this id.
pub fn find(tx: &Tx<'_>, id: &str) -> Result<Option<Link>, StoreError> {
    one(tx, "id = ?", [id])
}

/// The link with this token.
pub fn by_token(tx: &Tx<'_>, token_hash: &[u8]) -> Result<Option<Link>, StoreError> {
    one(tx, "token_hash = ?", [token_hash])
}

/// The account's active links, oldest first.
pub fn active_of_account(tx: &Tx<'_>, account: &str) -> Result<Vec<Link>, StoreError> {
    many(tx, "account = ? AND state = 'active' ORDER BY activated_at, rowid", [account])
}

/// The device's active links, oldest first.
pub fn active_of_device(tx: &Tx<'_>, device: &str) -> Result<Vec<Link>, StoreError> {
    many(tx, "device = ? AND state = 'active' ORDER BY activated_at, rowid", [device])
}

/// The device's links that are active or confirmed, oldest first.
pub fn open_of_device(tx: &Tx<'_>, device: &str) -> Result<Vec<Link>, StoreError> {
    many(tx, "device = ? AND state IN ('active', 'confirmed') ORDER BY created_at, rowid", [device])
}

/// The account's confirmed links, which count for nothing yet.
pub fn confirmed_of_account(tx: &Tx<'_>, account: &str) -> Result<Vec<Link>, StoreError> {
    many(tx, "account = ? AND state = 'confirmed'", [account])
}

/// Every link of an account that is not over.
pub fn open_of_account(tx: &Tx<'_>, account: &str) -> Result<Vec<Link>, StoreError> {
    many(tx, "account = ? AND state IN ('created', 'claimed', 'confirmed', 'active')", [account])
}

/// Tokens that a session made and nobody claimed.
pub fn created_by_session(tx: &Tx<'_>, session: &str) -> Result<Vec<Link>, StoreError> {
    many(tx, "session = ? AND state = 'created'", [session])
}

/// Revoked links of a device whose account is not linked with it again, newest first.
pub fn revoked_of_device(tx: &Tx<'_>, device: &str) -> Result<Vec<Link>, StoreError> {
    many(
        tx,
        "device = ?1 AND state = 'revoked' AND NOT EXISTS (SELECT 1 FROM link other WHERE other.device = ?1 \
         AND other.account = link.account AND other.state = 'active') ORDER BY ended_at DESC LIMIT 100",
        [device],
    )
}

/// Whether a device has a link that is active or about to be.
pub fn has_open(tx: &Tx<'_>, device: &str) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM link WHERE device = ? AND state IN ('active', 'confirmed'))",
        )?
        .query_row([device], |row| row.get(0))?)
}

/// Whether a device ever had an active link.
pub fn was_ever_active(tx: &Tx<'_>, device: &str) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM link WHERE device = ? AND activated_at IS NOT NULL)")?
        .query_row([device], |row| row.get(0))?)
}

/// Links whose deadline has come.
pub fn due(tx: &Tx<'_>, now: i64) -> Result<Vec<Link>, StoreError> {
    many(tx, "deadline <= ? ORDER BY deadline LIMIT 1000", [now])
}

/// The next deadline.
pub fn next_deadline(tx: &Tx<'_>) -> Result<Option<i64>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT min(deadline) FROM link WHERE deadline IS NOT NULL")?
        .query_row([], |row| row.get(0))?)
}

/// Adds a link.
pub fn insert(tx: &Tx<'_>, link: &Link) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO link (id, account, session, token_hash, bound_to, state, tries_left, created_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        link.id,
        link.account,
        link.session,
        link.token_hash,
        link.bound_to,
        link.state.name(),
        link.tries_left,
        link.created_at,
    ])?;
    update(tx, link)
}

/// Writes everything that may change.
pub fn update(tx: &Tx<'_>, link: &Link) -> Result<(), StoreError> {
    let claim = link.claim.as_ref();
    tx.prepare_cached(
        "UPDATE link SET state = ?2, deadline = ?3, transport_thumbprint = ?4, transport_jwk = ?5, \
         approval_thumbprint = ?6, approval_jwk = ?7, name = ?8, platform = ?9, attestation = ?10, sealed_code = ?11, \
         sealed_totp = ?12, sealed_codes = ?13, tries_left = ?14, totp_step = ?15, device = ?16, activated_at = ?17, \
         ended_at = ?18 WHERE id = ?1",
    )?
    .execute(params![
        link.id,
        link.state.name(),
        link.deadline,
        claim.map(|claim| claim.transport_key.thumbprint()),
        claim.map(|claim| jwk_text(&claim.transport_key)),
        claim.map(|claim| claim.approval_key.thumbprint()),
        claim.map(|claim| jwk_text(&claim.approval_key)),
        claim.map(|claim| &claim.name),
        claim.map(|claim| &claim.platform),
        claim.and_then(|claim| claim.attestation.as_ref()),
        link.sealed_code,
        link.sealed_totp,
        link.sealed_codes,
        link.tries_left,
        link.totp_step,
        link.device,
        link.activated_at,
        link.ended_at,
    ])?;
    Ok(())
}

/// Drops what never became a link and is over since before `before`.
pub fn forget(tx: &Tx<'_>, before: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM link WHERE activated_at IS NULL AND ended_at < ?")?.execute([before])?;
    Ok(())
}
