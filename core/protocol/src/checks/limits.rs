//! Sizes, tries and times. Both sides keep to them: the phone, so that nothing is refused; the server, because not
//! everybody is our phone.

/// Seconds from the first byte until everything is deleted, whatever happened.
pub const RETENTION: u64 = 72 * 3600;
/// Seconds a token on a page counts.
pub const PAGE_TOKEN_LIFETIME: u64 = 30 * 60;
/// Seconds a token in a mail counts.
pub const MAIL_TOKEN_LIFETIME: u64 = 10 * 24 * 3600;
/// Bytes of a chunk; the last of a blob may be shorter.
pub const CHUNK: usize = 262_144;
/// Most chunks of a blob.
pub const MAX_CHUNKS: u8 = 16;
/// The highest attempt of a kind; the first is 1.
pub const MAX_ATTEMPT: u8 = 5;
/// Most bytes of a blob, encrypted.
pub const MAX_BLOB: usize = CHUNK * MAX_CHUNKS as usize;
/// Most bytes of a session, encrypted.
pub const MAX_SESSION: usize = 32 << 20;
/// Most reviewers of a session.
pub const MAX_REVIEWERS: usize = 16;
/// Digits of the code in an SMS.
pub const CODE_DIGITS: usize = 6;
/// Tries to type it, over all codes of a session.
pub const CODE_TRIES: u8 = 5;
/// Seconds a code counts.
pub const CODE_LIFETIME: u64 = 600;
/// Seconds until another code may be asked for.
pub const RESEND_AFTER: u64 = 60;
/// Most numbers of a session.
pub const MAX_NUMBERS: u8 = 3;
/// Most messages of a session.
pub const MAX_MESSAGES: u8 = 5;
