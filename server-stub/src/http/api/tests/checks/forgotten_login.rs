//! A forgotten login address, by document and selfie (G3): the reviewer finds the account, the phone is told the login.

use std::collections::HashSet;

use kauth_protocol::checks::{Manifest, State, Trigger};

use super::phone::CheckPhone;
use super::{Desk, NUMBER, ON_FILE};
use crate::clock::{DAY, HOUR, MINUTE, SECOND};
use crate::domain::checks::{self, Decision, NewCheck, ReviewRefused, Sought};
use crate::domain::passwords::{self, Password};
use crate::http::web::tests::{Browser, PASSWORD, Site};
use crate::outbox;
use crate::store::accounts;

const LOGIN: &str = "anna@example.org";
const STAFF: &str = "support@example.org";

/// A desk, somebody of support who is signed in, and a dossier that waits.
struct Support {
    desk: Desk,
    site: Site,
    staff: Browser,
    phone: CheckPhone,
    path: String,
}

impl Support {
    async fn new() -> Self {
        Self::with_number(ON_FILE).await
    }

    async fn with_number(number: &str) -> Self {
        let desk = Desk::new().await;
        let state = desk.world.state.clone();
        let site = Site::of(state.clone(), desk.world.clock.clone());
        let hash = passwords::hash(&Password::new(PASSWORD), &*state.random).await.unwrap();
        for id in [desk.staff.clone(), desk.account.clone()] {
            let hash = hash.clone();
            let write = move |tx: &crate::store::Tx<'_>| accounts::set_password(tx, &id, &hash, 0);
            state.store.write(write).await.unwrap();
        }
        let phone =
            desk.claimed_for(NewCheck { account: None, ..desk.new_check(Trigger::ForgottenLogin) }).await;
        phone.answer_all_with(&desk, number).await;
        phone.send_dossier(&desk).await;
        let path = format!("/console/checks/{}", phone.check);
        let staff = Browser::signed_in_as(&site, STAFF, PASSWORD).await;
        let mut support = Self { desk, site, staff, phone, path };
        assert_eq!(support.look().await, 200);
        support
    }

    async fn look(&mut self) -> u16 {
        self.staff.get(&self.site, &self.path).await
    }

    async fn seek(&mut self, login: &str) -> u16 {
        self.look().await;
        self.staff.post(&self.site, &self.path, &[("login", login)]).await
    }

    /// The value of a field that the page hides.
    fn hidden(&self, name: &str) -> String {
        let rest = self.staff.page.split(&format!("name=\"{name}\" value=\"")).nth(1);
        rest.unwrap_or_default().split('"').next().unwrap_or_default().to_owned()
    }

    /// Accepts with what the form in front of the reviewer holds, and these fields; where that leads.
    async fn accept(&mut self, fields: &[(&str, &str)]) -> String {
        let manifest = self.hidden("manifest");
        let mut all = vec![("decision", "accept"), ("manifest", manifest.as_str())];
        all.extend_from_slice(fields);
        self.staff.post(&self.site, &format!("{}/decide", self.path), &all).await;
        self.staff.location.clone()
    }

    async fn accept_found(&mut self) -> String {
        assert_eq!(self.seek(LOGIN).await, 200);
        let (login, seen) = (self.hidden_login(), self.hidden("seen"));
        self.accept(&[("login", &login), ("seen", &seen)]).await
    }

    fn hidden_login(&self) -> String {
        let rest = self.staff.page.split("type=\"hidden\" name=\"login\" value=\"").nth(1);
        rest.unwrap_or_default().split('"').next().unwrap_or_default().to_owned()
    }

    /// What stands in the audit log about logins that were looked up.
    fn sought(&self) -> Vec<String> {
        let folder = self.desk.world.folder.path();
        let database = rusqlite::Connection::open(folder.join(crate::store::DATABASE_FILE)).unwrap();
        let mut statement = database.prepare("SELECT line FROM check_audit ORDER BY n").unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        let lines = rows.map(|line| serde_json::from_str::<serde_json::Value>(&line.unwrap()).unwrap());
        let own = lines.filter(|line| line["what"] == "sought" && line["who"] == self.desk.staff.as_str());
        own.map(|line| line["detail"].as_str().unwrap().to_owned()).collect()
    }

    async fn state(&self) -> State {
        self.phone.status(&self.desk).await.state
    }

    async fn told(&self, kind: &str) -> HashSet<String> {
        let all = outbox::newest(&self.desk.world.state, 99).await.unwrap();
        all.into_iter().filter(|(mail, _)| mail.kind == kind).map(|(mail, _)| mail.to).collect()
    }

    fn token(&self) -> String {
        self.desk.world.state.keys.finish_token(&self.phone.check).to_string()
    }

    async fn open(&self) -> Browser {
        let mut phone = Browser::default();
        phone.get(&self.site, "/check/finish").await;
        phone.post(&self.site, "/check/finish/open", &[("token", &self.token())]).await;
        phone
    }
}

#[tokio::test]
async fn g3_the_account_that_support_found_is_told_once_on_the_phone_and_nothing_else_changes() {
    let mut support = Support::new().await;
    assert!(support.accept_found().await.starts_with("/console?done=decided"));
    assert_eq!(support.state().await, State::Accepted);
    let everybody = HashSet::from([LOGIN, "second@example.net", ON_FILE].map(str::to_owned));
    assert_eq!(support.told("check_accepted").await, everybody);
    let finish = support.phone.status(&support.desk).await.finish.unwrap();
    assert_eq!((finish.path, finish.waits), (None, 3_600));
    assert!(!support.open().await.page.contains(LOGIN), "an hour in which it can be stopped");
    support.desk.world.clock.advance(HOUR);
    let finish = support.phone.status(&support.desk).await.finish.unwrap();
    assert_eq!(finish.path.unwrap(), format!("/check/finish#t={}", support.token()));
    let mut phone = support.open().await;
    assert!(
        phone.page.contains("data-state=\"login\"") && !phone.page.contains(LOGIN),
        "not before it is used"
    );
    let fields = [("token", support.token()), ("password", "vier kleine boote".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(phone.post(&support.site, "/check/finish", &fields).await, 200);
    assert!(phone.page.contains(LOGIN), "{}", phone.page);
    assert_eq!(phone.headers["cache-control"], "no-store");
    assert_eq!(support.told("login_told").await, everybody);
    assert_eq!(phone.get(&support.site, "/account").await, 303, "nobody is signed in");
    assert_eq!(
        Browser::signed_in_as(&support.site, LOGIN, PASSWORD).await.location,
        "/account",
        "the password is the old one"
    );
    let mut again = support.open().await;
    assert!(again.page.contains("no longer works") && !again.page.contains(LOGIN));
    again.get(&support.site, "/check/finish").await;
    again.post(&support.site, "/check/finish", &fields).await;
    assert_eq!(again.location, "/check/finish/done?what=over", "once");
    assert!(support.phone.status(&support.desk).await.finish.unwrap().done);
}

#[tokio::test]
async fn g3_a_login_whose_reply_was_lost_is_told_again_to_that_browser_for_a_few_minutes() {
    let mut support = Support::new().await;
    support.accept_found().await;
    support.desk.world.clock.advance(HOUR);
    let token = support.token();
    let fields = [("token", token.as_str())];
    let mut phone = support.open().await;
    let mut other = support.open().await;
    assert_eq!(phone.post(&support.site, "/check/finish", &fields).await, 200);
    assert!(phone.page.contains(LOGIN));
    other.post(&support.site, "/check/finish", &fields).await;
    assert_eq!(other.location, "/check/finish/done?what=over", "another browser gets nothing");
    assert!(!support.open().await.page.contains("data-state=\"login\""));
    support.desk.world.clock.advance(5 * MINUTE - 1);
    phone.get(&support.site, "/check/finish").await;
    phone.post(&support.site, "/check/finish/open", &fields).await;
    assert!(phone.page.contains("data-state=\"login\""), "{}", phone.page);
    assert_eq!(phone.post(&support.site, "/check/finish", &fields).await, 200);
    assert!(phone.page.contains(LOGIN));
    assert_eq!(support.told("login_told").await.len(), 3, "and nobody is told twice");
    let all = outbox::newest(&support.desk.world.state, 99).await.unwrap();
    assert_eq!(all.iter().filter(|(mail, _)| mail.kind == "login_told").count(), 3);
    support.desk.world.clock.advance(1);
    phone.get(&support.site, "/check/finish").await;
    phone.post(&support.site, "/check/finish", &fields).await;
    assert_eq!(phone.location, "/check/finish/done?what=over", "after the minutes nobody does");
    assert!(!phone.page.contains(LOGIN));
}

#[tokio::test]
async fn g3_the_link_in_the_notice_stops_it_before_the_login_is_told() {
    let mut support = Support::new().await;
    support.accept_found().await;
    let all = outbox::newest(&support.desk.world.state, 99).await.unwrap();
    let mail = all.into_iter().find(|(mail, _)| mail.kind == "check_accepted").unwrap().0;
    let stop: String = mail.body.split("t=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let mut owner = Browser::default();
    owner.get(&support.site, &format!("/stop?t={stop}")).await;
    owner.post(&support.site, "/stop", &[("t", &stop)]).await;
    assert_eq!(owner.location, "/stop/done");
    support.desk.world.clock.advance(HOUR);
    assert_eq!(support.state().await, State::Stopped);
    assert!(support.open().await.page.contains("no longer works"));
}

#[tokio::test]
async fn g3_a_reviewer_sees_name_and_number_of_the_account_before_accepting_for_it() {
    for (number, alone, other) in [(ON_FILE, true, false), (NUMBER, false, true)] {
        let mut support = Support::with_number(number).await;
        assert!(
            support.staff.page.contains("id=\"seek\"") && !support.staff.page.contains("data-needs-dossier")
        );
        assert_eq!(support.seek(" Anna@Example.ORG ").await, 200);
        let page = &support.staff.page;
        assert!(page.contains("<dd>anna@example.org</dd>") && page.contains("<dd>Anna</dd>"));
        assert_eq!(page.contains("A number alone proves nothing"), alone, "{number}");
        assert_eq!(page.contains("another one than on file"), other, "{number}");
        assert!(page.contains("data-needs-dossier"), "now it may be accepted");
        assert!(!page.contains("note good\">Confirmed"), "a number alone is no evidence");
    }
}

#[tokio::test]
async fn g3_nothing_is_accepted_for_an_account_that_was_not_looked_up() {
    let mut support = Support::new().await;
    let wrong = format!("{}?wrong=account", support.path);
    assert_eq!(support.accept(&[]).await, wrong, "no account at all");
    for login in [LOGIN, "nobody@example.org", STAFF] {
        support.look().await;
        assert_eq!(support.accept(&[("login", login)]).await, wrong, "{login}: known and unknown alike");
    }
    assert_eq!(support.seek(LOGIN).await, 200);
    let seen = support.hidden("seen");
    for login in ["nobody@example.org", STAFF] {
        assert_eq!(support.accept(&[("login", login), ("seen", &seen)]).await, wrong, "{login}");
        assert_eq!(support.seek(LOGIN).await, 200);
    }
    let other = support.desk.world.bare_account("support2@example.org").await;
    let manifest = support.hidden("manifest");
    let accept = Decision::AcceptFor { login: LOGIN.to_owned(), seen };
    let state = &support.desk.world.state;
    let refused = checks::decide(state, &other, &support.phone.check, &manifest, accept, None).await;
    assert!(matches!(refused, Err(ReviewRefused::NotAllowed)), "a colleague without a key of this session");
    assert_eq!(support.state().await, State::InReview);
    assert!(support.told("check_accepted").await.is_empty());
}

#[tokio::test]
async fn g3_what_one_reviewer_saw_beside_one_dossier_counts_there_only() {
    let desk = Desk::new().await;
    let state = &desk.world.state;
    let second = desk.world.bare_account("support2@example.org").await;
    checks::add_reviewer(state, &second, "Carla", CheckPhone::new().key.public()).await.unwrap();
    let mut waiting = Vec::new();
    for _ in 0..2 {
        let new = NewCheck { account: None, ..desk.new_check(Trigger::ForgottenLogin) };
        let phone = desk.ready_for(new).await;
        let manifest = Manifest::hash(&phone.send_dossier(&desk).await);
        desk.dossier(&phone).await;
        waiting.push((phone.check, manifest));
    }
    let [(one, manifest), (other, others)] = &waiting[..] else { panic!() };
    let Sought::Found(found) = checks::seek(state, &desk.staff, one, LOGIN.to_owned()).await.unwrap() else {
        panic!()
    };
    let accept = || Decision::AcceptFor { login: LOGIN.to_owned(), seen: found.seen.clone() };
    for (staff, check, manifest) in [(&second, one, manifest), (&desk.staff, other, others)] {
        let refused = checks::decide(state, staff, check, manifest, accept(), None).await;
        assert!(matches!(refused, Err(ReviewRefused::NotSought)));
    }
    checks::decide(state, &desk.staff, one, manifest, accept(), None).await.unwrap();
}

#[tokio::test]
async fn g3_the_reviewers_own_account_and_one_that_nobody_has_are_refused_in_words() {
    let mut support = Support::new().await;
    assert_eq!(support.seek(STAFF).await, 422);
    assert!(support.staff.page.contains("This is your own account") && support.hidden("seen").is_empty());
    assert_eq!(support.seek("nobody@example.org").await, 422);
    assert!(support.staff.page.contains("No such account") && support.hidden("seen").is_empty());
    assert_eq!(support.seek("no address").await, 422);
    assert_eq!(support.sought(), ["own", "nobody"], "each try is a line; what is no login is none");
}

#[tokio::test]
async fn g3_a_session_that_has_its_account_or_never_had_one_takes_no_other() {
    let desk = Desk::new().await;
    let state = &desk.world.state;
    for (account, trigger) in [
        (Some(desk.account.clone()), Trigger::ForgottenLogin),
        (Some(desk.account.clone()), Trigger::ForgottenPassword),
        (None, Trigger::ForgottenPassword),
        (None, Trigger::Unlock),
    ] {
        let phone = desk.ready_for(NewCheck { account, ..desk.new_check(trigger) }).await;
        let manifest = Manifest::hash(&phone.send_dossier(&desk).await);
        desk.dossier(&phone).await;
        let sought = checks::seek(state, &desk.staff, &phone.check, LOGIN.to_owned()).await;
        assert!(matches!(sought, Err(ReviewRefused::HasAccount)), "{trigger:?}");
        let accept = Decision::AcceptFor { login: LOGIN.to_owned(), seen: String::new() };
        let accepted = checks::decide(state, &desk.staff, &phone.check, &manifest, accept, None).await;
        assert!(matches!(accepted, Err(ReviewRefused::HasAccount)), "{trigger:?}");
        assert_eq!(phone.call(&desk, "DELETE", "").await.status, 204);
    }
}

#[tokio::test]
async fn g3_an_accepted_dossier_takes_no_other_account() {
    let mut support = Support::new().await;
    assert_eq!(support.seek(LOGIN).await, 200);
    let (seen, manifest) = (support.hidden("seen"), support.hidden("manifest"));
    support.accept(&[("login", LOGIN), ("seen", &seen)]).await;
    let state = &support.desk.world.state;
    let (staff, check) = (&support.desk.staff, &support.phone.check);
    let again = Decision::AcceptFor { login: LOGIN.to_owned(), seen };
    let again = checks::decide(state, staff, check, &manifest, again, None).await;
    assert!(matches!(again, Err(ReviewRefused::Over)));
    let sought = checks::seek(state, staff, check, LOGIN.to_owned()).await;
    assert!(matches!(sought, Err(ReviewRefused::Over)));
}

#[tokio::test]
async fn g3_logins_are_not_tried_out_and_every_try_is_a_line() {
    let mut support = Support::new().await;
    for index in 0..5 {
        assert_eq!(support.seek(&format!("nobody{index}@example.org")).await, 422);
        let right = support.seek(LOGIN).await;
        assert_eq!(right, if index < 4 { 200 } else { 429 }, "a right one in between clears nothing");
    }
    assert!(!support.staff.page.contains("<dd>Anna</dd>"));
    assert_eq!(support.staff.headers["retry-after"], "10");
    support.desk.world.clock.advance(10 * SECOND);
    assert_eq!(support.seek("nobody@example.org").await, 422);
    support.desk.world.clock.advance(10 * SECOND);
    assert_eq!(support.seek(LOGIN).await, 429, "ever slower");
    support.desk.world.clock.advance(DAY);
    let mut after = Browser::signed_in_as(&support.site, STAFF, PASSWORD).await;
    std::mem::swap(&mut support.staff, &mut after);
    assert_eq!(support.seek(LOGIN).await, 200, "another day");
    let lines = support.sought();
    let count = |what: &str| lines.iter().filter(|line| *line == what).count();
    assert_eq!((count("nobody"), count("found"), count("not_before")), (6, 5, 2));
}

#[tokio::test]
async fn g3_only_the_support_role_looks_accounts_up() {
    let support = Support::new().await;
    let mut person = Browser::signed_in_as(&support.site, LOGIN, PASSWORD).await;
    person.get(&support.site, "/account").await;
    assert_eq!(person.post(&support.site, &support.path, &[("login", STAFF)]).await, 404);
    let mut nobody = Browser::default();
    nobody.get(&support.site, "/sign-in").await;
    assert_eq!(nobody.post(&support.site, &support.path, &[("login", LOGIN)]).await, 303);
    assert!(support.sought().is_empty());
    let late = support.desk.world.bare_account("support3@example.org").await;
    let state = &support.desk.world.state;
    let sought = checks::seek(state, &late, &support.phone.check, LOGIN.to_owned()).await;
    assert!(matches!(sought, Err(ReviewRefused::NotAllowed)), "without a key of this session");
}
