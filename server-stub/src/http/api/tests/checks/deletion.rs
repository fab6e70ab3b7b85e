//! 72 hours: nothing of a dossier stays on the disk, whatever happened to the server meanwhile.

use std::sync::Arc;

use kauth_protocol::checks::{BlobKind, Retake, RetakeReason, State};

use super::{Desk, MARKER, NUMBER};
use crate::clock::{DAY, HOUR, MINUTE};
use crate::domain::checks::{self, ReviewRefused, deletion};
use crate::store::checks::dossiers;

const NOTE: &str = "PLANTED: the back shines";

/// Everything that must not be found once a session is over: K_s, the data key, and what was locked.
async fn planted(desk: &Desk, check: &str) -> Vec<Vec<u8>> {
    let id = check.to_owned();
    let (session, envelopes, notes) = desk
        .world
        .state
        .store
        .read(move |tx| {
            let session = crate::store::checks::find(tx, &id)?.unwrap();
            let notes = dossiers::decisions(tx, &id)?;
            Ok::<_, crate::store::StoreError>((session, dossiers::envelopes(tx, &id)?, notes))
        })
        .await
        .unwrap();
    let key = std::fs::read(desk.world.state.config.checks.keys_dir.join(check)).unwrap();
    let mut planted = vec![
        key,
        session.phone.locked_number.unwrap(),
        session.phone.code.unwrap(),
        session.description.unwrap().into_bytes(),
    ];
    planted.extend(notes.into_iter().filter_map(|decided| decided.locked_note));
    planted.extend(envelopes.into_iter().map(|(_, locked)| locked));
    planted
}

fn files_hold(desk: &Desk, needles: &[Vec<u8>]) -> Vec<String> {
    needles.iter().flat_map(|needle| desk.holding(needle)).collect()
}

#[tokio::test]
async fn at_72_hours_with_the_server_down_nothing_is_found_after_the_next_start() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let hash = desk.dossier(&phone).await.manifest_sha256;
    let retake = Retake { kind: BlobKind::Back, reason: RetakeReason::Glare };
    let (decision, note) = (checks::Decision::Retake(vec![retake]), Some(NOTE.to_owned()));
    checks::decide(&desk.world.state, &desk.staff, &phone.check, &hash, decision, note).await.unwrap();
    let needles = planted(&desk, &phone.check).await;
    for clear in [phone.data_key.as_slice(), MARKER, NUMBER.as_bytes(), NOTE.as_bytes()] {
        assert_eq!(desk.holding(clear), Vec::<String>::new(), "in the clear, even while it lives");
    }
    for needle in &needles {
        assert!(!desk.holding(needle).is_empty(), "what is looked for is what is stored");
    }
    // Nobody sweeps; the clock passes the deadline; a start comes.
    desk.world.clock.advance(72 * HOUR);
    let late = checks::dossier(&desk.world.state, &desk.staff, &phone.check).await;
    assert!(matches!(late, Err(ReviewRefused::Over)), "refused although nothing was swept");
    let late = checks::blob(&desk.world.state, &desk.staff, &phone.check, BlobKind::Front, 1).await;
    assert!(matches!(late, Err(ReviewRefused::Over)));
    assert!(!desk.world.state.blobs.names().unwrap().is_empty());
    deletion::at_start(&desk.world.state).await.unwrap();
    assert_eq!(files_hold(&desk, &needles), Vec::<String>::new());
    assert!(desk.world.state.blobs.names().unwrap().is_empty());
    assert!(desk.world.state.blobs.keys().unwrap().is_empty());
    let status = phone.status(&desk).await;
    assert_eq!((status.state, status.remaining), (State::Expired, 0));
    assert_eq!(desk.messages().await, 0, "the message with the number is gone, too");
}

#[tokio::test]
async fn a_retake_does_not_move_the_deadline() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    desk.world.clock.advance(71 * HOUR);
    let hash = desk.dossier(&phone).await.manifest_sha256;
    let retake = vec![Retake { kind: BlobKind::Back, reason: RetakeReason::Glare }];
    let decision = checks::Decision::Retake(retake);
    checks::decide(&desk.world.state, &desk.staff, &phone.check, &hash, decision, None).await.unwrap();
    assert_eq!(phone.status(&desk).await.remaining, 3_600);
    desk.world.clock.advance(HOUR);
    assert_eq!(phone.put(&desk, (BlobKind::Back, 2, 0), b"x").await.problem(), (410, "check_over"));
    assert_eq!(phone.status(&desk).await.state, State::Expired);
}

#[tokio::test]
async fn after_the_deadline_every_call_comes_too_late_although_nothing_was_swept() {
    let desk = Desk::new().await;
    let phone = desk.ready().await;
    let manifest = phone.sign(&phone.manifest(&desk, phone.upload_all(&desk).await, None));
    desk.world.clock.advance(72 * HOUR);
    let over = (410, "check_over");
    assert_eq!(phone.consent(&desk).await.problem(), over);
    assert_eq!(phone.ask_code(&desk, NUMBER).await.problem(), over);
    assert_eq!(phone.type_code(&desk, "123456").await.problem(), over);
    assert_eq!(phone.call(&desk, "PUT", "location").await.problem(), over);
    assert_eq!(phone.call(&desk, "PUT", "location/declined").await.problem(), over);
    assert_eq!(phone.choose(&desk, "passport").await.problem(), over);
    assert_eq!(phone.put(&desk, (BlobKind::Front, 2, 0), b"x").await.problem(), over);
    assert_eq!(phone.call(&desk, "GET", "images").await.problem(), over);
    assert_eq!(phone.submit(&desk, &manifest, phone.envelopes()).await.problem(), over);
    assert_eq!(phone.status(&desk).await.state, State::Expired);
    assert!(!desk.world.state.blobs.keys().unwrap().is_empty(), "nothing was swept");

    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let (state, hash) = (&desk.world.state, desk.dossier(&phone).await.manifest_sha256);
    desk.world.clock.advance(72 * HOUR);
    assert!(checks::queue(state, &desk.staff).await.unwrap().is_empty());
    let late = checks::decide(state, &desk.staff, &phone.check, &hash, checks::Decision::Accept, None).await;
    assert!(matches!(late, Err(ReviewRefused::Over)));
    assert_eq!(phone.status(&desk).await.state, State::Expired);
    assert!(!state.blobs.keys().unwrap().is_empty());
}

#[tokio::test]
async fn the_sweeper_comes_at_the_deadline_by_itself() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let sweeping = tokio::spawn(crate::sweeper::run(desk.world.state.clone()));
    desk.world.clock.advance(72 * HOUR);
    while !desk.world.state.blobs.keys().unwrap().is_empty()
        || !desk.world.state.blobs.names().unwrap().is_empty()
    {
        tokio::task::yield_now().await;
    }
    sweeping.abort();
    assert_eq!(phone.status(&desk).await.state, State::Expired);
}

#[tokio::test]
async fn a_start_takes_away_what_a_crash_left_and_ends_what_has_no_key() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let state = &desk.world.state;
    let files = state.blobs.names().unwrap();
    let orphan = state.blobs.put(&*state.random, b"a chunk without a row").unwrap();
    state.blobs.make_key("AAAAAAAAAAAAAAAAAAAAAA", &*state.random).unwrap();
    deletion::at_start(state).await.unwrap();
    let mut left = state.blobs.names().unwrap();
    let mut before = files;
    left.sort();
    before.sort();
    assert!(left == before && !left.contains(&orphan));
    assert_eq!(state.blobs.keys().unwrap(), [phone.check.as_str()]);
    assert_eq!(phone.status(&desk).await.state, State::Submitted, "what was accepted stays");
    // As after a backup was put back: rows without a key.
    state.blobs.destroy_key(&phone.check).unwrap();
    deletion::at_start(state).await.unwrap();
    assert_eq!(phone.status(&desk).await.state, State::Unreadable);
    assert!(state.blobs.names().unwrap().is_empty());
}

#[tokio::test]
async fn a_deletion_that_was_interrupted_goes_on() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let state = &desk.world.state;
    let (id, now) = (phone.check.clone(), state.now());
    // The end is committed, and then nothing more happens.
    let stop = move |tx: &crate::store::Tx<'_>| {
        deletion::end_of_account(
            tx,
            &{
                let session = crate::store::checks::find(tx, &id)?.unwrap();
                session.account.unwrap()
            },
            now,
        )
    };
    state.store.write(stop).await.unwrap();
    assert!(!state.blobs.keys().unwrap().is_empty());
    state.blobs.destroy_key(&phone.check).unwrap();
    deletion::sweep(state, now).await.unwrap();
    assert!(state.blobs.names().unwrap().is_empty());
    let id = phone.check.clone();
    let wiped = state.store.read(move |tx| crate::store::checks::find(tx, &id)).await.unwrap().unwrap();
    assert!(wiped.wiped_at.is_some() && wiped.account.is_none() && wiped.description.is_none());
}

#[tokio::test]
async fn a_log_in_use_is_emptied_at_the_next_round() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let path = desk.world.folder.path().join(crate::store::DATABASE_FILE);
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM check_session;").unwrap();
    let holding = reader.query_row("SELECT count(*) FROM check_session", [], |row| row.get::<_, i64>(0));
    assert_eq!(holding.unwrap(), 1);
    assert_eq!(phone.call(&desk, "DELETE", "").await.status, 204);
    let wiped = || {
        let id = phone.check.clone();
        async {
            let find = desk.world.state.store.read(move |tx| crate::store::checks::find(tx, &id));
            find.await.unwrap().unwrap().wiped_at.is_some()
        }
    };
    assert!(!wiped().await, "not written down as wiped while the log may hold something");
    assert!(desk.world.state.blobs.keys().unwrap().is_empty(), "but the key is gone");
    reader.execute_batch("COMMIT").unwrap();
    desk.world.clock.advance(MINUTE);
    desk.world.sweep().await;
    assert!(wiped().await);
}

#[tokio::test]
async fn how_it_ended_is_told_for_a_week_and_then_forgotten() {
    let desk = Desk::new().await;
    let phone = desk.claimed().await;
    phone.call(&desk, "DELETE", "").await;
    desk.world.clock.advance(7 * DAY - 1);
    desk.world.sweep().await;
    assert_eq!(phone.status(&desk).await.state, State::Withdrawn);
    desk.world.clock.advance(1);
    desk.world.sweep().await;
    assert_eq!(phone.call(&desk, "GET", "").await.problem(), (404, "not_found"));
}

#[tokio::test]
async fn a_backup_has_neither_keys_nor_pictures() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let needles = planted(&desk, &phone.check).await;
    let to = desk.world.folder.path().join("copy.db");
    crate::backup::backup(desk.world.folder.path(), &to).unwrap();
    let copy = std::fs::read(&to).unwrap();
    let key = &needles[0];
    assert!(!copy.windows(key.len()).any(|window| window == key.as_slice()), "K_s");
    for name in desk.world.state.blobs.names().unwrap() {
        let bytes = desk.world.state.blobs.get(&name).unwrap();
        let start = &bytes[..64];
        assert!(!copy.windows(64).any(|window| window == start), "a picture");
    }
}

#[tokio::test]
async fn a_server_that_starts_deletes_before_it_serves() {
    use crate::clock::ManualClock;
    use crate::random::SystemRandom;
    use crate::settings::Config;
    let folder = crate::store::testing::folder();
    let clock = ManualClock::new(crate::state::testing::START);
    let start = || {
        crate::Server::start(
            Config::loopback(folder.path()),
            Arc::new(clock.clone()),
            Arc::new(SystemRandom::new()),
        )
    };
    let server = start().await.unwrap();
    let orphan = server.state().blobs.put(&*server.state().random, b"left over").unwrap();
    server.shutdown().await;
    let server = start().await.unwrap();
    assert!(server.state().blobs.get(&orphan).is_err());
    server.shutdown().await;
}
