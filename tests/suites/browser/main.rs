//! The pages in a real browser: Chromium and chromedriver, a real server on loopback, and a real phone behind it.
//!
//! Elsewhere the pages are walked through over plain HTTP, which is quick and sees no layout, no script and no rule of
//! a browser. Here a person's browser does what browsers do: it runs the script or refuses to, holds forms to the
//! content security policy, follows the event stream, and paints. Every picture is kept in `target/shots` to be looked
//! at; what a machine can see of a page is checked by `audit.js` in each language, width and colour scheme.
//!
//! Without Chromium and chromedriver each test fails and says how to get them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod chromium;
mod console;
mod dossier;
mod keyboard;
mod linking;
mod look;
mod pages;
mod tab;
mod waiting;
