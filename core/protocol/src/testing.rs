//! A software key for this crate's tests.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

use crate::jwk::PublicJwk;
use crate::jws::Unsigned;

pub(crate) struct Key {
    pair: EcdsaKeyPair,
    pub(crate) pkcs8: Vec<u8>,
}

impl Key {
    pub(crate) fn new() -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
        Self { pair, pkcs8: pkcs8.as_ref().to_vec() }
    }

    pub(crate) fn public(&self) -> PublicJwk {
        PublicJwk::from_sec1(self.pair.public_key().as_ref()).unwrap()
    }

    pub(crate) fn sign(&self, unsigned: Unsigned) -> String {
        let der = self.pair.sign(&SystemRandom::new(), unsigned.signing_input()).unwrap();
        unsigned.signed_by_der(der.as_ref()).unwrap()
    }
}
