//! Phones: their keys, their token, and whether what they send is theirs and fresh.

pub mod nonces;
