//! Every way in that is not the password, and who tries to make it a shorter one.

use super::super::tests::{Browser, LOGIN, PASSWORD, Site, site, site_with};
use crate::clock::{DAY, HOUR, MINUTE, SECOND};
use crate::outbox::{Channel, Message};
use crate::store::accounts;

const NEW: &str = "vier kleine boote";
const NUMBER: &str = "+41791234567";
const SECOND_ADDRESS: &str = "second@example.org";

async fn mails(site: &Site) -> Vec<Message> {
    crate::outbox::newest(&site.state, 99).await.unwrap().into_iter().map(|(mail, _)| mail).collect()
}

async fn code_to(site: &Site, to: &str) -> String {
    let found = mails(site).await.into_iter().find(|mail| mail.to == to && mail.code.is_some());
    found.unwrap().code.unwrap()
}

/// The path of the link in the newest notice of that kind.
async fn stop_link(site: &Site, kind: &str) -> String {
    let mail = mails(site).await.into_iter().find(|mail| mail.kind == kind).unwrap();
    mail.body.split(site.state.origin.as_str()).nth(1).unwrap().trim().to_owned()
}

/// Up to the page that asks for the codes.
async fn ask(site: &Site, browser: &mut Browser, login: &str, way: &str) {
    browser.get(site, "/forgotten").await;
    assert_eq!(browser.post(site, "/forgotten", &[("login", login)]).await, 303);
    assert_eq!(browser.location, "/forgotten/way");
    browser.get(site, "/forgotten/way").await;
    assert_eq!(browser.post(site, "/forgotten/way", &[("choice", way)]).await, 303);
    browser.get(site, "/forgotten/code").await;
}

/// Up to a new password that counts later.
async fn choose(site: &Site, browser: &mut Browser) {
    ask(site, browser, LOGIN, "address").await;
    let code = code_to(site, SECOND_ADDRESS).await;
    assert_eq!(browser.post(site, "/forgotten/code", &[("code", &code)]).await, 303);
    assert_eq!(browser.location, "/forgotten/password");
    browser.get(site, "/forgotten/password").await;
    assert_eq!(browser.post(site, "/forgotten/password", &[("password", NEW)]).await, 303);
    assert!(browser.location.starts_with("/forgotten/done"), "{}", browser.location);
}

#[tokio::test]
async fn g2_a_new_password_counts_an_hour_later_and_signs_nobody_in() {
    let site = site();
    site.account(true).await;
    let mut browser = Browser::default();
    choose(&site, &mut browser).await;
    assert_eq!(browser.get(&site, "/account").await, 303, "nobody is signed in");
    assert_eq!(Browser::default().sign_in(&site, NEW).await, 422, "it does not count yet");
    assert_eq!(Browser::default().sign_in(&site, PASSWORD).await, 303, "the old one does");
    site.clock.advance(HOUR - SECOND);
    assert_eq!(Browser::default().sign_in(&site, PASSWORD).await, 303);
    site.clock.advance(SECOND);
    assert_eq!(Browser::default().sign_in(&site, PASSWORD).await, 422);
    let mut after = Browser::default();
    assert_eq!(after.sign_in(&site, NEW).await, 303);
    assert!(after.location.starts_with("/sign-in/second"), "the second step stays: {}", after.location);
}

#[tokio::test]
async fn g2_beginning_and_outcome_are_told_to_everybody_and_either_link_stops_it() {
    for kind in ["recovery_begun", "password_later"] {
        let site = site();
        let account = site.account(false).await;
        let mut browser = Browser::default();
        choose(&site, &mut browser).await;
        let told: Vec<_> = mails(&site).await.into_iter().filter(|mail| mail.kind == kind).collect();
        let to: Vec<_> = told.iter().map(|mail| mail.to.as_str()).collect();
        assert_eq!(to, [NUMBER, SECOND_ADDRESS, LOGIN], "{kind}");
        assert!(!told.iter().any(|mail| mail.body.contains(NEW)));
        let zone = told.iter().all(|mail| mail.body.contains(" (UTC) on"));
        assert_eq!(zone, kind == "password_later", "when it counts, and in which zone");

        let link = stop_link(&site, kind).await;
        let mut owner = Browser::default();
        assert_eq!(owner.get(&site, &link).await, 200);
        assert_eq!(Browser::default().get(&site, &link).await, 200, "looking stops nothing");
        let token = link.split("t=").nth(1).unwrap();
        assert_eq!(owner.post(&site, "/stop", &[("t", token)]).await, 303);
        assert_eq!(owner.location, "/stop/done");
        site.clock.advance(2 * HOUR);
        assert_eq!(Browser::default().sign_in(&site, NEW).await, 422, "{kind}");
        let mut signed_in = Browser::default();
        assert_eq!(signed_in.sign_in(&site, PASSWORD).await, 303);
        let id = account.id.clone();
        let now = site.state.store.read(move |tx| accounts::find(tx, &id)).await.unwrap().unwrap();
        assert_eq!(now.password, account.password);
        owner.get(&site, &link).await;
        owner.post(&site, "/stop", &[("t", token)]).await;
        assert_eq!(owner.location, "/stop/nothing", "a second time there is nothing to stop");
    }
}

#[tokio::test]
async fn g2_a_stop_in_the_middle_ends_the_right_codes_as_well() {
    let site = site();
    site.account(false).await;
    let mut browser = Browser::default();
    ask(&site, &mut browser, LOGIN, "address").await;
    let code = code_to(&site, SECOND_ADDRESS).await;
    browser.post(&site, "/forgotten/code", &[("code", &code)]).await;
    browser.get(&site, "/forgotten/password").await;
    let link = stop_link(&site, "recovery_begun").await;
    let mut owner = Browser::default();
    owner.get(&site, &link).await;
    owner.post(&site, "/stop", &[("t", link.split("t=").nth(1).unwrap())]).await;
    assert_eq!(browser.post(&site, "/forgotten/password", &[("password", NEW)]).await, 303);
    assert_eq!(browser.location, "/forgotten?over=1");
    site.clock.advance(2 * HOUR);
    assert_eq!(Browser::default().sign_in(&site, NEW).await, 422);
}

#[tokio::test]
async fn g2_known_and_unknown_logins_are_answered_alike() {
    let site = site();
    site.account(false).await;
    let mut walks = Vec::new();
    for login in [LOGIN, "nobody@example.org"] {
        let mut browser = Browser::default();
        let mut seen = Vec::new();
        browser.get(&site, "/forgotten").await;
        seen.push(browser.post(&site, "/forgotten", &[("login", login)]).await.to_string());
        for way in ["address", "number"] {
            browser.get(&site, "/forgotten/way").await;
            seen.push(browser.page.replace(&browser.csrf(), "TOKEN"));
            seen.push(browser.post(&site, "/forgotten/way", &[("choice", way)]).await.to_string());
            browser.get(&site, "/forgotten/code").await;
            seen.push(browser.page.replace(&browser.csrf(), "TOKEN"));
            let wrong = [("code", "000000"), ("second_code", "000000")];
            seen.push(browser.post(&site, "/forgotten/code", &wrong).await.to_string());
            seen.push(browser.page.replace(&browser.csrf(), "TOKEN"));
        }
        walks.push(seen.join("\n").replace(login, "LOGIN"));
    }
    assert_eq!(walks[0], walks[1]);
    for who in [LOGIN, "nobody@example.org"] {
        let mut last = 0;
        for _ in 0..8 {
            let mut browser = Browser::default();
            browser.get(&site, "/forgotten").await;
            last = browser.post(&site, "/forgotten", &[("login", who)]).await;
        }
        assert_eq!(last, 429, "asked too often: {who}");
    }
}

#[tokio::test]
async fn g2_a_number_alone_is_no_evidence() {
    let site = site();
    site.account(false).await;
    let mut browser = Browser::default();
    ask(&site, &mut browser, LOGIN, "number").await;
    let sms = code_to(&site, NUMBER).await;
    for second in ["", sms.as_str(), "000000"] {
        let typed = [("code", sms.as_str()), ("second_code", second)];
        assert_eq!(browser.post(&site, "/forgotten/code", &typed).await, 422, "{second}");
    }
    assert_eq!(browser.get(&site, "/forgotten/password").await, 303);
    assert_eq!(browser.location, "/forgotten/code", "no password without both codes");
    browser.get(&site, "/forgotten/code").await;
    let mail = code_to(&site, LOGIN).await;
    let both = [("code", sms.as_str()), ("second_code", mail.as_str())];
    assert_eq!(browser.post(&site, "/forgotten/code", &both).await, 303);
    assert_eq!(browser.location, "/forgotten/password");
}

#[tokio::test]
async fn g2_the_code_is_for_one_browser_and_five_tries() {
    let site = site();
    site.account(false).await;
    let mut browser = Browser::default();
    ask(&site, &mut browser, LOGIN, "address").await;
    let code = code_to(&site, SECOND_ADDRESS).await;
    let mut thief = Browser::default();
    thief.get(&site, "/forgotten").await;
    assert_eq!(thief.post(&site, "/forgotten/code", &[("code", &code)]).await, 303);
    assert_eq!(thief.location, "/forgotten");
    for _ in 0..3 {
        assert_eq!(browser.post(&site, "/forgotten/code", &[("code", "x")]).await, 422);
    }
    browser.get(&site, "/forgotten/way").await;
    browser.post(&site, "/forgotten/way", &[("choice", "address")]).await;
    browser.get(&site, "/forgotten/code").await;
    for _ in 0..2 {
        assert_eq!(browser.post(&site, "/forgotten/code", &[("code", "x")]).await, 422);
    }
    let code = code_to(&site, SECOND_ADDRESS).await;
    assert_eq!(browser.post(&site, "/forgotten/code", &[("code", &code)]).await, 303);
    assert_eq!(browser.location, "/forgotten?over=1", "a new code does not bring new tries");
}

#[tokio::test]
async fn g2_codes_end_after_half_an_hour_and_are_sent_three_times() {
    let site = site();
    site.account(false).await;
    let mut browser = Browser::default();
    ask(&site, &mut browser, LOGIN, "address").await;
    for expected in ["/forgotten/code", "/forgotten/code", "/forgotten?over=1"] {
        browser.get(&site, "/forgotten/way").await;
        browser.post(&site, "/forgotten/way", &[("choice", "address")]).await;
        assert_eq!(browser.location, expected);
    }
    let begun = mails(&site).await.into_iter().filter(|mail| mail.kind == "recovery_begun").count();
    assert_eq!(begun, 3, "the beginning is told once to each");
    browser.get(&site, "/forgotten/code").await;
    let code = code_to(&site, SECOND_ADDRESS).await;
    site.clock.advance(30 * MINUTE);
    assert_eq!(browser.post(&site, "/forgotten/code", &[("code", &code)]).await, 303);
    assert_eq!(browser.location, "/forgotten");
}

#[tokio::test]
async fn g2_where_the_wait_is_shortened_the_page_says_so() {
    let site = site_with(|config| {
        config.development_outbox = true;
        config.checks.finish_waits = 60;
    });
    site.account(false).await;
    let mut browser = Browser::default();
    choose(&site, &mut browser).await;
    let here = browser.location.clone();
    browser.get(&site, &here).await;
    assert!(browser.page.contains("This is a demonstration"), "{}", browser.page);
    site.clock.advance(60 * SECOND);
    assert_eq!(Browser::default().sign_in(&site, NEW).await, 303);
    browser.get(&site, "/forgotten/done?at=9999999999999999").await;
    assert!(!browser.page.contains("318857"), "no date of a stranger's choice");
}

#[tokio::test]
async fn g2_how_long_a_review_takes_is_what_the_phone_is_told_too() {
    let site = site_with(|config| config.checks.usual_minutes = 45);
    let mut browser = Browser::default();
    browser.get(&site, "/forgotten").await;
    browser.post(&site, "/forgotten", &[("login", LOGIN)]).await;
    browser.get(&site, "/forgotten/way").await;
    assert!(browser.page.contains("usually within 45 minutes"), "{}", browser.page);
    browser.get(&site, "/forgotten/login/check").await;
    assert!(browser.page.contains("usually within 45 minutes"), "{}", browser.page);
}

#[tokio::test]
async fn g3_a_login_goes_only_to_who_has_number_and_address() {
    let site = site();
    site.account(false).await;
    let mut pages = Vec::new();
    for (number, second, sent) in [
        (NUMBER, SECOND_ADDRESS, 1),
        ("+41790000000", SECOND_ADDRESS, 0),
        (NUMBER, "nobody@example.org", 0),
        (NUMBER, LOGIN, 0),
    ] {
        let before = mails(&site).await.len();
        let mut browser = Browser::default();
        browser.get(&site, "/forgotten/login").await;
        let fields = [("number", number), ("recovery_address", second), ("choice", "sms")];
        assert_eq!(browser.post(&site, "/forgotten/login", &fields).await, 303);
        let here = browser.location.clone();
        browser.get(&site, &here).await;
        pages.push(browser.page.replace(&browser.csrf(), "TOKEN"));
        assert_eq!(mails(&site).await.len() - before, sent, "{number} {second}");
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]));
    let mail = &mails(&site).await[0];
    assert_eq!((mail.channel, mail.to.as_str()), (Channel::Sms, NUMBER));
    assert!(mail.body.contains(LOGIN));
}

/// A stand-in name, as the mail says it.
async fn stand_in(site: &Site) -> String {
    let mut browser = Browser::default();
    browser.get(site, "/forgotten/mailbox").await;
    assert_eq!(browser.post(site, "/forgotten/mailbox", &[("login", LOGIN)]).await, 303);
    code_to(site, SECOND_ADDRESS).await
}

#[tokio::test]
async fn g4_a_stand_in_name_replaces_the_name_once_and_nothing_else() {
    let site = site();
    site.account(false).await;
    let name = stand_in(&site).await;
    let told: Vec<_> = mails(&site).await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(told, [LOGIN, NUMBER, SECOND_ADDRESS]);
    assert_eq!(Browser::signed_in_as(&site, &name, "falsch falsch falsch").await.status, 422);
    let browser = Browser::signed_in_as(&site, &name.to_lowercase(), PASSWORD).await;
    assert_eq!((browser.status, browser.location.as_str()), (303, "/account/address"));
    assert_eq!(Browser::signed_in_as(&site, &name, PASSWORD).await.status, 422, "once");
    assert_eq!(Browser::signed_in_as(&site, LOGIN, PASSWORD).await.status, 303, "the address goes on");
}

#[tokio::test]
async fn g4_start_and_use_of_a_stand_in_name_are_told_to_everybody() {
    let site = site();
    site.account(true).await;
    let name = stand_in(&site).await;
    let begun = mails(&site).await;
    assert!(begun.iter().all(|mail| mail.body.contains("/stop?t=")), "each with a link that stops it");
    let used = || async {
        let all = mails(&site).await.into_iter().filter(|mail| mail.kind == "stand_in_used");
        all.map(|mail| mail.to).collect::<Vec<_>>()
    };
    Browser::signed_in_as(&site, &name, "falsch falsch falsch").await;
    assert!(used().await.is_empty(), "it was not used yet");
    Browser::signed_in_as(&site, &name, PASSWORD).await;
    let told = used().await;
    assert!(
        told.len() == 3 && [LOGIN, NUMBER, SECOND_ADDRESS].iter().all(|to| told.iter().any(|it| it == to))
    );
}

#[tokio::test]
async fn g4_the_new_address_is_proved_first_and_the_old_one_is_told() {
    const OTHER: &str = "new@example.org";
    let site = site();
    let account = site.account(false).await;
    let name = stand_in(&site).await;
    let mut browser = Browser::signed_in_as(&site, &name, PASSWORD).await;
    browser.get(&site, "/account/address").await;
    assert_eq!(browser.post(&site, "/account/address", &[("login", OTHER)]).await, 303);
    assert_eq!(browser.location, "/account/address/verify");
    let login = || async {
        let id = account.id.clone();
        site.state.store.read(move |tx| accounts::find(tx, &id)).await.unwrap().unwrap().login
    };
    let code = code_to(&site, OTHER).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    browser.get(&site, "/account/address/verify").await;
    assert_eq!(browser.post(&site, "/account/address/verify", &[("code", wrong)]).await, 422);
    assert_eq!(login().await, LOGIN, "not without the code that went to the new address");
    assert_eq!(browser.post(&site, "/account/address/verify", &[("code", &code)]).await, 303);
    assert_eq!(login().await, OTHER);
    let told: Vec<_> = mails(&site).await.into_iter().filter(|mail| mail.kind == "address_changed").collect();
    assert!([LOGIN, OTHER, SECOND_ADDRESS, NUMBER].iter().all(|to| told.iter().any(|mail| mail.to == *to)));
    for (typed, status) in [(name.as_str(), 422), (LOGIN, 422), (OTHER, 303)] {
        assert_eq!(Browser::signed_in_as(&site, typed, PASSWORD).await.status, status, "{typed}");
    }
}

#[tokio::test]
async fn g4_a_stand_in_name_is_no_way_to_another_recovery() {
    let site = site();
    site.account(true).await;
    let name = stand_in(&site).await;
    let before = mails(&site).await.len();
    for (path, field) in
        [("/forgotten", "login"), ("/forgotten/mailbox", "login"), ("/forgotten/login", "recovery_address")]
    {
        let mut browser = Browser::default();
        browser.get(&site, path).await;
        let fields = [(field, name.as_str()), ("number", NUMBER), ("choice", "sms")];
        assert_eq!(browser.post(&site, path, &fields).await, 422, "{path}");
    }
    assert_eq!(mails(&site).await.len(), before, "nobody is called so");
    let browser = Browser::signed_in_as(&site, &name, NEW).await;
    assert_eq!(browser.status, 422, "the password is as it was");
}

#[tokio::test]
async fn g4_a_stand_in_name_ends_after_72_hours_by_a_newer_one_or_by_a_stop() {
    let site = site();
    site.account(true).await;
    let first = stand_in(&site).await;
    let second = stand_in(&site).await;
    assert_eq!(Browser::signed_in_as(&site, &first, PASSWORD).await.status, 422, "a newer one voids it");
    let browser = Browser::signed_in_as(&site, &second, PASSWORD).await;
    assert!(browser.location.starts_with("/sign-in/second"), "the second step stays");
    let third = stand_in(&site).await;
    site.clock.advance(3 * DAY);
    assert_eq!(Browser::signed_in_as(&site, &third, PASSWORD).await.status, 422, "72 hours");
    let fourth = stand_in(&site).await;
    let mail = mails(&site).await.into_iter().find(|mail| mail.to == LOGIN).unwrap();
    let link = mail.body.split(site.state.origin.as_str()).nth(1).unwrap().to_owned();
    let mut owner = Browser::default();
    owner.get(&site, &link).await;
    owner.post(&site, "/stop", &[("t", link.split("t=").nth(1).unwrap())]).await;
    assert_eq!(owner.location, "/stop/done");
    assert_eq!(Browser::signed_in_as(&site, &fourth, PASSWORD).await.status, 422, "stopped");
}
