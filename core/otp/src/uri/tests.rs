use proptest::prelude::*;

use super::*;
use crate::{Algorithm, Digits, Period, Secret};

const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

fn names(text: &str) -> (String, String) {
    let uri = OtpUri::parse(text).unwrap();
    (uri.issuer().to_owned(), uri.account().to_owned())
}

#[test]
fn label_and_issuer_are_told_apart() {
    for (label, issuer, account) in [
        ("ACME:ann", "ACME", "ann"),
        ("ACME%3Aann", "ACME", "ann"),
        ("ACME%3A%20ann", "ACME", "ann"),
        ("ACME : ann", "ACME", "ann"),
        ("ann@example.com", "", "ann@example.com"),
        (":a%3Ab", "", "a:b"),
        ("ACME:a:b", "ACME", "a:b"),
        ("A%3AB:ann", "A:B", "ann"),
        ("", "", ""),
        ("#1:me#2", "#1", "me#2"),
        ("100%:z%C3%BCrich", "100%", "zürich"),
        ("me+tag@example.com", "", "me+tag@example.com"),
        ("a/b:c/d", "a/b", "c/d"),
    ] {
        let found = names(&format!("otpauth://totp/{label}?secret={SECRET}"));
        assert_eq!(found, (issuer.to_owned(), account.to_owned()), "{label}");
    }
}

#[test]
fn the_issuer_parameter_wins() {
    for (label, parameter, issuer, account) in [
        ("ACME:ann", "ACME", "ACME", "ann"),
        ("Old:ann", "New", "New", "ann"),
        ("ann", "ACME", "ACME", "ann"),
        ("ACME:ann", "", "ACME", "ann"),
        ("Big%20Corp:ann", "Big+Corp", "Big Corp", "ann"),
        ("C++:ann", "C++", "C++", "ann"),
        ("a%3Ab%3Aann", "a:b", "a:b", "ann"),
        ("ann%3Ax", "ACME", "ACME", "x"),
    ] {
        let found = names(&format!("otpauth://totp/{label}?secret={SECRET}&issuer={parameter}"));
        assert_eq!(found, (issuer.to_owned(), account.to_owned()), "{label} {parameter}");
    }
}

#[test]
fn names_cannot_turn_direction_or_break_lines() {
    let uri = format!("otpauth://totp/A%0A%09B:a%E2%80%AEnn%00?secret={SECRET}");
    assert_eq!(names(&uri), ("A B".to_owned(), "a nn".to_owned()));
}

#[test]
fn too_long_is_refused_by_bytes_and_by_name() {
    let padded = |length| format!("otpauth://totp/a?secret={SECRET}&x={}", "y".repeat(length));
    assert!(OtpUri::parse(&padded(8_000)).is_ok());
    assert_eq!(OtpUri::parse(&padded(9_000)), Err(UriError::TooLong));
    assert!(OtpUri::parse(&format!("otpauth://totp/{}?secret={SECRET}", "ü".repeat(128))).is_ok());
    let long = "ü".repeat(129);
    assert_eq!(OtpUri::parse(&format!("otpauth://totp/{long}?secret={SECRET}")), Err(UriError::TooLong));
    assert_eq!(
        OtpUri::parse(&format!("otpauth://totp/a?secret={SECRET}&issuer={long}")),
        Err(UriError::TooLong)
    );
}

#[test]
fn a_second_secret_cannot_hide() {
    for second in ["secret", "SECRET", "%73ecret", "%53%45cret"] {
        let uri = format!("otpauth://totp/a?secret={SECRET}&{second}=GEZDGNBVGY3TQOJQ");
        assert_eq!(OtpUri::parse(&uri), Err(UriError::Duplicate), "{second}");
    }
    assert!(OtpUri::parse(&format!("otpauth://totp/a?secret={SECRET}&x=1&x=2")).is_ok());
}

#[test]
fn neither_value_nor_error_prints_the_secret_or_a_name() {
    let uri = OtpUri::parse(&format!("otpauth://totp/Bank:ann?secret={SECRET}")).unwrap();
    let printed = format!("{uri:?} {uri:#?}");
    for planted in [SECRET, "Bank", "ann", "Hello"] {
        assert!(!printed.contains(planted), "{printed}");
    }
    let error = OtpUri::parse(&format!("otpauth://totp/Bank:ann?secret={SECRET}!")).unwrap_err();
    assert!(!format!("{error:?} {error}").contains("JBSW"));
}

fn any_parameters() -> impl Strategy<Value = Parameters> {
    let kind = prop_oneof![
        (1..=Period::MAX_SECONDS).prop_map(|s| Kind::Totp { period: Period::from_seconds(s).unwrap() }),
        any::<u64>().prop_map(|counter| Kind::Hotp { counter }),
    ];
    let secret = prop::collection::vec(any::<u8>(), 1..=Secret::MAX_BYTES);
    (secret, 0..3_usize, 1..=10_u8, kind).prop_map(|(secret, algorithm, digits, kind)| Parameters {
        secret: Secret::from_bytes(secret).unwrap(),
        algorithm: Algorithm::ALL[algorithm],
        digits: Digits::new(digits).unwrap(),
        kind,
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(issuer in "\\PC{0,40}|[a:%+#?&= /]{0,12}", account in "\\PC{0,40}|[a:%+#?&= /]{0,12}", parameters in any_parameters()) {
        let uri = OtpUri::new(&issuer, &account, parameters).unwrap();
        let text = uri.to_text();
        let back = OtpUri::parse(&text).unwrap();
        prop_assert_eq!(back.issuer(), uri.issuer());
        prop_assert_eq!(back.account(), uri.account());
        prop_assert_eq!(back.parameters(), uri.parameters());
    }

    #[test]
    fn writing_never_outgrows_its_room(issuer in "\\PC{0,128}", account in "\\PC{0,128}", parameters in any_parameters()) {
        let uri = OtpUri::new(&issuer, &account, parameters).unwrap();
        let text = uri.to_text();
        let room = 160 + 2 * uri.parameters.secret.expose_bytes().len() + 6 * uri.issuer.len() + 3 * uri.account.len();
        prop_assert!(text.len() <= room);
        prop_assert!(text.len() <= OtpUri::MAX_BYTES);
        prop_assert!(OtpUri::parse(&text).is_ok());
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}", query in "[a-z=&%0-9]{0,40}") {
        drop(OtpUri::parse(&text));
        drop(OtpUri::parse(&format!("otpauth://totp/{text}?secret={SECRET}&{query}")));
    }
}
