//! Proving who one is, page by page (kCheck).

use std::fmt;

use kauth_protocol::checks::{BlobKind, DocumentKind};

use super::PairView;

/// What is photographed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// An identity card's front.
    Front,
    /// An identity card's back.
    Back,
    /// A passport's photo page.
    PhotoPage,
    /// The person, holding the document.
    Selfie,
}

impl PictureKind {
    pub(crate) fn of(kind: BlobKind) -> Option<Self> {
        Some(match kind {
            BlobKind::Front => Self::Front,
            BlobKind::Back => Self::Back,
            BlobKind::PhotoPage => Self::PhotoPage,
            BlobKind::Selfie => Self::Selfie,
            BlobKind::Facts => return None,
        })
    }

    pub(crate) fn blob(self) -> BlobKind {
        match self {
            Self::Front => BlobKind::Front,
            Self::Back => BlobKind::Back,
            Self::PhotoPage => BlobKind::PhotoPage,
            Self::Selfie => BlobKind::Selfie,
        }
    }
}

/// Which document proves who the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdentityDocument {
    /// Photographed on both sides.
    IdentityCard,
    /// Its photo page is photographed.
    Passport,
}

impl IdentityDocument {
    pub(crate) fn of(kind: DocumentKind) -> Self {
        match kind {
            DocumentKind::IdentityCard => Self::IdentityCard,
            DocumentKind::Passport => Self::Passport,
        }
    }

    pub(crate) fn wire(self) -> DocumentKind {
        match self {
            Self::IdentityCard => DocumentKind::IdentityCard,
            Self::Passport => DocumentKind::Passport,
        }
    }
}

/// A check, at the step where it is.
#[derive(Clone, Debug, PartialEq)]
pub enum CheckView {
    /// Who asks, why, what is sent, who reads it: `consent()`.
    Consent(CheckConsentView),
    /// The mobile number: `check_number(…)`.
    Number(CheckNumberView),
    /// The code of the SMS: `check_code(…)`, `check_code_again()`.
    Code(CheckCodeView),
    /// Where the person is: `check_location(…)`, `decline_location()`.
    Location(CheckLocationView),
    /// Which document: `choose_document(…)`.
    Document(CheckDocumentView),
    /// A picture is to be taken: frames to `sight(…)`, the picture to `check_picture(…)`.
    Picture(CheckPictureView),
    /// Everything once more: `show_picture(…)`, `send_check(…)`.
    Review(CheckReviewView),
    /// It is being sent.
    Sending(CheckSendingView),
    /// Waiting for the decision, what is asked for again, or how it ended.
    Status(CheckStatusView),
    /// The question before it is withdrawn: `withdraw_check()`.
    Withdraw(CheckWithdrawView),
}

/// What the person agrees to. Nothing but the link's token was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckConsentView {
    /// Headline.
    pub title: String,
    /// HOST in ASCII, to be drawn large.
    pub host: String,
    /// What the provider calls itself, said as such.
    pub calls_itself: String,
    /// This phone is not linked with that provider: a warning.
    pub unknown: Option<String>,
    /// "Only if you started this yourself."
    pub text: String,
    /// Why, whose account, what began it, what will be sent, who reads it, until when it is kept.
    pub pairs: Vec<PairView>,
    /// Label of *I agree*.
    pub agree: String,
    /// Label of *I do not agree* (`withdraw_check()`): nothing was given yet, so nothing is asked about first.
    pub decline: String,
    /// What went wrong.
    pub problem: Option<String>,
}

/// The mobile number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckNumberView {
    /// Headline.
    pub title: String,
    /// Why, and in which form.
    pub text: String,
    /// Label of the field.
    pub field: String,
    /// Label of *Send me a code*.
    pub send: String,
    /// Label of *Withdraw*.
    pub withdraw: String,
    /// What was wrong with what was typed.
    pub problem: Option<String>,
}

/// The code of the SMS.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckCodeView {
    /// Headline.
    pub title: String,
    /// Where it was sent.
    pub text: String,
    /// Label of the field, to which *Next* belongs (`check_code(…)`); none where no code counts any more.
    pub field: Option<String>,
    /// Milliseconds until the code counts no more; 0 if it does not.
    pub ends_in_ms: u64,
    /// Milliseconds until another may be asked for; 0 if it may.
    pub again_in_ms: u64,
    /// Label of *Send another code*; none if no other is sent.
    pub again: Option<String>,
    /// Label of *Use another number*; none if none is taken.
    pub other_number: Option<String>,
    /// Label of *Withdraw*.
    pub withdraw: String,
    /// What was wrong with what was typed.
    pub problem: Option<String>,
}

impl fmt::Debug for CheckCodeView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckCodeView").field("ends_in_ms", &self.ends_in_ms).finish_non_exhaustive()
    }
}

/// Whether the person says where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckLocationView {
    /// Headline.
    pub title: String,
    /// The reason.
    pub text: String,
    /// That the provider cannot go on without it, where it is so.
    pub required: Option<String>,
    /// That the system does not tell it any more, where it was refused for good; `ask_permission(Location)` leads to allowing it.
    pub refused: Option<String>,
    /// Label of *Share my location*.
    pub share: String,
    /// Label of *Go on without*.
    pub decline: String,
    /// Label of *Withdraw*.
    pub withdraw: String,
    /// What went wrong.
    pub problem: Option<String>,
}

/// Which document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckDocumentView {
    /// Headline.
    pub title: String,
    /// What is needed of it.
    pub text: String,
    /// What becomes of the pictures that were taken.
    pub change: Option<String>,
    /// What can be chosen.
    pub choices: Vec<CheckDocumentChoice>,
    /// Label of *Withdraw*.
    pub withdraw: String,
    /// What went wrong.
    pub problem: Option<String>,
}

/// A document that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckDocumentChoice {
    /// For `choose_document`.
    pub document: IdentityDocument,
    /// Its name.
    pub label: String,
    /// What is photographed of it.
    pub text: String,
}

/// A picture is to be taken.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckPictureView {
    /// Which.
    pub kind: PictureKind,
    /// "1 of 3".
    pub position: String,
    /// Headline.
    pub title: String,
    /// How to hold it.
    pub text: String,
    /// What the last frame showed; none before the first.
    pub sight: Option<SightView>,
    /// What still works without the camera, where it is not allowed; `ask_permission(Camera)` leads to allowing it.
    pub camera_refused: Option<String>,
    /// What is wrong with the picture that was taken last.
    pub problem: Option<String>,
    /// Label of *Send it anyway* (`send_anyway(kind)`), after two refusals.
    pub send_anyway: Option<String>,
    /// Label of the shutter, where the camera may be used: its frames go to `sight(kind, …)`.
    pub take: Option<String>,
    /// Label of *Choose a picture*.
    pub choose: String,
    /// Label of *Use another document* (`Destination::CheckDocument`); none where there is no other.
    pub other_document: Option<String>,
    /// Label of *Withdraw*.
    pub withdraw: String,
}

/// What a camera frame showed.
#[derive(Clone, Debug, PartialEq)]
pub struct SightView {
    /// The one thing to do, in words.
    pub text: String,
    /// Nothing is wrong.
    pub fine: bool,
    /// The document's corners, its own upper left first, then clockwise; empty where none was found.
    pub outline: Vec<SightPoint>,
}

/// A place in the upright frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SightPoint {
    /// From the left, as a share of the width.
    pub x: f32,
    /// From the top, as a share of the height.
    pub y: f32,
}

/// Everything once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReviewView {
    /// Headline.
    pub title: String,
    /// That it can still be changed.
    pub text: String,
    /// The pictures, in order.
    pub pictures: Vec<CheckReviewPicture>,
    /// What is sent besides: location, what was read.
    pub pairs: Vec<PairView>,
    /// Label of *Use another document* (`Destination::CheckDocument`); none where there is no other.
    pub other_document: Option<String>,
    /// Label of the choice to wait for Wi-Fi.
    pub wifi_only: String,
    /// Label of *Send*.
    pub send: String,
    /// Label of *Withdraw*.
    pub withdraw: String,
    /// What went wrong.
    pub problem: Option<String>,
}

/// A picture that will be sent; `picture_of(kind)` gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReviewPicture {
    /// Which.
    pub kind: PictureKind,
    /// Its name.
    pub label: String,
    /// Label of the way to see it large.
    pub enlarge: String,
    /// That it is sent although the phone advised against it.
    pub flagged: Option<String>,
    /// Label of *Take again* (`retake(kind)`); none for what stays as it was sent.
    pub retake: Option<String>,
}

/// It is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckSendingView {
    /// Headline.
    pub title: String,
    /// That the app may be left.
    pub text: String,
    /// Bytes that are there.
    pub done_bytes: u64,
    /// Bytes in all; 0 before that is known.
    pub total_bytes: u64,
    /// The same in words, with the time that it will take.
    pub progress: String,
    /// Why it does not go on right now: no network, waiting for Wi-Fi.
    pub waits: Option<String>,
    /// Label of *Send now all the same*, while it waits for Wi-Fi (`send_check(false)`).
    pub send_now: Option<String>,
    /// Label of *Withdraw*.
    pub withdraw: String,
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckStatusView {
    /// Headline: received, being looked at, accepted, …
    pub title: String,
    /// What that means and what comes next.
    pub text: String,
    /// HOST.
    pub host: String,
    /// Which pictures are asked for again, and why.
    pub retakes: Vec<PairView>,
    /// Label of *Take them now* (`retake(kind)` of this one).
    pub retake: Option<CheckRetake>,
    /// Label of *Choose a new password* or the like (`finish_check()`), once it counts.
    pub finish: Option<String>,
    /// From when that counts.
    pub finish_waits: Option<String>,
    /// How long it usually takes.
    pub usual: Option<String>,
    /// When everything is deleted, or that it is.
    pub deleted: String,
    /// The provider cannot be reached right now.
    pub problem: Option<String>,
    /// Label of *Withdraw*; none once it is over.
    pub withdraw: Option<String>,
    /// Label of *Done* (`close_check()`), once it is over.
    pub close: Option<String>,
}

/// The question before a check is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckWithdrawView {
    /// Headline.
    pub title: String,
    /// What is deleted, and what it takes to begin anew.
    pub text: String,
    /// Label of *Withdraw*.
    pub withdraw: String,
    /// What went wrong.
    pub problem: Option<String>,
}

/// The first picture that is asked for again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRetake {
    /// Which.
    pub kind: PictureKind,
    /// Label.
    pub label: String,
}
