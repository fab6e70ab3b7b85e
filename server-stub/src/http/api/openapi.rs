//! The API's description, made of the code that serves it.

use axum::Json;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{approvals, checks, devices, discovery, inbox, links, oauth, requesters};

#[derive(OpenApi)]
#[openapi(
    info(title = "kAuth", description = "What phones and requesters call. docs/protocol.md says what it means."),
    paths(
        discovery::discovery,
        links::claim,
        links::get,
        links::ack,
        links::delete,
        checks::claim,
        checks::get,
        checks::delete,
        checks::consent,
        checks::phone,
        checks::confirm,
        checks::location,
        checks::location_declined,
        checks::document,
        checks::images,
        checks::put,
        checks::submit,
        inbox::poll,
        approvals::answer,
        devices::get,
        devices::patch,
        devices::delete,
        devices::put_wakeup,
        requesters::open,
        requesters::outcome,
        oauth::token,
        authorize,
        decide,
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

/// The person's browser asks whether this phone may be linked; after password and second factor it shows the question.
#[utoipa::path(
    get, path = "/oauth/authorize", tag = "oauth",
    params(
        ("response_type" = String, Query, description = "code"),
        ("client_id" = String, Query, description = "kauth-phone"),
        ("redirect_uri" = String, Query, description = "kauth://oauth, or a loopback literal with a port"),
        ("scope" = String, Query, description = "device_link"),
        ("state" = String, Query, description = "8 to 512 characters, given back as they are"),
        ("code_challenge" = String, Query, description = "PKCE (RFC 7636)"),
        ("code_challenge_method" = String, Query, description = "S256"),
        ("dpop_jkt" = String, Query, description = "The transport key's thumbprint (RFC 9449 §10)"),
    ),
    responses(
        (status = 200, description = "The question", body = String, content_type = "text/html"),
        (status = 303, description = "To the sign-in, or back to the app with error, state and iss"),
        (status = 400, description = "Another client or redirect: a page", body = String, content_type = "text/html"),
    ),
)]
#[expect(dead_code, reason = "a page's route, described here because phones begin with it")]
const fn authorize() {}

/// The person's answer, a form of that page.
#[utoipa::path(
    post, path = "/oauth/authorize", tag = "oauth",
    responses((status = 303, description = "Back to the app with code (or error), state and iss")),
)]
#[expect(dead_code, reason = "as above")]
const fn decide() {}

/// `GET /openapi.json`.
pub(super) async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(Api::openapi())
}
