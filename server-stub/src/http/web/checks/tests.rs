//! What begins a check, who sees its link, who can stop it, and what its finish changes.

use futures_util::StreamExt;
use kauth_protocol::checks::{ClaimRequest, DocumentKind, LocationWish, State, Trigger};
use kauth_protocol::jwk::PublicJwk;
use kauth_texts::Language;

use super::super::tests::{Browser, LOGIN, PASSWORD, Site, site, site_with};
use crate::clock::{DAY, HOUR, SECOND};
use crate::domain::check_pages::{self, Shown, Wish};
use crate::domain::checks::{self, Begun, Finishing, NewCheck, Stage, Way};
use crate::domain::devices::token_hash;
use crate::outbox::Message;
use crate::store::accounts::{self, Account};
use crate::store::checks as rows;

const NEW: &str = "vier kleine boote";
/// Points of RFC 9180 A.3.1: the recipient's, and the sender's as a phone's key.
const REVIEWER: &str = "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82\
                        6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0";
const PHONE: &str = "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9\
                     8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4";

fn key(point: &str) -> PublicJwk {
    PublicJwk::from_sec1(&data_encoding::HEXLOWER.decode(point.as_bytes()).unwrap()).unwrap()
}

/// Somebody of support, with a key.
pub(in crate::http::web) async fn reviewer(site: &Site) -> Account {
    let staff = site.account_called("support@example.org", false).await;
    let id = staff.id.clone();
    site.state.store.write(move |tx| accounts::set_support(tx, &id, true)).await.unwrap();
    checks::add_reviewer(&site.state, &staff.id, "Berta", key(REVIEWER)).await.unwrap();
    staff
}

/// An account without a second factor, and somebody who reads.
async fn with_reviewer() -> Site {
    let site = site();
    site.account(false).await;
    reviewer(&site).await;
    site
}

async fn mails(site: &Site, kind: &str) -> Vec<Message> {
    let all = crate::outbox::newest(&site.state, 99).await.unwrap();
    all.into_iter().map(|(mail, _)| mail).filter(|mail| mail.kind == kind).collect()
}

fn id(path: &str) -> String {
    path.strip_prefix("/checks/").unwrap_or_default().to_owned()
}

/// Begins one as somebody who forgot the password and has nothing else.
async fn begin(site: &Site, login: &str) -> Browser {
    let mut browser = Browser::default();
    begin_in(&mut browser, site, login).await;
    browser
}

/// The same in a browser that was here before.
async fn begin_in(browser: &mut Browser, site: &Site, login: &str) {
    browser.get(site, "/forgotten").await;
    browser.post(site, "/forgotten", &[("login", login)]).await;
    browser.get(site, "/forgotten/way").await;
    assert_eq!(browser.post(site, "/forgotten/way", &[("choice", "none")]).await, 303);
}

async fn stage(site: &Site, check: &str) -> Stage {
    checks::view(&site.state, check).await.unwrap().unwrap().stage
}

/// What the phone is told when it claims.
async fn described(site: &Site, check: &str) -> serde_json::Value {
    let token = site.state.keys.check_token(check).to_string();
    let request = ClaimRequest { token, session_key: key(PHONE) };
    let claimed = checks::claim(&site.state, &key(PHONE).thumbprint(), request).await.unwrap();
    let claims = claimed.description.split('.').nth(1).unwrap();
    serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(claims.as_bytes()).unwrap()).unwrap()
}

#[tokio::test]
async fn g2_known_and_unknown_logins_are_answered_alike_on_page_and_phone() {
    let site = with_reviewer().await;
    let mut seen = Vec::new();
    for login in [LOGIN, "nobody@example.org"] {
        let mut browser = begin(&site, login).await;
        let here = browser.location.clone();
        assert_eq!(browser.get(&site, &here).await, 200);
        let check = id(&here);
        let uri = checks::view(&site.state, &check).await.unwrap().unwrap().uri.unwrap();
        let page =
            browser.page.replace(&browser.csrf(), "TOKEN").replace(&check, "CHECK").replace(&uri.token, "T");
        let mut told = described(&site, &check).await;
        for own in ["jti", "iat"] {
            told[own] = "own".into();
        }
        seen.push(format!("{page}{told}").replace(login, "LOGIN"));
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0].contains("LOGIN"), "the phone shows what was typed");
}

#[tokio::test]
async fn g2_another_ones_beginning_ends_no_page_whether_the_login_is_known_or_not() {
    let site = with_reviewer().await;
    for login in [LOGIN, "nobody@example.org"] {
        let mut first = begin(&site, login).await;
        let here = first.location.clone();
        let mut other = begin(&site, login).await;
        first.get(&site, &here).await;
        assert!(first.page.contains("data-state=\"offered\""), "{login}");
        let theirs = other.location.clone();
        begin_in(&mut other, &site, login).await;
        assert_ne!(other.location, theirs);
        other.get(&site, &theirs).await;
        assert!(other.page.contains("data-state=\"over\""), "{login}: its own it does");
        first.get(&site, &here).await;
        assert!(first.page.contains("data-state=\"offered\""), "{login}");
    }
}

#[tokio::test]
async fn only_the_browser_that_began_it_sees_the_link() {
    let site = with_reviewer().await;
    let mut browser = begin(&site, LOGIN).await;
    let here = browser.location.clone();
    let mut other = Browser::default();
    other.get(&site, "/").await;
    for path in [here.clone(), format!("{here}/qr.png"), format!("{here}/events")] {
        assert_eq!(other.get(&site, &path).await, 404, "{path}");
    }
    assert_eq!(browser.get(&site, &format!("{here}/qr.png")).await, 200);
    assert_eq!(browser.headers["cache-control"], "no-store");
    browser.get(&site, &here).await;
    assert!(browser.page.contains("data-state=\"offered\"") && browser.page.contains("kauth://check?"));
    site.clock.advance(30 * 60 * SECOND);
    browser.get(&site, &here).await;
    assert!(browser.page.contains("data-state=\"over\"") && !browser.page.contains("kauth://check?"));
    assert_eq!(browser.get(&site, &format!("{here}/qr.png")).await, 404);
    checks::deletion::sweep(&site.state, site.state.now()).await.unwrap();
    assert_eq!(browser.get(&site, &here).await, 200);
    assert!(browser.page.contains("data-state=\"over\"") && browser.page.contains("href=\"/forgotten\""));
}

#[tokio::test]
async fn the_account_is_told_and_its_link_stops_the_check() {
    let site = with_reviewer().await;
    let browser = begin(&site, LOGIN).await;
    let check = id(&browser.location);
    let told = mails(&site, "check_begun").await;
    assert_eq!(told.len(), 3, "second address, number and login");
    described(&site, &check).await;
    let link = told[0].body.split(site.state.origin.as_str()).nth(1).unwrap().to_owned();
    let mut owner = Browser::default();
    assert_eq!(owner.get(&site, &link).await, 200);
    owner.post(&site, "/stop", &[("t", link.split("t=").nth(1).unwrap())]).await;
    assert_eq!(owner.location, "/stop/done");
    assert_eq!(stage(&site, &check).await, Stage::Claimed(State::Stopped));
    assert_eq!(mails(&site, "recovery_stopped").await.len(), 3);
}

#[tokio::test]
async fn without_a_reviewer_no_check_is_begun() {
    let site = site();
    site.account(false).await;
    let mut browser = begin(&site, LOGIN).await;
    assert_eq!(browser.location, "/checks/not-now");
    assert_eq!(browser.get(&site, "/checks/not-now").await, 200);
}

#[tokio::test]
async fn two_step_off_wants_the_password_and_a_payout_somebody_signed_in() {
    let site = site();
    site.account(true).await;
    reviewer(&site).await;
    let mut stranger = Browser::default();
    for (path, to) in
        [("/sign-in/lost", "/sign-in?done=session-over"), ("/payout", "/sign-in?next=%2Fpayout")]
    {
        assert_eq!(stranger.get(&site, path).await, 303);
        assert_eq!(stranger.location, to);
    }
    let mut browser = Browser::default();
    browser.sign_in(&site, PASSWORD).await;
    browser.get(&site, "/sign-in/second").await;
    assert!(browser.page.contains("/sign-in/lost"));
    browser.get(&site, "/sign-in/lost").await;
    assert_eq!(browser.post(&site, "/sign-in/lost", &[]).await, 303);
    let here = browser.location.clone();
    assert_eq!(browser.get(&site, &here).await, 200);
    let told = described(&site, &id(&here)).await;
    assert_eq!((&told["trigger"], &told["account"]), (&"two_step_off".into(), &LOGIN.into()));
    browser.get(&site, "/sign-in/lost").await;
    browser.post(&site, "/sign-in/lost", &[]).await;
    assert_ne!(browser.location, here, "nothing was sent yet: a newer one takes its place");
}

/// As if support had accepted it, an hour before it counts; gives the token of the phone's status.
async fn accepted(site: &Site, trigger: Trigger, account: &Account) -> String {
    let new = NewCheck {
        trigger,
        account: Some(account.id.clone()),
        asker: "kAuth demo".to_owned(),
        begun: Vec::new(),
        documents: DocumentKind::ALL.to_vec(),
        location: LocationWish::Optional,
        language: Language::English,
        way: Way::Page,
        address: None,
        stranger: None,
    };
    let Begun::Offered { check, .. } = checks::begin(&site.state, new).await.unwrap() else { panic!() };
    described(site, &check).await;
    let token = site.state.keys.finish_token(&check).to_string();
    accept(site, &check, &token).await;
    token
}

async fn accept(site: &Site, check: &str, token: &str) {
    let (hash, now, check) = (token_hash(token), site.state.now(), check.to_owned());
    site.state
        .store
        .write(move |tx| {
            let mut session = rows::find(tx, &check)?.unwrap();
            session.stage = Stage::Claimed(State::Accepted);
            (session.ended_at, session.wiped_at) = (Some(now), Some(now));
            session.finish =
                Some(Finishing { hash, from: now + HOUR, until: now + HOUR + DAY, used_at: None });
            rows::update(tx, &mut session)
        })
        .await
        .unwrap();
}

async fn open(site: &Site, token: &str) -> Browser {
    let mut phone = Browser::default();
    phone.get(site, "/check/finish").await;
    assert!(phone.page.contains("data-from-fragment"), "the token is read by the page, not by the server");
    assert_eq!(phone.post(site, "/check/finish/open", &[("token", token)]).await, 200);
    phone
}

#[tokio::test]
async fn an_accepted_recovery_changes_the_password_once_and_nothing_else() {
    let site = site();
    let account = site.account(true).await;
    reviewer(&site).await;
    let token = accepted(&site, Trigger::ForgottenPassword, &account).await;
    let early = open(&site, &token).await.page;
    assert!(early.contains("Not yet") && early.contains(" (UTC) on"), "when, and in which zone: {early}");
    site.clock.advance(HOUR);
    let mut phone = open(&site, &token).await;
    assert!(phone.page.contains("data-state=\"password\""));
    assert_eq!(phone.post(&site, "/check/finish", &[("token", &token), ("password", "kurz")]).await, 422);
    assert_eq!(phone.post(&site, "/check/finish", &[("token", &token), ("password", NEW)]).await, 303);
    assert_eq!(phone.location, "/check/finish/done?what=password");
    assert_eq!(phone.get(&site, "/account").await, 303, "nobody is signed in");
    assert_eq!(Browser::default().sign_in(&site, PASSWORD).await, 422);
    let mut after = Browser::default();
    after.sign_in(&site, NEW).await;
    assert!(after.location.starts_with("/sign-in/second"), "the second step stays");
    let mut again = open(&site, &token).await;
    assert!(again.page.contains("no longer works"));
    again.get(&site, "/check/finish").await;
    again.post(&site, "/check/finish", &[("token", &token), ("password", "noch ein anderes wort")]).await;
    assert_eq!(again.location, "/check/finish/done?what=over", "once");
    for wrong in ["", "x", LOGIN] {
        assert!(open(&site, wrong).await.page.contains("no longer works"), "{wrong}");
    }
}

#[tokio::test]
async fn the_page_that_began_it_never_leads_on() {
    let site = with_reviewer().await;
    let mut browser = begin(&site, LOGIN).await;
    let here = browser.location.clone();
    let check = id(&here);
    described(&site, &check).await;
    let token = site.state.keys.finish_token(&check).to_string();
    accept(&site, &check, &token).await;
    site.clock.advance(HOUR);
    assert!(open(&site, &token).await.page.contains("data-state=\"password\""), "the phone's link does");
    for path in [here.clone(), format!("{here}/events"), format!("{here}/finish"), "/check/finish".to_owned()]
    {
        browser.get(&site, &path).await;
        let all = format!("{} {} {:?}", browser.page, browser.location, browser.headers);
        assert!(!all.contains(&token), "{path}");
        assert!(path == "/check/finish" || !all.contains("/check/finish"), "{path}");
    }
    browser.get(&site, "/check/finish").await;
    assert_eq!(browser.post(&site, "/check/finish", &[("token", &check), ("password", NEW)]).await, 303);
    assert_eq!(browser.location, "/check/finish/done?what=over");
    assert_eq!(Browser::default().sign_in(&site, NEW).await, 422);
}

/// What the page is told while it is open: the next event, or the end.
async fn next(events: &mut axum::body::BodyDataStream) -> Option<String> {
    let bytes = events.next().await?.unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.lines().find_map(|line| line.strip_prefix("data: ")).map(str::to_owned)
}

async fn listen(site: &Site, browser: &Browser, page: &str) -> axum::body::BodyDataStream {
    let request = axum::http::Request::get(format!("{page}/events"))
        .header("cookie", browser.cookie_header())
        .body(axum::body::Body::empty())
        .unwrap();
    site.send(request).await.into_body().into_data_stream()
}

#[tokio::test]
async fn two_phones_make_it_void_on_the_page_that_began_it_as_well() {
    let site = with_reviewer().await;
    let mut browser = begin(&site, LOGIN).await;
    let here = browser.location.clone();
    let check = id(&here);
    let mut events = listen(&site, &browser, &here).await;
    assert_eq!(next(&mut events).await.as_deref(), Some("offered"));
    described(&site, &check).await;
    assert_eq!(next(&mut events).await.as_deref(), Some("claimed"));
    browser.get(&site, &here).await;
    assert!(browser.page.contains("data-state=\"claimed\"") && browser.page.contains("data-events="));
    let token = site.state.keys.check_token(&check).to_string();
    let request = ClaimRequest { token, session_key: key(REVIEWER) };
    checks::claim(&site.state, &key(REVIEWER).thumbprint(), request).await.unwrap_err();
    assert_eq!(next(&mut events).await.as_deref(), Some("void"));
    assert_eq!(next(&mut events).await, None, "nothing comes after it");
    browser.get(&site, &here).await;
    assert!(browser.page.contains("data-state=\"void\"") && !browser.page.contains("data-events="));
    assert!(browser.page.contains("Two phones have read this picture"), "{}", browser.page);
    assert!(browser.page.contains("href=\"/forgotten\""), "where it is begun again");
}

#[tokio::test]
async fn the_page_that_began_it_follows_to_the_deletion_and_tells_no_decision() {
    let site = with_reviewer().await;
    let mut ends = Vec::new();
    for end in [State::Accepted, State::Refused, State::Stopped, State::Withdrawn] {
        let mut browser = begin(&site, LOGIN).await;
        let here = browser.location.clone();
        let check = id(&here);
        described(&site, &check).await;
        let mut seen = Vec::new();
        let stages = [State::Open, State::Submitted, State::InReview, State::RetakeAsked, end, end];
        for (n, state) in stages.into_iter().enumerate() {
            let (id, now) = (check.clone(), site.state.now());
            let set = site.state.store.write(move |tx| {
                let mut session = rows::find(tx, &id)?.unwrap();
                session.stage = Stage::Claimed(state);
                session.ended_at = (n >= 4).then_some(now);
                session.wiped_at = (n == 5).then_some(now);
                rows::update(tx, &mut session)
            });
            set.await.unwrap();
            browser.get(&site, &here).await;
            let state = browser.page.split("data-state=\"").nth(1).unwrap_or_default();
            seen.push(state.split('"').next().unwrap().to_owned());
        }
        assert_eq!(seen, ["claimed", "sent", "sent", "sent", "ended", "deleted"]);
        assert!(browser.page.contains("What was sent is deleted"));
        assert!(!browser.page.contains("data-events=") && !browser.page.contains("/check/finish"));
        ends.push(browser.page.replace(&browser.csrf(), "TOKEN").replace(&check, "CHECK"));
        site.clock.advance(HOUR);
    }
    assert!(ends.iter().all(|page| *page == ends[0]), "however it ended, the page is the same");
}

#[tokio::test]
async fn the_page_that_began_it_is_there_until_everything_is_deleted() {
    let site = with_reviewer().await;
    let mut browser = begin(&site, LOGIN).await;
    let here = browser.location.clone();
    described(&site, &id(&here)).await;
    site.clock.advance(3 * DAY - SECOND);
    assert_eq!(browser.get(&site, &here).await, 200);
    assert!(browser.page.contains("data-state=\"claimed\""));
    site.clock.advance(SECOND);
    checks::deletion::sweep(&site.state, site.state.now()).await.unwrap();
    assert_eq!(browser.get(&site, &here).await, 200);
    assert!(browser.page.contains("data-state=\"deleted\""));
}

#[tokio::test]
async fn what_was_accepted_for_the_second_step_does_not_change_the_password() {
    let site = site();
    let account = site.account(true).await;
    reviewer(&site).await;
    let token = accepted(&site, Trigger::TwoStepOff, &account).await;
    site.clock.advance(HOUR);
    let mut phone = open(&site, &token).await;
    assert!(phone.page.contains("data-state=\"two-step\""));
    phone.post(&site, "/check/finish", &[("token", &token), ("password", NEW)]).await;
    assert_eq!(phone.location, "/check/finish/done?what=two-step");
    assert_eq!(Browser::default().sign_in(&site, NEW).await, 422);
    let mut after = Browser::default();
    after.sign_in(&site, PASSWORD).await;
    assert_eq!(after.location, "/account", "one step is left");
}

#[tokio::test]
async fn g5_a_blocked_order_is_released_or_paid_back_after_ten_days() {
    let site = site_with(|config| config.development_outbox = true);
    site.account(false).await;
    reviewer(&site).await;
    let mut browser = Browser::default();
    browser.sign_in(&site, PASSWORD).await;
    browser.get(&site, "/orders").await;
    browser.post(&site, "/orders", &[("what", "bakery.example")]).await;
    browser.get(&site, "/orders").await;
    assert!(!browser.page.contains("role=\"alert\"") && mails(&site, "order_blocked").await.is_empty());
    browser.post(&site, "/orders", &[("what", "my-bank-login.example")]).await;
    browser.get(&site, "/orders").await;
    assert!(browser.page.contains("role=\"alert\""), "a red banner");
    let first = mails(&site, "order_blocked").await.remove(0);
    assert!(first.body.contains("/check#v=1&t="), "{}", first.body);
    assert!(first.body.contains(first.qr.as_deref().unwrap()), "the link is a QR code as well");
    let mut reader = Browser::default();
    reader.get(&site, "/outbox").await;
    let picture = reader.page.split("<img class=\"qr\" src=\"").nth(1).unwrap().split('"').next().unwrap();
    let picture = picture.to_owned();
    assert_eq!(reader.get(&site, &picture).await, 200);
    assert_eq!(reader.headers["content-type"], "image/png");
    let unknown = picture.replace("/outbox/", "/outbox/x");
    assert_eq!(reader.get(&site, &unknown).await, 404);
    let form = browser.page.split("/orders/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(browser.post(&site, &format!("/orders/{form}"), &[]).await, 303);
    let again = mails(&site, "order_blocked").await;
    assert_eq!(again.len(), 2);
    assert_ne!(again[0].body, again[1].body, "another link; the older one is void");

    let latest = site.state.store.read(crate::store::orders::blocked).await.unwrap().remove(0).check.unwrap();
    site.state
        .store
        .write(move |tx| {
            let mut session = rows::find(tx, &latest)?.unwrap();
            session.stage = Stage::Claimed(State::Accepted);
            rows::update(tx, &mut session)
        })
        .await
        .unwrap();
    browser.get(&site, "/orders").await;
    assert!(!browser.page.contains("role=\"alert\"") && browser.page.contains("Released"));
    assert_eq!(mails(&site, "order_released").await.len(), 1);

    browser.post(&site, "/orders", &[("what", "alpenpay.example")]).await;
    site.clock.advance(10 * DAY - SECOND);
    let mut later = Browser::default();
    later.sign_in(&site, PASSWORD).await;
    later.get(&site, "/orders").await;
    assert!(later.page.contains("role=\"alert\""), "a second before");
    site.clock.advance(SECOND);
    later.get(&site, "/orders").await;
    assert!(later.page.contains("Cancelled and refunded"));
    assert_eq!(mails(&site, "order_refunded").await.len(), 1);
    let mut stranger = Browser::default();
    assert_eq!(stranger.get(&site, "/orders").await, 303);
}

/// A signed-in browser that has ordered these.
async fn ordered(site: &Site, what: &[&str]) -> Browser {
    let mut browser = Browser::default();
    browser.sign_in(site, PASSWORD).await;
    for what in what {
        browser.get(site, "/orders").await;
        assert_eq!(browser.post(site, "/orders", &[("what", what)]).await, 303);
    }
    browser
}

/// The session of each order that is blocked.
async fn sessions(site: &Site) -> Vec<Option<String>> {
    let blocked = site.state.store.read(crate::store::orders::blocked).await.unwrap();
    blocked.into_iter().map(|order| order.check).collect()
}

async fn set(site: &Site, check: &str, state: State) {
    let (check, now) = (check.to_owned(), site.state.now());
    site.state
        .store
        .write(move |tx| {
            let mut session = rows::find(tx, &check)?.unwrap();
            session.stage = Stage::Claimed(state);
            session.sent = true;
            session.ended_at = state.is_over().then_some(now);
            rows::update(tx, &mut session)
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn g5_one_proof_releases_all_orders_that_were_blocked_when_it_began() {
    let site = with_reviewer().await;
    let mut browser = ordered(&site, &["my-bank.example"]).await;
    let first = sessions(&site).await.remove(0).unwrap();
    browser.get(&site, "/orders").await;
    browser.post(&site, "/orders", &[("what", "parcel-post.example")]).await;
    assert_eq!(stage(&site, &first).await, Stage::Claimed(State::Replaced));
    let both = sessions(&site).await;
    assert!(both.len() == 2 && both[0] == both[1] && both[0].is_some(), "{both:?}");
    let check = both[0].clone().unwrap();
    let mail = mails(&site, "order_blocked").await.remove(0);
    assert!(mail.body.contains("my-bank.example") && mail.body.contains("parcel-post.example"));
    let told = described(&site, &check).await["begun"].to_string();
    assert!(told.contains("my-bank.example") && told.contains("parcel-post.example"), "{told}");
    set(&site, &check, State::Accepted).await;
    browser.get(&site, "/orders").await;
    assert!(!browser.page.contains("role=\"alert\""), "none is blocked any more");
    assert_eq!(mails(&site, "order_released").await.len(), 2);
}

#[tokio::test]
async fn g5_what_could_not_be_mailed_is_said_and_what_no_dossier_named_stays_blocked() {
    let site = site();
    site.account(false).await;
    let mut browser = ordered(&site, &["my-bank.example"]).await;
    assert_eq!(browser.location, "/orders?wrong=not-now");
    browser.get(&site, "/orders?wrong=not-now").await;
    assert!(browser.page.contains("could not be sent") && browser.page.contains("no mail about it counts"));
    assert!(!browser.page.contains("We mailed you") && mails(&site, "order_blocked").await.is_empty());
    reviewer(&site).await;
    let form = browser.page.split("/orders/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(browser.post(&site, &format!("/orders/{form}"), &[]).await, 303);
    browser.get(&site, "/orders").await;
    assert!(browser.page.contains("We mailed you"));
    let check = sessions(&site).await.remove(0).unwrap();
    described(&site, &check).await;
    set(&site, &check, State::Submitted).await;
    browser.get(&site, "/orders").await;
    assert!(browser.page.contains("Support has what you sent") && !browser.page.contains("/mail\""));
    browser.post(&site, "/orders", &[("what", "wallet.example")]).await;
    assert_eq!(browser.location, "/orders?wrong=running");
    browser.get(&site, "/orders?wrong=running").await;
    assert!(
        browser.page.contains("with support already") && browser.page.contains("no mail about it counts")
    );
    set(&site, &check, State::Accepted).await;
    browser.get(&site, "/orders").await;
    assert!(browser.page.contains("Released") && browser.page.contains("“wallet.example” is blocked"));
    assert_eq!(sessions(&site).await, [None], "nobody was shown it");
}

#[tokio::test]
async fn g5_nothing_is_cancelled_while_a_dossier_waits_for_a_decision() {
    for (decided, said) in [
        (Some(State::Accepted), "Released"),
        (Some(State::Refused), "Cancelled and refunded"),
        (None, "Cancelled and refunded"),
    ] {
        let site = site();
        site.account(false).await;
        reviewer(&site).await;
        ordered(&site, &["my-bank.example"]).await;
        let check = sessions(&site).await.remove(0).unwrap();
        site.clock.advance(9 * DAY);
        described(&site, &check).await;
        set(&site, &check, State::InReview).await;
        site.clock.advance(2 * DAY);
        let mut browser = ordered(&site, &[]).await;
        browser.get(&site, "/orders").await;
        assert!(browser.page.contains("Support has what you sent"), "day 11, and nobody has decided");
        let next = site.state.store.read(crate::store::orders::next_deadline).await.unwrap();
        assert!(next.is_some_and(|at| at > site.state.now()), "the sweeper has a time to wait for");
        match decided {
            Some(state) => set(&site, &check, state).await,
            None => site.clock.advance(DAY),
        }
        let mut browser = ordered(&site, &[]).await;
        browser.get(&site, "/orders").await;
        assert!(browser.page.contains(said), "{decided:?}");
    }
}

#[tokio::test]
async fn g5_what_is_cancelled_is_proved_by_nobody() {
    let site = with_reviewer().await;
    ordered(&site, &["my-bank.example"]).await;
    let check = sessions(&site).await.remove(0).unwrap();
    site.clock.advance(10 * DAY - HOUR);
    described(&site, &check).await;
    site.clock.advance(HOUR);
    let mut browser = ordered(&site, &[]).await;
    browser.get(&site, "/orders").await;
    assert!(browser.page.contains("Cancelled and refunded"), "a phone read the link, and sent nothing");
    assert_eq!(stage(&site, &check).await, Stage::Claimed(State::Stopped));
}

#[tokio::test]
async fn g5_the_page_behind_the_link_says_what_a_reader_of_the_mail_can_do() {
    let site = site();
    let mut browser = Browser::default();
    assert_eq!(browser.get(&site, "/check").await, 200);
    assert!(browser.page.contains("in the mail or on the computer") && !browser.page.contains("once more"));
}

#[tokio::test]
async fn another_check_beside_a_running_one_is_told_to_the_owner_and_not_by_the_page() {
    let site = site();
    let account = site.account(false).await;
    reviewer(&site).await;
    let stranger = begin(&site, LOGIN).await;
    let running = id(&stranger.location);
    described(&site, &running).await;
    set(&site, &running, State::Open).await;
    let mut pages = Vec::new();
    for login in [LOGIN, "nobody@example.org"] {
        let mut owner = begin(&site, login).await;
        let here = owner.location.clone();
        owner.get(&site, &here).await;
        let uri = checks::view(&site.state, &id(&here)).await.unwrap().unwrap().uri.unwrap();
        let page = owner.page.replace(&owner.csrf(), "TOKEN").replace(&id(&here), "CHECK");
        pages.push(page.replace(&uri.token, "T"));
    }
    assert_eq!(pages[0], pages[1]);
    let again = mails(&site, "check_begun_again").await;
    assert_eq!((again.len(), mails(&site, "check_begun").await.len()), (3, 3), "each way, once each");
    for n in 0..6 {
        let wish = Wish {
            trigger: Trigger::Unlock,
            account: Some(&account),
            proved: false,
            cookie: "another browser",
            begun: Vec::new(),
            language: Language::English,
            address: [192, 0, 2, 1].into(),
        };
        let begun = check_pages::begin(&site.state, wish).await.unwrap();
        assert!(
            matches!(begun, Shown::Page(_)),
            "{n}: each is counted once, as of somebody whom nobody knows"
        );
    }
    assert_eq!(mails(&site, "check_begun_again").await.len(), 15, "then ever slower");
    let link = again[0].body.split(site.state.origin.as_str()).nth(1).unwrap().to_owned();
    let mut owner = Browser::default();
    owner.get(&site, &link).await;
    owner.post(&site, "/stop", &[("t", link.split("t=").nth(1).unwrap())]).await;
    assert_eq!(stage(&site, &running).await, Stage::Claimed(State::Stopped), "the one in the way");
    begin(&site, LOGIN).await;
    assert_eq!(mails(&site, "check_begun").await.len(), 6, "the owner's own is about the account now");
}

#[tokio::test]
async fn f_the_provider_says_whether_the_place_is_required() {
    for (wish, said) in [
        (LocationWish::None, "none"),
        (LocationWish::Optional, "optional"),
        (LocationWish::Required, "required"),
    ] {
        let site = site_with(|config| config.checks.location = wish);
        site.account(false).await;
        reviewer(&site).await;
        let browser = begin(&site, LOGIN).await;
        assert_eq!(described(&site, &id(&browser.location)).await["location"], said);
        ordered(&site, &["my-bank.example"]).await;
        let order = sessions(&site).await.remove(0).unwrap();
        assert_eq!(described(&site, &order).await["location"], said);
    }
}
