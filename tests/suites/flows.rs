//! Each flow of `docs/flows.md`, walked in a world of its own.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use kauth_tests::flows::FLOWS;
use kauth_tests::world::World;

async fn walk(id: &str) {
    let flow = FLOWS.iter().find(|flow| flow.id == id).unwrap();
    let world = World::new().await.unwrap();
    if let Err(error) = (flow.walk)(&world).await {
        panic!("{id} ({}): {error}", flow.title);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn approving_and_codes_hold_with_the_phones_clock_a_day_off() {
    for wrong_by in [-86_400_000, 86_400_000] {
        for flow in FLOWS.iter().filter(|flow| flow.id.starts_with(['C', 'D'])) {
            let world = World::with_phones_wrong_by(wrong_by).await.unwrap();
            if let Err(error) = (flow.walk)(&world).await {
                panic!("{} ({}), clock off by {wrong_by} ms: {error}", flow.id, flow.title);
            }
        }
    }
}

macro_rules! walks {
    ($($test:ident = $id:literal;)*) => {
        $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $test() {
            walk($id).await;
        })*

        #[test]
        fn no_flow_is_left_out() {
            let walked = [$($id),*];
            let known: Vec<_> = FLOWS.iter().map(|flow| flow.id).collect();
            assert_eq!(known, walked);
        }
    };
}

walks! {
    a1_from_this_phone = "A1";
    a2_from_a_computer = "A2";
    a3_other_services = "A3";
    a4_several_accounts = "A4";
    b1_ten_recovery_codes = "B1";
    b2_each_signs_in_once = "B2";
    c1_yes_and_no = "C1";
    c2_on_the_same_phone = "C2";
    c3_this_was_not_me = "C3";
    c4_how_strong_a_yes_is = "C4";
    c5_every_ending_has_its_view = "C5";
    c6_remember_this_browser = "C6";
    d1_a_code_without_network = "D1";
    e1_turned_off_in_the_manager = "E1";
    e2_the_app_removes_its_own_link = "E2";
    e3_a_lost_phone_is_revoked = "E3";
    f_forgotten_password = "F";
    g2_the_linked_phone_is_told_and_stops_it = "G2";
}
