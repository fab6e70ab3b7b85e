//! Learning: gradient descent with momentum and a step of its own for each weight (Adam; Kingma and Ba, 2014), on one
//! thread and in a fixed order, so that the same seed makes the same weights on every machine.

use crate::face::Face;
use crate::maths::exp;
use crate::random::Random;
use crate::ranges::Ranges;
use crate::samples::{self, Sample};
use kauth_imaging::mrz::training::{CELL, CLASSES, HIDDEN, Network};

/// Samples a step.
const BATCH: usize = 96;
/// Samples that are shuffled together.
const POOL: usize = 96 * 160;
const FASTEST: f32 = 2.5e-3;

/// How long to learn, and from which seed.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    /// Decides everything.
    pub seed: u64,
    /// Cells in all.
    pub samples: usize,
}

/// The course that made the weights in the repository.
pub const COURSE: Course = Course { seed: 9303, samples: 12_000_000 };

/// Learns. `heard` is told now and then how far it is (0 to 1) and which part of the last pool was answered wrongly.
#[must_use]
pub fn learn(course: Course, faces: &[Face], ranges: &Ranges, mut heard: impl FnMut(f32, f32)) -> Network {
    let mut random = Random::new(course.seed);
    let mut network = first(&mut random);
    let mut steps = Steps::default();
    let pools = course.samples.div_ceil(POOL).max(1);
    for pool in 0..pools {
        let mut samples = Vec::with_capacity(POOL + 40);
        while samples.len() < POOL && !faces.is_empty() {
            samples::draw(&mut random, faces, ranges, &mut samples);
        }
        for last in (1..samples.len()).rev() {
            samples.swap(last, random.below(last + 1));
        }
        let mut wrong = 0;
        for (index, batch) in samples.chunks(BATCH).enumerate() {
            let done = (pool as f32 + index as f32 / (POOL / BATCH) as f32) / pools as f32;
            let left = 1.0 - done.min(1.0);
            let rate = FASTEST * (0.01 + left * left) * (20.0 * done * pools as f32).min(1.0);
            let mut gradient = Network::zero();
            wrong += batch.iter().filter(|sample| !study(&network, sample, &mut gradient)).count();
            steps.take(&mut network, &gradient, batch.len(), rate);
        }
        heard((pool + 1) as f32 / pools as f32, wrong as f32 / samples.len().max(1) as f32);
    }
    network
}

/// Small weights around 0, so that neurons differ from each other.
fn first(random: &mut Random) -> Network {
    let mut network = Network::zero();
    // He et al., 2015: the deviation that keeps values of this size through a layer; inputs are correlated, hence half.
    network.first.iter_mut().flatten().for_each(|weight| *weight = 0.04 * random.normal());
    network.second.iter_mut().flatten().for_each(|weight| *weight = 0.2 * random.normal());
    network
}

/// Adds a sample's gradient; true if the answer was right.
fn study(network: &Network, (cell, label): &Sample, gradient: &mut Network) -> bool {
    let hidden = network.hidden(cell);
    let mut error = network.scores(&hidden);
    let most = error.iter().copied().fold(f32::MIN, f32::max);
    let right = error.get(*label).is_some_and(|score| *score >= most);
    error.iter_mut().for_each(|score| *score = exp(*score - most));
    let total: f32 = error.iter().sum();
    error.iter_mut().for_each(|part| *part /= total);
    if let Some(part) = error.get_mut(*label) {
        *part -= 1.0;
    }
    let mut back = [0.0; HIDDEN];
    let rows = network.second.iter().zip(&mut gradient.second);
    for ((neuron, back), (weights, sums)) in hidden.iter().zip(&mut back).zip(rows) {
        if *neuron > 0.0 {
            // Four sums side by side, always in this order.
            let mut lanes = [0.0; 4];
            for (index, (weight, part)) in weights.iter().zip(&error).enumerate() {
                if let Some(lane) = lanes.get_mut(index % 4) {
                    *lane += weight * part;
                }
            }
            *back = lanes.iter().sum();
            sums.iter_mut().zip(&error).for_each(|(sum, part)| *sum += neuron * part);
        }
    }
    add(&mut gradient.second_bias, &error, 1.0);
    add(&mut gradient.first_bias, &back, 1.0);
    for (pixel, sums) in cell.iter().zip(&mut gradient.first) {
        add(sums, &back, *pixel);
    }
    right
}

fn add<const COUNT: usize>(sums: &mut [f32; COUNT], values: &[f32; COUNT], factor: f32) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += factor * value;
    }
}

/// What Adam remembers.
struct Steps {
    mean: Vec<f32>,
    square: Vec<f32>,
    /// The weights of the past that are not there yet.
    missing: (f32, f32),
}

impl Default for Steps {
    fn default() -> Self {
        let count = (CELL + 1) * HIDDEN + (HIDDEN + 1) * CLASSES;
        Self { mean: vec![0.0; count], square: vec![0.0; count], missing: (1.0, 1.0) }
    }
}

impl Steps {
    fn take(&mut self, network: &mut Network, gradient: &Network, samples: usize, rate: f32) {
        const KEEP: (f32, f32) = (0.9, 0.999);
        self.missing = (self.missing.0 * KEEP.0, self.missing.1 * KEEP.1);
        let (whole_mean, whole_square) = (1.0 / (1.0 - self.missing.0), 1.0 / (1.0 - self.missing.1));
        let share = 1.0 / samples.max(1) as f32;
        let weights = weights(network).zip(gradient_of(gradient));
        for ((weight, slope), (mean, square)) in weights.zip(self.mean.iter_mut().zip(&mut self.square)) {
            let slope = slope * share;
            *mean = KEEP.0 * *mean + (1.0 - KEEP.0) * slope;
            *square = KEEP.1 * *square + (1.0 - KEEP.1) * slope * slope;
            *weight -= rate * *mean * whole_mean / ((*square * whole_square).sqrt() + 1e-8);
        }
    }
}

fn weights(network: &mut Network) -> impl Iterator<Item = &mut f32> {
    let layers = network.first.iter_mut().flatten().chain(&mut network.first_bias);
    layers.chain(network.second.iter_mut().flatten()).chain(&mut network.second_bias)
}

fn gradient_of(network: &Network) -> impl Iterator<Item = &f32> {
    let layers = network.first.iter().flatten().chain(&network.first_bias);
    layers.chain(network.second.iter().flatten()).chain(&network.second_bias)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyphs;
    use crate::ranges::LEARNT;

    /// FNV-1a.
    fn hash(bytes: &[u8]) -> u64 {
        bytes
            .iter()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
    }

    /// The whole course takes minutes: `cargo run --release --package kauth-mrz-training -- --check`.
    #[test]
    fn a_short_course_teaches_the_same_on_every_machine() {
        let course = Course { seed: 1, samples: 2 * POOL };
        let mut last = 1.0;
        let network = learn(course, &[glyphs::face()], &LEARNT, |_, wrong| last = wrong);
        assert!(last < 0.5, "it learns: {last}");
        assert_eq!(hash(&network.to_bytes()), 0x35c3_6629_2137_82e3);
    }
}
