//! Whole decisions, free of HTTP and SQL.

pub mod accounts;
pub mod actions;
pub mod approvals;
pub mod changes;
pub mod checks;
pub mod devices;
pub mod failure;
pub mod history;
pub mod inbox;
pub mod keys;
pub mod limits;
pub mod links;
pub mod notices;
pub mod oauth;
pub mod organisations;
pub mod passwords;
pub mod recovery;
pub mod recovery_codes;
pub mod remembered;
pub mod requesters;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;
pub mod step_up;
pub mod totp;
