//! Flow A1, *from this phone*: authorization code with PKCE, bound to the phone's transport key throughout.
//!
//! The code lives a minute and is presented once: any presentation burns it, a second one also ends what the first
//! one got. The token that it buys claims one link, without a typed code, for the key that it is bound to.

mod authorize;

use kauth_protocol::b64;
use kauth_protocol::links::CODE_TRIES;
use kauth_protocol::oauth::{
    CLIENT_ID, CODE_LIFETIME, SCOPE, TOKEN_LIFETIME, TokenRequest, TokenResponse, challenge,
};
use subtle::ConstantTimeEq;

pub use authorize::{Authorize, AuthorizeError};

use super::devices::token_hash;
use super::failure::Failure;
use super::links;
use crate::clock::SECOND;
use crate::crash_point;
use crate::state::AppState;
use crate::store::links::{self as link_rows, Link, LinkState};
use crate::store::oauth::{self as rows, Code};
use crate::store::{StoreError, Tx};
use crate::wakeups::Topic;

/// Why the token endpoint refuses (RFC 6749 §5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenRefused {
    /// A parameter is missing or malformed.
    InvalidRequest,
    /// Another client.
    InvalidClient,
    /// Another grant.
    UnsupportedGrantType,
    /// The code is unknown, used, late, or not for this redirect, verifier or key.
    InvalidGrant,
}

impl TokenRefused {
    /// RFC 6749's name of it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidGrant => "invalid_grant",
        }
    }
}

/// The person authorised: gives the URL to redirect the browser to, with the code.
///
/// # Errors
/// [`Failure`].
pub async fn issue_code(state: &AppState, account: &str, authorize: &Authorize) -> Result<String, Failure> {
    let code = state.random.token()?;
    let row = Code {
        code_hash: token_hash(&code),
        account: account.to_owned(),
        redirect_uri: authorize.redirect_uri.clone(),
        challenge: authorize.challenge.clone(),
        dpop_jkt: authorize.dpop_jkt.clone(),
        expires_at: state.now() + CODE_LIFETIME.cast_signed() * SECOND,
        used: false,
        link: None,
    };
    state.store.write(move |tx| rows::insert(tx, &row)).await?;
    Ok(authorize.with_code(&state.origin, &code))
}

/// Changes a code into a token. `thumbprint` is the key whose DPoP proof came along.
///
/// # Errors
/// [`Failure`]; a refusal is an `Err` inside.
pub async fn exchange(
    state: &AppState,
    thumbprint: &str,
    request: TokenRequest,
) -> Result<Result<TokenResponse, TokenRefused>, Failure> {
    if request.grant_type != "authorization_code" {
        return Ok(Err(TokenRefused::UnsupportedGrantType));
    }
    if request.client_id != CLIENT_ID {
        return Ok(Err(TokenRefused::InvalidClient));
    }
    let verifier = request.code_verifier.as_bytes();
    let unreserved = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    if !(43..=128).contains(&verifier.len())
        || !verifier.iter().all(unreserved)
        || !b64::is_token(&request.code)
    {
        return Ok(Err(TokenRefused::InvalidRequest));
    }
    let (id, token) = (state.random.id()?, state.random.token()?);
    let (inner, thumbprint, hash) = (state.clone(), thumbprint.to_owned(), token_hash(&token));
    let granted = state
        .store
        .write(move |tx| {
            let granted = redeem(tx, &request, &thumbprint, &id, hash, inner.now())?;
            crash_point("oauth.token.before_commit");
            Ok::<_, Failure>(granted)
        })
        .await?;
    crash_point("oauth.token.after_commit");
    if !granted {
        return Ok(Err(TokenRefused::InvalidGrant));
    }
    Ok(Ok(TokenResponse {
        access_token: token,
        token_type: "DPoP".to_owned(),
        expires_in: TOKEN_LIFETIME,
        scope: SCOPE.to_owned(),
        k: state.keys.thumbprint().to_owned(),
    }))
}

fn redeem(
    tx: &Tx<'_>,
    request: &TokenRequest,
    thumbprint: &str,
    link: &str,
    token_hash_: Vec<u8>,
    now: i64,
) -> Result<bool, StoreError> {
    let Some(code) = rows::find(tx, &token_hash(&request.code))? else { return Ok(false) };
    if code.used {
        // RFC 6749 §4.1.2: somebody has a code that was used; what came of it must not go on.
        let made = code.link.as_deref().map(|made| link_rows::find(tx, made)).transpose()?.flatten();
        if let Some(made) =
            made.filter(|made| matches!(made.state, LinkState::Created | LinkState::Confirmed))
        {
            links::abandon(tx, made, LinkState::Void, now)?;
        }
        return Ok(false);
    }
    let proved = challenge(&request.code_verifier);
    let right = bool::from(proved.as_bytes().ct_eq(code.challenge.as_bytes()))
        && request.redirect_uri == code.redirect_uri
        && thumbprint == code.dpop_jkt
        && now < code.expires_at;
    rows::set_used(tx, &code.code_hash, right.then_some(link))?;
    if !right {
        return Ok(false);
    }
    let made = Link {
        id: link.to_owned(),
        account: code.account,
        session: None,
        token_hash: token_hash_,
        bound_to: Some(code.dpop_jkt),
        state: LinkState::Created,
        deadline: Some(now + TOKEN_LIFETIME.cast_signed() * SECOND),
        claim: None,
        sealed_code: None,
        sealed_totp: None,
        sealed_codes: None,
        tries_left: CODE_TRIES,
        totp_step: None,
        device: None,
        created_at: now,
        activated_at: None,
        ended_at: None,
    };
    link_rows::insert(tx, &made)?;
    tx.wake(Topic::Deadlines);
    Ok(true)
}
