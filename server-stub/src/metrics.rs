//! What `/metrics` tells, in Prometheus' text form: counts and sizes, nothing of a person.
//!
//! The counters live in memory and begin at zero with each start, as Prometheus expects of counters.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// Declares an enum whose variants are the label values of one counter.
macro_rules! labels {
    ($(#[$about:meta])* $name:ident { $($(#[$variant_about:meta])* $variant:ident = $label:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_about])* $variant,)+ }

        impl $name {
            const LABELS: [&str; [$($label),+].len()] = [$($label),+];
        }
    };
}

labels! {
    /// How a person got in at the web, or did not.
    SignIn {
        /// The account has one step only.
        Password = "password",
        /// The second step was spared by a remembered browser.
        Remembered = "remembered",
        /// By the phone's yes.
        Approval = "approval",
        /// By a code the phone showed.
        Code = "code",
        /// By a recovery code.
        RecoveryCode = "recovery_code",
        /// Wrong login, password, code or recovery code.
        Refused = "refused",
    }
}

labels! {
    /// How an approval ended, and that it was asked for.
    Outcome {
        /// Asked for.
        Requested = "requested",
        /// Yes.
        Approved = "approved",
        /// The yes was used.
        Consumed = "consumed",
        /// The yes was not used in time.
        Lapsed = "lapsed",
        /// No.
        Denied = "denied",
        /// "This was not me".
        Reported = "reported",
        /// Nobody answered.
        Expired = "expired",
        /// The one who asked took it back.
        Cancelled = "cancelled",
        /// A newer one took its place.
        Superseded = "superseded",
        /// Wrong digits too often.
        Failed = "failed",
    }
}

labels! {
    /// What became of a kCheck session.
    CheckOutcome {
        /// A link was shown or sent.
        Offered = "offered",
        /// A phone claimed it.
        Open = "open",
        /// The dossier came; again after a retake.
        Submitted = "submitted",
        /// A reviewer opened it.
        InReview = "in_review",
        /// A reviewer asked for pictures again.
        RetakeAsked = "retake_asked",
        /// Accepted.
        Accepted = "accepted",
        /// Refused.
        Refused = "refused",
        /// Undecided at the deadline.
        Expired = "expired",
        /// By the person.
        Withdrawn = "withdrawn",
        /// By a newer one.
        Replaced = "replaced",
        /// No reviewer was left.
        Unreadable = "unreadable",
        /// By somebody who was told.
        Stopped = "stopped",
        /// Two phones claimed it.
        Void = "void",
        /// A code was sent.
        Message = "message",
        /// Nothing of it is left.
        Deleted = "deleted",
    }
}

labels! {
    /// What became of waking a phone.
    Push {
        /// The push service has it.
        Sent = "sent",
        /// The push service asked to come again; what came of it then is counted, too.
        Delayed = "delayed",
        /// The phone came by itself, or nothing waits for it any more.
        Needless = "needless",
        /// The push service does not know the endpoint any more.
        Gone = "gone",
        /// The endpoint is at an address that nothing is sent to.
        Refused = "refused",
        /// The push service was not reached in time, or said no.
        Failed = "failed",
        /// Too many at once.
        Dropped = "dropped",
    }
}

/// The counters; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Metrics(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    sign_ins: [AtomicU64; SignIn::LABELS.len()],
    approvals: [AtomicU64; Outcome::LABELS.len()],
    pushes: [AtomicU64; Push::LABELS.len()],
    checks: [AtomicU64; CheckOutcome::LABELS.len()],
    /// By first digit of the status; 0 is unused.
    replies: [AtomicU64; 6],
    waiting_phones: AtomicI64,
}

/// A phone whose long poll waits; it counts until this is dropped.
#[derive(Debug)]
#[must_use]
pub struct WaitingPhone(Metrics);

impl Drop for WaitingPhone {
    fn drop(&mut self) {
        self.0.0.waiting_phones.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// Counts one end of a sign-in.
    pub fn sign_in(&self, how: SignIn) {
        count(&self.0.sign_ins, how as usize);
    }

    /// Counts one step of an approval's life.
    pub fn approval(&self, outcome: Outcome) {
        count(&self.0.approvals, outcome as usize);
    }

    /// Counts one step of a kCheck session's life.
    pub fn check(&self, outcome: CheckOutcome) {
        count(&self.0.checks, outcome as usize);
    }

    /// Counts one push.
    pub fn push(&self, outcome: Push) {
        count(&self.0.pushes, outcome as usize);
    }

    /// How many pushes ended so.
    #[must_use]
    pub fn pushes(&self, outcome: Push) -> u64 {
        self.0.pushes.get(outcome as usize).map_or(0, |counter| counter.load(Ordering::Relaxed))
    }

    /// Counts one reply by its HTTP status.
    pub fn reply(&self, status: u16) {
        count(&self.0.replies, usize::from(status / 100));
    }

    /// Counts a phone as waiting for as long as the value is held.
    pub fn waiting_phone(&self) -> WaitingPhone {
        self.0.waiting_phones.fetch_add(1, Ordering::Relaxed);
        WaitingPhone(self.clone())
    }

    /// How many phones wait now.
    #[must_use]
    pub fn waiting_phones(&self) -> i64 {
        self.0.waiting_phones.load(Ordering::Relaxed)
    }

    /// All of it in Prometheus' text form, version 0.0.4.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::new();
        let labelled = |text: &mut String, name: &str, label: &str, labels: &[&str], values: &[AtomicU64]| {
            for (value, label_value) in values.iter().zip(labels) {
                let value = value.load(Ordering::Relaxed);
                let _ = writeln!(text, "{name}{{{label}=\"{label_value}\"}} {value}");
            }
        };
        head(&mut text, "kauth_sign_ins_total", "counter", "Sign-ins at the web by how they ended");
        labelled(&mut text, "kauth_sign_ins_total", "how", &SignIn::LABELS, &self.0.sign_ins);
        head(&mut text, "kauth_approvals_total", "counter", "Approvals by what became of them");
        labelled(&mut text, "kauth_approvals_total", "outcome", &Outcome::LABELS, &self.0.approvals);
        head(&mut text, "kauth_pushes_total", "counter", "Wake-ups of phones by what became of them");
        labelled(&mut text, "kauth_pushes_total", "outcome", &Push::LABELS, &self.0.pushes);
        head(&mut text, "kauth_checks_total", "counter", "kCheck sessions by what became of them");
        labelled(&mut text, "kauth_checks_total", "outcome", &CheckOutcome::LABELS, &self.0.checks);
        head(&mut text, "kauth_http_replies_total", "counter", "HTTP replies by class of status");
        let classes = ["1xx", "2xx", "3xx", "4xx", "5xx"];
        labelled(
            &mut text,
            "kauth_http_replies_total",
            "status",
            &classes,
            self.0.replies.get(1..).unwrap_or_default(),
        );
        head(&mut text, "kauth_waiting_phones", "gauge", "Phones whose long poll waits");
        let _ = writeln!(text, "kauth_waiting_phones {}", self.waiting_phones());
        if let Some(bytes) = resident_bytes() {
            head(&mut text, "process_resident_memory_bytes", "gauge", "Resident memory of this process");
            let _ = writeln!(text, "process_resident_memory_bytes {bytes}");
        }
        text
    }
}

fn count(counters: &[AtomicU64], index: usize) {
    if let Some(counter) = counters.get(index) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

/// Resident memory as Linux tells it; `None` elsewhere.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(metrics: &Metrics, name: &str) -> String {
        let text = metrics.render();
        let line =
            text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned));
        line.unwrap_or_else(|| panic!("{name} is missing in\n{text}"))
    }

    #[test]
    fn each_label_counts_for_itself() {
        let metrics = Metrics::default();
        metrics.sign_in(SignIn::Refused);
        metrics.sign_in(SignIn::Refused);
        metrics.approval(Outcome::Failed);
        metrics.approval(Outcome::Requested);
        metrics.push(Push::Dropped);
        assert_eq!(value(&metrics, "kauth_sign_ins_total{how=\"refused\"}"), "2");
        assert_eq!(value(&metrics, "kauth_sign_ins_total{how=\"password\"}"), "0");
        assert_eq!(value(&metrics, "kauth_approvals_total{outcome=\"failed\"}"), "1");
        assert_eq!(value(&metrics, "kauth_approvals_total{outcome=\"requested\"}"), "1");
        assert_eq!(value(&metrics, "kauth_approvals_total{outcome=\"approved\"}"), "0");
        assert_eq!(value(&metrics, "kauth_pushes_total{outcome=\"dropped\"}"), "1");
        assert_eq!((metrics.pushes(Push::Dropped), metrics.pushes(Push::Sent)), (1, 0));
    }

    #[test]
    fn replies_are_counted_by_class_and_nonsense_is_not() {
        let metrics = Metrics::default();
        for status in [200, 204, 404, 503, 999, 0] {
            metrics.reply(status);
        }
        assert_eq!(value(&metrics, "kauth_http_replies_total{status=\"2xx\"}"), "2");
        assert_eq!(value(&metrics, "kauth_http_replies_total{status=\"4xx\"}"), "1");
        assert_eq!(value(&metrics, "kauth_http_replies_total{status=\"5xx\"}"), "1");
        assert_eq!(value(&metrics, "kauth_http_replies_total{status=\"1xx\"}"), "0");
    }

    #[test]
    fn a_phone_waits_as_long_as_its_guard_lives() {
        let metrics = Metrics::default();
        let first = metrics.waiting_phone();
        let second = metrics.clone().waiting_phone();
        assert_eq!(value(&metrics, "kauth_waiting_phones"), "2");
        drop(first);
        assert_eq!(metrics.waiting_phones(), 1);
        drop(second);
        assert_eq!(metrics.waiting_phones(), 0);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn resident_memory_is_told() {
        let bytes: u64 = value(&Metrics::default(), "process_resident_memory_bytes").parse().unwrap();
        assert!(bytes > 100_000);
    }
}
