//! One record a template.

use askama::Template;

use super::{Frame, Tone};

/// A label and a value.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The label, or a field's name.
    pub label: String,
    /// The value.
    pub value: String,
}

impl Pair {
    /// A pair.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

macro_rules! pages {
    ($($(#[$about:meta])* $name:ident($file:literal) { $($(#[$doc:meta])* $field:ident: $kind:ty,)* })*) => {$(
        $(#[$about])*
        #[derive(Template)]
        #[template(path = $file)]
        pub struct $name {
            /// What stands around it.
            pub f: Frame,
            $($(#[$doc])* pub $field: $kind,)*
        }
    )*};
}

pages! {
    /// Before anybody is signed in.
    Welcome("welcome.html") {}

    /// Creating an account.
    SignUp("sign_up.html") {
        /// As typed.
        name: String,
        /// As typed.
        login: String,
        /// As typed.
        number: String,
        /// As typed.
        recovery_address: String,
    }

    /// Typing a code that was mailed.
    CodeEntry("code_entry.html") {
        /// Stable name.
        page: &'static str,
        /// Title.
        heading: String,
        /// Where the code was sent.
        lead: String,
        /// Where the form goes.
        action: &'static str,
        /// Where *Back* goes.
        back: &'static str,
    }

    /// Login and password.
    SignIn("sign_in.html") {
        /// As typed.
        login: String,
        /// Local path to go to afterwards.
        next: String,
    }

    /// Waiting for the phone, and every way that can end.
    Waiting("waiting.html") {
        /// Stable name.
        page: &'static str,
        /// Stable name of where it stands.
        state: &'static str,
        /// Colour of the picture.
        tone: &'static str,
        /// Title.
        heading: String,
        /// One sentence.
        lead: String,
        /// Digits to type on the phone.
        digits: Option<String>,
        /// Time left, ms.
        ends_in_ms: i64,
        /// Start of the forms' paths.
        base: String,
        /// `kauth://open?…`.
        open_uri: String,
        /// What an action would do.
        pairs: Vec<Pair>,
        /// `code`, `recovery` or empty: which other way is unfolded.
        way: &'static str,
        /// Whether this browser may be remembered.
        may_remember: bool,
        /// Whether a new request may be sent.
        may_ask_again: bool,
        /// Whether a code from the app is taken.
        codes: bool,
        /// Whether a recovery code is taken.
        recovery: bool,
    }

    /// A new password.
    Password("password.html") {
        /// Stable name.
        page: &'static str,
        /// Title.
        heading: String,
        /// Why, and what follows.
        lead: String,
        /// Where the form goes.
        action: &'static str,
        /// For password managers.
        login: String,
    }

    /// The password once more.
    StepUp("step_up.html") {
        /// Local path to go to afterwards.
        next: String,
        /// `password` where only that is wanted.
        only: &'static str,
        /// Whether the password is asked; else only the second factor is to come.
        ask_password: bool,
        /// For password managers.
        login: String,
    }

    /// Home.
    Account("account.html") {
        /// The person's name.
        name: String,
        /// Login address.
        login: String,
        /// Masked number.
        number: String,
        /// Second address.
        recovery_address: String,
        /// Since when the password counts.
        password_since: String,
        /// Whether two-step sign-in is on.
        two_step: bool,
        /// What that means here.
        two_step_line: String,
        /// What needs attention.
        warning: Option<String>,
    }

    /// A form with some fields, or a question with consequences.
    FormPage("form_page.html") {
        /// Stable name.
        page: &'static str,
        /// Title.
        heading: String,
        /// What it is about.
        lines: Vec<String>,
        /// What follows.
        warnings: Vec<String>,
        /// What is shown.
        pairs: Vec<Pair>,
        /// What is sent along.
        hiddens: Vec<Pair>,
        /// What is typed.
        fields: Vec<Field>,
        /// A box to tick first.
        confirm: Option<String>,
        /// Where the form goes.
        action: String,
        /// The button.
        button: String,
        /// Whether the button destroys something.
        danger: bool,
        /// Where *Cancel* goes.
        back: &'static str,
        /// Other pages below it: what the link says, and where it leads.
        more: Vec<Pair>,
    }

    /// One of several ways, after some fields.
    Choices("choices.html") {
        /// Stable name.
        page: &'static str,
        /// Title.
        heading: String,
        /// What it is about.
        lead: String,
        /// What is typed first.
        fields: Vec<Field>,
        /// What is to be chosen, for those who do not see the page.
        question: String,
        /// The ways.
        choices: Vec<Choice>,
        /// The one that is marked.
        chosen: String,
        /// Where the form goes.
        action: &'static str,
        /// Where *Cancel* goes.
        back: &'static str,
        /// Other pages below it: what the link says, and where it leads.
        more: Vec<Pair>,
    }

    /// `/2fa`.
    TwoStep("two_step.html") {
        /// Whether it is on.
        on: bool,
        /// What needs attention.
        warnings: Vec<String>,
        /// Linked phones.
        phones: Vec<Phone>,
        /// Recovery codes left.
        codes_left: i64,
        /// Whether a set still waits to be saved.
        codes_waiting: bool,
        /// Known browsers.
        browsers: Vec<Browser>,
    }

    /// Choosing a method.
    AddMethod("add_method.html") {}

    /// The QR code and what follows it.
    LinkPhone("link_phone.html") {
        /// The offer's id.
        id: String,
        /// Stable name of where it stands.
        state: &'static str,
        /// Whether something can still happen.
        open: bool,
        /// Title.
        heading: String,
        /// One sentence.
        lead: String,
        /// Time left, ms.
        ends_in_ms: i64,
        /// What the QR code says.
        uri: String,
        /// The `kauth:` form.
        scheme_uri: String,
    }

    /// The ten codes, once.
    RecoveryCodes("recovery_codes.html") {
        /// That the phone is linked, when it just was.
        linked: Option<String>,
        /// The codes.
        codes: Vec<String>,
        /// Whose.
        provider_login: String,
    }

    /// What the phones were asked.
    History("history.html") {
        /// Newest first.
        entries: Vec<Entry>,
    }

    /// An account's organisations.
    Organisations("organisations.html") {
        /// By name.
        organisations: Vec<Organisation>,
    }

    /// One organisation.
    OrganisationPage("organisation.html") {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// The visitor's role, as a sentence.
        own_role: String,
        /// Its members.
        members: Vec<Member>,
        /// Roles that the visitor may give to a new member.
        choices: Vec<Pair>,
    }

    /// Flow A1: may this phone be linked?
    Consent("consent.html") {
        /// The account.
        login: String,
        /// The authorization request's query, carried along.
        request: String,
    }

    /// The link to a kCheck session, for the browser that began it.
    CheckBegun("check_begun.html") {
        /// The session's id.
        id: String,
        /// `offered`, `claimed`, `sent`, `ended`, `deleted`, `void` or, where no phone came, `over`.
        state: &'static str,
        /// Title.
        heading: String,
        /// What happened, and what to do.
        lead: String,
        /// Where it is begun again.
        again: Option<&'static str>,
        /// Whether something more may happen to it.
        follows: bool,
        /// Time left, ms.
        ends_in_ms: i64,
        /// What the QR code says.
        uri: String,
        /// The `kauth:` form.
        scheme_uri: String,
    }

    /// Where an accepted recovery is finished.
    Finish("finish.html") {
        /// `read`, `password`, `two-step` or `unlock`.
        state: &'static str,
        /// Title.
        heading: String,
        /// What follows.
        lead: String,
        /// The token, once it was read.
        token: String,
        /// For password managers.
        login: String,
    }

    /// An account's orders.
    Orders("orders.html") {
        /// Newest first.
        orders: Vec<OrderRow>,
        /// As typed.
        typed: String,
    }

    /// The dossiers that wait for support.
    Console("console.html") {
        /// The most urgent first.
        waiting: Vec<QueueEntry>,
    }

    /// One dossier. Its pictures are opened by the browser.
    Dossier("dossier.html") {
        /// The session.
        id: String,
        /// The staff account, whose key the browser looks for.
        staff: String,
        /// Why the provider asked.
        heading: String,
        /// Until when it is kept.
        deleted: String,
        /// What the script says: attribute and text.
        words: Vec<Pair>,
        /// What the phone sent, as JSON for the script.
        sent: String,
        /// All pictures there are.
        kinds: Vec<Choice>,
        /// The pictures of this document, which may be asked for again.
        wanted: Vec<Choice>,
        /// Reasons: code and words.
        reasons: Vec<Pair>,
        /// What is on file.
        file: Vec<Pair>,
        /// Whether the account is looked up here.
        seeks: bool,
        /// What was typed for that.
        typed: String,
        /// The login that was found, else nothing.
        found_login: String,
        /// The proof that it was.
        seen: String,
        /// Whether the number is the one on file.
        number: String,
        /// Its colour.
        number_tone: Tone,
        /// What began it.
        begun: Vec<Pair>,
        /// What was decided before.
        notes: Vec<Pair>,
        /// The newest manifest's hash.
        manifest: String,
    }

    /// Who can open dossiers.
    ReviewerKeys("reviewer_keys.html") {
        /// The staff account.
        staff: String,
        /// What the script says: attribute and text.
        words: Vec<Pair>,
        /// All keys that count.
        keys: Vec<ReviewerKey>,
    }

    /// Where a link leads without the app.
    Landing("landing.html") {
        /// Stable name.
        page: &'static str,
        /// Title.
        heading: String,
        /// One sentence.
        lead: String,
        /// What to do.
        steps: Vec<String>,
        /// Opens the app.
        open_uri: String,
    }

    /// The development outbox.
    Outbox("outbox.html") {
        /// Newest first.
        messages: Vec<Letter>,
    }

    /// Something to read and one way on.
    Message("message.html") {
        /// Stable name.
        page: &'static str,
        /// Title.
        heading: String,
        /// Paragraphs.
        lines: Vec<String>,
        /// Where the button goes.
        link: &'static str,
        /// What it says.
        link_text: String,
    }
}

/// One field of a [`FormPage`].
pub struct Field {
    /// Its name in the form.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// `text`, `email`, `tel`.
    pub kind: &'static str,
    /// What stands in it.
    pub value: String,
    /// For autocompletion.
    pub auto: &'static str,
    /// Help.
    pub hint: String,
}

/// One way of a [`Choices`] page.
pub struct Choice {
    /// What is sent.
    pub value: &'static str,
    /// What it says.
    pub label: String,
    /// More about it.
    pub about: String,
}

/// A linked phone.
pub struct Phone {
    /// The link.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its platform.
    pub platform: String,
    /// Since when.
    pub since: String,
    /// When it was last used.
    pub last_used: String,
}

/// A known browser.
pub struct Browser {
    /// Its id.
    pub id: String,
    /// Browser and system.
    pub name: String,
    /// Its last sign-in.
    pub seen: String,
    /// Until when it is remembered.
    pub remembered: Option<String>,
    /// Whether it is the one that shows this page.
    pub here: bool,
}

/// One request of the past.
pub struct Entry {
    /// Stable name of its state.
    pub state: &'static str,
    /// What was asked.
    pub title: String,
    /// When, and from where.
    pub line: String,
    /// What became of it.
    pub outcome: String,
    /// Its colour.
    pub tone: Tone,
}

/// An organisation in a list.
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The visitor's role.
    pub role: String,
}

/// A member in a list.
pub struct Member {
    /// Account id.
    pub account: String,
    /// The person's name.
    pub name: String,
    /// Login.
    pub login: String,
    /// The role's code.
    pub role: String,
    /// The role in words.
    pub role_name: String,
    /// Roles that the visitor may give; empty for none.
    pub choices: Vec<Pair>,
    /// Whether the visitor may end the membership.
    pub may_remove: bool,
}

/// An order in the list.
pub struct OrderRow {
    /// Its id.
    pub id: String,
    /// What.
    pub what: String,
    /// For how much, and when.
    pub line: String,
    /// Colour of where it stands.
    pub tone: Tone,
    /// Where it stands.
    pub stands: String,
    /// The red banner of a blocked one.
    pub banner: Option<String>,
    /// Whether its mail is of use.
    pub can_mail: bool,
}

/// A dossier in the queue.
pub struct QueueEntry {
    /// The session.
    pub id: String,
    /// Why the provider asked.
    pub title: String,
    /// What is special about it.
    pub badge: Option<String>,
    /// Since when it waits.
    pub waits: String,
    /// Until when it is kept.
    pub deleted: String,
    /// Whether that is soon.
    pub urgent: bool,
}

/// A reviewer's key in the list.
pub struct ReviewerKey {
    /// Its id.
    pub id: String,
    /// Whose.
    pub name: String,
    /// Since when.
    pub since: String,
    /// RFC 7638.
    pub thumbprint: String,
}

/// A message in the outbox.
pub struct Letter {
    /// Stable name.
    pub kind: String,
    /// Recipient.
    pub to: String,
    /// `mail` or `sms`.
    pub channel: &'static str,
    /// In words.
    pub channel_name: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
    /// The code it carries.
    pub code: Option<String>,
    /// The QR code it shows.
    pub picture: Option<String>,
    /// Tag of its language.
    pub lang: String,
    /// When it was written.
    pub when: String,
}
