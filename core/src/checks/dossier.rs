//! What is sent: pictures and facts encrypted as they come, the data key sealed to each reviewer, and the manifest
//! that binds them together.

use kauth_protocol::checks::blob::{self, DATA_KEY, DoesNotOpen, Place, SALT};
use kauth_protocol::checks::{BlobEntry, BlobKind, Envelope, Facts, MAX_ATTEMPT, Manifest, envelope};
use kauth_protocol::jwk::sha256;
use zeroize::Zeroizing;

use super::record::{Check, CheckSecrets, Picture};
use crate::platform::{Random, RandomError};
use crate::secret::Secret;

/// It could not be encrypted, or does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failed;

impl From<DoesNotOpen> for Failed {
    fn from(_: DoesNotOpen) -> Self {
        Self
    }
}

impl From<RandomError> for Failed {
    fn from(_: RandomError) -> Self {
        Self
    }
}

/// A blob that was just encrypted.
pub(crate) struct Sealed {
    /// What is sent and kept.
    pub bytes: Vec<u8>,
    /// Its SHA-256, base64url.
    pub sha256: String,
}

fn key(secrets: &CheckSecrets) -> Result<Zeroizing<[u8; DATA_KEY]>, Failed> {
    secrets.data_key.0.expose().try_into().map(Zeroizing::new).map_err(|_| Failed)
}

/// A new data key.
pub(crate) fn new_secrets(random: &dyn Random) -> Result<CheckSecrets, Failed> {
    let mut bytes = Zeroizing::new([0; DATA_KEY]);
    random.fill(&mut *bytes)?;
    let data_key = crate::secret::Stored(Secret::new(bytes.to_vec()));
    Ok(CheckSecrets { data_key, location: None, mrz: None, number: String::new(), wanted_number: None })
}

/// The data key for each reviewer, in the order of their thumbprints.
pub(crate) fn envelopes(
    check: &Check,
    secrets: &CheckSecrets,
    random: &dyn Random,
) -> Result<Vec<Envelope>, Failed> {
    let (key, session_key) = (key(secrets)?, check.session_key.jwk.thumbprint());
    let mut envelopes = Vec::new();
    for reviewer in &check.reviewers.keys {
        let mut seed = [0; 32];
        random.fill(&mut seed)?;
        envelopes.push(envelope::seal(&key, &check.id, &session_key, reviewer, seed)?);
    }
    envelopes.sort_by(|a, b| a.reviewer.cmp(&b.reviewer));
    Ok(envelopes)
}

/// Encrypts one blob under a new salt.
pub(crate) fn seal(
    check: &str,
    secrets: &CheckSecrets,
    kind: BlobKind,
    attempt: u8,
    plain: &[u8],
    random: &dyn Random,
) -> Result<Sealed, Failed> {
    let mut salt = [0; SALT];
    random.fill(&mut salt)?;
    let bytes = blob::seal(&*key(secrets)?, &salt, Place { check, kind, attempt }, plain)?;
    Ok(Sealed { sha256: sha256(&bytes), bytes })
}

/// Decrypts a picture, to be looked at once more.
pub(crate) fn open(
    check: &str,
    secrets: &CheckSecrets,
    picture: &Picture,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Failed> {
    if sha256(sealed) != picture.sha256 {
        return Err(Failed);
    }
    let place = Place { check, kind: picture.kind, attempt: picture.attempt };
    Ok(blob::open(&*key(secrets)?, place, sealed)?)
}

/// Location and what was read, as the blob that is sent with the pictures. The one that was sent stays where no further try
/// is taken; then there is nothing to send.
pub(crate) fn seal_facts(
    check: &Check,
    secrets: &CheckSecrets,
    random: &dyn Random,
) -> Result<(Picture, Option<Sealed>), Failed> {
    let attempt = check.attempt(BlobKind::Facts);
    if let Some(sent) = check.picture(BlobKind::Facts).filter(|_| attempt > MAX_ATTEMPT) {
        return Ok((sent.clone(), None));
    }
    let given = check.progress.location == Some(true);
    let facts = Facts { location: secrets.location.filter(|_| given), mrz: secrets.mrz.clone() };
    let json = Zeroizing::new(serde_json::to_vec(&facts).map_err(|_| Failed)?);
    let sealed = seal(&check.id, secrets, BlobKind::Facts, attempt, &json, random)?;
    let entry = Picture {
        kind: BlobKind::Facts,
        attempt,
        sha256: sealed.sha256.clone(),
        bytes: sealed.bytes.len() as u64,
        verdicts: vec![],
        refusals: 0,
        sent_anyway: false,
        sent: false,
    };
    Ok((entry, Some(sealed)))
}

/// What the session key signs when the person sends.
pub(crate) fn manifest(check: &Check, facts: &Picture) -> Option<Manifest> {
    let document = check.progress.document?;
    let mut blobs = Vec::new();
    for kind in document.pictures() {
        blobs.push(entry(check.picture(*kind)?));
    }
    blobs.push(entry(facts));
    Some(Manifest {
        v: kauth_protocol::VERSION,
        aud: check.origin.clone(),
        check: check.id.clone(),
        description_sha256: description_hash(check),
        document,
        blobs,
        previous: check.progress.taken.clone(),
    })
}

/// How the description is named in consent and manifest.
pub(crate) fn description_hash(check: &Check) -> String {
    sha256(check.description.as_bytes())
}

fn entry(picture: &Picture) -> BlobEntry {
    BlobEntry {
        kind: picture.kind,
        attempt: picture.attempt,
        sha256: picture.sha256.clone(),
        bytes: picture.bytes,
        verdicts: picture.verdicts.clone(),
        sent_anyway: picture.sent_anyway,
    }
}

/// RFC 9530: `Content-Digest` of a chunk.
pub(crate) fn content_digest(bytes: &[u8]) -> String {
    let hash = ring::digest::digest(&ring::digest::SHA256, bytes);
    format!("sha-256=:{}:", data_encoding::BASE64.encode(hash.as_ref()))
}

#[cfg(test)]
#[path = "dossier_tests.rs"]
mod tests;
