//! What the lines of a machine readable zone say (ICAO Doc 9303: part 3 in general, 5 for TD1, 6 for TD2, 4 for TD3).
//!
//! [`parse`] refuses what cannot be such a zone and says where; a wrong check digit is no refusal but a finding, because
//! whoever looks at the picture wants to know which one it was. Nothing here says that a document is genuine: anybody
//! can compute a check digit.
//!
//! Dates are kept as written, `YYMMDD` with `<` for what the issuer does not know. Two digits name no year, and this
//! module has no clock. Whoever needs a year and knows today's takes, for a birth, the latest year that is not in the
//! future, and for an expiry the year of the century from 50 years before today to 49 after it.

mod layout;
#[cfg(test)]
mod tests;

use std::fmt;

pub use layout::Format;
pub(crate) use layout::{Layout, Span};

/// The filler.
const FILLER: u8 = b'<';

/// Why some lines are no machine readable zone. Says where, never what stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MrzError {
    /// No format has this many lines of this length.
    #[error("no machine readable zone has this shape")]
    Shape,
    /// A character that cannot stand there.
    #[error("line {line}, column {column}: this character cannot stand there")]
    Character {
        /// From 0.
        line: usize,
        /// From 0.
        column: usize,
    },
    /// A visa (part 7) has the lines of a TD2 or TD3 but other check digits, and identifies nobody.
    #[error("this is a visa")]
    Visa,
}

/// What the issuer put down as sex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// `F`.
    Female,
    /// `M`.
    Male,
    /// `<`.
    Unspecified,
}

/// What a zone says. Fillers at the ends are left out, fillers within a name are spaces; all else is as written.
#[derive(Clone, PartialEq, Eq)]
pub struct Fields {
    /// `P`, `ID`, `I` and so on.
    pub document_code: String,
    /// Three letters, or fewer (`D`).
    pub issuing_state: String,
    /// All of it, also where it goes on in the optional data.
    pub document_number: String,
    /// Three letters, or fewer.
    pub nationality: String,
    /// `YYMMDD`, `<` for what is unknown.
    pub birth_date: String,
    /// As far as it is known.
    pub sex: Sex,
    /// `YYMMDD`.
    pub expiry_date: String,
    /// The primary identifier.
    pub surname: String,
    /// The secondary identifier; empty if there is none.
    pub given_names: String,
    /// What the issuer adds: TD1 in line 1, TD2 and TD3 in line 2.
    pub optional_data: String,
    /// TD1 in line 2; empty elsewhere.
    pub optional_data_2: String,
}

/// For each check digit whether it is right (part 3, 4.9: weights 7, 3, 1, modulo 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checks {
    /// Of the document number.
    pub document_number: bool,
    /// Of the date of birth.
    pub birth_date: bool,
    /// Of the date of expiry.
    pub expiry_date: bool,
    /// Of the optional data; only TD3 has one.
    pub optional_data: Option<bool>,
    /// Of most of the zone at once. No check digit covers names, states or the sex.
    pub composite: bool,
}

impl Checks {
    /// Whether all that there are are right.
    #[must_use]
    pub fn all_right(&self) -> bool {
        self.document_number
            && self.birth_date
            && self.expiry_date
            && self.optional_data.unwrap_or(true)
            && self.composite
    }
}

/// A machine readable zone. Its `Debug` shows nothing of the person.
#[derive(Clone, PartialEq, Eq)]
pub struct Mrz {
    /// Which kind.
    pub format: Format,
    /// What it says.
    pub fields: Fields,
    /// Which of its check digits are right.
    pub checks: Checks,
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fields(…)")
    }
}

impl fmt::Debug for Mrz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mrz")
            .field("format", &self.format)
            .field("checks", &self.checks)
            .finish_non_exhaustive()
    }
}

/// Reads the lines of a zone, upper case, `<` as filler, without line ends.
///
/// # Errors
/// [`MrzError`] if these lines cannot be a zone. Wrong check digits are no error; see [`Mrz::checks`].
pub fn parse<Line: AsRef<str>>(lines: &[Line]) -> Result<Mrz, MrzError> {
    let lengths: Vec<usize> = lines.iter().map(|line| line.as_ref().chars().count()).collect();
    let format = Format::ALL
        .into_iter()
        .find(|format| {
            lengths.len() == format.lines() && lengths.iter().all(|length| *length == format.columns())
        })
        .ok_or(MrzError::Shape)?;
    for (line, text) in lines.iter().enumerate() {
        for (column, character) in text.as_ref().chars().enumerate() {
            if !u8::try_from(character).is_ok_and(|byte| format.allows(line, column, byte)) {
                return Err(MrzError::Character { line, column });
            }
        }
    }
    let zone =
        Zone { lines: lines.iter().map(|line| line.as_ref().as_bytes()).collect(), layout: format.layout() };
    if format != Format::Td1 && zone.bytes(zone.layout.code).first() == Some(&b'V') {
        return Err(MrzError::Visa);
    }
    Ok(Mrz { format, fields: zone.fields(), checks: zone.checks() })
}

/// The check digit of some characters of a zone; none if one of them cannot stand in a zone.
#[must_use]
pub fn check_digit(text: &str) -> Option<char> {
    let digit = digit_of(text.bytes())?;
    char::from_digit(digit, 10)
}

/// The same as a number.
pub(crate) fn digit_of(characters: impl IntoIterator<Item = u8>) -> Option<u32> {
    let mut sum = 0_u32;
    for (character, weight) in characters.into_iter().zip([7, 3, 1].into_iter().cycle()) {
        sum = (sum + value(character)? * weight) % 10;
    }
    Some(sum)
}

/// What a character counts in a check digit.
pub(crate) fn value(character: u8) -> Option<u32> {
    match character {
        FILLER => Some(0),
        b'a'..=b'z' => None,
        other => char::from(other).to_digit(36),
    }
}

/// Lines that were found to have the layout's shape.
struct Zone<'a> {
    lines: Vec<&'a [u8]>,
    layout: &'static Layout,
}

/// A document number that is longer than its field, and what is left of the optional data.
struct LongNumber<'a> {
    number: Vec<u8>,
    check: u8,
    left: &'a [u8],
}

impl<'a> Zone<'a> {
    fn bytes(&self, span: Span) -> &'a [u8] {
        self.lines.get(span.line).and_then(|line| line.get(span.start..span.end)).unwrap_or_default()
    }

    /// Part 5, 4.2.2.2 note j (part 6 alike): the number's first nine characters, a filler instead of the check digit,
    /// and at the beginning of the optional data the rest of the number, its check digit and a filler.
    fn long_number(&self) -> Option<LongNumber<'a>> {
        let head = self.bytes(self.layout.number);
        let marked = self.bytes(self.layout.number_check) == [FILLER] && !head.contains(&FILLER);
        if !self.layout.long_numbers || !marked {
            return None;
        }
        let optional = self.bytes(self.layout.optional);
        let end = optional.iter().position(|byte| *byte == FILLER).unwrap_or(optional.len());
        let (tail, left) = optional.split_at_checked(end)?;
        let (check, rest) = tail.split_last()?;
        (!rest.is_empty()).then(|| LongNumber { number: [head, rest].concat(), check: *check, left })
    }

    fn fields(&self) -> Fields {
        let layout = self.layout;
        let (number, optional) = match self.long_number() {
            Some(long) => (text(&long.number), text(long.left).trim_start_matches('<').to_owned()),
            None => (trimmed(self.bytes(layout.number)), trimmed(self.bytes(layout.optional))),
        };
        let (surname, given_names) = names(&text(self.bytes(layout.name)));
        Fields {
            document_code: trimmed(self.bytes(layout.code)),
            issuing_state: trimmed(self.bytes(layout.state)),
            document_number: number,
            nationality: trimmed(self.bytes(layout.nationality)),
            birth_date: text(self.bytes(layout.birth)),
            sex: match self.bytes(layout.sex) {
                b"F" => Sex::Female,
                b"M" => Sex::Male,
                _ => Sex::Unspecified,
            },
            expiry_date: text(self.bytes(layout.expiry)),
            surname,
            given_names,
            optional_data: optional.trim_end_matches('<').to_owned(),
            optional_data_2: layout.optional_2.map(|span| trimmed(self.bytes(span))).unwrap_or_default(),
        }
    }

    fn checks(&self) -> Checks {
        let layout = self.layout;
        let plain = |covered: Span, check: Span| self.is_right(self.bytes(covered), self.bytes(check));
        let document_number = match self.long_number() {
            Some(long) => self.is_right(&long.number, &[long.check]),
            None => plain(layout.number, layout.number_check),
        };
        let optional_data = layout.optional_check.map(|check| {
            let covered = self.bytes(layout.optional);
            // Part 4, 4.2.2.2: where nothing is covered, the check digit may be a filler.
            let empty = covered.iter().all(|byte| *byte == FILLER) && self.bytes(check) == [FILLER];
            empty || self.is_right(covered, self.bytes(check))
        });
        let covered: Vec<u8> = layout.covered.iter().flat_map(|span| self.bytes(*span)).copied().collect();
        Checks {
            document_number,
            birth_date: plain(layout.birth, layout.birth_check),
            expiry_date: plain(layout.expiry, layout.expiry_check),
            optional_data,
            composite: self.is_right(&covered, self.bytes(layout.composite)),
        }
    }

    /// A filler is no check digit.
    fn is_right(&self, covered: &[u8], check: &[u8]) -> bool {
        let [check] = check else { return false };
        let digit = char::from(*check).to_digit(10);
        digit.is_some() && digit == digit_of(covered.iter().copied())
    }
}

fn text(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

fn trimmed(bytes: &[u8]) -> String {
    text(bytes).trim_end_matches('<').to_owned()
}

/// Two fillers part surname and given names, one parts words.
fn names(whole: &str) -> (String, String) {
    let words = |part: &str| part.split('<').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let (surname, given_names) = whole.split_once("<<").unwrap_or((whole, ""));
    (words(surname), words(given_names))
}
