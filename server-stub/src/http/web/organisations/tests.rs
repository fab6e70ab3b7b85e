//! Who may do what in an organisation, through its pages.

use super::super::tests::{Browser, PASSWORD, Site, site};
use crate::domain::step_up;

const OWNER: &str = "olga@example.org";
const ADMINISTRATOR: &str = "anton@example.org";
const EMPLOYEE: &str = "erika@example.org";
const EXTERNAL: &str = "emil@example.org";

/// An organisation with one member in each role; gives its page's path and the owner's browser.
async fn organisation(site: &Site) -> (String, Browser) {
    for login in [OWNER, ADMINISTRATOR, EMPLOYEE, EXTERNAL] {
        site.account_called(login, false).await;
    }
    let mut owner = Browser::signed_in_as(site, OWNER, PASSWORD).await;
    owner.get(site, "/organisations").await;
    assert_eq!(owner.post(site, "/organisations", &[("name", "Alpenblick")]).await, 303);
    let here = owner.location.clone();
    for (login, role) in [(ADMINISTRATOR, "administrator"), (EMPLOYEE, "employee"), (EXTERNAL, "external")] {
        assert_eq!(add(site, &mut owner, &here, login, role).await, 303, "{login}");
    }
    (here, owner)
}

async fn add(site: &Site, browser: &mut Browser, here: &str, login: &str, role: &str) -> u16 {
    browser.get(site, "/account").await;
    browser.post(site, &format!("{here}/members"), &[("login", login), ("role", role)]).await
}

async fn id(site: &Site, login: &'static str) -> String {
    let found = site.state.store.read(move |tx| crate::store::accounts::by_login(tx, login)).await;
    found.unwrap().unwrap().id
}

async fn give(site: &Site, browser: &mut Browser, here: &str, login: &'static str, role: &str) -> u16 {
    let path = format!("{here}/members/{}/role", id(site, login).await);
    browser.get(site, "/account").await;
    browser.post(site, &path, &[("role", role)]).await
}

async fn remove(site: &Site, browser: &mut Browser, here: &str, login: &'static str) -> u16 {
    let path = format!("{here}/members/{}/remove", id(site, login).await);
    browser.get(site, "/account").await;
    browser.post(site, &path, &[]).await
}

/// What the organisation's page says, read by its owner.
async fn page(site: &Site, owner: &mut Browser, here: &str) -> String {
    assert_eq!(owner.get(site, here).await, 200);
    owner.page.clone()
}

#[tokio::test]
async fn g7_only_a_legal_owner_makes_another() {
    let site = site();
    let (here, mut owner) = organisation(&site).await;
    for login in [ADMINISTRATOR, EMPLOYEE, EXTERNAL] {
        let mut member = Browser::signed_in_as(&site, login, PASSWORD).await;
        for whose in [ADMINISTRATOR, EMPLOYEE, EXTERNAL] {
            assert_eq!(
                give(&site, &mut member, &here, whose, "legal_owner").await,
                403,
                "{login} for {whose}"
            );
        }
        assert_eq!(give(&site, &mut member, &here, OWNER, "employee").await, 403, "{login}");
        assert_eq!(remove(&site, &mut member, &here, OWNER).await, 403, "{login}");
    }
    assert_eq!(remove(&site, &mut owner, &here, OWNER).await, 422, "the last legal owner stays");
    assert_eq!(give(&site, &mut owner, &here, ADMINISTRATOR, "legal_owner").await, 303);
    let mut second = Browser::signed_in_as(&site, ADMINISTRATOR, PASSWORD).await;
    assert_eq!(remove(&site, &mut second, &here, OWNER).await, 303, "now there is another one");
    assert_eq!(owner.get(&site, &here).await, 404);
}

#[tokio::test]
async fn g7_administrators_manage_people_and_the_others_nobody() {
    let site = site();
    let (here, mut owner) = organisation(&site).await;
    site.account_called("neu@example.org", false).await;
    for login in [EMPLOYEE, EXTERNAL] {
        let mut member = Browser::signed_in_as(&site, login, PASSWORD).await;
        assert_eq!(add(&site, &mut member, &here, "neu@example.org", "external").await, 403, "{login}");
        assert_eq!(give(&site, &mut member, &here, login, "administrator").await, 403, "{login}");
    }
    let mut administrator = Browser::signed_in_as(&site, ADMINISTRATOR, PASSWORD).await;
    assert_eq!(add(&site, &mut administrator, &here, "neu@example.org", "external").await, 303);
    assert_eq!(give(&site, &mut administrator, &here, EXTERNAL, "employee").await, 303);
    assert_eq!(remove(&site, &mut administrator, &here, EMPLOYEE).await, 303);
    let page = page(&site, &mut owner, &here).await;
    assert!(page.contains("neu@example.org") && !page.contains(EMPLOYEE));
    assert_eq!(add(&site, &mut administrator, &here, "nobody@example.org", "external").await, 422);
    assert!(administrator.page.contains("Ask the person to create an account first"));
}

#[tokio::test]
async fn g7_who_is_no_member_does_not_learn_that_it_exists() {
    let site = site();
    let (here, _) = organisation(&site).await;
    site.account_called("fremd@example.org", false).await;
    let mut stranger = Browser::signed_in_as(&site, "fremd@example.org", PASSWORD).await;
    let mut pages = Vec::new();
    for path in [here.as_str(), "/organisations/none"] {
        assert_eq!(stranger.get(&site, path).await, 404, "{path}");
        pages.push(stranger.page.replace(path, "PATH"));
    }
    assert_eq!(pages[0], pages[1]);
    assert_eq!(add(&site, &mut stranger, &here, "fremd@example.org", "legal_owner").await, 404);
}

#[tokio::test]
async fn g7_changes_want_a_fresh_step_up() {
    let site = site();
    let (here, mut owner) = organisation(&site).await;
    site.clock.advance(step_up::WINDOW);
    assert_eq!(give(&site, &mut owner, &here, EMPLOYEE, "administrator").await, 303);
    assert!(owner.location.starts_with("/step-up?"), "{}", owner.location);
    assert_eq!(remove(&site, &mut owner, &here, EMPLOYEE).await, 303);
    assert!(owner.location.starts_with("/step-up?"), "{}", owner.location);
    assert!(page(&site, &mut owner, &here).await.contains(EMPLOYEE));
}
