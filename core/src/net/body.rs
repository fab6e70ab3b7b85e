//! What a body may be: of the type it says, small enough, shallow enough, JSON.

use serde::de::DeserializeOwned;

use super::NetError;

/// Largest reply that is read, bytes.
pub(super) const MAX_BODY: usize = 1024 * 1024;
const MAX_DEPTH: usize = 16;

/// Whether a `Content-Type` names this media type, parameters aside.
pub(super) fn is_type(content_type: Option<&str>, wanted: &str) -> bool {
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(wanted)
}

/// Reads JSON of bounded depth.
pub(super) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, NetError> {
    if depth(bytes) > MAX_DEPTH {
        return Err(NetError::BadAnswer("too deep"));
    }
    serde_json::from_slice(bytes).map_err(|_| NetError::BadAnswer("not the agreed JSON"))
}

fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_json_is_refused_before_it_is_parsed() {
        let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(json::<serde_json::Value>(deep(16).as_bytes()).is_ok());
        assert_eq!(
            json::<serde_json::Value>(deep(17).as_bytes()).unwrap_err(),
            NetError::BadAnswer("too deep")
        );
        assert!(json::<serde_json::Value>(deep(100_000).as_bytes()).is_err());
        let text = format!("\"{}\\\"{}\"", "[".repeat(50), "{".repeat(50));
        assert!(json::<serde_json::Value>(text.as_bytes()).is_ok());
    }

    #[test]
    fn content_types_are_compared_without_parameters() {
        assert!(is_type(Some("application/json; charset=utf-8"), "application/json"));
        assert!(is_type(Some("Application/JSON"), "application/json"));
        assert!(!is_type(Some("text/html"), "application/json"));
        assert!(!is_type(Some("application/jsonp"), "application/json"));
        assert!(!is_type(None, "application/json"));
    }
}
