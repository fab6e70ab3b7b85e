//! Carries out what the approvals machine asks for: disk first, then keys and network, then whoever waits.

use std::collections::VecDeque;

use kauth_protocol::approvals::{AnswerResponse, State as Stands};
use kauth_protocol::jws::Unsigned;
use kauth_protocol::problem::{Code, Problem};

use super::actor::{Actor, Message};
use super::command::{Decision, SignatureResult};
use super::effect::{EffectKind, Vibration};
use super::handle::Reply;
use super::state::{Errand, Purpose, WaitFor};
use super::store::{Batch, Kind};
use crate::approvals::{self, Effect, Event, How, Phase, Refusal, Request, Signers, Trouble};
use crate::error::{CoreError, ErrorKind};
use crate::links::Broken;
use crate::net::{NetError, api, backoff};

/// How sending an answer went; with a tombstone's key history where there was one under an unknown key.
pub(super) struct Sent {
    pub result: Result<AnswerResponse, NetError>,
    pub history: Option<Vec<String>>,
}

/// Past requests that are kept.
const HISTORY: usize = 200;

impl Actor {
    /// The person decided.
    pub(super) async fn answer(
        &mut self,
        request: &str,
        decision: Decision,
        digits: Option<String>,
        reply: Reply,
    ) {
        let event = match self.signers(request) {
            Ok(signers) => Event::Answered {
                decision: to_wire(decision),
                digits: digits.map(|digits| digits.chars().filter(|c| !c.is_whitespace()).collect()),
                locked: self.state.person.is_none(),
                signers,
            },
            Err(error) => return self.reply(reply, Err(error)),
        };
        if let Err(error) = self.approval(request, event).await {
            return self.reply(reply, Err(error));
        }
        match self.state.requests.get(request).map(|request| &request.phase) {
            // The shell is asked now; what it signs has its outcome in `signed`.
            Some(Phase::Signing { asks_person: true, .. }) | None => self.reply(reply, Ok(())),
            Some(_) => {
                self.wait(WaitFor::Answer(request.to_owned()), reply);
                self.touch();
            }
        }
    }

    fn signers(&self, request: &str) -> Result<Signers, CoreError> {
        let request =
            self.state.requests.get(request).ok_or_else(|| self.error(ErrorKind::RequestUnknown))?;
        let provider =
            self.state.providers.get(request.origin()).ok_or_else(|| self.error(ErrorKind::LinkGone))?;
        let provider = &provider.record;
        if !provider.reachable() {
            return Err(self.error(ErrorKind::LinkAgain));
        }
        Ok(Signers {
            device: provider.device.clone(),
            transport: provider.transport.jwk.thumbprint(),
            approval: provider.broken.is_none().then(|| provider.approval.jwk.thumbprint()),
        })
    }

    /// Leads a request through an event and all that follows at once. An error means that nothing was changed.
    pub(super) async fn approval(&mut self, id: &str, event: Event) -> Result<(), CoreError> {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let Some(before) = self.state.requests.get(id).cloned() else {
                return Err(self.error(ErrorKind::RequestUnknown));
            };
            // What the clock ended is over whether or not that can be written: it ends again at the next start.
            let by_the_clock = event == Event::TimeUp;
            let (after, effects) = approvals::step(before.clone(), event);
            if let Some(kind) = effects.iter().find_map(|effect| match effect {
                Effect::Decline(kind) => Some(*kind),
                _ => None,
            }) {
                return Err(self.error(kind));
            }
            if effects.contains(&Effect::Keep) {
                let mut batch = Batch::default();
                batch.put(Kind::Request, id, &after);
                self.trim_history(&mut batch);
                let kept = self.commit(batch).await;
                if !by_the_clock {
                    kept?;
                }
                self.touch();
                if began_sending(&before, &after) {
                    crate::platform::crash_point("answer.stored");
                    events.push_back(Event::Kept);
                }
            }
            if before != after {
                self.touch();
                self.state.requests.insert(id.to_owned(), after.clone());
            }
            for effect in effects {
                self.carry_out(&after, effect);
            }
        }
        Ok(())
    }

    /// Everything that an effect asks for besides the disk.
    pub(super) fn carry_out(&mut self, request: &Request, effect: Effect) {
        let id = request.id().to_owned();
        match effect {
            Effect::Keep | Effect::Decline(_) => {}
            Effect::SignSilently { input } => self.sign_silently(request, input),
            Effect::AskPerson { input } => {
                // Whoever waited for the answer goes on; the signature's outcome is told to `signed`.
                self.settle_waiters(&WaitFor::Answer(id.clone()), &Ok(()));
                self.ask_person(request, input);
            }
            Effect::StopAsking => self.stop_asking(&id),
            Effect::Send { body } => self.send_answer(request, body),
            Effect::SendLater { failures, retry_after_s } => {
                let delay = backoff::delay_ms(failures, retry_after_s, self.random());
                self.later(Errand::SendAnswer(id), delay);
            }
            Effect::Settle(result) => {
                let result = result.map_err(|kind| self.error(kind));
                self.settle_waiters(&WaitFor::Answer(id), &result);
            }
            Effect::Over(how) => {
                self.state.agenda.remove(&Errand::SendAnswer(id.clone()));
                self.withdraw_notification(&id);
                let pattern = match how {
                    How::Approved | How::Refused | How::Reported => Vibration::Succeeded,
                    How::Failed | How::NoNetwork | How::NotAccepted | How::Lapsed => Vibration::Failed,
                    _ => return,
                };
                if self.state.foreground {
                    self.state.effect(EffectKind::Vibrate { pattern });
                }
            }
        }
    }

    fn sign_silently(&mut self, request: &Request, input: String) {
        let Some(provider) = self.state.providers.get(request.origin()) else { return };
        let key = provider.record.transport.id.clone();
        let (signer, messages, request) =
            (self.signer.clone(), self.messages.clone(), request.id().to_owned());
        tokio::spawn(async move {
            let outcome = match Unsigned::from_signing_input(input.as_bytes()) {
                Some(unsigned) => signer.sign(&key, unsigned).await,
                None => Err(NetError::KeyStore),
            };
            let _stopped = messages.send(Message::SignedSilently { request, input, outcome });
        });
    }

    pub(super) async fn signed_silently(
        &mut self,
        request: &str,
        input: &str,
        outcome: Result<String, NetError>,
    ) {
        let ours = self.state.requests.get(request).is_some_and(|request| {
            matches!(&request.phase, Phase::Signing { input: signing, asks_person: false, .. } if signing == input)
        });
        if !ours {
            return;
        }
        let event = match outcome {
            Ok(compact) => Event::Signed { compact },
            Err(NetError::KeyGone) => {
                self.transport_key_gone(request).await;
                Event::NotSigned { trouble: Trouble::KeyGone }
            }
            Err(_) => Event::NotSigned { trouble: Trouble::KeyStore },
        };
        if let Err(error) = self.approval(request, event).await {
            // It could not be kept: the person may try again.
            let _changed_nothing =
                self.approval(request, Event::NotSigned { trouble: Trouble::KeyStore }).await;
            self.settle_waiters(&WaitFor::Answer(request.to_owned()), &Err(error));
        }
    }

    fn ask_person(&mut self, request: &Request, input: String) {
        let Some(provider) = self.state.providers.get(request.origin()) else { return };
        let key = provider.record.approval.id.clone();
        let reason = self.sign_reason(request);
        let op = self.state.id();
        let bytes = input.clone().into_bytes();
        self.state.signatures.insert(op, Purpose::Approval { request: request.id().to_owned(), input });
        self.state.effect(EffectKind::SignatureNeeded { op, key, bytes, reason });
    }

    /// Asks again after a restart for what the person was being asked.
    pub(super) fn ask_again(&mut self) {
        let asking: Vec<(Request, String)> = self
            .state
            .requests
            .values()
            .filter_map(|request| match &request.phase {
                Phase::Signing { input, asks_person: true, .. } => Some((request.clone(), input.clone())),
                _ => None,
            })
            .collect();
        for (request, input) in asking {
            self.ask_person(&request, input);
        }
    }

    fn stop_asking(&mut self, request: &str) {
        let ops =
            self.state.signatures.iter().filter(
                |(_, purpose)| matches!(purpose, Purpose::Approval { request: of, .. } if of == request),
            );
        let ops: Vec<u64> = ops.map(|(op, _)| *op).collect();
        for op in ops {
            self.withdraw_signature(op);
        }
    }

    /// Takes a signature request back from the shell.
    pub(super) fn withdraw_signature(&mut self, op: u64) {
        self.state.signatures.remove(&op);
        self.forget_signature_effect(op);
        self.state.effect(EffectKind::StopSignature { op });
        self.touch();
    }

    pub(super) fn forget_signature_effect(&mut self, op: u64) {
        self.state
            .effects
            .retain(|effect| !matches!(effect.kind, EffectKind::SignatureNeeded { op: of, .. } if of == op));
    }

    /// The shell answers a signature that was asked for.
    pub(super) async fn signed(&mut self, op: u64, result: SignatureResult, reply: Reply) {
        let Some(purpose) = self.state.signatures.remove(&op) else {
            let error = self.error(ErrorKind::NothingToDo);
            return self.reply(reply, Err(error));
        };
        self.forget_signature_effect(op);
        match purpose {
            Purpose::LinkProof { linking, input } => self.proof_signed(linking, &input, result, reply).await,
            Purpose::Approval { request, input } => {
                self.approval_signed(&request, &input, result, reply).await;
            }
        }
    }

    async fn approval_signed(&mut self, request: &str, input: &str, result: SignatureResult, reply: Reply) {
        self.wait(WaitFor::Answer(request.to_owned()), reply);
        let event = match result {
            SignatureResult::Signed { der } => match join(input, &der) {
                Some(compact) => Event::Signed { compact },
                None => Event::NotSigned { trouble: Trouble::KeyStore },
            },
            SignatureResult::KeyGone => {
                self.approval_key_gone(request).await;
                Event::NotSigned { trouble: Trouble::KeyGone }
            }
            SignatureResult::Declined | SignatureResult::Unavailable => {
                Event::NotSigned { trouble: Trouble::Declined }
            }
        };
        if let Err(error) = self.approval(request, event).await {
            let _changed_nothing =
                self.approval(request, Event::NotSigned { trouble: Trouble::KeyStore }).await;
            self.settle_waiters(&WaitFor::Answer(request.to_owned()), &Err(error));
        }
    }

    async fn approval_key_gone(&mut self, request: &str) {
        if let Some(origin) = self.state.requests.get(request).map(|request| request.origin().clone()) {
            self.break_provider(&origin, Broken::ApprovalKeyGone).await;
        }
    }

    async fn transport_key_gone(&mut self, request: &str) {
        if let Some(origin) = self.state.requests.get(request).map(|request| request.origin().clone()) {
            self.break_provider(&origin, Broken::TransportKeyGone).await;
        }
    }

    fn send_answer(&mut self, request: &Request, body: String) {
        let Some(provider) = self.state.providers.get(request.origin()) else { return };
        let Some(peer) = provider.peer.clone() else { return };
        let credentials = provider.record.credentials();
        let lineage = provider.record.lineage.clone();
        let (signer, messages, id) = (self.signer.clone(), self.messages.clone(), request.id().to_owned());
        tokio::spawn(async move {
            let result = api::answer(&signer, &peer, &credentials, &id, &body).await;
            let history = super::polling::history_for(&peer, &lineage, &result).await;
            let _stopped =
                messages.send(Message::AnswerSent { request: id, outcome: Sent { result, history } });
        });
    }

    pub(super) async fn answer_sent(&mut self, request: &str, sent: Sent) {
        let Some(origin) = self.state.requests.get(request).map(|request| request.origin().clone()) else {
            return;
        };
        crate::platform::crash_point("answer.sent");
        let event = match &sent.result {
            Ok(reply) => Event::Taken { state: reply.state },
            Err(error) => {
                if self.revoked(&origin, error, sent.history.as_deref()).await {
                    return;
                }
                if matches!(error, NetError::KeyGone) {
                    self.break_provider(&origin, Broken::TransportKeyGone).await;
                }
                refusal(error)
            }
        };
        let _kept_later = self.approval(request, event).await;
    }

    fn trim_history(&self, batch: &mut Batch) {
        let mut past: Vec<&Request> =
            self.state.requests.values().filter(|request| !request.is_open()).collect();
        if past.len() <= HISTORY {
            return;
        }
        past.sort_by_key(|request| request.came_s);
        for request in past.iter().take(past.len() - HISTORY) {
            batch.delete(Kind::Request, request.id());
        }
    }
}

fn began_sending(before: &Request, after: &Request) -> bool {
    match (&before.phase, &after.phase) {
        (Phase::Sending { body: old, .. }, Phase::Sending { body: new, .. }) => old != new,
        (_, Phase::Sending { .. }) => true,
        _ => false,
    }
}

/// Joins what was signed with a key store's signature.
pub(super) fn join(input: &str, der: &[u8]) -> Option<String> {
    Unsigned::from_signing_input(input.as_bytes())?.signed_by_der(der).ok()
}

fn to_wire(decision: Decision) -> kauth_protocol::approvals::Decision {
    match decision {
        Decision::Approve => kauth_protocol::approvals::Decision::Approve,
        Decision::Deny => kauth_protocol::approvals::Decision::Deny,
        Decision::Report => kauth_protocol::approvals::Decision::Report,
    }
}

/// What a failed call means for the answer.
fn refusal(error: &NetError) -> Event {
    if error.is_passing() || *error == NetError::KeyStore {
        return Event::NotSent { retry_after_s: error.retry_after_s() };
    }
    let problem = error.problem();
    let tries_left = |problem: &Problem| problem.tries_left.unwrap_or(0);
    let state = |problem: &Problem| problem.state.filter(|state| *state != Stands::Pending);
    let reason = match (error.status(), error.code(), problem) {
        (_, Some(Code::WrongDigits), Some(problem)) => Refusal::WrongDigits(tries_left(problem)),
        (_, Some(Code::AlreadyAnswered), Some(problem)) => Refusal::OtherDecision(problem.decision),
        (_, Some(Code::RequestEnded), Some(problem)) => Refusal::Ended(state(problem)),
        (Some(401 | 403), ..) => Refusal::Unauthorised,
        _ => Refusal::NotAccepted,
    };
    Event::Refused { reason }
}
