//! What is done to an input.

/// A small generator: the same seed is the same run on every machine (PCG's multiplier, upper bits).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let drawn = usize::try_from(self.0 >> 33).unwrap_or(0);
        if most == 0 { 0 } else { drawn % most }
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap_or(0)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let at = self.below(all.len());
        all.get(at)
    }
}

/// Numbers at which lengths and counters break.
const EDGES: [u32; 14] = [
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x1_0000,
    0x00ff_ffff,
    0x7fff_ffff,
    0x8000_0000,
    u32::MAX,
];

/// Changes `input` in one to eight places; `other` lends pieces, `words` are what the format is made of. No longer than `most` bytes.
pub(crate) fn change(dice: &mut Dice, input: &[u8], other: &[u8], words: &[&[u8]], most: usize) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=dice.below(8) {
        once(dice, &mut bytes, other, words);
    }
    bytes.truncate(most);
    bytes
}

fn once(dice: &mut Dice, bytes: &mut Vec<u8>, other: &[u8], words: &[&[u8]]) {
    let at = dice.below(bytes.len() + 1);
    match dice.below(10) {
        0 | 1 => {
            let bit = 1 << dice.below(8);
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= bit;
            }
        }
        2 => {
            let value = dice.byte();
            if let Some(byte) = bytes.get_mut(at) {
                *byte = value;
            }
        }
        3 => number(dice, bytes, at),
        4 => {
            let end = piece(dice, at, bytes.len());
            bytes.drain(at..end);
        }
        5 => {
            let end = piece(dice, at, bytes.len());
            let again = bytes.get(at..end).unwrap_or_default().to_vec();
            bytes.splice(at..at, again);
        }
        6 => {
            let from = dice.below(other.len() + 1);
            let lent = other.get(from..piece(dice, from, other.len())).unwrap_or_default().to_vec();
            bytes.splice(at..at, lent);
        }
        7 => {
            let word = dice.of(words).copied().unwrap_or_default().to_vec();
            let end = if dice.below(2) == 0 { at } else { (at + word.len()).min(bytes.len()) };
            bytes.splice(at..end, word);
        }
        8 => {
            let value = dice.byte();
            bytes.insert(at, value);
        }
        _ => {
            if dice.below(8) == 0 {
                bytes.truncate(at);
            }
        }
    }
}

/// The end of a piece that begins at `from`: mostly short.
fn piece(dice: &mut Dice, from: usize, length: usize) -> usize {
    let most = [4, 16, 64, 4_096].get(dice.below(4)).copied().unwrap_or(4);
    (from + 1 + dice.below(most)).min(length).max(from)
}

/// Writes a number at which something breaks, in two or four bytes, either way round.
fn number(dice: &mut Dice, bytes: &mut [u8], at: usize) {
    let edge = dice.of(&EDGES).copied().unwrap_or(0);
    let [first, second, third, fourth] =
        if dice.below(2) == 0 { edge.to_be_bytes() } else { edge.to_le_bytes() };
    let number: &[u8] = if dice.below(2) == 0 { &[first, second, third, fourth] } else { &[third, fourth] };
    for (to, from) in bytes.iter_mut().skip(at).zip(number) {
        *to = *from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_is_the_same_change_and_the_length_is_bounded() {
        let changed = |seed| change(&mut Dice::new(seed), b"0123456789", b"abc", &[b"WORD"], 12);
        assert_eq!(changed(7), changed(7));
        let all: std::collections::BTreeSet<Vec<u8>> = (0..200).map(changed).collect();
        assert!(all.len() > 150 && all.iter().all(|bytes| bytes.len() <= 12), "{}", all.len());
    }

    #[test]
    fn nothing_is_changed_into_something() {
        let mut dice = Dice::new(1);
        assert!((0..100).any(|_| !change(&mut dice, b"", b"", &[b"x"], 9).is_empty()));
    }
}
