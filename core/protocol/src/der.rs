//! ECDSA signatures between their two forms: DER (what key stores hand over) and raw r‖s (RFC 7518 §3.4, what
//! crosses the wire).

/// Turns a DER `SEQUENCE { r INTEGER, s INTEGER }` for P-256 into r‖s, 64 bytes big-endian. Anything but strict
/// DER of two positive integers is `None`.
#[must_use]
pub fn to_raw(der: &[u8]) -> Option<[u8; 64]> {
    let rest = der.strip_prefix(&[0x30])?;
    let (&length, rest) = rest.split_first()?;
    if usize::from(length) != rest.len() || length >= 0x80 {
        return None;
    }
    let (r, rest) = integer(rest)?;
    let (s, rest) = integer(rest)?;
    if !rest.is_empty() {
        return None;
    }
    let mut raw = [0; 64];
    let (left, right) = raw.split_at_mut(32);
    left.copy_from_slice(&r);
    right.copy_from_slice(&s);
    Some(raw)
}

fn integer(bytes: &[u8]) -> Option<([u8; 32], &[u8])> {
    let rest = bytes.strip_prefix(&[0x02])?;
    let (&length, rest) = rest.split_first()?;
    let (digits, rest) = rest.split_at_checked(usize::from(length))?;
    let (&first, tail) = digits.split_first()?;
    let magnitude = match (first, tail.first()) {
        (0x80.., _) => return None,
        (0, Some(0x80..)) => tail,
        (0, _) => return None,
        _ => digits,
    };
    let mut value = [0; 32];
    let start = 32usize.checked_sub(magnitude.len())?;
    value.get_mut(start..)?.copy_from_slice(magnitude);
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
    };

    #[test]
    fn every_signature_survives_the_change_of_form() {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
        for message in 0u32..600 {
            let der = pair.sign(&random, &message.to_be_bytes()).unwrap();
            let raw = to_raw(der.as_ref()).unwrap();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, pair.public_key().as_ref())
                .verify(&message.to_be_bytes(), &raw)
                .unwrap();
        }
    }

    #[test]
    fn loose_der_is_refused() {
        let good = [0x30, 6, 2, 1, 1, 2, 1, 2];
        assert!(to_raw(&good).is_some());
        let bad: [&[u8]; 8] = [
            &[],
            &[0x30, 7, 2, 1, 1, 2, 1, 2],
            &[0x30, 6, 2, 1, 1, 2, 1, 2, 0],
            &[0x30, 7, 2, 2, 0, 1, 2, 1, 2],
            &[0x30, 6, 2, 1, 0x81, 2, 1, 2],
            &[0x30, 6, 2, 1, 0, 2, 1, 2],
            &[0x30, 5, 2, 0, 2, 1, 2],
            &[0x30, 0x81, 6, 2, 1, 1, 2, 1, 2],
        ];
        for der in bad {
            assert_eq!(to_raw(der), None, "{der:02x?}");
        }
    }
}
