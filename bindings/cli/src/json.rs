//! What `--json` writes: the views' own fields under their own names, so that the core's documentation is this one's.
//! Additions are allowed, renames are not.

use kauth_core::app::{AccountRow, AskedDigits, CodeKind, HistoryRow, RequestView};
use serde::Serialize;

/// One account, as `list` and `code` write it.
#[derive(Serialize)]
pub(crate) struct Account<'a> {
    id: &'a str,
    issuer: &'a str,
    name: &'a str,
    note: &'a str,
    code_kind: &'static str,
    code: Option<String>,
    next_code: Option<String>,
    ends_in_ms: u64,
    period_ms: u64,
    weak: Option<&'a str>,
    linked: bool,
    waiting_requests: u32,
    problem: Option<&'a str>,
}

impl<'a> From<&'a AccountRow> for Account<'a> {
    fn from(row: &'a AccountRow) -> Self {
        Self {
            id: &row.id,
            issuer: &row.issuer,
            name: &row.name,
            note: &row.note,
            code_kind: match row.code_kind {
                CodeKind::Time => "time",
                CodeKind::Counter => "counter",
                CodeKind::None => "none",
            },
            code: row.code.as_deref().map(ungrouped),
            next_code: row.next_code.as_deref().map(ungrouped),
            ends_in_ms: row.ends_in_ms,
            period_ms: row.period_ms,
            weak: row.weak.as_deref(),
            linked: row.linked,
            waiting_requests: row.waiting_requests,
            problem: row.problem.as_deref(),
        }
    }
}

/// One request that waits, as `inbox` writes it.
#[derive(Serialize)]
pub(crate) struct Request<'a> {
    id: &'a str,
    title: &'a str,
    text: &'a str,
    site: &'a str,
    host: &'a str,
    account: &'a str,
    pairs: Vec<Pair<'a>>,
    ends_in_ms: u64,
    lifetime_ms: u64,
    digits: u8,
    user_check: bool,
    can_approve: bool,
    unlock_to_approve: Option<&'a str>,
    update_needed: Option<&'a str>,
    link_again: Option<&'a str>,
    problem: Option<&'a str>,
}

/// One line of what is asked.
#[derive(Serialize)]
pub(crate) struct Pair<'a> {
    label: &'a str,
    value: &'a str,
}

impl<'a> From<&'a RequestView> for Request<'a> {
    fn from(view: &'a RequestView) -> Self {
        Self {
            id: &view.id,
            title: &view.title,
            text: &view.text,
            site: &view.site,
            host: &view.host,
            account: &view.account,
            pairs: view.pairs.iter().map(|p| Pair { label: &p.label, value: &p.value }).collect(),
            ends_in_ms: view.ends_in_ms,
            lifetime_ms: view.lifetime_ms,
            digits: match view.digits {
                AskedDigits::None => 0,
                AskedDigits::Two => 2,
                AskedDigits::Six => 6,
            },
            user_check: view.user_check,
            can_approve: view.can_approve,
            unlock_to_approve: view.unlock_to_approve.as_deref(),
            update_needed: view.update_needed.as_deref(),
            link_again: view.link_again.as_deref(),
            problem: view.problem.as_deref(),
        }
    }
}

/// One request of the past, as `history` writes it.
#[derive(Serialize)]
pub(crate) struct Past<'a> {
    id: &'a str,
    when: &'a str,
    site: &'a str,
    account: &'a str,
    what: &'a str,
    ending: &'static str,
    text: &'a str,
}

impl<'a> From<&'a HistoryRow> for Past<'a> {
    fn from(row: &'a HistoryRow) -> Self {
        Self {
            id: &row.id,
            when: &row.when,
            site: &row.site,
            account: &row.account,
            what: &row.what,
            ending: row.ending.as_str(),
            text: &row.text,
        }
    }
}

/// A code as it is typed: views group it for reading.
pub(crate) fn ungrouped(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}
