//! From an action to a command of the core. Commands are sent in the order of the keys; their answers come when they
//! come, and the screen never waits for one.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use kauth_core::CoreError;
use kauth_core::app::{App, Decision, Destination, ManualEntry, Screen};

use super::Phone;
use super::effects::Outcome;
use super::input::{Asked, Dialog, FieldId};
use super::page::{Action, Form};
use crate::failure::Failure;
use crate::files;
use crate::loopback::Loopback;

impl Phone {
    /// Does what a key came to.
    pub(super) fn act(&mut self, action: Action) {
        match action {
            Action::Quit => self.is_over = true,
            Action::Show(destination) => self.send(|app| async move { app.show(destination).await }),
            Action::Back => self.send(|app| async move { app.back().await.map(drop) }),
            Action::Refresh => self.send(|app| async move { app.refresh().await }),
            Action::Lock => self.send(|app| async move { app.lock().await }),
            Action::Undo => self.send(|app| async move { app.undo().await }),
            Action::Banner(kind, about) => {
                self.send(move |app| async move { app.banner_action(kind, about).await });
            }
            Action::DismissBanner(kind, about) => {
                self.send(move |app| async move { app.dismiss_banner(kind, about).await });
            }
            Action::AddImport => self.send(|app| async move { app.add_import().await }),
            Action::Agree => self.send(|app| async move { app.agree().await }),
            Action::Cancel => {
                self.input.asked.retain(|asked| !matches!(asked, Asked::Visit { .. }));
                self.send(|app| async move { app.cancel().await });
            }
            Action::Retry => self.send(|app| async move { app.retry().await }),
            Action::SavedRecoveryCodes => self.send(|app| async move { app.saved_recovery_codes().await }),
            Action::ReturnToBrowser => self.send(|app| async move { app.return_to_browser().await }),
            Action::Answer { request, decision } => {
                self.send(move |app| async move { app.answer(request, decision, None).await });
            }
            Action::CopyCode(account) => self.send(|app| async move { app.copy_code(account).await }),
            Action::NextCode(account) => self.send(|app| async move { app.next_counter_code(account).await }),
            Action::Delete(account) => self.send(|app| async move { app.delete(account).await }),
            Action::RecoveryCodes { account, action } => {
                self.send(move |app| async move { app.recovery_codes(account, action).await });
            }
            Action::Language(tag) => self.send(|app| async move { app.set_language(tag).await }),
            Action::Theme(theme) => self.send(move |app| async move { app.set_theme(theme).await }),
            Action::HideCodes(hide) => self.send(move |app| async move { app.set_hide_codes(hide).await }),
            Action::Allow(kind) => self.send(move |app| async move { app.ask_permission(kind).await }),
            Action::SignInAt(host) => self.sign_in_at(&host),
            Action::Submit(form) => self.submit(form),
            Action::Open(dialog) => self.open(dialog),
            Action::Close => self.close(),
            Action::Search => {
                self.input.searching = true;
                self.input.rest();
            }
            Action::EndSearch => {
                self.input.searching = false;
                self.input.wipe(&[FieldId::Search]);
                self.input.rest();
                self.send(|app| async move { app.search(String::new()).await });
            }
            Action::CopyShown(text) => self.copy(&text),
            Action::Check(check) => self.check(check),
            Action::Sign { consent } => self.sign(consent),
        }
    }

    /// Hands a link or an address to the core; a path that was dropped on the terminal is a
    /// picture or a file.
    pub(super) fn scan(&mut self, text: String) {
        let path = PathBuf::from(text.trim_matches(['\'', '"']));
        if path.is_file() {
            self.picture(path);
        } else {
            self.send(|app| async move { app.scan(text).await });
        }
    }

    /// Sends a command. It is on its way when this returns, so that commands keep their order.
    pub(super) fn send<F>(&mut self, command: impl FnOnce(App) -> F)
    where
        F: Future<Output = Result<(), CoreError>> + Send + 'static,
    {
        let command = command(self.app.clone());
        self.begin(async move { Outcome::of(command.await.map_err(Failure::from)) });
    }

    /// Begins a job, and ends it at once if it needs no waiting.
    pub(super) fn begin(&mut self, job: impl Future<Output = Outcome> + Send + 'static) {
        let mut job = Box::pin(job);
        match job.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => self.take_outcome(outcome),
            Poll::Pending => drop(self.jobs.spawn(job)),
        }
    }

    fn picture(&mut self, path: PathBuf) {
        let (app, texts) = (self.app.clone(), self.texts);
        self.jobs.spawn(async move {
            let bytes = tokio::task::spawn_blocking(move || files::read(&path, texts)).await;
            Outcome::of(match bytes {
                Ok(Ok(bytes)) => app.picture(bytes).await.map_err(Failure::from),
                Ok(Err(failure)) => Err(failure),
                Err(_) => Err(Failure::shell("file_unreadable", texts.cli_failed_terminal())),
            })
        });
    }

    fn submit(&mut self, form: Form) {
        let text = |id| self.input.text(id).to_owned();
        match form {
            Form::Unlock => {
                let passphrase = text(FieldId::Passphrase);
                self.input.wipe(&[FieldId::Passphrase]);
                self.send(|app| async move { app.unlock(passphrase).await });
            }
            Form::SignInHere => {
                let host = text(FieldId::Host);
                self.sign_in_here(host);
            }
            Form::ByHand => {
                let entry = ManualEntry {
                    issuer: text(FieldId::Issuer),
                    name: text(FieldId::Name),
                    secret: text(FieldId::Secret),
                    algorithm: text(FieldId::Algorithm),
                    digits: text(FieldId::Digits),
                    period: text(FieldId::Period),
                    counter: text(FieldId::Counter),
                };
                self.send(|app| async move { app.add_by_hand(entry).await.map(drop) });
            }
            Form::Paste => {
                let link = text(FieldId::Link);
                self.input.close();
                self.send(|app| async move { app.scan(link).await });
            }
            Form::Picture => {
                let path = PathBuf::from(text(FieldId::Path));
                self.input.close();
                self.picture(path);
            }
            Form::Rename(account) => {
                let name = text(FieldId::Name);
                self.send_and_close(|app| async move { app.rename(account, name).await });
            }
            Form::Note(account) => {
                let note = text(FieldId::Note);
                self.send_and_close(|app| async move { app.note(account, note).await });
            }
            Form::Search => {
                let search = text(FieldId::Search);
                self.send(|app| async move { app.search(search).await });
            }
            Form::SetPassphrase => {
                let (new, repeated) = (text(FieldId::NewPassphrase), text(FieldId::RepeatPassphrase));
                self.send_and_close(|app| async move { app.set_passphrase(None, new, repeated).await });
            }
            Form::ChangePassphrase => {
                let current = text(FieldId::CurrentPassphrase);
                let (new, repeated) = (text(FieldId::NewPassphrase), text(FieldId::RepeatPassphrase));
                self.send_and_close(
                    |app| async move { app.set_passphrase(Some(current), new, repeated).await },
                );
            }
            Form::RemovePassphrase => {
                let current = text(FieldId::CurrentPassphrase);
                self.send_and_close(|app| async move { app.remove_passphrase(current).await });
            }
            Form::Approve(request) => {
                let digits = self.input.field(FieldId::BrowserDigits).map(|field| field.text().to_owned());
                self.send(|app| async move { app.answer(request, Decision::Approve, digits).await });
            }
            Form::Save => self.save(),
            Form::CheckNumber => {
                let number = text(FieldId::Number);
                self.send(|app| async move { app.check_number(number).await });
            }
            Form::CheckCode => {
                let code = text(FieldId::SmsCode);
                self.send(|app| async move { app.check_code(code).await });
            }
            Form::CheckLocation => self.check_location(),
            Form::CheckPicture(kind) => self.check_picture(kind),
        }
    }

    /// Sends a dialogue's command; the dialogue goes when the core took it, and stays with what was typed when not.
    fn send_and_close<F>(&mut self, command: impl FnOnce(App) -> F)
    where
        F: Future<Output = Result<(), CoreError>> + Send + 'static,
    {
        let command = command(self.app.clone());
        self.begin(async move {
            match command.await {
                Ok(()) => Outcome::CloseDialog,
                Err(error) => Outcome::Failed(error.into()),
            }
        });
    }

    fn open(&mut self, dialog: Dialog) {
        let filled = match (&dialog, &self.update.view.screen) {
            (Dialog::Rename { .. }, Screen::Account(view)) => vec![(FieldId::Name, view.row.name.clone())],
            (Dialog::Note { .. }, Screen::Account(view)) => vec![(FieldId::Note, view.row.note.clone())],
            _ => Vec::new(),
        };
        self.input.open(dialog, filled);
        self.screen_came = std::time::Instant::now();
    }

    fn close(&mut self) {
        match self.input.asked.last() {
            Some(Asked::Sign { .. }) => self.sign(false),
            Some(Asked::Save { effect, .. }) => {
                let effect = *effect;
                self.input.asked.pop();
                self.input.wipe(&[FieldId::Path]);
                self.send(move |app| async move { app.done(effect).await });
            }
            Some(Asked::Visit { .. } | Asked::CopyByHand { .. }) => {
                self.input.asked.pop();
            }
            None => self.input.close(),
        }
        self.input.rest();
    }

    fn sign_in_at(&mut self, host: &str) {
        if !matches!(self.update.view.screen, Screen::SignInHere(_)) {
            self.send(|app| async move { app.show(Destination::SignInHere).await });
            self.input.set_for_next(FieldId::Host, host);
            return;
        }
        self.input.set(FieldId::Host, host);
        self.input.rest();
    }

    /// Signs in on this device. The port for the answer stays open as long as the phone: *Try again* uses it too.
    fn sign_in_here(&mut self, host: String) {
        let (app, texts, open) = (self.app.clone(), self.texts, self.loopback.clone());
        self.begin(async move {
            let loopback = match open {
                Some(loopback) => loopback,
                None => match Loopback::open(texts).await {
                    Ok(loopback) => Arc::new(loopback),
                    Err(failure) => return Outcome::Failed(failure),
                },
            };
            let redirect = loopback.redirect().to_owned();
            let asked = app.sign_in_here(host, Some(redirect)).await.map_err(Failure::from);
            Outcome::SignInBegan(loopback, asked)
        });
    }

    /// Waits for the browser's next answer.
    pub(super) fn await_browser(&mut self, loopback: Arc<Loopback>) {
        let app = self.app.clone();
        self.loopback = Some(Arc::clone(&loopback));
        self.jobs.spawn(async move {
            let url = loopback.came_back().await;
            let taken = app.opened(url).await.map_err(Failure::from);
            Outcome::BrowserCame(loopback, taken)
        });
    }
}
