//! Where the person is: a stack of pages, and a sheet over it for requests. Pure. The sheet shows one request at a time,
//! in the order they came; how a request ended that the person was looking at stays until they leave it.

use std::collections::BTreeSet;

use kauth_protocol::origin::Origin;

use super::view::PictureKind;
use crate::error::CoreError;

/// A page of the stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// The list, or the start while there is none. The bottom of the stack.
    Accounts,
    Add,
    Scan,
    AddByHand,
    /// What another authenticator's export holds.
    Import,
    SignInHere,
    /// The link in the making: agreeing, working, the six digits.
    Linking,
    /// Recovery codes of an account; `fresh` right after they were made.
    RecoveryCodes {
        entry: String,
        fresh: bool,
    },
    Account {
        entry: String,
    },
    Remove {
        entry: String,
    },
    History,
    Settings,
    LinkRemoved {
        login: String,
        provider: String,
        host: String,
    },
    LinkAgain {
        origin: Origin,
    },
    /// Proving who one is, wherever that stands.
    Check,
    /// Its mobile number, typed once more.
    CheckNumber,
    /// Its document, chosen once more.
    CheckDocument,
    /// One picture of it, taken once more.
    CheckPicture {
        kind: PictureKind,
    },
    /// The question before it is withdrawn.
    CheckWithdraw,
    Problem {
        error: CoreError,
        retry: Option<Retry>,
    },
}

/// What *Try again* does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Retry {
    /// Sign in on this phone at that host.
    SignInHere { host: String, loopback_redirect: Option<String> },
    /// Read the same link again.
    Scan { text: String },
}

/// What lies over the stack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Sheet {
    #[default]
    None,
    Request(String),
    Ended(String),
}

/// Where the person is.
#[derive(Clone, Debug)]
pub(super) struct Nav {
    stack: Vec<Page>,
    pub sheet: Sheet,
    /// Requests that the person put aside.
    aside: BTreeSet<String>,
    /// What went wrong in place, on the page on top.
    pub problem: Option<CoreError>,
}

impl Default for Nav {
    fn default() -> Self {
        Self { stack: vec![Page::Accounts], sheet: Sheet::None, aside: BTreeSet::new(), problem: None }
    }
}

impl Page {
    /// It is about the check.
    pub(super) fn is_of_check(&self) -> bool {
        matches!(
            self,
            Self::Check
                | Self::CheckNumber
                | Self::CheckDocument
                | Self::CheckPicture { .. }
                | Self::CheckWithdraw
        )
    }
}

impl Nav {
    /// The page on top.
    pub(super) fn top(&self) -> &Page {
        self.stack.last().unwrap_or(&Page::Accounts)
    }

    /// A page is in the stack.
    pub(super) fn has(&self, page: &Page) -> bool {
        self.stack.contains(page)
    }

    /// Goes to a page; one that is in the stack already is gone back to.
    pub(super) fn go(&mut self, page: Page) {
        self.problem = None;
        self.sheet = Sheet::None;
        if let Some(place) = self.stack.iter().position(|known| *known == page) {
            self.stack.truncate(place + 1);
        } else {
            self.stack.push(page);
        }
    }

    /// Back to the bottom, then to a page.
    pub(super) fn restart(&mut self, page: Page) {
        self.stack = vec![Page::Accounts];
        if page != Page::Accounts {
            self.stack.push(page);
        }
        self.problem = None;
    }

    /// Lays a page on top without touching the sheet.
    pub(super) fn push(&mut self, page: Page) {
        if *self.top() != page {
            self.stack.push(page);
        }
    }

    /// Takes every page out that is about something that is gone.
    pub(super) fn leave(&mut self, gone: impl Fn(&Page) -> bool) {
        self.stack.retain(|page| *page == Page::Accounts || !gone(page));
        if self.stack.is_empty() {
            self.stack.push(Page::Accounts);
        }
    }

    /// What went wrong in place, in words.
    pub(super) fn problem_text(&self) -> Option<String> {
        self.problem.as_ref().map(|error| error.text.clone())
    }

    /// `back()` leads somewhere inside the app.
    pub(super) fn can_go_back(&self) -> bool {
        self.sheet != Sheet::None || self.stack.len() > 1
    }

    /// Goes back. A request is put aside, an ending is left; else the page on top is.
    pub(super) fn back(&mut self) -> bool {
        self.problem = None;
        match std::mem::take(&mut self.sheet) {
            Sheet::Request(request) => {
                self.aside.insert(request);
                true
            }
            Sheet::Ended(_) => true,
            Sheet::None if self.stack.len() > 1 => {
                self.stack.pop();
                true
            }
            Sheet::None => false,
        }
    }

    /// Puts requests aside: they stay counted, and do not come up by themselves.
    pub(super) fn put_aside(&mut self, requests: impl IntoIterator<Item = String>) {
        self.aside.extend(requests);
        if matches!(self.sheet, Sheet::Request(_)) {
            self.sheet = Sheet::None;
        }
    }

    /// Shows a request, also one that was put aside.
    pub(super) fn show_request(&mut self, request: &str) {
        self.aside.remove(request);
        self.sheet = Sheet::Request(request.to_owned());
    }

    /// Brings the sheet in line with what waits (in order) and what has ended.
    pub(super) fn settle(&mut self, open: &[&str], is_ended: impl Fn(&str) -> bool) {
        self.aside.retain(|request| open.contains(&request.as_str()));
        if let Sheet::Request(request) = &self.sheet {
            if open.contains(&request.as_str()) {
                return;
            }
            self.sheet = if is_ended(request) { Sheet::Ended(request.clone()) } else { Sheet::None };
        }
        if self.sheet == Sheet::None
            && let Some(next) = open.iter().find(|request| !self.aside.contains(**request))
        {
            self.sheet = Sheet::Request((*next).to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_come_one_at_a_time_and_stay_until_left() {
        let mut nav = Nav::default();
        nav.settle(&["a", "b"], |_| false);
        assert_eq!(nav.sheet, Sheet::Request("a".into()));
        // The one on screen ends: its ending is shown, the next waits its turn.
        nav.settle(&["b"], |request| request == "a");
        assert_eq!(nav.sheet, Sheet::Ended("a".into()));
        nav.settle(&["b"], |request| request == "a");
        assert_eq!(nav.sheet, Sheet::Ended("a".into()));
        assert!(nav.back());
        nav.settle(&["b"], |_| true);
        assert_eq!(nav.sheet, Sheet::Request("b".into()));
        // Put aside, it does not come back by itself.
        assert!(nav.back());
        nav.settle(&["b"], |_| false);
        assert_eq!(nav.sheet, Sheet::None);
        nav.show_request("b");
        nav.settle(&["b"], |_| false);
        assert_eq!(nav.sheet, Sheet::Request("b".into()));
    }

    #[test]
    fn going_to_a_page_below_is_going_back_to_it() {
        let mut nav = Nav::default();
        nav.go(Page::Settings);
        nav.go(Page::History);
        nav.go(Page::Settings);
        assert_eq!(nav.top(), &Page::Settings);
        assert!(nav.back());
        assert_eq!(nav.top(), &Page::Accounts);
        assert!(!nav.back());
    }

    #[test]
    fn pages_about_what_is_gone_are_left() {
        let mut nav = Nav::default();
        nav.go(Page::Account { entry: "a".into() });
        nav.go(Page::Remove { entry: "a".into() });
        nav.leave(|page| matches!(page, Page::Account { .. } | Page::Remove { .. }));
        assert_eq!(nav.top(), &Page::Accounts);
    }
}
