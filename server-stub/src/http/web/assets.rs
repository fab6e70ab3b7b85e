//! Style sheet, scripts and mark: compiled in, so that the binary is all there is.

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;

use super::stop::{Reply, Wrong};

const AN_HOUR: &str = "public, max-age=3600";
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

fn asset(kind: &'static str, body: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, AN_HOUR)], body)
}

pub(super) async fn style() -> impl IntoResponse {
    asset("text/css; charset=utf-8", include_str!("../../../assets/style.css"))
}

pub(super) async fn script() -> impl IntoResponse {
    asset(SCRIPT, include_str!("../../../assets/app.js"))
}

pub(super) async fn module(Path(name): Path<String>) -> Reply {
    let (_, body) = MODULES.iter().find(|(known, _)| *known == name).ok_or(Wrong::NotFound)?;
    Ok(asset(SCRIPT, body).into_response())
}

pub(super) async fn mark() -> impl IntoResponse {
    asset("image/svg+xml", include_str!("../../../assets/mark.svg"))
}
