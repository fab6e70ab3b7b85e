//! What is kept of a session. The record says how far it is and holds nothing that was photographed; pictures are blobs
//! of their own, encrypted as they were taken, and what opens them is under the person's data key.

use kauth_protocol::checks::{
    BlobKind, Description, DocumentKind, Envelope, Finish, Location, PhoneStep, Retake, RetakeReason, State,
};
use kauth_protocol::jwk::{Jwks, PublicJwk};
use kauth_protocol::origin::Origin;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::deadline::{Deadline, Moment};
use crate::links::KeyRef;
use crate::net::Credentials;
use crate::secret::{Secret, Stored};

/// A session. Under the device's data key: sending goes on while the app is locked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Check {
    /// The session's id.
    pub id: String,
    /// Whose.
    pub origin: Origin,
    /// TLS pin from the link.
    pub pin: Option<String>,
    /// The provider's key that the link named.
    pub server_key: PublicJwk,
    /// What signs everything of this session.
    pub session_key: KeyRef,
    /// What the person agrees to: the compact JWS, whose hash is what is agreed to.
    pub description: String,
    /// The same as it was read, once verified.
    pub asked: Description,
    /// Who reads it.
    pub reviewers: Jwks,
    /// What opens the pictures, sealed to each of them; made once.
    pub envelopes: Vec<Envelope>,
    /// When everything is deleted.
    pub ends: Deadline,
    /// The same by the wall clock, Unix seconds, for people.
    pub ends_unix_s: i64,
    /// How far it is.
    pub progress: Progress,
    /// What was photographed and counts.
    pub pictures: Vec<Picture>,
    /// Where the provider says that it stands.
    pub state: State,
    /// Pictures asked for again.
    pub retake: Vec<Retake>,
    /// Another phone claimed the same link: the provider cancelled it on both.
    #[serde(default)]
    pub is_void: bool,
    /// Why it was refused.
    pub refused_because: Option<RetakeReason>,
    /// How the person goes on once it is accepted.
    pub finish: Option<Finishing>,
    /// Minutes that a review usually takes.
    pub usual_minutes: u32,
    /// The newest audit head, as it came with the last news.
    pub audit_head: Option<String>,
}

/// How far a session is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// The person agreed, and the provider knows.
    pub consented: bool,
    /// The mobile number.
    pub phone: PhoneStep,
    /// While a code is under way.
    pub code: Option<CodeWait>,
    /// Location given, declined, or not answered.
    pub location: Option<bool>,
    /// What is photographed.
    pub document: Option<DocumentKind>,
    /// The person said *Send*: goes on by itself until it is there.
    pub sending: bool,
    /// Only over a network that costs nothing.
    pub wifi_only: bool,
    /// The manifest that is being sent, signed.
    pub manifest: Option<String>,
    /// SHA-256 of the manifest that was taken last.
    pub taken: Option<String>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            consented: false,
            phone: PhoneStep::None,
            code: None,
            location: None,
            document: None,
            sending: false,
            wifi_only: false,
            manifest: None,
            taken: None,
        }
    }
}

/// A code by SMS that is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CodeWait {
    /// Until when it counts.
    pub ends: Deadline,
    /// From when another may be asked for.
    pub again: Deadline,
    /// Tries left, over all codes.
    pub tries_left: u8,
}

/// An accepted session's way on, with times on this phone's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Finishing {
    /// As the provider said it, without its seconds: they pass.
    pub finish: Finish,
    /// From when it counts.
    pub from: Deadline,
    /// Until when.
    pub until: Deadline,
    /// The same by the wall clock, Unix seconds, for after a reboot.
    #[serde(default)]
    pub until_unix_s: Option<i64>,
    /// It was not finished in time.
    #[serde(default)]
    pub lapsed: bool,
}

impl Finishing {
    /// Milliseconds until it counts no more; none where nobody knows.
    pub(crate) fn left_ms(&self, now: &Moment, unix_s: Option<i64>) -> Option<u64> {
        left_ms(&self.until, self.until_unix_s, now, unix_s)
    }

    /// Neither finished nor known to be late.
    pub(crate) fn is_waited_for(&self) -> bool {
        !self.finish.done && !self.lapsed
    }

    /// Whether the person can still go on, now or later.
    pub(crate) fn is_open(&self, now: &Moment) -> bool {
        self.is_waited_for() && !self.until.is_over(now)
    }
}

/// A blob of the dossier: a picture, or the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Picture {
    /// What it is.
    pub kind: BlobKind,
    /// Which try that was or will be sent, from 1.
    pub attempt: u8,
    /// SHA-256 of the encrypted bytes, base64url.
    pub sha256: String,
    /// Number of encrypted bytes.
    pub bytes: u64,
    /// What this phone found wrong with it.
    pub verdicts: Vec<String>,
    /// How often this phone advised against a picture of this kind and attempt.
    pub refusals: u8,
    /// The person sends it all the same.
    pub sent_anyway: bool,
    /// A manifest that names it was taken.
    pub sent: bool,
}

/// Refusals after which the person may send a picture all the same.
pub(crate) const REFUSALS: u8 = 2;

impl Picture {
    /// Whether it can be sent.
    pub(crate) fn is_usable(&self) -> bool {
        self.verdicts.is_empty() || self.sent_anyway
    }

    /// Whether the person may send it although this phone advises against it.
    pub(crate) fn may_be_sent_anyway(&self) -> bool {
        !self.is_usable() && self.refusals >= REFUSALS
    }

    /// Names its blob among this session's.
    pub(crate) fn blob_id(&self, check: &str) -> String {
        format!("{check}/{}/{}", self.kind.as_str(), self.attempt)
    }
}

impl Check {
    /// What this session's calls are signed with.
    pub(crate) fn credentials(&self) -> Credentials {
        Credentials { key: self.session_key.id.clone(), jwk: self.session_key.jwk.clone(), token: None }
    }

    /// Milliseconds until everything is deleted; none where nobody knows.
    pub(crate) fn left_ms(&self, now: &Moment, unix_s: Option<i64>) -> Option<u64> {
        left_ms(&self.ends, Some(self.ends_unix_s), now, unix_s)
    }

    /// The picture of a kind.
    pub(crate) fn picture(&self, kind: BlobKind) -> Option<&Picture> {
        self.pictures.iter().find(|picture| picture.kind == kind)
    }

    /// The pictures that its document needs, in the order in which they are taken.
    pub(crate) fn wanted(&self) -> &'static [BlobKind] {
        self.progress.document.map_or(&[], DocumentKind::pictures)
    }
}

/// What is left of a deadline: by the monotonic clock and, after a reboot, by the wall clock, where that may be asked.
fn left_ms(ends: &Deadline, ends_unix_s: Option<i64>, now: &Moment, unix_s: Option<i64>) -> Option<u64> {
    ends.left_ms(now).or_else(|| {
        let left_s = ends_unix_s?.saturating_sub(unix_s?).max(0);
        Some(u64::try_from(left_s).unwrap_or(0).saturating_mul(1000))
    })
}

/// What opens a session's pictures, and what the person told. Under the person's data key, wiped when dropped.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct CheckSecrets {
    /// The data key, 32 bytes.
    pub data_key: Stored<Secret>,
    /// Where the phone was, if the person says so.
    pub location: Option<Location>,
    /// The lines that were read from the document, if all their check digits were right.
    pub mrz: Option<Vec<String>>,
    /// The mobile number that the code was sent to.
    pub number: String,
    /// Another one that a code was asked for, until the provider has said whether it sends one.
    #[serde(default)]
    pub wanted_number: Option<String>,
}

impl CheckSecrets {
    /// Where the code was sent, as far as that is known.
    pub(crate) fn code_number(&self) -> &str {
        match &self.wanted_number {
            Some(wanted) if self.number.is_empty() => wanted,
            _ => &self.number,
        }
    }
}

impl Drop for CheckSecrets {
    fn drop(&mut self) {
        self.number.zeroize();
        self.wanted_number.zeroize();
        self.mrz.zeroize();
    }
}
