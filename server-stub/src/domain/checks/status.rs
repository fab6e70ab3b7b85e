//! What the phone is told: where its session stands, at once or when something changes.
//!
//! Who may: the key that claimed, also after the end. `Prefer: wait` holds the reply until state or a step changed since
//! the version that the phone named, or since it asked; also of what is over, so that a phone which goes on asking does not
//! ask without a pause.

use kauth_protocol::MAX_WAIT;
use kauth_protocol::checks::{CheckResponse, Finish, State};

use super::step::Refused;
use super::{CheckRefused, Session, Stage, audit, of_key};
use crate::clock::SECOND;
use crate::state::AppState;
use crate::store::Tx;
use crate::wakeups::Topic;

/// Where a session stands, and the version of that; `known` is the version that the phone has.
///
/// # Errors
/// [`CheckRefused`].
pub async fn wait(
    state: &AppState,
    check: &str,
    thumbprint: &str,
    known: Option<String>,
    wait: u64,
) -> Result<(CheckResponse, String), CheckRefused> {
    let hold = i64::try_from(wait.min(MAX_WAIT)).unwrap_or(0) * SECOND;
    let until = state.now().saturating_add(hold);
    let mut known = known;
    loop {
        let mut news = state.wakeups.listen(Topic::Check(check.to_owned()));
        let (inner, id, key) = (state.clone(), check.to_owned(), thumbprint.to_owned());
        let (response, version, changes_at) = state.store.read(move |tx| look(tx, &inner, &id, &key)).await?;
        let is_news = known.get_or_insert_with(|| version.clone()) != &version;
        if is_news || state.now() >= until {
            return Ok((response, version));
        }
        tokio::select! {
            () = news.changed() => {}
            () = state.clock.sleep_until(changes_at.unwrap_or(i64::MAX).min(until)) => {}
            () = state.stopped() => return Ok((response, version)),
        }
    }
}

/// The reply, its version, and when it changes by itself.
fn look(
    tx: &Tx<'_>,
    state: &AppState,
    check: &str,
    thumbprint: &str,
) -> Result<(CheckResponse, String, Option<i64>), CheckRefused> {
    let now = state.now();
    let session = of_key(tx, check, thumbprint)?.at(now);
    let Stage::Claimed(stands) = session.stage else { return Err(Refused::Void.into()) };
    let (finish, phase, turns_at) = finish(state, &session, now);
    let wiped = session.wiped_at.is_some() || session.is_late(now);
    let left = if wiped { 0 } else { session.deadline.unwrap_or(now).saturating_sub(now).max(0) / SECOND };
    let version = format!("{}.{}.{phase}", session.version, stands.as_str());
    let changes_at = if stands.is_over() { turns_at } else { session.deadline };
    let response = CheckResponse {
        state: stands,
        remaining: u64::try_from(left).unwrap_or(0),
        consented: session.consented,
        phone: session.phone.step,
        location_given: session.location_given,
        document: session.document,
        manifest_sha256: session.manifest,
        usual_minutes: state.config.checks.usual_minutes,
        retake: if stands == State::RetakeAsked { session.retake } else { Vec::new() },
        refused_because: session.refused_because,
        finish,
        audit_head: Some(audit::head(tx, state, now)?),
    };
    Ok((response, version, changes_at))
}

/// How the person goes on, which phase that is in, and when the next begins.
fn finish(state: &AppState, session: &Session, now: i64) -> (Option<Finish>, u8, Option<i64>) {
    let Some(finishing) = &session.finish else { return (None, 0, None) };
    let seconds = |until: i64, from: i64| {
        u64::try_from(until.saturating_sub(from).max(0).div_euclid(SECOND)).unwrap_or(0)
    };
    let done = finishing.used_at.is_some();
    // Rounded up: who counts down to 0 is not early.
    let waits = seconds(finishing.from.saturating_add(SECOND - 1), now);
    let counts = !done && now >= finishing.from && now < finishing.until;
    let path = counts.then(|| format!("{}#t={}", super::FINISH_PATH, *state.keys.finish_token(&session.id)));
    let remaining = if done { 0 } else { seconds(finishing.until, now.max(finishing.from)) };
    let phase = 1 + u8::from(now >= finishing.from) + u8::from(now >= finishing.until);
    let turns_at = [finishing.from, finishing.until].into_iter().find(|at| *at > now && !done);
    (Some(Finish { path, waits, remaining, done }), phase, turns_at)
}
