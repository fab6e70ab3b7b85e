//! `cargo xtask phone`: builds the Kotlin shell's desktop window and opens it, as a developer's phone.
//!
//! Nothing but core and surface is compiled for it, so that who only wants to try it need not build the rest.

use crate::bindings::{self, With, ended_well};
use crate::workspace::Workspace;
use crate::{Result, tools};
use std::fs;
use std::process::Command;

const CLASSPATH: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";
const MAIN: &str = "app.kauth.desktop.MainKt";

/// Opens the window with these arguments; true if it was closed well.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    for program in ["java", "mvn"] {
        if tools::on_path(program).is_none() {
            return Err(format!("`{program}` is missing; `cargo xtask setup` installs it"));
        }
    }
    let workspace = Workspace::read()?;
    println!("Building the core; the first time that takes some minutes ...");
    bindings::run(With::Gallery)?;
    println!("Building the window ...");
    let made = |name: &str| workspace.target.join("bindings").join(name);
    let mut maven = Command::new("mvn");
    maven
        .args([
            "-B",
            "-ntp",
            "-q",
            "-f",
            "android/pom.xml",
            "-pl",
            "desktop",
            "-am",
            "-DskipTests",
            "package",
            CLASSPATH,
        ])
        .args(["-DincludeScope=runtime", "-Dmdep.outputFile=target/classpath"])
        .arg(format!("-Dkauth.gen.dir={}", made("kotlin").display()))
        .arg(format!("-Dkauth.lib.dir={}", made("lib").display()))
        .current_dir(&workspace.root);
    ended_well(maven, "mvn")?;
    let built = workspace.root.join("android/desktop/target");
    let listed = built.join("classpath");
    let others = fs::read_to_string(&listed).map_err(|e| format!("{}: {e}", listed.display()))?;
    Command::new("java")
        .arg(format!("-Djna.library.path={}", made("lib").display()))
        .args(["-cp", &format!("{}:{}", built.join("classes").display(), others.trim())])
        .arg(MAIN)
        .args(arguments)
        .status()
        .map(|status| status.success())
        .map_err(|e| format!("java did not start: {e}"))
}
