//! DPoP freshness (RFC 9449 §8 and §11.1): nonces of this process, and the proofs it has seen.
//!
//! A nonce is its own proof of age: time ‖ HMAC under a key that lives as long as this process. So nothing is kept
//! for a nonce that nobody uses, and after a restart every older nonce (whose proofs are forgotten) is refused.
//! Seen proofs stand in two generations, each as long as a nonce lives; the older one is dropped whole.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use kauth_protocol::b64;
use kauth_protocol::dpop::NONCE_LIFETIME;
use ring::hmac;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::clock::SECOND;
use crate::random::{Random, Unavailable};

const LIFETIME: i64 = NONCE_LIFETIME.cast_signed() * SECOND;
const TIME: usize = 8;
const TAG: usize = 16;
/// Proofs remembered a generation: beyond it nothing is accepted until the generation ends.
const MOST: usize = 1_000_000;

type Seen = HashSet<[u8; 16]>;

struct Generations {
    began: i64,
    young: Seen,
    old: Seen,
}
/// Makes and judges nonces, remembers proofs.
pub struct Nonces {
    key: hmac::Key,
    /// Of devices that the server knows.
    known: Mutex<Generations>,
    /// Of keys that anybody can make: kept apart, so that a flood of them holds up no device.
    strangers: Mutex<Generations>,
}

/// Why a proof is not fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// The same proof was seen before.
    Repeat,
    /// Too many proofs to remember: come back later.
    Full,
}

impl Nonces {
    /// Starts with a key that nobody had before.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub fn new(random: &dyn Random) -> Result<Self, Unavailable> {
        let mut key = Zeroizing::new([0; 32]);
        random.fill(&mut *key)?;
        let nothing = || Mutex::new(Generations { began: i64::MIN, young: Seen::new(), old: Seen::new() });
        Ok(Self { key: hmac::Key::new(hmac::HMAC_SHA256, &*key), known: nothing(), strangers: nothing() })
    }

    /// A nonce made at `now`.
    #[must_use]
    pub fn make(&self, now: i64) -> String {
        let time = now.to_be_bytes();
        let tag = hmac::sign(&self.key, &time);
        let mut nonce = [0; TIME + TAG];
        for (byte, value) in nonce.iter_mut().zip(time.iter().chain(tag.as_ref())) {
            *byte = *value;
        }
        b64::encode(&nonce)
    }

    /// Whether this process made `nonce` within the last five minutes.
    #[must_use]
    pub fn is_fresh(&self, nonce: &str, now: i64) -> bool {
        let Some(bytes) = b64::decode_exact::<{ TIME + TAG }>(nonce) else { return false };
        let Some((time, tag)) = bytes.split_first_chunk::<TIME>() else { return false };
        let expected = hmac::sign(&self.key, time);
        let same: bool =
            subtle::ConstantTimeEq::ct_eq(expected.as_ref().get(..TAG).unwrap_or_default(), tag).into();
        let age = now.saturating_sub(i64::from_be_bytes(*time));
        same && (0..=LIFETIME).contains(&age)
    }

    /// Remembers a known device's proof whose nonce is fresh.
    ///
    /// # Errors
    /// [`Stale`] if it was seen before, or cannot be remembered.
    pub fn remember(&self, thumbprint: &str, jti: &str, now: i64) -> Result<(), Stale> {
        remember(&self.known, thumbprint, jti, now)
    }

    /// Remembers a proof by a key that belongs to nobody yet.
    ///
    /// # Errors
    /// As [`Nonces::remember`].
    pub fn remember_stranger(&self, thumbprint: &str, jti: &str, now: i64) -> Result<(), Stale> {
        remember(&self.strangers, thumbprint, jti, now)
    }
}

fn remember(seen: &Mutex<Generations>, thumbprint: &str, jti: &str, now: i64) -> Result<(), Stale> {
    let digest = Sha256::new().chain_update(thumbprint).chain_update([0]).chain_update(jti).finalize();
    let mut entry = [0; 16];
    entry.iter_mut().zip(digest).for_each(|(byte, value)| *byte = value);
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    // A clock set back keeps the generation: remembering longer is never wrong.
    if now > seen.began.saturating_add(LIFETIME) {
        let idle = now > seen.began.saturating_add(2 * LIFETIME);
        seen.old = if idle { Seen::new() } else { std::mem::take(&mut seen.young) };
        seen.young.clear();
        seen.began = now;
    }
    if seen.old.contains(&entry) || seen.young.contains(&entry) {
        return Err(Stale::Repeat);
    }
    if seen.young.len() >= MOST {
        return Err(Stale::Full);
    }
    seen.young.insert(entry);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    const NOW: i64 = 1_800_000_000_000;

    fn nonces() -> Nonces {
        Nonces::new(&SystemRandom::new()).unwrap()
    }

    #[test]
    fn a_nonce_lives_five_minutes_of_the_servers_clock() {
        let nonces = nonces();
        let nonce = nonces.make(NOW);
        assert!(nonces.is_fresh(&nonce, NOW));
        assert!(nonces.is_fresh(&nonce, NOW + LIFETIME));
        assert!(!nonces.is_fresh(&nonce, NOW + LIFETIME + 1));
        assert!(!nonces.is_fresh(&nonce, NOW - 1), "from the future");
    }

    #[test]
    fn only_this_process_makes_nonces() {
        let nonce = nonces().make(NOW);
        let other = nonces();
        assert!(!other.is_fresh(&nonce, NOW));
        let mut bytes = b64::decode(&other.make(NOW - LIFETIME)).unwrap();
        bytes[7] ^= 1;
        assert!(!other.is_fresh(&b64::encode(&bytes), NOW), "a changed time");
        for wrong in ["", "AAAA", "not base64!"] {
            assert!(!other.is_fresh(wrong, NOW));
        }
    }

    #[test]
    fn a_proof_counts_once_as_long_as_its_nonce_could_live() {
        let nonces = nonces();
        nonces.remember("key", "a", NOW).unwrap();
        for later in [0, 1, LIFETIME - 1, LIFETIME] {
            assert_eq!(nonces.remember("key", "a", NOW + later), Err(Stale::Repeat));
        }
        // One remembered at the end of a generation is still known at the end of its nonce's life.
        nonces.remember("key", "b", NOW + LIFETIME).unwrap();
        nonces.remember("key", "c", NOW + LIFETIME + 1).unwrap();
        assert_eq!(nonces.remember("key", "b", NOW + 2 * LIFETIME), Err(Stale::Repeat));
        nonces.remember("other key", "b", NOW + 2 * LIFETIME).unwrap();
    }

    #[test]
    fn what_is_long_over_is_forgotten() {
        let nonces = nonces();
        nonces.remember("key", "a", NOW).unwrap();
        nonces.remember("key", "b", NOW + 3 * LIFETIME).unwrap();
        assert!(nonces.known.lock().unwrap().old.is_empty());
        assert_eq!(nonces.known.lock().unwrap().young.len(), 1);
    }
}
