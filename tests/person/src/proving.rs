//! Flow F at the computer: a forgotten password, the provider's support, and the page that the phone opens at the end.

use kauth_tests::flows::check::{self, Agent};
use kauth_tests::specimen::{SEED, Specimen};
use kauth_tests::world::{WorldError, must};

use crate::commands::{Answer, Decision};
use crate::provider::Provider;
use crate::seat::Seat;

fn unmet(error: &dyn std::fmt::Display) -> WorldError {
    WorldError::Unmet(error.to_string())
}

fn base64(bytes: &[u8]) -> String {
    data_encoding::BASE64.encode(bytes)
}

/// Somebody of the provider's support, with a key.
pub(crate) async fn hire(provider: &Provider) -> Result<Agent, WorldError> {
    let seat = Seat::new(provider.url())?;
    Agent::at(seat.browser, &provider.data(), provider.now_ms()).await
}

/// Photographs of a card and of the person with it, both drawn.
pub(crate) async fn papers() -> Result<Answer, WorldError> {
    let drawn = tokio::task::spawn_blocking(|| Specimen::draw(SEED)).await.map_err(|error| unmet(&error))?;
    let drawn = drawn.map_err(|error| unmet(&error))?;
    let [front, back, selfie] = [drawn.front, drawn.back, drawn.selfie].map(|bytes| base64(&bytes));
    Ok(Answer::Papers { front, back, selfie })
}

/// Opens what waits as the reviewer's browser does, and decides.
pub(crate) async fn review(
    agent: &Agent,
    provider: &Provider,
    decision: Decision,
) -> Result<Answer, WorldError> {
    let waiting = agent.waiting().await?;
    let path = waiting.first().ok_or_else(|| unmet(&"no dossier waits"))?;
    let opened = agent.open_at(provider.url(), path).await?;
    let asked;
    let fields: &[(&str, &str)] = match &decision {
        Decision::Accept => &[("decision", "accept")],
        Decision::Refuse { reason } => &[("decision", "refuse"), ("reason", reason)],
        Decision::Retake { picture, reason } => {
            asked = format!("retake_{picture}");
            &[("decision", "retake"), (&asked, reason)]
        }
    };
    agent.decide(&opened, fields).await?;
    let blobs = &opened.manifest.blobs;
    Ok(Answer::Reviewed {
        pictures: opened.pictures.iter().map(|(kind, _)| kind.as_str().to_owned()).collect(),
        flagged: blobs.iter().filter(|blob| blob.sent_anyway).count(),
        located: opened.facts.location.is_some(),
        lines: opened.facts.mrz.unwrap_or_default(),
    })
}

impl Seat {
    /// Says that the password is forgotten and that no other way is left: the QR code for the phone.
    pub(crate) async fn forgotten(&mut self, login: &str) -> Result<Answer, WorldError> {
        let page = check::forgotten(&self.browser, login).await?;
        let qr = self.browser.bytes(&format!("{}/qr.png", page.path())).await?;
        Ok(Answer::Check { qr_png: base64(&qr) })
    }

    /// Sets a new password on the page that the phone opens.
    pub(crate) async fn finish_check(&mut self, url: &str, password: &str) -> Result<Answer, WorldError> {
        let (_, token) = url.split_once("#t=").ok_or_else(|| unmet(&"the address has no token"))?;
        let page = self.browser.open("/check/finish").await?;
        let page = self.browser.submit(&page, "/check/finish/open", &[("token", token)]).await?;
        let fields = [("token", token), ("password", password)];
        let page = self.browser.submit(&page, "/check/finish", &fields).await?;
        must(page.error().is_none(), page.error().unwrap_or_default())?;
        Ok(self.shown(&page))
    }
}
