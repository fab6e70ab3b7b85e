use kauth_protocol::discovery::KeyLineage;
use kauth_protocol::jws;

use super::*;
use crate::random::SystemRandom;
use crate::store::testing;

fn parts() -> (testing::Folder, Store, Arc<Seal>, Arc<dyn Random>) {
    let (folder, store) = testing::store();
    let seal = Arc::new(Seal::from_keys([[1; 32].as_slice()]).unwrap());
    (folder, store, seal, Arc::new(SystemRandom::new()))
}

#[tokio::test]
async fn the_same_key_and_tokens_come_back_after_a_restart() {
    let (_folder, store, seal, random) = parts();
    let first = Keys::load_or_create(&store, &seal, &random, 0).await.unwrap();
    let again = Keys::load_or_create(&store, &seal, &random, 0).await.unwrap();
    assert_eq!(first.thumbprint(), again.thumbprint());
    assert_eq!(*first.device_token("a"), *again.device_token("a"));
    assert_ne!(*first.device_token("a"), *first.device_token("b"));
    let signed =
        first.sign(Unsigned::with_kid("x", first.thumbprint(), &serde_json::json!({"a": 1}))).unwrap();
    jws::verify(&signed, "x", &again.jwks().keys[0]).unwrap();
}

#[tokio::test]
async fn a_phone_follows_introductions_and_withdrawals() {
    let (_folder, store, seal, random) = parts();
    let issuer = Origin::parse("https://id.example.org").unwrap();
    let first = Keys::load_or_create(&store, &seal, &random, 0).await.unwrap();
    let lineage = KeyLineage::begin(first.jwks().keys[0].clone(), None);
    let (seal2, random2, issuer2, old) =
        (Arc::clone(&seal), Arc::clone(&random), issuer.clone(), first.thumbprint().to_owned());
    store
        .write(move |tx| {
            introduce(tx, &seal2, &*random2, &issuer2, 1)?;
            assert!(matches!(
                withdraw(tx, &seal2, &issuer2, &rows::all(tx)?[1].thumbprint),
                Err(KeysError::NotWithdrawable)
            ));
            withdraw(tx, &seal2, &issuer2, &old)
        })
        .await
        .unwrap();
    let second = Keys::load_or_create(&store, &seal, &random, 2).await.unwrap();
    assert_ne!(second.thumbprint(), first.thumbprint());
    assert_eq!(second.jwks().keys.len(), 1);
    let followed = lineage.follow(&issuer, second.history());
    assert_eq!(followed.seq, 2);
    assert!(followed.find(second.thumbprint()).is_some());
    assert!(followed.find(first.thumbprint()).is_none());
    assert_eq!(followed.first, first.thumbprint());
}

#[tokio::test]
async fn another_key_file_opens_nothing() {
    let (_folder, store, seal, random) = parts();
    Keys::load_or_create(&store, &seal, &random, 0).await.unwrap();
    let other = Arc::new(Seal::from_keys([[2; 32].as_slice()]).unwrap());
    assert!(matches!(
        Keys::load_or_create(&store, &other, &random, 0).await,
        Err(KeysError::Seal(SealError::DoesNotOpen))
    ));
}
