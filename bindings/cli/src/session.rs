//! One command's stay in the app: the app is opened, unlocked if need be, carries out commands while this lends it
//! keys, files and a browser, and is shut down.

use std::collections::BTreeSet;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use kauth_core::app::{App, AppView, Effect, EffectKind, Screen, SignatureResult, Update};
use kauth_core::{CoreError, ErrorKind};
use kauth_texts::Texts;
use serde_json::json;
use zeroize::Zeroizing;

use crate::args::Everywhere;
use crate::failure::Failure;
use crate::keys::{ApprovalKeys, Prompted};
use crate::talk::{self, Asked};
use crate::{browser, files, language, open};

/// An open app and what a single command knows.
pub(crate) struct Session {
    pub(crate) app: App,
    pub(crate) texts: &'static Texts,
    pub(crate) json: bool,
    /// The person said yes already, in this command: a key without a passphrase needs no second yes.
    pub(crate) consented: bool,
    /// Where a text to save goes; nowhere means that it waits for a shell with a place for it.
    pub(crate) save_to: Option<PathBuf>,
    /// Why a text could not be saved.
    pub(crate) not_saved: Option<Failure>,
    /// A sign-in page may be opened: in a browser, or by printing its address alone.
    pub(crate) browser: Option<Browser>,
    keys: Arc<dyn ApprovalKeys>,
    passphrase: Option<Zeroizing<String>>,
    handled: BTreeSet<u64>,
    /// This command gives consent: signatures are asked for.
    signs: bool,
}

fn is_over_others(screen: &Screen) -> bool {
    matches!(screen, Screen::Request(_) | Screen::RequestEnded(_))
}

/// How a sign-in page is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Browser {
    Start,
    OnlyPrint,
}

impl Session {
    /// Opens the app in the folder that the command line names.
    pub(crate) async fn open(everywhere: &Everywhere, texts: &'static Texts) -> Result<Self, Failure> {
        let opened = open::app(everywhere, texts).await?;
        let mut session = Self {
            app: opened.app,
            texts,
            json: everywhere.json,
            consented: false,
            save_to: None,
            not_saved: None,
            browser: None,
            keys: opened.keys,
            passphrase: None,
            handled: BTreeSet::new(),
            signs: false,
        };
        let view = session.view().await?;
        session.texts = language::texts(&view.language);
        Ok(session)
    }

    /// The newest state.
    pub(crate) async fn view(&mut self) -> Result<AppView, Failure> {
        let update = self.app.next(0).await?;
        Ok(update.view)
    }

    /// The app is locked. Its screen would not tell: a request that waits lies over it.
    pub(crate) async fn is_locked(&self) -> Result<bool, Failure> {
        match self.app.accounts().await {
            Ok(_) => Ok(false),
            Err(error) if error.kind == ErrorKind::Locked => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    /// Asks for the passphrase if the app is locked.
    pub(crate) async fn unlocked(&mut self) -> Result<(), Failure> {
        if !self.is_locked().await? {
            return Ok(());
        }
        let typed = talk::passphrase(Asked::Present, &self.texts.cli_ask_passphrase(), self.texts)?;
        self.app.unlock(typed.to_string()).await?;
        self.passphrase = Some(typed);
        Ok(())
    }

    /// From here on signatures are asked for. One that an earlier run left waiting is declined: whoever consents now
    /// consents to something else.
    pub(crate) async fn begin_signing(&mut self) -> Result<(), Failure> {
        for effect in self.app.next(0).await?.effects {
            if let EffectKind::SignatureNeeded { op, .. } = effect.kind {
                self.handled.insert(effect.id);
                // Declining is no failure of what comes now.
                let _ = self.app.signed(op, SignatureResult::Declined).await;
            }
        }
        self.signs = true;
        Ok(())
    }

    /// Carries out a command, and meanwhile whatever the core asks of the shell.
    pub(crate) async fn drive<T>(
        &mut self,
        command: impl Future<Output = Result<T, CoreError>>,
    ) -> Result<T, Failure> {
        let mut command = std::pin::pin!(command);
        let app = self.app.clone();
        let mut seen = 0;
        loop {
            tokio::select! {
                biased;
                outcome = &mut command => {
                    let outcome = outcome?;
                    // Where the person must be asked, the command answers once that is: the outcome is the signature's.
                    self.effects_now().await?;
                    return Ok(outcome);
                }
                update = app.next(seen) => {
                    let update = update?;
                    seen = update.revision;
                    self.effects(&update.effects).await?;
                }
            }
        }
    }

    /// Waits until a screen says what is looked for.
    pub(crate) async fn wait_for<T>(
        &mut self,
        mut found: impl FnMut(&Screen) -> Option<T>,
    ) -> Result<T, Failure> {
        let mut seen = 0;
        loop {
            let Update { revision, view, effects } = self.app.next(seen).await?;
            seen = revision;
            self.effects(&effects).await?;
            if is_over_others(&view.screen) {
                self.app.back().await?;
            } else if let Some(found) = found(&view.screen) {
                return Ok(found);
            }
        }
    }

    /// The screen beneath requests, which lie over everything: they are put aside for this command.
    pub(crate) async fn screen(&mut self) -> Result<Screen, Failure> {
        self.wait_for(|screen| Some(screen.clone())).await
    }

    /// Ends the app; what was accepted is on disk.
    pub(crate) async fn close(self) {
        self.app.shutdown().await;
    }

    /// Carries out what the core asks of the shell at this moment.
    pub(crate) async fn effects_now(&mut self) -> Result<(), Failure> {
        let update = self.app.next(0).await?;
        self.effects(&update.effects).await
    }

    /// The address that the core wants opened, for the person to open it.
    pub(crate) async fn address(&mut self) -> Result<Option<String>, Failure> {
        for effect in self.app.next(0).await?.effects {
            if let EffectKind::OpenUrl { url } = effect.kind {
                self.app.done(effect.id).await?;
                return Ok(Some(url));
            }
        }
        Ok(None)
    }

    /// The passphrase that unlocked the app in this command.
    pub(crate) fn typed_passphrase(&self) -> Option<&Zeroizing<String>> {
        self.passphrase.as_ref()
    }

    async fn effects(&mut self, effects: &[Effect]) -> Result<(), Failure> {
        for effect in effects {
            if !self.handled.insert(effect.id) {
                continue;
            }
            if self.effect(&effect.kind).await? {
                self.app.done(effect.id).await?;
            } else if !(self.signs && matches!(effect.kind, EffectKind::SignatureNeeded { .. })) {
                // It stays for a shell that can, or for this one once it has a file or a browser for it.
                self.handled.remove(&effect.id);
            }
        }
        Ok(())
    }

    /// Carries one effect out. False if it is not done, or is answered in another way.
    async fn effect(&mut self, effect: &EffectKind) -> Result<bool, Failure> {
        match effect {
            EffectKind::SignatureNeeded { op, key, bytes, reason } if self.signs => {
                let result = self.sign(key, bytes, reason).await?;
                match self.app.signed(*op, result).await {
                    // It ended meanwhile; what came of it shows elsewhere.
                    Err(error) if error.kind == ErrorKind::NothingToDo => Ok(false),
                    other => other.map(|()| false).map_err(Failure::from),
                }
            }
            EffectKind::OpenUrl { url } => {
                let Some(browser) = self.browser else { return Ok(false) };
                if self.json {
                    talk::object(&json!({ "event": "open_url", "url": url }));
                } else {
                    talk::say(&self.texts.cli_said_open_browser());
                    talk::say(url);
                }
                if browser == Browser::Start {
                    browser::open(url);
                }
                Ok(true)
            }
            EffectKind::SaveText { text, .. } => {
                let Some(path) = self.save_to.clone() else { return Ok(false) };
                match files::write_new_private(&path, text, self.texts) {
                    Ok(()) if self.json => {}
                    Ok(()) => talk::say(&self.texts.cli_said_saved(&path.display().to_string())),
                    Err(failure) => self.not_saved = Some(failure),
                }
                Ok(true)
            }
            EffectKind::Vibrate { .. } | EffectKind::Speak { .. } | EffectKind::StopSignature { .. } => {
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    async fn sign(&mut self, key: &str, bytes: &[u8], reason: &str) -> Result<SignatureResult, Failure> {
        let texts = self.texts;
        if self.keys.needs_passphrase() {
            if self.passphrase.is_none() {
                talk::say(reason);
                let typed = talk::passphrase(Asked::Present, &texts.cli_ask_sign_passphrase(), texts)?;
                self.passphrase = Some(typed);
            }
        } else if !self.consented {
            talk::say(reason);
            if !talk::yes(&texts.cli_ask_sign(), texts)? {
                return Ok(SignatureResult::Declined);
            }
        }
        let (keys, key, bytes) = (Arc::clone(&self.keys), key.to_owned(), bytes.to_vec());
        let passphrase = self.passphrase.clone();
        let signing = move || keys.sign(&key, &bytes, passphrase.as_ref().map(|typed| typed.as_str()));
        let prompted = tokio::task::spawn_blocking(signing).await;
        Ok(match prompted {
            Ok(Prompted::Answer(result)) => result,
            Ok(Prompted::WrongPassphrase) => {
                talk::say(&texts.cli_phone_wrong_passphrase());
                SignatureResult::Declined
            }
            Err(_) => SignatureResult::Unavailable,
        })
    }
}
