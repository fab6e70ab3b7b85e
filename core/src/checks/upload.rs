//! Which bytes are sent next, how far that is, and how long it will take. Pure: blobs by their sizes, what the provider
//! has by its own word, time by whoever calls.

use std::collections::{BTreeSet, VecDeque};

use kauth_protocol::checks::{BlobKind, CHUNK, ImagesResponse};

use super::record::Picture;

/// A piece of a blob: one chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Of which blob.
    pub kind: BlobKind,
    /// Of which try.
    pub attempt: u8,
    /// Its number, from 0.
    pub chunk: u8,
    /// Its first byte in the blob.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// What is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Upload {
    /// What is still to be sent, in order.
    pieces: VecDeque<Piece>,
    /// Bytes in all.
    pub total: u64,
    /// Bytes that are there.
    pub done: u64,
}

impl Upload {
    /// Everything of these blobs that the provider does not have yet.
    pub(crate) fn plan<'a>(blobs: impl Iterator<Item = &'a Picture>, there: &ImagesResponse) -> Self {
        let mut upload = Self { pieces: VecDeque::new(), total: 0, done: 0 };
        for blob in blobs {
            let stored =
                there.images.iter().filter(|image| image.kind == blob.kind && image.attempt == blob.attempt);
            let stored: BTreeSet<u8> = stored.flat_map(|image| image.chunks.iter().copied()).collect();
            for piece in pieces(blob) {
                let size = (piece.end - piece.start) as u64;
                upload.total += size;
                if stored.contains(&piece.chunk) {
                    upload.done += size;
                } else {
                    upload.pieces.push_back(piece);
                }
            }
        }
        upload
    }

    /// What is sent next; none once all is there.
    pub(crate) fn next(&self) -> Option<&Piece> {
        self.pieces.front()
    }

    /// The provider has this piece.
    pub(crate) fn sent(&mut self, piece: &Piece) {
        if self.pieces.front() == Some(piece) {
            self.pieces.pop_front();
            self.done += (piece.end - piece.start) as u64;
        }
    }
}

fn pieces(blob: &Picture) -> impl Iterator<Item = Piece> + '_ {
    let length = usize::try_from(blob.bytes).unwrap_or(0);
    (0..length.div_ceil(CHUNK)).filter_map(move |number| {
        Some(Piece {
            kind: blob.kind,
            attempt: blob.attempt,
            chunk: u8::try_from(number).ok()?,
            start: number * CHUNK,
            end: ((number + 1) * CHUNK).min(length),
        })
    })
}

/// How long a chunk may take: over a slow uplink longer than any other call. Each time-out doubles it, up to eight times; it
/// stays long, so that the next chunk does not fail first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Patience {
    doublings: u32,
}

/// The most that it is doubled.
const MAX_DOUBLINGS: u32 = 3;

impl Patience {
    /// A chunk took too long.
    pub(crate) fn timed_out(&mut self) {
        self.doublings = self.doublings.saturating_add(1).min(MAX_DOUBLINGS);
    }

    /// Milliseconds for a chunk, where an ordinary call has so many.
    pub(crate) fn allowed_ms(self, call_ms: u32) -> u32 {
        call_ms.saturating_mul(1 << self.doublings)
    }
}

/// How fast it goes: the last few pieces, by bytes and milliseconds, waits for the network included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pace {
    since_ms: Option<u64>,
    sent: VecDeque<(u64, u64)>,
}

/// Pieces that the pace is made from.
const REMEMBERED: usize = 6;

impl Pace {
    /// A piece is begun at this moment on the monotonic clock.
    pub(crate) fn begun(&mut self, now_ms: u64) {
        self.since_ms.get_or_insert(now_ms);
    }

    /// It is there.
    pub(crate) fn sent(&mut self, bytes: u64, now_ms: u64) {
        let took = now_ms.saturating_sub(self.since_ms.take().unwrap_or(now_ms)).max(1);
        self.sent.push_back((bytes, took));
        if self.sent.len() > REMEMBERED {
            self.sent.pop_front();
        }
    }

    /// Milliseconds that so many bytes will take; none before anything was sent.
    pub(crate) fn left_ms(&self, bytes: u64) -> Option<u64> {
        let (sent, took) =
            self.sent.iter().fold((0, 0), |(sent, took), piece| (sent + piece.0, took + piece.1));
        (sent > 0).then(|| bytes.saturating_mul(took) / sent)
    }
}

#[cfg(test)]
#[path = "upload_tests.rs"]
mod tests;
