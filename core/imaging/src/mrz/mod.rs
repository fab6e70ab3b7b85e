//! The machine readable zone of identity documents (ICAO Doc 9303).

pub mod text;
