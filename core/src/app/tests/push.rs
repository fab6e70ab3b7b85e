//! Wake-ups through UnifiedPush: asked for where both sides can, told to the provider until it knows, and taken back.

use data_encoding::BASE64URL_NOPAD;
use kauth_texts::{Language, Texts};
use serde_json::Value;

use super::provider::{Heard, Provider, WAKEUP};
use super::*;

const TOLD: &str = "PUT /v1/devices/self/wakeup";
const ENDPOINT: &str = "https://push.example.org/up/1";

fn phone() -> Phone {
    let mut phone = Phone::new();
    phone.shell.push = true;
    phone
}

async fn registration(app: &App) -> Option<(String, Option<String>)> {
    let effects = app.next(0).await.unwrap().effects;
    effects.into_iter().find_map(|effect| match effect.kind {
        EffectKind::RegisterPush { instance, vapid_key } => Some((instance, vapid_key)),
        _ => None,
    })
}

/// A phone that is linked and was asked to register.
async fn registering(phone: &Phone, provider: &Provider) -> App {
    let app = phone.open().await;
    provider.link(phone, &app).await;
    until(&app, |update| {
        update.effects.iter().any(|effect| matches!(effect.kind, EffectKind::RegisterPush { .. }))
    })
    .await;
    app
}

async fn give(app: &App, provider: &Provider, url: Option<&str>) {
    let instance = provider.origin().as_str().to_owned();
    app.push_endpoint(instance, url.map(str::to_owned)).await.unwrap();
}

fn body(heard: &Heard) -> Value {
    serde_json::from_str(&heard.body).unwrap()
}

fn bytes(body: &Value, name: &str) -> Vec<u8> {
    BASE64URL_NOPAD.decode(body[name].as_str().unwrap().as_bytes()).unwrap()
}

/// Waits until the settings say that the phone is woken.
async fn is_woken(app: &App) {
    app.show(Destination::Settings).await.unwrap();
    let woken = Texts::of(Language::English).reachable_pushed();
    until(app, |update| match &update.view.screen {
        Screen::Settings(view) => view.reachable.text == woken,
        _ => false,
    })
    .await;
}

#[tokio::test]
async fn a_provider_that_pushes_is_told_where() {
    let (phone, provider) = (phone(), Provider::that_wakes(&["none", "unifiedpush"]));
    let app = registering(&phone, &provider).await;
    let (instance, vapid_key) = registration(&app).await.unwrap();
    assert_eq!(instance, provider.origin().as_str());
    assert_eq!(vapid_key.as_deref(), Some("the provider's VAPID key"));
    give(&app, &provider, Some(ENDPOINT)).await;
    let told = body(&provider.hears(TOLD, 1)[0]);
    assert_eq!((&told["kind"], &told["endpoint"]), (&"unifiedpush".into(), &ENDPOINT.into()));
    let point = bytes(&told, "p256dh");
    assert_eq!((point.len(), point[0]), (65, 4), "an uncompressed point");
    assert_eq!(bytes(&told, "auth").len(), 16);
    is_woken(&app).await;

    give(&app, &provider, Some(ENDPOINT)).await;
    give(&app, &provider, Some("https://push.example.org/up/2")).await;
    let all = provider.hears(TOLD, 2);
    assert_eq!(all.len(), 2, "the same endpoint is no news");
    let other = body(&all[1]);
    assert_eq!(other["endpoint"], "https://push.example.org/up/2");
    assert_ne!(
        (&other["p256dh"], &other["auth"]),
        (&told["p256dh"], &told["auth"]),
        "a subscription of its own"
    );
}

#[tokio::test]
async fn nobody_is_asked_where_one_side_cannot() {
    for (can, wakeups) in [(true, &["none", "apns"] as &[&str]), (false, &["unifiedpush"])] {
        let mut phone = phone();
        phone.shell.push = can;
        let provider = Provider::that_wakes(wakeups);
        let app = phone.open().await;
        provider.link(&phone, &app).await;
        // Linking asks who the provider is; a phone that can be pushed asks once more.
        let asks = if can { 2 } else { 1 };
        provider.hears("GET /.well-known/kauth", asks);
        // What would follow is over before two ways to the provider and back.
        app.refresh().await.unwrap();
        app.refresh().await.unwrap();
        assert_eq!(provider.heard("GET /.well-known/kauth").len(), asks);
        assert_eq!(registration(&app).await, None);
    }
}

#[tokio::test]
async fn a_provider_that_is_down_is_told_again() {
    let (phone, provider) = (phone(), Provider::that_wakes(&["unifiedpush"]));
    let app = registering(&phone, &provider).await;
    provider.refuse(WAKEUP, &[503, 503]);
    give(&app, &provider, Some(ENDPOINT)).await;
    let again = async {
        while provider.heard(TOLD).len() < 3 {
            phone.clock.advance(2_000);
            app.inbox().await.unwrap();
        }
    };
    tokio::time::timeout(Duration::from_secs(20), again).await.expect("never told again");
    let told: Vec<Value> = provider.heard(TOLD).iter().map(body).collect();
    assert_eq!((&told[0], &told[1]), (&told[1], &told[2]), "the same subscription each time");
    is_woken(&app).await;
}

#[tokio::test]
async fn what_was_not_told_is_told_after_a_restart_and_what_was_is_not() {
    let (phone, provider) = (phone(), Provider::that_wakes(&["unifiedpush"]));
    let app = registering(&phone, &provider).await;
    provider.refuse(WAKEUP, &[503]);
    give(&app, &provider, Some(ENDPOINT)).await;
    let first = body(&provider.hears(TOLD, 1)[0]);
    app.shutdown().await;

    let app = phone.open().await;
    let told = provider.hears(TOLD, 2);
    assert_eq!(body(&told[1]), first);
    is_woken(&app).await;
    app.shutdown().await;

    let app = phone.open().await;
    provider.holds(1);
    give(&app, &provider, Some("https://push.example.org/up/2")).await;
    let told = provider.hears(TOLD, 3);
    assert_eq!((told.len(), &body(&told[2])["endpoint"]), (3, &"https://push.example.org/up/2".into()));
    assert_eq!(registration(&app).await, None, "there is an endpoint");
}

#[tokio::test]
async fn an_endpoint_that_is_taken_away_is_taken_back() {
    let (phone, provider) = (phone(), Provider::that_wakes(&["unifiedpush"]));
    let app = registering(&phone, &provider).await;
    give(&app, &provider, Some(ENDPOINT)).await;
    provider.hears(TOLD, 1);
    give(&app, &provider, None).await;
    let told = body(&provider.hears(TOLD, 2)[1]);
    assert_eq!(told, serde_json::json!({ "kind": "none" }));
    app.push_endpoint("https://unknown.example".into(), Some(ENDPOINT.into())).await.unwrap();
    give(&app, &provider, Some(ENDPOINT)).await;
    assert_eq!(provider.hears(TOLD, 3).len(), 3, "a stranger's endpoint is told to nobody");
}

#[tokio::test]
async fn a_phone_whose_endpoint_was_taken_away_asks_for_another_at_its_next_start() {
    let (phone, provider) = (phone(), Provider::that_wakes(&["unifiedpush"]));
    let app = registering(&phone, &provider).await;
    give(&app, &provider, Some(ENDPOINT)).await;
    provider.hears(TOLD, 1);
    give(&app, &provider, None).await;
    provider.hears(TOLD, 2);
    app.shutdown().await;

    let app = phone.open().await;
    until(&app, |update| {
        update.effects.iter().any(|effect| matches!(effect.kind, EffectKind::RegisterPush { .. }))
    })
    .await;
}
