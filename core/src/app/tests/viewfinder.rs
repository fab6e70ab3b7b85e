//! The viewfinder over the whole app: frames in, words and the shutter out.

use super::checks::to_pictures;
use super::reviewer::Reviewer;
use super::*;

/// Nothing but a wall.
fn wall() -> Vec<u8> {
    vec![150; 96 * 72]
}

/// Hands a frame in; what the page shows of it then.
async fn sight(app: &App, kind: PictureKind, luma: Vec<u8>) -> Option<SightView> {
    let of = app.clone();
    let taken = tokio::task::spawn_blocking(move || of.sight(kind, &luma, 96, 72, 96, 0)).await.unwrap();
    assert!(!taken, "of a wall no picture is taken");
    match screen(app).await {
        Screen::Check(CheckView::Picture(view)) => view.sight,
        _ => None,
    }
}

async fn spoken(app: &App) -> Vec<String> {
    let effects = app.next(0).await.unwrap().effects;
    effects
        .into_iter()
        .filter_map(|effect| match effect.kind {
            EffectKind::Speak { text } => Some(text),
            _ => None,
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn f5_a_frame_is_answered_in_words_while_its_picture_is_taken_and_at_no_other_time() {
    let reviewer = Reviewer::new();
    let phone = Phone::new();
    let app = phone.open().await;
    assert_eq!(sight(&app, PictureKind::PhotoPage, wall()).await, None, "no check");
    to_pictures(&reviewer, &app).await;
    let seen = sight(&app, PictureKind::PhotoPage, wall()).await.unwrap();
    assert_eq!(seen.text, "Show the whole document.");
    assert!(!seen.fine && seen.outline.is_empty());
    assert_eq!(spoken(&app).await, ["Show the whole document."]);
    assert_eq!(sight(&app, PictureKind::Selfie, wall()).await, Some(seen.clone()), "another picture's turn");
    assert_eq!(sight(&app, PictureKind::PhotoPage, vec![9; 10]).await, Some(seen), "fewer bytes than pixels");
    assert_eq!(spoken(&app).await.len(), 1, "said once");
    app.check_picture(PictureKind::PhotoPage, super::checks::picture(900)).await.unwrap();
    let Screen::Check(CheckView::Picture(view)) = screen(&app).await else { panic!() };
    assert_eq!(view.sight, None, "what the camera saw before the picture is over");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_eight_seconds_the_hint_says_that_the_person_may_do_it() {
    let reviewer = Reviewer::new();
    let phone = Phone::new();
    let app = phone.open().await;
    to_pictures(&reviewer, &app).await;
    for _ in 0..6 {
        let seen = sight(&app, PictureKind::PhotoPage, wall()).await.unwrap();
        assert_eq!(seen.text, "Show the whole document.");
        phone.clock.advance(1_400);
    }
    let seen = sight(&app, PictureKind::PhotoPage, wall()).await.unwrap();
    assert!(
        seen.text.contains("Show the whole document.") && seen.text.contains("yourself"),
        "{}",
        seen.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_camera_is_asked_for_with_the_first_picture_and_its_refusal_leaves_a_way() {
    let reviewer = Reviewer::new();
    let mut phone = Phone::new();
    phone.shell.camera = true;
    let app = phone.open().await;
    let asks = |update: &Update| {
        update.effects.iter().any(|effect| {
            matches!(&effect.kind, EffectKind::AskPermission { kind: PermissionKind::Camera, reason } if reason.contains("document"))
        })
    };
    to_pictures(&reviewer, &app).await;
    until(&app, asks).await;
    let picture = |view: &Update| match &view.view.screen {
        Screen::Check(CheckView::Picture(view)) => Some((view.take.is_some(), view.camera_refused.is_some())),
        _ => None,
    };
    let now = app.next(0).await.unwrap();
    assert_eq!(picture(&now), Some((false, false)));
    app.permission(PermissionKind::Camera, PermissionState::Unknown).await.unwrap();
    assert!(!asks(&app.next(0).await.unwrap()), "who only came back is not asked twice");
    app.permission(PermissionKind::Camera, PermissionState::Declined).await.unwrap();
    let now = app.next(0).await.unwrap();
    assert_eq!(picture(&now), Some((false, true)));
    assert!(!asks(&now), "a refusal is not asked again");
    app.permission(PermissionKind::Camera, PermissionState::Granted).await.unwrap();
    assert_eq!(picture(&app.next(0).await.unwrap()), Some((true, false)));
}
