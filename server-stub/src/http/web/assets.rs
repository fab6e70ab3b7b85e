//! Style sheet, scripts and mark: compiled in, so that the binary is all there is.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

use super::stop::{Reply, Wrong};

const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! modules {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../assets/console/", $name)))),*]
    };
}

/// What the support console runs. Nothing in them is secret.
const MODULES: &[(&str, &str)] = modules!(
    "blob.js" "bytes.js" "dossier.js" "hpke.js" "jws.js" "key.js" "manifest.js" "mrz.js" "page-dossier.js"
    "page-keys.js" "viewer.js"
);

/// A browser asks each time whether what it has is still this, so that no page runs with scripts of an earlier version.
fn asset(asked: &HeaderMap, kind: &'static str, body: &'static str) -> Response {
    let tag = format!("\"{}\"", BASE64URL_NOPAD.encode(&Sha256::digest(body)));
    let has = asked.get(header::IF_NONE_MATCH).is_some_and(|has| has.as_bytes() == tag.as_bytes());
    let caching = [(header::CACHE_CONTROL, "no-cache"), (header::ETAG, tag.as_str())];
    if has {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    ([(header::CONTENT_TYPE, kind)], caching, body).into_response()
}

pub(super) async fn style(asked: HeaderMap) -> Response {
    asset(&asked, "text/css; charset=utf-8", include_str!("../../../assets/style.css"))
}

pub(super) async fn script(asked: HeaderMap) -> Response {
    asset(&asked, SCRIPT, include_str!("../../../assets/app.js"))
}

pub(super) async fn module(Path(name): Path<String>, asked: HeaderMap) -> Reply {
    let (_, body) = MODULES.iter().find(|(known, _)| *known == name).ok_or(Wrong::NotFound)?;
    Ok(asset(&asked, SCRIPT, body))
}

pub(super) async fn mark(asked: HeaderMap) -> Response {
    asset(&asked, "image/svg+xml", include_str!("../../../assets/mark.svg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_a_browser_has_is_sent_again_only_when_it_changed() {
        let mut asked = HeaderMap::new();
        let first = style(asked.clone()).await;
        assert_eq!(
            (first.status(), &first.headers()[header::CACHE_CONTROL]),
            (StatusCode::OK, &"no-cache".parse().unwrap())
        );
        asked.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        let again = style(asked.clone()).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(again.headers()[header::ETAG], first.headers()[header::ETAG]);
        assert_eq!(script(asked).await.status(), StatusCode::OK, "another version, or another file");
    }
}
