//! Accepting, refusing, asking for pictures again.
//!
//! A decision names the manifest that was looked at; what changed meanwhile is not decided. The first one stands.

use kauth_protocol::checks::{Retake, RetakeReason};
use kauth_protocol::display::{self, MAX_VALUE};

use super::reading::note_place;
use super::{ReviewRefused, readable, seeking, telling};
use crate::clock::SECOND;
use crate::crash_point;
use crate::domain::check_pages;
use crate::domain::checks::audit::{self, What, Who};
use crate::domain::checks::session::FINISH;
use crate::domain::checks::step::Event;
use crate::domain::checks::uploads::newest_manifest;
use crate::domain::checks::{Finishing, apply, deletion, key_of};
use crate::domain::devices::token_hash;
use crate::state::AppState;
use crate::store::Tx;
use crate::store::checks::dossiers::{self, Decided};

/// What a reviewer decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The person is who they say.
    Accept,
    /// As `Accept`, of a forgotten login: the account that was looked up.
    AcceptFor {
        /// Its login.
        login: String,
        /// The proof of the look-up.
        seen: String,
    },
    /// Not shown.
    Refuse(RetakeReason),
    /// Some pictures again.
    Retake(Vec<Retake>),
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
    let session = match (readable(tx, staff, check, now)?, decision) {
        (session, Decision::AcceptFor { login, seen }) => {
            seeking::assign(tx, state, staff, session, (login, seen))?
        }
        (session, Decision::Accept) if seeking::wants_account(&session) => {
            return Err(ReviewRefused::NotSought);
        }
        (session, _) => session,
    };
    let newest = newest_manifest(tx, &session)?.ok_or(ReviewRefused::Unknown)?;
    let from = now.saturating_add(state.config.checks.finish_waits.saturating_mul(SECOND));
    let (event, what, name, detail) = match decision {
        Decision::Accept | Decision::AcceptFor { .. } => {
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
    let accepted = matches!(event, Event::Accept { .. }) && session.is_recovery();
    if let (true, Some(account)) = (accepted, &session.account) {
        let until = from.saturating_add(FINISH);
        check_pages::tell_accepted(tx, state, account, check, (from, until), now)?;
    }
    let before = session.clone();
    apply(tx, session, event, now)?.1?;
    telling::tell(tx, state, &before, now)?;
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
