//! Dossiers through a bad network, and under a thousand kills of real processes. Not a measurement: it holds or it does
//! not; the suites do the same with fewer.

use std::time::{Duration, Instant};

use kauth_core::app::Timeouts;
use kauth_tests::proxy::Weather;
use kauth_tests::upload::{killed, through};
use kauth_tests::world::WorldError;

const PHONES: usize = 100;
/// Of each side.
const KILLS: u64 = 500;

/// Tries and prints.
pub(crate) fn run() {
    let tried = tokio::runtime::Runtime::new().map_err(WorldError::Folder).and_then(|runtime| {
        runtime.block_on(async {
            network().await?;
            kills().await
        })
    });
    if let Err(error) = tried {
        println!("upload: BROKEN: {error}");
    }
}

/// Another one each time: what breaks is said with it.
fn seed() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(1, |now| now.as_secs())
}

async fn network() -> Result<(), WorldError> {
    let (began, seed) = (Instant::now(), seed());
    let weather = Weather { lost_percent: 30, delay: Duration::from_millis(400), seed, ..Weather::default() };
    println!("upload: 30 % of requests lost, 400 ms added, seed {seed}");
    let arrived = through(weather, PHONES, Timeouts::default()).await?;
    println!(
        "  {} of {PHONES} dossiers arrived; {} of {} requests lost, {} chunks sent again; {:?}",
        arrived.dossiers,
        arrived.passed.lost,
        arrived.passed.requests,
        arrived.passed.again(),
        began.elapsed()
    );
    Ok(())
}

async fn kills() -> Result<(), WorldError> {
    let (began, seed) = (Instant::now(), seed());
    println!("upload: kill -9 at random bytes, seed {seed}");
    let seen = killed(seed, KILLS, KILLS).await?;
    println!(
        "  {} dossiers arrived whole and once; {} phones and {} servers killed, {} of {} chunks sent again; {:?}",
        seen.dossiers,
        seen.victims.phones,
        seen.victims.servers,
        seen.again,
        seen.chunks,
        began.elapsed()
    );
    Ok(())
}
