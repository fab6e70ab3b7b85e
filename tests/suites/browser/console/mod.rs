//! The support console in a real browser: a reviewer's key, a dossier opened and decided without a mouse, and what the
//! page says when somebody changed a picture on the server.

mod begun;
mod pages;
mod phone;

use data_encoding::BASE64;
use kauth_protocol::checks::BlobKind;
use kauth_tests::browser::{Browser, Page};
use kauth_tests::website::{self, Person};
use kauth_tests::world::World;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::chromium::{Done, Setup, Trouble, browse, must};
use crate::keyboard::tab_to;
use crate::tab::Tab;
use phone::{CheckPhone, tamper};

/// Draws what could be a card, as a JPEG.
const DRAW: &str = "
    const [words, colour, width, height] = arguments;
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const pen = canvas.getContext('2d');
    pen.fillStyle = colour;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = '#234';
    pen.font = `${width / 14}px sans-serif`;
    pen.fillText(words, width / 12, width / 6);
    pen.fillRect(width * 0.08, width * 0.22, width * 0.25, width * 0.33);
    return canvas.toDataURL('image/jpeg', 0.8).split(',')[1];";

async fn jpeg(tab: &Tab, words: &str, colour: &str, (width, height): (u32, u32)) -> Done<Vec<u8>> {
    let drawn = tab.script(DRAW, vec![json!(words), json!(colour), json!(width), json!(height)]).await?;
    BASE64.decode(drawn.as_str().unwrap_or_default().as_bytes()).map_err(|e| Trouble(e.to_string()))
}

/// Signs up somebody and gives them the support role.
async fn support(world: &World, tab: &Tab, person: &Person) -> Done {
    use kauth_server::store::{StoreError, accounts};
    tab.sign_up(person).await?;
    let login = person.login.clone();
    let given = world.server()?.state().store.write(move |tx| {
        let Some(account) = accounts::by_login(tx, &login)? else { return Ok(false) };
        accounts::set_support(tx, &account.id, true).map(|()| true)
    });
    let given = given.await.map_err(|error: StoreError| Trouble(error.to_string()))?;
    must(given, "the account is there")
}

/// Makes this browser's key and puts it on the list.
async fn add_key(tab: &Tab, person: &Person) -> Done {
    tab.open("/console/keys").await?;
    tab.step_up(person).await?;
    tab.until("reviewer-keys", "none").await?;
    tab.fill("#passphrase", "vier").await?;
    tab.press("#make button").await?;
    tab.until_true("a short passphrase is refused", "document.querySelector('#said:not([hidden])')").await?;
    tab.fill("#passphrase", "vier graue esel").await?;
    tab.press("#make button").await?;
    tab.until("reviewer-keys", "key").await?;
    tab.until_true("and no more is said of it", "document.querySelector('#said[hidden]')").await?;
    tab.press("#add button").await?;
    tab.until_true(
        "the key is on the list",
        "document.querySelector('li[data-thumbprint] [data-here]:not([hidden])')",
    )
    .await
}

/// Somebody forgot their password and sends a dossier.
async fn dossier(world: &World, tab: &Tab, person: &Person) -> Done<CheckPhone> {
    let browser = world.browser()?;
    website::sign_up(&browser, person).await?;
    website::sign_out(&browser).await?;
    let page = browser.open("/forgotten").await?;
    let page = browser.submit(&page, "/forgotten", &[("login", &person.login)]).await?;
    let page = browser.submit(&page, "/forgotten/way", &[("choice", "none")]).await?;
    sent(world, tab, &browser, &page, person).await
}

/// Sends a dossier for the check that a page began.
async fn sent(world: &World, tab: &Tab, browser: &Browser, page: &Page, person: &Person) -> Done<CheckPhone> {
    let link = page.attribute("#check-uri", "value").ok_or_else(|| page.missing("#check-uri"))?;
    let phone = CheckPhone::claim(world, &link).await?;
    let code = async || Ok(website::newest_mail_code(browser, "check_code").await?);
    phone.answer(&person.number, code).await?;
    let pictures = [
        (BlobKind::Front, jpeg(tab, "UTOPIA  front", "#cde", (1400, 882)).await?),
        (BlobKind::Back, jpeg(tab, "UTOPIA  back", "#dec", (900, 567)).await?),
        (BlobKind::Selfie, jpeg(tab, "Anna, holding it", "#ecd", (1080, 1440)).await?),
    ];
    phone.send(&pictures).await?;
    Ok(phone)
}

/// What the dossier's page shows of its pictures and lets be done.
const SEEN: &str = "
    const shown = (e) => Boolean(e && e.checkVisibility());
    const ink = (canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width || 1, canvas.height || 1);
        return new Set(data).size > 2;
    };
    const whole = (view) => view.scrollHeight <= view.clientHeight && view.scrollWidth <= view.clientWidth;
    return {
        whole: Array.from(document.querySelectorAll('figure [data-view]')).every(whole),
        pictures: Array.from(document.querySelectorAll('figure')).filter((f) => shown(f) && ink(f.querySelector('canvas')))
            .map((f) => f.dataset.kind),
        accept: !document.querySelector('input[value=accept]').disabled,
        facts: shown(document.getElementById('facts')),
        said: document.getElementById('opening').innerText,
        stored: Object.keys(localStorage).length + Object.keys(sessionStorage).length,
    };";

async fn seen(tab: &Tab) -> Done<Value> {
    tab.script(SEEN, Vec::new()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn g6_a_dossier_is_opened_and_decided_by_keyboard_alone() {
    let world = World::new().await.unwrap();
    let (staff, person) = (Person::called("Berta S"), Person::called("Anna K"));
    browse(&world, "console_keyboard", Setup::default(), async |tab| {
        support(&world, tab, &staff).await?;
        add_key(tab, &staff).await?;
        let phone = dossier(&world, tab, &person).await?;
        tab.open("/console").await?;
        let path = format!("/console/checks/{}", phone.check());
        tab_to(tab, "the dossier", |focus| focus["name"] == path.as_str()).await?;
        tab.keys(Key::Enter).await?;
        tab.until("dossier", "open").await?;
        let seen = seen(tab).await?;
        must(seen["pictures"] == json!(["front", "back", "selfie"]), format!("all pictures: {seen}"))?;
        must(seen["whole"] == true, "a tall picture as well is seen whole")?;
        must(seen["accept"] == true && seen["facts"] == true && seen["stored"] == 0, format!("{seen}"))?;
        must(tab.text("#mrz").await?.contains("ERIKSSON"), "the zone’s fields")?;
        must(tab.text("#place").await?.contains("46.20440"), "the location")?;
        must(tab.text("figure[data-kind=back] [data-verdicts]").await?.contains("glare"), "verdicts")?;

        tab.script(
            "document.getElementById('main').scrollIntoView(); document.querySelector('main a').focus();",
            Vec::new(),
        )
        .await?;
        tab_to(tab, "the first picture", |focus| focus["view"] == true).await?;
        tab.keys("++r").await?;
        let front = "document.querySelector('figure[data-kind=front]').dataset";
        tab.until_true("zoomed and turned", &format!("{front}.zoom === '2' && {front}.turned === '90'"))
            .await?;
        tab.keys("-").await?;
        tab_to(tab, "a button", |focus| focus["name"] == "button").await?;
        tab.keys(Key::Enter).await?;
        tab.until_true("the button zooms as well", &format!("{front}.zoom === '2'")).await?;
        tab_to(tab, "the decision", |focus| focus["name"] == "decision").await?;
        tab.keys(Key::Space).await?;
        tab_to(tab, "the note", |focus| focus["name"] == "note").await?;
        tab.keys("alles stimmt").await?;
        tab_to(tab, "the button", |focus| focus["name"] == "button").await?;
        tab.keys(Key::Enter).await?;
        tab.until("console", "").await?;
        must(phone.status().await?["state"] == "accepted", "the phone is told")?;
        tab.open(&path).await?;
        tab.until("console", "").await?;
        tab.open("/outbox").await?;
        must(
            tab.text("article[data-kind=check_accepted] pre").await?.contains("/stop?t="),
            "everybody is told",
        )
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn g6_a_picture_is_asked_for_again_sent_and_accepted_and_the_phones_link_finishes_it() {
    let world = World::new().await.unwrap();
    let (staff, person) = (Person::called("Ella S"), Person::called("Ines K"));
    browse(&world, "console_retake", Setup::default(), async |tab| {
        support(&world, tab, &staff).await?;
        add_key(tab, &staff).await?;
        let phone = dossier(&world, tab, &person).await?;
        let path = format!("/console/checks/{}", phone.check());
        tab.open(&path).await?;
        tab.until("dossier", "open").await?;
        tab.press("input[value=retake]").await?;
        tab.press("#retake_selfie option[value=blurred]").await?;
        tab.press(".decision button").await?;
        tab.until("console", "").await?;
        let status = phone.status().await?;
        must(
            status["state"] == "retake_asked"
                && status["retake"] == json!([{"kind": "selfie", "reason": "blurred"}]),
            format!("the phone is told which and why: {status}"),
        )?;
        let again = jpeg(tab, "Ines, sharp", "#fed", (1080, 1440)).await?;
        phone.send_again(BlobKind::Selfie, &again).await?;
        tab.open(&path).await?;
        tab.until("dossier", "open").await?;
        let seen = seen(tab).await?;
        must(seen["pictures"] == json!(["front", "back", "selfie"]), format!("both manifests fit: {seen}"))?;
        tab.press("input[value=accept]").await?;
        tab.press(".decision button").await?;
        tab.until("console", "").await?;
        must(phone.status().await?["state"] == "accepted", "the phone is told")?;
        tab.sign_out().await?;
        world.turn(3_700);
        finish(tab, &phone, &person).await
    })
    .await;
}

/// Opens the link of the phone's status, whose secret stands behind the `#`, and chooses a new password there.
async fn finish(tab: &Tab, phone: &CheckPhone, person: &Person) -> Done {
    let status = phone.status().await?;
    let link = status["finish"]["path"].as_str().unwrap_or_default().to_owned();
    let token = link.split_once("#t=").map(|(_, token)| token).unwrap_or_default();
    must(!token.is_empty(), format!("a link with a secret: {status}"))?;
    tab.open(&link).await?;
    tab.until("check-finish", "read").await?;
    let read = tab
        .script(
            "return [location.href, document.querySelector('input[name=token]').value, history.length];",
            Vec::new(),
        )
        .await?;
    must(read[1] == token, "the page’s script has put it into the form")?;
    must(!read[0].as_str().unwrap_or_default().contains(token), format!("and out of the address: {read}"))?;
    tab.press("main form button").await?;
    tab.until("check-finish", "password").await?;
    tab.keep("check-finish-password").await?;
    let changed = Person { password: "vier neue graue esel".to_owned(), ..person.clone() };
    tab.fill("#password", &changed.password).await?;
    tab.press("main form button").await?;
    tab.until("check-finished", "").await?;
    must(phone.status().await?["finish"]["done"] == true, "the phone sees that it is done")?;
    tab.sign_in(&changed).await?;
    tab.until("account", "").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn g3_the_account_is_found_beside_the_pictures_and_only_then_accepted() {
    let world = World::new().await.unwrap();
    let (staff, person) = (Person::called("Doris S"), Person::called("Gustav G"));
    browse(&world, "console_forgotten_login", Setup::default(), async |tab| {
        support(&world, tab, &staff).await?;
        add_key(tab, &staff).await?;
        let browser = world.browser()?;
        website::sign_up(&browser, &person).await?;
        website::sign_out(&browser).await?;
        let page = browser.open("/forgotten/login/check").await?;
        let page = browser.submit(&page, "/forgotten/login/check", &[]).await?;
        let phone = sent(&world, tab, &browser, &page, &person).await?;
        tab.open(&format!("/console/checks/{}", phone.check())).await?;
        tab.until("dossier", "open").await?;
        must(seen(tab).await?["accept"] == false, "for nobody it is not accepted")?;
        tab.inspect("dossier-seek", &["en"]).await?;
        tab.fill("#login", &person.login).await?;
        tab.press("#seek button").await?;
        tab.until_true("what is on file", "document.querySelector('input[name=seen]')").await?;
        tab.until("dossier", "open").await?;
        let seen = seen(tab).await?;
        must(seen["accept"] == true && seen["facts"] == true, format!("beside the pictures: {seen}"))?;
        must(tab.text("main").await?.contains(&person.name), "the name")?;
        tab.inspect("dossier-found", &["en"]).await?;
        tab.press("input[value=accept]").await?;
        tab.press(".decision button").await?;
        tab.until("console", "").await?;
        must(phone.status().await?["state"] == "accepted", "the phone is told")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn g6_a_changed_picture_shows_nothing_and_says_so() {
    let world = World::new().await.unwrap();
    let (staff, person) = (Person::called("Clara S"), Person::called("Paul K"));
    browse(&world, "console_changed", Setup::default(), async |tab| {
        support(&world, tab, &staff).await?;
        add_key(tab, &staff).await?;
        let phone = dossier(&world, tab, &person).await?;
        let path = format!("/console/checks/{}", phone.check());
        for at in [0, 20, 5_000] {
            tamper(&world, phone.check(), BlobKind::Selfie, |bytes| bytes[at] ^= 1).await?;
            tab.open(&path).await?;
            tab.until("dossier", "digest").await?;
            let seen = seen(tab).await?;
            must(
                seen["pictures"] == json!([]) && seen["facts"] == false,
                format!("nothing is shown: {seen}"),
            )?;
            must(seen["accept"] == false, "nothing is accepted")?;
            must(seen["said"].as_str().unwrap_or_default().contains("Nothing is shown"), format!("{seen}"))?;
            tamper(&world, phone.check(), BlobKind::Selfie, |bytes| bytes[at] ^= 1).await?;
        }
        let mut front = Vec::new();
        tamper(&world, phone.check(), BlobKind::Front, |bytes| front.clone_from(bytes)).await?;
        // Now the front stands where the back was, and the back's bytes are kept here.
        tamper(&world, phone.check(), BlobKind::Back, |bytes| std::mem::swap(bytes, &mut front)).await?;
        tab.open(&path).await?;
        tab.until("dossier", "digest").await?;
        tamper(&world, phone.check(), BlobKind::Back, |bytes| bytes.clone_from(&front)).await?;
        tab.open(&path).await?;
        tab.until("dossier", "open").await?;

        let forget = "const [account, done] = arguments;
            import('/assets/console/key.js').then(({ forget }) => forget(account)).then(() => done(true));";
        let account = tab.attribute("main", "data-account").await?;
        tab.later(forget, vec![json!(account)]).await?;
        tab.open(&path).await?;
        tab.until("dossier", "no_key").await?;
        tab.open("/console/keys").await?;
        tab.step_up(&staff).await?;
        tab.until("reviewer-keys", "none").await?;
        tab.fill("#passphrase", "fünf graue esel").await?;
        tab.press("#make button").await?;
        tab.until("reviewer-keys", "key").await?;
        tab.open(&path).await?;
        tab.until("dossier", "wrong_key").await?;
        must(seen(tab).await?["pictures"] == json!([]), "another key opens nothing")
    })
    .await;
}
