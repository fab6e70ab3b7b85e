//! Long seeded walks through every event, and the rules that must hold after each step.

use kauth_protocol::checks::{BlobEntry, CODE_TRIES, Trigger};

use super::number::too_many;
use super::*;
use crate::clock::DAY;
use crate::domain::checks::session::Phone;
use crate::random::{Random, SeededRandom};

const NOW: i64 = 1_800_000_000_000;

fn key(byte: u8) -> PublicJwk {
    PublicJwk::from_sec1(&[&[4][..], &[byte; 64]].concat()).unwrap()
}

fn offered() -> Session {
    Session {
        id: "check".to_owned(),
        version: 0,
        stage: Stage::Offered,
        token_hash: Vec::new(),
        token_until: NOW + 1_800_000,
        began_at: NOW,
        account: Some("anna".to_owned()),
        trigger: Trigger::Unlock,
        asker: "demo".to_owned(),
        begun: Vec::new(),
        documents: DocumentKind::ALL.to_vec(),
        location: LocationWish::Required,
        language: "en".to_owned(),
        reviewers: String::new(),
        key: None,
        description: Some("described".to_owned()),
        deadline: None,
        consented: false,
        phone: Phone::default(),
        location_given: None,
        document: None,
        sent: false,
        manifest: None,
        submitted_at: None,
        retake: Vec::new(),
        refused_because: None,
        ended_at: None,
        wiped_at: None,
        finish: None,
    }
}

fn manifest(attempts: [u8; 4], document: DocumentKind, previous: Option<String>) -> Manifest {
    let mut kinds = document.pictures().to_vec();
    kinds.push(BlobKind::Facts);
    let blobs = kinds
        .into_iter()
        .zip(attempts)
        .map(|(kind, attempt)| BlobEntry {
            kind,
            attempt,
            sha256: format!("{kind:?} {attempt}"),
            bytes: 1,
            verdicts: Vec::new(),
            sent_anyway: false,
        })
        .collect();
    Manifest {
        v: 1,
        aud: kauth_protocol::origin::Origin::parse("https://id.example.org").unwrap(),
        check: "check".to_owned(),
        description_sha256: sha256(b"described"),
        document,
        blobs,
        previous,
    }
}

/// Which states may follow a state by one event.
fn follows(before: Stage, after: Stage) -> bool {
    use Stage::{Claimed, Offered, Void};
    use State::*;
    if before == after {
        return true;
    }
    match (before, after) {
        (Offered, Claimed(Open | Replaced | Stopped | Unreadable)) => true,
        (Claimed(Open), Void | Claimed(Submitted | Replaced)) => true,
        (Claimed(Submitted), Claimed(InReview)) => true,
        (Claimed(InReview), Claimed(Accepted | Refused | RetakeAsked)) => true,
        (Claimed(RetakeAsked), Claimed(Submitted)) => true,
        (Claimed(state), Claimed(Expired | Withdrawn | Stopped | Unreadable)) => !state.is_over(),
        _ => false,
    }
}

struct Walk {
    random: SeededRandom,
    session: Session,
    before: Option<Manifest>,
    now: i64,
}

impl Walk {
    fn below(&self, bound: u32) -> u32 {
        (&self.random as &dyn Random).below(bound).unwrap()
    }

    fn picked<T: Copy>(&self, from: &[T]) -> T {
        from[self.below(from.len() as u32) as usize]
    }

    fn step(&mut self) {
        self.now += i64::from(self.picked(&[0, 1_000, 30_000, 61_000, 700_000, 20_000_000]));
        let (one, other) = (key(1), key(2));
        let sent = Messages {
            of_session: self.below(6) as usize,
            other_numbers: self.below(4) as usize,
            to_number: vec![self.now - 1; self.below(6) as usize],
        };
        let kind = self.picked(&BlobKind::ALL);
        let document = self.session.document.unwrap_or(DocumentKind::IdentityCard);
        let attempts = [1, 2, 3, 4].map(|_| 1 + self.below(5) as u8);
        let previous = self.session.manifest.clone().filter(|_| self.below(8) > 0);
        let new = manifest(attempts, document, previous);
        let name = format!("manifest {}", self.below(1_000_000));
        let known = self.session.manifest.clone().unwrap_or_else(|| "none".to_owned());
        let judged = if self.below(4) > 0 { known } else { name.clone() };
        let retake = [Retake { kind, reason: RetakeReason::Glare }];
        let before = self.before.clone();
        let hash = sha256(self.picked(&[&b"described"[..], b"described", b"else"]));
        let finish = Finishing { hash: Vec::new(), from: self.now, until: self.now + 1, used_at: None };
        let event = match self.below(24) {
            0 | 1 => Event::Claim { key: if self.below(8) > 0 { &one } else { &other } },
            2..=4 => Event::Consent { sha256: &hash },
            5 | 6 => {
                let byte = self.below(2) as u8;
                let new =
                    NewCode { mark: vec![byte], locked_number: vec![byte], mac: vec![self.below(3) as u8] };
                Event::AskCode { new, sent: &sent }
            }
            7..=9 => Event::TypeCode { mac: vec![self.below(3) as u8] },
            10 | 11 => Event::Location(self.below(2) > 0),
            12 | 13 => Event::Document(self.picked(&DocumentKind::ALL)),
            14 => Event::Upload { kind, attempt: attempts[0], before: Some(attempts[1]) },
            15..=17 => Event::Submit { manifest: &new, sha256: &name, before: before.as_ref() },
            18 | 19 => Event::Look,
            20 => match &before {
                Some(before) => Event::AskRetake { manifest: &judged, retake: &retake, before },
                None => Event::Look,
            },
            // Rare, or no walk would come far.
            21 if self.below(6) == 0 => match self.below(4) {
                0 => Event::Withdraw,
                1 => Event::Replace,
                2 => Event::Stop,
                _ => Event::Unreadable,
            },
            22 if self.below(3) == 0 => Event::Accept { manifest: &judged, finish: Some(finish) },
            _ if self.below(6) == 0 => Event::Refuse { manifest: &judged, reason: RetakeReason::Other },
            _ => Event::Look,
        };
        let is_submit = matches!(event, Event::Submit { .. });
        let had = self.session.clone();
        let (after, told) = step(had.clone(), event, self.now);
        self.check(&had, &after, told);
        if is_submit && told.is_ok() && after.manifest != had.manifest {
            self.before = Some(new);
        }
        self.session = after;
    }

    fn check(&self, before: &Session, after: &Session, told: Result<(), Refused>) {
        assert!(follows(before.stage, after.stage), "{:?} -> {:?}", before.stage, after.stage);
        if before.stage.is_over() {
            assert_eq!(before, after, "what is over never reopens");
        }
        assert_eq!(after.ended_at.is_some(), after.stage.is_over());
        if let Some(deadline) = before.deadline {
            assert_eq!(after.deadline, Some(deadline), "nothing extends it");
            assert!(self.now < deadline || after.stage.is_over(), "late and alive");
        }
        assert!(before.key.is_none() || before.key == after.key, "another key took it over");
        assert!(after.consented || after.phone.step == PhoneStep::None, "a message before the consent");
        assert!(after.document.is_none() || after.phone.step == PhoneStep::Confirmed);
        assert!(after.document.is_none() || after.location_given == Some(true), "it is required");
        assert!(
            !before.sent || (after.sent && after.document == before.document),
            "changed after it was sent"
        );
        assert!(after.phone.tries >= before.phone.tries && after.phone.tries <= CODE_TRIES);
        if after.phone.step == PhoneStep::Confirmed && before.phone.step != PhoneStep::Confirmed {
            assert!(before.phone.tries < CODE_TRIES && self.now < before.phone.code_until);
        }
        if after.manifest != before.manifest {
            assert!(matches!(before.stage, Stage::Claimed(State::Open | State::RetakeAsked)));
            assert_eq!(after.stage, Stage::Claimed(State::Submitted));
        }
        if after.finish.is_some() {
            assert_eq!(after.stage, Stage::Claimed(State::Accepted));
        }
        if let Err(refused) = told {
            let costs = matches!(refused, Refused::WrongDigits { .. } | Refused::Void | Refused::Over);
            let ended = after.stage != before.stage;
            assert!(costs || ended || before == after, "{refused:?} changed something");
        }
    }
}

#[test]
fn no_walk_breaks_a_rule_and_every_state_is_reached() {
    let mut reached = std::collections::BTreeSet::new();
    for seed in 0..3_000 {
        let random = SeededRandom::new(seed);
        let mut walk = Walk { random, session: offered(), before: None, now: NOW };
        for _ in 0..120 {
            walk.step();
            reached.insert(walk.session.stage.as_str());
        }
    }
    for state in State::ALL {
        assert!(reached.contains(state.as_str()), "{state:?} was never reached: {reached:?}");
    }
    assert!(reached.contains("void"));
}

#[test]
fn a_stage_is_what_it_is_written_as() {
    for stage in [Stage::Offered, Stage::Void].into_iter().chain(State::ALL.map(Stage::Claimed)) {
        assert_eq!(Stage::parse(stage.as_str()), Some(stage));
    }
    assert_eq!(Stage::parse("claimed"), None);
}

#[test]
fn the_other_three_numbers_are_counted_without_the_one_that_is_asked_for() {
    let never = Refused::NotBefore(i64::MAX);
    let sent = |of_session, other_numbers, to_number: &[i64]| Messages {
        of_session,
        other_numbers,
        to_number: to_number.to_vec(),
    };
    assert_eq!(too_many(&sent(4, 2, &[1; 4]), never), None);
    assert_eq!(too_many(&sent(5, 0, &[]), never), Some(never));
    assert_eq!(too_many(&sent(0, 3, &[]), never), Some(never));
    assert_eq!(too_many(&sent(0, 0, &[10, 20, 30, 40, 50]), never), Some(Refused::NotBefore(10 + DAY)));
    assert_eq!(too_many(&sent(0, 0, &[5, 10, 20, 30, 40, 50]), never), Some(Refused::NotBefore(10 + DAY)));
}
