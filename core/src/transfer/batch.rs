//! Several QR codes that are one export, in any order and as often as they like.

use std::collections::BTreeMap;

use super::Source;
use super::entry::Import;

/// The most QR codes of one export.
pub(super) const MAX_PARTS: usize = 100;

/// One QR code of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub import: Import,
    /// What the codes of one export have in common.
    pub batch: u64,
    /// Which of them it is, from 0.
    pub place: usize,
    /// How many there are.
    pub of: usize,
}

/// What came of one more QR code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// It is a new one.
    New,
    /// It was read before.
    Again,
}

/// An export as far as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Batches {
    parts: BTreeMap<usize, Import>,
    batch: u64,
    of: usize,
    whole: Import,
}

impl Batches {
    /// Begins with one QR code.
    pub(crate) fn begin(part: Part) -> Self {
        let whole = part.import.clone();
        Self { parts: BTreeMap::from([(part.place, part.import)]), batch: part.batch, of: part.of, whole }
    }

    /// A file, which is whole.
    pub(crate) fn whole(import: Import) -> Self {
        Self { parts: BTreeMap::new(), batch: 0, of: 0, whole: import }
    }

    /// One more QR code. Of another export, it begins anew: the person's latest wish counts.
    pub(crate) fn take(&mut self, part: Part) -> Came {
        if (part.batch, part.of) != (self.batch, self.of) {
            *self = Self::begin(part);
            return Came::New;
        }
        if self.parts.get(&part.place) == Some(&part.import) {
            return Came::Again;
        }
        self.parts.insert(part.place, part.import);
        self.whole = Import::new(Source::Codes);
        self.parts.values().for_each(|part| self.whole.join(part.clone()));
        Came::New
    }

    /// How many QR codes were read, and of how many; none where all were.
    pub(crate) fn missing(&self) -> Option<(usize, usize)> {
        (self.parts.len() < self.of).then_some((self.parts.len(), self.of))
    }

    /// Everything read so far, in the order of the export.
    pub(crate) fn import(&self) -> &Import {
        &self.whole
    }
}
