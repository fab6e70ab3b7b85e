//! The approvals' rules under real parallel requests: two devices, double taps, a no against a yes, withdrawal, a newer
//! request, revocation and two browsers that finish, all at once, in seeded rounds.
//!
//! Whatever the order turns out to be: one decision stands, everybody else is told which, a yes opens at most one
//! session, and none is opened after a no.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::Arc;

use kauth_protocol::approvals::{ApprovalRequest, Decision};
use kauth_protocol::link_uri::{KauthUri, LinkUri};
use kauth_protocol::links;
use kauth_protocol::problem::{Code, Problem};
use kauth_tests::browser::Browser;
use kauth_tests::raw::{RawPhone, Reply};
use kauth_tests::website::{self, Person};
use kauth_tests::world::World;
use reqwest::Method;
use tokio::task::JoinHandle;

const ROUNDS: u64 = 50;

/// A small generator, so that a failed round can be run again by its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(most).unwrap()).unwrap()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in (1..items.len()).rev() {
            items.swap(place, self.below(place + 1));
        }
    }
}

/// Somebody with a browser and two linked phones.
struct Owner {
    world: World,
    person: Person,
    browser: Browser,
    phones: Vec<Arc<RawPhone>>,
}

fn uri(text: &str) -> LinkUri {
    match KauthUri::parse(text).unwrap() {
        KauthUri::Link(link) => link,
        KauthUri::Open(_) | KauthUri::Check(_) => panic!("a link"),
    }
}

impl Owner {
    async fn new(name: &str, phones: usize) -> Self {
        let world = World::new().await.unwrap();
        let person = Person::called(name);
        let browser = world.browser().unwrap();
        website::sign_up(&browser, &person).await.unwrap();
        let mut owner = Self { world, person, browser, phones: Vec::new() };
        for _ in 0..phones {
            owner.link().await;
        }
        website::sign_out(&owner.browser).await.unwrap();
        owner
    }

    async fn link(&mut self) {
        let code = (!self.phones.is_empty()).then(|| self.code());
        let link = website::start_link(&self.browser, &self.person, code.as_deref()).await.unwrap();
        let mut phone = RawPhone::new(self.world.url()).unwrap();
        let digits = phone.begin(&uri(&link.uri), "Phone").await.unwrap();
        website::type_link_code(&self.browser, &link, &digits).await.unwrap();
        phone.complete().await.unwrap();
        self.phones.push(Arc::new(phone));
    }

    /// A 30-second code of the first phone that was not used yet.
    fn code(&self) -> String {
        self.world.turn(31);
        let grant = self.phones[0].grant.as_ref().unwrap();
        let uri = format!("otpauth://totp/a?secret={}", grant.totp.secret);
        kauth_core::code_at(&uri, self.world.clock_seconds(), "en").unwrap()
    }

    /// Types the password; gives the request as the phones have it.
    async fn ask(&self) -> Asked {
        let page = website::sign_in(&self.browser, &self.person).await.unwrap();
        assert_eq!((page.name().as_str(), page.state().as_str()), ("waiting", "pending"), "{}", page.words());
        let csrf = page.attribute("input[name=csrf]", "value").unwrap();
        let digits = page.text("#digits").map(|text| text.chars().filter(char::is_ascii_digit).collect());
        let (compact, request) = self.phones[0].open_request().await.unwrap();
        Asked { csrf, digits, compact, request }
    }

    /// Comes in by a code if the race ended without a session: a success begins all counters anew.
    async fn begin_anew(&self, signed_in: Option<&Browser>) {
        if let Some(browser) = signed_in {
            for (name, value) in browser.cookies().await {
                self.browser.set_cookie(&name, &value).await;
            }
        } else {
            let code = self.code();
            website::sign_in(&self.browser, &self.person).await.unwrap();
            let page = website::type_code(&self.browser, &code).await.unwrap();
            assert_eq!(page.name(), "account", "{:?} {}", page.error(), page.words());
        }
        website::sign_out(&self.browser).await.unwrap();
        self.world.turn(130);
    }
}

struct Asked {
    csrf: String,
    digits: Option<String>,
    compact: String,
    request: ApprovalRequest,
}

impl Asked {
    fn answer(&self, phone: &RawPhone, decision: Decision) -> String {
        let digits = self.digits.as_deref().filter(|_| decision == Decision::Approve);
        phone.answer(&self.compact, &self.request, decision, digits)
    }
}

/// What took part in a race, and how it went for it.
enum Went {
    Answered(Decision, Reply),
    Finished(Browser),
    Other,
}

type Racer = JoinHandle<Went>;

fn answers(asked: &Asked, phone: &Arc<RawPhone>, decision: Decision, body: Option<&str>) -> Racer {
    let (phone, id) = (phone.clone(), asked.request.jti.clone());
    let body = body.map_or_else(|| asked.answer(&phone, decision), str::to_owned);
    tokio::spawn(async move { Went::Answered(decision, phone.send_answer(&id, &body).await.unwrap()) })
}

async fn posts(owner: &Owner, asked: &Asked, path: &'static str) -> Racer {
    let browser = owner.browser.with_same_cookies().await.unwrap();
    let fields = [("csrf".to_owned(), asked.csrf.clone())];
    tokio::spawn(async move {
        let page = browser.post(path, &fields).await;
        if path.ends_with("finish") {
            page.unwrap();
            return Went::Finished(browser);
        }
        Went::Other
    })
}

/// What must hold after any race. Gives the browser that got in, if one did.
async fn judged(seed: u64, went: Vec<Went>) -> Option<Browser> {
    let mut inside = Vec::new();
    let mut said: Vec<(Decision, Reply)> = Vec::new();
    for one in went {
        match one {
            Went::Answered(decision, reply) => said.push((decision, reply)),
            Went::Finished(browser) => {
                if browser.open("/account").await.unwrap().name() == "account" {
                    inside.push(browser);
                }
            }
            Went::Other => {}
        }
    }
    assert!(inside.len() <= 1, "seed {seed}: {} sessions out of one yes", inside.len());
    let taken: Vec<Decision> =
        said.iter().filter(|(_, reply)| reply.status == 200).map(|(decision, _)| *decision).collect();
    if let Some(first) = taken.first() {
        assert!(taken.iter().all(|other| other == first), "seed {seed}: both yes and no stand: {taken:?}");
        for (_, reply) in said.iter().filter(|(_, reply)| reply.code() == Some(Code::AlreadyAnswered)) {
            let problem: Problem = reply.read().unwrap();
            assert_eq!(problem.decision, Some(*first), "seed {seed}: told another decision than stands");
        }
    }
    for (decision, reply) in &said {
        let fine = matches!(
            (reply.status, reply.code()),
            (200, _)
                | (409, Some(Code::AlreadyAnswered))
                | (410, Some(Code::RequestEnded | Code::Revoked))
                // Its link ended, and so did its request, for it.
                | (404, Some(Code::NotFound))
        );
        assert!(fine, "seed {seed}: {decision:?} got {} {}", reply.status, reply.body);
    }
    let no = taken.contains(&Decision::Deny);
    assert!(!no || inside.is_empty(), "seed {seed}: a session after a no");
    assert!(taken.contains(&Decision::Approve) || inside.is_empty(), "seed {seed}: a session without a yes");
    inside.pop()
}

async fn all(mut racers: Vec<Racer>, dice: &mut Dice) -> Vec<Went> {
    dice.shuffle(&mut racers);
    let mut went = Vec::new();
    for racer in racers {
        went.push(racer.await.unwrap());
    }
    went
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_devices_that_answer_at_once_one_wins_and_the_other_is_told() {
    let owner = Owner::new("Two Devices", 2).await;
    let [first, second] = owner.phones.as_slice() else { panic!("two phones") };
    for seed in 0..ROUNDS {
        let asked = owner.ask().await;
        let mut dice = Dice(seed);
        let decisions = [Decision::Approve, Decision::Deny];
        let (mine, other) = (decisions[dice.below(2)], decisions[dice.below(2)]);
        let racers = vec![answers(&asked, first, mine, None), answers(&asked, second, other, None)];
        let went = all(racers, &mut dice).await;
        let won =
            went.iter().filter(|one| matches!(one, Went::Answered(_, reply) if reply.status == 200)).count();
        assert_eq!(won, 1, "seed {seed}: one device wins, whatever the other says");
        let mut went = went;
        let finish = posts(&owner, &asked, "/sign-in/finish").await;
        went.push(finish.await.unwrap());
        let inside = judged(seed, went).await;
        owner.begin_anew(inside.as_ref()).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_double_tap_is_one_answer_and_two_finishers_are_one_session() {
    let owner = Owner::new("Double Tap", 1).await;
    let phone = &owner.phones[0];
    for seed in 0..ROUNDS {
        let mut dice = Dice(seed);
        let asked = owner.ask().await;
        let body = asked.answer(phone, Decision::Approve);
        let taps = (0..4).map(|_| answers(&asked, phone, Decision::Approve, Some(&body))).collect();
        let went = all(taps, &mut dice).await;
        let replies: Vec<&str> = went
            .iter()
            .map(|one| match one {
                Went::Answered(_, reply) if reply.status == 200 => reply.body.as_str(),
                Went::Answered(_, reply) => panic!("seed {seed}: {} {}", reply.status, reply.body),
                _ => "",
            })
            .collect();
        assert!(replies.windows(2).all(|pair| pair[0] == pair[1]), "the same bytes, the same reply");
        let mut racers = Vec::new();
        for _ in 0..4 {
            racers.push(posts(&owner, &asked, "/sign-in/finish").await);
        }
        let mut went = went;
        went.extend(all(racers, &mut dice).await);
        let inside = judged(seed, went).await;
        assert!(inside.is_some(), "seed {seed}: the yes opens a session");
        owner.begin_anew(inside.as_ref()).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn yes_no_withdrawal_a_newer_request_and_finishers_all_at_once() {
    let owner = Owner::new("Everything Once", 2).await;
    let [first, second] = owner.phones.as_slice() else { panic!("two phones") };
    let mut sessions = 0;
    for seed in 0..ROUNDS {
        let mut dice = Dice(seed);
        let asked = owner.ask().await;
        let mut went = Vec::new();
        // In half of the rounds the yes is there already, so that consumption races as well.
        if dice.below(2) == 0 {
            went.push(answers(&asked, first, Decision::Approve, None).await.unwrap());
        }
        let mut acts: Vec<usize> = (0..7).collect();
        dice.shuffle(&mut acts);
        acts.truncate(3 + dice.below(4));
        let mut racers = vec![posts(&owner, &asked, "/sign-in/finish").await];
        for act in acts {
            racers.push(match act {
                0 => answers(&asked, first, Decision::Approve, None),
                1 => answers(&asked, second, Decision::Approve, None),
                2 => answers(&asked, first, Decision::Deny, None),
                3 => answers(&asked, second, Decision::Deny, None),
                4 => posts(&owner, &asked, "/sign-in/cancel").await,
                5 => posts(&owner, &asked, "/sign-in/again").await,
                _ => posts(&owner, &asked, "/sign-in/finish").await,
            });
        }
        went.extend(all(racers, &mut dice).await);
        let inside = judged(seed, went).await;
        sessions += u32::from(inside.is_some());
        owner.begin_anew(inside.as_ref()).await;
    }
    assert!(sessions > 0 && u64::from(sessions) < ROUNDS, "both endings were seen: {sessions} sessions");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_phone_that_is_revoked_while_it_answers() {
    // Each round takes a phone for good, so each has people of its own.
    for seed in 0..8 {
        let owner = Owner::new("Revoked Meanwhile", 1).await;
        let phone = &owner.phones[0];
        let mut dice = Dice(seed);
        let asked = owner.ask().await;
        let revoked = {
            let phone = phone.clone();
            tokio::spawn(async move {
                let path = links::path(&phone.link);
                phone.call(Method::DELETE, &path, "", None).await.unwrap();
                Went::Other
            })
        };
        let racers = vec![
            revoked,
            answers(&asked, phone, Decision::Approve, None),
            posts(&owner, &asked, "/sign-in/finish").await,
            posts(&owner, &asked, "/sign-in/finish").await,
        ];
        let went = all(racers, &mut dice).await;
        if judged(seed, went).await.is_some() {
            // It was used before the phone went.
            continue;
        }
        let late = posts(&owner, &asked, "/sign-in/finish").await.await.unwrap();
        let Went::Finished(browser) = late else { panic!("it finishes") };
        let page = browser.open("/account").await.unwrap();
        assert_ne!(page.name(), "account", "seed {seed}: a yes of a phone that was revoked");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_client_is_told_of_a_yes_once_however_many_ask() {
    let owner = Owner::new("Many Clients", 1).await;
    let phone = &owner.phones[0];
    let state = owner.world.server().unwrap().state().clone();
    let client = kauth_server::domain::requesters::create(&state, "Shop").await.unwrap();
    let http = kauth_tests::http::client().unwrap();
    for seed in 0..ROUNDS {
        let body = serde_json::json!({
            "account": owner.person.login, "kind": "action", "policy": "yes_no", "lifetime": 120,
            "display": [{"label": "title", "value": "Pay the invoice"}],
        });
        let opened = http
            .post(format!("{}/v1/approvals", owner.world.url()))
            .basic_auth(&client.id, Some(client.secret.as_str()))
            .header("content-type", "application/json")
            .body(body.to_string())
            .send()
            .await
            .unwrap();
        assert_eq!(opened.status(), 201, "seed {seed}");
        let opened: serde_json::Value = serde_json::from_str(&opened.text().await.unwrap()).unwrap();
        let (compact, request) = phone.open_request().await.unwrap();
        assert_eq!(opened["request"], request.jti.as_str());
        let digits = opened["digits"].as_str();
        let body = phone.answer(&compact, &request, Decision::Approve, digits);
        let asks = (0..4).map(|_| {
            let url = format!("{}/v1/approvals/{}", owner.world.url(), request.jti);
            let ask = http
                .get(url)
                .basic_auth(&client.id, Some(client.secret.as_str()))
                .header("prefer", "wait=25");
            tokio::spawn(async move {
                let reply = ask.send().await.unwrap().text().await.unwrap();
                let reply: serde_json::Value = serde_json::from_str(&reply).unwrap();
                reply["state"].as_str().unwrap_or_default().to_owned()
            })
        });
        let asks: Vec<JoinHandle<String>> = asks.collect();
        assert_eq!(phone.send_answer(&request.jti, &body).await.unwrap().status, 200, "seed {seed}");
        let mut told = Vec::new();
        for ask in asks {
            told.push(ask.await.unwrap());
        }
        assert_eq!(told.iter().filter(|state| *state == "approved").count(), 1, "seed {seed}: {told:?}");
        assert_eq!(told.iter().filter(|state| *state == "consumed").count(), 3, "seed {seed}: {told:?}");
    }
}
