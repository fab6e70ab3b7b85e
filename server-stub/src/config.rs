//! Flags and environment become one `Config`.
