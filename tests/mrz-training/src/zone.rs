//! Zones of people who do not exist, with right check digits (ICAO Doc 9303 parts 4, 5 and 6).

use crate::random::Random;
use kauth_imaging::mrz::text::{Format, check_digit};

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ANY: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const STATES: [&str; 8] = ["UTO", "D<<", "FRA", "GBR", "XXA", "QZW", "HMN", "VYJ"];

/// The lines of a zone. Names are random letters: harder to read than names, since nothing can be guessed.
#[must_use]
pub fn zone(random: &mut Random, format: Format) -> Vec<String> {
    let state = random.pick(&STATES).copied().unwrap_or("UTO");
    let nationality = random.pick(&STATES).copied().unwrap_or("UTO");
    let birth = checked(&date(random, 99));
    let expiry = checked(&date(random, 40));
    let sex = random.pick(&["F", "M", "<"]).copied().unwrap_or("<");
    match format {
        Format::Td1 => {
            let (number, rest) = number(random, 6);
            let first = filled(&format!("{}{state}{number}{rest}", code(random, "I")), 30);
            let optional = if random.chance(0.2) { word(random, ANY, 1, 11) } else { String::new() };
            let second = filled(&format!("{birth}{sex}{expiry}{nationality}{optional}"), 29);
            let covered =
                [span(&first, 5, 30), span(&second, 0, 7), span(&second, 8, 15), span(&second, 18, 29)];
            let second = format!("{second}{}", digit(&covered.concat()));
            vec![first, second, filled(&names(random, 30), 30)]
        }
        Format::Td2 | Format::Td3 => {
            let columns = format.columns();
            let (letter, long) = if format == Format::Td2 { ("I", 3) } else { ("P", 0) };
            let first =
                filled(&format!("{}{state}{}", code(random, letter), names(random, columns - 5)), columns);
            let (number, rest) = number(random, long);
            let head = format!("{number}{nationality}{birth}{sex}{expiry}");
            let second = if format == Format::Td2 {
                filled(&format!("{head}{rest}"), 35)
            } else {
                let optional = if random.chance(0.5) { word(random, ANY, 1, 14) } else { String::new() };
                let empty = optional.is_empty() && random.chance(0.5);
                let optional = filled(&optional, 14);
                let check = if empty { "<".to_owned() } else { digit(&optional) };
                format!("{head}{optional}{check}")
            };
            let covered = [span(&second, 0, 10), span(&second, 13, 20), span(&second, 21, columns - 1)];
            let second = format!("{second}{}", digit(&covered.concat()));
            vec![first, second]
        }
    }
}

/// A number with its check digit, and what of a longer one goes into the optional data.
fn number(random: &mut Random, longest: usize) -> (String, String) {
    if longest > 0 && random.chance(0.1) {
        let (head, tail) = (word(random, ANY, 9, 9), word(random, ANY, 1, longest));
        let check = digit(&format!("{head}{tail}"));
        return (format!("{head}<"), format!("{tail}{check}<"));
    }
    (checked(&filled(&word(random, ANY, 7, 9), 9)), String::new())
}

fn code(random: &mut Random, letter: &str) -> String {
    let second = if random.chance(0.4) { word(random, LETTERS, 1, 1) } else { "<".to_owned() };
    format!("{letter}{second}")
}

/// Surname and given names, cut off where the field ends.
fn names(random: &mut Random, most: usize) -> String {
    let surname = word(random, LETTERS, 2, 12);
    let given: Vec<String> = (0..1 + random.below(3)).map(|_| word(random, LETTERS, 2, 9)).collect();
    let mut names = format!("{surname}<<{}", given.join("<"));
    names.truncate(most);
    names
}

fn date(random: &mut Random, years: usize) -> String {
    format!("{:02}{:02}{:02}", random.below(years), 1 + random.below(12), 1 + random.below(28))
}

fn word(random: &mut Random, letters: &[u8], least: usize, most: usize) -> String {
    let length = least + random.below(most + 1 - least);
    (0..length).filter_map(|_| random.pick(letters).copied()).map(char::from).collect()
}

fn filled(text: &str, length: usize) -> String {
    format!("{text:<<length$}")
}

fn digit(text: &str) -> String {
    check_digit(text).map(String::from).unwrap_or_default()
}

fn checked(text: &str) -> String {
    format!("{text}{}", digit(text))
}

fn span(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kauth_imaging::mrz::text::parse;

    #[test]
    fn all_zones_are_right() {
        let mut random = Random::new(3);
        for format in Format::ALL {
            for _ in 0..500 {
                let lines = zone(&mut random, format);
                let mrz = parse(&lines).unwrap_or_else(|e| panic!("{lines:?}: {e}"));
                assert!(mrz.checks.all_right() && mrz.format == format, "{lines:?} {:?}", mrz.checks);
            }
        }
    }
}
