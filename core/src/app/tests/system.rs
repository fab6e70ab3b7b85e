//! What the system hands in, and what it could not do.

use kauth_texts::{Language, Texts};

use super::*;

async fn only_effect(app: &App) -> Effect {
    let mut effects = app.next(0).await.unwrap().effects;
    assert_eq!(effects.len(), 1);
    effects.remove(0)
}

#[tokio::test]
async fn what_the_shell_could_not_do_is_said_once() {
    let phone = Phone::new();
    let app = phone.open().await;
    let account = app.add_by_hand(entry("Example")).await.unwrap();
    app.copy_code(account).await.unwrap();
    let effect = only_effect(&app).await;
    app.failed(effect.id).await.unwrap();
    let said = Texts::of(Language::English).undone_copy();
    assert_eq!(snackbar(&app).await, Some(said), "not that it was copied");
    assert_eq!(app.next(0).await.unwrap().effects, []);
    phone.clock.advance(60_000);
    until(&app, |update| update.view.snackbar.is_none()).await;
    app.failed(effect.id).await.unwrap();
    app.failed(u64::MAX).await.unwrap();
    assert_eq!(snackbar(&app).await, None);
}

#[tokio::test]
async fn a_signature_ends_by_its_own_answer_only() {
    let (phone, provider) = (Phone::new(), provider::Provider::new());
    let app = phone.open().await;
    app.scan(provider.link_text()).await.unwrap();
    app.agree().await.unwrap();
    let effect = only_effect(&app).await;
    assert!(matches!(effect.kind, EffectKind::SignatureNeeded { .. }));
    app.failed(effect.id).await.unwrap();
    app.done(effect.id).await.unwrap();
    assert_eq!(only_effect(&app).await.id, effect.id);
}

#[tokio::test]
async fn addresses_that_open_the_app_find_their_way() {
    let phone = Phone::new();
    let app = phone.open().await;
    let uri = format!("otpauth://totp/Example:anna?secret={SECRET}");
    app.opened(uri).await.unwrap();
    assert_eq!(rows(&app).await.len(), 1);
    for nobody_waits_for in ["kauth://oauth?code=x&state=y", "kauth://oauth"] {
        let error = app.opened(nobody_waits_for.into()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::SignInMismatch, "{nobody_waits_for}");
    }
    for not_ours in ["kauth://nothing?code=x", "http://127.0.0.1:9/oauth?code=x"] {
        let error = app.opened(not_ours.into()).await.unwrap_err();
        assert!(matches!(error.kind, ErrorKind::NotALink | ErrorKind::LinkInvalid), "{not_ours}: {error:?}");
    }
}

#[tokio::test]
async fn the_systems_languages_count_until_the_person_chooses() {
    let phone = Phone::new();
    let app = phone.open().await;
    app.languages_changed("rm,fr-CH;q=0.9,de;q=0.8".into()).await.unwrap();
    assert_eq!(app.next(0).await.unwrap().view.language, "fr");
    assert_eq!(app.labels().await.unwrap(), labels_for("fr"));
    app.set_language("de".into()).await.unwrap();
    app.languages_changed("it".into()).await.unwrap();
    assert_eq!(app.next(0).await.unwrap().view.language, "de");
    app.set_language(String::new()).await.unwrap();
    assert_eq!(app.next(0).await.unwrap().view.language, "it");
}
