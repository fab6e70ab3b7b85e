//! The shared vectors of `tests/vectors`, and totp-rs as an oracle where its range allows.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test that fails")]

use std::path::Path;

use data_encoding::HEXLOWER;
use kauth_otp::{Algorithm, Digits, Hotp, Kind, OtpUri, Period, Secret, Totp};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
struct Codes {
    hotp: Vec<CounterVector>,
    totp: Vec<TimeVector>,
}

#[derive(Deserialize)]
struct CounterVector {
    secret_hex: String,
    secret_base32: String,
    algorithm: String,
    digits: u8,
    counter: u64,
    code: String,
}

#[derive(Deserialize)]
struct TimeVector {
    secret_hex: String,
    secret_base32: String,
    algorithm: String,
    digits: u8,
    period: u32,
    unix_seconds: i64,
    code: String,
}

#[derive(Deserialize)]
struct Uris {
    good: Vec<GoodUri>,
    bad: Vec<BadUri>,
}

#[derive(Deserialize)]
struct GoodUri {
    note: String,
    uri: String,
    r#type: String,
    issuer: String,
    account: String,
    secret_hex: String,
    weak: bool,
    algorithm: String,
    digits: u8,
    period: Option<u32>,
    counter: Option<u64>,
    written: String,
}

#[derive(Deserialize)]
struct BadUri {
    error: String,
    uri: String,
}

fn read<T: DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn secret(base32: &str, hex: &str) -> Secret {
    let secret = Secret::from_base32(base32).unwrap();
    assert_eq!(secret.expose_bytes(), HEXLOWER.decode(hex.as_bytes()).unwrap());
    secret
}

#[test]
fn counter_vectors() {
    let vectors = read::<Codes>("otp.json").hotp;
    assert!(vectors.len() >= 20);
    for v in vectors {
        let secret = secret(&v.secret_base32, &v.secret_hex);
        let hotp =
            Hotp::new(&secret, Algorithm::parse(&v.algorithm).unwrap(), Digits::new(v.digits).unwrap());
        assert_eq!(hotp.code(v.counter).text(), v.code, "counter {}", v.counter);
    }
}

#[test]
fn time_vectors() {
    let vectors = read::<Codes>("otp.json").totp;
    assert!(vectors.len() >= 18);
    for v in vectors {
        let secret = secret(&v.secret_base32, &v.secret_hex);
        let algorithm = Algorithm::parse(&v.algorithm).unwrap();
        let period = Period::from_seconds(v.period).unwrap();
        let totp = Totp::new(&secret, algorithm, Digits::new(v.digits).unwrap(), period);
        for ms in [0, 999] {
            let code = totp.code_at(v.unix_seconds * 1000 + ms).unwrap();
            assert_eq!(code.text(), v.code, "{algorithm} at {}", v.unix_seconds);
        }
    }
}

#[test]
fn uris_that_are_read() {
    let vectors = read::<Uris>("otpauth.json").good;
    assert!(vectors.len() >= 20);
    for v in vectors {
        let uri = OtpUri::parse(&v.uri).unwrap_or_else(|error| panic!("{}: {error}", v.note));
        let parameters = uri.parameters();
        assert_eq!(uri.issuer(), v.issuer, "{}", v.note);
        assert_eq!(uri.account(), v.account, "{}", v.note);
        assert_eq!(HEXLOWER.encode(parameters.secret.expose_bytes()), v.secret_hex, "{}", v.note);
        assert_eq!(parameters.secret.is_weak(), v.weak, "{}", v.note);
        assert_eq!(parameters.algorithm.name(), v.algorithm, "{}", v.note);
        assert_eq!(parameters.digits.get(), v.digits, "{}", v.note);
        let found = match parameters.kind {
            Kind::Totp { period } => ("totp", Some(period.seconds()), None),
            Kind::Hotp { counter } => ("hotp", None, Some(counter)),
            other => panic!("{other:?}"),
        };
        assert_eq!(found, (v.r#type.as_str(), v.period, v.counter), "{}", v.note);
        assert_eq!(uri.to_text().as_str(), v.written, "{}", v.note);
        assert_eq!(OtpUri::parse(&v.written).as_ref(), Ok(&uri), "{}", v.note);
    }
}

#[test]
fn uris_that_are_refused() {
    let vectors = read::<Uris>("otpauth.json").bad;
    assert!(vectors.len() >= 40);
    for v in vectors {
        assert_eq!(OtpUri::parse(&v.uri).map_err(|error| error.kind()), Err(v.error.as_str()), "{}", v.uri);
    }
}

proptest! {
    /// totp-rs has no ten digits, so nine at most here; the vectors cover ten.
    #[test]
    fn codes_agree_with_totp_rs(
        key in prop::collection::vec(any::<u8>(), 1..200),
        algorithm in 0..3_usize,
        digits in 1..=9_u8,
        period in 1..=Period::MAX_SECONDS,
        seconds in 0..300_000_000_000_i64,
    ) {
        let secret = Secret::from_bytes(key.clone()).unwrap();
        let ours = Totp::new(
            &secret,
            Algorithm::ALL[algorithm],
            Digits::new(digits).unwrap(),
            Period::from_seconds(period).unwrap(),
        );
        let theirs = totp_rs::Builder::new()
            .with_algorithm([totp_rs::Algorithm::SHA1, totp_rs::Algorithm::SHA256, totp_rs::Algorithm::SHA512][algorithm])
            .with_digits(digits)
            .with_step_duration(u64::from(period))
            .with_secret(key)
            .build_noncompliant();
        let expected = theirs.generate(u64::try_from(seconds).unwrap()).to_string();
        prop_assert_eq!(ours.code_at(seconds * 1000).unwrap().text(), expected);
    }
}
