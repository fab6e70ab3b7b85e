//! The sheet, how it ended, the history.

use kauth_protocol::approvals::{Decision as Wire, Kind as Asks, Policy, UserCheck};
use kauth_protocol::display::{DisplayPair, label};

use crate::app::actor::Actor;
use crate::app::command::Decision;
use crate::app::view::{
    AskedDigits, Ending, HistoryRow, HistoryView, PairView, RequestEndedView, RequestView,
};
use crate::approvals::{Ended, How, Phase, Request, Trouble};

impl Actor {
    /// All that wait, in order.
    pub(in crate::app) fn inbox(&self) -> Vec<RequestView> {
        let open = self.state.open_requests(&self.now());
        open.iter().filter_map(|request| self.request_view(request.id())).collect()
    }

    pub(super) fn request_view(&self, id: &str) -> Option<RequestView> {
        let state = &self.state;
        let texts = state.texts();
        let now = self.now();
        let open = state.open_requests(&now);
        let place = open.iter().position(|request| request.id() == id)?;
        let request = *open.get(place)?;
        let link = state.link_of(request)?;
        let provider = &state.providers.get(request.origin())?.record;
        let known = request.known.as_ref();
        let (title, text) = match known.map(|known| known.kind) {
            Some(Asks::SignIn) => (texts.request_title_sign_in(), texts.request_text_sign_in()),
            Some(Asks::Action) => (texts.request_title_action(), texts.request_text_action()),
            None => (texts.request_title_unknown(), texts.request_update_needed()),
        };
        let digits = match known.map(|known| known.policy) {
            Some(Policy::Digits2) => AskedDigits::Two,
            Some(Policy::Digits6) => AskedDigits::Six,
            _ => AskedDigits::None,
        };
        let digits_text = match digits {
            AskedDigits::None => None,
            AskedDigits::Two => Some(texts.request_digits("2")),
            AskedDigits::Six => Some(texts.request_digits("6")),
        };
        let user_check = known.is_some_and(|known| known.user_check == UserCheck::Required);
        let locked = state.person.is_none();
        let key_gone = user_check && provider.broken.is_some();
        let answering = match &request.phase {
            Phase::Signing { decision, .. } | Phase::Sending { decision, .. } => Some(from_wire(*decision)),
            _ => None,
        };
        let position = u32::try_from(place.saturating_add(1)).unwrap_or(u32::MAX);
        let count = u32::try_from(open.len()).unwrap_or(u32::MAX);
        Some(RequestView {
            id: id.to_owned(),
            position,
            count,
            position_text: (count > 1)
                .then(|| texts.request_position(&count.to_string(), &position.to_string())),
            title,
            text,
            site: provider.name.clone(),
            host: request.origin().host().to_owned(),
            account: link.login.clone(),
            pairs: known.map(|known| self.pairs(known.kind, &known.display)).unwrap_or_default(),
            ends_in_ms: request.deadline.left_ms(&now).unwrap_or(0),
            lifetime_ms: request.identity.lifetime.saturating_mul(1000),
            digits,
            digits_text,
            user_check,
            can_approve: known.is_some() && !locked && !key_gone,
            unlock_to_approve: (locked && known.is_some()).then(|| texts.request_unlock()),
            update_needed: known.is_none().then(|| texts.request_update_needed()),
            link_again: key_gone.then(|| texts.request_link_again()),
            answering,
            problem: self.request_problem(request),
        })
    }

    fn request_problem(&self, request: &Request) -> Option<String> {
        let texts = self.state.texts();
        match &request.phase {
            Phase::Waiting { problem: Some(trouble) } => Some(match trouble {
                Trouble::WrongDigits(left) => texts.request_wrong_digits(i64::from(*left)),
                Trouble::Declined => texts.request_declined(),
                Trouble::KeyGone => texts.request_link_again(),
                Trouble::KeyStore => texts.request_key_store(),
                Trouble::ProviderRefused => texts.request_provider_refused(request.origin().host()),
            }),
            Phase::Sending { failures: 1.., .. } => Some(texts.request_not_sent()),
            _ => None,
        }
    }

    /// What a person reads: known labels in their language, everything else as it was signed.
    pub(super) fn pairs(&self, kind: Asks, pairs: &[DisplayPair]) -> Vec<PairView> {
        let texts = self.state.texts();
        let utc_offset = self.state.utc_offset_minutes;
        let translate = |index: usize, pair: &DisplayPair| {
            let is_title = kind == Asks::Action && index == 0 && pair.label == label::TITLE;
            let (label, value) = if kind == Asks::Action && !is_title {
                (pair.label.clone(), pair.value.clone())
            } else {
                texts.pair(pair, Some(utc_offset))
            };
            PairView { label, value }
        };
        pairs.iter().enumerate().map(|(index, pair)| translate(index, pair)).collect()
    }

    /// What the prompt of a signature says.
    pub(in crate::app) fn sign_reason(&self, request: &Request) -> String {
        let texts = self.state.texts();
        let site = self.site(request);
        let login = self.state.link_of(request).map(|link| link.login.clone()).unwrap_or_default();
        match &request.known {
            Some(known) if known.kind == Asks::Action => {
                let title = known.display.first().map(|pair| pair.value.as_str()).unwrap_or_default();
                texts.request_sign_reason_action(&login, &site, title)
            }
            _ => texts.request_sign_reason_sign_in(&login, &site),
        }
    }

    pub(super) fn request_ended_view(&self, id: &str) -> Option<RequestEndedView> {
        let request = self.state.requests.get(id)?;
        let ended = request.ended()?;
        let texts = self.state.texts();
        let (title, text) = self.ending_texts(ended);
        let back = self.state.from_browser.then(|| texts.ended_back_to_browser());
        Some(RequestEndedView {
            id: id.to_owned(),
            ending: ending(ended.how),
            title,
            text,
            site: self.site(request),
            account: self.login(request),
            back_to_browser: back,
        })
    }

    /// How many requests wait, in words.
    pub(super) fn waiting(&self, count: usize) -> Option<String> {
        let text = |count| self.state.texts().requests_waiting(count);
        (count > 0).then(|| text(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    fn login(&self, request: &Request) -> String {
        let links = self.state.links_at(request.origin());
        let link = links.iter().find(|link| link.account == request.identity.sub);
        link.map_or(&request.login, |link| &link.login).clone()
    }

    fn ending_texts(&self, ended: &Ended) -> (String, String) {
        let t = self.state.texts();
        match ended.how {
            How::Approved => (t.ended_approved_title(), t.ended_approved_text()),
            How::Refused => (t.ended_refused_title(), t.ended_refused_text()),
            How::Reported => (t.ended_reported_title(), t.ended_reported_text()),
            How::Expired => (t.ended_expired_title(), t.ended_expired_text()),
            How::ExpiredBeforeOpening => {
                (t.ended_expired_before_opening_title(), t.ended_expired_before_opening_text())
            }
            How::AnsweredElsewhere => {
                let text = match &ended.by {
                    Some(device) => t.ended_answered_elsewhere_by(device),
                    None => t.ended_answered_elsewhere_text(),
                };
                (t.ended_answered_elsewhere_title(), text)
            }
            How::Withdrawn => (t.ended_withdrawn_title(), t.ended_withdrawn_text()),
            How::Superseded => (t.ended_superseded_title(), t.ended_superseded_text()),
            How::Failed => (t.ended_failed_title(), t.ended_failed_text()),
            How::Lapsed => (t.ended_lapsed_title(), t.ended_lapsed_text()),
            How::NoNetwork => (t.ended_no_network_title(), t.ended_no_network_text()),
            How::NotAccepted => (t.ended_not_accepted_title(), t.ended_not_accepted_text()),
        }
    }

    pub(super) fn history_view(&self) -> HistoryView {
        let texts = self.state.texts();
        let mut past: Vec<(&Request, &Ended)> =
            self.state.requests.values().filter_map(|request| Some((request, request.ended()?))).collect();
        past.sort_by(|(a, _), (b, _)| (b.came_s, b.id()).cmp(&(a.came_s, a.id())));
        let rows: Vec<HistoryRow> = past
            .into_iter()
            .map(|(request, ended)| HistoryRow {
                id: request.id().to_owned(),
                when: texts.date_time(request.came_s, self.state.utc_offset_minutes),
                site: self.site(request),
                account: self.login(request),
                what: match &request.known {
                    Some(known) if known.kind == Asks::Action => {
                        known.display.first().map(|pair| pair.value.clone()).unwrap_or_default()
                    }
                    Some(_) => texts.request_what_sign_in(),
                    None => texts.request_what_unknown(),
                },
                ending: ending(ended.how),
                text: self.ending_texts(ended).0,
            })
            .collect();
        let empty = rows.is_empty().then(|| texts.history_empty());
        HistoryView { title: texts.history_title(), rows, empty }
    }
}

fn from_wire(decision: Wire) -> Decision {
    match decision {
        Wire::Approve => Decision::Approve,
        Wire::Deny => Decision::Deny,
        Wire::Report => Decision::Report,
    }
}

fn ending(how: How) -> Ending {
    match how {
        How::Approved => Ending::Approved,
        How::Refused => Ending::Refused,
        How::Reported => Ending::Reported,
        How::Expired => Ending::Expired,
        How::ExpiredBeforeOpening => Ending::ExpiredBeforeOpening,
        How::AnsweredElsewhere => Ending::AnsweredElsewhere,
        How::Withdrawn => Ending::Withdrawn,
        How::Superseded => Ending::Superseded,
        How::Failed => Ending::Failed,
        How::Lapsed => Ending::Lapsed,
        How::NoNetwork => Ending::NoNetwork,
        How::NotAccepted => Ending::NotAccepted,
    }
}
