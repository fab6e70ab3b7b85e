//! A key store in memory that a test breaks on purpose.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ring::digest;
use ring::rand::SystemRandom as RingRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

use crate::platform::{CreatedKey, KeyInfo, KeyPurpose, KeyStore, KeyStoreError, SystemRandom};
use crate::secret::Secret;
use crate::secret::seal::Sealer;

const WRAP: &[u8] = b"kauth fake wrap";

struct FakeKey {
    purpose: KeyPurpose,
    pair: EcdsaKeyPair,
}

struct State {
    wrap: Secret,
    keys: HashMap<String, FakeKey>,
    dead: HashSet<String>,
    failures: VecDeque<KeyStoreError>,
    hardware_backed: bool,
    made: u64,
    prompted: u64,
}

/// A key store in memory. Clones are the same store: a test keeps one and lends the other to the app, and lends it
/// again after a "restart".
#[derive(Clone)]
pub struct FakeKeys {
    state: Arc<Mutex<State>>,
}

impl std::fmt::Debug for FakeKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FakeKeys").finish_non_exhaustive()
    }
}

impl FakeKeys {
    /// An empty store. Its wrapping key follows from `seed`: the same seed unwraps what it wrapped in another process.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let state = State {
            wrap: wrap_key(seed),
            keys: HashMap::new(),
            dead: HashSet::new(),
            failures: VecDeque::new(),
            hardware_backed: false,
            made: 0,
            prompted: 0,
        };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// The next call that can fail does, so. May be said several times.
    pub fn fail_next(&self, error: KeyStoreError) {
        self.lock().failures.push_back(error);
    }

    /// A key dies, as with a new enrolment of biometrics.
    pub fn invalidate(&self, id: &str) {
        self.lock().dead.insert(id.to_owned());
    }

    /// All approval keys die.
    pub fn invalidate_approval_keys(&self) {
        let mut state = self.lock();
        let approval: Vec<_> = state
            .keys
            .iter()
            .filter(|(_, key)| key.purpose == KeyPurpose::Approval)
            .map(|(id, _)| id.clone())
            .collect();
        state.dead.extend(approval);
    }

    /// Another device: what was wrapped does not unwrap any more, and no key is there.
    pub fn replace_device(&self, seed: u64) {
        let mut state = self.lock();
        state.wrap = wrap_key(seed);
        state.keys.clear();
        state.dead.clear();
    }

    /// Says of itself that its keys cannot leave hardware.
    pub fn set_hardware_backed(&self, yes: bool) {
        self.lock().hardware_backed = yes;
    }

    /// Signs with an approval key, as after the person said yes.
    ///
    /// # Errors
    /// As [`KeyStore::sign`].
    pub fn sign_prompted(&self, id: &str, bytes: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
        let mut state = self.state()?;
        state.prompted = state.prompted.saturating_add(1);
        sign(state.living(id)?, bytes)
    }

    /// How often the person was asked.
    #[must_use]
    pub fn prompted(&self) -> u64 {
        self.lock().prompted
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state, unless this call is to fail.
    fn state(&self) -> Result<MutexGuard<'_, State>, KeyStoreError> {
        let mut state = self.lock();
        match state.failures.pop_front() {
            Some(error) => Err(error),
            None => Ok(state),
        }
    }
}

impl State {
    fn living(&self, id: &str) -> Result<&FakeKey, KeyStoreError> {
        if self.dead.contains(id) {
            return Err(KeyStoreError::Invalidated);
        }
        self.keys.get(id).ok_or(KeyStoreError::NotFound)
    }
}

fn wrap_key(seed: u64) -> Secret {
    let material = [b"kauth fake key store".as_slice(), &seed.to_be_bytes()].concat();
    Secret::new(digest::digest(&digest::SHA256, &material).as_ref().to_vec())
}

fn sign(key: &FakeKey, bytes: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
    let signature = key.pair.sign(&RingRandom::new(), bytes).map_err(|_| KeyStoreError::Failed)?;
    Ok(signature.as_ref().to_vec())
}

impl KeyStore for FakeKeys {
    fn create(&self, purpose: KeyPurpose, challenge: Option<&[u8]>) -> Result<CreatedKey, KeyStoreError> {
        let mut state = self.state()?;
        let random = RingRandom::new();
        let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random)
            .map_err(|_| KeyStoreError::Failed)
            .and_then(|pkcs8| {
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random)
                    .map_err(|_| KeyStoreError::Failed)
            })?;
        state.made = state.made.saturating_add(1);
        let id = format!("fake-{}", state.made);
        let public_key = pair.public_key().as_ref().to_vec();
        state.keys.insert(id.clone(), FakeKey { purpose, pair });
        // Not a certificate: what a test can recognise.
        let attestation = challenge.map(|challenge| [b"fake attestation ", challenge].concat());
        Ok(CreatedKey { id, public_key, attestation: attestation.into_iter().collect() })
    }

    fn sign(&self, id: &str, bytes: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
        let state = self.state()?;
        let key = state.living(id)?;
        match key.purpose {
            KeyPurpose::Transport => sign(key, bytes),
            KeyPurpose::Approval => Err(KeyStoreError::Refused),
        }
    }

    fn describe(&self, id: &str) -> Result<KeyInfo, KeyStoreError> {
        let state = self.state()?;
        let key = state.living(id)?;
        Ok(KeyInfo {
            id: id.to_owned(),
            purpose: key.purpose,
            public_key: key.pair.public_key().as_ref().to_vec(),
            hardware_backed: state.hardware_backed,
        })
    }

    fn list(&self) -> Result<Vec<String>, KeyStoreError> {
        Ok(self.state()?.keys.keys().cloned().collect())
    }

    fn delete(&self, id: &str) -> Result<(), KeyStoreError> {
        let mut state = self.state()?;
        state.keys.remove(id);
        state.dead.remove(id);
        Ok(())
    }

    fn wrap(&self, key: &Secret) -> Result<Vec<u8>, KeyStoreError> {
        let state = self.state()?;
        Sealer::new(&state.wrap)
            .map_err(|_| KeyStoreError::Failed)?
            .seal(&SystemRandom::new(), WRAP, key)
            .map_err(|_| KeyStoreError::Failed)
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Secret, KeyStoreError> {
        let state = self.state()?;
        Sealer::new(&state.wrap)
            .and_then(|sealer| sealer.open(WRAP, wrapped))
            .map_err(|_| KeyStoreError::NotFound)
    }

    fn is_hardware_backed(&self) -> bool {
        self.lock().hardware_backed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};

    #[test]
    fn transport_keys_sign_silently_and_approval_keys_only_when_asked() {
        let keys = FakeKeys::new(1);
        let transport = keys.create(KeyPurpose::Transport, None).unwrap();
        let approval = keys.create(KeyPurpose::Approval, Some(b"challenge")).unwrap();
        assert!(approval.attestation[0].ends_with(b"challenge"));
        let verify = |key: &CreatedKey, signature: &[u8]| {
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &key.public_key).verify(b"text", signature)
        };
        verify(&transport, &keys.sign(&transport.id, b"text").unwrap()).unwrap();
        assert_eq!(keys.sign(&approval.id, b"text"), Err(KeyStoreError::Refused));
        verify(&approval, &keys.sign_prompted(&approval.id, b"text").unwrap()).unwrap();
        assert_eq!(keys.prompted(), 1);
    }

    #[test]
    fn keys_die_and_calls_fail_on_demand() {
        let keys = FakeKeys::new(1);
        let key = keys.create(KeyPurpose::Approval, None).unwrap().id;
        keys.invalidate_approval_keys();
        assert_eq!(keys.describe(&key), Err(KeyStoreError::Invalidated));
        keys.delete(&key).unwrap();
        assert_eq!(keys.describe(&key), Err(KeyStoreError::NotFound));
        keys.fail_next(KeyStoreError::Locked);
        assert_eq!(keys.list(), Err(KeyStoreError::Locked));
        assert_eq!(keys.list(), Ok(vec![]));
    }

    #[test]
    fn another_device_does_not_unwrap() {
        let keys = FakeKeys::new(1);
        let wrapped = keys.wrap(&Secret::new(vec![5; 32])).unwrap();
        assert_eq!(FakeKeys::new(1).unwrap(&wrapped).unwrap(), Secret::new(vec![5; 32]));
        keys.replace_device(2);
        assert_eq!(keys.unwrap(&wrapped), Err(KeyStoreError::NotFound));
    }
}
