//! A disk that is full: said as such, and nothing half done.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;

use super::world::{World, asks, send};
use crate::state::{AppState, Parts};
use crate::store::{Database, Job, Store, StoreError, Tx};

/// Reads from a good database, and has no room for anything.
struct Full {
    good: Store,
}

impl Database for Full {
    fn write(&self, job: Job) {
        let good = self.good.clone();
        tokio::spawn(async move {
            let run = move |tx: &Tx<'_>| -> Result<(), StoreError> {
                match job(tx) {
                    crate::store::Ran::Keep(finish) | crate::store::Ran::Undo(finish) => {
                        finish(Err(StoreError::Full))
                    }
                }
                Err(StoreError::Full)
            };
            good.write(run).await
        });
    }

    fn read(&self, job: Job) {
        let good = self.good.clone();
        tokio::spawn(async move {
            let run = move |tx: &Tx<'_>| -> Result<(), StoreError> {
                match job(tx) {
                    crate::store::Ran::Keep(finish) | crate::store::Ran::Undo(finish) => finish(Ok(())),
                }
                Ok(())
            };
            good.read(run).await
        });
    }
}

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_is_changed() {
    let world = World::new();
    let account = world.account("anna@example.org").await;
    let phone = world.linked(&account).await;
    let client = world.client().await;
    let full = Store::on(Arc::new(Full { good: world.state.store.clone() }));
    let state = AppState::new(Parts { store: full, ..world.parts() });
    let app = crate::http::router(state);
    let reply = send(&app, client.post(&asks("anna@example.org"))).await;
    assert_eq!(reply.problem(), (503, "unavailable"));
    assert!(reply.headers.contains_key("retry-after"));
    assert!(
        phone
            .inbox(&world, None, 0)
            .await
            .events
            .iter()
            .all(|event| { !matches!(event, kauth_protocol::inbox::Event::ApprovalRequested { .. }) })
    );
    let health = send(&app, Request::get("/.well-known/kauth").body(Body::empty()).unwrap()).await;
    assert_eq!(health.status, 200);
}
