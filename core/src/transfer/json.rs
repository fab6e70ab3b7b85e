//! JSON as other apps write it: nothing is expected of its form, so that one odd field spoils one entry and no file. Texts
//! are wiped when it goes, because secrets are among them.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use zeroize::Zeroizing;

/// A value. `Debug` prints nothing of it.
pub(super) enum Json {
    Null,
    Bool(bool),
    /// A whole number that is not negative.
    Number(u64),
    /// Any other number.
    OtherNumber(f64),
    Text(Zeroizing<String>),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

impl Json {
    /// The value of bytes; none where they are no JSON. Depth is bounded by the reader.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// A field that is there and not null. Of two with one name the last counts, as everywhere.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Map(fields) = self else { return None };
        let (_, value) = fields.iter().rev().find(|(key, _)| key == name)?;
        (!matches!(value, Self::Null)).then_some(value)
    }

    /// A field's text; empty where there is none.
    pub(super) fn str(&self, name: &str) -> &str {
        self.get(name).and_then(Self::text).unwrap_or_default()
    }

    /// A field's entries; none where it is no list.
    pub(super) fn list(&self, name: &str) -> Option<&[Self]> {
        match self.get(name)? {
            Self::List(entries) => Some(entries),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number, also one that is written as a text or with a point and zeros.
    pub(super) fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            // Above, neighbours are further apart than one.
            Self::OtherNumber(number) if (0.0..9.0e15).contains(number) => whole(*number),
            Self::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
            _ => None,
        }
    }

    /// A whole number, also a negative one.
    pub(super) fn integer(&self) -> Option<i64> {
        match self {
            Self::OtherNumber(number) if number.is_sign_negative() => {
                let positive = whole(-number)?;
                i64::try_from(positive).ok()?.checked_neg()
            }
            other => i64::try_from(other.number()?).ok(),
        }
    }

    pub(super) fn is_true(&self) -> bool {
        matches!(self, Self::Bool(true))
    }
}

/// A number without a fraction, by its digits: a cast would hide what it changes.
fn whole(number: f64) -> Option<u64> {
    (number.fract() == 0.0).then(|| format!("{number:.0}").parse().ok()).flatten()
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Json")
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        // Small enough by far to be exact.
        let exact = i32::try_from(value).map_or(f64::MIN, f64::from);
        Ok(u64::try_from(value).map_or(Json::OtherNumber(exact), Json::Number))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::OtherNumber(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(Zeroizing::new(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(Zeroizing::new(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = access.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut map = Vec::new();
        while let Some(field) = access.next_entry()? {
            map.push(field);
        }
        Ok(Json::Map(map))
    }
}
