//! Dossiers on their way: through a network that loses requests, and under kills of either side.
//!
//! The benches do the same with larger numbers (`cargo xtask bench upload`).

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use kauth_tests::proxy::Weather;
use kauth_tests::upload::{killed, through};

#[tokio::test]
async fn a_hundred_dossiers_arrive_through_a_network_that_loses_three_requests_in_ten() {
    let weather = Weather { lost_percent: 30, delay: Duration::from_millis(400), seed: 5 };
    let arrived = through(weather, 100).await.unwrap();
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
async fn two_hundred_kills_lose_double_or_change_no_dossier() {
    let (one, other) = tokio::join!(killed(1, 50, 50), killed(2, 50, 50));
    for seen in [one.unwrap(), other.unwrap()] {
        println!("{seen:?}");
        assert!(seen.victims.phones >= 50 && seen.victims.servers >= 50);
        assert!(seen.again > 0, "no kill ever fell on a chunk: {seen:?}");
    }
}
