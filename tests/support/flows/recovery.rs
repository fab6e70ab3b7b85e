//! B: recovery codes.

use std::collections::BTreeSet;

use kauth_core::app::{Destination, EffectKind, RecoveryCodesAction, Screen};

use super::{Linked, linked, password_typed};
use crate::browser::Page;
use crate::website;
use crate::world::{World, WorldError, must};

fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect()
}

pub(super) async fn ten_codes(world: &World) -> Result<(), WorldError> {
    let berta = linked(world, "Berta B").await?;
    let page = berta.browser.open("/2fa/recovery-codes").await?;
    let on_page: BTreeSet<String> = page.texts("#codes code").iter().map(|code| plain(code)).collect();
    let on_phone: BTreeSet<String> = berta.codes.iter().map(|code| plain(code)).collect();
    must(on_phone.len() == 10, format!("ten different codes on the phone, not {}", on_phone.len()))?;
    must(on_page == on_phone, "the page shows the same ten")?;
    let file = berta.browser.bytes("/2fa/recovery-codes/codes.txt").await?;
    let file = String::from_utf8_lossy(&file).into_owned();
    must(on_page.iter().all(|code| plain(&file).contains(code)), "Save a copy holds all ten")?;
    berta.browser.submit(&page, "/2fa/recovery-codes/saved", &[]).await?;

    let account = berta.phone.app().accounts().await?.first().map(|row| row.id.clone()).unwrap_or_default();
    berta.phone.app().recovery_codes(account.clone(), RecoveryCodesAction::Copy).await?;
    berta.phone.app().recovery_codes(account.clone(), RecoveryCodesAction::Save).await?;
    berta.phone.app().show(Destination::Account { account }).await?;
    let left = berta
        .phone
        .until("how many are left", |view| match &view.screen {
            Screen::Account(account) => account.recovery.as_ref().map(|recovery| recovery.left),
            _ => None,
        })
        .await?;
    must(left == 10, "ten are left")?;
    berta
        .phone
        .asked("to copy them, as sensitive", |effect| {
            matches!(effect, EffectKind::Copy { sensitive: true, .. }).then_some(())
        })
        .await?;
    berta
        .phone
        .asked("to save them", |effect| matches!(effect, EffectKind::SaveText { .. }).then_some(()))
        .await?;
    Ok(())
}

pub(super) async fn each_once(world: &World) -> Result<(), WorldError> {
    let bruno = linked(world, "Bruno B").await?;
    let [first, rest @ ..] = bruno.codes.as_slice() else {
        return Err(WorldError::Unmet("there are codes".into()));
    };
    let browser = password_typed(world, &bruno.person).await?;
    let page = website::type_recovery_code(&browser, first).await?;
    must(page.name() == "account", "a recovery code signs in")?;
    let browser = password_typed(world, &bruno.person).await?;
    let page = website::type_recovery_code(&browser, first).await?;
    must(page.error().is_some(), "the same code a second time does not")?;

    for code in rest.iter().take(6) {
        let browser = password_typed(world, &bruno.person).await?;
        let page = website::type_recovery_code(&browser, code).await?;
        must(page.name() == "account", "each of the others signs in")?;
    }
    let account = bruno.phone.app().accounts().await?.first().map(|row| row.id.clone()).unwrap_or_default();
    bruno.phone.app().show(Destination::Account { account }).await?;
    bruno
        .phone
        .until("the warning that three are left", |view| match &view.screen {
            Screen::Account(account) => account
                .recovery
                .as_ref()
                .filter(|recovery| recovery.left == 3 && recovery.warning.is_some())
                .map(|_| ()),
            _ => None,
        })
        .await?;

    let page = changing(world, &bruno, "/2fa/recovery-codes/new").await?;
    let page = bruno.browser.submit(&page, "/2fa/recovery-codes/new", &[]).await?;
    must(page.texts("#codes code").len() == 10, "a new set of ten")?;
    let old = rest.last().map(String::as_str).unwrap_or_default();
    let browser = password_typed(world, &bruno.person).await?;
    let refused = website::type_recovery_code(&browser, old).await?;
    must(refused.error().is_some(), "the old set is void")?;
    let new = page.text("#codes code").unwrap_or_default();
    let accepted = website::type_recovery_code(&browser, &new).await?;
    must(accepted.name() == "account", "the new one signs in")
}

/// Opens a page that changes something, through the step-up with password and the phone's code that it asks for.
///
/// # Errors
/// [`WorldError`].
pub(super) async fn changing(world: &World, who: &Linked, path: &str) -> Result<Page, WorldError> {
    let page = who.browser.open(path).await?;
    let page = website::step_up(&who.browser, page, &who.person).await?;
    if page.path().starts_with("/step-up/second") {
        // A code that signed in a moment ago does not count twice.
        world.turn(30);
        let asked = who.browser.open("/step-up/second?use=code").await?;
        let code = who.phone.code().await?;
        who.browser.submit(&asked, "/step-up/code", &[("code", &code)]).await?;
    }
    let page = who.browser.open(path).await?;
    must(page.path() == path, format!("{path} is open after the step-up, not {}", page.path()))?;
    Ok(page)
}
