//! What the person does on a check's pages, handed to the core.

use std::path::PathBuf;

use kauth_core::app::PictureKind;

use super::Phone;
use super::effects::Outcome;
use super::input::FieldId;
use super::page::Check;
use crate::commands::check::coordinates;
use crate::failure::Failure;
use crate::files;

impl Phone {
    pub(super) fn check(&mut self, check: Check) {
        self.send(|app| async move {
            match check {
                Check::Consent => app.consent().await,
                Check::CodeAgain => app.check_code_again().await,
                Check::OtherNumber => app.other_number().await,
                Check::DeclineLocation => app.decline_location().await,
                Check::Document(document) => app.choose_document(document).await,
                Check::SendAnyway(kind) => app.send_anyway(kind).await,
                Check::Retake(kind) => app.retake(kind).await,
                Check::Send { wifi_only } => app.send_check(wifi_only).await,
                Check::Withdraw => app.withdraw_check().await,
                Check::Finish => app.finish_check().await,
                Check::Close => app.close_check().await,
            }
        });
    }

    pub(super) fn check_location(&mut self) {
        let typed = self.input.text(FieldId::Location).to_owned();
        let (latitude, longitude) = coordinates(&typed);
        self.send(move |app| async move { app.check_location(latitude, longitude, 100.0).await });
    }

    pub(super) fn check_picture(&mut self, kind: PictureKind) {
        let path = PathBuf::from(self.input.text(FieldId::Path).trim_matches(['\'', '"', ' ']));
        let (app, texts) = (self.app.clone(), self.texts);
        self.jobs.spawn(async move {
            let bytes = tokio::task::spawn_blocking(move || files::read(&path, texts)).await;
            let looked_at = match bytes {
                Ok(Ok(bytes)) => app.check_picture(kind, bytes).await.map_err(Failure::from),
                Ok(Err(failure)) => Err(failure),
                Err(_) => Err(Failure::shell("file_unreadable", texts.cli_failed_terminal())),
            };
            // What was typed stays as long as it is no picture: a slip is mended, not typed anew.
            looked_at.map_or_else(Outcome::Failed, |()| Outcome::PictureTaken)
        });
    }
}
