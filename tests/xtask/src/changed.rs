//! `--changed`: from the files git calls changed to the crates they touch.
//!
//! Changed means: what the last commit did, what is not committed, and new files git does not ignore. A file
//! belongs to the crate with the longest folder around it; a file that steers the whole workspace touches all.

use crate::Result;
use crate::workspace::Workspace;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Which part of the workspace a run is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Everything.
    All,
    /// Only what files of these crates touch.
    Changed {
        /// Crates with a changed file.
        direct: BTreeSet<String>,
        /// Those and all that depend on them.
        affected: BTreeSet<String>,
        /// Shells with a changed file.
        shells: BTreeSet<&'static str>,
    },
}

/// Folders of shells that cargo knows nothing of.
pub(crate) const SHELLS: [&str; 2] = ["android", "ios"];

impl Scope {
    /// Asks git. Without an earlier commit to compare with, everything counts as changed.
    pub(crate) fn of_changes(workspace: &Workspace) -> Result<Self> {
        if git(&workspace.root, &["rev-parse", "--verify", "--quiet", "HEAD~1"]).is_err() {
            return Ok(Self::All);
        }
        let mut files = git(&workspace.root, &["diff", "--name-only", "HEAD~1"])?;
        files.push_str(&git(&workspace.root, &["ls-files", "--others", "--exclude-standard"])?);
        Ok(Self::of_files(workspace, files.lines()))
    }

    fn of_files<'a>(workspace: &Workspace, files: impl Iterator<Item = &'a str>) -> Self {
        let mut direct = BTreeSet::new();
        let mut shells = BTreeSet::new();
        for file in files {
            match touched_by(workspace, file) {
                Touched::All => return Self::All,
                Touched::Package(name) => {
                    direct.insert(name.to_owned());
                }
                Touched::Shell(name) => {
                    shells.insert(name);
                }
                Touched::Nothing => {}
            }
        }
        let affected = workspace.with_dependents(&direct);
        Self::Changed { direct, affected, shells }
    }

    /// Whether a stage about these crates has something to look at; if its own sources (in `owner`) changed, it has.
    pub(crate) fn touches(&self, owner: &str, roots: &[&str]) -> bool {
        match self {
            Self::All => true,
            Self::Changed { direct, affected, .. } => {
                direct.contains(owner) || roots.iter().any(|root| affected.contains(*root))
            }
        }
    }

    /// Whether a file of this shell is in scope.
    pub(crate) fn touches_shell(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Changed { shells, .. } => shells.contains(name),
        }
    }

    /// Whether changes in scope reach this crate.
    pub(crate) fn affects(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Changed { affected, .. } => affected.contains(name),
        }
    }

    /// cargo's words for the crates in scope, if one of them has a library; all by one word, which keeps the features that
    /// other stages built with.
    pub(crate) fn libraries(&self, workspace: &Workspace) -> Vec<String> {
        if *self == Self::All {
            return self.packages();
        }
        let libraries =
            workspace.packages.iter().filter(|(name, package)| package.has_library && self.affects(name));
        libraries.flat_map(|(name, _)| ["--package".to_owned(), name.clone()]).collect()
    }

    /// cargo's words for the crates in scope.
    pub(crate) fn packages(&self) -> Vec<String> {
        match self {
            Self::All => vec!["--workspace".to_owned()],
            Self::Changed { affected, .. } => {
                affected.iter().flat_map(|name| ["--package".to_owned(), name.clone()]).collect()
            }
        }
    }

    /// Nothing that cargo builds is touched.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Changed { affected, .. } if affected.is_empty())
    }
}

enum Touched<'a> {
    All,
    Package(&'a str),
    Shell(&'static str),
    Nothing,
}

fn touched_by<'a>(workspace: &'a Workspace, file: &str) -> Touched<'a> {
    // Read by the tests of several crates, so no one crate stands for them.
    if file.starts_with("tests/vectors/") {
        return Touched::All;
    }
    let owner = workspace
        .packages
        .iter()
        .filter(|(_, package)| Path::new(file).starts_with(&package.folder))
        .max_by_key(|(_, package)| package.folder.len());
    match owner {
        Some((name, _)) => Touched::Package(name),
        None if file.starts_with("docs/") || file.ends_with(".md") => Touched::Nothing,
        None => SHELLS
            .into_iter()
            .find(|shell| Path::new(file).starts_with(shell))
            .map_or(Touched::All, Touched::Shell),
    }
}

/// What git prints, or its complaint.
pub(crate) fn git(root: &Path, arguments: &[&str]) -> Result<String> {
    let answer = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(arguments)
        .output()
        .map_err(|e| format!("git did not start: {e}"))?;
    if answer.status.success() {
        Ok(String::from_utf8_lossy(&answer.stdout).into_owned())
    } else {
        Err(format!("git {} failed: {}", arguments.join(" "), String::from_utf8_lossy(&answer.stderr).trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::tests::small;

    fn scope(files: &[&str]) -> Scope {
        Scope::of_files(&small(), files.iter().copied())
    }

    fn affected(files: &[&str]) -> Vec<String> {
        match scope(files) {
            Scope::All => vec!["all".to_owned()],
            Scope::Changed { affected, .. } => affected.into_iter().collect(),
        }
    }

    #[test]
    fn a_file_belongs_to_the_nearest_crate() {
        assert_eq!(affected(&["core/src/vault/mod.rs"]), ["cli", "core", "suites"]);
        assert_eq!(affected(&["core/otp/src/lib.rs"]), ["cli", "core", "otp", "server", "suites"]);
        assert_eq!(affected(&["tests/xtask/src/main.rs"]), ["xtask"]);
        assert_eq!(
            affected(&["core-notes.rs"]),
            ["all"],
            "a name that only begins like a folder is not inside it"
        );
    }

    #[test]
    fn what_steers_the_workspace_touches_everything() {
        for file in [
            "Cargo.toml",
            "Cargo.lock",
            "clippy.toml",
            ".cargo/config.toml",
            ".ci/run",
            "tests/vectors/a.json",
        ] {
            assert_eq!(affected(&["docs/flows.md", file]), ["all"], "{file}");
        }
    }

    #[test]
    fn a_shell_is_no_crate() {
        let changed = scope(&["android/ui/src/main/kotlin/a.kt", "ios/README.md"]);
        assert!(changed.is_empty() && changed.packages().is_empty());
        assert!(changed.touches_shell("android") && !changed.touches_shell("ios"));
        assert!(Scope::All.touches_shell("ios"));
        assert_eq!(affected(&["android-notes.txt"]), ["all"]);
    }

    #[test]
    fn papers_touch_no_crate() {
        assert!(scope(&["docs/decisions/1.md", "README.md"]).is_empty());
        assert!(scope(&[]).is_empty());
        assert!(!Scope::All.is_empty());
    }

    #[test]
    fn stages_are_touched_by_their_crates_and_their_own_sources() {
        let server = scope(&["server-stub/src/lib.rs"]);
        assert!(server.touches("suites", &["server"]));
        assert!(!server.touches("suites", &["cli"]), "suites changed only as a dependent");
        assert!(scope(&["tests/suites/links.rs"]).touches("suites", &["cli"]));
        assert!(Scope::All.touches("suites", &[]));
    }

    #[test]
    fn scope_speaks_cargo() {
        assert_eq!(scope(&["tests/xtask/src/main.rs"]).packages(), ["--package", "xtask"]);
        assert_eq!(Scope::All.packages(), ["--workspace"]);
    }
}
