//! Seeded chance, the same on every machine (SplitMix64; Steele, Lea and Flood, 2014).

/// A stream of numbers that only its seed decides.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Equal seeds, equal streams; neighbouring seeds have nothing in common.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to but without 1.
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1_u32 << 24) as f32
    }

    /// From `low` to `high`.
    pub fn between(&mut self, (low, high): (f32, f32)) -> f32 {
        low + (high - low) * self.unit()
    }

    /// From 0 up to but without `count`; 0 if there is nothing to choose from.
    pub fn below(&mut self, count: usize) -> usize {
        // The high half of the product: no division, and no bias that would matter at these counts.
        ((u128::from(self.bits()) * count as u128) >> 64) as usize
    }

    /// True this often.
    pub fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// Mean 0, deviation 1, never beyond 3.5: the sum of four.
    pub fn normal(&mut self) -> f32 {
        let bits = self.bits();
        let sum: u64 = (0..4).map(|part| (bits >> (16 * part)) & 0xffff).sum();
        (sum as f32 / 65_536.0 - 2.0) * 1.732_050_8
    }

    /// One of some; none of nothing.
    pub fn pick<'a, Item>(&mut self, items: &'a [Item]) -> Option<&'a Item> {
        items.get(self.below(items.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_all() {
        let mut random = Random::new(7);
        let drawn = [random.bits(), random.bits()];
        assert_eq!(drawn, [7_191_089_600_892_374_487, 309_689_372_594_955_804]);
    }

    #[test]
    fn it_is_spread_as_it_says() {
        let mut random = Random::new(1);
        let normal: Vec<f32> = (0..40_000).map(|_| random.normal()).collect();
        let mean = normal.iter().sum::<f32>() / 40_000.0;
        let variance = normal.iter().map(|x| x * x).sum::<f32>() / 40_000.0;
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
        let mut counts = [0; 5];
        (0..5_000).for_each(|_| counts[random.below(5)] += 1);
        assert!(counts.iter().all(|count| (900..1_100).contains(count)), "{counts:?}");
        assert_eq!(random.below(0), 0);
    }
}
