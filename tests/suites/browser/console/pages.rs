//! The pages around kCheck in every look: each is checked and kept as a picture.

use kauth_tests::website::Person;
use kauth_tests::world::World;

use super::begun::forgotten;
use super::{add_key, dossier, support};
use crate::chromium::{Setup, browse};
use crate::tab::Tab;

const MOST: [&str; 2] = ["en", "de"];
const SOME: [&str; 1] = ["de"];

async fn look(tab: &Tab, name: &str, path: &str, languages: &[&str]) -> crate::chromium::Done {
    tab.open(path).await?;
    tab.inspect(name, languages).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_the_console_in_every_look() {
    let world = World::new().await.unwrap();
    let (staff, person) = (Person::called("Dora S"), Person::called("Emma K"));
    browse(&world, "console_pages", Setup::default(), async |tab| {
        support(&world, tab, &staff).await?;
        look(tab, "console-empty", "/console", &SOME).await?;
        tab.open("/console/keys").await?;
        tab.step_up(&staff).await?;
        tab.until("reviewer-keys", "none").await?;
        tab.inspect("reviewer-keys-none", &SOME).await?;
        add_key(tab, &staff).await?;
        tab.inspect("reviewer-keys", &SOME).await?;
        let phone = dossier(&world, tab, &person).await?;
        look(tab, "console", "/console", &MOST).await?;
        tab.open(&format!("/console/checks/{}", phone.check())).await?;
        tab.until("dossier", "open").await?;
        tab.inspect("dossier", &["en"]).await?;
        tab.press("input[value=retake]").await?;
        tab.keep("dossier-retake").await?;
        tab.speak("de").await?;
        tab.open(&format!("/console/checks/{}", phone.check())).await?;
        tab.until("dossier", "open").await?;
        tab.inspect("dossier", &["de"]).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_getting_back_in_in_every_look() {
    let world = World::new().await.unwrap();
    let (staff, person) = (Person::called("Frida S"), Person::called("Gina K"));
    browse(&world, "recovery_pages", Setup::default(), async |tab| {
        support(&world, tab, &staff).await?;
        add_key(tab, &staff).await?;
        look(tab, "payout", "/payout", &SOME).await?;
        tab.open("/orders").await?;
        tab.fill("#what", "my-bank-login.example").await?;
        tab.press("form[action=\"/orders\"] button").await?;
        tab.until_true("it is blocked", "document.querySelector('.note.bad')").await?;
        tab.inspect("orders", &MOST).await?;
        tab.sign_out().await?;
        tab.sign_up(&person).await?;
        tab.sign_out().await?;
        for (name, path) in [
            ("forgotten", "/forgotten"),
            ("forgotten-login", "/forgotten/login"),
            ("forgotten-login-check", "/forgotten/login/check"),
            ("mailbox-gone", "/forgotten/mailbox"),
            ("unlock", "/unlock"),
            ("landing-check", "/check"),
            ("check-finish", "/check/finish"),
            ("stop-nothing", "/stop?t=x"),
        ] {
            look(tab, name, path, &SOME).await?;
        }
        tab.open("/forgotten").await?;
        tab.fill("#login", &person.login).await?;
        tab.press("main form button").await?;
        tab.until("recovery-way", "").await?;
        tab.inspect("recovery-way", &MOST).await?;
        tab.press("input[value=number]").await?;
        tab.press("main form button").await?;
        tab.until("recovery-code", "").await?;
        tab.inspect("recovery-code", &SOME).await?;
        tab.open("/forgotten/way").await?;
        tab.press("input[value=address]").await?;
        tab.press("main form button").await?;
        tab.until("recovery-code", "").await?;
        let code = tab.mail_code("recovery_code").await?;
        tab.inspect("outbox-recovery", &SOME).await?;
        tab.open("/forgotten/code").await?;
        tab.fill("#code", &code).await?;
        tab.press("main form button").await?;
        tab.until("recovery-password", "").await?;
        tab.inspect("recovery-password", &SOME).await?;
        tab.fill("#password", "ganz andere worte").await?;
        tab.press("main form button").await?;
        tab.until("recovery-done", "").await?;
        tab.inspect("recovery-done", &SOME).await?;
        forgotten(tab, &person).await?;
        tab.inspect("check-begun", &MOST).await
    })
    .await;
}
