//! The demo's accounts. They are signed up through the pages, as anybody is, unless an earlier demo in this folder did.

use std::path::Path;

use kauth_server::Server;
use kauth_server::clock::{Clock, SystemClock};
use kauth_server::store::{StoreError, accounts, support};
use kauth_tests::browser::Browser;
use kauth_tests::website::{self, Person};
use kauth_tests::world::WorldError;

/// Who there is.
pub(crate) struct People {
    /// Signs in with the phone.
    pub(crate) demo: Person,
    /// Forgets the password.
    pub(crate) forgetful: Person,
    /// Reads dossiers.
    pub(crate) support: Person,
}

impl People {
    /// Signs them up and gives the support role.
    pub(crate) async fn greet(server: &Server, data: &Path) -> Result<Self, WorldError> {
        let people = Self {
            demo: Person { name: "Dana Demo".into(), ..Person::called("demo") },
            forgetful: Person { name: "Fay Forgetful".into(), ..Person::called("forgetful") },
            support: Person { name: "Sam Support".into(), ..Person::called("support") },
        };
        for person in [&people.demo, &people.forgetful, &people.support] {
            if !is_known(server, person).await? {
                website::sign_up(&Browser::new(server.url())?, person).await?;
            }
        }
        let now = SystemClock.now_unix_ms();
        let given = support::set(data, &people.support.login, true, now);
        given.map_err(|error| WorldError::Unmet(error.to_string()))?;
        Ok(people)
    }
}

async fn is_known(server: &Server, person: &Person) -> Result<bool, WorldError> {
    let login = person.login.clone();
    let found = server.state().store.read(move |tx| accounts::by_login(tx, &login)).await;
    found.map(|account| account.is_some()).map_err(|error: StoreError| WorldError::Unmet(error.to_string()))
}
