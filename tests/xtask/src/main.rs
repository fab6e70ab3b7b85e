//! `cargo xtask`: one entry for people and for CI.
//!
//! It only starts other tools and reads what they say, so it depends on nothing of the workspace and compiles in
//! seconds. What takes measuring or the product's own code stands in `tests/bench`, which it starts.

mod bench;
mod bindings;
mod changed;
mod files;
mod flows;
mod licences;
mod mobile;
mod phone;
mod portraits;
mod report;
mod run;
mod setup;
mod shells;
mod size;
mod stages;
mod tokens;
mod tools;
mod tree;
mod workspace;

use bindings::With;
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// What went wrong, in words for the person at the terminal.
type Result<T> = std::result::Result<T, String>;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Tests, benchmarks and set-up of this repository"
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what the tests need (Debian: apt, as root or through sudo)
    Setup {
        /// Only say what would be installed, and how
        #[arg(long)]
        dry_run: bool,
    },
    /// Format, lint, licences, documentation and every test; the last line counts
    Test {
        /// Only what the last commit and uncommitted work touch, and what depends on it
        #[arg(long)]
        changed: bool,
        /// Only this stage; may be given several times
        #[arg(long = "stage", value_name = "NAME", value_parser = PossibleValuesParser::new(stages::names()))]
        stages: Vec<String>,
        /// Name the stages and end
        #[arg(long)]
        list: bool,
    },
    /// Generate Kotlin, Swift and the design tokens into target/bindings
    Bindings {
        /// With every screen in every state, for pictures and tests
        #[arg(long)]
        gallery: bool,
        /// With all features of the workspace, as the tests build it; includes the gallery
        #[arg(long, conflicts_with = "gallery")]
        workspace: bool,
    },
    /// Measure (release build); ratios are taken within one run
    Bench {
        /// Which measurements, by the beginning of their name; all if none is given
        names: Vec<String>,
    },
    /// Try changed bytes at every door that takes somebody else's (release build)
    Fuzz {
        /// How long a target
        #[arg(long, value_name = "N", default_value_t = 5)]
        minutes: u64,
        /// Where the changes begin; another one each time if none is given
        #[arg(long)]
        seed: Option<u64>,
        /// Keep the inputs that were answered in a new way in the corpus
        #[arg(long)]
        keep: bool,
        /// Which targets, by the beginning of their name; all if none is given
        targets: Vec<String>,
    },
    /// Open the phone in a window: the Kotlin shell with the real core
    Phone {
        /// For the window itself; `--help` names them
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Type-check core and bindings for phones, link a library for Android and look at it
    Mobile {
        /// Only this part
        part: Option<mobile::Part>,
    },
    /// Hand-written lines of core, bindings and shells
    #[command(long_about = size::RULE)]
    Size,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Setup { dry_run } => setup::run(dry_run).map(|()| true),
        Task::Test { list: true, .. } => {
            stages::print_list();
            Ok(true)
        }
        Task::Test { changed, stages, list: false } => run::run(changed, &stages),
        Task::Bindings { workspace: true, .. } => bindings::run(With::Workspace).map(|()| true),
        Task::Bindings { gallery: true, .. } => bindings::run(With::Gallery).map(|()| true),
        Task::Bindings { .. } => bindings::run(With::Nothing).map(|()| true),
        Task::Phone { arguments } => phone::run(&arguments),
        Task::Mobile { part } => mobile::run(part).map(|()| true),
        Task::Size => size::run().map(|()| true),
        Task::Bench { names } => bench::run(&names),
        Task::Fuzz { minutes, seed, keep, targets } => bench::fuzz(minutes, seed, keep, &targets),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            eprintln!("xtask: {trouble}");
            ExitCode::from(2)
        }
    }
}
