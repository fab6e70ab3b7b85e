//! Another authenticator's export, between reading it and adding what is in it. Nothing of it is on disk before that: who
//! leaves the page, locks the app or loses the process has lost the export, and nothing else.

use kauth_otp::OtpUri;
use kauth_protocol::display::{self, MAX_LABEL, MAX_VALUE};

use super::actor::Actor;
use super::nav::Page;
use super::picture::Found;
use super::state::{Account, Person};
use super::store::{Batch, Kind};
use crate::error::{CoreError, ErrorKind};
use crate::transfer::{Batches, Came, Entry, Part, same_account};

impl Actor {
    /// A picture or a file was read.
    pub(super) async fn take_found(&mut self, found: Result<Found, ErrorKind>) -> Result<(), CoreError> {
        let result = match found {
            Ok(Found::Texts(texts)) => {
                for text in &texts {
                    self.scan(text).await?;
                }
                return Ok(());
            }
            Ok(Found::Import(import)) => self.open_import(Batches::whole(import)),
            Err(kind) => Err(self.error(kind)),
        };
        self.say_in_place(&result);
        result
    }

    /// What went wrong is said where there is a place for it; other pages have one only for what was typed on them.
    pub(super) fn say_in_place(&mut self, result: &Result<(), CoreError>) {
        if matches!(self.state.nav.top(), Page::Add | Page::Scan | Page::Import) || result.is_ok() {
            self.state.nav.problem = result.as_ref().err().cloned();
        }
    }

    /// One QR code of an export.
    pub(super) fn take_part(&mut self, part: Part) -> Result<(), CoreError> {
        self.person()?;
        let (batches, came) = match self.state.import.take() {
            Some(mut known) => {
                let came = known.take(part);
                (known, came)
            }
            None => (Batches::begin(part), Came::New),
        };
        if came == Came::Again && *self.state.nav.top() == Page::Scan {
            // The camera still sees the last one: the next is waited for.
            self.state.import = Some(batches);
            let text = self.state.texts().import_code_again();
            return Err(CoreError { kind: ErrorKind::NothingToDo, text, retry_after_s: None });
        }
        self.open_import(batches)
    }

    fn open_import(&mut self, batches: Batches) -> Result<(), CoreError> {
        self.person()?;
        self.state.import = Some(batches);
        // The camera comes again for the next QR code, over this page.
        self.state.nav.leave(|page| *page == Page::Scan);
        self.state.nav.go(Page::Import);
        Ok(())
    }

    /// Forgets an export whose page was left.
    pub(super) fn forget_import(&mut self) {
        if !self.state.nav.has(&Page::Import) {
            self.state.import = None;
        }
    }

    /// Adds all that can be added, in one transaction.
    pub(super) async fn add_import(&mut self) -> Result<(), CoreError> {
        let person = self.person()?;
        let import = self.state.import.as_ref().filter(|_| *self.state.nav.top() == Page::Import);
        let entries = import.map(|import| import.import().taken.as_slice()).unwrap_or_default();
        let there = person.uris();
        let fresh: Vec<&Entry> = entries.iter().filter(|entry| !is_there(&there, &entry.uri)).collect();
        if fresh.is_empty() {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        let mut accounts = Vec::with_capacity(fresh.len());
        for (entry, place) in fresh.into_iter().zip(0_u64..) {
            let id = self.signer.token().map_err(|error| self.net_error(&error))?;
            let mut account = person.new_account(id, &entry.uri);
            account.note = display::sanitise(&entry.note, MAX_VALUE);
            account.position = account.position.saturating_add(place);
            accounts.push(account);
        }
        let mut batch = Batch::default();
        accounts.iter().for_each(|account| batch.put(Kind::Account, &account.id, account));
        self.commit(batch).await?;
        let count = i64::try_from(accounts.len()).unwrap_or(i64::MAX);
        if let Some(person) = &mut self.state.person {
            accounts.into_iter().for_each(|account| person.insert(account, 0));
        }
        let text = self.state.texts().snackbar_imported(count);
        self.notice(text);
        self.state.nav.restart(Page::Accounts);
        self.touch();
        Ok(())
    }
}

/// Whether an account is there already, by its codes and names.
pub(super) fn is_there(there: &[OtpUri], uri: &OtpUri) -> bool {
    there.iter().any(|known| same_account(known, uri))
}

impl Person {
    /// The accounts of codes that are no provider's.
    pub(super) fn uris(&self) -> Vec<OtpUri> {
        let own =
            self.accounts.values().filter(|account| account.removed.is_none() && account.link.is_none());
        own.filter_map(|account| OtpUri::parse(account.otp.as_deref()?).ok()).collect()
    }

    /// A new account of codes, last in the list.
    pub(super) fn new_account(&self, id: String, uri: &OtpUri) -> Account {
        let mut account = self.blank(id);
        account.issuer = display::sanitise(uri.issuer(), MAX_LABEL);
        account.name = display::sanitise(uri.account(), MAX_LABEL);
        account.otp = Some(uri.to_text().to_string());
        account
    }
}
