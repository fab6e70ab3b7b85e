//! Where a page leads afterwards: a path on this very server, or nowhere.

/// A local path as it was given, or the given default where it is anything else: another site must not get people
/// sent to it by our sign-in page.
#[must_use]
pub(super) fn local_path<'a>(given: &'a str, or: &'a str) -> &'a str {
    if is_local(given) { given } else { or }
}

fn is_local(path: &str) -> bool {
    // Browsers read a backslash as a slash and drop tabs and line breaks, so both may turn a path into a host.
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    // Only what our own pages link to comes here; a path of theirs never has a second slash at once or dots.
    let (only_path, _) = path.split_once(['?', '#']).unwrap_or((path, ""));
    let lower = only_path.to_ascii_lowercase();
    let climbs = only_path.split('/').any(|part| part == "." || part == "..");
    plain
        && path.len() <= 2_048
        && path.starts_with('/')
        && !only_path.contains("//")
        && !climbs
        && !lower.contains("%2f")
        && !lower.contains("%5c")
        && !lower.contains("%2e")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_local_paths_are_followed() {
        for fine in [
            "/",
            "/2fa",
            "/account?done=saved",
            "/oauth/authorize?redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2F",
        ] {
            assert_eq!(local_path(fine, "/x"), fine);
        }
        for wrong in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/%2fevil.example",
            "/%5Cevil.example",
            "/a/../../b",
            "/..%2f",
            "/.%2e/",
            "/a//b",
            "javascript:alert(1)",
            "/ö",
            "/a\r\nset-cookie:x=y",
        ] {
            assert_eq!(local_path(wrong, "/account"), "/account", "{wrong:?}");
        }
    }
}
