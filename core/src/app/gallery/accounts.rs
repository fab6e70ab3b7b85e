//! The start, the list with all that can stand above and below it, one account, the question before it goes.

use super::Entry;
use super::stage::{Codes, Stage, sign_in};
use crate::app::command::PermissionState;
use crate::app::nav::Page;
use crate::app::state::{Notice, Refreshed};
use crate::error::ErrorKind;
use crate::links::Broken;
use crate::net::{LearnedTime, NetError};
use kauth_protocol::approvals::{Policy, UserCheck};
use kauth_protocol::inbox::RecoveryState;
use kauth_protocol::origin::Origin;

/// As long as issuers and names can be: 64 characters.
pub(super) const LONG_ISSUER: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk Regensburg";
pub(super) const LONG_NAME: &str = "maximiliane.hohenlohe-schillingsfuerst.privat12@mail.example.org";
/// The provider of most scenes.
pub(super) const HOST: &str = "login.example.org";
pub(super) const PROVIDER: &str = "Beispiel Hosting";
pub(super) const LOGIN: &str = "anna.kraftfahrer@example.org";
/// Another one.
pub(super) const OTHER_HOST: &str = "konto.example.com";
pub(super) const OTHER_PROVIDER: &str = "Stadtwerke Unterlengenfeld";

pub(super) const SCENES: &[Entry] = &[
    ("start--plain", |_| Some(())),
    ("accounts--one", |stage| one(stage).map(drop)),
    ("accounts--full", full),
    ("accounts--codes_hidden", |stage| {
        full(stage)?;
        stage.actor.state.settings.hide_codes = true;
        Some(())
    }),
    ("accounts--search_hits", |stage| searched(stage, "example.com")),
    ("accounts--search_nothing", |stage| searched(stage, "Xylophon")),
    ("accounts--refreshing", |stage| {
        few(stage)?;
        stage.actor.state.refreshing.insert(Origin::of_host(HOST).ok()?);
        Some(())
    }),
    ("accounts--refreshed", |stage| {
        few(stage)?;
        refreshed(stage, None);
        Some(())
    }),
    ("accounts--not_refreshed", |stage| {
        few(stage)?;
        unreached(stage, HOST)?;
        refreshed(stage, Some(HOST));
        Some(())
    }),
    ("accounts--snackbar", |stage| {
        few(stage)?;
        let text = stage.actor.state.texts().snackbar_copied();
        stage.actor.notice(text);
        Some(())
    }),
    ("accounts--snackbar_trouble", |stage| {
        few(stage)?;
        let error = stage.actor.error(ErrorKind::ImportUnknown);
        stage.actor.say(&error);
        Some(())
    }),
    ("accounts--snackbar_undo", |stage| {
        few(stage)?;
        let text = stage.actor.state.texts().snackbar_removed(LONG_ISSUER);
        let ends = stage.actor.now().after(7_000);
        stage.actor.state.notice = Some(Notice { text, ends, undo: Some("account-9".to_owned()) });
        Some(())
    }),
    ("accounts--banner_offline", |stage| {
        few(stage)?;
        unreached(stage, HOST)
    }),
    ("accounts--banner_offline_several", |stage| {
        few(stage)?;
        unreached(stage, HOST)?;
        unreached(stage, OTHER_HOST)
    }),
    ("accounts--banner_provider_refuses", |stage| {
        few(stage)?;
        refused(stage)
    }),
    ("accounts--banner_clock_behind", |stage| {
        few(stage)?;
        clock(stage, 187_000)
    }),
    ("accounts--banner_clock_ahead", |stage| {
        few(stage)?;
        clock(stage, -61_000)
    }),
    ("accounts--banner_link_again", |stage| {
        few(stage)?;
        broken(stage, HOST, Broken::ApprovalKeyGone)
    }),
    ("accounts--banner_notifications_off", |stage| {
        few(stage)?;
        stage.actor.state.settings.notifications = PermissionState::Blocked;
        Some(())
    }),
    ("accounts--banner_no_screen_lock", |stage| {
        few(stage)?;
        stage.actor.state.has_screen_lock = Some(false);
        Some(())
    }),
    ("accounts--banner_battery_saving", |stage| {
        few(stage)?;
        saving_battery(stage);
        Some(())
    }),
    ("accounts--banner_not_backed_up", |stage| {
        one(stage)?;
        stage.actor.state.settings.knows_no_backup = false;
        Some(())
    }),
    ("accounts--banner_storage_full", |stage| {
        few(stage)?;
        stage.actor.state.storage_problem = Some(ErrorKind::VaultFull);
        Some(())
    }),
    ("accounts--banners_all", |stage| {
        few(stage)?;
        unreached(stage, OTHER_HOST)?;
        refused(stage)?;
        clock(stage, 187_000)?;
        broken(stage, HOST, Broken::ApprovalKeyGone)?;
        let state = &mut stage.actor.state;
        state.storage_problem = Some(ErrorKind::VaultFull);
        state.settings.notifications = PermissionState::Declined;
        state.settings.knows_no_backup = false;
        state.has_screen_lock = Some(false);
        saving_battery(stage);
        super::checks::waiting(stage)?;
        super::recoveries::recovery(stage, "account-1", RecoveryState::PasswordLater)?;
        stage.go(Page::Accounts);
        Some(())
    }),
    ("account--linked", |stage| {
        let account = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        page(stage, account)
    }),
    ("account--few_recovery_codes", |stage| {
        let account = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        stage.change_link(&account, |link| link.recovery_left = 3)?;
        stage.change(&account, |account| account.recovery_codes = super::linking::recovery_codes())?;
        page(stage, account)
    }),
    ("account--no_recovery_codes", |stage| {
        let account = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        stage.change_link(&account, |link| link.recovery_left = 0)?;
        page(stage, account)
    }),
    ("account--codes_only", |stage| {
        let account = stage.account("Example Mail", "anna@example.com", Codes::Time)?;
        page(stage, account)
    }),
    ("account--counter", |stage| {
        let account = stage.account("Musterbank eG", "Depot 1", Codes::Counter(5))?;
        page(stage, account)
    }),
    ("account--counter_unused", |stage| {
        let account = stage.account("Musterbank eG", "Depot 1", Codes::Counter(0))?;
        page(stage, account)
    }),
    ("account--no_codes", |stage| {
        let account = stage.linked(OTHER_HOST, OTHER_PROVIDER, LOGIN, Codes::None)?;
        page(stage, account)
    }),
    ("account--own_certificate", |stage| {
        let account = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        pinned(stage)?;
        page(stage, account)
    }),
    ("account--weak", |stage| {
        let account = stage.account("Example Forum", "anna", Codes::Weak)?;
        page(stage, account)
    }),
    ("account--note", |stage| {
        let account = stage.account(LONG_ISSUER, LONG_NAME, Codes::Eight)?;
        stage.change(&account, |account| account.note = NOTE.to_owned())?;
        page(stage, account)
    }),
    ("account--link_again", |stage| {
        let account = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        broken(stage, HOST, Broken::ApprovalKeyGone)?;
        page(stage, account)
    }),
    ("account--waiting_request", |stage| {
        let account = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        stage.request(&account, Some(sign_in(Policy::YesNo, UserCheck::None)), 26)?;
        page(stage, account)
    }),
    ("remove--linked", |stage| {
        let entry = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
        stage.go(Page::Account { entry: entry.clone() });
        stage.go(Page::Remove { entry });
        Some(())
    }),
    ("remove--codes_only", |stage| {
        let entry = stage.account(LONG_ISSUER, LONG_NAME, Codes::Time)?;
        stage.go(Page::Account { entry: entry.clone() });
        stage.go(Page::Remove { entry });
        Some(())
    }),
];

const NOTE: &str = "Vertragsnummer 2026-118-004711. Die Rechtsschutzversicherungsgesellschaft ruft nie an; wer nach \
                    diesem Code fragt, lügt. Zweitschlüssel: im Umschlag bei Großtante Wilhelmine.";

fn page(stage: &mut Stage, entry: String) -> Option<()> {
    stage.go(Page::Account { entry });
    Some(())
}

fn one(stage: &mut Stage) -> Option<String> {
    stage.account("Example Mail", "anna@example.com", Codes::Time)
}

/// Two linked accounts and one that is not.
fn few(stage: &mut Stage) -> Option<()> {
    stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
    stage.linked(OTHER_HOST, OTHER_PROVIDER, "hausanschluss-0815", Codes::Time)?;
    one(stage).map(drop)
}

/// Twelve accounts, each another way.
fn full(stage: &mut Stage) -> Option<()> {
    let asked = stage.linked(HOST, PROVIDER, LOGIN, Codes::Time)?;
    stage.request(&asked, Some(sign_in(Policy::YesNo, UserCheck::None)), 26)?;
    stage.account("Example Mail", "anna@example.com", Codes::Time)?;
    stage.account("Musterbank eG", "Annegret Müller-Lüdenscheidt", Codes::Eight)?;
    stage.account("Bücherei am Rathaus", "Leseausweis 4711", Codes::Counter(5))?;
    stage.account("Musterbank eG", "Depot 1", Codes::Counter(0))?;
    stage.account(LONG_ISSUER, LONG_NAME, Codes::Time)?;
    let named = stage.account("Example Insurance", "K-2026-118-004711", Codes::Time)?;
    stage.change(&named, |account| {
        account.own_name = "Rechtsschutzversicherung".to_owned();
        account.note = "Läuft bis Ende 2027, Kündigung bis 30. September.".to_owned();
    })?;
    stage.account("Example Forum", "anna", Codes::Weak)?;
    stage.linked(OTHER_HOST, OTHER_PROVIDER, "hausanschluss-0815", Codes::None)?;
    let unfinished = stage.linked("id.example.net", "Universität Beispielstadt", "kraft42", Codes::Time)?;
    stage.change_link(&unfinished, |link| link.unfinished = true)?;
    stage.account("", "router-im-keller.example.net", Codes::Time)?;
    stage.account("Þjónustumiðstöð Íslands", "hanako@example.com", Codes::Time)?;
    Some(())
}

fn searched(stage: &mut Stage, text: &str) -> Option<()> {
    full(stage)?;
    text.clone_into(&mut stage.actor.state.search);
    Some(())
}

fn refreshed(stage: &mut Stage, unreached: Option<&str>) {
    let unix_s = stage.actor.platform.clock.wall_ms() / 1000;
    stage.actor.state.refreshed = Some(Refreshed { unix_s, unreached: unreached.map(str::to_owned) });
}

fn unreached(stage: &mut Stage, host: &str) -> Option<()> {
    stage.change_provider(host, |provider| provider.poll.problem = Some(NetError::Offline))
}

fn refused(stage: &mut Stage) -> Option<()> {
    let refusal = NetError::Refused { status: 401, problem: None, retry_after_s: None };
    stage.change_provider(HOST, |provider| provider.poll.problem = Some(refusal))
}

/// The phone's clock differs from a provider's.
fn clock(stage: &mut Stage, offset_ms: i64) -> Option<()> {
    let clock = &stage.actor.platform.clock;
    let learned = LearnedTime {
        server_ms: clock.wall_ms().saturating_add(offset_ms),
        monotonic_ms: clock.monotonic_ms(),
        boot_id: clock.boot_id(),
        offset_ms,
    };
    stage.change_provider(HOST, |provider| provider.record.time = Some(learned))
}

/// A key is gone.
pub(super) fn broken(stage: &mut Stage, host: &str, broken: Broken) -> Option<()> {
    stage.change_provider(host, |provider| provider.record.broken = Some(broken))
}

/// The provider's certificate is its own.
fn pinned(stage: &mut Stage) -> Option<()> {
    stage.change_provider(HOST, |provider| provider.record.lineage.pin = Some("pin".to_owned()))
}

fn saving_battery(stage: &mut Stage) {
    stage.actor.state.settings.stay_reachable = true;
    stage.actor.state.saves_battery = true;
}
