//! `kauth-server`: serves, backs up, rotates keys. A thin shell around the library.
//!
//! Ends with 0 when asked to stop, 1 when something failed, 2 for settings that cannot be used; the reason is one
//! line on standard error. Standard output carries one line: the address, once requests are answered.

#[cfg(feature = "test-control")]
mod control;

use std::error::Error;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use kauth_server::clock::{Clock, SystemClock};
use kauth_server::config::{Arguments, Audit, Command, ConfigError, Serve};
use kauth_server::domain::checks::audit;
use kauth_server::random::SystemRandom;
use kauth_server::store::support;
use kauth_server::{Server, backup, logs, rotate_key, stop_signal};

/// From the signal to the end, whatever hangs. The server itself gives connections less.
const LONGEST_SHUTDOWN: Duration = Duration::from_secs(8);

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kauth-server: {error}");
            ExitCode::from(if error.is::<ConfigError>() { 2 } else { 1 })
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    match arguments.command {
        None => serve(arguments.serve),
        Some(Command::Serve(settings)) => serve(*settings),
        Some(Command::Backup { file, data }) => {
            let size = backup::backup(&data.dir, &file)?;
            println!("{} bytes in {}; the key file is kept apart", size, file.display());
            Ok(())
        }
        Some(Command::Support { login, remove, data }) => {
            if !support::set(&data.dir, &login, !remove, SystemClock.now_unix_ms())? {
                return Err(format!("nobody has the login {login}").into());
            }
            println!("{login} is {} support", if remove { "no longer" } else { "now" });
            Ok(())
        }
        Some(Command::Audit(Audit::Verify { data, head })) => {
            let verdict = audit::verify(&data.dir, head.as_deref())?;
            match verdict.found {
                Some(found) => Err(found.into()),
                None => {
                    println!(
                        "{} lines, compared with {} signed heads: unbroken",
                        verdict.lines, verdict.heads
                    );
                    Ok(())
                }
            }
        }
        Some(Command::RotateKey { data, sealing, withdraw_old }) => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let random = Arc::new(SystemRandom::new());
            let key_file = data.key_file();
            if sealing {
                let rotate = rotate_key::rotate_sealing(&data.dir, &key_file, withdraw_old, random);
                println!("{} values sealed under a new key", runtime.block_on(rotate)?);
                return Ok(());
            }
            let rotate = rotate_key::rotate(&data.dir, &key_file, withdraw_old, &SystemClock, random);
            let rotated = runtime.block_on(rotate)?;
            println!("the signing key is now {}", rotated.current);
            for old in rotated.withdrawn {
                println!("withdrawn: {old}");
            }
            Ok(())
        }
    }
}

fn serve(settings: Serve) -> Result<(), Box<dyn Error>> {
    logs::init(settings.log_format, settings.log_level);
    let config = settings.into_config()?;
    if config.development_outbox {
        tracing::warn!(
            "the development outbox shows every mail and code to anybody who can reach this server"
        );
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        let server = Server::start(config, clock()?, Arc::new(SystemRandom::new())).await?;
        let stop = stop_signal()?;
        println!("listening on {}", server.url());
        std::io::stdout().flush()?;
        stop.await;
        tracing::info!("stopping");
        if tokio::time::timeout(LONGEST_SHUTDOWN, server.shutdown()).await.is_err() {
            tracing::warn!("stopped without waiting any longer");
        }
        Ok(())
    });
    runtime.shutdown_timeout(Duration::from_millis(500));
    result
}

#[cfg(not(feature = "test-control"))]
fn clock() -> Result<Arc<dyn Clock>, std::convert::Infallible> {
    Ok(Arc::new(SystemClock))
}

#[cfg(feature = "test-control")]
fn clock() -> Result<Arc<dyn Clock>, std::num::ParseIntError> {
    control::clock()
}
