//! What the build wrote: the methods, the embedded files, and the list of messages for the tests.

use fluent_bundle::FluentArgs;

use crate::texts::Texts;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));
