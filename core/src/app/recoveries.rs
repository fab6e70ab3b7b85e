//! Recoveries that a provider tells of: they are drawn until they end, stopped at the provider, and read by the person.

use super::actor::Actor;
use super::effect::EffectKind;
use super::store::{Batch, Kind};
use crate::error::{CoreError, ErrorKind};
use crate::links::Link;
use crate::recoveries::Recovery;

impl Actor {
    /// What is drawn: nothing that was read, or that is about an account which is not there any more. What counts soonest
    /// is first.
    pub(super) fn shown_recoveries(&self) -> Vec<(&str, &Recovery, &Link)> {
        let state = &self.state;
        let shown = state.recoveries.iter().filter(|(_, recovery)| !recovery.dismissed);
        let linked = shown.filter_map(|(id, recovery)| {
            let link = state.links.get(&recovery.link).filter(|link| !state.is_removed(&link.entry))?;
            Some((id.as_str(), recovery, link))
        });
        let mut all: Vec<_> = linked.collect();
        all.sort_by_key(|(id, recovery, _)| {
            (!recovery.state.is_open(), recovery.counts_s.unwrap_or(i64::MAX), *id)
        });
        all
    }

    /// Opens the provider's page that stops it. It says so itself; the notice goes on until the provider tells the rest.
    pub(super) fn stop_recovery(&mut self, id: &str) -> Result<(), CoreError> {
        let page = self.state.recoveries.get(id).and_then(|recovery| recovery.stop.clone());
        let url = page.ok_or_else(|| self.error(ErrorKind::NothingToDo))?;
        self.state.effect(EffectKind::OpenUrl { url });
        Ok(())
    }

    /// The person has read it. Not while the app is locked: whoever holds the phone would hide it.
    pub(super) async fn dismiss_recovery(&mut self, id: &str) -> Result<(), CoreError> {
        if self.state.person.is_none() {
            return Err(self.error(ErrorKind::Locked));
        }
        let Some(mut recovery) = self.state.recoveries.get(id).cloned() else { return Ok(()) };
        recovery.dismissed = true;
        let mut batch = Batch::default();
        batch.put(Kind::Recovery, id, &recovery);
        self.commit(batch).await?;
        self.state.recoveries.insert(id.to_owned(), recovery);
        Ok(())
    }

    /// Forgets what is over, and draws anew what counts from now on.
    pub(super) async fn recovery_time(&mut self) {
        let now = self.now();
        let mut counting = false;
        for recovery in self.state.recoveries.values_mut().filter(|recovery| !recovery.drawn_counting) {
            recovery.drawn_counting = recovery.counts(&now);
            counting |= recovery.drawn_counting;
        }
        if counting {
            self.touch();
        }
        let over = self.state.recoveries.iter().filter(|(_, recovery)| recovery.ends.is_over(&now));
        let over: Vec<String> = over.map(|(id, _)| id.clone()).collect();
        if over.is_empty() {
            return;
        }
        let mut batch = Batch::default();
        for id in &over {
            batch.delete(Kind::Recovery, id);
        }
        // What cannot be deleted now is not drawn, and is found again at the next start.
        let _found_again = self.commit(batch).await;
        for id in over {
            self.state.recoveries.remove(&id);
        }
        self.touch();
    }

    /// When one counts or ends next.
    pub(super) fn recovery_due(&self) -> Option<u64> {
        let now = self.now();
        let moments = self.state.recoveries.values().flat_map(|recovery| {
            let counts = recovery.counts.as_ref().filter(|_| !recovery.drawn_counting);
            [counts, Some(&recovery.ends)].into_iter().flatten()
        });
        moments.filter_map(|moment| moment.at_ms(&now)).min()
    }
}
