//! Reading requests: bounded, of the right media type, and refused with a problem.

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use futures_util::StreamExt;
use kauth_protocol::MAX_BODY;
use kauth_protocol::problem::Code;
use serde::de::DeserializeOwned;

use crate::http::problem::Problem;
use crate::state::AppState;

/// What most bodies may have, in bytes.
const SMALL: usize = 16 * 1024;

/// A JSON body of at most `MOST` bytes. Nesting is bounded by `serde_json`'s own limit of 128.
pub(super) struct JsonBody<T, const MOST: usize = SMALL>(pub T);

/// What a body with certificates or many texts may have, in bytes.
pub(super) const LARGE: usize = MAX_BODY;

/// An `application/x-www-form-urlencoded` body.
pub(super) struct FormBody<T>(pub T);

/// An `application/jose` body, as it came.
pub(super) struct JoseBody(pub Vec<u8>);

/// The id in the path.
pub(super) struct Id(pub String);

/// The inbox cursor in the query; one that is malformed is as good as none.
pub(super) struct Cursor(pub Option<String>);

/// What the caller prefers (RFC 7240).
pub(super) struct Prefer {
    /// Seconds to wait for something to happen; 0 without the wish.
    pub wait: u64,
}

fn has_type(headers: &HeaderMap, expected: &str) -> bool {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    given.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(expected)
}

async fn read(request: Request, expected: &str, most: usize) -> Result<Vec<u8>, Problem> {
    if !has_type(request.headers(), expected) {
        return Err(Problem::new(Code::UnsupportedMediaType, "this endpoint reads another media type"));
    }
    read_bytes(request, most).await
}

/// A body of at most `most` bytes, whatever its type.
pub(super) async fn read_bytes(request: Request, most: usize) -> Result<Vec<u8>, Problem> {
    let too_large = || Problem::new(Code::TooLarge, "the body is too large");
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|announced: u64| announced > most as u64) {
        return Err(too_large());
    }
    let body: Body = request.into_body();
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Problem::new(Code::BadRequest, "the body broke off"))?;
        if bytes.len() + chunk.len() > most {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

impl<T: DeserializeOwned, const MOST: usize> FromRequest<AppState> for JsonBody<T, MOST> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, Problem> {
        let bytes = zeroize::Zeroizing::new(read(request, "application/json", MOST).await?);
        let malformed =
            |_| Problem::new(Code::BadRequest, "the body is not the JSON that this endpoint reads");
        serde_json::from_slice(&bytes).map(Self).map_err(malformed)
    }
}

impl<T: DeserializeOwned> FromRequest<AppState> for FormBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, Problem> {
        let bytes = zeroize::Zeroizing::new(read(request, "application/x-www-form-urlencoded", SMALL).await?);
        let mut members = serde_json::Map::new();
        for (name, value) in form_urlencoded::parse(&bytes) {
            let before = members.insert(name.into_owned(), value.into_owned().into());
            if before.is_some() {
                return Err(Problem::new(Code::BadRequest, "a parameter came twice"));
            }
        }
        let malformed = |_| Problem::new(Code::BadRequest, "a parameter is missing");
        serde_json::from_value(members.into()).map(Self).map_err(malformed)
    }
}

impl FromRequest<AppState> for JoseBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, Problem> {
        Ok(Self(read(request, kauth_protocol::approvals::ANSWER_CONTENT_TYPE, SMALL).await?))
    }
}

impl FromRequestParts<AppState> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let path =
            Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        if kauth_protocol::b64::is_token(&path.0) { Ok(Self(path.0)) } else { Err(Problem::not_found()) }
    }
}

impl FromRequestParts<AppState> for Cursor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        let query = parts.uri.query().unwrap_or_default();
        let mut values = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "cursor");
        let first = values.next().map(|(_, value)| value.into_owned());
        Ok(Self(first.filter(|_| values.next().is_none())))
    }
}

impl FromRequestParts<AppState> for Prefer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Problem> {
        let values = parts.headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        let wait = values
            .flat_map(|value| value.split(','))
            .filter_map(|wish| wish.split(';').next()?.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("wait"))
            .and_then(|(_, seconds)| seconds.trim().trim_matches('"').parse().ok());
        Ok(Self { wait: wait.unwrap_or(0) })
    }
}
