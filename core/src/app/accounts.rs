//! What the person does with accounts of codes: add, copy, rename, note; and with recovery codes.

use kauth_otp::{Algorithm, Digits, Kind as OtpKind, OtpUri, Parameters, Period, Secret, UriError};
use kauth_protocol::display::{self, DisplayError, MAX_LABEL, MAX_VALUE};
use zeroize::Zeroizing;

use super::actor::{Actor, Message};
use super::command::{ManualEntry, RecoveryCodesAction};
use super::effect::EffectKind;
use super::handle::Reply;
use super::nav::Page;
use super::state::{Account, Notice, Person};
use super::store::{Batch, Kind};
use crate::error::{CoreError, ErrorKind};
use crate::links::{Recognised, otp_error, recognise};

/// How long a code stays on the clipboard.
const CLIPBOARD_MS: u64 = 30_000;
/// How long a passing notice stays.
pub(super) const NOTICE_MS: u64 = 4_000;

impl Actor {
    /// What was read: a link, an account of codes, the way to a request.
    pub(super) async fn scan(&mut self, text: &str) -> Result<(), CoreError> {
        let result = self.take_text(text).await;
        self.say_in_place(&result);
        result
    }

    async fn take_text(&mut self, text: &str) -> Result<(), CoreError> {
        match recognise(text).map_err(|reason| reason.error(self.state.texts()))? {
            Recognised::Open(open) => self.open_request(&open),
            Recognised::Link(link) => {
                if self.linking_is_busy() {
                    // What is under way is the person's latest wish no more.
                    self.linking_event(crate::links::Event::Cancelled).await;
                }
                self.begin_link(link, text.to_owned())
            }
            Recognised::Check(check) => self.begin_check(check, text.to_owned()),
            Recognised::Otpauth(uri) => self.add_account(*uri).await.map(drop),
            Recognised::Migration(part) => self.take_part(*part),
            Recognised::SignInReturned(_) => Err(self.error(ErrorKind::SignInMismatch)),
        }
    }

    fn linking_is_busy(&self) -> bool {
        self.state.linking.is_some()
    }

    /// Reads a picture or a file, on a thread that may take its time.
    pub(super) fn picture(&mut self, bytes: Vec<u8>, reply: Reply) {
        let messages = self.messages.clone();
        let bytes = Zeroizing::new(bytes);
        tokio::task::spawn_blocking(move || {
            let found = super::picture::look(&bytes);
            let _stopped = messages.send(Message::PictureRead { found, reply });
        });
    }

    pub(super) async fn add_by_hand(&mut self, entry: ManualEntry) -> Result<String, CoreError> {
        let added = match self.read_entry(&entry) {
            Ok(uri) => self.add_account(uri).await,
            Err(error) => Err(error),
        };
        self.state.nav.problem = added.as_ref().err().cloned();
        added
    }

    fn read_entry(&self, entry: &ManualEntry) -> Result<OtpUri, CoreError> {
        let error = |error| otp_error(error, self.state.texts());
        let or = |text: &str, usual: &str| {
            let text = text.trim();
            if text.is_empty() { usual.to_owned() } else { text.to_owned() }
        };
        let issuer = self.name(&entry.issuer)?;
        let name = self.name(&entry.name)?;
        if entry.secret.trim().is_empty() {
            return Err(error(UriError::MissingSecret));
        }
        let secret = Secret::from_base32(&entry.secret).map_err(|reason| error(UriError::Secret(reason)))?;
        let algorithm =
            Algorithm::parse(&or(&entry.algorithm, "SHA1")).map_err(|_| error(UriError::Algorithm))?;
        let digits: u8 = or(&entry.digits, "6").parse().map_err(|_| error(UriError::Digits))?;
        let digits = Digits::new(digits).map_err(|_| error(UriError::Digits))?;
        let kind = if entry.counter.trim().is_empty() {
            let period: u32 = or(&entry.period, "30").parse().map_err(|_| error(UriError::Period))?;
            OtpKind::Totp { period: Period::from_seconds(period).map_err(|_| error(UriError::Period))? }
        } else {
            let counter = entry.counter.trim().parse().map_err(|_| error(UriError::Counter))?;
            OtpKind::Hotp { counter }
        };
        OtpUri::new(&issuer, &name, Parameters { secret, algorithm, digits, kind }).map_err(error)
    }

    /// A name as it may be shown, white space at the ends aside; empty is fine.
    fn name(&self, text: &str) -> Result<String, CoreError> {
        self.shown_text(text, MAX_LABEL)
    }

    fn shown_text(&self, text: &str, max: usize) -> Result<String, CoreError> {
        let text = text.trim();
        match display::check_text(text, max) {
            Ok(()) => Ok(text.to_owned()),
            Err(DisplayError::Empty) => Ok(String::new()),
            // Keyboards differ in how they compose letters: that is put right, everything else is refused.
            Err(DisplayError::NotNfc) => Ok(display::sanitise(text, max)),
            Err(_) => Err(self.error(ErrorKind::TextInvalid)),
        }
    }

    async fn add_account(&mut self, uri: OtpUri) -> Result<String, CoreError> {
        let person = self.person()?;
        let text = uri.to_text().to_string();
        let known = person.accounts.values().find(|account| {
            account.removed.is_none() && account.link.is_none() && account.otp.as_deref() == Some(&text)
        });
        if let Some(known) = known {
            let (id, name) = (known.id.clone(), known.shown_name().to_owned());
            let text = self.state.texts().snackbar_added_already(&name);
            self.notice(text);
            self.state.nav.restart(Page::Accounts);
            return Ok(id);
        }
        let id = self.signer.token().map_err(|error| self.net_error(&error))?;
        let account = person.new_account(id, &uri);
        let mut batch = Batch::default();
        batch.put(Kind::Account, &account.id, &account);
        self.commit(batch).await?;
        let id = account.id.clone();
        let name = if account.issuer.is_empty() { &account.name } else { &account.issuer };
        let text = self.state.texts().snackbar_added(name);
        if let Some(person) = &mut self.state.person {
            person.insert(account, 0);
        }
        self.notice(text);
        self.state.nav.restart(Page::Accounts);
        self.touch();
        Ok(id)
    }

    /// A passing notice; one that offers *Undo* is not pushed away.
    pub(super) fn notice(&mut self, text: String) {
        if self.state.notice.as_ref().is_none_or(|notice| notice.undo.is_none()) {
            let ends = self.now().after(NOTICE_MS);
            self.state.notice = Some(Notice { text, ends, undo: None });
        }
        self.touch();
    }

    pub(super) fn person(&self) -> Result<&Person, CoreError> {
        self.state.person.as_ref().ok_or_else(|| self.error(ErrorKind::Locked))
    }

    /// An account that is on the list.
    pub(super) fn account(&self, id: &str) -> Result<&Account, CoreError> {
        let account = self.person()?.accounts.get(id).filter(|account| account.removed.is_none());
        account.ok_or_else(|| self.error(ErrorKind::AccountUnknown))
    }

    pub(super) fn copy_code(&mut self, id: &str) -> Result<(), CoreError> {
        self.account(id)?;
        self.tick();
        let person = self.person()?;
        let id = id.to_owned();
        let code = match person.counters.get(&id) {
            Some((hotp, counter)) => counter.checked_sub(1).map(|used| hotp.code(used)),
            None => person.ticker.showing(&id).and_then(|showing| showing.code),
        };
        let text = code.ok_or_else(|| self.error(ErrorKind::NothingToDo))?.text();
        self.state.effect(EffectKind::Copy { text, sensitive: true, clear_after_ms: Some(CLIPBOARD_MS) });
        let text = self.state.texts().snackbar_copied();
        self.notice(text);
        Ok(())
    }

    /// Moves a counter on; the new counter is on disk before its code is shown.
    pub(super) async fn next_counter_code(&mut self, id: &str) -> Result<(), CoreError> {
        let mut account = self.account(id)?.clone();
        let uri = account.otp.as_deref().and_then(|text| OtpUri::parse(text).ok());
        let uri = uri.ok_or_else(|| self.error(ErrorKind::NothingToDo))?;
        let (issuer, name, mut parameters) = uri.into_parts();
        let OtpKind::Hotp { counter } = parameters.kind else {
            return Err(self.error(ErrorKind::NothingToDo));
        };
        let counter = counter.checked_add(1).ok_or_else(|| self.error(ErrorKind::OtpInvalid))?;
        parameters.kind = OtpKind::Hotp { counter };
        let uri =
            OtpUri::new(&issuer, &name, parameters).map_err(|error| otp_error(error, self.state.texts()))?;
        account.otp = Some(uri.to_text().to_string());
        self.keep_account(account).await
    }

    pub(super) async fn rename(&mut self, id: &str, name: &str) -> Result<(), CoreError> {
        let mut account = self.account(id)?.clone();
        account.own_name = self.name(name)?;
        self.keep_account(account).await
    }

    pub(super) async fn note(&mut self, id: &str, note: &str) -> Result<(), CoreError> {
        let mut account = self.account(id)?.clone();
        account.note = self.shown_text(note, MAX_VALUE)?;
        self.keep_account(account).await
    }

    async fn keep_account(&mut self, account: Account) -> Result<(), CoreError> {
        let mut batch = Batch::default();
        batch.put(Kind::Account, &account.id, &account);
        self.commit(batch).await?;
        let offset_ms = self.state.offset_ms(account.link.as_deref());
        if let Some(person) = &mut self.state.person {
            person.insert(account, offset_ms);
        }
        self.touch();
        Ok(())
    }

    pub(super) fn recovery_codes(&mut self, id: &str, action: RecoveryCodesAction) -> Result<(), CoreError> {
        let account = self.account(id)?;
        if account.recovery_codes.is_empty() {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        let codes = account.recovery_codes.join("\n");
        let host = self.host_of(account);
        let texts = self.state.texts();
        let head = texts.recovery_codes_file_head(&host, &account.name, &account.issuer);
        let title = texts.recovery_codes_title();
        let copied = texts.snackbar_recovery_copied();
        let text = format!("{head}\n\n{codes}\n");
        match action {
            RecoveryCodesAction::Copy => {
                self.state.effect(EffectKind::Copy {
                    text,
                    sensitive: true,
                    clear_after_ms: Some(CLIPBOARD_MS),
                });
                self.notice(copied);
            }
            RecoveryCodesAction::Save => {
                let file_name = format!("kauth-recovery-codes-{}.txt", host.replace([':', '[', ']'], "-"));
                self.state.effect(EffectKind::SaveText { file_name, text });
            }
            RecoveryCodesAction::Print => {
                self.state.effect(EffectKind::PrintText { title, text });
            }
        }
        Ok(())
    }

    /// HOST of a linked account; empty for others.
    pub(super) fn host_of(&self, account: &Account) -> String {
        let link = account.link.as_deref().and_then(|link| self.state.links.get(link));
        link.map(|link| link.origin.host().to_owned()).unwrap_or_default()
    }

    pub(super) async fn saved_recovery_codes(&mut self) -> Result<(), CoreError> {
        let entry = match self.state.nav.top() {
            Page::RecoveryCodes { entry, .. } => entry.clone(),
            _ => return Err(self.error(ErrorKind::NothingToDo)),
        };
        let mut account = self.account(&entry)?.clone();
        account.recovery_saved = true;
        self.keep_account(account).await?;
        self.state.nav.back();
        Ok(())
    }
}
