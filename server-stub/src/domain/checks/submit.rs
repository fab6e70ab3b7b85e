//! The dossier is sent: a signed manifest of what is there, and the data key for each reviewer.
//!
//! Who may: the key that claimed, and only its signature counts. What if twice: a manifest that was taken is taken
//! again, without an effect. What if killed here: all of it stands or nothing, and the phone's bytes are the same again.
//! What is stored of the data key is locked under K_s, so a copy of the database tells a reviewer nothing either.

use std::collections::BTreeMap;

use kauth_protocol::b64;
use kauth_protocol::checks::{BlobEntry, CHUNK, Envelope, Manifest, SubmitRequest};
use kauth_protocol::jwk::PublicJwk;
use ring::digest::{Context, SHA256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::step::{Event, Refused};
use super::uploads::newest_manifest;
use super::{CheckRefused, apply, end_of, key_of, of_key, rows};
use crate::blobs::{Blobs, CheckKey};
use crate::crash_point;
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::checks::dossiers::{self, Chunk};
use crate::store::{StoreError, Tx};

/// Bytes of an encapsulated key, and of a sealed data key.
const ENC: usize = 65;
const SEALED: usize = 48;

/// Where a reviewer's envelope is locked for.
pub(super) fn envelope_place(check: &str, reviewer: &str) -> String {
    format!("check_envelope.locked:{check}:{reviewer}")
}

/// Takes a dossier.
///
/// # Errors
/// [`CheckRefused`].
pub async fn submit(
    state: &AppState,
    check: &str,
    thumbprint: &str,
    request: SubmitRequest,
) -> Result<(), CheckRefused> {
    let sha256 = Manifest::hash(&request.manifest);
    let found = {
        let (inner, id, key, hash) = (state.clone(), check.to_owned(), thumbprint.to_owned(), sha256.clone());
        state.store.read(move |tx| look(tx, &inner, &id, &key, &hash)).await?
    };
    let Some(found) = found else { return Ok(()) };
    let manifest = Manifest::open(&request.manifest, &state.origin, check, &found.key)
        .map_err(|_| Refused::Malformed)?;
    if !is_for(&request.envelopes, &found.reviewers) {
        return Err(Refused::Malformed.into());
    }
    let manifest = all_there(state, manifest, found.chunks).await?;
    let (inner, id, key) = (state.clone(), check.to_owned(), thumbprint.to_owned());
    let told = state
        .store
        .write(move |tx| {
            let told = take(tx, &inner, &id, &key, &request, &manifest, &sha256)?;
            crash_point("checks.submit.before_commit");
            Ok::<_, CheckRefused>(told)
        })
        .await?;
    crash_point("checks.submit.after_commit");
    Ok(told?)
}

struct Found {
    key: PublicJwk,
    reviewers: Vec<String>,
    chunks: Vec<Chunk>,
}

/// What a manifest is judged by; `None` if this one was taken before.
fn look(
    tx: &Tx<'_>,
    state: &AppState,
    check: &str,
    thumbprint: &str,
    sha256: &str,
) -> Result<Option<Found>, CheckRefused> {
    let session = of_key(tx, check, thumbprint)?.at(state.now());
    if let Some(refused) = end_of(&session) {
        return Err(refused.into());
    }
    if dossiers::manifests(tx, check)?.iter().any(|(hash, _)| hash == sha256) {
        return Ok(None);
    }
    let reviewers = rows::reviewers::of_session(tx, check)?;
    Ok(Some(Found {
        key: session.key.ok_or(CheckRefused::Unknown)?,
        reviewers: reviewers.iter().map(|reviewer| reviewer.key.thumbprint()).collect(),
        chunks: dossiers::chunks(tx, check)?,
    }))
}

/// Whether there is one well-formed envelope for each of these reviewers, in the order of their thumbprints.
fn is_for(envelopes: &[Envelope], reviewers: &[String]) -> bool {
    let mut wanted = reviewers.to_vec();
    wanted.sort_unstable();
    let formed = |envelope: &Envelope| {
        b64::decode_exact::<ENC>(&envelope.enc).is_some_and(|point| point.first() == Some(&4))
            && b64::decode_exact::<SEALED>(&envelope.sealed).is_some()
    };
    envelopes.len() == wanted.len()
        && envelopes.iter().zip(&wanted).all(|(envelope, reviewer)| envelope.reviewer == *reviewer)
        && envelopes.iter().all(formed)
}

/// Gives the manifest back if each of its blobs is there, whole and unchanged.
async fn all_there(
    state: &AppState,
    manifest: Manifest,
    chunks: Vec<Chunk>,
) -> Result<Manifest, CheckRefused> {
    let mut blobs: BTreeMap<(kauth_protocol::checks::BlobKind, u8), Vec<Chunk>> = BTreeMap::new();
    for chunk in chunks {
        blobs.entry((chunk.kind, chunk.attempt)).or_default().push(chunk);
    }
    let files = state.blobs.clone();
    let reading = tokio::task::spawn_blocking(move || {
        for blob in &manifest.blobs {
            let chunks = blobs.get(&(blob.kind, blob.attempt)).map(Vec::as_slice).unwrap_or_default();
            if !is_whole(&files, blob, chunks)? {
                return Ok(None);
            }
        }
        Ok::<_, StoreError>(Some(manifest))
    });
    let whole = reading.await.map_err(|_| Failure::Computation("reading chunks"))??;
    whole.ok_or(CheckRefused::Refused(Refused::Conflict))
}

fn is_whole(files: &Blobs, blob: &BlobEntry, chunks: &[Chunk]) -> Result<bool, StoreError> {
    let numbered = chunks.iter().enumerate().all(|(index, chunk)| usize::from(chunk.n) == index);
    let full = chunks.iter().rev().skip(1).all(|chunk| chunk.bytes as usize == CHUNK);
    let bytes: u64 = chunks.iter().map(|chunk| u64::from(chunk.bytes)).sum();
    if !numbered || !full || bytes != blob.bytes {
        return Ok(false);
    }
    let mut hash = Context::new(&SHA256);
    for chunk in chunks {
        hash.update(&files.get(&chunk.file)?);
    }
    Ok(b64::encode(hash.finish().as_ref()) == blob.sha256)
}

fn take(
    tx: &Tx<'_>,
    state: &AppState,
    check: &str,
    thumbprint: &str,
    request: &SubmitRequest,
    manifest: &Manifest,
    sha256: &str,
) -> Result<Result<(), Refused>, CheckRefused> {
    let session = of_key(tx, check, thumbprint)?;
    let before = newest_manifest(tx, &session)?;
    let known = session.manifest.as_deref() == Some(sha256);
    let (_, told) =
        apply(tx, session, Event::Submit { manifest, sha256, before: before.as_ref() }, state.now())?;
    if known || told.is_err() {
        return Ok(told);
    }
    let key = key_of(state, check)?;
    if before.is_none() {
        for envelope in &request.envelopes {
            let place = envelope_place(check, &envelope.reviewer);
            let locked = key.lock(&*state.random, &place, &Zeroizing::new(plain(envelope)))?;
            dossiers::put_envelope(tx, check, &envelope.reviewer, &locked)?;
        }
    } else if !are_the_same(tx, &key, check, &request.envelopes)? {
        return Err(Refused::Conflict.into());
    }
    dossiers::add_manifest(tx, check, sha256, &request.manifest)?;
    Ok(Ok(()))
}

fn plain(envelope: &Envelope) -> Vec<u8> {
    [b64::decode(&envelope.enc).unwrap_or_default(), b64::decode(&envelope.sealed).unwrap_or_default()]
        .concat()
}

/// A retake sends the same envelopes again: there is one data key a session.
fn are_the_same(tx: &Tx<'_>, key: &CheckKey, check: &str, envelopes: &[Envelope]) -> Result<bool, Failure> {
    let stored: BTreeMap<String, Vec<u8>> = dossiers::envelopes(tx, check)?.into_iter().collect();
    for envelope in envelopes {
        let Some(locked) = stored.get(&envelope.reviewer) else { return Ok(false) };
        let kept = key.unlock(&envelope_place(check, &envelope.reviewer), locked)?;
        if !bool::from(kept.ct_eq(&plain(envelope))) {
            return Ok(false);
        }
    }
    Ok(stored.len() == envelopes.len())
}

/// An envelope without the layer of K_s.
pub(super) fn unlock_envelope(
    key: &CheckKey,
    check: &str,
    reviewer: &str,
    locked: &[u8],
) -> Result<Envelope, Failure> {
    let plain = key.unlock(&envelope_place(check, reviewer), locked)?;
    let (enc, sealed) =
        plain.split_at_checked(ENC).ok_or(Failure::Store(StoreError::Unreadable("check_envelope.locked")))?;
    Ok(Envelope { reviewer: reviewer.to_owned(), enc: b64::encode(enc), sealed: b64::encode(sealed) })
}
