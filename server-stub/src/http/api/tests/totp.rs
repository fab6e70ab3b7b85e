//! Codes from a phone without network.

use data_encoding::BASE32_NOPAD;
use totp_rs::Builder;

use super::world::{Phone, World};
use crate::clock::SECOND;
use crate::domain::links;
use crate::domain::totp;
use crate::state::testing::START;

fn code(secret: &str, unix_ms: i64) -> String {
    let secret: [u8; 20] = BASE32_NOPAD.decode(secret.as_bytes()).unwrap().try_into().unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(unix_ms / SECOND).unwrap()).to_string()
}

async fn accepts(world: &World, account: &str, code: &str) -> bool {
    totp::accept(&world.state, account, code).await.unwrap()
}

#[tokio::test]
async fn a_step_either_way_counts_and_no_further() {
    let world = World::new();
    for (offset, expected) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
        let account = world.account(&format!("{offset}@example.org")).await;
        let secret = world.link(&mut Phone::new(), &account).await.totp.secret.clone();
        let shown = code(&secret, START + offset * SECOND);
        assert_eq!(accepts(&world, &account, &shown).await, expected, "{offset}");
    }
}

#[tokio::test]
async fn no_code_counts_twice_nor_one_before_it() {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    let secret = world.link(&mut Phone::new(), &account).await.totp.secret.clone();
    let (before, now, after) =
        (code(&secret, START - 30 * SECOND), code(&secret, START), code(&secret, START + 30 * SECOND));
    assert!(accepts(&world, &account, &now).await);
    assert!(!accepts(&world, &account, &now).await);
    assert!(!accepts(&world, &account, &before).await);
    assert!(accepts(&world, &account, &after).await);
    world.clock.advance(30 * SECOND);
    assert!(!accepts(&world, &account, &after).await);
}

#[tokio::test]
async fn of_many_at_once_one_counts() {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    let secret = world.link(&mut Phone::new(), &account).await.totp.secret.clone();
    let shown = code(&secret, START);
    let tries = futures_util::future::join_all((0..8).map(|_| accepts(&world, &account, &shown))).await;
    assert_eq!(tries.iter().filter(|accepted| **accepted).count(), 1);
}

#[tokio::test]
async fn each_phone_has_a_secret_of_its_own_that_dies_with_its_link() {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    let mut lost = Phone::new();
    let lost_secret = world.link(&mut lost, &account).await.totp.secret.clone();
    let kept_secret = world.link(&mut Phone::new(), &account).await.totp.secret.clone();
    let bert = world.account("bert@example.org").await;
    assert!(!accepts(&world, &bert, &code(&kept_secret, START)).await);
    let (whose, link) = (account.clone(), lost.link.clone());
    world.state.store.write(move |tx| links::revoke(tx, &whose, &link, START)).await.unwrap().unwrap();
    assert!(!accepts(&world, &account, &code(&lost_secret, START)).await);
    assert!(accepts(&world, &account, &code(&kept_secret, START)).await);
}

#[tokio::test]
async fn what_is_no_code_is_wrong() {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    world.linked(&account).await;
    for wrong in ["", "12345", "1234567", "+12345", "12 345", "abcdef", "١٢٣٤٥٦"] {
        assert!(!accepts(&world, &account, wrong).await, "{wrong:?}");
    }
}
