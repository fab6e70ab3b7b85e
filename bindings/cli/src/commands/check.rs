//! A check from its link to "sent" (F), or as far as what was given leads; what is missing is asked for.

use std::path::PathBuf;

use kauth_core::app::{CheckView, IdentityDocument, PictureKind, Screen};
use serde_json::json;

use super::link::{self, Source};
use crate::failure::Failure;
use crate::session::Session;
use crate::{files, talk};

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

/// Leads a check from its link, or from where it was left, until it is sent.
pub(super) async fn check(
    session: &mut Session,
    source: Option<Source>,
    given: Given,
) -> Result<(), Failure> {
    session.unlocked().await?;
    if let Some(source) = source {
        match source {
            Source::Text(text) => session.app.scan(text).await?,
            Source::File(bytes) => session.app.picture(bytes).await?,
        }
        agree(session, &given).await?;
    }
    session.app.show(kauth_core::app::Destination::Check).await?;
    let mut last = None;
    loop {
        let view = session.wait_for(|screen| step(screen, &last)).await??;
        let done = lead(session, &given, &view).await?;
        if done {
            return Ok(());
        }
        last = matches!(view, CheckView::Sending(_)).then_some(view);
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
        if !talk::yes(&session.texts.cli_ask_agree(&agree.host), session.texts)? {
            session.app.cancel().await?;
            return Err(Failure::shell("refused", session.texts.cli_failed_refused()));
        }
    }
    let app = session.app.clone();
    session.drive(async move { app.agree().await }).await
}

/// One step; true once nothing is left to do here.
async fn lead(session: &mut Session, given: &Given, view: &CheckView) -> Result<bool, Failure> {
    let (app, texts) = (session.app.clone(), session.texts);
    match view {
        CheckView::Consent(view) => {
            said(session, "consent", &view.title);
            if !session.json {
                talk::say(&view.host);
                [&view.unknown, &view.problem].into_iter().flatten().for_each(|line| talk::say(line));
                talk::say(&view.text);
                view.pairs.iter().for_each(|pair| talk::say(&format!("  {}: {}", pair.label, pair.value)));
            }
            if !given.yes && !talk::yes(&view.agree, texts)? {
                return Err(Failure::shell("refused", texts.cli_failed_refused()));
            }
            app.consent().await?;
        }
        CheckView::Number(view) => {
            let number = typed(&given.number, &view.field, session)?;
            app.check_number(number).await?;
        }
        CheckView::Code(view) => {
            said(session, "code", &view.text);
            let Some(field) = &view.field else { return Err(Failure::shell("code", view.text.clone())) };
            let code = typed(&given.code, field, session)?;
            app.check_code(code).await?;
        }
        CheckView::Location(view) => {
            if given.no_location {
                app.decline_location().await?;
                return Ok(false);
            }
            talk::say(&view.text);
            let place = typed(&given.location, &texts.cli_location_field(), session)?;
            let (latitude, longitude) = coordinates(&place);
            app.check_location(latitude, longitude, 100.0).await?;
        }
        CheckView::Document(view) => {
            let document = match given.document {
                Some(Document::IdentityCard) => IdentityDocument::IdentityCard,
                Some(Document::Passport) => IdentityDocument::Passport,
                None => choose(session, view)?,
            };
            app.choose_document(document).await?;
        }
        CheckView::Picture(view) => return picture(session, given, view).await,
        CheckView::Review(view) => {
            said(session, "review", &view.title);
            if !session.json {
                view.pictures.iter().for_each(|picture| {
                    let remark = picture.flagged.as_ref().map(|flagged| format!(" ({flagged})"));
                    talk::say(&format!("  {}{}", picture.label, remark.unwrap_or_default()));
                });
            }
            if !given.yes && !talk::yes(&view.send, texts)? {
                return Err(Failure::shell("refused", texts.cli_failed_refused()));
            }
            app.send_check(false).await?;
        }
        CheckView::Sending(view) => said(session, "sending", &view.progress),
        CheckView::Status(view) => {
            if session.json {
                talk::object(&json!({ "event": "status", "title": view.title, "text": view.text }));
            } else {
                talk::result(&view.title);
                [Some(&view.text), view.usual.as_ref(), Some(&view.deleted)].into_iter().flatten().for_each(
                    |line| {
                        talk::say(line);
                    },
                );
            }
            return Ok(true);
        }
        // Only the phone's pages lead here.
        CheckView::Withdraw(view) => said(session, "withdraw", &view.title),
    }
    Ok(false)
}

async fn picture(
    session: &mut Session,
    given: &Given,
    view: &kauth_core::app::CheckPictureView,
) -> Result<bool, Failure> {
    if let Some(problem) = &view.problem {
        talk::say(problem);
        match &view.send_anyway {
            Some(label) if given.anyway || talk::yes(label, session.texts)? => {
                session.app.send_anyway(view.kind).await?;
                return Ok(false);
            }
            _ => {}
        }
    }
    let path = match view.kind {
        PictureKind::Front | PictureKind::PhotoPage => &given.front,
        PictureKind::Back => &given.back,
        PictureKind::Selfie => &given.selfie,
    };
    // A picture that was refused once is not worth asking twice, unless it is to be sent anyway.
    let path = match path {
        Some(path) if view.problem.is_none() || given.anyway => path.clone(),
        _ => PathBuf::from(typed(&None, &format!("{}:", view.title), session)?),
    };
    let bytes = files::read(&path, session.texts)?;
    session.app.check_picture(view.kind, bytes).await?;
    Ok(false)
}

fn typed(given: &Option<String>, field: &str, session: &Session) -> Result<String, Failure> {
    match given {
        Some(text) => Ok(text.clone()),
        None => talk::line(&format!("{field}:"), session.texts),
    }
}

fn choose(session: &Session, view: &kauth_core::app::CheckDocumentView) -> Result<IdentityDocument, Failure> {
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
