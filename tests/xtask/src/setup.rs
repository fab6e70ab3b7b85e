//! `cargo xtask setup`: installs what the tests need, or names it.
//!
//! Debian's apt, rustup's components and scripts of this repository are all it knows; elsewhere it names the packages
//! and ends with an error. What lives under `target/` (npm's and pip's packages) is fetched by the stage that needs it;
//! the portraits also here, so that a plain `cargo test` finds them.

use crate::Result;
use crate::portraits;
use crate::tools::{self, Source, Tool};
use crate::workspace::Workspace;
use std::path::Path;
use std::process::Command;

/// One command to run.
#[derive(Debug, PartialEq, Eq)]
struct Action(Vec<String>);

/// Installs whatever is missing; `dry_run` only prints the commands.
pub(crate) fn run(dry_run: bool) -> Result<()> {
    let missing: Vec<Tool> = tools::ALL.into_iter().filter(|tool| !tool.is_here()).collect();
    if missing.is_empty() {
        if !dry_run {
            portraits::fetch(&Workspace::read()?)?;
        }
        println!("everything the tests need is here");
        return Ok(());
    }
    let names: Vec<_> = missing.iter().map(|tool| tool.name()).collect();
    println!("missing: {}", names.join(", "));
    let actions = actions(&missing, is_root());
    if dry_run {
        for action in &actions {
            println!("would run: {}", action.0.join(" "));
        }
        return Ok(());
    }
    let workspace = Workspace::read()?;
    for action in &actions {
        perform(action, &workspace.root)?;
    }
    match missing.into_iter().find(|tool| !tool.is_here()) {
        None => portraits::fetch(&workspace),
        Some(still) => Err(format!("{} is still missing after its installation", still.name())),
    }
}

fn actions(missing: &[Tool], root: bool) -> Vec<Action> {
    let mut packages = Vec::new();
    let mut components = Vec::new();
    let mut scripts = Vec::new();
    let sudo: &[&str] = if root { &[] } else { &["sudo"] };
    for tool in missing {
        match tool.source() {
            Source::Apt(names) => packages.extend_from_slice(names),
            Source::Rustup(name) => components.push(name),
            Source::Script(script, argument) => scripts.push(action(&[sudo, &[script, argument]])),
        }
    }
    let mut actions = Vec::new();
    if !packages.is_empty() {
        let apt = [sudo, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]].concat();
        actions.push(action(&[&apt, &["update"]]));
        actions.push(action(&[&apt, &["install", "--yes", "--no-install-recommends"], &packages]));
    }
    if !components.is_empty() {
        actions.push(action(&[&["rustup", "component", "add"], &components]));
    }
    actions.extend(scripts);
    actions
}

fn action(words: &[&[&str]]) -> Action {
    Action(words.concat().into_iter().map(str::to_owned).collect())
}

fn perform(action: &Action, root: &Path) -> Result<()> {
    let line = action.0.join(" ");
    println!("$ {line}");
    let (program, arguments) = action.0.split_first().ok_or("an empty command")?;
    match Command::new(program).args(arguments).current_dir(root).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` ended with {status}")),
        Err(e) => Err(format!("`{line}` did not start: {e}")),
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(missing: &[Tool], root: bool) -> Vec<String> {
        actions(missing, root).into_iter().map(|action| action.0.join(" ")).collect()
    }

    #[test]
    fn the_package_lists_are_fetched_before_anything_is_installed() {
        assert_eq!(
            lines(&[Tool::Chromium, Tool::Chromedriver], true),
            [
                "env DEBIAN_FRONTEND=noninteractive apt-get update",
                "env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium chromium-driver",
            ]
        );
    }

    #[test]
    fn who_is_not_root_goes_through_sudo() {
        assert!(lines(&[Tool::Fonts], false).iter().all(|line| line.starts_with("sudo env ")));
    }

    #[test]
    fn a_script_runs_when_its_packages_are_there() {
        let lines = lines(&[Tool::Swift, Tool::Mmdebstrap], false);
        assert!(lines[1].ends_with("mmdebstrap") && lines[2] == "sudo ios/swift_env.sh up", "{lines:?}");
    }

    #[test]
    fn parts_of_the_toolchain_come_from_rustup() {
        assert_eq!(lines(&[Tool::Clippy, Tool::Rustfmt], false), ["rustup component add clippy rustfmt"]);
    }
}
