//! Wake-ups: that somebody asks for a yes, or for a way back in, is told to a phone that does not listen, by Web Push
//! (RFC 8030, 8291, 8292).
//!
//! A push is a hint with constant content: the phone fetches its inbox and believes only that. So a push may be lost,
//! late or one too many, and nothing waits for it: a committed transaction leaves a [`Call`] in a bounded queue, one
//! task takes them from there, and each device has at most one push under way. What comes in meanwhile waits until a
//! second has passed, and is forgotten if the phone comes by itself. Only a request and a recovery, with its outcome,
//! are worth a push; what else ended or changed is read when the phone comes.

mod carrier;
mod message;
#[cfg(test)]
pub(crate) mod testing;
mod vapid;

use std::collections::HashMap;
use std::sync::Arc;

use kauth_protocol::b64;
use ring::agreement::{ECDH_P256, EphemeralPrivateKey};
use ring::rand::{SecureRandom, SystemRandom};
use tokio::sync::mpsc;
use tokio::task::{Id, JoinError, JoinSet};

pub use carrier::{Resolved, Resolver, SystemResolver};
pub use vapid::Vapid;

use carrier::{Carrier, Post, Said};
use message::{Recipient, SALT};

use crate::clock::{MINUTE, SECOND};
use crate::domain::failure::Failure;
use crate::metrics::Push;
use crate::state::AppState;
use crate::store::devices::{self as rows, Subscription};
use crate::store::{approvals, recovery_notices};
use crate::wakeups::{Call, Calls};

/// What every push says.
const CONTENT: &[u8] = b"wake";
/// Lets a newer push replace an older one that the phone has not got yet (RFC 8030 §5.4).
const TOPIC: &str = "wake";
/// How long a push may take.
const PATIENCE: i64 = 5 * SECOND;
/// At most one push a device within this time.
const EVERY: i64 = SECOND;
/// The longest that a push service may put a push off: what waits for it has one of the places.
const LONGEST_DELAY: i64 = 10 * MINUTE;
/// Devices that are pushed, or wait for it, at the same time.
const MOST: usize = 1024;

/// The queue between transactions and `run`; what finds no room in it is dropped.
#[must_use]
pub fn queue() -> (mpsc::Sender<Call>, Calls) {
    mpsc::channel(MOST)
}

/// Pushes until the server stops.
pub(crate) async fn run(state: AppState, mut calls: Calls, resolver: Arc<dyn Resolver>) {
    let allow_loopback = state.config.allow_loopback_wakeups;
    let Some(carrier) = Carrier::new(resolver, Arc::clone(&state.clock), allow_loopback) else {
        tracing::error!("TLS cannot be set up: no phone is pushed");
        return;
    };
    let pusher = Arc::new(Pusher { state: state.clone(), carrier });
    let mut desk = Desk { pusher, slots: HashMap::new(), running: JoinSet::new() };
    loop {
        tokio::select! {
            call = calls.recv() => match call {
                Some(call) => desk.take(call),
                None => return,
            },
            Some(ended) = desk.running.join_next_with_id() => desk.ended(ended),
            () = state.stopped() => return,
        }
    }
}

/// A device's push that is under way, and what came in for it since.
struct Slot {
    task: Id,
    next: Option<Call>,
}

/// Who is pushed, one push a device.
struct Desk {
    pusher: Arc<Pusher>,
    slots: HashMap<String, Slot>,
    running: JoinSet<String>,
}

impl Desk {
    fn take(&mut self, mut call: Call) {
        if let Some(slot) = self.slots.get_mut(&call.device) {
            call.until = slot.next.as_ref().map_or(call.until, |earlier| earlier.until.max(call.until));
            slot.next = Some(call);
        } else if self.slots.len() < MOST {
            self.start(call);
        } else {
            self.pusher.state.metrics.push(Push::Dropped);
        }
    }

    fn start(&mut self, call: Call) {
        let (pusher, device) = (Arc::clone(&self.pusher), call.device.clone());
        let task = self.running.spawn(async move {
            pusher.serve(&call).await;
            call.device
        });
        self.slots.insert(device, Slot { task: task.id(), next: None });
    }

    fn ended(&mut self, ended: Result<(Id, String), JoinError>) {
        match ended {
            Ok((_, device)) => {
                if let Some(next) = self.slots.remove(&device).and_then(|slot| slot.next) {
                    self.start(next);
                }
            }
            Err(error) => self.slots.retain(|_, slot| slot.task != error.id()),
        }
    }
}

struct Pusher {
    state: AppState,
    carrier: Carrier,
}

impl Pusher {
    /// Pushes for one call, and lasts until the device may be pushed again.
    async fn serve(&self, call: &Call) {
        let mut began = None;
        let outcome = self.push(call, &mut began).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a wake-up could not be made");
            Push::Failed
        });
        self.state.metrics.push(outcome);
        if let Some(began) = began {
            self.state.clock.sleep_until(began.saturating_add(EVERY)).await;
        }
    }

    /// Notes in `began` when the last post began.
    async fn push(&self, call: &Call, began: &mut Option<i64>) -> Result<Push, Failure> {
        let mut again = true;
        let latest = call.until.min(self.state.now().saturating_add(LONGEST_DELAY));
        loop {
            let Some((subscription, left)) = self.wanted(call).await? else { return Ok(Push::Needless) };
            *began = Some(self.state.now());
            match self.post(&subscription, left).await? {
                Said::Taken => return Ok(Push::Sent),
                Said::Gone => {
                    self.forget(call, subscription).await?;
                    return Ok(Push::Gone);
                }
                Said::Later(at) if again && at < latest => {
                    again = false;
                    self.state.metrics.push(Push::Delayed);
                    self.state.clock.sleep_until(at.max(self.state.now().saturating_add(EVERY))).await;
                }
                Said::Refused => return Ok(Push::Refused),
                Said::Later(_) | Said::Failed => return Ok(Push::Failed),
            }
        }
    }

    /// How the device is pushed and the seconds that what it is called for has left, if a push is still of use: the phone did not
    /// come by itself, and something waits for it.
    async fn wanted(&self, call: &Call) -> Result<Option<(Subscription, i64)>, Failure> {
        let now = self.state.now();
        let left = call.until.saturating_sub(now) / SECOND;
        if left <= 0 || call.is_answered() {
            return Ok(None);
        }
        let device = call.device.clone();
        let find = move |tx: &crate::store::Tx<'_>| {
            let waits = !approvals::pending_of_device(tx, &device)?.is_empty()
                || recovery_notices::any_of_device(tx, &device, now)?;
            if !waits {
                return Ok(None);
            }
            rows::subscription(tx, &device)
        };
        let found: Option<Subscription> = self.state.store.read(find).await.map_err(Failure::from)?;
        Ok(found.map(|subscription| (subscription, left)))
    }

    async fn post(&self, subscription: &Subscription, ttl: i64) -> Result<Said, Failure> {
        let Some(endpoint) = self.carrier.endpoint(&subscription.endpoint) else { return Ok(Said::Refused) };
        let Some(body) = encrypted(subscription) else { return Ok(Said::Failed) };
        let now = self.state.now();
        let authorization = self.state.vapid.authorization(&endpoint, self.contact(), now)?;
        tokio::select! {
            said = self.carrier.post(Post { endpoint, authorization, ttl, body }) => Ok(said),
            () = self.state.clock.sleep_until(now.saturating_add(PATIENCE)) => Ok(Said::Failed),
        }
    }

    /// By what a push service reaches the operator: as set, or this server's own address if it is one for others.
    fn contact(&self) -> Option<&str> {
        let own = Some(self.state.origin.as_str()).filter(|_| self.state.is_https());
        self.state.config.push_contact.as_deref().or(own)
    }

    /// The push service knows the endpoint no more: the phone sets another when it next runs.
    async fn forget(&self, call: &Call, gone: Subscription) -> Result<(), Failure> {
        let device = call.device.clone();
        let forget = move |tx: &crate::store::Tx<'_>| rows::forget_endpoint(tx, &device, &gone.endpoint);
        Ok(self.state.store.write(forget).await?)
    }
}

/// The content, for this subscription only. `None` if its keys are none.
fn encrypted(subscription: &Subscription) -> Option<Vec<u8>> {
    let recipient = Recipient {
        p256dh: b64::decode_exact(&subscription.p256dh)?,
        auth: b64::decode_exact(&subscription.auth)?,
    };
    let random = SystemRandom::new();
    let mut salt = [0; SALT];
    random.fill(&mut salt).ok()?;
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &random).ok()?;
    message::encrypt(&recipient, own, &salt, CONTENT).ok()
}
