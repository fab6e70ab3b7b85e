//! A passphrase becomes a key: Argon2id (RFC 9106), with the cost stored beside what it protects.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::{Secret, SecretText};
use crate::platform::{Random, RandomError};

/// Salt and cost of one stretching.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stretch {
    /// 16 random bytes.
    pub salt: [u8; 16],
    /// KiB.
    pub memory_kib: u32,
    /// Iterations.
    pub passes: u32,
    /// Lanes; computed one after the other.
    pub lanes: u32,
}

/// The stored cost is not one this app would have written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the stored cost of the passphrase is not possible")]
pub(crate) struct BadCost;

impl Stretch {
    /// 32 MiB and three passes: half of RFC 9106's second choice (§4), on one lane instead of four, so that an old phone
    /// opens within a second. Unit tests stretch often, and at the floor.
    const MEMORY_KIB: u32 = if cfg!(test) { 19 * 1024 } else { 32 * 1024 };
    const PASSES: u32 = 3;

    /// A new salt at today's cost.
    pub(crate) fn new(random: &dyn Random) -> Result<Self, RandomError> {
        let mut salt = [0; 16];
        random.fill(&mut salt)?;
        Ok(Self { salt, memory_kib: Self::MEMORY_KIB, passes: Self::PASSES, lanes: 1 })
    }

    /// 32 bytes for `passphrase`.
    ///
    /// # Errors
    /// [`BadCost`] below 19 MiB and two passes (OWASP's floor) or far above what we ever wrote: a file that was tampered
    /// with must neither weaken the key nor hang the phone.
    pub(crate) fn key(&self, passphrase: &SecretText) -> Result<Secret, BadCost> {
        let sane = (19 * 1024..=512 * 1024).contains(&self.memory_kib)
            && (2..=16).contains(&self.passes)
            && (1..=4).contains(&self.lanes);
        if !sane {
            return Err(BadCost);
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(|_| BadCost)?;
        let mut blocks = vec![Block::default(); params.block_count()];
        let mut key = Secret::new(vec![0; 32]);
        let stretched = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(
                passphrase.passphrase_bytes().expose(),
                &self.salt,
                key.expose_mut(),
                &mut blocks,
            );
        blocks.zeroize();
        stretched.map_err(|_| BadCost)?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch() -> Stretch {
        Stretch { salt: [7; 16], memory_kib: 19 * 1024, passes: 2, lanes: 1 }
    }

    #[test]
    fn the_key_depends_on_passphrase_and_salt() {
        let key = |stretch: &Stretch, text: &str| stretch.key(&SecretText::new(text.into())).unwrap();
        let first = key(&stretch(), "correct horse");
        assert_eq!(first.len(), 32);
        assert_eq!(first, key(&stretch(), "correct horse"));
        assert_ne!(first, key(&stretch(), "correct horsf"));
        assert_ne!(first, key(&Stretch { salt: [8; 16], ..stretch() }, "correct horse"));
    }

    #[test]
    fn argon2id_is_the_one_of_the_rfc() {
        // RFC 9106 has no vector without secret and associated data; this one is the reference program's:
        // echo -n password | argon2 somesaltsomesalt -id -k 65536 -t 2 -p 1 -l 32
        let argon2 = Stretch { salt: *b"somesaltsomesalt", memory_kib: 64 * 1024, passes: 2, lanes: 1 };
        let key = argon2.key(&SecretText::new("password".into())).unwrap();
        assert_eq!(
            data_encoding::HEXLOWER.encode(key.expose()),
            "fc33b78139231d34b71626bd6245c1d72efa190ad605c3d8166a72adcedfa2c2"
        );
    }

    #[test]
    fn a_cost_nobody_wrote_is_refused() {
        for bad in [
            Stretch { memory_kib: 8, ..stretch() },
            Stretch { memory_kib: 4_000_000, ..stretch() },
            Stretch { passes: 1, ..stretch() },
            Stretch { passes: 1_000_000, ..stretch() },
            Stretch { lanes: 0, ..stretch() },
            Stretch { lanes: 200, ..stretch() },
        ] {
            assert_eq!(bad.key(&SecretText::new("x".into())), Err(BadCost), "{bad:?}");
        }
    }
}
