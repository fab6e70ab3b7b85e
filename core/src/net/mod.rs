//! The way to a provider and back: TLS, HTTP, signed calls, waiting, time. It decides nothing; it says exactly what
//! happened.

pub(crate) mod api;
pub(crate) mod backoff;
mod body;
pub(crate) mod checks;
mod error;
mod http;
mod signed;
mod time;
mod tls;

pub(crate) use error::NetError;
pub(crate) use http::{NetConfig, Peer};
pub(crate) use signed::{Credentials, Signer};
pub(crate) use time::LearnedTime;
pub(crate) use tls::Trust;

#[cfg(test)]
mod test_server;
#[cfg(test)]
mod tests;
