//! The development outbox: a page that is not there unless the operator asked for it.

use axum::extract::Path;
use kauth_texts::Texts;

use super::qr;
use super::stop::{Reply, Wrong};
use super::visit::Visit;
use crate::clock::SECOND;
use crate::outbox::{self, Channel, Message};
use crate::pages::{Letter, Outbox};

/// Most messages on the page.
const MOST: u32 = 100;

pub(super) async fn show(visit: Visit) -> Reply {
    if !visit.state.config.development_outbox {
        return Err(Wrong::NotFound.into());
    }
    let messages = outbox::listed(&visit.state, MOST).await?;
    let messages = messages.into_iter().map(|(id, message, at)| letter(visit.t, id, message, at)).collect();
    visit.ok(&Outbox { f: visit.frame(), messages })
}

/// The QR code that a mail shows.
pub(super) async fn picture(visit: Visit, Path(id): Path<String>) -> Reply {
    if !visit.state.config.development_outbox {
        return Err(Wrong::NotFound.into());
    }
    let message = outbox::find(&visit.state, &id).await?;
    let link = message.and_then(|message| message.qr).ok_or(Wrong::NotFound)?;
    Ok(qr::picture(&link)?)
}

fn letter(t: &Texts, id: String, message: Message, at: i64) -> Letter {
    let (channel, channel_name) = match message.channel {
        Channel::Mail => ("mail", t.web_outbox_mail()),
        Channel::Sms => ("sms", t.web_outbox_sms()),
    };
    Letter {
        picture: message.qr.map(|_| format!("/outbox/{id}/qr.png")),
        kind: message.kind,
        to: message.to,
        channel,
        channel_name,
        subject: message.subject,
        body: message.body,
        code: message.code,
        lang: message.language,
        when: t.date_time_utc(at.div_euclid(SECOND)),
    }
}
