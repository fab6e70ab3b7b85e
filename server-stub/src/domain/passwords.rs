//! Passwords: which are taken, how they are kept, and what a report demands.
//!
//! NIST SP 800-63B-4 §3.1.1: length counts, composition does not; what is on a list of common ones is refused and
//! the reason said. Kept as Argon2id (RFC 9106) in PHC form. Unknown logins cost the same computation as known ones.

use std::sync::OnceLock;

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE64_NOPAD;
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use super::failure::Failure;
use crate::random::Random;
use crate::store::{StoreError, Tx, accounts, browsers, sessions};

/// Fewest characters.
pub const SHORTEST: usize = 10;
/// Most characters; enough for any sentence.
pub const LONGEST: usize = 200;
/// Computations at once: each takes 19 MiB.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// A password as typed; prints nothing and is wiped.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(transparent)]
pub struct Password(String);

impl Password {
    /// As typed.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The bytes that are hashed: NFKC, so that keyboards of all systems agree (SP 800-63B-4 §3.1.1.2).
    fn bytes(&self) -> Zeroizing<Vec<u8>> {
        // More than the longest is never right: do not spend time on it.
        Zeroizing::new(self.0.chars().take(LONGEST + 1).nfkc().collect::<String>().into_bytes())
    }
}

impl Drop for Password {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Password")
    }
}

/// Why a new password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// One of those that are tried first, or only the person's own name or address.
    TooCommon,
}

/// Longer ones that are tried first; shorter ones are refused by their length.
const COMMON: &[&str] = &[
    "1q2w3e4r5t6y",
    "abcdefghij",
    "administrator",
    "azertyuiop",
    "bonjour123",
    "changeme123",
    "contrasena",
    "contraseña",
    "football123",
    "geheim1234",
    "hallo12345",
    "iloveyou123",
    "letmein123",
    "michael123",
    "motdepasse",
    "motdepasse1",
    "p@ssw0rd123",
    "passw0rd123",
    "password01",
    "password12",
    "password123",
    "password1234",
    "passwort123",
    "passwort1234",
    "princess123",
    "q1w2e3r4t5",
    "q1w2e3r4t5y6",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop",
    "qwertzuiop",
    "sommer2024",
    "sommer2025",
    "sommer2026",
    "starwars123",
    "sunshine123",
    "superman123",
    "test123456",
    "welcome123",
    "welcome1234",
    "willkommen",
    "zaq12wsxcde3",
];

/// Whether this may become a password of somebody with these own words (login, name, the provider's name).
///
/// # Errors
/// [`Refused`].
pub fn check(password: &Password, own_words: &[&str]) -> Result<(), Refused> {
    let length = password.0.chars().count();
    if length < SHORTEST {
        return Err(Refused::TooShort);
    }
    if length > LONGEST {
        return Err(Refused::TooLong);
    }
    let lower = Zeroizing::new(password.0.to_lowercase());
    let own = own_words.iter().any(|word| {
        let word = word.to_lowercase();
        let rest = lower.replace(&word, "");
        word.chars().count() >= 4 && lower.contains(&word) && rest.chars().count() < 4
    });
    if own || COMMON.contains(&lower.as_str()) || is_pattern(&lower) {
        return Err(Refused::TooCommon);
    }
    Ok(())
}

/// One or two characters again and again, or a run along the alphabet or the digits.
fn is_pattern(text: &str) -> bool {
    let mut seen: Vec<char> = text.chars().collect();
    seen.sort_unstable();
    seen.dedup();
    let steps = |by: i64| {
        text.chars().zip(text.chars().skip(1)).all(|(one, next)| {
            let step = i64::from(u32::from(next)) - i64::from(u32::from(one));
            step == by || step == -9 * by
        })
    };
    seen.len() <= 2 || steps(1) || steps(-1)
}

fn argon2() -> Argon2<'static> {
    // RFC 9106's second choice cut to what a small machine bears: 19 MiB, two passes (OWASP's minimum).
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// Argon2id of `secret`, 32 bytes. Slow: for blocking threads.
pub(super) fn derive(secret: &[u8], salt: &[u8]) -> Result<[u8; 32], Failure> {
    let mut out = [0; 32];
    argon2().hash_password_into(secret, salt, &mut out).map_err(|_| Failure::Computation("argon2"))?;
    Ok(out)
}

/// Runs a slow computation beside the runtime, few at once.
pub(super) async fn slowly<T: Send + 'static>(
    compute: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let _permit = AT_ONCE.acquire().await.map_err(|_| Failure::Computation("stopped"))?;
    tokio::task::spawn_blocking(compute).await.map_err(|_| Failure::Computation("argon2"))?
}

/// Hashes a new password.
///
/// # Errors
/// [`Failure`].
pub async fn hash(password: &Password, random: &dyn Random) -> Result<String, Failure> {
    let mut salt = [0; 16];
    random.fill(&mut salt)?;
    let bytes = password.bytes();
    slowly(move || Ok(phc(&salt, &derive(&bytes, &salt)?))).await
}

fn phc(salt: &[u8], hash: &[u8]) -> String {
    let params = Params::DEFAULT;
    format!(
        "$argon2id$v=19$m={},t={},p={}${}${}",
        params.m_cost(),
        params.t_cost(),
        params.p_cost(),
        BASE64_NOPAD.encode(salt),
        BASE64_NOPAD.encode(hash)
    )
}

/// Whether `password` is the one kept as `stored`. Without one (an unknown login) it takes as long and is wrong.
///
/// # Errors
/// [`Failure`].
pub async fn verify(password: &Password, stored: Option<String>) -> Result<bool, Failure> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let known = stored.is_some();
    let stored = stored.unwrap_or_else(|| NOBODY.get_or_init(|| phc(&[0; 16], &[0; 32])).clone());
    let bytes = password.bytes();
    let right = slowly(move || matches(&bytes, &stored)).await?;
    Ok(right & known)
}

fn matches(password: &[u8], stored: &str) -> Result<bool, Failure> {
    let broken = || Failure::Computation("a stored password is not in PHC form");
    let mut parts = stored.split('$').skip(1);
    let (Some("argon2id"), Some("v=19"), Some(params), Some(salt), Some(hash), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(broken());
    };
    let mut costs =
        params.split(',').map(|part| part.split_once('=').and_then(|(_, cost)| cost.parse::<u32>().ok()));
    let (Some(Some(memory)), Some(Some(passes)), Some(Some(lanes))) =
        (costs.next(), costs.next(), costs.next())
    else {
        return Err(broken());
    };
    let salt = BASE64_NOPAD.decode(salt.as_bytes()).map_err(|_| broken())?;
    let hash = BASE64_NOPAD.decode(hash.as_bytes()).map_err(|_| broken())?;
    let params = Params::new(memory, passes, lanes, Some(hash.len())).map_err(|_| broken())?;
    let mut computed = Zeroizing::new(vec![0; hash.len()]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password, &salt, &mut computed)
        .map_err(|_| broken())?;
    Ok(computed.ct_eq(&hash).into())
}

/// Demands a new password after a report: all signed-in sessions end, no browser is spared the second factor any more, and the
/// next sign-in ends in a new password, proved by another factor than the phone's yes.
///
/// # Errors
/// [`StoreError`].
pub fn require_new(tx: &Tx<'_>, account: &str, _now: i64) -> Result<(), StoreError> {
    accounts::want_new_password(tx, account)?;
    browsers::stop_remembering(tx, account, None)?;
    sessions::end_signed_in(tx, account)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    #[test]
    fn length_counts_and_composition_does_not() {
        let check =
            |text: &str| check(&Password::new(text), &["anna.keller@example.org", "Anna Keller", "kAuth"]);
        assert_eq!(check("kurz1!A"), Err(Refused::TooShort));
        assert_eq!(check("drei kleine wörter"), Ok(()));
        assert_eq!(check("correcthorse"), Ok(()));
        assert_eq!(check(&"x y z ".repeat(50)), Err(Refused::TooLong));
        for common in
            ["Password123", "1234567890", "9876543210", "abcdefghijk", "aaaaaaaaaaaa", "abababababab"]
        {
            assert_eq!(check(common), Err(Refused::TooCommon), "{common}");
        }
        assert_eq!(check("Anna Keller1"), Err(Refused::TooCommon));
        assert_eq!(check("anna.keller@example.org"), Err(Refused::TooCommon));
        assert_eq!(check("Anna Keller baut Boote"), Ok(()));
    }

    #[tokio::test]
    async fn only_the_same_password_matches_however_its_letters_were_typed() {
        let stored = hash(&Password::new("Zürich am Abend"), &SystemRandom::new()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let verify = |text: &str| {
            let (password, stored) = (Password::new(text), stored.clone());
            async move { verify(&password, Some(stored)).await.unwrap() }
        };
        assert!(verify("Zürich am Abend").await);
        assert!(verify("Zu\u{308}rich am Abend").await);
        assert!(!verify("zürich am Abend").await);
        assert!(!super::verify(&Password::new("Zürich am Abend"), None).await.unwrap());
    }

    #[tokio::test]
    async fn the_stand_in_for_nobody_never_matches() {
        assert!(!verify(&Password::new(""), None).await.unwrap());
        assert!(verify(&Password::new("x"), Some("$argon2i$x".to_owned())).await.is_err());
    }

    #[test]
    fn it_does_not_print() {
        assert_eq!(format!("{:?}", Password::new("secret words here")), "Password");
    }
}
