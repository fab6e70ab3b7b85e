//! Errors of the API as `application/problem+json` (RFC 9457), with the codes of the protocol's table.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kauth_protocol::problem::{self, CONTENT_TYPE, Code};

use crate::domain::failure::Failure;
use crate::store::StoreError;

/// A reply that is an error.
#[derive(Debug)]
pub struct Problem {
    body: problem::Problem,
    headers: HeaderMap,
}

impl Problem {
    /// An error with this code; `title` is for an engineer and says nothing secret or personal.
    #[must_use]
    pub fn new(code: Code, title: &str) -> Self {
        Self { body: problem::Problem::new(code, title), headers: HeaderMap::new() }
    }

    /// Nothing with that id, or not the caller's.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "nothing with that id")
    }

    /// A device or link that was revoked, with the server's signed word.
    #[must_use]
    pub fn revoked(tombstone: String) -> Self {
        let mut problem = Self::new(Code::Revoked, "revoked");
        problem.body.tombstone = Some(tombstone);
        problem
    }

    /// Come back after `seconds`.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Changes the body's members.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut problem::Problem)) -> Self {
        change(&mut self.body);
        self
    }

    fn internal(error: &dyn std::error::Error) -> Self {
        tracing::error!(%error, "a request failed");
        Self::new(Code::Internal, "the server failed; nothing was changed")
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Store(StoreError::Full | StoreError::Stopped) => {
                tracing::error!(error = %failure, "the store takes nothing");
                Self::new(Code::Unavailable, "the server is stopping or full").retry_after(30)
            }
            other => Self::internal(&other),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Failure::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.body.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.body).unwrap_or_default();
        let mut response = (status, body).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
        response.headers_mut().extend(self.headers);
        response
    }
}
