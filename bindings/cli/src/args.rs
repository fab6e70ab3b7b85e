//! The command line: what there is, said in the person's language, and what of it was meant.
//!
//! Built by hand rather than derived, because the help comes from the catalogue. Refusals are one line of our own and
//! repeat no value: what was typed in the wrong place may be a secret.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use kauth_core::app::Decision;
use kauth_texts::Texts;

use crate::commands::check::{Document, Given};
use crate::failure::Failure;

/// What goes with every command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Everywhere {
    pub(crate) data: Option<PathBuf>,
    pub(crate) json: bool,
    pub(crate) language: Option<String>,
    pub(crate) device_name: Option<String>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verb {
    Phone,
    Add { source: String, yes: bool, recovery_file: Option<PathBuf> },
    Check { source: Option<String>, given: Box<Given> },
    SignIn { host: String, no_browser: bool, recovery_file: Option<PathBuf> },
    List,
    Code { account: String },
    CodeOfUri { uri: String, at: Option<i64> },
    Inbox,
    Answer { decision: Decision, request: Option<String>, digits: Option<String>, yes: bool },
    History,
    Rename { account: String, name: String },
    Note { account: String, note: String },
    RecoveryCodes { account: String, file: Option<PathBuf> },
    Remove { account: String, yes: bool },
    Lock,
    Unlock,
    Passphrase,
    Version,
}

/// What the command line came to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Parsed {
    /// Do this.
    Run(Everywhere, Verb),
    /// Print this and leave content.
    Print(String),
}

/// Reads `--language` and `--json` out of a command line that may not be understood otherwise: refusals and help
/// depend on both.
pub(crate) fn glance(args: &[OsString]) -> (Option<String>, bool) {
    let texts: Vec<&str> =
        args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--").collect();
    let mut language = None;
    for (place, arg) in texts.iter().enumerate() {
        if let Some(tag) = arg.strip_prefix("--language=") {
            language = Some(tag.to_owned());
        } else if *arg == "--language" {
            language = texts.get(place + 1).map(|tag| (*tag).to_owned());
        }
    }
    (language, texts.contains(&"--json"))
}

/// Understands a command line (`args[0]` is the program), or says in one line why not.
pub(crate) fn parse(args: Vec<OsString>, texts: &Texts) -> Result<Parsed, Failure> {
    let matches = match command(texts).try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) if error.kind() == ErrorKind::DisplayHelp => return Ok(Parsed::Print(error.to_string())),
        Err(error) => return Err(refusal(&error, texts)),
    };
    let everywhere = Everywhere {
        data: matches.get_one::<PathBuf>("data").cloned(),
        json: matches.get_flag("json"),
        language: matches.get_one::<String>("language").cloned(),
        device_name: matches.get_one::<String>("device-name").cloned(),
    };
    let Some((name, of)) = matches.subcommand() else {
        return Err(Failure::usage(texts.cli_usage_nothing()));
    };
    verb(name, of).map_or_else(
        || Err(Failure::usage(texts.cli_usage_command())),
        |verb| Ok(Parsed::Run(everywhere, verb)),
    )
}

fn verb(name: &str, of: &ArgMatches) -> Option<Verb> {
    let text = |id: &str| of.get_one::<String>(id).cloned();
    let path = |id: &str| of.get_one::<PathBuf>(id).cloned();
    let answer = |decision, digits, yes| Verb::Answer { decision, request: text("request"), digits, yes };
    Some(match name {
        "phone" => Verb::Phone,
        "add" => Verb::Add {
            source: text("source")?,
            yes: of.get_flag("yes"),
            recovery_file: path("recovery-codes"),
        },
        "check" => Verb::Check {
            source: text("source"),
            given: Box::new(Given {
                number: text("phone"),
                code: text("code"),
                document: text("document").map(|document| match document.as_str() {
                    "passport" => Document::Passport,
                    _ => Document::IdentityCard,
                }),
                front: path("front"),
                back: path("back"),
                selfie: path("selfie"),
                location: text("location"),
                no_location: of.get_flag("no-location"),
                anyway: of.get_flag("anyway"),
                yes: of.get_flag("yes"),
            }),
        },
        "sign-in" => Verb::SignIn {
            host: text("host")?,
            no_browser: of.get_flag("no-browser"),
            recovery_file: path("recovery-codes"),
        },
        "list" => Verb::List,
        "code" => match text("uri") {
            Some(uri) => Verb::CodeOfUri { uri, at: of.get_one::<i64>("at").copied() },
            None => Verb::Code { account: text("account")? },
        },
        "inbox" => Verb::Inbox,
        "approve" => answer(Decision::Approve, text("digits"), of.get_flag("yes")),
        "deny" => answer(Decision::Deny, None, true),
        "report" => answer(Decision::Report, None, true),
        "history" => Verb::History,
        "rename" => Verb::Rename { account: text("account")?, name: text("name")? },
        "note" => Verb::Note { account: text("account")?, note: text("note")? },
        "recovery-codes" => Verb::RecoveryCodes { account: text("account")?, file: path("recovery-codes") },
        "remove" => Verb::Remove { account: text("account")?, yes: of.get_flag("yes") },
        "lock" => Verb::Lock,
        "unlock" => Verb::Unlock,
        "passphrase" => Verb::Passphrase,
        "version" => Verb::Version,
        _ => return None,
    })
}

/// The whole command line, described in a language.
pub(crate) fn command(texts: &Texts) -> Command {
    let everywhere = |arg: Arg| arg.global(true).help_heading(texts.cli_help_everywhere());
    Command::new("kauth")
        .about(texts.cli_about())
        .after_help(texts.cli_help_after())
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .infer_long_args(false)
        .subcommand_help_heading(texts.cli_help_commands())
        .help_template(template(texts))
        .arg(
            everywhere(Arg::new("data").long("data").value_name("DIR").value_parser(value_parser!(PathBuf)))
                .help(texts.cli_help_data()),
        )
        .arg(everywhere(flag("json")).help(texts.cli_help_json()))
        .arg(
            everywhere(Arg::new("language").long("language").value_name("TAG"))
                .help(texts.cli_help_language()),
        )
        .arg(
            everywhere(Arg::new("device-name").long("device-name").value_name("NAME"))
                .help(texts.cli_help_device_name()),
        )
        .arg(
            everywhere(Arg::new("help").short('h').long("help").action(ArgAction::Help))
                .help(texts.cli_help_help()),
        )
        .subcommands(subcommands(texts))
}

fn template(texts: &Texts) -> String {
    format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}\n", texts.cli_help_usage())
}

fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

fn subcommands(texts: &Texts) -> Vec<Command> {
    let make = |name: &'static str, about: String| {
        Command::new(name).about(about).help_template(template(texts)).disable_help_flag(true)
    };
    let option = |arg: Arg, help: String| arg.help(help).help_heading(texts.cli_help_options());
    let argument =
        |arg: Arg, help: String| arg.required(true).help(help).help_heading(texts.cli_help_arguments());
    let account = || argument(Arg::new("account").value_name("ACCOUNT"), texts.cli_help_code_account());
    let request =
        || argument(Arg::new("request").value_name("REQUEST"), texts.cli_help_request()).required(false);
    let recovery_file = || {
        let arg = Arg::new("recovery-codes").long("recovery-codes").value_name("FILE");
        option(arg.value_parser(value_parser!(PathBuf)), texts.cli_help_recovery_file())
    };
    let file = |name: &'static str, help: String| {
        option(Arg::new(name).long(name).value_name("FILE").value_parser(value_parser!(PathBuf)), help)
    };
    vec![
        make("phone", texts.cli_help_phone()),
        make("add", texts.cli_help_add())
            .arg(argument(Arg::new("source").value_name("SOURCE"), texts.cli_help_add_source()))
            .arg(option(flag("yes"), texts.cli_help_add_yes()))
            .arg(recovery_file()),
        make("check", texts.cli_help_check())
            .arg(
                argument(Arg::new("source").value_name("SOURCE"), texts.cli_help_check_source())
                    .required(false),
            )
            .arg(option(Arg::new("phone").long("phone").value_name("NUMBER"), texts.cli_help_check_phone()))
            .arg(option(Arg::new("code").long("code").value_name("CODE"), texts.cli_help_check_code()))
            .arg(
                option(
                    Arg::new("document").long("document").value_name("KIND"),
                    texts.cli_help_check_document(),
                )
                .value_parser(["identity_card", "passport"]),
            )
            .arg(file("front", texts.cli_help_check_front()))
            .arg(file("back", texts.cli_help_check_back()))
            .arg(file("selfie", texts.cli_help_check_selfie()))
            .arg(
                option(
                    Arg::new("location").long("location").value_name("PLACE"),
                    texts.cli_help_check_location(),
                )
                .allow_negative_numbers(true)
                .conflicts_with("no-location"),
            )
            .arg(option(flag("no-location"), texts.cli_help_check_no_location()))
            .arg(option(flag("anyway"), texts.cli_help_check_anyway()))
            .arg(option(flag("yes"), texts.cli_help_check_yes())),
        make("sign-in", texts.cli_help_sign_in())
            .arg(argument(Arg::new("host").value_name("HOST"), texts.cli_help_sign_in_host()))
            .arg(option(flag("no-browser"), texts.cli_help_no_browser()))
            .arg(recovery_file()),
        make("list", texts.cli_help_list()),
        make("code", texts.cli_help_code())
            .arg(account().required(false).required_unless_present("uri").conflicts_with("uri"))
            .arg(option(Arg::new("uri").long("uri").value_name("URI"), texts.cli_help_code_uri()))
            .arg(
                option(Arg::new("at").long("at").value_name("UNIX_SECONDS"), texts.cli_help_code_at())
                    .value_parser(value_parser!(i64))
                    .allow_negative_numbers(true)
                    .conflicts_with("account"),
            ),
        make("inbox", texts.cli_help_inbox()),
        make("approve", texts.cli_help_approve())
            .arg(request())
            .arg(option(Arg::new("digits").long("digits").value_name("DIGITS"), texts.cli_help_digits()))
            .arg(option(flag("yes"), texts.cli_help_approve_yes())),
        make("deny", texts.cli_help_deny()).arg(request()),
        make("report", texts.cli_help_report()).arg(request()),
        make("history", texts.cli_help_history()),
        make("rename", texts.cli_help_rename())
            .arg(account())
            .arg(argument(Arg::new("name").value_name("NAME"), texts.cli_help_rename_name())),
        make("note", texts.cli_help_note())
            .arg(account())
            .arg(argument(Arg::new("note").value_name("NOTE"), texts.cli_help_note_text())),
        make("recovery-codes", texts.cli_help_recovery_codes()).arg(account()).arg(recovery_file()),
        make("remove", texts.cli_help_remove())
            .arg(account())
            .arg(option(flag("yes"), texts.cli_help_remove_yes())),
        make("lock", texts.cli_help_lock()),
        make("unlock", texts.cli_help_unlock()),
        make("passphrase", texts.cli_help_passphrase()),
        make("version", texts.cli_help_version()),
    ]
}

fn refusal(error: &clap::Error, texts: &Texts) -> Failure {
    let named = || match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(name)) => Some(name.clone()),
        Some(ContextValue::Strings(names)) => names.first().cloned(),
        _ => None,
    };
    // Clap names an unknown argument by what was typed: only a dash makes that a name.
    let typed_option = || named().filter(|name| name.starts_with("--")).map(|name| option_name(&name));
    let argument = || named().map(|name| option_name(&name)).unwrap_or_default();
    Failure::usage(match error.kind() {
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            texts.cli_usage_nothing()
        }
        ErrorKind::InvalidSubcommand => texts.cli_usage_command(),
        ErrorKind::UnknownArgument => {
            typed_option().map_or_else(|| texts.cli_usage_argument(), |name| texts.cli_usage_option(&name))
        }
        ErrorKind::MissingRequiredArgument => texts.cli_usage_missing(&argument()),
        ErrorKind::ArgumentConflict => texts.cli_usage_together(&argument()),
        ErrorKind::InvalidUtf8 => texts.cli_usage_encoding(),
        ErrorKind::InvalidValue
        | ErrorKind::ValueValidation
        | ErrorKind::NoEquals
        | ErrorKind::TooManyValues
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues => texts.cli_usage_value(&argument()),
        _ => texts.cli_usage_argument(),
    })
}

/// `--digits <DIGITS>` and `--digits=12` are both called `--digits`.
fn option_name(name: &str) -> String {
    name.split([' ', '=']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
