//! Backups of the running store.
