//! A check, page by page: what the record says, in the person's words.

use kauth_imaging::Hint;
use kauth_protocol::checks::{BlobKind, DocumentKind, LocationWish, PhoneStep, RetakeReason, State, Trigger};

use crate::app::actor::Actor;
use crate::app::command::{PermissionKind, PermissionState};
use crate::app::view::{
    AgreeView, CheckCodeView, CheckConsentView, CheckDocumentChoice, CheckDocumentView, CheckLocationView,
    CheckNumberView, CheckPictureView, CheckRetake, CheckReviewPicture, CheckReviewView, CheckSendingView,
    CheckStatusView, CheckView, CheckWithdrawView, IdentityDocument, PairView, PictureKind, Screen,
    SightPoint, SightView, WorkingView,
};
use crate::app::viewfinder::Seen;
use crate::checks::begin::Stage;
use crate::checks::session::Next;
use crate::checks::{Beginning, Check};
use crate::error::ErrorKind;

impl Actor {
    /// The check's page; none where there is no check.
    pub(super) fn check_screen(&self, picture: Option<PictureKind>) -> Option<Screen> {
        if let Some(beginning) = &self.state.checking.beginning {
            return Some(self.beginning_screen(beginning));
        }
        let check = self.state.checking.check.as_ref()?;
        let view = match (picture, check.next()) {
            (Some(kind), _) if check.takes(kind.blob()) => {
                CheckView::Picture(self.check_picture_view(check, kind))
            }
            (_, Next::Consent) => CheckView::Consent(self.check_consent_view(check)),
            (_, Next::Number) => CheckView::Number(self.check_number_view()),
            (_, Next::Code) => CheckView::Code(self.check_code_view(check)),
            (_, Next::Location) => CheckView::Location(self.check_location_view(check)),
            (_, Next::Document) => CheckView::Document(self.check_document_view(check)),
            (_, Next::Picture(kind)) => {
                CheckView::Picture(self.check_picture_view(check, PictureKind::of(kind)?))
            }
            (_, Next::Review) => CheckView::Review(self.check_review_view(check)),
            (_, Next::Sending) => CheckView::Sending(self.check_sending_view(check)),
            (_, Next::Wait | Next::Retake | Next::End) => CheckView::Status(self.check_status_view(check)),
        };
        Some(Screen::Check(view))
    }

    /// The number once more, as long as its code was not typed.
    pub(super) fn check_number_screen(&self) -> Option<Screen> {
        let check = self.state.checking.check.as_ref()?;
        if check.next() != Next::Code {
            return self.check_screen(None);
        }
        Some(Screen::Check(CheckView::Number(self.check_number_view())))
    }

    /// Which document, once more, as long as none was sent.
    pub(super) fn check_document_screen(&self) -> Option<Screen> {
        let check = self.state.checking.check.as_ref()?;
        if !check.takes_document() {
            return self.check_screen(None);
        }
        Some(Screen::Check(CheckView::Document(self.check_document_view(check))))
    }

    /// The question before it is withdrawn, as long as it can be.
    pub(super) fn check_withdraw_screen(&self) -> Option<Screen> {
        let check = self.state.checking.check.as_ref()?;
        if check.state.is_over() {
            return self.check_screen(None);
        }
        let texts = self.state.texts();
        Some(Screen::Check(CheckView::Withdraw(CheckWithdrawView {
            title: texts.check_withdraw_title(),
            text: texts.check_withdraw_text(check.origin.host()),
            withdraw: texts.check_withdraw(),
            problem: self.check_problem(),
        })))
    }

    fn beginning_screen(&self, beginning: &Beginning) -> Screen {
        let texts = self.state.texts();
        let origin = &beginning.draft.uri.origin;
        let host = origin.host().to_owned();
        if beginning.stage != Stage::Asked {
            return Screen::Working(WorkingView {
                title: texts.working_contacting(),
                text: texts.working_contacting_text(),
                host,
                can_cancel: true,
            });
        }
        let display = origin.display_host();
        let is_punycode = host.split('.').any(|label| label.starts_with("xn--"));
        Screen::Agree(AgreeView {
            title: texts.check_agree_title(),
            host_unicode: (display != host).then(|| display.clone()),
            mixed_scripts: (is_punycode && display == host).then(|| texts.agree_mixed_scripts()),
            own_certificate: beginning.draft.uri.pin.as_ref().map(|_| texts.account_own_certificate()),
            text: texts.check_agree_text(),
            known: beginning.draft.is_linked.then(|| texts.check_agree_known()),
            agree: texts.agree_continue(),
            host,
        })
    }

    fn check_problem(&self) -> Option<String> {
        self.state.nav.problem_text()
    }

    fn check_consent_view(&self, check: &Check) -> CheckConsentView {
        let texts = self.state.texts();
        let description = check.asked.clone();
        let pair = |label, value| PairView { label, value };
        let mut pairs = vec![pair(texts.check_why(), self.trigger(description.trigger))];
        if let Some(account) = description.account {
            pairs.push(pair(texts.check_account(), account));
        }
        pairs.extend(self.pairs(kauth_protocol::approvals::Kind::SignIn, &description.begun));
        pairs.push(pair(texts.check_sent(), self.what_is_sent(check)));
        let readers = i64::try_from(check.reviewers.keys.len()).unwrap_or(i64::MAX);
        pairs.push(pair(texts.check_readers(), texts.check_readers_text(readers)));
        pairs.push(pair(texts.check_kept(), texts.check_kept_text(&self.check_ends(check))));
        CheckConsentView {
            title: texts.check_consent_title(),
            host: check.origin.host().to_owned(),
            calls_itself: texts.link_code_calls_itself(&check.asked.asker),
            unknown: (!self.state.providers.contains_key(&check.origin))
                .then(|| texts.check_unknown_provider()),
            text: texts.check_only_if_you(),
            pairs,
            agree: texts.check_consent_agree(),
            decline: texts.check_consent_decline(),
            problem: self.check_problem(),
        }
    }

    fn what_is_sent(&self, check: &Check) -> String {
        let texts = self.state.texts();
        match check.asked.location {
            LocationWish::None => texts.check_sent_pictures(),
            LocationWish::Optional => texts.check_sent_location_optional(),
            LocationWish::Required => texts.check_sent_location(),
        }
    }

    fn check_ends(&self, check: &Check) -> String {
        let minutes = self.state.utc_offset_minutes;
        self.state.texts().date_time(check.ends_unix_s, minutes)
    }

    fn trigger(&self, trigger: Trigger) -> String {
        let texts = self.state.texts();
        match trigger {
            Trigger::ForgottenPassword => texts.check_trigger_forgotten_password(),
            Trigger::ForgottenLogin => texts.check_trigger_forgotten_login(),
            Trigger::TwoStepOff => texts.check_trigger_two_step_off(),
            Trigger::Unlock => texts.check_trigger_unlock(),
            Trigger::FirstPayout => texts.check_trigger_first_payout(),
            Trigger::SuspectOrder => texts.check_trigger_suspect_order(),
        }
    }

    fn check_number_view(&self) -> CheckNumberView {
        let texts = self.state.texts();
        CheckNumberView {
            title: texts.check_number_title(),
            text: texts.check_number_text(),
            field: texts.check_number_field(),
            send: texts.check_number_send(),
            withdraw: texts.check_withdraw(),
            problem: self.check_problem(),
        }
    }

    fn check_code_view(&self, check: &Check) -> CheckCodeView {
        let texts = self.state.texts();
        let now = self.now();
        let wait = check.progress.code.as_ref();
        let failed = check.progress.phone == PhoneStep::Failed;
        let number = self
            .state
            .checking
            .secrets
            .as_ref()
            .map(|secrets| secrets.code_number().to_owned())
            .unwrap_or_default();
        CheckCodeView {
            title: texts.check_code_title(),
            text: if failed { texts.check_code_failed() } else { texts.check_code_text(&number) },
            field: (!failed).then(|| texts.check_code_field()),
            ends_in_ms: wait.filter(|_| !failed).and_then(|wait| wait.ends.left_ms(&now)).unwrap_or(0),
            again_in_ms: wait.and_then(|wait| wait.again.left_ms(&now)).unwrap_or(0),
            again: (!failed && !number.is_empty()).then(|| texts.check_code_again()),
            other_number: (!failed).then(|| texts.check_code_other_number()),
            withdraw: texts.check_withdraw(),
            problem: self.check_problem(),
        }
    }

    fn check_location_view(&self, check: &Check) -> CheckLocationView {
        let texts = self.state.texts();
        let is_required = check.asked.location == LocationWish::Required;
        let blocked = self.state.permission(PermissionKind::Location) == PermissionState::Blocked;
        let unknown = self.state.nav.problem.as_ref().is_some_and(|it| it.kind == ErrorKind::LocationInvalid);
        // Trying again is no way out.
        let problem = self.check_problem().filter(|_| !(blocked && unknown));
        CheckLocationView {
            title: texts.check_location_title(),
            text: texts.check_location_text(),
            required: is_required.then(|| texts.check_location_required()),
            refused: blocked.then(|| texts.check_location_refused()),
            share: texts.check_location_share(),
            decline: texts.check_location_decline(),
            withdraw: texts.check_withdraw(),
            problem,
        }
    }

    fn check_document_view(&self, check: &Check) -> CheckDocumentView {
        let texts = self.state.texts();
        let choice = |kind: &DocumentKind| {
            let (label, text) = match kind {
                DocumentKind::IdentityCard => (texts.check_identity_card(), texts.check_identity_card_text()),
                DocumentKind::Passport => (texts.check_passport(), texts.check_passport_text()),
            };
            CheckDocumentChoice { document: IdentityDocument::of(*kind), label, text }
        };
        CheckDocumentView {
            title: texts.check_document_title(),
            text: texts.check_document_text(),
            change: (!check.pictures.is_empty()).then(|| texts.check_document_change()),
            choices: check.asked.documents.iter().map(choice).collect(),
            withdraw: texts.check_withdraw(),
            problem: self.check_problem(),
        }
    }

    fn other_document_label(&self, check: &Check) -> Option<String> {
        let has_other = check.asked.documents.len() > 1;
        (has_other && check.takes_document()).then(|| self.state.texts().check_document_other())
    }

    fn check_picture_view(&self, check: &Check, kind: PictureKind) -> CheckPictureView {
        let texts = self.state.texts();
        let wanted = check.wanted();
        let place = wanted.iter().position(|wanted| *wanted == kind.blob()).unwrap_or(0).saturating_add(1);
        let picture = check.picture(kind.blob());
        let refused = picture.filter(|picture| !picture.is_usable());
        let words = refused.and_then(|picture| picture.verdicts.first()).map(|verdict| self.verdict(verdict));
        let camera = self.state.permission(PermissionKind::Camera);
        let refuses = matches!(camera, PermissionState::Declined | PermissionState::Blocked);
        CheckPictureView {
            kind,
            position: texts.request_position(&wanted.len().to_string(), &place.to_string()),
            title: self.picture_name(kind),
            text: match kind {
                PictureKind::Front | PictureKind::Back => texts.check_picture_card_text(),
                PictureKind::PhotoPage => texts.check_picture_page_text(),
                PictureKind::Selfie => texts.check_picture_selfie_text(),
            },
            sight: self
                .state
                .checking
                .sight
                .as_ref()
                .filter(|seen| seen.kind == kind)
                .map(|seen| self.sight_view(seen)),
            camera_refused: (self.config.shell.camera && refuses).then(|| texts.check_camera_refused()),
            problem: words.or_else(|| self.check_problem()),
            send_anyway: picture
                .is_some_and(crate::checks::Picture::may_be_sent_anyway)
                .then(|| texts.check_picture_anyway()),
            take: (self.config.shell.camera && camera == PermissionState::Granted)
                .then(|| texts.check_picture_take()),
            choose: texts.check_picture_choose(),
            other_document: self.other_document_label(check),
            withdraw: texts.check_withdraw(),
        }
    }

    /// What a frame showed, in words.
    pub(in crate::app) fn sight_view(&self, seen: &Seen) -> SightView {
        let texts = self.state.texts();
        let words = super::hints::words(texts, seen.hint.key());
        let fine = seen.hint == Hint::HoldStill;
        let corners = seen.outline.iter().flat_map(|outline| outline.corners);
        SightView {
            text: if seen.complaint && !fine { texts.sight_complaint(&words) } else { words },
            fine,
            outline: corners.map(|corner| SightPoint { x: corner.x, y: corner.y }).collect(),
        }
    }

    pub(super) fn picture_name(&self, kind: PictureKind) -> String {
        let texts = self.state.texts();
        match kind {
            PictureKind::Front => texts.check_picture_front(),
            PictureKind::Back => texts.check_picture_back(),
            PictureKind::PhotoPage => texts.check_picture_photo_page(),
            PictureKind::Selfie => texts.check_picture_selfie(),
        }
    }

    /// What is wrong with a picture, and what to do about it.
    pub(in crate::app) fn verdict(&self, verdict: &str) -> String {
        super::hints::words(self.state.texts(), verdict)
    }

    fn check_review_view(&self, check: &Check) -> CheckReviewView {
        let texts = self.state.texts();
        let picture = |kind: &BlobKind| {
            let picture = check.picture(*kind)?;
            let kind = PictureKind::of(*kind)?;
            Some(CheckReviewPicture {
                kind,
                label: self.picture_name(kind),
                enlarge: texts.check_review_enlarge(),
                flagged: picture.sent_anyway.then(|| texts.check_review_flagged()),
                retake: check.takes(kind.blob()).then(|| texts.check_review_retake()),
            })
        };
        let mut pairs = Vec::new();
        let location = match check.progress.location {
            Some(true) => Some(texts.check_review_location_given()),
            Some(false) => Some(texts.check_review_location_declined()),
            None => None,
        };
        pairs.extend(location.map(|value| PairView { label: texts.check_location_title(), value }));
        let read = self.state.checking.secrets.as_ref().is_some_and(|secrets| secrets.mrz.is_some());
        let value = if read { texts.check_review_read() } else { texts.check_review_not_read() };
        pairs.push(PairView { label: texts.check_review_lines(), value });
        CheckReviewView {
            title: texts.check_review_title(),
            text: if check.progress.taken.is_some() {
                texts.check_review_text_again()
            } else {
                texts.check_review_text()
            },
            pictures: check.wanted().iter().filter_map(picture).collect(),
            pairs,
            other_document: self.other_document_label(check),
            wifi_only: texts.check_review_wifi_only(),
            send: texts.check_review_send(),
            withdraw: texts.check_withdraw(),
            problem: self.check_problem(),
        }
    }

    fn check_sending_view(&self, check: &Check) -> CheckSendingView {
        let texts = self.state.texts();
        let checking = &self.state.checking;
        let (done, total) = checking.upload.as_ref().map_or((0, 0), |upload| (upload.done, upload.total));
        let waits_for_wifi = check.progress.wifi_only && self.state.is_metered;
        let left = checking.pace.left_ms(total.saturating_sub(done));
        let megabytes = |bytes: u64| {
            let (whole, tenths) = (bytes / 1_000_000, bytes % 1_000_000 / 100_000);
            texts.check_sending_size(&tenths.to_string(), &whole.to_string())
        };
        let progress = match left {
            _ if total == 0 => texts.check_sending_begins(),
            Some(ms) => {
                let seconds = i64::try_from(ms.div_ceil(1000).max(1)).unwrap_or(i64::MAX);
                let time = texts.duration(seconds);
                texts.check_sending_progress_left(&megabytes(done), &time, &megabytes(total))
            }
            None => texts.check_sending_progress(&megabytes(done), &megabytes(total)),
        };
        let waits = if waits_for_wifi {
            Some(texts.check_sending_waits_wifi())
        } else {
            checking.unreached.then(|| texts.check_sending_waits_network())
        };
        CheckSendingView {
            title: texts.check_sending_title(),
            text: texts.check_sending_text(),
            done_bytes: done,
            total_bytes: total,
            progress,
            waits: self.check_problem().or(waits),
            send_now: waits_for_wifi.then(|| texts.check_sending_now()),
            withdraw: texts.check_withdraw(),
        }
    }

    /// The headline of where it stands.
    pub(in crate::app) fn check_title(&self) -> String {
        let Some(check) = &self.state.checking.check else { return String::new() };
        let texts = self.state.texts();
        match check.state {
            State::Open => texts.check_title_open(),
            State::Submitted => texts.check_title_submitted(),
            State::InReview => texts.check_title_in_review(),
            State::RetakeAsked => texts.check_title_retake(),
            State::Accepted => texts.check_title_accepted(),
            State::Refused => texts.check_title_refused(),
            State::Expired => texts.check_title_expired(),
            State::Withdrawn => texts.check_title_withdrawn(),
            State::Replaced => texts.check_title_replaced(),
            State::Unreadable => texts.check_title_unreadable(),
            State::Stopped => texts.check_title_stopped(),
        }
    }

    fn check_status_view(&self, check: &Check) -> CheckStatusView {
        let texts = self.state.texts();
        let now = self.now();
        let over = check.state.is_over();
        let unreached = self.state.checking.unreached && self.asks(check);
        let waiting = matches!(check.state, State::Submitted | State::InReview);
        let finishing = check.finish.as_ref().filter(|finishing| finishing.is_open(&now));
        let wait_ms = finishing.and_then(|finishing| finishing.from.left_ms(&now)).unwrap_or(0);
        let can_finish = wait_ms == 0 && finishing.is_some_and(|finishing| finishing.finish.path.is_some());
        let retakes =
            check.retake.iter().filter(|_| check.state == State::RetakeAsked).filter_map(|retake| {
                let label = self.picture_name(PictureKind::of(retake.kind)?);
                Some(PairView { label, value: self.reason(retake.reason) })
            });
        let first = check.missing().filter(|_| check.state == State::RetakeAsked).and_then(PictureKind::of);
        CheckStatusView {
            title: self.check_title(),
            text: self.check_text(check),
            host: check.origin.host().to_owned(),
            retakes: retakes.collect(),
            retake: first.map(|kind| CheckRetake { kind, label: texts.check_status_retake() }),
            finish: can_finish.then(|| texts.check_status_finish()),
            finish_waits: (wait_ms > 0).then(|| {
                let seconds = i64::try_from(wait_ms.div_ceil(1000)).unwrap_or(i64::MAX);
                texts.check_status_finish_waits(&texts.duration(seconds))
            }),
            usual: (waiting && check.usual_minutes > 0)
                .then(|| texts.check_status_usual(&texts.duration(i64::from(check.usual_minutes) * 60))),
            deleted: if over {
                texts.check_status_deleted()
            } else {
                texts.check_status_deleted_at(&self.check_ends(check))
            },
            problem: self.check_problem().or_else(|| unreached.then(|| texts.check_sending_waits_network())),
            withdraw: (!over).then(|| texts.check_withdraw()),
            close: (over && !self.can_still_finish(check)).then(|| texts.check_status_close()),
        }
    }

    fn check_text(&self, check: &Check) -> String {
        let texts = self.state.texts();
        match check.state {
            State::Open => texts.check_text_open(),
            State::Submitted => texts.check_text_submitted(),
            State::InReview => texts.check_text_in_review(),
            State::RetakeAsked => texts.check_text_retake(),
            State::Accepted => match &check.finish {
                None => texts.check_text_accepted_only(),
                Some(finishing) if finishing.finish.done => texts.check_text_finished(),
                Some(finishing) if finishing.is_open(&self.now()) => texts.check_text_accepted(),
                Some(_) => texts.check_text_lapsed(),
            },
            State::Refused => match check.refused_because {
                Some(reason) => texts.check_text_refused_because(&self.reason(reason)),
                None => texts.check_text_refused(),
            },
            State::Expired => texts.check_text_expired(),
            State::Withdrawn => texts.check_text_withdrawn(),
            State::Replaced => texts.check_text_replaced(),
            State::Unreadable => texts.check_text_unreadable(),
            State::Stopped if check.is_void => texts.error_check_void(),
            State::Stopped => texts.check_text_stopped(),
        }
    }

    fn reason(&self, reason: RetakeReason) -> String {
        let texts = self.state.texts();
        match reason {
            RetakeReason::Blurred => texts.check_reason_blurred(),
            RetakeReason::Glare => texts.check_reason_glare(),
            RetakeReason::TooDark => texts.check_reason_too_dark(),
            RetakeReason::CutOff => texts.check_reason_cut_off(),
            RetakeReason::WrongSide => texts.check_reason_wrong_side(),
            RetakeReason::ExpiredDocument => texts.check_reason_expired_document(),
            RetakeReason::FaceHidden => texts.check_reason_face_hidden(),
            RetakeReason::DocumentHidden => texts.check_reason_document_hidden(),
            RetakeReason::NoMatch => texts.check_reason_no_match(),
            RetakeReason::Doubtful => texts.check_reason_doubtful(),
            RetakeReason::Other => texts.check_reason_other(),
        }
    }

    /// The banner that leads to a check from elsewhere.
    pub(super) fn check_banner(&self) -> Option<String> {
        let check = self.state.checking.check.as_ref().filter(|_| !self.state.nav.top().is_of_check())?;
        Some(self.state.texts().check_banner(check.origin.host(), &self.check_title()))
    }
}
