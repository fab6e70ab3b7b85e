use proptest::prelude::*;

use super::*;
use crate::{Algorithm, Digits, Period, Secret};

const NOON: i64 = 1_800_000_000_000;

fn totp(seed: u8, period: u32) -> Totp {
    let secret = Secret::from_bytes(vec![seed; 20]).unwrap();
    Totp::new(&secret, Algorithm::Sha1, Digits::SIX, Period::from_seconds(period).unwrap())
}

fn names(tick: &Tick<&'static str>) -> Vec<&'static str> {
    let mut names: Vec<_> = tick.changed.iter().map(|(id, _)| *id).collect();
    names.sort_unstable();
    names
}

#[test]
fn each_account_is_named_when_its_own_window_ends() {
    let mut ticker = Ticker::new();
    ticker.insert("thirty", totp(1, 30), 0);
    ticker.insert("sixty", totp(2, 60), 0);
    let first = ticker.tick(NOON + 1);
    assert_eq!(names(&first), ["sixty", "thirty"]);
    assert_eq!(first.next_at, Some(NOON + 30_000));

    assert_eq!(ticker.tick(NOON + 29_999), Tick { changed: vec![], next_at: Some(NOON + 30_000) });
    assert_eq!(names(&ticker.tick(NOON + 30_000)), ["thirty"]);
    assert_eq!(names(&ticker.tick(NOON + 30_000)), Vec::<&str>::new());
    let both = ticker.tick(NOON + 60_000);
    assert_eq!(names(&both), ["sixty", "thirty"]);
    assert_eq!(both.next_at, Some(NOON + 90_000));
}

#[test]
fn the_next_code_becomes_the_code() {
    let mut ticker = Ticker::new();
    ticker.insert("a", totp(1, 30), 0);
    ticker.tick(NOON);
    let before = ticker.showing(&"a").unwrap();
    assert_eq!(before.code, totp(1, 30).code_at(NOON));
    assert_eq!(before.next, totp(1, 30).code_at(NOON + 30_000));
    ticker.tick(NOON + 30_000);
    let after = ticker.showing(&"a").unwrap();
    assert_eq!(after.code, before.next);
    assert_eq!(after.next, totp(1, 30).code_at(NOON + 60_000));
    assert_eq!((after.begins_at, after.ends_at), (NOON + 30_000, NOON + 60_000));
}

#[test]
fn after_a_night_s_sleep_one_tick_is_enough() {
    let mut ticker = Ticker::new();
    ticker.insert("a", totp(1, 1), 0);
    ticker.tick(NOON);
    let morning = NOON + 8 * 3_600_000 + 250;
    let tick = ticker.tick(morning);
    assert_eq!(names(&tick), ["a"]);
    assert_eq!(ticker.showing(&"a").unwrap().code, totp(1, 1).code_at(morning));
    assert_eq!(tick.next_at, Some(morning + 750));
}

#[test]
fn a_clock_put_back_brings_the_old_code_back_and_a_little_back_nothing() {
    let mut ticker = Ticker::new();
    ticker.insert("a", totp(1, 30), 0);
    ticker.insert("day", totp(2, 86_400), 0);
    ticker.tick(NOON + 45_000);
    assert_eq!(names(&ticker.tick(NOON + 30_000)), Vec::<&str>::new());
    let tick = ticker.tick(NOON + 29_999);
    assert_eq!(names(&tick), ["a"]);
    assert_eq!(tick.next_at, Some(NOON + 30_000));
    assert_eq!(ticker.showing(&"a").unwrap().code, totp(1, 30).code_at(NOON));
    assert_eq!(names(&ticker.tick(NOON - 10 * 86_400_000)), ["a", "day"]);
}

#[test]
fn an_offset_moves_the_code_but_the_ends_stay_on_this_clock() {
    let mut ticker = Ticker::new();
    let ahead = 86_400_000 + 7_000;
    ticker.insert("a", totp(1, 30), ahead);
    let tick = ticker.tick(NOON);
    let showing = ticker.showing(&"a").unwrap();
    assert_eq!(showing.code, totp(1, 30).code_at(NOON + ahead));
    assert_eq!((showing.begins_at, showing.ends_at), (NOON - 7_000, NOON + 23_000));
    assert_eq!(tick.next_at, Some(NOON + 23_000));

    assert!(ticker.set_offset(&"a", ahead));
    assert!(ticker.tick(NOON).changed.is_empty());
    assert!(ticker.set_offset(&"a", 0));
    assert_eq!(names(&ticker.tick(NOON)), ["a"]);
    assert_eq!(ticker.showing(&"a").unwrap().ends_at, NOON + 30_000);
    ticker.set_offset(&"a", ahead);
    ticker.set_offset(&"a", 0);
    assert!(ticker.tick(NOON).changed.is_empty(), "there and back is no change");
    assert!(!ticker.set_offset(&"nobody", 0));
}

#[test]
fn before_1970_nothing_is_shown_until_1970_begins() {
    let mut ticker = Ticker::new();
    ticker.insert("a", totp(1, 30), 1_000);
    let tick = ticker.tick(-5_000);
    let showing = ticker.showing(&"a").unwrap();
    assert_eq!((showing.code, showing.next), (None, Some(totp(1, 30).code(0))));
    assert_eq!(tick.next_at, Some(-1_000));
    assert!(ticker.tick(-4_000).changed.is_empty());
    assert_eq!(names(&ticker.tick(-1_000)), ["a"]);
    assert_eq!(ticker.showing(&"a").unwrap().code, Some(totp(1, 30).code(0)));
}

#[test]
fn the_ends_of_time_ask_for_no_tick_in_the_past() {
    for offset in [i64::MIN, -1, 0, 1, i64::MAX] {
        let mut ticker = Ticker::new();
        ticker.insert("a", totp(1, 30), offset);
        for now in [i64::MIN, -1, 0, i64::MAX - 1] {
            let next = ticker.tick(now).next_at.unwrap();
            assert!(next > now, "{offset} {now} {next}");
        }
        assert_eq!(ticker.tick(i64::MAX).next_at, Some(i64::MAX));
    }
}

#[test]
fn removing_and_replacing_leave_nothing_behind() {
    let mut ticker = Ticker::new();
    ticker.insert("a", totp(1, 30), 0);
    ticker.insert("a", totp(2, 60), 0);
    assert_eq!((ticker.len(), ticker.due.len()), (1, 1));
    ticker.tick(NOON);
    assert_eq!(ticker.showing(&"a").unwrap().code, totp(2, 60).code_at(NOON));
    assert!(ticker.remove(&"a"));
    assert!(!ticker.remove(&"a"));
    assert!(ticker.is_empty());
    assert_eq!(ticker.tick(NOON + 90_000), Tick { changed: vec![], next_at: None });
}

#[test]
fn a_tick_makes_codes_only_for_what_changed() {
    let mut ticker = Ticker::new();
    for id in 0..5_000_u32 {
        ticker.insert(id, totp(1, id + 1), 0);
    }
    assert_eq!(ticker.tick(NOON).changed.len(), 5_000);
    let expected =
        (0..5_000_i64).filter(|id| NOON / ((id + 1) * 1000) != (NOON + 1_000) / ((id + 1) * 1000)).count();
    assert_eq!(ticker.tick(NOON + 1_000).changed.len(), expected);
    assert!(expected < 100, "{expected}");
}

#[derive(Clone, Debug)]
enum Do {
    Insert(u8, u32, i64),
    Remove(u8),
    Offset(u8, i64),
    Move(i64),
}

fn anything() -> impl Strategy<Value = Do> {
    let offset = prop_oneof![Just(0), -100_000..100_000_i64, -200_000_000..200_000_000_i64];
    prop_oneof![
        (0..6_u8, prop_oneof![Just(30_u32), 1..100_u32], offset.clone())
            .prop_map(|(id, p, o)| Do::Insert(id, p, o)),
        (0..6_u8).prop_map(Do::Remove),
        (0..6_u8, offset).prop_map(|(id, o)| Do::Offset(id, o)),
        prop_oneof![4 => 0..2_000_i64, 2 => 0..100_000_i64, 2 => -100_000..0_i64, 1 => -NOON..NOON]
            .prop_map(Do::Move),
    ]
}

proptest! {
    /// Against the simplest ticker there is: look at every account at every tick.
    #[test]
    fn it_names_exactly_what_changed(moves in prop::collection::vec(anything(), 1..60), start in prop_oneof![Just(NOON), -100_000..100_000_i64]) {
        let mut ticker = Ticker::new();
        let mut plain: HashMap<u8, (Totp, i64, Option<Showing>)> = HashMap::new();
        let mut now = start;
        for step in moves {
            match step {
                Do::Insert(id, period, offset) => {
                    ticker.insert(id, totp(id, period), offset);
                    plain.insert(id, (totp(id, period), offset, None));
                }
                Do::Remove(id) => prop_assert_eq!(ticker.remove(&id), plain.remove(&id).is_some()),
                Do::Offset(id, offset) => {
                    let known = plain.get_mut(&id).map(|account| account.1 = offset).is_some();
                    prop_assert_eq!(ticker.set_offset(&id, offset), known);
                }
                Do::Move(by) => now += by,
            }
            let tick = ticker.tick(now);
            let mut named: Vec<_> = tick.changed.iter().map(|(id, showing)| (*id, *showing)).collect();
            named.sort_unstable_by_key(|(id, _)| *id);
            let mut expected = Vec::new();
            for (id, (totp, offset, shown)) in &mut plain {
                let here = now + *offset;
                let window = totp.window_at(here);
                let showing = Showing {
                    code: totp.code_at(here),
                    next: totp.code_at(window.ends_at),
                    begins_at: window.begins_at.saturating_sub(*offset),
                    ends_at: window.ends_at - *offset,
                };
                if shown.replace(showing) != Some(showing) {
                    expected.push((*id, showing));
                }
            }
            expected.sort_unstable_by_key(|(id, _)| *id);
            prop_assert_eq!(named, expected);
            prop_assert_eq!(tick.next_at, plain.values().filter_map(|a| a.2.map(|s| s.ends_at)).min());
            prop_assert!(tick.next_at.is_none_or(|next| next > now));
            prop_assert_eq!(ticker.due.len(), ticker.accounts.len());
        }
    }
}
