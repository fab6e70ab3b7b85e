//! The API's description, made of the code that serves it.

use axum::Json;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{approvals, devices, discovery, inbox, links, oauth, requesters};

#[derive(OpenApi)]
#[openapi(
    info(title = "kAuth", description = "What phones and requesters call. docs/protocol.md says what it means."),
    paths(
        discovery::discovery,
        links::claim,
        links::get,
        links::ack,
        links::delete,
        inbox::poll,
        approvals::answer,
        devices::get,
        devices::patch,
        devices::delete,
        devices::put_wakeup,
        requesters::open,
        requesters::outcome,
        oauth::token,
    ),
    modifiers(&Security),
)]
struct Api;

struct Security;

impl Modify for Security {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api.components.get_or_insert_default();
        let proof = ApiKeyValue::with_description(
            "DPoP",
            "A DPoP proof (RFC 9449) by the transport key, without a token; its nonce comes in DPoP-Nonce",
        );
        components.add_security_scheme("dpop", SecurityScheme::ApiKey(ApiKey::Header(proof)));
        let token = ApiKeyValue::with_description(
            "Authorization",
            "DPoP TOKEN, with a DPoP proof by the key that the token is bound to",
        );
        components.add_security_scheme("dpop_token", SecurityScheme::ApiKey(ApiKey::Header(token)));
        let client =
            HttpBuilder::new().scheme(HttpAuthScheme::Basic).description(Some("Client id and secret"));
        components.add_security_scheme("client", SecurityScheme::Http(client.build()));
    }
}

/// `GET /openapi.json`.
pub(super) async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(Api::openapi())
}
