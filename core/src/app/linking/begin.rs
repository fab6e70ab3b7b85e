//! How a link begins: a QR code that the person agrees to, or a sign-in on this phone (A1) and its way back.

use kauth_protocol::discovery::Attestation;
use kauth_protocol::link_uri::LinkUri;
use kauth_protocol::oauth;
use kauth_protocol::origin::{Origin, OriginError};

use crate::app::actor::Actor;
use crate::app::handle::Reply;
use crate::app::nav::{Page, Retry};
use crate::app::state::WaitFor;
use crate::error::{CoreError, ErrorKind};
use crate::links::{Draft, Event, KnownProvider, Linking, SignIn, Stage};

impl Actor {
    /// A link was read: it is shown, and nothing is sent. What cannot become one is refused at once.
    pub(in crate::app) fn begin_link(&mut self, link: LinkUri, text: String) -> Result<(), CoreError> {
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
    pub(in crate::app) async fn sign_in_here(&mut self, host: &str, redirect: Option<String>, reply: Reply) {
        match self.begin_sign_in(host, redirect) {
            Ok(()) => {
                self.wait(WaitFor::Linking, reply);
                self.linking_event(Event::Agreed).await;
            }
            Err(error) => {
                self.state.nav.problem = Some(error.clone());
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
    pub(in crate::app) async fn agree(&mut self, reply: Reply) {
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

    /// An address opened the app: the sign-in page led back, or it is a link.
    pub(in crate::app) async fn opened(&mut self, url: &str, reply: Reply) {
        let is_awaited = match &self.state.linking {
            Some(Linking { stage: Stage::Browsing(sign_in), .. }) => leads_to(url, &sign_in.redirect),
            _ => false,
        };
        // An answer that nobody awaits is recognised, and refused, there.
        if !is_awaited {
            let result = self.scan(url).await;
            return self.reply(reply, result);
        }
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
    pub(in crate::app) async fn cancel(&mut self) -> Result<(), CoreError> {
        if *self.state.nav.top() == Page::Import {
            self.state.nav.back();
            return Ok(());
        }
        if self.state.linking.is_none() {
            return Err(self.error(ErrorKind::NothingToDo));
        }
        self.linking_event(Event::Cancelled).await;
        Ok(())
    }

    /// Does again what the problem on screen was about.
    pub(in crate::app) async fn retry(&mut self, reply: Reply) {
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

/// The same address, whatever follows the `?`.
fn leads_to(url: &str, redirect: &str) -> bool {
    url.strip_prefix(redirect).is_some_and(|rest| rest.is_empty() || rest.starts_with('?'))
}
