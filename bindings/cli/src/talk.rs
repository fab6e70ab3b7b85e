//! How single commands ask and answer: questions and notices on standard error, results on standard output, so that a
//! result can be piped. Passphrases come from the terminal, never from the command line.

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

use kauth_texts::Texts;
use zeroize::Zeroizing;

use crate::failure::Failure;

/// Names the file with the present passphrase, for scripts and tests.
const PASSPHRASE_FILE: &str = "KAUTH_PASSPHRASE_FILE";
/// Names the file with the new passphrase, where one is changed.
const NEW_PASSPHRASE_FILE: &str = "KAUTH_NEW_PASSPHRASE_FILE";

/// Which passphrase is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The one that opens the app.
    Present,
    /// The first one there ever was.
    First,
    /// The one in place of the present one.
    New,
}

/// Writes a result to standard output.
pub(crate) fn result(line: &str) {
    // A reader that has gone (`kauth list | head -1`) is no failure.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Writes one JSON object a line to standard output.
pub(crate) fn object(value: &impl serde::Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        result(&text);
    }
}

/// Says something that is no result.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Somebody sits before it: questions can be asked.
pub(crate) fn has_person() -> bool {
    std::io::stdin().is_terminal()
}

/// Asks a question for a yes; everything else is a no.
pub(crate) fn yes(question: &str, texts: &Texts) -> Result<bool, Failure> {
    let answer = line(&texts.cli_ask_yes_no(question), texts)?;
    Ok(matches!(answer.as_str(), "y" | "Y"))
}

/// Asks for a line of text.
pub(crate) fn line(question: &str, texts: &Texts) -> Result<String, Failure> {
    let mut stderr = std::io::stderr();
    let _ = write!(stderr, "{question} ");
    let _ = stderr.flush();
    let mut answer = String::new();
    match std::io::stdin().lock().read_line(&mut answer) {
        Ok(0) | Err(_) => {
            let _ = writeln!(stderr);
            Err(Failure::usage(texts.cli_usage_prompt()))
        }
        Ok(_) => Ok(answer.trim().to_owned()),
    }
}

/// The first line of standard input, for what must not stand on the command line.
pub(crate) fn standard_input_line(texts: &Texts) -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut text).map_err(|_| Failure::usage(texts.cli_usage_encoding()))?;
    Ok(Zeroizing::new(text.trim().to_owned()))
}

/// Gets a passphrase: from the file that the environment names, else from the terminal without echo.
pub(crate) fn passphrase(which: Asked, question: &str, texts: &Texts) -> Result<Zeroizing<String>, Failure> {
    let variable = if which == Asked::New { NEW_PASSPHRASE_FILE } else { PASSPHRASE_FILE };
    if let Some(path) = std::env::var_os(variable) {
        return from_file(Path::new(&path), texts);
    }
    if !std::io::stderr().is_terminal() {
        return Err(Failure::usage(texts.cli_usage_prompt()));
    }
    rpassword::prompt_password(format!("{question}: "))
        .map(Zeroizing::new)
        .map_err(|_| Failure::usage(texts.cli_usage_prompt()))
}

/// Gets a new passphrase and its repetition; a file is its own repetition.
pub(crate) fn new_passphrase(
    which: Asked,
    texts: &Texts,
) -> Result<(Zeroizing<String>, Zeroizing<String>), Failure> {
    let first = passphrase(which, &texts.cli_ask_new_passphrase(), texts)?;
    let second = passphrase(which, &texts.cli_ask_repeat_passphrase(), texts)?;
    Ok((first, second))
}

fn from_file(path: &Path, texts: &Texts) -> Result<Zeroizing<String>, Failure> {
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|_| Failure::shell("file_unreadable", texts.cli_failed_passphrase_file()))?;
    Ok(Zeroizing::new(text.strip_suffix('\n').unwrap_or(&text).trim_end_matches('\r').to_owned()))
}
