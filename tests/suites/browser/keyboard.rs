//! Without a mouse: Tab and Enter alone, with the focus in sight at every step.

use kauth_tests::flows::linked;
use kauth_tests::world::World;
use serde_json::Value;
use thirtyfour::Key;

use crate::chromium::{Done, Setup, Trouble, browse, must};
use crate::look::Look;
use crate::tab::Tab;

/// Where the focus is: name, whether a ring is drawn, whether it is in sight.
const FOCUS: &str = "
    const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
    return {
        name: e.id || e.getAttribute('href') || e.getAttribute('name') || e.localName,
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inSight: box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth && box.width > 1,
        inMain: Boolean(e.closest('main')),
        view: e.dataset.view !== undefined,
    };";

/// Presses Tab until the focus is where `is_there` says; every stop on the way must be seen.
pub(crate) async fn tab_to(tab: &Tab, what: &str, is_there: impl Fn(&Value) -> bool) -> Done {
    let mut stops = Vec::new();
    for _ in 0..40 {
        tab.keys(Key::Tab).await?;
        // What is far away is scrolled to, which may take a moment.
        let is_seen = |focus: &Value| focus["ring"] == true && focus["inSight"] == true;
        let seen = tab
            .until_so("the focus is in sight", async || Ok(is_seen(&tab.script(FOCUS, Vec::new()).await?)))
            .await;
        let focus = tab.script(FOCUS, Vec::new()).await?;
        let name = focus["name"].as_str().unwrap_or_default().to_owned();
        must(seen.is_ok(), format!("the focus cannot be seen: {focus}"))?;
        if is_there(&focus) {
            return Ok(());
        }
        stops.push(name);
    }
    Err(Trouble(format!("Tab does not lead to {what}, only to {}", stops.join(", "))))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c1_sign_in_by_keyboard_alone() {
    let world = World::new().await.unwrap();
    let kim = linked(&world, "Kim R").await.unwrap();
    for (name, look) in [("keyboard_desk", Look::DESK), ("keyboard_night", Look::NIGHT)] {
        world.turn(3600);
        browse(&world, name, Setup::default(), async |tab| {
            tab.look(look, 1).await?;
            tab.open("/sign-in").await?;
            tab.keys(Key::Tab).await?;
            must(tab.script(FOCUS, Vec::new()).await?["name"] == "#main", "first the way past the head")?;
            tab.keep("keyboard-skip").await?;
            tab.keys(Key::Enter).await?;
            tab_to(tab, "the login", |focus| focus["inMain"] == true).await?;
            must(
                tab.script(FOCUS, Vec::new()).await?["name"] == "login",
                "past the head comes the first field",
            )?;
            tab.keys(kim.person.login.as_str()).await?;
            tab_to(tab, "the password", |focus| focus["name"] == "password").await?;
            tab.keep("keyboard-focus").await?;
            tab.keys(kim.person.password.as_str()).await?;
            tab.keys(Key::Enter).await?;
            tab.until("waiting", "pending").await?;

            tab_to(tab, "“use a code instead”", |focus| focus["name"] == "summary").await?;
            tab.keys(Key::Enter).await?;
            tab_to(tab, "the code", |focus| focus["name"] == "code").await?;
            tab.keep("keyboard-code").await?;
            tab.keys(kim.phone.code().await?.as_str()).await?;
            tab.keys(Key::Enter).await?;
            tab.until("account", "").await?;
            tab_to(tab, "two-step sign-in", |focus| focus["name"] == "/2fa").await?;
            tab.keys(Key::Enter).await?;
            tab.until("two-step", "on").await
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_language_is_chosen_on_the_page() {
    let world = World::new().await.unwrap();
    browse(&world, "language", Setup::default(), async |tab| {
        tab.open("/sign-in").await?;
        tab.script("document.getElementById('language').focus();", Vec::new()).await?;
        tab.keys("Deu").await?;
        tab.until_true("the page is German", "document.documentElement.lang === 'de'").await?;
        must(tab.page().await?.0 == "sign-in", "it is the same page")?;
        tab.open("/sign-up").await?;
        tab.until_true("it stays German", "document.documentElement.lang === 'de'").await
    })
    .await;
}
