//! The demo by hand: a server, a demo person, and the phone in this terminal.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use kauth_cli::PhoneOptions;
use kauth_server::clock::SystemClock;
use kauth_server::random::SystemRandom;
use kauth_server::{Config, Server};
use kauth_tests::browser::Browser;
use kauth_tests::website::{self, Person};
use kauth_tests::world::WorldError;
use tempfile::TempDir;

use crate::Arguments;

/// Starts everything, shows the phone until the person leaves it, and tells whether that went well.
pub(crate) async fn run(arguments: &Arguments) -> bool {
    match try_it(arguments).await {
        Ok(()) => true,
        Err(error) => {
            eprintln!("cargo demo: {error}");
            false
        }
    }
}

async fn try_it(arguments: &Arguments) -> Result<(), WorldError> {
    let temporary = TempDir::new()?;
    let folder = arguments.data.as_deref().unwrap_or(temporary.path());
    let server = start(&folder.join("server"), arguments.port).await?;
    let person = Person { name: "Dana Demo".into(), ..Person::called("demo") };
    greet(&server, &person).await?;

    let headline = format!("{}  {}  {}", server.url(), person.login, person.password);
    println!("kAuth demo\n");
    println!("  Open      {}", server.url());
    println!("  Sign in   {}", person.login);
    println!("  Password  {}", person.password);
    println!("  Mails     {}/outbox\n", server.url());
    println!("  1. Sign in there, open Two-step sign-in, choose Activate, kAuth app, Next.");
    println!("  2. In the phone press +, paste the link under the QR code (or give a screenshot's path),");
    println!("     agree, and type the phone's six digits on the page.");
    println!("  3. Save the ten recovery codes, sign out, sign in again: the phone asks.\n");
    print!("Press Enter for the phone, q there to end. ");
    std::io::stdout().flush()?;
    tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new())).await.ok();

    let options = PhoneOptions { headline: Some(headline), ..PhoneOptions::from_environment() };
    let shown = kauth_cli::open_phone(folder.join("phone"), arguments.language.clone(), options).await;
    server.shutdown().await;
    shown.map_err(|failure| WorldError::Unmet(failure.to_string()))
}

async fn start(folder: &Path, port: u16) -> Result<Server, WorldError> {
    let mut config = Config::loopback(folder);
    config.listen.set_port(port);
    config.development_outbox = true;
    Ok(Server::start(config, Arc::new(SystemClock), Arc::new(SystemRandom::new())).await?)
}

/// Signs the demo person up through the pages, unless an earlier demo in this folder did.
async fn greet(server: &Server, person: &Person) -> Result<(), WorldError> {
    let browser = Browser::new(server.url())?;
    if website::sign_in(&browser, person).await?.error().is_some() {
        website::sign_up(&Browser::new(server.url())?, person).await?;
    }
    Ok(())
}
