//! `GET /.well-known/kauth`: who a provider says it is, and the history of its signing key.

use serde::{Deserialize, Serialize};

use crate::jwk::{Jwks, PublicJwk};
use crate::jws::{self, JwsError, Unsigned};
use crate::origin::Origin;

/// The path of the discovery document.
pub const PATH: &str = "/.well-known/kauth";

/// What a provider says of itself. Unsigned: it is believed only as far as a link's `k` reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiscoveryResponse {
    /// The provider's origin, byte for byte.
    pub issuer: Origin,
    /// What it calls itself; shown as "calls itself …".
    pub name: String,
    /// Protocol versions it speaks.
    pub versions: Vec<u32>,
    /// Policies it may use.
    pub policies: Vec<String>,
    /// Ways to wake a phone: `none`, `unifiedpush`, `fcm`, `apns`.
    pub wakeups: Vec<String>,
    /// Its VAPID key (RFC 8292 §3.2): the uncompressed point, 65 bytes, base64url. A phone's push service wants it when
    /// a `unifiedpush` wake-up is registered. Absent if nothing is pushed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub vapid_key: Option<String>,
    /// Whether it asks for key attestation.
    pub attestation: Attestation,
    /// Its signing keys, the current one first.
    pub jwks: Jwks,
    /// Changes of the signing key, oldest first: JWS of type [`KEY_TYP`].
    pub key_history: Vec<String>,
}

/// Whether a provider asks for key attestation at enrolment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Attestation {
    /// Not looked at.
    #[default]
    None,
    /// Taken and shown if it comes.
    Wanted,
    /// A claim without it is refused.
    Required,
}

/// The JWS `typ` of a key change.
pub const KEY_TYP: &str = "kauth-key+jwt";

/// One change of a provider's signing key. An introduction is signed by the old key; a withdrawal by the new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyChange {
    /// Whose key.
    pub iss: Origin,
    /// Rises by one with each change; a phone takes only higher ones than it has seen.
    pub seq: u64,
    /// Thumbprint of the key that was current.
    pub old: String,
    /// What happened.
    #[serde(rename = "new")]
    pub change: KeyStep,
    /// The TLS pin to expect from now on, if the provider pins.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next_pin: Option<String>,
}

/// The new key, or that the old one counts no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyStep {
    /// This key follows.
    Key(PublicJwk),
    /// The old key counts no more; signed by this, the new, key.
    Withdrawn,
}

/// A provider's key as a phone knows it: the lineage it began with and the key that is current.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyLineage {
    /// Thumbprint of the first key, by which a (HOST, lineage) is known.
    pub first: String,
    /// Every key that still counts, oldest first; the last is current.
    pub keys: Vec<PublicJwk>,
    /// The highest `seq` taken.
    pub seq: u64,
    /// TLS pin, if the link had one.
    pub pin: Option<String>,
}

impl KeyLineage {
    /// A lineage that begins with this key.
    #[must_use]
    pub fn begin(key: PublicJwk, pin: Option<String>) -> Self {
        Self { first: key.thumbprint(), keys: vec![key], seq: 0, pin }
    }

    /// The key with this thumbprint, if it counts.
    #[must_use]
    pub fn find(&self, thumbprint: &str) -> Option<&PublicJwk> {
        self.keys.iter().find(|key| key.thumbprint() == thumbprint)
    }

    /// Follows a history as far as it leads: entries with a `seq` already seen are passed over, anything that
    /// does not verify ends the walk. Absence of an entry is never a withdrawal.
    #[must_use]
    pub fn follow(&self, issuer: &Origin, history: &[String]) -> Self {
        let mut lineage = self.clone();
        for entry in history {
            match lineage.step(issuer, entry) {
                Ok(Some(next)) => lineage = next,
                Ok(None) => {}
                Err(_) => break,
            }
        }
        lineage
    }

    fn step(&self, issuer: &Origin, entry: &str) -> Result<Option<Self>, JwsError> {
        let signer = jws::kid(entry)?;
        let Some(key) = self.find(&signer) else { return Ok(None) };
        let change: KeyChange = jws::open(entry, KEY_TYP, key)?;
        if change.seq <= self.seq {
            return Ok(None);
        }
        if change.iss != *issuer {
            return Err(JwsError::Claims);
        }
        let mut next = self.clone();
        next.seq = change.seq;
        match change.change {
            KeyStep::Key(new) if change.old == signer && self.find(&new.thumbprint()).is_none() => {
                new.to_sec1().ok_or(JwsError::Claims)?;
                next.keys.push(new);
            }
            KeyStep::Withdrawn if change.old != signer => {
                next.keys.retain(|known| known.thumbprint() != change.old);
            }
            _ => return Err(JwsError::Claims),
        }
        if change.next_pin.is_some() && self.pin.is_some() {
            next.pin = change.next_pin;
        }
        Ok(Some(next))
    }
}

impl KeyChange {
    /// The JWS to be signed by the key with thumbprint `signer`.
    #[must_use]
    pub fn unsigned(&self, signer: &str) -> Unsigned {
        Unsigned::with_kid(KEY_TYP, signer, self)
    }
}

#[cfg(test)]
#[path = "discovery_tests.rs"]
mod tests;
