//! Linking a phone from a computer (A2): the picture, the digits that the phone shows, and every way that can end.

use std::convert::Infallible;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::cookies::Cookie;
use super::qr;
use super::sign_in::Nothing;
use super::sign_up::CodeForm;
use super::stop::{Reply, Stop, Wrong, see_other};
use super::visit::{Posted, Visit, give};
use crate::domain::links::{self, Confirming, OfferState, Stage};
use crate::domain::sign_in;
use crate::pages::LinkPhone;
use crate::store::sessions::Session;
use crate::wakeups::Topic;

fn stage_name(stage: &Stage) -> &'static str {
    match stage {
        Stage::Created { .. } => "created",
        Stage::Claimed { .. } => "claimed",
        Stage::Confirmed { .. } => "confirmed",
        Stage::Active { .. } => "active",
        Stage::Refused => "refused",
        Stage::Expired => "expired",
        Stage::Void => "void",
    }
}

fn is_open(stage: &Stage) -> bool {
    matches!(stage, Stage::Created { .. } | Stage::Claimed { .. } | Stage::Confirmed { .. })
}

async fn found<'a>(visit: &'a Visit, id: &str) -> Result<(&'a Session, OfferState), Stop> {
    let (session, account) = visit.signed_in()?;
    let state = links::state(&visit.state, id, &session.id).await?.ok_or(Wrong::NotFound)?;
    if state.account != account.id {
        return Err(Wrong::NotFound.into());
    }
    Ok((session, state))
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    draw(&visit, &id, Vec::new(), StatusCode::OK).await
}

async fn draw(visit: &Visit, id: &str, errors: Vec<(&'static str, String)>, status: StatusCode) -> Reply {
    let (_, offer) = found(visit, id).await?;
    let t = visit.t;
    let (heading, lead) = match &offer.stage {
        Stage::Created { .. } => (t.web_link_title(), t.web_link_lead()),
        Stage::Claimed { device, .. } => (t.web_link_claimed(), t.web_link_claimed_lead(device)),
        Stage::Confirmed { device } => (t.web_link_confirmed(), t.web_link_confirmed_lead(device)),
        Stage::Active { device } => {
            let (_, account) = visit.signed_in()?;
            if crate::domain::recovery_codes::to_show(&visit.state, &account.id).await?.is_some() {
                return Ok(see_other("/2fa/recovery-codes?linked=1"));
            }
            (t.web_link_active(), t.web_link_active_lead(device))
        }
        Stage::Refused => (t.web_link_refused(), t.web_link_refused_lead()),
        Stage::Expired => (t.web_link_expired(), t.web_link_expired_lead()),
        Stage::Void => (t.web_link_void(), t.web_link_void_lead()),
    };
    let (uri, scheme_uri) = match &offer.stage {
        Stage::Created { uri } => (uri.to_https(), uri.to_scheme()),
        _ => (String::new(), String::new()),
    };
    let page = LinkPhone {
        f: visit.frame_with(errors),
        id: id.to_owned(),
        state: stage_name(&offer.stage),
        open: is_open(&offer.stage),
        heading,
        lead,
        ends_in_ms: offer.ends_at.map_or(0, |at| (at - visit.state.now()).max(0)),
        uri,
        scheme_uri,
    };
    visit.page(status, &page)
}

/// The QR code.
pub(super) async fn picture(visit: Visit, Path(id): Path<String>) -> Reply {
    let (_, offer) = found(&visit, &id).await?;
    let Stage::Created { uri } = offer.stage else { return Err(Wrong::NotFound.into()) };
    Ok(qr::picture(&uri.to_https())?)
}

pub(super) async fn events(visit: Visit, Path(id): Path<String>) -> Result<Response, Stop> {
    let (session, _) = found(&visit, &id).await?;
    let (state, session) = (visit.state.clone(), session.id.clone());
    let listener = state.wakeups.listen(Topic::Link(id.clone()));
    let stream =
        stream::unfold((listener, None::<&'static str>, false), move |(mut listener, told, ended)| {
            let (state, id, session) = (state.clone(), id.clone(), session.clone());
            async move {
                if ended {
                    return None;
                }
                loop {
                    let offer = links::state(&state, &id, &session).await.ok()??;
                    let name = stage_name(&offer.stage);
                    if told != Some(name) {
                        let event = Event::default().event("state").data(name);
                        return Some((
                            Ok::<_, Infallible>(event),
                            (listener, Some(name), !is_open(&offer.stage)),
                        ));
                    }
                    tokio::select! {
                        () = listener.changed() => {}
                        () = state.clock.sleep_until(offer.ends_at.unwrap_or(i64::MAX)) => {}
                        () = state.stopped() => return None,
                    }
                }
            }
        });
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()).into_response())
}

pub(super) async fn confirm(Path(id): Path<String>, Posted { visit, form }: Posted<CodeForm>) -> Reply {
    let (session, _) = found(&visit, &id).await?;
    let (_, account) = visit.signed_in()?;
    let typed: String = form.code.chars().filter(|c| !c.is_whitespace()).collect();
    let here = format!("/2fa/link/{id}");
    match links::confirm(&visit.state, &id, &session.id, &typed).await? {
        Confirming::WrongCode { tries_left } => {
            let errors = vec![("code", visit.t.web_link_wrong(tries_left.into()))];
            draw(&visit, &id, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Confirming::Confirmed { .. } if !account.two_step => {
            // Who typed the first phone's digits holds it: the recovery codes are shown without asking it at once.
            let cookie = sign_in::first_factor(&visit.state, session).await?;
            let mut response = see_other(&here);
            give(&mut response, Cookie::Session.set(&cookie, visit.state.is_https()));
            Ok(response)
        }
        Confirming::Confirmed { .. } | Confirming::Not(_) => Ok(see_other(&here)),
        Confirming::TooManyLinks => {
            let errors = vec![("code", visit.t.web_link_too_many())];
            draw(&visit, &id, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Confirming::Unknown => Err(Wrong::NotFound.into()),
    }
}

pub(super) async fn cancel(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (session, _) = found(&visit, &id).await?;
    links::cancel(&visit.state, &id, &session.id).await?;
    Ok(see_other("/2fa"))
}
