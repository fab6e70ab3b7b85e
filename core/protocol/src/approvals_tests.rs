use super::*;
use crate::display::label;
use crate::testing::Key;
use serde_json::{Value, json};

const ID: &str = "AAECAwQFBgcICQoLDA0ODw";

fn issuer() -> Origin {
    Origin::parse("https://example.com").unwrap()
}

fn pair(label: &str, value: &str) -> DisplayPair {
    DisplayPair { label: label.into(), value: value.into() }
}

fn request() -> ApprovalRequest {
    ApprovalRequest {
        v: 1,
        iss: issuer(),
        sub: "account".into(),
        jti: ID.into(),
        nonce: ID.into(),
        kind: Kind::SignIn,
        policy: Policy::Digits6,
        user_check: UserCheck::Required,
        lifetime: LIFETIME,
        iat: 0,
        display: vec![pair(label::SITE, "example.com")],
    }
}

fn signed_json(key: &Key, claims: &Value) -> String {
    key.sign(Unsigned::with_kid(REQUEST_TYP, &key.public().thumbprint(), claims))
}

fn with(change: impl FnOnce(&mut Value)) -> Value {
    let mut json = serde_json::to_value(request()).unwrap();
    change(&mut json);
    json
}

fn opened(change: impl FnOnce(&mut Value)) -> Result<OpenedRequest, JwsError> {
    let key = Key::new();
    open_request(&signed_json(&key, &with(change)), &issuer(), &key.public())
}

#[test]
fn a_request_is_read_as_it_was_signed() {
    assert_eq!(opened(|_| ()), Ok(OpenedRequest::Known(request())));
}

#[test]
fn a_request_that_may_not_be_shown_is_refused() {
    let bidi = json!([{"label": "site", "value": "moc.elpmaxe\u{202E}"}]);
    let changes: Vec<(&str, Value)> = vec![
        ("iss", json!("https://evil.example")),
        ("jti", json!("short")),
        ("nonce", json!("")),
        ("lifetime", json!(0)),
        ("lifetime", json!(3601)),
        ("display", json!([])),
        ("display", bidi),
        ("display", json!([{"label": "site", "value": "x", "hidden": "y"}])),
        ("display", json!(vec![json!({"label": "a", "value": "b"}); 33])),
        ("digits", json!("123456")),
        ("v", json!(0)),
        ("user_check", json!("perhaps")),
    ];
    for (name, value) in changes {
        let result = opened(|json| json[name] = value.clone());
        assert_eq!(result, Err(JwsError::Claims), "{name} = {value}");
    }
}

#[test]
fn an_action_says_first_what_it_does() {
    assert_eq!(opened(|json| json["kind"] = json!("action")), Err(JwsError::Claims));
    let titled = opened(|json| {
        json["kind"] = json!("action");
        json["display"] = json!([{"label": "title", "value": "Pay 12,50 € to O’Neill"}]);
    });
    assert!(matches!(titled, Ok(OpenedRequest::Known(_))));
}

#[test]
fn what_a_newer_server_asks_can_only_be_denied() {
    let newer: [(&str, Value); 3] = [("v", json!(2)), ("kind", json!("payment")), ("policy", json!("face"))];
    for (name, value) in newer {
        let result = opened(|json| {
            json[name] = value.clone();
            json["more"] = json!({"a": 1});
        });
        assert_eq!(result, Ok(OpenedRequest::UpdateNeeded(request().identity())), "{name}");
    }
    let foreign = opened(|json| {
        json["v"] = json!(2);
        json["iss"] = json!("https://evil.example");
    });
    assert_eq!(foreign, Err(JwsError::Claims));
}

#[test]
fn an_answer_stands_for_one_request_by_one_device() {
    let (server, phone) = (Key::new(), Key::new());
    let compact = server.sign(request().unsigned(&server.public().thumbprint()));
    let identity = request().identity();
    let thumbprint = phone.public().thumbprint();
    let answer = Answer::new(&identity, &compact, "device", Decision::Approve, Some("123456"), &thumbprint);
    let signed = phone.sign(answer.unsigned());
    let read = Answer::open(&signed, &phone.public()).unwrap();
    assert!(read.answers(&identity, &compact, "device"));
    assert!(!read.answers(&identity, &compact, "other device"));
    assert!(!read.answers(&identity, &format!("{compact} "), "device"));
    let other = RequestIdentity { jti: "other".into(), ..identity.clone() };
    assert!(!read.answers(&other, &compact, "device"));
    let other = RequestIdentity { nonce: "other".into(), ..identity.clone() };
    assert!(!read.answers(&other, &compact, "device"));
    let other = RequestIdentity { iss: Origin::parse("https://evil.example").unwrap(), ..identity };
    assert!(!read.answers(&other, &compact, "device"));
}

#[test]
fn a_request_is_no_answer_and_a_key_names_itself() {
    let key = Key::new();
    let compact = key.sign(request().unsigned(&key.public().thumbprint()));
    assert_eq!(Answer::open(&compact, &key.public()), Err(JwsError::Header));
    let answer = Answer::new(&request().identity(), &compact, "device", Decision::Deny, None, "somebody");
    let signed = key.sign(Unsigned::with_kid(ANSWER_TYP, &key.public().thumbprint(), &answer));
    assert_eq!(Answer::open(&signed, &key.public()), Err(JwsError::Claims));
}
