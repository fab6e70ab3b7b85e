//! What a link in the making asks of keys and network; each outcome comes back as a message.

use kauth_protocol::b64;
use kauth_protocol::discovery::Attestation;
use kauth_protocol::display::{MAX_LABEL, sanitise};
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::links::ClaimRequest;
use kauth_protocol::oauth::{self, TokenRequest};
use ring::digest::{SHA256, digest};

use super::Outcome;
use crate::app::actor::{Actor, Message};
use crate::app::command::SignatureResult;
use crate::app::effect::EffectKind;
use crate::app::handle::Reply;
use crate::app::requests::join;
use crate::app::state::{Purpose, WaitFor};
use crate::error::{CoreError, ErrorKind};
use crate::links::{Draft, DraftKeys, Event, KeyRef, Linking, SignIn, Stage};
use crate::net::{Credentials, Peer, Trust, api};
use crate::platform::KeyPurpose;

impl Actor {
    pub(super) fn draft(&self) -> Result<&Draft, CoreError> {
        self.state
            .linking
            .as_ref()
            .map(|linking| &linking.draft)
            .ok_or_else(|| self.error(ErrorKind::NothingToDo))
    }

    /// The provider of the link in the making, under the trust that the link asks for.
    pub(super) fn link_peer(&mut self) -> Result<Peer, CoreError> {
        if let Some(peer) = &self.state.link_peer {
            return Ok(peer.clone());
        }
        let (origin, pin) = self.draft().map(|draft| (draft.origin.clone(), draft.pin.clone()))?;
        let learned = self.state.providers.get(&origin).and_then(|provider| provider.record.time.clone());
        let trust = Trust::of_pin(pin.as_deref());
        let peer = Peer::new(origin, &trust, self.platform.clock.clone(), learned, self.net_config())
            .map_err(|error| self.net_error(&error))?;
        self.state.link_peer = Some(peer.clone());
        Ok(peer)
    }

    /// What the link in the making signs its calls with: no token yet.
    fn link_credentials(&self) -> Result<Credentials, CoreError> {
        let keys = self.draft()?.keys.as_ref().ok_or_else(|| self.error(ErrorKind::KeyStore))?;
        Ok(Credentials { key: keys.transport.id.clone(), jwk: keys.transport.jwk.clone(), token: None })
    }

    fn spawn_linking(&self, work: impl Future<Output = Outcome> + Send + 'static) {
        let (id, messages) = (self.state.linking_id, self.messages.clone());
        tokio::spawn(async move {
            let event = Box::new(work.await);
            let _stopped = messages.send(Message::Linking { id, event });
        });
    }

    pub(super) fn discover(&mut self) -> Result<(), CoreError> {
        let peer = self.link_peer()?;
        self.spawn_linking(async move { Outcome::Discovered(api::discover(&peer).await) });
        Ok(())
    }

    /// Makes both keys. Attestation is over the link's token, so a sign-in on this phone, whose token comes later, has
    /// none.
    pub(super) fn make_keys(&self) {
        let store = self.platform.keys.clone();
        let draft = self.state.linking.as_ref().map(|linking| &linking.draft);
        let token = draft.and_then(|draft| draft.token.clone());
        let wanted = draft.is_some_and(|draft| draft.attestation != Attestation::None);
        let challenge = token.filter(|_| wanted).map(|token| digest(&SHA256, token.as_bytes()));
        let make = move || {
            let key = |purpose, challenge: Option<&[u8]>| {
                let made = store.create(purpose, challenge).map_err(|_| ErrorKind::KeyStore)?;
                let jwk = PublicJwk::from_sec1(&made.public_key).ok_or(ErrorKind::KeyStore)?;
                Ok((KeyRef { id: made.id, jwk }, made.attestation))
            };
            let (transport, _) = key(KeyPurpose::Transport, None)?;
            match key(KeyPurpose::Approval, challenge.as_ref().map(AsRef::as_ref)) {
                Ok((approval, attestation)) => {
                    Ok(DraftKeys { transport, approval, fresh: true, attestation })
                }
                Err(kind) => {
                    let _found_at_next_start = store.delete(&transport.id);
                    Err(kind)
                }
            }
        };
        self.spawn_linking(async move {
            let keys = tokio::task::spawn_blocking(make).await;
            Outcome::Keys(keys.unwrap_or(Err(ErrorKind::KeyStore)))
        });
    }

    pub(super) fn exchange(&mut self, sign_in: &SignIn, code: String) -> Result<(), CoreError> {
        let (peer, credentials, signer) = (self.link_peer()?, self.link_credentials()?, self.signer.clone());
        let request = TokenRequest {
            grant_type: "authorization_code".into(),
            code,
            redirect_uri: sign_in.redirect.clone(),
            client_id: oauth::CLIENT_ID.into(),
            code_verifier: sign_in.verifier.clone(),
        };
        self.spawn_linking(async move {
            Outcome::Token(api::token(&signer, &peer, &credentials, &request).await)
        });
        Ok(())
    }

    pub(super) fn prove(&mut self) -> Result<(), CoreError> {
        let nonce = self.link_peer()?.nonce().ok_or_else(|| self.error(ErrorKind::BadAnswer))?;
        let draft = self.draft()?;
        let proof = draft.proof(&nonce).ok_or_else(|| self.error(ErrorKind::KeyStore))?;
        let key = draft.keys.as_ref().map(|keys| keys.approval.id.clone()).unwrap_or_default();
        let reason = self.state.texts().working_proof_reason(draft.origin.host());
        let bytes = proof.unsigned().signing_input().to_vec();
        let input = String::from_utf8_lossy(&bytes).into_owned();
        let op = self.state.id();
        let linking = self.state.linking_id;
        self.state.signatures.insert(op, Purpose::LinkProof { linking, input });
        self.state.effect(EffectKind::SignatureNeeded { op, key, bytes, reason });
        self.settle_waiters(&WaitFor::Linking, &Ok(()));
        Ok(())
    }

    pub(in crate::app) async fn proof_signed(
        &mut self,
        linking: u64,
        input: &str,
        result: SignatureResult,
        reply: Reply,
    ) {
        let proving = matches!(&self.state.linking, Some(Linking { stage: Stage::Proving, .. }));
        if linking != self.state.linking_id || !proving {
            let error = self.error(ErrorKind::NothingToDo);
            return self.reply(reply, Err(error));
        }
        self.wait(WaitFor::Linking, reply);
        let event = match result {
            SignatureResult::Signed { der } => match join(input, &der) {
                Some(proof) => Event::Proved { proof },
                None => Event::Failed(ErrorKind::KeyStore),
            },
            SignatureResult::Declined | SignatureResult::Unavailable => {
                Event::Failed(ErrorKind::SignatureDeclined)
            }
            SignatureResult::KeyGone => {
                let origin = self.draft().map(|draft| draft.origin.clone());
                if let Ok(origin) = origin {
                    self.break_provider(&origin, crate::links::Broken::ApprovalKeyGone).await;
                }
                Event::Failed(ErrorKind::LinkAgain)
            }
        };
        self.linking_event(event).await;
    }

    pub(super) async fn claim(&mut self, proof: String) -> Result<(), CoreError> {
        // From here on other keys would void the link: trying again means a new QR code.
        self.state.last_try = None;
        let (peer, credentials, signer) = (self.link_peer()?, self.link_credentials()?, self.signer.clone());
        let draft = self.draft()?.clone();
        let (Some(token), Some(keys)) = (draft.token.clone(), draft.keys.clone()) else {
            return Err(self.error(ErrorKind::KeyStore));
        };
        let name = sanitise(&self.config.device_name, MAX_LABEL);
        let platform = self.config.platform_name.clone();
        self.spawn_linking(async move {
            let chain = Some(keys.attestation).filter(|chain| !chain.is_empty());
            let attestation =
                chain.map(|chain| chain.iter().map(|certificate| b64::encode(certificate)).collect());
            let request = ClaimRequest {
                token,
                device_name: if name.is_empty() { "kAuth".to_owned() } else { name },
                platform,
                transport_key: keys.transport.jwk,
                approval_key: keys.approval.jwk,
                proof,
                attestation,
            };
            Outcome::Claimed(api::claim(&signer, &peer, &credentials, &request).await)
        });
        Ok(())
    }

    pub(super) fn poll_link(&mut self, link: String) -> Result<(), CoreError> {
        let (peer, credentials, signer) = (self.link_peer()?, self.link_credentials()?, self.signer.clone());
        let wait_s = self.config.timeouts.wait_s;
        self.spawn_linking(async move {
            Outcome::State(api::link(&signer, &peer, &credentials, &link, Some(wait_s)).await)
        });
        Ok(())
    }
}
