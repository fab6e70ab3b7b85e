//! Message encryption for Web Push (RFC 8291), one record of `aes128gcm` (RFC 8188), and nothing else: keys and salt
//! come from outside, so that the example of the RFC gives its very bytes.

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use zeroize::Zeroizing;

/// Length of an uncompressed point on P-256.
pub(super) const POINT: usize = 65;
/// Length of the secret that a phone shares with whoever may push to it.
pub(super) const AUTH: usize = 16;
/// Length of a record's salt.
pub(super) const SALT: usize = 16;

/// What the header says of a record's size; the one record is shorter.
const RECORD_SIZE: u32 = 4096;
/// What ends the text of the last record (RFC 8188 §2).
const LAST: u8 = 2;
const KEY: usize = 16;
const IKM: usize = 32;

/// Whom a message is for: the `p256dh` and `auth` of a subscription.
pub(super) struct Recipient {
    /// Its public key.
    pub(super) p256dh: [u8; POINT],
    /// Its secret.
    pub(super) auth: [u8; AUTH],
}

/// Encrypts a short text for one recipient, under a key and a salt that serve this message only.
///
/// # Errors
/// [`Unspecified`] if the recipient's point is not on the curve, or the text does not fit into one record.
pub(super) fn encrypt(
    recipient: &Recipient,
    own: EphemeralPrivateKey,
    salt: &[u8; SALT],
    text: &[u8],
) -> Result<Vec<u8>, Unspecified> {
    let own_point = own.compute_public_key()?;
    let (key, nonce) =
        agree_ephemeral(own, &UnparsedPublicKey::new(&ECDH_P256, recipient.p256dh), |shared| {
            content_keys(shared, &recipient.auth, &recipient.p256dh, own_point.as_ref(), salt)
        })??;

    let mut sealed = [text, &[LAST]].concat();
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &*key)?);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)?;
    let length = u8::try_from(own_point.as_ref().len()).map_err(|_| Unspecified)?;
    let header = [&salt[..], &RECORD_SIZE.to_be_bytes(), &[length], own_point.as_ref()].concat();
    if header.len() + sealed.len() > usize::try_from(RECORD_SIZE).unwrap_or(0) {
        // RFC 8291 §4: a push service need not take more.
        return Err(Unspecified);
    }
    Ok([header, sealed].concat())
}

/// A content key and its nonce.
type ContentKeys = (Zeroizing<[u8; KEY]>, [u8; NONCE_LEN]);

/// RFC 8291 §3.4, from the agreed secret on.
pub(super) fn content_keys(
    shared: &[u8],
    auth: &[u8; AUTH],
    recipient: &[u8],
    sender: &[u8],
    salt: &[u8; SALT],
) -> Result<ContentKeys, Unspecified> {
    let mut ikm = Zeroizing::new([0; IKM]);
    let combined = Salt::new(HKDF_SHA256, auth).extract(shared);
    expand(&combined, &[b"WebPush: info\0", recipient, sender], &mut *ikm)?;
    let prk = Salt::new(HKDF_SHA256, salt).extract(&*ikm);
    let mut key = Zeroizing::new([0; KEY]);
    expand(&prk, &[b"Content-Encoding: aes128gcm\0"], &mut *key)?;
    let mut nonce = [0; NONCE_LEN];
    expand(&prk, &[b"Content-Encoding: nonce\0"], &mut nonce)?;
    Ok((key, nonce))
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand(prk: &Prk, info: &[&[u8]], out: &mut [u8]) -> Result<(), Unspecified> {
    prk.expand(info, Length(out.len()))?.fill(out)
}

#[cfg(test)]
mod tests {
    use kauth_protocol::b64;

    use super::*;
    use crate::push::testing::{Receiver, private_key};

    /// RFC 8291, appendix A.
    const TEXT: &[u8] = b"When I grow up, I want to be a watermelon";
    const SENDER: &str = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    const RECIPIENT: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const MESSAGE: &str = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6\
                           TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_\
                           Qulcy4a-fN";

    fn recipient() -> Recipient {
        Recipient {
            p256dh: b64::decode_exact(RECIPIENT).unwrap(),
            auth: b64::decode_exact("BTBZMqHH6r4Tts7J_aSIgg").unwrap(),
        }
    }

    #[test]
    fn the_example_of_the_rfc_gives_its_bytes() {
        let sender = private_key(&b64::decode_exact(SENDER).unwrap());
        let salt = b64::decode_exact("DGv6ra1nlYgDCS1FRnbzlw").unwrap();
        assert_eq!(b64::encode(&encrypt(&recipient(), sender, &salt, TEXT).unwrap()), MESSAGE);
    }

    #[test]
    fn the_example_of_the_rfc_is_read_by_what_reads_in_the_tests() {
        let private = b64::decode_exact("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94").unwrap();
        let receiver = Receiver::new(private, recipient().auth);
        assert_eq!(receiver.p256dh(), recipient().p256dh);
        assert_eq!(receiver.decrypt(&b64::decode(MESSAGE).unwrap()).unwrap(), TEXT);
    }

    #[test]
    fn only_the_recipient_reads_it_and_only_unchanged() {
        let (receiver, other) = (Receiver::new([1; 32], [2; AUTH]), Receiver::new([1; 32], [3; AUTH]));
        let to = Recipient { p256dh: receiver.p256dh(), auth: [2; AUTH] };
        let message = encrypt(&to, private_key(&[9; 32]), &[4; SALT], b"wake").unwrap();
        assert_eq!(receiver.decrypt(&message).unwrap(), b"wake");
        assert!(other.decrypt(&message).is_none());
        for index in (0..SALT).chain(SALT + 5..message.len()) {
            let mut changed = message.clone();
            changed[index] ^= 1;
            assert!(receiver.decrypt(&changed).is_none(), "byte {index}");
        }
    }

    #[test]
    fn a_point_off_the_curve_and_a_text_too_long_are_refused() {
        let off = Recipient { p256dh: [4; POINT], auth: [0; AUTH] };
        assert!(encrypt(&off, private_key(&[9; 32]), &[0; SALT], b"wake").is_err());
        assert!(encrypt(&recipient(), private_key(&[9; 32]), &[0; SALT], &[0; 4_000]).is_err());
        assert!(encrypt(&recipient(), private_key(&[9; 32]), &[0; SALT], &[0; 3_993]).is_ok());
    }
}
