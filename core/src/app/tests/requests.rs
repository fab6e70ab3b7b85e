//! Requests on screen and in the history, with a provider that sends them.

use super::provider::{LOGIN, Provider};
use super::*;

async fn asked(phone: &Phone, provider: &Provider, count: u8) -> App {
    let app = phone.open().await;
    provider.link(phone, &app).await;
    provider.holds(1);
    provider.tell((1..=count).map(|count| provider.asks(count)).collect());
    until(&app, |update| matches!(update.view.screen, Screen::Request(_))).await;
    app
}

async fn on_screen(app: &App) -> Option<String> {
    match screen(app).await {
        Screen::Request(view) => Some(view.id),
        _ => None,
    }
}

#[tokio::test]
async fn what_waits_is_counted_and_led_to() {
    let (phone, provider) = (Phone::new(), Provider::new());
    let app = asked(&phone, &provider, 2).await;
    let first = on_screen(&app).await;
    let waiting = app.next(0).await.unwrap().view.waiting;
    assert_eq!(waiting.as_deref(), Some("2 requests are waiting"));
    assert_eq!(rows(&app).await[0].waiting, waiting);

    app.show(Destination::Accounts).await.unwrap();
    assert_eq!(on_screen(&app).await, None, "put aside");
    app.show(Destination::NextRequest).await.unwrap();
    assert_eq!(on_screen(&app).await, first);
    phone.clock.advance(10 * 60_000);
    until(&app, |update| update.view.waiting.is_none()).await;
    assert_eq!(rows(&app).await[0].waiting, None);
    let refused = app.show(Destination::NextRequest).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::NothingToDo);
}

/// The codes that the account's page can show.
async fn recovery_codes(app: &App) -> Vec<String> {
    let account = rows(app).await.remove(0).id;
    if app.show(Destination::RecoveryCodes { account }).await.is_err() {
        return vec![];
    }
    let Screen::RecoveryCodes(view) = screen(app).await else { panic!() };
    app.back().await.unwrap();
    view.codes
}

#[tokio::test]
async fn linking_again_keeps_recovery_codes_that_count_and_no_others() {
    let (phone, provider) = (Phone::new(), Provider::new());
    let app = phone.open().await;
    provider.grants(Some(&["0 AAAA", "1 BBBB"]), Some("first"));
    provider.link(&phone, &app).await;
    app.saved_recovery_codes().await.unwrap();
    for (set, kept) in [(Some("first"), 2), (Some("second"), 0), (Some("first"), 0), (None, 0)] {
        provider.grants(None, set);
        provider.link(&phone, &app).await;
        assert_eq!(recovery_codes(&app).await.len(), kept, "{set:?}");
    }
    provider.grants(Some(&["0 CCCC"]), Some("third"));
    provider.link(&phone, &app).await;
    provider.grants(None, None);
    provider.link(&phone, &app).await;
    assert_eq!(recovery_codes(&app).await, [""; 0], "a provider that names no set may have made another");
}

#[tokio::test]
async fn the_history_names_the_account_of_a_link_that_is_gone() {
    let (phone, provider) = (Phone::new(), Provider::new());
    let app = asked(&phone, &provider, 1).await;
    provider.holds(1);
    provider.tell(vec![provider.removes()]);
    until(&app, |update| matches!(&update.view.screen, Screen::RequestEnded(view) if view.account == LOGIN))
        .await;
    assert!(rows(&app).await.is_empty());
    app.show(Destination::History).await.unwrap();
    let Screen::History(view) = screen(&app).await else { panic!() };
    assert_eq!(view.rows[0].account, LOGIN);
}
