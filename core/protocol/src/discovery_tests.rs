use super::*;
use crate::testing::Key;

fn issuer() -> Origin {
    Origin::parse("https://example.com").unwrap()
}

fn introduce(seq: u64, old: &Key, new: &Key) -> KeyChange {
    KeyChange {
        iss: issuer(),
        seq,
        old: old.public().thumbprint(),
        change: KeyStep::Key(new.public()),
        next_pin: None,
    }
}

fn by(key: &Key, change: &KeyChange) -> String {
    key.sign(change.unsigned(&key.public().thumbprint()))
}

fn withdraw(seq: u64, old: &Key) -> KeyChange {
    KeyChange {
        iss: issuer(),
        seq,
        old: old.public().thumbprint(),
        change: KeyStep::Withdrawn,
        next_pin: None,
    }
}

fn thumbprints(lineage: &KeyLineage) -> Vec<String> {
    lineage.keys.iter().map(PublicJwk::thumbprint).collect()
}

#[test]
fn a_phone_follows_introductions_and_withdrawals() {
    let (a, b, c) = (Key::new(), Key::new(), Key::new());
    let history = [by(&a, &introduce(1, &a, &b)), by(&b, &withdraw(2, &a)), by(&b, &introduce(3, &b, &c))];
    let start = KeyLineage::begin(a.public(), None);
    let lineage = start.follow(&issuer(), &history);
    assert_eq!(thumbprints(&lineage), [b.public().thumbprint(), c.public().thumbprint()]);
    assert_eq!((lineage.first.clone(), lineage.seq), (a.public().thumbprint(), 3));
    assert_eq!(lineage.follow(&issuer(), &history), lineage, "nothing happens twice");
    assert_eq!(lineage.follow(&issuer(), &[]), lineage, "absence withdraws nothing");
}

#[test]
fn a_stranger_introduces_nothing() {
    let (a, b, stranger) = (Key::new(), Key::new(), Key::new());
    let start = KeyLineage::begin(a.public(), None);
    let forged = stranger.sign(introduce(1, &a, &stranger).unsigned(&a.public().thumbprint()));
    let foreign = KeyChange { iss: Origin::parse("https://evil.example").unwrap(), ..introduce(1, &a, &b) };
    let not_its_own = introduce(1, &stranger, &b);
    for entry in [
        by(&stranger, &introduce(1, &a, &stranger)),
        forged,
        by(&a, &foreign),
        by(&a, &not_its_own),
        by(&a, &withdraw(1, &a)),
        by(&a, &introduce(0, &a, &b)),
        by(&a, &introduce(1, &a, &a)),
    ] {
        assert_eq!(thumbprints(&start.follow(&issuer(), &[entry])), [a.public().thumbprint()]);
    }
}

#[test]
fn an_old_change_replayed_does_not_turn_back() {
    let (a, b) = (Key::new(), Key::new());
    let first = by(&a, &introduce(1, &a, &b));
    let lineage = KeyLineage::begin(a.public(), None).follow(&issuer(), &[first, by(&b, &withdraw(2, &a))]);
    let revive = by(&b, &introduce(2, &b, &a));
    assert_eq!(lineage.follow(&issuer(), &[revive]), lineage);
}

#[test]
fn a_pin_moves_only_where_there_was_one() {
    let (a, b) = (Key::new(), Key::new());
    let change = KeyChange { next_pin: Some("next".into()), ..introduce(1, &a, &b) };
    let pinned = KeyLineage::begin(a.public(), Some("pin".into())).follow(&issuer(), &[by(&a, &change)]);
    assert_eq!(pinned.pin.as_deref(), Some("next"));
    let public = KeyLineage::begin(a.public(), None).follow(&issuer(), &[by(&a, &change)]);
    assert_eq!(public.pin, None);
}
