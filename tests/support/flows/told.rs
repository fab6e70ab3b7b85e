//! G2 with a linked phone: it is told that somebody wants to get back in, and stops it.

use kauth_core::app::{Banner, BannerKind, EffectKind};

use super::{linked, password_typed};
use crate::phone::Phone;
use crate::website;
use crate::world::{World, WorldError, must};

/// Waits until the phone says of a recovery what fits.
async fn says(
    phone: &Phone,
    what: &'static str,
    fits: impl Fn(&Banner) -> bool,
) -> Result<Banner, WorldError> {
    let found = phone.until(what, |view| {
        let mut told = view.banners.iter().filter(|banner| banner.kind == BannerKind::Recovery);
        told.find(|banner| fits(banner)).cloned()
    });
    Ok(found.await?)
}

pub(super) async fn told_and_stopped(world: &World) -> Result<(), WorldError> {
    let gerda = linked(world, "Gerda G").await?;
    let (phone, login) = (&gerda.phone, gerda.person.login.as_str());
    let stranger = world.browser()?;
    let form = stranger.open("/forgotten").await?;
    let ways = stranger.submit(&form, "/forgotten", &[("login", login)]).await?;
    let codes = stranger.submit(&ways, "/forgotten/way", &[("choice", "address")]).await?;
    let begun = says(phone, "that somebody wants to get back in", |_| true).await?;
    must(begun.text.contains(login), "the phone says into which account")?;
    phone
        .asked("a notification of it", |effect| match effect {
            EffectKind::NotifyRecovery { recovery, body, .. } => {
                (*recovery == begun.about && *body == begun.text).then_some(())
            }
            _ => None,
        })
        .await?;
    let code = website::newest_mail_code(&stranger, "recovery_code").await?;
    let page = stranger.submit(&codes, "/forgotten/code", &[("code", &code)]).await?;
    let new = [("password", "a quite different phrase")];
    stranger.submit(&page, "/forgotten/password", &new).await?;
    let later = says(phone, "that a new password counts later", |banner| banner.text != begun.text).await?;
    must(later.about == begun.about, "one recovery is one notice")?;

    phone.app().banner_action(BannerKind::Recovery, later.about.clone()).await?;
    let url = phone
        .asked("the page that stops it", |effect| match effect {
            EffectKind::OpenUrl { url } => Some(url.clone()),
            _ => None,
        })
        .await?;
    let path = url.strip_prefix(world.url()).ok_or_else(|| WorldError::Unmet("an own page".into()))?;
    let owner = world.browser()?;
    let page = owner.open(path).await?;
    let page = owner.submit(&page, "/stop", &[]).await?;
    must(page.name() == "stopped", format!("it is stopped, not {}", page.name()))?;
    let stopped = says(phone, "that it was stopped", |banner| banner.action.is_none()).await?;
    world.turn(3_700);
    password_typed(world, &gerda.person).await?;
    phone.app().dismiss_banner(BannerKind::Recovery, stopped.about).await?;
    let told = |view: &kauth_core::app::AppView| {
        view.banners.iter().any(|banner| banner.kind == BannerKind::Recovery)
    };
    phone.until("nothing more", |view| (!told(view)).then_some(())).await?;
    Ok(())
}
