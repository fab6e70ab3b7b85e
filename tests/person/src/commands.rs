//! What can be asked of the person, and what comes back: one JSON object a line, each way.
//!
//! The variants of [`Command`] are the protocol.

use kauth_protocol::approvals::Policy;
use kauth_tests::browser::Page;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The browser that is meant where none is named.
const OWN_BROWSER: &str = "anna";

/// One line in: what to do, in which browser.
#[derive(Debug)]
pub(crate) struct Request {
    /// The browser's name. One that was not named before is a new browser without cookies.
    pub(crate) browser: String,
    /// What to do there.
    pub(crate) command: Command,
}

/// What the person does. `login` may be left out: then it is whoever signed up or in last in that browser.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Command {
    /// Signs up; stays signed in.
    SignUp { name: String },
    /// From `/2fa` to the QR code: activates two-step sign-in or adds a phone.
    #[serde(alias = "activate")]
    StartLink { login: Option<String>, proof: Option<Proof> },
    /// Types the six digits that the phone shows while it is being linked.
    TypeDigits { code: String },
    /// Says how far linking is; with `until`, once it is one of these.
    LinkState { until: Option<Vec<String>> },
    /// Reads the recovery codes on their page; with `saved`, presses *I saved them*.
    RecoveryCodes {
        #[serde(default)]
        saved: bool,
        proof: Option<Proof>,
    },
    /// Makes a new set of recovery codes and reads it.
    NewRecoveryCodes { proof: Option<Proof> },
    /// Signs out.
    SignOut {},
    /// Signs out if need be, and types login and password.
    SignIn {
        login: Option<String>,
        password: Option<String>,
        #[serde(default, rename = "as")]
        who: Who,
    },
    /// Waits on the waiting page, by its events, until it waits no longer.
    Waiting {},
    /// Reads where *Open kAuth* on the waiting page leads.
    OpenLink {},
    /// Moves on from the waiting page after a yes.
    Finish {
        #[serde(default)]
        remember: bool,
    },
    /// Types a 30-second code on the waiting page.
    TypeCode { code: String },
    /// Types a recovery code on the waiting page.
    TypeRecoveryCode { code: String },
    /// Presses *Cancel* on the waiting page: the request is withdrawn.
    Withdraw {},
    /// Presses *Ask again* on the waiting page.
    AskAgain {},
    /// Chooses a new password where the pages demand one.
    NewPassword { password: String },
    /// Reads the phones on `/2fa`.
    Phones {},
    /// Removes a phone.
    RevokePhone { name: String, proof: Option<Proof> },
    /// Turns two-step sign-in off.
    TurnOff { proof: Option<Proof> },
    /// Follows the address that the app opens for flow A1, up to *Authorize*, and reads where that leads.
    Authorize { url: String, login: Option<String>, proof: Option<Proof> },
    /// Begins something that asks the phone for a yes of its own.
    Action { kind: Action, proof: Option<Proof> },
    /// The provider wants so strong a yes from now on. What is left out stays.
    SetPolicy { policy: Option<Policy>, user_check: Option<bool> },
    /// The provider is down, or back.
    Outage { on: bool },
    /// Time passes for the provider.
    Turn { seconds: u32 },
    /// Reads all mails and short messages.
    Mails {},
    /// Somebody of the provider's support makes a key: from now on identities can be checked.
    Hire {},
    /// Says that the password is forgotten and that no other way is left.
    Forgotten { login: String },
    /// Gives photographs of a drawn card and a drawn person.
    Papers {},
    /// The support opens the dossier that waits, and decides.
    Review(Decision),
    /// Sets a new password on the page that the phone opens.
    FinishCheck { url: String, password: String },
}

/// What the support decides.
#[derive(Debug, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub(crate) enum Decision {
    /// It is proved.
    Accept,
    /// It is not, because.
    Refuse { reason: String },
    /// This picture is wanted again, because.
    Retake { picture: String, reason: String },
}

/// The second factor, where a change wants it once more.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Proof {
    /// A 30-second code.
    Code(String),
    /// A recovery code.
    RecoveryCode(String),
}

/// How the site sees a browser that signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Who {
    /// As it is, with its cookies.
    #[default]
    Known,
    /// As a new browser without cookies, which takes the old one's place.
    Stranger,
}

/// What asks the phone for a yes of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Action {
    /// Pays a made-up invoice.
    Pay,
    /// Closes the account.
    CloseAccount,
}

/// One line out, under `ok`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Answer {
    /// Where the provider is; what the program says first.
    Ready { url: String },
    /// Done, and nothing to say.
    Done {},
    /// Who signed up.
    Account { login: String, password: String, number: String },
    /// What stands on the page while a phone is being linked. On loopback, `link` has the `kauth:` form, too.
    Link { link: String, kauth_link: String, qr_png: String },
    /// How far linking is.
    LinkState { state: String, error: Option<String> },
    /// A link that the page offers.
    Open { link: String },
    /// Recovery codes.
    Codes { codes: Vec<String> },
    /// The phones, whether two-step sign-in is on, and how many recovery codes are left.
    Phones { state: String, codes_left: Option<u32>, phones: Vec<PhoneOnPage> },
    /// Where the page after *Authorize* leads.
    Redirect { redirect: String },
    /// All messages, newest first.
    Mails { mails: Vec<MailOnPage> },
    /// The QR code of a check, PNG.
    Check { qr_png: String },
    /// Photographs, JPEG.
    Papers { front: String, back: String, selfie: String },
    /// What was in the dossier.
    Reviewed { pictures: Vec<String>, flagged: usize, located: bool, lines: Vec<String> },
    /// A page, where a walk ended.
    Page(Box<Shown>),
}

/// A phone in the manager.
#[derive(Debug, Serialize)]
pub(crate) struct PhoneOnPage {
    /// Its name.
    pub(crate) name: String,
    /// Platform, since when, and when it was last used, as the page says.
    pub(crate) about: Vec<String>,
}

/// A message.
#[derive(Debug, Serialize)]
pub(crate) struct MailOnPage {
    pub(crate) kind: String,
    pub(crate) to: String,
    pub(crate) text: String,
    pub(crate) code: Option<String>,
}

/// What a person sees of a page.
#[derive(Debug, Serialize)]
pub(crate) struct Shown {
    /// Its name (`data-page`).
    pub(crate) page: String,
    /// Its path.
    pub(crate) path: String,
    /// Where what it shows stands (`data-state`).
    pub(crate) state: String,
    /// The digits to be typed in the phone, if it shows some.
    pub(crate) digits: Option<String>,
    /// What it says is wrong.
    pub(crate) error: Option<String>,
    /// What the phone would say yes to, if it is an action's.
    pub(crate) pairs: Vec<PairOnPage>,
    /// Whether somebody is signed in.
    pub(crate) signed_in: bool,
}

/// A line of an action.
#[derive(Debug, Serialize)]
pub(crate) struct PairOnPage {
    pub(crate) label: String,
    pub(crate) value: String,
}

impl From<&Page> for Shown {
    fn from(page: &Page) -> Self {
        let digits = page.text("#digits").map(|text| text.chars().filter(char::is_ascii_digit).collect());
        let pairs = page.texts("dl.pairs dt").into_iter().zip(page.texts("dl.pairs dd"));
        Self {
            page: page.name(),
            path: page.path().to_owned(),
            state: page.state(),
            digits,
            error: page.error(),
            pairs: pairs.map(|(label, value)| PairOnPage { label, value }).collect(),
            signed_in: page.attribute("form[action=\"/sign-out\"]", "action").is_some(),
        }
    }
}

impl From<&Page> for Answer {
    fn from(page: &Page) -> Self {
        Self::Page(Box::new(page.into()))
    }
}

/// Reads a line.
///
/// # Errors
/// In words, what is wrong with it.
pub(crate) fn read(line: &[u8]) -> Result<Request, String> {
    let mut object: Map<String, Value> =
        serde_json::from_slice(line).map_err(|error| format!("not a JSON object: {error}"))?;
    let browser = match object.remove("browser") {
        None => OWN_BROWSER.to_owned(),
        Some(Value::String(name)) => name,
        Some(_) => return Err("browser: a name is expected".into()),
    };
    let command = serde_json::from_value(object.into()).map_err(|error| error.to_string())?;
    Ok(Request { browser, command })
}

/// A line as it is written.
pub(crate) fn written(answer: &Result<Answer, String>) -> String {
    let value = match answer {
        Ok(answer) => serde_json::to_value(answer).map(|ok| serde_json::json!({ "ok": ok })),
        Err(words) => Ok(serde_json::json!({ "error": words })),
    };
    value.map_or_else(|_| r#"{"error":"the answer cannot be written"}"#.to_owned(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_command_is_told_in_words() {
        for (line, words) in [
            ("", "not a JSON object"),
            ("sign_up", "not a JSON object"),
            (r#"["sign_up"]"#, "not a JSON object"),
            ("{}", "missing field `do`"),
            (r#"{"do":"fly"}"#, "unknown variant `fly`"),
            (r#"{"do":"sign_up"}"#, "missing field `name`"),
            (r#"{"do":"phones","page":2}"#, "unknown field `page`"),
            (r#"{"do":"phones","browser":7}"#, "a name is expected"),
            (r#"{"do":"turn","seconds":-1}"#, "invalid value"),
        ] {
            let error = read(line.as_bytes()).unwrap_err();
            assert!(error.contains(words), "{line}: {error}");
        }
        assert_eq!(read(br#"{"do":"phones"}"#).unwrap().browser, OWN_BROWSER);
        assert_eq!(read(br#"{"do":"phones","browser":"eve"}"#).unwrap().browser, "eve");
    }
}
