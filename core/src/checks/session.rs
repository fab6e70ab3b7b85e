//! A claimed session: `step(check, event) → (check, effects)`, pure. What the person does next is read off the record
//! ([`Check::next`]), so there is no stage to get lost: after a kill, the same record leads to the same page.

use kauth_protocol::checks::{
    BlobKind, CheckResponse, DocumentKind, Finish, LocationWish, MAX_ATTEMPT, PhoneResponse, PhoneStep, State,
};

use super::record::{Check, CodeWait, Finishing, Picture};
use crate::deadline::{Deadline, Moment};

/// What the person does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Read and agree.
    Consent,
    /// Type the mobile number.
    Number,
    /// Type the code of the SMS.
    Code,
    /// Say where they are, or not.
    Location,
    /// Say which document.
    Document,
    /// Photograph this.
    Picture(BlobKind),
    /// Look at everything once more.
    Review,
    /// Wait while it is sent.
    Sending,
    /// Wait for the decision.
    Wait,
    /// Read which pictures are asked for again.
    Retake,
    /// Read how it ended.
    End,
}

/// What happens to a session.
pub(crate) enum Event {
    /// The provider knows that the person agreed.
    Consented,
    /// An SMS is under way.
    CodeSent(PhoneResponse),
    /// The code was right.
    CodeRight,
    /// The code was wrong; tries left.
    CodeWrong { tries_left: u8 },
    /// The provider knows whether the location is given.
    Located { given: bool },
    /// The provider knows which document it will be.
    DocumentChosen(DocumentKind),
    /// A picture was taken and is encrypted.
    Taken { kind: BlobKind, sha256: String, bytes: u64, verdicts: Vec<String> },
    /// The person sends this picture although the phone advises against it.
    SendAnyway(BlobKind),
    /// The person sends; the facts are encrypted, the manifest is signed.
    Sends { facts: Picture, manifest: String, wifi_only: bool },
    /// The manifest was taken.
    Submitted { manifest_sha256: String },
    /// Where the provider says that it stands; when, Unix seconds.
    Told { told: Box<CheckResponse>, unix_s: i64 },
    /// Time has passed. The wall clock, Unix seconds, where nothing better is to be had after a reboot.
    TimeUp { unix_s: Option<i64> },
    /// Another phone claimed the same link.
    Void,
    /// The provider knows nothing of it any more.
    Gone,
}

/// What is to be done once the record is kept.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Keep this picture's bytes in the same transaction.
    KeepBlob { kind: BlobKind },
    /// Delete these blobs in the same transaction.
    DropBlobs(Vec<String>),
    /// Send what is not there yet.
    Upload,
    /// Ask where it stands.
    Poll,
    /// Delete what opens the pictures: nothing is sent any more.
    DropSecrets,
    /// The session key signs nothing any more.
    DropKey,
    /// Tell the person, who may be elsewhere.
    Announce,
}

impl Check {
    /// What the person does next.
    pub(crate) fn next(&self) -> Next {
        let progress = &self.progress;
        match self.state {
            state if state.is_over() => Next::End,
            _ if progress.sending => Next::Sending,
            State::Submitted | State::InReview => Next::Wait,
            State::RetakeAsked => self.next_retake(),
            _ if !progress.consented => Next::Consent,
            _ => match progress.phone {
                PhoneStep::None => Next::Number,
                PhoneStep::Sent | PhoneStep::Failed => Next::Code,
                PhoneStep::Confirmed
                    if self.asked.location != LocationWish::None && progress.location.is_none() =>
                {
                    Next::Location
                }
                PhoneStep::Confirmed if progress.document.is_none() => Next::Document,
                PhoneStep::Confirmed => self.missing().map_or(Next::Review, Next::Picture),
            },
        }
    }

    fn next_retake(&self) -> Next {
        let begun =
            self.retake.iter().any(|retake| self.picture(retake.kind).is_some_and(|picture| !picture.sent));
        match self.missing() {
            Some(kind) if begun => Next::Picture(kind),
            Some(_) => Next::Retake,
            None => Next::Review,
        }
    }

    /// The first picture that is still to be taken.
    pub(crate) fn missing(&self) -> Option<BlobKind> {
        self.wanted().iter().copied().find(|kind| !self.has(*kind))
    }

    fn has(&self, kind: BlobKind) -> bool {
        let asked_again =
            self.state == State::RetakeAsked && self.retake.iter().any(|retake| retake.kind == kind);
        self.picture(kind).is_some_and(|picture| picture.is_usable() && !(asked_again && picture.sent))
    }

    /// Whether a picture of this kind may be taken now.
    pub(crate) fn takes(&self, kind: BlobKind) -> bool {
        let asked = match self.state {
            State::Open => true,
            State::RetakeAsked => self.retake.iter().any(|retake| retake.kind == kind),
            _ => false,
        };
        asked && !self.progress.sending && self.wanted().contains(&kind) && self.attempt(kind) <= MAX_ATTEMPT
    }

    /// Whether a document may be chosen, or another one: until one was sent.
    pub(crate) fn takes_document(&self) -> bool {
        let progress = &self.progress;
        self.state == State::Open
            && progress.phone == PhoneStep::Confirmed
            && progress.taken.is_none()
            && !progress.sending
    }

    /// Which try the next picture of this kind is: one more than the one that was sent.
    pub(crate) fn attempt(&self, kind: BlobKind) -> u8 {
        match self.picture(kind) {
            Some(picture) if picture.sent => picture.attempt.saturating_add(1),
            Some(picture) => picture.attempt,
            None => 1,
        }
    }
}

/// What follows from an event. An event that does not fit changes nothing.
pub(crate) fn step(mut check: Check, event: Event, now: &Moment) -> (Check, Vec<Effect>) {
    let effects = match event {
        Event::Consented => {
            check.progress.consented = true;
            vec![]
        }
        Event::CodeSent(sent) => {
            check.progress.phone = PhoneStep::Sent;
            check.progress.code = Some(CodeWait {
                ends: now.after(sent.remaining.saturating_mul(1000)),
                again: now.after(sent.resend_after.saturating_mul(1000)),
                tries_left: sent.tries_left,
            });
            vec![]
        }
        Event::CodeRight => {
            check.progress.phone = PhoneStep::Confirmed;
            check.progress.code = None;
            vec![]
        }
        Event::CodeWrong { tries_left } => {
            if let Some(code) = &mut check.progress.code {
                code.tries_left = tries_left;
            }
            if tries_left == 0 {
                check.progress.phone = PhoneStep::Failed;
            }
            vec![]
        }
        Event::Located { given } => {
            check.progress.location = Some(given);
            vec![]
        }
        Event::DocumentChosen(document) => document_chosen(&mut check, document),
        Event::Taken { kind, sha256, bytes, verdicts } => taken(&mut check, kind, sha256, bytes, verdicts),
        Event::SendAnyway(kind) => {
            let picture = check.pictures.iter_mut().find(|picture| picture.kind == kind);
            if let Some(picture) = picture.filter(|picture| picture.may_be_sent_anyway()) {
                picture.sent_anyway = true;
            }
            vec![]
        }
        Event::Sends { facts, manifest, wifi_only } => sends(&mut check, facts, manifest, wifi_only),
        Event::Submitted { manifest_sha256 } => submitted(&mut check, manifest_sha256),
        Event::Told { told, unix_s } => return told_by_provider(check, *told, now, unix_s),
        Event::TimeUp { unix_s } => time_up(&mut check, now, unix_s),
        Event::Void => {
            check.is_void = !check.state.is_over();
            gone(&mut check, State::Stopped)
        }
        Event::Gone => gone(&mut check, State::Expired),
    };
    (check, effects)
}

fn document_chosen(check: &mut Check, document: DocumentKind) -> Vec<Effect> {
    if check.progress.document == Some(document) {
        return vec![];
    }
    check.progress.document = Some(document);
    let wanted = document.pictures();
    let (kept, dropped) = std::mem::take(&mut check.pictures).into_iter().partition(|picture: &Picture| {
        // A selfie shows the other document.
        wanted.contains(&picture.kind) && picture.kind != BlobKind::Selfie
    });
    check.pictures = kept;
    drop_blobs(check, &dropped)
}

fn taken(
    check: &mut Check,
    kind: BlobKind,
    sha256: String,
    bytes: u64,
    verdicts: Vec<String>,
) -> Vec<Effect> {
    if !check.takes(kind) {
        return vec![];
    }
    let attempt = check.attempt(kind);
    let before = check.picture(kind).filter(|picture| !picture.sent).map_or(0, |picture| picture.refusals);
    let refusals = before.saturating_add(u8::from(!verdicts.is_empty()));
    check.pictures.retain(|picture| picture.kind != kind);
    check.pictures.push(Picture {
        kind,
        attempt,
        sha256,
        bytes,
        verdicts,
        refusals,
        sent_anyway: false,
        sent: false,
    });
    vec![Effect::KeepBlob { kind }]
}

fn sends(check: &mut Check, facts: Picture, manifest: String, wifi_only: bool) -> Vec<Effect> {
    if check.missing().is_some() || !check.state.takes_pictures() {
        return vec![];
    }
    let is_new = !facts.sent;
    check.pictures.retain(|picture| picture.kind != BlobKind::Facts);
    check.pictures.push(facts);
    check.progress.manifest = Some(manifest);
    check.progress.wifi_only = wifi_only;
    check.progress.sending = true;
    let keep = is_new.then_some(Effect::KeepBlob { kind: BlobKind::Facts });
    keep.into_iter().chain([Effect::Upload]).collect()
}

fn submitted(check: &mut Check, manifest_sha256: String) -> Vec<Effect> {
    if !check.progress.sending {
        return vec![];
    }
    check.progress.sending = false;
    check.progress.manifest = None;
    check.progress.taken = Some(manifest_sha256);
    check.state = State::Submitted;
    check.retake.clear();
    let unsent: Vec<Picture> = check.pictures.iter().filter(|picture| !picture.sent).cloned().collect();
    check.pictures.iter_mut().for_each(|picture| picture.sent = true);
    let mut effects = drop_blobs(check, &unsent);
    effects.push(Effect::Poll);
    effects
}

/// The provider's word. What it took is taken, also where the reply to sending got lost.
fn told_by_provider(
    mut check: Check,
    told: CheckResponse,
    now: &Moment,
    unix_s: i64,
) -> (Check, Vec<Effect>) {
    if check.state.is_over() && !goes_on_after(&check, &told, now) {
        return (check, vec![]);
    }
    let (old, before) = (check.clone(), check.state);
    let mut effects = vec![];
    let being_sent = check.progress.manifest.as_deref().map(kauth_protocol::checks::Manifest::hash);
    if let Some(hash) = being_sent.filter(|hash| told.manifest_sha256.as_ref() == Some(hash)) {
        effects.extend(submitted(&mut check, hash));
    }
    check.state = told.state;
    check.retake = told.retake;
    check.refused_because = told.refused_because;
    check.usual_minutes = told.usual_minutes;
    if check.ends.left_ms(now).is_none() && told.remaining > 0 {
        check.ends = now.after(told.remaining.saturating_mul(1000));
    }
    check.progress.consented |= told.consented;
    if check.progress.phone != PhoneStep::Confirmed {
        check.progress.phone = told.phone;
    }
    check.progress.location = check.progress.location.or(told.location_given);
    check.finish = told.finish.map(|finish| finishing(finish, old.finish.as_ref(), now, unix_s));
    if check.state.is_over() && !before.is_over() {
        effects.extend(end(&mut check));
    }
    let waits_for_finish = check.finish.as_ref().is_some_and(|finishing| finishing.is_open(now));
    if check.state.is_over() && !waits_for_finish {
        effects.push(Effect::DropKey);
    }
    if check.state != before {
        effects.push(Effect::Announce);
    }
    if check != old {
        check.audit_head = told.audit_head.or(check.audit_head);
    }
    (check, effects)
}

/// What is over is not reopened; an accepted one is finished, or stopped before it is.
fn goes_on_after(check: &Check, told: &CheckResponse, now: &Moment) -> bool {
    let is_open = check.finish.as_ref().is_some_and(|finishing| finishing.is_open(now));
    match told.state {
        _ if check.state != State::Accepted => false,
        State::Stopped => is_open,
        State::Accepted => told.finish.as_ref().is_some_and(|finish| is_open || finish.done),
        _ => false,
    }
}

/// The same deadline told again is off by the seconds that the provider and its reply round: it stays as it was kept.
const ROUNDING_MS: u64 = 2_000;

fn finishing(finish: Finish, known: Option<&Finishing>, now: &Moment, unix_s: i64) -> Finishing {
    let left_s = finish.waits.saturating_add(finish.remaining);
    let new = Finishing {
        from: now.after(finish.waits.saturating_mul(1000)),
        until: now.after(left_s.saturating_mul(1000)),
        until_unix_s: Some(unix_s.saturating_add(i64::try_from(left_s).unwrap_or(i64::MAX))),
        lapsed: false,
        finish: Finish { waits: 0, remaining: 0, ..finish },
    };
    let is_same = |old: &Deadline, new: &Deadline| {
        old.left_ms(now).zip(new.left_ms(now)).is_some_and(|(old, new)| old.abs_diff(new) <= ROUNDING_MS)
    };
    match known {
        Some(old) if is_same(&old.from, &new.from) && is_same(&old.until, &new.until) => {
            Finishing { finish: new.finish, ..old.clone() }
        }
        _ => new,
    }
}

/// What ends by itself, also without network.
fn time_up(check: &mut Check, now: &Moment, unix_s: Option<i64>) -> Vec<Effect> {
    if !check.state.is_over() {
        if check.left_ms(now, unix_s) != Some(0) {
            return vec![];
        }
        check.state = State::Expired;
        let mut effects = end(check);
        effects.push(Effect::Announce);
        return effects;
    }
    let is_late = check.finish.as_ref().is_some_and(|finishing| finishing.left_ms(now, unix_s) == Some(0));
    if is_late { lapsed(check) } else { vec![] }
}

/// The provider does not lead it on any more.
fn gone(check: &mut Check, ended: State) -> Vec<Effect> {
    if check.state.is_over() {
        return lapsed(check);
    }
    check.state = ended;
    let mut effects = end(check);
    effects.extend([Effect::DropKey, Effect::Announce]);
    effects
}

/// An accepted one that was not finished can be no more.
fn lapsed(check: &mut Check) -> Vec<Effect> {
    match &mut check.finish {
        Some(finishing) if finishing.is_waited_for() => {
            finishing.lapsed = true;
            vec![Effect::DropKey]
        }
        _ => vec![],
    }
}

/// Nothing of what was photographed stays on this phone.
fn end(check: &mut Check) -> Vec<Effect> {
    check.progress.sending = false;
    check.progress.manifest = None;
    let pictures = std::mem::take(&mut check.pictures);
    let unsent: Vec<Picture> = pictures.into_iter().filter(|picture| !picture.sent).collect();
    let mut effects = drop_blobs(check, &unsent);
    effects.push(Effect::DropSecrets);
    effects
}

fn drop_blobs(check: &Check, pictures: &[Picture]) -> Vec<Effect> {
    if pictures.is_empty() {
        return vec![];
    }
    vec![Effect::DropBlobs(pictures.iter().map(|picture| picture.blob_id(&check.id)).collect())]
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
