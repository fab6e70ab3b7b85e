//! Every page in every look: two widths, light and dark, three languages and more; each is checked and kept as a
//! picture.

use kauth_core::app::Decision;
use kauth_tests::flows::linked;
use kauth_tests::website::Person;
use kauth_tests::world::World;

use crate::chromium::{Done, Setup, browse, must};
use crate::linking::{open_qr_code, read_screen};
use crate::look::{Look, Scheme, Width};
use crate::tab::Tab;

/// For pages that most people see.
const MOST: [&str; 3] = ["en", "de", "fr"];
/// For pages that few see.
const SOME: [&str; 2] = ["de", "es"];

async fn open_and_inspect(tab: &Tab, pages: &[(&str, &str)], languages: &[&str]) -> Done {
    for (name, path) in pages {
        tab.open(path).await?;
        tab.inspect(name, languages).await?;
    }
    Ok(())
}

/// The checks themselves, tried on a page that is spoilt on purpose.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_checks_see_what_is_wrong() {
    const SPOIL: &str = "
        const add = (name, change) => change(document.querySelector('main').appendChild(document.createElement(name)));
        document.documentElement.lang = 'xx';
        add('h1', (e) => { e.textContent = 'Again'; });
        add('img', (e) => { e.src = '/nowhere.png'; });
        add('input', (e) => { e.id = 'login'; });
        add('button', (e) => { e.style.minHeight = '20px'; e.style.padding = 0; });
        add('div', (e) => { e.style.width = '700px'; e.textContent = 'wide'; });
        add('p', (e) => { e.style.color = '#bbb'; e.textContent = 'pale'; });
        add('p', (e) => { e.style.width = '40px'; e.style.overflow = 'hidden'; e.style.whiteSpace = 'nowrap'; e.textContent = 'Wiederherstellungscodes'; });
        add('h4', (e) => { e.textContent = 'deep'; });
        add('span', (e) => { e.setAttribute('aria-describedby', 'nobody'); e.textContent = 'lost'; });
        document.body.setAttribute('style', 'margin: 1px');";
    let world = World::new().await.unwrap();
    browse(&world, "checks", Setup::default(), async |tab| {
        tab.look(Look { width: Width::Phone, scheme: Scheme::Light }, 1).await?;
        tab.open("/sign-in").await?;
        must(tab.audit().await?.is_empty(), "nothing is wrong with the page as it is")?;
        tab.script(SPOIL, Vec::new()).await?;
        let found = tab.audit().await?;
        for wanted in [
            "lang is xx",
            "2 headings",
            "no alt",
            "not loaded",
            "id login twice",
            "no name or label: button",
            "too small for a thumb: button",
            "scrolls sideways",
            "contrast 1.",
            "cut off",
            "rank 4 after rank 1",
            "leads nowhere: nobody",
        ] {
            must(
                found.iter().any(|what| what.contains(wanted)),
                format!("“{wanted}” is missed: {found:#?}"),
            )?;
        }
        let said = tab.console().await?.join(" ");
        must(
            said.contains("Content Security Policy"),
            format!("a style of a script's own is refused: {said}"),
        )
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_before_signing_in_in_every_look() {
    let world = World::new().await.unwrap();
    browse(&world, "pages_before", Setup::default(), async |tab| {
        let pages = [("welcome", "/"), ("sign-in", "/sign-in"), ("sign-up", "/sign-up")];
        open_and_inspect(tab, &pages, &MOST).await?;
        let pages = [
            ("forgotten", "/forgotten"),
            ("landing-link", "/link"),
            ("landing-open", "/open"),
            ("wrong", "/nowhere"),
            ("signed-out", "/sign-in?done=signed-out"),
            ("outbox-empty", "/outbox"),
        ];
        open_and_inspect(tab, &pages, &SOME).await?;

        tab.open("/sign-up").await?;
        tab.fill("#login", "nobody").await?;
        tab.fill("#password", "short").await?;
        tab.press("main form button").await?;
        tab.until_true("the errors are there", "document.querySelectorAll('[role=alert]').length > 2")
            .await?;
        tab.inspect("sign-up-refused", &["en"]).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_linking_in_every_look() {
    let world = World::new().await.unwrap();
    let person = Person::called("Paula R");
    browse(&world, "pages_linking", Setup::default(), async |tab| {
        tab.sign_up(&person).await?;
        tab.inspect("account-off", &MOST).await?;
        tab.open("/outbox").await?;
        tab.inspect("outbox", &["en"]).await?;
        tab.open("/2fa").await?;
        tab.inspect("two-step-off", &MOST).await?;
        world.turn(3600);
        tab.open("/2fa/add").await?;
        tab.inspect("step-up", &MOST).await?;
        tab.step_up(&person).await?;
        tab.until("add-method", "").await?;
        tab.inspect("add-method", &MOST).await?;
        open_qr_code(tab, &person).await?;
        tab.inspect("link-code", &MOST).await?;
        let phone = world.phone("Paula’s phone").await?;
        let code = read_screen(tab, &phone).await?;
        tab.until("link", "claimed").await?;
        tab.inspect("link-digits", &MOST).await?;
        tab.fill("#code", &code).await?;
        tab.press("main form button").await?;
        tab.until("recovery-codes", "").await?;
        tab.inspect("recovery-codes", &MOST).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_after_signing_in_in_every_look() {
    let world = World::new().await.unwrap();
    let petra = linked(&world, "Petra R").await.unwrap();
    browse(&world, "pages_after", Setup::default(), async |tab| {
        tab.sign_in(&petra.person).await?;
        tab.until("waiting", "pending").await?;
        tab.inspect("waiting", &MOST).await?;
        let request = petra.phone.request().await?;
        petra.phone.app().answer(request.id, Decision::Approve, None).await?;
        tab.until("account", "").await?;
        let pages = [("account", "/account"), ("two-step", "/2fa")];
        open_and_inspect(tab, &pages, &MOST).await?;
        let pages = [
            ("history", "/history"),
            ("details", "/account/details"),
            ("password", "/account/password"),
            ("address", "/account/address"),
            ("close", "/account/close"),
            ("two-step-turn-off", "/2fa/off"),
            ("new-codes", "/2fa/recovery-codes/new"),
            ("organisations", "/organisations"),
        ];
        open_and_inspect(tab, &pages, &SOME).await?;
        tab.open("/2fa").await?;
        let remove = tab.attribute("li[data-link] a", "href").await?;
        open_and_inspect(tab, &[("remove-phone", &remove)], &SOME).await?;

        tab.open("/organisations").await?;
        tab.fill("main form input:not([type=hidden])", "Bakery & Sons").await?;
        tab.press("main form button").await?;
        tab.until("organisation", "").await?;
        tab.inspect("organisation", &SOME).await?;

        tab.open("/pay").await?;
        tab.inspect("pay", &SOME).await?;
        tab.press("main form button:not(.quiet)").await?;
        tab.until("action", "").await?;
        tab.inspect("action", &SOME).await
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_hold_text_of_twice_the_size() {
    let world = World::new().await.unwrap();
    let lena = linked(&world, "Lena R").await.unwrap();
    let setup = Setup { large_text: true, ..Setup::default() };
    browse(&world, "pages_large_text", setup, async |tab| {
        let narrow = Look { width: Width::Phone, scheme: Scheme::Light };
        let look = async |name: &str| -> Done {
            for look in [narrow, Look::DESK] {
                tab.look(look, 1).await?;
                tab.check(&format!("{name} {} large", look.name())).await?;
                tab.keep(&format!("large-{name}")).await?;
            }
            Ok(())
        };
        tab.speak("de").await?;
        for (name, path) in [("welcome", "/"), ("sign-in", "/sign-in"), ("sign-up", "/sign-up")] {
            tab.open(path).await?;
            look(name).await?;
        }
        tab.sign_in(&lena.person).await?;
        tab.until("waiting", "pending").await?;
        look("waiting").await?;
        let request = lena.phone.request().await?;
        lena.phone.app().answer(request.id, Decision::Approve, None).await?;
        tab.until("account", "").await?;
        look("account").await?;
        for (name, path) in
            [("two-step", "/2fa"), ("history", "/history"), ("organisations", "/organisations")]
        {
            tab.open(path).await?;
            look(name).await?;
        }

        let person = Person::called("Lena S");
        tab.sign_out().await?;
        tab.sign_up(&person).await?;
        open_qr_code(tab, &person).await?;
        look("link-code").await?;
        let phone = world.phone("Lenas Telefon").await?;
        tab.look(Look::DESK, 1).await?;
        phone.app().picture(tab.whole().await?).await?;
        let code = crate::linking::agree(&phone).await?;
        tab.until("link", "claimed").await?;
        look("link-digits").await?;
        tab.fill("#code", &code).await?;
        tab.press("main form button").await?;
        tab.until("recovery-codes", "").await?;
        look("recovery-codes").await
    })
    .await;
}
