//! A code as people see, hear and type it. Making one is cheap; text is made only when somebody asks for it.

use std::fmt;

use crate::Digits;

/// A one-time code. `Debug` hides it and there is no `Display`: it becomes text only by name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    form: Form,
    value: u32,
}

/// How the value becomes characters. Letters (Steam, Yandex) will be another form.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Decimal(Digits),
}

impl Code {
    /// The last `digits` decimal digits of the truncated HMAC (RFC 4226 §5.3, step 3).
    pub(crate) fn decimal(truncated: u32, digits: Digits) -> Self {
        // Ten digits hold any 31-bit value, and 10^10 would not fit.
        let value = match 10_u32.checked_pow(u32::from(digits.get())) {
            Some(modulus) => truncated % modulus,
            None => truncated,
        };
        Self { form: Form::Decimal(digits), value }
    }

    /// The characters to type, with leading zeros: `"012345"`.
    #[must_use]
    pub fn text(self) -> String {
        match self.form {
            Form::Decimal(digits) => {
                let mut places = [b'0'; 10];
                let mut left = self.value;
                for place in places.iter_mut().rev() {
                    *place += u8::try_from(left % 10).unwrap_or_default();
                    left /= 10;
                }
                let skipped = places.len().saturating_sub(usize::from(digits.get()));
                places.iter().skip(skipped).map(|digit| char::from(*digit)).collect()
            }
        }
    }

    /// The code in groups for reading: `"012 345"`, `"0123 4567"`. Five characters and fewer stay together.
    #[must_use]
    pub fn grouped(self) -> String {
        self.groups(|group, out| out.push_str(group), " ")
    }

    /// The code for a screen reader: each character apart, a pause between groups: `"0 1 2, 3 4 5"`.
    #[must_use]
    pub fn spoken(self) -> String {
        let spell = |group: &str, out: &mut String| {
            for (index, c) in group.chars().enumerate() {
                if index > 0 {
                    out.push(' ');
                }
                out.push(c);
            }
        };
        self.groups(spell, ", ")
    }

    fn groups(self, write: impl Fn(&str, &mut String), between: &str) -> String {
        let text = self.text();
        let mut rest = text.as_str();
        let mut out = String::with_capacity(3 * text.len());
        for length in group_lengths(text.len()) {
            // Characters are ASCII, so every length is a boundary.
            let Some((group, after)) = rest.split_at_checked(*length) else { break };
            if !out.is_empty() {
                out.push_str(between);
            }
            write(group, &mut out);
            rest = after;
        }
        out
    }
}

fn group_lengths(length: usize) -> &'static [usize] {
    match length {
        0 => &[],
        1 => &[1],
        2 => &[2],
        3 => &[3],
        4 => &[4],
        5 => &[5],
        6 => &[3, 3],
        7 => &[3, 4],
        8 => &[4, 4],
        9 => &[3, 3, 3],
        _ => &[3, 3, 4],
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(value: u32, digits: u8) -> Code {
        Code::decimal(value, Digits::new(digits).unwrap())
    }

    #[test]
    fn every_length_keeps_its_zeros_and_its_groups() {
        let expected = [
            (1, "3", "3", "3"),
            (2, "23", "23", "2 3"),
            (3, "123", "123", "1 2 3"),
            (4, "0123", "0123", "0 1 2 3"),
            (5, "00123", "00123", "0 0 1 2 3"),
            (6, "000123", "000 123", "0 0 0, 1 2 3"),
            (7, "5000123", "500 0123", "5 0 0, 0 1 2 3"),
            (8, "45000123", "4500 0123", "4 5 0 0, 0 1 2 3"),
            (9, "745000123", "745 000 123", "7 4 5, 0 0 0, 1 2 3"),
            (10, "1745000123", "174 500 0123", "1 7 4, 5 0 0, 0 1 2 3"),
        ];
        for (digits, text, grouped, spoken) in expected {
            let code = code(1_745_000_123, digits);
            assert_eq!(code.text(), text);
            assert_eq!(code.grouped(), grouped);
            assert_eq!(code.spoken(), spoken);
        }
    }

    #[test]
    fn ten_digits_hold_the_largest_value_and_the_smallest() {
        assert_eq!(code(0x7fff_ffff, 10).text(), "2147483647");
        assert_eq!(code(0, 10).text(), "0000000000");
    }

    #[test]
    fn it_prints_nothing() {
        assert_eq!(format!("{:?}", code(123_456, 6)), "Code(…)");
    }
}
