//! `cargo xtask mobile`: what can be known of the phones' builds without an SDK, an NDK or a Mac.
//!
//! Core and bindings are type-checked for four targets. For the fifth, Android's most common, a library is linked in the
//! phones' profile and looked at: its segments fit pages of 16 KiB, it asks the system for nothing that Android 8
//! (API 26) lacks, and it is small. It is linked against stand-ins for the system's libraries and is never shipped.
//!
//! Debian's Rust (rustc-web) brings its standard library as source, so that it can be built for targets that rustup
//! would have to fetch. It builds into a folder of its own and disturbs no other build.

mod link;
mod look;
mod targets;

use crate::bindings::{SURFACE, ended_well};
use crate::workspace::Workspace;
use crate::{Result, report};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;
use targets::{CHECKED, LINKED, Target};

/// PyPI's package of the Zig compiler: it carries C headers and the unwinder's source for every target.
const HEADERS: &str = "ziglang==0.17.1";

/// Where the builds for phones find and put their things.
struct Bench {
    workspace: Workspace,
    /// All of it stands here.
    folder: PathBuf,
    /// Zig's `lib`.
    zig: PathBuf,
}

/// The two halves, each long enough to be asked for by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// Type-check for the targets that are not linked
    Check,
    /// Link a library for Android and look at it
    Link,
}

/// Does one part, or both; the first thing wrong is the error.
pub(crate) fn run(only: Option<Part>) -> Result<()> {
    let workspace = Workspace::read()?;
    let folder = workspace.target.join("mobile");
    let zig = folder.join("ziglang/ziglang/lib");
    let bench = Bench { workspace, folder, zig };
    bench.fetch_headers()?;
    if only != Some(Part::Link) {
        let began = Instant::now();
        // Nothing of it will run, so nothing is worth optimising.
        let quick = "profile.dev.package.\"*\".opt-level=0";
        bench.cargo(
            &CHECKED,
            &["check", "--package", "kauth-core", "--package", SURFACE, "--config", quick],
        )?;
        println!(
            "{} type-check in {}",
            CHECKED.map(|target| target.triple).join(", "),
            report::minutes(began.elapsed())
        );
    }
    if only != Some(Part::Check) {
        let began = Instant::now();
        let library = link::android(&bench)?;
        println!("{} links in {}", LINKED.triple, report::minutes(began.elapsed()));
        look::at(&bench, &library)?;
    }
    Ok(())
}

impl Bench {
    /// pip puts them into a folder of ours, not into a Python.
    fn fetch_headers(&self) -> Result<()> {
        if self.zig.join("libc/include").is_dir() {
            return Ok(());
        }
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"])
            .arg(self.folder.join("ziglang"))
            .arg(HEADERS);
        ended_well(pip, "pip")
    }

    /// Debian's cargo for these targets, with their standard library built from source.
    fn cargo(&self, targets: &[Target], arguments: &[&str]) -> Result<()> {
        let empty = self.folder.join("no-sdk");
        std::fs::create_dir_all(&empty).map_err(|e| format!("{}: {e}", empty.display()))?;
        let mut cargo = Command::new("/usr/bin/cargo");
        cargo
            .args(arguments)
            .args(["--quiet", "-Z", "build-std=std,panic_unwind"])
            .args(targets.iter().flat_map(|target| ["--target", target.triple]))
            .current_dir(&self.workspace.root)
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", self.folder.join("cargo"))
            // Apple's targets ask Xcode for its folder, unless there is one.
            .env("SDKROOT", empty)
            // What the cargo that started us said about itself and its build is not about this one.
            .env_remove("CARGO")
            .env_remove("CARGO_INCREMENTAL")
            .env_remove("RUSTDOCFLAGS")
            .envs(targets.iter().flat_map(|target| target.environment(&self.zig)));
        ended_well(cargo, "cargo for phones")
    }
}
