//! The HMAC with the key already worked in (RFC 2104 §4): half of a code's cost is paid once for an account instead of
//! once for a code. It is the crate's block-level type: the other one carries an empty buffer that each code would copy and
//! wipe. The state is as good as the secret, so it prints nothing and is wiped on drop (by the `zeroize`
//! features of the three crates).

use std::fmt;

use hmac::KeyInit;
use hmac::block_api::HmacCore;
use hmac::digest::Output;
use hmac::digest::block_api::{Buffer, FixedOutputCore};
use hmac::digest::common::Key as Block;
use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha512};
use zeroize::Zeroize;

use crate::{Algorithm, Secret};

#[derive(Clone)]
pub(crate) enum Key {
    Sha1(HmacCore<Sha1>),
    Sha256(HmacCore<Sha256>),
    Sha512(HmacCore<Sha512>),
}

impl Key {
    pub(crate) fn new(secret: &Secret, algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sha1 => Self::Sha1(keyed(secret, |long| Sha1::digest(long))),
            Algorithm::Sha256 => Self::Sha256(keyed(secret, |long| Sha256::digest(long))),
            Algorithm::Sha512 => Self::Sha512(keyed(secret, |long| Sha512::digest(long))),
        }
    }

    /// HMAC of the counter, dynamically truncated to 31 bits (RFC 4226 §5.3, steps 1 and 2).
    #[inline]
    pub(crate) fn truncated(&self, counter: u64) -> u32 {
        let message = counter.to_be_bytes();
        match self {
            Self::Sha1(mac) => truncated(mac.clone(), &message),
            Self::Sha256(mac) => truncated(mac.clone(), &message),
            Self::Sha512(mac) => truncated(mac.clone(), &message),
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// RFC 2104 §2: a key longer than the hash's block is hashed first, a shorter one filled up with zeros.
fn keyed<M: KeyInit, H: AsRef<[u8]>>(secret: &Secret, hash: impl Fn(&[u8]) -> H) -> M {
    let mut block = Block::<M>::default();
    let bytes = secret.expose_bytes();
    match block.get_mut(..bytes.len()) {
        Some(start) => start.copy_from_slice(bytes),
        None => block.iter_mut().zip(hash(bytes).as_ref()).for_each(|(to, from)| *to = *from),
    }
    let mac = M::new(&block);
    block.zeroize();
    mac
}

#[inline]
fn truncated<M: FixedOutputCore>(mut mac: M, message: &[u8; 8]) -> u32 {
    let mut output = Output::<M>::default();
    mac.finalize_fixed_core(&mut Buffer::<M>::new(message), &mut output);
    let offset = usize::from(output.last().map_or(0, |byte| byte & 0x0f));
    // The shortest HMAC has 20 bytes and the offset is at most 15.
    let chosen = output.get(offset..offset + 4).and_then(|four| four.try_into().ok()).unwrap_or_default();
    u32::from_be_bytes(chosen) & 0x7fff_ffff
}
