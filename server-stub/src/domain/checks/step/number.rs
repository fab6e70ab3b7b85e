//! The number and its code, pure.

use kauth_protocol::checks::{CODE_TRIES, MAX_MESSAGES, MAX_NUMBERS, PhoneStep};
use subtle::ConstantTimeEq;

use super::{MESSAGES_A_DAY, Messages, NewCode, Refused};
use crate::clock::DAY;
use crate::domain::checks::session::{CODE, Phone, RESEND, Session};

pub(super) fn ask_code(
    session: Session,
    new: NewCode,
    sent: &Messages,
    now: i64,
) -> (Session, Result<(), Refused>) {
    let never = Refused::NotBefore(session.deadline.unwrap_or(i64::MAX));
    let same_number = session.phone.mark.as_ref() == Some(&new.mark);
    let again_at = session.phone.sent_at.saturating_add(RESEND);
    let refusal = if !session.consented {
        Some(Refused::Conflict)
    } else {
        match session.phone.step {
            PhoneStep::Confirmed if same_number => return (session, Ok(())),
            PhoneStep::Confirmed => Some(Refused::Conflict),
            PhoneStep::Failed => Some(never),
            // The same call again, whose reply was lost: no second message.
            PhoneStep::Sent if now < again_at && same_number => return (session, Ok(())),
            PhoneStep::Sent if now < again_at => Some(Refused::NotBefore(again_at)),
            PhoneStep::None | PhoneStep::Sent => too_many(sent, never),
        }
    };
    if let Some(refused) = refusal {
        return (session, Err(refused));
    }
    let phone = Phone {
        step: PhoneStep::Sent,
        mark: Some(new.mark),
        locked_number: Some(new.locked_number),
        code: Some(new.mac),
        code_until: now.saturating_add(CODE),
        sent_at: now,
        tries: session.phone.tries,
        wrong: None,
    };
    (Session { phone, ..session }, Ok(()))
}

pub(super) fn too_many(sent: &Messages, never: Refused) -> Option<Refused> {
    if sent.of_session >= usize::from(MAX_MESSAGES) || sent.other_numbers >= usize::from(MAX_NUMBERS) {
        return Some(never);
    }
    let over = sent.to_number.len().checked_sub(MESSAGES_A_DAY)?;
    sent.to_number.get(over).map(|oldest| Refused::NotBefore(oldest.saturating_add(DAY)))
}

pub(super) fn type_code(session: Session, mac: Vec<u8>, now: i64) -> (Session, Result<(), Refused>) {
    let is = |kept: &Option<Vec<u8>>| kept.as_ref().is_some_and(|kept| bool::from(kept.ct_eq(&mac)));
    let phone = &session.phone;
    match phone.step {
        PhoneStep::None => (session, Err(Refused::Conflict)),
        PhoneStep::Failed => (session, Err(Refused::WrongDigits { tries_left: 0 })),
        PhoneStep::Confirmed => {
            let told = if is(&phone.code) { Ok(()) } else { Err(Refused::Conflict) };
            (session, told)
        }
        PhoneStep::Sent if now >= phone.code_until => (session, Err(Refused::Conflict)),
        PhoneStep::Sent if is(&phone.code) => {
            let phone = Phone { step: PhoneStep::Confirmed, wrong: None, ..session.phone };
            (Session { phone, ..session }, Ok(()))
        }
        PhoneStep::Sent => {
            let repeated = is(&phone.wrong);
            let mut session = session;
            if !repeated {
                session.phone.tries = session.phone.tries.saturating_add(1).min(CODE_TRIES);
                session.phone.wrong = Some(mac);
            }
            let tries_left = session.phone.tries_left();
            if tries_left == 0 {
                session.phone.step = PhoneStep::Failed;
                session.phone.code = None;
            }
            (session, Err(Refused::WrongDigits { tries_left }))
        }
    }
}
