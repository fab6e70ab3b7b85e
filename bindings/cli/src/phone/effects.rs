//! What the core asks of the shell, and what came of commands.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use data_encoding::BASE64;
use kauth_core::ErrorKind;
use kauth_core::app::{Effect, EffectKind, PermissionState, SignatureResult, Vibration};
use kauth_texts::Texts;
use zeroize::Zeroizing;

use super::Phone;
use super::input::{Asked, FieldId};
use crate::failure::Failure;
use crate::keys::Prompted;
use crate::loopback::Loopback;
use crate::{browser, files};

/// What came of a command or a job.
pub(super) enum Outcome {
    Done,
    Failed(Failure),
    CloseDialog,
    /// The core has looked at a check's picture.
    PictureTaken,
    /// Something worth a word.
    Said(String),
    Saved {
        effect: u64,
        path: PathBuf,
    },
    WrongPassphrase {
        asked: Asked,
    },
    SignInBegan(Arc<Loopback>, Result<(), Failure>),
    BrowserCame(Arc<Loopback>, Result<(), Failure>),
}

impl Outcome {
    pub(super) fn of(result: Result<(), Failure>) -> Self {
        result.map_or_else(Self::Failed, |()| Self::Done)
    }
}

impl Phone {
    /// Begins every effect that has not begun.
    pub(super) fn begin_effects(&mut self) {
        let effects = std::mem::take(&mut self.update.effects);
        self.begun.retain(|id| effects.iter().any(|effect| effect.id == *id));
        let wanted: Vec<u64> = effects
            .iter()
            .filter_map(|effect| match effect.kind {
                EffectKind::SignatureNeeded { op, .. } => Some(op),
                _ => None,
            })
            .collect();
        self.input.asked.retain(|asked| match asked {
            Asked::Sign { op, .. } => wanted.contains(op),
            _ => true,
        });
        for effect in &effects {
            if self.begun.insert(effect.id) {
                self.begin_effect(effect);
            }
        }
        self.update.effects = effects;
    }

    fn begin_effect(&mut self, effect: &Effect) {
        match &effect.kind {
            EffectKind::OpenUrl { url } => {
                if self.options.starts_browser {
                    browser::open(url);
                }
                self.ask(Asked::Visit { url: url.clone() });
            }
            EffectKind::Copy { text, .. } => self.copy(text),
            EffectKind::SaveText { file_name, text } => {
                let path = files::free_path(&self.options.save_dir, file_name);
                self.ask(Asked::Save { effect: effect.id, text: text.clone() });
                self.input.set(FieldId::Path, &path.display().to_string());
                return;
            }
            EffectKind::PrintText { title, text } => self.print(title.clone(), text.clone()),
            EffectKind::Notify { .. }
            | EffectKind::NotifyRecovery { .. }
            | EffectKind::Vibrate { pattern: Vibration::Arrived } => {
                self.to_terminal.push(b'\x07');
            }
            EffectKind::AskPermission { kind, .. } => {
                let kind = *kind;
                self.send(move |app| async move { app.permission(kind, PermissionState::Blocked).await });
            }
            EffectKind::SignatureNeeded { op, key, bytes, reason } => {
                self.ask(Asked::Sign {
                    op: *op,
                    key: key.clone(),
                    bytes: bytes.clone(),
                    reason: reason.clone(),
                    wrong_passphrase: false,
                });
                // Answered by `signed`.
                return;
            }
            EffectKind::StopSignature { op } => {
                let op = *op;
                self.input
                    .asked
                    .retain(|asked| !matches!(asked, Asked::Sign { op: other, .. } if *other == op));
            }
            // A terminal has no way to do these, and its screen says the same.
            _ => {}
        }
        let id = effect.id;
        self.send(move |app| async move { app.done(id).await });
    }

    /// Asks the terminal to copy; where it cannot, shows the text.
    pub(super) fn copy(&mut self, text: &str) {
        if !self.options.copies {
            self.ask(Asked::CopyByHand { text: text.to_owned() });
            return;
        }
        self.to_terminal.extend(copying(text));
        // The core says that it was copied; that a terminal may not let it is said once.
        if !std::mem::replace(&mut self.has_copied, true) {
            self.say(self.texts.cli_phone_copied());
        }
    }

    fn ask(&mut self, asked: Asked) {
        self.input.asked.push(asked);
        self.input.rest();
        self.screen_came = std::time::Instant::now();
    }

    /// Answers the signature on screen: signs with the person's consent, or declines.
    pub(super) fn sign(&mut self, consent: bool) {
        let Some(Asked::Sign { op, key, bytes, reason, .. }) = self.input.asked.pop() else { return };
        let typed = self.input.text(FieldId::Passphrase).to_owned();
        let passphrase = self.keys.needs_passphrase().then(|| Zeroizing::new(typed));
        self.input.wipe(&[FieldId::Passphrase]);
        self.input.rest();
        let (app, keys) = (self.app.clone(), Arc::clone(&self.keys));
        self.jobs.spawn(async move {
            let result = if consent {
                let (name, signed) = (key.clone(), bytes.clone());
                let signing =
                    move || keys.sign(&name, &signed, passphrase.as_ref().map(|typed| typed.as_str()));
                match tokio::task::spawn_blocking(signing).await {
                    Ok(Prompted::Answer(result)) => result,
                    Ok(Prompted::WrongPassphrase) => {
                        let asked = Asked::Sign { op, key, bytes, reason, wrong_passphrase: true };
                        return Outcome::WrongPassphrase { asked };
                    }
                    Err(_) => SignatureResult::Unavailable,
                }
            } else {
                SignatureResult::Declined
            };
            match app.signed(op, result).await {
                // It was withdrawn meanwhile; the screen says what came of it.
                Err(error) if error.kind == ErrorKind::NothingToDo => Outcome::Done,
                other => Outcome::of(other.map_err(Failure::from)),
            }
        });
    }

    /// Writes the text that waits to where the person wants it.
    pub(super) fn save(&mut self) {
        let Some(Asked::Save { effect, text }) = self.input.asked.last() else { return };
        let (effect, text, texts) = (*effect, Zeroizing::new(text.clone()), self.texts);
        let path = PathBuf::from(self.input.text(FieldId::Path));
        self.jobs.spawn(async move {
            let to = path.clone();
            match tokio::task::spawn_blocking(move || files::write_new_private(&to, &text, texts)).await {
                Ok(Ok(())) => Outcome::Saved { effect, path },
                Ok(Err(failure)) => Outcome::Failed(failure),
                Err(_) => Outcome::Failed(Failure::shell("file_unwritable", texts.cli_failed_terminal())),
            }
        });
    }

    /// Prints on the system's printer; without one, to a file.
    fn print(&mut self, title: String, text: String) {
        let (folder, texts) = (self.options.save_dir.clone(), self.texts);
        self.jobs.spawn(async move {
            let text = Zeroizing::new(text);
            match tokio::task::spawn_blocking(move || print(&folder, &title, &text, texts)).await {
                Ok(Ok(said)) => Outcome::Said(said),
                Ok(Err(failure)) => Outcome::Failed(failure),
                Err(_) => Outcome::Done,
            }
        });
    }

    /// Takes what came of a command.
    pub(super) fn take_outcome(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Done => {}
            Outcome::Failed(failure) => self.fail(&failure),
            Outcome::CloseDialog => self.input.close(),
            Outcome::PictureTaken => self.input.wipe(&[FieldId::Path]),
            Outcome::Said(text) => self.say(text),
            Outcome::Saved { effect, path } => {
                self.input.asked.retain(|asked| !matches!(asked, Asked::Save { .. }));
                self.input.wipe(&[FieldId::Path]);
                self.input.rest();
                self.say(self.texts.cli_phone_saved(&path.display().to_string()));
                self.send(move |app| async move { app.done(effect).await });
            }
            Outcome::WrongPassphrase { asked } => self.ask(asked),
            Outcome::SignInBegan(loopback, asked) => {
                if self.loopback.is_none() {
                    self.await_browser(loopback);
                }
                if let Err(failure) = asked {
                    self.fail(&failure);
                }
            }
            Outcome::BrowserCame(loopback, taken) => {
                self.input.asked.retain(|asked| !matches!(asked, Asked::Visit { .. }));
                self.await_browser(loopback);
                if let Err(failure) = taken {
                    self.fail(&failure);
                }
            }
        }
    }
}

/// The sequence by which a terminal is asked to copy (OSC 52).
fn copying(text: &str) -> Vec<u8> {
    format!("\x1b]52;c;{}\x07", BASE64.encode(text.as_bytes())).into_bytes()
}

fn print(folder: &Path, title: &str, text: &str, texts: &Texts) -> Result<String, Failure> {
    let printed = || -> std::io::Result<bool> {
        let mut printer = Command::new("lp")
            .args(["-t", title])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut pipe) = printer.stdin.take() {
            pipe.write_all(text.as_bytes())?;
        }
        Ok(printer.wait()?.success())
    };
    if matches!(printed(), Ok(true)) {
        return Ok(texts.cli_phone_printed());
    }
    let path = files::free_path(folder, "kauth.txt");
    files::write_new_private(&path, text, texts)?;
    Ok(texts.cli_phone_saved(&path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_one_sequence_that_no_text_can_leave() {
        assert_eq!(copying("123456"), b"\x1b]52;c;MTIzNDU2\x07");
        let sequence = copying("\x07\x1b]0;title\x07");
        assert_eq!(sequence.iter().filter(|byte| **byte == 0x07).count(), 1);
    }
}
