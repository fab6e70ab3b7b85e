//! The tour without a person: every flow of `docs/flows.md`, walked through real pages and a real core.

use std::time::Instant;

use kauth_tests::flows::{FLOWS, Flow};
use kauth_tests::world::{World, WorldError};

/// Walks the flows (all, or those named), prints a line for each, and tells whether all held.
pub(crate) async fn run(only: &[String]) -> bool {
    let wanted = |flow: &&Flow| only.is_empty() || only.iter().any(|id| id.eq_ignore_ascii_case(flow.id));
    let flows: Vec<&Flow> = FLOWS.iter().filter(wanted).collect();
    let begun = Instant::now();
    let mut failed = 0;
    println!(
        "A provider, its people, their browsers and phones, on loopback. Time is turned, not waited for.\n"
    );
    for flow in &flows {
        let step = Instant::now();
        let result = walk(flow).await;
        let seconds = step.elapsed().as_secs_f32();
        match result {
            Ok(()) => println!("  held    {:3} {:60} {seconds:5.2} s", flow.id, flow.title),
            Err(error) => {
                failed += 1;
                println!("  FAILED  {:3} {:60} {seconds:5.2} s\n          {error}", flow.id, flow.title);
            }
        }
    }
    let seconds = begun.elapsed().as_secs_f32();
    println!("\n{} steps, {failed} failed, {seconds:.1} s", flows.len());
    failed == 0 && !flows.is_empty()
}

async fn walk(flow: &Flow) -> Result<(), WorldError> {
    let world = World::new().await?;
    (flow.walk)(&world).await
}
