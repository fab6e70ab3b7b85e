//! A session's life, pure: no store, no clock, no signature, no file is looked at here.
//!
//! `offered → open → submitted → in_review → accepted | refused | retake_asked → submitted …`, and out of it by
//! `void`, `expired`, `withdrawn`, `replaced`, `unreadable`, `stopped`. What is over never reopens. Whoever calls has read
//! the session and writes it back in one transaction. Time passes first: what comes too late meets a session that is
//! over, whether or not the sweeper was there. A refusal may change something, too: a wrong code costs a try.

mod number;
mod sending;

use kauth_protocol::checks::{
    BlobKind, DocumentKind, LocationWish, Manifest, PhoneStep, Retake, RetakeReason, State,
};
use kauth_protocol::jwk::{PublicJwk, sha256};

use super::session::{Finishing, KEPT, Session, Stage};
use number::{ask_code, type_code};
use sending::{ask_retake, judges, look, submit, upload};

/// Messages to a number a day, over all sessions.
pub const MESSAGES_A_DAY: usize = 5;

/// Why a call changes nothing that it wanted to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// A member has the wrong form, or a hash is another one.
    Malformed,
    /// Its predecessors were not made, or its state does not allow that.
    Conflict,
    /// Two phones claimed it.
    Void,
    /// It is over, or the token is used or late.
    Over,
    /// The location is wanted, and was declined.
    LocationRequired,
    /// Not before this moment, Unix ms.
    NotBefore(i64),
    /// Another code.
    WrongDigits {
        /// How many more may be typed.
        tries_left: u8,
    },
}

/// What was sent before: to this session, and to the number that a code is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Messages {
    /// Messages of the session.
    pub of_session: usize,
    /// Different numbers of the session, without the one that is asked for now.
    pub other_numbers: usize,
    /// When the number got messages within the last day, oldest first, whoever asked.
    pub to_number: Vec<i64>,
}

/// A code to be sent, made before it is known whether it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCode {
    /// A keyed mark of the number.
    pub mark: Vec<u8>,
    /// The number, locked.
    pub locked_number: Vec<u8>,
    /// A MAC of the code.
    pub mac: Vec<u8>,
}

/// What happens to a session.
#[derive(Debug)]
pub enum Event<'a> {
    /// A phone claims the token by this key.
    Claim {
        /// The key.
        key: &'a PublicJwk,
    },
    /// The person agrees to the description with this hash.
    Consent {
        /// SHA-256, base64url.
        sha256: &'a str,
    },
    /// The phone asks for a code.
    AskCode {
        /// The code to send.
        new: NewCode,
        /// What was sent before.
        sent: &'a Messages,
    },
    /// The person typed a code.
    TypeCode {
        /// Its MAC.
        mac: Vec<u8>,
    },
    /// The location is given (`true`) or declined.
    Location(bool),
    /// The document that will be photographed.
    Document(DocumentKind),
    /// A chunk of a blob comes.
    Upload {
        /// Of what.
        kind: BlobKind,
        /// Which try.
        attempt: u8,
        /// That blob's attempt in the newest manifest.
        before: Option<u8>,
    },
    /// The dossier is sent; signature and blobs were found right.
    Submit {
        /// What the phone signed.
        manifest: &'a Manifest,
        /// Its hash.
        sha256: &'a str,
        /// The one before.
        before: Option<&'a Manifest>,
    },
    /// The person withdraws.
    Withdraw,
    /// A newer session of the account begins.
    Replace,
    /// Somebody who was told stops it, or the account is closed.
    Stop,
    /// No reviewer is left who could read it.
    Unreadable,
    /// A reviewer opens it.
    Look,
    /// A reviewer asks for pictures again.
    AskRetake {
        /// The manifest that was looked at.
        manifest: &'a str,
        /// Which, and why.
        retake: &'a [Retake],
        /// The newest manifest.
        before: &'a Manifest,
    },
    /// A reviewer accepts.
    Accept {
        /// The manifest that was looked at.
        manifest: &'a str,
        /// How the person goes on, of a recovery.
        finish: Option<Finishing>,
    },
    /// A reviewer refuses.
    Refuse {
        /// The manifest that was looked at.
        manifest: &'a str,
        /// Why.
        reason: RetakeReason,
    },
}

/// Applies an event: the session afterwards, and what the one who caused it is told.
pub fn step(session: Session, event: Event<'_>, now: i64) -> (Session, Result<(), Refused>) {
    let session = session.at(now);
    if let Event::Claim { key } = event {
        return claim(session, key, now);
    }
    let state = match session.stage {
        Stage::Claimed(state) => state,
        // A token that nobody claimed can only be taken back.
        Stage::Offered => {
            return match event {
                Event::Replace => (session.ended(State::Replaced, now), Ok(())),
                Event::Stop => (session.ended(State::Stopped, now), Ok(())),
                Event::Unreadable => (session.ended(State::Unreadable, now), Ok(())),
                _ => (session, Err(Refused::Conflict)),
            };
        }
        Stage::Void => return (session, Err(Refused::Void)),
    };
    if state.is_over() {
        let told = if matches!(event, Event::Withdraw) { Ok(()) } else { Err(Refused::Over) };
        return (session, told);
    }
    match event {
        Event::Claim { .. } => (session, Err(Refused::Conflict)),
        Event::Consent { sha256 } => consent(session, sha256),
        Event::AskCode { new, sent } => ask_code(session, new, sent, now),
        Event::TypeCode { mac } => type_code(session, mac, now),
        Event::Location(given) => location(session, state, given),
        Event::Document(kind) => document(session, state, kind),
        Event::Upload { kind, attempt, before } => upload(session, state, kind, attempt, before),
        Event::Submit { manifest, sha256, before } => submit(session, state, manifest, sha256, before, now),
        Event::Withdraw => (session.ended(State::Withdrawn, now), Ok(())),
        Event::Replace if session.sent => (session, Err(Refused::Conflict)),
        Event::Replace => (session.ended(State::Replaced, now), Ok(())),
        Event::Stop => (session.ended(State::Stopped, now), Ok(())),
        Event::Unreadable => (session.ended(State::Unreadable, now), Ok(())),
        Event::Look => look(session, state),
        Event::AskRetake { manifest, retake, before } => {
            if !judges(&session, state, manifest) {
                return (session, Err(Refused::Conflict));
            }
            ask_retake(session, retake, before)
        }
        Event::Accept { manifest, finish } => {
            if !judges(&session, state, manifest) {
                return (session, Err(Refused::Conflict));
            }
            let finish = finish.filter(|_| session.is_recovery());
            (Session { finish, ..session.ended(State::Accepted, now) }, Ok(()))
        }
        Event::Refuse { manifest, reason } => {
            if !judges(&session, state, manifest) {
                return (session, Err(Refused::Conflict));
            }
            let refused_because = Some(reason);
            (Session { refused_because, ..session.ended(State::Refused, now) }, Ok(()))
        }
    }
}

fn claim(session: Session, key: &PublicJwk, now: i64) -> (Session, Result<(), Refused>) {
    let same = session.key.as_ref().is_some_and(|had| had == key);
    match session.stage {
        Stage::Void => (session, Err(Refused::Void)),
        Stage::Offered if now < session.token_until => {
            let claimed = Session {
                stage: Stage::Claimed(State::Open),
                key: Some(key.clone()),
                deadline: Some(now.saturating_add(KEPT)),
                ..session
            };
            (claimed, Ok(()))
        }
        Stage::Claimed(state) if same && !state.is_over() => (session, Ok(())),
        // As long as the token may be claimed and nothing was submitted, a second phone means that one of the two
        // is a stranger's. Afterwards the token is used up, and showing it again harms nobody.
        Stage::Claimed(State::Open) if now < session.token_until => {
            (Session { stage: Stage::Void, ended_at: Some(now), ..session }, Err(Refused::Void))
        }
        Stage::Offered | Stage::Claimed(_) => (session, Err(Refused::Over)),
    }
}

fn consent(session: Session, hash: &str) -> (Session, Result<(), Refused>) {
    let right = session.description.as_deref().is_some_and(|compact| sha256(compact.as_bytes()) == hash);
    if right { (Session { consented: true, ..session }, Ok(())) } else { (session, Err(Refused::Malformed)) }
}

fn location(session: Session, state: State, given: bool) -> (Session, Result<(), Refused>) {
    let asked = session.location != LocationWish::None;
    if session.phone.step != PhoneStep::Confirmed || !asked {
        return (session, Err(Refused::Conflict));
    }
    if !given && session.location == LocationWish::Required {
        return (session, Err(Refused::LocationRequired));
    }
    if session.location_given != Some(given) && state != State::Open {
        return (session, Err(Refused::Conflict));
    }
    (Session { location_given: Some(given), ..session }, Ok(()))
}

fn document(session: Session, state: State, kind: DocumentKind) -> (Session, Result<(), Refused>) {
    let answered = session.location == LocationWish::None || session.location_given.is_some();
    if session.phone.step != PhoneStep::Confirmed || !answered {
        return (session, Err(Refused::Conflict));
    }
    if !session.documents.contains(&kind) {
        return (session, Err(Refused::Malformed));
    }
    if session.document != Some(kind) && (state != State::Open || session.sent) {
        return (session, Err(Refused::Conflict));
    }
    (Session { document: Some(kind), ..session }, Ok(()))
}

#[cfg(test)]
#[path = "step_tests.rs"]
mod tests;
