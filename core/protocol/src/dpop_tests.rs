use super::*;
use crate::testing::Key;

const URL: &str = "https://example.com/v1/inbox";
const JTI: &str = "AAECAwQFBgcICQoLDA0ODw";

fn signed(key: &Key, proof: &Proof) -> String {
    key.sign(proof.unsigned(key.public()))
}

fn proof() -> Proof {
    Proof::new("GET", &format!("{URL}?cursor=1#x"), Some("token"), Some("nonce"), JTI, 0)
}

#[test]
fn a_proof_holds_for_its_request() {
    let key = Key::new();
    let verified = verify(&signed(&key, &proof()), "GET", URL, Some("token")).unwrap();
    assert_eq!(verified.thumbprint, key.public().thumbprint());
    assert_eq!(verified.nonce.as_deref(), Some("nonce"));
    assert_eq!(verified.jti, JTI);
}

#[test]
fn a_proof_for_anything_else_is_refused() {
    let key = Key::new();
    let compact = signed(&key, &proof());
    for (method, url, token) in [
        ("POST", URL, Some("token")),
        ("GET", "https://example.com/v1/inbox/", Some("token")),
        ("GET", "http://example.com/v1/inbox", Some("token")),
        ("GET", "https://evil.example/v1/inbox", Some("token")),
        ("GET", URL, Some("other token")),
        ("GET", URL, None),
    ] {
        assert_eq!(verify(&compact, method, url, token), Err(JwsError::Claims), "{method} {url}");
    }
    let bare = signed(&key, &Proof { ath: None, ..proof() });
    assert_eq!(verify(&bare, "GET", URL, Some("token")), Err(JwsError::Claims));
    let short = signed(&key, &Proof { jti: "short".into(), ..proof() });
    assert_eq!(verify(&short, "GET", URL, Some("token")), Err(JwsError::Claims));
}

#[test]
fn a_wrong_clock_on_the_phone_does_no_harm() {
    let key = Key::new();
    for iat in [i64::MIN, -86_400, 86_400, i64::MAX] {
        assert!(verify(&signed(&key, &Proof { iat, ..proof() }), "GET", URL, Some("token")).is_ok());
    }
}

#[test]
fn an_answer_is_no_proof() {
    let key = Key::new();
    let unsigned = Unsigned::with_jwk("kauth-answer+jwt", key.public(), &proof());
    assert_eq!(verify(&key.sign(unsigned), "GET", URL, Some("token")), Err(JwsError::Header));
}
