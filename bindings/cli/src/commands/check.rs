//! A check from its link to its end (F), or as far as what was given leads. In a terminal what is missing is asked for, and
//! the command stays until it is decided; a script is told which option is missing, and where it stands.

mod pictures;
mod status;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use kauth_core::CoreError;
use kauth_core::app::{CheckLocationView, CheckReviewView, CheckView, IdentityDocument, PairView, Screen};
use serde_json::json;

use super::link::{self, Source};
use crate::failure::Failure;
use crate::session::Session;
use crate::talk;

/// What was given on the command line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Given {
    pub(crate) number: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) document: Option<Document>,
    pub(crate) front: Option<PathBuf>,
    pub(crate) back: Option<PathBuf>,
    pub(crate) selfie: Option<PathBuf>,
    pub(crate) location: Option<String>,
    pub(crate) no_location: bool,
    pub(crate) anyway: bool,
    pub(crate) yes: bool,
}

/// Which document, as the command line spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    IdentityCard,
    Passport,
}

/// What this run of the command did already.
#[derive(Default)]
struct Walk {
    /// What only tells how far it is; the same again is nothing new.
    told: Option<CheckView>,
    pictures: pictures::Used,
    status: status::Told,
}

/// Leads a check from its link, or from where it was left, as far as it goes.
pub(super) async fn check(
    session: &mut Session,
    source: Option<Source>,
    given: Given,
) -> Result<(), Failure> {
    session.unlocked().await?;
    let goes_on = source.is_none();
    if let Some(source) = source {
        match source {
            Source::Text(text) => session.app.scan(text).await?,
            Source::File(bytes) => session.app.picture(bytes).await?,
        }
        agree(session, &given).await?;
    }
    session.app.show(kauth_core::app::Destination::Check).await?;
    if goes_on && !talk::has_person() {
        // Where it stood the last time is no answer. What cannot be reached is said with where it stands.
        let app = session.app.clone();
        let _said_below = session.drive(async move { app.refresh().await }).await;
    }
    if talk::has_person() {
        // Whoever looks hears what is decided as it comes.
        session.app.resumed().await?;
    }
    let mut walk = Walk::default();
    loop {
        let view = session.wait_for(|screen| step(screen, &walk.told)).await??;
        if lead(session, &given, &mut walk, &view).await? {
            return Ok(());
        }
        walk.told = matches!(view, CheckView::Sending(_) | CheckView::Status(_)).then_some(view);
    }
}

/// The check's page; the same one twice only where it does not wait for the person.
fn step(screen: &Screen, last: &Option<CheckView>) -> Option<Result<CheckView, Failure>> {
    match screen {
        Screen::Check(view) if last.as_ref() == Some(view) => None,
        Screen::Check(view) => Some(Ok(view.clone())),
        Screen::Working(_) => None,
        Screen::Problem(view) => Some(Err(Failure::shell("check", view.text.clone()))),
        _ => None,
    }
}

async fn agree(session: &mut Session, given: &Given) -> Result<(), Failure> {
    let Screen::Agree(agree) = session.screen().await? else {
        return Err(Failure::shell("not_a_check", session.texts.error_not_a_link()));
    };
    if !given.yes {
        link::show_agree(session, &agree);
        if !yes(&session.texts.cli_ask_agree(&agree.host), session)? {
            session.app.cancel().await?;
            return Err(Failure::shell("refused", session.texts.cli_failed_refused()));
        }
    }
    let app = session.app.clone();
    session.drive(async move { app.agree().await }).await
}

/// One step; true once nothing is left to do here.
async fn lead(
    session: &mut Session,
    given: &Given,
    walk: &mut Walk,
    view: &CheckView,
) -> Result<bool, Failure> {
    let (app, texts) = (session.app.clone(), session.texts);
    match view {
        CheckView::Consent(view) => {
            said(session, "consent", &view.title);
            if !session.json {
                talk::say(&view.host);
                [&view.unknown, &view.problem].into_iter().flatten().for_each(|line| talk::say(line));
                talk::say(&view.text);
                view.pairs.iter().for_each(|pair| talk::say(&line(pair)));
            }
            if !given.yes && !yes(&view.agree, session)? {
                return Err(Failure::shell("refused", texts.cli_failed_refused()));
            }
            app.consent().await?;
        }
        CheckView::Number(view) => {
            let number = typed(&given.number, &view.field, "--phone", session)?;
            taken(given.number.is_some(), app.check_number(number).await)?;
        }
        CheckView::Code(view) => {
            said(session, "code", &view.text);
            let Some(field) = &view.field else { return Err(Failure::shell("code", view.text.clone())) };
            let code = typed(&given.code, field, "--code", session)?;
            taken(given.code.is_some(), app.check_code(code).await)?;
        }
        CheckView::Location(view) => location(session, given, view).await?,
        CheckView::Document(view) => {
            let document = match given.document {
                Some(Document::IdentityCard) => IdentityDocument::IdentityCard,
                Some(Document::Passport) => IdentityDocument::Passport,
                None => choose(session, view)?,
            };
            app.choose_document(document).await?;
        }
        CheckView::Picture(view) => pictures::lead(session, given, &mut walk.pictures, view).await?,
        CheckView::Review(view) => {
            review(session, view);
            if !given.yes && !yes(&view.send, session)? {
                return Err(Failure::shell("refused", texts.cli_failed_refused()));
            }
            app.send_check(false).await?;
        }
        CheckView::Sending(view) => said(session, "sending", &view.progress),
        CheckView::Status(view) => return status::lead(session, given, walk, view).await,
        // Only the phone's pages lead here.
        CheckView::Withdraw(view) => said(session, "withdraw", &view.title),
    }
    Ok(false)
}

/// The place, or that it is not said: both are the person's choice, unless the provider wants it.
async fn location(session: &Session, given: &Given, view: &CheckLocationView) -> Result<(), Failure> {
    let (app, texts) = (&session.app, session.texts);
    if given.no_location {
        return Ok(app.decline_location().await?);
    }
    if given.location.is_none() {
        talk::say(&view.text);
        let way = texts.cli_location_decline();
        talk::say(view.required.as_ref().unwrap_or(&way));
    }
    let place = typed(&given.location, &texts.cli_location_field(), "--location", session)?;
    if place.is_empty() && view.required.is_none() {
        return Ok(app.decline_location().await?);
    }
    let (latitude, longitude) = coordinates(&place);
    taken(given.location.is_some(), app.check_location(latitude, longitude, 100.0).await)
}

/// What came of an answer. What a person typed wrongly is said, and asked again.
fn taken(was_given: bool, outcome: Result<(), CoreError>) -> Result<(), Failure> {
    match outcome {
        Err(error) if !was_given => {
            talk::say(&error.text);
            Ok(())
        }
        outcome => Ok(outcome?),
    }
}

fn review(session: &Session, view: &CheckReviewView) {
    if session.json {
        let pictures: Vec<_> = view
            .pictures
            .iter()
            .map(|picture| json!({ "label": picture.label, "flagged": picture.flagged }))
            .collect();
        talk::object(
            &json!({ "event": "review", "text": view.title, "pictures": pictures, "pairs": labelled(&view.pairs) }),
        );
        return;
    }
    talk::say(&view.title);
    for picture in &view.pictures {
        let remark = picture.flagged.as_ref().map(|flagged| format!(" ({flagged})"));
        talk::say(&format!("  {}{}", picture.label, remark.unwrap_or_default()));
    }
    view.pairs.iter().for_each(|pair| talk::say(&line(pair)));
}

fn line(pair: &PairView) -> String {
    format!("  {}: {}", pair.label, pair.value)
}

fn labelled(pairs: &[PairView]) -> Vec<serde_json::Value> {
    pairs.iter().map(|pair| json!({ "label": pair.label, "value": pair.value })).collect()
}

/// What was given, else what is typed; a script is told which option is missing.
fn typed(given: &Option<String>, field: &str, option: &str, session: &Session) -> Result<String, Failure> {
    match given {
        Some(text) => Ok(text.clone()),
        None if talk::has_person() => talk::line(&format!("{field}:"), session.texts),
        None => Err(missing(option, session)),
    }
}

fn yes(question: &str, session: &Session) -> Result<bool, Failure> {
    if talk::has_person() { talk::yes(question, session.texts) } else { Err(missing("--yes", session)) }
}

fn missing(option: &str, session: &Session) -> Failure {
    Failure::usage(session.texts.cli_usage_missing(option))
}

fn choose(session: &Session, view: &kauth_core::app::CheckDocumentView) -> Result<IdentityDocument, Failure> {
    if !talk::has_person() {
        return Err(missing("--document", session));
    }
    talk::say(&view.title);
    for (number, choice) in view.choices.iter().enumerate() {
        talk::say(&format!("  {}  {} ({})", number + 1, choice.label, choice.text));
    }
    let number: usize = talk::line("1…", session.texts)?.parse().unwrap_or(0);
    let chosen = number.checked_sub(1).and_then(|number| view.choices.get(number));
    chosen.map(|choice| choice.document).ok_or_else(|| Failure::usage(session.texts.cli_usage_prompt()))
}

/// "46.20, 6.14"; what is no number is for the core to refuse.
pub(crate) fn coordinates(text: &str) -> (f64, f64) {
    let number = |text: &str| text.trim().parse::<f64>().unwrap_or(f64::NAN);
    text.split_once([',', ';', ' ']).map_or((f64::NAN, f64::NAN), |(a, b)| (number(a), number(b)))
}

fn said(session: &Session, event: &str, text: &str) {
    if session.json {
        talk::object(&json!({ "event": event, "text": text }));
    } else {
        talk::say(text);
    }
}
