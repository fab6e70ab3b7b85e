//! Phone and server are killed, as by `kill -9`, at every named point of linking and answering and at random instants;
//! then the killed side comes back, and both sides are asked what they know.
//!
//! What must hold: a link is on both sides or on neither, with the same ten recovery codes and no key that nobody
//! owns; a yes counts once; and nothing that was killed stands in the way of the next try.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use kauth_core::app::{Decision, Screen};
use kauth_tests::browser::{Browser, Page};
use kauth_tests::process::{Running, ServerProcess, kauth, kauth_start};
use kauth_tests::terminal::{Terminal, key_files};
use kauth_tests::website::{self, LinkOnPage, Person};
use serde_json::Value;
use tempfile::TempDir;

/// A person with a browser at a server of their own, and a folder for a phone.
struct Scene {
    folder: TempDir,
    server: ServerProcess,
    browser: Browser,
    person: Person,
}

impl Scene {
    async fn new(name: &str, server_dies_at: Option<&str>) -> Self {
        let folder = TempDir::new().unwrap();
        let server = ServerProcess::start(&folder.path().join("server"), &[], server_dies_at).await.unwrap();
        let browser = Browser::new(server.url()).unwrap();
        let person = Person::called(name);
        let page = website::sign_up(&browser, &person).await.unwrap();
        assert_eq!(page.name(), "account");
        Self { folder, server, browser, person }
    }

    fn phone(&self) -> PathBuf {
        self.folder.path().join("phone")
    }

    async fn page(&self, path: &str) -> Page {
        self.browser.open(path).await.unwrap()
    }

    /// Starts `kauth add --yes` with a new link.
    async fn add(&self, dying_at: Option<&str>) -> (LinkOnPage, Running) {
        let link = website::start_link(&self.browser, &self.person, None).await.unwrap();
        let start = kauth_start(&self.phone(), &["add", "--json", "--yes", &link.uri]);
        (link, Running::start("kauth", &start.dying_at(dying_at)).unwrap())
    }

    /// Links without anybody dying.
    async fn link(&self) {
        let (link, mut running) = self.add(None).await;
        let code = code_of(&mut running).await.unwrap();
        website::type_link_code(&self.browser, &link, &code).await.unwrap();
        let ended = running.ended().await.unwrap();
        assert_eq!(ended.code(), Some(0), "{ended:?}");
        self.browser.listen(&format!("{}/events", link.path), &["active"]).await.unwrap();
    }

    /// The person comes back to both screens after a death, and ends up linked, whatever it takes.
    async fn come_back(&self, link: &LinkOnPage) {
        let terminal = Terminal::open(&self.phone()).await.unwrap();
        let mut shown = terminal.until("where it stands", stands).await.unwrap();
        if let Stands::Code(code) = &shown {
            if self.page(&link.path).await.state() == "claimed" {
                website::type_link_code(&self.browser, link, code).await.unwrap();
            }
            let after =
                |view: &kauth_core::app::AppView| stands(view).filter(|s| !matches!(s, Stands::Code(_)));
            shown = terminal.until("what became of the link", after).await.unwrap();
        }
        if matches!(shown, Stands::Linked) {
            self.browser.listen(&format!("{}/events", link.path), &["active"]).await.unwrap();
            terminal.close().await;
            return;
        }
        assert!(terminal.app().accounts().await.unwrap().is_empty(), "half an account");
        assert_eq!(terminal.key_files().unwrap(), Vec::<String>::new(), "keys that nobody owns");
        terminal.close().await;
        let page = self.page(&link.path).await;
        assert!(["created", "claimed", "confirmed"].contains(&page.state().as_str()), "{}", page.state());
        assert_eq!(self.page("/2fa").await.state(), "off", "the page counts a phone that knows nothing");
        self.link().await;
    }

    /// Both sides agree, and everything works.
    async fn is_whole(&self) {
        let listed = kauth(&self.phone(), &["list", "--json"]).await.unwrap();
        let accounts: Value = serde_json::from_str(&listed.stdout).unwrap();
        assert_eq!(accounts["accounts"].as_array().unwrap().len(), 1, "{accounts}");
        assert_eq!(accounts["accounts"][0]["linked"], true);
        assert_eq!(key_files(&self.phone()).unwrap().len(), 2, "one pair of keys");

        let page = self.page("/2fa").await;
        assert_eq!(page.state(), "on");
        let phones = page.html().matches("href=\"/2fa/phones/").count();
        assert_eq!(phones, 1, "{}", page.words());
        let id = accounts["accounts"][0]["id"].as_str().unwrap();
        let shown = kauth(&self.phone(), &["recovery-codes", "--json", "--", id]).await.unwrap();
        assert_eq!(shown.code(), Some(0), "{shown:?}");
        let shown: Value = serde_json::from_str(&shown.stdout).unwrap();
        let on_phone: BTreeSet<String> = shown["recovery_codes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|code| plain(code.as_str().unwrap()))
            .collect();
        // Where the reply to the confirmation was lost, the page wants to know who looks: a code says it.
        let mut page = self.page("/2fa/recovery-codes").await;
        let proved = page.path().starts_with("/step-up");
        if proved {
            website::step_up(&self.browser, page, &self.person).await.unwrap();
            let asked = self.page("/step-up/second?use=code").await;
            let code = self.code(id).await;
            page = self.browser.submit(&asked, "/step-up/code", &[("code", &code)]).await.unwrap();
        }
        let on_page: BTreeSet<String> = page.texts("#codes code").iter().map(|code| plain(code)).collect();
        assert_eq!(on_page.len(), 10, "{}", page.words());
        assert_eq!(on_page, on_phone);

        if !proved {
            let other = Browser::new(self.server.url()).unwrap();
            website::sign_in(&other, &self.person).await.unwrap();
            let page = website::type_code(&other, &self.code(id).await).await.unwrap();
            assert_eq!(page.name(), "account", "{:?}", page.error());
        }
        self.asks_and_gets_in().await;
    }

    async fn code(&self, account: &str) -> String {
        kauth(&self.phone(), &["code", "--", account]).await.unwrap().stdout.trim().to_owned()
    }

    /// Another sign-in, answered on the phone.
    async fn asks_and_gets_in(&self) {
        let (browser, digits) = self.asks().await;
        let approved = self.approve(digits.as_deref(), None).ended().await.unwrap();
        assert_eq!(approved.code(), Some(0), "{approved:?}");
        gets_in_once(&browser).await;
    }

    /// A browser in which the password was typed, and the digits that it shows, if it shows any.
    async fn asks(&self) -> (Browser, Option<String>) {
        let browser = Browser::new(self.server.url()).unwrap();
        let page = website::sign_in(&browser, &self.person).await.unwrap();
        assert_eq!((page.name().as_str(), page.state().as_str()), ("waiting", "pending"), "{}", page.words());
        (browser, page.text("#digits").map(|digits| plain(&digits)))
    }

    fn approve(&self, digits: Option<&str>, dying_at: Option<&str>) -> Running {
        let mut arguments = vec!["approve", "--json", "--yes"];
        if let Some(digits) = digits {
            arguments.extend(["--digits", digits]);
        }
        Running::start("kauth", &kauth_start(&self.phone(), &arguments).dying_at(dying_at)).unwrap()
    }

    /// After a death the phone's answer arrives by itself, or the person gives it again.
    async fn answer_arrives(&self, browser: &Browser, digits: Option<String>) {
        let terminal = Terminal::open(&self.phone()).await.unwrap();
        terminal.app().refresh().await.unwrap();
        if let Some(request) = terminal.app().inbox().await.unwrap().into_iter().next()
            && browser.open("/sign-in/second").await.unwrap().state() == "pending"
        {
            // Stored and on its way, or not decided yet: deciding the same again is no second answer.
            drop(terminal.app().answer(request.id, Decision::Approve, digits).await);
        }
        website::wait_for(browser, &["approved"]).await.unwrap();
        gets_in_once(browser).await;
        terminal.app().refresh().await.unwrap();
        assert!(terminal.app().inbox().await.unwrap().is_empty(), "nothing waits any more");
        terminal.close().await;
    }

    async fn past_requests(&self) -> usize {
        let history = kauth(&self.phone(), &["history", "--json"]).await.unwrap();
        let history: Value = serde_json::from_str(&history.stdout).unwrap();
        let ids: BTreeSet<&str> =
            history["history"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
        ids.len()
    }
}

/// The yes opens one session, in the browser that asked.
async fn gets_in_once(browser: &Browser) {
    let before = browser.with_same_cookies().await.unwrap();
    let page = website::finish(browser, false).await.unwrap();
    assert_eq!(page.name(), "account", "{}", page.words());
    let again = before.open("/account").await.unwrap();
    assert_ne!(again.name(), "account", "the session before it is dead");
}

enum Stands {
    Nothing,
    Code(String),
    Linked,
}

fn stands(view: &kauth_core::app::AppView) -> Option<Stands> {
    match &view.screen {
        Screen::Start(_) | Screen::Problem(_) | Screen::Add(_) => Some(Stands::Nothing),
        Screen::LinkCode(shown) => Some(Stands::Code(shown.code.clone())),
        Screen::Account(_) | Screen::Accounts(_) | Screen::RecoveryCodes(_) => Some(Stands::Linked),
        _ => None,
    }
}

fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The six digits, or nothing if the phone ended before it had any.
async fn code_of(running: &mut Running) -> Option<String> {
    while let Some(line) = running.line().await.unwrap() {
        let event: Value = serde_json::from_str(&line).unwrap();
        if event["event"] == "code" {
            return event["code"].as_str().map(str::to_owned);
        }
    }
    None
}

/// A phone that dies at a point of linking. False if it lived through, because it never came there.
async fn phone_dies_linking(point: &str) -> bool {
    let scene = Scene::new("Paula Phone", None).await;
    let (link, mut running) = scene.add(Some(point)).await;
    if let Some(code) = code_of(&mut running).await {
        website::type_link_code(&scene.browser, &link, &code).await.unwrap();
    }
    let ended = running.ended().await.unwrap();
    if !ended.was_killed() {
        assert_eq!(ended.code(), Some(0), "{point}: {ended:?}");
        return false;
    }
    scene.come_back(&link).await;
    scene.is_whole().await;
    true
}

#[tokio::test]
async fn a_phone_killed_at_any_named_point_of_linking() {
    for point in [
        "keys.before_rename:1",
        "keys.before_rename:2",
        "keys.created:1",
        "keys.created:2",
        "vault.created",
        "link.claimed",
        "link.before_commit",
        "link.committed",
        "link.acknowledged",
    ] {
        assert!(phone_dies_linking(point).await, "{point} was never reached");
    }
}

#[tokio::test]
async fn a_phone_killed_around_every_commit_of_linking() {
    for point in ["vault.before_commit", "vault.after_commit"] {
        let mut deaths = 0;
        while phone_dies_linking(&format!("{point}:{}", deaths + 1)).await {
            deaths += 1;
        }
        assert!(deaths >= 3, "{point}: the journal, the account and the acknowledgement, not {deaths}");
    }
}

#[tokio::test]
async fn a_server_killed_at_any_named_point_of_linking() {
    for point in [
        "links.claim.before_commit",
        "links.claim.after_commit",
        "links.confirm.before_commit",
        "links.confirm.after_commit",
        "links.ack.before_commit",
        "links.ack.after_commit",
    ] {
        let mut scene = Scene::new("Sven Server", Some(point)).await;
        let (link, mut running) = scene.add(None).await;
        if point.starts_with("links.claim") {
            scene.server.died().await.unwrap();
            scene.server.restart(None).await.unwrap();
        }
        if let Some(code) = code_of(&mut running).await {
            let typed = website::type_link_code(&scene.browser, &link, &code).await;
            // The phone may acknowledge, and so kill the server, before the page after the digits is read.
            if !point.starts_with("links.ack") {
                assert_eq!(typed.is_err(), point.starts_with("links.confirm"), "{point}: {typed:?}");
            }
            if !point.starts_with("links.claim") {
                scene.server.died().await.unwrap();
                scene.server.restart(None).await.unwrap();
            }
            if scene.page(&link.path).await.state() == "claimed" {
                website::type_link_code(&scene.browser, &link, &code).await.unwrap();
            }
        }
        // Whether it got through by itself or gave up: what it left is what counts.
        running.ended().await.unwrap();
        scene.come_back(&link).await;
        scene.is_whole().await;
        assert!(scene.server.url().starts_with("http://127.0.0.1:"), "{point}");
    }
}

#[tokio::test]
async fn a_phone_killed_at_any_point_of_answering() {
    let scene = Scene::new("Anna Answer", None).await;
    scene.link().await;
    let mut answered = 0;
    for (point, least) in
        [("answer.stored", 1), ("answer.sent", 1), ("vault.before_commit", 2), ("vault.after_commit", 2)]
    {
        let mut deaths = 0;
        loop {
            let (browser, digits) = scene.asks().await;
            let at = format!("{point}:{}", deaths + 1);
            let ended = scene.approve(digits.as_deref(), Some(&at)).ended().await.unwrap();
            answered += 1;
            if !ended.was_killed() {
                assert_eq!(ended.code(), Some(0), "{at}: {ended:?}");
                gets_in_once(&browser).await;
                break;
            }
            deaths += 1;
            scene.answer_arrives(&browser, digits).await;
        }
        assert!(deaths >= least, "{point} was reached {deaths} times");
    }
    assert_eq!(scene.past_requests().await, answered, "each request once");
}

#[tokio::test]
async fn a_server_killed_at_any_named_point_of_asking_and_answering() {
    let mut scene = Scene::new("Alma Answer", None).await;
    scene.link().await;
    for point in ["approvals.open.before_commit", "approvals.open.after_commit"] {
        scene.server.restart(Some(point)).await.unwrap();
        let browser = Browser::new(scene.server.url()).unwrap();
        assert!(website::sign_in(&browser, &scene.person).await.is_err(), "{point} was never reached");
        scene.server.died().await.unwrap();
        scene.server.restart(None).await.unwrap();
        // What was committed is on the phone, and nobody can use it: its browser never got the reply.
        let refused = kauth(&scene.phone(), &["deny"]).await.unwrap();
        let committed = point.ends_with("after_commit");
        assert_eq!(refused.code(), Some(i32::from(!committed)), "{point}: {refused:?}");
        if committed {
            // After a no the next request waits a little; a code does not.
            let other = Browser::new(scene.server.url()).unwrap();
            website::sign_in(&other, &scene.person).await.unwrap();
            let page = website::type_code(&other, &scene.code("kAuth").await).await.unwrap();
            assert_eq!(page.name(), "account", "{:?}", page.error());
        }
        scene.asks_and_gets_in().await;
    }
    for point in ["approvals.answer.before_commit", "approvals.answer.after_commit"] {
        scene.server.restart(Some(point)).await.unwrap();
        let (browser, digits) = scene.asks().await;
        let running = scene.approve(digits.as_deref(), None);
        scene.server.died().await.unwrap();
        scene.server.restart(None).await.unwrap();
        running.ended().await.unwrap();
        scene.answer_arrives(&browser, digits).await;
    }
    for point in ["sign_in.by_phone.before_commit", "sign_in.by_phone.after_commit"] {
        scene.server.restart(Some(point)).await.unwrap();
        let (browser, digits) = scene.asks().await;
        let approved = scene.approve(digits.as_deref(), None).ended().await.unwrap();
        assert_eq!(approved.code(), Some(0), "{point}: {approved:?}");
        let page = browser.open("/sign-in/second").await.unwrap();
        assert!(browser.submit(&page, "/sign-in/finish", &[]).await.is_err(), "{point} was never reached");
        scene.server.died().await.unwrap();
        scene.server.restart(None).await.unwrap();
        if point.ends_with("before_commit") {
            gets_in_once(&browser).await;
        } else {
            // The yes is used up, and the cookie of its session was lost with the reply: nobody is signed in by it.
            let page = browser.open("/account").await.unwrap();
            assert_ne!(page.name(), "account", "the cookie from before the yes opens nothing");
            scene.asks_and_gets_in().await;
        }
    }
}

/// A small generator, so that a failed round can be run again by its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[tokio::test]
async fn either_side_killed_at_random_instants() {
    for seed in 0..20_u64 {
        let mut dice = Dice(seed);
        let mut scene = Scene::new("Rita Random", None).await;
        let (link, mut running) = scene.add(None).await;
        let instant = Duration::from_millis(dice.below(400));
        let server_dies = dice.below(2) == 0;
        let early = dice.below(2) == 0;
        if !early && let Some(code) = code_of(&mut running).await {
            let _cut_off = website::type_link_code(&scene.browser, &link, &code).await;
        }
        let ended = running.killed_after(if server_dies { instant / 4 } else { instant }).await.unwrap();
        if server_dies {
            scene.server.kill().await.unwrap();
            scene.server.restart(None).await.unwrap();
        }
        println!("seed {seed}: {instant:?}, server too: {server_dies}, before the code: {early}: {ended:?}");
        scene.come_back(&link).await;
        scene.is_whole().await;
    }
}
