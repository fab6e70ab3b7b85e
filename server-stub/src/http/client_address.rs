//! Which address a request came from, through trusted proxies only.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use crate::state::AppState;

/// The address of the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let mut address = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).to_canonical();
        let trusted = |address: &IpAddr| state.config.trusted_proxies.contains(address);
        let named = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<&str> = named.flat_map(|value| value.split(',')).map(str::trim).collect();
        // Each trusted hop vouches for the one it names; the first that is not trusted is the client.
        for hop in hops.iter().rev() {
            let Ok(next) = hop.parse::<IpAddr>() else { break };
            if !trusted(&address) {
                break;
            }
            address = next.to_canonical();
        }
        Ok(Self(address))
    }
}
