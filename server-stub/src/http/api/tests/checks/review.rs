//! The staff's side: who may look, what they get, who decides.

use kauth_protocol::checks::{
    BlobKind, Manifest, Retake, RetakeReason, State, Trigger, blob as sealed_blob, envelope,
};

use super::{CheckPhone, Desk, MARKER, NUMBER, ON_FILE, private, public};
use crate::clock::{HOUR, MINUTE, SECOND};
use crate::domain::checks::{self, Decision, NewCheck, ReviewRefused, ReviewerAdded, blob, decide, dossier};
use crate::domain::passwords::{self, Password};
use crate::http::web::tests::{Browser, PASSWORD, Site};
use crate::store::accounts;

#[tokio::test]
async fn a_reviewer_opens_what_the_phone_sealed_and_nobody_else_is_shown_anything() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let state = &desk.world.state;
    let stranger = desk.world.bare_account("support2@example.org").await;
    for nobody in [desk.account.as_str(), stranger.as_str(), "nobody"] {
        assert!(matches!(dossier(state, nobody, &phone.check).await, Err(ReviewRefused::NotAllowed)));
        let fetched = blob(state, nobody, &phone.check, BlobKind::Front, 1).await;
        assert!(matches!(fetched, Err(ReviewRefused::NotAllowed)));
    }
    assert_eq!(phone.status(&desk).await.state, State::Submitted, "no look, no review");
    let opened = desk.dossier(&phone).await;
    let thumbprint = opened.session_key.thumbprint();
    assert_eq!(thumbprint, phone.key.public().thumbprint());
    let data_key = envelope::open(&opened.envelopes[0], &phone.check, &thumbprint, &private()).unwrap();
    let bytes = blob(state, &desk.staff, &phone.check, BlobKind::Front, 1).await.unwrap();
    let manifest =
        Manifest::open(&opened.manifests[0], &state.origin, &phone.check, &opened.session_key).unwrap();
    assert_eq!(kauth_protocol::jwk::sha256(&bytes), manifest.find(BlobKind::Front).unwrap().sha256);
    let place = sealed_blob::Place { check: &phone.check, kind: BlobKind::Front, attempt: 1 };
    assert!(sealed_blob::open(&data_key, place, &bytes).unwrap().starts_with(MARKER));
    let absent = blob(state, &desk.staff, &phone.check, BlobKind::Front, 2).await;
    assert!(matches!(absent, Err(ReviewRefused::Unknown)));
}

#[tokio::test]
async fn staff_without_a_key_of_this_session_and_about_themselves_are_refused() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let state = &desk.world.state;
    let late = desk.world.bare_account("support3@example.org").await;
    checks::add_reviewer(state, &late, "Dora", CheckPhone::new().key.public()).await.unwrap();
    let refused = dossier(state, &late, &phone.check).await;
    assert!(matches!(refused, Err(ReviewRefused::NotAllowed)), "a new key is for new sessions only");
    assert!(checks::queue(state, &late).await.unwrap().is_empty());
    let own = NewCheck { account: Some(desk.staff.clone()), ..desk.new_check(Trigger::Unlock) };
    let own = desk.ready_for(own).await;
    own.send_dossier(&desk).await;
    assert!(matches!(dossier(state, &desk.staff, &own.check).await, Err(ReviewRefused::NotAllowed)));
    let listed = checks::queue(state, &desk.staff).await.unwrap();
    assert!(listed.iter().all(|one| one.check != own.check));
    assert!(dossier(state, &late, &own.check).await.is_ok());
}

#[tokio::test]
async fn a_reviewer_gets_the_own_envelopes_only_and_sees_whether_the_number_is_the_one_on_file() {
    let desk = Desk::new().await;
    let state = &desk.world.state;
    let second = desk.world.bare_account("support2@example.org").await;
    let (carla, berta) = (CheckPhone::new().key.public(), public());
    checks::add_reviewer(state, &second, "Carla", carla.clone()).await.unwrap();
    for (account, number, same) in [
        (Some(desk.account.clone()), ON_FILE, Some(true)),
        (Some(desk.account.clone()), NUMBER, Some(false)),
        (None, ON_FILE, None),
    ] {
        let trigger = Trigger::Unlock;
        let phone = desk.claimed_for(NewCheck { account, ..desk.new_check(trigger) }).await;
        phone.answer_all_with(&desk, number).await;
        phone.send_dossier(&desk).await;
        for (staff, key) in [(&desk.staff, &berta), (&second, &carla)] {
            let opened = dossier(state, staff, &phone.check).await.unwrap();
            let named: Vec<&str> = opened.envelopes.iter().map(|one| one.reviewer.as_str()).collect();
            assert_eq!(named, [key.thumbprint()]);
            assert_eq!((opened.number.as_str(), opened.number_on_file), (number, same));
        }
        assert_eq!(phone.call(&desk, "DELETE", "").await.status, 204);
    }
}

#[tokio::test]
async fn only_what_was_looked_at_is_decided_and_only_once() {
    let desk = Desk::new().await;
    let (phone, manifest) = desk.submitted().await;
    let (state, hash) = (&desk.world.state, Manifest::hash(&manifest));
    let decide = |hash: String, decision: Decision| {
        let (staff, check) = (desk.staff.clone(), phone.check.clone());
        async move { decide(state, &staff, &check, &hash, decision, None).await }
    };
    let unseen = decide(hash.clone(), Decision::Accept).await;
    assert!(matches!(unseen, Err(ReviewRefused::Changed)), "nobody looked");
    desk.dossier(&phone).await;
    let stale = decide(Manifest::hash("another"), Decision::Accept).await;
    assert!(matches!(stale, Err(ReviewRefused::Changed)));
    let retake = |kind| Retake { kind, reason: RetakeReason::Blurred };
    for odd in [
        vec![],
        vec![retake(BlobKind::PhotoPage)],
        vec![retake(BlobKind::Facts)],
        vec![retake(BlobKind::Front), retake(BlobKind::Front)],
    ] {
        let refused = decide(hash.clone(), Decision::Retake(odd)).await;
        assert!(matches!(refused, Err(ReviewRefused::Malformed)));
    }
    decide(hash.clone(), Decision::Refuse(RetakeReason::NoMatch)).await.unwrap();
    let status = phone.status(&desk).await;
    assert_eq!((status.state, status.refused_because), (State::Refused, Some(RetakeReason::NoMatch)));
    let again = decide(hash, Decision::Accept).await;
    assert!(matches!(again, Err(ReviewRefused::Over)));
    assert_eq!(phone.status(&desk).await.state, State::Refused);
}

#[tokio::test]
async fn the_queue_has_first_what_ends_soon_then_who_cannot_get_in_then_who_waits() {
    let desk = Desk::new().await;
    let mut order = Vec::new();
    for (trigger, wait) in [
        (Trigger::FirstPayout, 61 * HOUR),
        (Trigger::SuspectOrder, MINUTE),
        (Trigger::Unlock, MINUTE),
        (Trigger::ForgottenLogin, 30 * SECOND),
    ] {
        let phone = desk.ready_for(NewCheck { account: None, ..desk.new_check(trigger) }).await;
        phone.send_dossier(&desk).await;
        order.push(phone.check);
        desk.world.clock.advance(wait);
    }
    let queue = checks::queue(&desk.world.state, &desk.staff).await.unwrap();
    let found: Vec<&str> = queue.iter().map(|one| one.check.as_str()).collect();
    assert_eq!(found, [&order[0], &order[2], &order[3], &order[1]].map(String::as_str));
    assert_eq!((queue[0].urgent, queue[1].urgent, queue[2].waits), (true, false, 30));
}

#[tokio::test]
async fn a_removed_key_reads_nothing_and_the_last_one_makes_sessions_unreadable() {
    let desk = Desk::new().await;
    let state = &desk.world.state;
    let second = desk.world.bare_account("support2@example.org").await;
    let added = checks::add_reviewer(state, &second, "Carla", CheckPhone::new().key.public()).await.unwrap();
    let ReviewerAdded::Added { id } = added else { panic!() };
    let (phone, _) = desk.submitted().await;
    assert!(!checks::remove_reviewer(state, &desk.account, &id).await.unwrap(), "only staff");
    assert!(checks::remove_reviewer(state, &desk.staff, &id).await.unwrap());
    assert!(matches!(dossier(state, &second, &phone.check).await, Err(ReviewRefused::NotAllowed)));
    assert_eq!(phone.status(&desk).await.state, State::Submitted);
    assert!(checks::remove_reviewer(state, &desk.staff, &desk.reviewer).await.unwrap());
    assert_eq!(phone.status(&desk).await.state, State::Unreadable);
    assert!(state.blobs.names().unwrap().is_empty() && state.blobs.keys().unwrap().is_empty());
}

#[tokio::test]
async fn reviewers_are_staff_with_a_key_on_the_curve_once() {
    let desk = Desk::new().await;
    let (state, key) = (&desk.world.state, CheckPhone::new().key.public());
    let add = |account: String, name: &'static str, key| async move {
        checks::add_reviewer(state, &account, name, key).await.unwrap()
    };
    let off = kauth_protocol::jwk::PublicJwk::from_sec1(&[&[4][..], &[1; 64]].concat()).unwrap();
    assert_eq!(add(desk.account.clone(), "Anna", key.clone()).await, ReviewerAdded::NotStaff);
    assert_eq!(add(desk.staff.clone(), "Berta", off).await, ReviewerAdded::Malformed);
    assert_eq!(add(desk.staff.clone(), "a\u{202e}b", key.clone()).await, ReviewerAdded::Malformed);
    assert!(matches!(add(desk.staff.clone(), "Berta", key.clone()).await, ReviewerAdded::Added { .. }));
    assert_eq!(add(desk.staff.clone(), "Berta", key).await, ReviewerAdded::Known);
    for _ in 0..14 {
        add(desk.staff.clone(), "Berta", CheckPhone::new().key.public()).await;
    }
    assert_eq!(
        add(desk.staff.clone(), "Berta", CheckPhone::new().key.public()).await,
        ReviewerAdded::TooMany
    );
}

#[tokio::test]
async fn closing_a_staff_account_takes_its_keys_away() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let (staff, now) = (desk.staff.clone(), desk.world.state.now());
    let close = move |tx: &crate::store::Tx<'_>| {
        let account = crate::store::accounts::find(tx, &staff)?.unwrap();
        crate::domain::accounts::close(tx, &account, now)
    };
    desk.world.state.store.write(close).await.unwrap();
    assert!(matches!(
        dossier(&desk.world.state, &desk.staff, &phone.check).await,
        Err(ReviewRefused::NotAllowed)
    ));
    desk.world.sweep().await;
    assert_eq!(phone.status(&desk).await.state, State::Unreadable);
    let verified = checks::audit::verify(desk.world.folder.path(), None).unwrap();
    assert_eq!((verified.lines, verified.found), (3, None), "added, removed, deleted");
}

async fn news(desk: &Desk) -> Vec<crate::outbox::Message> {
    let all = crate::outbox::newest(&desk.world.state, 99).await.unwrap();
    all.into_iter().map(|(message, _)| message).filter(|message| message.kind == "check_news").collect()
}

#[tokio::test]
async fn the_proved_number_hears_of_a_decision_once_in_words_that_tell_nothing() {
    let retake = Retake { kind: BlobKind::Selfie, reason: RetakeReason::Blurred };
    let mut said = Vec::new();
    for decision in
        [Decision::Accept, Decision::Refuse(RetakeReason::Doubtful), Decision::Retake(vec![retake])]
    {
        let desk = Desk::new().await;
        let (phone, _) = desk.submitted().await;
        let hash = desk.dossier(&phone).await.manifest_sha256;
        let decide = || decide(&desk.world.state, &desk.staff, &phone.check, &hash, decision.clone(), None);
        assert!(news(&desk).await.is_empty());
        decide().await.unwrap();
        decide().await.unwrap_err();
        let told = news(&desk).await;
        assert_eq!(told.iter().map(|sms| sms.to.as_str()).collect::<Vec<_>>(), [NUMBER], "{decision:?}");
        assert!(told[0].channel == crate::outbox::Channel::Sms && told[0].code.is_none());
        said.push(format!("{} {}", told[0].subject, told[0].body));
        desk.world.clock.advance(HOUR - 1);
        desk.world.sweep().await;
        assert_eq!(news(&desk).await.len(), 1, "it goes out after the session’s end");
        desk.world.clock.advance(1);
        desk.world.sweep().await;
        assert!(news(&desk).await.is_empty(), "and its number does not stay");
    }
    assert!(said.iter().all(|text| *text == said[0]), "the same, whatever was decided: {said:?}");
    assert!(said[0].contains("news about your identity check") && !said[0].contains("anna"), "{said:?}");
}

#[tokio::test]
async fn news_of_a_decision_comes_in_the_language_of_the_page_and_counts_for_the_numbers_day() {
    let desk = Desk::new().await;
    let new = NewCheck { language: kauth_texts::Language::German, ..desk.new_check(Trigger::Unlock) };
    let phone = desk.ready_for(new).await;
    phone.send_dossier(&desk).await;
    let hash = desk.dossier(&phone).await.manifest_sha256;
    let retake = Decision::Retake(vec![Retake { kind: BlobKind::Back, reason: RetakeReason::Glare }]);
    decide(&desk.world.state, &desk.staff, &phone.check, &hash, retake, None).await.unwrap();
    assert!(news(&desk).await[0].subject.contains("Neues"));
    // A code and this: three more and the day is full, for codes and for news.
    let other = || NewCheck { account: None, ..desk.new_check(Trigger::ForgottenLogin) };
    let mut last = desk.ready_for(other()).await;
    for _ in 0..2 {
        last = desk.ready_for(other()).await;
    }
    let full = desk.claimed_for(other()).await;
    full.consent(&desk).await;
    assert_eq!(full.ask_code(&desk, NUMBER).await.problem(), (429, "too_many_requests"));
    last.send_dossier(&desk).await;
    let hash = desk.dossier(&last).await.manifest_sha256;
    let refuse = Decision::Refuse(RetakeReason::Other);
    decide(&desk.world.state, &desk.staff, &last.check, &hash, refuse, None).await.unwrap();
    assert_eq!(news(&desk).await.len(), 1, "one more was too many for a day");
}

#[tokio::test]
async fn a_reviewer_sees_that_another_one_of_the_account_is_under_way() {
    let desk = Desk::new().await;
    let begun_by = |login: &str| {
        let pair = kauth_protocol::display::DisplayPair {
            label: kauth_protocol::display::label::LOGIN.to_owned(),
            value: login.to_owned(),
        };
        NewCheck { account: None, begun: vec![pair], ..desk.new_check(Trigger::ForgottenPassword) }
    };
    let (first, _) = desk.submitted().await;
    assert!(!desk.dossier(&first).await.rival, "it is alone");
    let own = desk.ready_for(begun_by("anna@example.org")).await;
    own.send_dossier(&desk).await;
    let nobody = desk.ready_for(begun_by("nobody@example.org")).await;
    nobody.send_dossier(&desk).await;
    assert!(desk.dossier(&own).await.rival && desk.dossier(&first).await.rival);
    assert!(!desk.dossier(&nobody).await.rival);

    let state = desk.world.state.clone();
    let site = Site::of(state.clone(), desk.world.clock.clone());
    let hash = passwords::hash(&Password::new(PASSWORD), &*state.random).await.unwrap();
    let id = desk.staff.clone();
    state.store.write(move |tx| accounts::set_password(tx, &id, &hash, 0)).await.unwrap();
    let mut staff = Browser::signed_in_as(&site, "support@example.org", PASSWORD).await;
    assert_eq!(staff.get(&site, &format!("/console/checks/{}", own.check)).await, 200);
    assert!(staff.page.contains("Another check of this account") && !staff.page.contains("No such account"));

    assert!(checks::stop(&state, &first.check).await.unwrap());
    assert!(!desk.dossier(&own).await.rival, "that one is over");
}
