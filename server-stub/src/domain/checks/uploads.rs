//! Encrypted pictures come in chunks, in any order and as often as the network wants.
//!
//! Who may: the key that claimed, while the session takes pictures. How much: 4 MiB a blob, 32 MiB a session, a cap over
//! all. What if twice: the same bytes are there already; other bytes for the same chunk are a conflict. What if killed
//! here: a chunk counts once its row is committed, and its file is on the disk before that; a file without a row is
//! swept at the next start. An upload runs to its end even if its phone went away.

use kauth_protocol::checks::{
    BlobKind, CHUNK, ImagesResponse, MAX_ATTEMPT, MAX_CHUNKS, MAX_SESSION, Manifest, StoredImage,
};
use ring::digest::{SHA256, digest};

use super::opening::running;
use super::step::{Event, Refused, step};
use super::{CheckRefused, Session, end_of, of_key};
use crate::crash_point;
use crate::domain::failure::Failure;
use crate::state::AppState;
use crate::store::checks::dossiers::{self, Chunk};
use crate::store::{StoreError, Tx};

/// A chunk as it came.
#[derive(Debug, Clone)]
pub struct PutChunk {
    /// Of what.
    pub kind: BlobKind,
    /// Which try, from 1.
    pub attempt: u8,
    /// Which piece, from 0.
    pub n: u8,
    /// SHA-256 that came with it.
    pub sha256: [u8; 32],
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Keeps a chunk.
///
/// # Errors
/// [`CheckRefused`].
pub async fn put_chunk(
    state: &AppState,
    check: &str,
    thumbprint: &str,
    put: PutChunk,
) -> Result<(), CheckRefused> {
    if put.attempt == 0 || put.bytes.is_empty() {
        return Err(Refused::Malformed.into());
    }
    if put.attempt > MAX_ATTEMPT || put.n >= MAX_CHUNKS || put.bytes.len() > CHUNK {
        return Err(CheckRefused::TooLarge);
    }
    if digest(&SHA256, &put.bytes).as_ref() != put.sha256 {
        return Err(CheckRefused::Digest);
    }
    let (state, check, thumbprint) = (state.clone(), check.to_owned(), thumbprint.to_owned());
    let keeping = tokio::spawn(async move { keep(&state, check, thumbprint, put).await });
    keeping.await.map_err(|_| Failure::Computation("an upload broke off"))?
}

async fn keep(
    state: &AppState,
    check: String,
    thumbprint: String,
    put: PutChunk,
) -> Result<(), CheckRefused> {
    let most = state.config.checks.most_bytes;
    let chunk = Chunk {
        kind: put.kind,
        attempt: put.attempt,
        n: put.n,
        bytes: u32::try_from(put.bytes.len()).unwrap_or(u32::MAX),
        sha256: put.sha256.to_vec(),
        file: String::new(),
    };
    // Looked at before the file is written, so that what is refused costs no disk; and again with the row.
    let is_new = {
        let (inner, check, thumbprint, chunk) =
            (state.clone(), check.clone(), thumbprint.clone(), chunk.clone());
        let look = move |tx: &Tx<'_>| {
            let session = of_key(tx, &check, &thumbprint)?;
            Ok::<_, CheckRefused>(admit(tx, session, &chunk, most, inner.now())?.is_some())
        };
        state.store.read(look).await?
    };
    if !is_new {
        return Ok(());
    }
    let (blobs, random) = (state.blobs.clone(), std::sync::Arc::clone(&state.random));
    let write = move || blobs.put(&*random, &put.bytes);
    let file =
        tokio::task::spawn_blocking(write).await.map_err(|_| Failure::Computation("writing a chunk"))??;
    crash_point("checks.chunk.file_written");
    let (inner, name) = (state.clone(), file.clone());
    let kept = state
        .store
        .write(move |tx| {
            let now = inner.now();
            let session = of_key(tx, &check, &thumbprint)?;
            let Some(mut session) = admit(tx, session, &chunk, most, now)? else { return Ok(false) };
            dossiers::insert(tx, &check, &Chunk { file: name, ..chunk })?;
            if !session.sent {
                // Another one of the account was first: this one is about nobody, as one begun after that would be.
                if let Some(account) = &session.account
                    && running(tx, account, now)?.is_some()
                {
                    session.account = None;
                }
                session.sent = true;
                super::save(tx, &mut session, now)?;
            }
            crash_point("checks.chunk.before_commit");
            Ok::<_, CheckRefused>(true)
        })
        .await;
    crash_point("checks.chunk.after_commit");
    // Only what the row's transaction surely refused: a file too many is swept at the next start.
    if !matches!(kept, Ok(true) | Err(CheckRefused::Failure(_))) {
        state.blobs.remove([file.as_str()])?;
    }
    kept.map(|_| ())
}

/// Whether this chunk may be added now: the session as it was, or `None` if the very same is there already.
fn admit(
    tx: &Tx<'_>,
    session: Session,
    chunk: &Chunk,
    most: u64,
    now: i64,
) -> Result<Option<Session>, CheckRefused> {
    let before = newest_manifest(tx, &session)?;
    let event = Event::Upload {
        kind: chunk.kind,
        attempt: chunk.attempt,
        before: before.and_then(|manifest| manifest.find(chunk.kind).map(|blob| blob.attempt)),
    };
    step(session.clone(), event, now).1?;
    match dossiers::find(tx, &session.id, chunk.kind, chunk.attempt, chunk.n)? {
        Some(stored) if stored.sha256 == chunk.sha256 => return Ok(None),
        Some(_) => return Err(Refused::Conflict.into()),
        None => {}
    }
    if dossiers::bytes_of(tx, &session.id)?.saturating_add(u64::from(chunk.bytes)) > MAX_SESSION as u64 {
        return Err(CheckRefused::TooLarge);
    }
    if dossiers::bytes_of_all(tx)?.saturating_add(u64::from(chunk.bytes)) > most {
        return Err(CheckRefused::Full);
    }
    Ok(Some(session))
}

/// The newest manifest that was taken; it was verified then.
pub(super) fn newest_manifest(tx: &Tx<'_>, session: &Session) -> Result<Option<Manifest>, StoreError> {
    let Some((_, compact)) = dossiers::manifests(tx, &session.id)?.pop() else { return Ok(None) };
    let claims = compact.split('.').nth(1).and_then(kauth_protocol::b64::decode);
    let manifest = claims.and_then(|json| serde_json::from_slice(&json).ok());
    manifest.map(Some).ok_or(StoreError::Unreadable("check_manifest.jws"))
}

/// Which chunks are there.
///
/// # Errors
/// [`CheckRefused`].
pub async fn images(state: &AppState, check: &str, thumbprint: &str) -> Result<ImagesResponse, CheckRefused> {
    let (inner, check, thumbprint) = (state.clone(), check.to_owned(), thumbprint.to_owned());
    state
        .store
        .read(move |tx| {
            let session = of_key(tx, &check, &thumbprint)?.at(inner.now());
            if let Some(refused) = end_of(&session) {
                return Err(refused.into());
            }
            let mut images: Vec<StoredImage> = Vec::new();
            for chunk in dossiers::chunks(tx, &check)? {
                match images.last_mut() {
                    Some(last) if last.kind == chunk.kind && last.attempt == chunk.attempt => {
                        last.chunks.push(chunk.n);
                    }
                    _ => images.push(StoredImage {
                        kind: chunk.kind,
                        attempt: chunk.attempt,
                        chunks: vec![chunk.n],
                    }),
                }
            }
            Ok(ImagesResponse { images })
        })
        .await
}
