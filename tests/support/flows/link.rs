//! A: linking accounts.

use kauth_core::app::{AddChoice, Destination, EffectKind, ManualEntry, Screen};

use super::linked;
use crate::browser::Browser;
use crate::phone::Phone;
use crate::website::{self, LinkOnPage, Person};
use crate::world::{World, WorldError, must};

/// Lets a phone read the QR code out of the page's picture and agree; ends with the six digits on its screen.
///
/// # Errors
/// [`WorldError`].
pub async fn read_and_agree(phone: &Phone, link: &LinkOnPage) -> Result<String, WorldError> {
    phone.app().picture(link.qr.clone()).await?;
    phone
        .until("the question whether to link", |view| matches!(view.screen, Screen::Agree(_)).then_some(()))
        .await?;
    phone.app().agree().await?;
    let code = phone
        .until("six digits", |view| match &view.screen {
            Screen::LinkCode(shown) => Some(shown.code.clone()),
            _ => None,
        })
        .await?;
    Ok(code)
}

/// Links a phone from the manager (A2). Gives the recovery codes, if this was the first activation.
///
/// # Errors
/// [`WorldError`].
pub async fn add_phone(
    browser: &Browser,
    person: &Person,
    phone: &Phone,
    second_factor: Option<&str>,
) -> Result<Vec<String>, WorldError> {
    let link = website::start_link(browser, person, second_factor).await?;
    let code = read_and_agree(phone, &link).await?;
    website::type_link_code(browser, &link, &code).await?;
    browser.listen(&format!("{}/events", link.path), &["active"]).await?;
    if second_factor.is_some() {
        phone.until("the account", |view| matches!(view.screen, Screen::Account(_)).then_some(())).await?;
        return Ok(Vec::new());
    }
    let codes = phone
        .until("recovery codes", |view| match &view.screen {
            Screen::RecoveryCodes(shown) => Some(shown.codes.clone()),
            _ => None,
        })
        .await?;
    phone.app().saved_recovery_codes().await?;
    Ok(codes)
}

pub(super) async fn from_a_computer(world: &World) -> Result<(), WorldError> {
    let anna = linked(world, "Anna A").await?;
    let page = anna.browser.open("/2fa").await?;
    must(page.state() == "on", "two-step sign-in is on")?;
    must(page.words().contains("Anna A’s phone"), "the page names the phone")?;
    let rows = anna.phone.app().accounts().await?;
    must(rows.len() == 1 && rows.iter().all(|row| row.linked), "the phone has one linked account")
}

pub(super) async fn from_this_phone(world: &World) -> Result<(), WorldError> {
    let person = Person::called("Albert A");
    let browser = world.browser()?;
    website::sign_up(&browser, &person).await?;
    let phone = world.phone("Albert’s phone").await?;
    phone.app().show(Destination::Add).await?;
    let choices = phone
        .until("ways to add", |view| match &view.screen {
            Screen::Add(add) => Some(add.choices.clone()),
            _ => None,
        })
        .await?;
    must(choices.first().is_some_and(|first| first.choice == AddChoice::SignInHere), "recommended first")?;

    phone.app().sign_in_here(world.url().to_owned(), None).await?;
    let url = opened_url(&phone).await?;
    let path = url.strip_prefix(world.url()).ok_or_else(|| WorldError::Unmet("at the provider".into()))?;
    let mut page = browser.open(path).await?;
    if page.path().starts_with("/step-up") {
        page = website::step_up(&browser, page, &person).await?;
    }
    if page.path() == "/sign-in" {
        let fields = [("login", person.login.as_str()), ("password", person.password.as_str())];
        page = browser.submit(&page, "/sign-in", &fields).await?;
    }
    must(page.name() == "consent", format!("the page asks for consent, not {}", page.name()))?;
    let back = browser.submit(&page, "/oauth/authorize", &[("decision", "authorize")]).await?;
    must(back.url().scheme() == "kauth", "the page leads back to the app")?;
    phone.app().opened(back.url().to_string()).await?;
    phone
        .until("the linked account", |view| {
            matches!(view.screen, Screen::RecoveryCodes(_) | Screen::Account(_)).then_some(())
        })
        .await?;
    // The phone acknowledges once its vault has the account; each refresh is a round trip later.
    let mut on = false;
    for _ in 0..50 {
        phone.app().refresh().await?;
        on = browser.open("/2fa").await?.state() == "on";
        if on {
            break;
        }
    }
    must(on, "two-step sign-in is on")?;
    let again = phone.app().opened(back.url().to_string()).await;
    must(again.is_err(), "the same address a second time does nothing")
}

/// The address that the app asks the shell to open.
///
/// # Errors
/// [`WorldError`] if it asks for none.
pub async fn opened_url(phone: &Phone) -> Result<String, WorldError> {
    let url = phone.asked("the sign-in page", |effect| match effect {
        EffectKind::OpenUrl { url } => Some(url.clone()),
        _ => None,
    });
    Ok(url.await?)
}

pub(super) async fn other_services(world: &World) -> Result<(), WorldError> {
    let phone = world.phone("Phone").await?;
    let uri =
        "otpauth://totp/Example:anna@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example";
    phone.app().scan(uri.into()).await?;
    let code = phone.code().await?;
    let expected = kauth_core::code_at(uri, world.clock_seconds(), "en")
        .map_err(|error| WorldError::Unmet(error.text))?;
    must(code == expected, "the code is RFC 6238's for this moment")?;
    let typed = ManualEntry {
        issuer: "Typed".into(),
        name: "anna".into(),
        secret: "jbsw y3dp-ehpk 3pxp".into(),
        ..ManualEntry::default()
    };
    phone.app().add_by_hand(typed).await?;
    for (bad, why) in [
        ("otpauth://totp/a?secret=", "an empty secret"),
        ("otpauth://totp/a?secret=1889", "digits that base32 lacks"),
        ("otpauth://totp/a?secret=GEZDGNBV&digits=11", "eleven digits"),
        ("otpauth://totp/a?secret=GEZDGNBV&period=0", "no period"),
        ("otpauth://totp/a?secret=GEZDGNBV&algorithm=MD4", "an unknown hash"),
        ("https://example.org/", "an address"),
    ] {
        must(phone.app().scan(bad.into()).await.is_err(), format!("{why} is refused"))?;
    }
    must(phone.app().accounts().await?.len() == 2, "what was refused changed nothing")?;
    other_authenticators(&phone).await
}

/// Two QR codes that belong together: *Example, anna*; then *Shop, bob* and one with MD5.
const CODES: [&str; 2] = [
    "otpauth-migration://offline?data=CjMKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgxFeGFtcGxlOmFubmEaB0V4YW1wbGUgASgBMAIQARgCIAAo%2Bf%2F%2F%2F%2F%2F%2F%2F%2F%2F%2FAQ%3D%3D",
    "otpauth-migration://offline?data=CicKFDEyMzQ1Njc4OTAxMjM0NTY3ODkwEgNib2IaBFNob3AgASgBMAIKJwoUMTIzNDU2Nzg5MDEyMzQ1Njc4OTASBGNhcmwaA09sZCAEKAEwAhABGAIgASj5%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F8B",
];

/// What others hand over: QR codes, one after the other, and a file.
async fn other_authenticators(phone: &Phone) -> Result<(), WorldError> {
    for (code, is_last) in CODES.into_iter().zip([false, true]) {
        phone.app().scan(code.into()).await?;
        let Screen::Import(view) = phone.view().await?.screen else {
            return Err(WorldError::Unmet("what was found is shown".into()));
        };
        must(view.another.is_none() == is_last, "what is missing is said")?;
    }
    must(phone.app().accounts().await?.len() == 2, "nothing is added before the person says so")?;
    phone.app().add_import().await?;
    must(phone.app().accounts().await?.len() == 4, "two are added, and the one with MD5 is not")?;
    let file = r#"{"version":1,"header":{"slots":null,"params":null},"db":{"version":3,"entries":[
        {"type":"totp","name":"dora","issuer":"Library","note":"the blue card",
        "info":{"secret":"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ","algo":"SHA256","digits":8,"period":60}},
        {"type":"steam","name":"erik","issuer":"Games","info":{"secret":"GEZDGNBV","algo":"SHA1","digits":5}}]}}"#;
    phone.app().picture(file.as_bytes().to_vec()).await?;
    phone.app().add_import().await?;
    let accounts = phone.app().accounts().await?;
    let dora = accounts.iter().find(|row| row.name == "dora");
    must(dora.is_some_and(|row| row.note == "the blue card"), "a file's account comes with its note")?;
    must(accounts.len() == 5, "and a kind that cannot be made here does not")
}

pub(super) async fn several_accounts(world: &World) -> Result<(), WorldError> {
    let anna = linked(world, "Ada A").await?;
    let elsewhere = World::new().await?;
    let person = Person::called("Ada B");
    let browser = elsewhere.browser()?;
    website::sign_up(&browser, &person).await?;
    add_phone(&browser, &person, &anna.phone, None).await?;

    let second = Person::called("Ada C");
    let third_browser = world.browser()?;
    website::sign_up(&third_browser, &second).await?;
    add_phone(&third_browser, &second, &anna.phone, None).await?;

    let app = anna.phone.app();
    let rows = app.accounts().await?;
    must(rows.len() == 3, "three accounts at two providers")?;
    let (first, last) = match rows.as_slice() {
        [first, .., last] => (first.id.clone(), last.id.clone()),
        _ => return Err(WorldError::Unmet("three accounts".into())),
    };
    app.rename(first.clone(), "Work".into()).await?;
    app.note(first, "laptop in the office".into()).await?;
    app.show(Destination::Accounts).await?;
    app.search("office".into()).await?;
    let found = anna
        .phone
        .until("one account found by its note", |view| match &view.screen {
            Screen::Accounts(list) if list.rows.len() == 1 => list.rows.first().map(|row| row.name.clone()),
            _ => None,
        })
        .await?;
    must(found == "Work", "it has its new name")?;
    app.search(String::new()).await?;
    app.delete(last.clone()).await?;
    must(app.accounts().await?.len() == 2, "deleted")?;
    app.undo().await?;
    must(app.accounts().await?.len() == 3, "undone")?;
    app.delete(last).await?;
    world.turn(11);
    anna.phone.until("that it is too late to undo", |view| view.snackbar.is_none().then_some(())).await?;
    must(app.undo().await.is_err(), "after ten seconds it is for good")?;
    must(app.accounts().await?.len() == 2, "two accounts")
}
