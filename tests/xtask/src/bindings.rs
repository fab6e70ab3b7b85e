//! `cargo xtask bindings`: what the Kotlin and the Swift shell are built from, into `target/bindings`.
//!
//! | there | |
//! |---|---|
//! | `lib` | the core as a library that JVM and Swift load |
//! | `kotlin` | a source folder: the generated surface and the design tokens |
//! | `swift` | a folder for each module: the generated surface, its C header with `module.modulemap`, the tokens |
//!
//! Generator and library are built by a cargo of their own each: in one, the generator's features of uniffi would be
//! switched on in the library, too. Tests put up with that: with the workspace's features nothing is compiled twice.

use crate::files::{beneath, put, put_copy};
use crate::stages::AS_FOR_TESTS;
use crate::workspace::{self, Workspace};
use crate::{Result, tokens};
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crate whose surface is generated.
pub(crate) const SURFACE: &str = "kauth-ffi";

/// What the library is built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum With {
    /// What people get.
    Nothing,
    /// Every screen in every state, for pictures and tests, and keys in files.
    Gallery,
    /// All features of the workspace, which its other tests have built already.
    Workspace,
}

impl With {
    fn builds(self) -> Vec<Vec<&'static str>> {
        let alone = ["--package", SURFACE];
        let generator = vec!["--package", "kauth-bindgen"];
        match self {
            Self::Nothing => vec![alone.to_vec(), generator],
            Self::Gallery => vec![[&alone[..], &["--features", "gallery"]].concat(), generator],
            Self::Workspace => vec![[&["--lib", "--bins"], &AS_FOR_TESTS[..]].concat()],
        }
    }
}

/// Builds, generates, puts in place.
pub(crate) fn run(with: With) -> Result<()> {
    let workspace = Workspace::read()?;
    let out = workspace.target.join("bindings");
    let changed = make(&workspace, &out, with)?;
    println!("{}: {changed} files changed", out.display());
    Ok(())
}

fn make(workspace: &Workspace, out: &Path, with: With) -> Result<usize> {
    let mut changed = put_tokens(&workspace.root, out)?;
    for words in with.builds() {
        cargo(&workspace.root, &[&["build", "--quiet"], &words[..]].concat())?;
    }
    let library = format!("{DLL_PREFIX}{}{DLL_SUFFIX}", SURFACE.replace('-', "_"));
    changed += usize::from(put_copy(
        &workspace.target.join("debug").join(&library),
        &out.join("lib").join(&library),
    )?);
    let raw = out.join("raw");
    // What an older surface left would be taken for a part of this one.
    let _ = fs::remove_dir_all(&raw);
    let mut bindgen = Command::new(workspace.target.join("debug/uniffi-bindgen"));
    bindgen
        .args(["generate", "--language", "kotlin", "--language", "swift", "--no-format", "--out-dir"])
        .args([&raw, &out.join("lib").join(&library)])
        .current_dir(&workspace.root);
    ended_well(bindgen, "uniffi-bindgen")?;
    for file in beneath(&raw) {
        let name = file.strip_prefix(&raw).map_err(|e| e.to_string())?;
        let place =
            place(name).ok_or_else(|| format!("uniffi-bindgen made {}, for no shell", name.display()))?;
        changed += usize::from(put_copy(&file, &out.join(place))?);
    }
    Ok(changed)
}

fn put_tokens(root: &Path, out: &Path) -> Result<usize> {
    let (kotlin, swift) = tokens::texts(root)?;
    let kotlin = put(&out.join("kotlin/app/kauth/design/Tokens.kt"), kotlin.as_bytes())?;
    let swift = put(&out.join("swift/Tokens/Tokens.swift"), swift.as_bytes())?;
    Ok(usize::from(kotlin) + usize::from(swift))
}

/// Where a generated file belongs. SwiftPM wants a folder for each module, and the map in it by one fixed name.
fn place(name: &Path) -> Option<PathBuf> {
    let swift = Path::new("swift").join(name.file_stem()?);
    match name.extension()?.to_str()? {
        "kt" => Some(Path::new("kotlin").join(name)),
        "swift" | "h" => Some(swift.join(name.file_name()?)),
        "modulemap" => Some(swift.join("module.modulemap")),
        _ => None,
    }
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    let mut command = workspace::program("cargo");
    command.args(arguments).current_dir(root);
    ended_well(command, "cargo")
}

/// Runs it, or says how it ended.
pub(crate) fn ended_well(mut command: Command, name: &str) -> Result<()> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} ended with {status}")),
        Err(e) => Err(format!("{name} did not start: {e}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shell_finds_its_files() {
        let place = |name: &str| place(Path::new(name)).map(|p| p.to_string_lossy().into_owned());
        assert_eq!(place("app/kauth/ffi/kauth_ffi.kt").as_deref(), Some("kotlin/app/kauth/ffi/kauth_ffi.kt"));
        assert_eq!(place("KauthFFI.swift").as_deref(), Some("swift/KauthFFI/KauthFFI.swift"));
        assert_eq!(place("KauthCFFI.h").as_deref(), Some("swift/KauthCFFI/KauthCFFI.h"));
        assert_eq!(place("KauthCFFI.modulemap").as_deref(), Some("swift/KauthCFFI/module.modulemap"));
        assert_eq!(place("x.py"), None);
    }
}
