//! Sending: the facts are encrypted, the manifest is signed, then chunk after chunk until the provider has all, then the
//! manifest. Kept before it begins, so that it goes on by itself after a kill, a tunnel or a flat battery.

use std::collections::BTreeMap;
use std::sync::Arc;

use kauth_protocol::checks::{ImagesResponse, SubmitRequest};
use kauth_protocol::jws::Unsigned;
use kauth_protocol::problem::Code;

use super::Outcome;
use crate::app::actor::Actor;
use crate::app::handle::Reply;
use crate::app::polling::kind_of;
use crate::app::state::{Errand, WaitFor};
use crate::app::store::Kind;
use crate::checks::session::{Event, Next};
use crate::checks::upload::{Piece, Upload};
use crate::checks::{Check, Picture, dossier};
use crate::error::{CoreError, ErrorKind};
use crate::net::{NetError, backoff};

/// What is sent once the manifest is signed.
pub(in crate::app) struct Signing {
    facts: Picture,
    sealed: Option<Vec<u8>>,
    wifi_only: bool,
}

impl Actor {
    /// The person sends, or sends now what waited for Wi-Fi.
    pub(in crate::app) async fn send_check(&mut self, wifi_only: bool, reply: Reply) {
        let next = self.state.checking.check.as_ref().map(Check::next);
        match next {
            Some(Next::Sending) => {
                let sent = self.change_wifi_only(wifi_only).await;
                self.reply(reply, sent);
                self.go_on_sending();
            }
            Some(Next::Review) if self.state.checking.signing.is_none() => {
                match self.sign_manifest(wifi_only) {
                    Ok(()) => self.wait(WaitFor::Check, reply),
                    Err(error) => self.reply(reply, Err(error)),
                }
            }
            Some(Next::Review) => self.wait(WaitFor::Check, reply),
            _ => {
                let error = self.error(ErrorKind::NothingToDo);
                self.reply(reply, Err(error));
            }
        }
    }

    async fn change_wifi_only(&mut self, wifi_only: bool) -> Result<(), CoreError> {
        let mut check = self.check()?.clone();
        check.progress.wifi_only = wifi_only;
        let mut batch = crate::app::store::Batch::default();
        batch.put(Kind::Check, super::CHECK, &check);
        self.commit(batch).await?;
        self.state.checking.check = Some(check);
        Ok(())
    }

    fn sign_manifest(&mut self, wifi_only: bool) -> Result<(), CoreError> {
        let check = self.check()?;
        let secrets = self.check_secrets()?;
        let failed = || self.error(ErrorKind::KeyStore);
        let (facts, sealed) =
            dossier::seal_facts(check, secrets, &*self.platform.random).map_err(|_| failed())?;
        let manifest = dossier::manifest(check, &facts).ok_or_else(failed)?;
        let unsigned: Unsigned = manifest.unsigned(&check.session_key.jwk.thumbprint());
        let (signer, key) = (self.signer.clone(), check.session_key.id.clone());
        self.state.checking.signing =
            Some(Signing { facts, sealed: sealed.map(|sealed| sealed.bytes), wifi_only });
        self.spawn_check(async move { Outcome::Signed(signer.sign(&key, unsigned).await) });
        Ok(())
    }

    pub(super) async fn manifest_signed(&mut self, signed: Result<String, NetError>) {
        let Some(Signing { facts, sealed, wifi_only }) = self.state.checking.signing.take() else { return };
        let kept = match signed {
            Ok(manifest) => self.check_event(Event::Sends { facts, manifest, wifi_only }, sealed).await,
            Err(error) => Err(self.net_error(&error)),
        };
        crate::platform::crash_point("check.sends");
        match kept {
            Ok(()) => self.settle_waiters(&WaitFor::Check, &Ok(())),
            Err(error) => self.check_failed(error),
        }
    }

    /// Sends what comes next, unless something is on the way or the person waits for Wi-Fi.
    pub(in crate::app) fn go_on_sending(&mut self) {
        let Some(check) = &self.state.checking.check else { return };
        let waits = check.progress.wifi_only && self.state.is_metered;
        if !check.progress.sending || waits || self.state.checking.is_sending {
            return;
        }
        self.state.agenda.remove(&Errand::SendCheck);
        let Ok(session) = self.session() else { return };
        self.state.checking.is_sending = true;
        match &self.state.checking.upload {
            None => self.spawn_check(async move { Outcome::Images(session.images().await) }),
            Some(upload) => match upload.next().cloned() {
                Some(piece) => self.send_piece(session, piece),
                None => self.submit(session),
            },
        }
    }

    fn send_piece(&mut self, session: crate::net::checks::Session, piece: Piece) {
        let blobs = self.state.checking.blobs.clone().unwrap_or_default();
        let picture = self.state.checking.check.as_ref().and_then(|check| {
            let picture = check.picture(piece.kind)?;
            blobs.get(&picture.blob_id(&check.id))
        });
        let bytes = picture.and_then(|blob| blob.expose().get(piece.start..piece.end)).map(<[u8]>::to_vec);
        let now_ms = self.now().ms;
        self.state.checking.pace.begun(now_ms);
        let patience = self.state.checking.patience;
        self.spawn_check(async move {
            let sent = match bytes {
                Some(bytes) => session.chunk(&piece, bytes, patience).await,
                None => Err(NetError::BadAnswer("the picture is gone")),
            };
            Outcome::Chunk(piece, sent)
        });
    }

    fn submit(&mut self, session: crate::net::checks::Session) {
        let Some(check) = &self.state.checking.check else { return };
        let Some(manifest) = check.progress.manifest.clone() else { return };
        let hash = kauth_protocol::checks::Manifest::hash(&manifest);
        let request = SubmitRequest { manifest, envelopes: check.envelopes.clone() };
        self.spawn_check(async move { Outcome::Submitted(hash, session.submit(&request).await) });
    }

    pub(super) async fn images_known(&mut self, there: Result<ImagesResponse, NetError>) {
        self.state.checking.is_sending = false;
        let there = match there {
            Ok(there) => there,
            Err(error) => return self.not_sent(&error).await,
        };
        let blobs = match self.store.load_bytes(Kind::CheckBlob).await {
            Ok(blobs) => blobs,
            Err(failure) => {
                let error = failure.error(self.state.texts());
                self.state.storage_problem = Some(error.kind);
                return;
            }
        };
        let blobs: BTreeMap<_, _> = blobs.into_iter().collect();
        self.state.checking.blobs = Some(Arc::new(blobs));
        let Some(check) = &self.state.checking.check else { return };
        let unsent = check.pictures.iter().filter(|picture| !picture.sent);
        self.state.checking.upload = Some(Upload::plan(unsent, &there));
        self.reached();
        self.go_on_sending();
    }

    pub(super) async fn chunk_sent(&mut self, piece: &Piece, sent: Result<(), NetError>) {
        self.state.checking.is_sending = false;
        match sent {
            Ok(()) => {
                crate::platform::crash_point("check.chunk_sent");
                let now_ms = self.now().ms;
                let checking = &mut self.state.checking;
                checking.pace.sent((piece.end - piece.start) as u64, now_ms);
                if let Some(upload) = &mut checking.upload {
                    upload.sent(piece);
                }
                self.reached();
                self.state.checking.unfit = 0;
                self.go_on_sending();
            }
            Err(error) => {
                if error == NetError::TimedOut {
                    self.state.checking.patience.timed_out();
                }
                self.not_sent(&error).await;
            }
        }
    }

    pub(super) async fn submitted(&mut self, hash: String, sent: Result<(), NetError>) {
        self.state.checking.is_sending = false;
        match sent {
            Ok(()) => {
                crate::platform::crash_point("check.submitted");
                self.reached();
                self.state.checking.upload = None;
                if let Err(error) = self.check_event(Event::Submitted { manifest_sha256: hash }, None).await {
                    // It is sent again, which is harmless.
                    self.state.storage_problem = Some(error.kind);
                    self.later(Errand::SendCheck, 5_000);
                }
            }
            Err(error) => self.not_sent(&error).await,
        }
    }

    fn reached(&mut self) {
        self.state.checking.failures = 0;
        self.state.checking.unreached = false;
    }

    /// Tries again later, from what the provider then has; what cannot pass is asked about.
    async fn not_sent(&mut self, error: &NetError) {
        self.state.checking.upload = None;
        if error.code() == Some(Code::CheckVoid) {
            return self.check_is_gone(Event::Void).await;
        }
        if !error.is_passing() {
            self.state.nav.problem = Some(self.error(kind_of(error)));
        }
        if matches!(error.code(), Some(Code::CheckOver | Code::Conflict | Code::NotFound)) {
            let unfit = self.state.checking.unfit;
            self.state.checking.unfit = unfit.saturating_add(1);
            if unfit == 0 {
                return self.poll_check(false);
            }
            let delay = backoff::delay_ms(unfit, error.retry_after_s(), self.random());
            return self.later(Errand::PollCheck, delay);
        }
        self.state.checking.unreached = true;
        self.state.checking.failures = self.state.checking.failures.saturating_add(1);
        let delay = backoff::delay_ms(self.state.checking.failures, error.retry_after_s(), self.random());
        self.later(Errand::SendCheck, delay);
    }
}
