//! Getting back in. A way in must not be the weakest way in:
//!
//! - one recovery changes one thing: a new password neither signs in nor touches the second factor, a stand-in name
//!   replaces the name and nothing else;
//! - its beginning and its outcome are told to every address, number and phone on file, each with a link that stops it, and the
//!   outcome counts at the earliest an hour later;
//! - a number alone is no evidence;
//! - known and unknown logins are answered alike, and asked for as often.

pub mod address_gone;
pub mod finish;
pub mod login;
pub mod password;
pub mod phones;
pub mod stop;

use data_encoding::BASE64URL_NOPAD;
use kauth_texts::Texts;

use super::failure::Failure;
use super::limits::{Class, Factor, Try, Verdict};
use super::sessions;
use crate::clock::MINUTE;
use crate::outbox::{self, Channel, Message};
use crate::state::AppState;
use crate::store::Tx;

/// How long a browser may take for it.
pub const LIFETIME: i64 = 30 * MINUTE;

/// The place of a recovery in the store, by the browser's cookie.
fn id(cookie: &str) -> String {
    BASE64URL_NOPAD.encode(&sessions::hash(cookie))
}

/// One code by mail or SMS.
fn send_code(
    tx: &Tx<'_>,
    state: &AppState,
    t: &Texts,
    (channel, to): (Channel, String),
    code: String,
    now: i64,
) -> Result<(), Failure> {
    let provider = &state.config.provider_name;
    let message = Message {
        channel,
        kind: "recovery_code".to_owned(),
        to,
        subject: t.mail_recovery_code_subject(provider),
        body: t.mail_recovery_code_body(),
        code: Some(code),
        qr: None,
        language: t.language().tag().to_owned(),
    };
    outbox::send(tx, state, &message, now)
}

/// Counts an asking by what is asked for and by where from; says until when (Unix ms) it must wait, if it must. What
/// nobody has is counted like what somebody has.
async fn wait(state: &AppState, about: &str, address: std::net::IpAddr) -> Result<Option<i64>, Failure> {
    let now = state.now();
    let mut tried = Try::new(Factor::Mail, Class::Other, &format!("recovery of {about}"), address);
    let verdict = state.store.write(move |tx| tried.begin(tx, now)).await?;
    Ok(match verdict {
        Verdict::Go => None,
        Verdict::Wait(until) => Some(until),
        Verdict::Locked => Some(now + LIFETIME),
    })
}
