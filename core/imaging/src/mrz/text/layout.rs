//! Where everything stands: one table a format, and from it what may stand at each position.
//!
//! The parser and the reader of pictures ask the same table, so that the reader can never offer what the parser would
//! refuse.

/// The machine readable zones of ICAO Doc 9303 (8th edition).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Cards of 85.6 × 54 mm, 3 lines of 30 (part 5).
    Td1,
    /// Cards of 105 × 74 mm, 2 lines of 36 (part 6).
    Td2,
    /// Passports, 125 × 88 mm, 2 lines of 44 (part 4).
    Td3,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Td1, Self::Td2, Self::Td3];

    /// How many lines.
    #[must_use]
    pub fn lines(self) -> usize {
        match self {
            Self::Td1 => 3,
            Self::Td2 | Self::Td3 => 2,
        }
    }

    /// How many characters a line.
    #[must_use]
    pub fn columns(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 => 36,
            Self::Td3 => 44,
        }
    }

    /// Whether this ASCII character may stand at this position, both counted from 0. Outside the zone nothing may.
    #[must_use]
    pub fn allows(self, line: usize, column: usize, character: u8) -> bool {
        let kind = self.layout().kind(line, column);
        line < self.lines() && column < self.columns() && kind.allows(character)
    }

    pub(crate) fn layout(self) -> &'static Layout {
        match self {
            Self::Td1 => &TD1,
            Self::Td2 => &TD2,
            Self::Td3 => &TD3,
        }
    }
}

/// Some neighbouring characters of one line, from `start` up to but without `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) line: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    const fn new(line: usize, start: usize, end: usize) -> Self {
        Self { line, start, end }
    }

    fn holds(self, line: usize, column: usize) -> bool {
        self.line == line && (self.start..self.end).contains(&column)
    }
}

/// A format's table. A check digit stands right behind what it covers.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) code: Span,
    pub(crate) state: Span,
    pub(crate) name: Span,
    pub(crate) number: Span,
    pub(crate) number_check: Span,
    /// Whether a number may go on in the optional data.
    pub(crate) long_numbers: bool,
    pub(crate) nationality: Span,
    pub(crate) birth: Span,
    pub(crate) birth_check: Span,
    pub(crate) sex: Span,
    pub(crate) expiry: Span,
    pub(crate) expiry_check: Span,
    pub(crate) optional: Span,
    pub(crate) optional_check: Option<Span>,
    pub(crate) optional_2: Option<Span>,
    /// What the composite check digit covers, in this order.
    pub(crate) covered: &'static [Span],
    pub(crate) composite: Span,
}

static TD1: Layout = Layout {
    code: Span::new(0, 0, 2),
    state: Span::new(0, 2, 5),
    number: Span::new(0, 5, 14),
    number_check: Span::new(0, 14, 15),
    long_numbers: true,
    optional: Span::new(0, 15, 30),
    optional_check: None,
    birth: Span::new(1, 0, 6),
    birth_check: Span::new(1, 6, 7),
    sex: Span::new(1, 7, 8),
    expiry: Span::new(1, 8, 14),
    expiry_check: Span::new(1, 14, 15),
    nationality: Span::new(1, 15, 18),
    optional_2: Some(Span::new(1, 18, 29)),
    covered: &[Span::new(0, 5, 30), Span::new(1, 0, 7), Span::new(1, 8, 15), Span::new(1, 18, 29)],
    composite: Span::new(1, 29, 30),
    name: Span::new(2, 0, 30),
};

static TD2: Layout = Layout {
    code: Span::new(0, 0, 2),
    state: Span::new(0, 2, 5),
    name: Span::new(0, 5, 36),
    number: Span::new(1, 0, 9),
    number_check: Span::new(1, 9, 10),
    long_numbers: true,
    nationality: Span::new(1, 10, 13),
    birth: Span::new(1, 13, 19),
    birth_check: Span::new(1, 19, 20),
    sex: Span::new(1, 20, 21),
    expiry: Span::new(1, 21, 27),
    expiry_check: Span::new(1, 27, 28),
    optional: Span::new(1, 28, 35),
    optional_check: None,
    optional_2: None,
    covered: &[Span::new(1, 0, 10), Span::new(1, 13, 20), Span::new(1, 21, 35)],
    composite: Span::new(1, 35, 36),
};

static TD3: Layout = Layout {
    code: Span::new(0, 0, 2),
    state: Span::new(0, 2, 5),
    name: Span::new(0, 5, 44),
    number: Span::new(1, 0, 9),
    number_check: Span::new(1, 9, 10),
    long_numbers: false,
    nationality: Span::new(1, 10, 13),
    birth: Span::new(1, 13, 19),
    birth_check: Span::new(1, 19, 20),
    sex: Span::new(1, 20, 21),
    expiry: Span::new(1, 21, 27),
    expiry_check: Span::new(1, 27, 28),
    optional: Span::new(1, 28, 42),
    optional_check: Some(Span::new(1, 42, 43)),
    optional_2: None,
    covered: &[Span::new(1, 0, 10), Span::new(1, 13, 20), Span::new(1, 21, 43)],
    composite: Span::new(1, 43, 44),
};

/// What may stand at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letter,
    LetterOrFiller,
    Digit,
    DigitOrFiller,
    Sex,
    Any,
}

impl Kind {
    fn allows(self, character: u8) -> bool {
        let (letter, digit, filler) =
            (character.is_ascii_uppercase(), character.is_ascii_digit(), character == b'<');
        match self {
            Self::Letter => letter,
            Self::LetterOrFiller => letter || filler,
            Self::Digit => digit,
            Self::DigitOrFiller => digit || filler,
            Self::Sex => matches!(character, b'F' | b'M' | b'<'),
            Self::Any => letter || digit || filler,
        }
    }
}

impl Layout {
    /// Whether a check digit covers this position, or stands there.
    pub(crate) fn confirms(&self, line: usize, column: usize) -> bool {
        self.composite.holds(line, column) || self.covered.iter().any(|span| span.holds(line, column))
    }

    fn kind(&self, line: usize, column: usize) -> Kind {
        let within = |spans: &[Span]| spans.iter().any(|span| span.holds(line, column));
        if within(&[self.code]) && column == 0 {
            Kind::Letter
        } else if within(&[self.code, self.state, self.name, self.nationality]) {
            Kind::LetterOrFiller
        } else if within(&[self.birth_check, self.expiry_check, self.composite]) {
            Kind::Digit
        } else if within(&[self.birth, self.expiry])
            || self.optional_check.is_some_and(|check| check.holds(line, column))
            || (self.long_numbers && within(&[self.number_check]))
        {
            // Part 3, 4.8: what is unknown of a date is filled.
            Kind::DigitOrFiller
        } else if within(&[self.number_check]) {
            Kind::Digit
        } else if within(&[self.sex]) {
            Kind::Sex
        } else {
            Kind::Any
        }
    }
}
