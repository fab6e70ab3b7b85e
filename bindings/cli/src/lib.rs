//! The terminal shell: draws what the core says, sends it commands, lends it a keyboard, files and keys. No decision
//! lives here, no text that another shell would need too, no check of what was typed.
//!
//! [`main`] is the program `kauth`. [`run_phone`] is its full-screen part alone, for whoever has an [`App`] already, as
//! the demo does.
//!
//! [`App`]: kauth_core::app::App

mod args;
mod browser;
mod commands;
mod failure;
mod files;
mod json;
mod keys;
mod language;
mod loopback;
mod open;
mod phone;
mod session;
mod talk;
mod time_left;

use std::ffi::OsString;
use std::process::ExitCode;

pub use failure::Failure;
pub use keys::{ApprovalKeys, Prompted};
pub use phone::{PhoneOptions, open_phone, run_phone};

use args::Parsed;

/// The program: understands the command line, does what it says, and tells by exit code and one line on standard error
/// what came of it.
pub fn main(args: Vec<OsString>) -> ExitCode {
    let (language, json) = args::glance(&args);
    let texts = language::texts(&language.unwrap_or_else(language::of_system));
    let outcome = args::parse(args, texts).and_then(|parsed| match parsed {
        Parsed::Print(text) => {
            talk::result(text.trim_end());
            Ok(())
        }
        Parsed::Run(everywhere, verb) => {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|_| Failure::shell("terminal", texts.cli_failed_terminal()))?;
            let outcome = runtime.block_on(commands::run(&everywhere, verb, texts));
            // A prompt that nobody answers any more must not keep the process.
            runtime.shutdown_background();
            outcome
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            talk::say(&failure.line(json));
            ExitCode::from(failure.exit_code())
        }
    }
}
