//! Who waits for what, in this process.
//!
//! A waiter listens **before** it reads the store; a transaction names the topics it touched
//! ([`crate::store::Tx::wake`]) and they are woken after its commit, even if the request that began it is gone.
//! So no change between reading and waiting is lost. With several processes this becomes LISTEN/NOTIFY.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, watch};

use crate::metrics::{Metrics, Push};

/// Something that can change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    /// An approval's state.
    Approval(String),
    /// A link's state.
    Link(String),
    /// A kCheck session.
    Check(String),
    /// A device's inbox.
    Inbox(String),
    /// That a newer poll waits for a device's inbox.
    Poll(String),
    /// Nothing: that it is listened to says that a device's poll is held, and will hear of its inbox.
    Held(String),
    /// A browser session.
    Session(String),
    /// The sweeper's next deadline.
    Deadlines,
}

#[derive(Debug, Default)]
struct Waiters {
    topics: HashMap<Topic, Arc<watch::Sender<u64>>>,
}

/// The register of waiters; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Wakeups {
    waiters: Arc<Mutex<Waiters>>,
    metrics: Metrics,
    calls: Option<mpsc::Sender<Call>>,
}

/// A device that does not listen and is to be woken.
#[derive(Debug)]
pub struct Call {
    /// Which.
    pub device: String,
    /// When there is nothing more to wake it for, Unix ms.
    pub until: i64,
    polls: Listener,
}

/// Whoever wakes devices takes the calls from here.
pub type Calls = mpsc::Receiver<Call>;

impl Call {
    /// Whether the device polled since the call.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.polls.news.as_ref().is_some_and(|polls| polls.has_changed().unwrap_or(false))
    }
}

/// Hears what happens to one topic from the moment it was made.
#[derive(Debug)]
pub struct Listener {
    topic: Topic,
    news: Option<watch::Receiver<u64>>,
    register: Wakeups,
}

impl Wakeups {
    /// A register whose transactions' counts go into `metrics`, and their calls into `calls`.
    #[must_use]
    pub fn new(metrics: Metrics, calls: mpsc::Sender<Call>) -> Self {
        Self { waiters: Arc::default(), metrics, calls: Some(calls) }
    }

    /// Where transactions' counts go.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Starts to listen. Read the state after this, then wait.
    #[must_use]
    pub fn listen(&self, topic: Topic) -> Listener {
        let mut waiters = self.waiters.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = waiters.topics.entry(topic.clone()).or_insert_with(|| Arc::new(watch::Sender::new(0)));
        Listener { topic, news: Some(sender.subscribe()), register: self.clone() }
    }

    /// Wakes everybody who listens to `topic`.
    pub fn wake(&self, topic: &Topic) {
        let waiters = self.waiters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = waiters.topics.get(topic) {
            sender.send_modify(|count| *count = count.wrapping_add(1));
        }
    }

    /// Calls a device, unless a poll of it is held: then it hears anyway. Never waits; a call that finds no room is lost.
    pub fn call(&self, device: &str, until: i64) {
        let Some(calls) = &self.calls else { return };
        if self.is_listened(&Topic::Held(device.to_owned())) {
            return;
        }
        let polls = self.listen(Topic::Poll(device.to_owned()));
        if calls.try_send(Call { device: device.to_owned(), until, polls }).is_err() {
            self.metrics.push(Push::Dropped);
        }
    }

    fn is_listened(&self, topic: &Topic) -> bool {
        self.waiters.lock().unwrap_or_else(PoisonError::into_inner).topics.contains_key(topic)
    }

    /// Takes the one seat at a topic from whoever had it.
    #[must_use]
    pub fn take_seat(&self, topic: Topic) -> Seat {
        let listener = self.listen(topic);
        let waiters = self.waiters.lock().unwrap_or_else(PoisonError::into_inner);
        let mut ticket = 0;
        if let Some(sender) = waiters.topics.get(&listener.topic) {
            sender.send_modify(|count| {
                *count = count.wrapping_add(1);
                ticket = *count;
            });
        }
        drop(waiters);
        Seat { listener, ticket }
    }

    /// How many topics are listened to.
    #[must_use]
    pub fn topics(&self) -> usize {
        self.waiters.lock().unwrap_or_else(PoisonError::into_inner).topics.len()
    }

    /// Listens for changes of an approval: read its state after this, then wait.
    #[must_use]
    pub fn wait_for(&self, approval: &str) -> Listener {
        self.listen(Topic::Approval(approval.to_owned()))
    }
}

impl Listener {
    /// Resolves when the topic was woken since the last call (or since listening began).
    pub async fn changed(&mut self) {
        let woken = match &mut self.news {
            Some(news) => news.changed().await.is_ok(),
            None => false,
        };
        if !woken {
            std::future::pending::<()>().await;
        }
    }
}

/// The right to be the only one who waits: of two, the one who came later has it.
#[derive(Debug)]
pub struct Seat {
    listener: Listener,
    ticket: u64,
}

impl Seat {
    /// Resolves when somebody newer took the seat.
    pub async fn lost(&mut self) {
        let ticket = self.ticket;
        let lost = match &mut self.listener.news {
            Some(news) => news.wait_for(|count| *count != ticket).await.is_ok(),
            None => false,
        };
        if !lost {
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.news = None;
        let mut waiters = self.register.waiters.lock().unwrap_or_else(PoisonError::into_inner);
        if waiters.topics.get(&self.topic).is_some_and(|sender| sender.receiver_count() == 0) {
            waiters.topics.remove(&self.topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_wake_between_listening_and_waiting_is_heard() {
        let wakeups = Wakeups::default();
        let topic = Topic::Approval("a".to_owned());
        let mut listener = wakeups.wait_for("a");
        wakeups.wake(&topic);
        listener.changed().await;
        let waiting = tokio::spawn(async move { listener.changed().await });
        wakeups.wake(&Topic::Approval("b".to_owned()));
        wakeups.wake(&topic);
        waiting.await.unwrap();
    }

    #[tokio::test]
    async fn of_those_at_one_seat_the_newest_stays() {
        let wakeups = Wakeups::default();
        let topic = || Topic::Poll("a".to_owned());
        let mut first = wakeups.take_seat(topic());
        let mut second = wakeups.take_seat(topic());
        first.lost().await;
        let mut third = wakeups.take_seat(topic());
        second.lost().await;
        drop((first, second));
        tokio::select! {
            biased;
            () = third.lost() => panic!("the newest lost its seat"),
            () = std::future::ready(()) => {}
        }
    }

    #[test]
    fn nothing_is_kept_for_those_who_left() {
        let wakeups = Wakeups::default();
        let first = wakeups.listen(Topic::Deadlines);
        let second = wakeups.listen(Topic::Deadlines);
        drop(first);
        assert_eq!(wakeups.topics(), 1);
        drop(second);
        assert_eq!(wakeups.topics(), 0);
    }
}
