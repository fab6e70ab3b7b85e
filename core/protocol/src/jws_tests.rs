use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header as OracleHeader, Validation};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde::{Deserialize, Serialize};

use super::*;
use crate::testing::Key;

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Claims {
    say: String,
}

/// Signs a header and claims that [`Unsigned`] would not make.
fn forge(key: &Key, header: &str, claims: &str) -> String {
    key.sign(Unsigned(format!("{}.{}", b64::encode(header.as_bytes()), b64::encode(claims.as_bytes()))))
}

fn hello() -> Claims {
    Claims { say: "hello".into() }
}

#[test]
fn another_library_reads_what_we_sign_and_we_read_what_it_signs() {
    let key = Key::new();
    let jwk = key.public();
    let ours = key.sign(Unsigned::with_kid("test+jwt", &jwk.thumbprint(), &hello()));
    let sec1 = jwk.to_sec1().unwrap();
    let decoding =
        DecodingKey::from_ec_components(&b64::encode(&sec1[1..33]), &b64::encode(&sec1[33..])).unwrap();
    let mut validation = Validation::new(Algorithm::ES256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    let read = jsonwebtoken::decode::<Claims>(&ours, &decoding, &validation).unwrap();
    assert_eq!(read.claims, hello());

    let header = OracleHeader {
        typ: Some("test+jwt".into()),
        kid: Some(jwk.thumbprint()),
        ..OracleHeader::new(Algorithm::ES256)
    };
    let theirs = jsonwebtoken::encode(&header, &hello(), &EncodingKey::from_ec_der(&key.pkcs8)).unwrap();
    assert_eq!(open::<Claims>(&theirs, "test+jwt", &jwk), Ok(hello()));
}

#[test]
fn every_changed_byte_is_refused() {
    let key = Key::new();
    let compact = key.sign(Unsigned::with_kid("t", &key.public().thumbprint(), &hello()));
    for i in 0..compact.len() {
        let mut bytes = compact.clone().into_bytes();
        bytes[i] = if bytes[i] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(open::<Claims>(&changed, "t", &key.public()).is_err(), "byte {i}");
    }
}

#[test]
fn the_header_cannot_steer_verification() {
    let key = Key::new();
    let kid = key.public().thumbprint();
    let claims = r#"{"say":"hello"}"#;
    let jwk = serde_json::to_string(&key.public()).unwrap();
    let headers = [
        format!(r#"{{"alg":"none","typ":"t","kid":"{kid}"}}"#),
        format!(r#"{{"alg":"HS256","typ":"t","kid":"{kid}"}}"#),
        format!(r#"{{"alg":"ES256","typ":"other","kid":"{kid}"}}"#),
        format!(r#"{{"alg":"ES256","kid":"{kid}"}}"#),
        format!(r#"{{"alg":"ES256","typ":"t","kid":"{kid}","crit":["b64"],"b64":false}}"#),
        format!(r#"{{"alg":"ES256","typ":"t","kid":"{kid}","jku":"https://example.com"}}"#),
        format!(r#"{{"alg":"ES256","typ":"t","kid":"{kid}","kid":"{kid}"}}"#),
        format!(r#"{{"alg":"ES256","typ":"t","kid":"{kid}","jwk":{jwk}}}"#),
        format!(r#"{{"alg":"ES256","typ":"t","jwk":{jwk}}}"#),
        r#"{"alg":"ES256","typ":"t","kid":"someone-else"}"#.into(),
        r#"{"alg":"ES256","typ":"t"}"#.into(),
    ];
    for header in headers {
        let forged = forge(&key, &header, claims);
        assert_eq!(open::<Claims>(&forged, "t", &key.public()), Err(JwsError::Header), "{header}");
    }
}

#[test]
fn unknown_and_duplicate_claims_are_refused() {
    let key = Key::new();
    let header = format!(r#"{{"alg":"ES256","typ":"t","kid":"{}"}}"#, key.public().thumbprint());
    for claims in [
        r#"{"say":"a","more":1}"#,
        r#"{"say":"a","say":"b"}"#,
        r#"{}"#,
        r#"["a","b"]"#,
        "",
        r#"{"say":"a"} x"#,
    ] {
        let forged = forge(&key, &header, claims);
        assert_eq!(open::<Claims>(&forged, "t", &key.public()), Err(JwsError::Claims), "{claims}");
    }
}

#[test]
fn another_key_is_refused_even_under_our_name() {
    let (ours, theirs) = (Key::new(), Key::new());
    let forged = theirs.sign(Unsigned::with_kid("t", &ours.public().thumbprint(), &hello()));
    assert_eq!(open::<Claims>(&forged, "t", &ours.public()), Err(JwsError::Signature));
}

#[test]
fn what_is_no_compact_jws_is_malformed() {
    let key = Key::new().public();
    let long = "A".repeat(MAX_COMPACT + 1);
    for text in ["", ".", "..", "a.b", "a.b.c.d", "====.AA.AA", &long] {
        assert!(verify(text, "t", &key).is_err(), "{}", text.len());
    }
}

#[test]
fn a_self_signed_proof_tells_its_key() {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap();
    let jwk = PublicJwk::from_sec1(pair.public_key().as_ref()).unwrap();
    let unsigned = Unsigned::with_jwk("t", jwk.clone(), &hello());
    let raw = pair.sign(&random, unsigned.signing_input()).unwrap();
    let compact = unsigned.signed_by_raw(raw.as_ref().try_into().unwrap());
    assert_eq!(open_self_signed::<Claims>(&compact, "t"), Ok((hello(), jwk)));
}

#[test]
fn bytes_kept_for_a_prompted_signature_come_back_as_they_were() {
    let unsigned = Unsigned::with_kid("t", "k", &hello());
    assert_eq!(Unsigned::from_signing_input(unsigned.signing_input()), Some(unsigned));
    assert_eq!(Unsigned::from_signing_input(b"a.b.c"), None);
    assert_eq!(Unsigned::from_signing_input(&[0xff]), None);
}
