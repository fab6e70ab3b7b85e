//! The steps that build, test and lint the Kotlin and the Swift shell: each first brings what they stand on, the
//! generated bindings and the person with a browser (`kauth-person`), up to date.

use crate::changed::git;
use crate::stages::{DEMO, Judge, Program, Step, programs};
use crate::workspace::Workspace;

/// The program that plays the provider and the person at the computer, for tests of shells.
pub(crate) const PERSON: &str = "kauth-person";

const SWIFTLINT: &str = "@expo/swiftlint@0.57.1";
const MAVEN: [&str; 4] = ["-B", "-ntp", "-fae", "verify"];

/// This program itself, with other arguments. An earlier stage may have built it anew, so it is looked up where cargo
/// puts it: the file this process was started from may be gone.
pub(crate) fn xtask(workspace: &Workspace, arguments: &[&str], judge: Judge) -> Step {
    program(&built(workspace, "xtask"), arguments, &[], judge)
}

/// The demo, built with the features that the suites' programs have.
pub(crate) fn demo(workspace: &Workspace) -> Step {
    program(&built(workspace, DEMO), &["--auto"], &[], Judge::MustSucceed)
}

/// Generates the bindings, with what tests need.
pub(crate) fn bindings(workspace: &Workspace, judge: Judge) -> Step {
    xtask(workspace, &["bindings", "--workspace"], judge)
}

/// Builds and tests all of the Kotlin shell.
pub(crate) fn kotlin(workspace: &Workspace) -> Vec<Step> {
    let properties = [
        format!("-Dkauth.lib.dir={}", made(workspace, "lib")),
        format!("-Dkauth.gen.dir={}", made(workspace, "kotlin")),
        format!("-Dkauth.person={}", built(workspace, PERSON)),
    ];
    let words: Vec<&str> = MAVEN.into_iter().chain(properties.iter().map(String::as_str)).collect();
    let maven = program("mvn", &[&["-f", "android/pom.xml"], &words[..]].concat(), &[], Judge::CountTests);
    vec![bindings(workspace, Judge::Prepares), programs(), maven]
}

/// ktlint and detekt.
pub(crate) fn kotlin_lint() -> Vec<Step> {
    ["ktlint", "detekt"]
        .map(|name| {
            let file = format!("tests/xtask/kotlin-lint/{name}.xml");
            program("mvn", &[&["-f", &file], &MAVEN[..]].concat(), &[], Judge::MustSucceed)
        })
        .into()
}

/// Builds and tests all of the Swift shell that is no Apple hardware; draws and measures all of its screens.
pub(crate) fn swift(workspace: &Workspace) -> Vec<Step> {
    let environment = [("KAUTH_LIB_DIR", made(workspace, "lib")), ("KAUTH_PERSON", built(workspace, PERSON))];
    let tests = program("bash", &["ios/test.sh"], &environment, Judge::CountTests);
    let pictures = program("bash", &["ios/pictures.sh"], &environment, Judge::MustSucceed);
    vec![bindings(workspace, Judge::Prepares), programs(), tests, pictures]
}

/// `swift format` and SwiftLint, on every file that git would keep.
pub(crate) fn swift_lint(workspace: &Workspace) -> Vec<Step> {
    let listed = git(
        &workspace.root,
        &["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.swift"],
    );
    let files: Vec<String> = match listed {
        Ok(names) => names
            .split_terminator('\0')
            .filter(|name| workspace.root.join(name).is_file())
            .map(str::to_owned)
            .collect(),
        Err(trouble) => return vec![Step::Impossible(trouble)],
    };
    if files.is_empty() {
        return vec![Step::Impossible("there is no Swift file".to_owned())];
    }
    let root = workspace.root.to_string_lossy();
    let packages = workspace.target.join("swiftlint");
    let swiftlint = packages.join("node_modules/@expo/swiftlint/bin/linux-x64/swiftlint");
    let (packages, swiftlint) = (packages.to_string_lossy(), swiftlint.to_string_lossy());
    // Both live in the Swift environment; SwiftLint looks for the compiler's own library.
    let libraries = [
        ("LD_LIBRARY_PATH", "/usr/libexec/swift/lib/swift/linux".to_owned()),
        ("LINUX_SOURCEKIT_LIB_PATH", "/usr/libexec/swift/lib".to_owned()),
        ("PASS_ENV", "LINUX_SOURCEKIT_LIB_PATH".to_owned()),
    ];
    let inside = |words: &[&str], environment: &[(&'static str, String)]| {
        let files = files.iter().map(String::as_str);
        let words: Vec<&str> = ["ios/swift_env.sh", "run", &root, "--"]
            .into_iter()
            .chain(words.iter().copied())
            .chain(files)
            .collect();
        program("bash", &words, environment, Judge::MustSucceed)
    };
    let fetch =
        ["install", "--silent", "--no-audit", "--no-fund", "--no-save", "--prefix", &packages, SWIFTLINT];
    vec![
        inside(&["swift", "format", "lint", "--strict"], &[]),
        program("npm", &fetch, &[], Judge::Prepares),
        inside(&[&swiftlint, "lint", "--strict", "--quiet"], &libraries),
    ]
}

fn made(workspace: &Workspace, name: &str) -> String {
    workspace.target.join("bindings").join(name).to_string_lossy().into_owned()
}

fn built(workspace: &Workspace, name: &str) -> String {
    workspace.target.join("debug").join(name).to_string_lossy().into_owned()
}

fn program(name: &str, words: &[&str], environment: &[(&'static str, String)], judge: Judge) -> Step {
    let arguments = words.iter().map(|word| (*word).to_owned()).collect();
    Step::Run(Program { name: name.to_owned(), arguments, environment: environment.to_vec(), judge })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn workspace(root: &str) -> Workspace {
        Workspace { root: root.into(), target: "/w/t".into(), packages: BTreeMap::new() }
    }

    #[test]
    fn each_shell_is_told_where_its_things_are() {
        let kotlin = format!("{:?}", kotlin(&workspace("/w")));
        for word in
            ["-Dkauth.gen.dir=/w/t/bindings/kotlin", "-Dkauth.person=/w/t/debug/kauth-person", "\"mvn\""]
        {
            assert!(kotlin.contains(word), "{word}: {kotlin}");
        }
        let swift = format!("{:?}", swift(&workspace("/w")));
        assert!(swift.contains("(\"KAUTH_LIB_DIR\", \"/w/t/bindings/lib\")"), "{swift}");
    }

    #[test]
    fn this_program_is_found_again_after_it_was_built_anew() {
        let step = format!("{:?}", bindings(&workspace("/w"), Judge::MustSucceed));
        assert!(step.contains("name: \"/w/t/debug/xtask\""), "{step}");
    }

    #[test]
    fn no_file_to_lint_is_no_success() {
        assert!(format!("{:?}", swift_lint(&workspace("/nowhere"))).contains("Impossible"));
    }
}
