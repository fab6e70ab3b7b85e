//! kCheck sessions. The other files of this folder hold what hangs on one, and the audit log.

pub mod audit;
pub mod dossiers;
pub mod limits;
pub mod reviewers;
pub mod wiping;

use kauth_protocol::checks::{DocumentKind, LocationWish, PhoneStep, RetakeReason, Trigger};
use rusqlite::{OptionalExtension, Row, named_params, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{StoreError, Tx};
use crate::domain::checks::{Finishing, Phone, Session, Stage};

const COLUMNS: &str = "id, version, stage, token_hash, token_until, began_at, account, reason, asker, begun, documents, \
    location, language, reviewers, session_jwk, description, deadline, consented, phone, phone_mark, locked_number, \
    code_mac, code_until, code_sent_at, code_tries, wrong_mac, location_given, document, sent, manifest_sha256, \
    submitted_at, retake, refused_because, ended_at, wiped_at, finish_hash, finish_from, finish_until, finish_used_at";

fn unreadable() -> StoreError {
    StoreError::Unreadable("check_session")
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| unreadable())
}

fn to_json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| unreadable())
}

/// The text that serde gives a unit variant, without its quotes.
fn word<T: Serialize>(value: &T) -> Result<String, StoreError> {
    Ok(to_json(value)?.trim_matches('"').to_owned())
}

fn from_word<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    json(&format!("\"{text}\""))
}

type Read<T> = Result<T, StoreError>;

fn session(row: &Row<'_>) -> Read<Session> {
    let text = |name: &str| row.get::<_, String>(name);
    let some = |name: &str| row.get::<_, Option<String>>(name);
    let phone = Phone {
        step: from_word::<PhoneStep>(&text("phone")?)?,
        mark: row.get("phone_mark")?,
        locked_number: row.get("locked_number")?,
        code: row.get("code_mac")?,
        code_until: row.get("code_until")?,
        sent_at: row.get("code_sent_at")?,
        tries: row.get("code_tries")?,
        wrong: row.get("wrong_mac")?,
    };
    let finish = match row.get::<_, Option<Vec<u8>>>("finish_hash")? {
        Some(hash) => Some(Finishing {
            hash,
            from: row.get("finish_from")?,
            until: row.get("finish_until")?,
            used_at: row.get("finish_used_at")?,
        }),
        None => None,
    };
    Ok(Session {
        id: row.get("id")?,
        version: row.get("version")?,
        stage: Stage::parse(&text("stage")?).ok_or_else(unreadable)?,
        token_hash: row.get("token_hash")?,
        token_until: row.get("token_until")?,
        began_at: row.get("began_at")?,
        account: row.get("account")?,
        trigger: Trigger::parse(&text("reason")?).ok_or_else(unreadable)?,
        asker: row.get("asker")?,
        begun: json(&text("begun")?)?,
        documents: json(&text("documents")?)?,
        location: from_word::<LocationWish>(&text("location")?)?,
        language: row.get("language")?,
        reviewers: row.get("reviewers")?,
        key: some("session_jwk")?.as_deref().map(json).transpose()?,
        description: row.get("description")?,
        deadline: row.get("deadline")?,
        consented: row.get("consented")?,
        phone,
        location_given: row.get("location_given")?,
        document: some("document")?.as_deref().map(from_word::<DocumentKind>).transpose()?,
        sent: row.get("sent")?,
        manifest: row.get("manifest_sha256")?,
        submitted_at: row.get("submitted_at")?,
        retake: json(&text("retake")?)?,
        refused_because: some("refused_because")?
            .map(|text| RetakeReason::parse(&text).ok_or_else(unreadable))
            .transpose()?,
        ended_at: row.get("ended_at")?,
        wiped_at: row.get("wiped_at")?,
        finish,
    })
}

fn one(tx: &Tx<'_>, condition: &str, value: &dyn rusqlite::ToSql) -> Read<Option<Session>> {
    let sql = format!("SELECT {COLUMNS} FROM check_session WHERE {condition}");
    tx.prepare_cached(&sql)?.query_row(params![value], |row| Ok(session(row))).optional()?.transpose()
}

fn many(tx: &Tx<'_>, condition: &str, values: &[&dyn rusqlite::ToSql]) -> Read<Vec<Session>> {
    let sql = format!("SELECT {COLUMNS} FROM check_session WHERE {condition}");
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map(values, |row| Ok(session(row)))?;
    rows.map(|row| row?).collect()
}

/// The session with this id.
pub fn find(tx: &Tx<'_>, id: &str) -> Read<Option<Session>> {
    one(tx, "id = ?", &id)
}

/// The session with this token.
pub fn by_token(tx: &Tx<'_>, hash: &[u8]) -> Read<Option<Session>> {
    one(tx, "token_hash = ?", &hash)
}

/// The session whose recovery this token finishes.
pub fn by_finish(tx: &Tx<'_>, hash: &[u8]) -> Read<Option<Session>> {
    one(tx, "finish_hash = ?", &hash)
}

/// Sessions of an account that are not over.
pub fn open_of_account(tx: &Tx<'_>, account: &str) -> Read<Vec<Session>> {
    open(tx, "account = ?", &account)
}

/// Sessions that are not over and meet an SQL condition.
pub fn open(tx: &Tx<'_>, condition: &str, value: &dyn rusqlite::ToSql) -> Read<Vec<Session>> {
    let all = many(tx, &format!("ended_at IS NULL AND {condition}"), &[value])?;
    Ok(all.into_iter().filter(|session| !session.stage.is_over()).collect())
}

/// What was submitted and waits for a decision, of those that this staff account has a key for.
pub fn waiting_for(tx: &Tx<'_>, staff: &str) -> Read<Vec<Session>> {
    let condition = "stage IN ('submitted', 'in_review') AND id IN (SELECT check_id FROM check_reader
        JOIN reviewer ON reviewer.id = reviewer WHERE reviewer.account = ? AND removed_at IS NULL)";
    many(tx, condition, &[&staff])
}

/// Claimed or offered sessions that are not over and that nobody is left to read.
pub fn without_reader(tx: &Tx<'_>) -> Read<Vec<Session>> {
    let condition = "ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM check_reader
        JOIN reviewer ON reviewer.id = reviewer WHERE check_id = check_session.id AND removed_at IS NULL)";
    many(tx, condition, &[])
}

/// Claimed sessions that are not over.
pub fn claimed(tx: &Tx<'_>) -> Read<Vec<Session>> {
    many(tx, "ended_at IS NULL AND deadline IS NOT NULL", &[])
}

/// Adds a session.
pub fn insert(tx: &Tx<'_>, session: &Session) -> Read<()> {
    tx.prepare_cached(
        "INSERT INTO check_session (id, version, stage, token_hash, token_until, began_at, reason, asker, begun,
            documents, location, language, reviewers)
         VALUES (?, ?, ?, ?, ?, ?, '', '', '', '', '', '', ?)",
    )?
    .execute(params![
        session.id,
        session.version,
        session.stage.as_str(),
        session.token_hash,
        session.token_until,
        session.began_at,
        session.reviewers,
    ])?;
    write(tx, session, session.version)
}

/// Writes a session back, if nobody else did since it was read.
pub fn update(tx: &Tx<'_>, session: &mut Session) -> Read<()> {
    let read = session.version;
    session.version += 1;
    write(tx, session, read)
}

fn write(tx: &Tx<'_>, session: &Session, read: i64) -> Read<()> {
    let key = session.key.as_ref().map(to_json).transpose()?;
    let phone = &session.phone;
    let finish = session.finish.as_ref();
    let changed = tx
        .prepare_cached(
            "UPDATE check_session SET version = :version, stage = :stage, account = :account, reason = :reason,
                asker = :asker, begun = :begun, documents = :documents, location = :location, language = :language,
                session_thumbprint = :thumbprint, session_jwk = :jwk, description = :description, deadline = :deadline,
                consented = :consented, phone = :phone, phone_mark = :mark, locked_number = :number, code_mac = :code,
                code_until = :code_until, code_sent_at = :code_sent, code_tries = :tries, wrong_mac = :wrong,
                location_given = :given, document = :document, sent = :sent, manifest_sha256 = :manifest,
                submitted_at = :submitted, retake = :retake, refused_because = :refused, ended_at = :ended,
                wiped_at = :wiped, finish_hash = :finish, finish_from = :finish_from, finish_until = :finish_until,
                finish_used_at = :finish_used
             WHERE id = :id AND version = :read",
        )?
        .execute(named_params! {
            ":id": session.id, ":read": read, ":version": session.version, ":stage": session.stage.as_str(),
            ":account": session.account, ":reason": session.trigger.as_str(), ":asker": session.asker,
            ":begun": to_json(&session.begun)?, ":documents": to_json(&session.documents)?,
            ":location": word(&session.location)?, ":language": session.language,
            ":thumbprint": session.key.as_ref().map(kauth_protocol::jwk::PublicJwk::thumbprint), ":jwk": key,
            ":description": session.description, ":deadline": session.deadline, ":consented": session.consented,
            ":phone": word(&phone.step)?, ":mark": phone.mark, ":number": phone.locked_number, ":code": phone.code,
            ":code_until": phone.code_until, ":code_sent": phone.sent_at, ":tries": phone.tries,
            ":wrong": phone.wrong, ":given": session.location_given,
            ":document": session.document.map(DocumentKind::as_str), ":sent": session.sent,
            ":manifest": session.manifest, ":submitted": session.submitted_at, ":retake": to_json(&session.retake)?,
            ":refused": session.refused_because.map(RetakeReason::as_str), ":ended": session.ended_at,
            ":wiped": session.wiped_at, ":finish": finish.map(|finish| &finish.hash),
            ":finish_from": finish.map(|finish| finish.from), ":finish_until": finish.map(|finish| finish.until),
            ":finish_used": finish.and_then(|finish| finish.used_at),
        })?;
    if changed == 1 { Ok(()) } else { Err(StoreError::Unreadable("check_session.version")) }
}
