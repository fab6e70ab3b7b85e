//! Structured logs without secrets.
