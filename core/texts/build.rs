//! Checks the catalogue and writes one typed method a message, so that a missing text, a missing language or a wrong
//! argument is a build error and never something a person sees.

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/check.rs"]
mod check;
#[path = "build/generate.rs"]
mod generate;
#[path = "build/pattern.rs"]
mod pattern;

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    let problems = match run() {
        Ok(problems) => problems,
        Err(error) => vec![error.to_string()],
    };
    for problem in &problems {
        println!("cargo::error=catalogue: {problem}");
    }
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run() -> io::Result<Vec<String>> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=catalogue");

    let files = catalogue::read(&manifest.join("catalogue"))?;
    match check::check(&files) {
        Ok(messages) => {
            fs::write(out.join("messages.rs"), generate::generate(&messages, &files))?;
            Ok(Vec::new())
        }
        Err(problems) => Ok(problems.iter().map(ToString::to_string).collect()),
    }
}
