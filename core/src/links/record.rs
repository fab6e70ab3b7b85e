//! What is kept of providers and links. All of it is under the device's data key, so that a locked app still hears
//! requests and can say no; what makes codes is the account's, under the person's.

use std::fmt;

use kauth_protocol::discovery::KeyLineage;
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::origin::Origin;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::deadline::Deadline;
use crate::net::{Credentials, LearnedTime, Trust};

/// A key pair in the device's key store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyRef {
    /// Its id there.
    pub id: String,
    /// Its public half.
    pub jwk: PublicJwk,
}

/// A provider, as (HOST, key lineage), and this phone as a device of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Provider {
    /// Where it is: the record's id.
    pub origin: Origin,
    /// What it calls itself.
    pub name: String,
    /// Its signing keys from the first one that a link named, and its TLS pin.
    pub lineage: KeyLineage,
    /// Device id: `sub` of answers.
    pub device: String,
    /// Access token, bound to the transport key.
    pub access_token: String,
    /// Signs silently.
    pub transport: KeyRef,
    /// Asks the person.
    pub approval: KeyRef,
    /// Where the inbox was read to.
    pub cursor: Option<String>,
    /// What it taught of the time.
    pub time: Option<LearnedTime>,
    /// Why this phone must be linked again, if it must.
    pub broken: Option<Broken>,
    /// Where the provider may push its wake-ups.
    #[serde(default)]
    pub push: Option<Push>,
}

/// A subscription with a push service (RFC 8291): where the provider may push, and what it encrypts with. The private
/// key is not kept: a wake-up is a hint, and nobody reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Push {
    /// The endpoint; none once the distributor took it away.
    pub url: Option<String>,
    /// The subscription's public key, base64url.
    pub p256dh: String,
    /// Its authentication secret, base64url.
    pub auth: String,
    /// The provider knows it.
    pub told: bool,
}

/// Why a phone must be linked again (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Broken {
    /// The approval key is gone: saying no and making codes still work.
    ApprovalKeyGone,
    /// The transport key is gone: only codes still work.
    TransportKeyGone,
}

/// One device × account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    /// Its id at the provider: the record's id.
    pub id: String,
    /// The provider.
    pub origin: Origin,
    /// The device that was linked; where the provider now knows this phone by another one, the link is dead.
    pub device: String,
    /// The account's id there: `sub` of requests.
    pub account: String,
    /// The login as the person knows it.
    pub login: String,
    /// The account record on this phone.
    pub entry: String,
    /// Since when, Unix seconds.
    pub since_s: i64,
    /// The provider knows that the secrets are on disk.
    pub acknowledged: bool,
    /// How many recovery codes are left.
    pub recovery_left: u32,
    /// A new set voided those on this phone, which was locked at that moment.
    pub recovery_voided: bool,
    /// It was never finished: the provider did not wait for this phone.
    pub unfinished: bool,
}

/// A link in the making, after the claim: enough to go on after a restart.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PendingLink {
    /// Its id at the provider.
    pub link: String,
    /// The six digits, unless the sign-in on this phone made them needless.
    pub code: Option<String>,
    /// When it lapses.
    pub deadline: Deadline,
    /// The rest.
    pub draft: super::step::Draft,
}

/// A sign-in on this phone (A1) that waits for the browser.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PendingSignIn {
    /// What is known so far.
    pub draft: super::step::Draft,
    /// The sign-in's own secrets.
    pub sign_in: super::step::SignIn,
    /// When it is given up.
    pub deadline: Deadline,
}

/// A link that ended on this phone, while its provider does not know yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Farewell {
    /// The link's id: the record's id.
    pub link: String,
    /// The provider.
    pub origin: Origin,
    /// Its TLS pin.
    pub pin: Option<String>,
    /// The device's token.
    pub access_token: String,
    /// Signs the farewell.
    pub transport: KeyRef,
    /// Keys that nobody needs once it is said.
    pub keys_to_delete: Vec<String>,
}

impl Provider {
    /// What its certificate is held against.
    pub(crate) fn trust(&self) -> Trust {
        Trust::of_pin(self.lineage.pin.as_deref())
    }

    /// What this phone signs its calls with.
    pub(crate) fn credentials(&self) -> Credentials {
        Credentials {
            key: self.transport.id.clone(),
            jwk: self.transport.jwk.clone(),
            token: Some(self.access_token.clone()),
        }
    }

    /// It can be called.
    pub(crate) fn reachable(&self) -> bool {
        self.broken != Some(Broken::TransportKeyGone)
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.access_token.zeroize();
    }
}

impl Drop for Farewell {
    fn drop(&mut self) {
        self.access_token.zeroize();
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("broken", &self.broken).finish_non_exhaustive()
    }
}
