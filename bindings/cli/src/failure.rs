//! How a run of the program fails: with what the core said, with a command line nobody understands, or with a file or
//! terminal of this shell's own. Each is one finished line and one exit code.

use kauth_core::CoreError;
use serde_json::json;

/// Why a command of the terminal shell failed. Prints as one finished sentence in the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The core refused, or could not do it. Exit code 1.
    Core(CoreError),
    /// Something of the terminal's own: a file, a port, the person said no. Exit code 1.
    Shell {
        /// Stable name, `snake_case`.
        kind: &'static str,
        /// Finished text.
        message: String,
    },
    /// The command line was not understood. Exit code 2.
    Usage {
        /// Finished text.
        message: String,
    },
}

impl Failure {
    pub(crate) fn shell(kind: &'static str, message: String) -> Self {
        Self::Shell { kind, message }
    }

    pub(crate) fn usage(message: String) -> Self {
        Self::Usage { message }
    }

    /// The process's exit code: 1 refused or failed, 2 not understood.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Core(_) | Self::Shell { .. } => 1,
            Self::Usage { .. } => 2,
        }
    }

    /// The stable name of what went wrong, `snake_case`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Core(error) => error.kind.as_str(),
            Self::Shell { kind, .. } => kind,
            Self::Usage { .. } => "usage",
        }
    }

    /// The one line that goes to standard error.
    pub fn line(&self, as_json: bool) -> String {
        let message = one_line(&self.to_string());
        if !as_json {
            return format!("kauth: {message}");
        }
        let mut error = json!({ "kind": self.kind(), "message": message });
        if let (Self::Core(core), Some(members)) = (self, error.as_object_mut())
            && let Some(seconds) = core.retry_after_s
        {
            members.insert("retry_after_s".to_owned(), json!(seconds));
        }
        json!({ "error": error }).to_string()
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Core(error) => f.write_str(&error.text),
            Self::Shell { message, .. } | Self::Usage { message } => f.write_str(message),
        }
    }
}

impl std::error::Error for Failure {}

impl From<CoreError> for Failure {
    fn from(error: CoreError) -> Self {
        Self::Core(error)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use kauth_core::ErrorKind;

    use super::*;

    fn too_many() -> Failure {
        Failure::Core(CoreError {
            kind: ErrorKind::TooMany,
            text: "Please wait.\nThen try again.".to_owned(),
            retry_after_s: Some(30),
        })
    }

    #[test]
    fn a_failure_is_one_line_even_if_its_message_is_not() {
        assert_eq!(too_many().line(false), "kauth: Please wait. Then try again.");
    }

    #[test]
    fn json_carries_kind_message_and_wait() {
        let line: serde_json::Value = serde_json::from_str(&too_many().line(true)).unwrap();
        assert_eq!(line["error"]["kind"], "too_many");
        assert_eq!(line["error"]["message"], "Please wait. Then try again.");
        assert_eq!(line["error"]["retry_after_s"], 30);
    }

    #[test]
    fn usage_and_refusal_leave_with_different_codes() {
        assert_eq!(Failure::usage(String::new()).exit_code(), 2);
        assert_eq!(too_many().exit_code(), 1);
        assert_eq!(Failure::shell("refused", String::new()).exit_code(), 1);
    }
}
