//! The tokens as source text of each shell. Plain numbers and no import: what makes a `Color` or a `Font` of them is
//! one small file of the shell.

use super::{Colour, Palette, TextStyle, Tokens};
use std::collections::BTreeMap;
use std::fmt::Display;

/// `object Tokens` of package `app.kauth.design`.
pub(super) fn kotlin(tokens: &Tokens) -> String {
    let palette = |name: &str, palette: &Palette| {
        let roles = lines(palette, |role, colour| format!("        {role} = 0x{}L,", argb(colour)));
        format!("    /** Colours on a {name} ground. */\n    val {name} = Palette(\n{roles}    )\n\n")
    };
    let group = |name: &str, about: &str, body: String| {
        format!("    /** {about} */\n    object {name} {{\n{body}    }}\n\n")
    };
    let number = |unit: &'static str| {
        move |name: &str, value: &u16| format!("        const val {name}: {unit} = {value}{}", suffix(unit))
    };
    let style = |name: &str, style: &TextStyle| {
        let TextStyle { size, line, weight, tracking } = style;
        format!(
            "        val {name} = TextStyle(size = {size}f, line = {line}f, weight = {weight}, tracking = {tracking}f)"
        )
    };
    let mut text = String::from(
        "package app.kauth.design\n\n/** Both shells' design tokens, made from bindings/design/tokens.json. */\nobject Tokens {\n",
    );
    text += "    /** A colour for each role, as ARGB. */\n    class Palette internal constructor(\n";
    text += &lines(&tokens.colour.light, |role, _| format!("        val {role}: Long,"));
    text += "    )\n\n    /** [size] and [line] in sp, [tracking] in em. */\n";
    text += "    class TextStyle internal constructor(val size: Float, val line: Float, val weight: Int, val tracking: Float)\n\n";
    text += &palette("light", &tokens.colour.light);
    text += &palette("dark", &tokens.colour.dark);
    text += &group("Type", "The type scale.", lines(&tokens.styles, style));
    text += &group("Space", "Distances in dp.", lines(&tokens.space, number("Float")));
    text += &group("Radius", "Corners in dp.", lines(&tokens.radius, number("Float")));
    text += &group("Motion", "Durations in milliseconds.", lines(&tokens.motion, number("Int")));
    text += "    /** The least side in dp of what can be tapped. */\n";
    text + &format!("    const val MINIMUM_TARGET: Float = {}f\n}}\n", tokens.target.android)
}

fn suffix(unit: &str) -> &'static str {
    if unit == "Float" { "f" } else { "" }
}

/// `enum Tokens` of module `Tokens`.
pub(super) fn swift(tokens: &Tokens) -> String {
    let palette = |name: &str, palette: &Palette| {
        let roles: Vec<String> =
            palette.iter().map(|(role, colour)| format!("        {role}: 0x{}", argb(colour))).collect();
        format!(
            "    /// Colours on a {name} ground.\n    public static let {name} = Palette(\n{}\n    )\n\n",
            roles.join(",\n")
        )
    };
    let group = |name: &str, about: &str, body: String| {
        format!("    /// {about}\n    public enum {name} {{\n{body}    }}\n\n")
    };
    let number = |name: &str, value: &u16| format!("        public static let {name}: Double = {value}");
    let style = |name: &str, style: &TextStyle| {
        let TextStyle { size, line, weight, tracking } = style;
        format!(
            "        public static let {name} = TextStyle(size: {size}, line: {line}, weight: {weight}, tracking: {tracking})"
        )
    };
    let mut text = String::from(
        "/// Both shells' design tokens, made from bindings/design/tokens.json.\npublic enum Tokens {\n",
    );
    text += "    /// A colour for each role, as ARGB.\n    public struct Palette: Sendable {\n";
    text += &lines(&tokens.colour.light, |role, _| format!("        public let {role}: UInt32"));
    text += "    }\n\n    /// `size` and `line` in points, `tracking` in em.\n    public struct TextStyle: Sendable {\n";
    text += "        public let size: Double\n        public let line: Double\n        public let weight: Int\n        public let tracking: Double\n    }\n\n";
    text += &palette("light", &tokens.colour.light);
    text += &palette("dark", &tokens.colour.dark);
    text += &group("TypeScale", "The type scale.", lines(&tokens.styles, style));
    text += &group("Space", "Distances in points.", lines(&tokens.space, number));
    text += &group("Radius", "Corners in points.", lines(&tokens.radius, number));
    text += &group("Motion", "Durations in milliseconds.", lines(&tokens.motion, number));
    text += "    /// The least side in points of what can be tapped.\n";
    text + &format!("    public static let minimumTarget: Double = {}\n}}\n", tokens.target.ios)
}

fn argb(colour: &Colour) -> String {
    let Colour { red, green, blue } = colour;
    format!("FF{red:02X}{green:02X}{blue:02X}")
}

fn lines<V, D: Display>(entries: &BTreeMap<String, V>, line: impl Fn(&str, &V) -> D) -> String {
    entries.iter().map(|(name, value)| format!("{}\n", line(name, value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tests::ours;

    #[test]
    fn kotlin_gets_plain_numbers() {
        let text = kotlin(&ours());
        for line in [
            "package app.kauth.design",
            "        val primary: Long,",
            "        primary = 0xFF0A5A61L,",
            "        val body = TextStyle(size = 16f, line = 24f, weight = 400, tracking = 0f)",
            "        const val xs: Float = 4f",
            "        const val quick: Int = 120",
            "    const val MINIMUM_TARGET: Float = 48f",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(!text.contains("import"));
    }

    #[test]
    fn swift_gets_plain_numbers() {
        let text = swift(&ours());
        for line in [
            "        public let primary: UInt32",
            "        primary: 0xFF0A5A61,",
            "        public static let body = TextStyle(size: 16, line: 24, weight: 400, tracking: 0)",
            "        public static let xs: Double = 4",
            "    public static let minimumTarget: Double = 44",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
        assert!(!text.contains("import") && !text.contains(",\n    )"), "{text}");
    }
}
