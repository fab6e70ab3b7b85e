//! E: removing.

use kauth_core::app::{Destination, Screen};

use super::recovery::changing;
use super::{linked, password_typed};
use crate::website;
use crate::world::{World, WorldError, must};

pub(super) async fn by_the_manager(world: &World) -> Result<(), WorldError> {
    let emil = linked(world, "Emil E").await?;
    let page = changing(world, &emil, "/2fa/off").await?;
    let page = emil.browser.submit(&page, "/2fa/off", &[]).await?;
    must(page.state() == "off", "two-step sign-in is off")?;
    emil.phone
        .until("that the link was removed", |view| {
            matches!(view.screen, Screen::LinkRemoved(_)).then_some(())
        })
        .await?;
    must(emil.phone.app().accounts().await?.is_empty(), "the account is gone from the phone")?;
    let page = website::sign_in(&world.browser()?, &emil.person).await?;
    must(page.name() == "account", "the password alone signs in again")
}

pub(super) async fn by_the_app(world: &World) -> Result<(), WorldError> {
    let elsa = linked(world, "Elsa E").await?;
    let app = elsa.phone.app();
    let account = app.accounts().await?.first().map(|row| row.id.clone()).unwrap_or_default();
    app.show(Destination::RemoveAccount { account: account.clone() }).await?;
    let warning = elsa
        .phone
        .until("the warning", |view| match &view.screen {
            Screen::Remove(remove) => Some(format!("{} {}", remove.text, remove.warning)),
            _ => None,
        })
        .await?;
    must(warning.len() > 40, "it says what remains")?;
    app.delete(account).await?;
    world.turn(11);
    elsa.phone
        .until("that it is done", |view| {
            (view.snackbar.is_none() && matches!(view.screen, Screen::Start(_))).then_some(())
        })
        .await?;
    app.refresh().await.ok();
    let page = elsa.browser.open("/2fa").await?;
    must(!page.words().contains("Elsa E’s phone"), "the manager does not list it any more")?;
    must(page.state() == "on", "two-step sign-in stays on, with the recovery codes")?;
    let browser = world.browser()?;
    website::sign_in(&browser, &elsa.person).await?;
    let code = elsa.codes.first().map(String::as_str).unwrap_or_default();
    let page = website::type_recovery_code(&browser, code).await?;
    must(page.name() == "account", "a recovery code signs in")
}

pub(super) async fn lost_phone(world: &World) -> Result<(), WorldError> {
    let erik = linked(world, "Erik E").await?;
    erik.phone.app().paused().await?;
    let page = erik.browser.open("/2fa").await?;
    let selector = "a[href^=\"/2fa/phones/\"]";
    let path = page.attribute(selector, "href").ok_or_else(|| page.missing(selector))?;
    let page = changing(world, &erik, &path).await?;
    let page = erik.browser.submit(&page, &path, &[]).await?;
    must(page.state() == "on", "two-step sign-in stays on")?;

    // Dead at once: its codes do not count, although it has heard nothing yet.
    world.turn(60);
    let code = erik.phone.code().await?;
    let browser = world.browser()?;
    website::sign_in(&browser, &erik.person).await?;
    let page = browser.open("/sign-in/second?use=recovery").await?;
    let csrf = page.attribute("form[action=\"/sign-in/recovery\"] [name=csrf]", "value").unwrap_or_default();
    let page = browser.post("/sign-in/code", &[("csrf".into(), csrf), ("code".into(), code)]).await?;
    must(
        page.name() == "waiting" && page.status() != 200,
        format!("its code is refused: {}", page.status()),
    )?;
    must(browser.open("/account").await?.name() != "account", "and nobody is signed in")?;

    erik.phone.app().resumed().await?;
    erik.phone
        .until("that the link was removed", |view| {
            matches!(view.screen, Screen::LinkRemoved(_)).then_some(())
        })
        .await?;
    let browser = password_typed_without_phone(world, &erik).await?;
    let code = erik.codes.first().map(String::as_str).unwrap_or_default();
    let page = website::type_recovery_code(&browser, code).await?;
    must(page.name() == "account", "a recovery code signs in")
}

async fn password_typed_without_phone(
    world: &World,
    who: &super::Linked,
) -> Result<crate::browser::Browser, WorldError> {
    world.turn(600);
    password_typed(world, &who.person).await
}
