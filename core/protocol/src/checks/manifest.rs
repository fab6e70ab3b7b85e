//! What a phone says that it sent. Reviewers check each picture against it before they show anything, so a server can
//! neither swap, drop nor repeat one.

use serde::{Deserialize, Serialize};

use super::{BlobKind, DocumentKind, MAX_ATTEMPT, MAX_BLOB};
use crate::jwk::{PublicJwk, sha256};
use crate::jws::{self, JwsError, Unsigned};
use crate::origin::Origin;
use crate::{VERSION, b64};

/// The JWS `typ` of a manifest.
pub const MANIFEST_TYP: &str = "kcheck-manifest+jwt";

/// Most verdict names a picture.
const MAX_VERDICTS: usize = 16;

/// What a phone signs when it sends, and again with each retake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Protocol version, 1.
    pub v: u32,
    /// Provider.
    pub aud: Origin,
    /// Session id.
    pub check: String,
    /// SHA-256 of the compact description that the person agreed to, base64url.
    pub description_sha256: String,
    /// What was photographed.
    pub document: DocumentKind,
    /// All blobs that count now, one a kind.
    pub blobs: Vec<BlobEntry>,
    /// SHA-256 of the manifest before this one, base64url; absent in the first.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub previous: Option<String>,
}

/// One blob.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlobEntry {
    /// What it is.
    pub kind: BlobKind,
    /// Which try, from 1.
    pub attempt: u8,
    /// SHA-256 of the encrypted bytes, base64url.
    pub sha256: String,
    /// Number of encrypted bytes.
    pub bytes: u64,
    /// What the phone found wrong with the picture, by its stable names (`blurred`, `glare`, …). Empty is fine.
    pub verdicts: Vec<String>,
    /// Whether the person sent it although the phone advised against it.
    pub sent_anyway: bool,
}

impl Manifest {
    /// The JWS to be signed by the session key.
    #[must_use]
    pub fn unsigned(&self, session_key: &str) -> Unsigned {
        Unsigned::with_kid(MANIFEST_TYP, session_key, self)
    }

    /// Verifies a manifest under the session key: complete for its document, each kind once, within the limits.
    ///
    /// # Errors
    /// [`JwsError`].
    pub fn open(
        compact: &str,
        issuer: &Origin,
        check: &str,
        session_key: &PublicJwk,
    ) -> Result<Self, JwsError> {
        let manifest: Self = jws::open(compact, MANIFEST_TYP, session_key)?;
        let addressed = manifest.v == VERSION && manifest.aud == *issuer && manifest.check == check;
        let hash = |text: &str| b64::decode_exact::<32>(text).is_some();
        let hashes = hash(&manifest.description_sha256) && manifest.previous.as_deref().is_none_or(hash);
        if addressed && hashes && manifest.is_complete() && manifest.blobs.iter().all(BlobEntry::is_sound) {
            Ok(manifest)
        } else {
            Err(JwsError::Claims)
        }
    }

    /// The blob of that kind.
    #[must_use]
    pub fn find(&self, kind: BlobKind) -> Option<&BlobEntry> {
        self.blobs.iter().find(|blob| blob.kind == kind)
    }

    /// How the manifest after this one names it.
    #[must_use]
    pub fn hash(compact: &str) -> String {
        sha256(compact.as_bytes())
    }

    fn is_complete(&self) -> bool {
        let wanted = self.document.pictures();
        let once =
            BlobKind::ALL.iter().all(|kind| self.blobs.iter().filter(|blob| blob.kind == *kind).count() <= 1);
        let pictures = self.blobs.iter().filter(|blob| blob.kind.is_picture()).count();
        once && pictures == wanted.len()
            && wanted.iter().all(|kind| self.find(*kind).is_some())
            && self.find(BlobKind::Facts).is_some()
    }
}

impl BlobEntry {
    fn is_sound(&self) -> bool {
        let name = |verdict: &String| {
            (1..=32).contains(&verdict.len())
                && verdict.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        (1..=MAX_ATTEMPT).contains(&self.attempt)
            && (1..=MAX_BLOB as u64).contains(&self.bytes)
            && b64::decode_exact::<32>(&self.sha256).is_some()
            && self.verdicts.len() <= MAX_VERDICTS
            && self.verdicts.iter().all(name)
    }
}
