//! The terminal while the phone fills it: raw keys, the other screen, pasted text as one piece. However the phone ends
//! (leaving, a panic, a signal), the terminal is given back as it was.

use std::io::{IsTerminal, Stdout, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use std::{io, sync::Arc};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event};
use ratatui::crossterm::{cursor, execute, terminal};
use tokio::sync::mpsc;

/// How long a reader of keys may outlive its phone.
const LOOK_UP: Duration = Duration::from_millis(100);

static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Keys come from a terminal, and what is drawn goes to one.
pub(super) fn is_there() -> bool {
    io::stdout().is_terminal() && io::stdin().is_terminal()
}

/// A terminal that is given back when this goes.
pub(super) struct Taken {
    pub(super) terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Taken {
    /// Takes the terminal.
    pub(super) fn take() -> io::Result<Self> {
        if !is_there() {
            return Err(io::Error::from(io::ErrorKind::Unsupported));
        }
        give_back_on_panic();
        terminal::enable_raw_mode()?;
        IS_TAKEN.store(true, Ordering::SeqCst);
        let taken =
            execute!(io::stdout(), terminal::EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)
                .and_then(|()| Terminal::new(CrosstermBackend::new(io::stdout())));
        match taken {
            Ok(terminal) => Ok(Self { terminal }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Writes what is for the terminal itself and not for its screen: the bell, the clipboard.
    pub(super) fn write(&mut self, bytes: &[u8]) {
        let out = self.terminal.backend_mut();
        // A terminal that has gone tells by its next drawing.
        let _ = out.write_all(bytes);
        let _ = Write::flush(out);
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

fn give_back() {
    if IS_TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(io::stdout(), DisableBracketedPaste, terminal::LeaveAlternateScreen, cursor::Show);
        let _ = terminal::disable_raw_mode();
    }
}

/// The message of a panic would be drawn on the screen that is about to go.
fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            before(panic);
        }));
    });
}

/// Keys and pastes, read on a thread of their own: reading blocks.
pub(super) struct Keys {
    pub(super) events: mpsc::UnboundedReceiver<Event>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Keys {
    pub(super) fn read() -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            while !stopped.load(Ordering::SeqCst) {
                let event = match event::poll(LOOK_UP) {
                    Ok(false) => continue,
                    Ok(true) => event::read(),
                    Err(error) => Err(error),
                };
                // Either end has gone: nobody types any more.
                if event.map_or(true, |event| sender.send(event).is_err()) {
                    return;
                }
            }
        });
        Self { events, stop, thread: Some(thread) }
    }

    /// Nobody waits for the reader: from a terminal that has gone it may never come back (crossterm reads on and on), and
    /// the process ends with it.
    pub(super) fn leave(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        self.thread = None;
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            // A key pressed after the phone has ended belongs to the shell: the reader must be gone by then.
            let _ = thread.join();
        }
    }
}

/// Resolves when the system asks the process to end.
pub(super) async fn told_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let signals = [SignalKind::terminate(), SignalKind::hangup(), SignalKind::interrupt()].map(signal);
        if let [Ok(mut terminate), Ok(mut hangup), Ok(mut interrupt)] = signals {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = hangup.recv() => {}
                _ = interrupt.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
