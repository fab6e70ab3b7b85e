//! Digits three letters wide and three lines high, for a code that is read across a desk.

/// Five rows of three dots each, from the top.
const DIGITS: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b010, 0b010, 0b010],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];

/// The code in three lines, or none if it holds anything but digits and spaces or is wider than `width` columns.
pub(super) fn large(code: &str, width: usize) -> Option<[String; 3]> {
    let mut lines = [const { String::new() }; 3];
    for letter in code.chars() {
        let dots = match letter {
            // Groups are set with spaces of several widths.
            space if space.is_whitespace() => None,
            digit => Some(DIGITS.get(digit.to_digit(10)? as usize)?),
        };
        for (line, (upper, lower)) in lines.iter_mut().zip([(0, 1), (2, 3), (4, 5)]) {
            match dots {
                None => line.push_str("  "),
                Some(dots) => {
                    line.extend([0b100, 0b010, 0b001].map(|dot| half(dots, upper, lower, dot)));
                    line.push(' ');
                }
            }
        }
    }
    lines.iter().all(|line| line.chars().count() <= width).then_some(lines)
}

fn half(dots: &[u8; 5], upper: usize, lower: usize, dot: u8) -> char {
    let is_set = |row: usize| dots.get(row).is_some_and(|row| row & dot != 0);
    match (is_set(upper), is_set(lower)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_in_three_lines() {
        let lines = large("10", 40).unwrap();
        assert_eq!(lines, ["▄█  █▀█ ", " █  █ █ ", "▀▀▀ ▀▀▀ "].map(str::to_owned));
    }

    #[test]
    fn six_digits_fit_the_narrowest_terminal_and_letters_are_left_small() {
        assert!(large("123 456", 38).is_some());
        assert!(large("12345 67890", 38).is_none());
        assert!(large("K7XQ2", 80).is_none());
    }
}
