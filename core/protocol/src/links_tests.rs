use super::*;
use crate::testing::Key;

fn claim(issuer: &Origin, transport: &Key, approval: &Key) -> ClaimRequest {
    let proof = ProofOfPossession::new(issuer, "token", &transport.public(), &approval.public(), "nonce");
    ClaimRequest {
        token: "token".into(),
        device_name: "Phone".into(),
        platform: "terminal".into(),
        transport_key: transport.public(),
        approval_key: approval.public(),
        proof: approval.sign(proof.unsigned()),
        attestation: None,
    }
}

#[test]
fn a_proof_binds_server_token_and_both_keys() {
    let issuer = Origin::parse("https://example.com").unwrap();
    let (transport, approval, other) = (Key::new(), Key::new(), Key::new());
    let good = claim(&issuer, &transport, &approval);
    assert!(ProofOfPossession::verify(&issuer, &good).is_ok());

    let evil = Origin::parse("https://evil.example").unwrap();
    assert_eq!(ProofOfPossession::verify(&evil, &good), Err(JwsError::Claims));
    let changed = ClaimRequest { token: "other".into(), ..good.clone() };
    assert_eq!(ProofOfPossession::verify(&issuer, &changed), Err(JwsError::Claims));
    let changed = ClaimRequest { transport_key: other.public(), ..good.clone() };
    assert_eq!(ProofOfPossession::verify(&issuer, &changed), Err(JwsError::Claims));
    let changed = ClaimRequest { approval_key: other.public(), ..good.clone() };
    assert_eq!(ProofOfPossession::verify(&issuer, &changed), Err(JwsError::Header));
    let by_transport = transport.sign(
        ProofOfPossession::new(&issuer, "token", &transport.public(), &approval.public(), "nonce").unsigned(),
    );
    let changed = ClaimRequest { proof: by_transport, ..good };
    assert_eq!(ProofOfPossession::verify(&issuer, &changed), Err(JwsError::Signature));
}

#[test]
fn a_grant_prints_nothing() {
    let grant = Grant {
        account: "a".into(),
        login: "planted-login".into(),
        provider: "p".into(),
        device: "d".into(),
        access_token: "planted-token".into(),
        totp: TotpGrant { secret: "PLANTED".into(), algorithm: "SHA1".into(), digits: 6, period: 30 },
        recovery_codes: Some(vec!["planted-code".into()]),
        recovery_codes_left: 10,
        recovery_codes_set: None,
    };
    let printed = format!(
        "{grant:?} {:?} {:?}",
        grant.totp,
        LinkResponse::Confirmed { grant: Box::new(grant.clone()), remaining: 1 }
    );
    assert!(!printed.to_lowercase().contains("planted"), "{printed}");
}
