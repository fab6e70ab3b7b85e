//! What stands around every page.

use kauth_texts::{Language, Texts};

/// How a line is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Plain,
    /// Went well.
    Good,
    /// Look at this.
    Warn,
    /// Went wrong.
    Bad,
}

impl std::fmt::Display for Tone {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Plain => "",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        })
    }
}

/// One line about what was just done.
pub struct Said {
    /// Its colour.
    pub tone: Tone,
    /// The line.
    pub text: String,
}

/// What every page has.
pub struct Frame {
    /// Texts of the visitor's language.
    pub t: &'static Texts,
    /// Its tag.
    pub lang: &'static str,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The provider's name.
    pub provider: String,
    /// The token that each form carries; empty where there is no form.
    pub csrf: String,
    /// Who is signed in.
    pub person: Option<String>,
    /// Whether that is somebody of the provider's support.
    pub support: bool,
    /// The page's path, for the menu and for coming back after a change of language.
    pub path: String,
    /// Whether the development outbox is open.
    pub development: bool,
    /// What was just done.
    pub said: Option<Said>,
    /// What is wrong with which field.
    pub errors: Vec<(&'static str, String)>,
}

impl Frame {
    /// What is wrong with this field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|(name, _)| *name == field).map(|(_, text)| text.as_str())
    }

    /// Whether the page lies under this path.
    #[must_use]
    pub fn within(&self, path: &str) -> bool {
        self.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Tags and own names of all languages.
    #[must_use]
    pub fn languages(&self) -> Vec<(&'static str, &'static str)> {
        Language::ALL.iter().map(|language| (language.tag(), language.name())).collect()
    }

    /// Milliseconds as `m:ss`, rounded up.
    #[must_use]
    pub fn clock(&self, ms: i64) -> String {
        let seconds = (ms.max(0) + 999) / 1_000;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}
