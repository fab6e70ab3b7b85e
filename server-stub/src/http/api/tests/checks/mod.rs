//! kCheck as a phone, a reviewer and an attacker meet it.

mod audit;
mod calls;
mod deletion;
mod dossiers;
mod forgotten_login;
mod life;
mod numbers;
mod phone;
mod recovery;
mod review;
mod uploads;

use kauth_protocol::checks::{ClaimResponse, DocumentKind, LocationWish, Trigger};
use kauth_protocol::display::{DisplayPair, label};
use kauth_protocol::jwk::PublicJwk;
use kauth_texts::Language;

use super::world::{ORIGIN, World};
use crate::domain::checks::{self, Begun, Dossier, NewCheck, ReviewerAdded, Way};
use crate::outbox;
use crate::settings::Config;
use phone::entry;

pub(super) use phone::CheckPhone;

pub(super) const NUMBER: &str = "+41790000001";
/// The number of every account here.
pub(super) const ON_FILE: &str = "+41790000000";
/// What must never be found on the disk in the clear.
pub(super) const MARKER: &[u8] = b"PLANTED: this is what a picture shows";

/// A reviewer's key of RFC 9180 A.3.1, whose private half is known.
const PRIVATE: &str = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2";
const PUBLIC: &str = "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82\
                      6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0";

fn hex(text: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap()
}

pub(super) fn public() -> PublicJwk {
    PublicJwk::from_sec1(&hex(PUBLIC)).unwrap()
}

pub(super) fn private() -> [u8; 32] {
    hex(PRIVATE).try_into().unwrap()
}

/// A server with one reviewer, whose account is `staff`.
pub(super) struct Desk {
    pub(super) world: World,
    pub(super) staff: String,
    pub(super) reviewer: String,
    pub(super) account: String,
}

impl Desk {
    pub(super) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(super) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let world = World::with(change);
        let staff = world.bare_account("support@example.org").await;
        let account = world.bare_account("anna@example.org").await;
        let added = checks::add_reviewer(&world.state, &staff, "Berta", public()).await.unwrap();
        let ReviewerAdded::Added { id } = added else { panic!("{added:?}") };
        Self { world, staff, reviewer: id, account }
    }

    pub(super) fn new_check(&self, trigger: Trigger) -> NewCheck {
        NewCheck {
            trigger,
            account: Some(self.account.clone()),
            asker: "kAuth demo".to_owned(),
            begun: vec![DisplayPair { label: label::BROWSER.to_owned(), value: "Firefox".to_owned() }],
            documents: DocumentKind::ALL.to_vec(),
            location: LocationWish::Optional,
            language: Language::English,
            way: Way::Page,
            address: None,
            stranger: None,
        }
    }

    /// Begins a session; its id and token.
    pub(super) async fn begin(&self, new: NewCheck) -> (String, String) {
        match checks::begin(&self.world.state, new).await.unwrap() {
            Begun::Offered { check, uri, .. } => (check, uri.token),
            other => panic!("{other:?}"),
        }
    }

    /// A phone that claimed a new session.
    pub(super) async fn claimed(&self) -> CheckPhone {
        self.claimed_for(self.new_check(Trigger::ForgottenPassword)).await
    }

    pub(super) async fn claimed_for(&self, new: NewCheck) -> CheckPhone {
        let (_, token) = self.begin(new).await;
        let mut phone = CheckPhone::new();
        let claimed: ClaimResponse = phone.claim(self, &token).await.read();
        phone.take(claimed);
        phone
    }

    /// A phone that may send pictures of an identity card.
    pub(super) async fn ready(&self) -> CheckPhone {
        self.ready_for(self.new_check(Trigger::ForgottenPassword)).await
    }

    pub(super) async fn ready_for(&self, new: NewCheck) -> CheckPhone {
        let phone = self.claimed_for(new).await;
        phone.answer_all(self).await;
        phone
    }

    /// A phone whose dossier is sent, and the manifest.
    pub(super) async fn submitted(&self) -> (CheckPhone, String) {
        let phone = self.ready().await;
        let manifest = phone.send_dossier(self).await;
        (phone, manifest)
    }

    pub(super) async fn dossier(&self, phone: &CheckPhone) -> Dossier {
        checks::dossier(&self.world.state, &self.staff, &phone.check).await.unwrap()
    }

    /// The code of the newest message.
    pub(super) async fn code(&self) -> String {
        let newest = outbox::newest(&self.world.state, 1).await.unwrap();
        newest[0].0.code.clone().unwrap()
    }

    pub(super) async fn messages(&self) -> usize {
        let all = outbox::newest(&self.world.state, 1_000).await.unwrap();
        all.iter().filter(|(message, _)| message.kind == "check_code").count()
    }

    /// Every byte that the server keeps on the disk, by file.
    pub(super) fn disk(&self) -> Vec<(String, Vec<u8>)> {
        fn read(folder: &std::path::Path, found: &mut Vec<(String, Vec<u8>)>) {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    read(&entry.path(), found);
                } else {
                    found.push((entry.path().display().to_string(), std::fs::read(entry.path()).unwrap()));
                }
            }
        }
        let mut found = Vec::new();
        read(self.world.folder.path(), &mut found);
        found
    }

    /// Files in which these bytes stand.
    pub(super) fn holding(&self, needle: &[u8]) -> Vec<String> {
        assert!(needle.len() >= 12, "short needles are found by chance");
        let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        self.disk().into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
    }
}
