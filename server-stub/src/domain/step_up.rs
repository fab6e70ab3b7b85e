//! Step-up: every change of a factor, recovery set, password or contact address wants the password **and** an
//! enrolled second factor, both proved in this very session within the last five minutes.

use crate::clock::MINUTE;
use crate::store::accounts::Account;
use crate::store::sessions::Session;

/// How long a proof counts.
pub const WINDOW: i64 = 5 * MINUTE;

/// What is still to be proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing.
    Nothing,
    /// The second factor; the password is fresh.
    SecondFactor,
    /// The password, and then the second factor if one is enrolled.
    Password,
}

/// What this session must still prove. Without two-step sign-in no second factor is enrolled.
#[must_use]
pub fn wanted(session: &Session, account: &Account, now: i64) -> Wanted {
    if !is_fresh(session.password_at, now) {
        Wanted::Password
    } else if account.two_step && !is_fresh(session.factor_at, now) {
        Wanted::SecondFactor
    } else {
        Wanted::Nothing
    }
}

/// Whether the password is fresh: what an action needs beside the yes on its own request.
#[must_use]
pub fn password_is_fresh(session: &Session, now: i64) -> bool {
    is_fresh(session.password_at, now)
}

/// A clock that was set back makes a proof old, not eternal.
fn is_fresh(proved_at: Option<i64>, now: i64) -> bool {
    proved_at.is_some_and(|at| at <= now && now - at < WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_counts_five_minutes_and_not_from_the_future() {
        let at = 1_000_000;
        assert!(is_fresh(Some(at), at));
        assert!(is_fresh(Some(at), at + WINDOW - 1));
        assert!(!is_fresh(Some(at), at + WINDOW));
        assert!(!is_fresh(Some(at), at - 1));
        assert!(!is_fresh(None, at));
    }
}
