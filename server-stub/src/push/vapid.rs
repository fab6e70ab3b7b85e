//! Voluntary application server identification (RFC 8292): by what key a push service, and the phone that asked it for
//! an endpoint, know that it is this server that pushes.
//!
//! The key is not the signing key: a push service learns it, and no phone trusts anything by it. It is made at the
//! first start, sealed at rest, and never changes, because subscriptions are bound to it.

use std::sync::Arc;

use kauth_protocol::b64;
use kauth_protocol::jws::Unsigned;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde::Serialize;
use url::Url;

use crate::clock::{HOUR, SECOND};
use crate::domain::keys::{KeysError, secret_place};
use crate::random::{Random, Unavailable};
use crate::seal::Seal;
use crate::store::{Store, keys as rows};

const NAME: &str = "vapid";
/// How long a token counts; 24 hours are the most that a push service takes.
const LIFETIME: i64 = 12 * HOUR;

#[derive(Serialize)]
struct Header {
    typ: &'static str,
    alg: &'static str,
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<&'a str>,
}

/// The server's key for push services. Clones share it.
#[derive(Clone)]
pub struct Vapid(Arc<Inner>);

struct Inner {
    pair: EcdsaKeyPair,
    public: String,
}

impl std::fmt::Debug for Vapid {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Vapid").field(&self.0.public).finish()
    }
}

impl Vapid {
    /// Loads the key, after making it where there is none.
    ///
    /// # Errors
    /// [`KeysError`].
    pub async fn load_or_create(
        store: &Store,
        seal: &Arc<Seal>,
        random: &Arc<dyn Random>,
    ) -> Result<Self, KeysError> {
        let (seal, random) = (Arc::clone(seal), Arc::clone(random));
        store
            .write(move |tx| {
                let place = secret_place(NAME);
                if let Some(sealed) = rows::secret(tx, NAME)? {
                    return Self::from_pkcs8(&seal.open(&place, &sealed)?);
                }
                let system = ring::rand::SystemRandom::new();
                let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &system)
                    .map_err(|_| Unavailable)?;
                rows::keep_secret(tx, NAME, &seal.seal(&*random, &place, pkcs8.as_ref())?)?;
                Self::from_pkcs8(pkcs8.as_ref())
            })
            .await
    }

    fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, KeysError> {
        let random = ring::rand::SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &random)
            .map_err(|_| KeysError::Damaged)?;
        let public = b64::encode(pair.public_key().as_ref());
        Ok(Self(Arc::new(Inner { pair, public })))
    }

    /// The public key: the uncompressed point, 65 bytes, base64url.
    #[must_use]
    pub fn public_key(&self) -> &str {
        &self.0.public
    }

    /// The `Authorization` of a push to this endpoint, made at `now` (Unix ms); `contact` is a `mailto:` or `https:` URI
    /// by which the push service reaches the operator.
    ///
    /// # Errors
    /// [`KeysError::Signing`].
    pub(super) fn authorization(
        &self,
        endpoint: &Url,
        contact: Option<&str>,
        now: i64,
    ) -> Result<String, KeysError> {
        let aud = &endpoint.origin().ascii_serialization();
        let claims = Claims { aud, exp: now.saturating_add(LIFETIME).div_euclid(SECOND), sub: contact };
        let part = |json: serde_json::Result<Vec<u8>>| json.map(|json| b64::encode(&json));
        let header = part(serde_json::to_vec(&Header { typ: "JWT", alg: "ES256" }));
        let (Ok(header), Ok(claims)) = (header, part(serde_json::to_vec(&claims))) else {
            return Err(KeysError::Signing);
        };
        let unsigned = Unsigned::from_signing_input(format!("{header}.{claims}").as_bytes());
        let unsigned = unsigned.ok_or(KeysError::Signing)?;
        let random = ring::rand::SystemRandom::new();
        let signature =
            self.0.pair.sign(&random, unsigned.signing_input()).map_err(|_| KeysError::Signing)?;
        let raw = signature.as_ref().try_into().map_err(|_| KeysError::Signing)?;
        Ok(format!("vapid t={}, k={}", unsigned.signed_by_raw(raw), self.0.public))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::push::testing;
    use crate::random::SystemRandom;

    const NOW: i64 = 1_800_000_000_000;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[tokio::test]
    async fn a_push_service_verifies_who_pushes_and_that_it_is_meant() {
        let (_folder, state, _clock) = crate::state::testing::state();
        let endpoint = url("https://push.example.org:8443/up?token=planted");
        let header = state.vapid.authorization(&endpoint, Some("mailto:ops@example.org"), NOW).unwrap();
        let claims = testing::verified(&header, "https://push.example.org:8443");
        assert_eq!(claims["aud"], "https://push.example.org:8443");
        assert_eq!(claims["sub"], "mailto:ops@example.org");
        assert_eq!(claims["exp"], (NOW + LIFETIME) / SECOND);
        assert!(header.ends_with(&format!(", k={}", state.vapid.public_key())));

        let bare = state.vapid.authorization(&url("https://push.example.org:443/"), None, NOW).unwrap();
        let claims = testing::verified(&bare, "https://push.example.org");
        assert!(claims.get("sub").is_none());
    }

    #[tokio::test]
    async fn the_key_is_made_once_and_sealed() {
        let (_folder, store) = crate::store::testing::store();
        let seal = Arc::new(Seal::from_keys([[1; 32].as_slice()]).unwrap());
        let random: Arc<dyn Random> = Arc::new(SystemRandom::new());
        let first = Vapid::load_or_create(&store, &seal, &random).await.unwrap();
        let again = Vapid::load_or_create(&store, &seal, &random).await.unwrap();
        assert_eq!(first.public_key(), again.public_key());
        assert_eq!(b64::decode(first.public_key()).unwrap().len(), 65);
        let other = Arc::new(Seal::from_keys([[2; 32].as_slice()]).unwrap());
        assert!(matches!(Vapid::load_or_create(&store, &other, &random).await, Err(KeysError::Seal(_))));
    }
}
