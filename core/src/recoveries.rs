//! What a provider tells its linked phones about a recovery: a way back into the account without its password or its second
//! step. One notice a recovery, replaced by its outcome. Pure: what an event means stands here, writing and showing
//! elsewhere.

use kauth_protocol::inbox::RecoveryState;
use kauth_protocol::origin::Origin;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::deadline::{Deadline, Moment};

/// The longest name of a recovery that is kept.
const LONGEST_NAME: usize = 128;

/// A notice as it is kept, from the moment the phone is told until the person has read its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recovery {
    /// The link of the account that it is about.
    pub link: String,
    pub state: RecoveryState,
    /// When it counts, as the provider's clock has it; shown, never decided by.
    pub counts_s: Option<i64>,
    pub counts: Option<Deadline>,
    pub ends: Deadline,
    /// The provider's page that stops it.
    pub stop: Option<String>,
    /// The person has read it, in this state.
    pub dismissed: bool,
    /// What the system's notification says of it, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified: Option<RecoveryState>,
    /// It was drawn as one that counts.
    #[serde(skip)]
    pub drawn_counting: bool,
}

/// What an event says.
pub(crate) struct Told<'a> {
    pub recovery: &'a str,
    pub state: RecoveryState,
    pub counts_in_s: Option<u64>,
    pub remaining_s: u64,
    pub stop: Option<&'a str>,
}

/// Its name on disk and in views: providers cannot name another link's.
pub(crate) fn id(link: &str, recovery: &str) -> Option<String> {
    (!recovery.is_empty() && recovery.len() <= LONGEST_NAME).then(|| format!("{link} {recovery}"))
}

/// The address of a page at this origin; none for any other, however it is written.
pub(crate) fn own_page(origin: &Origin, address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let own = url.origin().ascii_serialization() == origin.as_str()
        && url.username().is_empty()
        && url.password().is_none()
        && address.strip_prefix(origin.as_str()).is_some_and(|path| path.starts_with('/'));
    own.then(|| url.to_string())
}

impl Recovery {
    /// The notice that an event brings, in place of the one before.
    pub(crate) fn take(
        before: Option<&Self>,
        link: &str,
        origin: &Origin,
        told: &Told<'_>,
        (unix_s, now): (i64, &Moment),
    ) -> Self {
        let same = before.filter(|before| before.state == told.state);
        let seconds = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
        let counts_s = told.counts_in_s.map(|left| unix_s.saturating_add(seconds(left)));
        Self {
            link: link.to_owned(),
            state: told.state,
            // The same moment, told again, is not shown as another.
            counts_s: same.and_then(|same| same.counts_s).filter(|_| counts_s.is_some()).or(counts_s),
            counts: told.counts_in_s.map(|left| now.after(left.saturating_mul(1000))),
            ends: now.after(told.remaining_s.saturating_mul(1000)),
            stop: told.stop.and_then(|page| own_page(origin, page)),
            dismissed: same.is_some_and(|same| same.dismissed),
            notified: before.and_then(|before| before.notified),
            drawn_counting: false,
        }
    }

    /// What it tells, also where the provider was not heard since it counts.
    pub(crate) fn stands(&self, now: &Moment) -> RecoveryState {
        match self.state {
            RecoveryState::PasswordLater if self.counts(now) => RecoveryState::Done,
            state => state,
        }
    }

    /// Whether it is known to count by now.
    pub(crate) fn counts(&self, now: &Moment) -> bool {
        self.counts.as_ref().is_some_and(|counts| counts.is_over(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(state: RecoveryState) -> Told<'static> {
        let stop = Some("https://login.example/stop?t=abc");
        Told { recovery: "r", state, counts_in_s: Some(3_600), remaining_s: 90_000, stop }
    }

    fn moment(ms: u64) -> Moment {
        Moment { boot_id: "a".into(), ms }
    }

    fn take(before: Option<&Recovery>, state: RecoveryState, ms: u64) -> Recovery {
        let origin = Origin::parse("https://login.example").unwrap();
        let unix_s = i64::try_from(ms / 1000).unwrap();
        Recovery::take(before, "link", &origin, &told(state), (unix_s, &moment(ms)))
    }

    #[test]
    fn a_page_of_another_origin_is_none_however_it_is_written() {
        let origin = Origin::parse("https://login.example").unwrap();
        for own in ["https://login.example/stop?t=a", "https://login.example/"] {
            assert_eq!(own_page(&origin, own).as_deref(), Some(own));
        }
        for foreign in [
            "",
            "/stop?t=a",
            "//login.example/stop",
            "stop",
            "http://login.example/stop",
            "https://login.example",
            "https://login.example.evil.example/stop",
            "https://login.example@evil.example/stop",
            "https://a@login.example/stop",
            "https://login.example:8443/stop",
            "https://login.example:443/stop",
            "https://LOGIN.example/stop",
            "https://evil.example/https://login.example/stop",
            "https:login.example/stop",
            "https:\\\\login.example\\stop",
            " https://login.example/stop",
            "javascript:alert(1)",
            "kauth://login.example/stop",
            "intent://login.example/stop",
        ] {
            assert_eq!(own_page(&origin, foreign), None, "{foreign}");
        }
        let loopback = Origin::parse("http://127.0.0.1:8443").unwrap();
        assert!(own_page(&loopback, "http://127.0.0.1:8443/stop?t=a").is_some());
        assert!(own_page(&loopback, "http://127.0.0.1:8444/stop?t=a").is_none());
        assert!(own_page(&loopback, "http://localhost:8443/stop?t=a").is_none());
    }

    #[test]
    fn what_was_read_stays_read_until_it_stands_otherwise() {
        let first = take(None, RecoveryState::Begun, 0);
        assert!(!first.dismissed);
        let read = Recovery { dismissed: true, ..first };
        assert!(take(Some(&read), RecoveryState::Begun, 1_000).dismissed);
        assert!(!take(Some(&read), RecoveryState::PasswordLater, 1_000).dismissed);
    }

    #[test]
    fn the_moment_that_is_shown_does_not_move_when_it_is_told_again() {
        let first = take(None, RecoveryState::PasswordLater, 0);
        let again = take(Some(&first), RecoveryState::PasswordLater, 900);
        assert_eq!(again.counts_s, Some(3_600));
        assert!(!again.counts(&moment(3_600_000)) && again.counts(&moment(3_600_900)));
        assert_eq!(again.stands(&moment(3_600_900)), RecoveryState::Done);
    }

    #[test]
    fn names_are_within_a_link_and_not_endless() {
        assert_ne!(id("a", "r"), id("b", "r"));
        assert_eq!(id("a", ""), None);
        assert_eq!(id("a", &"x".repeat(LONGEST_NAME + 1)), None);
    }
}
