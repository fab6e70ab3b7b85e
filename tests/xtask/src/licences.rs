//! Licences and forbidden crates of everything that is built, read from `cargo tree`.
//!
//! `cargo tree` rather than `cargo metadata`: the latter also lists optional crates that no feature switches on.
//! A small reader of SPDX expressions decides: every `AND` part must be allowed, one `OR` part is enough.

use crate::Result;
use crate::workspace::Workspace;
use std::process::Command;

/// Licences under which our own binaries may be given away.
const ALLOWED: [&str; 16] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    // Asks that documentation say: this software is based in part on the work of the Independent JPEG Group.
    "IJG",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Crates under MPL-2.0, which asks that changes to *their* files be published, and nothing of ours: we change none.
/// By name, so that each newcomer is looked at. `uniffi` makes the bindings; `option-ext` finds folders for the terminal
/// shell; the others read pages in tests.
const MPL: [&str; 13] = [
    "cssparser",
    "cssparser-macros",
    "dtoa-short",
    "option-ext",
    "selectors",
    "uniffi",
    "uniffi_bindgen",
    "uniffi_core",
    "uniffi_internal_macros",
    "uniffi_macros",
    "uniffi_meta",
    "uniffi_pipeline",
    "uniffi_udl",
];

/// One TLS stack (rustls on ring): these would be a second one. `openssl-probe` only looks for certificate files.
const FORBIDDEN: [&str; 7] =
    ["aws-lc-fips-sys", "aws-lc-rs", "aws-lc-sys", "native-tls", "openssl", "openssl-src", "openssl-sys"];

/// Everything wrong, a line each.
pub(crate) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let answer = Command::new("cargo")
        .args(["tree", "--workspace", "--all-features", "--target", "all", "--edges", "normal,build,dev"])
        .args(["--prefix", "none", "--format", "{l}|{p}"])
        .current_dir(&workspace.root)
        .output()
        .map_err(|e| format!("cargo tree did not start: {e}"))?;
    if !answer.status.success() {
        return Err(format!("cargo tree failed:\n{}", String::from_utf8_lossy(&answer.stderr)));
    }
    Ok(judge(&String::from_utf8_lossy(&answer.stdout)))
}

fn judge(tree: &str) -> Vec<String> {
    let mut wrong: Vec<String> = Vec::new();
    for line in tree.lines() {
        let Some((licence, package)) = line.split_once('|') else { continue };
        let name = package.split(' ').next().unwrap_or_default();
        if FORBIDDEN.contains(&name) {
            wrong.push(format!("{name}: a second TLS stack; only rustls with ring is wanted"));
        }
        let known = licence == "MPL-2.0" && MPL.contains(&name);
        if !known && !is_allowed(licence) {
            wrong.push(format!("{name}: licence `{licence}` is not on the list"));
        }
    }
    if tree.lines().count() < 2 {
        wrong.push("cargo tree named no crates".to_owned());
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

fn is_allowed(expression: &str) -> bool {
    // `MIT/Apache-2.0` is how crates wrote OR before SPDX.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words: Vec<&str> = spaced.split_whitespace().rev().collect();
    alternatives(&mut words).is_some_and(|allowed| allowed && words.is_empty())
}

fn alternatives(words: &mut Vec<&str>) -> Option<bool> {
    let mut allowed = parts(words)?;
    while words.last() == Some(&"OR") {
        words.pop();
        allowed |= parts(words)?;
    }
    Some(allowed)
}

fn parts(words: &mut Vec<&str>) -> Option<bool> {
    let mut allowed = single(words)?;
    while words.last() == Some(&"AND") {
        words.pop();
        allowed &= single(words)?;
    }
    Some(allowed)
}

fn single(words: &mut Vec<&str>) -> Option<bool> {
    let word = words.pop()?;
    if word == "(" {
        let allowed = alternatives(words)?;
        return (words.pop()? == ")").then_some(allowed);
    }
    if words.last() == Some(&"WITH") {
        words.pop();
        let with = format!("{word} WITH {}", words.pop()?);
        return Some(ALLOWED.contains(&with.as_str()));
    }
    Some(ALLOWED.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_alternative_is_enough_and_every_part_is_needed() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 OR GPL-2.0-only",
            "GPL-3.0 OR (MIT AND Zlib)",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0-only",
        ] {
            assert!(is_allowed(good), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "(MIT OR GPL-3.0-only) AND AGPL-3.0-only",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "MIT OR",
            "(MIT",
            "MIT Zlib",
        ] {
            assert!(!is_allowed(bad), "{bad}");
        }
    }

    #[test]
    fn a_second_tls_stack_is_named() {
        let tree = "MIT|kauth-core v0.1.0\nISC AND (Apache-2.0 OR ISC)|aws-lc-rs v1.0.0 (*)\nMIT|openssl-probe v0.2.0\n";
        assert_eq!(judge(tree), ["aws-lc-rs: a second TLS stack; only rustls with ring is wanted"]);
    }

    #[test]
    fn mpl_is_for_those_we_looked_at() {
        let tree = "MPL-2.0|uniffi v0.32.2\nMPL-2.0|stranger v1.0.0\n";
        assert_eq!(judge(tree), ["stranger: licence `MPL-2.0` is not on the list"]);
    }

    #[test]
    fn each_crate_is_named_once() {
        let tree = "AGPL-3.0-only|x v1.0.0\nAGPL-3.0-only|x v1.0.0 (*)\n";
        assert_eq!(judge(tree), ["x: licence `AGPL-3.0-only` is not on the list"]);
    }

    #[test]
    fn silence_is_no_proof() {
        assert_eq!(judge(""), ["cargo tree named no crates"]);
    }
}
