//! What a person agrees to before anything is sent, signed by the provider: who asks, why, what began it, what is
//! wanted, who reads it, until when it is kept.

use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};

use super::{DocumentKind, MAX_REVIEWERS};
use crate::display::{self, DisplayPair};
use crate::jwk::{Jwks, PublicJwk};
use crate::jws::{self, JwsError, Unsigned};
use crate::origin::Origin;
use crate::{VERSION, b64};

/// The JWS `typ` of a description.
pub const DESCRIPTION_TYP: &str = "kauth-check+jwt";

/// Why the provider asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Trigger {
    /// The password is forgotten, and no other option was left.
    ForgottenPassword,
    /// The login address is forgotten or gone.
    ForgottenLogin,
    /// Two-step sign-in is to be switched off.
    TwoStepOff,
    /// A locked account is to be unlocked.
    Unlock,
    /// A ticket shop gets its first payout.
    FirstPayout,
    /// An order looks like fraud or names a brand.
    SuspectOrder,
}

impl Trigger {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ForgottenPassword,
        Self::ForgottenLogin,
        Self::TwoStepOff,
        Self::Unlock,
        Self::FirstPayout,
        Self::SuspectOrder,
    ];

    /// The text on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ForgottenPassword => "forgotten_password",
            Self::ForgottenLogin => "forgotten_login",
            Self::TwoStepOff => "two_step_off",
            Self::Unlock => "unlock",
            Self::FirstPayout => "first_payout",
            Self::SuspectOrder => "suspect_order",
        }
    }

    /// From the text on the wire.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trigger| trigger.as_str() == text)
    }
}

/// Whether the provider wants to know where the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LocationWish {
    /// Not asked.
    None,
    /// Asked; may be declined.
    Optional,
    /// Without it the session cannot be sent.
    Required,
}

/// What a provider signs and a person agrees to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// Protocol version, 1.
    pub v: u32,
    /// Provider.
    pub iss: Origin,
    /// Session id.
    pub jti: String,
    /// Thumbprint of the session key that claimed.
    pub key: String,
    /// Why.
    pub trigger: Trigger,
    /// The account as the person knows it; absent where that is what is forgotten.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account: Option<String>,
    /// Who asks, in its own words.
    pub asker: String,
    /// What began it: browser, system, place, address, time, with [`display::label`]'s names.
    pub begun: Vec<DisplayPair>,
    /// Which documents are taken.
    pub documents: Vec<DocumentKind>,
    /// Whether the location is wanted.
    pub location: LocationWish,
    /// [`reviewers_hash`] of who will read it.
    pub reviewers: String,
    /// Seconds from the first byte until deletion.
    pub retention: u64,
    /// When it was made, Unix seconds; shown, never judged by.
    pub iat: i64,
}

/// A verified description: one to show, or one of a newer version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenedDescription {
    /// Show it.
    Known(Box<Description>),
    /// Of a newer version, trigger or document: "update needed".
    UpdateNeeded,
}

#[derive(Deserialize)]
struct Newer {
    v: u32,
    iss: Origin,
}

impl Description {
    /// The JWS to be signed by the provider's key.
    #[must_use]
    pub fn unsigned(&self, kid: &str) -> Unsigned {
        Unsigned::with_kid(DESCRIPTION_TYP, kid, self)
    }

    /// Verifies a description: under the provider's key, for this issuer, session and session key, with the reviewers
    /// that came with it and whose hash stood in the link.
    ///
    /// # Errors
    /// [`JwsError::Claims`] also where issuer, session, key, reviewers, retention or a text is not as it must be.
    pub fn open(
        compact: &str,
        issuer: &Origin,
        key: &PublicJwk,
        check: &str,
        session_key: &str,
        reviewers: &str,
    ) -> Result<OpenedDescription, JwsError> {
        let json = jws::verify(compact, DESCRIPTION_TYP, key)?;
        let known = match jws::claims::<Self>(&json) {
            Ok(description) if description.v == VERSION => description,
            _ => {
                let newer: Newer = jws::claims(&json)?;
                let is_newer = newer.iss == *issuer && newer.v > VERSION;
                return if is_newer { Ok(OpenedDescription::UpdateNeeded) } else { Err(JwsError::Claims) };
            }
        };
        let about_this = known.iss == *issuer
            && known.jti == check
            && b64::is_token(check)
            && known.key == session_key
            && known.reviewers == reviewers;
        let within = (1..=super::RETENTION).contains(&known.retention) && !known.documents.is_empty();
        let showable = display::check_text(&known.asker, display::MAX_LABEL).is_ok()
            && known
                .account
                .as_ref()
                .is_none_or(|account| display::check_text(account, display::MAX_VALUE).is_ok())
            && display::check_pairs(&known.begun).is_ok();
        if about_this && within && showable {
            Ok(OpenedDescription::Known(Box::new(known)))
        } else {
            Err(JwsError::Claims)
        }
    }
}

/// The link's `r`: SHA-256 over the reviewers' RFC 7638 thumbprints (raw, sorted, concatenated), base64url.
///
/// `None` for no key, more than [`MAX_REVIEWERS`], the same key twice, or a key whose coordinates are no point's.
#[must_use]
pub fn reviewers_hash(reviewers: &Jwks) -> Option<String> {
    let mut thumbprints: Vec<[u8; 32]> = reviewers
        .keys
        .iter()
        .map(|key| key.to_sec1().and_then(|_| b64::decode_exact(&key.thumbprint())))
        .collect::<Option<_>>()?;
    thumbprints.sort_unstable();
    let count = thumbprints.len();
    thumbprints.dedup();
    if count == 0 || count > MAX_REVIEWERS || thumbprints.len() != count {
        return None;
    }
    let mut hash = Context::new(&SHA256);
    thumbprints.iter().for_each(|thumbprint| hash.update(thumbprint));
    Some(b64::encode(hash.finish().as_ref()))
}
