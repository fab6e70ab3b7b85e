//! Secrets are planted on both sides and then looked for in every byte that phone and server leave behind or say.
//!
//! Meant to be found, and therefore not looked for there: a person's name and login in the server's database (they are
//! what its pages show); whatever `kauth` was asked to print, on its standard output; the phone's name wherever the
//! provider shows it. Everything else is a leak.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use data_encoding::{BASE32_NOPAD, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
use kauth_core::app::{Destination, Screen};
use kauth_imaging::Subject;
use kauth_protocol::link_uri::KauthUri;
use kauth_tests::browser::Browser;
use kauth_tests::flows::check::{Agent, forgotten};
use kauth_tests::process::{Ended, Running, ServerProcess, Start, files_below, kauth, kauth_start};
use kauth_tests::raw::RawPhone;
use kauth_tests::terminal::Terminal;
use kauth_tests::upload::{noise, upload};
use kauth_tests::website::{self, Person};
use serde_json::Value;
use tempfile::TempDir;

const OTP_SECRET: &str = "KZUXGYLHNFXGO5DPOBQW44LVNFXGOYLU";
const ISSUER: &str = "Planted Issuer Xylophone";
const ENTRY: &str = "planted.entry.quokka";
const PASSPHRASE: &str = "planted passphrase zeppelin";
const NOTE: &str = "planted note wolverine";

/// Something that must not be found, and in which forms it could be.
struct Needle {
    what: String,
    forms: Vec<Vec<u8>>,
}

impl Needle {
    fn text(what: &str, text: &str) -> Self {
        let mut forms = Self::bytes(what, text.as_bytes()).forms;
        forms.push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        forms.push(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        Self { what: what.into(), forms }
    }

    /// Raw, hexadecimal, base32, and base64 in both alphabets wherever in a longer text it begins.
    fn bytes(what: &str, bytes: &[u8]) -> Self {
        assert!(bytes.len() >= 8, "{what} is too short to be looked for");
        let mut forms = vec![
            bytes.to_vec(),
            HEXLOWER.encode(bytes).into_bytes(),
            HEXUPPER.encode(bytes).into_bytes(),
            BASE32_NOPAD.encode(bytes).as_bytes()[..bytes.len() * 8 / 5].to_vec(),
        ];
        for (before, skipped) in [(0, 0), (1, 2), (2, 3)] {
            let shifted = [&vec![0; before][..], bytes].concat();
            let whole = shifted.len() * 8 / 6;
            for encoding in [BASE64_NOPAD, BASE64URL_NOPAD] {
                forms.push(encoding.encode(&shifted).as_bytes()[skipped..whole].to_vec());
            }
        }
        Self { what: what.into(), forms }
    }

    fn base32(what: &str, text: &str) -> Vec<Self> {
        vec![Self::text(what, text), Self::bytes(what, &BASE32_NOPAD.decode(text.as_bytes()).unwrap())]
    }

    fn is_in(&self, haystack: &[u8]) -> bool {
        !found_in(std::slice::from_ref(self), haystack).is_empty()
    }
}

/// Which needles are in there, in upper or lower case: one walk for all of them.
fn found_in(needles: &[Needle], haystack: &[u8]) -> BTreeSet<usize> {
    const START: usize = 8;
    let mut starts: HashMap<&[u8], Vec<(usize, &[u8])>> = HashMap::new();
    let forms: Vec<(usize, Vec<u8>)> = needles
        .iter()
        .enumerate()
        .flat_map(|(place, needle)| needle.forms.iter().map(move |form| (place, form.to_ascii_lowercase())))
        .collect();
    for (place, form) in &forms {
        starts.entry(&form[..START]).or_default().push((*place, form));
    }
    let mut may_begin = [false; 256];
    for start in starts.keys() {
        may_begin[usize::from(start[0])] = true;
    }
    let haystack = haystack.to_ascii_lowercase();
    let mut found = BTreeSet::new();
    for (at, window) in haystack.windows(START).enumerate() {
        if may_begin[usize::from(window[0])]
            && let Some(forms) = starts.get(window)
        {
            let fits = forms.iter().filter(|(_, form)| haystack[at..].starts_with(form));
            found.extend(fits.map(|(place, _)| *place));
        }
    }
    found
}

/// Looks for everything everywhere, and says all that was found at once.
fn nowhere(needles: &[Needle], places: &[(String, Vec<u8>)]) {
    let mut found = Vec::new();
    for (place, bytes) in places {
        found.extend(found_in(needles, bytes).into_iter().map(|n| format!("{} in {place}", needles[n].what)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let found = files_below(folder).unwrap();
    assert!(!found.is_empty());
    found.into_iter().map(|(path, bytes)| (path.display().to_string(), bytes)).collect()
}

fn planted() -> Person {
    Person {
        name: "Zephyrine Quastelberger".into(),
        login: "zephyrine.quastelberger@planted.example".into(),
        number: "+41795553197".into(),
        recovery_address: "recovery.quastelberger@planted.example".into(),
        password: "Quizzical-Marmalade-9371".into(),
    }
}

struct Scene {
    folder: TempDir,
    server: ServerProcess,
    /// What `kauth` said that it was not asked to print.
    stderr: String,
    commands: usize,
}

impl Scene {
    async fn new(flags: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let server = ServerProcess::start(&folder.path().join("server"), flags, None).await.unwrap();
        std::fs::write(folder.path().join("passphrase"), PASSPHRASE).unwrap();
        Self { folder, server, stderr: String::new(), commands: 0 }
    }

    fn phone(&self) -> PathBuf {
        self.folder.path().join("phone")
    }

    fn start(&self, arguments: &[&str]) -> Start {
        let file = self.folder.path().join("passphrase").display().to_string();
        kauth_start(&self.phone(), arguments).knowing("KAUTH_PASSPHRASE_FILE", &file)
    }

    async fn kauth(&mut self, arguments: &[&str]) -> Ended {
        let ended = Running::start("kauth", &self.start(arguments)).unwrap().ended().await.unwrap();
        self.heard(&ended);
        ended
    }

    fn heard(&mut self, ended: &Ended) {
        self.commands += 1;
        self.stderr.push_str(&ended.stderr);
    }
}

/// Everything that a life with kAuth leaves behind, with needles for both sides.
async fn lives(flags: &[&str]) {
    let mut scene = Scene::new(flags).await;
    let person = planted();
    let browser = Browser::new(scene.server.url()).unwrap();
    let confirmed = website::sign_up(&browser, &person).await.unwrap();
    assert_eq!(confirmed.name(), "account", "{:?}", confirmed.error());

    // The phone: an account of another service, a passphrase, a link, a yes, a no, a code.
    let uri = format!(
        "otpauth://totp/{}:{ENTRY}?secret={OTP_SECRET}&issuer={}",
        ISSUER.replace(' ', "%20"),
        ISSUER.replace(' ', "%20")
    );
    assert_eq!(scene.kauth(&["add", &uri]).await.code(), Some(0));
    assert_eq!(scene.kauth(&["note", ENTRY, NOTE]).await.code(), Some(0));
    assert_eq!(scene.kauth(&["lock"]).await.code(), Some(0));
    let link = website::start_link(&browser, &person, None).await.unwrap();
    let mut running = Running::start("kauth", &scene.start(&["add", "--json", "--yes", &link.uri])).unwrap();
    let mut codes = Vec::new();
    while let Some(line) = running.line().await.unwrap() {
        let event: Value = serde_json::from_str(&line).unwrap();
        match event["event"].as_str() {
            Some("code") => {
                website::type_link_code(&browser, &link, event["code"].as_str().unwrap()).await.unwrap();
            }
            Some("recovery_codes") => {
                codes = event["codes"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|code| code.as_str().unwrap().to_owned())
                    .collect();
            }
            _ => {}
        }
    }
    let ended = running.ended().await.unwrap();
    assert_eq!(ended.code(), Some(0), "{ended:?}");
    scene.heard(&ended);
    assert_eq!(codes.len(), 10);
    browser.listen(&format!("{}/events", link.path), &["active"]).await.unwrap();

    let other = Browser::new(scene.server.url()).unwrap();
    website::sign_in(&other, &person).await.unwrap();
    let approved = scene.kauth(&["approve", "--yes"]).await;
    assert_eq!(approved.code(), Some(0), "{approved:?}");
    let page = website::finish(&other, true).await.unwrap();
    assert_eq!(page.name(), "account");
    let cookies = other.cookies().await;
    let stranger = Browser::new(scene.server.url()).unwrap();
    website::sign_in(&stranger, &person).await.unwrap();
    assert_eq!(scene.kauth(&["deny"]).await.code(), Some(0));
    let wrong = Person { password: "Wrong-Marmalade-4482-typed".into(), ..person.clone() };
    website::sign_in(&Browser::new(scene.server.url()).unwrap(), &wrong).await.unwrap();
    let page = website::type_recovery_code(&stranger, &codes[0]).await.unwrap();
    assert_eq!(page.name(), "account", "{:?}", page.error());
    // What goes wrong talks most.
    scene.kauth(&["approve", "--yes"]).await;
    scene.kauth(&["add", &format!("otpauth://totp/{ENTRY}?secret={OTP_SECRET}&digits=11")]).await;
    scene.kauth(&["add", "--yes", &link.uri]).await;
    scene.kauth(&["add", OTP_SECRET]).await;
    scene.kauth(&["code", &format!("--secret={OTP_SECRET}")]).await;
    scene.kauth(&["remove", ENTRY, OTP_SECRET]).await;

    // A phone whose secrets this test knows.
    let second = Person { login: "second@planted.example".into(), name: "Second".into(), ..person.clone() };
    let browser2 = Browser::new(scene.server.url()).unwrap();
    website::sign_up(&browser2, &second).await.unwrap();
    let link2 = website::start_link(&browser2, &second, None).await.unwrap();
    let KauthUri::Link(parsed2) = KauthUri::parse(&link2.uri).unwrap() else { panic!("a link") };
    let mut raw = RawPhone::new(scene.server.url()).unwrap();
    let digits = raw.begin(&parsed2, "Raw").await.unwrap();
    website::type_link_code(&browser2, &link2, &digits).await.unwrap();
    raw.complete().await.unwrap();
    let grant = raw.grant.clone().unwrap();
    raw.inbox().await.unwrap();

    // A backup while it serves; then both die without tidying up.
    let backup = scene.folder.path().join("backup.db").display().to_string();
    let data = scene.folder.path().join("server").display().to_string();
    let made = Running::start("kauth-server", &Start::with(&["backup", &backup, "--data", &data])).unwrap();
    assert_eq!(made.ended().await.unwrap().code(), Some(0));
    let during = files(&scene.phone());
    let terminal = Terminal::open(&scene.phone()).await.unwrap();
    terminal.app().unlock(PASSPHRASE.into()).await.unwrap();
    let entry = terminal.app().accounts().await.unwrap().into_iter().find(|row| row.linked).unwrap();
    terminal.app().show(Destination::RecoveryCodes { account: entry.id }).await.unwrap();
    let codes_shown =
        |view: &kauth_core::app::AppView| matches!(view.screen, Screen::RecoveryCodes(_)).then_some(());
    terminal.until("the recovery codes", codes_shown).await.unwrap();
    let open = files(&scene.phone());
    let debug = terminal.debug();
    terminal.close().await;
    scene.server.kill().await.unwrap();

    let KauthUri::Link(parsed) = KauthUri::parse(&link.uri).unwrap() else { panic!("a link") };
    let host = scene.server.url().split_once("://").unwrap().1.to_owned();
    let plain = |code: &String| code.chars().filter(char::is_ascii_alphanumeric).skip(1).collect::<String>();
    let mut secrets = Needle::base32("the planted secret", OTP_SECRET);
    secrets.push(Needle::text("the passphrase", PASSPHRASE));
    secrets.push(Needle::text("the password", &person.password));
    secrets.push(Needle::text("the link's token", &parsed.token));
    for code in codes.iter().chain(grant.recovery_codes.iter().flatten()) {
        secrets.push(Needle::text(
            "a recovery code",
            code.split_once(' ').map_or(code.as_str(), |(_, code)| code),
        ));
        secrets.push(Needle::text("a recovery code without dashes", &plain(code)));
    }
    let mut of_phone = vec![
        Needle::text("the issuer", ISSUER),
        Needle::text("the account's name", ENTRY),
        Needle::text("the note", NOTE),
        Needle::text("the login", &person.login),
        Needle::text("the provider's host", &host),
    ];
    of_phone.extend(
        secrets.iter().map(|needle| Needle { what: needle.what.clone(), forms: needle.forms.clone() }),
    );

    let mut of_server = Needle::base32("the grant's secret", &grant.totp.secret);
    of_server.push(Needle::text("the access token", &grant.access_token));
    of_server.push(Needle::text("the mobile number", &person.number));
    of_server.push(Needle::text("a wrongly typed password", &wrong.password));
    for (name, value) in cookies.iter().filter(|(name, _)| *name != "kauth_lang") {
        of_server.push(Needle::text(&format!("the cookie {name}"), value));
    }
    of_server.extend(secrets);
    let of_logs = vec![
        Needle::text("the login", &person.login),
        Needle::text("the person's name", &person.name),
        Needle::text("the recovery address", &person.recovery_address),
    ];

    // The vault with its journal, and the keys, locked and open.
    nowhere(&of_phone, &during);
    nowhere(&of_phone, &open);
    assert!(during.iter().any(|(path, _)| path.contains("keys")), "the keys were looked through");

    // Database, its write-ahead log, backup.
    let mut places = files(&scene.folder.path().join("server"));
    assert!(places.iter().any(|(path, _)| path.ends_with("-wal")), "the write-ahead log is there");
    places.push(("the backup".into(), std::fs::read(&backup).unwrap()));
    nowhere(&of_server, &places);
    assert!(
        places.iter().any(|(_, bytes)| Needle::text("the login", &person.login).is_in(bytes)),
        "the search finds what is there: the login is in the database"
    );

    // Logs and what programs say by themselves.
    let logs = scene.server.logs().to_owned();
    assert!(logs.lines().count() > 50, "{} log lines", logs.lines().count());
    assert!(scene.commands > 9 && !scene.stderr.is_empty());
    let said = [
        ("the server's log".to_owned(), logs.into_bytes()),
        ("standard error of kauth".to_owned(), scene.stderr.clone().into_bytes()),
    ];
    nowhere(&of_server, &said);
    nowhere(&of_logs, &said[..1]);
    nowhere(&[Needle::text("the note", NOTE)], &said);

    // What a developer would print.
    let debug = [("Debug of views and effects".to_owned(), debug.into_bytes())];
    nowhere(&of_server, &debug);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_planted_is_found_where_it_does_not_belong_with_logs_for_people() {
    lives(&["--log-level", "debug"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_planted_is_found_where_it_does_not_belong_with_logs_for_machines() {
    lives(&["--log-level", "debug", "--log-format", "json"]).await;
}

#[test]
fn the_search_finds_what_is_hidden_in_other_clothes() {
    let needle = Needle::text("it", "planted secret");
    let dressed: Vec<Vec<u8>> = vec![
        b"xx planted secret xx".to_vec(),
        b"PLANTED SECRET".to_vec(),
        BASE64URL_NOPAD.encode(b"planted secret").into_bytes(),
        BASE64_NOPAD.encode(b"{\"a\":\"planted secret\"}").into_bytes(),
        BASE64_NOPAD.encode(b"12planted secret3").into_bytes(),
        BASE64_NOPAD.encode(b"1planted secret34").into_bytes(),
        HEXUPPER.encode(b"..planted secret").into_bytes(),
        BASE32_NOPAD.encode(b"planted secret").to_lowercase().into_bytes(),
        "planted secret".encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ];
    for clothes in &dressed {
        assert!(needle.is_in(clothes), "{clothes:?}");
    }
    assert!(!needle.is_in(b"planted secre"));
}

/// What is locked on the disk while a dossier lives, each a piece of 64 bytes: the session's key, pictures as they came,
/// what the provider and the phone signed.
fn locked(data: &Path, sent: &Value) -> Vec<Needle> {
    let mut needles = Vec::new();
    for (path, bytes) in files_below(&data.join("check-keys")).unwrap() {
        needles.push(Needle { what: path.display().to_string(), forms: vec![bytes] });
    }
    for (path, bytes) in files_below(&data.join("check-blobs")).unwrap() {
        needles.push(Needle { what: path.display().to_string(), forms: vec![bytes[..64].to_vec()] });
    }
    for what in ["description", "manifest"] {
        let compact = sent[what].as_str().unwrap();
        let end = compact.as_bytes()[compact.len() - 64..].to_vec();
        needles.push(Needle { what: what.into(), forms: vec![end] });
    }
    needles
}

fn now_ms() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(now.as_millis()).unwrap()
}

#[tokio::test]
async fn a_server_that_was_down_at_the_deadline_keeps_nothing_of_a_dossier() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("server");
    let mut server = ServerProcess::start(&data, &[], None).await.unwrap();
    let agent = Agent::at(Browser::new(server.url()).unwrap(), &data, now_ms()).await.unwrap();
    let person = planted();
    let browser = Browser::new(server.url()).unwrap();
    website::sign_up(&browser, &person).await.unwrap();
    let begun = forgotten(&Browser::new(server.url()).unwrap(), &person.login).await.unwrap();
    let uri = begun.attribute("#open-kauth", "href").unwrap();
    let phone = folder.path().join("phone");
    let run = async |arguments: &[&str]| kauth(&phone, arguments).await.unwrap();
    run(&["check", &uri, "--yes", "--phone", &person.number]).await;
    let code = website::newest_mail_code(&browser, "check_code").await.unwrap();
    let mut clear = vec![Needle::text("the number", &person.number), Needle::text("the note", NOTE)];
    let mut given = vec!["check", "--yes", "--anyway", "--code", &code, "--document", "passport"];
    let (page, selfie) = (folder.path().join("page.jpg"), folder.path().join("selfie.jpg"));
    for (path, subject) in [(&page, Subject::PhotoPage), (&selfie, Subject::Selfie)] {
        let picture = noise(500, 400, 11).unwrap();
        let sent = upload(&picture, subject).unwrap();
        std::fs::write(path, picture).unwrap();
        for at in [700, sent.len() / 2, sent.len() - 100] {
            clear.push(Needle::bytes("a picture", &sent[at..at + 24]));
        }
    }
    given.extend(["--location", "46.204412,6.143158", "--front", page.to_str().unwrap()]);
    given.extend(["--selfie", selfie.to_str().unwrap()]);
    clear.push(Needle::text("the place", "46.204412"));
    let sent = run(&given).await;
    assert_eq!(sent.code(), Some(0), "{sent:?}");

    let path = agent.waiting().await.unwrap().remove(0);
    let opened = agent.open_at(server.url(), &path).await.unwrap();
    assert_eq!(opened.facts.location.as_ref().unwrap().latitude, 46.204412);
    let stored: Value = serde_json::from_str(&opened.page.attribute("main", "data-sent").unwrap()).unwrap();
    let retake = [("decision", "retake"), ("retake_selfie", "blurred"), ("note", NOTE)];
    agent.decide(&opened, &retake).await.unwrap();
    let locked = locked(&data, &stored);
    assert!(locked.len() >= 6, "a key, chunks of three blobs, two signatures");
    let living = files(&data);
    nowhere(&clear, &living);
    for needle in &locked {
        assert!(living.iter().any(|(_, bytes)| needle.is_in(bytes)), "{} is stored as it is", needle.what);
    }

    // Killed, so that its log is as it was; the deadline passes while it is down.
    server.kill().await.unwrap();
    server.turn(73 * 3_600_000);
    server.restart(None).await.unwrap();
    let after = files(&data);
    nowhere(&clear, &after);
    nowhere(&locked, &after);
    server.kill().await.unwrap();
    nowhere(&locked, &files(&data));
    assert_eq!(std::fs::read_dir(data.join("check-keys")).unwrap().count(), 0);
}
