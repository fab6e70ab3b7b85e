//! Numbers that look random and are the same for a seed, on every machine and with every version of every crate.

/// Which pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Thresholds are chosen on these.
    Train,
    /// Same kinds of picture from other seeds: the tests hold their margins on these.
    Test,
    /// Other layouts, backgrounds, faces and wider ranges: nothing was chosen on these.
    Unseen,
}

/// A seeded source of numbers (xorshift64*).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The numbers of one picture of a split.
    #[must_use]
    pub fn new(split: Split, seed: u64) -> Self {
        let of_split = match split {
            Split::Train => 0x51_7c_c1,
            Split::Test => 0xb7_27_22,
            Split::Unseen => 0x0a_94_fe,
        };
        let mut dice = Self((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (of_split << 32) | 1);
        // Neighbouring seeds begin alike.
        for _ in 0..4 {
            dice.next();
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32
    }

    /// 0 to `end` - 1; 0 if `end` is 0.
    pub fn below(&mut self, end: u32) -> u32 {
        let high = self.next() * u64::from(end.max(1));
        u32::try_from(high >> 32).unwrap_or(0)
    }

    /// From 0 up to, not including, 1.
    pub fn share(&mut self) -> f32 {
        (self.next() >> 8) as f32 / (1_u32 << 24) as f32
    }

    /// Between two numbers, evenly.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.share()
    }

    /// True so many times of one.
    pub fn chance(&mut self, share: f32) -> bool {
        self.share() < share
    }

    /// About normal, mean 0 and deviation 1 (four even numbers added up).
    pub fn normal(&mut self) -> f32 {
        let bits = self.next();
        let quarter = |shift: u32| (bits >> shift & 0xff) as f32;
        let sum = quarter(0) + quarter(8) + quarter(16) + quarter(24);
        (sum - 510.0) / 147.8
    }

    /// One of several.
    pub fn choose<T: Copy>(&mut self, first: T, others: &[T]) -> T {
        let index = self.below(u32::try_from(others.len() + 1).unwrap_or(1));
        (index as usize).checked_sub(1).and_then(|index| others.get(index)).copied().unwrap_or(first)
    }
}
