//! The server's signing keys: what phones know a provider by.
//!
//! A key is made at the first start and changes only by [`introduce`] and [`withdraw`], offline, each of which adds a
//! signed step to the history that phones follow. The private halves are sealed at rest and live in memory only here.

use std::sync::Arc;

use kauth_protocol::b64;
use kauth_protocol::discovery::{KeyChange, KeyStep};
use kauth_protocol::jwk::{Jwks, PublicJwk};
use kauth_protocol::jws::Unsigned;
use kauth_protocol::origin::Origin;
use ring::hmac;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use zeroize::Zeroizing;

use crate::domain::failure::Failure;
use crate::random::{Random, Unavailable};
use crate::seal::{Seal, SealError};
use crate::store::keys as rows;
use crate::store::{Store, StoreError, Tx};

const TOKENS: &str = "tokens";

/// Why a key could not be loaded, made or used.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key file does not open what is stored.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] Unavailable),
    /// A stored key is none.
    #[error("a signing key is damaged")]
    Damaged,
    /// The signature could not be made.
    #[error("signing failed")]
    Signing,
    /// Only an older key that still counts can be withdrawn.
    #[error("only an older key that still counts can be withdrawn")]
    NotWithdrawable,
}

struct SigningKey {
    pair: EcdsaKeyPair,
    public: PublicJwk,
    thumbprint: String,
}

impl SigningKey {
    fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, KeysError> {
        let random = ring::rand::SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &random)
            .map_err(|_| KeysError::Damaged)?;
        let public = PublicJwk::from_sec1(pair.public_key().as_ref()).ok_or(KeysError::Damaged)?;
        Ok(Self { thumbprint: public.thumbprint(), pair, public })
    }

    fn sign(&self, unsigned: Unsigned) -> Result<String, KeysError> {
        let signature = self
            .pair
            .sign(&ring::rand::SystemRandom::new(), unsigned.signing_input())
            .map_err(|_| KeysError::Signing)?;
        let raw = signature.as_ref().try_into().map_err(|_| KeysError::Signing)?;
        Ok(unsigned.signed_by_raw(raw))
    }
}

struct Ring {
    /// Oldest first; the last one signs.
    older: Vec<SigningKey>,
    current: SigningKey,
    history: Vec<String>,
    tokens: hmac::Key,
}

/// The keys of a running server. Clones share them.
#[derive(Clone)]
pub struct Keys(Arc<Ring>);

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Keys").field(&self.0.current.thumbprint).finish()
    }
}

impl Keys {
    /// Loads the keys, after making what a new store lacks.
    ///
    /// # Errors
    /// [`KeysError`].
    pub async fn load_or_create(
        store: &Store,
        seal: &Arc<Seal>,
        random: &Arc<dyn Random>,
        now: i64,
    ) -> Result<Self, KeysError> {
        let (seal, random) = (Arc::clone(seal), Arc::clone(random));
        store
            .write(move |tx| {
                if rows::all(tx)?.is_empty() {
                    make(tx, &seal, &*random, now)?;
                }
                if rows::secret(tx, TOKENS)?.is_none() {
                    let mut secret = Zeroizing::new([0; 32]);
                    random.fill(&mut *secret)?;
                    rows::keep_secret(tx, TOKENS, &seal.seal(&*random, &secret_place(TOKENS), &*secret)?)?;
                }
                load(tx, &seal)
            })
            .await
    }

    /// Signs with the current key.
    ///
    /// # Errors
    /// [`KeysError::Signing`].
    pub fn sign(&self, unsigned: Unsigned) -> Result<String, KeysError> {
        self.0.current.sign(unsigned)
    }

    /// The current key's thumbprint: `k` of a link, `kid` of what is signed.
    #[must_use]
    pub fn thumbprint(&self) -> &str {
        &self.0.current.thumbprint
    }

    /// Every key that counts, the current one first.
    #[must_use]
    pub fn jwks(&self) -> Jwks {
        let older = self.0.older.iter().rev();
        Jwks { keys: std::iter::once(&self.0.current).chain(older).map(|key| key.public.clone()).collect() }
    }

    /// The signed changes, oldest first.
    #[must_use]
    pub fn history(&self) -> &[String] {
        &self.0.history
    }

    /// The access token of a device. It is derived and never stored: the store knows its hash only, and a device
    /// that links a second account can be given it again.
    #[must_use]
    pub fn device_token(&self, device: &str) -> Zeroizing<String> {
        self.token("device", device)
    }

    /// The token of an offered link; derived like a device's, so that its page can be drawn again.
    #[must_use]
    pub fn link_token(&self, link: &str) -> Zeroizing<String> {
        self.token("link", link)
    }

    /// The token of an offered kCheck session; derived, as a link's.
    #[must_use]
    pub fn check_token(&self, check: &str) -> Zeroizing<String> {
        self.token("check", check)
    }

    /// The token that finishes an accepted recovery.
    #[must_use]
    pub fn finish_token(&self, check: &str) -> Zeroizing<String> {
        self.token("check-finish", check)
    }

    /// The token of a link that stops recoveries.
    #[must_use]
    pub fn stop_token(&self, link: &str) -> Zeroizing<String> {
        self.token("recovery-stop", link)
    }

    /// A keyed mark: tells that two things are the same and not what they are. For counting by number and address.
    #[must_use]
    pub fn mark(&self, kind: &str, what: &[u8]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.0.tokens);
        for part in [b"mark".as_slice(), &[0], kind.as_bytes(), &[0], what] {
            context.update(part);
        }
        context.sign().as_ref().to_vec()
    }

    fn token(&self, kind: &str, id: &str) -> Zeroizing<String> {
        let mut context = hmac::Context::with_key(&self.0.tokens);
        context.update(kind.as_bytes());
        context.update(&[0]);
        context.update(id.as_bytes());
        Zeroizing::new(b64::encode(context.sign().as_ref()))
    }
}

impl From<KeysError> for Failure {
    fn from(error: KeysError) -> Self {
        match error {
            KeysError::Store(error) => error.into(),
            KeysError::Seal(error) => error.into(),
            KeysError::Random(error) => error.into(),
            KeysError::Damaged | KeysError::Signing | KeysError::NotWithdrawable => {
                Self::Computation("a signing key")
            }
        }
    }
}

fn key_place(seq: i64) -> String {
    format!("server_key.sealed_pkcs8:{seq}")
}

/// Where a secret of this name is sealed.
pub(crate) fn secret_place(name: &str) -> String {
    format!("server_secret.sealed:{name}")
}

fn open_key(seal: &Seal, row: &rows::ServerKey) -> Result<SigningKey, KeysError> {
    SigningKey::from_pkcs8(&seal.open(&key_place(row.seq), &row.sealed_pkcs8)?)
}

fn load(tx: &Tx<'_>, seal: &Seal) -> Result<Keys, KeysError> {
    let mut keys = rows::all(tx)?.iter().map(|row| open_key(seal, row)).collect::<Result<Vec<_>, _>>()?;
    let current = keys.pop().ok_or(KeysError::Damaged)?;
    let sealed = rows::secret(tx, TOKENS)?.ok_or(KeysError::Damaged)?;
    let secret = seal.open(&secret_place(TOKENS), &sealed)?;
    let tokens = hmac::Key::new(hmac::HMAC_SHA256, &secret);
    Ok(Keys(Arc::new(Ring { older: keys, current, history: rows::changes(tx)?, tokens })))
}

fn make(tx: &Tx<'_>, seal: &Seal, random: &dyn Random, now: i64) -> Result<SigningKey, KeysError> {
    let pkcs8 =
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &ring::rand::SystemRandom::new())
            .map_err(|_| Unavailable)?;
    let key = SigningKey::from_pkcs8(pkcs8.as_ref())?;
    let seq = rows::next_seq(tx)?;
    let row = rows::ServerKey {
        seq,
        thumbprint: key.thumbprint.clone(),
        sealed_pkcs8: seal.seal(random, &key_place(seq), pkcs8.as_ref())?,
    };
    let jwk = serde_json::to_string(&key.public).map_err(|_| KeysError::Damaged)?;
    rows::insert(tx, &row, &jwk, now)?;
    Ok(key)
}

fn add_change(
    tx: &Tx<'_>,
    issuer: &Origin,
    signer: &SigningKey,
    old: &str,
    change: KeyStep,
) -> Result<(), KeysError> {
    let seq = rows::next_change(tx)?;
    let change = KeyChange {
        iss: issuer.clone(),
        seq: u64::try_from(seq).map_err(|_| KeysError::Damaged)?,
        old: old.to_owned(),
        change,
        next_pin: None,
    };
    let jws = signer.sign(change.unsigned(&signer.thumbprint))?;
    Ok(rows::insert_change(tx, seq, &jws)?)
}

/// Makes a new current key, introduced by the one that was; returns its thumbprint. The old one still counts, so
/// that links on paper and in mails keep working, until it is withdrawn. A running server does not notice.
///
/// # Errors
/// [`KeysError`].
pub fn introduce(
    tx: &Tx<'_>,
    seal: &Seal,
    random: &dyn Random,
    issuer: &Origin,
    now: i64,
) -> Result<String, KeysError> {
    let old = rows::all(tx)?.last().map(|row| open_key(seal, row)).transpose()?;
    let new = make(tx, seal, random, now)?;
    if let Some(old) = old {
        add_change(tx, issuer, &old, &old.thumbprint, KeyStep::Key(new.public.clone()))?;
    }
    Ok(new.thumbprint)
}

/// Destroys an older key; the current one signs that it counts no more.
///
/// # Errors
/// [`KeysError::NotWithdrawable`] for the current key and for one that does not count.
pub fn withdraw(tx: &Tx<'_>, seal: &Seal, issuer: &Origin, thumbprint: &str) -> Result<(), KeysError> {
    let keys = rows::all(tx)?;
    let (current, older) = keys.split_last().ok_or(KeysError::NotWithdrawable)?;
    if !older.iter().any(|key| key.thumbprint == thumbprint) {
        return Err(KeysError::NotWithdrawable);
    }
    add_change(tx, issuer, &open_key(seal, current)?, thumbprint, KeyStep::Withdrawn)?;
    Ok(rows::withdraw(tx, thumbprint)?)
}

#[cfg(test)]
mod tests;
