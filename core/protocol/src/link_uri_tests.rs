use super::*;

const TOKEN: &str = "AAECAwQFBgcICQoLDA0ODw";
const HASH: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

fn uri(origin: &str, pin: Option<&str>) -> LinkUri {
    LinkUri {
        origin: Origin::parse(origin).unwrap(),
        token: TOKEN.into(),
        key: HASH.into(),
        pin: pin.map(Into::into),
    }
}

#[test]
fn both_forms_are_read_back() {
    for link in [
        uri("https://example.com", None),
        uri("https://xn--bcher-kva.example:8443", Some(HASH)),
        uri("http://127.0.0.1:8080", None),
        uri("http://[::1]:8080", None),
    ] {
        assert_eq!(KauthUri::parse(&link.to_https()), Ok(KauthUri::Link(link.clone())));
        assert_eq!(KauthUri::parse(&link.to_scheme()), Ok(KauthUri::Link(link)));
    }
    let open = OpenUri { origin: Origin::parse("https://example.com").unwrap(), request: Some(TOKEN.into()) };
    assert_eq!(KauthUri::parse(&open.to_scheme()), Ok(KauthUri::Open(open)));
}

#[test]
fn whatever_is_odd_is_refused_by_its_name() {
    let https = |rest: &str| format!("https://example.com/link#{rest}");
    let good = format!("v=1&t={TOKEN}&k={HASH}");
    let cases = [
        (String::new(), LinkError::NotALink),
        ("https://example.com/".into(), LinkError::NotALink),
        ("otpauth://totp/a?secret=A".into(), LinkError::NotALink),
        (format!("https://example.com/other#{good}"), LinkError::NotALink),
        (format!("kauth://elsewhere?v=1&u=https%3A%2F%2Fexample.com&t={TOKEN}"), LinkError::NotALink),
        (format!("http://example.com/link#{good}"), LinkError::PlainHttp),
        (format!("http://127.0.0.1:80/link#{good}"), LinkError::PlainHttp),
        (format!("kauth://link?u=http%3A%2F%2Fexample.com&{good}"), LinkError::PlainHttp),
        (format!("kauth://link?u=http%3A%2F%2Flocalhost%3A8080&{good}"), LinkError::PlainHttp),
        (format!("https://me@example.com/link#{good}"), LinkError::Host),
        (format!("https://EXAMPLE.com/link#{good}"), LinkError::Host),
        (format!("https://example.com/a/link#{good}"), LinkError::Host),
        (format!("kauth://link?u=https%3A%2F%2Fme%40example.com&{good}"), LinkError::Host),
        (https(&format!("v=2&t={TOKEN}&k={HASH}")), LinkError::Version),
        (https(&format!("v=x&t={TOKEN}&k={HASH}")), LinkError::Parameter),
        (https(&format!("t={TOKEN}&k={HASH}")), LinkError::Parameter),
        (https(&format!("v=1&k={HASH}")), LinkError::Parameter),
        (https(&format!("v=1&t={TOKEN}")), LinkError::Parameter),
        (https(&format!("{good}&t={TOKEN}")), LinkError::Parameter),
        (https(&format!("{good}&p=")), LinkError::Parameter),
        (https(&format!("{good}&x=1")), LinkError::Parameter),
        (https(&format!("{good}&u=https%3A%2F%2Fexample.net")), LinkError::Parameter),
        (https(&format!("{good}&p=AAAA")), LinkError::Parameter),
        (https(&format!("v=1&t=short&k={HASH}")), LinkError::Parameter),
        (https(&format!("v=1&t={TOKEN}&k={TOKEN}")), LinkError::Parameter),
        (https(&format!("v=1&t=%FF&k={HASH}")), LinkError::Parameter),
        (format!("kauth://link?u=http%3A%2F%2F127.0.0.1%3A8080&{good}&p={HASH}"), LinkError::Parameter),
        ("kauth://open?v=1&u=https%3A%2F%2Fexample.com&r=short".into(), LinkError::Parameter),
        (https(&"v".repeat(MAX_LINK)), LinkError::NotALink),
    ];
    for (text, error) in cases {
        assert_eq!(KauthUri::parse(&text), Err(error), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".{0,200}") {
        let _ = KauthUri::parse(&text);
        let _ = KauthUri::parse(&format!("kauth://link?{text}"));
        let _ = KauthUri::parse(&format!("https://example.com/link#{text}"));
        let _ = Origin::typed(&text);
    }
}
