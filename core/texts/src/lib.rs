//! One catalogue of texts for everything a person reads: phone, terminal and the server's pages.
//!
//! Texts are [Fluent](https://projectfluent.org) files under `catalogue/LANGUAGE/SUBJECT.ftl`. The build checks them
//! (the same messages with the same variables in every language) and writes one typed method a message on [`Texts`],
//! so that a text that is missing, or called with the wrong arguments, does not compile. What only a server or a terminal says
//! is there only with the feature `pages` or `cli`.

#[cfg(test)]
mod build_tests;
mod dates;
mod language;
mod messages;
mod pairs;
mod pseudo;
#[cfg(test)]
mod tests;
mod texts;
mod typeset;

pub use language::{Direction, Language};
pub use texts::Texts;
