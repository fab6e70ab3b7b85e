//! The number and its code: guessing, and pumping messages.

use kauth_protocol::checks::{PhoneResponse, PhoneStep, Trigger};

use super::{Desk, NUMBER};
use crate::clock::{DAY, MINUTE, SECOND};
use crate::domain::checks::NewCheck;

fn wrong(code: &str, by: u32) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + by) % 1_000_000)
}

async fn consented(desk: &Desk) -> super::CheckPhone {
    let phone = desk.claimed().await;
    assert_eq!(phone.consent(desk).await.status, 204);
    phone
}

#[tokio::test]
async fn five_tries_over_all_codes_and_a_repeated_try_costs_none() {
    let desk = Desk::new().await;
    let phone = consented(&desk).await;
    phone.ask_code(&desk, NUMBER).await;
    let first = desk.code().await;
    for (by, left) in [(1, 4), (1, 4), (2, 3)] {
        let reply = phone.type_code(&desk, &wrong(&first, by)).await;
        assert_eq!((reply.problem(), reply.body["tries_left"].as_u64()), ((422, "wrong_digits"), Some(left)));
    }
    desk.world.clock.advance(MINUTE);
    let again: PhoneResponse = phone.ask_code(&desk, NUMBER).await.read();
    assert_eq!(again.tries_left, 3, "another code brings no tries back");
    let second = desk.code().await;
    for (by, left) in [(1, 2), (2, 1), (3, 0)] {
        let reply = phone.type_code(&desk, &wrong(&second, by)).await;
        assert_eq!(reply.body["tries_left"].as_u64(), Some(left));
    }
    assert_eq!(phone.type_code(&desk, &second).await.problem(), (422, "wrong_digits"), "too late");
    assert_eq!(phone.status(&desk).await.phone, PhoneStep::Failed);
    desk.world.clock.advance(MINUTE);
    let refused = phone.ask_code(&desk, NUMBER).await;
    assert_eq!(refused.problem(), (429, "too_many_requests"));
    assert!(refused.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn a_code_counts_in_the_session_that_asked_for_it_only() {
    let desk = Desk::new().await;
    let new = || NewCheck { account: None, ..desk.new_check(Trigger::ForgottenLogin) };
    let (own, other) = (desk.claimed_for(new()).await, desk.claimed_for(new()).await);
    for phone in [&own, &other] {
        phone.consent(&desk).await;
    }
    own.ask_code(&desk, NUMBER).await;
    let code = desk.code().await;
    assert_eq!(other.type_code(&desk, &code).await.problem(), (409, "conflict"), "it asked for none");
    other.ask_code(&desk, NUMBER).await;
    let newer = desk.code().await;
    if newer != code {
        assert_eq!(other.type_code(&desk, &code).await.problem(), (422, "wrong_digits"));
        assert_eq!(own.type_code(&desk, &newer).await.problem(), (422, "wrong_digits"));
    }
    assert_eq!(own.type_code(&desk, &code).await.status, 204);
    assert_ne!(other.status(&desk).await.phone, PhoneStep::Confirmed);
}

#[tokio::test]
async fn only_the_newest_code_counts_and_only_ten_minutes() {
    let desk = Desk::new().await;
    let phone = consented(&desk).await;
    phone.ask_code(&desk, NUMBER).await;
    let first = desk.code().await;
    desk.world.clock.advance(MINUTE);
    phone.ask_code(&desk, NUMBER).await;
    let second = desk.code().await;
    if first != second {
        assert_eq!(phone.type_code(&desk, &first).await.problem(), (422, "wrong_digits"));
    }
    desk.world.clock.advance(10 * MINUTE);
    assert_eq!(phone.type_code(&desk, &second).await.problem(), (409, "conflict"), "no code counts");
    phone.ask_code(&desk, NUMBER).await;
    assert_eq!(phone.type_code(&desk, &desk.code().await).await.status, 204);
    assert_eq!(phone.type_code(&desk, "000000").await.status.as_u16(), 409, "confirmed is confirmed");
    assert_eq!(phone.ask_code(&desk, "+41790000002").await.problem(), (409, "conflict"));
    for malformed in ["", "12345", "1234567", "12345a", "１２３４５６"] {
        assert_eq!(phone.type_code(&desk, malformed).await.problem(), (400, "bad_request"));
    }
}

#[tokio::test]
async fn the_same_number_within_a_minute_is_the_same_call_and_another_is_too_soon() {
    let desk = Desk::new().await;
    let phone = consented(&desk).await;
    let first: PhoneResponse = phone.ask_code(&desk, NUMBER).await.read();
    assert_eq!((first.remaining, first.resend_after, first.tries_left), (600, 60, 5));
    desk.world.clock.advance(59 * SECOND);
    let again: PhoneResponse = phone.ask_code(&desk, NUMBER).await.read();
    assert_eq!((again.remaining, again.resend_after), (541, 1));
    assert_eq!(desk.messages().await, 1);
    let other = phone.ask_code(&desk, "+41790000002").await;
    assert_eq!(other.problem(), (429, "too_many_requests"));
    assert_eq!(other.headers["retry-after"], "1");
    desk.world.clock.advance(SECOND);
    assert_eq!(phone.ask_code(&desk, "+41790000002").await.status, 200);
    assert_eq!(desk.messages().await, 2);
}

#[tokio::test]
async fn three_numbers_and_five_messages_a_session() {
    let desk = Desk::new().await;
    let phone = consented(&desk).await;
    for number in ["+41790000001", "+41790000002", "+41790000003"] {
        assert_eq!(phone.ask_code(&desk, number).await.status, 200);
        desk.world.clock.advance(MINUTE);
    }
    assert_eq!(phone.ask_code(&desk, "+41790000004").await.problem(), (429, "too_many_requests"));
    for _ in 0..2 {
        assert_eq!(phone.ask_code(&desk, "+41790000002").await.status, 200);
        desk.world.clock.advance(MINUTE);
    }
    assert_eq!(phone.ask_code(&desk, "+41790000002").await.problem(), (429, "too_many_requests"));
    assert_eq!(desk.messages().await, 5);
}

#[tokio::test]
async fn five_messages_a_number_a_day_over_all_sessions_even_deleted_ones() {
    let desk = Desk::new().await;
    let new = || NewCheck { account: None, ..desk.new_check(Trigger::ForgottenLogin) };
    for _ in 0..5 {
        let phone = desk.claimed_for(new()).await;
        phone.consent(&desk).await;
        assert_eq!(phone.ask_code(&desk, NUMBER).await.status, 200);
        assert_eq!(phone.call(&desk, "DELETE", "").await.status, 204);
    }
    let phone = desk.claimed_for(new()).await;
    phone.consent(&desk).await;
    let refused = phone.ask_code(&desk, NUMBER).await;
    assert_eq!(refused.problem(), (429, "too_many_requests"));
    assert_eq!(refused.headers["retry-after"], (DAY / SECOND).to_string().as_str());
    assert_eq!(phone.ask_code(&desk, "+41790000002").await.status, 200, "another number");
    desk.world.clock.advance(DAY);
    assert_eq!(phone.ask_code(&desk, NUMBER).await.status, 200);
}

#[tokio::test]
async fn other_countries_and_what_is_no_number_get_no_message() {
    let desk = Desk::with(|config| config.checks.countries = vec!["41".to_owned()]).await;
    let phone = consented(&desk).await;
    for number in ["+4915112345678", "+12025550123", "0790000001", "+41 79 000 00 01", "+", "+4179"] {
        assert_eq!(phone.ask_code(&desk, number).await.problem(), (422, "number_refused"), "{number}");
    }
    assert_eq!((desk.messages().await, phone.status(&desk).await.phone), (0, PhoneStep::None));
}

#[tokio::test]
async fn a_session_has_its_five_messages_for_all_its_72_hours() {
    let desk = Desk::new().await;
    let phone = consented(&desk).await;
    for _ in 0..5 {
        assert_eq!(phone.ask_code(&desk, NUMBER).await.status, 200);
        desk.world.clock.advance(MINUTE);
    }
    desk.world.clock.advance(2 * DAY);
    desk.world.sweep().await;
    assert_eq!(phone.ask_code(&desk, NUMBER).await.problem(), (429, "too_many_requests"));
}
