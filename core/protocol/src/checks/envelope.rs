//! The data key, sealed to one reviewer: HPKE (RFC 9180) in base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
//! AES-256-GCM. `info` names session, session key and reviewer, so an envelope opens for nothing else. A reviewer's
//! browser opens it with WebCrypto.

use std::convert::Infallible;

use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng,
};
use zeroize::Zeroizing;

use super::Envelope;
use super::blob::{DATA_KEY, DoesNotOpen, length_prefixed};
use crate::b64;
use crate::jwk::PublicJwk;

const INFO: &str = "kcheck-v1";

/// `info` of RFC 9180: what both sides must agree about.
fn info(check: &str, session_key: &str, reviewer: &str) -> Vec<u8> {
    length_prefixed(&[INFO, check, session_key, reviewer])
}

/// Seals the data key to a reviewer. `seed` is 32 random bytes, new each time: the ephemeral key is made from it.
///
/// # Errors
/// [`DoesNotOpen`] if the reviewer's key is no point of the curve.
pub fn seal(
    data_key: &[u8; DATA_KEY],
    check: &str,
    session_key: &str,
    reviewer: &PublicJwk,
    seed: [u8; 32],
) -> Result<Envelope, DoesNotOpen> {
    let point = reviewer.to_sec1().ok_or(DoesNotOpen)?;
    let thumbprint = reviewer.thumbprint();
    let recipient = <DhP256HkdfSha256 as Kem>::PublicKey::from_bytes(&point).map_err(|_| DoesNotOpen)?;
    let (enc, sealed) = single_shot_seal_with_rng::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
        &OpModeS::Base,
        &recipient,
        &info(check, session_key, &thumbprint),
        data_key,
        &[],
        &mut Seed(Zeroizing::new(seed)),
    )
    .map_err(|_| DoesNotOpen)?;
    Ok(Envelope { reviewer: thumbprint, enc: b64::encode(&enc.to_bytes()), sealed: b64::encode(&sealed) })
}

/// Opens an envelope with a reviewer's private key (the 32-byte scalar): what a browser does, for tests and tools.
///
/// # Errors
/// [`DoesNotOpen`].
pub fn open(
    envelope: &Envelope,
    check: &str,
    session_key: &str,
    private: &[u8; 32],
) -> Result<Zeroizing<[u8; DATA_KEY]>, DoesNotOpen> {
    let private = <DhP256HkdfSha256 as Kem>::PrivateKey::from_bytes(private).map_err(|_| DoesNotOpen)?;
    let enc = b64::decode(&envelope.enc).ok_or(DoesNotOpen)?;
    let enc = <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(&enc).map_err(|_| DoesNotOpen)?;
    let sealed = b64::decode(&envelope.sealed).ok_or(DoesNotOpen)?;
    let opened = single_shot_open::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
        &OpModeR::Base,
        &private,
        &enc,
        &info(check, session_key, &envelope.reviewer),
        &sealed,
        &[],
    )
    .map(Zeroizing::new)
    .map_err(|_| DoesNotOpen)?;
    opened.as_slice().try_into().map(Zeroizing::new).map_err(|_| DoesNotOpen)
}

/// Gives the seed once. RFC 9180's key generation asks for exactly as many bytes as the seed has (§7.1.3); whatever
/// asked for more would get zeros, and a test shows that nothing does.
struct Seed(Zeroizing<[u8; 32]>);

impl TryRng for Seed {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        let mut seed = self.0.iter_mut();
        to.iter_mut().for_each(|byte| *byte = seed.next().map_or(0, std::mem::take));
        Ok(())
    }
}

impl TryCryptoRng for Seed {}

#[cfg(test)]
mod tests {
    use super::*;

    /// The scalar and point of RFC 9180 A.3.1 (`skRm`, `pkRm`), whose suite differs only in the AEAD.
    const PRIVATE: &str = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2";
    const PUBLIC: &str = "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82\
                          6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0";

    fn reviewer() -> (PublicJwk, [u8; 32]) {
        let bytes = |hex: &str| data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap();
        (PublicJwk::from_sec1(&bytes(PUBLIC)).unwrap(), bytes(PRIVATE).try_into().unwrap())
    }

    #[test]
    fn only_the_reviewer_opens_it_and_only_for_this_session_and_key() {
        let (public, private) = reviewer();
        let envelope = seal(&[7; 32], "check", "key", &public, [9; 32]).unwrap();
        assert_eq!(*open(&envelope, "check", "key", &private).unwrap(), [7; 32]);
        assert!(open(&envelope, "other", "key", &private).is_err());
        assert!(open(&envelope, "check", "other", &private).is_err());
        assert!(open(&envelope, "checkk", "ey", &private).is_err(), "lengths stand between the parts");
        let mut other = private;
        other[31] ^= 1;
        assert!(open(&envelope, "check", "key", &other).is_err());
        let renamed = Envelope { reviewer: "someone".into(), ..envelope.clone() };
        assert!(open(&renamed, "check", "key", &private).is_err());
        let mut sealed = b64::decode(&envelope.sealed).unwrap();
        sealed[3] ^= 1;
        let flipped = Envelope { sealed: b64::encode(&sealed), ..envelope };
        assert!(open(&flipped, "check", "key", &private).is_err());
    }

    #[test]
    fn another_seed_is_another_envelope_and_no_seed_is_used_twice() {
        let (public, _) = reviewer();
        let one = seal(&[7; 32], "check", "key", &public, [1; 32]).unwrap();
        let two = seal(&[7; 32], "check", "key", &public, [2; 32]).unwrap();
        assert_ne!(one.enc, two.enc);
        assert_ne!(one.sealed, two.sealed);
        let mut seed = Seed(Zeroizing::new([5; 32]));
        let mut first = [0; 32];
        seed.try_fill_bytes(&mut first).unwrap();
        assert_eq!((first, *seed.0), ([5; 32], [0; 32]));
    }

    #[test]
    fn a_key_off_the_curve_is_refused() {
        let off = PublicJwk::from_sec1(&[&[4][..], &[1; 64]].concat()).unwrap();
        assert!(seal(&[7; 32], "check", "key", &off, [1; 32]).is_err());
    }
}
