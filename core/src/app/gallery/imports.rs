//! Another authenticator's export, read and not added yet.

use kauth_otp::{Algorithm, Digits, Kind, OtpUri, Parameters, Period, Secret};

use super::Entry as Scene;
use super::accounts::{LONG_ISSUER, LONG_NAME};
use super::stage::Stage;
use crate::app::nav::Page;
use crate::error::ErrorKind;
use crate::transfer::{Batches, Entry, Import, Part, Reason, Refused, Source};

pub(super) const SCENES: &[Scene] = &[
    ("import--plain", |stage| {
        let known = [found("Example Mail", "anna@example.com", 1)?];
        add(stage, &known)?;
        let mut import = import(Source::File("Aegis"), known);
        import.taken.push(found(LONG_ISSUER, LONG_NAME, 2)?);
        import.taken.push(found("", "router at home", 3)?);
        import.refused = [
            ("Example Games · anna", Reason::Kind("Steam")),
            ("Beispiel Bank · 0815", Reason::Secret),
            ("", Reason::Algorithm),
        ]
        .map(|(name, reason)| Refused { name: name.to_owned(), reason })
        .into();
        show(stage, Batches::whole(import))
    }),
    ("import--codes_missing", |stage| show(stage, some_of_three()?)),
    ("import--one", |stage| {
        show(stage, Batches::whole(import(Source::Text, [found("Example Shop", "anna", 4)?])))
    }),
    ("import--nothing_new", |stage| {
        let known = [found("Example Mail", "anna@example.com", 1)?, found("Example Shop", "anna", 4)?];
        add(stage, &known)?;
        show(stage, Batches::whole(import(Source::File("Bitwarden"), known)))
    }),
    ("import--problem", |stage| {
        show(stage, some_of_three()?)?;
        stage.actor.state.nav.problem = Some(stage.actor.error(ErrorKind::PictureWithoutCode));
        Some(())
    }),
];

fn show(stage: &mut Stage, batches: Batches) -> Option<()> {
    stage.actor.state.import = Some(batches);
    stage.go(Page::Import);
    Some(())
}

/// The second of three QR codes.
fn some_of_three() -> Option<Batches> {
    let import = import(
        Source::Codes,
        [found("Example Mail", "anna@example.com", 1)?, found("Example Shop", "anna", 4)?],
    );
    Some(Batches::begin(Part { import, batch: 1, place: 1, of: 3 }))
}

fn import(source: Source, taken: impl Into<Vec<Entry>>) -> Import {
    Import { source, taken: taken.into(), refused: vec![] }
}

fn found(issuer: &str, account: &str, number: u8) -> Option<Entry> {
    let parameters = Parameters {
        secret: Secret::from_bytes(vec![number; 20]).ok()?,
        algorithm: Algorithm::default(),
        digits: Digits::default(),
        kind: Kind::Totp { period: Period::default() },
    };
    Some(Entry { uri: OtpUri::new(issuer, account, parameters).ok()?, note: String::new() })
}

/// Accounts that are there already.
fn add(stage: &mut Stage, entries: &[Entry]) -> Option<()> {
    let person = stage.actor.state.person.as_mut()?;
    for (entry, number) in entries.iter().zip(1..) {
        let account = person.new_account(format!("known-{number}"), &entry.uri);
        person.insert(account, 0);
    }
    Some(())
}
