use kauth_protocol::checks::{MAX_BLOB, MAX_CHUNKS, StoredImage};

use super::*;

fn blob(kind: BlobKind, bytes: u64) -> Picture {
    Picture {
        kind,
        attempt: 1,
        sha256: String::new(),
        bytes,
        verdicts: vec![],
        refusals: 0,
        sent_anyway: false,
        sent: false,
    }
}

fn there(kind: BlobKind, attempt: u8, chunks: &[u8]) -> ImagesResponse {
    ImagesResponse { images: vec![StoredImage { kind, attempt, chunks: chunks.to_vec() }] }
}

#[test]
fn every_byte_is_sent_once_in_order() {
    let blobs = [blob(BlobKind::Front, CHUNK as u64 * 2 + 5), blob(BlobKind::Facts, 7)];
    let mut upload = Upload::plan(blobs.iter(), &ImagesResponse::default());
    let mut seen = Vec::new();
    while let Some(piece) = upload.next().cloned() {
        seen.push((piece.kind, piece.chunk, piece.start, piece.end));
        upload.sent(&piece);
    }
    let expected = [
        (BlobKind::Front, 0, 0, CHUNK),
        (BlobKind::Front, 1, CHUNK, 2 * CHUNK),
        (BlobKind::Front, 2, 2 * CHUNK, 2 * CHUNK + 5),
        (BlobKind::Facts, 0, 0, 7),
    ];
    assert_eq!(seen, expected);
    assert_eq!((upload.done, upload.total), (CHUNK as u64 * 2 + 12, CHUNK as u64 * 2 + 12));
}

#[test]
fn what_is_there_is_not_sent_again() {
    let blobs = [blob(BlobKind::Front, CHUNK as u64 * 3)];
    let upload = Upload::plan(blobs.iter(), &there(BlobKind::Front, 1, &[0, 2]));
    assert_eq!(upload.done, CHUNK as u64 * 2);
    assert_eq!(upload.next().map(|piece| piece.chunk), Some(1));
    assert_eq!(upload.pieces.len(), 1);
    let other = Upload::plan(blobs.iter(), &there(BlobKind::Front, 2, &[0, 1, 2]));
    assert_eq!(other.pieces.len(), 3, "another attempt's");
    let other = Upload::plan(blobs.iter(), &there(BlobKind::Back, 1, &[0, 1, 2]));
    assert_eq!(other.pieces.len(), 3, "another kind's");
}

#[test]
fn the_largest_blob_fits_into_the_chunks_that_there_may_be() {
    let blobs = [blob(BlobKind::Selfie, MAX_BLOB as u64)];
    let upload = Upload::plan(blobs.iter(), &ImagesResponse::default());
    assert_eq!(upload.pieces.len(), usize::from(MAX_CHUNKS));
    assert_eq!(upload.pieces.back().map(|piece| piece.chunk), Some(MAX_CHUNKS - 1));
}

#[test]
fn a_late_reply_for_another_piece_counts_for_nothing() {
    let blobs = [blob(BlobKind::Front, CHUNK as u64 * 2)];
    let mut upload = Upload::plan(blobs.iter(), &ImagesResponse::default());
    let first = upload.next().cloned().unwrap();
    upload.sent(&first);
    upload.sent(&first);
    assert_eq!(upload.done, CHUNK as u64);
    assert_eq!(upload.next().map(|piece| piece.chunk), Some(1));
}

#[test]
fn a_chunk_gets_more_time_after_each_time_out_up_to_eight_times() {
    let mut patience = Patience::default();
    let mut allowed = vec![patience.allowed_ms(20_000)];
    for _ in 0..5 {
        patience.timed_out();
        allowed.push(patience.allowed_ms(20_000));
    }
    assert_eq!(allowed, [20_000, 40_000, 80_000, 160_000, 160_000, 160_000]);
}

#[test]
fn the_time_left_follows_the_last_pieces_waits_included() {
    let mut pace = Pace::default();
    assert_eq!(pace.left_ms(1000), None);
    pace.begun(0);
    pace.begun(50); // tried again: the first begin counts
    pace.sent(1000, 100);
    assert_eq!(pace.left_ms(5000), Some(500));
    for n in 0..REMEMBERED as u64 {
        pace.begun(1000 + n * 1000);
        pace.sent(1000, 2000 + n * 1000);
    }
    assert_eq!(pace.left_ms(5000), Some(5000), "the fast one is forgotten");
}
