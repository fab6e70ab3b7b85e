//! `kauth-person`: a real server and a person with web browsers in front of it, for tests in other languages.
//!
//! A test of a shell needs somebody at the computer: who signs up, opens `/2fa`, shows a QR code, types six digits,
//! signs in and waits. That person exists in Rust (`kauth-tests`); this program lends it out as a child process.
//!
//! # The protocol
//!
//! One JSON object a line on standard input, one on standard output, in the same order. The first line out comes by
//! itself: `{"ok":{"url":"http://127.0.0.1:PORT"}}`. Every other answers a command with `{"ok":{…}}` or
//! `{"error":"words"}`; after an error it goes on. `--help` lists the commands, each with its answer.
//!
//! - `"do"` names the command, `"browser"` the browser (`"anna"` if it is left out). Browsers share no cookies; one
//!   that was not named before is new.
//! - A walk that ends on a page answers with the page: its name, path and state, the digits it shows, what it says is
//!   wrong, and whether somebody is signed in.
//! - What changes something may want the second factor once more, when the last was more than five minutes ago. With
//!   `"proof":{"code":"123456"}` or `"proof":{"recovery_code":"…"}` it is typed. Without, the phone is asked, and the
//!   answer is the waiting page: answer on the phone, then `waiting`, `finish`, and the same command again.
//! - Nothing takes longer than 30 seconds: then the answer is an error.
//! - The server has the machine's time, and is ahead of it as far as it was turned. Waits that the rules impose (ten
//!   seconds after a request without a yes, doubled by each further one) are turned, too.
//!
//! It ends when standard input does, or on SIGINT or SIGTERM: the server stops, and its folder is gone.

mod clock;
mod commands;
mod desk;
mod examples;
mod provider;
mod proving;
mod seat;

use std::io::{BufRead, Write};
use std::process::ExitCode;
use std::time::Duration;

use clap::{CommandFactory, FromArgMatches, Parser};
use kauth_server::stop_signal;
use kauth_tests::world::WorldError;
use tokio::sync::{mpsc, watch};

use crate::commands::Answer;
use crate::desk::Desk;
use crate::provider::Provider;

/// A real server and a person with web browsers, driven by JSON lines: for tests of shells in other languages.
#[derive(Parser)]
#[command(name = "kauth-person", version)]
struct Arguments {}

fn main() -> ExitCode {
    let arguments = Arguments::command().after_help(examples::help()).get_matches();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let (Ok(_), Ok(runtime)) = (Arguments::from_arg_matches(&arguments), runtime) else {
        return ExitCode::FAILURE;
    };
    let ended = runtime.block_on(async {
        let stop = stop_signal()?;
        let provider = Provider::start().await?;
        let (leave, alone) = watch::channel(false);
        let mut desk = Desk::new(provider, alone);
        let ended = tokio::select! {
            ended = serve(&mut desk, leave) => ended,
            () = stop => Ok(()),
        };
        desk.provider.stop().await;
        ended
    });
    runtime.shutdown_timeout(Duration::from_secs(2));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kauth-person: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Answers line by line until there are no more.
async fn serve(desk: &mut Desk, leave: watch::Sender<bool>) -> Result<(), WorldError> {
    let (sender, mut lines) = mpsc::unbounded_channel();
    // A thread of its own, which holds nobody up at the end, as a blocking task of the runtime would.
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().split(b'\n') {
            if !line.is_ok_and(|line| sender.send(line).is_ok()) {
                break;
            }
        }
        leave.send_replace(true);
    });
    let mut answer = Ok(Answer::Ready { url: desk.provider.url().to_owned() });
    loop {
        let mut output = std::io::stdout().lock();
        writeln!(output, "{}", commands::written(&answer))?;
        output.flush()?;
        drop(output);
        let Some(line) = lines.recv().await else { return Ok(()) };
        answer = match commands::read(&line) {
            Ok(request) => desk.carry_out(request).await,
            Err(words) => Err(words),
        };
    }
}
