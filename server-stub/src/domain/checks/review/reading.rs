//! One dossier and its pictures, for one reviewer. Each look is written down before it is a reply.

use kauth_protocol::checks::{BlobKind, Envelope, State};
use kauth_protocol::display::label;
use kauth_protocol::jwk::PublicJwk;

use super::{ReviewRefused, readable, seeking};
use crate::clock::SECOND;
use crate::domain::accounts as fields;
use crate::domain::checks::audit::{self, What, Who};
use crate::domain::checks::step::Event;
use crate::domain::checks::submit::unlock_envelope;
use crate::domain::checks::uploads::newest_manifest;
use crate::domain::checks::{Session, Stage, apply, key_of, phone};
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::checks::{self as rows, dossiers};
use crate::store::{StoreError, Tx, accounts};

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
    /// Whether another one of the same account has sent something and is not over. The one that came first has the account.
    pub rival: bool,
    /// Whether the reviewer finds the account: the login is what was forgotten.
    pub wants_account: bool,
    /// The number that was confirmed.
    pub number: String,
    /// Whether it is the one on file; `None` without an account.
    pub number_on_file: Option<bool>,
    /// What was decided and noted before.
    pub notes: Vec<Note>,
    /// Seconds until it is deleted.
    pub remaining: u64,
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
        rival: has_rival(tx, &session, now)?,
        wants_account: seeking::wants_account(&session),
        number_on_file: on_file.map(|on_file| on_file == number),
        number,
        notes,
        remaining: u64::try_from(left).unwrap_or(0),
    })
}

/// The login that somebody typed to begin a session.
fn typed(session: &Session) -> Option<&str> {
    session.begun.iter().find(|pair| pair.label == label::LOGIN).map(|pair| pair.value.as_str())
}

fn has_rival(tx: &Tx<'_>, session: &Session, now: i64) -> Result<bool, StoreError> {
    let account = match (&session.account, typed(session)) {
        (Some(account), _) => accounts::find(tx, account)?,
        (None, Some(login)) => accounts::by_login(tx, login)?,
        (None, None) => None,
    };
    let Some(account) = account else { return Ok(false) };
    let is_rival = |other: Session| {
        let same =
            other.account.as_ref() == Some(&account.id) || typed(&other) == Some(account.login.as_str());
        same && other.id != session.id && other.sent && !other.at(now).stage.is_over()
    };
    Ok(rows::claimed(tx)?.into_iter().any(is_rival))
}

pub(super) fn note_place(check: &str, n: usize) -> String {
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
