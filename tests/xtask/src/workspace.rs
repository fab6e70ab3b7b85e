//! What `cargo metadata` knows of this workspace, reduced to what the tasks ask: where it is, which crates it has,
//! which of them depend on which, and which integration test targets stand ready.

use crate::Result;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

/// One crate of the workspace.
#[derive(Debug, Default)]
pub(crate) struct Package {
    /// Folder relative to the workspace root, `/` as separator.
    pub(crate) folder: String,
    /// Crates of this workspace it names in any dependency table.
    pub(crate) depends_on: BTreeSet<String>,
    /// Integration test targets (`[[test]]`).
    pub(crate) test_targets: BTreeSet<String>,
    /// Whether it has a library, which alone carries documentation tests.
    pub(crate) has_library: bool,
}

/// The workspace this xtask was started in.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// Its root folder.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
    /// Its crates by name.
    pub(crate) packages: BTreeMap<String, Package>,
}

impl Workspace {
    /// Asks cargo.
    pub(crate) fn read() -> Result<Self> {
        let answer = Command::new("cargo")
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .output()
            .map_err(|e| format!("cargo metadata did not start: {e}"))?;
        if !answer.status.success() {
            return Err(format!("cargo metadata failed:\n{}", String::from_utf8_lossy(&answer.stderr)));
        }
        let metadata: Value = serde_json::from_slice(&answer.stdout)
            .map_err(|e| format!("cargo metadata gave no JSON: {e}"))?;
        Self::from_metadata(&metadata).ok_or_else(|| "cargo metadata has an unknown form".to_owned())
    }

    fn from_metadata(metadata: &Value) -> Option<Self> {
        let root = metadata.get("workspace_root")?.as_str()?;
        let listed = metadata.get("packages")?.as_array()?;
        let names: BTreeSet<&str> = listed.iter().filter_map(|p| p.get("name")?.as_str()).collect();
        let packages = listed
            .iter()
            .map(|p| {
                let manifest = p.get("manifest_path")?.as_str()?;
                let folder =
                    manifest.strip_prefix(root)?.strip_suffix("Cargo.toml")?.trim_matches('/').to_owned();
                let depends_on = texts(p.get("dependencies")?, "name").filter(|n| names.contains(n));
                let targets = p.get("targets")?.as_array()?;
                let of_kind = |kind: &'static str| targets.iter().filter(move |t| is_kind(t, kind));
                let package = Package {
                    folder,
                    depends_on: depends_on.map(str::to_owned).collect(),
                    test_targets: of_kind("test")
                        .filter_map(|t| Some(t.get("name")?.as_str()?.to_owned()))
                        .collect(),
                    has_library: of_kind("lib").next().is_some(),
                };
                Some((p.get("name")?.as_str()?.to_owned(), package))
            })
            .collect::<Option<_>>()?;
        Some(Self { root: root.into(), target: metadata.get("target_directory")?.as_str()?.into(), packages })
    }

    /// These crates and all that depend on them, however far.
    pub(crate) fn with_dependents(&self, changed: &BTreeSet<String>) -> BTreeSet<String> {
        let mut affected = changed.clone();
        loop {
            let before = affected.len();
            for (name, package) in &self.packages {
                if !package.depends_on.is_disjoint(&affected) {
                    affected.insert(name.clone());
                }
            }
            if affected.len() == before {
                return affected;
            }
        }
    }
}

fn texts<'a>(list: &'a Value, member: &'static str) -> impl Iterator<Item = &'a str> {
    list.as_array().into_iter().flatten().filter_map(move |entry| entry.get(member)?.as_str())
}

fn is_kind(target: &Value, kind: &str) -> bool {
    target.get("kind").and_then(Value::as_array).is_some_and(|kinds| kinds.iter().any(|k| k == kind))
}

/// A program that does not hear what the cargo that started us said about our crate: build scripts would take it for a
/// change, and be built anew with all that needs them, each time somebody calls cargo by hand in between.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    let ours = std::env::vars_os().map(|(name, _)| name);
    for name in ours.filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    }) {
        command.env_remove(name);
    }
    command
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::json;

    /// otp ← core ← cli, and a server that also needs otp.
    pub(crate) fn small() -> Workspace {
        let package = |name: &str, folder: &str, needs: &[&str], tests: &[&str]| {
            let needs: Vec<_> = needs.iter().chain(&["serde"]).map(|n| json!({ "name": n })).collect();
            let mut targets: Vec<_> = tests.iter().map(|t| json!({ "name": t, "kind": ["test"] })).collect();
            targets.push(json!({ "name": name, "kind": ["lib"] }));
            json!({ "name": name, "manifest_path": format!("/w/{folder}/Cargo.toml"), "dependencies": needs, "targets": targets })
        };
        let metadata = json!({ "workspace_root": "/w", "target_directory": "/w/target", "packages": [
            package("otp", "core/otp", &[], &[]),
            package("core", "core", &["otp"], &[]),
            package("cli", "bindings/cli", &["core"], &[]),
            package("server", "server-stub", &["otp"], &[]),
            package("suites", "tests", &["core", "server"], &["vectors", "links"]),
            package("xtask", "tests/xtask", &[], &[]),
        ]});
        Workspace::from_metadata(&metadata).unwrap()
    }

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn metadata_is_reduced_to_the_workspace() {
        let workspace = small();
        assert_eq!(workspace.packages["core"].folder, "core");
        assert_eq!(workspace.packages["core"].depends_on, set(&["otp"]), "crates from outside are left out");
        assert_eq!(workspace.packages["suites"].test_targets, set(&["vectors", "links"]));
        assert!(workspace.packages["otp"].has_library);
    }

    #[test]
    fn dependents_are_followed_to_the_end() {
        let workspace = small();
        assert_eq!(workspace.with_dependents(&set(&["server"])), set(&["server", "suites"]));
        assert_eq!(
            workspace.with_dependents(&set(&["otp"])),
            set(&["otp", "core", "cli", "server", "suites"])
        );
        assert_eq!(workspace.with_dependents(&set(&["xtask"])), set(&["xtask"]));
    }
}
