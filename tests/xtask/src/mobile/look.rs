//! Looks at a linked library as Android's loader and shop will.

use super::Bench;
use crate::Result;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the system is asked for, each name with its library.
const LIST: &str = include_str!("../../android-api-26.txt");

const PAGE: u64 = 16 * 1024;
/// 8 MB as Android's tools count them.
const LARGEST: u64 = 8_000_000;

/// A function or variable of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) name: &'static str,
    pub(super) library: &'static str,
}

/// The reviewed list.
pub(super) fn names() -> Vec<Name> {
    LIST.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(library, name)| Name { name, library })
        .collect()
}

/// Everything that is wrong with it is one error; what it is, is printed.
pub(super) fn at(bench: &Bench, library: &Path) -> Result<()> {
    let mut wrong = Vec::new();
    let headers = said_of(library, "llvm-readelf-19", &["--program-headers", "--wide"])?;
    wrong.extend(misaligned(&headers));
    let undefined = said_of(library, "llvm-nm-19", &["--dynamic", "--undefined-only"])?;
    let known: BTreeSet<&str> = names().iter().map(|known| known.name).collect();
    let asked: BTreeSet<&str> = undefined.lines().filter_map(needed).collect();
    wrong.extend(
        asked
            .difference(&known)
            .map(|name| format!("asks the system for `{name}`, which is not on the list")),
    );
    if asked.is_empty() {
        wrong.push("asks the system for nothing, which cannot be".to_owned());
    }
    let size = fs::metadata(library).map_err(|e| format!("{}: {e}", library.display()))?.len();
    if size >= LARGEST {
        wrong.push(format!("{size} bytes; {LARGEST} is the limit"));
    }
    let shown = library.strip_prefix(&bench.workspace.root).unwrap_or(library).display();
    if wrong.is_empty() {
        println!(
            "{shown}: {:.2} MB stripped, {} names of the system, 16-KiB pages",
            size as f64 / 1e6,
            asked.len()
        );
        for unused in known.difference(&asked) {
            println!("    `{unused}` is on the list, but not asked for any more");
        }
        return Ok(());
    }
    Err(format!("{shown}:\n    {}", wrong.join("\n    ")))
}

/// The name in a line of `nm`, without its version (`U malloc@LIBC`); none if it is weak and may be missing.
fn needed(line: &str) -> Option<&str> {
    line.trim().strip_prefix("U ")?.split('@').next()
}

/// A complaint for each loaded segment that a system with pages of 16 KiB could not map.
fn misaligned(headers: &str) -> Vec<String> {
    let loads: Vec<&str> = headers.lines().map(str::trim).filter(|line| line.starts_with("LOAD ")).collect();
    if loads.is_empty() {
        return vec!["has no segments to load".to_owned()];
    }
    let alignment = |line: &str| {
        let last = line.split_whitespace().next_back()?;
        u64::from_str_radix(last.strip_prefix("0x")?, 16).ok()
    };
    loads
        .into_iter()
        .filter(|line| alignment(line).is_none_or(|a| a < PAGE || a % PAGE != 0))
        .map(|line| format!("a segment is not aligned to {PAGE}: {line}"))
        .collect()
}

fn said_of(library: &Path, program: &str, arguments: &[&str]) -> Result<String> {
    let answer = Command::new(program)
        .args(arguments)
        .arg(library)
        .output()
        .map_err(|e| format!("{program} did not start: {e}"))?;
    if !answer.status.success() {
        return Err(format!("{program}: {}", String::from_utf8_lossy(&answer.stderr).trim()));
    }
    Ok(String::from_utf8_lossy(&answer.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_names_each_once() {
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted_by(|a, b| a < b), "sorted, none twice");
        assert_eq!(names().len(), lines.len(), "each line is `library name`");
        assert!(names().iter().all(|n| ["libc", "libdl", "liblog", "libm"].contains(&n.library)));
    }

    #[test]
    fn segments_must_fit_large_pages() {
        let line = |alignment: &str| format!("  LOAD 0x000000 0x0000 0x0000 0x1f8 0x1f8 R E {alignment}\n");
        assert!(misaligned(&(line("0x4000") + &line("0x10000") + "  GNU_STACK 0x0 RW 0x0\n")).is_empty());
        assert_eq!(misaligned(&(line("0x1000") + &line("0x4000"))).len(), 1);
        assert_eq!(misaligned("nothing"), ["has no segments to load"]);
    }

    #[test]
    fn only_what_must_be_there_counts() {
        assert_eq!(needed("                 U malloc@LIBC"), Some("malloc"));
        assert_eq!(needed("                 U malloc@@LIBC_N"), Some("malloc"));
        assert_eq!(needed("                 w getrandom"), None);
        assert_eq!(needed(""), None);
    }
}
