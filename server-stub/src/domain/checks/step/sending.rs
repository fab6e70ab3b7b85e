//! What is sent, looked at and asked for again, pure.

use kauth_protocol::checks::{BlobKind, DocumentKind, MAX_ATTEMPT, Manifest, Retake, State};
use kauth_protocol::jwk::sha256;

use super::Refused;
use crate::domain::checks::session::{Session, Stage};

pub(super) fn upload(
    session: Session,
    state: State,
    kind: BlobKind,
    attempt: u8,
    before: Option<u8>,
) -> (Session, Result<(), Refused>) {
    let of_document =
        session.document.is_some_and(|document| !kind.is_picture() || document.pictures().contains(&kind));
    let fits = match state {
        State::Open => true,
        State::RetakeAsked => {
            let asked = session.retake.iter().any(|retake| retake.kind == kind);
            (asked || !kind.is_picture()) && before.is_none_or(|before| attempt > before)
        }
        _ => false,
    };
    if of_document && fits {
        (Session { sent: true, ..session }, Ok(()))
    } else {
        (session, Err(Refused::Conflict))
    }
}

pub(super) fn submit(
    session: Session,
    state: State,
    manifest: &Manifest,
    sha: &str,
    before: Option<&Manifest>,
    now: i64,
) -> (Session, Result<(), Refused>) {
    if session.manifest.as_deref() == Some(sha) {
        return (session, Ok(()));
    }
    let described =
        session.description.as_deref().is_some_and(|it| sha256(it.as_bytes()) == manifest.description_sha256);
    if !described {
        return (session, Err(Refused::Malformed));
    }
    let continues = match (state, before) {
        (State::Open, None) => true,
        (State::RetakeAsked, Some(before)) => is_retake(&session, before, manifest),
        _ => false,
    };
    let follows = manifest.previous == session.manifest && session.document == Some(manifest.document);
    if !continues || !follows {
        return (session, Err(Refused::Conflict));
    }
    let submitted = Session {
        stage: Stage::Claimed(State::Submitted),
        sent: true,
        manifest: Some(sha.to_owned()),
        submitted_at: Some(now),
        retake: Vec::new(),
        ..session
    };
    (submitted, Ok(()))
}

/// Whether `new` has another try of exactly what was asked for, and everything else as it was. What was read from the
/// pictures may change with them.
fn is_retake(session: &Session, before: &Manifest, new: &Manifest) -> bool {
    new.blobs.iter().all(|blob| {
        let Some(old) = before.find(blob.kind) else { return false };
        let newer = blob.attempt > old.attempt;
        let asked = session.retake.iter().any(|retake| retake.kind == blob.kind);
        if asked { newer } else { blob == old || (newer && !blob.kind.is_picture()) }
    })
}

pub(super) fn look(session: Session, state: State) -> (Session, Result<(), Refused>) {
    match state {
        State::Submitted => (Session { stage: Stage::Claimed(State::InReview), ..session }, Ok(())),
        State::InReview | State::RetakeAsked => (session, Ok(())),
        _ => (session, Err(Refused::Conflict)),
    }
}

/// Only what somebody looked at is decided, and only as it is now.
pub(super) fn judges(session: &Session, state: State, manifest: &str) -> bool {
    state == State::InReview && session.manifest.as_deref() == Some(manifest)
}

pub(super) fn ask_retake(
    session: Session,
    retake: &[Retake],
    before: &Manifest,
) -> (Session, Result<(), Refused>) {
    let pictures = session.document.map(DocumentKind::pictures).unwrap_or_default();
    let once = |kind: BlobKind| retake.iter().filter(|other| other.kind == kind).count() == 1;
    let possible = |kind: BlobKind| before.find(kind).is_some_and(|blob| blob.attempt < MAX_ATTEMPT);
    let fine = |one: &Retake| pictures.contains(&one.kind) && once(one.kind) && possible(one.kind);
    if retake.is_empty() || !retake.iter().all(fine) {
        return (session, Err(Refused::Malformed));
    }
    let asked = Session { stage: Stage::Claimed(State::RetakeAsked), retake: retake.to_vec(), ..session };
    (asked, Ok(()))
}
