//! What is submitted: signature, completeness, envelopes, retakes, and the same again.

use kauth_protocol::b64;
use kauth_protocol::checks::{
    BlobEntry, BlobKind, DocumentKind, Envelope, Manifest, Retake, RetakeReason, State,
};
use kauth_protocol::jwk::sha256;

use super::{CheckPhone, Desk, entry};
use crate::domain::checks::{self, Decision};

async fn refused(desk: &Desk, phone: &CheckPhone, manifest: &Manifest, code: (u16, &str)) {
    let signed = phone.sign(manifest);
    let reply = phone.submit(desk, &signed, phone.envelopes()).await;
    assert_eq!(reply.problem(), code, "{manifest:?}");
    assert_eq!(phone.status(desk).await.state, State::Open);
}

#[tokio::test]
async fn swapped_cut_missing_and_foreign_blobs_are_not_what_was_signed() {
    let desk = Desk::new().await;
    let phone = desk.ready().await;
    let blobs = phone.upload_all(&desk).await;
    let changed = |at: usize, change: fn(&mut BlobEntry)| {
        let mut blobs = blobs.clone();
        change(&mut blobs[at]);
        phone.manifest(&desk, blobs, None)
    };
    let conflict = (409, "conflict");
    refused(&desk, &phone, &changed(0, |blob| blob.sha256 = sha256(b"another")), conflict).await;
    refused(&desk, &phone, &changed(0, |blob| blob.bytes -= 1), conflict).await;
    refused(&desk, &phone, &changed(0, |blob| blob.attempt = 2), conflict).await;
    let mut swapped = blobs.clone();
    let hash = swapped[1].sha256.clone();
    swapped[1].sha256 = swapped[2].sha256.clone();
    swapped[2].sha256 = hash;
    refused(&desk, &phone, &phone.manifest(&desk, swapped, None), conflict).await;
    // Only the first chunk of two: whole by itself, and yet cut.
    let sealed = phone.sealed(BlobKind::Front, 2, true);
    let (half, _) = sealed.split_at(kauth_protocol::checks::CHUNK);
    assert_eq!(phone.put(&desk, (BlobKind::Front, 2, 0), half).await.status, 204);
    let mut cut = blobs.clone();
    cut[0] = entry(BlobKind::Front, 2, &sealed);
    refused(&desk, &phone, &phone.manifest(&desk, cut, None), conflict).await;

    let malformed = (400, "bad_request");
    refused(&desk, &phone, &phone.manifest(&desk, blobs[..3].to_vec(), None), malformed).await;
    let other = |change: fn(&mut Manifest)| {
        let mut manifest = phone.manifest(&desk, blobs.clone(), None);
        change(&mut manifest);
        manifest
    };
    refused(&desk, &phone, &other(|it| it.check = b64::encode(&[1; 16])), malformed).await;
    refused(&desk, &phone, &other(|it| it.description_sha256 = sha256(b"another")), malformed).await;
    refused(&desk, &phone, &other(|it| it.document = DocumentKind::Passport), malformed).await;
    refused(&desk, &phone, &other(|it| it.previous = Some(sha256(b"before"))), conflict).await;
    let manifest = phone.manifest(&desk, blobs, None);
    let forged = CheckPhone::new().key.sign(manifest.unsigned(&phone.key.public().thumbprint()));
    assert_eq!(phone.submit(&desk, &forged, phone.envelopes()).await.problem(), malformed);
    assert_eq!(phone.submit(&desk, &phone.sign(&manifest), phone.envelopes()).await.status, 204);
}

#[tokio::test]
async fn a_file_that_was_changed_or_lost_on_the_disk_is_noticed() {
    let desk = Desk::new().await;
    let phone = desk.ready().await;
    let blobs = phone.upload_all(&desk).await;
    let folder = desk.world.state.config.blobs_dir();
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[5] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    refused(&desk, &phone, &phone.manifest(&desk, blobs, None), (409, "conflict")).await;
}

#[tokio::test]
async fn envelopes_are_for_exactly_those_who_were_named() {
    let desk = Desk::new().await;
    // A second reviewer, so that there is an order.
    let second = CheckPhone::new().key.public();
    checks::add_reviewer(&desk.world.state, &desk.staff, "Carla", second).await.unwrap();
    let phone = desk.ready().await;
    let manifest = phone.sign(&phone.manifest(&desk, phone.upload_all(&desk).await, None));
    let good = phone.envelopes();
    assert_eq!(good.len(), 2);
    let stranger = CheckPhone::new().key.public().thumbprint();
    let with = |change: fn(&mut Vec<Envelope>)| {
        let mut envelopes = good.clone();
        change(&mut envelopes);
        envelopes
    };
    let mut foreign = good.clone();
    foreign[0].reviewer = stranger.clone();
    let mut added = good.clone();
    added.push(Envelope { reviewer: stranger, ..good[0].clone() });
    for wrong in [
        Vec::new(),
        foreign,
        added,
        with(|it| it.truncate(1)),
        with(|it| it.reverse()),
        with(|it| it[1] = it[0].clone()),
        with(|it| it[0].enc = b64::encode(&[2; 65])),
        with(|it| it[0].enc = b64::encode(&[4; 64])),
        with(|it| it[0].sealed = b64::encode(&[4; 47])),
        with(|it| it[0].sealed = "*".to_owned()),
    ] {
        let reply = phone.submit(&desk, &manifest, wrong).await;
        assert_eq!(reply.problem(), (400, "bad_request"));
    }
    assert_eq!(phone.status(&desk).await.state, State::Open);
    assert_eq!(phone.submit(&desk, &manifest, good).await.status, 204);
}

#[tokio::test]
async fn a_retake_is_of_what_was_asked_for_and_follows_the_manifest_before() {
    let desk = Desk::new().await;
    let (phone, first) = desk.submitted().await;
    let hash = desk.dossier(&phone).await.manifest_sha256;
    assert_eq!(hash, Manifest::hash(&first));
    let asked = Retake { kind: BlobKind::Back, reason: RetakeReason::Glare };
    let decision = Decision::Retake(vec![asked]);
    let note = Some("the back shines".to_owned());
    checks::decide(&desk.world.state, &desk.staff, &phone.check, &hash, decision, note).await.unwrap();
    let status = phone.status(&desk).await;
    assert_eq!((status.state, status.retake.as_slice()), (State::RetakeAsked, &[asked][..]));

    let conflict = (409, "conflict");
    // Neither what was not asked for, nor one more chunk at the end of what was sent.
    for place in
        [(BlobKind::Front, 2, 0), (BlobKind::Back, 1, 0), (BlobKind::Back, 1, 1), (BlobKind::Facts, 1, 1)]
    {
        assert_eq!(phone.put(&desk, place, b"x").await.problem(), conflict, "{place:?}");
    }
    let back = phone.upload(&desk, BlobKind::Back, 2).await;
    let mut blobs: Vec<BlobEntry> = Vec::new();
    for kind in [BlobKind::Front, BlobKind::Back, BlobKind::Selfie, BlobKind::Facts] {
        blobs.push(entry(kind, 1, &phone.sealed(kind, 1, kind == BlobKind::Front)));
    }
    let unchanged = phone.sign(&phone.manifest(&desk, blobs.clone(), Some(&first)));
    assert_eq!(phone.submit(&desk, &unchanged, phone.envelopes()).await.problem(), conflict);
    blobs[1] = back;
    let unchained = phone.sign(&phone.manifest(&desk, blobs.clone(), None));
    assert_eq!(phone.submit(&desk, &unchained, phone.envelopes()).await.problem(), conflict);
    let second = phone.sign(&phone.manifest(&desk, blobs, Some(&first)));
    let mut other_key = phone.envelopes();
    other_key[0].sealed = b64::encode(&[1; 48]);
    assert_eq!(phone.submit(&desk, &second, other_key).await.problem(), conflict);
    assert_eq!(phone.submit(&desk, &first, phone.envelopes()).await.status, 204, "a replay has no effect");
    assert_eq!(phone.status(&desk).await.state, State::RetakeAsked);
    for _ in 0..2 {
        assert_eq!(phone.submit(&desk, &second, phone.envelopes()).await.status, 204);
    }
    let status = phone.status(&desk).await;
    assert_eq!((status.state, status.retake), (State::Submitted, Vec::new()));
    assert_eq!(status.manifest_sha256, Some(Manifest::hash(&second)));
    let dossier = desk.dossier(&phone).await;
    assert_eq!(dossier.manifests, [first, second]);
    assert_eq!(dossier.notes[0].text.as_deref(), Some("the back shines"));
}

#[tokio::test]
async fn the_same_manifest_again_is_harmless_and_another_is_a_conflict() {
    let desk = Desk::new().await;
    let (phone, manifest) = desk.submitted().await;
    assert_eq!(phone.submit(&desk, &manifest, phone.envelopes()).await.status, 204);
    let blobs = [BlobKind::Front, BlobKind::Back, BlobKind::Selfie, BlobKind::Facts]
        .map(|kind| entry(kind, 1, &phone.sealed(kind, 1, kind == BlobKind::Front)));
    let signed_again = phone.sign(&phone.manifest(&desk, blobs.to_vec(), None));
    assert_ne!(signed_again, manifest);
    let reply = phone.submit(&desk, &signed_again, phone.envelopes()).await;
    assert_eq!(reply.problem(), (409, "conflict"));
    desk.dossier(&phone).await;
    assert_eq!(phone.submit(&desk, &manifest, phone.envelopes()).await.status, 204);
    assert_eq!(phone.status(&desk).await.state, State::InReview, "a replay takes nothing back");
}
