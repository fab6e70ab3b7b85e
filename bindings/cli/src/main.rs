//! The program `kauth`: see the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    kauth_cli::main(std::env::args_os().collect())
}
