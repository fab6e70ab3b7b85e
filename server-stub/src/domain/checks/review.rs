//! The staff's side: what waits, one dossier, one picture, a decision.
//!
//! Who may: an account with the support role and a key for which the session was encrypted, never about itself. Every look
//! is a line of the audit log before it is a reply. What if late: refused after the deadline, whatever was swept. What if
//! two decide: a decision names the manifest that was looked at, and the first one stands.

use kauth_protocol::checks::{BlobKind, Envelope, Retake, RetakeReason, State, Trigger};
use kauth_protocol::display::{self, MAX_VALUE};
use kauth_protocol::jwk::PublicJwk;

use super::audit::{What, Who};
use super::session::FINISH;
use super::step::{Event, Refused};
use super::submit::unlock_envelope;
use super::uploads::newest_manifest;
use super::{Finishing, Session, Stage, apply, audit, deletion, key_of, phone, rows};
use crate::clock::{HOUR, SECOND};
use crate::crash_point;
use crate::domain::accounts as fields;
use crate::domain::check_pages;
use crate::domain::devices::token_hash;
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::checks::dossiers::{self, Decided};
use crate::store::{StoreError, Tx, accounts};

/// Less than this until the deadline is urgent.
const NEAR: i64 = 12 * HOUR;

/// Why staff is not shown something, or a decision is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReviewRefused {
    /// No support role, no key for this session, or the reviewer's own dossier.
    #[error("not allowed")]
    NotAllowed,
    /// No such session or picture.
    #[error("unknown")]
    Unknown,
    /// Its time is up, or it is decided.
    #[error("over")]
    Over,
    /// Nobody looked at what is there now, or it changed since.
    #[error("changed")]
    Changed,
    /// A retake of nothing, of what is not there, or once too often; a note that may not be shown.
    #[error("malformed")]
    Malformed,
    /// Something of ours failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for ReviewRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl From<Refused> for ReviewRefused {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Over | Refused::Void => Self::Over,
            Refused::Malformed => Self::Malformed,
            _ => Self::Changed,
        }
    }
}

/// One that waits, the most urgent first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// The session.
    pub check: String,
    /// Why it was asked for.
    pub trigger: Trigger,
    /// Who asked.
    pub asker: String,
    /// Submitted or in review.
    pub state: State,
    /// Whether its deadline is near.
    pub urgent: bool,
    /// Seconds since it was sent.
    pub waits: u64,
    /// Seconds until it is deleted.
    pub remaining: u64,
}

/// A reviewer's note.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    /// Staff account.
    pub staff: String,
    /// What was decided.
    pub decision: String,
    /// The note.
    pub text: Option<String>,
    /// When, Unix ms.
    pub at: i64,
}

/// One dossier, for one reviewer. The pictures are fetched by [`blob`] and checked in the browser.
pub struct Dossier {
    /// Submitted, in review or retake asked.
    pub state: State,
    /// The signed description.
    pub description: String,
    /// All manifests, oldest first; the last one counts.
    pub manifests: Vec<String>,
    /// SHA-256 of the last one: a decision names it.
    pub manifest_sha256: String,
    /// The key that must have signed them.
    pub session_key: PublicJwk,
    /// The data key for each key of this staff account, without the server's layer.
    pub envelopes: Vec<Envelope>,
    /// Login and name of the account, where it is known.
    pub on_file: Option<(String, String)>,
    /// The number that was confirmed.
    pub number: String,
    /// Whether it is the one on file; `None` without an account.
    pub number_on_file: Option<bool>,
    /// What was decided and noted before.
    pub notes: Vec<Note>,
    /// Seconds until it is deleted.
    pub remaining: u64,
}

/// What a reviewer decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The person is who they say.
    Accept,
    /// Not shown.
    Refuse(RetakeReason),
    /// Some pictures again.
    Retake(Vec<Retake>),
}

fn staff_may(tx: &Tx<'_>, staff: &str) -> Result<(), ReviewRefused> {
    let support = accounts::find(tx, staff)?.is_some_and(|account| account.support);
    if support { Ok(()) } else { Err(ReviewRefused::NotAllowed) }
}

/// The session, for staff that may read it now.
fn readable(tx: &Tx<'_>, staff: &str, check: &str, now: i64) -> Result<Session, ReviewRefused> {
    staff_may(tx, staff)?;
    let session = rows::find(tx, check)?.ok_or(ReviewRefused::Unknown)?.at(now);
    let readers = rows::reviewers::of_session(tx, check)?;
    let reads = readers.iter().any(|reader| reader.account == staff && reader.removed_at.is_none());
    if !session.stage.is_over() && (!reads || session.account.as_deref() == Some(staff)) {
        return Err(ReviewRefused::NotAllowed);
    }
    match session.stage {
        Stage::Claimed(State::Submitted | State::InReview | State::RetakeAsked) => Ok(session),
        Stage::Claimed(State::Open) | Stage::Offered => Err(ReviewRefused::Unknown),
        _ => Err(ReviewRefused::Over),
    }
}

/// What waits for this staff account.
///
/// # Errors
/// [`ReviewRefused`].
pub async fn queue(state: &AppState, staff: &str) -> Result<Vec<Queued>, ReviewRefused> {
    let (now, staff) = (state.now(), staff.to_owned());
    let sessions = state
        .store
        .read(move |tx| {
            staff_may(tx, &staff)?;
            let mut all = rows::waiting_for(tx, &staff)?;
            all.retain(|session| session.account.as_deref() != Some(&staff));
            Ok::<_, ReviewRefused>(all)
        })
        .await?;
    let seconds = |ms: i64| u64::try_from(ms.max(0) / SECOND).unwrap_or(0);
    let mut queued: Vec<(bool, i64, Queued)> = Vec::new();
    for session in sessions.into_iter().map(|session| session.at(now)) {
        let Stage::Claimed(stands) = session.stage else { continue };
        if stands.is_over() {
            continue;
        }
        let left = session.deadline.unwrap_or(now).saturating_sub(now);
        let since = session.submitted_at.unwrap_or(now);
        let locked_out = session.is_recovery();
        queued.push((
            locked_out,
            since,
            Queued {
                check: session.id,
                trigger: session.trigger,
                asker: session.asker,
                state: stands,
                urgent: left < NEAR,
                waits: seconds(now.saturating_sub(since)),
                remaining: seconds(left),
            },
        ));
    }
    // First what is deleted soon, then who cannot get in, then who waits longest.
    queued.sort_by_key(|(locked_out, since, queued)| (!queued.urgent, !locked_out, *since));
    Ok(queued.into_iter().map(|(_, _, queued)| queued).collect())
}

/// Opens a dossier: from the first look on it is in review.
///
/// # Errors
/// [`ReviewRefused`].
pub async fn dossier(state: &AppState, staff: &str, check: &str) -> Result<Dossier, ReviewRefused> {
    let (inner, staff, check) = (state.clone(), staff.to_owned(), check.to_owned());
    state
        .store
        .write(move |tx| {
            let now = inner.now();
            let session = readable(tx, &staff, &check, now)?;
            let (session, told) = apply(tx, session, Event::Look, now)?;
            told?;
            audit::append(tx, Who::Staff(&staff), What::Looked, &check, "", now)?;
            assemble(tx, &inner, &staff, session, now)
        })
        .await
}

fn assemble(
    tx: &Tx<'_>,
    state: &AppState,
    staff: &str,
    session: Session,
    now: i64,
) -> Result<Dossier, ReviewRefused> {
    let missing = || StoreError::Unreadable("check_session");
    let (check, key) = (session.id.as_str(), key_of(state, &session.id)?);
    let readers = rows::reviewers::of_session(tx, check)?;
    let own: Vec<String> = readers
        .iter()
        .filter(|reader| reader.account == staff && reader.removed_at.is_none())
        .map(|reader| reader.key.thumbprint())
        .collect();
    let mut envelopes = Vec::new();
    for (reviewer, locked) in dossiers::envelopes(tx, check)? {
        if own.contains(&reviewer) {
            envelopes.push(unlock_envelope(&key, check, &reviewer, &locked)?);
        }
    }
    let locked = session.phone.locked_number.as_ref().ok_or_else(missing)?;
    let number = key.unlock(&phone::number_place(check), locked)?;
    let number = String::from_utf8_lossy(&number).into_owned();
    let on_file = match &session.account {
        Some(account) => accounts::find(tx, account)?,
        None => None,
    };
    let known = on_file.as_ref().map(|account| (account.login.clone(), account.name.clone()));
    let on_file = on_file.map(|account| fields::open_number(state, &account)).transpose()?;
    let mut notes = Vec::new();
    for (n, decided) in dossiers::decisions(tx, check)?.into_iter().enumerate() {
        let text = match &decided.locked_note {
            Some(locked) => {
                let plain = key.unlock(&note_place(check, n), locked)?;
                Some(String::from_utf8_lossy(&plain).into_owned())
            }
            None => None,
        };
        notes.push(Note { staff: decided.staff, decision: decided.decision, text, at: decided.at });
    }
    let Stage::Claimed(stands) = session.stage else { return Err(ReviewRefused::Over) };
    let left = session.deadline.unwrap_or(now).saturating_sub(now).max(0) / SECOND;
    Ok(Dossier {
        state: stands,
        manifests: dossiers::manifests(tx, check)?.into_iter().map(|(_, jws)| jws).collect(),
        description: session.description.clone().ok_or_else(missing)?,
        manifest_sha256: session.manifest.clone().ok_or_else(missing)?,
        session_key: session.key.clone().ok_or_else(missing)?,
        envelopes,
        on_file: known,
        number_on_file: on_file.map(|on_file| on_file == number),
        number,
        notes,
        remaining: u64::try_from(left).unwrap_or(0),
    })
}

fn note_place(check: &str, n: usize) -> String {
    format!("check_decision.locked_note:{check}:{n}")
}

/// The encrypted bytes of a picture that the newest manifest names.
///
/// # Errors
/// [`ReviewRefused`].
pub async fn blob(
    state: &AppState,
    staff: &str,
    check: &str,
    kind: BlobKind,
    attempt: u8,
) -> Result<Vec<u8>, ReviewRefused> {
    let (inner, staff, check) = (state.clone(), staff.to_owned(), check.to_owned());
    let (files, id) = (state.blobs.clone(), check.clone());
    let chunks = state
        .store
        .write(move |tx| {
            let now = inner.now();
            let session = readable(tx, &staff, &check, now)?;
            let named = newest_manifest(tx, &session)?
                .is_some_and(|manifest| manifest.find(kind).is_some_and(|blob| blob.attempt == attempt));
            if !named {
                return Err(ReviewRefused::Unknown);
            }
            let detail = format!("{} {attempt}", kind.as_str());
            audit::append(tx, Who::Staff(&staff), What::Fetched, &check, &detail, now)?;
            let mut chunks = dossiers::chunks(tx, &check)?;
            chunks.retain(|chunk| chunk.kind == kind && chunk.attempt == attempt);
            Ok(chunks)
        })
        .await?;
    let reading = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        for chunk in chunks {
            bytes.extend_from_slice(&files.get(&chunk.file)?);
        }
        Ok::<_, StoreError>(bytes)
    });
    let bytes = reading.await.map_err(|_| Failure::Computation("reading chunks"))?;
    // It may have ended while its files were read.
    let now = state.now();
    let ended = state.store.read(move |tx| {
        let session = rows::find(tx, &id)?;
        Ok::<_, ReviewRefused>(session.is_none_or(|session| session.at(now).stage.is_over()))
    });
    if ended.await? { Err(ReviewRefused::Over) } else { Ok(bytes?) }
}

/// Decides about the manifest with this hash, which must be the one that was looked at.
///
/// # Errors
/// [`ReviewRefused`].
pub async fn decide(
    state: &AppState,
    staff: &str,
    check: &str,
    manifest_sha256: &str,
    decision: Decision,
    note: Option<String>,
) -> Result<(), ReviewRefused> {
    if note.as_ref().is_some_and(|note| display::check_text(note, MAX_VALUE).is_err()) {
        return Err(ReviewRefused::Malformed);
    }
    let (inner, staff, id, manifest) =
        (state.clone(), staff.to_owned(), check.to_owned(), manifest_sha256.to_owned());
    state
        .store
        .write(move |tx| {
            take(tx, &inner, &staff, &id, &manifest, &decision, note.as_deref())?;
            crash_point("checks.decide.before_commit");
            Ok::<_, ReviewRefused>(())
        })
        .await?;
    crash_point("checks.decide.after_commit");
    deletion::wipe_or_leave(state, check).await;
    Ok(())
}

fn take(
    tx: &Tx<'_>,
    state: &AppState,
    staff: &str,
    check: &str,
    manifest: &str,
    decision: &Decision,
    note: Option<&str>,
) -> Result<(), ReviewRefused> {
    let now = state.now();
    let session = readable(tx, staff, check, now)?;
    let newest = newest_manifest(tx, &session)?.ok_or(ReviewRefused::Unknown)?;
    let from = now.saturating_add(state.config.checks.finish_waits.saturating_mul(SECOND));
    let (event, what, name, detail) = match decision {
        Decision::Accept => {
            let hash = token_hash(&state.keys.finish_token(check));
            let finish = Finishing { hash, from, until: from.saturating_add(FINISH), used_at: None };
            (Event::Accept { manifest, finish: Some(finish) }, What::Accepted, "accept", "")
        }
        Decision::Refuse(reason) => {
            (Event::Refuse { manifest, reason: *reason }, What::Refused, "refuse", reason.as_str())
        }
        Decision::Retake(retake) => {
            (Event::AskRetake { manifest, retake, before: &newest }, What::AskedRetake, "retake", "")
        }
    };
    if let (Decision::Accept, true, Some(account)) = (decision, session.is_recovery(), &session.account) {
        check_pages::tell_accepted(tx, state, account, check, from, now)?;
    }
    apply(tx, session, event, now)?.1?;
    audit::append(tx, Who::Staff(staff), what, check, detail, now)?;
    let n = dossiers::decisions(tx, check)?.len();
    let locked_note = match note {
        Some(note) => {
            let key = key_of(state, check)?;
            Some(key.lock(&*state.random, &note_place(check, n), note.as_bytes())?)
        }
        None => None,
    };
    let decided = Decided { staff: staff.to_owned(), decision: name.to_owned(), locked_note, at: now };
    Ok(dossiers::add_decision(tx, check, n, &decided)?)
}
