//! Where a phone may ask to be pushed: it is told an address by a phone, so the address is not believed.
//!
//! What is checked here is the text; whoever connects checks the addresses that the name resolves to
//! ([`is_global`]), and connects to exactly those (`push`).

use std::net::IpAddr;

use kauth_protocol::b64;
use kauth_protocol::devices::{WakeupKind, WakeupRequest};
use url::{Host, Url};

use crate::clock::SECOND;
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::devices::{self as rows, Wakeup};

/// Longest endpoint.
const MOST: usize = 2048;
/// At most one change a second and device.
const EVERY: i64 = SECOND;

/// What became of setting a wake-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WakeupSet {
    /// It is set.
    Done,
    /// The endpoint or its keys are not what they must be.
    Refused,
    /// Too soon after the last change.
    TooSoon,
}

/// Checks the endpoint and its keys.
#[must_use]
pub fn is_acceptable(request: &WakeupRequest, allow_loopback: bool) -> bool {
    let keys = (&request.p256dh, &request.auth);
    match request.kind {
        WakeupKind::None => request.endpoint.is_none() && keys == (&None, &None),
        WakeupKind::UnifiedPush => {
            let point = request.p256dh.as_deref().and_then(b64::decode_exact::<65>);
            let secret = request.auth.as_deref().and_then(b64::decode_exact::<16>);
            let url =
                request.endpoint.as_deref().is_some_and(|endpoint| is_endpoint(endpoint, allow_loopback));
            url && point.is_some_and(|point| point.starts_with(&[4])) && secret.is_some()
        }
        WakeupKind::Fcm | WakeupKind::Apns => {
            let token = request.endpoint.as_deref().unwrap_or_default();
            let plain = token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte));
            !token.is_empty() && token.len() <= MOST && plain && keys == (&None, &None)
        }
    }
}

/// Whether something may be pushed to this text, as far as the text tells.
pub(crate) fn is_endpoint(text: &str, allow_loopback: bool) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let global = match url.host() {
        Some(Host::Domain(name)) => name != "localhost" && !name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => is_global(address.into()),
        Some(Host::Ipv6(address)) => is_global(address.into()),
        None => false,
    };
    let loopback = matches!(url.host_str(), Some("127.0.0.1" | "[::1]"));
    let reachable = (global && url.scheme() == "https") || (allow_loopback && loopback);
    let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    text.len() <= MOST && reachable && bare
}

/// Whether an address is one that anybody on the Internet can reach (RFC 6890): a wake-up goes nowhere else.
#[must_use]
pub fn is_global(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            let reserved = a == 0
                || a == 127
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && (c == 0 || c == 2))
                || (a == 192 && b == 88 && c == 99)
                || (a == 198 && (b == 18 || b == 19))
                || (a == 198 && b == 51 && c == 100)
                || (a == 203 && b == 0 && c == 113);
            !(reserved || address.is_private() || address.is_link_local() || address.is_multicast())
        }
        IpAddr::V6(address) => {
            let [first, second, ..] = address.segments();
            // Only 2000::/3 is given out; of it, the special blocks of 2001::/23, documentation and 6to4 are not.
            let given_out = (0x2000..0x4000).contains(&first);
            let special = match first {
                0x2001 => second < 0x0200 || second == 0x0db8,
                0x2002 => true,
                0x3fff => second < 0x1000,
                _ => false,
            };
            given_out && !special
        }
    }
}

/// Sets how a device is woken. The same again is harmless.
///
/// # Errors
/// [`Failure`].
pub async fn set(state: &AppState, device: &str, request: WakeupRequest) -> Result<WakeupSet, Failure> {
    if !is_acceptable(&request, state.config.allow_loopback_wakeups) {
        return Ok(WakeupSet::Refused);
    }
    let (device, now) = (device.to_owned(), state.now());
    state
        .store
        .write(move |tx| {
            let wakeup = Wakeup {
                kind: request.kind,
                endpoint: request.endpoint.as_deref(),
                p256dh: request.p256dh.as_deref(),
                auth: request.auth.as_deref(),
            };
            let before = rows::wakeup_set_at(tx, &device)?;
            if before.is_some_and(|before| now.saturating_sub(before) < EVERY) {
                return Ok(WakeupSet::TooSoon);
            }
            rows::set_wakeup(tx, &device, &wakeup, now)?;
            Ok::<_, Failure>(WakeupSet::Done)
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(endpoint: &str) -> WakeupRequest {
        let mut point = [7; 65];
        point[0] = 4;
        WakeupRequest {
            kind: WakeupKind::UnifiedPush,
            endpoint: Some(endpoint.to_owned()),
            p256dh: Some(b64::encode(&point)),
            auth: Some(b64::encode(&[7; 16])),
        }
    }

    #[test]
    fn an_endpoint_is_https_on_the_open_internet() {
        for good in ["https://push.example.org/a?b=c", "https://push.example.org:8443/", "https://9.9.9.9/a"]
        {
            assert!(is_acceptable(&push(good), false), "{good}");
        }
        for bad in [
            "http://push.example.org/",
            "https://user@push.example.org/",
            "https://user:pw@push.example.org/",
            "https://localhost/",
            "https://a.localhost/",
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest",
            "https://192.168.1.1/",
            "https://100.64.0.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[fe80::1]/",
            "https://[fd00::1]/",
            "https://[2002:7f00:1::]/",
            "https://[64:ff9b::7f00:1]/",
            "https://push.example.org/#a",
            "ftp://push.example.org/",
            "nothing",
        ] {
            assert!(!is_acceptable(&push(bad), false), "{bad}");
        }
    }

    #[test]
    fn loopback_is_for_development() {
        assert!(is_acceptable(&push("http://127.0.0.1:9000/up"), true));
        assert!(!is_acceptable(&push("http://10.0.0.1:9000/up"), true));
    }

    #[test]
    fn keys_belong_to_their_kind() {
        let mut request = push("https://push.example.org/");
        request.auth = None;
        assert!(!is_acceptable(&request, false));
        let none = |endpoint: Option<&str>| WakeupRequest {
            kind: WakeupKind::None,
            endpoint: endpoint.map(str::to_owned),
            p256dh: None,
            auth: None,
        };
        assert!(is_acceptable(&none(None), false));
        assert!(!is_acceptable(&none(Some("https://push.example.org/")), false));
        let token = |text: &str| WakeupRequest { kind: WakeupKind::Fcm, ..none(Some(text)) };
        assert!(is_acceptable(&token("abc:DEF-1_2"), false));
        assert!(!is_acceptable(&token("a b"), false));
        assert!(!is_acceptable(&token(""), false));
    }
}
