//! Which address a request came from.
//!
//! Limits and the place shown on the phone hang on it, so `X-Forwarded-For` is believed only as far as proxies the
//! operator named vouch for it: read from the right, each trusted hop vouches for the one it names, and the first
//! that is not trusted is the client. Whatever a client wrote stands to the left of that and is never reached.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::state::AppState;

/// The address of the one who asks; IPv4 is never written as IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(Self(client_of(peer, &parts.headers, &state.config.trusted_proxies)))
    }
}

fn client_of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut address = peer.to_canonical();
    let values: Vec<&[u8]> =
        headers.get_all("x-forwarded-for").iter().map(|value| value.as_bytes()).collect();
    let hops = values.iter().rev().flat_map(|value| value.rsplit(|byte| *byte == b','));
    for hop in hops {
        if !trusted.iter().any(|proxy| proxy.to_canonical() == address) {
            break;
        }
        // What cannot be read vouches for nothing: the last address that was vouched for stands.
        let Some(next) = read(hop.trim_ascii()) else { break };
        address = next.to_canonical();
    }
    address
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`.
fn read(hop: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(hop).ok()?;
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const PROXY: &str = "10.0.0.1";

    fn client(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let trusted: Vec<IpAddr> = trusted.iter().map(|proxy| proxy.parse().unwrap()).collect();
        client_of(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn without_a_trusted_proxy_the_header_means_nothing() {
        assert_eq!(client("203.0.113.9", &["127.0.0.1"], &[]), "203.0.113.9");
        assert_eq!(client("203.0.113.9", &["127.0.0.1"], &[PROXY]), "203.0.113.9");
    }

    #[test]
    fn a_trusted_proxy_names_the_client() {
        assert_eq!(client(PROXY, &["203.0.113.9"], &[PROXY]), "203.0.113.9");
        assert_eq!(client(PROXY, &["203.0.113.9, 10.0.0.2"], &[PROXY, "10.0.0.2"]), "203.0.113.9");
        assert_eq!(client("::ffff:10.0.0.1", &["203.0.113.9"], &[PROXY]), "203.0.113.9");
        assert_eq!(client(PROXY, &[], &[PROXY]), PROXY);
    }

    #[test]
    fn what_the_client_wrote_itself_is_never_reached() {
        for forged in ["127.0.0.1, 203.0.113.9", "10.0.0.1, 203.0.113.9", "10.0.0.1,10.0.0.1,203.0.113.9"] {
            assert_eq!(client(PROXY, &[forged], &[PROXY]), "203.0.113.9", "{forged}");
        }
        assert_eq!(
            client(PROXY, &["127.0.0.1", "203.0.113.9"], &[PROXY]),
            "203.0.113.9",
            "a header of its own"
        );
        assert_eq!(
            client(PROXY, &["\u{ff}\u{fe}, 203.0.113.9"], &[PROXY]),
            "203.0.113.9",
            "unreadable bytes before"
        );
    }

    #[test]
    fn what_cannot_be_read_ends_the_walk() {
        for broken in ["", "unknown", "203.0.113.9, ", "203.0.113.9, _hidden", "1.2.3.4.5"] {
            assert_eq!(client(PROXY, &[broken], &[PROXY]), PROXY, "{broken}");
        }
    }

    #[test]
    fn ports_and_brackets_are_no_part_of_an_address() {
        for hop in ["2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:443"] {
            assert_eq!(client(PROXY, &[hop], &[PROXY]), "2001:db8::1", "{hop}");
        }
        assert_eq!(client(PROXY, &["203.0.113.9:5000"], &[PROXY]), "203.0.113.9");
        assert_eq!(client(PROXY, &["::ffff:203.0.113.9"], &[PROXY]), "203.0.113.9");
    }
}
