//! kCheck: a person proves who they are with a document and a selfie.
//!
//! A session belongs to a fresh P-256 *session key* of the phone; every call carries a DPoP proof by it and no token.
//! `description` is what the person agrees to, signed by the provider; `manifest` is what the person sends, signed by the
//! session key; `blob` and `envelope` (feature `dossier`) encrypt it to the reviewers, so that the server only stores it.

#[cfg(feature = "dossier")]
pub mod blob;
mod bodies;
mod description;
#[cfg(feature = "dossier")]
pub mod envelope;
mod facts;
mod limits;
mod manifest;
mod state;

pub use bodies::{
    ClaimRequest, ClaimResponse, CodeRequest, ConsentRequest, DocumentRequest, Envelope, ImagesResponse,
    PhoneRequest, PhoneResponse, StoredImage, SubmitRequest,
};
pub use description::{
    DESCRIPTION_TYP, Description, LocationWish, OpenedDescription, Trigger, reviewers_hash,
};
pub use facts::{Facts, Location};
pub use limits::*;
pub use manifest::{BlobEntry, MANIFEST_TYP, Manifest};
pub use state::{AUDIT_HEAD_TYP, AuditHead, CheckResponse, Finish, PhoneStep, Retake, RetakeReason, State};

use serde::{Deserialize, Serialize};

/// `POST` here to claim.
pub const CLAIM_PATH: &str = "/v1/checks/claim";

/// The path of one session: `GET` (long poll) tells where it stands, `DELETE` withdraws it.
#[must_use]
pub fn path(check: &str) -> String {
    format!("/v1/checks/{check}")
}

/// The path of one step of a session: `consent`, `phone`, `phone/confirm`, `location`, `location/declined`, `document`,
/// `images`, `submit`.
#[must_use]
pub fn step_path(check: &str, step: &str) -> String {
    format!("/v1/checks/{check}/{step}")
}

/// The path of one chunk.
#[must_use]
pub fn chunk_path(check: &str, kind: BlobKind, attempt: u8, chunk: u8) -> String {
    format!("/v1/checks/{check}/images/{}/{attempt}/chunks/{chunk}", kind.as_str())
}

/// What a blob holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BlobKind {
    /// An identity card's front.
    Front,
    /// An identity card's back.
    Back,
    /// A passport's photo page.
    PhotoPage,
    /// The person, holding the document.
    Selfie,
    /// Location and what was read from the document: JSON of [`Facts`].
    Facts,
}

impl BlobKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Front, Self::Back, Self::PhotoPage, Self::Selfie, Self::Facts];

    /// The text on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Back => "back",
            Self::PhotoPage => "photo_page",
            Self::Selfie => "selfie",
            Self::Facts => "facts",
        }
    }

    /// From the text on the wire.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether it is a picture, `image/jpeg`.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        !matches!(self, Self::Facts)
    }
}

/// The kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DocumentKind {
    /// Front and back.
    IdentityCard,
    /// The photo page.
    Passport,
}

impl DocumentKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::IdentityCard, Self::Passport];

    /// The text on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityCard => "identity_card",
            Self::Passport => "passport",
        }
    }

    /// The pictures that a dossier with this document has, in the order in which they are taken.
    #[must_use]
    pub const fn pictures(self) -> &'static [BlobKind] {
        match self {
            Self::IdentityCard => &[BlobKind::Front, BlobKind::Back, BlobKind::Selfie],
            Self::Passport => &[BlobKind::PhotoPage, BlobKind::Selfie],
        }
    }
}

#[cfg(feature = "dossier")]
#[cfg(test)]
mod tests;
