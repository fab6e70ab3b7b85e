//! What waits for this reviewer, the most urgent first. Nobody's name stands here.

use kauth_protocol::checks::State;

use super::super::stop::Reply;
use super::super::visit::Visit;
use super::{support, words};
use crate::domain::checks;
use crate::pages::{Console, QueueEntry};

pub(super) async fn show(visit: Visit) -> Reply {
    let staff = support(&visit)?;
    let t = visit.t;
    let waiting = checks::queue(&visit.state, &staff.id).await?;
    let seconds = |seconds: u64| t.duration(i64::try_from(seconds).unwrap_or(i64::MAX));
    let waiting = waiting
        .into_iter()
        .map(|one| QueueEntry {
            title: words::trigger(t, one.trigger),
            badge: (one.state == State::InReview).then(|| t.web_console_in_review()),
            waits: t.web_console_waits(&seconds(one.waits)),
            deleted: t.web_console_deleted_in(&seconds(one.remaining)),
            urgent: one.urgent,
            id: one.check,
        })
        .collect();
    visit.ok(&Console { f: visit.frame_with(Vec::new()), waiting })
}
