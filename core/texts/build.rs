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

/// A file is left out where the feature that says it is off. All are checked in any case.
fn is_wanted(file: &str) -> bool {
    let feature = match file {
        "cli.ftl" => "CARGO_FEATURE_CLI",
        "mails.ftl" => "CARGO_FEATURE_PAGES",
        pages if pages.starts_with("pages-") => "CARGO_FEATURE_PAGES",
        _ => return true,
    };
    env::var_os(feature).is_some()
}

fn run() -> io::Result<Vec<String>> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=catalogue");

    let mut files = catalogue::read(&manifest.join("catalogue"))?;
    match check::check(&files) {
        Ok(mut messages) => {
            messages.retain(|message| is_wanted(&message.file));
            files.retain(|file| is_wanted(&file.name));
            fs::write(out.join("messages.rs"), generate::generate(&messages, &files))?;
            Ok(Vec::new())
        }
        Err(problems) => Ok(problems.iter().map(ToString::to_string).collect()),
    }
}
