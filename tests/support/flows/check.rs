//! F and what leads into it: proving who one is, and getting back in.

use kauth_core::app::{CheckView, EffectKind, IdentityDocument, PictureKind, Screen};
use kauth_protocol::b64;
use kauth_protocol::checks::blob::{self, Place};
use kauth_protocol::checks::{BlobKind, Envelope, Facts, Manifest, envelope};
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::origin::Origin;
use kauth_server::domain::checks::audit;
use serde::Deserialize;

use crate::browser::{Browser, Page};
use crate::phone::Phone;
use crate::specimen::{self, Specimen};
use crate::website::{self, Person};
use crate::world::{World, WorldError, must};

/// The key pair of RFC 9180 A.3.1's recipient: public, and good enough for a reviewer who does not exist.
const PRIVATE: &str = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2";
const PUBLIC: [&str; 2] = [
    "fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82",
    "6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0",
];

/// Somebody of the provider's support, with a key.
pub struct Agent {
    /// Signed in.
    pub browser: Browser,
    private: [u8; 32],
}

/// What a page hands to the reviewer's browser.
#[derive(Deserialize)]
struct Sent {
    manifest: String,
    session_key: PublicJwk,
    envelopes: Vec<Envelope>,
}

/// What the reviewer's browser has opened.
pub struct Opened {
    /// The dossier's page.
    pub page: Page,
    /// What the phone signed.
    pub manifest: Manifest,
    /// The pictures, JPEG.
    pub pictures: Vec<(BlobKind, Vec<u8>)>,
    /// Location and lines.
    pub facts: Facts,
}

impl Agent {
    /// Signs an agent up and registers a key.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn new(world: &World) -> Result<Self, WorldError> {
        Self::at(world.browser()?, &world.folder().join("server"), world.clock_ms()).await
    }

    /// The same with a browser at any server, whose data folder this is.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn at(browser: Browser, data: &std::path::Path, now_ms: i64) -> Result<Self, WorldError> {
        let person = Person::called("Rita Reviewer");
        website::sign_up(&browser, &person).await?;
        kauth_server::store::support::set(data, &person.login, true, now_ms)
            .map_err(|error| WorldError::Unmet(error.to_string()))?;
        let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap_or_default();
        let [x, y] = PUBLIC.map(|half| b64::encode(&hex(half)));
        let page = browser.open("/console/keys").await?;
        let page = website::step_up(&browser, page, &person).await?;
        browser.submit(&page, "/console/keys", &[("x", &x), ("y", &y)]).await?;
        let private = hex(PRIVATE).try_into().map_err(|_| WorldError::Unmet("32 bytes".into()))?;
        Ok(Self { browser, private })
    }

    /// Opens the dossier that waits, as the reviewer's browser does.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn open(&self, world: &World) -> Result<Opened, WorldError> {
        let waiting = self.waiting().await?;
        let path = waiting.first().ok_or_else(|| WorldError::Unmet("a dossier waits".into()))?;
        self.open_at(world.url(), path).await
    }

    /// The pages of all dossiers that wait.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn waiting(&self) -> Result<Vec<String>, WorldError> {
        let queue = self.browser.open("/console").await?;
        let links = queue.parts("a[href^=\"/console/checks/\"]");
        Ok(links.iter().filter_map(|link| link.attribute("a", "href")).collect())
    }

    /// Opens the dossier with this page, of the provider at this origin.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn open_at(&self, origin: &str, path: &str) -> Result<Opened, WorldError> {
        let unmet = |what: &str| WorldError::Unmet(what.to_owned());
        let page = self.browser.open(path).await?;
        let check = page.attribute("main", "data-check").ok_or_else(|| unmet("the dossier's id"))?;
        let sent = page.attribute("main", "data-sent").ok_or_else(|| unmet("what was sent"))?;
        let sent: Sent = serde_json::from_str(&sent).map_err(|error| WorldError::Unmet(error.to_string()))?;
        let origin = Origin::parse(origin).map_err(|_| unmet("an origin"))?;
        let manifest = Manifest::open(&sent.manifest, &origin, &check, &sent.session_key)
            .map_err(|error| WorldError::Unmet(error.to_string()))?;
        let thumbprint = sent.session_key.thumbprint();
        let opened = sent
            .envelopes
            .iter()
            .find_map(|one| envelope::open(one, &check, &thumbprint, &self.private).ok());
        let key = opened.ok_or_else(|| unmet("the envelope opens"))?;
        let mut pictures = Vec::new();
        let mut facts = Facts::default();
        for entry in &manifest.blobs {
            let (kind, attempt) = (entry.kind, entry.attempt);
            let sealed = self.browser.bytes(&format!("{path}/blobs/{}/{attempt}", kind.as_str())).await?;
            must(
                kauth_protocol::jwk::sha256(&sealed) == entry.sha256,
                "the blob is what the manifest names",
            )?;
            let place = Place { check: &check, kind, attempt };
            let plain = blob::open(&key, place, &sealed).map_err(|_| unmet("the blob opens"))?;
            if kind == BlobKind::Facts {
                facts = serde_json::from_slice(&plain).map_err(|_| unmet("facts"))?;
            } else {
                pictures.push((kind, plain.to_vec()));
            }
        }
        Ok(Opened { page, manifest, pictures, facts })
    }

    /// Decides.
    ///
    /// # Errors
    /// [`WorldError`].
    pub async fn decide(&self, opened: &Opened, fields: &[(&str, &str)]) -> Result<(), WorldError> {
        let action = format!("{}/decide", opened.page.path());
        self.browser.submit(&opened.page, &action, fields).await?;
        Ok(())
    }
}

/// The check's page on the phone that fits.
async fn page(
    phone: &Phone,
    wanted: &str,
    fits: impl Fn(&CheckView) -> bool,
) -> Result<CheckView, WorldError> {
    let found = phone
        .until(wanted, |view| match &view.screen {
            Screen::Check(view) if fits(view) => Some(view.clone()),
            _ => None,
        })
        .await?;
    Ok(found)
}

/// A picture of nothing: the phone advises against it, and the person sends it anyway.
fn noise() -> Vec<u8> {
    let noise = image::RgbImage::from_fn(1200, 900, |x, y| {
        let value = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 7;
        image::Rgb([(value % 251) as u8, (value % 241) as u8, (value % 239) as u8])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    let written = image::DynamicImage::ImageRgb8(noise).write_to(&mut bytes, image::ImageFormat::Jpeg);
    written.map(|()| bytes.into_inner()).unwrap_or_default()
}

/// Takes a picture, anyway after two refusals.
async fn take(phone: &Phone, kind: PictureKind, picture: &[u8]) -> Result<(), WorldError> {
    for _ in 0..3 {
        phone.app().check_picture(kind, picture.to_vec()).await?;
        match phone.view().await?.screen {
            Screen::Check(CheckView::Picture(view)) if view.kind == kind => {
                must(view.problem.is_some(), "the phone says what is wrong")?;
                if view.send_anyway.is_some() {
                    phone.app().send_anyway(kind).await?;
                    return Ok(());
                }
            }
            _ => return Ok(()),
        }
    }
    Err(WorldError::Unmet(format!("{kind:?} was never taken")))
}

/// Leads a phone from the QR code on a page to *received*, with pictures of nothing.
///
/// # Errors
/// [`WorldError`].
pub async fn prove(begun: &Browser, at: &Page, person: &Person, phone: &Phone) -> Result<(), WorldError> {
    answer(begun, at, person, phone).await?;
    let noise = noise();
    for kind in [PictureKind::Front, PictureKind::Back, PictureKind::Selfie] {
        take(phone, kind, &noise).await?;
    }
    let review = page(phone, "everything once more", |view| matches!(view, CheckView::Review(_))).await?;
    let flagged = |view: &CheckView| matches!(view, CheckView::Review(view) if view.pictures.iter().all(|one| one.flagged.is_some()));
    must(flagged(&review), "pictures that were sent anyway are marked")?;
    send(phone).await
}

/// From the QR code on a page to the first picture.
async fn answer(begun: &Browser, at: &Page, person: &Person, phone: &Phone) -> Result<(), WorldError> {
    let qr = begun.bytes(&format!("{}/qr.png", at.path())).await?;
    phone.app().picture(qr).await?;
    phone.until("the question", |view| matches!(view.screen, Screen::Agree(_)).then_some(())).await?;
    phone.app().agree().await?;
    let consent = page(phone, "what is agreed to", |view| matches!(view, CheckView::Consent(_))).await?;
    let CheckView::Consent(consent) = consent else {
        return Err(WorldError::Unmet("what is agreed to".into()));
    };
    must(consent.unknown.is_some(), "an unknown provider is said")?;
    // The page's language is another matter: the phone translates the label.
    let about = consent.pairs.iter().find(|pair| pair.value == person.login).map(|pair| pair.label.as_str());
    must(
        about.is_none_or(|label| ["Account", "Login address"].contains(&label)),
        format!("the account is named by a label of this phone, not by {about:?}"),
    )?;
    phone.app().consent().await?;
    phone.app().check_number(person.number.clone()).await?;
    let code = website::newest_mail_code(begun, "check_code").await?;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    must(phone.app().check_code(wrong.to_owned()).await.is_err(), "a wrong code is refused")?;
    phone.app().check_code(code).await?;
    phone.app().check_location(46.204, 6.143, 30.0).await?;
    phone.app().choose_document(IdentityDocument::IdentityCard).await?;
    Ok(())
}

/// Sends what was looked at once more.
async fn send(phone: &Phone) -> Result<(), WorldError> {
    phone.app().send_check(false).await?;
    page(phone, "received", |view| matches!(view, CheckView::Status(view) if view.withdraw.is_some()))
        .await?;
    Ok(())
}

/// Says that the password is forgotten and that no other way is left; ends on the page with the QR code.
///
/// # Errors
/// [`WorldError`].
pub async fn forgotten(browser: &Browser, login: &str) -> Result<Page, WorldError> {
    let form = browser.open("/forgotten").await?;
    let ways = browser.submit(&form, "/forgotten", &[("login", login)]).await?;
    let begun = browser.submit(&ways, "/forgotten/way", &[("choice", "none")]).await?;
    must(begun.name() == "check-begun", format!("a QR code, not {}", begun.name()))?;
    Ok(begun)
}

pub(super) async fn forgotten_password(world: &World) -> Result<(), WorldError> {
    let agent = Agent::new(world).await?;
    let person = Person::called("Frieda F");
    website::sign_up(&world.browser()?, &person).await?;
    let browser = world.browser()?;
    let begun = forgotten(&browser, &person.login).await?;
    let phone = world.phone("Frieda’s phone").await?;
    answer(&browser, &begun, &person, &phone).await?;
    photograph(&phone, &drawn().await?).await?;
    send(&phone).await?;

    let opened = agent.open(world).await?;
    must(opened.pictures.len() == 3, "three pictures")?;
    must(opened.pictures.iter().all(|(_, jpeg)| jpeg.starts_with(&[0xff, 0xd8, 0xff])), "they are JPEG")?;
    must(opened.facts.location.is_some(), "the place")?;
    must(opened.facts.mrz.as_deref() == Some(&specimen::ZONE.map(String::from)), "the lines of the card")?;
    agent.decide(&opened, &[("decision", "retake"), ("retake_selfie", "blurred")]).await?;
    phone.app().network_changed().await?;
    page(&phone, "a retake", |view| matches!(view, CheckView::Status(view) if view.retake.is_some())).await?;
    phone.app().retake(PictureKind::Selfie).await?;
    take(&phone, PictureKind::Selfie, &noise()).await?;
    phone.app().send_check(false).await?;
    page(&phone, "received again", |view| matches!(view, CheckView::Status(view) if view.retake.is_none()))
        .await?;

    let opened = agent.open(world).await?;
    must(opened.manifest.previous.is_some(), "the second manifest names the first")?;
    must(opened.manifest.blobs.iter().filter(|blob| blob.sent_anyway).count() == 1, "the flag")?;
    agent.decide(&opened, &[("decision", "accept")]).await?;
    phone.app().network_changed().await?;
    page(&phone, "accepted, and waiting", |view| {
        matches!(view, CheckView::Status(view) if view.finish_waits.is_some() && view.finish.is_none())
    })
    .await?;
    world.turn(3_700);
    phone.app().network_changed().await?;
    page(&phone, "the way on", |view| matches!(view, CheckView::Status(view) if view.finish.is_some()))
        .await?;
    phone.app().finish_check().await?;
    let url = phone
        .asked("the page that finishes it", |effect| match effect {
            EffectKind::OpenUrl { url } => Some(url.clone()),
            _ => None,
        })
        .await?;
    finish(world, &url, &person).await?;
    phone.app().network_changed().await?;
    page(&phone, "the end", |view| matches!(view, CheckView::Status(view) if view.close.is_some())).await?;
    phone.app().close_check().await?;
    gone(world, &agent).await
}

/// The papers and the selfie of somebody who does not exist.
async fn drawn() -> Result<Specimen, WorldError> {
    let drawn = tokio::task::spawn_blocking(|| Specimen::draw(specimen::SEED)).await;
    let unmet = |error: &dyn std::error::Error| WorldError::Unmet(error.to_string());
    drawn.map_err(|error| unmet(&error))?.map_err(|error| unmet(&error))
}

/// Photographs both sides, first the wrong one for the back, and the person.
async fn photograph(phone: &Phone, drawn: &Specimen) -> Result<(), WorldError> {
    take(phone, PictureKind::Front, &drawn.front).await?;
    phone.app().check_picture(PictureKind::Back, drawn.front.clone()).await?;
    page(phone, "that it is the other side", |view| {
        matches!(view, CheckView::Picture(view) if view.kind == PictureKind::Back && view.problem.is_some())
    })
    .await?;
    take(phone, PictureKind::Back, &drawn.back).await?;
    take(phone, PictureKind::Selfie, &drawn.selfie).await?;
    page(phone, "everything once more, and nothing marked", |view| {
        matches!(view, CheckView::Review(view) if view.pictures.iter().all(|one| one.flagged.is_none()))
    })
    .await?;
    Ok(())
}

/// No picture is left, the console has nothing to show, and the log says who looked and that it is gone.
async fn gone(world: &World, agent: &Agent) -> Result<(), WorldError> {
    let data = world.folder().join("server");
    must(std::fs::read_dir(data.join("check-blobs"))?.count() == 0, "no picture is left on the server")?;
    let queue = agent.browser.open("/console").await?;
    must(queue.attribute("a[href^=\"/console/checks/\"]", "href").is_none(), "nothing waits any more")?;
    let verdict = audit::verify(&data, None).map_err(|error| WorldError::Unmet(error.to_string()))?;
    must(verdict.found.is_none(), format!("the audit log is unbroken, not: {:?}", verdict.found))?;
    // A key added; looked twice, four blobs fetched each time; a retake asked; accepted; deleted.
    must(verdict.lines >= 14 && verdict.heads > 0, format!("{} lines are there", verdict.lines))
}

/// Sets a new password where the phone's link leads; the old one counts no more, and nobody is signed in by it.
async fn finish(world: &World, url: &str, person: &Person) -> Result<(), WorldError> {
    let token = url.split_once("#t=").map(|(_, token)| token).unwrap_or_default();
    let browser = world.browser()?;
    let page = browser.open("/check/finish").await?;
    let page = browser.submit(&page, "/check/finish/open", &[("token", token)]).await?;
    let new = "a quite different phrase";
    browser.submit(&page, "/check/finish", &[("token", token), ("password", new)]).await?;
    must(browser.open("/account").await?.path() != "/account", "a new password signs nobody in")?;
    let old = website::sign_in(&world.browser()?, person).await?;
    must(old.path() == "/sign-in", "the old password counts no more")?;
    let changed = Person { password: new.into(), ..person.clone() };
    let page = website::sign_in(&world.browser()?, &changed).await?;
    must(page.path() == "/account", format!("the new one does, not {}", page.path()))
}
