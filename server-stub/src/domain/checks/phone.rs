//! The mobile number proves itself by a code.
//!
//! Who may: the key that claimed, after the consent. How often: 3 numbers and 5 messages a session, 5 a day a number
//! whoever asks, 60 seconds between two, countries by the operator's list, because each message costs money. What if
//! twice: the same number within the 60 seconds gets the reply again and no message; the same wrong code costs one try.
//! What if late: ten minutes, the newest code only. What if killed here: message, counters and code are one transaction.

use kauth_protocol::checks::{CODE_DIGITS, PhoneResponse, PhoneStep};
use kauth_texts::{Language, Texts};
use zeroize::Zeroizing;

use super::step::{Event, Messages, NewCode, Refused};
use super::{CheckRefused, Session, apply, end_of, key_of, of_key, rows};
use crate::clock::{DAY, SECOND};
use crate::crash_point;
use crate::domain::failure::Failure;
use crate::metrics::CheckOutcome;
use crate::outbox::{self, Channel, Message};
use crate::state::AppState;
use crate::store::Tx;

/// Where a session's number is locked for.
pub(super) fn number_place(check: &str) -> String {
    format!("check_session.locked_number:{check}")
}

fn is_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (8..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

/// Whether messages go to this number: E.164, of a country of the list (calling codes, `41`).
fn is_served(number: &str, countries: &[String]) -> bool {
    let digits = number.trim_start_matches('+');
    is_number(number) && countries.iter().any(|code| digits.starts_with(code.as_str()))
}

/// Sends a code to this number.
///
/// # Errors
/// [`CheckRefused`].
pub async fn ask_code(
    state: &AppState,
    check: &str,
    thumbprint: &str,
    number: String,
) -> Result<PhoneResponse, CheckRefused> {
    let number = Zeroizing::new(number);
    if !is_served(&number, &state.config.checks.countries) {
        return Err(CheckRefused::Number);
    }
    let (inner, check, thumbprint) = (state.clone(), check.to_owned(), thumbprint.to_owned());
    let (session, told) = state
        .store
        .write(move |tx| {
            let session = of_key(tx, &check, &thumbprint)?;
            let asked = ask(tx, &inner, session, &number, inner.now())?;
            crash_point("checks.phone.before_commit");
            Ok::<_, CheckRefused>(asked)
        })
        .await?;
    crash_point("checks.phone.after_commit");
    told?;
    let now = state.now();
    let seconds = |until: i64| u64::try_from(until.saturating_sub(now).max(0) / SECOND).unwrap_or(0);
    let phone = &session.phone;
    let counts = phone.step == PhoneStep::Sent;
    let again_at = phone.sent_at.saturating_add(super::session::RESEND);
    Ok(PhoneResponse {
        remaining: if counts { seconds(phone.code_until) } else { 0 },
        resend_after: if counts { seconds(again_at) } else { 0 },
        tries_left: phone.tries_left(),
    })
}

fn ask(
    tx: &Tx<'_>,
    state: &AppState,
    session: Session,
    number: &str,
    now: i64,
) -> Result<(Session, Result<(), Refused>), CheckRefused> {
    // Of one that is over the key may be gone already.
    if let Some(refused) = end_of(&session.clone().at(now)) {
        return Err(refused.into());
    }
    let mark = state.keys.mark("check-number", number.as_bytes());
    let sent = Messages {
        of_session: rows::limits::messages_of(tx, &session.id)?,
        other_numbers: rows::limits::other_numbers(tx, &session.id, &mark)?,
        to_number: rows::limits::sent_to(tx, &mark, now.saturating_sub(DAY))?,
    };
    let key = key_of(state, &session.id)?;
    let digits = u32::try_from(CODE_DIGITS).unwrap_or(6);
    let code = Zeroizing::new(state.random.digits(digits).map_err(Failure::from)?);
    let new = NewCode {
        locked_number: key.lock(&*state.random, &number_place(&session.id), number.as_bytes())?,
        mac: key.mac("code", code.as_bytes())?,
        mark: mark.clone(),
    };
    let (check, language) = (session.id.clone(), session.language.clone());
    let before = session.phone.code.clone();
    let (session, told) = apply(tx, session, Event::AskCode { new, sent: &sent }, now)?;
    if told.is_ok() && session.phone.code != before {
        let id = state.random.id().map_err(Failure::from)?;
        let t = Texts::of(Language::from_tag(&language).unwrap_or_default());
        let message = Message {
            channel: Channel::Sms,
            kind: "check_code".to_owned(),
            to: number.to_owned(),
            subject: t.mail_check_code_subject(&state.config.provider_name),
            body: t.mail_check_code_body(),
            code: Some(code.to_string()),
            qr: None,
            language,
        };
        outbox::send_as(tx, state, &id, &message, now)?;
        rows::limits::add_message(tx, &id, &check, &mark, now)?;
        tx.count_check(CheckOutcome::Message);
    }
    Ok((session, told))
}

/// Takes the code that the person typed.
///
/// # Errors
/// [`CheckRefused`]; a wrong code is written down as a try.
pub async fn type_code(
    state: &AppState,
    check: &str,
    thumbprint: &str,
    code: String,
) -> Result<(), CheckRefused> {
    let code = Zeroizing::new(code);
    if code.len() != CODE_DIGITS || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refused::Malformed.into());
    }
    let (inner, check, thumbprint) = (state.clone(), check.to_owned(), thumbprint.to_owned());
    let told = state
        .store
        .write(move |tx| {
            let now = inner.now();
            let session = of_key(tx, &check, &thumbprint)?;
            if let Some(refused) = end_of(&session.clone().at(now)) {
                return Err(refused.into());
            }
            let mac = key_of(&inner, &check)?.mac("code", code.as_bytes())?;
            let (_, told) = apply(tx, session, Event::TypeCode { mac }, now)?;
            crash_point("checks.code.before_commit");
            Ok::<_, CheckRefused>(told)
        })
        .await?;
    crash_point("checks.code.after_commit");
    Ok(told?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_e164_of_a_listed_country_gets_messages() {
        let countries = ["41".to_owned(), "423".to_owned(), "1".to_owned()];
        for fine in ["+41790000000", "+4232345678", "+12025550123"] {
            assert!(is_served(fine, &countries), "{fine}");
        }
        for wrong in [
            "",
            "+",
            "41790000000",
            "0041790000000",
            "+49301234567",
            "+42123456789",
            "+4179000000a",
            "+41 79 000 00 00",
            "+4179000",
            "+4179000000000000",
            "+0417900000",
            "++41790000000",
            "+41790000000\n",
            "+٤١٧٩٠٠٠٠٠٠٠",
        ] {
            assert!(!is_served(wrong, &countries), "{wrong}");
        }
        assert!(!is_served("+41790000000", &[]));
    }
}
