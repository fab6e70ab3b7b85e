//! C: approving a sign-in.

use kauth_core::app::{AskedDigits, Decision, EffectKind, Ending, RequestView, Screen};
use kauth_protocol::approvals::{Policy, UserCheck};

use super::{Linked, linked, password_typed};
use crate::browser::{Browser, Page};
use crate::phone::Phone;
use crate::website;
use crate::world::{World, WorldError, must};

/// The person answers what is on screen.
async fn answer(
    phone: &Phone,
    request: &RequestView,
    decision: Decision,
    digits: Option<&str>,
) -> Result<(), WorldError> {
    phone.app().answer(request.id.clone(), decision, digits.map(Into::into)).await?;
    Ok(())
}

/// Waits for the screen that says how a request ended, and leaves it.
async fn ended(phone: &Phone, ending: Ending) -> Result<(), WorldError> {
    phone
        .until(&format!("the ending {}", ending.as_str()), |view| match &view.screen {
            Screen::RequestEnded(ended) if ended.ending == ending && !ended.text.is_empty() => Some(()),
            _ => None,
        })
        .await?;
    phone.app().back().await?;
    Ok(())
}

async fn moved_on(browser: &Browser) -> Result<Page, WorldError> {
    website::wait_for(browser, &["approved"]).await?;
    let page = website::finish(browser, false).await?;
    must(page.name() == "account", format!("signed in, on the account's page, not {}", page.name()))?;
    Ok(page)
}

pub(super) async fn yes_and_no(world: &World) -> Result<(), WorldError> {
    let clara = linked(world, "Clara C").await?;
    let browser = password_typed(world, &clara.person).await?;
    let request = clara.phone.request().await?;
    let labels: Vec<_> = request.pairs.iter().map(|pair| pair.value.as_str()).collect();
    must(request.account.contains(&clara.person.login), "the request says which account")?;
    must(labels.iter().any(|value| value.contains("Firefox")), "and which browser")?;
    must(labels.iter().any(|value| value.contains("127.0.0.1")), "and from which address")?;
    must(request.ends_in_ms > 0 && request.lifetime_ms == 120_000, "and how long is left")?;
    clara
        .phone
        .asked("to notify", |effect| matches!(effect, EffectKind::Notify { .. }).then_some(()))
        .await?;
    answer(&clara.phone, &request, Decision::Approve, None).await?;
    moved_on(&browser).await?;
    ended(&clara.phone, Ending::Approved).await?;

    let stranger = password_typed(world, &clara.person).await?;
    let request = clara.phone.request().await?;
    answer(&clara.phone, &request, Decision::Deny, None).await?;
    website::wait_for(&stranger, &["refused", "denied"]).await?;
    let page = stranger.open("/sign-in/second").await?;
    must(page.state() == "refused", format!("the page says that it was refused, not {}", page.state()))?;
    must(stranger.open("/account").await?.name() != "account", "and nobody is signed in")?;
    ended(&clara.phone, Ending::Refused).await
}

pub(super) async fn on_the_same_phone(world: &World) -> Result<(), WorldError> {
    let carl = linked(world, "Carl C").await?;
    let browser = password_typed(world, &carl.person).await?;
    let page = browser.open("/sign-in/second").await?;
    let link = page.attribute("a#open-kauth", "href").ok_or_else(|| page.missing("Open kAuth"))?;
    carl.phone.app().scan(link).await?;
    let request = carl.phone.request().await?;
    answer(&carl.phone, &request, Decision::Approve, None).await?;
    let offered = carl
        .phone
        .until("the way back to the browser", |view| match &view.screen {
            Screen::RequestEnded(ended) => Some(ended.back_to_browser.is_some()),
            _ => None,
        })
        .await?;
    must(offered, "the app offers to go back")?;
    carl.phone.app().return_to_browser().await?;
    carl.phone
        .asked("to go back to the browser", |effect| {
            matches!(effect, EffectKind::ReturnToBrowser).then_some(())
        })
        .await?;
    moved_on(&browser).await?;
    Ok(())
}

pub(super) async fn not_me(world: &World) -> Result<(), WorldError> {
    let cosima = linked(world, "Cosima C").await?;
    let stranger = password_typed(world, &cosima.person).await?;
    let request = cosima.phone.request().await?;
    answer(&cosima.phone, &request, Decision::Report, None).await?;
    website::wait_for(&stranger, &["reported"]).await?;
    ended(&cosima.phone, Ending::Reported).await?;

    let again = world.browser()?;
    website::sign_in(&again, &cosima.person).await?;
    let code = cosima.codes.first().map(String::as_str).unwrap_or_default();
    let page = website::type_recovery_code(&again, code).await?;
    must(page.name() == "new-password", format!("a new password is demanded, not {}", page.name()))?;
    must(again.open("/account").await?.name() != "account", "nothing else is open before it")?;
    let new = "another good password";
    let page = again.open("/new-password").await?;
    let page = again.submit(&page, "/new-password", &[("password", new)]).await?;
    must(page.name() == "account", "with a new password everything is open again")?;
    let old = website::sign_in(&world.browser()?, &cosima.person).await?;
    must(old.error().is_some(), "the old password is void")
}

pub(super) async fn how_strong(world: &World) -> Result<(), WorldError> {
    let _ = world;
    for (policy, asked, length) in
        [(Policy::Digits2, AskedDigits::Two, 2), (Policy::Digits6, AskedDigits::Six, 6)]
    {
        let strict = World::with(|config| config.rules.approval = policy).await?;
        let conrad = linked(&strict, "Conrad C").await?;
        let browser = password_typed(&strict, &conrad.person).await?;
        let request = conrad.phone.request().await?;
        must(request.digits == asked, "the request asks for digits")?;
        let page = browser.open("/sign-in/second").await?;
        let digits: String =
            page.text("#digits").unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        must(digits.len() == length, format!("the page shows {length} digits, not {}", digits.len()))?;
        if policy == Policy::Digits6 {
            let wrong: String = digits.chars().map(|digit| if digit == '9' { '0' } else { '9' }).collect();
            let refused = conrad.phone.app().answer(request.id.clone(), Decision::Approve, Some(wrong)).await;
            must(refused.is_err() || still_asked(&conrad.phone).await?, "other digits are refused")?;
        }
        answer(&conrad.phone, &request, Decision::Approve, Some(&digits)).await?;
        moved_on(&browser).await?;
    }

    let strict = World::with(|config| config.rules.user_check = UserCheck::Required).await?;
    let cleo = linked(&strict, "Cleo C").await?;
    cleo.phone.unwilling(true);
    let browser = password_typed(&strict, &cleo.person).await?;
    let request = cleo.phone.request().await?;
    must(request.user_check, "the request asks for the person's finger")?;
    drop(cleo.phone.app().answer(request.id.clone(), Decision::Approve, None).await);
    let page = browser.open("/sign-in/second").await?;
    must(page.state() == "pending", "without it there is no yes")?;
    answer(&cleo.phone, &request, Decision::Deny, None).await?;
    website::wait_for(&browser, &["refused", "denied"]).await?;
    Ok(())
}

async fn still_asked(phone: &Phone) -> Result<bool, WorldError> {
    let said = phone
        .until("that the digits are wrong", |view| match &view.screen {
            Screen::Request(request) => request.problem.as_ref().map(|_| ()),
            _ => None,
        })
        .await;
    Ok(said.is_ok())
}

pub(super) async fn endings(world: &World) -> Result<(), WorldError> {
    let caspar = linked(world, "Caspar C").await?;
    let phone = &caspar.phone;

    // Answered on another phone.
    world.turn(30);
    let code = phone.code().await?;
    let tablet = world.phone("Caspar’s tablet").await?;
    super::link::add_phone(&caspar.browser, &caspar.person, &tablet, Some(&code)).await?;
    let browser = password_typed(world, &caspar.person).await?;
    let (on_phone, _) = (phone.request().await?, tablet.request().await?);
    answer(phone, &on_phone, Decision::Approve, None).await?;
    moved_on(&browser).await?;
    let other = tablet
        .until("that the other phone answered", |view| match &view.screen {
            Screen::RequestEnded(ended) if ended.ending == Ending::AnsweredElsewhere => {
                Some(ended.text.clone())
            }
            _ => None,
        })
        .await?;
    must(other.contains("Caspar C’s phone"), "it is named")?;
    ended(phone, Ending::Approved).await?;
    tablet.app().back().await?;

    // Withdrawn by the page.
    let browser = fresh(world, &caspar).await?;
    let request = phone.request().await?;
    let page = browser.open("/sign-in/second").await?;
    browser.submit(&page, "/sign-in/cancel", &[]).await?;
    ended(phone, Ending::Withdrawn).await?;
    let late = phone.app().answer(request.id, Decision::Approve, None).await;
    must(late.is_err(), "a withdrawn request takes no answer")?;

    // Nobody answers.
    let browser = fresh(world, &caspar).await?;
    phone.request().await?;
    world.turn(121);
    ended(phone, Ending::Expired).await?;
    let page = browser.open("/sign-in/second").await?;
    must(page.state() == "expired", format!("the page says so, too, not {}", page.state()))?;

    // The history knows them all.
    phone.app().show(kauth_core::app::Destination::History).await?;
    let endings = phone
        .until("the history", |view| match &view.screen {
            Screen::History(history) => Some(history.rows.iter().map(|row| row.ending).collect::<Vec<_>>()),
            _ => None,
        })
        .await?;
    must(
        endings == [Ending::Expired, Ending::Withdrawn, Ending::Approved],
        format!("newest first: {endings:?}"),
    )
}

/// Asks anew after the wait that follows an unapproved request.
async fn fresh(world: &World, who: &Linked) -> Result<Browser, WorldError> {
    world.turn(3600);
    password_typed(world, &who.person).await
}

pub(super) async fn remembered_browser(world: &World) -> Result<(), WorldError> {
    let cyril = linked(world, "Cyril C").await?;
    let browser = password_typed(world, &cyril.person).await?;
    let request = cyril.phone.request().await?;
    answer(&cyril.phone, &request, Decision::Approve, None).await?;
    website::wait_for(&browser, &["approved"]).await?;
    website::finish(&browser, true).await?;
    website::sign_out(&browser).await?;
    let page = website::sign_in(&browser, &cyril.person).await?;
    must(page.name() == "account", "the remembered browser needs no second step")?;
    let listed = browser.open("/2fa").await?;
    must(listed.html().contains("/2fa/browsers/"), "it is listed, to be revoked")?;
    website::sign_out(&browser).await?;
    world.turn(30 * 24 * 3600 + 1);
    let page = website::sign_in(&browser, &cyril.person).await?;
    must(page.name() == "waiting", "after 30 days it asks again")
}
