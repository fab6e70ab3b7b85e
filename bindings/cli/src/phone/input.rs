//! What only the terminal knows: half-typed text, where the choice rests, how far the screen is scrolled, which
//! dialogue of its own is open. The core never hears of it until it becomes a command.

use std::collections::BTreeMap;
use std::mem::Discriminant;

use kauth_core::app::{AppView, CheckView, Screen};

use super::field::Field;

/// Which line is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FieldId {
    Passphrase,
    CurrentPassphrase,
    NewPassphrase,
    RepeatPassphrase,
    Link,
    Path,
    Host,
    Issuer,
    Name,
    Secret,
    Algorithm,
    Digits,
    Period,
    Counter,
    Note,
    BrowserDigits,
    Number,
    SmsCode,
    Location,
    Search,
}

impl FieldId {
    /// Drawn as dots.
    pub(super) fn is_hidden(self) -> bool {
        matches!(
            self,
            Self::Passphrase | Self::CurrentPassphrase | Self::NewPassphrase | Self::RepeatPassphrase
        )
    }

    /// Takes digits only, as a keypad would: letters stay keys of buttons.
    pub(super) fn is_keypad(self) -> bool {
        matches!(self, Self::BrowserDigits | Self::SmsCode)
    }
}

/// A dialogue of the shell's own, over the screen it was opened on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dialog {
    Paste,
    Picture,
    Rename { account: String },
    Note { account: String },
    SetPassphrase,
    ChangePassphrase,
    RemovePassphrase,
    Help,
}

/// Something the core asked for that needs the person; it lies over everything.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// Where to save a text.
    Save { effect: u64, text: String },
    /// To sign with the approval key.
    Sign { op: u64, key: String, bytes: Vec<u8>, reason: String, wrong_passphrase: bool },
    /// To open an address, where no browser came up.
    Visit { url: String },
    /// To copy a text by hand.
    CopyByHand { text: String },
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Save { .. } => "Save",
            Self::Sign { .. } => "Sign",
            Self::Visit { .. } => "Visit",
            Self::CopyByHand { .. } => "CopyByHand",
        })
    }
}

/// Which screen half-typed text belongs to: the kind of screen, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    kind: Discriminant<Screen>,
    about: String,
}

impl Place {
    pub(super) fn of(screen: &Screen) -> Self {
        let about = match screen {
            Screen::Request(view) => view.id.as_str(),
            Screen::RequestEnded(view) => view.id.as_str(),
            Screen::Account(view) => view.row.id.as_str(),
            Screen::Remove(view) => view.id.as_str(),
            Screen::RecoveryCodes(view) => view.account.as_str(),
            Screen::LinkAgain(view) => view.account.as_str(),
            Screen::Check(view) => check_place(view),
            _ => "",
        };
        Self { kind: std::mem::discriminant(screen), about: about.to_owned() }
    }
}

fn check_place(view: &CheckView) -> &'static str {
    match view {
        CheckView::Consent(_) => "consent",
        CheckView::Number(_) => "number",
        CheckView::Code(_) => "code",
        CheckView::Location(_) => "location",
        CheckView::Document(_) => "document",
        CheckView::Picture(_) => "picture",
        CheckView::Review(_) => "review",
        CheckView::Sending(_) => "sending",
        CheckView::Status(_) => "status",
        CheckView::Withdraw(_) => "withdraw",
    }
}

/// A passing notice of the shell's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) text: String,
    pub(super) kind: NoticeKind,
}

/// Where a notice comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoticeKind {
    /// All is well.
    Said,
    /// A file, a port or the like of the terminal's own.
    Trouble,
}

/// Everything the terminal keeps to itself.
#[derive(Debug, Default)]
pub(super) struct LocalInput {
    /// Milliseconds since the update on screen came.
    pub(super) since_update_ms: u64,
    /// Milliseconds since this screen came.
    pub(super) since_screen_ms: u64,
    /// Which stop the choice rests on; none until the person chooses, where a page asks for that.
    pub(super) focus: Option<usize>,
    /// Lines scrolled away at the top.
    pub(super) scroll: usize,
    /// The choice does not pull the screen: it was scrolled by hand, or has just come.
    pub(super) holds_scroll: bool,
    pub(super) dialog: Option<(Place, Dialog)>,
    pub(super) asked: Vec<Asked>,
    pub(super) notice: Option<Notice>,
    /// The search field is open.
    pub(super) searching: bool,
    fields: BTreeMap<FieldId, Field>,
    /// Half-typed digits of requests survive a look elsewhere.
    digits: BTreeMap<String, Field>,
    place: Option<Place>,
    for_next: Option<(FieldId, Field)>,
}

impl LocalInput {
    /// Lines input up with a new view: what was typed on a screen that has gone is wiped, except half-typed digits.
    /// True if this is another screen than before.
    pub(super) fn follow(&mut self, view: &AppView) -> bool {
        let place = Place::of(&view.screen);
        if self.place.as_ref() == Some(&place) {
            return false;
        }
        self.keep_digits();
        let passes_by = matches!(view.screen, Screen::Request(_) | Screen::RequestEnded(_));
        if self.dialog.as_ref().is_some_and(|(opened_on, _)| *opened_on != place && !passes_by) {
            self.dialog = None;
        }
        if self.dialog.is_none() && self.asked.is_empty() {
            self.fields.clear();
        }
        if let Screen::Request(request) = &view.screen
            && let Some(field) = self.digits.remove(&request.id)
        {
            self.fields.insert(FieldId::BrowserDigits, field);
        }
        if let Some((id, field)) = self.for_next.take() {
            self.fields.insert(id, field);
        }
        self.searching = matches!(&view.screen, Screen::Accounts(list) if !list.search.is_empty());
        if let Screen::Accounts(list) = &view.screen
            && self.searching
        {
            self.fields.insert(FieldId::Search, Field::with(&list.search));
        }
        self.place = Some(place);
        self.rest();
        true
    }

    /// The dialogue on screen, if it belongs to this screen.
    pub(super) fn dialog(&self) -> Option<&Dialog> {
        let (opened_on, dialog) = self.dialog.as_ref()?;
        (Some(opened_on) == self.place.as_ref()).then_some(dialog)
    }

    /// Opens a dialogue over this screen, with what stands in its fields at first.
    pub(super) fn open(&mut self, dialog: Dialog, filled: impl IntoIterator<Item = (FieldId, String)>) {
        if let Some(place) = self.place.clone() {
            self.dialog = Some((place, dialog));
            for (id, text) in filled {
                self.set(id, &text);
            }
            self.rest();
        }
    }

    /// Closes the dialogue and wipes its fields.
    pub(super) fn close(&mut self) {
        self.dialog = None;
        self.keep_digits();
        self.fields.clear();
        if let Some(Place { about, .. }) = &self.place
            && let Some(field) = self.digits.remove(about)
        {
            self.fields.insert(FieldId::BrowserDigits, field);
        }
        self.rest();
    }

    /// What stands in a field.
    pub(super) fn text(&self, id: FieldId) -> &str {
        self.fields.get(&id).map_or("", Field::text)
    }

    pub(super) fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(&id)
    }

    pub(super) fn field_mut(&mut self, id: FieldId) -> &mut Field {
        self.fields.entry(id).or_default()
    }

    pub(super) fn set(&mut self, id: FieldId, text: &str) {
        self.fields.insert(id, Field::with(text));
    }

    /// Fills a field of the screen that comes next.
    pub(super) fn set_for_next(&mut self, id: FieldId, text: &str) {
        self.for_next = Some((id, Field::with(text)));
    }

    pub(super) fn wipe(&mut self, ids: &[FieldId]) {
        for id in ids {
            self.fields.remove(id);
        }
    }

    /// The choice goes to the first stop, the screen to its top.
    pub(super) fn rest(&mut self) {
        self.focus = None;
        self.scroll = 0;
        self.holds_scroll = true;
        self.since_screen_ms = 0;
    }

    fn keep_digits(&mut self) {
        if let Some(place) = &self.place
            && let Some(field) = self.fields.remove(&FieldId::BrowserDigits)
            && !field.text().is_empty()
        {
            self.digits.insert(place.about.clone(), field);
        }
    }
}
