//! The demo by hand: a server, its people, drawn papers, and the phone in this terminal.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use kauth_cli::PhoneOptions;
use kauth_server::clock::SystemClock;
use kauth_server::random::SystemRandom;
use kauth_server::{Config, Server};
use kauth_tests::specimen::{SEED, Specimen};
use kauth_tests::world::WorldError;
use tempfile::TempDir;

use crate::people::People;
use crate::tours::Tours;
use crate::{Arguments, log};

/// Seconds until an accepted check counts. The server's own least is an hour.
const WAIT: i64 = 20;

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
    let temporary = TempDir::with_prefix("kauth-demo-")?;
    let folder = arguments.data.as_deref().unwrap_or(temporary.path());
    let data = folder.join("server");
    let server = start(&data, arguments.port).await?;
    let people = People::greet(&server, &data).await?;
    let pictures = folder.join("pictures");
    draw(pictures.clone()).await?;

    let tours = Tours {
        url: server.url(),
        demo: &people.demo,
        forgetful: &people.forgetful,
        support: &people.support,
        pictures: &pictures,
        wait: WAIT,
    };
    let steps = folder.join("tours.txt");
    std::fs::write(&steps, tours.steps())?;
    println!("{}", tours.steps());
    println!("All of this also stands in {}", steps.display());
    print!("Press Enter for the phone, q there to end. ");
    std::io::stdout().flush()?;
    tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new())).await.ok();

    let headline =
        format!("{}  {}  {}  {}", server.url(), people.demo.login, people.demo.password, steps.display());
    let options = PhoneOptions { headline: Some(headline), ..PhoneOptions::from_environment() };
    let shown = kauth_cli::open_phone(folder.join("phone"), arguments.language.clone(), options).await;
    log::show(&server, &data).await?;
    server.shutdown().await;
    shown.map_err(|failure| WorldError::Unmet(failure.to_string()))
}

async fn start(folder: &Path, port: u16) -> Result<Server, WorldError> {
    let mut config = Config::loopback(folder);
    config.listen.set_port(port);
    config.development_outbox = true;
    config.checks.finish_waits = WAIT;
    Ok(Server::start(config, Arc::new(SystemClock), Arc::new(SystemRandom::new())).await?)
}

/// Draws the papers of the second tour.
async fn draw(folder: std::path::PathBuf) -> Result<(), WorldError> {
    let drawn = tokio::task::spawn_blocking(move || {
        let drawn = Specimen::draw(SEED).map_err(std::io::Error::other)?;
        std::fs::create_dir_all(&folder)?;
        for (name, jpeg) in [("front", drawn.front), ("back", drawn.back), ("selfie", drawn.selfie)] {
            std::fs::write(folder.join(name).with_extension("jpg"), jpeg)?;
        }
        Ok::<_, std::io::Error>(())
    });
    drawn.await.map_err(|error| WorldError::Unmet(error.to_string()))??;
    Ok(())
}
