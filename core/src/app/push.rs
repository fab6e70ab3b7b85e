//! Wake-ups through UnifiedPush: a distributor on the phone gives one endpoint a provider, the provider is told where it
//! may push. A wake-up is a hint; what came is fetched as ever.

use data_encoding::BASE64URL_NOPAD;
use kauth_protocol::devices::{WakeupKind, WakeupRequest};
use kauth_protocol::discovery::DiscoveryResponse;
use kauth_protocol::origin::Origin;
use ring::agreement::{ECDH_P256, EphemeralPrivateKey};
use ring::rand::SystemRandom;

use super::actor::{Actor, Message};
use super::effect::EffectKind;
use super::state::Errand;
use super::store::{Batch, Kind};
use crate::error::{CoreError, ErrorKind};
use crate::links::Push;
use crate::net::{NetError, api};

/// How a provider's discovery names this way.
const UNIFIED_PUSH: &str = "unifiedpush";

impl Actor {
    /// Some provider can wake this phone.
    pub(super) fn is_pushed(&self) -> bool {
        let pushes = self.state.providers.values().filter_map(|provider| provider.record.push.as_ref());
        pushes.into_iter().any(|push| push.told && push.url.is_some())
    }

    /// Goes on where the last run was: asks for endpoints that are missing, tells those that are not known yet.
    pub(super) fn offer_all_pushes(&mut self) {
        let providers = self.state.providers.iter();
        let providers = providers.filter(|(_, provider)| provider.record.reachable());
        let known: Vec<(Origin, Option<Push>)> =
            providers.map(|(origin, provider)| (origin.clone(), provider.record.push.clone())).collect();
        for (origin, push) in known {
            if push.as_ref().is_some_and(|push| !push.told) {
                self.tell_push(&origin);
            }
            // Where an endpoint was taken away, another distributor may be there by now.
            if push.is_none_or(|push| push.url.is_none()) {
                self.offer_push(&origin);
            }
        }
    }

    /// Asks a provider whether it pushes, where this phone could be pushed.
    pub(super) fn offer_push(&mut self, origin: &Origin) {
        if !self.config.shell.push {
            return;
        }
        self.connect(origin);
        let Some(peer) = self.state.providers.get(origin).and_then(|provider| provider.peer.clone()) else {
            return;
        };
        let (messages, origin) = (self.messages.clone(), origin.clone());
        tokio::spawn(async move {
            let outcome = api::discover(&peer).await;
            let _stopped = messages.send(Message::PushOffered { origin, outcome });
        });
    }

    pub(super) fn push_offered(&mut self, origin: &Origin, outcome: Result<DiscoveryResponse, NetError>) {
        match outcome {
            Ok(found) if found.wakeups.iter().any(|kind| kind == UNIFIED_PUSH) => {
                let instance = origin.as_str().to_owned();
                let vapid_key = found.vapid_key;
                let asked = self.state.effects.iter().any(|effect| {
                    matches!(&effect.kind, EffectKind::RegisterPush { instance: of, .. } if *of == instance)
                });
                if !asked {
                    self.state.effect(EffectKind::RegisterPush { instance, vapid_key });
                    self.touch();
                }
            }
            Ok(_) => {}
            Err(error) if error.is_passing() => {
                self.errand_failed(Errand::OfferPush(origin.clone()), error.retry_after_s());
            }
            Err(_) => {}
        }
    }

    /// The distributor gave an endpoint, another one, or took it away.
    pub(super) async fn push_endpoint(
        &mut self,
        instance: &str,
        url: Option<String>,
    ) -> Result<(), CoreError> {
        let found = self.state.providers.iter().find(|(origin, _)| origin.as_str() == instance);
        let Some((origin, mut record)) = found.map(|(origin, known)| (origin.clone(), known.record.clone()))
        else {
            // Unlinked meanwhile: the endpoint is nobody's.
            return Ok(());
        };
        if record.push.as_ref().is_some_and(|push| push.url == url) {
            return Ok(());
        }
        let (p256dh, auth) = subscription().ok_or_else(|| self.error(ErrorKind::KeyStore))?;
        record.push = Some(Push { url, p256dh, auth, told: false });
        let mut batch = Batch::default();
        batch.put(Kind::Provider, origin.as_str(), &record);
        self.commit(batch).await?;
        if let Some(provider) = self.state.providers.get_mut(&origin) {
            provider.record = record;
        }
        self.tell_push(&origin);
        Ok(())
    }

    /// Tells a provider where it may push.
    pub(super) fn tell_push(&mut self, origin: &Origin) {
        self.connect(origin);
        let Some(provider) = self.state.providers.get(origin) else { return };
        let (Some(peer), Some(push)) = (provider.peer.clone(), provider.record.push.clone()) else { return };
        let credentials = provider.record.credentials();
        let (signer, messages, origin) = (self.signer.clone(), self.messages.clone(), origin.clone());
        let request = match &push.url {
            Some(url) => WakeupRequest {
                kind: WakeupKind::UnifiedPush,
                endpoint: Some(url.clone()),
                p256dh: Some(push.p256dh),
                auth: Some(push.auth),
            },
            None => WakeupRequest { kind: WakeupKind::None, endpoint: None, p256dh: None, auth: None },
        };
        tokio::spawn(async move {
            let outcome = api::set_wakeup(&signer, &peer, &credentials, &request).await;
            let _stopped = messages.send(Message::PushTold { origin, url: push.url, outcome });
        });
    }

    pub(super) async fn push_told(
        &mut self,
        origin: &Origin,
        url: Option<String>,
        outcome: Result<(), NetError>,
    ) {
        let errand = Errand::TellPush(origin.clone());
        match outcome {
            Err(error) if error.is_passing() || matches!(error, NetError::Refused { status: 429, .. }) => {
                return self.errand_failed(errand, error.retry_after_s());
            }
            // A provider that refuses an endpoint would refuse it again.
            Ok(()) | Err(_) => {}
        }
        let Some(provider) = self.state.providers.get(origin) else { return };
        let mut record = provider.record.clone();
        match &mut record.push {
            Some(push) if push.url == url => push.told = true,
            // Another endpoint came meanwhile, and is on its way.
            _ => return,
        }
        let mut batch = Batch::default();
        batch.put(Kind::Provider, origin.as_str(), &record);
        if self.commit(batch).await.is_err() {
            return self.errand_failed(errand, None);
        }
        self.state.failures.remove(&errand);
        if let Some(provider) = self.state.providers.get_mut(origin) {
            provider.record = record;
        }
        self.touch();
    }
}

/// A new subscription's public key and authentication secret, base64url.
fn subscription() -> Option<(String, String)> {
    let random = SystemRandom::new();
    let private = EphemeralPrivateKey::generate(&ECDH_P256, &random).ok()?;
    let public = private.compute_public_key().ok()?;
    let auth: [u8; 16] = ring::rand::generate(&random).ok()?.expose();
    Some((BASE64URL_NOPAD.encode(public.as_ref()), BASE64URL_NOPAD.encode(&auth)))
}
