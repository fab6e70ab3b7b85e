//! Whether somebody is there: the app in the foreground, away, or listening in the background; and what a person is told
//! when a command failed and no screen says so.

use super::accounts::NOTICE_MS;
use super::actor::Actor;
use super::effect::EffectKind;
use super::state::{Errand, Notice};
use super::view::{BannerKind, Screen};
use crate::error::{CoreError, ErrorKind};

/// An app with a passphrase is locked after so long away.
const LOCK_AFTER_MS: u64 = 5 * 60 * 1000;

impl Actor {
    /// Long polls run: the app is on screen, or stays reachable.
    pub(super) fn listens(&self) -> bool {
        self.state.foreground || self.stays_reachable()
    }

    pub(super) fn stays_reachable(&self) -> bool {
        self.config.shell.stay_reachable && self.state.settings.stay_reachable
    }

    pub(super) async fn come_back(&mut self) {
        let lock_at = self.state.agenda.remove(&Errand::LockUp);
        if lock_at.is_some_and(|at| at <= self.now().ms) {
            self.lock_up().await;
        }
        self.state.foreground = true;
        self.poll_anew();
        self.check_comes_back();
    }

    pub(super) fn go_away(&mut self) {
        self.state.foreground = false;
        if !self.listens() {
            self.stop_polling();
        }
        if self.state.has_passphrase && self.state.person.is_some() {
            self.later(Errand::LockUp, LOCK_AFTER_MS);
        }
    }

    /// The person has been away.
    pub(super) async fn lock_up(&mut self) {
        if self.state.has_passphrase && self.state.person.is_some() && self.lock().await.is_err() {
            self.later(Errand::LockUp, LOCK_AFTER_MS);
        }
    }

    pub(super) async fn set_stay_reachable(&mut self, stay: bool) -> Result<(), CoreError> {
        if !self.config.shell.stay_reachable {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        self.change_settings(|settings| settings.stay_reachable = stay).await?;
        if self.listens() {
            self.poll_all();
        } else {
            self.stop_polling();
        }
        Ok(())
    }

    pub(super) fn copy_diagnostics(&mut self) {
        let lines: Vec<String> =
            self.diagnostics().iter().map(|line| format!("{}: {}", line.label, line.value)).collect();
        let text = lines.join("\n");
        self.state.effect(EffectKind::Copy { text, sensitive: false, clear_after_ms: None });
        let said = self.state.texts().snackbar_diagnostics_copied();
        self.notice(said);
    }

    /// Says that a command failed, unless the screen says it in place.
    pub(super) fn say(&mut self, error: &CoreError) {
        if !self.is_said(error) {
            let ends = self.now().after(NOTICE_MS);
            self.state.trouble = Some(Notice { text: error.text.clone(), ends, undo: None });
            self.touch();
        }
    }

    fn is_said(&self, error: &CoreError) -> bool {
        match error.kind {
            // A second tap, or the end of the app.
            ErrorKind::NothingToDo | ErrorKind::Stopped => return true,
            ErrorKind::Offline | ErrorKind::TimedOut | ErrorKind::ProviderDown
                if self.banners().iter().any(|banner| banner.kind == BannerKind::Offline) =>
            {
                return true;
            }
            _ => {}
        }
        // What a page says may be of an earlier try, while this failed elsewhere (a notification's button, say).
        let in_place = |problem: Option<String>| problem.as_ref() == Some(&error.text);
        match self.screen() {
            Screen::Locked(view) => in_place(view.problem) || error.kind == ErrorKind::Locked,
            Screen::Add(view) => in_place(view.problem),
            Screen::Scan(view) => in_place(view.problem),
            Screen::AddByHand(view) => in_place(view.problem),
            Screen::Import(view) => in_place(view.problem),
            Screen::SignInHere(view) => in_place(view.problem),
            Screen::LinkCode(view) => view.problem.is_some(),
            Screen::Settings(view) => in_place(view.lock_problem),
            Screen::Request(view) => view.problem.is_some(),
            Screen::RequestEnded(_) => matches!(
                error.kind,
                ErrorKind::RequestOver
                    | ErrorKind::RequestAnswered
                    | ErrorKind::DigitsWrong
                    | ErrorKind::Offline
                    | ErrorKind::TimedOut
            ),
            Screen::Problem(view) => view.text == error.text,
            Screen::Check(_) => {
                // How it ended is said by its own page.
                let ended = matches!(error.kind, ErrorKind::CheckVoid | ErrorKind::CheckOver);
                in_place(self.state.nav.problem_text()) || (ended && self.check_is_over())
            }
            _ => false,
        }
    }
}
