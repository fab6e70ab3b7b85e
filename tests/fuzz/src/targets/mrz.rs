//! The text of a machine-readable zone.

use std::time::Duration;

use kauth_imaging::mrz::text::{self, MrzError};

use super::{Said, Seeds, Target, hold};

/// ICAO Doc 9303's own specimens (parts 4, 5 and 6).
const SPECIMENS: [(&str, &str); 4] = [
    ("td1", "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"),
    ("td2", "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"),
    ("td3", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"),
    ("visa", "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<"),
];

pub(super) const TARGET: Target = Target {
    name: "mrz",
    take,
    words: &[b"<", b"<<", b"\n", b"UTO", b"0", b"9", b"A", b"Z", "É".as_bytes(), "😀".as_bytes(), b"\r\n"],
    most_bytes: 512,
    most_memory: 1 << 20,
    most_time: Duration::from_secs(1),
    short: 100_000,
    seeds,
};

fn take(input: &[u8]) -> Said {
    let text = String::from_utf8_lossy(input);
    let lines: Vec<&str> = text.split('\n').collect();
    let digit = text::check_digit(&text);
    let in_zone = |c: char| c == '<' || c.is_ascii_digit() || c.is_ascii_uppercase();
    hold!(digit.is_some() == text.chars().all(in_zone), "a check digit of what cannot stand in a zone");
    let read = match text::parse(&lines) {
        Ok(read) => read,
        Err(MrzError::Character { line, column }) => {
            let character = lines.get(line).and_then(|line| line.chars().nth(column));
            hold!(character.is_some(), "it complains of a place where nothing stands");
            return Said::This(format!("character in line {line}"));
        }
        Err(other) => return Said::This(format!("{other:?}")),
    };
    hold!(lines.len() == read.format.lines(), "another number of lines");
    hold!(lines.iter().all(|line| line.len() == read.format.columns()), "another length of lines");
    hold!(text::parse(&lines) == Ok(read.clone()), "read twice, it says something else");
    // Every field is a piece of what was written.
    let zone: String = lines.concat();
    let fields = &read.fields;
    for piece in [&fields.issuing_state, &fields.nationality, &fields.birth_date, &fields.expiry_date] {
        hold!(zone.contains(&piece.replace(' ', "<")), "a field that does not stand there");
    }
    hold!(fields.document_number.len() <= 24, "a number longer than its places");
    Said::This(format!("{:?} {:?}", read.format, read.checks))
}

fn seeds() -> Seeds {
    let own = SPECIMENS.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let mut seeds = Vec::from(own);
    seeds.push(("letters.txt".to_owned(), "ÄÖÜ<<é".as_bytes().to_vec()));
    seeds
}
