//! The program as a script meets it: exit codes, one line on standard error, nothing else on standard output.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    /// Refused: this exit code, one line on standard error, nothing on standard output.
    fn refused(&self, code: i32, what: &str) -> &str {
        assert_eq!(self.code, code, "{what}: {}", self.err);
        assert_eq!(self.out, "", "{what}");
        assert_eq!(self.err.trim_end().lines().count(), 1, "{what}: {:?}", self.err);
        let line = self.err.trim_end();
        assert!(line.starts_with("kauth: ") || line.starts_with("{\"error\":"), "{what}: {line}");
        line
    }

    fn done(self, what: &str) -> Self {
        assert_eq!(self.code, 0, "{what}: {}", self.err);
        self
    }

    fn json(&self) -> Value {
        serde_json::from_str(self.out.trim_end()).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

fn kauth(arguments: &[&str]) -> Ran {
    with(arguments, &[], b"")
}

fn with(arguments: &[&str], environment: &[(&str, &Path)], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kauth"))
        .args(arguments)
        .env_remove("KAUTH_PASSPHRASE_FILE")
        .env("LC_ALL", "C")
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses before it reads closes its end.
    let _ = child.stdin.take().unwrap().write_all(input);
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    Ran {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

fn vectors(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A folder for one phone.
struct Phone(tempfile::TempDir);

impl Phone {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[], b"")
    }

    fn run_with(&self, arguments: &[&str], environment: &[(&str, &Path)], input: &[u8]) -> Ran {
        let data = self.path("data");
        let mut all = vec!["--data", data.to_str().unwrap()];
        all.extend_from_slice(arguments);
        with(&all, environment, input)
    }
}

fn uri(name: &str) -> String {
    format!("otpauth://totp/Example:{name}?secret={SECRET}&issuer=Example")
}

#[test]
fn code_prints_the_codes_of_rfc_6238_and_nothing_else() {
    let mut seen = 0;
    for vector in vectors("otp.json")["totp"].as_array().unwrap() {
        let [secret, algorithm] = ["secret_base32", "algorithm"].map(|key| vector[key].as_str().unwrap());
        let [digits, period, at] =
            ["digits", "period", "unix_seconds"].map(|key| vector[key].as_i64().unwrap());
        let uri =
            format!("otpauth://totp/x?secret={secret}&algorithm={algorithm}&digits={digits}&period={period}");
        let ran = kauth(&["code", "--uri", &uri, "--at", &at.to_string()]).done(&uri);
        assert_eq!(ran.out, format!("{}\n", vector["code"].as_str().unwrap()), "{uri} at {at}");
        assert_eq!(ran.err, "");
        seen += 1;
    }
    assert!(seen >= 18, "the six moments of appendix B under three algorithms");
}

#[test]
fn code_prints_the_codes_of_rfc_4226() {
    for vector in vectors("otp.json")["hotp"].as_array().unwrap() {
        let [secret, code] = ["secret_base32", "code"].map(|key| vector[key].as_str().unwrap());
        let [digits, counter] = ["digits", "counter"].map(|key| vector[key].as_i64().unwrap());
        let uri = format!("otpauth://hotp/x?secret={secret}&digits={digits}&counter={counter}");
        let ran = kauth(&["code", "--uri", "-", "--at", "0"]);
        assert_eq!(ran.refused(1, "no input"), ran.err.trim_end());
        let ran = with(&["code", "--uri", "-", "--at", "0"], &[], uri.as_bytes()).done(&uri);
        assert_eq!(ran.out.trim_end(), code, "{uri}");
    }
}

#[test]
fn code_refuses_every_bad_uri_in_one_line_that_repeats_no_secret() {
    let mut seen = 0;
    for vector in vectors("otpauth.json")["bad"].as_array().unwrap() {
        let uri = vector["uri"].as_str().unwrap();
        let ran = if uri.contains(['\0', '\n', '\r']) {
            with(&["code", "--uri", "-", "--at", "59"], &[], uri.as_bytes())
        } else {
            kauth(&["code", "--at", "59", &format!("--uri={uri}")])
        };
        let line = ran.refused(1, uri);
        assert!(!line.contains("JBSWY3DPEHPK3PXP") && !line.contains(SECRET), "{line}");
        seen += 1;
    }
    assert!(seen > 50);
}

#[test]
fn the_bad_inputs_that_people_meet_have_their_own_words() {
    let cases = [
        ("secret=1", "A–Z"),
        ("secret=", "no secret"),
        ("secret=GEZDGNBVGY3TQOJQ&digits=0", "1 to 10"),
        ("secret=GEZDGNBVGY3TQOJQ&digits=11", "1 to 10"),
        ("secret=GEZDGNBVGY3TQOJQ&period=0", "1 second"),
        ("secret=GEZDGNBVGY3TQOJQ&algorithm=MD5", "SHA512"),
    ];
    for (query, words) in cases {
        let uri = format!("otpauth://totp/x?{query}");
        let ran = kauth(&["code", "--uri", &uri, "--at", "59"]);
        assert!(ran.refused(1, query).contains(words), "{query}: {}", ran.err);

        // As an account it changes nothing either.
        let phone = Phone::new();
        assert!(phone.run(&["add", &uri]).refused(1, query).contains(words));
        assert_eq!(phone.run(&["list", "--json"]).json()["accounts"], serde_json::json!([]));
    }
}

#[test]
fn a_command_line_that_is_not_understood_ends_with_2() {
    for line in [
        vec![],
        vec!["frobnicate"],
        vec!["list", "--frobnicate"],
        vec!["add"],
        vec!["code"],
        vec!["code", "--uri", "u", "--at", "noon"],
        vec!["phone"],
    ] {
        kauth(&line).refused(2, &format!("{line:?}"));
    }
    let german = kauth(&["--language", "de", "frobnicate"]);
    assert!(german.refused(2, "de").contains("Befehl"), "{}", german.err);
    let error: Value = serde_json::from_str(kauth(&["frobnicate", "--json"]).refused(2, "json")).unwrap();
    assert_eq!(error["error"]["kind"], "usage");
}

#[test]
fn help_is_no_refusal_and_is_in_the_persons_language() {
    let english = kauth(&["--help"]).done("--help");
    assert!(english.out.contains("Commands:") && english.err.is_empty());
    let german = kauth(&["--language=de", "code", "--help"]).done("--help");
    assert!(german.out.contains("Aufruf:") || german.out.contains("Verwendung:"), "{}", german.out);
    assert!(kauth(&["version"]).done("version").out.starts_with("kauth "));
}

#[test]
fn an_account_is_added_listed_renamed_and_removed() {
    let phone = Phone::new();
    let added = phone.run(&["add", &uri("anna")]).done("add");
    assert_eq!(added.out, "");
    phone.run_with(&["add", "-"], &[], uri("bob").as_bytes()).done("add -");

    let list = phone.run(&["list", "--json"]).done("list").json();
    let accounts = list["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 2);
    let anna = accounts.iter().find(|account| account["name"] == "anna").unwrap();
    assert_eq!(anna["issuer"], "Example");
    assert_eq!(anna["period_ms"], 30_000);
    let id = anna["id"].as_str().unwrap();

    for wanted in ["anna", id] {
        let code = phone.run(&["code", wanted]).done("code").out;
        assert!(code.len() == 7 && code.trim_end().bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    }
    phone.run(&["code", "Example"]).refused(2, "two fit");
    phone.run(&["code", "carl"]).refused(1, "none fits");

    phone.run(&["rename", "anna", "Anna at home"]).done("rename");
    phone.run(&["note", id, "by the door"]).done("note");
    let list = phone.run(&["list", "--json"]).json();
    assert!(list["accounts"].as_array().unwrap().iter().any(|account| account["name"] == "Anna at home"));

    // Nobody says yes.
    assert_eq!(phone.run(&["remove", "bob"]).code, 2);
    assert_eq!(phone.run_with(&["remove", "bob"], &[], b"n\n").code, 1);
    assert_eq!(phone.run(&["list", "--json"]).json()["accounts"].as_array().unwrap().len(), 2);
    phone.run_with(&["remove", "bob"], &[], b"y\n").done("remove");
    phone.run(&["remove", "at home", "--yes"]).done("remove --yes");
    assert_eq!(phone.run(&["list", "--json"]).json()["accounts"], serde_json::json!([]));
}

#[test]
fn what_is_no_link_and_no_picture_is_refused_and_changes_nothing() {
    let phone = Phone::new();
    let text = phone.path("notes.txt");
    std::fs::write(&text, "no picture").unwrap();
    for source in
        ["nonsense", "https://example.org/", "http://example.org/link#v=1&t=a&k=b", text.to_str().unwrap()]
    {
        phone.run(&["add", source]).refused(1, source);
    }
    phone.run_with(&["add", "-"], &[], &[0xff, 0xd8, 0xff, 0, 1, 2]).refused(1, "a broken JPEG");
    phone.run_with(&["add", "-"], &[], b"").refused(1, "nothing");
    assert_eq!(phone.run(&["list", "--json"]).json()["accounts"], serde_json::json!([]));
}

/// A file as 2FAS writes it: one account that can be taken, one that cannot.
const FILE: &str = r#"{"schemaVersion":4,"services":[
    {"name":"Library","secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","otp":{"account":"reader","tokenType":"TOTP"}},
    {"name":"Games","secret":"GEZDGNBV","otp":{"account":"anna","tokenType":"STEAM"}}]}"#;

#[test]
fn another_authenticators_file_is_shown_and_added() {
    let phone = Phone::new();
    let file = phone.path("codes.2fas");
    std::fs::write(&file, FILE).unwrap();
    let file = file.to_str().unwrap();
    // Nobody says yes.
    assert_eq!(phone.run(&["add", file]).code, 2);
    assert_eq!(phone.run_with(&["add", file], &[], b"n\n").code, 1);
    assert_eq!(phone.run(&["list", "--json"]).json()["accounts"], serde_json::json!([]));

    let added = phone.run_with(&["add", file], &[], b"y\n").done("add");
    assert_eq!(
        added.out,
        "  Library · reader\n  Games · anna · Codes of the kind Steam cannot be made here.\n"
    );
    assert!(added.err.contains("2 accounts found") && added.err.contains("1 account added"), "{}", added.err);
    assert!(!added.err.contains(SECRET) && !added.out.contains(SECRET));

    let again = phone.run_with(&["add", "-", "--json"], &[], FILE.as_bytes()).done("add -").json();
    assert_eq!(again["groups"][0]["title"], "Already here");
    assert_eq!(phone.run(&["list", "--json"]).json()["accounts"].as_array().unwrap().len(), 1);

    let code = "otpauth-migration://offline?data=CjMKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgxFeGFtcGxlOmFubmEaB0V4YW1wbGUgASgBMAIQARgCIAAo%2Bf%2F%2F%2F%2F%2F%2F%2F%2F%2F%2FAQ%3D%3D";
    let added = phone.run(&["add", code, "--yes"]).done("a QR code's text");
    assert!(added.err.contains("1 of 2 QR codes"), "{}", added.err);
    assert_eq!(phone.run(&["list", "--json"]).json()["accounts"].as_array().unwrap().len(), 2);

    let locked = phone.path("locked.json");
    std::fs::write(&locked, r#"{"encrypted":true,"data":"2.AA|BB|CC"}"#).unwrap();
    phone.run(&["add", locked.to_str().unwrap()]).refused(1, "a locked file");
}

#[test]
fn a_passphrase_locks_is_asked_for_changed_and_taken_off() {
    let phone = Phone::new();
    phone.run(&["add", &uri("anna")]).done("add");
    let (first, second, wrong) = (phone.path("first"), phone.path("second"), phone.path("wrong"));
    std::fs::write(&first, "correct horse battery\n").unwrap();
    std::fs::write(&second, "staple and more of it\n").unwrap();
    std::fs::write(&wrong, "something else entirely\n").unwrap();
    let typed =
        |path: &Path, arguments: &[&str]| phone.run_with(arguments, &[("KAUTH_PASSPHRASE_FILE", path)], b"");

    typed(&first, &["lock"]).done("lock");
    phone.run(&["list"]).refused(2, "nobody to ask");
    typed(&wrong, &["list"]).refused(1, "wrong passphrase");
    assert!(typed(&first, &["list"]).done("list").out.contains("anna"));

    let both = [("KAUTH_PASSPHRASE_FILE", first.as_path()), ("KAUTH_NEW_PASSPHRASE_FILE", second.as_path())];
    phone.run_with(&["passphrase"], &both, b"").done("passphrase");
    typed(&first, &["list"]).refused(1, "the old one");
    typed(&second, &["list"]).done("the new one");

    typed(&second, &["unlock"]).done("unlock");
    assert!(phone.run(&["list"]).done("unlocked").out.contains("anna"));
}

#[test]
fn requests_are_asked_for_without_an_account_too() {
    let phone = Phone::new();
    assert_eq!(phone.run(&["inbox", "--json"]).done("inbox").json(), serde_json::json!({ "requests": [] }));
    for answer in ["approve", "deny", "report"] {
        phone.run(&[answer]).refused(1, answer);
        phone.run(&[answer, "no-such-request"]).refused(1, answer);
    }
}

#[test]
fn nothing_secret_is_in_the_folder_or_on_the_screen() {
    let phone = Phone::new();
    let added = phone.run(&["add", &uri("anna")]).done("add");
    assert!(!added.err.contains(SECRET) && !added.out.contains(SECRET));
    for entry in std::fs::read_dir(phone.path("data")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            for planted in [SECRET.as_bytes(), b"12345678901234567890", b"anna"] {
                assert!(!bytes.windows(planted.len()).any(|part| part == planted), "{path:?}");
            }
        }
    }
}
