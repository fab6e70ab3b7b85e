//! Carries out what the machines of a check ask for, and leads their outcomes back into them.
//!
//! One check at a time: a person proves who they are to one provider, and a phone that mixes two up would be worse than one that
//! says "finish that first".

mod begin;
mod calls;
mod open;
mod pictures;
mod sending;
mod sight;
mod status;
mod steps;

use std::collections::BTreeMap;
use std::sync::Arc;

use kauth_protocol::checks::{BlobKind, CheckResponse, ClaimResponse, ImagesResponse, PhoneResponse};
use kauth_protocol::discovery::DiscoveryResponse;
use tokio::task::AbortHandle;

use super::actor::Actor;
use super::effect::{EffectKind, Vibration};
use super::nav::Page;
use super::state::WaitFor;
use super::store::{Batch, Kind};
use super::viewfinder::Seen;
use crate::checks::session::{self, Effect, Event};
use crate::checks::upload::{Pace, Patience, Piece, Upload};
use crate::checks::{Beginning, Check, CheckSecrets};
use crate::error::{CoreError, ErrorKind};
use crate::links::KeyRef;
use crate::net::{NetError, Peer};
use crate::secret::Secret;

pub(super) use calls::Step;
pub(super) use pictures::StillRead;

/// What comes back from what was asked for.
pub(super) enum Outcome {
    Discovered(Result<DiscoveryResponse, NetError>),
    Key(Result<KeyRef, ErrorKind>),
    Claimed(Result<ClaimResponse, NetError>),
    Stepped(Step, Result<Option<PhoneResponse>, NetError>),
    Images(Result<ImagesResponse, NetError>),
    Chunk(Piece, Result<(), NetError>),
    Signed(Result<String, NetError>),
    Submitted(String, Result<(), NetError>),
    /// With the question's number.
    Status(u64, Result<(CheckResponse, Option<String>), NetError>),
}

/// A check in memory: the record's mirror, and what only matters while it runs.
#[derive(Default)]
pub(super) struct Checking {
    /// Outcomes of earlier runs are late.
    pub id: u64,
    /// In the making.
    pub beginning: Option<Beginning>,
    /// Claimed while the app was locked: kept as soon as it is unlocked.
    pub held: Option<Box<Check>>,
    /// Under way.
    pub check: Option<Check>,
    /// None while locked.
    pub secrets: Option<CheckSecrets>,
    pub peer: Option<Peer>,
    /// The step that is being told.
    pub telling: Option<Step>,
    /// The facts that will be sent once the manifest is signed.
    pub signing: Option<sending::Signing>,
    pub upload: Option<Upload>,
    pub pace: Pace,
    /// How long a chunk may take.
    pub patience: Patience,
    /// The version of what the provider said last.
    pub version: Option<String>,
    /// The camera was asked for.
    pub asked_for_camera: bool,
    /// What the viewfinder showed last.
    pub sight: Option<Seen>,
    /// A picture is being looked at.
    pub is_reading: bool,
    /// The encrypted pictures while they are sent.
    pub blobs: Option<Arc<BTreeMap<String, Secret>>>,
    /// A chunk, or the submission, is under way.
    pub is_sending: bool,
    /// Asking where it stands.
    pub asking: Option<AbortHandle>,
    /// A refresh waits for the answer.
    pub is_refreshing: bool,
    /// How often that was asked: the reply to an earlier question is late.
    pub asked: u64,
    /// Where the monotonic clock stood when it was asked to wait for news, milliseconds; none if it was not.
    pub waits_since_ms: Option<u64>,
    /// How often in a row it did not wait although there was none.
    pub hurried: u32,
    /// How often in a row what was sent did not fit where the check stands.
    pub unfit: u32,
    pub failures: u32,
    /// The provider cannot be reached right now.
    pub unreached: bool,
}

/// The one place of the check, and of what is the person's of it.
pub(super) const CHECK: &str = "check";

impl Actor {
    /// Leads the check through an event: kept first, then carried out. `blob` is what a picture's record names.
    pub(super) async fn check_event(&mut self, event: Event, blob: Option<Vec<u8>>) -> Result<(), CoreError> {
        let Some(before) = self.state.checking.check.clone() else {
            return Err(self.error(ErrorKind::NothingToDo));
        };
        let (check, effects) = session::step(before.clone(), event, &self.now());
        if check == before && effects.is_empty() {
            return Ok(());
        }
        let mut batch = Batch::default();
        batch.put(Kind::Check, CHECK, &check);
        let mut blob = blob;
        for effect in &effects {
            match effect {
                Effect::KeepBlob { kind } => {
                    if let (Some(picture), Some(bytes)) = (check.picture(*kind), blob.take()) {
                        batch.put_bytes(Kind::CheckBlob, &picture.blob_id(&check.id), bytes);
                    }
                }
                Effect::DropBlobs(ids) => ids.iter().for_each(|id| batch.delete(Kind::CheckBlob, id)),
                Effect::DropSecrets => batch.delete(Kind::CheckSecrets, CHECK),
                _ => {}
            }
        }
        self.commit(batch).await?;
        self.state.checking.check = Some(check);
        self.touch();
        for effect in effects {
            self.check_effect(effect);
        }
        Ok(())
    }

    fn check_effect(&mut self, effect: Effect) {
        match effect {
            Effect::KeepBlob { .. } | Effect::DropBlobs(_) => self.state.checking.blobs = None,
            Effect::Upload => self.go_on_sending(),
            Effect::Poll => self.poll_check(false),
            Effect::DropSecrets => {
                self.state.checking.secrets = None;
                self.state.checking.upload = None;
                self.state.checking.blobs = None;
            }
            Effect::DropKey => {
                let key = self.state.checking.check.as_ref().map(|check| check.session_key.id.clone());
                self.delete_keys(key.into_iter().collect());
            }
            Effect::Announce => {
                if self.state.foreground {
                    self.state.effect(EffectKind::Vibrate { pattern: Vibration::Arrived });
                    let text = self.check_title();
                    self.state.effect(EffectKind::Speak { text });
                }
            }
        }
    }

    /// An outcome of what was asked for.
    pub(super) async fn checking_outcome(&mut self, id: u64, outcome: Outcome) {
        if id != self.state.checking.id {
            return;
        }
        match outcome {
            Outcome::Discovered(found) => self.check_discovered(found).await,
            Outcome::Key(key) => self.check_key_made(key).await,
            Outcome::Claimed(claimed) => self.check_claimed(claimed).await,
            Outcome::Stepped(step, told) => self.stepped(step, told).await,
            Outcome::Images(there) => self.images_known(there).await,
            Outcome::Chunk(piece, sent) => self.chunk_sent(&piece, sent).await,
            Outcome::Signed(signed) => self.manifest_signed(signed).await,
            Outcome::Submitted(hash, sent) => self.submitted(hash, sent).await,
            Outcome::Status(asked, told) => self.check_told(asked, told).await,
        }
        self.touch();
    }

    /// Goes to the check's page.
    pub(super) fn show_check(&mut self) {
        self.state.nav.leave(|page| {
            matches!(page, Page::CheckNumber | Page::CheckDocument | Page::CheckPicture { .. })
        });
        self.state.nav.go(Page::Check);
    }

    /// The check, or that there is none.
    pub(super) fn check(&self) -> Result<&Check, CoreError> {
        self.state.checking.check.as_ref().ok_or_else(|| self.error(ErrorKind::NothingToDo))
    }

    /// There is one, and it is over.
    pub(super) fn check_is_over(&self) -> bool {
        self.state.checking.check.as_ref().is_some_and(|check| check.state.is_over())
    }

    pub(super) fn check_secrets(&self) -> Result<&CheckSecrets, CoreError> {
        self.state.checking.secrets.as_ref().ok_or_else(|| self.error(ErrorKind::Locked))
    }

    /// Says in place what went wrong, and answers who waits.
    fn check_failed(&mut self, error: CoreError) {
        // How it ended is said by its own page.
        self.state.nav.problem = (!self.check_is_over()).then(|| error.clone());
        self.settle_waiters(&WaitFor::Check, &Err(error));
    }

    /// Nothing runs any more, and outcomes of what ran are late; whoever waits for one is told.
    fn only_keep(&mut self, check: Option<Check>) {
        let id = self.state.id();
        self.state.checking = Checking { id, check, ..Checking::default() };
        self.settle_refresh(None);
    }

    /// Nothing is left of the check but what the provider has.
    async fn forget_check(&mut self) -> Result<(), CoreError> {
        let checking = &self.state.checking;
        let mut batch = Batch::default();
        batch.delete(Kind::Check, CHECK);
        batch.delete(Kind::CheckSecrets, CHECK);
        if let Some(check) = &checking.check {
            for kind in BlobKind::ALL {
                if let Some(picture) = check.picture(kind) {
                    batch.delete(Kind::CheckBlob, &picture.blob_id(&check.id));
                }
            }
        }
        let key = checking.check.as_ref().map(|check| check.session_key.id.clone());
        self.commit(batch).await?;
        self.delete_keys(key.into_iter().collect());
        self.only_keep(None);
        self.state.nav.leave(Page::is_of_check);
        self.touch();
        Ok(())
    }
}
