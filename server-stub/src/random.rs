//! The server's only source of randomness, so that a suite can make a run repeatable.

use std::sync::Mutex;

use data_encoding::BASE64URL_NOPAD;
use ring::rand::SecureRandom;
use sha2::{Digest, Sha256};

/// The operating system gave no random bytes: nothing that needs them may go on.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the system gave no random bytes")]
pub struct Unavailable;

/// Fills bytes that nobody can guess.
pub trait Random: Send + Sync + 'static {
    /// Fills `bytes`.
    ///
    /// # Errors
    /// [`Unavailable`] if the source fails; `bytes` must not be used then.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Unavailable>;
}

impl dyn Random {
    /// 128 random bits as 22 base64url characters: an id. It never begins with a dash, so that no command line takes it
    /// for an option.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub fn id(&self) -> Result<String, Unavailable> {
        loop {
            let mut bytes = [0; 16];
            self.fill(&mut bytes)?;
            let id = BASE64URL_NOPAD.encode(&bytes);
            if !id.starts_with('-') {
                return Ok(id);
            }
        }
    }

    /// 256 random bits as 43 base64url characters: a token or a cookie.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub fn token(&self) -> Result<String, Unavailable> {
        let mut bytes = [0; 32];
        self.fill(&mut bytes)?;
        Ok(BASE64URL_NOPAD.encode(&bytes))
    }

    /// A number below `bound`, each equally likely; 0 if `bound` is 0.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub fn below(&self, bound: u32) -> Result<u32, Unavailable> {
        let Some(rest) = u32::MAX.checked_rem(bound) else { return Ok(0) };
        loop {
            let mut bytes = [0; 4];
            self.fill(&mut bytes)?;
            let drawn = u32::from_be_bytes(bytes);
            if drawn < u32::MAX - rest {
                return Ok(drawn % bound);
            }
        }
    }

    /// `count` decimal digits (at most 9), leading zeros kept.
    ///
    /// # Errors
    /// [`Unavailable`].
    pub fn digits(&self, count: u32) -> Result<String, Unavailable> {
        let count = count.min(9);
        let width = usize::try_from(count).unwrap_or(0);
        Ok(format!("{:0width$}", self.below(10_u32.pow(count))?))
    }
}

/// The operating system's generator.
#[derive(Debug, Clone)]
pub struct SystemRandom(ring::rand::SystemRandom);

impl SystemRandom {
    /// The operating system's generator.
    #[must_use]
    pub fn new() -> Self {
        Self(ring::rand::SystemRandom::new())
    }
}

impl Default for SystemRandom {
    fn default() -> Self {
        Self::new()
    }
}

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Unavailable> {
        self.0.fill(bytes).map_err(|_| Unavailable)
    }
}

/// The same bytes at each run with the same seed: for tests only, anybody can predict it.
#[derive(Debug)]
pub struct SeededRandom {
    seed: u64,
    drawn: Mutex<u64>,
}

impl SeededRandom {
    /// Starts the sequence of `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, drawn: Mutex::new(0) }
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Unavailable> {
        let mut drawn = self.drawn.lock().map_err(|_| Unavailable)?;
        for chunk in bytes.chunks_mut(32) {
            *drawn += 1;
            let block = Sha256::new().chain_update(self.seed.to_be_bytes()).chain_update(drawn.to_be_bytes());
            for (byte, random) in chunk.iter_mut().zip(block.finalize()) {
                *byte = random;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_two_seeds_differ() {
        let draw = |seed| (&SeededRandom::new(seed) as &dyn Random).token().unwrap();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn digits_keep_their_width_and_numbers_their_bound() {
        let source = SeededRandom::new(7);
        let random: &dyn Random = &source;
        for _ in 0..500 {
            assert_eq!(random.digits(6).unwrap().len(), 6);
            assert!(random.below(3).unwrap() < 3);
        }
        assert_eq!(random.below(0).unwrap(), 0);
    }

    #[test]
    fn ids_have_128_bits_and_do_not_repeat() {
        let source = SystemRandom::new();
        let random: &dyn Random = &source;
        assert_eq!(random.id().unwrap().len(), 22);
        assert_ne!(random.id().unwrap(), random.id().unwrap());
    }

    #[test]
    fn an_id_is_never_taken_for_an_option() {
        let random: &dyn Random = &SeededRandom::new(7);
        let ids: Vec<String> = (0..2_000).map(|_| random.id().unwrap()).collect();
        assert!(ids.iter().all(|id| id.len() == 22 && !id.starts_with('-')));
    }
}
