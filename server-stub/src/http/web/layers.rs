//! What every page gets on its way out: headers that keep other sites out, and words for what went wrong.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::stop::Wrong;
use super::visit;
use crate::pages::Message;
use crate::settings::TlsOption;
use crate::state::AppState;

/// Where a page's forms may lead beside this server: the authorize page's redirect.
#[derive(Debug, Clone)]
pub(super) struct FormTarget(pub(super) String);

/// Draws pages for [`Wrong`] and sets the headers.
pub(super) async fn around(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let language = visit::language(request.headers());
    let mut response = next.run(request).await;
    if let Some(wrong) = response.extensions().get::<Wrong>().copied() {
        let t = kauth_texts::Texts::of(language);
        let (heading, line) = match wrong {
            Wrong::NotFound => (t.web_not_found_title(), t.web_not_found_lead()),
            Wrong::Csrf => (t.web_csrf_title(), t.web_csrf_lead()),
            Wrong::Forbidden => (t.web_forbidden_title(), t.web_forbidden_lead()),
            Wrong::Authorization => (t.web_consent_invalid_title(), t.web_consent_invalid_lead()),
            Wrong::Failed => (t.web_failed_title(), t.web_failed_lead()),
        };
        let page = Message {
            page: "wrong",
            heading,
            lines: vec![line],
            link: "/",
            link_text: t.web_back(),
            f: visit::bare_frame(&state, language),
        };
        if let Ok(html) = page.render() {
            let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            response = (response.status(), kind, html).into_response();
        }
    }
    let target =
        response.extensions().get::<FormTarget>().map_or(String::new(), |target| format!(" {}", target.0));
    protect(response.headers_mut(), &target, &state);
    response
}

fn protect(headers: &mut HeaderMap, form_target: &str, state: &AppState) {
    let policy = format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'{form_target}; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    // With an own certificate this header would forbid people to go on past the browser's warning.
    if state.is_https() && state.config.tls != TlsOption::SelfSigned {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
    }
}
