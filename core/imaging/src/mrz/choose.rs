//! From probabilities to characters: what a format allows, and what its check digits confirm.
//!
//! Where the likeliest characters do not add up, a few less likely ones may take their places, within limits: only
//! where a check digit covers them, at most three, none that the classifier thought nearly impossible, and the answer
//! must stand well ahead of every other that adds up too. Ten thousand tries would find something that adds up in noise;
//! these limits leave about 300 tries and refuse when two of them succeed.

use super::network::{ALPHABET, Answer, GLYPHS};
use super::text::{self, Format, Mrz, MrzError};

/// How many times likelier the first character may be than the one that takes its place, as a natural logarithm.
const FARTHEST: f32 = 5.0;
/// Candidates that are tried, the likeliest first.
const CANDIDATES: usize = 12;
/// How many times likelier the chosen characters must be than the next ones that add up, as a natural logarithm.
const AHEAD: f32 = 2.5;
/// Below this an allowed glyph's share of the probability counts against it: a digit's place that looks like a K is not
/// sure to be the least unlikely digit.
const LEAST_SHARE: f32 = 0.05;
/// Below this a character is unsure: in light and on paper like those it learnt from, the network is that sure of nearly
/// every one.
const SURE: f32 = 0.98;

/// The characters of a zone.
pub(super) struct Choice {
    pub(super) lines: Vec<String>,
    /// The probability of each.
    pub(super) confidence: Vec<Vec<f32>>,
    pub(super) mrz: Result<Mrz, MrzError>,
    /// Whether what takes a likelier character's place is beyond doubt; true if nothing does.
    pub(super) settled: bool,
    pub(super) doubt: Doubt,
}

/// How sure the characters are at their weakest, 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubt {
    /// The least probable character that check digits cover.
    pub(super) confirmed: f32,
    /// The least probable one that stands alone: one that no check digit covers, or one against those that count the
    /// same modulo 10, between which no check digit can tell (`<`, `0`, `A`, `K` and `U` all count 0).
    pub(super) alone: f32,
    /// How many of all are less sure than [`SURE`].
    pub(super) unsure: usize,
}

impl Choice {
    pub(super) fn is_right(&self) -> bool {
        self.settled && self.mrz.as_ref().is_ok_and(|mrz| mrz.checks.all_right())
    }

    /// The mean probability over all looks, by line, look and column, of the least probable character that no check digit
    /// covers: how well it stays the same when it is looked at otherwise.
    pub(super) fn steadiness(&self, format: Format, looks: &[Vec<Vec<Answer>>]) -> f32 {
        let mut least = 1.0_f32;
        for (line, (text, looks)) in self.lines.iter().zip(looks).enumerate() {
            for (column, character) in text.bytes().enumerate() {
                let glyph = ALPHABET.iter().position(|other| *other == character);
                let Some(glyph) = glyph.filter(|_| !format.layout().confirms(line, column)) else { continue };
                let logs = looks.iter().filter_map(|look| look.get(column)?.glyphs.get(glyph));
                let mean = logs.map(|log| log.exp()).sum::<f32>() / looks.len().max(1) as f32;
                least = least.min(mean);
            }
        }
        least
    }
}

/// Another character for a position.
#[derive(Clone, Copy)]
struct Candidate {
    line: usize,
    column: usize,
    glyph: usize,
    /// The likeliest character's lead, as a natural logarithm.
    cost: f32,
}

/// What the looks at one cell come to, within what the format allows there.
struct Cell {
    /// Glyphs with the natural logarithms of their probabilities, likeliest first.
    ranked: Vec<(usize, f32)>,
    /// How much all this is to be trusted, 0 to 1.
    trust: f32,
}

impl Cell {
    /// Probabilities are shared out among the allowed glyphs look by look, and then averaged as logarithms, so that what
    /// one look excludes cannot be sure.
    fn new(format: Format, line: usize, column: usize, looks: &[Answer]) -> Self {
        let allowed = |character: u8| format.allows(line, column, character);
        let mut logs = [0.0_f32; GLYPHS];
        let mut trust = 0.0;
        let part = 1.0 / looks.len().max(1) as f32;
        for look in looks {
            let all = ALPHABET.iter().zip(look.glyphs);
            let share: f32 = all
                .filter(|(character, _)| allowed(**character))
                .map(|(_, log)| log.exp())
                .sum::<f32>()
                .max(1e-9);
            logs.iter_mut().zip(look.glyphs).for_each(|(sum, log)| *sum += part * (log - share.ln()));
            let present = 1.0 - look.nothing;
            trust += part * present * (share / (present.max(1e-6) * LEAST_SHARE)).min(1.0);
        }
        let glyphs = ALPHABET.iter().zip(logs).enumerate();
        let mut ranked: Vec<(usize, f32)> = glyphs
            .filter(|(_, (character, _))| allowed(**character))
            .map(|(glyph, (_, log))| (glyph, log))
            .collect();
        ranked.sort_unstable_by(|a, b| b.1.total_cmp(&a.1));
        Self { ranked, trust }
    }

    fn confidence(&self, glyph: usize) -> f32 {
        let found = self.ranked.iter().find(|(other, _)| *other == glyph);
        found.map_or(0.0, |(_, log)| log.exp() * self.trust)
    }

    /// The glyph's share among those that count the same in a check digit.
    fn among_alike(&self, glyph: usize) -> f32 {
        let alike = self.ranked.iter().filter(|(other, _)| count(*other) == count(glyph));
        let (mut own, mut all) = (0.0, 0.0);
        for (other, log) in alike {
            all += log.exp();
            if *other == glyph {
                own = log.exp();
            }
        }
        if all > 0.0 { own / all } else { 0.0 }
    }
}

/// What a glyph counts in a check digit, modulo 10.
fn count(glyph: usize) -> Option<u32> {
    ALPHABET.get(glyph).and_then(|character| text::value(*character)).map(|value| value % 10)
}

/// Chooses characters. The answers are by line, look and column.
pub(super) fn choose(format: Format, looks: &[Vec<Vec<Answer>>]) -> Choice {
    let mut cells: Vec<Vec<Cell>> = Vec::new();
    for (line, looks) in looks.iter().enumerate() {
        let of_column = |column: usize| {
            let here: Vec<Answer> = looks.iter().filter_map(|look| look.get(column)).copied().collect();
            Cell::new(format, line, column, &here)
        };
        cells.push((0..format.columns()).map(of_column).collect());
    }
    let mut glyphs: Vec<Vec<usize>> = cells
        .iter()
        .map(|line| line.iter().filter_map(|cell| cell.ranked.first()).map(|(glyph, _)| *glyph).collect())
        .collect();
    let settled = settle(&mut glyphs, &candidates(format, &cells));
    let lines = strings(&glyphs);
    let mrz = text::parse(&lines);
    let confidence: Vec<Vec<f32>> = cells
        .iter()
        .zip(&glyphs)
        .map(|(cells, glyphs)| {
            cells.iter().zip(glyphs).map(|(cell, glyph)| cell.confidence(*glyph)).collect()
        })
        .collect();
    let doubt = doubt(format, &cells, &glyphs, &confidence);
    Choice { lines, confidence, mrz, settled, doubt }
}

fn doubt(format: Format, cells: &[Vec<Cell>], glyphs: &[Vec<usize>], confidence: &[Vec<f32>]) -> Doubt {
    let mut doubt = Doubt { confirmed: 1.0, alone: 1.0, unsure: 0 };
    for (line, ((cells, glyphs), confidence)) in cells.iter().zip(glyphs).zip(confidence).enumerate() {
        for (column, ((cell, glyph), confidence)) in cells.iter().zip(glyphs).zip(confidence).enumerate() {
            doubt.unsure += usize::from(*confidence < SURE);
            if format.layout().confirms(line, column) {
                doubt.confirmed = doubt.confirmed.min(*confidence);
                doubt.alone = doubt.alone.min(cell.among_alike(*glyph));
            } else {
                doubt.alone = doubt.alone.min(*confidence);
            }
        }
    }
    doubt
}

/// The likeliest ones that may take a place, likeliest first.
fn candidates(format: Format, cells: &[Vec<Cell>]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for (line, cells) in cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let [(_, most), others @ ..] = cell.ranked.as_slice() else { continue };
            if format.layout().confirms(line, column) {
                let others = others.iter().take(3);
                candidates.extend(others.map(|(glyph, log)| Candidate {
                    line,
                    column,
                    glyph: *glyph,
                    cost: most - log,
                }));
            }
        }
    }
    candidates.retain(|candidate| candidate.cost <= FARTHEST);
    candidates.sort_unstable_by(|a, b| a.cost.total_cmp(&b.cost));
    candidates.truncate(CANDIDATES);
    candidates
}

/// Puts the likeliest candidates in that make all check digits right. True if nothing had to be changed, or if what was
/// is well ahead of the next possibility.
fn settle(glyphs: &mut Vec<Vec<usize>>, candidates: &[Candidate]) -> bool {
    if is_right(glyphs) {
        return true;
    }
    let mut best: Option<(f32, Vec<Vec<usize>>)> = None;
    let mut next = f32::MAX;
    for set in sets(candidates) {
        let cost: f32 = set.iter().map(|candidate| candidate.cost).sum();
        let hopeless = cost >= next || cost > FARTHEST + AHEAD;
        if hopeless {
            continue;
        }
        let mut changed = glyphs.clone();
        for candidate in &set {
            let place = changed.get_mut(candidate.line).and_then(|line| line.get_mut(candidate.column));
            if let Some(glyph) = place {
                *glyph = candidate.glyph;
            }
        }
        if is_right(&changed) {
            match &best {
                Some((least, _)) if cost >= *least => next = cost,
                _ => {
                    next = best.map_or(f32::MAX, |(least, _)| least);
                    best = Some((cost, changed));
                }
            }
        }
    }
    let Some((cost, changed)) = best else { return false };
    *glyphs = changed;
    cost <= FARTHEST && next - cost >= AHEAD
}

/// Every set of one, two or three candidates, no two for the same position.
fn sets(candidates: &[Candidate]) -> Vec<Vec<Candidate>> {
    let mut sets: Vec<Vec<Candidate>> = Vec::new();
    let elsewhere = |set: &[Candidate], other: &Candidate| {
        !set.iter().any(|one| (one.line, one.column) == (other.line, other.column))
    };
    for (a, first) in candidates.iter().enumerate() {
        sets.push(vec![*first]);
        for (b, second) in candidates.iter().enumerate().skip(a + 1) {
            if !elsewhere(&[*first], second) {
                continue;
            }
            sets.push(vec![*first, *second]);
            let third = candidates.iter().skip(b + 1).filter(|third| elsewhere(&[*first, *second], third));
            sets.extend(third.map(|third| vec![*first, *second, *third]));
        }
    }
    sets
}

fn is_right(glyphs: &[Vec<usize>]) -> bool {
    text::parse(&strings(glyphs)).is_ok_and(|mrz| mrz.checks.all_right())
}

fn strings(glyphs: &[Vec<usize>]) -> Vec<String> {
    let character = |glyph: &usize| ALPHABET.get(*glyph).copied().map(char::from);
    glyphs.iter().map(|line| line.iter().filter_map(character).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: [&str; 2] =
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];

    /// A line, a column, and what is seen there how likely.
    type Seen<'a> = (usize, usize, &'a [(u8, f32)]);

    /// Answers that are sure of these lines but for some doubts.
    fn seen(doubts: &[Seen]) -> Vec<Vec<Vec<Answer>>> {
        let answer = |line: usize, column: usize, character: u8| {
            let doubt = doubts.iter().find(|(l, c, _)| (*l, *c) == (line, column));
            let likely = doubt.map_or(vec![(character, 0.999)], |(_, _, likely)| likely.to_vec());
            let log = |glyph: &u8| {
                let found = likely.iter().find(|(other, _)| other == glyph);
                found.map_or(1e-6, |(_, probability)| *probability).ln()
            };
            let mut glyphs = [0.0; GLYPHS];
            glyphs.iter_mut().zip(ALPHABET).for_each(|(to, glyph)| *to = log(glyph));
            Answer { glyphs, nothing: 0.0 }
        };
        let line = |(line, text): (usize, &&str)| {
            vec![
                text.bytes().enumerate().map(|(column, character)| answer(line, column, character)).collect(),
            ]
        };
        LINES.iter().enumerate().map(line).collect()
    }

    #[test]
    fn what_is_sure_stays() {
        let choice = choose(Format::Td3, &seen(&[]));
        assert_eq!(choice.lines, LINES);
        assert!(choice.is_right());
        assert!(choice.doubt.confirmed > 0.99 && choice.doubt.alone > 0.99 && choice.doubt.unsure == 0);
    }

    #[test]
    fn letters_and_digits_keep_to_their_places() {
        let looks = seen(&[(0, 8, &[(b'8', 0.6), (b'K', 0.3)]), (1, 13, &[(b'T', 0.6), (b'7', 0.3)])]);
        let choice = choose(Format::Td3, &looks);
        assert_eq!(choice.lines, LINES);
    }

    #[test]
    fn check_digits_choose_between_close_ones() {
        let looks = seen(&[(1, 7, &[(b'0', 0.6), (b'C', 0.3)]), (1, 18, &[(b'3', 0.5), (b'2', 0.4)])]);
        let choice = choose(Format::Td3, &looks);
        assert_eq!(choice.lines, LINES);
        assert!(choice.is_right());
    }

    #[test]
    fn what_was_nearly_impossible_is_not_chosen() {
        let choice = choose(Format::Td3, &seen(&[(1, 7, &[(b'0', 0.99), (b'C', 0.001)])]));
        assert!(!choice.is_right());
        assert!(choice.lines[1].starts_with("L8989020"), "the picture's word stands");
    }

    #[test]
    fn two_that_add_up_are_one_too_many() {
        // Both digits weigh 7: a one less here or there makes no difference to any check digit.
        let looks = seen(&[(1, 3, &[(b'7', 0.5), (b'8', 0.4)]), (1, 6, &[(b'2', 0.5), (b'3', 0.3)])]);
        let choice = choose(Format::Td3, &looks);
        assert!(choice.mrz.as_ref().is_ok_and(|mrz| mrz.checks.all_right()));
        assert!(!choice.is_right(), "but nobody knows which");
    }

    #[test]
    fn doubtful_names_show() {
        let choice = choose(Format::Td3, &seen(&[(0, 5, &[(b'E', 0.55), (b'F', 0.4)])]));
        assert!(choice.is_right());
        assert!(choice.doubt.alone < 0.6);
    }

    #[test]
    fn looks_that_disagree_are_not_sure() {
        let (one, other) = (seen(&[(0, 5, &[(b'E', 0.98)])]), seen(&[(0, 5, &[(b'F', 0.98)])]));
        let both: Vec<Vec<Vec<Answer>>> =
            one.into_iter().zip(other).map(|(one, other)| [one, other].concat()).collect();
        assert!(choose(Format::Td3, &both).doubt.alone < 0.1);
    }

    #[test]
    fn unsure_characters_are_counted() {
        let looks = seen(&[(0, 5, &[(b'E', 0.95), (b'F', 0.04)]), (1, 3, &[(b'8', 0.9), (b'9', 0.08)])]);
        let choice = choose(Format::Td3, &looks);
        assert_eq!(choice.doubt.unsure, 2);
    }

    #[test]
    fn a_name_is_as_steady_as_the_mean_of_its_looks() {
        let sure = seen(&[]);
        let choice = choose(Format::Td3, &sure);
        assert!(choice.steadiness(Format::Td3, &sure) > 0.99);
        let with = |other: Vec<Vec<Vec<Answer>>>| -> Vec<Vec<Vec<Answer>>> {
            sure.iter().cloned().zip(other).map(|(sure, other)| [sure, other].concat()).collect()
        };
        let steadiness = choice.steadiness(Format::Td3, &with(seen(&[(0, 5, &[(b'F', 0.98)])])));
        assert!((0.45..0.55).contains(&steadiness), "another letter in one of two looks: {steadiness}");
        let steadiness = choice.steadiness(Format::Td3, &with(seen(&[(1, 3, &[(b'3', 0.98)])])));
        assert!(steadiness > 0.99, "a check digit speaks for the number: {steadiness}");
    }

    #[test]
    fn what_no_check_digit_tells_apart_must_be_seen() {
        let choice = choose(Format::Td3, &seen(&[(1, 38, &[(b'<', 0.6), (b'K', 0.35)])]));
        assert!(choice.is_right());
        assert!(choice.doubt.alone < 0.7, "a filler counts as much as a K");
        let choice = choose(Format::Td3, &seen(&[(1, 28, &[(b'Z', 0.6), (b'2', 0.35)])]));
        assert!(choice.is_right());
        assert!(choice.doubt.alone > 0.99, "a 2 does not count as much as a Z");
    }
}
