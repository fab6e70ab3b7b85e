//! The list, one account, removing one, the lock and the start.

use crate::app::actor::Actor;
use crate::app::state::Account;
use crate::app::view::{
    AccountRow, AccountView, AccountsView, CodeKind, LinkedView, LockedView, RecoveryLeftView, RemoveView,
    StartView,
};
use crate::links::{Link, Provider};

/// From so many on the person is warned.
const FEW_CODES: u32 = 3;

impl Actor {
    pub(super) fn locked_view(&self) -> LockedView {
        let texts = self.state.texts();
        let now = self.now();
        let waiting = i64::try_from(self.state.open_requests(&now).len()).unwrap_or(i64::MAX);
        let problem = self.state.lock_problem.as_ref();
        let wait = problem.and_then(|(_, wait)| wait.as_ref()?.left_ms(&now)).unwrap_or(0);
        LockedView {
            title: texts.lock_title(),
            text: texts.lock_text(),
            problem: problem.map(|(kind, _)| self.error(*kind).text),
            waiting: (waiting > 0).then(|| texts.lock_waiting(waiting)),
            try_again_in_ms: wait,
        }
    }

    pub(super) fn start_view(&self) -> StartView {
        let texts = self.state.texts();
        StartView { title: texts.start_title(), text: texts.start_text(), add: texts.label_add() }
    }

    pub(super) fn accounts_view(&self) -> AccountsView {
        let state = &self.state;
        let texts = state.texts();
        let rows = self.account_rows(&state.search, !state.settings.hide_codes);
        let search = state.search.trim();
        let nothing_found = rows.is_empty() && !search.is_empty();
        let refreshed = state.refreshed.as_ref().map(|refreshed| {
            let time = texts.time(refreshed.unix_s, state.utc_offset_minutes);
            match &refreshed.unreached {
                Some(host) => texts.accounts_not_refreshed(host, &time),
                None => texts.accounts_refreshed(&time),
            }
        });
        AccountsView {
            title: texts.accounts_title(),
            search: state.search.clone(),
            nothing_found: nothing_found.then(|| texts.accounts_nothing_found(search)),
            rows,
            codes_hidden: state.settings.hide_codes,
            refreshed,
        }
    }

    /// The rows that a search leaves, in order.
    pub(in crate::app) fn account_rows(&self, search: &str, with_codes: bool) -> Vec<AccountRow> {
        let Some(person) = &self.state.person else { return vec![] };
        let needle = search.trim().to_lowercase();
        let matches = |account: &&Account| {
            let texts = [&account.issuer, &account.name, &account.own_name, &account.note];
            needle.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&needle))
        };
        let mut accounts: Vec<&Account> =
            person.accounts.values().filter(|account| account.removed.is_none()).filter(matches).collect();
        accounts.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
        let waiting = self.waiting_by_entry();
        accounts.iter().map(|account| self.row(account, with_codes, &waiting)).collect()
    }

    fn waiting_by_entry(&self) -> std::collections::HashMap<String, usize> {
        let mut waiting = std::collections::HashMap::new();
        for request in self.state.open_requests(&self.now()) {
            if let Some(link) = self.state.link_of(request) {
                *waiting.entry(link.entry.clone()).or_default() += 1;
            }
        }
        waiting
    }

    fn row(
        &self,
        account: &Account,
        with_codes: bool,
        waiting: &std::collections::HashMap<String, usize>,
    ) -> AccountRow {
        let texts = self.state.texts();
        let waiting = waiting.get(&account.id).copied().unwrap_or(0);
        let mut row = AccountRow {
            id: account.id.clone(),
            issuer: account.issuer.clone(),
            name: account.shown_name().to_owned(),
            note: account.note.clone(),
            code_kind: CodeKind::None,
            code: None,
            next_code: None,
            ends_in_ms: 0,
            period_ms: 0,
            weak: None,
            linked: account.link.is_some(),
            waiting_requests: u32::try_from(waiting).unwrap_or(u32::MAX),
            waiting: self.waiting(waiting),
            problem: self.link_problem(account),
            spoken: texts.account_spoken(&account.issuer, account.shown_name()),
        };
        let Some(person) = &self.state.person else { return row };
        if let Some(facts) = person.facts.get(&account.id) {
            row.weak = facts.weak.then(|| texts.account_weak());
            row.period_ms = facts.period_ms;
        }
        if let Some((hotp, counter)) = person.counters.get(&account.id) {
            row.code_kind = CodeKind::Counter;
            // The counter is that of the next code; the one before it is what was last shown.
            let shown = counter.checked_sub(1).filter(|_| with_codes);
            row.code = shown.map(|used| hotp.code(used).grouped());
        } else if let Some(showing) = person.ticker.showing(&account.id) {
            row.code_kind = CodeKind::Time;
            let left = showing.ends_at.saturating_sub(self.platform.clock.wall_ms());
            row.ends_in_ms = u64::try_from(left).unwrap_or(0);
            if with_codes {
                row.code = showing.code.map(kauth_otp::Code::grouped);
                row.next_code = showing.next.map(kauth_otp::Code::grouped);
            }
        }
        row
    }

    fn link_problem(&self, account: &Account) -> Option<String> {
        let texts = self.state.texts();
        let (link, provider) = self.linked(account)?;
        if link.unfinished {
            Some(texts.account_unfinished())
        } else if provider.broken.is_some() || link.device != provider.device {
            Some(texts.account_link_again())
        } else {
            None
        }
    }

    fn linked(&self, account: &Account) -> Option<(&Link, &Provider)> {
        let link = self.state.links.get(account.link.as_deref()?)?;
        Some((link, &self.state.providers.get(&link.origin)?.record))
    }

    pub(super) fn account_view(&self, entry: &str) -> Option<AccountView> {
        let account = self.account(entry).ok()?;
        let texts = self.state.texts();
        let row = self.row(account, true, &self.waiting_by_entry());
        let seconds = i64::try_from(row.ends_in_ms.div_ceil(1000)).unwrap_or(i64::MAX);
        let code_hint = match row.code_kind {
            CodeKind::Time => texts.account_code_hint(seconds),
            CodeKind::Counter => texts.account_counter_hint(),
            CodeKind::None => texts.account_no_code_hint(),
        };
        let linked = self.linked(account);
        let recovery = linked.map(|(link, _)| {
            let left = link.recovery_left;
            let text = match left {
                0 => texts.account_recovery_none(),
                _ => texts.account_recovery_left(left.into()),
            };
            RecoveryLeftView {
                left,
                text,
                warning: (left <= FEW_CODES).then(|| texts.account_recovery_warning()),
                can_show: !account.recovery_codes.is_empty(),
            }
        });
        let linked = linked.map(|(link, provider)| LinkedView {
            host: link.origin.host().to_owned(),
            provider: provider.name.clone(),
            since: texts.account_linked_since(&texts.date(link.since_s, self.state.utc_offset_minutes)),
            own_certificate: provider.lineage.pin.as_ref().map(|_| texts.account_own_certificate()),
            text: texts.account_linked_text(&provider.name),
        });
        Some(AccountView { row, code_hint, linked, recovery })
    }

    pub(super) fn remove_view(&self, entry: &str) -> Option<RemoveView> {
        let account = self.account(entry).ok()?;
        let texts = self.state.texts();
        let (text, warning) = match self.linked(account) {
            Some((_, provider)) => {
                (texts.remove_text_linked(&provider.name), texts.remove_warning_linked(&provider.name))
            }
            None => (texts.remove_text_codes(), texts.remove_warning_codes()),
        };
        let name = [account.issuer.as_str(), account.shown_name()];
        let name: Vec<&str> = name.into_iter().filter(|part| !part.is_empty()).collect();
        Some(RemoveView {
            id: account.id.clone(),
            title: texts.remove_title(&name.join(", ")),
            text,
            warning,
            remove: texts.remove_confirm(),
        })
    }
}
