//! Mails and short messages that a real deployment would send. Here they are kept, sealed, for the development page.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::clock::DAY;
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::{StoreError, Tx, messages};

/// How long messages are kept.
const KEPT: i64 = 3 * DAY;

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// E-mail.
    Mail,
    /// Short message to a mobile number.
    Sms,
}

/// One message.
#[derive(Clone, Serialize, Deserialize)]
pub struct Message {
    /// How it travels.
    pub channel: Channel,
    /// What it is for, stable: suites look for it.
    pub kind: String,
    /// E-mail address or E.164 number.
    pub to: String,
    /// Subject; a short message shows it as its first line.
    pub subject: String,
    /// Text.
    pub body: String,
    /// The code to type, if it carries one.
    pub code: Option<String>,
    /// The link that a mail shows as a QR code as well: it is read on a computer, and meant for a phone.
    #[serde(default)]
    pub qr: Option<String>,
    /// Tag of its language.
    pub language: String,
}

fn place(id: &str) -> String {
    format!("message.sealed:{id}")
}

/// Sends a message once this transaction is committed.
///
/// # Errors
/// [`Failure`].
pub fn send(tx: &Tx<'_>, state: &AppState, message: &Message, now: i64) -> Result<(), Failure> {
    send_as(tx, state, &state.random.id()?, message, now)
}

/// Sends a message under an id of the caller's, who may want to take it back.
///
/// # Errors
/// [`Failure`].
pub fn send_as(tx: &Tx<'_>, state: &AppState, id: &str, message: &Message, now: i64) -> Result<(), Failure> {
    let json = serde_json::to_vec(message).map_err(|_| Failure::Computation("a message is not JSON"))?;
    let sealed = state.seal.seal(&*state.random, &place(id), &Zeroizing::new(json))?;
    Ok(messages::insert(tx, id, &sealed, now)?)
}

/// The newest messages first, with when each was written (Unix ms).
///
/// # Errors
/// [`Failure`].
pub async fn newest(state: &AppState, limit: u32) -> Result<Vec<(Message, i64)>, Failure> {
    Ok(listed(state, limit).await?.into_iter().map(|(_, message, at)| (message, at)).collect())
}

/// As [`newest`], with their ids.
///
/// # Errors
/// [`Failure`].
pub async fn listed(state: &AppState, limit: u32) -> Result<Vec<(String, Message, i64)>, Failure> {
    let sealed = state.store.read(move |tx| messages::newest(tx, limit)).await?;
    sealed
        .into_iter()
        .map(|(id, sealed, at)| {
            let message = open(state, &id, &sealed)?;
            Ok((id, message, at))
        })
        .collect()
}

/// One message.
///
/// # Errors
/// [`Failure`].
pub async fn find(state: &AppState, id: &str) -> Result<Option<Message>, Failure> {
    let wanted = id.to_owned();
    let sealed = state.store.read(move |tx| messages::find(tx, &wanted)).await?;
    sealed.map(|sealed| open(state, id, &sealed)).transpose()
}

fn open(state: &AppState, id: &str, sealed: &[u8]) -> Result<Message, Failure> {
    let json = state.seal.open(&place(id), sealed)?;
    Ok(serde_json::from_slice(&json).map_err(|_| StoreError::Unreadable("message.sealed"))?)
}

/// Forgets old messages.
///
/// # Errors
/// [`StoreError`].
pub fn sweep(tx: &Tx<'_>, now: i64) -> Result<(), StoreError> {
    messages::sweep(tx, now - KEPT)
}
