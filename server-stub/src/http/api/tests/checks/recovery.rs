//! How an accepted recovery goes on: late enough to be stopped, once, and not for long.

use kauth_protocol::checks::{CheckResponse, State, Trigger};

use super::Desk;
use crate::clock::{DAY, HOUR, SECOND};
use crate::domain::checks::{self, Decision, FinishView};

#[tokio::test]
async fn an_accepted_recovery_waits_counts_once_and_can_be_stopped() {
    for stopped in [false, true] {
        let desk = Desk::new().await;
        let (phone, _) = desk.submitted().await;
        let dossier = desk.dossier(&phone).await;
        let hash = &dossier.manifest_sha256;
        checks::decide(&desk.world.state, &desk.staff, &phone.check, hash, Decision::Accept, None)
            .await
            .unwrap();
        let finish = phone.status(&desk).await.finish.unwrap();
        assert_eq!((finish.path, finish.waits, finish.remaining), (None, 3_600, 86_400));
        let token = desk.world.state.keys.finish_token(&phone.check).to_string();
        let redeem = || {
            let (token, now) = (token.clone(), desk.world.state.now());
            desk.world.state.store.write(move |tx| checks::redeem(tx, &token, now))
        };
        let from = desk.world.state.now() + HOUR;
        assert_eq!(redeem().await.unwrap(), FinishView::NotBefore(from));
        if stopped {
            assert!(checks::stop(&desk.world.state, &phone.check).await.unwrap());
        }
        desk.world.clock.advance(HOUR);
        let status = phone.status(&desk).await;
        if stopped {
            assert_eq!((status.state, status.finish), (State::Stopped, None));
            assert_eq!(redeem().await.unwrap(), FinishView::Over);
            continue;
        }
        let finish = status.finish.unwrap();
        assert_eq!(finish.path.unwrap(), format!("/check/finish#t={token}"));
        let FinishView::Ready(finished) = redeem().await.unwrap() else { panic!() };
        assert_eq!(finished.account, Some(desk.account.clone()));
        assert_eq!(finished.trigger, Trigger::ForgottenPassword);
        assert_eq!(redeem().await.unwrap(), FinishView::Over, "once");
        let finish = phone.status(&desk).await.finish.unwrap();
        assert_eq!((finish.done, finish.path), (true, None));
    }
}

#[tokio::test]
async fn an_accepted_recovery_ends_a_day_after_it_counts_and_a_payout_has_none() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let hash = desk.dossier(&phone).await.manifest_sha256;
    checks::decide(&desk.world.state, &desk.staff, &phone.check, &hash, Decision::Accept, None)
        .await
        .unwrap();
    desk.world.clock.advance(HOUR + DAY);
    let finish = phone.status(&desk).await.finish.unwrap();
    assert_eq!((finish.path, finish.remaining), (None, 0));
    let token = desk.world.state.keys.finish_token(&phone.check).to_string();
    let now = desk.world.state.now();
    let used = desk.world.state.store.write(move |tx| checks::redeem(tx, &token, now));
    assert_eq!(used.await.unwrap(), FinishView::Over);

    let payout = desk.ready_for(desk.new_check(Trigger::FirstPayout)).await;
    payout.send_dossier(&desk).await;
    let hash = desk.dossier(&payout).await.manifest_sha256;
    checks::decide(&desk.world.state, &desk.staff, &payout.check, &hash, Decision::Accept, None)
        .await
        .unwrap();
    assert_eq!(payout.status(&desk).await.finish, None);
}

#[tokio::test]
async fn a_long_poll_hears_when_the_recovery_counts() {
    let desk = Desk::new().await;
    let (phone, _) = desk.submitted().await;
    let hash = desk.dossier(&phone).await.manifest_sha256;
    checks::decide(&desk.world.state, &desk.staff, &phone.check, &hash, Decision::Accept, None)
        .await
        .unwrap();
    desk.world.clock.advance(HOUR - 10 * SECOND);
    let request = phone.request(&desk, "GET", &phone.path("")).header("prefer", "wait=25");
    let request = request.body(axum::body::Body::empty()).unwrap();
    let app = desk.world.app.clone();
    let held = tokio::spawn(async move { super::super::world::send(&app, request).await });
    while desk.world.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    desk.world.clock.advance(10 * SECOND);
    let status: CheckResponse = held.await.unwrap().read();
    assert!(status.finish.unwrap().path.is_some());
}
