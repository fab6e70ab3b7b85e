use kauth_protocol::discovery::Attestation;
use kauth_protocol::jwk::Jwks;
use kauth_protocol::origin::Origin;

use super::*;
use crate::approvals::test_data::TestKey;
use crate::checks::session::Next;
use crate::checks::test_data::{description, id, now, origin, uri};

struct World {
    server: TestKey,
    phone: TestKey,
    reviewers: Jwks,
}

impl World {
    fn new() -> Self {
        let reviewers = Jwks { keys: vec![TestKey::new().jwk(), TestKey::new().jwk()] };
        Self { server: TestKey::new(), phone: TestKey::new(), reviewers }
    }

    fn asked(&self) -> Beginning {
        Beginning::asked(uri(&self.server.jwk(), &self.reviewers), false)
    }

    fn discovery(&self) -> DiscoveryResponse {
        DiscoveryResponse {
            issuer: origin(),
            name: "Example hosting".into(),
            versions: vec![1],
            policies: vec![],
            wakeups: vec![],
            vapid_key: None,
            attestation: Attestation::None,
            jwks: Jwks { keys: vec![self.server.jwk()] },
            key_history: vec![],
        }
    }

    fn key(&self) -> KeyRef {
        KeyRef { id: "session-key".into(), jwk: self.phone.jwk() }
    }

    fn claimed(&self) -> ClaimResponse {
        let description = description(&self.phone.jwk(), &self.reviewers);
        let description = self.server.sign(description.unsigned(&self.server.jwk().thumbprint()));
        ClaimResponse { check: id(), description, reviewers: self.reviewers.clone(), remaining: 1_000 }
    }

    /// As far as claiming.
    fn claiming(&self) -> Beginning {
        let events =
            [Event::Agreed, Event::Discovered(Box::new(self.discovery())), Event::KeyMade(self.key())];
        events.into_iter().fold(self.asked(), |beginning, event| step(beginning, event, &now()).0.unwrap())
    }

    fn claim(&self, claimed: ClaimResponse) -> Vec<Effect> {
        let (left, effects) =
            step(self.claiming(), Event::Claimed { claimed: Box::new(claimed), unix_s: 100 }, &now());
        assert!(left.is_none());
        effects
    }
}

fn over(kind: ErrorKind) -> Effect {
    Effect::Over { key: Some("session-key".into()), kind: Some(kind) }
}

#[test]
fn nothing_is_sent_before_the_person_taps_and_then_it_is_claimed() {
    let world = World::new();
    let (asked, effects) =
        step(world.asked(), Event::Unreached { retry_after_s: None, kind: ErrorKind::Offline }, &now());
    assert!(effects.is_empty());
    let (discovering, effects) = step(asked.unwrap(), Event::Agreed, &now());
    assert!(effects == [Effect::Discover]);
    let found = Event::Discovered(Box::new(world.discovery()));
    let (making, effects) = step(discovering.unwrap(), found, &now());
    assert!(effects == [Effect::MakeKey]);
    let (_, effects) = step(making.unwrap(), Event::KeyMade(world.key()), &now());
    assert!(effects == [Effect::SavePending, Effect::Claim { failures: 0, retry_after_s: None }]);
    let effects = world.claim(world.claimed());
    let [Effect::Keep(check)] = effects.as_slice() else { panic!("kept") };
    assert_eq!((check.next(), check.ends.left_ms(&now())), (Next::Consent, Some(1_000_000)));
    assert_eq!(check.ends_unix_s, 1_100);
}

#[test]
fn another_server_or_another_key_is_refused_before_a_key_is_made() {
    let world = World::new();
    let asked = step(world.asked(), Event::Agreed, &now()).0.unwrap();
    let refused = |found: DiscoveryResponse| {
        let (left, effects) = step(asked.clone(), Event::Discovered(Box::new(found)), &now());
        assert!(left.is_none());
        match effects.as_slice() {
            [Effect::Over { key: None, kind }] => *kind,
            _ => panic!("over"),
        }
    };
    let other =
        DiscoveryResponse { issuer: Origin::parse("https://b.example").unwrap(), ..world.discovery() };
    assert_eq!(refused(other), Some(ErrorKind::BadAnswer));
    let other = DiscoveryResponse { versions: vec![2], ..world.discovery() };
    assert_eq!(refused(other), Some(ErrorKind::UpdateNeeded));
    let other = DiscoveryResponse { jwks: Jwks { keys: vec![TestKey::new().jwk()] }, ..world.discovery() };
    assert_eq!(refused(other), Some(ErrorKind::ServerKeyMismatch));
}

#[test]
fn a_reader_that_the_link_did_not_name_is_refused() {
    let world = World::new();
    let mut claimed = world.claimed();
    claimed.reviewers.keys.push(TestKey::new().jwk());
    assert!(world.claim(claimed) == [over(ErrorKind::ReviewersMismatch)]);
    let mut claimed = world.claimed();
    claimed.reviewers.keys.pop();
    assert!(world.claim(claimed) == [over(ErrorKind::ReviewersMismatch)]);
}

#[test]
fn a_description_of_another_phone_session_or_signer_is_refused() {
    let world = World::new();
    let signed = |by: &TestKey, key: &TestKey| {
        let description = description(&key.jwk(), &world.reviewers);
        by.sign(description.unsigned(&by.jwk().thumbprint()))
    };
    let relayed = ClaimResponse { description: signed(&world.server, &TestKey::new()), ..world.claimed() };
    assert!(world.claim(relayed) == [over(ErrorKind::ServerKeyMismatch)]);
    let forged = ClaimResponse { description: signed(&TestKey::new(), &world.phone), ..world.claimed() };
    assert!(world.claim(forged) == [over(ErrorKind::ServerKeyMismatch)]);
    let other = ClaimResponse { check: "AAAAAAAAAAAAAAAAAAAAAA".into(), ..world.claimed() };
    assert!(world.claim(other) == [over(ErrorKind::ServerKeyMismatch)]);
}

#[test]
fn a_claim_that_gets_lost_is_sent_again_by_the_same_key() {
    let world = World::new();
    let lost = || Event::Unreached { retry_after_s: Some(3), kind: ErrorKind::TimedOut };
    let mut beginning = world.claiming();
    for failures in 1..9 {
        let (left, effects) = step(beginning, lost(), &now());
        assert!(effects == [Effect::Claim { failures, retry_after_s: Some(3) }]);
        beginning = left.unwrap();
    }
    assert!(beginning.draft.session_key == Some(world.key()));
}

#[test]
fn a_claim_on_the_way_is_found_after_a_kill() {
    let world = World::new();
    let claiming = world.claiming();
    let json = serde_json::to_string(&PendingCheck::of(&claiming.draft)).unwrap();
    let resumed = serde_json::from_str::<PendingCheck>(&json).unwrap().resume();
    assert!(resumed == Some(claiming));
    assert!(PendingCheck::of(&world.asked().draft).resume().is_none(), "nothing was sent yet");
}

#[test]
fn leaving_deletes_the_key() {
    let world = World::new();
    let key = Some("session-key".to_owned());
    assert!(step(world.claiming(), Event::Cancelled, &now()).1 == [Effect::Over { key, kind: None }]);
    assert!(step(world.asked(), Event::Cancelled, &now()).1 == [Effect::Over { key: None, kind: None }]);
}
