//! A chunk: bytes, their digest, and a place in the path.

use axum::extract::{FromRequest, FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use data_encoding::BASE64;
use kauth_protocol::checks::{BlobKind, CHUNK};
use kauth_protocol::problem::{Code, Problem as ProblemBody};

use super::{CheckAuth, problem};
use crate::domain::checks::{self, PutChunk};
use crate::http::api::auth::single;
use crate::http::api::body::read_bytes;
use crate::http::problem::Problem;
use crate::state::AppState;

/// Which chunk, as the path says.
pub(in crate::http::api) struct Place {
    kind: BlobKind,
    attempt: u8,
    n: u8,
}

/// A small number in its only spelling; a larger one is as large as can be.
fn number(text: &str) -> Option<u8> {
    let canonical = (1..=9).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    canonical.then(|| text.parse().unwrap_or(u8::MAX))
}

impl FromRequestParts<AppState> for Place {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let path = Path::<(String, String, String, String)>::from_request_parts(parts, state).await;
        let Ok(Path((_, kind, attempt, n))) = path else { return Err(Problem::not_found()) };
        let place = BlobKind::parse(&kind).zip(number(&attempt)).zip(number(&n));
        let ((kind, attempt), n) = place.ok_or_else(Problem::not_found)?;
        Ok(Self { kind, attempt, n })
    }
}

/// A body with the digest that its header names (RFC 9530).
pub(in crate::http::api) struct Digested {
    sha256: [u8; 32],
    bytes: Vec<u8>,
}

/// `sha-256=:BASE64:`, the only member of that name; others are not looked at.
fn content_digest(headers: &HeaderMap) -> Option<[u8; 32]> {
    let members = single(headers, "content-digest")?.split(',').map(str::trim);
    let mut found = members.filter_map(|member| member.strip_prefix("sha-256="));
    let value = found.next().filter(|_| found.next().is_none())?;
    let encoded = value.strip_prefix(':')?.strip_suffix(':')?;
    BASE64.decode(encoded.as_bytes()).ok()?.try_into().ok()
}

impl FromRequest<AppState> for Digested {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, Problem> {
        let typed = request.headers().get(header::CONTENT_TYPE);
        if typed.is_some_and(|kind| kind.as_bytes() != b"application/octet-stream") {
            return Err(Problem::new(Code::UnsupportedMediaType, "a chunk is application/octet-stream"));
        }
        let sha256 = content_digest(request.headers())
            .ok_or_else(|| Problem::new(Code::BadRequest, "Content-Digest: sha-256=:…: is missing"))?;
        Ok(Self { sha256, bytes: read_bytes(request, CHUNK).await? })
    }
}

/// Keeps one chunk of an encrypted blob. The same again is harmless; other bytes are a conflict.
#[utoipa::path(
    put, path = "/v1/checks/{id}/images/{kind}/{attempt}/chunks/{n}", tag = "checks", security(("dpop" = [])),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    params(
        ("id" = String, Path, description = "Session id"),
        ("kind" = String, Path, description = "front, back, photo_page, selfie, facts"),
        ("attempt" = u8, Path, description = "1 to 5"),
        ("n" = u8, Path, description = "0 to 15"),
        ("content-digest" = String, Header, description = "sha-256=:BASE64: (RFC 9530)"),
    ),
    responses(
        (status = 204, description = "On the disk"),
        (status = "4XX", description = "bad_request, digest_mismatch, not_found, conflict, check_void, check_over, \
            too_large, unsupported_media_type, invalid_dpop_proof, use_dpop_nonce",
            body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "unavailable: no room", body = ProblemBody,
            content_type = "application/problem+json"),
    ),
)]
pub(in crate::http::api) async fn put(
    State(state): State<AppState>,
    auth: CheckAuth,
    place: Place,
    Digested { sha256, bytes }: Digested,
) -> Result<StatusCode, Problem> {
    let Place { kind, attempt, n } = place;
    let chunk = PutChunk { kind, attempt, n, sha256, bytes };
    let kept = checks::put_chunk(&state, &auth.check, &auth.thumbprint, chunk).await;
    kept.map(|()| StatusCode::NO_CONTENT).map_err(|refused| problem(state.now(), refused))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("16"), Some(16));
        assert_eq!(number("999"), Some(255));
        for wrong in ["", "01", "+1", "-1", "1 ", "٣", "1.0", "1000000000"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn one_sha_256_is_read_and_nothing_else_taken_for_it() {
        let read = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("content-digest", HeaderValue::from_str(value).unwrap());
            }
            content_digest(&headers)
        };
        let good = format!("sha-256=:{}:", BASE64.encode(&[7; 32]));
        assert_eq!(read(&[&good]), Some([7; 32]));
        assert_eq!(read(&[&format!("sha-512=:AAAA:, {good}")]), Some([7; 32]));
        let short = format!("sha-256=:{}:", BASE64.encode(&[7; 31]));
        for wrong in [
            &[][..],
            &[""],
            &["sha-256=AAAA"],
            &["sha-512=:AAAA:"],
            &[&short],
            &[&good, &good],
            &[&format!("{good}, {good}")],
            &[&good.replace('=', " = ")],
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
