//! How often somebody may try: a few times freely, then ever slower, then not at all.
//!
//! Failures are counted per factor, account and class of browser, and per address. The classes keep strangers from
//! holding up the owner: what others get wrong never slows a browser that the account knows, and such a browser is
//! not slowed by its address either. A try is counted **before** it is computed and given back if it was right, so
//! that many tries at once are no way round.

use std::net::IpAddr;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::clock::{DAY, HOUR, SECOND};
use crate::store::{StoreError, Tx, failures};

/// Failures in a row that cost nothing but the try.
pub const FREE: u32 = 5;
/// Failures in a row after which the factor is locked for that class.
pub const LOCK: u32 = 100;
/// The first wait; each further failure doubles it.
const FIRST_WAIT: i64 = 10 * SECOND;
/// The longest wait.
const LONGEST_WAIT: i64 = HOUR;
/// An address that was quiet this long begins anew.
const ADDRESS_MEMORY: i64 = HOUR;
/// Counters that lock nothing are forgotten after this.
const MEMORY: i64 = 30 * DAY;

/// Who tries. Each class has counters of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A browser that completed a sign-in to this account before.
    Known,
    /// Any other browser.
    Other,
    /// A client of the requester API.
    Client,
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Factor {
    /// The password.
    Password,
    /// A 30-second code.
    Totp,
    /// A recovery code.
    Recovery,
    /// A mail to an address that somebody typed.
    Mail,
    /// A login that a reviewer looks up.
    Lookup,
}

/// Failures in a row. Times are Unix ms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// When the last was.
    pub last_at: i64,
    /// Until when nothing may be tried.
    pub wait_until: i64,
}

/// Whether a try may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Go,
    /// Not before this moment, Unix ms.
    Wait(i64),
    /// Never, until the password was changed.
    Locked,
}

impl Failures {
    /// Whether one more may be tried now.
    #[must_use]
    pub fn verdict(self, now: i64) -> Verdict {
        if self.count >= LOCK {
            Verdict::Locked
        } else if now < self.wait_until {
            Verdict::Wait(self.wait_until)
        } else {
            Verdict::Go
        }
    }

    /// After one more failure.
    #[must_use]
    pub fn failed(self, now: i64) -> Self {
        let count = self.count.saturating_add(1);
        let wait = match count.checked_sub(FREE) {
            None => 0,
            Some(doublings) => {
                FIRST_WAIT.checked_shl(doublings.min(20)).unwrap_or(i64::MAX).min(LONGEST_WAIT)
            }
        };
        Self { count, last_at: now, wait_until: now.saturating_add(wait) }
    }
}

/// One try: which counters it touches.
#[derive(Debug, Clone)]
pub struct Try {
    own: String,
    address: Option<String>,
    own_before: Failures,
    before: Failures,
}

impl Try {
    /// A try at `factor` of `whose` (an account id, or for passwords the login as typed: unknown logins are counted
    /// like known ones).
    #[must_use]
    pub fn new(factor: Factor, class: Class, whose: &str, address: IpAddr) -> Self {
        let factor = match factor {
            Factor::Password => "password",
            Factor::Totp => "totp",
            Factor::Recovery => "recovery",
            Factor::Mail => "mail",
            Factor::Lookup => "lookup",
        };
        let name = match class {
            Class::Known => "known",
            Class::Other => "other",
            Class::Client => "client",
        };
        let whose = HEXLOWER.encode(&Sha256::digest(whose));
        Self {
            own: format!("{whose}/{factor}/{name}"),
            address: (class == Class::Other).then(|| format!("address/{}", bucket(address))),
            own_before: Failures::default(),
            before: Failures::default(),
        }
    }

    /// Asks for the try and, where it is granted, counts it as failed until [`Try::succeeded`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn begin(&mut self, tx: &Tx<'_>, now: i64) -> Result<Verdict, StoreError> {
        let own = failures::find(tx, &self.own)?;
        let mut verdict = own.verdict(now);
        let mut of_address = Failures::default();
        if let Some(address) = &self.address {
            of_address = failures::find(tx, address)?;
            if of_address.last_at + ADDRESS_MEMORY <= now {
                of_address = Failures::default();
            }
            // An address is slowed, never locked: others live behind it.
            let capped = Failures { count: of_address.count.min(LOCK - 1), ..of_address };
            verdict = stricter(verdict, capped.verdict(now));
        }
        if verdict == Verdict::Go {
            failures::put(tx, &self.own, own.failed(now))?;
            self.own_before = own;
            if let Some(address) = &self.address {
                failures::put(tx, address, of_address.failed(now))?;
                self.before = of_address;
            }
        }
        Ok(verdict)
    }

    /// The try was right: the account's counter begins anew, the address gets its try back.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn succeeded(&self, tx: &Tx<'_>) -> Result<(), StoreError> {
        failures::clear(tx, &self.own)?;
        match &self.address {
            Some(address) => failures::put(tx, address, self.before),
            None => Ok(()),
        }
    }

    /// The try does not count, and those before it stay: a right one among them would be a way to go on guessing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn given_back(&self, tx: &Tx<'_>) -> Result<(), StoreError> {
        failures::put(tx, &self.own, self.own_before)?;
        match &self.address {
            Some(address) => failures::put(tx, address, self.before),
            None => Ok(()),
        }
    }
}

/// Lets an account begin anew in every class: after a password change. `login` is what its passwords are counted by.
///
/// # Errors
/// [`StoreError`].
pub fn clear(tx: &Tx<'_>, account: &str, login: &str) -> Result<(), StoreError> {
    for class in [Class::Known, Class::Other, Class::Client] {
        for (factor, whose) in
            [(Factor::Password, login), (Factor::Totp, account), (Factor::Recovery, account)]
        {
            let counted = Try::new(factor, class, whose, IpAddr::from([0, 0, 0, 0]));
            failures::clear(tx, &counted.own)?;
        }
    }
    Ok(())
}

/// Forgets what is long past.
///
/// # Errors
/// [`StoreError`].
pub fn sweep(tx: &Tx<'_>, now: i64) -> Result<(), StoreError> {
    failures::sweep(tx, now - MEMORY, LOCK)
}

fn stricter(one: Verdict, other: Verdict) -> Verdict {
    match (one, other) {
        (Verdict::Locked, _) | (_, Verdict::Locked) => Verdict::Locked,
        (Verdict::Wait(one), Verdict::Wait(other)) => Verdict::Wait(one.max(other)),
        (Verdict::Wait(until), Verdict::Go) | (Verdict::Go, Verdict::Wait(until)) => Verdict::Wait(until),
        (Verdict::Go, Verdict::Go) => Verdict::Go,
    }
}

/// What counts as one address: an IPv6 subscriber has a whole /64 (RFC 6177).
pub(crate) fn bucket(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}/64", u128::from(address) >> 64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 7));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 8));

    async fn fail(store: &crate::store::Store, class: Class, address: IpAddr, now: i64) -> Verdict {
        let mut tried = Try::new(Factor::Totp, class, "anna", address);
        store.write(move |tx| tried.begin(tx, now)).await.unwrap()
    }

    #[test]
    fn the_wait_begins_at_the_fifth_failure_doubles_and_is_capped() {
        let mut failures = Failures::default();
        for _ in 0..4 {
            failures = failures.failed(1_000);
            assert_eq!(failures.verdict(1_000), Verdict::Go);
        }
        failures = failures.failed(1_000);
        assert_eq!(failures.verdict(10_999), Verdict::Wait(11_000));
        assert_eq!(failures.verdict(11_000), Verdict::Go);
        assert_eq!(failures.failed(11_000).wait_until, 31_000);
        for _ in 0..60 {
            failures = failures.failed(0);
        }
        assert_eq!(failures.wait_until, HOUR);
    }

    #[test]
    fn a_hundred_in_a_row_lock() {
        let mut failures = Failures::default();
        for _ in 0..99 {
            failures = failures.failed(0);
        }
        assert_eq!(failures.verdict(i64::MAX), Verdict::Go);
        assert_eq!(failures.failed(0).verdict(i64::MAX), Verdict::Locked);
    }

    #[tokio::test]
    async fn strangers_do_not_hold_up_a_known_browser() {
        let (_folder, store) = testing::store();
        for _ in 0..FREE {
            assert_eq!(fail(&store, Class::Other, HERE, 0).await, Verdict::Go);
        }
        assert_eq!(
            fail(&store, Class::Other, THERE, 0).await,
            Verdict::Wait(10_000),
            "another address, same class"
        );
        assert_eq!(fail(&store, Class::Known, HERE, 0).await, Verdict::Go, "same address, known browser");
        assert_eq!(fail(&store, Class::Client, HERE, 0).await, Verdict::Go);
    }

    #[tokio::test]
    async fn an_address_is_slowed_over_all_accounts_and_forgiven_after_an_hour() {
        let (_folder, store) = testing::store();
        let guess = |whose: String, now: i64| {
            let store = store.clone();
            async move {
                let mut tried = Try::new(Factor::Password, Class::Other, &whose, HERE);
                store.write(move |tx| tried.begin(tx, now)).await.unwrap()
            }
        };
        for index in 0..FREE {
            assert_eq!(guess(format!("login {index}"), 1).await, Verdict::Go);
        }
        assert_eq!(guess("somebody".to_owned(), 1).await, Verdict::Wait(10_001));
        assert_eq!(guess("somebody".to_owned(), 1 + HOUR).await, Verdict::Go);
    }

    #[tokio::test]
    async fn success_clears_the_account_and_gives_the_address_its_try_back() {
        let (_folder, store) = testing::store();
        for _ in 0..FREE - 1 {
            fail(&store, Class::Other, HERE, 0).await;
        }
        let mut right = Try::new(Factor::Totp, Class::Other, "anna", HERE);
        let verdict = store
            .write(move |tx| {
                let verdict = right.begin(tx, 0)?;
                right.succeeded(tx)?;
                Ok::<_, StoreError>(verdict)
            })
            .await
            .unwrap();
        assert_eq!(verdict, Verdict::Go);
        assert_eq!(fail(&store, Class::Other, THERE, 0).await, Verdict::Go, "the account begins anew");
        assert_eq!(fail(&store, Class::Other, HERE, 0).await, Verdict::Go, "the address's fifth");
        assert_eq!(fail(&store, Class::Other, HERE, 0).await, Verdict::Wait(10_000), "its own failures stay");
    }

    #[test]
    fn a_subscriber_is_one_address() {
        let one: IpAddr = "2001:db8:1:2::1".parse().unwrap();
        let two: IpAddr = "2001:db8:1:2:ffff::9".parse().unwrap();
        let other: IpAddr = "2001:db8:1:3::1".parse().unwrap();
        assert_eq!(bucket(one), bucket(two));
        assert_ne!(bucket(one), bucket(other));
        assert_eq!(bucket("::ffff:192.0.2.7".parse().unwrap()), "192.0.2.7");
    }
}
