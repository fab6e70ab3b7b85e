//! What git tracks must make sense on every machine: no path of the one it was written on, no registry but
//! crates.io, nothing big.

use crate::Result;
use crate::changed::git;
use crate::workspace::Workspace;
use std::fs;
use std::path::Path;

const LARGEST_BYTES: usize = 1_000_000;

/// What may be larger: the face detector's model, which a phone cannot fetch.
const LARGER: [(&str, usize); 1] = [("core/imaging/model/seeta_fd_frontal_v1.0.bin", 1_209_904)];

// In two halves each, so that this file does not name them.
const PERSONAL_FOLDERS: [&str; 3] = [concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/ro", "ot/")];
const OTHER_REGISTRIES: [&str; 4] = [
    concat!("spar", "se+http"),
    concat!("[sour", "ce."),
    concat!("[regis", "tries"),
    concat!("index", ".crates.io"),
];
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Everything wrong, a line each.
pub(crate) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    // A root such as `/app` is also a plausible route or word; a deeper one is only ever a path.
    let root = workspace.root.to_string_lossy();
    let own_root = (workspace.root.components().count() > 2).then_some(root.as_ref());
    for name in git(&workspace.root, &["ls-files", "-z"])?.split_terminator('\0') {
        // Deleted but not yet committed: nothing to look at.
        let Ok(bytes) = fs::read(workspace.root.join(name)) else { continue };
        wrong.extend(judge(name, &bytes, own_root));
    }
    Ok(wrong)
}

fn judge(name: &str, bytes: &[u8], own_root: Option<&str>) -> Vec<String> {
    let mut wrong = Vec::new();
    if bytes.len() > LARGEST_BYTES && !LARGER.contains(&(name, bytes.len())) {
        wrong.push(format!("{name}: {} bytes; nothing above {LARGEST_BYTES} is kept here", bytes.len()));
    }
    let Ok(text) = str::from_utf8(bytes) else { return wrong };
    for (number, line) in text.lines().enumerate() {
        let found = PERSONAL_FOLDERS.into_iter().chain(own_root).find(|path| names_path(line, path));
        if let Some(path) = found {
            wrong.push(format!("{name}:{}: a path of one machine ({path})", number + 1));
        }
        let lock_source =
            line.strip_prefix("source = \"").filter(|_| Path::new(name).ends_with("Cargo.lock"));
        if lock_source.is_some_and(|source| !source.starts_with(CRATES_IO)) {
            wrong.push(format!("{name}:{}: a crate from elsewhere than crates.io", number + 1));
        }
        let steers_cargo = name.ends_with(".toml") || name.ends_with(".lock") || name.starts_with(".cargo/");
        if steers_cargo && OTHER_REGISTRIES.iter().any(|mark| line.contains(mark)) {
            wrong.push(format!("{name}:{}: a registry of one machine", number + 1));
        }
    }
    wrong
}

/// A path begins where no longer word or address runs into it (`example.org/home/` names none).
fn names_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        line.get(..at)
            .and_then(|before| before.chars().next_back())
            .is_none_or(|c| !c.is_alphanumeric() && c != '.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(name: &str, text: &str) -> usize {
        judge(name, text.as_bytes(), Some("/srv/build/kauth")).len()
    }

    #[test]
    fn paths_of_one_machine_are_found() {
        assert_eq!(
            wrong("a.rs", concat!("let x = \"/ho", "me/jo/x\";\nok\n// see /srv/build/kauth/core\n")),
            2
        );
        assert_eq!(wrong("a.rs", "x"), 0);
        assert_eq!(wrong("a.md", concat!("https://example.org/ho", "me/page and ~/ho", "me")), 0);
    }

    #[test]
    fn only_crates_io_is_a_source() {
        assert_eq!(wrong("Cargo.lock", &format!("source = \"{CRATES_IO}\"\n")), 0);
        assert_eq!(wrong("Cargo.lock", "source = \"git+https://example.org/x#1\"\n"), 1);
        assert_eq!(wrong(".cargo/config.toml", concat!("[sour", "ce.crates-io]\n")), 1);
        assert_eq!(wrong("docs/a.md", concat!("[sour", "ce.crates-io]\n")), 0, "prose may speak of it");
    }

    #[test]
    fn large_files_are_refused_even_when_binary() {
        assert_eq!(judge("a.png", &vec![0xff; LARGEST_BYTES], None).len(), 0);
        assert_eq!(judge("a.png", &vec![0xff; LARGEST_BYTES + 1], None).len(), 1);
        let (model, size) = LARGER[0];
        assert_eq!(judge(model, &vec![0xff; size], None).len(), 0);
        assert_eq!(judge(model, &vec![0xff; size + 1], None).len(), 1, "another model is another look");
    }
}
