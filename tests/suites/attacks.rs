//! Each sentence of `docs/protocol.md` that keeps somebody out, tried by that somebody.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use kauth_protocol::approvals::{ANSWER_CONTENT_TYPE, Answer, Decision, answer_path};
use kauth_protocol::discovery;
use kauth_protocol::dpop::Proof;
use kauth_protocol::inbox;
use kauth_protocol::link_uri::{KauthUri, LinkUri};
use kauth_protocol::links::{self, LinkResponse};
use kauth_protocol::origin::Origin;
use kauth_protocol::problem::Code;
use kauth_tests::browser::Browser;
use kauth_tests::flows::password_typed;
use kauth_tests::raw::{RawPhone, random_id};
use kauth_tests::website::{self, LinkOnPage, Person};
use kauth_tests::world::World;
use reqwest::Method;

fn uri(link: &LinkOnPage) -> LinkUri {
    match KauthUri::parse(&link.uri).unwrap() {
        KauthUri::Link(link) => link,
        KauthUri::Open(_) | KauthUri::Check(_) => panic!("a link"),
    }
}

struct Victim {
    person: Person,
    browser: Browser,
    phone: RawPhone,
}

/// Somebody whose phone is linked.
async fn victim(world: &World, name: &str) -> Victim {
    let person = Person::called(name);
    let browser = world.browser().unwrap();
    website::sign_up(&browser, &person).await.unwrap();
    let link = website::start_link(&browser, &person, None).await.unwrap();
    let mut phone = RawPhone::new(world.url()).unwrap();
    let code = phone.begin(&uri(&link), "Phone").await.unwrap();
    website::type_link_code(&browser, &link, &code).await.unwrap();
    phone.complete().await.unwrap();
    Victim { person, browser, phone }
}

async fn signed_up(world: &World, name: &str) -> (Person, Browser) {
    let person = Person::called(name);
    let browser = world.browser().unwrap();
    website::sign_up(&browser, &person).await.unwrap();
    (person, browser)
}

#[tokio::test]
async fn two_phones_that_claim_one_token_void_it_on_both_screens() {
    let world = World::new().await.unwrap();
    let (person, browser) = signed_up(&world, "Race A").await;
    let link = website::start_link(&browser, &person, None).await.unwrap();
    let mut mine = RawPhone::new(world.url()).unwrap();
    let code = mine.begin(&uri(&link), "Mine").await.unwrap();
    let thief = RawPhone::new(world.url()).unwrap();
    let claim = thief.claim_request(&uri(&link).token, "Thief").await.unwrap();
    let reply = thief.claim(&claim).await.unwrap();
    assert_eq!((reply.status, reply.code()), (409, Some(Code::LinkVoid)));
    assert_eq!(mine.link_state().await.unwrap(), LinkResponse::Void);
    let page = website::type_link_code(&browser, &link, &code).await;
    assert!(page.is_err() || page.unwrap().state() == "void", "the code does not help any more");
    assert_eq!(browser.open("/2fa").await.unwrap().state(), "off");
}

#[tokio::test]
async fn of_many_phones_that_claim_at_once_none_wins_and_the_same_phone_twice_is_once() {
    let world = World::new().await.unwrap();
    let (person, browser) = signed_up(&world, "Race B").await;
    let link = website::start_link(&browser, &person, None).await.unwrap();
    let phones: Vec<RawPhone> = (0..8).map(|_| RawPhone::new(world.url()).unwrap()).collect();
    let token = uri(&link).token;
    let claims = phones.iter().map(|phone| async {
        let claim = phone.claim_request(&token, "Phone").await.unwrap();
        phone.claim(&claim).await.unwrap().status
    });
    let statuses = futures_util::future::join_all(claims).await;
    assert!(statuses.iter().filter(|status| **status == 200).count() <= 1, "{statuses:?}");
    assert!(statuses.contains(&409), "{statuses:?}");
    let page = browser.open(&link.path).await.unwrap();
    assert_eq!(page.state(), "void");

    let link = website::start_link(&browser, &person, None).await.unwrap();
    let mut phone = RawPhone::new(world.url()).unwrap();
    let first = phone.begin(&uri(&link), "Phone").await.unwrap();
    let second = phone.begin(&uri(&link), "Phone").await.unwrap();
    assert_eq!(first, second);
}

#[tokio::test]
async fn the_typed_code_belongs_to_its_session_and_has_three_tries() {
    let world = World::new().await.unwrap();
    let (person, browser) = signed_up(&world, "Code A").await;
    let link = website::start_link(&browser, &person, None).await.unwrap();
    let mut phone = RawPhone::new(world.url()).unwrap();
    let code = phone.begin(&uri(&link), "Phone").await.unwrap();

    let (_, other) = signed_up(&world, "Code B").await;
    let foreign = website::type_link_code(&other, &link, &code).await;
    assert!(foreign.is_err() || foreign.unwrap().status() >= 400, "another session");

    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..3 {
        website::type_link_code(&browser, &link, wrong).await.unwrap();
    }
    assert_eq!(phone.link_state().await.unwrap(), LinkResponse::Refused);
    let late = website::type_link_code(&browser, &link, &code).await;
    assert!(late.is_err() || late.unwrap().state() != "active");
}

#[tokio::test]
async fn a_link_lapses_and_is_used_once() {
    let world = World::new().await.unwrap();
    let (person, browser) = signed_up(&world, "Late A").await;
    let link = website::start_link(&browser, &person, None).await.unwrap();
    world.turn(301);
    let phone = RawPhone::new(world.url()).unwrap();
    let claim = phone.claim_request(&uri(&link).token, "Phone").await.unwrap();
    assert_eq!(phone.claim(&claim).await.unwrap().code(), Some(Code::LinkExpired));

    let used = victim(&world, "Late B").await;
    let token = random_id();
    let claim = used.phone.claim_request(&token, "Phone").await.unwrap();
    assert_eq!(used.phone.claim(&claim).await.unwrap().code(), Some(Code::LinkExpired), "unknown");
}

#[tokio::test]
async fn a_claim_without_the_approval_keys_own_proof_is_refused() {
    let world = World::new().await.unwrap();
    let (person, browser) = signed_up(&world, "Proof A").await;
    let link = website::start_link(&browser, &person, None).await.unwrap();
    let token = uri(&link).token;
    let phone = RawPhone::new(world.url()).unwrap();
    let other = RawPhone::new(world.url()).unwrap();
    let good = phone.claim_request(&token, "Phone").await.unwrap();

    let mut stolen = good.clone();
    stolen.approval_key = other.approval.public();
    assert_eq!(phone.claim(&stolen).await.unwrap().code(), Some(Code::ProofInvalid));
    let mut foreign = other.claim_request(&token, "Phone").await.unwrap();
    foreign.transport_key = phone.transport.public();
    assert_eq!(phone.claim(&foreign).await.unwrap().code(), Some(Code::ProofInvalid));
    let reply = other.claim(&good).await.unwrap();
    assert!(reply.status >= 400, "a claim by a transport key that it does not name");
    assert_eq!(phone.claim(&good).await.unwrap().status, 200, "nothing of that hurt the right claim");
}

#[tokio::test]
async fn secrets_are_handed_out_to_the_claiming_key_only_and_not_after_the_acknowledgement() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Grant A").await;
    assert_eq!(v.phone.link_state().await.unwrap(), LinkResponse::Active);
    let mut stranger = RawPhone::new(world.url()).unwrap();
    stranger.link = v.phone.link.clone();
    let reply = stranger.call(Method::GET, &links::path(&stranger.link), "", None).await.unwrap();
    assert!(matches!(reply.status, 401 | 404), "{}", reply.status);
    assert!(!reply.body.contains("secret"));
}

#[tokio::test]
async fn a_stolen_token_is_worth_nothing_without_its_key() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Token A").await;
    let mut thief = RawPhone::new(world.url()).unwrap();
    thief.grant = v.phone.grant.clone();
    let reply = thief.call(Method::GET, inbox::PATH, "", None).await.unwrap();
    assert_eq!((reply.status, reply.code()), (401, Some(Code::InvalidToken)));
    assert!(reply.headers["www-authenticate"].to_str().unwrap().starts_with("DPoP"));
}

#[tokio::test]
async fn proofs_are_for_one_request_one_time_and_a_young_nonce() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Dpop A").await;
    let token = v.phone.grant.as_ref().unwrap().access_token.clone();
    let call = |proof: String| async {
        let proof = proof;
        v.phone.call_with(Method::GET, inbox::PATH, "", None, Some(&token), &proof).await.unwrap()
    };
    v.phone.inbox().await.unwrap();

    let proof = v.phone.proof(&Method::GET, inbox::PATH, Some(&token)).await.unwrap();
    assert_eq!(call(proof.clone()).await.status, 200);
    assert_eq!(call(proof).await.code(), Some(Code::InvalidDpopProof), "replayed");

    let other_path = v.phone.proof(&Method::GET, "/v1/devices/self", Some(&token)).await.unwrap();
    assert_eq!(call(other_path).await.code(), Some(Code::InvalidDpopProof), "another path");
    let other_method = v.phone.proof(&Method::DELETE, inbox::PATH, Some(&token)).await.unwrap();
    assert_eq!(call(other_method).await.code(), Some(Code::InvalidDpopProof), "another method");
    let other_token = v.phone.proof(&Method::GET, inbox::PATH, Some("other")).await.unwrap();
    assert_eq!(call(other_token).await.code(), Some(Code::InvalidDpopProof), "another token");

    let url = v.phone.origin.join(inbox::PATH);
    let made_up = Proof::new("GET", &url, Some(&token), Some(&random_id()), &random_id(), 0);
    let made_up = v.phone.transport.sign(made_up.unsigned(v.phone.transport.public()));
    assert_eq!(call(made_up).await.code(), Some(Code::UseDpopNonce), "a nonce of its own");
    let without = Proof::new("GET", &url, Some(&token), None, &random_id(), 0);
    let without = v.phone.transport.sign(without.unsigned(v.phone.transport.public()));
    assert_eq!(call(without).await.code(), Some(Code::UseDpopNonce), "no nonce");

    let old = v.phone.proof(&Method::GET, inbox::PATH, Some(&token)).await.unwrap();
    world.turn(301);
    assert_eq!(call(old).await.code(), Some(Code::UseDpopNonce), "an old nonce");
}

#[tokio::test]
async fn an_answer_must_be_right_in_every_part() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Answer A").await;
    let waiting = password_typed(&world, &v.person).await.unwrap();
    let (compact, request) = v.phone.open_request().await.unwrap();
    let device = v.phone.grant.as_ref().unwrap().device.clone();
    let good = |decision| {
        let key = v.phone.approval.public().thumbprint();
        Answer::new(&request.identity(), &compact, &device, decision, None, &key)
    };
    let spoilt: Vec<(&str, Answer)> = vec![
        (
            "another server",
            Answer { aud: Origin::parse("https://evil.example").unwrap(), ..good(Decision::Approve) },
        ),
        ("another device", Answer { sub: random_id(), ..good(Decision::Approve) }),
        ("another request", Answer { req: random_id(), ..good(Decision::Approve) }),
        ("another nonce", Answer { nonce: random_id(), ..good(Decision::Approve) }),
        ("another text", Answer { req_sha256: random_id(), ..good(Decision::Approve) }),
        ("digits that nobody asked for", Answer { digits: Some("123456".into()), ..good(Decision::Approve) }),
    ];
    for (what, answer) in spoilt {
        let body = v.phone.approval.sign(answer.unsigned());
        let reply = v.phone.send_answer(&request.jti, &body).await.unwrap();
        assert_eq!((reply.status, reply.code()), (400, Some(Code::AnswerInvalid)), "{what}");
    }

    // Yes by the silent key, under its own name and under the other's.
    let mut by_transport = good(Decision::Approve);
    by_transport.key = v.phone.transport.public().thumbprint();
    let body = v.phone.transport.sign(by_transport.unsigned());
    assert_eq!(v.phone.send_answer(&request.jti, &body).await.unwrap().code(), Some(Code::AnswerInvalid));
    let body = v.phone.transport.sign(good(Decision::Approve).unsigned());
    assert_eq!(v.phone.send_answer(&request.jti, &body).await.unwrap().code(), Some(Code::AnswerInvalid));

    // Signed right, one byte turned.
    let body = v.phone.answer(&compact, &request, Decision::Approve, None);
    let turned = format!("{}{}", &body[..body.len() - 2], if body.ends_with("AA") { "BB" } else { "AA" });
    assert_eq!(v.phone.send_answer(&request.jti, &turned).await.unwrap().code(), Some(Code::AnswerInvalid));

    assert_eq!(waiting.open("/sign-in/second").await.unwrap().state(), "pending", "none of it counted");
    assert_eq!(v.phone.send_answer(&request.jti, &body).await.unwrap().status, 200);
    assert_eq!(
        v.phone.send_answer(&request.jti, &body).await.unwrap().status,
        200,
        "the same bytes, the same reply"
    );
}

#[tokio::test]
async fn strangers_and_latecomers_answer_nothing() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Stranger A").await;
    let other = victim(&world, "Stranger B").await;
    let waiting = password_typed(&world, &v.person).await.unwrap();
    let (compact, request) = v.phone.open_request().await.unwrap();

    let body = other.phone.answer(&compact, &request, Decision::Approve, None);
    let reply = other.phone.send_answer(&request.jti, &body).await.unwrap();
    assert_eq!((reply.status, reply.code()), (404, Some(Code::NotFound)), "another account's phone");
    let body = v.phone.answer(&compact, &request, Decision::Approve, None);
    let unknown = v.phone.send_answer(&random_id(), &body).await.unwrap();
    assert_eq!(unknown.code(), Some(Code::NotFound));

    world.turn(121);
    let reply = v.phone.send_answer(&request.jti, &body).await.unwrap();
    assert_eq!((reply.status, reply.code()), (410, Some(Code::RequestEnded)));
    assert_eq!(waiting.open("/sign-in/second").await.unwrap().state(), "expired");
}

#[tokio::test]
async fn a_yes_opens_one_session_in_the_browser_that_asked() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Session A").await;
    let mine = password_typed(&world, &v.person).await.unwrap();
    let (compact, request) = v.phone.open_request().await.unwrap();
    let body = v.phone.answer(&compact, &request, Decision::Approve, None);
    assert_eq!(v.phone.send_answer(&request.jti, &body).await.unwrap().status, 200);

    let stranger = world.browser().unwrap();
    let page = stranger.post("/sign-in/finish", &[("csrf".into(), random_id())]).await.unwrap();
    assert_ne!(page.name(), "account");
    let before = mine.cookies().await;
    let page = website::finish(&mine, false).await.unwrap();
    assert_eq!(page.name(), "account");
    assert_ne!(mine.cookies().await, before, "a new session id");

    let replayed = world.browser().unwrap();
    for (name, value) in before {
        replayed.set_cookie(&name, &value).await;
    }
    assert_ne!(replayed.open("/account").await.unwrap().name(), "account", "the old id is dead");
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Csrf A").await;
    for path in [
        "/sign-out",
        "/2fa/off",
        "/2fa/add",
        "/2fa/recovery-codes/new",
        "/account/password",
        "/account/address",
    ] {
        let page =
            v.browser.post(path, &[("csrf".into(), random_id()), ("password".into(), "x".repeat(12))]).await;
        assert_eq!(page.unwrap().status(), 403, "{path}");
    }
    assert_eq!(v.browser.open("/2fa").await.unwrap().state(), "on");
}

#[tokio::test]
async fn a_stolen_session_changes_no_factor() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Stolen A").await;
    world.turn(600);
    let thief = v.browser.with_same_cookies().await.unwrap();
    for path in [
        "/2fa/add",
        "/2fa/off",
        "/2fa/recovery-codes/new",
        "/account/password",
        "/account/address",
        "/account/details",
    ] {
        let page = thief.open(path).await.unwrap();
        assert!(page.path().starts_with("/step-up"), "{path} leads to {}", page.path());
    }
    // The password alone is not enough either.
    let page = thief.open("/2fa/off").await.unwrap();
    let page = website::step_up(&thief, page, &v.person).await.unwrap();
    assert!(page.path().starts_with("/step-up/second"), "{}", page.path());
    assert!(thief.open("/2fa/off").await.unwrap().path().starts_with("/step-up"));
}

#[tokio::test]
async fn strangers_failures_do_not_lock_the_owner_out() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Lock A").await;
    let mine = password_typed(&world, &v.person).await.unwrap();
    let (compact, request) = v.phone.open_request().await.unwrap();
    let body = v.phone.answer(&compact, &request, Decision::Approve, None);
    v.phone.send_answer(&request.jti, &body).await.unwrap();
    website::finish(&mine, false).await.unwrap();
    website::sign_out(&mine).await.unwrap();

    let wrong = Person { password: "not the password".into(), ..v.person.clone() };
    let mut refused = 0;
    for _ in 0..12 {
        let page = website::sign_in(&world.browser().unwrap(), &wrong).await.unwrap();
        refused += u32::from(page.status() == 429);
    }
    assert!(refused > 0, "a stranger's guesses are slowed down");
    world.turn(3700);
    let page = website::sign_in(&mine, &v.person).await.unwrap();
    assert_eq!(page.name(), "waiting", "the known browser is not held up");
}

#[tokio::test]
async fn known_and_unknown_logins_are_answered_alike() {
    let world = World::new().await.unwrap();
    let (person, _) = signed_up(&world, "Alike A").await;
    let wrong = Person { password: "not the password".into(), ..person };
    let unknown = Person::called("Nobody At All");
    let one = website::sign_in(&world.browser().unwrap(), &wrong).await.unwrap();
    let two = website::sign_in(&world.browser().unwrap(), &unknown).await.unwrap();
    assert_eq!((one.status(), one.error()), (two.status(), two.error()));
    assert!(one.error().is_some());
}

#[tokio::test]
async fn next_leads_nowhere_else() {
    let world = World::new().await.unwrap();
    let (person, _) = signed_up(&world, "Next A").await;
    for target in [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/%5C/evil.example",
    ] {
        let browser = world.browser().unwrap();
        let query = url::form_urlencoded::byte_serialize(target.as_bytes()).collect::<String>();
        let page = browser.open(&format!("/sign-in?next={query}")).await.unwrap();
        let fields = [("login", person.login.as_str()), ("password", person.password.as_str())];
        let page = browser.submit(&page, "/sign-in", &fields).await.unwrap();
        assert_eq!(page.url().origin().ascii_serialization(), world.url(), "{target}");
    }
}

#[tokio::test]
async fn bodies_that_are_no_bodies_are_refused_and_change_nothing() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Body A").await;
    let json = "application/json";
    let deep = "[".repeat(5_000);
    let large = format!("{{\"token\":\"{}\"}}", "A".repeat(300 * 1024));
    let cases = [
        (links::CLAIM_PATH, json, String::new(), 400),
        (links::CLAIM_PATH, json, "{".into(), 400),
        (links::CLAIM_PATH, json, "not json".into(), 400),
        (links::CLAIM_PATH, json, deep, 400),
        (links::CLAIM_PATH, json, "{\"token\":1}".into(), 400),
        (links::CLAIM_PATH, json, large, 413),
        (links::CLAIM_PATH, "text/plain", "{}".into(), 415),
    ];
    for (path, content_type, body, status) in cases {
        let reply = v.phone.call(Method::POST, path, content_type, Some(body.clone())).await.unwrap();
        assert_eq!(reply.status, status, "{content_type} {}…", &body[..body.len().min(20)]);
        assert!(reply.headers["content-type"].to_str().unwrap().starts_with("application/problem+json"));
    }
    let reply =
        v.phone.call(Method::POST, &answer_path(&random_id()), ANSWER_CONTENT_TYPE, Some("x".into())).await;
    assert!(reply.unwrap().status >= 400);
    assert_eq!(v.phone.inbox().await.unwrap().events.len(), v.phone.inbox().await.unwrap().events.len());
}

#[tokio::test]
async fn a_revoked_phone_gets_the_servers_signed_word_and_nothing_else() {
    let world = World::new().await.unwrap();
    let v = victim(&world, "Revoked A").await;
    let reply = v.phone.call(Method::DELETE, &links::path(&v.phone.link), "", None).await.unwrap();
    assert!(reply.status < 300, "{} {}", reply.status, reply.body);
    let reply = v.phone.call(Method::GET, inbox::PATH, "", None).await.unwrap();
    assert_eq!((reply.status, reply.code()), (410, Some(Code::Revoked)));
    let problem: kauth_protocol::problem::Problem = reply.read().unwrap();
    let keys = v.phone.discover().await.unwrap().jwks;
    let device = v.phone.grant.as_ref().unwrap().device.clone();
    let tombstone = problem.tombstone.unwrap();
    let opened = keys.keys.iter().find_map(|key| {
        kauth_protocol::tombstone::Tombstone::open(&tombstone, &v.phone.origin, &device, key).ok()
    });
    assert!(opened.is_some(), "signed by the server, for this device");
}

#[tokio::test]
async fn pages_are_closed_to_frames_scripts_and_caches() {
    let world = World::new().await.unwrap();
    let (_, browser) = signed_up(&world, "Headers A").await;
    let client = kauth_tests::http::client().unwrap();
    drop(browser);
    for path in ["/sign-in", "/sign-up", "/link", "/oauth/authorize"] {
        let reply = client.get(format!("{}{path}", world.url())).send().await.unwrap();
        let policy = reply.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert!(reply.headers()["cache-control"].to_str().unwrap().contains("no-store"), "{path}");
        assert_eq!(reply.headers()["x-content-type-options"], "nosniff", "{path}");
    }
    let document = client.get(format!("{}{}", world.url(), discovery::PATH)).send().await.unwrap();
    assert_eq!(document.status(), 200);
}
