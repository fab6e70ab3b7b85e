//! A request in every state, each of its endings, the history.

use kauth_protocol::approvals::{Decision, Kind as Asks, Policy, UserCheck};

use super::Entry;
use super::accounts::{HOST, LOGIN, OTHER_HOST, OTHER_PROVIDER, PROVIDER, broken};
use super::stage::{Asked, Codes, Stage, sign_in};
use crate::app::nav::{Page, Sheet};
use crate::approvals::{Ended, How, Phase, Trouble};
use crate::links::Broken;

pub(super) const SCENES: &[Entry] = &[
    ("request--yes_no", |stage| request(stage, Policy::YesNo).map(drop)),
    ("request--two_digits", |stage| request(stage, Policy::Digits2).map(drop)),
    ("request--six_digits", |stage| request(stage, Policy::Digits6).map(drop)),
    ("request--user_check", |stage| checked(stage).map(drop)),
    ("request--this_network", |stage| {
        let mut asked = sign_in(Policy::YesNo, UserCheck::None);
        let place = asked.pairs.iter_mut().find(|(label, _)| label == "place")?;
        place.1 = "this_network".to_owned();
        ask(stage, Some(asked)).map(drop)
    }),
    ("request--action", |stage| {
        let pairs = [("title", "Überweisung freigeben"), ("Betrag", "1.250,00 €"), ("An", "Musterbank eG")];
        ask(stage, Some(action(pairs.map(|(label, value)| (label.to_owned(), value.to_owned())).to_vec())))
            .map(drop)
    }),
    ("request--action_long", |stage| ask(stage, Some(action(many_pairs()))).map(drop)),
    ("request--wrong_digits", |stage| {
        let id = request(stage, Policy::Digits6)?;
        trouble(stage, &id, Trouble::WrongDigits(2))
    }),
    ("request--declined", |stage| {
        let id = checked(stage)?;
        trouble(stage, &id, Trouble::Declined)
    }),
    ("request--key_store", |stage| {
        let id = checked(stage)?;
        trouble(stage, &id, Trouble::KeyStore)
    }),
    ("request--provider_refused", |stage| {
        let id = request(stage, Policy::YesNo)?;
        trouble(stage, &id, Trouble::ProviderRefused)
    }),
    ("request--locked", |stage| {
        request(stage, Policy::YesNo)?;
        stage.lock();
        Some(())
    }),
    ("request--update_needed", |stage| ask(stage, None).map(drop)),
    ("request--link_again", |stage| {
        checked(stage)?;
        broken(stage, HOST, Broken::ApprovalKeyGone)
    }),
    ("request--answering_yes", |stage| {
        let id = request(stage, Policy::YesNo)?;
        sending(stage, &id, Decision::Approve, 0)
    }),
    ("request--answering_no", |stage| {
        let id = request(stage, Policy::YesNo)?;
        sending(stage, &id, Decision::Deny, 0)
    }),
    ("request--not_sent", |stage| {
        let id = request(stage, Policy::YesNo)?;
        sending(stage, &id, Decision::Approve, 1)
    }),
    ("request--one_of_three", |stage| {
        let entry = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        let other = stage.linked(OTHER_HOST, OTHER_PROVIDER, "hausanschluss-0815", Codes::Time)?;
        let first = stage.request(&entry, Some(sign_in(Policy::YesNo, UserCheck::None)), 26)?;
        stage.request(&other, Some(sign_in(Policy::Digits2, UserCheck::None)), 14)?;
        stage.request(&entry, Some(sign_in(Policy::YesNo, UserCheck::Required)), 3)?;
        stage.show_request(first);
        Some(())
    }),
    ("request_ended--approved", |stage| ended(stage, How::Approved, None)),
    ("request_ended--approved_from_browser", |stage| {
        ended(stage, How::Approved, None)?;
        stage.actor.state.from_browser = true;
        Some(())
    }),
    ("request_ended--refused", |stage| ended(stage, How::Refused, None)),
    ("request_ended--reported", |stage| ended(stage, How::Reported, None)),
    ("request_ended--expired", |stage| ended(stage, How::Expired, None)),
    ("request_ended--expired_before_opening", |stage| ended(stage, How::ExpiredBeforeOpening, None)),
    ("request_ended--answered_elsewhere", |stage| ended(stage, How::AnsweredElsewhere, None)),
    ("request_ended--answered_elsewhere_by", |stage| {
        ended(stage, How::AnsweredElsewhere, Some("Annas Zweittelefon in der Küchenschublade"))
    }),
    ("request_ended--withdrawn", |stage| ended(stage, How::Withdrawn, None)),
    ("request_ended--superseded", |stage| ended(stage, How::Superseded, None)),
    ("request_ended--failed", |stage| ended(stage, How::Failed, None)),
    ("request_ended--lapsed", |stage| ended(stage, How::Lapsed, None)),
    ("request_ended--no_network", |stage| ended(stage, How::NoNetwork, None)),
    ("request_ended--not_accepted", |stage| ended(stage, How::NotAccepted, None)),
    ("history--full", history),
    ("history--empty", |stage| {
        stage.go(Page::History);
        Some(())
    }),
];

/// Lays a request over an account that is linked.
fn ask(stage: &mut Stage, asked: Option<Asked>) -> Option<String> {
    let entry = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
    let id = stage.request(&entry, asked, 26)?;
    stage.show_request(id.clone());
    Some(id)
}

fn request(stage: &mut Stage, policy: Policy) -> Option<String> {
    ask(stage, Some(sign_in(policy, UserCheck::None)))
}

fn checked(stage: &mut Stage) -> Option<String> {
    ask(stage, Some(sign_in(Policy::YesNo, UserCheck::Required)))
}

fn action(pairs: Vec<(String, String)>) -> Asked {
    Asked { kind: Asks::Action, policy: Policy::YesNo, user_check: UserCheck::Required, pairs }
}

/// Ten pairs, one of them as long as it may be.
fn many_pairs() -> Vec<(String, String)> {
    let clause = "Die Zustimmung umfasst die Weitergabe der Verbrauchsdaten an den Messstellenbetreiber. ";
    let clauses: String = clause.chars().cycle().take(1024).collect();
    [
        ("title", "Grundversorgungsvertrag für zwei Jahre verlängern"),
        ("Vertragspartner", "Elektrizitätswerke Oberammergau-Unterlengenfeld GmbH & Co. KG"),
        ("Verbrauchsstelle", "Bürgermeister-Hohenlohe-Schillingsfürst-Straße 118, 93047 Regensburg"),
        ("Zählernummer", "1EMH0011745899"),
        ("Arbeitspreis", "31,47 Cent je Kilowattstunde"),
        ("Grundpreis", "12,90 € im Monat"),
        ("Gesamtbetrag im ersten Jahr", "1.256,32 €"),
        ("Kündigungsfrist", "einen Monat zum Ende der Laufzeit"),
        ("Widerrufsbelehrung", "https://konto.example.com/widerruf/2026-118-004711-regensburg"),
        ("Bedingungen", clauses.trim_end()),
    ]
    .map(|(label, value)| (label.to_owned(), value.to_owned()))
    .to_vec()
}

fn trouble(stage: &mut Stage, id: &str, problem: Trouble) -> Option<()> {
    stage.phase(id, Phase::Waiting { problem: Some(problem) })
}

fn sending(stage: &mut Stage, id: &str, decision: Decision, failures: u32) -> Option<()> {
    stage.phase(id, Phase::Sending { decision, body: String::new(), failures, was: None })
}

fn ended(stage: &mut Stage, how: How, by: Option<&str>) -> Option<()> {
    let id = request(stage, Policy::YesNo)?;
    stage.phase(&id, Phase::Ended(Ended { how, by: by.map(str::to_owned) }))?;
    stage.actor.state.nav.sheet = Sheet::Ended(id);
    Some(())
}

/// All endings, over some days and two providers.
fn history(stage: &mut Stage) -> Option<()> {
    let entry = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
    let other = stage.linked(OTHER_HOST, OTHER_PROVIDER, "hausanschluss-0815", Codes::Time)?;
    let endings = [
        How::Approved,
        How::Refused,
        How::AnsweredElsewhere,
        How::Reported,
        How::Expired,
        How::ExpiredBeforeOpening,
        How::Withdrawn,
        How::Superseded,
        How::Failed,
        How::Lapsed,
        How::NoNetwork,
        How::NotAccepted,
    ];
    let mut age_s = 900;
    for (place, how) in endings.into_iter().enumerate() {
        let (entry, asked) = match place % 4 {
            1 => (&other, Some(action(many_pairs()))),
            3 => (&other, None),
            _ => (&entry, Some(sign_in(Policy::YesNo, UserCheck::None))),
        };
        let id = stage.request(entry, asked, age_s)?;
        stage.phase(&id, Phase::Ended(Ended { how, by: None }))?;
        age_s += 31_000;
    }
    stage.go(Page::History);
    Some(())
}
