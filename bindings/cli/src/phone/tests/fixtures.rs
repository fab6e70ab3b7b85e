//! A view of every screen, with texts of the catalogue's length in each language.

use std::path::Path;
use std::sync::Arc;

use kauth_core::ErrorKind;
use kauth_core::app::*;
use kauth_core::platform::fakes::{FakeKeys, ManualClock, SeededRandom};
use kauth_texts::{Language, Texts};

/// A sentence as long as the core's own in that language.
pub(super) fn sentence(language: Language, number: usize) -> String {
    let texts = Texts::of(language);
    let pool = [
        texts.error_vault_damaged(),
        texts.error_request_answered(),
        texts.error_key_store(),
        texts.error_digits_wrong(),
        texts.error_locked(),
    ];
    format!("{} ({number})", pool[number % pool.len()])
}

/// An app with a machine that tests turn.
pub(super) async fn app(folder: &Path, language: Language) -> App {
    let config = AppConfig {
        data_dir: folder.display().to_string(),
        languages: "en".to_owned(),
        language: Some(language.tag().to_owned()),
        utc_offset_minutes: 0,
        device_name: "Desk".to_owned(),
        platform_name: "terminal".to_owned(),
        shell: ShellCapabilities { loopback_http: true, browser: true, files: true, ..Default::default() },
        timeouts: Timeouts::default(),
    };
    let platform = Platform {
        keys: Arc::new(FakeKeys::new(1)),
        clock: Arc::new(ManualClock::new(1_800_000_000_000)),
        random: Arc::new(SeededRandom::new(1)),
    };
    App::open(config, platform).await.unwrap()
}

pub(super) fn view(screen: Screen, language: Language) -> AppView {
    AppView {
        language: language.tag().to_owned(),
        right_to_left: false,
        theme: Theme::System,
        screen,
        can_go_back: true,
        banners: Vec::new(),
        snackbar: None,
        stay_reachable: false,
        waiting_requests: 0,
        refreshing: false,
    }
}

pub(super) fn row(id: &str, issuer: &str, name: &str) -> AccountRow {
    AccountRow {
        id: id.to_owned(),
        issuer: issuer.to_owned(),
        name: name.to_owned(),
        note: String::new(),
        code_kind: CodeKind::Time,
        code: Some("123 456".to_owned()),
        next_code: Some("654 321".to_owned()),
        ends_in_ms: 18_000,
        period_ms: 30_000,
        weak: None,
        linked: false,
        waiting_requests: 0,
        problem: None,
        spoken: String::new(),
    }
}

pub(super) fn accounts() -> AccountsView {
    AccountsView {
        title: "Accounts".to_owned(),
        search: String::new(),
        rows: vec![
            row("a", "Example Hosting", "anna@example.org"),
            row(
                "b",
                "A rather long name of an issuer of codes, Incorporated",
                "a.very.long.login.name@a-long-domain.example",
            ),
        ],
        nothing_found: None,
        codes_hidden: false,
        refreshed: Some("Up to date, 14:05".to_owned()),
    }
}

pub(super) fn request(language: Language) -> RequestView {
    RequestView {
        id: "r1".to_owned(),
        position: 1,
        count: 1,
        position_text: None,
        title: sentence(language, 4),
        text: sentence(language, 1),
        site: "Example Hosting".to_owned(),
        host: "login.example.org".to_owned(),
        account: "anna@example.org".to_owned(),
        pairs: [("Browser", "Firefox on Linux"), ("Place", "Your own network"), ("Time", "14:05")]
            .map(|(label, value)| PairView { label: label.to_owned(), value: value.to_owned() })
            .to_vec(),
        ends_in_ms: 90_000,
        lifetime_ms: 120_000,
        digits: AskedDigits::None,
        digits_text: None,
        user_check: false,
        can_approve: true,
        unlock_to_approve: None,
        update_needed: None,
        link_again: None,
        answering: None,
        problem: None,
    }
}

pub(super) fn account(language: Language) -> AccountView {
    let mut row = row("a", "Example Hosting", "anna@example.org");
    row.note = sentence(language, 1);
    AccountView {
        row,
        code_hint: String::new(),
        linked: Some(LinkedView {
            host: "login.example.org".to_owned(),
            provider: "Example Hosting".to_owned(),
            since: "Linked on 3 May 2026".to_owned(),
            own_certificate: Some(sentence(language, 2)),
            text: sentence(language, 3),
        }),
        recovery: Some(RecoveryLeftView {
            left: 3,
            text: sentence(language, 4),
            warning: Some(sentence(language, 0)),
            can_show: true,
        }),
    }
}

pub(super) fn recovery_codes() -> RecoveryCodesView {
    RecoveryCodesView {
        account: "a".to_owned(),
        title: "Recovery codes".to_owned(),
        text: "Each works once.".to_owned(),
        codes: (0..10).map(|n| format!("{n} ABCD-EFGH-JKMN-PQR{n}")).collect(),
        actions: [
            (RecoveryCodesAction::Save, "Save a copy"),
            (RecoveryCodesAction::Print, "Print"),
            (RecoveryCodesAction::Copy, "Copy"),
        ]
        .map(|(action, label)| RecoveryActionView { action, label: label.to_owned() })
        .to_vec(),
        saved: Some("I saved them".to_owned()),
    }
}

pub(super) fn settings(language: Language) -> SettingsView {
    SettingsView {
        title: "Settings".to_owned(),
        lock: LockKind::Passphrase,
        lock_text: sentence(language, 1),
        lock_problem: None,
        languages: ["", "en", "de", "fr", "it", "es"]
            .map(|tag| ChoiceView {
                value: tag.to_owned(),
                label: format!("language {tag}"),
                chosen: tag == "de",
            })
            .to_vec(),
        theme: Theme::Dark,
        hide_codes: true,
        reachable: ReachableView { text: sentence(language, 1), stay: None },
        permissions: Vec::new(),
        diagnostics: vec![DiagnosticView { label: "Version".to_owned(), value: "0.1.0".to_owned() }],
    }
}

/// Every screen there is, with a text in each place that can hold one.
pub(super) fn all(language: Language) -> Vec<Screen> {
    let say = |number| sentence(language, number);
    vec![
        Screen::Locked(LockedView {
            title: "Locked".to_owned(),
            text: say(0),
            problem: Some(say(1)),
            waiting: Some(say(2)),
            try_again_in_ms: 5_000,
        }),
        Screen::Start(StartView { title: say(0), text: say(1), add: say(4) }),
        Screen::Accounts(accounts()),
        Screen::Add(AddView {
            title: say(4),
            choices: [AddChoice::SignInHere, AddChoice::Picture, AddChoice::Paste, AddChoice::ByHand]
                .map(|choice| AddChoiceView { choice, label: say(4), text: say(1) })
                .to_vec(),
            problem: Some(say(2)),
            camera_refused: Some(say(3)),
        }),
        Screen::AddByHand(AddByHandView { title: say(4), text: say(0), problem: Some(say(1)) }),
        Screen::SignInHere(SignInHereView {
            title: say(4),
            text: say(0),
            known_hosts: vec!["login.example.org".to_owned()],
            problem: Some(say(1)),
        }),
        Screen::Agree(AgreeView {
            title: say(4),
            host: "xn--a-very-long-name-for-a-provider-of-hosting-a1b.login.example.org:8443".to_owned(),
            host_unicode: Some("bücher.example".to_owned()),
            mixed_scripts: Some(say(0)),
            own_certificate: Some(say(1)),
            text: say(2),
            known: Some(say(3)),
            agree: "Continue".to_owned(),
        }),
        Screen::Working(WorkingView {
            title: say(4),
            text: say(0),
            host: "login.example.org".to_owned(),
            can_cancel: true,
        }),
        Screen::LinkCode(LinkCodeView {
            title: say(4),
            text: say(0),
            host: "login.example.org".to_owned(),
            calls_itself: Some(say(1)),
            code: "123 456".to_owned(),
            ends_in_ms: 245_000,
            problem: Some(say(2)),
        }),
        Screen::RecoveryCodes(recovery_codes()),
        Screen::Account(account(language)),
        Screen::Remove(RemoveView {
            id: "a".to_owned(),
            title: say(4),
            text: say(0),
            warning: say(1),
            remove: "Remove".to_owned(),
        }),
        Screen::Request(request(language)),
        Screen::RequestEnded(RequestEndedView {
            id: "r1".to_owned(),
            ending: Ending::AnsweredElsewhere,
            title: say(4),
            text: say(0),
            site: "Example Hosting".to_owned(),
            account: "anna@example.org".to_owned(),
            back_to_browser: Some(say(1)),
        }),
        Screen::History(HistoryView {
            title: say(4),
            rows: (0..8)
                .map(|n| HistoryRow {
                    id: n.to_string(),
                    when: "today, 14:05".to_owned(),
                    site: "Example Hosting".to_owned(),
                    account: "anna@example.org".to_owned(),
                    what: say(4),
                    ending: Ending::Approved,
                    text: say(n),
                })
                .collect(),
            empty: None,
        }),
        Screen::Settings(settings(language)),
        Screen::LinkRemoved(LinkRemovedView { title: say(4), text: say(0), hint: say(1) }),
        Screen::LinkAgain(LinkAgainView {
            account: "a".to_owned(),
            title: say(4),
            text: say(0),
            lost: vec![say(1), say(2)],
            kept: vec![say(3)],
            host: "login.example.org".to_owned(),
            again: "Sign in again".to_owned(),
        }),
        Screen::Problem(ProblemView {
            kind: ErrorKind::Offline,
            title: say(4),
            text: say(0),
            retry: Some("Try again".to_owned()),
        }),
    ]
}
