//! How well zones are read: counts over seeded documents.
//!
//! *Read* is a reading that calls itself readable and has every character right. *Wrongly accepted* is one that calls
//! itself readable and has any character wrong, names included, which no check digit covers.

use crate::document::{self, View};
use crate::face::Face;
use crate::random::Random;
use crate::ranges::{Range, Ranges};
use crate::zone::zone;
use image::GrayImage;
use kauth_imaging::Plane;
use kauth_imaging::mrz::{self, Reading, text::Format};

/// Which documents are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Trial {
    /// Decides all of them.
    pub seed: u64,
    /// How many.
    pub documents: usize,
    /// Pixels a character.
    pub pitch: Range,
    /// What is shown of them.
    pub view: View,
    /// Light, ink, paper.
    pub ranges: Ranges,
}

/// What came of a trial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// All documents.
    pub documents: usize,
    /// Called readable, and every character is right.
    pub read: usize,
    /// Called readable, and a character is wrong.
    pub wrong: usize,
    /// Of those the ones with a wrong character that check digits cover.
    pub wrong_confirmed: usize,
    /// Not called readable although every character is right.
    pub shy: usize,
    /// Not read, and not even the number of lines and columns is right.
    pub lost: usize,
}

impl Figures {
    /// Part of the documents that were read.
    #[must_use]
    pub fn rate(&self) -> f32 {
        self.read as f32 / self.documents.max(1) as f32
    }

    /// Part of the documents that were wrongly accepted.
    #[must_use]
    pub fn wrong_rate(&self) -> f32 {
        self.wrong as f32 / self.documents.max(1) as f32
    }

    /// Both together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            documents: self.documents + other.documents,
            read: self.read + other.read,
            wrong: self.wrong + other.wrong,
            wrong_confirmed: self.wrong_confirmed + other.wrong_confirmed,
            shy: self.shy + other.shy,
            lost: self.lost + other.lost,
        }
    }
}

/// Document `index` of a trial and the lines of its zone. Formats take turns.
#[must_use]
pub fn document(trial: &Trial, face: &Face, index: usize) -> (GrayImage, Vec<String>) {
    let mut random = Random::new(trial.seed ^ (index as u64).wrapping_mul(0x9e6c_63d0_876a_68e5));
    let format = Format::ALL.get(index % 3).copied().unwrap_or(Format::Td3);
    let lines = zone(&mut random, format);
    let pitch = random.between(trial.pitch);
    let image = document::draw(&mut random, face, &trial.ranges, format, &lines, pitch, trial.view);
    (image, lines)
}

/// What the reader makes of a picture.
#[must_use]
pub fn read(image: &GrayImage) -> Option<Reading> {
    let plane = Plane::new(image, image.width(), image.height(), image.width() as usize).ok()?;
    mrz::read(plane)
}

/// Reads all documents of a trial.
#[must_use]
pub fn run(trial: &Trial, face: &Face) -> Figures {
    (0..trial.documents).fold(Figures::default(), |figures, index| {
        let (image, lines) = document(trial, face, index);
        figures.with(judge(read(&image).as_ref(), &lines))
    })
}

/// The figures of one document.
#[must_use]
pub fn judge(reading: Option<&Reading>, lines: &[String]) -> Figures {
    let mut figures = Figures { documents: 1, ..Figures::default() };
    let Some(reading) = reading else {
        figures.lost = 1;
        return figures;
    };
    let same = reading.lines == lines;
    let theirs = mrz::text::parse(lines);
    match (reading.readable, same) {
        (true, true) => figures.read = 1,
        (true, false) => {
            figures.wrong = 1;
            let confirmed = |mrz: &mrz::text::Mrz| {
                let fields = &mrz.fields;
                (fields.document_number.clone(), fields.birth_date.clone(), fields.expiry_date.clone())
            };
            let agree = match (&reading.mrz, &theirs) {
                (Ok(ours), Ok(theirs)) => confirmed(ours) == confirmed(theirs),
                _ => false,
            };
            figures.wrong_confirmed = usize::from(!agree);
        }
        (false, true) => figures.shy = 1,
        (false, false) => {
            let shape = |lines: &[String]| lines.iter().map(String::len).collect::<Vec<_>>();
            figures.lost = usize::from(shape(&reading.lines) != shape(lines));
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyphs;
    use crate::ranges::{TEST, UNSEEN};

    #[test]
    fn our_own_glyphs_are_read() {
        let trial = Trial { seed: 71, documents: 60, pitch: (10.0, 24.0), view: View::Whole, ranges: TEST };
        let figures =
            run(&trial, &glyphs::face()).with(run(&Trial { view: View::Strip, ..trial }, &glyphs::face()));
        assert!(figures.rate() >= 0.95 && figures.wrong == 0, "{figures:?}");
    }

    #[test]
    fn our_own_glyphs_are_read_on_prints_that_were_never_learnt() {
        let trial = Trial { seed: 72, documents: 60, pitch: (10.0, 24.0), view: View::Whole, ranges: UNSEEN };
        let figures = run(&trial, &glyphs::face());
        assert!(figures.rate() >= 0.90 && figures.wrong == 0, "{figures:?}");
    }

    #[test]
    fn a_document_without_a_zone_has_none_to_read() {
        for (index, format) in Format::ALL.into_iter().cycle().take(24).enumerate() {
            let mut random = Random::new(index as u64);
            let image = document::draw(&mut random, &glyphs::face(), &TEST, format, &[], 14.0, View::Whole);
            assert!(read(&image).is_none_or(|reading| !reading.readable), "{index}");
        }
    }

    #[test]
    fn a_zone_with_a_wrong_check_digit_is_not_readable() {
        let face = glyphs::face();
        for index in 0..12 {
            let mut random = Random::new(900 + index);
            let mut lines = zone(&mut random, Format::Td3);
            let digit = lines[1].pop().unwrap();
            let other = char::from_digit((digit.to_digit(10).unwrap() + 3) % 10, 10).unwrap();
            lines[1].push(other);
            let image = document::draw(&mut random, &face, &TEST, Format::Td3, &lines, 16.0, View::Whole);
            let reading = read(&image).unwrap();
            assert!(!reading.readable, "{index}");
        }
    }
}
