//! `approvals::step` under every interleaving of small scenarios, by a model checker: what is explored here is the very
//! function that the server runs.
//!
//! A scenario is a bag of events, each of which may be delivered any number of times up to its limit (so a lost reply
//! re-sent, a double tap and two consumers are all in it), in any order, with time passing anywhere between. The
//! properties are what people rely on; that each state is reached somewhere shows that the checker looks.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};

use kauth_protocol::approvals::{Decision, Policy, State, UserCheck};
use kauth_server::domain::approvals::step::{
    Approval, BodyHash, Consumption, Effect, Event, KeyRole, Reply, Requester, Signed, step,
};
use stateright::{Checker, Model, Property};

const PHONE: &str = "phone";
const TABLET: &str = "tablet";
const STRANGER: &str = "stranger";
const RIGHT: &str = "402913";
const WRONG: &str = "402914";
const ALSO_WRONG: &str = "402915";

/// Something that can be delivered, with a name for counterexamples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Move {
    Approve(&'static str),
    ApproveWrongly(&'static str, &'static str),
    ApproveByTransportKey(&'static str),
    Forged(&'static str),
    Deny(&'static str),
    Report(&'static str),
    Consume,
    ConsumeAsStranger,
    Cancel,
    Supersede,
    Revoke(&'static str),
    Pass(u64),
}

#[derive(Clone)]
struct Scenario {
    policy: Policy,
    user_check: UserCheck,
    moves: Vec<(Move, u8)>,
    /// States that must be reached: a checker that never gets there proves nothing.
    reached: Vec<State>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct World {
    approval: Approval,
    now: u64,
    delivered: BTreeMap<Move, u8>,
    /// First reply to each body.
    replies: BTreeMap<BodyHash, Reply>,
    sessions: u8,
    /// A person's valid yes was taken, from a device that was asked.
    yes_by_a_person: bool,
    refusal_taken: bool,
    revoked: BTreeSet<&'static str>,
    wrong_tries: u8,
    fault: Option<&'static str>,
}

impl Scenario {
    fn digits(&self, typed: &str) -> Option<String> {
        (self.policy != Policy::YesNo).then(|| typed.chars().take(self.policy.digits()).collect())
    }

    /// A wrong code differs in its first digit, so that it is wrong for two digits, too.
    fn wrong(&self, typed: &str) -> Option<String> {
        self.digits(typed).map(|digits| {
            let first = if typed == WRONG { '7' } else { '8' };
            std::iter::once(first).chain(digits.chars().skip(1)).collect()
        })
    }

    fn event(&self, of: Move) -> Event {
        let answer = |device: &str, decision, digits, key, body: u8| Event::Answer {
            device: device.into(),
            body: [body; 32],
            signed: Some(Signed { decision, digits, key }),
        };
        let base = |device| if device == PHONE { 0 } else { 100 };
        match of {
            Move::Approve(device) => {
                answer(device, Decision::Approve, self.digits(RIGHT), KeyRole::Approval, base(device) + 1)
            }
            Move::ApproveWrongly(device, typed) => {
                let body = base(device) + if typed == WRONG { 2 } else { 3 };
                answer(device, Decision::Approve, self.wrong(typed), KeyRole::Approval, body)
            }
            Move::ApproveByTransportKey(device) => {
                answer(device, Decision::Approve, self.digits(RIGHT), KeyRole::Transport, base(device) + 4)
            }
            Move::Forged(device) => {
                Event::Answer { device: device.into(), body: [base(device) + 5; 32], signed: None }
            }
            Move::Deny(device) => answer(device, Decision::Deny, None, KeyRole::Transport, base(device) + 6),
            Move::Report(device) => {
                answer(device, Decision::Report, None, KeyRole::Transport, base(device) + 7)
            }
            Move::Consume => Event::Consume { by: browser() },
            Move::ConsumeAsStranger => Event::Consume { by: Requester::Web { session: STRANGER.into() } },
            Move::Cancel => Event::Cancel,
            Move::Supersede => Event::Supersede,
            Move::Revoke(device) => Event::Revoke { device: device.into() },
            Move::Pass(_) => Event::Tick,
        }
    }
}

fn browser() -> Requester {
    Requester::Web { session: "browser".into() }
}

impl Model for Scenario {
    type State = World;
    type Action = Move;

    fn init_states(&self) -> Vec<World> {
        vec![World {
            approval: Approval {
                state: State::Pending,
                policy: self.policy,
                user_check: self.user_check,
                digits: self.digits(RIGHT),
                tries_left: self.policy.tries(),
                devices: [PHONE.to_owned(), TABLET.to_owned()].into(),
                expires_at: 120_000,
                lapses_at: None,
                decided: None,
                reported: false,
                requester: browser(),
                replies: BTreeMap::new(),
            },
            now: 0,
            delivered: BTreeMap::new(),
            replies: BTreeMap::new(),
            sessions: 0,
            yes_by_a_person: false,
            refusal_taken: false,
            revoked: BTreeSet::new(),
            wrong_tries: 0,
            fault: None,
        }]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Move>) {
        let left = |of: &Move, most: u8| world.delivered.get(of).copied().unwrap_or(0) < most;
        actions.extend(self.moves.iter().filter(|(of, most)| left(of, *most)).map(|(of, _)| *of));
    }

    fn next_state(&self, world: &World, of: Move) -> Option<World> {
        let mut next = world.clone();
        *next.delivered.entry(of).or_default() += 1;
        if let Move::Pass(ms) = of {
            next.now += ms;
        }
        let event = self.event(of);
        let body = match &event {
            Event::Answer { body, .. } => Some(*body),
            _ => None,
        };
        let before = world.approval.state;
        let (approval, effects) = step(&world.approval, event, next.now);
        let after = approval.state;
        next.approval = approval;
        if before.is_terminal() && after != before {
            next.fault = Some("a terminal state reopened");
        }
        if let Move::Revoke(device) = of {
            next.revoked.insert(device);
        }
        for effect in effects {
            match effect {
                Effect::Consumed(Consumption::Now) => next.consumed(of, before),
                Effect::Reply(reply) => next.replied(of, before, body, reply),
                _ => {}
            }
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let wanted = REACHED.iter().filter(|(state, ..)| self.reached.contains(state));
        let mut properties: Vec<Property<Self>> =
            wanted.map(|(_, name, holds)| Property::sometimes(name, *holds)).collect();
        properties.extend([
            Property::always("no fault on the way", |_, world: &World| world.fault.is_none()),
            Property::always("at most one session", |_, world: &World| world.sessions <= 1),
            Property::always("a session only after a person's yes", |_, world: &World| {
                world.sessions == 0 || world.yes_by_a_person
            }),
            Property::always("approved only by a person's yes", |_, world: &World| {
                !matches!(world.approval.state, State::Approved | State::Consumed | State::Lapsed)
                    || world.yes_by_a_person
            }),
            Property::always("no more tries than allowed", |model: &Scenario, world: &World| {
                world.wrong_tries <= model.policy.tries()
            }),
            Property::always("tries used up end it", |model: &Scenario, world: &World| {
                world.wrong_tries < model.policy.tries() || world.approval.state.is_terminal()
            }),
        ]);
        properties
    }
}

impl World {
    fn consumed(&mut self, of: Move, before: State) {
        self.sessions += 1;
        if of != Move::Consume {
            self.fault = Some("a stranger consumed it");
        }
        if before != State::Approved {
            self.fault = Some("consumed without standing approved");
        }
        if self.refusal_taken {
            self.fault = Some("consumed after a no or a report was taken");
        }
    }

    fn replied(&mut self, of: Move, before: State, body: Option<BodyHash>, reply: Reply) {
        let device = match of {
            Move::Approve(d)
            | Move::ApproveWrongly(d, _)
            | Move::ApproveByTransportKey(d)
            | Move::Forged(d)
            | Move::Deny(d)
            | Move::Report(d) => d,
            _ => return,
        };
        if device == STRANGER || self.revoked.contains(device) {
            if reply != Reply::NotFound {
                self.fault = Some("a device that was not asked was answered");
            }
            return;
        }
        let first = body.and_then(|body| self.replies.insert(body, reply));
        if first.is_some_and(|first| first != reply) {
            self.fault = Some("the same bytes got another reply");
        }
        let again = first.is_some();
        match (of, reply) {
            (Move::Forged(_), Reply::Invalid) => {}
            (Move::Forged(_), _) => self.fault = Some("a forged answer was looked at"),
            (Move::Approve(_), Reply::Taken { state: State::Approved }) => {
                if self.refusal_taken && !again {
                    self.fault = Some("a yes was taken after a no");
                }
                self.yes_by_a_person = true;
            }
            (Move::ApproveByTransportKey(_), Reply::Taken { .. }) => {
                if self.approval.user_check == UserCheck::Required {
                    self.fault = Some("the silent key said yes");
                }
                self.yes_by_a_person = true;
            }
            // Once this device's yes stands, another yes of it changes nothing and is told what stands.
            (Move::ApproveWrongly(..), Reply::Taken { .. }) if before == State::Pending => {
                self.fault = Some("wrong digits were taken");
            }
            (Move::ApproveWrongly(..), Reply::WrongDigits { .. }) if !again => self.wrong_tries += 1,
            (Move::Deny(_), Reply::Taken { .. }) => self.refusal_taken = true,
            (Move::Report(_), Reply::Taken { state: State::Reported }) => self.refusal_taken = true,
            (Move::Report(_), Reply::Taken { .. }) => {}
            (Move::Report(_), _) => self.fault = Some("a report was refused"),
            _ => {}
        }
    }
}

type Holds = fn(&Scenario, &World) -> bool;

const REACHED: &[(State, &str, Holds)] = &[
    (State::Approved, "approved", |_, world| world.approval.state == State::Approved),
    (State::Consumed, "consumed", |_, world| world.approval.state == State::Consumed),
    (State::Lapsed, "lapsed", |_, world| world.approval.state == State::Lapsed),
    (State::Denied, "denied", |_, world| world.approval.state == State::Denied),
    (State::Reported, "reported", |_, world| world.approval.state == State::Reported),
    (State::Expired, "expired", |_, world| world.approval.state == State::Expired),
    (State::Cancelled, "cancelled", |_, world| world.approval.state == State::Cancelled),
    (State::Superseded, "superseded", |_, world| world.approval.state == State::Superseded),
    (State::Failed, "failed", |_, world| world.approval.state == State::Failed),
];

/// Explores everything and gives how many worlds there were.
fn explore(policy: Policy, user_check: UserCheck, moves: &[(Move, u8)], reached: &[State]) -> usize {
    let scenario = Scenario { policy, user_check, moves: moves.to_vec(), reached: reached.to_vec() };
    let checker = scenario.checker().threads(2).spawn_bfs().join();
    checker.assert_properties();
    checker.unique_state_count()
}

const JUST_BEFORE: Move = Move::Pass(119_999);
const AND_THEN: Move = Move::Pass(1);
const A_MINUTE: Move = Move::Pass(60_000);

#[test]
fn two_devices_double_taps_and_lost_replies() {
    let moves = [
        (Move::Approve(PHONE), 2),
        (Move::Deny(TABLET), 2),
        (Move::Report(TABLET), 2),
        (Move::Consume, 2),
        (JUST_BEFORE, 1),
        (AND_THEN, 1),
        (A_MINUTE, 1),
    ];
    let reached =
        [State::Approved, State::Consumed, State::Denied, State::Expired, State::Lapsed, State::Reported];
    let worlds = explore(Policy::YesNo, UserCheck::Required, &moves, &reached);
    assert!(worlds > 1_000, "{worlds}");
}

#[test]
fn forgery_wrong_keys_strangers_and_two_consumers() {
    let moves = [
        (Move::Forged(PHONE), 2),
        (Move::ApproveByTransportKey(PHONE), 2),
        (Move::Approve(STRANGER), 1),
        (Move::Approve(TABLET), 1),
        (Move::ConsumeAsStranger, 2),
        (Move::Consume, 2),
        (A_MINUTE, 2),
    ];
    for user_check in [UserCheck::Required, UserCheck::None] {
        explore(Policy::YesNo, user_check, &moves, &[State::Consumed, State::Lapsed]);
    }
}

#[test]
fn digits_right_wrong_and_used_up() {
    let moves = [
        (Move::ApproveWrongly(PHONE, WRONG), 2),
        (Move::ApproveWrongly(PHONE, ALSO_WRONG), 1),
        (Move::ApproveWrongly(TABLET, WRONG), 1),
        (Move::Approve(PHONE), 2),
        (Move::Deny(TABLET), 1),
        (Move::Consume, 1),
        (JUST_BEFORE, 1),
        (AND_THEN, 1),
    ];
    for policy in [Policy::Digits2, Policy::Digits6] {
        let reached = [State::Failed, State::Consumed, State::Denied, State::Expired];
        explore(policy, UserCheck::Required, &moves, &reached);
    }
}

#[test]
fn cancelled_superseded_and_revoked_on_the_way() {
    let moves = [
        (Move::Approve(PHONE), 2),
        (Move::Deny(PHONE), 1),
        (Move::Report(TABLET), 2),
        (Move::Consume, 2),
        (Move::Cancel, 1),
        (Move::Supersede, 1),
        (Move::Revoke(PHONE), 1),
        (A_MINUTE, 2),
    ];
    let reached = [State::Cancelled, State::Superseded, State::Lapsed, State::Reported, State::Consumed];
    explore(Policy::YesNo, UserCheck::Required, &moves, &reached);
}

#[test]
fn everything_at_once() {
    let moves = [
        (Move::Approve(PHONE), 1),
        (Move::Approve(TABLET), 1),
        (Move::ApproveWrongly(PHONE, WRONG), 1),
        (Move::Deny(PHONE), 1),
        (Move::Report(TABLET), 1),
        (Move::Consume, 2),
        (Move::Cancel, 1),
        (Move::Supersede, 1),
        (Move::Revoke(TABLET), 1),
        (JUST_BEFORE, 1),
        (AND_THEN, 1),
    ];
    let worlds = explore(Policy::Digits6, UserCheck::Required, &moves, &[State::Consumed, State::Cancelled]);
    assert!(worlds > 3_000, "{worlds}");
}
