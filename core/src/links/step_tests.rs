use kauth_protocol::jwk::{Jwks, PublicJwk};
use kauth_protocol::links::TotpGrant;

use super::*;
use crate::approvals::test_data::{TestKey, now, origin, token};

fn key_ref(id: &str) -> KeyRef {
    KeyRef { id: id.into(), jwk: TestKey::new().jwk() }
}

fn draft(key: &PublicJwk) -> Draft {
    Draft {
        origin: origin(),
        pin: None,
        token: Some(token(9)),
        key: Some(key.thumbprint()),
        known: None,
        name: None,
        lineage: None,
        attestation: Attestation::None,
        keys: None,
        from_here: false,
    }
}

fn found(key: &PublicJwk) -> DiscoveryResponse {
    DiscoveryResponse {
        issuer: origin(),
        name: "Example".into(),
        versions: vec![1],
        policies: vec![],
        wakeups: vec![],
        vapid_key: None,
        attestation: Attestation::None,
        jwks: Jwks { keys: vec![key.clone()] },
        key_history: vec![],
    }
}

fn fresh() -> DraftKeys {
    DraftKeys { transport: key_ref("t"), approval: key_ref("a"), fresh: true, attestation: vec![] }
}

fn grant() -> Box<Grant> {
    Box::new(Grant {
        account: "account".into(),
        login: "anna".into(),
        provider: "Example".into(),
        device: "device".into(),
        access_token: token(3),
        totp: TotpGrant { secret: "GEZDGNBV".into(), algorithm: "SHA1".into(), digits: 6, period: 30 },
        recovery_codes: None,
        recovery_codes_left: 10,
        recovery_codes_set: None,
    })
}

/// Leads a link through events; gives what became of it and what was asked for, by name.
fn lead(mut linking: Linking, events: Vec<Event>) -> (Option<Linking>, Vec<Effect>) {
    let mut all = Vec::new();
    for event in events {
        let (next, effects) = step(linking, event, &now());
        all.extend(effects);
        match next {
            Some(next) => linking = next,
            None => return (None, all),
        }
    }
    (Some(linking), all)
}

fn claimed() -> ClaimResponse {
    ClaimResponse { link: "link".into(), code: Some("123456".into()), remaining: 300 }
}

fn to_waiting(key: &PublicJwk) -> Vec<Event> {
    vec![
        Event::Agreed,
        Event::Discovered(Box::new(found(key))),
        Event::KeysMade(fresh()),
        Event::Proved { proof: "proof".into() },
        Event::Claimed(claimed()),
    ]
}

#[test]
fn the_order_is_the_protocols() {
    let key = TestKey::new().jwk();
    let mut events = to_waiting(&key);
    events.push(Event::State(Box::new(LinkResponse::Confirmed { grant: grant(), remaining: 600 })));
    events.push(Event::Kept);
    let (end, effects) = lead(Linking::asked(draft(&key)), events);
    assert!(end.is_none());
    let poll = || Effect::Poll { link: "link".into(), failures: 0, retry_after_s: None };
    let expected = [
        Effect::Discover,
        Effect::MakeKeys,
        Effect::Prove,
        Effect::Claim { proof: "proof".into(), failures: 0, retry_after_s: None },
        Effect::SavePending,
        poll(),
        Effect::Keep { link: "link".into(), grant: grant() },
        Effect::Done { link: "link".into() },
    ];
    assert!(effects == expected, "{} effects", effects.len());
}

#[test]
fn nothing_is_asked_before_the_person_agrees() {
    let key = TestKey::new().jwk();
    for event in
        [Event::Discovered(Box::new(found(&key))), Event::KeysMade(fresh()), Event::Claimed(claimed())]
    {
        let (still, effects) = lead(Linking::asked(draft(&key)), vec![event]);
        assert!(matches!(still.unwrap().stage, Stage::Asked(None)) && effects.is_empty());
    }
    let (end, effects) = lead(Linking::asked(draft(&key)), vec![Event::Cancelled]);
    assert!(end.is_none() && effects == [Effect::Over(None)]);
}

fn ends_with(events: Vec<Event>, draft: Draft, expected: ErrorKind) -> Vec<Effect> {
    let (end, effects) = lead(Linking::asked(draft), events);
    assert!(end.is_none());
    assert!(effects.last() == Some(&Effect::Over(Some(expected))), "not {expected}");
    effects
}

#[test]
fn a_server_without_the_links_key_is_refused_before_keys_are_made() {
    let (ours, theirs) = (TestKey::new().jwk(), TestKey::new().jwk());
    let events = vec![Event::Agreed, Event::Discovered(Box::new(found(&theirs)))];
    let effects = ends_with(events, draft(&ours), ErrorKind::ServerKeyMismatch);
    assert!(!effects.contains(&Effect::MakeKeys));
}

#[test]
fn a_known_host_with_another_lineage_is_refused() {
    let (old, new) = (TestKey::new(), TestKey::new());
    let known = KnownProvider { lineage: old.lineage(), keys: Some((key_ref("t"), key_ref("a"))) };
    let foreign = Draft { known: Some(known.clone()), ..draft(&new.jwk()) };
    let events = vec![Event::Agreed, Event::Discovered(Box::new(found(&new.jwk())))];
    ends_with(events, foreign, ErrorKind::ForeignKey);

    // The same provider with a key that its history introduces is the same provider, and its keys are used again.
    let change = kauth_protocol::discovery::KeyChange {
        iss: origin(),
        seq: 1,
        old: old.jwk().thumbprint(),
        change: kauth_protocol::discovery::KeyStep::Key(new.jwk()),
        next_pin: None,
    };
    let introduced = old.sign(change.unsigned(&old.jwk().thumbprint()));
    let same = Draft { known: Some(known), ..draft(&new.jwk()) };
    let found = DiscoveryResponse { key_history: vec![introduced], ..found(&new.jwk()) };
    let (linking, effects) =
        lead(Linking::asked(same), vec![Event::Agreed, Event::Discovered(Box::new(found))]);
    assert!(effects == [Effect::Discover, Effect::Prove]);
    assert!(!linking.unwrap().draft.keys.unwrap().fresh);
}

#[test]
fn another_version_or_issuer_is_refused() {
    let key = TestKey::new().jwk();
    let newer = DiscoveryResponse { versions: vec![2], ..found(&key) };
    ends_with(vec![Event::Agreed, Event::Discovered(Box::new(newer))], draft(&key), ErrorKind::UpdateNeeded);
    let other = DiscoveryResponse { issuer: Origin::parse("https://evil.example").unwrap(), ..found(&key) };
    ends_with(vec![Event::Agreed, Event::Discovered(Box::new(other))], draft(&key), ErrorKind::BadAnswer);
}

#[test]
fn whatever_fails_deletes_the_keys_that_were_made_for_it() {
    let key = TestKey::new().jwk();
    let endings = [
        (Event::State(Box::new(LinkResponse::Refused)), ErrorKind::LinkRefused),
        (Event::State(Box::new(LinkResponse::Void)), ErrorKind::LinkVoid),
        (Event::State(Box::new(LinkResponse::Expired)), ErrorKind::LinkExpired),
        (Event::State(Box::new(LinkResponse::Active)), ErrorKind::LinkUsed),
        (Event::Failed(ErrorKind::VaultFull), ErrorKind::VaultFull),
    ];
    for (event, kind) in endings {
        let mut events = to_waiting(&key);
        events.push(event);
        let effects = ends_with(events, draft(&key), kind);
        assert!(effects.contains(&Effect::CleanUp { keys: vec!["t".into(), "a".into()] }));
    }
    let mut events = to_waiting(&key);
    events.push(Event::Cancelled);
    let (_, effects) = lead(Linking::asked(draft(&key)), events);
    assert!(effects.contains(&Effect::CleanUp { keys: vec!["t".into(), "a".into()] }));
}

#[test]
fn keys_of_a_known_provider_survive_a_link_that_fails() {
    let server = TestKey::new();
    let known = KnownProvider { lineage: server.lineage(), keys: Some((key_ref("t"), key_ref("a"))) };
    let draft = Draft { known: Some(known), ..draft(&server.jwk()) };
    let events = vec![
        Event::Agreed,
        Event::Discovered(Box::new(found(&server.jwk()))),
        Event::Failed(ErrorKind::SignatureDeclined),
    ];
    let effects = ends_with(events, draft, ErrorKind::SignatureDeclined);
    assert!(effects.contains(&Effect::CleanUp { keys: vec![] }));
}

#[test]
fn a_lost_claim_is_sent_again_with_the_same_proof_and_not_forever() {
    let key = TestKey::new().jwk();
    let lost = || Event::Unreached { retry_after_s: None, kind: ErrorKind::Offline };
    let mut events = to_waiting(&key);
    events.pop();
    events.push(lost());
    let (_, effects) = lead(Linking::asked(draft(&key)), events);
    assert!(
        effects.last() == Some(&Effect::Claim { proof: "proof".into(), failures: 1, retry_after_s: None })
    );
    let mut events = to_waiting(&key);
    events.pop();
    events.extend((0..CLAIM_TRIES).map(|_| lost()));
    ends_with(events, draft(&key), ErrorKind::Offline);
}

#[test]
fn a_poll_that_fails_is_tried_until_the_time_is_over() {
    let key = TestKey::new().jwk();
    let (linking, _) = lead(Linking::asked(draft(&key)), to_waiting(&key));
    let lost = Event::Unreached { retry_after_s: Some(7), kind: ErrorKind::Offline };
    let (linking, effects) = step(linking.unwrap(), lost, &now());
    assert!(effects == [Effect::Poll { link: "link".into(), failures: 1, retry_after_s: Some(7) }]);
    let (linking, effects) = step(linking.unwrap(), Event::TimeUp, &now());
    assert!(effects.is_empty(), "the time is not over yet");
    let later = Moment { ms: now().ms + 300_000, ..now() };
    let (end, effects) = step(linking.unwrap(), Event::TimeUp, &later);
    assert!(end.is_none() && effects.last() == Some(&Effect::Over(Some(ErrorKind::LinkExpired))));
}

#[test]
fn a_sign_in_here_learns_the_key_with_the_token_and_holds_the_server_against_it() {
    let (ours, theirs) = (TestKey::new().jwk(), TestKey::new().jwk());
    let sign_in =
        SignIn { redirect: oauth::REDIRECT_URI.into(), state: "STATE".into(), verifier: "VERIFIER".into() };
    let blank = Draft { key: None, token: None, from_here: true, ..draft(&ours) };
    let got = |k: &PublicJwk| {
        Event::GotToken(Box::new(TokenResponse {
            access_token: token(5),
            token_type: "DPoP".into(),
            expires_in: 300,
            scope: oauth::SCOPE.into(),
            k: k.thumbprint(),
        }))
    };
    let begin = |k: &PublicJwk| {
        vec![
            Event::Agreed,
            Event::Discovered(Box::new(found(&ours))),
            Event::KeysMade(fresh()),
            Event::CameBack { code: "CODE".into() },
            got(k),
            Event::Discovered(Box::new(found(&ours))),
        ]
    };
    let start = || Linking::sign_in(blank.clone(), sign_in.clone());
    let (linking, effects) = lead(start(), begin(&ours));
    assert!(linking.unwrap().draft.lineage.is_some() && effects.last() == Some(&Effect::Prove));
    let url = effects.iter().find_map(|effect| match effect {
        Effect::Browse { url, .. } => Some(url.clone()),
        _ => None,
    });
    let url = url.unwrap();
    assert!(url.starts_with("https://login.example.com/oauth/authorize?response_type=code&"), "{url}");
    assert!(url.contains("&redirect_uri=kauth%3A%2F%2Foauth&") && url.contains("&state=STATE&"));
    assert!(url.contains(&format!("&code_challenge={}&", oauth::challenge("VERIFIER"))));
    assert!(!url.contains("VERIFIER"), "the verifier stays here");

    let (end, effects) = lead(start(), begin(&theirs));
    assert!(end.is_none() && effects.last() == Some(&Effect::Over(Some(ErrorKind::ServerKeyMismatch))));
}

#[test]
fn late_events_change_nothing() {
    let key = TestKey::new().jwk();
    let (linking, _) = lead(Linking::asked(draft(&key)), to_waiting(&key));
    let linking = linking.unwrap();
    for event in [Event::Agreed, Event::Kept, Event::Proved { proof: "x".into() }, Event::Claimed(claimed())]
    {
        let (same, effects) = step(linking.clone(), event, &now());
        assert!(same == Some(linking.clone()) && effects.is_empty());
    }
}
