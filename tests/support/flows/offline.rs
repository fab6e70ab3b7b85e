//! D: no network on the phone.

use std::sync::Arc;

use kauth_core::app::Timeouts;
use kauth_core::platform::fakes::ManualClock;

use super::password_typed;
use crate::website::{self, Person};
use crate::world::{MORNING, World, WorldError, must};

const DAY_MS: i64 = 86_400_000;

pub(super) async fn code_without_network(world: &World) -> Result<(), WorldError> {
    for (name, wrong_by) in [("Dora D", 0), ("Doris D", DAY_MS), ("Daniel D", -DAY_MS)] {
        let person = Person::called(name);
        let browser = world.browser()?;
        website::sign_up(&browser, &person).await?;
        let behind = world.clock_ms() - MORNING;
        let clock = Arc::new(ManualClock::new(MORNING + behind + wrong_by));
        let phone = world.phone_with(name, "en", clock.clone(), Timeouts::default()).await?;
        super::link::add_phone(&browser, &person, &phone, None).await?;

        // Flight mode: the app is closed and opened again, and hears nothing.
        phone.app().paused().await?;
        world.turn(60);
        clock.advance(60_000);
        let waiting = password_typed(world, &person).await?;
        let code = phone.code().await?;
        let page = website::type_code(&waiting, &code).await?;
        must(page.name() == "account", format!("{name}: the code signs in, clock off by {wrong_by} ms"))?;

        let again = password_typed(world, &person).await?;
        let page = website::type_code(&again, &code).await?;
        must(page.error().is_some(), "the same code a second time does not")?;
    }
    Ok(())
}
