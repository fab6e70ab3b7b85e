//! Codes from a phone without network (RFC 6238): one secret a link, one acceptance a step.

use totp_rs::Builder;

use super::failure::Failure;
use super::links::{TOTP_SECRET, totp_place};
use crate::clock::SECOND;
use crate::crash_point;
use crate::state::AppState;
use crate::store::links as rows;

/// Whether `code` is one that a linked phone of the account shows now, showed a step ago or will show a step ahead.
/// Each phone's steps are accepted in rising order only, so no code counts twice. How often this may be asked is for
/// the caller.
///
/// # Errors
/// [`Failure`].
pub async fn accept(state: &AppState, account: &str, code: &str) -> Result<bool, Failure> {
    let (inner, account, code) = (state.clone(), account.to_owned(), code.to_owned());
    state
        .store
        .write(move |tx| {
            let seconds = u64::try_from(inner.now().div_euclid(SECOND)).unwrap_or(0);
            for mut link in rows::active_of_account(tx, &account)? {
                let Some(sealed) = &link.sealed_totp else { continue };
                let secret = inner.seal.open(&totp_place(&link.id), sealed)?;
                let Some(step) = matched(&secret, &code, seconds)? else { continue };
                if link.totp_step.is_some_and(|last| step <= last) {
                    continue;
                }
                link.totp_step = Some(step);
                rows::update(tx, &link)?;
                crash_point("totp.accept.before_commit");
                return Ok(true);
            }
            Ok::<_, Failure>(false)
        })
        .await
}

/// The step within one of now that `code` is of.
fn matched(secret: &[u8], code: &str, seconds: u64) -> Result<Option<i64>, Failure> {
    let unusable = || Failure::Computation("a TOTP secret");
    let secret: [u8; TOTP_SECRET] = secret.try_into().map_err(|_| unusable())?;
    let totp = Builder::new().with_secret(secret).build().map_err(|_| unusable())?;
    Ok(totp.check(code, seconds).and_then(|step| i64::try_from(step).ok()))
}
