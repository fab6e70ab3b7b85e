//! The program as a shell's tests use it: a child that is driven by lines, and a real core as the phone.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use kauth_core::app::{AskedDigits, Decision, Ending, Screen, Timeouts};
use kauth_core::platform::fakes::{FakeKeys, ManualClock};
use kauth_server::clock::{Clock, SystemClock};
use kauth_tests::phone::Phone;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

const PATIENCE: Duration = Duration::from_secs(60);

struct Person {
    child: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
    url: String,
    temporary: TempDir,
    phones: TempDir,
}

impl Person {
    async fn start() -> Self {
        let temporary = TempDir::new().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_kauth-person"));
        command.env("TMPDIR", temporary.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.kill_on_drop(true).spawn().unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap()).lines();
        let phones = TempDir::new().unwrap();
        let mut person = Self { child, input, output, url: String::new(), temporary, phones };
        let ready = person.next().await;
        person.url = ready["ok"]["url"].as_str().unwrap().to_owned();
        person
    }

    async fn next(&mut self) -> Value {
        let line = tokio::time::timeout(PATIENCE, self.output.next_line()).await.unwrap();
        serde_json::from_str(&line.unwrap().unwrap()).unwrap()
    }

    async fn send(&mut self, line: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(line).await.unwrap();
        input.write_all(b"\n").await.unwrap();
        input.flush().await.unwrap();
    }

    async fn raw(&mut self, line: &[u8]) -> Value {
        self.send(line).await;
        self.next().await
    }

    /// What a command gives, or what went wrong.
    async fn answer(&mut self, command: Value) -> Value {
        self.raw(command.to_string().as_bytes()).await
    }

    /// What a command gives that must work.
    async fn ask(&mut self, command: Value) -> Value {
        let mut answer = self.answer(command.clone()).await;
        assert!(answer["ok"].is_object(), "{command}: {answer}");
        answer["ok"].take()
    }

    async fn fails(&mut self, command: Value, words: &str) {
        let answer = self.answer(command.clone()).await;
        let error = answer["error"].as_str().unwrap_or_else(|| panic!("{command}: {answer}"));
        assert!(error.contains(words), "{command}: {error}");
    }

    async fn phone(&self, name: &str) -> Phone {
        let clock = Arc::new(ManualClock::new(SystemClock.now_unix_ms()));
        let folder = self.phones.path().join(name);
        Phone::open(&folder, name, "en", clock, Arc::new(FakeKeys::new(7)), Timeouts::default())
            .await
            .unwrap()
    }

    async fn agree(&mut self, phone: &Phone) {
        phone
            .until("the question", |view| matches!(view.screen, Screen::Agree(_)).then_some(()))
            .await
            .unwrap();
        phone.app().agree().await.unwrap();
        let code = phone
            .until("six digits", |view| match &view.screen {
                Screen::LinkCode(shown) => Some(shown.code.clone()),
                _ => None,
            })
            .await
            .unwrap();
        let typed = self.ask(json!({"do": "type_digits", "code": code})).await;
        assert!(matches!(typed["state"].as_str(), Some("confirmed" | "active")), "{typed}");
        self.ask(json!({"do": "link_state", "until": ["active"]})).await;
    }

    async fn linked(&mut self, name: &str) -> (Phone, Vec<String>) {
        self.ask(json!({"do": "sign_up", "name": name})).await;
        let started = self.ask(json!({"do": "start_link"})).await;
        let phone = self.phone("phone").await;
        phone.app().scan(started["link"].as_str().unwrap().to_owned()).await.unwrap();
        self.agree(&phone).await;
        let codes = recovery_codes(&phone).await;
        phone.app().saved_recovery_codes().await.unwrap();
        (phone, codes)
    }

    fn folders(&self) -> usize {
        std::fs::read_dir(self.temporary.path()).unwrap().count()
    }

    async fn ended(&mut self) -> ExitStatus {
        tokio::time::timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap()
    }
}

/// Looks again after an outage: this phone's clock stands still, so it would wait for ever to try again by itself.
async fn refreshed(phone: &Phone) {
    phone.app().refresh().await.unwrap();
}

async fn recovery_codes(phone: &Phone) -> Vec<String> {
    phone
        .until("recovery codes", |view| match &view.screen {
            Screen::RecoveryCodes(shown) => Some(shown.codes.clone()),
            _ => None,
        })
        .await
        .unwrap()
}

async fn ended(phone: &Phone, ending: Ending) {
    phone
        .until(ending.as_str(), |view| match &view.screen {
            Screen::RequestEnded(ended) if ended.ending == ending => Some(()),
            _ => None,
        })
        .await
        .unwrap();
    phone.app().back().await.unwrap();
}

#[tokio::test]
async fn a_phone_is_linked_says_yes_and_is_revoked() {
    let mut person = Person::start().await;
    let anna = person.ask(json!({"do": "sign_up", "name": "Anna A"})).await;
    assert_eq!(anna["login"], "anna.a@example.org");
    let mails = person.ask(json!({"do": "mails"})).await;
    assert_eq!(mails["mails"][0]["to"], anna["login"]);

    let started = person.ask(json!({"do": "activate"})).await;
    assert!(started["kauth_link"].as_str().unwrap().starts_with("kauth://link?v=1&u=http%3A%2F%2F127.0.0.1"));
    let picture = data_encoding::BASE64.decode(started["qr_png"].as_str().unwrap().as_bytes()).unwrap();
    assert_eq!(person.ask(json!({"do": "link_state"})).await["state"], "created");
    let phone = person.phone("Pixel").await;
    phone.app().picture(picture).await.unwrap();
    person.agree(&phone).await;

    let codes = person.ask(json!({"do": "recovery_codes", "saved": true})).await;
    assert_eq!(codes["codes"].as_array().unwrap().len(), 10);
    let shown = recovery_codes(&phone).await;
    assert_eq!(codes["codes"][0], shown[0].as_str());
    phone.app().saved_recovery_codes().await.unwrap();
    let phones = person.ask(json!({"do": "phones"})).await;
    assert_eq!((&phones["state"], &phones["codes_left"]), (&json!("on"), &json!(10)));
    assert_eq!(phones["phones"][0]["name"], "Pixel");

    let waiting = person.ask(json!({"do": "sign_in"})).await;
    assert_eq!((&waiting["page"], &waiting["state"]), (&json!("waiting"), &json!("pending")));
    let link = person.ask(json!({"do": "open_link"})).await;
    phone.app().scan(link["link"].as_str().unwrap().to_owned()).await.unwrap();
    let request = phone.request().await.unwrap();
    person.send(br#"{"do":"waiting"}"#).await;
    phone.app().answer(request.id, Decision::Approve, None).await.unwrap();
    assert_eq!(person.next().await["ok"]["state"], "approved");
    let inside = person.ask(json!({"do": "finish"})).await;
    assert_eq!((&inside["page"], &inside["signed_in"]), (&json!("account"), &json!(true)));
    ended(&phone, Ending::Approved).await;

    let off = person.ask(json!({"do": "revoke_phone", "name": "Pixel"})).await;
    assert_eq!((&off["page"], &off["state"]), (&json!("two-step"), &json!("on")));
    phone
        .until("that the link was removed", |view| {
            matches!(view.screen, Screen::LinkRemoved(_)).then_some(())
        })
        .await
        .unwrap();
    let stranger = person.ask(json!({"do": "sign_in", "as": "stranger"})).await;
    assert_eq!(stranger["state"], "no_phone");
    let proof = json!({"do": "type_recovery_code", "code": codes["codes"][0]});
    assert_eq!(person.ask(proof).await["signed_in"], true);
    let off = person.ask(json!({"do": "turn_off"})).await;
    assert_eq!(off["state"], "off");
}

#[tokio::test]
async fn the_providers_choice_asks_for_the_digits_on_the_page() {
    let mut person = Person::start().await;
    let (phone, _) = person.linked("Berta B").await;
    person.ask(json!({"do": "set_policy", "policy": "digits_2", "user_check": false})).await;
    refreshed(&phone).await;
    let waiting = person.ask(json!({"do": "sign_in"})).await;
    let digits = waiting["digits"].as_str().unwrap().to_owned();
    assert_eq!(digits.len(), 2);
    let request = phone.request().await.unwrap();
    assert_eq!((request.digits, request.user_check), (AskedDigits::Two, false));
    phone.app().answer(request.id, Decision::Approve, Some(digits)).await.unwrap();
    assert_eq!(person.ask(json!({"do": "waiting"})).await["state"], "approved");
    assert_eq!(person.ask(json!({"do": "finish"})).await["signed_in"], true);
    ended(&phone, Ending::Approved).await;

    person.ask(json!({"do": "set_policy", "policy": "yes_no"})).await;
    refreshed(&phone).await;
    let action = person.ask(json!({"do": "action", "kind": "pay"})).await;
    assert_eq!((&action["page"], &action["state"]), (&json!("action"), &json!("pending")));
    let request = phone.request().await.unwrap();
    let pairs = action["pairs"].as_array().unwrap();
    let amount = request.pairs.iter().find(|pair| pair.value == "CHF 129.00").unwrap();
    assert!(pairs.iter().any(|pair| pair["label"] == amount.label.as_str() && pair["value"] == "CHF 129.00"));
    person.ask(json!({"do": "withdraw"})).await;
    ended(&phone, Ending::Withdrawn).await;

    // Ten seconds must pass after a request without a yes; a code counts at once.
    assert_eq!(person.ask(json!({"do": "sign_in"})).await["state"], "later");
    let code = phone.code().await.unwrap();
    let inside = person.ask(json!({"do": "type_code", "code": code})).await;
    assert_eq!(inside["signed_in"], true);
    person.ask(json!({"do": "turn", "seconds": 11})).await;
    let action = person.ask(json!({"do": "action", "kind": "close_account"})).await;
    assert_eq!(action["state"], "pending");
    let request = phone.request().await.unwrap();
    phone.app().answer(request.id, Decision::Approve, None).await.unwrap();
    assert_eq!(person.ask(json!({"do": "waiting"})).await["state"], "approved");
    assert_eq!(person.ask(json!({"do": "finish"})).await["page"], "sign-in");
}

#[tokio::test]
async fn time_is_turned_and_the_server_comes_back() {
    let mut person = Person::start().await;
    let (phone, codes) = person.linked("Clara C").await;
    person.ask(json!({"do": "sign_in"})).await;
    phone.request().await.unwrap();
    person.ask(json!({"do": "turn", "seconds": 121})).await;
    assert_eq!(person.ask(json!({"do": "waiting"})).await["state"], "expired");
    ended(&phone, Ending::Expired).await;

    person.ask(json!({"do": "outage", "on": true})).await;
    person.fails(json!({"do": "ask_again"}), "cannot be reached").await;
    person.ask(json!({"do": "outage", "on": false})).await;
    refreshed(&phone).await;
    assert_eq!(person.ask(json!({"do": "ask_again"})).await["state"], "pending");
    let request = phone.request().await.unwrap();
    phone.app().answer(request.id, Decision::Report, None).await.unwrap();
    assert_eq!(person.ask(json!({"do": "waiting"})).await["state"], "reported");
    ended(&phone, Ending::Reported).await;

    let again = person.ask(json!({"do": "sign_in", "as": "stranger"})).await;
    assert_eq!(again["state"], "other_factors");
    let proof = json!({"do": "type_recovery_code", "code": codes[0]});
    assert_eq!(person.ask(proof).await["page"], "new-password");
    let new = person.ask(json!({"do": "new_password", "password": "another good password"})).await;
    assert_eq!((&new["page"], &new["signed_in"]), (&json!("account"), &json!(true)));
    let wrong = json!({"do": "sign_in", "password": "correct horse battery"});
    assert!(person.ask(wrong).await["error"].is_string());
    assert_eq!(person.ask(json!({"do": "sign_in"})).await["error"], Value::Null);
}

#[tokio::test]
async fn a_change_long_after_the_sign_in_asks_the_phone() {
    let mut person = Person::start().await;
    let (phone, _) = person.linked("Dora D").await;
    person.ask(json!({"do": "sign_in"})).await;
    let request = phone.request().await.unwrap();
    phone.app().answer(request.id, Decision::Approve, None).await.unwrap();
    person.ask(json!({"do": "waiting"})).await;
    assert_eq!(person.ask(json!({"do": "finish", "remember": true})).await["signed_in"], true);
    ended(&phone, Ending::Approved).await;
    assert_eq!(person.ask(json!({"do": "sign_in"})).await["signed_in"], true, "it is remembered");

    person.ask(json!({"do": "turn", "seconds": 301})).await;
    let asked = person.ask(json!({"do": "new_recovery_codes"})).await;
    assert_eq!((&asked["path"], &asked["state"]), (&json!("/step-up/second"), &json!("pending")));
    let request = phone.request().await.unwrap();
    phone.app().answer(request.id, Decision::Approve, None).await.unwrap();
    assert_eq!(person.ask(json!({"do": "waiting"})).await["state"], "approved");
    assert_eq!(person.ask(json!({"do": "finish"})).await["path"], "/2fa/recovery-codes/new");
    let codes = person.ask(json!({"do": "new_recovery_codes"})).await;
    assert_eq!(codes["codes"].as_array().unwrap().len(), 10);

    person.ask(json!({"do": "turn", "seconds": 301})).await;
    let proof = json!({"recovery_code": codes["codes"][0]});
    let off = person.ask(json!({"do": "turn_off", "proof": proof})).await;
    assert_eq!(off["state"], "off");
}

#[tokio::test]
async fn from_this_phone_the_person_authorizes() {
    let mut person = Person::start().await;
    let emma = person.ask(json!({"do": "sign_up", "name": "Emma E", "browser": "desk"})).await;
    let phone = person.phone("phone").await;
    phone.app().sign_in_here(person.url.clone(), None).await.unwrap();
    let url = kauth_tests::flows::link::opened_url(&phone).await.unwrap();
    person.fails(json!({"do": "authorize", "url": url}), "name a login").await;
    let back = person.ask(json!({"do": "authorize", "url": url, "login": emma["login"]})).await;
    let redirect = back["redirect"].as_str().unwrap();
    assert!(redirect.starts_with("kauth://oauth?code="), "{redirect}");
    phone.app().opened(redirect.to_owned()).await.unwrap();
    phone
        .until("the linked account", |view| {
            matches!(view.screen, Screen::RecoveryCodes(_) | Screen::Account(_)).then_some(())
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn nonsense_is_answered_and_it_goes_on() {
    let mut person = Person::start().await;
    for line in [&b""[..], b"hello", b"\xff\xfe", b"[1]", br#"{"do":"fly"}"#, br#"{"do":"sign_up"}"#] {
        let answer = person.raw(line).await;
        assert!(answer["error"].as_str().is_some_and(|words| !words.is_empty()), "{answer}");
    }
    person.fails(json!({"do": "waiting"}), "no page waits").await;
    person.fails(json!({"do": "link_state"}), "no phone is being linked").await;
    person.fails(json!({"do": "phones"}), "name a login").await;
    person.fails(json!({"do": "sign_in", "login": "nobody@example.org"}), "nobody signed up").await;
    person.ask(json!({"do": "sign_up", "name": "Felix F"})).await;
    person.fails(json!({"do": "sign_up", "name": "Felix F"}), "has an account already").await;
    person.fails(json!({"do": "revoke_phone", "name": "none"}), "no phone called none").await;
    let wrong = person.ask(json!({"do": "sign_in", "password": "not this one", "as": "stranger"})).await;
    assert!(wrong["error"].is_string() && wrong["signed_in"] == false, "{wrong}");
}

#[tokio::test]
async fn it_ends_with_its_input_and_leaves_nothing() {
    let mut person = Person::start().await;
    assert_eq!(person.folders(), 1);
    let (_phone, _) = person.linked("Gerda G").await;
    person.ask(json!({"do": "sign_in"})).await;
    // Somebody who is gone does not hold it up.
    person.send(br#"{"do":"waiting"}"#).await;
    person.input = None;
    assert_eq!(person.next().await["error"], "nobody waits for it any more");
    assert!(person.ended().await.success());
    assert_eq!(person.folders(), 0);
    let address = person.url.strip_prefix("http://").unwrap();
    assert!(std::net::TcpStream::connect(address).is_err(), "nobody listens any more");
}

#[cfg(unix)]
#[tokio::test]
async fn it_ends_when_asked_to() {
    let mut person = Person::start().await;
    let id = person.child.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
    assert!(person.ended().await.success());
    assert!(Path::new(person.temporary.path()).is_dir() && person.folders() == 0);
}

#[tokio::test]
async fn help_lists_the_commands() {
    let program = env!("CARGO_BIN_EXE_kauth-person");
    let output = Command::new(program).arg("--help").stdin(Stdio::null()).output().await.unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains(r#"> {"do":"revoke_phone""#), "{text}");
}
