//! The phone in a terminal: draws the newest view, sends what keys come to, carries out effects.
//!
//! One task owns it. It waits for whichever comes first: a newer state, a key, a command's answer, the next step of the
//! animation; then it draws. `draw` is pure, so that every screen is tested without a terminal.

mod act;
mod check;
mod draw;
mod effects;
mod field;
mod input;
mod large;
mod layout;
mod page;
mod pages;
mod paint;
mod press;
mod scene;
mod scroll;
mod terminal;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kauth_core::app::{App, Labels, Update};
use kauth_core::{CoreError, ErrorKind};
use kauth_texts::Texts;
use ratatui::crossterm::event::{Event, KeyEventKind};
use tokio::task::JoinSet;

use crate::args::Everywhere;
use crate::failure::Failure;
use crate::keys::ApprovalKeys;
use crate::loopback::Loopback;
use crate::{language, open};
use draw::Drawn;
use effects::Outcome;
use input::{LocalInput, Notice, NoticeKind};
use page::Action;
use press::{Paste, Press};
use scene::Scene;
use terminal::{Keys, Taken};

/// Bars and seconds move this often.
const ANIMATION: Duration = Duration::from_millis(250);
/// A passing notice of the shell's own stays this long.
const NOTICE: Duration = Duration::from_secs(8);

/// What the phone may do in the terminal it runs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneOptions {
    /// A sentence in small print at the top, e.g. where the demo's page is.
    pub headline: Option<String>,
    /// Where files are saved, unless the person types another place.
    pub save_dir: PathBuf,
    /// Sign-in pages are opened in a browser; their address is shown in any case.
    pub starts_browser: bool,
    /// The terminal is asked to copy (OSC 52); else a text to copy is shown.
    pub copies: bool,
    /// Colours are used.
    pub colours: bool,
}

impl PhoneOptions {
    /// As the environment says: `NO_COLOR`, `TERM`, the present folder.
    pub fn from_environment() -> Self {
        let term = std::env::var("TERM").unwrap_or_default();
        let is_plain = matches!(term.as_str(), "" | "dumb" | "linux");
        Self {
            headline: None,
            save_dir: std::env::current_dir().unwrap_or_default(),
            starts_browser: true,
            copies: !is_plain,
            colours: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && term != "dumb",
        }
    }
}

/// `kauth phone`.
pub(crate) async fn command(everywhere: &Everywhere, texts: &'static Texts) -> Result<(), Failure> {
    with(everywhere, texts, PhoneOptions::from_environment()).await
}

/// `kauth phone` with a folder, a language and options of the caller's: the demo's phone.
///
/// # Errors
/// As [`run_phone`], and what opening the app says.
pub async fn open_phone(
    folder: PathBuf,
    language: Option<String>,
    options: PhoneOptions,
) -> Result<(), Failure> {
    let texts = language::texts(&language.clone().unwrap_or_else(language::of_system));
    let everywhere = Everywhere { data: Some(folder), json: false, language, device_name: None };
    with(&everywhere, texts, options).await
}

async fn with(everywhere: &Everywhere, texts: &'static Texts, options: PhoneOptions) -> Result<(), Failure> {
    if !terminal::is_there() {
        return Err(Failure::usage(texts.cli_usage_terminal()));
    }
    let opened = open::app(everywhere, texts).await?;
    let app = opened.app.clone();
    let ended = run_phone(opened.app, opened.keys, options).await;
    app.shutdown().await;
    ended
}

/// Shows the phone, full screen, until the person leaves, the process is told to end or the app is shut down. The
/// terminal is given back then; the app is left open.
///
/// # Errors
/// `usage` if standard input or output is no terminal; those of the core if it cannot be read at all.
pub async fn run_phone(app: App, keys: Arc<dyn ApprovalKeys>, options: PhoneOptions) -> Result<(), Failure> {
    app.resumed().await?;
    let ended = run(&app, keys, options).await;
    // After `shutdown` there is nobody left to tell.
    let _ = app.paused().await;
    ended
}

async fn run(app: &App, keys: Arc<dyn ApprovalKeys>, options: PhoneOptions) -> Result<(), Failure> {
    let mut phone = Phone::start(app.clone(), keys, options).await?;
    let texts = phone.texts;
    let mut taken = Taken::take().map_err(|_| Failure::usage(texts.cli_usage_terminal()))?;
    let mut typed = Keys::read();
    let mut animation = tokio::time::interval(ANIMATION);
    animation.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    let mut end = std::pin::pin!(terminal::told_to_end());
    while !phone.is_over {
        phone.pass_time(Instant::now());
        if taken.terminal.draw(|frame| phone.draw(frame)).is_err() {
            typed.leave();
            return Err(Failure::shell("terminal", phone.texts.cli_failed_terminal()));
        }
        taken.write(&std::mem::take(&mut phone.to_terminal));
        let revision = phone.update.revision;
        tokio::select! {
            update = app.next(revision) => match update {
                Ok(update) => phone.take_update(update).await,
                Err(error) if error.kind == ErrorKind::Stopped => return Ok(()),
                Err(error) => return Err(error.into()),
            },
            event = typed.events.recv() => match event {
                Some(event) => phone.take_event(event),
                None => return Ok(()),
            },
            Some(outcome) = phone.jobs.join_next() => {
                if let Ok(outcome) = outcome {
                    phone.take_outcome(outcome);
                }
            },
            _ = animation.tick() => {}
            () = &mut end => {
                typed.leave();
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The phone without its terminal.
struct Phone {
    app: App,
    keys: Arc<dyn ApprovalKeys>,
    options: PhoneOptions,
    labels: Labels,
    texts: &'static Texts,
    update: Update,
    came: Instant,
    screen_came: Instant,
    notice_came: Instant,
    input: LocalInput,
    drawn: Drawn,
    /// Effects begun; they come again until they are done.
    begun: BTreeSet<u64>,
    jobs: JoinSet<Outcome>,
    loopback: Option<Arc<Loopback>>,
    has_copied: bool,
    /// For the terminal itself.
    to_terminal: Vec<u8>,
    is_over: bool,
}

impl Phone {
    async fn start(app: App, keys: Arc<dyn ApprovalKeys>, options: PhoneOptions) -> Result<Self, CoreError> {
        let update = app.next(0).await?;
        let labels = app.labels().await?;
        let now = Instant::now();
        let mut phone = Self {
            texts: language::texts(&update.view.language),
            app,
            keys,
            options,
            labels,
            update,
            came: now,
            screen_came: now,
            notice_came: now,
            input: LocalInput::default(),
            drawn: Drawn::default(),
            begun: BTreeSet::new(),
            jobs: JoinSet::new(),
            loopback: None,
            has_copied: false,
            to_terminal: Vec::new(),
            is_over: false,
        };
        phone.input.follow(&phone.update.view);
        phone.begin_effects();
        Ok(phone)
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            view: &self.update.view,
            labels: &self.labels,
            texts: self.texts,
            input: &self.input,
            headline: self.options.headline.as_deref(),
            signs_by_passphrase: self.keys.needs_passphrase(),
        }
    }

    fn draw(&mut self, frame: &mut ratatui::Frame<'_>) {
        self.drawn = draw::draw(frame, &self.scene(), self.options.colours);
        self.input.scroll = self.drawn.scroll;
    }

    fn pass_time(&mut self, now: Instant) {
        let since = |then: Instant| {
            u64::try_from(now.saturating_duration_since(then).as_millis()).unwrap_or(u64::MAX)
        };
        self.input.since_update_ms = since(self.came);
        self.input.since_screen_ms = since(self.screen_came);
        if now.saturating_duration_since(self.notice_came) > NOTICE {
            self.input.notice = None;
        }
    }

    async fn take_update(&mut self, update: Update) {
        if update.view.language != self.update.view.language {
            self.texts = language::texts(&update.view.language);
            if let Ok(labels) = self.app.labels().await {
                self.labels = labels;
            }
        }
        self.update = update;
        self.came = Instant::now();
        if self.input.follow(&self.update.view) {
            self.screen_came = self.came;
        }
        self.begin_effects();
    }

    fn take_event(&mut self, event: Event) {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                self.pass_time(Instant::now());
                let scene = self.scene();
                let page = pages::page(&scene);
                let press = press::press(key, &page, &scene, self.drawn);
                self.input.notice = None;
                self.take_press(press);
            }
            Event::Paste(text) => {
                let scene = self.scene();
                let page = pages::page(&scene);
                match press::paste(&text, &page, &scene) {
                    Some(Paste::Into(id, text)) => {
                        self.take_press(Press::Edit(id, press::Edit::Insert(text)));
                    }
                    Some(Paste::Scan(text)) => self.scan(text),
                    None => {}
                }
            }
            // A new size is drawn by the next turn of the loop.
            _ => {}
        }
    }

    fn take_press(&mut self, press: Press) {
        match press {
            Press::Nothing => {}
            Press::Act(action) => self.act(action),
            Press::Focus(place) => {
                self.input.focus = Some(place);
                self.input.holds_scroll = false;
            }
            Press::Scroll(scroll) => {
                self.input.scroll = scroll;
                self.input.holds_scroll = true;
            }
            Press::Edit(id, edit) => {
                self.input.holds_scroll = false;
                press::edit(&mut self.input, id, &edit);
                if let Some(action) = Action::follows(id) {
                    self.act(action);
                }
            }
        }
    }

    fn fail(&mut self, failure: &Failure) {
        match failure {
            // The core says it, on the page or in passing.
            Failure::Core(_) => {}
            Failure::Shell { .. } | Failure::Usage { .. } => {
                self.notice(failure.to_string(), NoticeKind::Trouble);
            }
        }
    }

    fn say(&mut self, text: String) {
        self.notice(text, NoticeKind::Said);
    }

    fn notice(&mut self, text: String, kind: NoticeKind) {
        self.input.notice = Some(Notice { text, kind });
        self.notice_came = Instant::now();
    }
}
