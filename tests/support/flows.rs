//! The flows A to G2, each walked once from start to end as people do it: pages on one side, phone on the other.
//!
//! A walk is a function from a world to "held" or one sentence that says what did not. The suites run each in a world
//! of its own; `cargo demo --auto` runs them one after the other and prints a line for each. So what the demo shows is
//! what the suites prove.

mod approve;
pub mod check;
pub mod link;
mod offline;
mod recovery;
mod remove;
mod told;

use std::pin::Pin;

use crate::browser::Browser;
use crate::phone::Phone;
use crate::website::{self, Person};
use crate::world::{World, WorldError, must};

/// What a walk gives.
pub type Walked<'a> = Pin<Box<dyn Future<Output = Result<(), WorldError>> + Send + 'a>>;

/// One flow.
pub struct Flow {
    /// The id in `docs/flows.md`.
    pub id: &'static str,
    /// What happens, in a few words.
    pub title: &'static str,
    /// Walks it.
    pub walk: for<'a> fn(&'a World) -> Walked<'a>,
}

macro_rules! flows {
    ($($id:literal, $title:literal, $walk:path;)*) => {
        /// Every flow that is walked, in the order of `docs/flows.md`.
        pub const FLOWS: &[Flow] = &[$(Flow { id: $id, title: $title, walk: |world| Box::pin($walk(world)) }),*];
    };
}

flows! {
    "A1", "sign in on this phone, tap Authorize, linked", link::from_this_phone;
    "A2", "QR code on the page, six digits, linked", link::from_a_computer;
    "A3", "any other service's otpauth code", link::other_services;
    "A4", "several accounts, renamed, searched, deleted, undone", link::several_accounts;
    "B1", "ten recovery codes, on the phone and on the page", recovery::ten_codes;
    "B2", "each signs in once; a new set voids the old", recovery::each_once;
    "C1", "yes moves the page on; no is said", approve::yes_and_no;
    "C2", "on the same phone: open, answer, back to the browser", approve::on_the_same_phone;
    "C3", "this was not me: blocked until a new password", approve::not_me;
    "C4", "two digits, six digits, and the person's finger", approve::how_strong;
    "C5", "every ending has its view", approve::endings;
    "C6", "remember this browser for 30 days", approve::remembered_browser;
    "D1", "a code without network, with the clock a day off", offline::code_without_network;
    "E1", "turned off in the manager: gone from the phone, on a signed word only", remove::by_the_manager;
    "E2", "the app removes its own link", remove::by_the_app;
    "E3", "a lost phone is revoked and dead at once", remove::lost_phone;
    "F", "forgotten password: dossier, one retake, accepted, gone, log unbroken", check::forgotten_password;
    "G2", "forgotten password: the linked phone is told, and stops it", told::told_and_stopped;
}

/// A person with a browser that is signed in, and a phone that is linked.
pub struct Linked {
    /// Who.
    pub person: Person,
    /// Signed in.
    pub browser: Browser,
    /// Linked.
    pub phone: Phone,
    /// The ten recovery codes, as the phone showed them.
    pub codes: Vec<String>,
}

/// Signs a person up and links a new phone (A2), up to *I saved them*.
///
/// # Errors
/// [`WorldError`].
pub async fn linked(world: &World, name: &str) -> Result<Linked, WorldError> {
    let person = Person::called(name);
    let browser = world.browser()?;
    website::sign_up(&browser, &person).await?;
    let phone = world.phone(&format!("{name}’s phone")).await?;
    let codes = link::add_phone(&browser, &person, &phone, None).await?;
    Ok(Linked { person, browser, phone, codes })
}

/// Another browser in which the right password was just typed: the request is on its way.
///
/// # Errors
/// [`WorldError`].
pub async fn password_typed(world: &World, person: &Person) -> Result<Browser, WorldError> {
    let browser = world.browser()?;
    let page = website::sign_in(&browser, person).await?;
    must(
        page.name() == "waiting",
        format!("after the password comes the waiting page, not {}", page.name()),
    )?;
    Ok(browser)
}
