//! Ways out of a handler other than its page: somewhere else, a page about what is wrong, or our own failure.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::domain::failure::Failure;
use crate::random::Unavailable;
use crate::seal::SealError;
use crate::store::StoreError;

/// Ends a handler early.
pub(super) struct Stop(Box<Response>);

/// What a handler gives.
pub(super) type Reply = Result<Response, Stop>;

/// A page about what is wrong; [`super::layers`] draws it in the visitor's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Nothing is here.
    NotFound,
    /// The form's token is missing or not this session's.
    Csrf,
    /// Not for this person.
    Forbidden,
    /// The authorization request is not one of ours.
    Authorization,
    /// Something of ours failed.
    Failed,
}

impl Wrong {
    fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Csrf | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Authorization => StatusCode::BAD_REQUEST,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Sends the browser to another page by GET.
#[must_use]
pub(super) fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

impl Stop {
    /// Goes to another page instead.
    #[must_use]
    pub(super) fn go(path: &str) -> Self {
        Self(Box::new(see_other(path)))
    }
}

impl From<Response> for Stop {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl From<Wrong> for Stop {
    fn from(wrong: Wrong) -> Self {
        Self(Box::new(wrong.into_response()))
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        tracing::error!(error = %failure, "a page failed");
        Wrong::Failed.into()
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Failure::from(error).into()
    }
}

impl From<SealError> for Stop {
    fn from(error: SealError) -> Self {
        Failure::from(error).into()
    }
}

impl From<Unavailable> for Stop {
    fn from(error: Unavailable) -> Self {
        Failure::from(error).into()
    }
}

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        *self.0
    }
}
