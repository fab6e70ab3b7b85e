//! QR codes of Google's form: one, several, damaged.

use data_encoding::BASE64;
use kauth_otp::{Hotp, Kind, Totp};

use super::*;

fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn number(field: u64, value: u64, out: &mut Vec<u8>) {
    varint(field << 3, out);
    varint(value, out);
}

fn bytes(field: u64, value: &[u8], out: &mut Vec<u8>) {
    varint(field << 3 | 2, out);
    varint(value.len() as u64, out);
    out.extend(value);
}

/// `OtpParameters`: algorithm, digits, type and counter as numbers; 0 is left away, as their writer does.
fn account(secret: &[u8], name: &str, issuer: &str, numbers: [u64; 4]) -> Vec<u8> {
    let mut out = Vec::new();
    bytes(1, secret, &mut out);
    bytes(2, name.as_bytes(), &mut out);
    bytes(3, issuer.as_bytes(), &mut out);
    for (field, value) in (4..).zip(numbers) {
        if value != 0 {
            number(field, value, &mut out);
        }
    }
    out
}

fn payload(accounts: &[Vec<u8>], of: u64, place: u64, batch: u64) -> String {
    let mut out = Vec::new();
    accounts.iter().for_each(|account| bytes(1, account, &mut out));
    number(2, 1, &mut out);
    number(3, of, &mut out);
    number(4, place, &mut out);
    number(5, batch, &mut out);
    let data = BASE64.encode(&out);
    format!(
        "otpauth-migration://offline?data={}",
        data.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
    )
}

const KEY: &[u8] = b"12345678901234567890";

fn one(name: &str) -> Vec<u8> {
    account(KEY, name, "Example", [1, 1, 2, 0])
}

#[test]
fn each_kind_hash_and_length_is_read_as_it_was_meant() {
    let accounts = [
        account(KEY, "Example:anna", "Example", [1, 1, 2, 0]),
        account(KEY, "Elsewhere:bob", "", [2, 2, 2, 0]),
        account(KEY, "carl", "Bank", [3, 1, 1, 7]),
        account(KEY, "defaults", "", [0, 0, 0, 0]),
    ];
    let part = read_migration(&payload(&accounts, 1, 0, 99)).unwrap();
    assert_eq!(
        taken(&part.import),
        [
            "Example|anna|every 30|6",
            "Elsewhere|bob|every 30|SHA2568",
            "Bank|carl|at 7|SHA5126",
            "|defaults|every 30|6"
        ]
    );
    assert!(part.import.refused.is_empty());
    // The codes are those of RFC 6238 and RFC 4226.
    let [first, _, third, _] = part.import.taken.as_slice() else { panic!() };
    let Kind::Totp { period } = first.uri.parameters().kind else { panic!() };
    let parameters = first.uri.parameters();
    let totp = Totp::new(&parameters.secret, parameters.algorithm, parameters.digits, period);
    assert_eq!(totp.code_at(59_000).unwrap().text(), "287082");
    let parameters = third.uri.parameters();
    assert_eq!(Hotp::new(&parameters.secret, Default::default(), parameters.digits).code(7).text(), "162583");
}

#[test]
fn what_cannot_be_made_is_named_and_costs_nothing_else() {
    let accounts = [
        account(KEY, "md5", "Old", [4, 1, 2, 0]),
        account(KEY, "seven", "Odd", [1, 9, 2, 0]),
        account(KEY, "new kind", "Odd", [1, 1, 3, 0]),
        account(b"", "bare", "", [1, 1, 2, 0]),
        one("fine"),
    ];
    let part = read_migration(&payload(&accounts, 1, 0, 1)).unwrap();
    assert_eq!(taken(&part.import), ["Example|fine|every 30|6"]);
    assert_eq!(
        refused(&part.import),
        [
            ("Old · md5", Reason::Algorithm),
            ("Odd · seven", Reason::Digits),
            ("Odd · new kind", Reason::UnknownKind),
            ("bare", Reason::Secret),
        ]
    );
}

#[test]
fn a_plus_that_became_a_space_and_padding_that_was_lost_are_put_right() {
    // 0xfb 0xef 0xbe is "++++": a name that is made of it makes the text full of them.
    let text =
        payload(&[account(&[0xfb, 0xef, 0xbe, 0xfb, 0xef, 0xbe], "anna", "Example", [1, 1, 2, 0])], 1, 0, 1);
    let read = read_migration(&text).unwrap();
    for other in [
        text.replace("%2B", "+"),
        text.replace("%2B", " "),
        text.replace("%3D", ""),
        text.replace("%3D", "="),
        text.replace("otpauth-migration", "OTPAUTH-MIGRATION"),
        format!("  {text}\n"),
    ] {
        assert_eq!(read_migration(&other), Ok(read.clone()), "{other}");
    }
}

#[test]
fn codes_that_are_cut_or_none_are_refused_whole() {
    let whole = payload(&[one("anna"), one("bob")], 1, 0, 1);
    for text in [
        "otpauth-migration://offline",
        "otpauth-migration://offline?data=!!!",
        "otpauth-migration://offline?data=CgI",
        "otpauth-migration://offline?data=AAAA",
        "otpauth-migration://offline?data=____",
        &whole[..whole.len() - 30],
        &payload(&[one("anna")], 2, 2, 1),
        &payload(&[one("anna")], 101, 0, 1),
        &payload(&[one("anna")], u64::MAX, 0, 1),
        &format!("otpauth-migration://offline?data={}", "A".repeat(20_000)),
    ] {
        assert_eq!(read_migration(text).err(), Some(Unread::Unknown), "{text}");
    }
    assert_eq!(read_migration("otpauth-migration://offline?data=").err(), Some(Unread::Empty));
    assert_eq!(read_migration(&payload(&[], 1, 0, 1)).err(), Some(Unread::Empty));
}

#[test]
fn a_batch_is_collected_in_any_order_and_duplicates_do_no_harm() {
    let negative = 5_u64.wrapping_neg();
    let part = |place: u64, name: &str| read_migration(&payload(&[one(name)], 3, place, negative)).unwrap();
    let mut batches = Batches::begin(part(2, "third"));
    assert_eq!(batches.missing(), Some((1, 3)));
    assert_eq!(batches.take(part(0, "first")), Came::New);
    assert_eq!(batches.take(part(0, "first")), Came::Again);
    assert_eq!(batches.take(part(2, "third")), Came::Again);
    assert_eq!(batches.missing(), Some((2, 3)));
    assert_eq!(batches.take(part(1, "second")), Came::New);
    assert_eq!(batches.missing(), None);
    let names: Vec<&str> = batches.import().taken.iter().map(|entry| entry.uri.account()).collect();
    assert_eq!(names, ["first", "second", "third"], "in the order of the export");
}

#[test]
fn another_export_begins_anew() {
    let mut batches = Batches::begin(read_migration(&payload(&[one("old")], 2, 0, 1)).unwrap());
    assert_eq!(batches.take(read_migration(&payload(&[one("new")], 2, 1, 2)).unwrap()), Came::New);
    assert_eq!(batches.missing(), Some((1, 2)));
    assert_eq!(taken(batches.import()), ["Example|new|every 30|6"]);
    // A file is no part of anything.
    let file = read_file(format!("otpauth://totp/a?secret={SECRET}").as_bytes()).unwrap();
    let mut batches = Batches::whole(file);
    assert_eq!(batches.missing(), None);
    assert_eq!(batches.take(read_migration(&payload(&[one("new")], 1, 0, 0)).unwrap()), Came::New);
    assert_eq!(taken(batches.import()), ["Example|new|every 30|6"]);
}

#[test]
fn an_account_that_is_there_twice_counts_once() {
    let part = read_migration(&payload(&[one("anna"), one("anna")], 1, 0, 1)).unwrap();
    assert_eq!(part.import.taken.len(), 1);
}

#[test]
fn nothing_is_printed() {
    let part =
        read_migration(&payload(&[one("anna"), account(b"", "planted", "", [0; 4])], 1, 0, 1)).unwrap();
    let printed = format!("{part:?} {:?}", Batches::begin(part.clone()));
    for secret in ["anna", "Example", "planted", SECRET, "1234567890", "49, 50, 51"] {
        assert!(!printed.contains(secret), "{secret}: {printed}");
    }
}
