//! What suites and the demo share: a person with a web browser, a phone, and the world they live in.
//!
//! Only what a shell or a browser can do is used here: pages over HTTP, and the core's commands and views.

pub mod browser;
pub mod flows;
pub mod http;
pub mod phone;
pub mod process;
pub mod proxy;
pub mod raw;
pub mod specimen;
pub mod terminal;
pub mod upload;
pub mod website;
pub mod world;
