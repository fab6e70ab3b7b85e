//! A decision is told by a short message to the number that was proved in this session. Whoever is locked out has no link,
//! so no inbox and no push, and waits away from the app.
//!
//! Constant words, whatever was decided: no name, no login, no picture, no outcome. What if twice: a decision is made
//! once, and so is its message. How often: it counts for the number's day like a code, and none goes beyond that. The
//! session's own copy of the number goes with its end; what waits to be sent has it an hour longer.

use kauth_protocol::checks::PhoneStep;
use kauth_texts::{Language, Texts};

use super::ReviewRefused;
use crate::clock::DAY;
use crate::domain::checks::step::MESSAGES_A_DAY;
use crate::domain::checks::{Session, key_of, phone, rows};
use crate::domain::failure::Failure;
use crate::metrics::CheckOutcome;
use crate::outbox::{self, Channel, Message};
use crate::state::AppState;
use crate::store::Tx;
use crate::store::checks::wiping::NEWS;

/// Tells the phone of a session that something was decided; `session` is it before that, with its key.
pub(super) fn tell(tx: &Tx<'_>, state: &AppState, session: &Session, now: i64) -> Result<(), ReviewRefused> {
    let (PhoneStep::Confirmed, Some(mark), Some(locked)) =
        (session.phone.step, &session.phone.mark, &session.phone.locked_number)
    else {
        return Ok(());
    };
    if rows::limits::sent_to(tx, mark, now.saturating_sub(DAY))?.len() >= MESSAGES_A_DAY {
        return Ok(());
    }
    let number = key_of(state, &session.id)?.unlock(&phone::number_place(&session.id), locked)?;
    let t = Texts::of(Language::from_tag(&session.language).unwrap_or_default());
    let message = Message {
        channel: Channel::Sms,
        kind: "check_news".to_owned(),
        to: String::from_utf8_lossy(&number).into_owned(),
        subject: t.mail_check_news_subject(&state.config.provider_name),
        body: t.mail_check_news_body(),
        code: None,
        qr: None,
        language: session.language.clone(),
    };
    let id = format!("{NEWS}{}", state.random.id().map_err(Failure::from)?);
    outbox::send_as(tx, state, &id, &message, now)?;
    rows::limits::add_message(tx, &id, &session.id, mark, now)?;
    tx.count_check(CheckOutcome::Message);
    Ok(())
}
