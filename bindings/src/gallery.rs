//! Every screen in every state, for pictures and tests of shells.

use kauth_core::ErrorKind;
use kauth_core::app::gallery::GalleryItem;
use kauth_core::app::{AppView, Labels};

use crate::CoreError;

/// One picture.
#[uniffi::remote(Record)]
pub struct GalleryItem {
    /// `screen--state`, in `snake_case`; stable, for file names.
    pub name: String,
    /// What to draw.
    pub view: AppView,
    /// The labels in the same language.
    pub labels: Labels,
}

/// All pictures in a language: `en`, `de`, `fr`, `it`, `es`, or `pseudo` for the language that shows what a layout cuts
/// off. Another tag gives English.
#[uniffi::export]
pub fn gallery(language: String) -> Vec<GalleryItem> {
    kauth_core::app::gallery::gallery(&language)
}

/// Fails as a command does with an error of this kind.
///
/// # Errors
/// Always, with the kind and its sentence.
#[uniffi::export]
pub fn fail_with(kind: ErrorKind, language: &str) -> Result<(), CoreError> {
    Err(kauth_core::app::gallery::error(kind, language).into())
}
