//! The pictures of a check are files: those of the command line, each used once, then those that the person names.

use std::path::PathBuf;

use kauth_core::app::{CheckPictureView, PictureKind};

use super::{Given, missing};
use crate::failure::Failure;
use crate::session::Session;
use crate::{files, talk};

/// The pictures whose file this run handed in.
#[derive(Default)]
pub(super) struct Used(Vec<PictureKind>);

impl Used {
    /// The file for this picture, unless it was handed in already: whoever wants it again wants another.
    pub(super) fn fresh<'a>(&self, given: &'a Given, kind: PictureKind) -> Option<&'a PathBuf> {
        file(given, kind).filter(|_| !self.0.contains(&kind))
    }
}

fn file(given: &Given, kind: PictureKind) -> Option<&PathBuf> {
    match kind {
        PictureKind::Front | PictureKind::PhotoPage => given.front.as_ref(),
        PictureKind::Back => given.back.as_ref(),
        PictureKind::Selfie => given.selfie.as_ref(),
    }
}

/// The option that gives this picture.
pub(super) fn option(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::Front | PictureKind::PhotoPage => "--front",
        PictureKind::Back => "--back",
        PictureKind::Selfie => "--selfie",
    }
}

/// Hands one picture in, or sends it as it is.
pub(super) async fn lead(
    session: &Session,
    given: &Given,
    used: &mut Used,
    view: &CheckPictureView,
) -> Result<(), Failure> {
    let (path, is_named) = match (used.fresh(given, view.kind), &view.problem) {
        (Some(path), _) => (path.clone(), false),
        (None, Some(problem)) if !given.anyway && !talk::has_person() => {
            return Err(Failure::shell("picture_refused", problem.clone()));
        }
        (None, Some(problem)) => {
            talk::say(problem);
            match (&view.send_anyway, file(given, view.kind)) {
                (Some(label), _) if given.anyway || talk::yes(label, session.texts)? => {
                    return Ok(session.app.send_anyway(view.kind).await?);
                }
                // Only what was refused twice may be sent anyway.
                (None, Some(path)) if given.anyway => (path.clone(), false),
                _ => (named(session, view)?, true),
            }
        }
        (None, None) => (named(session, view)?, true),
    };
    used.0.push(view.kind);
    match files::read(&path, session.texts) {
        Ok(bytes) => match session.app.check_picture(view.kind, bytes).await {
            // The page says what is wrong with it, and asks again.
            Err(_) if is_named => Ok(()),
            taken => Ok(taken?),
        },
        Err(error) if is_named => {
            talk::say(&error.to_string());
            Ok(())
        }
        Err(error) => Err(error),
    }
}

fn named(session: &Session, view: &CheckPictureView) -> Result<PathBuf, Failure> {
    if !talk::has_person() {
        return Err(missing(option(view.kind), session));
    }
    Ok(PathBuf::from(talk::line(&format!("{}:", view.title), session.texts)?))
}
