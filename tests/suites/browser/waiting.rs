//! C in a real browser: the waiting page, which moves on by itself, with script and without.

use kauth_core::app::{Decision, Ending, RequestView, Screen};
use kauth_protocol::approvals::Policy;
use kauth_tests::flows::{Linked, linked};
use kauth_tests::world::World;

use crate::chromium::{Done, Setup, browse, must};
use crate::look::Look;
use crate::tab::Tab;

/// The person answers on the phone.
async fn answer(who: &Linked, request: &RequestView, decision: Decision, digits: Option<String>) -> Done {
    Ok(who.phone.app().answer(request.id.clone(), decision, digits).await?)
}

async fn until_waiting(tab: &Tab, who: &Linked) -> Done<RequestView> {
    tab.sign_in(&who.person).await?;
    tab.until("waiting", "pending").await?;
    Ok(who.phone.request().await?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c1_the_waiting_page_moves_on_by_itself_in_a_real_browser() {
    let world = World::new().await.unwrap();
    let clara = linked(&world, "Clara R").await.unwrap();
    browse(&world, "c1_moves_on", Setup::default(), async |tab| {
        let request = until_waiting(tab, &clara).await?;
        answer(&clara, &request, Decision::Approve, None).await?;
        tab.until("account", "").await?;
        tab.sign_out().await?;
        tab.window().back().await?;
        let (name, _) = tab.page().await?;
        must(name != "account", "after signing out, going back shows nothing")
    })
    .await;
}

/// Phones stop what is in the background: the page may come back long after the answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c1_a_page_that_comes_back_after_the_yes_moves_on_too() {
    let world = World::new().await.unwrap();
    let cora = linked(&world, "Cora R").await.unwrap();
    browse(&world, "c1_comes_back", Setup::default(), async |tab| {
        let request = until_waiting(tab, &cora).await?;
        tab.open("/assets/mark.svg").await?;
        answer(&cora, &request, Decision::Approve, None).await?;
        let approved = cora.phone.until("that the yes has arrived", |view| match &view.screen {
            Screen::RequestEnded(ended) if ended.ending == Ending::Approved => Some(()),
            _ => None,
        });
        approved.await?;
        tab.open("/sign-in/second").await?;
        tab.until("account", "").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c1_a_no_is_said_in_a_real_browser() {
    let world = World::new().await.unwrap();
    let carla = linked(&world, "Carla R").await.unwrap();
    browse(&world, "c1_no", Setup::default(), async |tab| {
        let request = until_waiting(tab, &carla).await?;
        answer(&carla, &request, Decision::Deny, None).await?;
        tab.until("waiting", "refused").await?;
        tab.inspect("waiting-refused", &["en", "de", "it"]).await?;
        tab.open("/account").await?;
        must(tab.page().await?.0 != "account", "nobody is signed in")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c1_without_script_the_page_waits_and_moves_on() {
    let world = World::new().await.unwrap();
    let conny = linked(&world, "Conny R").await.unwrap();
    let setup = Setup { no_script: true, ..Setup::default() };
    browse(&world, "c1_without_script", setup, async |tab| {
        let request = until_waiting(tab, &conny).await?;
        tab.look(Look::NIGHT, 1).await?;
        tab.keep("waiting-without-script").await?;
        answer(&conny, &request, Decision::Approve, None).await?;
        tab.until("waiting", "approved").await?;
        tab.keep("approved-without-script").await?;
        tab.press("#finish button").await?;
        tab.until("account", "").await?;

        tab.sign_out().await?;
        tab.sign_in(&conny.person).await?;
        tab.until("waiting", "pending").await?;
        tab.press("a[href=\"?use=code\"]").await?;
        world.turn(30);
        tab.fill("#code", &conny.phone.code().await?).await?;
        tab.press("form[action=\"/sign-in/code\"] button").await?;
        tab.until("account", "").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c2_the_page_opens_the_app_on_the_same_phone() {
    let world = World::new().await.unwrap();
    let carl = linked(&world, "Carl R").await.unwrap();
    browse(&world, "c2_same_phone", Setup::default(), async |tab| {
        tab.look(Look::NIGHT, 1).await?;
        until_waiting(tab, &carl).await?;
        carl.phone.app().scan(tab.attribute("a#open-kauth", "href").await?).await?;
        let request = carl.phone.request().await?;
        answer(&carl, &request, Decision::Approve, None).await?;
        tab.until("account", "").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c4_the_digits_on_the_page_are_those_the_phone_asks_for() {
    let world = World::with(|config| config.rules.approval = Policy::Digits6).await.unwrap();
    let conrad = linked(&world, "Conrad R").await.unwrap();
    browse(&world, "c4_digits", Setup::default(), async |tab| {
        let request = until_waiting(tab, &conrad).await?;
        tab.inspect("waiting-digits", &["en", "de"]).await?;
        let digits: String = tab.text("#digits").await?.chars().filter(char::is_ascii_digit).collect();
        answer(&conrad, &request, Decision::Approve, Some(digits)).await?;
        tab.until("account", "").await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c5_the_page_says_by_itself_that_time_ran_out() {
    let world = World::new().await.unwrap();
    let caspar = linked(&world, "Caspar R").await.unwrap();
    browse(&world, "c5_time_ran_out", Setup::default(), async |tab| {
        until_waiting(tab, &caspar).await?;
        world.turn(121);
        tab.until("waiting", "expired").await?;
        tab.inspect("waiting-expired", &["en", "de"]).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c3_a_report_is_said_and_a_new_password_is_asked_for() {
    let world = World::new().await.unwrap();
    let cosima = linked(&world, "Cosima R").await.unwrap();
    browse(&world, "c3_report", Setup::default(), async |tab| {
        let request = until_waiting(tab, &cosima).await?;
        answer(&cosima, &request, Decision::Report, None).await?;
        tab.until("waiting", "reported").await?;
        tab.inspect("waiting-reported", &["en", "de"]).await?;
        tab.sign_in(&cosima.person).await?;
        // The form's own way ends here; only then another page is opened.
        tab.until("waiting", "other_factors").await?;
        tab.open("/sign-in/second?use=recovery").await?;
        tab.inspect("waiting-recovery", &["en", "de"]).await?;
        tab.fill("#recovery", cosima.codes.first().map_or("", String::as_str)).await?;
        tab.press("form[action=\"/sign-in/recovery\"] button").await?;
        tab.until("new-password", "").await?;
        tab.inspect("new-password", &["en", "de"]).await?;
        tab.fill("#password", "another good password").await?;
        tab.press("main form button").await?;
        tab.until("account", "").await
    })
    .await;
}
