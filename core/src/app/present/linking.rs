//! Adding an account, and every page of a link from agreeing to its end.

use kauth_protocol::origin::Origin;

use crate::app::actor::Actor;
use crate::app::command::{PermissionState, RecoveryCodesAction};
use crate::app::view::{
    AddByHandView, AddChoice, AddChoiceView, AddView, AgreeView, LinkAgainView, LinkCodeView,
    LinkRemovedView, RecoveryActionView, RecoveryCodesView, ScanView, Screen, SignInHereView, WorkingView,
};
use crate::links::{Broken, Draft, Stage};

impl Actor {
    pub(super) fn add_view(&self) -> AddView {
        let texts = self.state.texts();
        let shell = self.config.shell;
        let mut choices = Vec::new();
        let mut add = |choice, label, text| choices.push(AddChoiceView { choice, label, text });
        if shell.browser {
            add(AddChoice::SignInHere, texts.add_sign_in_here(), texts.add_sign_in_here_text());
        }
        if shell.camera {
            add(AddChoice::Scan, texts.add_scan(), texts.add_scan_text());
        }
        add(AddChoice::Picture, texts.add_picture(), texts.add_picture_text());
        add(AddChoice::Paste, texts.add_paste(), texts.add_paste_text());
        add(AddChoice::ByHand, texts.add_by_hand(), texts.add_by_hand_text());
        let refused =
            matches!(self.state.settings.camera, PermissionState::Declined | PermissionState::Blocked);
        AddView {
            title: texts.add_title(),
            choices,
            problem: self.state.nav.problem_text(),
            camera_refused: (shell.camera && refused).then(|| texts.add_camera_refused()),
        }
    }

    pub(super) fn scan_view(&self) -> ScanView {
        let texts = self.state.texts();
        ScanView {
            title: texts.scan_title(),
            text: texts.scan_text(),
            problem: self.state.nav.problem_text(),
        }
    }

    pub(super) fn add_by_hand_view(&self) -> AddByHandView {
        let texts = self.state.texts();
        AddByHandView {
            title: texts.add_by_hand_title(),
            text: texts.add_by_hand_intro(),
            problem: self.state.nav.problem_text(),
        }
    }

    pub(super) fn sign_in_here_view(&self) -> SignInHereView {
        let texts = self.state.texts();
        let public = self.state.providers.values().filter(|provider| provider.record.lineage.pin.is_none());
        SignInHereView {
            title: texts.sign_in_here_title(),
            text: texts.sign_in_here_text(),
            known_hosts: public.map(|provider| typed(&provider.record.origin)).collect(),
            problem: self.state.nav.problem_text(),
        }
    }

    /// The page of the link in the making.
    pub(super) fn linking_screen(&self) -> Option<Screen> {
        let texts = self.state.texts();
        if let Some(link) = self.state.finishing.as_deref().and_then(|link| self.state.links.get(link)) {
            return Some(Screen::Working(WorkingView {
                title: texts.working_finishing(),
                text: texts.working_finishing_text(),
                host: link.origin.host().to_owned(),
                can_cancel: false,
            }));
        }
        let linking = self.state.linking.as_ref()?;
        let draft = &linking.draft;
        let working = |title, text, can_cancel| {
            Screen::Working(WorkingView { title, text, host: draft.origin.host().to_owned(), can_cancel })
        };
        Some(match &linking.stage {
            Stage::Asked(_) => Screen::Agree(self.agree_view(draft)),
            Stage::Browsing(_) => working(texts.working_browser(), texts.working_browser_text(), true),
            Stage::Proving => working(texts.working_proving(), texts.working_proving_text(), true),
            Stage::Waiting { code: Some(code), deadline, .. } => Screen::LinkCode(LinkCodeView {
                title: texts.link_code_title(),
                text: texts.link_code_text(draft.origin.host()),
                host: draft.origin.host().to_owned(),
                calls_itself: draft.name.as_ref().map(|name| texts.link_code_calls_itself(name)),
                code: grouped(code),
                ends_in_ms: deadline.left_ms(&self.now()).unwrap_or(0),
                problem: self.state.linking_unreached.then(|| texts.link_code_unreached()),
            }),
            Stage::Waiting { code: None, .. } | Stage::Keeping { .. } | Stage::Exchanging { .. } => {
                working(texts.working_finishing(), texts.working_finishing_text(), true)
            }
            Stage::Discovering(_) | Stage::MakingKeys(_) | Stage::Claiming { .. } => {
                working(texts.working_contacting(), texts.working_contacting_text(), true)
            }
        })
    }

    fn agree_view(&self, draft: &Draft) -> AgreeView {
        let texts = self.state.texts();
        let host = draft.origin.host().to_owned();
        let display = draft.origin.display_host();
        let is_punycode = host.split('.').any(|label| label.starts_with("xn--"));
        AgreeView {
            title: texts.agree_title(),
            host_unicode: (display != host).then(|| display.clone()),
            mixed_scripts: (is_punycode && display == host).then(|| texts.agree_mixed_scripts()),
            own_certificate: draft.pin.as_ref().map(|_| texts.account_own_certificate()),
            text: texts.agree_text(),
            known: draft.known.as_ref().map(|_| texts.agree_known()),
            agree: texts.agree_continue(),
            host,
        }
    }

    pub(super) fn recovery_codes_view(&self, entry: &str, fresh: bool) -> Option<RecoveryCodesView> {
        let account = self.account(entry).ok().filter(|account| !account.recovery_codes.is_empty())?;
        let texts = self.state.texts();
        let shell = self.config.shell;
        let mut actions = vec![RecoveryActionView {
            action: RecoveryCodesAction::Copy,
            label: texts.recovery_codes_copy(),
        }];
        if shell.files {
            let label = texts.recovery_codes_save();
            actions.push(RecoveryActionView { action: RecoveryCodesAction::Save, label });
        }
        if shell.printing {
            let label = texts.recovery_codes_print();
            actions.push(RecoveryActionView { action: RecoveryCodesAction::Print, label });
        }
        Some(RecoveryCodesView {
            account: entry.to_owned(),
            title: texts.recovery_codes_title(),
            text: texts.recovery_codes_text(&account.issuer),
            codes: account.recovery_codes.clone(),
            actions,
            saved: (fresh || !account.recovery_saved).then(|| texts.recovery_codes_saved()),
        })
    }

    pub(super) fn link_removed_view(&self, login: &str, provider: &str, host: &str) -> LinkRemovedView {
        let texts = self.state.texts();
        LinkRemovedView {
            title: texts.link_removed_title(login),
            text: texts.link_removed_text(provider),
            hint: texts.link_removed_hint(host),
        }
    }

    pub(super) fn link_again_view(&self, origin: &Origin) -> Option<LinkAgainView> {
        let provider = &self.state.providers.get(origin)?.record;
        let texts = self.state.texts();
        let (lost, kept) = match provider.broken? {
            Broken::ApprovalKeyGone => (
                vec![texts.link_again_lost_approve()],
                vec![texts.link_again_kept_codes(), texts.link_again_kept_deny()],
            ),
            Broken::TransportKeyGone => {
                (vec![texts.link_again_lost_requests()], vec![texts.link_again_kept_codes()])
            }
        };
        let account = self.state.links_at(origin).first().map(|link| link.entry.clone()).unwrap_or_default();
        Some(LinkAgainView {
            account,
            title: texts.link_again_title(&provider.name),
            text: texts.link_again_text(),
            lost,
            kept,
            host: typed(origin),
            again: texts.link_again_continue(),
        })
    }
}

/// An origin as `sign_in_here` takes it.
fn typed(origin: &Origin) -> String {
    if origin.is_plain_http() { origin.as_str().to_owned() } else { origin.host().to_owned() }
}

/// "123456" as "123 456".
fn grouped(code: &str) -> String {
    match code.split_at_checked(code.len() / 2) {
        Some((head, tail)) if code.is_ascii() && code.len() == 6 => format!("{head} {tail}"),
        _ => code.to_owned(),
    }
}
