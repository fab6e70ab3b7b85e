//! One code, without an app around it.

use crate::CoreError;

/// The code of an `otpauth://` URI at a moment (Unix seconds; counter-based ones use their own counter). Nothing is kept.
///
/// # Errors
/// `otp_invalid`, `not_a_link`, with a sentence in the language of the tag.
#[uniffi::export]
pub fn code_at(uri: &str, unix_seconds: i64, language: &str) -> Result<String, CoreError> {
    Ok(kauth_core::code_at(uri, unix_seconds, language)?)
}
