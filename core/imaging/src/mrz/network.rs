//! The classifier: one hidden layer, about 31 000 weights, trained by `tests/mrz-training` on glyphs that it draws.
//!
//! Beside the 37 glyphs it knows a 38th answer, *nothing that sits in the middle of a cell*: paper, half of one glyph
//! and half of the next, a glyph of another size. Pitch and phase are found by avoiding that answer.
//!
//! The sums run in a fixed order, each input's contribution to all neurons at once, so that the compiler can use wide
//! registers and the result is the same everywhere.

use super::cell::CELL;

/// The glyphs, in the order of the network's answers.
pub const ALPHABET: &[u8; GLYPHS] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";
/// How many there are.
pub const GLYPHS: usize = 37;
/// Glyphs, and nothing.
pub const CLASSES: usize = GLYPHS + 1;
/// Neurons between cell and answer.
pub const HIDDEN: usize = 96;

/// A trained network.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// From each pixel of a cell to each neuron.
    pub first: Vec<[f32; HIDDEN]>,
    /// What each neuron starts from.
    pub first_bias: [f32; HIDDEN],
    /// From each neuron to each answer.
    pub second: Vec<[f32; CLASSES]>,
    /// What each answer starts from.
    pub second_bias: [f32; CLASSES],
}

/// What the network makes of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// For each glyph the natural logarithm of its probability.
    pub glyphs: [f32; GLYPHS],
    /// The probability that there is nothing in the middle of the cell.
    pub nothing: f32,
}

impl Network {
    /// Every weight 0.
    #[must_use]
    pub fn zero() -> Self {
        Self {
            first: vec![[0.0; HIDDEN]; CELL],
            first_bias: [0.0; HIDDEN],
            second: vec![[0.0; CLASSES]; HIDDEN],
            second_bias: [0.0; CLASSES],
        }
    }

    /// Reads [`Network::to_bytes`]; none if the length is another or a number is not finite.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = bytes;
        let (first, first_bias) = layer(&mut bytes, CELL)?;
        let (second, second_bias) = layer(&mut bytes, HIDDEN)?;
        bytes.is_empty().then_some(Self { first, first_bias, second, second_bias })
    }

    /// The weights as a file: for each layer its scales and biases (a little-endian `f32` a neuron each), then its
    /// weights, an `i8` each to be multiplied by the scale of the neuron they lead to.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, &self.first, &self.first_bias);
        write(&mut bytes, &self.second, &self.second_bias);
        bytes
    }

    /// The neurons' values; those below 0 count as 0.
    #[must_use]
    pub fn hidden(&self, cell: &[f32; CELL]) -> [f32; HIDDEN] {
        let mut hidden = self.first_bias;
        for (pixel, weights) in cell.iter().zip(&self.first) {
            for (sum, weight) in hidden.iter_mut().zip(weights) {
                *sum += pixel * weight;
            }
        }
        hidden.map(|sum| sum.max(0.0))
    }

    /// The answers before they are made probabilities.
    #[must_use]
    pub fn scores(&self, hidden: &[f32; HIDDEN]) -> [f32; CLASSES] {
        let mut scores = self.second_bias;
        for (neuron, weights) in hidden.iter().zip(&self.second) {
            for (sum, weight) in scores.iter_mut().zip(weights) {
                *sum += neuron * weight;
            }
        }
        scores
    }

    /// What a cell shows.
    #[must_use]
    pub fn look(&self, cell: &[f32; CELL]) -> Answer {
        let scores = self.scores(&self.hidden(cell));
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let total = scores.iter().map(|score| (score - most).exp()).sum::<f32>().ln() + most;
        let mut glyphs = [0.0; GLYPHS];
        for (glyph, score) in glyphs.iter_mut().zip(&scores) {
            *glyph = score - total;
        }
        let nothing = scores.last().map_or(1.0, |score| (score - total).exp());
        Answer { glyphs, nothing }
    }
}

fn layer<const TO: usize>(bytes: &mut &[u8], from: usize) -> Option<(Vec<[f32; TO]>, [f32; TO])> {
    let scales = numbers::<TO>(bytes)?;
    let biases = numbers::<TO>(bytes)?;
    let (weights, rest) = bytes.split_at_checked(from * TO)?;
    *bytes = rest;
    let rows = weights.chunks_exact(TO).map(|row| {
        let mut weights = scales;
        for (weight, byte) in weights.iter_mut().zip(row) {
            *weight *= f32::from(i8::from_le_bytes([*byte]));
        }
        weights
    });
    Some((rows.collect(), biases))
}

fn numbers<const COUNT: usize>(bytes: &mut &[u8]) -> Option<[f32; COUNT]> {
    let (head, rest) = bytes.split_at_checked(4 * COUNT)?;
    *bytes = rest;
    let mut numbers = [0.0; COUNT];
    for (number, four) in numbers.iter_mut().zip(head.chunks_exact(4)) {
        *number = f32::from_le_bytes(four.try_into().ok()?);
    }
    numbers.iter().all(|number| number.is_finite()).then_some(numbers)
}

fn write<const TO: usize>(bytes: &mut Vec<u8>, weights: &[[f32; TO]], biases: &[f32; TO]) {
    let mut scales = [0.0_f32; TO];
    for row in weights {
        for (scale, weight) in scales.iter_mut().zip(row) {
            *scale = scale.max(weight.abs() / 127.0);
        }
    }
    bytes.extend(scales.iter().flat_map(|scale| scale.to_le_bytes()));
    bytes.extend(biases.iter().flat_map(|bias| bias.to_le_bytes()));
    for row in weights {
        for (weight, scale) in row.iter().zip(&scales) {
            let steps = if *scale > 0.0 { weight / scale } else { 0.0 };
            // Rounded, within -127 to 127 by the scale's making; `as` keeps it there.
            bytes.extend(((steps + 0.5).floor() as i8).to_le_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_survive_their_file() {
        let mut network = Network::zero();
        for (at, row) in network.first.iter_mut().enumerate() {
            for (to, weight) in row.iter_mut().enumerate() {
                *weight = ((at * 31 + to * 17) % 255) as f32 - 127.0;
            }
        }
        network.second_bias[3] = 0.25;
        let bytes = network.to_bytes();
        let again = Network::from_bytes(&bytes).unwrap();
        assert_eq!(again.second_bias, network.second_bias);
        let off =
            again.first.iter().flatten().zip(network.first.iter().flatten()).map(|(a, b)| (a - b).abs());
        assert!(off.fold(0.0, f32::max) <= 0.51);
        assert_eq!(again.to_bytes(), bytes, "a second time nothing is lost");
        assert!(Network::from_bytes(&bytes[1..]).is_none());
        assert!(Network::from_bytes(&[bytes.clone(), vec![0]].concat()).is_none());
        assert!(Network::from_bytes(&[&f32::NAN.to_le_bytes(), &bytes[4..]].concat()).is_none());
        assert!(Network::from_bytes(&[]).is_none());
    }

    #[test]
    fn an_untrained_network_knows_nothing() {
        let answer = Network::zero().look(&[1.0; CELL]);
        assert!((answer.nothing - 1.0 / 38.0).abs() < 1e-5);
    }
}
