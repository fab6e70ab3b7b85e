//! Adding an account in every way, and a link from agreeing to its end.

use kauth_protocol::discovery::{Attestation, KeyLineage};
use kauth_protocol::origin::Origin;

use super::Entry;
use super::accounts::{HOST, LOGIN, LONG_ISSUER, OTHER_HOST, OTHER_PROVIDER, PROVIDER, broken};
use super::stage::{Codes, Stage};
use crate::app::command::PermissionState;
use crate::app::nav::Page;
use crate::error::ErrorKind;
use crate::links::{Broken, Draft, KnownProvider, Linking, SignIn, Stage as Step};

pub(super) const SCENES: &[Entry] = &[
    ("add--plain", |stage| page(stage, Page::Add)),
    ("add--camera_refused", |stage| {
        stage.actor.state.settings.camera = PermissionState::Blocked;
        page(stage, Page::Add)
    }),
    ("add--problem", |stage| problem(stage, Page::Add, ErrorKind::PictureWithoutCode)),
    ("scan--plain", |stage| page(stage, Page::Scan)),
    ("scan--problem", |stage| problem(stage, Page::Scan, ErrorKind::ImportEncrypted)),
    ("add_by_hand--plain", |stage| page(stage, Page::AddByHand)),
    ("add_by_hand--problem", |stage| problem(stage, Page::AddByHand, ErrorKind::OtpInvalid)),
    ("sign_in_here--plain", |stage| page(stage, Page::SignInHere)),
    ("sign_in_here--known_hosts", |stage| {
        stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        stage.linked(OTHER_HOST, OTHER_PROVIDER, LOGIN, Codes::Time)?;
        page(stage, Page::SignInHere)
    }),
    ("sign_in_here--problem", |stage| problem(stage, Page::SignInHere, ErrorKind::HostInvalid)),
    ("agree--plain", |stage| agree(stage, draft(HOST)?)),
    ("agree--own_script", |stage| agree(stage, draft("login.xn--bcherei-n2a.example.org")?)),
    ("agree--mixed_scripts", |stage| agree(stage, draft("xn--pypal-4ve.example.org")?)),
    ("agree--long_host", |stage| {
        agree(
            stage,
            draft("einwohnermeldeamt.verbandsgemeinde-unterlengenfeld.kreisverwaltung.example.org:8443")?,
        )
    }),
    ("agree--own_certificate", |stage| {
        let mut draft = draft(HOST)?;
        draft.pin = Some("pin".to_owned());
        agree(stage, draft)
    }),
    ("agree--known", |stage| {
        stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        let provider = stage.actor.state.providers.values().next()?;
        let lineage: KeyLineage = provider.record.lineage.clone();
        let mut draft = draft(HOST)?;
        draft.known = Some(KnownProvider { lineage, keys: None });
        agree(stage, draft)
    }),
    ("working--contacting", |stage| link(stage, Step::Discovering(None))),
    ("working--browser", |stage| {
        let none = String::new;
        link(stage, Step::Browsing(SignIn { redirect: none(), state: none(), verifier: none() }))
    }),
    ("working--proving", |stage| link(stage, Step::Proving)),
    ("working--keeping", |stage| link(stage, Step::Keeping { link: "link".to_owned() })),
    ("working--finishing", |stage| {
        stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        stage.actor.state.finishing = stage.actor.state.links.keys().next().cloned();
        page(stage, Page::Linking)
    }),
    ("link_code--plain", link_code),
    ("link_code--unreachable", |stage| {
        link_code(stage)?;
        stage.actor.state.linking_unreached = true;
        Some(())
    }),
    ("recovery_codes--fresh", |stage| saved(stage, false)),
    ("recovery_codes--saved", |stage| saved(stage, true)),
    ("link_removed--plain", |stage| {
        stage.account("Example Mail", "anna@example.com", Codes::Time)?;
        let (login, provider, host) = (LOGIN.to_owned(), PROVIDER.to_owned(), HOST.to_owned());
        page(stage, Page::LinkRemoved { login, provider, host })
    }),
    ("link_again--approval_key_gone", |stage| link_again(stage, Broken::ApprovalKeyGone)),
    ("link_again--transport_key_gone", |stage| link_again(stage, Broken::TransportKeyGone)),
];

fn page(stage: &mut Stage, page: Page) -> Option<()> {
    stage.go(page);
    Some(())
}

fn problem(stage: &mut Stage, page: Page, kind: ErrorKind) -> Option<()> {
    stage.go(page);
    stage.actor.state.nav.problem = Some(stage.actor.error(kind));
    Some(())
}

fn draft(host: &str) -> Option<Draft> {
    Some(Draft {
        origin: Origin::of_host(host).ok()?,
        pin: None,
        token: None,
        key: None,
        known: None,
        name: None,
        lineage: None,
        attestation: Attestation::None,
        keys: None,
        from_here: false,
    })
}

fn agree(stage: &mut Stage, draft: Draft) -> Option<()> {
    stage.actor.state.linking = Some(Linking::asked(draft));
    page(stage, Page::Linking)
}

/// A link in the making, so far.
fn link(stage: &mut Stage, step: Step) -> Option<()> {
    stage.actor.state.linking = Some(Linking { draft: draft(HOST)?, stage: step });
    page(stage, Page::Linking)
}

fn link_code(stage: &mut Stage) -> Option<()> {
    let deadline = stage.actor.now().after(245_000);
    let code = Some("042117".to_owned());
    link(stage, Step::Waiting { link: "link".to_owned(), code, deadline, failures: 0 })?;
    stage.actor.state.linking.as_mut()?.draft.name = Some(LONG_ISSUER.to_owned());
    Some(())
}

/// Ten codes of the shape that providers make; they open nothing.
pub(super) fn recovery_codes() -> Vec<String> {
    (0..10).map(|number| format!("{number} EXMP-0{number}AB-CDEF-GHJK")).collect()
}

fn saved(stage: &mut Stage, recovery_saved: bool) -> Option<()> {
    let entry = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
    stage.change(&entry, |account| {
        account.recovery_codes = recovery_codes();
        account.recovery_saved = recovery_saved;
    })?;
    stage.go(Page::Account { entry: entry.clone() });
    page(stage, Page::RecoveryCodes { entry, fresh: !recovery_saved })
}

fn link_again(stage: &mut Stage, why: Broken) -> Option<()> {
    stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
    broken(stage, HOST, why)?;
    page(stage, Page::LinkAgain { origin: Origin::of_host(HOST).ok()? })
}
