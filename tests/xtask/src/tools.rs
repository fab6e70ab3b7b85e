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
    /// The font that machine readable zones are printed in: the reader's tests and its training print with it.
    OcrB,
    /// Compiles and runs the Kotlin shell.
    Jdk,
    /// Builds it.
    Maven,
    /// What a desktop window is drawn with, and a display for it without a screen.
    Window,
    /// Makes the resources that the tests of the Android glue read.
    Aapt2,
    /// Builds the folder that Swift lives in.
    Mmdebstrap,
    /// Swift for Linux.
    Swift,
    /// Fetches SwiftLint.
    Npm,
    /// Compiles C for phones, links and looks at what was linked.
    Clang,
    /// A Rust whose standard library can be built for phones.
    PhoneRust,
    /// Fetches the C headers of phones.
    Pip,
}

/// Where a missing tool comes from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Debian packages.
    Apt(&'static [&'static str]),
    /// A component of the Rust toolchain.
    Rustup(&'static str),
    /// A script of ours and its argument; what it needs itself stands before it in the list.
    Script(&'static str, &'static str),
}

const SWIFT: &str = "ios/swift_env.sh";

/// All of them.
pub(crate) const ALL: [Tool; 17] = [
    Tool::CCompiler,
    Tool::Clippy,
    Tool::Rustfmt,
    Tool::Chromium,
    Tool::Chromedriver,
    Tool::Fonts,
    Tool::OcrB,
    Tool::Jdk,
    Tool::Maven,
    Tool::Window,
    Tool::Aapt2,
    Tool::Mmdebstrap,
    Tool::Swift,
    Tool::Npm,
    Tool::Clang,
    Tool::PhoneRust,
    Tool::Pip,
];

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
            Self::OcrB => "OCR-B",
            Self::Jdk => "a JDK",
            Self::Maven => "Maven",
            Self::Window => "what a desktop window needs",
            Self::Aapt2 => "aapt2",
            Self::Mmdebstrap => "mmdebstrap",
            Self::Swift => "Swift",
            Self::Npm => "npm",
            Self::Clang => "clang 19",
            Self::PhoneRust => "Rust for phones",
            Self::Pip => "pip",
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
            Self::OcrB => Source::Apt(&["fonts-ocr-b"]),
            Self::Jdk => Source::Apt(&["openjdk-17-jdk"]),
            Self::Maven => Source::Apt(&["maven"]),
            Self::Window => {
                Source::Apt(&["libfontconfig1", "libfreetype6", "libgl1", "libx11-6", "xauth", "xvfb"])
            }
            Self::Aapt2 => Source::Apt(&["aapt"]),
            Self::Mmdebstrap => Source::Apt(&["mmdebstrap"]),
            Self::Swift => Source::Script(SWIFT, "up"),
            Self::Npm => Source::Apt(&["nodejs", "npm"]),
            Self::Clang => Source::Apt(&["clang-19", "lld-19", "llvm-19"]),
            Self::PhoneRust => {
                Source::Apt(&["cargo-web", "libstd-rust-web-dev", "rust-web-src", "rustc-web"])
            }
            Self::Pip => Source::Apt(&["python3-pip"]),
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
            Self::OcrB => Path::new("/usr/share/fonts/opentype/ocr-b/OCRB.otf").is_file(),
            Self::Jdk => on_path("javac").is_some_and(|javac| opens_windows(&javac)),
            Self::Maven => on_path("mvn").is_some(),
            Self::Window => {
                on_path("xvfb-run").is_some()
                    && ["GL", "X11", "fontconfig", "freetype"].into_iter().all(is_library)
            }
            Self::Aapt2 => on_path("aapt2").is_some(),
            Self::Mmdebstrap => on_path("mmdebstrap").is_some(),
            Self::Swift => answers(&format!("{}/../../{SWIFT}", env!("CARGO_MANIFEST_DIR")), &["ready"]),
            Self::Npm => on_path("npm").is_some(),
            Self::Clang => {
                ["clang-19", "ld.lld-19", "llvm-nm-19"].into_iter().all(|name| on_path(name).is_some())
            }
            Self::PhoneRust => {
                Path::new("/usr/bin/cargo").is_file()
                    && Path::new("/usr/lib/rustlib/src/rust/library").is_dir()
            }
            Self::Pip => answers("python3", &["-m", "pip", "--version"]),
        }
    }
}

/// Whether a JDK is whole: Debian's headless one has no window toolkit.
fn opens_windows(javac: &Path) -> bool {
    let real = javac.canonicalize().unwrap_or_default();
    real.ancestors().nth(2).is_some_and(|jdk| jdk.join("lib/libawt_xawt.so").is_file())
}

/// Whether Debian's folder of libraries has one by this name, in any version.
fn is_library(name: &str) -> bool {
    let folder = Path::new("/usr/lib").join(format!("{}-linux-gnu", env::consts::ARCH));
    let start = format!("lib{name}.so");
    folder.read_dir().is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with(&start))
    })
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
