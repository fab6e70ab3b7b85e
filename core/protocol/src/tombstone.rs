//! A server's signed word that a link or a whole device is revoked: the only thing on which a phone deletes.

use serde::{Deserialize, Serialize};

use crate::jwk::PublicJwk;
use crate::jws::{self, JwsError, Unsigned};
use crate::origin::Origin;

/// The JWS `typ` of a tombstone.
pub const TYP: &str = "kauth-tombstone+jwt";

/// What was revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tombstone {
    /// Provider.
    pub iss: Origin,
    /// Device.
    pub device: String,
    /// Account whose link ended; absent when the device with all its links did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account: Option<String>,
    /// When, Unix seconds; shown, never judged by.
    pub iat: i64,
}

impl Tombstone {
    /// The JWS to be signed by the provider's key.
    #[must_use]
    pub fn unsigned(&self, kid: &str) -> Unsigned {
        Unsigned::with_kid(TYP, kid, self)
    }

    /// Verifies a tombstone for this device of this provider.
    ///
    /// # Errors
    /// [`JwsError`]; [`JwsError::Claims`] where it is another's.
    pub fn open(compact: &str, issuer: &Origin, device: &str, key: &PublicJwk) -> Result<Self, JwsError> {
        let tombstone: Self = jws::open(compact, TYP, key)?;
        let ours = tombstone.iss == *issuer && tombstone.device == device;
        if ours { Ok(tombstone) } else { Err(JwsError::Claims) }
    }
}
