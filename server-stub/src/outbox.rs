//! Mails and short messages that a real deployment would send.
