//! Each flow of `docs/flows.md` has tests in both mobile shells, named after it.

use crate::Result;
use crate::workspace::Workspace;
use std::fs;
use std::path::Path;

/// Where a shell's tests are, and what stands before a test's name there.
const SHELLS: [(&str, &str, &str); 2] =
    [("android/ui/src/test", "kt", "fun `"), ("ios/Tests/KauthScreensTests", "swift", "@Test func ")];

/// A complaint for each flow that a shell does not walk.
pub(crate) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let papers = workspace.root.join("docs/flows.md");
    let papers = fs::read_to_string(&papers).map_err(|e| format!("{}: {e}", papers.display()))?;
    let flows = ids(&papers);
    if flows.is_empty() {
        return Err("docs/flows.md has no table of flows".to_owned());
    }
    let mut wrong = Vec::new();
    for (folder, ending, before) in SHELLS {
        let tests = sources(&workspace.root.join(folder), ending)?;
        let missing = flows.iter().filter(|id| !walks(&tests, before, id));
        wrong.extend(missing.map(|id| format!("{id}: no test in {folder} begins with its name")));
    }
    Ok(wrong)
}

/// The ids in the first column of the tables, `A1` to `F8`. What begins with G happens on the web alone.
fn ids(papers: &str) -> Vec<String> {
    let first = papers.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let is_id = |cell: &&str| {
        let mut letters = cell.chars();
        letters.next().is_some_and(|c| ('A'..='F').contains(&c))
            && letters.next().is_some_and(|c| c.is_ascii_digit())
            && letters.next().is_none()
    };
    first.filter(is_id).map(str::to_lowercase).collect()
}

/// Whether a test's name begins with an id, and goes on with something else than a digit.
fn walks(tests: &str, before: &str, id: &str) -> bool {
    tests.match_indices(before).any(|(at, _)| {
        let name = tests.get(at + before.len()..).unwrap_or_default();
        name.strip_prefix(id).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

fn sources(folder: &Path, ending: &str) -> Result<String> {
    let trouble = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut all = String::new();
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let path = entry.map_err(trouble)?.path();
        if path.is_dir() {
            all.push_str(&sources(&path, ending)?);
        } else if path.extension().is_some_and(|found| found == ending) {
            all.push_str(&fs::read_to_string(&path).map_err(trouble)?);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_off_the_table() {
        let papers = "| id | what |\n|---|---|\n| A1 | link |\n| B2 | codes |\n| what | else |\nA3 in a text";
        assert_eq!(ids(papers), ["a1", "b2"]);
    }

    #[test]
    fn a_test_walks_the_flow_it_is_named_after() {
        let tests = "@Test fun `c1 yes and no`() = {} fun `c12 other`() {}";
        assert!(walks(tests, "fun `", "c1"));
        assert!(!walks("fun `c12 other`()", "fun `", "c1"));
        assert!(!walks(tests, "fun `", "c2"));
        assert!(walks("@Test func a1FromThisPhone()", "@Test func ", "a1"));
    }
}
