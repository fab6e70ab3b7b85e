//! Dossiers on their way: through a network that loses requests or is slow, and under kills of either side.
//!
//! The benches do the same with larger numbers (`cargo xtask bench upload`).

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use kauth_core::app::Timeouts;
use kauth_tests::proxy::Weather;
use kauth_tests::upload::{killed, through};

#[tokio::test]
async fn a_hundred_dossiers_arrive_through_a_network_that_loses_three_requests_in_ten() {
    let weather =
        Weather { lost_percent: 30, delay: Duration::from_millis(400), seed: 5, ..Weather::default() };
    let arrived = through(weather, 100, Timeouts::default()).await.unwrap();
    println!(
        "{} requests, {} of them lost, {} chunks sent again",
        arrived.passed.requests,
        arrived.passed.lost,
        arrived.passed.again()
    );
    assert_eq!(arrived.dossiers, 100);
    let (requests, lost) = (arrived.passed.requests, arrived.passed.lost);
    assert!((22..=38).contains(&(lost * 100 / requests)), "{lost} of {requests} were lost");
}

#[tokio::test]
async fn a_dossier_arrives_by_an_uplink_on_which_a_picture_takes_longer_than_a_call_may() {
    // A picture has some 28 kB: more than two seconds of it.
    let weather = Weather { bytes_a_second: Some(12_000), ..Weather::default() };
    let timeouts = Timeouts { call_ms: 1_500, ..Timeouts::default() };
    let arrived = through(weather, 1, timeouts).await.unwrap();
    println!("{:?}", arrived.passed);
    assert_eq!(arrived.dossiers, 1);
    assert!(arrived.passed.again() > 0, "no picture ever took too long: {:?}", arrived.passed);
}

#[tokio::test]
async fn two_hundred_kills_lose_double_or_change_no_dossier() {
    let (one, other) = tokio::join!(killed(1, 50, 50), killed(2, 50, 50));
    for seen in [one.unwrap(), other.unwrap()] {
        println!("{seen:?}");
        assert!(seen.victims.phones >= 50 && seen.victims.servers >= 50);
        assert!(seen.again > 0, "no kill ever fell on a chunk: {seen:?}");
    }
}
