//! The one transaction in which a link becomes an account: provider, link, account and journal together or not at all.

use kauth_otp::{Algorithm, Digits, Kind as OtpKind, OtpUri, Parameters, Period, Secret};
use kauth_protocol::display::{MAX_LABEL, sanitise};
use kauth_protocol::links::{Grant, TotpGrant};

use super::JOURNAL;
use crate::app::actor::Actor;
use crate::app::state::{Connected, Poll};
use crate::app::store::{Batch, Kind};
use crate::error::{CoreError, ErrorKind};
use crate::links::{Event, Farewell, Link, Provider};

impl Actor {
    /// Keeps a grant that came while the app was locked.
    pub(in crate::app) async fn keep_held(&mut self) {
        let Some((link, grant)) = self.state.held_grant.take() else { return };
        let event = match self.keep(&link, &grant).await {
            Ok(()) => Event::Kept,
            Err(error) => Event::Failed(error.kind),
        };
        self.linking_event(event).await;
    }

    pub(super) async fn keep(&mut self, id: &str, grant: &Grant) -> Result<(), CoreError> {
        let draft = self.draft()?.clone();
        let (Some(keys), Some(lineage)) = (draft.keys.clone(), draft.lineage.clone()) else {
            return Err(self.error(ErrorKind::KeyStore));
        };
        let peer = self.link_peer()?;
        let name = sanitise(&grant.provider, MAX_LABEL);
        let name = if name.is_empty() { draft.origin.host().to_owned() } else { name };
        let login = sanitise(&grant.login, MAX_LABEL);
        let otp = otp_uri(&name, &login, &grant.totp).ok_or_else(|| self.error(ErrorKind::BadAnswer))?;
        let before = self.state.providers.get(&draft.origin).map(|provider| provider.record.clone());
        let same_device = before.as_ref().is_some_and(|provider| provider.transport == keys.transport);
        let provider = Provider {
            origin: draft.origin.clone(),
            name: name.clone(),
            lineage,
            device: grant.device.clone(),
            access_token: grant.access_token.clone(),
            transport: keys.transport.clone(),
            approval: keys.approval.clone(),
            cursor: before.as_ref().filter(|_| same_device).and_then(|provider| provider.cursor.clone()),
            time: peer.time().learned(),
            broken: None,
            push: before.as_ref().filter(|_| same_device).and_then(|provider| provider.push.clone()),
        };
        let earlier: Option<Link> = self
            .state
            .links
            .values()
            .find(|link| link.origin == draft.origin && link.account == grant.account)
            .cloned();
        let entry = match &earlier {
            Some(link) => link.entry.clone(),
            None => self.signer.token().map_err(|error| self.net_error(&error))?,
        };
        let person = self.state.person.as_ref().ok_or_else(|| self.error(ErrorKind::Locked))?;
        let mut account = person.accounts.get(&entry).cloned().unwrap_or_else(|| person.blank(entry.clone()));
        account.otp = Some(otp);
        account.name.clone_from(&login);
        account.issuer = name;
        account.link = Some(id.to_owned());
        account.take_recovery_codes(grant);
        account.removed = None;
        let link = Link {
            id: id.to_owned(),
            origin: draft.origin.clone(),
            device: grant.device.clone(),
            account: grant.account.clone(),
            login,
            entry: entry.clone(),
            since_s: peer.time().now_ms().div_euclid(1000),
            acknowledged: false,
            recovery_left: grant.recovery_codes_left,
            recovery_voided: false,
            unfinished: false,
        };
        let farewell = before
            .as_ref()
            .filter(|_| !same_device)
            .zip(earlier.as_ref())
            .map(|(before, earlier)| stale(before, earlier, self.farewell(earlier)));
        let mut batch = Batch::default();
        batch.put(Kind::Provider, draft.origin.as_str(), &provider);
        if let Some(earlier) = earlier.as_ref().filter(|earlier| earlier.id != id) {
            batch.delete(Kind::Link, &earlier.id);
        }
        batch.put(Kind::Link, id, &link);
        batch.put(Kind::Account, &entry, &account);
        if let Some(farewell) = &farewell {
            batch.put(Kind::Farewell, &farewell.link, farewell);
        }
        batch.delete(Kind::PendingLink, JOURNAL);
        batch.delete(Kind::PendingSignIn, JOURNAL);
        crate::platform::crash_point("link.before_commit");
        self.commit(batch).await?;
        crate::platform::crash_point("link.committed");
        if let Some(old) = self.state.providers.remove(&draft.origin)
            && let Some(running) = old.poll.running
        {
            running.abort();
        }
        self.state.providers.insert(
            draft.origin.clone(),
            Connected { record: provider, peer: Some(peer), poll: Poll::default() },
        );
        if let Some(earlier) = earlier {
            self.state.links.remove(&earlier.id);
        }
        self.state.links.insert(id.to_owned(), link);
        let offset_ms = self.state.offset_ms(Some(id));
        if let Some(person) = &mut self.state.person {
            person.insert(account, offset_ms);
        }
        if let Some(farewell) = farewell {
            let said = farewell.link.clone();
            self.state.farewells.insert(said.clone(), farewell);
            self.say_farewell(&said);
        }
        Ok(())
    }
}

/// What is to be told about the link that this one replaces, and the keys that die with it.
fn stale(before: &Provider, earlier: &Link, farewell: Option<Farewell>) -> Farewell {
    let keys_to_delete = vec![before.transport.id.clone(), before.approval.id.clone()];
    let mut farewell = farewell.unwrap_or_else(|| Farewell {
        link: earlier.id.clone(),
        origin: before.origin.clone(),
        pin: before.lineage.pin.clone(),
        access_token: before.access_token.clone(),
        transport: before.transport.clone(),
        keys_to_delete: vec![],
    });
    farewell.keys_to_delete = keys_to_delete;
    farewell
}

/// A grant's secret as it is kept. None for what cannot make correct codes.
fn otp_uri(issuer: &str, login: &str, totp: &TotpGrant) -> Option<String> {
    let parameters = Parameters {
        secret: Secret::from_base32(&totp.secret).ok()?,
        algorithm: Algorithm::parse(&totp.algorithm).ok()?,
        digits: Digits::new(u8::try_from(totp.digits).ok()?).ok()?,
        kind: OtpKind::Totp { period: Period::from_seconds(u32::try_from(totp.period).ok()?).ok()? },
    };
    let uri =
        OtpUri::new(issuer, login, parameters.clone()).or_else(|_| OtpUri::new("", "kAuth", parameters));
    Some(uri.ok()?.to_text().to_string())
}
