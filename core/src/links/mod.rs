//! From a QR code's text to a linked account: what a text is, what is kept, and the pure machine of linking.

mod recognise;
mod record;
mod step;

pub(crate) use recognise::{Recognised, otp_error, recognise};
pub(crate) use record::{Broken, Farewell, KeyRef, Link, PendingLink, PendingSignIn, Provider, Push};
pub(crate) use step::{Draft, DraftKeys, Effect, Event, KnownProvider, Linking, SignIn, Stage, step};
