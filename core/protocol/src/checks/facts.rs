//! What travels beside the pictures, encrypted like them.

use serde::{Deserialize, Serialize};

/// JSON of a [`super::BlobKind::Facts`] blob.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Where the phone was, if the person said so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub location: Option<Location>,
    /// The lines of the document's machine-readable zone (ICAO Doc 9303) as the phone read them, if all check digits
    /// were right.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mrz: Option<Vec<String>>,
}

/// A place on Earth (WGS 84).
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Degrees, north is positive.
    pub latitude: f64,
    /// Degrees, east is positive.
    pub longitude: f64,
    /// Radius within which the phone is, in metres.
    pub accuracy_m: f64,
}

impl Location {
    /// Whether it is a place at all.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.latitude.abs() <= 90.0
            && self.longitude.abs() <= 180.0
            && (0.0..=40_000_000.0).contains(&self.accuracy_m)
    }
}
