//! `cargo xtask size`: hand-written lines of core, bindings and each shell, with tests and stand-ins apart.
//!
//! A line is counted if it holds something else than a comment; where a file's tests begin, its code ends. That is
//! rough, and enough to see a shell grow thick.

use crate::Result;
use crate::changed::git;
use crate::workspace::Workspace;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

/// What `--help` says.
pub(crate) const RULE: &str = "\
Hand-written lines of core, bindings and shells, tests and stand-ins apart.

The rule behind it: a decision found in two shells is moved into the core. A shell
keeps pixels, camera, biometrics, key hardware, notifications, clipboard and lifecycle;
what it would otherwise decide or say comes finished from the core.";

/// The rows, by the folders of their files; the longest beginning that fits is the file's.
const ROWS: [(&str, &[&str]); 5] = [
    ("core", &["core/"]),
    ("bindings", &["bindings/"]),
    ("terminal shell", &["bindings/cli/"]),
    ("Kotlin shell", &["android/", "bindings/kotlin/"]),
    ("Swift shell", &["ios/", "bindings/swift/"]),
];

const LANGUAGES: [&str; 4] = [".java", ".kt", ".rs", ".swift"];
const TEST_FOLDERS: [&str; 4] = ["Tests", "test", "testFixtures", "tests"];
/// Stand-ins for what another machine has: SwiftUI, androidx, key hardware, a provider.
const STAND_INS: [&str; 4] = ["Stub", "fakes", "shim", "standin"];

/// Lines of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lines {
    code: usize,
    tests: usize,
    stand_ins: usize,
}

/// Prints the table.
pub(crate) fn run() -> Result<()> {
    let root = Workspace::read()?.root;
    let mut rows = BTreeMap::<usize, Lines>::new();
    let listed = git(&root, &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    for name in listed.split_terminator('\0').filter(|name| LANGUAGES.iter().any(|end| name.ends_with(end))) {
        let (Some(row), Ok(text)) = (row(name), fs::read_to_string(root.join(name))) else { continue };
        count(name, &text, rows.entry(row).or_default());
    }
    print!("{}", table(&rows));
    Ok(())
}

fn row(name: &str) -> Option<usize> {
    let fits = ROWS.iter().enumerate().flat_map(|(at, (_, folders))| {
        folders.iter().filter(|folder| name.starts_with(**folder)).map(move |folder| (folder.len(), at))
    });
    fits.max().map(|(_, at)| at)
}

fn count(name: &str, text: &str, into: &mut Lines) {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let stands_in =
        folders.split('/').any(|f| STAND_INS.iter().any(|mark| f == *mark || f.ends_with("-shim")))
            || file.starts_with("Fake")
            || file == "fakes.rs";
    let tests = folders.split('/').any(|folder| TEST_FOLDERS.contains(&folder)) || file == "tests.rs";
    let beginning = text.find("\n#[cfg(test)]\nmod ").filter(|_| file.ends_with(".rs"));
    let (code, inner) = beginning.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""));
    let (code, inner) = (lines(code), lines(inner));
    match () {
        () if stands_in => into.stand_ins += code + inner,
        () if tests => into.tests += code + inner,
        () => {
            into.code += code;
            into.tests += inner;
        }
    }
}

/// Lines that hold something else than a comment.
fn lines(text: &str) -> usize {
    let mut inside = false;
    let mut sum = 0;
    for line in text.lines().map(str::trim) {
        inside |= line.starts_with("/*");
        sum += usize::from(!inside && !line.is_empty() && !line.starts_with("//"));
        inside &= !line.ends_with("*/");
    }
    sum
}

fn table(rows: &BTreeMap<usize, Lines>) -> String {
    let mut text = format!("{:<16}{:>8}{:>8}{:>11}\n", "lines", "code", "tests", "stand-ins");
    for (at, (name, _)) in ROWS.iter().enumerate() {
        let Lines { code, tests, stand_ins } = rows.get(&at).copied().unwrap_or_default();
        let _ = writeln!(text, "{name:<16}{code:>8}{tests:>8}{stand_ins:>11}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(name: &str, text: &str) -> Lines {
        let mut found = Lines::default();
        count(name, text, &mut found);
        found
    }

    #[test]
    fn blanks_and_comments_are_no_lines() {
        assert_eq!(
            lines("//! why\n\nfn a() {}\n    // so\n  /** doc\n   * more\n   */\nlet b = 1 // tail\n"),
            2
        );
        assert_eq!(lines("/* one line */\nfn a() {}\n"), 1);
    }

    #[test]
    fn code_ends_where_tests_begin() {
        let text = "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n";
        assert_eq!(counted("core/src/a.rs", text), Lines { code: 1, tests: 4, stand_ins: 0 });
        assert_eq!(
            counted("core/src/a.rs", "#[cfg(test)]\nuse x;\nfn a() {}\n").code,
            3,
            "no module of tests"
        );
    }

    #[test]
    fn tests_and_stand_ins_stand_apart() {
        let tests = Lines { tests: 1, ..Lines::default() };
        for name in [
            "android/ui/src/test/kotlin/a.kt",
            "ios/Tests/A/a.swift",
            "core/src/app/tests/a.rs",
            "core/src/tests.rs",
        ] {
            assert_eq!(counted(name, "a\n"), tests, "{name}");
        }
        let stand_ins = Lines { stand_ins: 1, ..Lines::default() };
        for name in [
            "ios/Stub/SwiftUI/Core.swift",
            "android/androidx-shim/src/a.kt",
            "android/app/src/test/FakeKeys.kt",
        ] {
            assert_eq!(counted(name, "a\n"), stand_ins, "{name}");
        }
    }

    #[test]
    fn the_nearest_folder_decides() {
        let name = |file: &str| row(file).map(|at| ROWS[at].0);
        assert_eq!(name("bindings/src/lib.rs"), Some("bindings"));
        assert_eq!(name("bindings/cli/src/main.rs"), Some("terminal shell"));
        assert_eq!(name("bindings/kotlin/src/a.kt"), Some("Kotlin shell"));
        assert_eq!(name("server-stub/src/lib.rs"), None);
    }
}
