//! What a link needs after its transaction: the acknowledgement, until the provider has it, and recovery codes that a
//! new set voids.

use super::actor::{Actor, Message};
use super::state::Errand;
use super::store::{Batch, Kind};
use crate::links::{Broken, Link};
use crate::net::{NetError, api};

impl Actor {
    /// Tells the provider that a link's secrets are on disk.
    pub(super) fn acknowledge(&mut self, link: &str) {
        let Some(kept) = self.state.links.get(link) else { return };
        let origin = kept.origin.clone();
        self.connect(&origin);
        let Some(provider) = self.state.providers.get(&origin) else { return };
        let Some(peer) = provider.peer.clone() else { return };
        let credentials = provider.record.credentials();
        let (signer, messages, link) = (self.signer.clone(), self.messages.clone(), link.to_owned());
        tokio::spawn(async move {
            let outcome = api::acknowledge(&signer, &peer, &credentials, &link).await;
            let _stopped = messages.send(Message::Acknowledged { link, outcome });
        });
    }

    pub(super) async fn acknowledged(&mut self, link: &str, outcome: Result<(), NetError>) {
        self.take_acknowledgement(link, outcome).await;
        self.link_finished(link);
    }

    async fn take_acknowledgement(&mut self, link: &str, outcome: Result<(), NetError>) {
        let Some(mut kept) = self.state.links.get(link).cloned() else { return };
        let errand = Errand::Acknowledge(link.to_owned());
        match &outcome {
            Ok(()) => {
                crate::platform::crash_point("link.acknowledged");
                kept.acknowledged = true;
            }
            Err(error) if error.is_passing() || *error == NetError::KeyStore => {
                return self.errand_failed(errand, error.retry_after_s());
            }
            Err(NetError::KeyGone) => {
                return self.break_provider(&kept.origin, Broken::TransportKeyGone).await;
            }
            Err(error) => {
                if self.revoked(&kept.origin.clone(), error, None).await {
                    return;
                }
                if matches!(error.status(), Some(401 | 403)) {
                    let origin = kept.origin.clone();
                    if let Some(provider) = self.state.providers.get_mut(&origin) {
                        provider.poll.problem = Some(error.clone());
                    }
                    return self.errand_failed(errand, Some(60));
                }
                // The provider did not wait for this phone; nothing is deleted without its signed word.
                kept.acknowledged = true;
                kept.unfinished = true;
            }
        }
        let mut batch = Batch::default();
        batch.put(Kind::Link, link, &kept);
        if self.commit(batch).await.is_err() {
            return self.errand_failed(errand, None);
        }
        self.state.failures.remove(&errand);
        self.state.links.insert(link.to_owned(), kept);
        self.touch();
    }

    /// Clears recovery codes that a new set voided, as soon as the app is unlocked.
    pub(super) async fn void_recovery_codes(&mut self) {
        let voided = self.state.links.values().filter(|link| link.recovery_voided);
        let voided: Vec<Link> = voided.cloned().collect();
        for mut link in voided {
            let Some(person) = &mut self.state.person else { return };
            let mut batch = Batch::default();
            link.recovery_voided = false;
            batch.put(Kind::Link, &link.id, &link);
            if let Some(account) = person.accounts.get_mut(&link.entry) {
                account.recovery_codes.clear();
                batch.put(Kind::Account, &account.id, account);
            }
            if self.commit(batch).await.is_ok() {
                self.state.links.insert(link.id.clone(), link);
                self.touch();
            }
        }
    }
}
