//! The codes of all accounts over time. It is told the time, says which codes changed since it was last told, and when
//! it wants to be told again; it never asks a clock.
//!
//! Accounts wait in order of their next change, so a tick costs what changed and not what there is. Nothing assumes that
//! time moves steadily: after sleep many windows may have passed, which costs no more than one; when the clock was put
//! back every account is looked at once (a comparison each), and only those whose window changed make a code.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use crate::{Code, Totp, Window};

#[cfg(test)]
mod tests;

/// What an account shows from one instant to another. Instants are Unix milliseconds **of the clock that `tick` is
/// given**: the provider's offset is taken out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Showing {
    /// The code that counts. None while the corrected clock is before 1970, when there are no codes.
    pub code: Option<Code>,
    /// The one after it.
    pub next: Option<Code>,
    /// First instant at which `code` counts.
    pub begins_at: i64,
    /// First instant at which `next` counts.
    pub ends_at: i64,
}

/// What a tick found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick<Id> {
    /// The accounts that show something else than after the tick before, each once, with what they show now.
    pub changed: Vec<(Id, Showing)>,
    /// When the next code changes, if the clock runs on: the latest time for the next tick. None without accounts.
    pub next_at: Option<i64>,
}

/// All accounts whose codes change with time.
#[derive(Debug)]
pub struct Ticker<Id> {
    accounts: HashMap<Id, Account>,
    /// Each account once, by the instant it must be looked at again.
    due: BTreeSet<(i64, Id)>,
    last_ms: i64,
}

#[derive(Debug)]
struct Account {
    totp: Totp,
    offset_ms: i64,
    due: i64,
    shown: Option<(Window, Showing)>,
}

/// Look at it in any case: it is new, or its offset is.
const AT_ONCE: i64 = i64::MIN;

impl<Id> Default for Ticker<Id> {
    fn default() -> Self {
        Self { accounts: HashMap::new(), due: BTreeSet::new(), last_ms: i64::MIN }
    }
}

impl<Id: Clone + Eq + Hash + Ord> Ticker<Id> {
    /// No accounts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many accounts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.accounts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty()
    }

    /// Adds an account, or puts another in the place of the one with that id; the next tick names it. `offset_ms` is
    /// what its provider's clock is ahead of ours.
    pub fn insert(&mut self, id: Id, totp: Totp, offset_ms: i64) {
        self.remove(&id);
        self.due.insert((AT_ONCE, id.clone()));
        self.accounts.insert(id, Account { totp, offset_ms, due: AT_ONCE, shown: None });
    }

    /// Takes an account out. Whether there was one.
    pub fn remove(&mut self, id: &Id) -> bool {
        let Some((id, account)) = self.accounts.remove_entry(id) else { return false };
        self.due.remove(&(account.due, id));
        true
    }

    /// Sets what an account's provider's clock is ahead of ours; the next tick names the account if that makes a
    /// difference. Whether there is such an account.
    pub fn set_offset(&mut self, id: &Id, offset_ms: i64) -> bool {
        let Some(account) = self.accounts.get_mut(id) else { return false };
        if account.offset_ms != offset_ms {
            self.due.remove(&(account.due, id.clone()));
            self.due.insert((AT_ONCE, id.clone()));
            account.offset_ms = offset_ms;
            account.due = AT_ONCE;
        }
        true
    }

    /// What an account shows since the last tick. None before its first, and for unknown ids.
    #[must_use]
    pub fn showing(&self, id: &Id) -> Option<Showing> {
        self.accounts.get(id)?.shown.map(|(_, showing)| showing)
    }

    /// Tells the time in Unix milliseconds. May be called early, late, twice, and with an earlier time than before.
    pub fn tick(&mut self, now_ms: i64) -> Tick<Id> {
        if now_ms < self.last_ms {
            self.rewind(now_ms);
        }
        self.last_ms = now_ms;

        let mut waiting = Vec::new();
        while self.due.first().is_some_and(|(due, _)| *due <= now_ms) {
            waiting.extend(self.due.pop_first());
        }
        let mut changed = Vec::with_capacity(waiting.len());
        for (_, id) in waiting {
            let Some(account) = self.accounts.get_mut(&id) else { continue };
            let before = account.shown.map(|(_, showing)| showing);
            let showing = account.look(now_ms);
            if before != Some(showing) {
                changed.push((id.clone(), showing));
            }
            self.due.insert((account.due, id));
        }
        Tick { changed, next_at: self.due.first().map(|(due, _)| *due) }
    }

    /// The clock was put back: whatever had not begun yet at that time is due.
    fn rewind(&mut self, now_ms: i64) {
        for (id, account) in &mut self.accounts {
            if account.due != AT_ONCE && account.shown.is_some_and(|(_, showing)| now_ms < showing.begins_at)
            {
                self.due.remove(&(account.due, id.clone()));
                self.due.insert((AT_ONCE, id.clone()));
                account.due = AT_ONCE;
            }
        }
    }
}

impl Account {
    /// Works out what to show. A code that was the next one is not made again.
    fn look(&mut self, now_ms: i64) -> Showing {
        let window = self.totp.window_at(now_ms.saturating_add(self.offset_ms));
        let known = |step: u64| match self.shown {
            Some((before, showing)) if before.step == Some(step) => showing.code,
            Some((before, showing)) if following(before) == Some(step) => showing.next,
            _ => None,
        };
        let code_of = |step: u64| known(step).unwrap_or_else(|| self.totp.code(step));
        let showing = Showing {
            code: window.step.map(code_of),
            next: following(window).map(code_of),
            begins_at: window.begins_at.saturating_sub(self.offset_ms),
            ends_at: window.ends_at.saturating_sub(self.offset_ms),
        };
        self.shown = Some((window, showing));
        // At the far ends of time, where sums saturate, a window may end before now.
        self.due = showing.ends_at.max(now_ms.saturating_add(1));
        showing
    }
}

/// The step after a window; the first one if the window is the time before 1970.
fn following(window: Window) -> Option<u64> {
    window.step.map_or(Some(0), |step| step.checked_add(1))
}
