//! Many phones that send at once through a network that loses requests.

use std::sync::Arc;
use std::time::Duration;

use kauth_core::app::{CheckView, IdentityDocument, PictureKind, Screen, Timeouts};
use kauth_core::platform::fakes::ManualClock;
use kauth_imaging::Subject;
use kauth_protocol::checks::{BlobKind, DocumentKind, LocationWish, Trigger};
use kauth_server::domain::checks::{self, Begun, NewCheck, Way};
use kauth_server::outbox;
use kauth_texts::Language;

use super::{noise, same, upload};
use crate::flows::check::Agent;
use crate::phone::Phone;
use crate::proxy::{Passed, Proxy, Weather};
use crate::world::{MORNING, World, WorldError, must};

/// What a run saw. All dossiers arrived, each once and as it was sent; otherwise there is none.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Dossiers.
    pub dossiers: usize,
    /// What the network did.
    pub passed: Passed,
}

/// What every phone sends.
struct Pictures {
    page: Vec<u8>,
    selfie: Vec<u8>,
}

/// How long a phone may try before the test fails; no passing one comes near.
const LONGEST: Duration = Duration::from_secs(120);

fn unmet(error: impl std::fmt::Display) -> WorldError {
    WorldError::Unmet(error.to_string())
}

/// So many phones, which wait so long for the network, prepare a dossier in fair weather and send it all at once in this
/// one.
///
/// # Errors
/// [`WorldError`] if one of them does not arrive whole.
pub async fn through(weather: Weather, phones: usize, timeouts: Timeouts) -> Result<Arrived, WorldError> {
    let proxy = Proxy::new().await?;
    let world = World::with(|config| config.public_url = Some(proxy.url())).await?;
    proxy.leads_to(world.server()?.address());
    let agent = Agent::new(&world).await?;
    let pictures = Pictures { page: noise(160, 120, 1)?, selfie: noise(120, 160, 2)? };
    let expected = [
        (BlobKind::PhotoPage, upload(&pictures.page, Subject::PhotoPage)?),
        (BlobKind::Selfie, upload(&pictures.selfie, Subject::Selfie)?),
    ];
    let mut ready = Vec::new();
    for number in 0..phones {
        ready.push(prepared(&world, number, &pictures, timeouts).await?);
    }
    proxy.set_weather(weather);
    let sending: Vec<_> = ready.into_iter().map(|phone| tokio::spawn(sent(phone))).collect();
    let mut kept = Vec::new();
    for one in sending {
        let sent = tokio::time::timeout(LONGEST, one).await;
        kept.push(sent.map_err(|_| unmet("it went on trying"))?.map_err(unmet)??);
    }
    let passed = proxy.passed();
    proxy.set_weather(Weather::default());
    let waiting = agent.waiting().await?;
    must(waiting.len() == phones, format!("{} of {phones} dossiers wait", waiting.len()))?;
    for path in &waiting {
        same(&agent.open_at(world.url(), path).await?, &expected)?;
    }
    Ok(Arrived { dossiers: waiting.len(), passed })
}

/// A phone that has everything and was not yet told to send, and its clock.
async fn prepared(
    world: &World,
    number: usize,
    pictures: &Pictures,
    timeouts: Timeouts,
) -> Result<(Phone, Arc<ManualClock>), WorldError> {
    let state = world.server()?.state();
    let new = NewCheck {
        trigger: Trigger::ForgottenLogin,
        account: None,
        asker: "kAuth".to_owned(),
        begun: Vec::new(),
        documents: DocumentKind::ALL.to_vec(),
        location: LocationWish::None,
        language: Language::English,
        way: Way::Page,
        address: None,
        stranger: None,
    };
    let Begun::Offered { uri, .. } = checks::begin(state, new).await.map_err(unmet)? else {
        return Err(unmet("a check is begun"));
    };
    let clock = Arc::new(ManualClock::new(MORNING));
    let phone = world.phone_with(&format!("Phone {number}"), "en", clock.clone(), timeouts).await?;
    let app = phone.app();
    app.scan(uri.to_https()).await?;
    app.agree().await?;
    app.consent().await?;
    app.check_number(format!("+41790{number:06}")).await?;
    let newest = outbox::newest(state, 1).await.map_err(unmet)?;
    let code = newest.into_iter().find_map(|(message, _)| message.code);
    app.check_code(code.ok_or_else(|| unmet("a code"))?).await?;
    app.choose_document(IdentityDocument::Passport).await?;
    for (kind, picture) in [(PictureKind::PhotoPage, &pictures.page), (PictureKind::Selfie, &pictures.selfie)]
    {
        app.check_picture(kind, picture.clone()).await?;
        app.check_picture(kind, picture.clone()).await?;
        app.send_anyway(kind).await?;
    }
    Ok((phone, clock))
}

/// Sends, and lets the time pass whenever the phone waits for the network to be better.
async fn sent((phone, clock): (Phone, Arc<ManualClock>)) -> Result<Phone, WorldError> {
    phone.app().send_check(false).await?;
    loop {
        let arrived = phone
            .until("received, or that it waits", |view| match &view.screen {
                Screen::Check(CheckView::Status(_)) => Some(true),
                Screen::Check(CheckView::Sending(view)) if view.waits.is_some() => Some(false),
                _ => None,
            })
            .await?;
        if arrived {
            return Ok(phone);
        }
        clock.advance(1_000);
        tokio::task::yield_now().await;
    }
}
