//! Flow A1's page: may the app on this device be linked? GET only shows; a yes is a POST after fresh password and
//! second factor, never automatic, never framed.

use kauth_protocol::oauth::AUTHORIZE_PATH;
use serde::Deserialize;

use super::layers::FormTarget;
use super::stop::{Reply, Stop, Wrong, see_other};
use super::visit::{Posted, Visit};
use crate::domain::oauth::{self, Authorize, AuthorizeError};
use crate::pages::Consent;

fn parse(visit: &Visit, query: &str) -> Result<Authorize, Stop> {
    Authorize::parse(query, &visit.state.origin).map_err(|error| match error {
        AuthorizeError::Page => Wrong::Authorization.into(),
        AuthorizeError::Redirect(url) => Stop::go(&url),
    })
}

/// Browsers hold a form's redirects to `form-action` as well: the one target is named.
fn target(authorize: &Authorize) -> FormTarget {
    let named = url::Url::parse(&authorize.redirect_uri).map_or_else(
        |_| String::new(),
        |url| {
            if url.scheme() == "http" {
                url.origin().ascii_serialization()
            } else {
                format!("{}:", url.scheme())
            }
        },
    );
    FormTarget(named)
}

pub(super) async fn consent(visit: Visit) -> Reply {
    let authorize = parse(&visit, &visit.query)?;
    let (_, account) = visit.stepped_up(&visit.here())?;
    let page = Consent { f: visit.frame(), login: account.login.clone(), request: visit.query.clone() };
    let mut response = visit.ok(&page)?;
    response.extensions_mut().insert(target(&authorize));
    Ok(response)
}

#[derive(Deserialize)]
pub(super) struct DecisionForm {
    #[serde(default)]
    request: String,
    #[serde(default)]
    decision: String,
}

pub(super) async fn decide(Posted { visit, form }: Posted<DecisionForm>) -> Reply {
    let authorize = parse(&visit, &form.request)?;
    let (_, account) = visit.stepped_up(&format!("{AUTHORIZE_PATH}?{}", form.request))?;
    let to = if form.decision == "authorize" {
        oauth::issue_code(&visit.state, &account.id, &authorize).await?
    } else {
        authorize.denied(&visit.state.origin)
    };
    let mut response = see_other(&to);
    response.extensions_mut().insert(target(&authorize));
    Ok(response)
}
