//! Whatever bytes come: no panic, and nothing taken that could not make a code.

use proptest::prelude::*;

use super::*;

/// Pieces that files are made of, so that what is thrown together gets further than noise.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "null",
        "true",
        "-1",
        "1e9",
        "9999999999999999999999",
        "0.5",
        "30",
        "6",
        "\"db\"",
        "\"header\"",
        "\"entries\"",
        "\"info\"",
        "\"secret\"",
        "\"type\"",
        "\"totp\"",
        "\"hotp\"",
        "\"algo\"",
        "\"SHA1\"",
        "\"digits\"",
        "\"period\"",
        "\"counter\"",
        "\"services\"",
        "\"otp\"",
        "\"Authenticators\"",
        "\"Type\"",
        "\"items\"",
        "\"login\"",
        "\"encrypted\"",
        "\"tokens\"",
        "\"tokenOrder\"",
        "\"label\"",
        "\"issuer\"",
        "\"name\"",
        "\"GEZDGNBVGY3TQOJQ\"",
        "\"content\"",
        "\"uri\"",
        "otpauth://totp/",
        "otpauth://hotp/",
        "?secret=",
        "GEZDGNBV",
        "&counter=",
        "\n",
        "otpauth-migration://offline?data=",
        "CgA",
        "%",
        "é",
        "\\u0000",
        "\\ud800",
    ]);
    words.prop_map(str::to_owned)
}

/// JSON of the right outline with anything in its places.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_owned()),
        any::<f64>()
            .prop_filter("JSON has no such number", |number| number.is_finite())
            .prop_map(|n| n.to_string()),
        any::<u64>().prop_map(|number| number.to_string()),
        "[a-zA-Z2-7 =-]{0,20}".prop_map(|text| format!("\"{text}\"")),
        Just("[[],{}]".to_owned()),
        Just("\"GEZDGNBVGY3TQOJQ\"".to_owned()),
        prop::sample::select(vec!["\"totp\"", "\"HOTP\"", "\"steam\"", "\"SHA512\"", "6", "1", "2"])
            .prop_map(str::to_owned),
    ]
}

fn check(import: &Import) {
    assert!(!import.taken.is_empty() || !import.refused.is_empty());
    for entry in &import.taken {
        // What was taken is what the vault reads again.
        let again = kauth_otp::OtpUri::parse(&entry.uri.to_text()).unwrap();
        assert!(same_account(&again, &entry.uri) && again.parameters() == entry.uri.parameters());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn noise(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _refused = read_file(&bytes);
        let text = format!("otpauth-migration://offline?data={}", data_encoding::BASE64.encode(&bytes));
        if let Ok(part) = read_migration(&text) {
            check(&part.import);
        }
    }

    #[test]
    fn pieces(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        if let Ok(import) = read_file(text.as_bytes()) {
            check(&import);
        }
        let _refused = read_migration(&text);
    }

    #[test]
    fn outlines(values in prop::collection::vec(value(), 9)) {
        let [a, b, c, d, e, f, g, h, i] = <[String; 9]>::try_from(values).unwrap();
        let entry = format!(
            r#"{{"type":{a},"name":{b},"issuer":{c},"label":{b},"note":{d},"secret":{e},"algorithm":{f},"digits":{g},
            "period":{h},"counter":{i},"info":{{"secret":{e},"algo":{f},"digits":{g},"period":{h},"counter":{i}}},
            "otp":{{"account":{b},"issuer":{c},"tokenType":{a},"algorithm":{f},"digits":{g},"period":{h},"counter":{i}}},
            "login":{{"username":{b},"totp":{e}}},"content":{{"uri":{e},"name":{b}}},
            "Type":{a},"Issuer":{c},"Username":{b},"Secret":{e},"Algorithm":{f},"Digits":{g},"Period":{h},"Counter":{i}}}"#
        );
        for file in [
            format!(r#"{{"header":{{}},"db":{{"entries":[{entry}]}}}}"#),
            format!(r#"{{"services":[{entry}]}}"#),
            format!(r#"{{"Authenticators":[{entry}]}}"#),
            format!(r#"{{"encrypted":false,"items":[{entry}]}}"#),
            format!(r#"{{"version":1,"entries":[{entry}]}}"#),
            format!(r#"{{"tokenOrder":[],"tokens":[{entry}]}}"#),
            format!("[{entry}]"),
        ] {
            if let Ok(import) = read_file(file.as_bytes()) {
                check(&import);
            }
        }
    }
}
