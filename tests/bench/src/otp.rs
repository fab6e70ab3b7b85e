//! One code against totp-rs, and what a tick costs a phone with many accounts.
//!
//! Both sides have the account's key ready and make a code as a value; text is made by whoever shows it.

use crate::measure::{compare, pretty, time};
use kauth_otp::{Algorithm, Digits, Period, Secret, Ticker, Totp};
use std::hint::black_box;

/// RFC 6238's key for SHA-1.
const KEY: &[u8; 20] = b"12345678901234567890";
const START_MS: i64 = 1_700_000_010_000;
const PERIOD_MS: i64 = 30_000;

pub(crate) fn run() {
    let Some(ours) = totp(KEY) else { return };
    let theirs = totp_rs::Builder::new().with_secret(*KEY).build_noncompliant();
    let mut our_ms = START_MS;
    let mut their_seconds = START_MS.unsigned_abs() / 1_000;
    let first = (ours.code_at(our_ms).map(kauth_otp::Code::text), theirs.generate(their_seconds).to_string());
    if first.0.as_deref() != Some(first.1.as_str()) {
        println!("otp: the two do not even agree: {first:?}");
        return;
    }
    let one = compare(
        || {
            our_ms += PERIOD_MS;
            black_box(ours.code_at(black_box(our_ms)));
        },
        || {
            their_seconds += 30;
            black_box(theirs.generate(black_box(their_seconds)));
        },
    );
    println!(
        "otp, one SHA-1 code: {} against {} by totp-rs, ratio {:.2}",
        pretty(one.ours),
        pretty(one.theirs),
        one.ratio
    );
    for accounts in [200, 5_000] {
        tick(accounts);
    }
}

fn tick(accounts: u32) {
    let mut ticker = Ticker::new();
    for id in 0..accounts {
        let mut key = *KEY;
        for (byte, of_id) in key.iter_mut().zip(id.to_be_bytes()) {
            *byte ^= of_id;
        }
        let Some(totp) = totp(&key) else { return };
        ticker.insert(id, totp, 0);
    }
    let mut now = START_MS;
    ticker.tick(now);
    let every = time(|| {
        now += PERIOD_MS;
        black_box(ticker.tick(black_box(now)));
    });
    let mut within = now;
    let none = time(|| {
        within += 1;
        if within >= now + PERIOD_MS {
            within = now;
        }
        black_box(ticker.tick(black_box(within)));
    });
    println!(
        "otp, tick of {accounts} accounts: {} when every code changes, {} when none does",
        pretty(every),
        pretty(none)
    );
}

fn totp(key: &[u8]) -> Option<Totp> {
    let secret = Secret::from_bytes(key.to_vec()).ok()?;
    Some(Totp::new(&secret, Algorithm::Sha1, Digits::SIX, Period::from_seconds(30).ok()?))
}
