//! Calls that a device signs (DPoP, RFC 9449): the transport key makes a proof for each, over the provider's newest
//! nonce. A provider that wants another nonce is answered once, by itself.

use std::sync::Arc;

use kauth_protocol::b64;
use kauth_protocol::dpop::Proof;
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::jws::Unsigned;
use kauth_protocol::oauth::OauthError;
use kauth_protocol::problem::Code;

use super::NetError;
use super::body;
use super::http::{Authority, Call, Peer, Reply};
use crate::platform::{KeyStore, Random};

/// What a device signs its calls with.
#[derive(Clone)]
pub(crate) struct Credentials {
    /// The transport key's id in the key store.
    pub key: String,
    /// Its public half.
    pub jwk: PublicJwk,
    /// The access token bound to it; none while a link is claimed.
    pub token: Option<String>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("key", &self.key).finish_non_exhaustive()
    }
}

/// Makes signatures by keys that do not ask, off the tasks that must not block.
#[derive(Clone)]
pub(crate) struct Signer {
    keys: Arc<dyn KeyStore>,
    random: Arc<dyn Random>,
}

impl Signer {
    pub(crate) fn new(keys: Arc<dyn KeyStore>, random: Arc<dyn Random>) -> Self {
        Self { keys, random }
    }

    /// Signs silently and joins what comes out into a compact JWS.
    ///
    /// # Errors
    /// [`NetError::KeyGone`], [`NetError::KeyStore`].
    pub(crate) async fn sign(&self, key: &str, unsigned: Unsigned) -> Result<String, NetError> {
        let (keys, key, input) = (self.keys.clone(), key.to_owned(), unsigned.signing_input().to_vec());
        let der = tokio::task::spawn_blocking(move || keys.sign(&key, &input))
            .await
            .map_err(|_| NetError::KeyStore)?
            .map_err(|error| if error.key_is_gone() { NetError::KeyGone } else { NetError::KeyStore })?;
        unsigned.signed_by_der(&der).map_err(|_| NetError::KeyStore)
    }

    /// 128 random bits, base64url; never with a dash first, so that no command line takes an id for an option.
    ///
    /// # Errors
    /// [`NetError::KeyStore`] where the system has no random bytes.
    pub(crate) fn token(&self) -> Result<String, NetError> {
        loop {
            let mut bytes = [0; 16];
            self.random.fill(&mut bytes).map_err(|_| NetError::KeyStore)?;
            let token = b64::encode(&bytes);
            if !token.starts_with('-') {
                return Ok(token);
            }
        }
    }

    pub(super) async fn exchange(
        &self,
        peer: &Peer,
        credentials: &Credentials,
        call: &Call,
    ) -> Result<Reply, NetError> {
        let reply = self.once(peer, credentials, call).await?;
        if wants_nonce(&reply) && reply.new_nonce {
            return self.once(peer, credentials, call).await;
        }
        Ok(reply)
    }

    async fn once(&self, peer: &Peer, credentials: &Credentials, call: &Call) -> Result<Reply, NetError> {
        let proof = Proof::new(
            call.method.as_str(),
            &peer.url(call),
            credentials.token.as_deref(),
            peer.nonce().as_deref(),
            &self.token()?,
            peer.time().now_ms() / 1000,
        );
        let proof = self.sign(&credentials.key, proof.unsigned(credentials.jwk.clone())).await?;
        let authority = Authority { proof, token: credentials.token.clone() };
        let reply = peer.send(call, Some(&authority)).await?;
        if let Some(date_s) = reply.date_s.filter(|_| (200..300).contains(&reply.status)) {
            peer.time().learn(date_s);
        }
        Ok(reply)
    }
}

fn wants_nonce(reply: &Reply) -> bool {
    match reply.status {
        401 if reply.problem().is_some_and(|problem| problem.code == Code::UseDpopNonce) => true,
        400 | 401 => {
            body::json::<OauthError>(&reply.body).is_ok_and(|refusal| refusal.error == "use_dpop_nonce")
        }
        _ => false,
    }
}
