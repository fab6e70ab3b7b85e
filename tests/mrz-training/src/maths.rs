//! The few functions that the standard library takes from the machine's own library, written out in plain arithmetic:
//! every machine rounds those alike, so every machine draws and learns the same, bit for bit.

/// e to the power of `x`, within about 1e-6 of it; 0 below -80, and no larger than at 80.
#[must_use]
pub fn exp(x: f32) -> f32 {
    if x < -80.0 {
        return 0.0;
    }
    let x = x.min(80.0);
    let whole = (x * std::f32::consts::LOG2_E + 0.5).floor();
    let rest = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let mut sum = 1.0 / 720.0;
    for part in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = sum * rest + part;
    }
    // `whole` lies within -116 to 116, so this is the bits of a power of two.
    sum * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// The sine of a number of full turns, within 0.002.
#[must_use]
pub fn sine(turns: f32) -> f32 {
    let x = turns - turns.floor() - 0.5;
    let arch = -16.0 * x * (0.5 - x.abs());
    arch * (0.775 + 0.225 * arch.abs())
}

/// The cosine of a number of full turns, within 0.002.
#[must_use]
pub fn cosine(turns: f32) -> f32 {
    sine(turns + 0.25)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_close_to_the_real_ones() {
        for step in -4000_i16..4000 {
            let x = f32::from(step) / 100.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "exp {x}");
            assert!((sine(x) - (x * std::f32::consts::TAU).sin()).abs() < 2e-3, "sine {x}");
        }
        assert_eq!(exp(-100.0), 0.0);
        assert!(exp(1e9).is_finite());
    }
}
