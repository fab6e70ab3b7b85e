//! The catalogue as it lies on disk: a folder a language, in it a file a subject.

use std::path::Path;
use std::{fs, io};

/// The languages every message must have. The first is the one the others are compared with.
pub(crate) const LANGUAGES: [&str; 5] = ["en", "de", "fr", "it", "es"];

/// One file of the catalogue.
pub(crate) struct File {
    /// Folder: one of [`LANGUAGES`].
    pub(crate) language: &'static str,
    /// Name without folder, such as `errors.ftl`.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) source: String,
}

/// Reads every `*.ftl` of every language, sorted by language and name, so that the build is reproducible.
///
/// # Errors
/// A folder or file that cannot be read, or a folder that is no language of ours.
pub(crate) fn read(catalogue: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(catalogue)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !LANGUAGES.contains(&name.as_str()) {
            return Err(io::Error::other(format!("{name}: not a language of this catalogue")));
        }
    }
    for language in LANGUAGES {
        let folder = catalogue.join(language);
        let mut names = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.ends_with(".ftl") {
                names.push(name);
            }
        }
        names.sort();
        for name in names {
            let source = fs::read_to_string(folder.join(&name))
                .map_err(|error| io::Error::other(format!("{language}/{name}: {error}")))?;
            files.push(File { language, name, source });
        }
    }
    Ok(files)
}
