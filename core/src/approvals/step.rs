//! One request on the phone: `step(request, event) → (request, effects)`, pure.
//!
//! The shape follows from three rules. An answer's bytes are on disk before they are sent, and the same bytes are sent
//! again until there is a final reply; so a lost reply or a killed process never makes a second answer. Only a yes may
//! ask the person; no and *not me* are signed silently by the transport key. What is over stays over, save that a past
//! request can still be reported.

use kauth_protocol::approvals::{Answer, Decision, Policy, State, UserCheck};

use super::record::{Ended, How, Phase, Request, Trouble};
use crate::error::ErrorKind;

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The person decided.
    Answered {
        decision: Decision,
        digits: Option<String>,
        /// The app is locked.
        locked: bool,
        /// What signs, and for which device.
        signers: Signers,
    },
    /// The person looks at it.
    Opened,
    /// A key signed; the compact JWS.
    Signed { compact: String },
    /// A key did not sign.
    NotSigned { trouble: Trouble },
    /// The signed answer is on disk.
    Kept,
    /// The provider took the answer.
    Taken { state: State },
    /// The provider refused the answer for good, or asks for other digits.
    Refused { reason: Refusal },
    /// The answer could not be brought there; it may later.
    NotSent { retry_after_s: Option<u32> },
    /// It is time to try again.
    TryAgain,
    /// The provider says how it stands.
    Closed { state: State, by: Option<String>, by_this_device: bool },
    /// It is not among what is open any more.
    Vanished,
    /// Its time is over.
    TimeUp,
}

/// Why an answer was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Other digits; so many tries are left.
    WrongDigits(u8),
    /// Another decision stands.
    OtherDecision(Option<Decision>),
    /// It has ended so.
    Ended(Option<State>),
    /// The provider refuses this phone without a signed word.
    Unauthorised,
    /// It does not take this answer.
    NotAccepted,
}

/// What an answer is signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signers {
    /// Device id: `sub` of the answer.
    pub device: String,
    /// Thumbprint of the transport key.
    pub transport: String,
    /// Thumbprint of the approval key; none if it is gone.
    pub approval: Option<String>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Keep the request as it is now; `Kept` follows only where `Sending` just began.
    Keep,
    /// Sign with the transport key.
    SignSilently { input: String },
    /// Ask the person to sign with the approval key.
    AskPerson { input: String },
    /// The signature that the person is asked for is not needed any more.
    StopAsking,
    /// Send these bytes.
    Send { body: String },
    /// Try again after a wait.
    SendLater { failures: u32, retry_after_s: Option<u32> },
    /// This decision is not taken; what is under way is not touched.
    Decline(ErrorKind),
    /// Whoever waits for the answer learns how it went.
    Settle(Result<(), ErrorKind>),
    /// It is over: take the notification away, show how it ended.
    Over(How),
}

type Stepped = (Request, Vec<Effect>);

/// What follows from an event.
pub(crate) fn step(request: Request, event: Event) -> Stepped {
    match event {
        Event::Answered { decision, digits, locked, signers } => {
            answered(request, decision, digits.as_deref(), locked, &signers)
        }
        Event::Opened => opened(request),
        Event::Signed { compact } => signed(request, compact),
        Event::NotSigned { trouble } => not_signed(request, trouble),
        Event::Kept | Event::TryAgain => match &request.phase {
            Phase::Sending { body, .. } => {
                let body = body.clone();
                (request, vec![Effect::Send { body }])
            }
            _ => (request, vec![]),
        },
        Event::Taken { state } => taken(request, state),
        Event::Refused { reason } => refused(request, reason),
        Event::NotSent { retry_after_s } => not_sent(request, retry_after_s),
        Event::Closed { state, by, by_this_device } => closed(request, state, by, by_this_device),
        Event::Vanished => match request.phase {
            Phase::Waiting { .. } | Phase::Signing { was: None, .. } => end(request, How::Withdrawn, None),
            _ => (request, vec![]),
        },
        Event::TimeUp => time_up(request),
    }
}

fn unchanged(request: Request, kind: ErrorKind) -> Stepped {
    (request, vec![Effect::Decline(kind)])
}

fn answered(
    mut request: Request,
    decision: Decision,
    digits: Option<&str>,
    locked: bool,
    signers: &Signers,
) -> Stepped {
    let was = match &request.phase {
        Phase::Waiting { .. } => None,
        // A second tap of the same button joins the first.
        Phase::Signing { decision: on_way, .. } | Phase::Sending { decision: on_way, .. }
            if *on_way == decision =>
        {
            return (request, vec![]);
        }
        // The person changed their mind before the finger; nothing was signed.
        Phase::Signing { asks_person: true, was, .. } => was.clone(),
        // A report may follow a yes or a no that is on its way.
        Phase::Signing { was, .. } | Phase::Sending { was, .. } if decision == Decision::Report => {
            was.clone()
        }
        Phase::Signing { .. } | Phase::Sending { .. } => {
            return unchanged(request, ErrorKind::RequestAnswered);
        }
        Phase::Ended(ended) if decision == Decision::Report && ended.how != How::Reported => {
            Some(ended.clone())
        }
        Phase::Ended(ended) => {
            let kind = match ended.how {
                How::Approved | How::Refused | How::Reported | How::AnsweredElsewhere => {
                    ErrorKind::RequestAnswered
                }
                _ => ErrorKind::RequestOver,
            };
            return unchanged(request, kind);
        }
    };
    let key = match signer(&request, decision, digits, locked, signers) {
        Ok(key) => key,
        Err(kind) => return unchanged(request, kind),
    };
    let mut effects = Vec::new();
    if matches!(request.phase, Phase::Signing { asks_person: true, .. }) {
        effects.push(Effect::StopAsking);
        effects.push(Effect::Settle(Err(ErrorKind::SignatureDeclined)));
    }
    let digits = digits.filter(|_| decision == Decision::Approve);
    let answer =
        Answer::new(&request.identity, &request.compact, &signers.device, decision, digits, key.thumbprint);
    let unsigned = answer.unsigned();
    let input = String::from_utf8_lossy(unsigned.signing_input()).into_owned();
    request.opened = true;
    request.phase = Phase::Signing { decision, input: input.clone(), asks_person: key.asks_person, was };
    if key.asks_person {
        effects.push(Effect::Keep);
        effects.push(Effect::AskPerson { input });
    } else {
        effects.push(Effect::SignSilently { input });
    }
    (request, effects)
}

struct Key<'a> {
    thumbprint: &'a str,
    asks_person: bool,
}

fn signer<'a>(
    request: &Request,
    decision: Decision,
    digits: Option<&str>,
    locked: bool,
    signers: &'a Signers,
) -> Result<Key<'a>, ErrorKind> {
    let silent = Key { thumbprint: &signers.transport, asks_person: false };
    if decision != Decision::Approve {
        return Ok(silent);
    }
    let known = request.known.as_ref().ok_or(ErrorKind::UpdateNeeded)?;
    if locked {
        return Err(ErrorKind::Locked);
    }
    check_digits(known.policy, digits)?;
    match known.user_check {
        UserCheck::None => Ok(silent),
        UserCheck::Required => {
            let thumbprint = signers.approval.as_deref().ok_or(ErrorKind::LinkAgain)?;
            Ok(Key { thumbprint, asks_person: true })
        }
    }
}

fn check_digits(policy: Policy, digits: Option<&str>) -> Result<(), ErrorKind> {
    let digits = digits.unwrap_or_default();
    let as_asked = digits.len() == policy.digits() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if as_asked { Ok(()) } else { Err(ErrorKind::DigitsInvalid) }
}

fn opened(mut request: Request) -> Stepped {
    if request.opened || !request.is_open() {
        return (request, vec![]);
    }
    request.opened = true;
    (request, vec![Effect::Keep])
}

fn signed(mut request: Request, compact: String) -> Stepped {
    match request.phase {
        // A signature of something else (another decision meanwhile) is not ours.
        Phase::Signing { decision, ref input, ref was, .. }
            if compact.strip_prefix(input.as_str()).is_some_and(|rest| rest.starts_with('.')) =>
        {
            let was = was.clone();
            request.phase = Phase::Sending { decision, body: compact, failures: 0, was };
            (request, vec![Effect::Keep])
        }
        _ => (request, vec![]),
    }
}

fn not_signed(mut request: Request, trouble: Trouble) -> Stepped {
    let Phase::Signing { was, .. } = request.phase else { return (request, vec![]) };
    let kind = match trouble {
        Trouble::KeyGone => ErrorKind::LinkAgain,
        Trouble::KeyStore => ErrorKind::KeyStore,
        _ => ErrorKind::SignatureDeclined,
    };
    request.phase = match was {
        Some(ended) => Phase::Ended(ended),
        None => Phase::Waiting { problem: Some(trouble) },
    };
    (request, vec![Effect::Keep, Effect::Settle(Err(kind))])
}

fn taken(request: Request, state: State) -> Stepped {
    let Phase::Sending { decision, .. } = request.phase else { return (request, vec![]) };
    let how = match (state, decision) {
        // A report is taken in every state; after a yes was used it ends the session that it opened.
        (_, Decision::Report) => How::Reported,
        (other, _) => how_ended(other),
    };
    let (request, mut effects) = end(request, how, None);
    effects.push(Effect::Settle(Ok(())));
    (request, effects)
}

fn refused(mut request: Request, reason: Refusal) -> Stepped {
    let Phase::Sending { was, decision, .. } = request.phase.clone() else { return (request, vec![]) };
    let fail = |(request, mut effects): Stepped, kind| {
        effects.push(Effect::Settle(Err(kind)));
        (request, effects)
    };
    if let Some(was) = was {
        // A late report was not taken: it stays as it had ended.
        request.phase = Phase::Ended(was);
        return fail((request, vec![Effect::Keep]), ErrorKind::RequestOver);
    }
    match reason {
        Refusal::WrongDigits(0) => fail(end(request, How::Failed, None), ErrorKind::DigitsWrong),
        Refusal::WrongDigits(left) => {
            request.phase = Phase::Waiting { problem: Some(Trouble::WrongDigits(left)) };
            fail((request, vec![Effect::Keep]), ErrorKind::DigitsWrong)
        }
        // Our own decision stands: an earlier try had arrived after all.
        Refusal::OtherDecision(Some(stands)) if stands == decision => {
            let (request, mut effects) = end(request, how_decided(decision), None);
            effects.push(Effect::Settle(Ok(())));
            (request, effects)
        }
        Refusal::OtherDecision(_) => {
            fail(end(request, How::AnsweredElsewhere, None), ErrorKind::RequestAnswered)
        }
        Refusal::Ended(state) => {
            let how = state.map_or(How::Withdrawn, how_ended);
            fail(end(request, how, None), ErrorKind::RequestOver)
        }
        Refusal::Unauthorised => {
            request.phase = Phase::Waiting { problem: Some(Trouble::ProviderRefused) };
            fail((request, vec![Effect::Keep]), ErrorKind::ProviderRefused)
        }
        Refusal::NotAccepted => fail(end(request, How::NotAccepted, None), ErrorKind::ProviderRefused),
    }
}

fn not_sent(mut request: Request, retry_after_s: Option<u32>) -> Stepped {
    let Phase::Sending { failures, .. } = &mut request.phase else { return (request, vec![]) };
    *failures = failures.saturating_add(1);
    let failures = *failures;
    (request, vec![Effect::SendLater { failures, retry_after_s }])
}

fn closed(mut request: Request, state: State, by: Option<String>, by_this_device: bool) -> Stepped {
    if let Phase::Ended(ended) = &mut request.phase {
        // What came later explains what we knew: who answered, that a yes was not used in time, that it was reported.
        let other = by.filter(|_| !by_this_device);
        let later = match (ended.how, state) {
            (How::Approved, State::Lapsed) => Some(How::Lapsed),
            (How::Approved, State::Reported) => Some(How::Reported),
            (How::NoNetwork, State::Approved | State::Consumed) if by_this_device => Some(How::Approved),
            (How::NoNetwork, State::Denied) if by_this_device => Some(How::Refused),
            _ => None,
        };
        let names = ended.how == How::AnsweredElsewhere && ended.by.is_none() && other.is_some();
        if names {
            ended.by = other;
        }
        if let Some(how) = later {
            ended.how = how;
        }
        let effects = if names || later.is_some() { vec![Effect::Keep] } else { vec![] };
        return (request, effects);
    }
    if request.ended().is_some() || state == State::Pending {
        return (request, vec![]);
    }
    match state {
        State::Approved | State::Consumed | State::Denied | State::Reported if by_this_device => {
            let how = match state {
                State::Denied => How::Refused,
                State::Reported => How::Reported,
                _ => How::Approved,
            };
            let (request, mut effects) = end(request, how, None);
            effects.push(Effect::Settle(Ok(())));
            (request, effects)
        }
        // Our report still counts after another device's answer.
        _ if matches!(request.phase, Phase::Sending { decision: Decision::Report, .. }) => (request, vec![]),
        State::Approved | State::Consumed | State::Denied | State::Reported => {
            let (request, mut effects) = end(request, How::AnsweredElsewhere, by);
            effects.push(Effect::Settle(Err(ErrorKind::RequestAnswered)));
            (request, effects)
        }
        other => {
            let how = match (how_ended(other), &request.phase) {
                // Its answer was on the way for the first time: there is a network, there was no time.
                (How::Expired, Phase::Sending { failures: 0, .. }) => How::Expired,
                (How::Expired, _) => expiry(&request),
                (how, _) => how,
            };
            let (request, mut effects) = end(request, how, None);
            effects.push(Effect::Settle(Err(ErrorKind::RequestOver)));
            (request, effects)
        }
    }
}

fn time_up(request: Request) -> Stepped {
    if !request.is_open() {
        return (request, vec![]);
    }
    let how = expiry(&request);
    let kind = if how == How::NoNetwork { ErrorKind::Offline } else { ErrorKind::RequestOver };
    let (request, mut effects) = end(request, how, None);
    effects.push(Effect::Settle(Err(kind)));
    (request, effects)
}

fn expiry(request: &Request) -> How {
    match request.phase {
        Phase::Sending { .. } => How::NoNetwork,
        _ if request.opened => How::Expired,
        _ => How::ExpiredBeforeOpening,
    }
}

fn how_decided(decision: Decision) -> How {
    match decision {
        Decision::Approve => How::Approved,
        Decision::Deny => How::Refused,
        Decision::Report => How::Reported,
    }
}

fn how_ended(state: State) -> How {
    match state {
        State::Approved | State::Consumed => How::Approved,
        State::Denied => How::Refused,
        State::Reported => How::Reported,
        State::Lapsed => How::Lapsed,
        State::Expired => How::Expired,
        State::Superseded => How::Superseded,
        State::Failed => How::Failed,
        State::Cancelled | State::Pending => How::Withdrawn,
    }
}

fn end(mut request: Request, how: How, by: Option<String>) -> Stepped {
    let mut effects = Vec::new();
    if matches!(request.phase, Phase::Signing { asks_person: true, .. }) {
        effects.push(Effect::StopAsking);
    }
    request.phase = Phase::Ended(Ended { how, by });
    effects.push(Effect::Keep);
    effects.push(Effect::Over(how));
    (request, effects)
}

#[cfg(test)]
#[path = "step_tests.rs"]
mod tests;
