//! An approval's life, pure: no store, no clock, no signature is looked at here.
//!
//! `pending → approved → consumed | lapsed | reported`, `pending → denied | reported | expired | cancelled | superseded |
//! failed`. Terminal states never reopen. Whoever calls has read the approval and writes it back in one transaction,
//! so of two events one comes first and the other meets what it left. Time passes first: an event that comes too
//! late meets an approval that has ended, whether or not the sweeper was there before.

use std::collections::{BTreeMap, BTreeSet};

use kauth_protocol::approvals::{CONSUME_WITHIN, Decision, Policy, State, UserCheck};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// SHA-256 of an answer's body: the same bytes get the same reply.
pub type BodyHash = [u8; 32];

/// Replies beyond this many are not kept unless they changed something; a phone never sends so many.
pub const MOST_REPLIES: usize = 64;

/// On whose behalf an approval was opened, and who alone may consume it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Requester {
    /// A page of ours.
    Web {
        /// The browser's (pre-)session.
        session: String,
    },
    /// A client of the requester API.
    Client {
        /// Its id.
        id: String,
    },
}

/// Everything that decides what becomes of an approval. Times are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Approval {
    /// Where it stands.
    pub state: State,
    /// How strong a yes must be.
    pub policy: Policy,
    /// Whether only the approval key may say yes.
    pub user_check: UserCheck,
    /// The digits that the page shows, where the policy asks for them.
    pub digits: Option<String>,
    /// Wrong digits that may still be sent, plus one.
    pub tries_left: u8,
    /// The devices linked when it was made: nobody else may answer.
    pub devices: BTreeSet<String>,
    /// From when on it is expired.
    pub expires_at: u64,
    /// From when on a yes is lapsed.
    pub lapses_at: Option<u64>,
    /// What was decided, and by which device.
    pub decided: Option<(Decision, String)>,
    /// Whether anybody said "this was not me".
    pub reported: bool,
    /// Who may consume it.
    pub requester: Requester,
    /// Replies given, by body.
    pub replies: BTreeMap<BodyHash, Reply>,
}

/// Which of a device's two keys signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyRole {
    /// The one that asks the person.
    Approval,
    /// The silent one.
    Transport,
}

/// What an answer says, after its signature, nonce, hash and claims were found right.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signed {
    /// The decision.
    pub decision: Decision,
    /// The digits typed.
    pub digits: Option<String>,
    /// Which key signed.
    pub key: KeyRole,
}

/// What happens to an approval.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Event {
    /// Time passes, nothing else.
    Tick,
    /// A device whose token and proof hold sends an answer.
    Answer {
        /// Which device.
        device: String,
        /// SHA-256 of what it sent.
        body: BodyHash,
        /// `None` if signature, nonce, hash or claims are wrong.
        signed: Option<Signed>,
    },
    /// Somebody wants to act on the yes.
    Consume {
        /// Who.
        by: Requester,
    },
    /// Its requester withdraws it.
    Cancel,
    /// A newer request takes its place.
    Supersede,
    /// A device's link with the account has ended.
    Revoke {
        /// Which device.
        device: String,
    },
}

/// What a device is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// 200: the answer was taken; this is where it stands.
    Taken {
        /// The state.
        state: State,
    },
    /// 409: this decision stands.
    AlreadyAnswered {
        /// The decision.
        decision: Decision,
    },
    /// 410: it has ended so.
    Ended {
        /// The state.
        state: State,
    },
    /// 422: wrong digits.
    WrongDigits {
        /// How many more may be sent.
        tries_left: u8,
    },
    /// 400: signature, key, nonce, hash or claims are wrong.
    Invalid,
    /// 404: not this device's.
    NotFound,
}

/// What a requester is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Consumption {
    /// Act on it: this is said once.
    Now,
    /// It was consumed before.
    Before,
    /// There is no yes (any more).
    Not(State),
    /// It is somebody else's.
    NotYours,
}

/// What must be done about a step, in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Reply so to the answer.
    Reply(Reply),
    /// Reply so to the requester.
    Consumed(Consumption),
    /// The state changed: tell the phones and whoever waits.
    Changed,
    /// A yes came: the account's counters begin anew.
    Approved,
    /// Somebody said for the first time that it was not them.
    Reported {
        /// Whether a session was opened by it, which must end.
        after_consumed: bool,
    },
}

/// One step. The state it was is not touched.
#[must_use]
pub fn step(state: &Approval, event: Event, now: u64) -> (Approval, Vec<Effect>) {
    let mut next = state.clone();
    let mut effects = Vec::new();
    next.pass(now, &mut effects);
    match event {
        Event::Tick => {}
        Event::Answer { device, body, signed } => {
            let reply = next.answer(&device, body, signed, now, &mut effects);
            effects.push(Effect::Reply(reply));
        }
        Event::Consume { by } => {
            let told = next.consume(&by, &mut effects);
            effects.push(Effect::Consumed(told));
        }
        Event::Cancel => next.withdraw(&mut effects),
        Event::Supersede => {
            if next.state == State::Pending {
                next.become_(State::Superseded, &mut effects);
            }
        }
        Event::Revoke { device } => {
            let was_asked = next.devices.remove(&device);
            let decided_it = next.decided.as_ref().is_some_and(|(_, by)| *by == device);
            if was_asked && (next.state == State::Pending || decided_it) {
                next.withdraw(&mut effects);
            }
        }
    }
    (next, effects)
}

impl Approval {
    /// When time alone will change it, if it will.
    #[must_use]
    pub fn deadline(&self) -> Option<u64> {
        match self.state {
            State::Pending => Some(self.expires_at),
            State::Approved => self.lapses_at,
            _ => None,
        }
    }

    fn become_(&mut self, state: State, effects: &mut Vec<Effect>) {
        self.state = state;
        effects.push(Effect::Changed);
    }

    fn pass(&mut self, now: u64, effects: &mut Vec<Effect>) {
        if self.deadline().is_some_and(|deadline| now >= deadline) {
            let ended = if self.state == State::Pending { State::Expired } else { State::Lapsed };
            self.become_(ended, effects);
        }
    }

    /// Ends what is not consumed. A yes that nobody may act on any more is lapsed, as if its time were over.
    fn withdraw(&mut self, effects: &mut Vec<Effect>) {
        match self.state {
            State::Pending => self.become_(State::Cancelled, effects),
            State::Approved => self.become_(State::Lapsed, effects),
            _ => {}
        }
    }

    fn consume(&mut self, by: &Requester, effects: &mut Vec<Effect>) -> Consumption {
        if *by != self.requester {
            return Consumption::NotYours;
        }
        match self.state {
            State::Approved => {
                self.become_(State::Consumed, effects);
                Consumption::Now
            }
            State::Consumed => Consumption::Before,
            other => Consumption::Not(other),
        }
    }

    /// In this order: id, stored reply, signature and claims, state, digits.
    fn answer(
        &mut self,
        device: &str,
        body: BodyHash,
        signed: Option<Signed>,
        now: u64,
        effects: &mut Vec<Effect>,
    ) -> Reply {
        if !self.devices.contains(device) {
            return Reply::NotFound;
        }
        if let Some(reply) = self.replies.get(&body) {
            return *reply;
        }
        // What is invalid stays invalid: there is nothing to remember.
        let Some(signed) = signed.filter(|signed| self.is_well_formed(signed)) else { return Reply::Invalid };
        let before = effects.len();
        let reply = match signed.decision {
            Decision::Report => self.report(device, effects),
            Decision::Approve | Decision::Deny => self.decide(device, signed, now, effects),
        };
        let counts = effects.len() > before || matches!(reply, Reply::WrongDigits { .. });
        if counts || self.replies.len() < MOST_REPLIES {
            self.replies.insert(body, reply);
        }
        reply
    }

    /// Whether the right key signed, and digits stand exactly where they belong.
    fn is_well_formed(&self, signed: &Signed) -> bool {
        if signed.decision != Decision::Approve {
            return signed.key == KeyRole::Transport && signed.digits.is_none();
        }
        let digits = signed.digits.as_deref().unwrap_or_default();
        let right_key = signed.key == KeyRole::Approval || self.user_check == UserCheck::None;
        let right_digits = signed.digits.is_some() == (self.policy.digits() > 0)
            && digits.len() == self.policy.digits()
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        right_key && right_digits
    }

    fn decide(&mut self, device: &str, signed: Signed, now: u64, effects: &mut Vec<Effect>) -> Reply {
        match self.state {
            State::Pending => {}
            State::Expired | State::Cancelled | State::Superseded | State::Failed | State::Lapsed => {
                return Reply::Ended { state: self.state };
            }
            State::Approved | State::Consumed | State::Denied | State::Reported => {
                return match &self.decided {
                    Some((decision, by)) if *decision == signed.decision && by == device => {
                        Reply::Taken { state: self.state }
                    }
                    Some((decision, _)) => Reply::AlreadyAnswered { decision: *decision },
                    None => Reply::Ended { state: self.state },
                };
            }
        }
        if signed.decision == Decision::Deny {
            self.decided = Some((Decision::Deny, device.to_owned()));
            self.become_(State::Denied, effects);
            return Reply::Taken { state: self.state };
        }
        let shown = self.digits.as_deref().unwrap_or_default();
        let typed = signed.digits.as_deref().unwrap_or_default();
        if !bool::from(shown.as_bytes().ct_eq(typed.as_bytes())) {
            self.tries_left = self.tries_left.saturating_sub(1);
            if self.tries_left == 0 {
                self.become_(State::Failed, effects);
            }
            return Reply::WrongDigits { tries_left: self.tries_left };
        }
        self.decided = Some((Decision::Approve, device.to_owned()));
        self.lapses_at = Some(now.saturating_add(CONSUME_WITHIN * 1_000));
        self.become_(State::Approved, effects);
        effects.push(Effect::Approved);
        Reply::Taken { state: self.state }
    }

    fn report(&mut self, device: &str, effects: &mut Vec<Effect>) -> Reply {
        if !self.reported {
            self.reported = true;
            effects.push(Effect::Reported { after_consumed: self.state == State::Consumed });
        }
        if matches!(self.state, State::Pending | State::Approved) {
            self.decided = Some((Decision::Report, device.to_owned()));
            self.become_(State::Reported, effects);
        }
        Reply::Taken { state: self.state }
    }
}

#[cfg(test)]
#[path = "step_tests.rs"]
mod tests;
