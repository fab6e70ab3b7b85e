use super::*;
use crate::platform::{Clock, KeyStore};
use crate::vault::{LockState, Vault};

async fn open(device: &Device) -> Result<Vault, VaultError> {
    let keys: Arc<dyn KeyStore> = Arc::new(device.keys.clone());
    let clock: Arc<dyn Clock> = Arc::new(device.clock.clone());
    Vault::open(device.config(), keys, clock, Arc::new(SystemRandom::new())).await
}

#[tokio::test]
async fn the_handle_does_what_the_store_does() {
    let device = Device::new();
    let vault = open(&device).await.unwrap();
    vault.write(vec![put(RecordKind::Account, "a", "1")]).await.unwrap();
    vault.set_passphrase(None, passphrase("correct horse")).await.unwrap();
    assert_eq!(vault.lock_state().await, Ok(LockState::Unlocked));
    vault.lock().await.unwrap();
    assert_eq!(vault.load(RecordKind::Account).await, Err(VaultError::Locked));
    assert_eq!(vault.unlock(passphrase("wrong")).await, Err(VaultError::WrongPassphrase));
    vault.unlock(passphrase("correct horse")).await.unwrap();
    assert_eq!(readable(vault.load(RecordKind::Account).await.unwrap()), pairs(&[("a", "1")]));
    vault.remove_passphrase(passphrase("correct horse")).await.unwrap();
    assert_eq!(vault.lock_state().await, Ok(LockState::None));
}

#[tokio::test]
async fn a_closed_vault_says_so_and_lets_the_next_one_in() {
    let device = Device::new();
    let vault = open(&device).await.unwrap();
    assert!(matches!(open(&device).await, Err(VaultError::InUse { .. })));
    vault.write(vec![put(RecordKind::Link, "a", "1")]).await.unwrap();
    vault.close().await;
    assert_eq!(vault.load(RecordKind::Link).await, Err(VaultError::Closed));
    assert_eq!(vault.clone().write(vec![]).await, Err(VaultError::Closed));
    vault.close().await;
    let vault = open(&device).await.unwrap();
    assert_eq!(readable(vault.load(RecordKind::Link).await.unwrap()), pairs(&[("a", "1")]));
}

#[tokio::test]
async fn what_was_sent_is_done_though_nobody_waits_for_it() {
    let device = Device::new();
    let vault = open(&device).await.unwrap();
    for n in 0..50 {
        let write = vault.write(vec![put(RecordKind::Link, &n.to_string(), "1")]);
        // Polled once, so that it is sent, then dropped.
        let _polled = tokio::time::timeout(std::time::Duration::ZERO, write).await;
    }
    vault.close().await;
    let vault = open(&device).await.unwrap();
    assert_eq!(vault.load(RecordKind::Link).await.unwrap().len(), 50);
}

#[tokio::test]
async fn the_last_handles_drop_lets_go_of_the_vault() {
    let device = Device::new();
    let vault = open(&device).await.unwrap();
    drop(vault.clone());
    assert!(matches!(open(&device).await, Err(VaultError::InUse { .. })));
    drop(vault);
    // The thread closes the file on its own time.
    loop {
        match open(&device).await {
            Err(VaultError::InUse { .. }) => tokio::task::yield_now().await,
            opened => break drop(opened.unwrap()),
        }
    }
}
