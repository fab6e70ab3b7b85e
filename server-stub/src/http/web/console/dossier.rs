//! One dossier. The page carries what the phone signed and sealed; the browser opens it with the reviewer's key. Each
//! look and each picture is written down by the domain before it is a reply.

use axum::extract::Path;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use data_encoding::BASE64URL_NOPAD;
use kauth_protocol::checks::{BlobKind, Description, Retake, RetakeReason};
use serde::Deserialize;
use serde_json::json;

use super::super::sign_in::{until, wait_text};
use super::super::stop::{Reply, Wrong, see_other};
use super::super::visit::{Posted, Visit};
use super::{QUEUE, support, words};
use crate::domain::accounts as fields;
use crate::domain::checks::{self, Candidate, Decision, Dossier, ReviewRefused, Sought};
use crate::domain::failure::Failure;
use crate::pages::{self, Pair, Tone};

/// What the phone was told, out of the JWS that this server signed itself.
fn described(compact: &str) -> Option<Description> {
    let (_, rest) = compact.split_once('.')?;
    let (claims, _) = rest.split_once('.')?;
    serde_json::from_slice(&BASE64URL_NOPAD.decode(claims.as_bytes()).ok()?).ok()
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let t = visit.t;
    let errors = match visit.parameter("wrong").as_deref() {
        Some("decision") => vec![("form", t.web_console_error_decision())],
        Some("retake") => vec![("form", t.web_console_error_retake())],
        Some("reason") => vec![("form", t.web_console_error_reason())],
        Some("account") => vec![("form", t.web_console_error_account())],
        Some("has-account") => vec![("form", t.web_console_error_has_account())],
        _ => Vec::new(),
    };
    draw(&visit, id, Looked::default(), errors, StatusCode::OK).await
}

/// What a reviewer typed to find the account, and who has that login.
#[derive(Default)]
struct Looked {
    typed: String,
    found: Option<Candidate>,
}

async fn draw(
    visit: &Visit,
    id: String,
    looked: Looked,
    errors: Vec<(&'static str, String)>,
    status: StatusCode,
) -> Reply {
    let staff = support(visit)?;
    let t = visit.t;
    let dossier = checks::dossier(&visit.state, &staff.id, &id).await?;
    let about = described(&dossier.description).ok_or(Failure::Computation("a stored description"))?;
    let found = looked.found.filter(|_| dossier.wants_account);
    let sent = json!({
        "description": dossier.description,
        "manifest": dossier.manifests.last(),
        "session_key": dossier.session_key,
        "envelopes": dossier.envelopes,
    });
    let same = found.as_ref().map_or(dossier.number_on_file, |found| Some(found.number_on_file));
    let (number_tone, number) = match same {
        // Of an account that was looked up, a number is no evidence by itself.
        Some(true) if found.is_some() => (Tone::Warn, t.web_console_number_alone()),
        Some(true) => (Tone::Good, t.web_console_number_same()),
        Some(false) => (Tone::Warn, t.web_console_number_other()),
        None if dossier.wants_account => (Tone::Warn, t.web_console_number_unknown()),
        None => (Tone::Warn, t.web_console_number_none()),
    };
    let left = i64::try_from(dossier.remaining).unwrap_or(i64::MAX);
    let page = pages::Dossier {
        f: visit.frame_with(errors),
        staff: staff.id.clone(),
        heading: words::trigger(t, about.trigger),
        deleted: t.web_console_deleted_in(&t.duration(left)),
        words: words::dossier(t),
        sent: sent.to_string(),
        kinds: words::pictures(t, &BlobKind::ALL),
        wanted: words::pictures(t, &asked_for(&dossier)),
        reasons: words::reasons(t),
        file: file(visit, &dossier, found.as_ref(), &about),
        seeks: dossier.wants_account,
        typed: looked.typed,
        number,
        number_tone,
        begun: about
            .begun
            .iter()
            .map(|pair| {
                let (name, value) = t.pair(pair, None);
                Pair::new(name, value)
            })
            .collect(),
        notes: words::notes(t, &dossier.notes),
        manifest: dossier.manifest_sha256,
        found_login: found.as_ref().map(|found| found.login.clone()).unwrap_or_default(),
        seen: found.map(|found| found.seen).unwrap_or_default(),
        id,
    };
    visit.page(status, &page)
}

/// The pictures that its newest manifest names: those may be asked for again. Who reads them is the browser; here only
/// the form needs their names.
fn asked_for(dossier: &Dossier) -> Vec<BlobKind> {
    #[derive(Deserialize)]
    struct Named {
        document: kauth_protocol::checks::DocumentKind,
    }
    let named = dossier.manifests.last().and_then(|compact| {
        let claims = compact.split('.').nth(1)?;
        serde_json::from_slice::<Named>(&BASE64URL_NOPAD.decode(claims.as_bytes()).ok()?).ok()
    });
    named.map(|named| named.document.pictures().to_vec()).unwrap_or_default()
}

fn file(visit: &Visit, dossier: &Dossier, found: Option<&Candidate>, about: &Description) -> Vec<Pair> {
    let t = visit.t;
    let found = found.map(|found| (&found.login, &found.name));
    let mut file = match found.or(dossier.on_file.as_ref().map(|(login, name)| (login, name))) {
        Some((login, name)) => {
            vec![Pair::new(t.web_field_login(), login.clone()), Pair::new(t.web_field_name(), name.clone())]
        }
        None if dossier.wants_account => vec![Pair::new(t.web_field_login(), t.web_console_forgotten())],
        None if dossier.rival => vec![Pair::new(t.web_field_login(), t.web_console_taken())],
        None => vec![Pair::new(t.web_field_login(), t.web_console_nobody())],
    };
    if dossier.rival {
        file.push(Pair::new(t.web_console_other(), t.web_console_other_about()));
    }
    file.push(Pair::new(t.web_console_number(), dossier.number.clone()));
    file.push(Pair::new(t.web_console_claimed(), t.date_time_utc(about.iat)));
    file
}

pub(super) async fn blob(visit: Visit, Path((id, kind, attempt)): Path<(String, String, u8)>) -> Reply {
    let staff = support(&visit)?;
    let kind = BlobKind::parse(&kind).ok_or(Wrong::NotFound)?;
    let bytes = checks::blob(&visit.state, &staff.id, &id, kind, attempt).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("content-disposition"), "attachment"),
    ];
    Ok((headers, bytes).into_response())
}

#[derive(Deserialize)]
pub(super) struct SeekForm {
    #[serde(default)]
    login: String,
}

/// Looks up the login that was forgotten. It stands in the form's body, never in an address.
pub(super) async fn seek(Path(id): Path<String>, Posted { visit, form }: Posted<SeekForm>) -> Reply {
    let staff = support(&visit)?;
    let t = visit.t;
    let wrong = |text: String| (None, vec![("login", text)], StatusCode::UNPROCESSABLE_ENTITY);
    let Some(login) = fields::address(&form.login) else {
        let looked = Looked { typed: form.login, found: None };
        let errors = vec![("login", t.web_error_login())];
        return draw(&visit, id, looked, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let sought = match checks::seek(&visit.state, &staff.id, &id, login).await {
        Err(ReviewRefused::HasAccount) => {
            return Ok(see_other(&format!("/console/checks/{id}?wrong=has-account")));
        }
        sought => sought?,
    };
    let mut not_before = None;
    let (found, errors, status) = match sought {
        Sought::Found(found) => (Some(found), Vec::new(), StatusCode::OK),
        Sought::Nobody => wrong(t.web_console_nobody()),
        Sought::Own => wrong(t.web_console_error_own()),
        Sought::NotBefore(at) => {
            not_before = Some(at);
            let (found, errors, _) = wrong(wait_text(&visit, at));
            (found, errors, StatusCode::TOO_MANY_REQUESTS)
        }
    };
    let looked = Looked { typed: form.login, found };
    let page = draw(&visit, id, looked, errors, status).await?;
    match not_before {
        Some(at) => until(&visit, at, page),
        None => Ok(page),
    }
}

#[derive(Deserialize)]
pub(super) struct DecisionForm {
    #[serde(default)]
    manifest: String,
    #[serde(default)]
    decision: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    seen: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    retake_front: String,
    #[serde(default)]
    retake_back: String,
    #[serde(default)]
    retake_photo_page: String,
    #[serde(default)]
    retake_selfie: String,
    #[serde(default)]
    note: String,
}

impl DecisionForm {
    fn retakes(&self) -> Vec<Retake> {
        [
            (BlobKind::Front, &self.retake_front),
            (BlobKind::Back, &self.retake_back),
            (BlobKind::PhotoPage, &self.retake_photo_page),
            (BlobKind::Selfie, &self.retake_selfie),
        ]
        .into_iter()
        .filter_map(|(kind, reason)| RetakeReason::parse(reason).map(|reason| Retake { kind, reason }))
        .collect()
    }

    /// What was decided, or which part of the form is missing.
    fn decision(&self) -> Result<Decision, &'static str> {
        match self.decision.as_str() {
            "accept" if self.login.is_empty() => Ok(Decision::Accept),
            "accept" => Ok(Decision::AcceptFor { login: self.login.clone(), seen: self.seen.clone() }),
            "refuse" => RetakeReason::parse(&self.reason).map(Decision::Refuse).ok_or("reason"),
            "retake" => {
                let retakes = self.retakes();
                if retakes.is_empty() { Err("retake") } else { Ok(Decision::Retake(retakes)) }
            }
            _ => Err("decision"),
        }
    }
}

pub(super) async fn decide(Path(id): Path<String>, Posted { visit, form }: Posted<DecisionForm>) -> Reply {
    let staff = support(&visit)?;
    let decision = match form.decision() {
        Ok(decision) => decision,
        Err(wrong) => return Ok(see_other(&format!("/console/checks/{id}?wrong={wrong}"))),
    };
    let note = kauth_protocol::display::sanitise(&form.note, 1_024);
    let note = (!note.is_empty()).then_some(note);
    match checks::decide(&visit.state, &staff.id, &id, &form.manifest, decision, note).await {
        Ok(()) => Ok(see_other(&format!("{QUEUE}?done=decided"))),
        Err(ReviewRefused::Malformed) => Ok(see_other(&format!("/console/checks/{id}?wrong=retake"))),
        Err(ReviewRefused::NotSought) => Ok(see_other(&format!("/console/checks/{id}?wrong=account"))),
        Err(ReviewRefused::HasAccount) => Ok(see_other(&format!("/console/checks/{id}?wrong=has-account"))),
        Err(refused) => Err(refused.into()),
    }
}
