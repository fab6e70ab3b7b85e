use kauth_texts::Language;

use super::*;

fn texts() -> &'static Texts {
    Texts::of(Language::English)
}

fn understood(line: &[&str]) -> (Everywhere, Verb) {
    match parse(words(line), texts()) {
        Ok(Parsed::Run(everywhere, verb)) => (everywhere, verb),
        other => panic!("{line:?} gave {other:?}"),
    }
}

fn refused(line: &[&str]) -> String {
    match parse(words(line), texts()) {
        Err(failure @ Failure::Usage { .. }) => failure.line(false),
        other => panic!("{line:?} gave {other:?}"),
    }
}

fn words(line: &[&str]) -> Vec<OsString> {
    std::iter::once("kauth").chain(line.iter().copied()).map(OsString::from).collect()
}

#[test]
fn the_description_holds_together_in_every_language() {
    for language in Language::ALL {
        command(Texts::of(language)).debug_assert();
    }
    command(Texts::of(Language::Pseudo)).debug_assert();
}

#[test]
fn options_for_all_stand_before_and_after_the_command() {
    let (before, _) = understood(&["--data", "/d", "--json", "--language", "de", "list"]);
    let (after, _) = understood(&["list", "--data", "/d", "--json", "--language", "de"]);
    assert_eq!(before, after);
    assert_eq!(before.data.as_deref(), Some(std::path::Path::new("/d")));
    assert!(before.json);
    assert_eq!(before.language.as_deref(), Some("de"));
}

#[test]
fn each_command_is_understood() {
    let verb = |line: &[&str]| understood(line).1;
    assert_eq!(verb(&["phone"]), Verb::Phone);
    assert_eq!(
        verb(&["add", "-", "--yes", "--recovery-codes", "r.txt"]),
        Verb::Add { source: "-".to_owned(), yes: true, recovery_file: Some("r.txt".into()) }
    );
    assert_eq!(
        verb(&["sign-in", "example.org", "--no-browser"]),
        Verb::SignIn { host: "example.org".to_owned(), no_browser: true, recovery_file: None }
    );
    assert_eq!(verb(&["list"]), Verb::List);
    assert_eq!(verb(&["code", "anna"]), Verb::Code { account: "anna".to_owned() });
    assert_eq!(
        verb(&["code", "--uri", "otpauth://totp/x?secret=AA", "--at", "59"]),
        Verb::CodeOfUri { uri: "otpauth://totp/x?secret=AA".to_owned(), at: Some(59) }
    );
    assert_eq!(verb(&["inbox"]), Verb::Inbox);
    assert_eq!(
        verb(&["approve", "r1", "--digits", "012345", "--yes"]),
        Verb::Answer {
            decision: Decision::Approve,
            request: Some("r1".to_owned()),
            digits: Some("012345".to_owned()),
            yes: true
        }
    );
    for (name, decision) in [("deny", Decision::Deny), ("report", Decision::Report)] {
        assert_eq!(verb(&[name]), Verb::Answer { decision, request: None, digits: None, yes: true });
    }
    assert_eq!(verb(&["history"]), Verb::History);
    assert_eq!(verb(&["rename", "a", ""]), Verb::Rename { account: "a".to_owned(), name: String::new() });
    assert_eq!(verb(&["note", "a", "n"]), Verb::Note { account: "a".to_owned(), note: "n".to_owned() });
    assert_eq!(verb(&["recovery-codes", "a"]), Verb::RecoveryCodes { account: "a".to_owned(), file: None });
    assert_eq!(verb(&["remove", "a", "--yes"]), Verb::Remove { account: "a".to_owned(), yes: true });
    assert_eq!(verb(&["lock"]), Verb::Lock);
    assert_eq!(verb(&["unlock"]), Verb::Unlock);
    assert_eq!(verb(&["passphrase"]), Verb::Passphrase);
    assert_eq!(verb(&["version"]), Verb::Version);
}

#[test]
fn what_is_not_understood_is_said_in_one_line() {
    let said = [
        refused(&[]),
        refused(&["frobnicate"]),
        refused(&["list", "--frobnicate"]),
        refused(&["add"]),
        refused(&["code"]),
        refused(&["code", "a", "--uri", "u"]),
        refused(&["code", "--uri", "u", "--at", "noon"]),
        refused(&["remove", "a", "b"]),
    ];
    for line in &said {
        assert!(line.starts_with("kauth: ") && !line.contains('\n') && line.len() > 20, "{line}");
    }
    assert!(said[2].contains("--frobnicate"), "{}", said[2]);
    assert!(said[6].contains("--at"), "{}", said[6]);
}

#[test]
fn a_refusal_repeats_no_value() {
    let secret = "otpauth://totp/x?secret=PLANTEDSECRET";
    for line in [
        vec!["list", secret],
        vec![secret],
        vec!["code", "--uri", "x", "--at", secret],
        vec!["code", "anna", secret],
        vec!["list", "--digits=PLANTEDSECRET"],
    ] {
        assert!(!refused(&line).contains("PLANTEDSECRET"), "{line:?}");
    }
}

#[test]
fn help_is_printed_and_names_every_command() {
    let Ok(Parsed::Print(help)) = parse(words(&["--help"]), texts()) else { panic!("no help") };
    for name in [
        "phone",
        "add",
        "sign-in",
        "list",
        "code",
        "inbox",
        "approve",
        "deny",
        "report",
        "remove",
        "lock",
        "unlock",
        "passphrase",
        "version",
    ] {
        assert!(help.contains(&format!("\n  {name} ")), "{name} is not in\n{help}");
    }
    let Ok(Parsed::Print(help)) = parse(words(&["code", "--help"]), texts()) else { panic!("no help") };
    assert!(help.contains("--uri <URI>"), "{help}");
}

#[test]
fn language_and_json_are_seen_in_a_line_that_is_not_understood() {
    assert_eq!(glance(&words(&["--language", "de", "nonsense", "--json"])), (Some("de".to_owned()), true));
    assert_eq!(glance(&words(&["--language=fr", "x"])), (Some("fr".to_owned()), false));
    assert_eq!(glance(&words(&["add", "--", "--json"])), (None, false));
}
