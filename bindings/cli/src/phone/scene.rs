//! All that drawing and keys look at: nothing here can be changed by looking.

use kauth_core::app::{AppView, Labels};
use kauth_texts::Texts;

use super::input::LocalInput;

/// The newest view, in words, with what the terminal adds.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) view: &'a AppView,
    pub(super) labels: &'a Labels,
    pub(super) texts: &'a Texts,
    pub(super) input: &'a LocalInput,
    /// A line of whoever started the phone, e.g. where the demo's page is.
    pub(super) headline: Option<&'a str>,
    /// Signing needs the passphrase, not a plain yes.
    pub(super) signs_by_passphrase: bool,
}

impl Scene<'_> {
    /// What is left of a time that the view gave.
    pub(super) fn left(&self, ms: u64) -> u64 {
        ms.saturating_sub(self.input.since_update_ms)
    }
}
