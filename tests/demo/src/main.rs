//! `cargo demo`: a provider and a phone on one machine, to be tried by hand or, with `--auto`, to be watched.
//!
//! By hand, the server runs on a loopback port with a store in a folder of its own, there are people to sign in as and
//! drawn papers to photograph, and the phone fills the terminal. With `--auto` (or without a terminal) the demo plays the person, too: it walks
//! every flow through the real pages and prints a line for each.

mod auto;
mod by_hand;
mod log;
mod people;
mod tours;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Try kAuth: a provider to sign in to, and a phone in this terminal.
#[derive(Parser)]
#[command(name = "cargo demo", version)]
pub(crate) struct Arguments {
    /// Play the person, too: walk every flow, print one line a step, exit 0 only if all held.
    #[arg(long)]
    auto: bool,
    /// Only these flows (A1, C4, …), with --auto.
    #[arg(long, value_name = "ID", requires = "auto")]
    only: Vec<String>,
    /// Keep server and phone in this folder, to go on another time. Otherwise they are gone at the end.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The loopback port to listen on; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,
    /// The phone's language: en, de, fr, it, es.
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let by_itself = arguments.auto || !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("cargo demo: {error}");
            return ExitCode::FAILURE;
        }
    };
    let held = if by_itself {
        runtime.block_on(auto::run(&arguments.only))
    } else {
        runtime.block_on(by_hand::run(&arguments))
    };
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    if held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
