//! Bad input to `kauth`: exit code 1 or 2, one line on standard error, nothing on standard output, and an app that is as
//! it was.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::path::Path;
use std::process::Stdio;

use kauth_protocol::b64;
use kauth_tests::browser::Browser;
use kauth_tests::flows::check::{Agent, forgotten};
use kauth_tests::process::{Ended, PATIENCE, Running, ServerProcess, kauth, kauth_start, program_path};
use kauth_tests::terminal::key_files;
use kauth_tests::upload::noise;
use kauth_tests::website::{self, Person};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::AsyncReadExt;
use tokio::process::Command;
use tokio::time::timeout;

const GOOD: &str = "otpauth://totp/Example:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example";

/// What the app holds, without what changes with time.
async fn holds(data: &Path) -> Value {
    let listed = kauth(data, &["list", "--json"]).await.unwrap();
    let mut listed: Value = serde_json::from_str(&listed.stdout).unwrap();
    for row in listed["accounts"].as_array_mut().unwrap() {
        let row = row.as_object_mut().unwrap();
        for changing in ["code", "next_code", "ends_in_ms"] {
            row.remove(changing);
        }
    }
    listed
}

/// Refused as it must be. Gives the line.
fn refused(ended: &Ended, codes: &[i32]) -> String {
    let code = ended.code().unwrap_or(-1);
    assert!(codes.contains(&code), "{ended:?}");
    assert_eq!(ended.stdout, "", "nothing on standard output: {ended:?}");
    assert_eq!(ended.stderr.lines().count(), 1, "one line: {ended:?}");
    assert!(ended.stderr.starts_with("kauth: ") && ended.stderr.trim_end().len() > 15, "{ended:?}");
    assert!(!ended.stderr.contains("GEZDGNBV"), "what was typed may be a secret: {ended:?}");
    ended.stderr.trim_end().to_owned()
}

async fn filled() -> TempDir {
    let folder = TempDir::new().unwrap();
    let added = kauth(folder.path(), &["add", GOOD]).await.unwrap();
    assert_eq!(added.code(), Some(0), "{added:?}");
    folder
}

#[tokio::test]
async fn accounts_that_cannot_make_codes() {
    let folder = filled().await;
    let before = holds(folder.path()).await;
    let mut said = Vec::new();
    for uri in [
        "otpauth://totp/a?secret=",
        "otpauth://totp/a",
        "otpauth://totp/a?secret=1889",
        "otpauth://totp/a?secret=GEZDGNB!",
        "otpauth://totp/a?secret=GEZDGNBV&period=0",
        "otpauth://totp/a?secret=GEZDGNBV&period=-1",
        "otpauth://totp/a?secret=GEZDGNBV&digits=0",
        "otpauth://totp/a?secret=GEZDGNBV&digits=11",
        "otpauth://totp/a?secret=GEZDGNBV&digits=six",
        "otpauth://totp/a?secret=GEZDGNBV&algorithm=MD4",
        "otpauth://hotp/a?secret=GEZDGNBV",
        "otpauth://email/a?secret=GEZDGNBV",
        "otpauth-migration://offline?data=AAAA",
    ] {
        said.push(refused(&kauth(folder.path(), &["add", uri]).await.unwrap(), &[1]));
        if !uri.starts_with("otpauth-m") && !uri.contains("hotp") {
            let code = kauth(folder.path(), &["code", "--uri", uri, "--at", "59"]).await.unwrap();
            assert_eq!(&refused(&code, &[1]), said.last().unwrap(), "add and code say the same of {uri}");
        }
        let json = kauth(folder.path(), &["add", "--json", uri]).await.unwrap();
        let error: Value = serde_json::from_str(&json.stderr).unwrap();
        assert!(json.stdout.is_empty() && error["error"]["kind"].is_string(), "{json:?}");
    }
    said.sort();
    said.dedup();
    assert!(said.len() >= 7, "each mistake has its own words: {said:#?}");
    assert_eq!(holds(folder.path()).await, before);
}

#[tokio::test]
async fn links_pictures_and_exports_that_are_none() {
    let folder = filled().await;
    let before = holds(folder.path()).await;
    let (token, key) = (b64::encode(&[1; 16]), b64::encode(&[2; 32]));
    let loopback = "http%3A%2F%2F127.0.0.1%3A9";
    let mut inputs = vec![
        "hello".to_owned(),
        String::new(),
        "https://example.org/".to_owned(),
        "/no/such/file.png".to_owned(),
        format!("kauth://link?v=1&u=http%3A%2F%2Fid.example.org&t={token}&k={key}"),
        format!("kauth://link?v=1&u=http%3A%2F%2F192.168.1.1&t={token}&k={key}"),
        format!("kauth://link?v=2&u={loopback}&t={token}&k={key}"),
        format!("kauth://link?v=1&u={loopback}&t=short&k={key}"),
        format!("kauth://link?v=1&u={loopback}&t={token}"),
        format!("kauth://link?v=1&u={loopback}&t={token}&k={key}&k={key}"),
        format!("kauth://link?v=1&u={loopback}&t={token}&k={key}&x=1"),
        format!("https://anna@id.example.org/link#v=1&t={token}&k={key}"),
        format!("https://id.example.org/link#v=1&t={token}&k={key}&p=short"),
        format!("https://id.example.org/link#v=1&t={token}&k={key}{}", "&x=1".repeat(600)),
    ];
    let files: [(&str, &[u8]); 7] = [
        ("empty.png", b""),
        ("text.png", b"no picture at all"),
        ("cut.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        ("noise.png", &[0xff; 5_000]),
        ("locked.json", br#"{"encrypted":true,"data":"2.AA|BB|CC"}"#),
        ("cut.json", br#"{"version":1,"header":{},"db":{"entries":[{"type":"totp""#),
        ("none.json", b"[]"),
    ];
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        inputs.push(path.display().to_string());
    }
    for input in inputs {
        refused(&kauth(folder.path(), &["add", "--yes", "--", &input]).await.unwrap(), &[1]);
    }
    assert_eq!(holds(folder.path()).await, before);
}

#[tokio::test]
async fn command_lines_that_mean_nothing() {
    let folder = filled().await;
    let before = holds(folder.path()).await;
    for (arguments, code) in [
        (&[][..], 2),
        (&["dance"], 2),
        (&["add"], 2),
        (&["add", GOOD, GOOD], 2),
        (&["--verbose", "list"], 2),
        (&["list", "everything"], 2),
        (&["code"], 2),
        (&["code", "--uri", GOOD, "--at", "noon"], 2),
        (&["code", "Example", "--uri", GOOD], 2),
        (&["code", "nobody"], 1),
        (&["rename", "nobody", "x"], 1),
        (&["rename", "Example", "\u{202e}gpj"], 1),
        (&["note", "nobody", "x"], 1),
        (&["remove", "nobody", "--yes"], 1),
        (&["recovery-codes", "nobody"], 1),
        (&["recovery-codes", "Example"], 1),
        (&["approve", "--yes"], 1),
        (&["approve", "unknown", "--yes"], 1),
        (&["approve", "--digits", "12"], 1),
        (&["deny"], 1),
        (&["report", "unknown"], 1),
        (&["sign-in", "http://id.example.org"], 1),
        (&["sign-in", "not a host"], 1),
        (&["lock"], 2),
        (&["phone"], 2),
    ] {
        let ended = kauth(folder.path(), arguments).await.unwrap();
        refused(&ended, if code == 2 { &[2] } else { &[1] });
    }
    assert_eq!(holds(folder.path()).await, before);
}

#[tokio::test]
async fn links_that_a_real_server_refuses() {
    let folder = filled().await;
    let server = ServerProcess::start(&folder.path().join("server"), &[], None).await.unwrap();
    let browser = Browser::new(server.url()).unwrap();
    let person = Person::called("Bad Links");
    website::sign_up(&browser, &person).await.unwrap();
    let before = holds(folder.path()).await;
    let add = async |uri: &str| {
        let line = refused(&kauth(folder.path(), &["add", "--yes", uri]).await.unwrap(), &[1]);
        assert_eq!(holds(folder.path()).await, before, "{line}");
        assert!(key_files(folder.path()).unwrap().is_empty(), "{line}: no keys are left");
        line
    };

    let link = website::start_link(&browser, &person, None).await.unwrap();
    let key = link.uri.find("&k=").unwrap() + 3;
    let other_key = format!("{}{}{}", &link.uri[..key], b64::encode(&[7; 32]), &link.uri[key + 43..]);
    let foreign = add(&other_key).await;
    let token = link.uri.find("&t=").unwrap() + 3;
    let end = token + link.uri[token..].find('&').unwrap();
    let unknown = format!("{}{}{}", &link.uri[..token], b64::encode(&[7; 16]), &link.uri[end..]);
    let expired = add(&unknown).await;
    assert_ne!(foreign, expired);
    let pinned = format!("{}&p={}", link.uri, b64::encode(&[7; 32]));
    add(&pinned).await;

    // A link that another phone has used already, and one that the person cancels on the page.
    let elsewhere = folder.path().join("other");
    let start = kauth_start(&elsewhere, &["add", "--json", "--yes", &link.uri]);
    let mut first = Running::start("kauth", &start).unwrap();
    let line = first.line().await.unwrap().unwrap();
    let code: Value = serde_json::from_str(&line).unwrap();
    website::type_link_code(&browser, &link, code["code"].as_str().unwrap()).await.unwrap();
    assert_eq!(first.ended().await.unwrap().code(), Some(0));
    add(&link.uri).await;

    let second = Person::called("Bad Links Too");
    let browser = Browser::new(server.url()).unwrap();
    website::sign_up(&browser, &second).await.unwrap();
    let link = website::start_link(&browser, &second, None).await.unwrap();
    let start = kauth_start(folder.path(), &["add", "--yes", &link.uri]);
    let mut waiting = Running::start("kauth", &start).unwrap();
    assert!(waiting.line().await.unwrap().is_some(), "the six digits");
    let page = browser.open(&link.path).await.unwrap();
    browser.submit(&page, &format!("{}/cancel", link.path), &[]).await.unwrap();
    assert_eq!(waiting.ended().await.unwrap().code(), Some(1));
    assert_eq!(holds(folder.path()).await, before);
    assert!(key_files(folder.path()).unwrap().is_empty());
}

#[tokio::test]
async fn a_script_is_told_what_a_check_lacks_what_is_asked_again_and_where_it_goes_on() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("server");
    let server = ServerProcess::start(&data, &["--recovery-wait", "0"], None).await.unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let now_ms = i64::try_from(now.as_millis()).unwrap();
    let agent = Agent::at(Browser::new(server.url()).unwrap(), &data, now_ms).await.unwrap();
    let person = Person::called("Frieda F");
    let browser = Browser::new(server.url()).unwrap();
    website::sign_up(&browser, &person).await.unwrap();
    let begun = forgotten(&Browser::new(server.url()).unwrap(), &person.login).await.unwrap();
    let uri = begun.attribute("#open-kauth", "href").unwrap();
    let picture = folder.path().join("picture.jpg");
    std::fs::write(&picture, noise(500, 400, 11).unwrap()).unwrap();
    let picture = picture.display().to_string();
    let phone = folder.path().join("phone");
    let lacks = async |arguments: &[&str], option: &str| {
        let ended = kauth(&phone, arguments).await.unwrap();
        assert_eq!(ended.code(), Some(2), "{ended:?}");
        assert!(ended.stderr.contains(&format!("{option} is missing")), "{ended:?}");
        ended
    };
    lacks(&["check", &uri], "--yes").await;
    lacks(&["check", &uri, "--yes"], "--phone").await;
    lacks(&["check", "--phone", &person.number], "--code").await;
    let code = website::newest_mail_code(&browser, "check_code").await.unwrap();
    lacks(&["check", "--code", &code], "--location").await;
    lacks(&["check", "--no-location"], "--document").await;
    lacks(&["check", "--document", "passport"], "--front").await;
    let pictures = ["check", "--anyway", "--front", &picture, "--selfie", &picture];
    let review = lacks(&pictures, "--yes").await;
    assert!(review.stderr.contains("  Where you are: Not sent"), "{review:?}");
    let sent = kauth(&phone, &["check", "--yes"]).await.unwrap();
    assert_eq!((sent.code(), sent.stdout.as_str()), (Some(0), "Received\n"), "{sent:?}");

    let decide = async |decision: &[(&str, &str)]| {
        let path = agent.waiting().await.unwrap().remove(0);
        let opened = agent.open_at(server.url(), &path).await.unwrap();
        agent.decide(&opened, decision).await.unwrap();
    };
    decide(&[("decision", "retake"), ("retake_selfie", "blurred")]).await;
    let asked = lacks(&["check", "--yes"], "--selfie").await;
    assert_eq!(asked.stdout, "Please take a picture again\n");
    assert!(asked.stderr.contains("  You with the document: It is blurred."), "{asked:?}");
    let again = kauth(&phone, &["check", "--yes", "--anyway", "--selfie", &picture]).await.unwrap();
    assert_eq!(again.code(), Some(0), "{again:?}");
    assert!(again.stdout.ends_with("Received\n"), "{again:?}");

    decide(&[("decision", "accept")]).await;
    let accepted = kauth(&phone, &["check"]).await.unwrap();
    assert_eq!(accepted.code(), Some(0), "{accepted:?}");
    let (title, address) = accepted.stdout.split_once('\n').unwrap();
    assert_eq!(title, "Accepted");
    assert!(address.starts_with(server.url()) && address.ends_with('\n'), "{accepted:?}");
    assert!(accepted.stderr.contains("Go on at this address:"), "{accepted:?}");
}

/// `script` (util-linux) is the terminal: it dies, and its window is gone.
#[tokio::test]
async fn a_phone_whose_terminal_is_closed_ends_and_gives_its_store_back() {
    let folder = filled().await;
    let phone = program_path("kauth").unwrap();
    let command = format!(
        "stty cols 80 rows 24; exec '{}' --data '{}' phone",
        phone.display(),
        folder.path().display()
    );
    let mut terminal = Command::new("script");
    terminal
        .args(["--quiet", "--command", &command, "/dev/null"])
        .env("TERM", "xterm")
        .env("LANG", "en_US.UTF-8");
    terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
    let mut terminal = terminal.spawn().unwrap();
    let _held_open = terminal.stdin.take();
    let mut screen = terminal.stdout.take().unwrap();
    let mut drawn = Vec::new();
    let is_drawn = async {
        while !String::from_utf8_lossy(&drawn).contains("Example") {
            assert!(screen.read_buf(&mut drawn).await.unwrap() > 0, "{}", String::from_utf8_lossy(&drawn));
        }
    };
    timeout(PATIENCE, is_drawn).await.unwrap();
    let busy = kauth(folder.path(), &["list"]).await.unwrap();
    assert!(busy.stderr.contains("in use"), "the phone has the store: {busy:?}");

    terminal.kill().await.unwrap();
    let mut listed = busy;
    let is_back = async {
        while listed.code() != Some(0) {
            listed = kauth(folder.path(), &["list"]).await.unwrap();
        }
    };
    let in_time = timeout(PATIENCE, is_back).await.is_ok();
    assert!(in_time, "the phone has ended with its terminal: {listed:?}");
}
