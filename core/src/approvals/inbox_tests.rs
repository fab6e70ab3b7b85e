use kauth_protocol::approvals::ApprovalRequest;

use super::super::test_data::{TestKey, claims, link, now, origin, token};
use super::*;

struct Phone {
    key: TestKey,
    link: Link,
    requests: BTreeMap<String, Request>,
    recoveries: BTreeMap<String, Recovery>,
}

impl Phone {
    fn new() -> Self {
        Self { key: TestKey::new(), link: link(), requests: BTreeMap::new(), recoveries: BTreeMap::new() }
    }

    fn sort(&self, snapshot: bool, events: Vec<Event>) -> Sorted {
        let (origin, lineage, now) = (origin(), self.key.lineage(), now());
        let known = Known {
            origin: &origin,
            lineage: &lineage,
            device: "device",
            links: &[&self.link],
            requests: &self.requests,
            recoveries: &self.recoveries,
            unix_s: 1_795_000_000,
            now: &now,
        };
        sort(&InboxResponse { cursor: "c".into(), snapshot, events }, &known)
    }

    fn signed(&self, claims: &ApprovalRequest) -> String {
        self.key.sign(claims.unsigned(&self.key.jwk().thumbprint()))
    }

    fn asks(&self, claims: &ApprovalRequest, remaining: u64) -> Event {
        Event::ApprovalRequested { request: self.signed(claims), remaining }
    }

    fn tombstone(&self, device: &str, account: Option<&str>) -> String {
        let tombstone =
            Tombstone { iss: origin(), device: device.into(), account: account.map(Into::into), iat: 0 };
        self.key.sign(tombstone.unsigned(&self.key.jwk().thumbprint()))
    }

    fn take(&mut self, sorted: &Sorted) {
        for change in &sorted.changes {
            if let Change::New(request) = change {
                self.requests.insert(request.id().to_owned(), (**request).clone());
            }
        }
    }
}

#[test]
fn a_genuine_request_is_new_once_and_again_after() {
    let mut phone = Phone::new();
    let event = phone.asks(&claims(1), 119);
    let sorted = phone.sort(false, vec![event.clone(), event.clone()]);
    assert!(matches!(sorted.changes.as_slice(), [Change::New(_)]));
    phone.take(&sorted);
    let again = phone.sort(true, vec![event.clone()]);
    assert_eq!(again.changes, [Change::Again { request: token(1), remaining_s: 119 }]);
    let request = phone.requests.get_mut(&token(1)).unwrap();
    request.phase = Phase::Ended(super::super::Ended { how: super::super::How::Refused, by: None });
    assert_eq!(phone.sort(true, vec![event]), Sorted::default(), "finished ones stay finished");
}

#[test]
fn what_is_not_genuine_is_never_shown() {
    let phone = Phone::new();
    let stranger = TestKey::new();
    let good = claims(1);
    let foreign = stranger.sign(good.unsigned(&stranger.jwk().thumbprint()));
    let forged_kid = stranger.sign(good.unsigned(&phone.key.jwk().thumbprint()));
    let other_issuer =
        ApprovalRequest { iss: Origin::parse("https://evil.example").unwrap(), ..good.clone() };
    let other_account = ApprovalRequest { sub: "somebody".into(), ..good.clone() };
    let short_nonce = ApprovalRequest { nonce: "AAAA".into(), ..good.clone() };
    let mut bidi = good.clone();
    bidi.display[0].value = "Fire\u{202E}fox".into();
    let raw = |request: String| Event::ApprovalRequested { request, remaining: 100 };
    let typ = phone.key.sign(kauth_protocol::jws::Unsigned::with_kid(
        "kauth-answer+jwt",
        &phone.key.jwk().thumbprint(),
        &good,
    ));
    let swapped = {
        let (ours, other) = (phone.signed(&good), phone.signed(&claims(2)));
        let (a, b): (Vec<&str>, Vec<&str>) = (ours.split('.').collect(), other.split('.').collect());
        format!("{}.{}.{}", a[0], b[1], a[2])
    };
    let attacks = vec![
        raw(foreign),
        raw(forged_kid),
        phone.asks(&other_issuer, 100),
        phone.asks(&other_account, 100),
        phone.asks(&short_nonce, 100),
        phone.asks(&bidi, 100),
        raw(typ),
        raw(swapped),
        raw("nonsense".into()),
        phone.asks(&good, 0),
        phone.asks(&good, 121),
    ];
    let count = u32::try_from(attacks.len()).unwrap();
    assert_eq!(phone.sort(false, attacks), Sorted { changes: vec![], refused: count });
}

#[test]
fn another_text_under_a_known_id_is_refused() {
    let mut phone = Phone::new();
    let first = phone.sort(false, vec![phone.asks(&claims(1), 100)]);
    phone.take(&first);
    let mut other = claims(1);
    other.display[0].value = "Chrome".into();
    let sorted = phone.sort(false, vec![phone.asks(&other, 100)]);
    assert_eq!(sorted, Sorted { changes: vec![], refused: 1 });
}

#[test]
fn a_snapshot_tells_what_is_gone() {
    let mut phone = Phone::new();
    let second = phone.signed(&claims(2));
    let asks = |remaining| Event::ApprovalRequested { request: second.clone(), remaining };
    let both = phone.sort(false, vec![phone.asks(&claims(1), 100), asks(100)]);
    phone.take(&both);
    let sorted = phone.sort(true, vec![asks(90)]);
    assert_eq!(
        sorted.changes,
        [Change::Again { request: token(2), remaining_s: 90 }, Change::Vanished { request: token(1) },]
    );
    assert_eq!(phone.sort(false, vec![]), Sorted::default(), "only a snapshot says what is gone");
}

#[test]
fn only_the_providers_signed_word_removes_a_link() {
    let phone = Phone::new();
    let event = |tombstone: String| Event::AccountRemoved { account: "account".into(), tombstone };
    let removed = [Change::Removed { link: "link".into() }];
    assert_eq!(phone.sort(false, vec![event(phone.tombstone("device", Some("account")))]).changes, removed);
    assert_eq!(phone.sort(false, vec![event(phone.tombstone("device", None))]).changes, removed);

    let stranger = Phone::new();
    for attack in [
        stranger.tombstone("device", Some("account")),
        phone.tombstone("another device", Some("account")),
        "nonsense".to_owned(),
    ] {
        let sorted = phone.sort(false, vec![event(attack)]);
        assert_eq!(sorted, Sorted { changes: vec![], refused: 1 });
    }
}

#[test]
fn an_unknown_key_is_noticed() {
    let phone = Phone::new();
    let stranger = Phone::new();
    let response = |event| InboxResponse { cursor: "c".into(), snapshot: false, events: vec![event] };
    assert!(!names_unknown_key(&response(phone.asks(&claims(1), 9)), &phone.key.lineage()));
    assert!(names_unknown_key(&response(stranger.asks(&claims(1), 9)), &phone.key.lineage()));
}

#[test]
fn names_of_devices_are_made_showable() {
    let phone = Phone::new();
    let event = Event::ApprovalClosed {
        request: token(1),
        state: State::Approved,
        by: Some("Tab\u{202E}let\n".into()),
        by_this_device: false,
    };
    let sorted = phone.sort(false, vec![event]);
    assert!(matches!(&sorted.changes[0], Change::Closed { by: Some(name), .. } if name == "Tablet"));
}

fn recovery(recovery: &str, state: RecoveryState, remaining: u64) -> Event {
    Event::RecoveryChanged {
        account: "account".into(),
        recovery: recovery.into(),
        state,
        counts_in: None,
        remaining,
        stop: Some(format!("{}/stop?t=x", origin())),
    }
}

fn kept(phone: &mut Phone, event: Event) {
    for change in phone.sort(false, vec![event]).changes {
        let Change::Recovery { id, recovery } = change else { panic!() };
        phone.recoveries.insert(id, *recovery);
    }
}

#[test]
fn a_recovery_is_kept_until_its_end_or_a_snapshot_without_it() {
    let mut phone = Phone::new();
    kept(&mut phone, recovery("r", RecoveryState::Begun, 60));
    kept(&mut phone, recovery("s", RecoveryState::CheckBegun, 60));
    let (r, s) = (recoveries::id(&phone.link.id, "r").unwrap(), recoveries::id(&phone.link.id, "s").unwrap());
    for end in [recovery("r", RecoveryState::Over, 0), recovery("r", RecoveryState::Begun, 0)] {
        assert_eq!(phone.sort(false, vec![end]).changes, [Change::RecoveryOver { id: r.clone() }]);
    }
    let snapshot = phone.sort(true, vec![recovery("r", RecoveryState::Begun, 30)]);
    let [Change::Recovery { id, .. }, Change::RecoveryOver { id: gone }] = &snapshot.changes[..] else {
        panic!("{snapshot:?}")
    };
    assert_eq!((id, gone), (&r, &s));
}

#[test]
fn a_recovery_of_no_link_or_state_that_is_known_changes_nothing() {
    let phone = Phone::new();
    let stranger = Event::RecoveryChanged {
        account: "another".into(),
        recovery: "r".into(),
        state: RecoveryState::Begun,
        counts_in: None,
        remaining: 60,
        stop: None,
    };
    let newer: Event = serde_json::from_str(
        r#"{"event": "recovery_changed", "account": "account", "recovery": "r", "state": "of_2030", "remaining": 9}"#,
    )
    .unwrap();
    assert_eq!(phone.sort(false, vec![stranger, newer]), Sorted::default());
    let endless = recovery(&"x".repeat(129), RecoveryState::Begun, 60);
    assert_eq!(phone.sort(false, vec![endless]), Sorted { changes: vec![], refused: 1 });
}
