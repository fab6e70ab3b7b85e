//! The programs a stage needs beside cargo, how to see whether they are there, and what installs them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Something a stage cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// Compiles ring and SQLite.
    CCompiler,
    /// `cargo clippy`.
    Clippy,
    /// `cargo fmt`.
    Rustfmt,
    /// The browser that the browser suite drives.
    Chromium,
    /// Its WebDriver.
    Chromedriver,
    /// Without any font, screenshots show boxes.
    Fonts,
}

/// Where a missing tool comes from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Debian packages.
    Apt(&'static [&'static str]),
    /// A component of the Rust toolchain.
    Rustup(&'static str),
}

/// All of them.
pub(crate) const ALL: [Tool; 6] =
    [Tool::CCompiler, Tool::Clippy, Tool::Rustfmt, Tool::Chromium, Tool::Chromedriver, Tool::Fonts];

impl Tool {
    /// Its name for people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CCompiler => "a C compiler",
            Self::Clippy => "clippy",
            Self::Rustfmt => "rustfmt",
            Self::Chromium => "chromium",
            Self::Chromedriver => "chromedriver",
            Self::Fonts => "fonts",
        }
    }

    /// What `cargo xtask setup` takes it from.
    pub(crate) fn source(self) -> Source {
        match self {
            Self::CCompiler => Source::Apt(&["gcc", "libc6-dev"]),
            Self::Clippy => Source::Rustup("clippy"),
            Self::Rustfmt => Source::Rustup("rustfmt"),
            Self::Chromium => Source::Apt(&["chromium"]),
            Self::Chromedriver => Source::Apt(&["chromium-driver"]),
            Self::Fonts => Source::Apt(&["fonts-dejavu-core", "fonts-liberation"]),
        }
    }

    /// Whether it is on this machine.
    pub(crate) fn is_here(self) -> bool {
        match self {
            Self::CCompiler => env::var_os("CC").is_some() || on_path("cc").is_some(),
            Self::Clippy => answers("cargo", &["clippy", "--version"]),
            Self::Rustfmt => answers("cargo", &["fmt", "--version"]),
            Self::Chromium => on_path("chromium").is_some(),
            Self::Chromedriver => on_path("chromedriver").is_some(),
            Self::Fonts => ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts"]
                .iter()
                .any(|folder| Path::new(folder).read_dir().is_ok_and(|mut entries| entries.next().is_some())),
        }
    }
}

/// The file a command's name stands for.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
