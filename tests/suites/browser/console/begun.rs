//! The page that began a check follows it to the deletion, and says on its own screen that two phones made it void.

use kauth_protocol::checks::BlobKind;
use kauth_tests::flows::check::Agent;
use kauth_tests::website::{self, Person};
use kauth_tests::world::World;

use super::jpeg;
use super::phone::CheckPhone;
use crate::chromium::{Done, Setup, Trouble, browse, must};
use crate::tab::Tab;

/// Begins a check from the page of who forgot the password, and gives its link.
pub(super) async fn forgotten(tab: &Tab, person: &Person) -> Done<String> {
    tab.open("/forgotten").await?;
    tab.fill("#login", &person.login).await?;
    tab.press("main form button").await?;
    tab.until("recovery-way", "").await?;
    tab.press("input[value=none]").await?;
    tab.press("main form button").await?;
    tab.until("check-begun", "offered").await?;
    tab.attribute("#check-uri", "value").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_phones_make_a_check_void_on_the_page_and_another_is_followed_to_its_deletion() {
    let world = World::new().await.unwrap();
    let person = Person::called("Hanna K");
    let agent = Agent::new(&world).await.unwrap();
    browse(&world, "check_begun", Setup::default(), async |tab| {
        tab.sign_up(&person).await?;
        tab.sign_out().await?;
        let link = forgotten(tab, &person).await?;
        let first = CheckPhone::claim(&world, &link).await?;
        tab.until("check-begun", "claimed").await?;
        tab.inspect("check-claimed", &["de"]).await?;
        must(CheckPhone::claim(&world, &link).await.is_err(), "a second phone gets nothing")?;
        tab.until("check-begun", "void").await?;
        must(first.status().await?["code"] == "check_void", "nor does the first go on")?;
        tab.inspect("check-void", &["en", "de"]).await?;
        tab.press("main a.button").await?;
        tab.until("forgotten", "").await?;

        let link = forgotten(tab, &person).await?;
        let phone = CheckPhone::claim(&world, &link).await?;
        tab.until("check-begun", "claimed").await?;
        let other = world.browser()?;
        let code = async || Ok(website::newest_mail_code(&other, "check_code").await?);
        phone.answer(&person.number, code).await?;
        let pictures = [
            (BlobKind::Front, jpeg(tab, "front", "#cde", (1400, 882)).await?),
            (BlobKind::Back, jpeg(tab, "back", "#dec", (900, 567)).await?),
            (BlobKind::Selfie, jpeg(tab, "selfie", "#ecd", (1080, 1440)).await?),
        ];
        phone.send(&pictures).await?;
        tab.until("check-begun", "sent").await?;
        tab.inspect("check-sent", &["de"]).await?;
        let opened = agent.open(&world).await.map_err(|error| Trouble(error.to_string()))?;
        agent.decide(&opened, &[("decision", "accept")]).await?;
        tab.until("check-begun", "deleted").await?;
        tab.inspect("check-deleted", &["en", "de"]).await?;
        let whole = tab.script("return document.documentElement.outerHTML", Vec::new()).await?;
        let whole = whole.as_str().unwrap_or_default();
        must(
            !whole.contains("/check/finish") && !whole.contains("accept"),
            "it leads nowhere and tells nothing",
        )
    })
    .await;
}
