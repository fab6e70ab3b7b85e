//! What an importer makes: entries that are checked, and the names of those that are not taken.

use std::fmt;

use kauth_otp::{Algorithm, Digits, Kind, OtpUri, Parameters, Period, Secret};
use zeroize::Zeroizing;

use super::json::Json;
use super::{MAX_ENTRIES, Reason, Source, Unread};

/// An account that can be added. Its `Debug` holds no secret and no name.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub uri: OtpUri,
    pub note: String,
}

/// An entry that is not taken. Its `Debug` does not name it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    /// As the person knows it; empty if nobody said.
    pub name: String,
    pub reason: Reason,
}

/// What is in an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    pub source: Source,
    pub taken: Vec<Entry>,
    pub refused: Vec<Refused>,
}

impl Import {
    pub(super) fn new(source: Source) -> Self {
        Self { source, taken: vec![], refused: vec![] }
    }

    /// Takes an entry in, as long as there are not more than anybody has.
    pub(super) fn add(&mut self, read: Result<Entry, Refused>) {
        match read {
            _ if self.taken.len() + self.refused.len() > MAX_ENTRIES => {}
            Ok(entry) => self.keep(entry),
            Err(refused) => self.refused.push(refused),
        }
    }

    /// Takes all of another in.
    pub(super) fn join(&mut self, other: Self) {
        other.taken.into_iter().for_each(|entry| self.keep(entry));
        self.refused.extend(other.refused);
    }

    /// One that is there already counts once.
    fn keep(&mut self, entry: Entry) {
        if !self.taken.contains(&entry) {
            self.taken.push(entry);
        }
    }

    /// The whole, unless there is nothing in it or more than anybody has.
    pub(super) fn finish(self) -> Result<Self, Unread> {
        match self.taken.len() + self.refused.len() {
            0 => Err(Unread::Empty),
            1..=MAX_ENTRIES => Ok(self),
            _ => Err(Unread::Unknown),
        }
    }
}

/// The same codes under the same names. Counters move on, so that they do not count.
pub(crate) fn same_account(one: &OtpUri, other: &OtpUri) -> bool {
    let (a, b) = (one.parameters(), other.parameters());
    let moves_alike = match (a.kind, b.kind) {
        (Kind::Hotp { .. }, Kind::Hotp { .. }) => true,
        (a, b) => a == b,
    };
    (one.issuer(), one.account()) == (other.issuer(), other.account())
        && moves_alike
        && (a.algorithm, a.digits) == (b.algorithm, b.digits)
        && a.secret == b.secret
}

/// The fields of an entry as an app's file holds them. What is absent has the value that everybody means by that.
#[derive(Default)]
pub(super) struct Draft<'a> {
    pub issuer: &'a str,
    pub account: &'a str,
    pub note: &'a str,
    pub secret: Option<Zeroizing<Vec<u8>>>,
    pub algorithm: Option<&'a Json>,
    pub digits: Option<&'a Json>,
    pub period: Option<&'a Json>,
    pub counter: Option<&'a Json>,
    /// What the file's counter lacks to be that of the next code.
    pub counter_behind: u64,
}

impl Draft<'_> {
    /// Time-based codes.
    pub(super) fn totp(self) -> Result<Entry, Refused> {
        self.make(|draft| {
            let Some(period) = draft.period else { return Ok(Kind::Totp { period: Period::default() }) };
            let seconds = period.number().and_then(|seconds| u32::try_from(seconds).ok());
            let period = seconds.and_then(|seconds| Period::from_seconds(seconds).ok());
            Ok(Kind::Totp { period: period.ok_or(Reason::Period)? })
        })
    }

    /// Counter-based codes. A counter that is missing is not made up.
    pub(super) fn hotp(self) -> Result<Entry, Refused> {
        self.make(|draft| {
            let counter = draft.counter.and_then(Json::number);
            let counter = counter.and_then(|counter| counter.checked_add(draft.counter_behind));
            Ok(Kind::Hotp { counter: counter.ok_or(Reason::Counter)? })
        })
    }

    /// Codes of another kind.
    pub(super) fn refuse(&self, reason: Reason) -> Refused {
        Refused { name: name(self.issuer, self.account), reason }
    }

    /// One of the kinds by the name that files give it.
    pub(super) fn of_kind(self, kind: &str) -> Result<Entry, Refused> {
        match kind.to_ascii_lowercase().as_str() {
            "totp" => self.totp(),
            "hotp" => self.hotp(),
            other => Err(self.refuse(named_kind(other))),
        }
    }

    fn make(self, kind: impl FnOnce(&Self) -> Result<Kind, Reason>) -> Result<Entry, Refused> {
        self.parameters(kind).and_then(|parameters| self.entry(parameters)).map_err(|why| self.refuse(why))
    }

    fn entry(&self, parameters: Parameters) -> Result<Entry, Reason> {
        let cut = |text: &str| text.chars().take(OtpUri::MAX_NAME_CHARS).collect::<String>();
        let uri = OtpUri::new(&cut(self.issuer), &cut(self.account), parameters)?;
        Ok(Entry { uri, note: self.note.to_owned() })
    }

    fn parameters(&self, kind: impl FnOnce(&Self) -> Result<Kind, Reason>) -> Result<Parameters, Reason> {
        let secret = self.secret.as_ref().ok_or(Reason::Secret)?;
        let algorithm = match self.algorithm {
            None => Algorithm::default(),
            Some(name) => {
                let name = name.text().ok_or(Reason::Algorithm)?;
                Algorithm::parse(name).map_err(|_| Reason::Algorithm)?
            }
        };
        let digits = match self.digits {
            None => Digits::default(),
            Some(digits) => {
                let digits = digits.number().and_then(|digits| u8::try_from(digits).ok());
                digits.and_then(|digits| Digits::new(digits).ok()).ok_or(Reason::Digits)?
            }
        };
        let secret = Secret::from_bytes(secret.to_vec())?;
        Ok(Parameters { secret, algorithm, digits, kind: kind(self)? })
    }
}

/// A secret as base32; none where it is not.
pub(super) fn base32(text: Option<&str>) -> Option<Zeroizing<Vec<u8>>> {
    let secret = Secret::from_base32(text?).ok()?;
    Some(Zeroizing::new(secret.expose_bytes().to_vec()))
}

/// What a kind of codes is called that cannot be made here.
pub(super) fn named_kind(kind: &str) -> Reason {
    match kind {
        "steam" => Reason::Kind("Steam"),
        "motp" | "mobileotp" => Reason::Kind("mOTP"),
        "yandex" | "yaotp" => Reason::Kind("Yandex"),
        _ => Reason::UnknownKind,
    }
}

/// Issuer and account on one line.
pub(super) fn name(issuer: &str, account: &str) -> String {
    let parts = [issuer, account].map(str::trim);
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("uri", &self.uri).finish_non_exhaustive()
    }
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refused").field("reason", &self.reason).finish_non_exhaustive()
    }
}
