//! From "scan" to a link: the camera's permission, what it sees, and pictures that are lent.

use qrcode::{Color, QrCode};

use super::*;

fn phone() -> Phone {
    let mut phone = Phone::new();
    phone.shell.camera = true;
    phone
}

/// A camera's frame: a QR code of four pixels a module, each row with a rest that is not of the picture.
struct Frame {
    luma: Vec<u8>,
    side: u32,
    stride: u32,
}

impl Frame {
    fn of(text: &str) -> Self {
        let code = QrCode::new(text).unwrap();
        let modules = code.width();
        let side = (modules + 8) * 4;
        let stride = side + 24;
        let mut luma = vec![255; stride * side];
        for (y, row) in luma.chunks_mut(stride).enumerate() {
            for (x, pixel) in row[..side].iter_mut().enumerate() {
                let inside = |place: usize| (place / 4).checked_sub(4).filter(|place| *place < modules);
                if let (Some(x), Some(y)) = (inside(x), inside(y))
                    && code[(x, y)] == Color::Dark
                {
                    *pixel = 0;
                }
            }
        }
        Self { luma, side: side as u32, stride: stride as u32 }
    }

    fn show(&self, app: &App) -> bool {
        app.frame(&self.luma, self.side, self.side, self.stride)
    }
}

async fn asked(app: &App) -> Vec<EffectKind> {
    app.next(0).await.unwrap().effects.into_iter().map(|effect| effect.kind).collect()
}

async fn scanning(phone: &Phone) -> App {
    let app = phone.open().await;
    app.permission(PermissionKind::Camera, PermissionState::Granted).await.unwrap();
    app.show(Destination::Scan).await.unwrap();
    app
}

#[tokio::test]
async fn the_camera_is_asked_for_when_it_is_wanted() {
    let phone = phone();
    let app = phone.open().await;
    assert_eq!(asked(&app).await, []);
    app.show(Destination::Scan).await.unwrap();
    let effects = asked(&app).await;
    let [EffectKind::AskPermission { kind: PermissionKind::Camera, reason }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert!(!reason.is_empty());
    assert!(matches!(screen(&app).await, Screen::Add(_)), "until it is allowed");
    app.permission(PermissionKind::Camera, PermissionState::Granted).await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Scan(_)));
    assert_eq!(asked(&app).await, [], "the question is answered");
    assert!(app.back().await.unwrap());
    assert!(matches!(screen(&app).await, Screen::Add(_)));
    app.show(Destination::Scan).await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Scan(_)));
}

#[tokio::test]
async fn without_the_camera_the_other_ways_stay() {
    let phone = phone();
    let app = phone.open().await;
    app.show(Destination::Scan).await.unwrap();
    app.permission(PermissionKind::Camera, PermissionState::Declined).await.unwrap();
    let Screen::Add(view) = screen(&app).await else { panic!() };
    assert!(view.camera_refused.is_some());
    assert!(view.choices.iter().any(|choice| choice.choice == AddChoice::Paste));
    app.permission(PermissionKind::Camera, PermissionState::Granted).await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Add(_)), "nobody waits for the camera any more");

    app.permission(PermissionKind::Camera, PermissionState::Blocked).await.unwrap();
    assert_eq!(asked(&app).await, []);
    app.show(Destination::Scan).await.unwrap();
    assert_eq!(
        asked(&app).await,
        [EffectKind::OpenSystemSettings { page: SettingsPage::App }],
        "asking would not be heard"
    );
    assert!(matches!(screen(&app).await, Screen::Add(_)));
    app.permission(PermissionKind::Camera, PermissionState::Granted).await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Scan(_)), "allowed there, and still wanted");
}

#[tokio::test]
async fn who_went_elsewhere_is_not_fetched_back_to_the_camera() {
    let phone = phone();
    let app = phone.open().await;
    app.show(Destination::Scan).await.unwrap();
    app.show(Destination::Settings).await.unwrap();
    app.permission(PermissionKind::Camera, PermissionState::Granted).await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Settings(_)));
}

#[tokio::test]
async fn a_shell_without_a_camera_has_no_scan_page() {
    let phone = Phone::new();
    let app = phone.open().await;
    assert_eq!(app.show(Destination::Scan).await.unwrap_err().kind, ErrorKind::NothingToDo);
}

fn says_what_is_wrong(update: &Update) -> bool {
    matches!(&update.view.screen, Screen::Scan(view) if view.problem.is_some())
}

#[tokio::test]
async fn a_link_in_front_of_the_camera_leads_to_the_question() {
    let phone = phone();
    let app = scanning(&phone).await;
    assert!(Frame::of(LINK).show(&app));
    let update = until(&app, |update| matches!(update.view.screen, Screen::Agree(_))).await;
    let Screen::Agree(view) = update.view.screen else { panic!() };
    assert_eq!(view.host, "login.example.com");
    app.cancel().await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Scan(_)));
}

#[tokio::test]
async fn a_code_of_no_use_is_said_once_however_long_it_is_seen() {
    let phone = phone();
    let app = scanning(&phone).await;
    let bad = Frame::of("https://example.org/menu");
    assert!(bad.show(&app));
    let revision = until(&app, says_what_is_wrong).await.revision;
    for _ in 0..5 {
        assert!(bad.show(&app));
    }
    // A command afterwards has its turn after all frames.
    app.inbox().await.unwrap();
    let again = app.inner.ask(handle::Command::FrameText { text: "https://example.org/menu".into() }).await;
    again.map(drop).expect("taken once");
    let other =
        app.inner.ask(handle::Command::FrameText { text: "otpauth-migration://offline?data=AAAA".into() });
    assert_eq!(other.await.map(drop).unwrap_err().kind, ErrorKind::ImportUnknown);
    assert!(app.next(0).await.unwrap().revision > revision);
    assert!(Frame::of(LINK).show(&app));
    until(&app, |update| matches!(update.view.screen, Screen::Agree(_))).await;
}

#[tokio::test]
async fn who_comes_back_to_the_camera_is_told_again() {
    let phone = phone();
    let app = scanning(&phone).await;
    let bad = Frame::of("https://example.org/menu");
    for _ in 0..2 {
        assert!(bad.show(&app));
        until(&app, says_what_is_wrong).await;
        app.back().await.unwrap();
        app.show(Destination::Scan).await.unwrap();
        assert!(!says_what_is_wrong(&app.next(0).await.unwrap()));
    }
}

#[tokio::test]
async fn frames_count_only_while_the_camera_is_on_screen() {
    let phone = phone();
    let app = scanning(&phone).await;
    let link = Frame::of(LINK);
    app.back().await.unwrap();
    assert!(link.show(&app));
    assert!(matches!(screen(&app).await, Screen::Start(_)));
    app.show(Destination::Scan).await.unwrap();
    assert!(matches!(screen(&app).await, Screen::Scan(_)));
    assert!(link.show(&app));
    until(&app, |update| matches!(update.view.screen, Screen::Agree(_))).await;
}

#[tokio::test]
async fn frames_that_are_none_hold_nothing() {
    let phone = phone();
    let app = scanning(&phone).await;
    let link = Frame::of(LINK);
    assert!(!app.frame(&link.luma[..100], link.side, link.side, link.stride), "too short");
    assert!(!app.frame(&link.luma, link.stride, link.side, link.side), "rows longer than their place");
    assert!(!app.frame(&[], 0, 0, 0));
    assert!(!app.frame(&vec![255; 320 * 240], 320, 240, 320), "a white wall");
    assert!(matches!(screen(&app).await, Screen::Scan(_)));
}

#[tokio::test]
async fn a_picture_that_is_lent_fails_as_one_that_is_given() {
    let phone = phone();
    let app = phone.open().await;
    app.show(Destination::Add).await.unwrap();
    let lend = |bytes: Vec<u8>| {
        let app = app.clone();
        async move { tokio::task::spawn_blocking(move || app.picture_lent(&bytes)).await.unwrap() }
    };
    let white = b"\x89PNG\r\n\x1a\n".to_vec();
    for (bytes, kind) in
        [(b"GIF89a".to_vec(), ErrorKind::PictureUnreadable), (white, ErrorKind::PictureUnreadable)]
    {
        let error = lend(bytes.clone()).await.unwrap_err();
        assert_eq!(error.kind, kind);
        assert_eq!(app.picture(bytes).await.unwrap_err(), error);
    }
    app.shutdown().await;
    assert_eq!(lend(b"GIF89a".to_vec()).await.unwrap_err().kind, ErrorKind::Stopped);
}
