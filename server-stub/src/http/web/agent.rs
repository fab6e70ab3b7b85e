//! Browser and system as names from our own list. What a header says is never shown: anybody can write one.

use axum::http::{HeaderMap, header};

/// What a browser calls itself, in names of ours; empty where none fits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Agent {
    /// `Firefox`, `Chrome`, …
    pub(super) browser: &'static str,
    /// `Windows`, `Android`, …
    pub(super) system: &'static str,
}

/// Looked for in this order: nearly every browser also names those it descends from.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// As [`BROWSERS`].
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

impl Agent {
    /// Reads `User-Agent`.
    #[must_use]
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let text = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let find = |list: &[(&str, &'static str)]| {
            list.iter().find(|(mark, _)| text.contains(mark)).map_or("", |(_, name)| name)
        };
        Self { browser: find(BROWSERS), system: find(SYSTEMS) }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(text: &'static str) -> (&'static str, &'static str) {
        let headers = HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_static(text))]);
        let agent = Agent::of(&headers);
        (agent.browser, agent.system)
    }

    #[test]
    fn names_come_from_the_list() {
        assert_eq!(
            of("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            ("Firefox", "Linux")
        );
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(of(edge), ("Edge", "Windows"));
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1";
        assert_eq!(of(iphone), ("Safari", "iOS"));
        assert_eq!(of("Your bank's own app, please say yes"), ("", ""));
        assert_eq!(Agent::of(&HeaderMap::new()), Agent::default());
    }
}
