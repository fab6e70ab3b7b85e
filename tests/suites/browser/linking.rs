//! A and B in a real browser: the QR code out of a screenshot, the app's own way in, and the recovery codes.

use kauth_core::app::{EffectKind, Screen};
use kauth_tests::flows::linked;
use kauth_tests::phone::Phone;
use kauth_tests::website::{self, Person};
use kauth_tests::world::World;
use serde_json::{Value, json};
use thirtyfour::common::print::PrintParameters;
use thirtyfour::support::base64_decode;

use crate::chromium::{Done, Setup, Trouble, browse, must};
use crate::look::Look;
use crate::tab::Tab;

/// From `/2fa` to the page with the QR code.
pub(crate) async fn open_qr_code(tab: &Tab, person: &Person) -> Done {
    tab.open("/2fa").await?;
    tab.until("two-step", "off").await?;
    tab.press("main a[href=\"/2fa/add\"]").await?;
    tab.step_up(person).await?;
    tab.until("add-method", "").await?;
    tab.press("main form button").await?;
    tab.until("link", "created").await
}

/// The phone looks at a picture of the screen and agrees; gives the six digits that it shows.
pub(crate) async fn read_screen(tab: &Tab, phone: &Phone) -> Done<String> {
    phone.app().picture(tab.screenshot().await?).await?;
    agree(phone).await
}

/// The person agrees to link; gives the six digits that the phone then shows.
pub(crate) async fn agree(phone: &Phone) -> Done<String> {
    phone.until("whether to link", |view| matches!(view.screen, Screen::Agree(_)).then_some(())).await?;
    phone.app().agree().await?;
    let code = phone.until("six digits", |view| match &view.screen {
        Screen::LinkCode(shown) => Some(shown.code.clone()),
        _ => None,
    });
    Ok(code.await?)
}

/// Signs a person up and links a phone, all of it in the browser; ends on the page with the recovery codes.
pub(crate) async fn link(tab: &Tab, world: &World, person: &Person) -> Done<Phone> {
    tab.sign_up(person).await?;
    open_qr_code(tab, person).await?;
    let phone = world.phone(&format!("{}’s phone", person.name)).await?;
    let code = read_screen(tab, &phone).await?;
    tab.until("link", "claimed").await?;
    tab.fill("#code", &code).await?;
    tab.press("main form button").await?;
    tab.until("recovery-codes", "").await?;
    Ok(phone)
}

/// The codes on the page.
async fn codes(tab: &Tab) -> Done<Vec<String>> {
    let read = "return Array.from(document.querySelectorAll('#codes code'), (code) => code.textContent);";
    Ok(serde_json::from_value(tab.script(read, Vec::new()).await?)?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a2_link_by_screenshot_in_a_real_browser() {
    let world = World::new().await.unwrap();
    let person = Person::called("Anna R");
    browse(&world, "a2_link_by_screenshot", Setup::default(), async |tab| {
        let phone = link(tab, &world, &person).await?;
        let shown = phone.until("recovery codes", |view| match &view.screen {
            Screen::RecoveryCodes(shown) => Some(shown.codes.clone()),
            _ => None,
        });
        let compact = |text: &String| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let (on_phone, on_page) = (shown.await?, codes(tab).await?);
        let same = on_phone.iter().map(compact).eq(on_page.iter().map(compact));
        must(
            same,
            format!("the same ten codes: {} on the phone, {} on the page", on_phone.len(), on_page.len()),
        )?;
        tab.press("form[action=\"/2fa/recovery-codes/saved\"] button").await?;
        tab.until("two-step", "on").await?;
        let words = tab.text("main").await?;
        must(words.contains("Anna R’s phone"), "the page names the phone")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a2_the_code_is_read_from_a_dark_and_narrow_screen() {
    let world = World::new().await.unwrap();
    let person = Person::called("Ada R");
    browse(&world, "a2_dark_and_narrow", Setup::default(), async |tab| {
        tab.sign_up(&person).await?;
        tab.look(Look::NIGHT, 1).await?;
        open_qr_code(tab, &person).await?;
        let link = tab.attribute("#link-uri", "value").await?;
        for pixels in [1, 3] {
            tab.look(Look::NIGHT, pixels).await?;
            let phone = world.phone("Phone").await?;
            phone.app().picture(tab.whole().await?).await?;
            phone
                .until("whether to link", |view| matches!(view.screen, Screen::Agree(_)).then_some(()))
                .await?;
        }
        must(link.contains("link"), "the link stands there as text, too")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn b1_recovery_codes_are_saved_printed_and_copied_in_a_real_browser() {
    let world = World::new().await.unwrap();
    let person = Person::called("Berta R");
    browse(&world, "b1_recovery_codes", Setup::default(), async |tab| {
        link(tab, &world, &person).await?;
        let shown = codes(tab).await?;
        must(shown.len() == 10, "ten codes")?;

        tab.press("a[download]").await?;
        let file = tab.downloads().join("kauth-recovery-codes.txt");
        tab.until_so("the file is saved", async || Ok(file.exists())).await?;
        let saved = std::fs::read_to_string(&file)?;
        must(shown.iter().all(|code| saved.contains(code.as_str())), "the file has every code")?;

        let allow = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
        tab.window().cdp().send_raw("Browser.grantPermissions", allow).await?;
        tab.press("button[data-copy]").await?;
        tab.until_true("the page says that it was copied", "document.getElementById('said').textContent").await?;
        let paste = "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, String);";
        let pasted = tab.window().execute_async(paste, Vec::new()).await?;
        let pasted = pasted.json().as_str().unwrap_or_default().to_owned();
        must(pasted.lines().eq(shown.iter().map(String::as_str)), format!("the clipboard has them: {pasted:?}"))?;

        tab.script("window.print = () => { document.body.dataset.printed = 'yes'; };", Vec::new()).await?;
        tab.press("button[data-print]").await?;
        tab.until_true("the browser prints", "document.body.dataset.printed").await?;
        let paper = json!({"media": "print"});
        tab.window().cdp().send_raw("Emulation.setEmulatedMedia", paper).await?;
        tab.keep("recovery-codes-on-paper").await?;
        must(tab.text("#codes").await?.lines().count() >= 10, "the codes are on the paper")?;
        let gone = "!document.querySelector('.top').checkVisibility() && !document.querySelector('.foot').checkVisibility()";
        tab.until_true("nothing but the codes is", gone).await?;
        let pdf = base64_decode(&tab.window().print_page_base64(PrintParameters::default()).await?)?;
        must(pdf.starts_with(b"%PDF"), "it can be printed")?;
        tab.look(Look::DESK, 1).await?;

        tab.press("form[action=\"/2fa/recovery-codes/saved\"] button").await?;
        tab.until("two-step", "on").await?;
        tab.open("/2fa/recovery-codes").await?;
        must(codes(tab).await?.is_empty(), "once saved, they are shown no more")
    })
    .await;
}

/// Browsers hold a form's redirect to the content security policy, and an app's own scheme is no page: only here
/// can be seen whether the way back to the app is open.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a1_consent_in_a_real_browser_leads_back_to_the_app() {
    let world = World::new().await.unwrap();
    let person = Person::called("Albert R");
    website::sign_up(&world.browser().unwrap(), &person).await.unwrap();
    let setup = Setup { network: true, ..Setup::default() };
    browse(&world, "a1_consent", setup, async |tab| {
        let phone = world.phone("Albert’s phone").await?;
        phone.app().sign_in_here(world.url().to_owned(), None).await?;
        let opened = || {
            phone.effects().into_iter().rev().find_map(|effect| match effect {
                EffectKind::OpenUrl { url } => Some(url),
                _ => None,
            })
        };
        tab.until_so("the app opens the sign-in page", async || Ok(opened().is_some())).await?;
        tab.look(Look::NIGHT, 1).await?;
        tab.open(&opened().unwrap_or_default()).await?;
        if tab.path().await? == "/sign-in" {
            tab.fill("#login", &person.login).await?;
            tab.fill("#password", &person.password).await?;
            tab.press("main form button").await?;
        }
        tab.step_up(&person).await?;
        tab.until("consent", "").await?;
        tab.inspect("consent", &["en", "de", "fr"]).await?;
        tab.press("button[value=\"authorize\"]").await?;
        let back = way_back(tab).await?;
        phone.app().opened(back).await?;
        phone
            .until("the linked account", |view| {
                matches!(view.screen, Screen::RecoveryCodes(_) | Screen::Account(_)).then_some(())
            })
            .await?;
        tab.until_so("two-step sign-in is on", async || {
            tab.open("/2fa").await?;
            Ok(tab.page().await?.1 == "on")
        })
        .await
    })
    .await;
}

/// The address with which the browser would wake the app, as it went over the network.
async fn way_back(tab: &Tab) -> Done<String> {
    let found = std::cell::RefCell::new(None);
    tab.until_so("the page leads back to the app", async || {
        for entry in tab.window().get_log("performance").await? {
            let event: Value = serde_json::from_str(&entry.message)?;
            let parameters = &event["message"]["params"];
            let places = [
                &parameters["headers"]["Location"],
                &parameters["headers"]["location"],
                &parameters["redirectResponse"]["headers"]["location"],
                &parameters["url"],
            ];
            let back = places.iter().filter_map(|place| place.as_str()).find(|url| url.starts_with("kauth:"));
            if let Some(back) = back {
                found.replace(Some(back.to_owned()));
            }
        }
        Ok(found.borrow().is_some())
    })
    .await?;
    found.take().ok_or_else(|| Trouble("no way back".into()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a2_the_page_follows_when_the_phone_says_no_or_time_runs_out() {
    let world = World::new().await.unwrap();
    let linked = linked(&world, "Arno R").await.unwrap();
    browse(&world, "a2_endings", Setup::default(), async |tab| {
        let person = Person::called("Arno S");
        tab.sign_up(&person).await?;
        open_qr_code(tab, &person).await?;
        read_screen(tab, &linked.phone).await?;
        tab.until("link", "claimed").await?;
        for _ in 0..3 {
            tab.fill("#code", "000000").await?;
            // The page before may hold an alert, too: what is waited for is another page.
            tab.until_true("the page is marked", "document.documentElement.dataset.seen = 'seen'").await?;
            tab.press("main form button").await?;
            tab.until_true(
                "the answer is there",
                "!document.documentElement.dataset.seen && document.readyState === 'complete' \
                 && (document.querySelector('[role=alert]') || !document.getElementById('code'))",
            )
            .await?;
        }
        tab.until("link", "refused").await?;
        tab.inspect("link-refused", &["en", "de"]).await?;

        open_qr_code(tab, &person).await?;
        world.turn(301);
        tab.until("link", "expired").await?;
        tab.inspect("link-expired", &["en", "de"]).await
    })
    .await;
}
