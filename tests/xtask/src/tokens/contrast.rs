//! Contrast of the palettes, by WCAG 2.2: text 4.5:1 (success criterion 1.4.3), edges that must be seen 3:1 (1.4.11).
//!
//! Which roles may meet is derived from their names, so that a new `x` with its `onX` is held to the rule without a
//! line here.

use super::{Colour, Colours, Palette};

/// What a screen, a card, a pressed card and a field are painted with.
const SURFACES: [&str; 4] = ["surface", "surfaceContainer", "surfaceContainerHigh", "surfaceVariant"];
/// May be text or icon on any of them.
const INKS: [&str; 7] =
    ["onSurface", "onSurfaceVariant", "primary", "secondary", "success", "warning", "error"];
/// Text that does not follow the rule of its name.
const OTHERS: [(&str, &str); 2] =
    [("inverseOnSurface", "inverseSurface"), ("inversePrimary", "inverseSurface")];
const EDGE: &str = "outline";

const TEXT_RATIO: f64 = 4.5;
const EDGE_RATIO: f64 = 3.0;

/// Everything wrong with them, a line each.
pub(super) fn complaints(colours: &Colours) -> Vec<String> {
    let mut wrong: Vec<String> = (colours.light.keys().filter(|role| !colours.dark.contains_key(*role)))
        .chain(colours.dark.keys().filter(|role| !colours.light.contains_key(*role)))
        .map(|role| format!("{role} is in one palette only"))
        .collect();
    for (name, palette) in [("light", &colours.light), ("dark", &colours.dark)] {
        for (ink, ground, least) in pairs(palette) {
            let complaint = match (palette.get(&ink), palette.get(&ground)) {
                (Some(above), Some(below)) => {
                    let ratio = ratio(*above, *below);
                    (ratio < least)
                        .then(|| format!("{name} {ink} on {ground} is {ratio:.2}:1, less than {least}:1"))
                }
                _ => Some(format!("{name} {ink} on {ground}: one of them is missing")),
            };
            wrong.extend(complaint);
        }
    }
    wrong
}

/// Ink, ground, and the least contrast between them.
fn pairs(palette: &Palette) -> Vec<(String, String, f64)> {
    let named = palette.keys().filter_map(|ink| Some((ink.clone(), ground_of(ink)?, TEXT_RATIO)));
    let fixed = SURFACES
        .iter()
        .flat_map(|ground| INKS.iter().map(move |ink| (*ink, *ground, TEXT_RATIO)))
        .chain(SURFACES.iter().map(|ground| (EDGE, *ground, EDGE_RATIO)))
        .chain(OTHERS.iter().map(|(ink, ground)| (*ink, *ground, TEXT_RATIO)))
        .map(|(ink, ground, least)| (ink.to_owned(), ground.to_owned(), least));
    named.chain(fixed).collect()
}

/// `onPrimary` stands on `primary`.
fn ground_of(ink: &str) -> Option<String> {
    let ground = ink.strip_prefix("on")?;
    let first = ground.chars().next().filter(char::is_ascii_uppercase)?;
    Some(format!("{}{}", first.to_ascii_lowercase(), ground.get(1..)?))
}

/// WCAG's contrast ratio.
fn ratio(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG's relative luminance.
fn luminance(colour: Colour) -> f64 {
    let linear = |channel: u8| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tests::ours;

    fn colour(text: &str) -> Colour {
        Colour::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn our_palettes_can_be_read() {
        assert_eq!(complaints(&ours().colour), Vec::<String>::new());
    }

    #[test]
    fn ratios_are_those_of_the_standard() {
        let close = |a: &str, b: &str, expected: f64| {
            let found = ratio(colour(a), colour(b));
            assert!((found - expected).abs() < 0.01, "{a} {b}: {found}");
        };
        close("#000000", "#FFFFFF", 21.0);
        close("#777777", "#FFFFFF", 4.48);
        close("#FFFFFF", "#767676", 4.54);
        close("#336699", "#336699", 1.0);
    }

    #[test]
    fn a_weak_pair_is_named() {
        let mut colours = ours().colour;
        colours.dark.insert("onPrimary".to_owned(), colour("#4A8084"));
        let wrong = complaints(&colours);
        assert!(wrong.len() == 1 && wrong[0].starts_with("dark onPrimary on primary is "), "{wrong:?}");
    }

    #[test]
    fn a_weak_edge_is_named() {
        let mut colours = ours().colour;
        colours.light.insert(EDGE.to_owned(), colour("#909FA5"));
        let wrong = complaints(&colours);
        assert!(wrong.iter().any(|line| line.contains("outline on surface is")), "{wrong:?}");
    }

    #[test]
    fn a_new_role_needs_its_ground_and_its_other_palette() {
        let mut colours = ours().colour;
        colours.light.insert("onBrand".to_owned(), colour("#000000"));
        let wrong = complaints(&colours);
        assert_eq!(
            wrong,
            ["onBrand is in one palette only", "light onBrand on brand: one of them is missing"]
        );
    }

    #[test]
    fn names_tell_the_ground() {
        assert_eq!(ground_of("onPrimaryContainer").as_deref(), Some("primaryContainer"));
        assert_eq!(ground_of("one"), None);
        assert_eq!(ground_of("primary"), None);
    }
}
