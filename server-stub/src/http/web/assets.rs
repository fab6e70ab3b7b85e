//! Style sheet, script and mark: compiled in, so that the binary is all there is.

use axum::http::header;
use axum::response::IntoResponse;

const AN_HOUR: &str = "public, max-age=3600";

fn asset(kind: &'static str, body: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, AN_HOUR)], body)
}

pub(super) async fn style() -> impl IntoResponse {
    asset("text/css; charset=utf-8", include_str!("../../../assets/style.css"))
}

pub(super) async fn script() -> impl IntoResponse {
    asset("text/javascript; charset=utf-8", include_str!("../../../assets/app.js"))
}

pub(super) async fn mark() -> impl IntoResponse {
    asset("image/svg+xml", include_str!("../../../assets/mark.svg"))
}
