//! Opens an address in the system's browser. Whether one came up is not to be had from a terminal: callers show the
//! address as well.

use std::process::{Command, Stdio};

/// Starts the browser, if this system has a way to.
pub(crate) fn open(url: &str) {
    let mut candidates: Vec<(String, Vec<&str>)> = Vec::new();
    if cfg!(target_os = "macos") {
        candidates.push(("open".to_owned(), vec![url]));
    } else if cfg!(windows) {
        candidates.push(("rundll32".to_owned(), vec!["url.dll,FileProtocolHandler", url]));
    } else {
        // xdg-open reads $BROWSER as well, but is not everywhere.
        candidates.push(("xdg-open".to_owned(), vec![url]));
        if let Ok(browser) = std::env::var("BROWSER")
            && !browser.is_empty()
        {
            candidates.push((browser, vec![url]));
        }
    }
    for (program, arguments) in candidates {
        let started = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if let Ok(mut child) = started {
            // Nobody else would take the ended process off the system's list.
            std::thread::spawn(move || child.wait());
            return;
        }
    }
}
