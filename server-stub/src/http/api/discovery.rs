//! Who this provider is. Anybody may ask, as often as they like; nothing changes by it.

use axum::Json;
use axum::extract::State;
use kauth_protocol::VERSION;
use kauth_protocol::approvals::Policy;
use kauth_protocol::discovery::DiscoveryResponse;

use crate::state::AppState;

/// Issuer, name, what it speaks, and the keys that it signs with.
#[utoipa::path(
    get, path = "/.well-known/kauth", tag = "discovery",
    responses((status = 200, description = "Who this provider is", body = DiscoveryResponse)),
)]
pub(super) async fn discovery(State(state): State<AppState>) -> Json<DiscoveryResponse> {
    let policies = [Policy::YesNo, Policy::Digits2, Policy::Digits6];
    Json(DiscoveryResponse {
        issuer: state.origin.clone(),
        name: state.config.provider_name.clone(),
        versions: vec![VERSION],
        policies: policies.map(|policy| policy.as_str().to_owned()).to_vec(),
        wakeups: vec!["none".to_owned(), "unifiedpush".to_owned()],
        vapid_key: Some(state.vapid.public_key().to_owned()),
        attestation: state.config.rules.attestation,
        jwks: state.keys.jwks(),
        key_history: state.keys.history().to_vec(),
    })
}
