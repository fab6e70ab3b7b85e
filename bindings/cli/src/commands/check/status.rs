//! Where a check stands, each time that something of it is new; what is asked again, and the way on once it is accepted.

use kauth_core::app::{CheckStatusView, PictureKind};
use serde_json::json;

use super::{Given, Walk, labelled, line, missing, pictures};
use crate::failure::Failure;
use crate::session::Session;
use crate::talk;

/// What was said of it.
#[derive(Default)]
pub(super) struct Told {
    said: Option<CheckStatusView>,
    /// The way on was printed.
    led: bool,
}

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A picture is asked for again, and there is a file for it or somebody who names one.
    Retake(PictureKind),
    /// A picture is asked for again, and there is neither.
    Missing(PictureKind),
    /// Whoever looks at it says more.
    Wait,
    /// Nothing more is to be done here.
    End,
}

/// Says where it stands. True once nothing is left to do here.
pub(super) async fn lead(
    session: &mut Session,
    given: &Given,
    walk: &mut Walk,
    view: &CheckStatusView,
) -> Result<bool, Failure> {
    if walk.status.said.as_ref().map(news) != Some(news(view)) {
        say(session, view);
        walk.status.said = Some(view.clone());
    }
    if view.finish.is_some() && !walk.status.led {
        session.app.finish_check().await?;
        if let Some(url) = session.address().await? {
            say_address(session, &url);
            walk.status.led = true;
        }
    }
    match next(view, |kind| walk.pictures.fresh(given, kind).is_some(), talk::has_person()) {
        Next::Retake(kind) => {
            session.app.retake(kind).await?;
            Ok(false)
        }
        Next::Missing(kind) => Err(missing(pictures::option(kind), session)),
        Next::Wait => Ok(false),
        Next::End => Ok(true),
    }
}

/// A script looks again when it likes; a person is told as it comes.
pub(super) fn next(
    view: &CheckStatusView,
    has_file: impl FnOnce(PictureKind) -> bool,
    has_person: bool,
) -> Next {
    match &view.retake {
        Some(retake) if has_person || has_file(retake.kind) => Next::Retake(retake.kind),
        Some(retake) => Next::Missing(retake.kind),
        None if has_person && view.close.is_none() => Next::Wait,
        None => Next::End,
    }
}

/// What makes it worth saying again. A time that runs down is said once.
fn news(view: &CheckStatusView) -> impl PartialEq + '_ {
    (&view.title, &view.text, &view.retakes, view.finish_waits.is_some(), &view.problem)
}

fn say(session: &Session, view: &CheckStatusView) {
    if session.json {
        talk::object(&json!({
            "event": "status",
            "title": view.title,
            "text": view.text,
            "host": view.host,
            "retakes": labelled(&view.retakes),
            "finish_waits": view.finish_waits,
            "problem": view.problem,
        }));
        return;
    }
    talk::result(&view.title);
    lines(view).iter().for_each(|line| talk::say(line));
}

/// All that is said of it below its title.
pub(super) fn lines(view: &CheckStatusView) -> Vec<String> {
    let mut lines = vec![view.text.clone()];
    lines.extend(view.retakes.iter().map(line));
    lines.extend([&view.finish_waits, &view.usual, &view.problem].into_iter().flatten().cloned());
    lines.push(view.deleted.clone());
    lines
}

fn say_address(session: &Session, url: &str) {
    if session.json {
        talk::object(&json!({ "event": "go_on", "url": url }));
    } else {
        talk::say(&session.texts.cli_said_go_on());
        talk::result(url);
    }
}
