//! The design tokens: `bindings/design/tokens.json` is read, held to its rules, and written as Kotlin and as Swift.
//!
//! The shells get plain numbers, so that neither file imports a toolkit and a test can read both.

mod contrast;
mod write;

use crate::Result;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where they stand, from the workspace's root.
const FILE: &str = "bindings/design/tokens.json";

/// What the file holds. Names become names in the shells' code, so there is one spelling of each.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tokens {
    colour: Colours,
    #[serde(rename = "type")]
    styles: BTreeMap<String, TextStyle>,
    /// dp or pt.
    space: BTreeMap<String, u16>,
    /// dp or pt.
    radius: BTreeMap<String, u16>,
    target: Target,
    /// Milliseconds.
    motion: BTreeMap<String, u16>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Colours {
    light: Palette,
    dark: Palette,
}

/// Roles and their `#RRGGBB`.
type Palette = BTreeMap<String, Colour>;

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(try_from = "String")]
struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TextStyle {
    /// sp or pt.
    size: u16,
    /// sp or pt.
    line: u16,
    /// 100–900.
    weight: u16,
    /// em.
    tracking: f32,
}

/// The least side of what can be tapped.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    /// dp.
    android: u16,
    /// pt.
    ios: u16,
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self> {
        let wrong = || format!("`{text}` is not #RRGGBB");
        let is_colour = |d: &&str| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit());
        let digits = text.strip_prefix('#').filter(is_colour).ok_or_else(wrong)?;
        let number = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

/// The Kotlin and the Swift text of the tokens, once they keep their rules.
pub(crate) fn texts(root: &Path) -> Result<(String, String)> {
    let text = fs::read_to_string(root.join(FILE)).map_err(|e| format!("{FILE}: {e}"))?;
    let tokens: Tokens = serde_json::from_str(&text).map_err(|e| format!("{FILE}: {e}"))?;
    let wrong = contrast::complaints(&tokens.colour);
    if !wrong.is_empty() {
        return Err(format!("{FILE}: {}", wrong.join("; ")));
    }
    Ok((write::kotlin(&tokens), write::swift(&tokens)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file as it stands.
    pub(super) fn ours() -> Tokens {
        serde_json::from_str(include_str!("../../../../bindings/design/tokens.json")).unwrap()
    }

    #[test]
    fn a_colour_has_six_digits() {
        assert_eq!(Colour::try_from("#0A5a61".to_owned()), Ok(Colour { red: 0x0a, green: 0x5a, blue: 0x61 }));
        for bad in ["0A5A61", "#0A5A6", "#0A5A611", "#0A5A6G", "#+A5A61", ""] {
            assert!(Colour::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_can_be_tapped_is_large_enough() {
        let target = ours().target;
        assert!(target.android >= 48 && target.ios >= 44, "{target:?}");
    }

    #[test]
    fn lines_have_room_for_their_letters() {
        for (name, style) in ours().styles {
            assert!(style.line * 10 >= style.size * 11, "{name}");
            assert!(style.size >= 14, "{name}");
        }
    }
}
