//! A file of each app, with what it may hold and what it must not.

use super::*;

fn read(text: &str) -> Import {
    read_file(text.as_bytes()).unwrap()
}

#[test]
fn lines_of_addresses_with_remarks_between_them() {
    let import = read(&format!(
        "\u{feff}# my codes\n\notpauth://totp/Example:anna?secret={SECRET}&issuer=Example\r\n\
         OTPAUTH://hotp/Bank:bob?secret={SECRET}&counter=4&algorithm=SHA256&digits=8\n\
         otpauth://totp/Odd:carl?secret=1889\n\
         otpauth://steam/Steam:dora?secret={SECRET}\n\
         otpauth://yaotp/erik?secret={SECRET}\n\
         otpauth://totp/Steam:fred?secret={SECRET}&encoder=steam\n\
         otpauth://hotp/g%20h?secret={SECRET}\n"
    ));
    assert_eq!(import.source, Source::Text);
    assert_eq!(taken(&import), ["Example|anna|every 30|6", "Bank|bob|at 4|SHA2568"]);
    assert_eq!(
        refused(&import),
        [
            ("Odd · carl", Reason::Secret),
            ("Steam · dora", Reason::Kind("Steam")),
            ("erik", Reason::Kind("Yandex")),
            ("Steam · fred", Reason::Kind("Steam")),
            ("g h", Reason::Counter),
        ]
    );
}

#[test]
fn a_line_of_a_qr_codes_text_is_read_too() {
    let import = read("otpauth-migration://offline?data=CgA%3D\n");
    assert_eq!(refused(&import), [("", Reason::Secret)]);
}

#[test]
fn aegis() {
    let entry = |kind: &str, name: &str, info: &str| {
        format!(
            r#"{{"type":"{kind}","uuid":"x","name":"{name}","issuer":"Example","note":"by the door","icon":null,
            "info":{{"secret":"{SECRET}",{info}}},"favorite":false}}"#
        )
    };
    let entries = [
        entry("totp", "anna", r#""algo":"SHA1","digits":6,"period":30"#),
        entry("totp", "long", r#""algo":"SHA512","digits":8,"period":60"#),
        entry("hotp", "bob", r#""algo":"SHA256","digits":6,"counter":12"#),
        entry("steam", "carl", r#""algo":"SHA1","digits":5,"period":30"#),
        entry("motp", "dora", r#""algo":"MD5","digits":6,"period":10,"pin":"1234""#),
        entry("yandex", "erik", r#""algo":"SHA256","digits":8,"period":30,"pin":"1234""#),
        entry("totp", "fred", r#""algo":"MD5","digits":6,"period":30"#),
        entry("totp", "gina", r#""algo":"SHA1","digits":11,"period":30"#),
        entry("totp", "hans", r#""algo":"SHA1","digits":6,"period":0"#),
        entry("hotp", "ines", r#""algo":"SHA1","digits":6"#),
        r#"{"type":"totp","name":"jens","issuer":"","info":{"secret":"MZXW6YTB0I"}}"#.to_owned(),
        "7".to_owned(),
    ];
    let file = |db: &str| format!(r#"{{"version":1,"header":{{"slots":null,"params":null}},"db":{db}}}"#);
    let import = read(&file(&format!(r#"{{"version":3,"entries":[{}]}}"#, entries.join(","))));
    assert_eq!(import.source, Source::File("Aegis"));
    assert_eq!(
        taken(&import),
        [
            "Example|anna|every 30|6 (by the door)",
            "Example|long|every 60|SHA5128 (by the door)",
            "Example|bob|at 12|SHA2566 (by the door)",
        ]
    );
    assert_eq!(
        refused(&import),
        [
            ("Example · carl", Reason::Kind("Steam")),
            ("Example · dora", Reason::Kind("mOTP")),
            ("Example · erik", Reason::Kind("Yandex")),
            ("Example · fred", Reason::Algorithm),
            ("Example · gina", Reason::Digits),
            ("Example · hans", Reason::Period),
            ("Example · ines", Reason::Counter),
            ("jens", Reason::Secret),
            ("", Reason::UnknownKind),
        ]
    );
    let locked =
        r#"{"version":1,"header":{"slots":[{"type":1}],"params":{"nonce":"00","tag":"00"}},"db":"AAAA"}"#;
    assert_eq!(read_file(locked.as_bytes()), Err(Unread::Encrypted));
}

#[test]
fn two_fas() {
    let import = read(&format!(
        r#"{{"schemaVersion":4,"groups":[],"services":[
        {{"name":"Example","secret":"{SECRET}","otp":{{"link":"[hidden]","label":"Example:anna","account":"anna",
          "issuer":"Example","digits":6,"period":30,"algorithm":"SHA1","tokenType":"TOTP","source":"Link"}}}},
        {{"name":"Old","secret":"{SECRET}","otp":{{"label":"Old:bob"}}}},
        {{"name":"Bank","secret":"{SECRET}","otp":{{"account":"carl","counter":3,"algorithm":"SHA256","digits":null,
          "tokenType":"HOTP"}}}},
        {{"name":"Games","secret":"{SECRET}","otp":{{"account":"dora","tokenType":"STEAM","digits":5}}}},
        {{"name":"Bare"}}
        ]}}"#
    ));
    assert_eq!(import.source, Source::File("2FAS"));
    assert_eq!(taken(&import), ["Example|anna|every 30|6", "Old|bob|every 30|6", "Bank|carl|at 3|SHA2566"]);
    assert_eq!(refused(&import), [("Games · dora", Reason::Kind("Steam")), ("Bare", Reason::Secret)]);
    let locked =
        br#"{"schemaVersion":4,"services":[],"servicesEncrypted":"AA:BB:CC","reference":"AA:BB:CC"}"#;
    assert_eq!(read_file(locked), Err(Unread::Encrypted));
}

#[test]
fn and_otp() {
    let import = read(&format!(
        r#"[{{"secret":"{SECRET}","issuer":"Example","label":"anna","digits":6,"type":"TOTP","algorithm":"SHA1",
          "thumbnail":"Default","last_used":0,"used_frequency":0,"period":30,"tags":[]}},
        {{"secret":"MZXW6YTBOI======","label":"Old - bob","type":"TOTP","algorithm":"SHA1","digits":6,"period":60}},
        {{"secret":"{SECRET}","issuer":"Bank","label":"carl","digits":6,"type":"HOTP","algorithm":"SHA512","counter":0}},
        {{"secret":"{SECRET}","issuer":"Games","label":"dora","digits":5,"type":"STEAM","algorithm":"SHA1"}}]"#
    ));
    assert_eq!(import.source, Source::File("andOTP"));
    assert_eq!(taken(&import), ["Example|anna|every 30|6", "Old|bob|every 60|6", "Bank|carl|at 0|SHA5126"]);
    assert_eq!(refused(&import), [("Games · dora", Reason::Kind("Steam"))]);
    assert_eq!(read_file(b"[1,2,3]"), Err(Unread::Unknown));
    assert_eq!(read_file(b"[]"), Err(Unread::Empty));
}

#[test]
fn bitwarden_leaves_passwords_alone() {
    let item = |name: &str, totp: &str| {
        format!(
            r#"{{"type":1,"name":"{name}","notes":"private","login":{{"username":"anna","password":"hush","totp":{totp}}}}}"#
        )
    };
    let items = [
        item("Example", &format!("\"{SECRET}\"")),
        item("Elsewhere", &format!("\"otpauth://totp/Own:bob?secret={SECRET}&issuer=Own&digits=8\"")),
        item("Nameless", &format!("\"otpauth://totp/?secret={SECRET}\"")),
        item("Games", "\"steam://ABCDEFGH\""),
        item("Damaged", "\"not base32!\""),
        item("Password", "null"),
        r#"{"type":2,"name":"A note","secureNote":{"type":0}}"#.to_owned(),
    ];
    let import = read(&format!(r#"{{"encrypted":false,"folders":[],"items":[{}]}}"#, items.join(",")));
    assert_eq!(import.source, Source::File("Bitwarden"));
    assert_eq!(taken(&import), ["Example|anna|every 30|6", "Own|bob|every 30|8", "Nameless|anna|every 30|6"]);
    assert_eq!(
        refused(&import),
        [("Games · anna", Reason::Kind("Steam")), ("Damaged · anna", Reason::Secret)]
    );
    let without = format!(r#"{{"encrypted":false,"items":[{}]}}"#, item("Password", "null"));
    assert_eq!(read_file(without.as_bytes()), Err(Unread::Empty));
    let locked =
        br#"{"encrypted":true,"passwordProtected":true,"salt":"AA","kdfType":0,"data":"2.AA|BB|CC"}"#;
    assert_eq!(read_file(locked), Err(Unread::Encrypted));
}

#[test]
fn proton() {
    let entry = |uri: &str, name: &str, note: &str| {
        format!(
            r#"{{"id":"x","content":{{"uri":"{uri}","entry_type":"Totp","name":"{name}"}},"note":{note}}}"#
        )
    };
    let entries = [
        entry(&format!("otpauth://totp/anna?secret={SECRET}&issuer=Example"), "anna", "\"by the door\""),
        entry(&format!("otpauth://totp/?secret={SECRET}"), "bob", "null"),
        entry(&format!("steam://{SECRET}"), "carl", "null"),
        entry("otpauth://totp/dora?secret=", "dora", "null"),
        entry("", "erik", "null"),
    ];
    let import = read(&format!(r#"{{"version":1,"entries":[{}]}}"#, entries.join(",")));
    assert_eq!(import.source, Source::File("Proton Authenticator"));
    assert_eq!(taken(&import), ["Example|anna|every 30|6 (by the door)", "|bob|every 30|6"]);
    assert_eq!(
        refused(&import),
        [("carl", Reason::Kind("Steam")), ("dora", Reason::Secret), ("erik", Reason::Form)]
    );
    assert_eq!(read_file(br#"{"version":1,"salt":"AA","content":"AA"}"#), Err(Unread::Encrypted));
}

#[test]
fn stratum() {
    let entry = |kind: u8, name: &str, more: &str| {
        format!(
            r#"{{"Type":{kind},"Icon":null,"Issuer":"Example","Username":"{name}","Secret":"{SECRET}","Pin":null,{more},
            "CopyCount":3,"Ranking":0}}"#
        )
    };
    let entries = [
        entry(2, "anna", r#""Algorithm":0,"Digits":6,"Period":30,"Counter":0"#),
        entry(2, "bob", r#""Algorithm":2,"Digits":8,"Period":60,"Counter":0"#),
        entry(1, "carl", r#""Algorithm":1,"Digits":6,"Period":30,"Counter":9"#),
        entry(3, "dora", r#""Algorithm":0,"Digits":6,"Period":10,"Counter":0"#),
        entry(4, "erik", r#""Algorithm":0,"Digits":5,"Period":30,"Counter":0"#),
        entry(5, "fred", r#""Algorithm":1,"Digits":8,"Period":30,"Counter":0"#),
        entry(6, "gina", r#""Algorithm":0,"Digits":6,"Period":30,"Counter":0"#),
        entry(2, "hans", r#""Algorithm":3,"Digits":6,"Period":30,"Counter":0"#),
    ];
    let import =
        read(&format!(r#"{{"Authenticators":[{}],"Categories":[],"CustomIcons":[]}}"#, entries.join(",")));
    assert_eq!(import.source, Source::File("Stratum"));
    assert_eq!(
        taken(&import),
        ["Example|anna|every 30|6", "Example|bob|every 60|SHA5128", "Example|carl|at 9|SHA2566"]
    );
    assert_eq!(
        refused(&import),
        [
            ("Example · dora", Reason::Kind("mOTP")),
            ("Example · erik", Reason::Kind("Steam")),
            ("Example · fred", Reason::Kind("Yandex")),
            ("Example · gina", Reason::UnknownKind),
            ("Example · hans", Reason::Algorithm),
        ]
    );
    assert_eq!(read_file(b"AUTHENTICATORPRO\x01\x02"), Err(Unread::Encrypted));
    assert_eq!(read_file(b"AuthenticatorPro\x01\x02"), Err(Unread::Encrypted));
}

#[test]
fn free_otp_plus_counts_one_behind_and_signs_its_bytes() {
    let import = read(
        r#"{"tokenOrder":["a","b"],"tokens":[
        {"algo":"SHA1","counter":0,"digits":6,"issuerExt":"Example","issuerInt":"x","label":"anna","period":30,
         "secret":[49,50,51,52,53,54,55,56,57,48],"type":"TOTP"},
        {"algo":"SHA256","counter":4,"digits":6,"issuerExt":"","issuerInt":"Bank","label":"bob","period":30,
         "secret":[-1,-128,127,0],"type":"HOTP"},
        {"algo":"MD5","counter":0,"digits":6,"issuerExt":"Old","label":"carl","secret":[1],"type":"TOTP"},
        {"algo":"SHA1","digits":6,"issuerExt":"Odd","label":"dora","secret":[300],"type":"TOTP"}]}"#,
    );
    assert_eq!(import.source, Source::File("FreeOTP+"));
    assert_eq!(taken(&import), ["Example|anna|every 30|6", "Bank|bob|at 5|SHA2566"]);
    let secrets: Vec<&[u8]> =
        import.taken.iter().map(|entry| entry.uri.parameters().secret.expose_bytes()).collect();
    assert_eq!(secrets, [b"1234567890".as_slice(), &[0xff, 0x80, 0x7f, 0]]);
    assert_eq!(refused(&import), [("Old · carl", Reason::Algorithm), ("Odd · dora", Reason::Secret)]);
}

#[test]
fn what_is_no_export_is_said_so() {
    for bytes in [
        b"".as_slice(),
        b"hello",
        b"{}",
        b"{",
        b"[",
        b"{\"db\":1}",
        b"{\"db\":{},\"header\":{}}",
        b"\xff\xfe\x00",
        b"\x00\x00\x27\x10salt",
        b"https://example.org/link#v=1",
    ] {
        assert_eq!(read_file(bytes), Err(Unread::Unknown), "{bytes:?}");
    }
    for locked in [
        b"\xac\xed\x00\x05sr\x00".as_slice(),
        b"-----BEGIN PGP MESSAGE-----\n",
        br#"{"version":1,"kdfParams":{"memLimit":1},"encryptedData":"AA","encryptionNonce":"AA"}"#,
    ] {
        assert_eq!(read_file(locked), Err(Unread::Encrypted));
    }
    let deep = "[".repeat(100_000);
    assert_eq!(read_file(deep.as_bytes()), Err(Unread::Unknown));
    assert_eq!(read_file(&vec![b' '; MAX_FILE + 1]), Err(Unread::Unknown));
}

#[test]
fn more_than_anybody_has_is_not_taken() {
    let lines = |count: usize| -> String {
        (0..count).map(|number| format!("otpauth://totp/a{number}?secret={SECRET}\n")).collect()
    };
    assert_eq!(read(&lines(MAX_ENTRIES)).taken.len(), MAX_ENTRIES);
    assert_eq!(read_file(lines(MAX_ENTRIES + 1).as_bytes()), Err(Unread::Unknown));
}

#[test]
fn names_longer_than_any_are_cut_and_codes_are_not() {
    let name = "x".repeat(300);
    let import = read(&format!(
        r#"[{{"secret":"{SECRET}","issuer":"{name}","label":"{name}","type":"TOTP","algorithm":"SHA1","digits":6}}]"#
    ));
    assert_eq!(import.taken.first().unwrap().uri.issuer().len(), 128);
    assert_eq!(*import.taken.first().unwrap().uri.parameters().secret.to_base32(), SECRET);
}

#[test]
fn every_reason_has_its_words() {
    let texts = kauth_texts::Texts::of(kauth_texts::Language::English);
    let reasons = [
        Reason::Kind("Steam"),
        Reason::UnknownKind,
        Reason::Algorithm,
        Reason::Secret,
        Reason::Digits,
        Reason::Period,
        Reason::Counter,
        Reason::Form,
    ];
    let words: std::collections::BTreeSet<String> = reasons.map(|reason| reason.text(texts)).into();
    assert_eq!(words.len(), 8);
}
