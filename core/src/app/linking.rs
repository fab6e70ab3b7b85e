//! Carries out what the linking machine asks for: keys, network, the person's signature, the one transaction.

use kauth_otp::{Algorithm, Digits, Kind as OtpKind, OtpUri, Parameters, Period, Secret};
use kauth_protocol::b64;
use kauth_protocol::discovery::{Attestation, DiscoveryResponse};
use kauth_protocol::display::{MAX_LABEL, sanitise};
use kauth_protocol::jwk::PublicJwk;
use kauth_protocol::link_uri::LinkUri;
use kauth_protocol::links::{ClaimRequest, ClaimResponse, Grant, LinkResponse, TotpGrant};
use kauth_protocol::oauth::{self, TokenRequest, TokenResponse};
use kauth_protocol::origin::{Origin, OriginError};
use kauth_protocol::problem::Code;
use ring::digest::{SHA256, digest};

use super::actor::{Actor, Message};
use super::command::SignatureResult;
use super::effect::EffectKind;
use super::handle::Reply;
use super::nav::{Page, Retry};
use super::polling::kind_of;
use super::requests::join;
use super::state::{Connected, Errand, Poll, Purpose, WaitFor};
use super::store::{Batch, Kind};
use crate::deadline::Moment;
use crate::error::{CoreError, ErrorKind};
use crate::links::{
    Draft, DraftKeys, Effect, Event, Farewell, KeyRef, KnownProvider, Link, Linking, PendingLink,
    PendingSignIn, Provider, SignIn, Stage, step,
};
use crate::net::{Credentials, NetError, Peer, Trust, api, backoff};
use crate::platform::KeyPurpose;

/// What comes back from what was asked for.
pub(super) enum Outcome {
    Discovered(Result<DiscoveryResponse, NetError>),
    Keys(Result<DraftKeys, ErrorKind>),
    Token(Result<TokenResponse, NetError>),
    Claimed(Result<ClaimResponse, NetError>),
    State(Result<LinkResponse, NetError>),
}

/// How long a sign-in waits for the browser.
const SIGN_IN_MS: u64 = 30 * 60 * 1000;
/// The provider's own end of a claim is waited for so long before this phone gives up by itself.
const GRACE_MS: u64 = 30_000;
/// The one place of the journal.
pub(super) const JOURNAL: &str = "linking";

impl Actor {
    /// A link was read: it is shown, and nothing is sent. What cannot become one is refused at once.
    pub(super) fn begin_link(&mut self, link: LinkUri, text: String) -> Result<(), CoreError> {
        let draft = Draft {
            known: self.known(&link.origin),
            origin: link.origin,
            pin: link.pin,
            token: Some(link.token),
            key: Some(link.key),
            name: None,
            lineage: None,
            attestation: Attestation::None,
            keys: None,
            from_here: false,
        };
        self.check_draft(&draft)?;
        self.state.last_try = Some(Retry::Scan { text });
        self.new_linking(Linking::asked(draft));
        self.state.nav.go(Page::Linking);
        Ok(())
    }

    /// Signs in on this phone (A1). Typing the address and tapping is the agreement.
    pub(super) async fn sign_in_here(&mut self, host: &str, redirect: Option<String>, reply: Reply) {
        match self.begin_sign_in(host, redirect) {
            Ok(()) => {
                self.wait(WaitFor::Linking, reply);
                self.linking_event(Event::Agreed).await;
            }
            Err(error) => {
                self.state.nav.problem = Some(error.message.clone());
                self.reply(reply, Err(error));
            }
        }
    }

    fn begin_sign_in(&mut self, host: &str, redirect: Option<String>) -> Result<(), CoreError> {
        if self.state.person.is_none() {
            return Err(self.error(ErrorKind::Locked));
        }
        let origin = Origin::typed(host).map_err(|error| {
            self.error(match error {
                OriginError::NotAHost => ErrorKind::HostInvalid,
                OriginError::PlainHttp => ErrorKind::PlainHttp,
            })
        })?;
        let redirect = redirect.unwrap_or_else(|| oauth::REDIRECT_URI.to_owned());
        let loopback = ["http://127.0.0.1:", "http://[::1]:"].iter().any(|start| redirect.starts_with(start));
        if redirect != oauth::REDIRECT_URI && !loopback {
            return Err(self.error(ErrorKind::PlainHttp));
        }
        let draft = Draft {
            known: self.known(&origin),
            origin,
            pin: None,
            token: None,
            key: None,
            name: None,
            lineage: None,
            attestation: Attestation::None,
            keys: None,
            from_here: true,
        };
        self.check_draft(&draft)?;
        self.state.last_try =
            Some(Retry::SignInHere { host: host.to_owned(), loopback_redirect: Some(redirect.clone()) });
        let token = || self.signer.token().map_err(|error| self.net_error(&error));
        // 256 random bits, 43 characters or more (RFC 7636 §4.1).
        let sign_in = SignIn { redirect, state: token()?, verifier: format!("{}{}", token()?, token()?) };
        self.new_linking(Linking::sign_in(draft, sign_in));
        self.state.nav.go(Page::Linking);
        Ok(())
    }

    fn check_draft(&self, draft: &Draft) -> Result<(), CoreError> {
        if self.state.person.is_none() {
            return Err(self.error(ErrorKind::Locked));
        }
        if draft.origin.is_plain_http() && !self.config.shell.loopback_http {
            return Err(self.error(ErrorKind::PlainHttp));
        }
        match &draft.known {
            Some(known) if known.lineage.pin != draft.pin => Err(self.error(ErrorKind::ForeignKey)),
            _ => Ok(()),
        }
    }

    fn known(&self, origin: &Origin) -> Option<KnownProvider> {
        let provider = &self.state.providers.get(origin)?.record;
        let alive = provider.broken.is_none();
        Some(KnownProvider {
            lineage: provider.lineage.clone(),
            keys: alive.then(|| (provider.transport.clone(), provider.approval.clone())),
        })
    }

    fn new_linking(&mut self, linking: Linking) {
        self.state.linking_id = self.state.id();
        self.state.linking_unreached = false;
        self.state.link_peer = None;
        self.state.linking = Some(linking);
    }

    /// The person agrees to what is on screen.
    pub(super) async fn agree(&mut self, reply: Reply) {
        match &self.state.linking {
            Some(Linking { stage: Stage::Asked(None), .. }) => {
                self.wait(WaitFor::Linking, reply);
                self.linking_event(Event::Agreed).await;
            }
            _ => {
                let error = self.error(ErrorKind::NothingToDo);
                self.reply(reply, Err(error));
            }
        }
    }

    /// The sign-in page led back to the app.
    pub(super) async fn oauth_returned(&mut self, url: &str, reply: Reply) {
        match self.read_return(url) {
            Ok(event) => {
                self.wait(WaitFor::Linking, reply);
                self.linking_event(event).await;
            }
            // Whoever sent that, the sign-in under way is not touched.
            Err(error) => self.reply(reply, Err(error)),
        }
    }

    fn read_return(&self, url: &str) -> Result<Event, CoreError> {
        let mismatch = || self.error(ErrorKind::SignInMismatch);
        let Some(Linking { draft, stage: Stage::Browsing(sign_in) }) = &self.state.linking else {
            return Err(mismatch());
        };
        let query = url.strip_prefix(sign_in.redirect.as_str()).and_then(|rest| rest.strip_prefix('?'));
        let query = query.ok_or_else(mismatch)?;
        let mut found: Vec<(String, String)> = Vec::new();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            if found.iter().any(|(known, _)| *known == name) {
                return Err(mismatch());
            }
            found.push((name.into_owned(), value.into_owned()));
        }
        let get =
            |wanted: &str| found.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        // RFC 6749 §10.12 and RFC 9207: what belongs to another sign-in, or to another provider, is not ours.
        if get("state") != Some(sign_in.state.as_str()) || get("iss") != Some(draft.origin.as_str()) {
            return Err(mismatch());
        }
        match (get("code"), get("error")) {
            (Some(code), None) => Ok(Event::CameBack { code: code.to_owned() }),
            (None, Some(_)) => Ok(Event::Failed(ErrorKind::SignInDenied)),
            _ => Err(mismatch()),
        }
    }

    /// Leaves what is under way.
    pub(super) async fn cancel(&mut self) -> Result<(), CoreError> {
        if self.state.linking.is_none() {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        self.linking_event(Event::Cancelled).await;
        Ok(())
    }

    /// Leads the link in the making through an event and all that follows.
    pub(super) async fn linking_event(&mut self, event: Event) {
        let mut events = std::collections::VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let Some(linking) = self.state.linking.take() else { return };
            let (next, effects) = step(linking, event, &self.now());
            self.state.linking = next;
            self.touch();
            for effect in effects {
                match self.link_effect(effect).await {
                    Ok(follows) => events.extend(follows),
                    Err(error) => {
                        events.push_back(Event::Failed(error.kind));
                        break;
                    }
                }
            }
        }
    }

    /// Carries one effect out; gives the event that follows at once, if one does.
    async fn link_effect(&mut self, effect: Effect) -> Result<Option<Event>, CoreError> {
        match effect {
            Effect::Discover => self.discover()?,
            Effect::MakeKeys => self.make_keys(),
            Effect::Browse { sign_in, url } => {
                let deadline = self.now().after(SIGN_IN_MS);
                let draft = self.draft()?.clone();
                let mut batch = Batch::default();
                batch.put(Kind::PendingSignIn, JOURNAL, &PendingSignIn { draft, sign_in, deadline });
                self.commit(batch).await?;
                self.state.effect(EffectKind::OpenUrl { url });
                self.settle_waiters(&WaitFor::Linking, &Ok(()));
            }
            Effect::Exchange { sign_in, code } => self.exchange(&sign_in, code)?,
            Effect::Prove => self.prove()?,
            Effect::Claim { proof, failures: 0, .. } => self.claim(proof).await?,
            Effect::Claim { failures, retry_after_s, .. } => {
                let delay = backoff::delay_ms(failures, retry_after_s, self.random());
                self.later(Errand::Claim, delay);
            }
            Effect::SavePending => self.save_pending().await?,
            Effect::Poll { link, failures: 0, .. } => {
                self.state.linking_unreached = false;
                self.poll_link(link)?;
            }
            Effect::Poll { failures, retry_after_s, .. } => {
                self.state.linking_unreached = true;
                let delay = backoff::delay_ms(failures, retry_after_s, self.random());
                self.later(Errand::PollLink, delay);
            }
            Effect::Keep { link, grant } => {
                if self.state.person.is_none() {
                    self.state.held_grant = Some((link, grant));
                } else {
                    self.keep(&link, &grant).await?;
                    return Ok(Some(Event::Kept));
                }
            }
            Effect::CleanUp { keys } => self.clean_up(keys).await,
            Effect::Done { link } => self.link_done(&link),
            Effect::Over(kind) => self.link_over(kind),
        }
        Ok(None)
    }

    fn draft(&self) -> Result<&Draft, CoreError> {
        self.state
            .linking
            .as_ref()
            .map(|linking| &linking.draft)
            .ok_or_else(|| self.error(ErrorKind::NothingToDo))
    }

    /// The provider of the link in the making, under the trust that the link asks for.
    fn link_peer(&mut self) -> Result<Peer, CoreError> {
        if let Some(peer) = &self.state.link_peer {
            return Ok(peer.clone());
        }
        let (origin, pin) = self.draft().map(|draft| (draft.origin.clone(), draft.pin.clone()))?;
        let learned = self.state.providers.get(&origin).and_then(|provider| provider.record.time.clone());
        let trust = Trust::of_pin(pin.as_deref());
        let peer = Peer::new(origin, &trust, self.platform.clock.clone(), learned, self.net_config())
            .map_err(|error| self.net_error(&error))?;
        self.state.link_peer = Some(peer.clone());
        Ok(peer)
    }

    /// What the link in the making signs its calls with: no token yet.
    fn link_credentials(&self) -> Result<Credentials, CoreError> {
        let keys = self.draft()?.keys.as_ref().ok_or_else(|| self.error(ErrorKind::KeyStore))?;
        Ok(Credentials { key: keys.transport.id.clone(), jwk: keys.transport.jwk.clone(), token: None })
    }

    fn spawn_linking(&self, work: impl Future<Output = Outcome> + Send + 'static) {
        let (id, messages) = (self.state.linking_id, self.messages.clone());
        tokio::spawn(async move {
            let event = Box::new(work.await);
            let _stopped = messages.send(Message::Linking { id, event });
        });
    }

    fn discover(&mut self) -> Result<(), CoreError> {
        let peer = self.link_peer()?;
        self.spawn_linking(async move { Outcome::Discovered(api::discover(&peer).await) });
        Ok(())
    }

    /// Makes both keys. Attestation is over the link's token, so a sign-in on this phone, whose token comes later, has
    /// none.
    fn make_keys(&self) {
        let store = self.platform.keys.clone();
        let draft = self.state.linking.as_ref().map(|linking| &linking.draft);
        let token = draft.and_then(|draft| draft.token.clone());
        let wanted = draft.is_some_and(|draft| draft.attestation != Attestation::None);
        let challenge = token.filter(|_| wanted).map(|token| digest(&SHA256, token.as_bytes()));
        let make = move || {
            let key = |purpose, challenge: Option<&[u8]>| {
                let made = store.create(purpose, challenge).map_err(|_| ErrorKind::KeyStore)?;
                let jwk = PublicJwk::from_sec1(&made.public_key).ok_or(ErrorKind::KeyStore)?;
                Ok((KeyRef { id: made.id, jwk }, made.attestation))
            };
            let (transport, _) = key(KeyPurpose::Transport, None)?;
            match key(KeyPurpose::Approval, challenge.as_ref().map(AsRef::as_ref)) {
                Ok((approval, attestation)) => {
                    Ok(DraftKeys { transport, approval, fresh: true, attestation })
                }
                Err(kind) => {
                    let _found_at_next_start = store.delete(&transport.id);
                    Err(kind)
                }
            }
        };
        self.spawn_linking(async move {
            let keys = tokio::task::spawn_blocking(make).await;
            Outcome::Keys(keys.unwrap_or(Err(ErrorKind::KeyStore)))
        });
    }

    fn exchange(&mut self, sign_in: &SignIn, code: String) -> Result<(), CoreError> {
        let (peer, credentials, signer) = (self.link_peer()?, self.link_credentials()?, self.signer.clone());
        let request = TokenRequest {
            grant_type: "authorization_code".into(),
            code,
            redirect_uri: sign_in.redirect.clone(),
            client_id: oauth::CLIENT_ID.into(),
            code_verifier: sign_in.verifier.clone(),
        };
        self.spawn_linking(async move {
            Outcome::Token(api::token(&signer, &peer, &credentials, &request).await)
        });
        Ok(())
    }

    fn prove(&mut self) -> Result<(), CoreError> {
        let nonce = self.link_peer()?.nonce().ok_or_else(|| self.error(ErrorKind::BadAnswer))?;
        let draft = self.draft()?;
        let proof = draft.proof(&nonce).ok_or_else(|| self.error(ErrorKind::KeyStore))?;
        let key = draft.keys.as_ref().map(|keys| keys.approval.id.clone()).unwrap_or_default();
        let reason = self.state.texts().working_proof_reason(draft.origin.host());
        let bytes = proof.unsigned().signing_input().to_vec();
        let input = String::from_utf8_lossy(&bytes).into_owned();
        let op = self.state.id();
        let linking = self.state.linking_id;
        self.state.signatures.insert(op, Purpose::LinkProof { linking, input });
        self.state.effect(EffectKind::SignatureNeeded { op, key, bytes, reason });
        self.settle_waiters(&WaitFor::Linking, &Ok(()));
        Ok(())
    }

    pub(super) async fn proof_signed(
        &mut self,
        linking: u64,
        input: &str,
        result: SignatureResult,
        reply: Reply,
    ) {
        let proving = matches!(&self.state.linking, Some(Linking { stage: Stage::Proving, .. }));
        if linking != self.state.linking_id || !proving {
            let error = self.error(ErrorKind::NothingToDo);
            return self.reply(reply, Err(error));
        }
        self.wait(WaitFor::Linking, reply);
        let event = match result {
            SignatureResult::Signed { der } => match join(input, &der) {
                Some(proof) => Event::Proved { proof },
                None => Event::Failed(ErrorKind::KeyStore),
            },
            SignatureResult::Declined | SignatureResult::Unavailable => {
                Event::Failed(ErrorKind::SignatureDeclined)
            }
            SignatureResult::KeyGone => {
                let origin = self.draft().map(|draft| draft.origin.clone());
                if let Ok(origin) = origin {
                    self.break_provider(&origin, crate::links::Broken::ApprovalKeyGone).await;
                }
                Event::Failed(ErrorKind::LinkAgain)
            }
        };
        self.linking_event(event).await;
    }

    async fn claim(&mut self, proof: String) -> Result<(), CoreError> {
        // From here on other keys would void the link: trying again means a new QR code.
        self.state.last_try = None;
        let (peer, credentials, signer) = (self.link_peer()?, self.link_credentials()?, self.signer.clone());
        let draft = self.draft()?.clone();
        let (Some(token), Some(keys)) = (draft.token.clone(), draft.keys.clone()) else {
            return Err(self.error(ErrorKind::KeyStore));
        };
        let name = sanitise(&self.config.device_name, MAX_LABEL);
        let platform = self.config.platform_name.clone();
        self.spawn_linking(async move {
            let chain = Some(keys.attestation).filter(|chain| !chain.is_empty());
            let attestation =
                chain.map(|chain| chain.iter().map(|certificate| b64::encode(certificate)).collect());
            let request = ClaimRequest {
                token,
                device_name: if name.is_empty() { "kAuth".to_owned() } else { name },
                platform,
                transport_key: keys.transport.jwk,
                approval_key: keys.approval.jwk,
                proof,
                attestation,
            };
            Outcome::Claimed(api::claim(&signer, &peer, &credentials, &request).await)
        });
        Ok(())
    }

    async fn save_pending(&mut self) -> Result<(), CoreError> {
        crate::platform::crash_point("link.claimed");
        let Some(Linking { draft, stage: Stage::Waiting { link, code, deadline, .. } }) = &self.state.linking
        else {
            return Ok(());
        };
        let pending = PendingLink {
            link: link.clone(),
            code: code.clone(),
            deadline: deadline.clone(),
            draft: draft.clone(),
        };
        let mut batch = Batch::default();
        batch.put(Kind::PendingLink, JOURNAL, &pending);
        batch.delete(Kind::PendingSignIn, JOURNAL);
        let has_code = code.is_some();
        self.commit(batch).await?;
        if has_code {
            self.settle_waiters(&WaitFor::Linking, &Ok(()));
        }
        Ok(())
    }

    fn poll_link(&mut self, link: String) -> Result<(), CoreError> {
        let (peer, credentials, signer) = (self.link_peer()?, self.link_credentials()?, self.signer.clone());
        let wait_s = self.config.timeouts.wait_s;
        self.spawn_linking(async move {
            Outcome::State(api::link(&signer, &peer, &credentials, &link, Some(wait_s)).await)
        });
        Ok(())
    }

    /// An errand of the link in the making is due.
    pub(super) async fn linking_again(&mut self) {
        let stage = self.state.linking.as_ref().map(|linking| linking.stage.clone());
        let result = match stage {
            Some(Stage::Claiming { proof, .. }) => self.claim(proof).await,
            Some(Stage::Waiting { link, .. }) => self.poll_link(link),
            _ => Ok(()),
        };
        if let Err(error) = result {
            self.linking_event(Event::Failed(error.kind)).await;
        }
    }

    pub(super) async fn linking_outcome(&mut self, id: u64, outcome: Outcome) {
        if id != self.state.linking_id {
            if let Outcome::Keys(Ok(keys)) = outcome {
                self.delete_keys(vec![keys.transport.id, keys.approval.id]);
            }
            return;
        }
        let event = match outcome {
            Outcome::Keys(Ok(keys)) if self.state.linking.is_some() => Event::KeysMade(keys),
            Outcome::Keys(Ok(keys)) => {
                return self.delete_keys(vec![keys.transport.id, keys.approval.id]);
            }
            Outcome::Keys(Err(kind)) => Event::Failed(kind),
            Outcome::Discovered(Ok(found)) => Event::Discovered(Box::new(found)),
            Outcome::Token(Ok(token)) => Event::GotToken(Box::new(token)),
            Outcome::Claimed(Ok(claimed)) => Event::Claimed(claimed),
            Outcome::State(Ok(state)) => Event::State(Box::new(state)),
            Outcome::Token(Err(NetError::Refused { status: 400, .. })) => {
                Event::Failed(ErrorKind::SignInDenied)
            }
            Outcome::State(Err(error)) if error.code() == Some(Code::NotFound) => {
                Event::Failed(ErrorKind::LinkUnknown)
            }
            Outcome::Discovered(Err(error))
            | Outcome::Token(Err(error))
            | Outcome::Claimed(Err(error))
            | Outcome::State(Err(error)) => failed(&error),
        };
        self.linking_event(event).await;
    }

    /// When the link in the making is given up, monotonic milliseconds.
    pub(super) fn linking_ends(&self, now: &Moment) -> Option<u64> {
        match &self.state.linking {
            Some(Linking { stage: Stage::Waiting { deadline, .. }, .. }) => {
                Some(deadline.at_ms(now)?.saturating_add(GRACE_MS))
            }
            _ => None,
        }
    }

    pub(super) async fn linking_time(&mut self, now: &Moment) {
        if self.linking_ends(now).is_some_and(|at| at <= now.ms) {
            self.linking_event(Event::TimeUp).await;
        }
    }

    // ---- the transaction --------------------------------------------------------------------------------------

    /// Keeps a grant that came while the app was locked.
    pub(super) async fn keep_held(&mut self) {
        let Some((link, grant)) = self.state.held_grant.take() else { return };
        let event = match self.keep(&link, &grant).await {
            Ok(()) => Event::Kept,
            Err(error) => Event::Failed(error.kind),
        };
        self.linking_event(event).await;
    }

    async fn keep(&mut self, id: &str, grant: &Grant) -> Result<(), CoreError> {
        let draft = self.draft()?.clone();
        let (Some(keys), Some(lineage)) = (draft.keys.clone(), draft.lineage.clone()) else {
            return Err(self.error(ErrorKind::KeyStore));
        };
        let peer = self.link_peer()?;
        let name = sanitise(&grant.provider, MAX_LABEL);
        let name = if name.is_empty() { draft.origin.host().to_owned() } else { name };
        let login = sanitise(&grant.login, MAX_LABEL);
        let otp = otp_uri(&name, &login, &grant.totp).ok_or_else(|| self.error(ErrorKind::BadAnswer))?;
        let before = self.state.providers.get(&draft.origin).map(|provider| provider.record.clone());
        let same_device = before.as_ref().is_some_and(|provider| provider.transport == keys.transport);
        let provider = Provider {
            origin: draft.origin.clone(),
            name: name.clone(),
            lineage,
            device: grant.device.clone(),
            access_token: grant.access_token.clone(),
            transport: keys.transport.clone(),
            approval: keys.approval.clone(),
            cursor: before.as_ref().filter(|_| same_device).and_then(|provider| provider.cursor.clone()),
            time: peer.time().learned(),
            broken: None,
        };
        let earlier: Option<Link> = self
            .state
            .links
            .values()
            .find(|link| link.origin == draft.origin && link.account == grant.account)
            .cloned();
        let entry = match &earlier {
            Some(link) => link.entry.clone(),
            None => self.signer.token().map_err(|error| self.net_error(&error))?,
        };
        let person = self.state.person.as_ref().ok_or_else(|| self.error(ErrorKind::Locked))?;
        let mut account = person.accounts.get(&entry).cloned().unwrap_or_else(|| person.blank(entry.clone()));
        account.otp = Some(otp);
        account.name.clone_from(&login);
        account.issuer = name;
        account.link = Some(id.to_owned());
        account.recovery_codes = grant.recovery_codes.clone().unwrap_or_default();
        account.recovery_saved = grant.recovery_codes.is_none();
        account.removed = None;
        let link = Link {
            id: id.to_owned(),
            origin: draft.origin.clone(),
            device: grant.device.clone(),
            account: grant.account.clone(),
            login,
            entry: entry.clone(),
            since_s: peer.time().now_ms().div_euclid(1000),
            acknowledged: false,
            recovery_left: grant.recovery_codes_left,
            recovery_voided: false,
            unfinished: false,
        };
        let farewell = before
            .as_ref()
            .filter(|_| !same_device)
            .zip(earlier.as_ref())
            .map(|(before, earlier)| stale(before, earlier, self.farewell(earlier)));
        let mut batch = Batch::default();
        batch.put(Kind::Provider, draft.origin.as_str(), &provider);
        if let Some(earlier) = earlier.as_ref().filter(|earlier| earlier.id != id) {
            batch.delete(Kind::Link, &earlier.id);
        }
        batch.put(Kind::Link, id, &link);
        batch.put(Kind::Account, &entry, &account);
        if let Some(farewell) = &farewell {
            batch.put(Kind::Farewell, &farewell.link, farewell);
        }
        batch.delete(Kind::PendingLink, JOURNAL);
        batch.delete(Kind::PendingSignIn, JOURNAL);
        crate::platform::crash_point("link.before_commit");
        self.commit(batch).await?;
        crate::platform::crash_point("link.committed");
        if let Some(old) = self.state.providers.remove(&draft.origin)
            && let Some(running) = old.poll.running
        {
            running.abort();
        }
        self.state.providers.insert(
            draft.origin.clone(),
            Connected { record: provider, peer: Some(peer), poll: Poll::default() },
        );
        if let Some(earlier) = earlier {
            self.state.links.remove(&earlier.id);
        }
        self.state.links.insert(id.to_owned(), link);
        let offset_ms = self.state.offset_ms(Some(id));
        if let Some(person) = &mut self.state.person {
            person.insert(account, offset_ms);
        }
        if let Some(farewell) = farewell {
            let said = farewell.link.clone();
            self.state.farewells.insert(said.clone(), farewell);
            self.say_farewell(&said);
        }
        Ok(())
    }

    fn link_done(&mut self, link: &str) {
        self.state.link_peer = None;
        let Some(entry) = self.state.links.get(link).map(|link| link.entry.clone()) else { return };
        let fresh_codes = self
            .state
            .person
            .as_ref()
            .and_then(|person| person.accounts.get(&entry))
            .is_some_and(|account| !account.recovery_codes.is_empty() && !account.recovery_saved);
        self.state.nav.restart(Page::Account { entry: entry.clone() });
        if fresh_codes {
            self.state.nav.push(Page::RecoveryCodes { entry, fresh: true });
        }
        self.acknowledge(link);
        if let Some(origin) = self.state.links.get(link).map(|link| link.origin.clone())
            && self.state.foreground
        {
            self.poll(&origin, false);
        }
        self.ask_for_notifications();
        self.settle_waiters(&WaitFor::Linking, &Ok(()));
    }

    async fn clean_up(&mut self, keys: Vec<String>) {
        let ops = self.state.signatures.iter();
        let ops = ops.filter(|(_, purpose)| matches!(purpose, Purpose::LinkProof { .. }));
        let ops: Vec<u64> = ops.map(|(op, _)| *op).collect();
        for op in ops {
            self.withdraw_signature(op);
        }
        let mut batch = Batch::default();
        batch.delete(Kind::PendingLink, JOURNAL);
        batch.delete(Kind::PendingSignIn, JOURNAL);
        // What cannot be written now is found at the next start: a journal without keys is emptied.
        let _found_at_next_start = self.commit(batch).await;
        self.delete_keys(keys);
        self.state.held_grant = None;
        self.state.agenda.remove(&Errand::Claim);
        self.state.agenda.remove(&Errand::PollLink);
    }

    fn link_over(&mut self, kind: Option<ErrorKind>) {
        self.state.link_peer = None;
        self.state.linking_unreached = false;
        self.state.linking_id = self.state.id();
        match kind {
            None => {
                self.state.nav.leave(|page| *page == Page::Linking);
                let error = self.error(ErrorKind::NothingToDo);
                self.settle_waiters(&WaitFor::Linking, &Err(error));
            }
            Some(kind) => {
                let error = self.error(kind);
                self.state.nav.leave(|page| *page == Page::Linking);
                let passing = matches!(
                    kind,
                    ErrorKind::Offline
                        | ErrorKind::TimedOut
                        | ErrorKind::ProviderDown
                        | ErrorKind::BadAnswer
                        | ErrorKind::TooMany
                        | ErrorKind::SignInDenied
                        | ErrorKind::SignatureDeclined
                );
                let retry = self.state.last_try.take().filter(|_| passing);
                self.state.nav.push(Page::Problem { error: error.clone(), retry });
                self.settle_waiters(&WaitFor::Linking, &Err(error));
            }
        }
    }

    /// Does again what the problem on screen was about.
    pub(super) async fn retry(&mut self, reply: Reply) {
        let retry = match self.state.nav.top() {
            Page::Problem { retry, .. } => retry.clone(),
            _ => None,
        };
        match retry {
            Some(Retry::SignInHere { host, loopback_redirect }) => {
                self.state.nav.back();
                self.sign_in_here(&host, loopback_redirect, reply).await;
            }
            Some(Retry::Scan { text }) => {
                self.state.nav.back();
                let result = self.scan(&text).await;
                self.reply(reply, result);
            }
            None => {
                let error = self.error(ErrorKind::NothingToDo);
                self.reply(reply, Err(error));
            }
        }
    }
}

/// What a failed call means for the link in the making.
fn failed(error: &NetError) -> Event {
    let kind = kind_of(error);
    if error.is_passing() {
        Event::Unreached { retry_after_s: error.retry_after_s(), kind }
    } else {
        Event::Failed(kind)
    }
}

/// What is to be told about the link that this one replaces, and the keys that die with it.
fn stale(before: &Provider, earlier: &Link, farewell: Option<Farewell>) -> Farewell {
    let keys_to_delete = vec![before.transport.id.clone(), before.approval.id.clone()];
    let mut farewell = farewell.unwrap_or_else(|| Farewell {
        link: earlier.id.clone(),
        origin: before.origin.clone(),
        pin: before.lineage.pin.clone(),
        access_token: before.access_token.clone(),
        transport: before.transport.clone(),
        keys_to_delete: vec![],
    });
    farewell.keys_to_delete = keys_to_delete;
    farewell
}

/// A grant's secret as it is kept. None for what cannot make correct codes.
fn otp_uri(issuer: &str, login: &str, totp: &TotpGrant) -> Option<String> {
    let parameters = Parameters {
        secret: Secret::from_base32(&totp.secret).ok()?,
        algorithm: Algorithm::parse(&totp.algorithm).ok()?,
        digits: Digits::new(u8::try_from(totp.digits).ok()?).ok()?,
        kind: OtpKind::Totp { period: Period::from_seconds(u32::try_from(totp.period).ok()?).ok()? },
    };
    let uri =
        OtpUri::new(issuer, login, parameters.clone()).or_else(|_| OtpUri::new("", "kAuth", parameters));
    Some(uri.ok()?.to_text().to_string())
}
