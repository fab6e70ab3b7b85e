//! Codes of the wire in words, and everything that the console's scripts say: they have no words of their own.

use kauth_protocol::checks::{BlobKind, RetakeReason, Trigger};
use kauth_texts::Texts;

use crate::clock::SECOND;
use crate::domain::checks::Note;
use crate::pages::{Choice, Pair};

/// Why the provider asked.
pub(super) fn trigger(t: &Texts, trigger: Trigger) -> String {
    match trigger {
        Trigger::ForgottenPassword => t.web_console_trigger_forgotten_password(),
        Trigger::ForgottenLogin => t.web_console_trigger_forgotten_login(),
        Trigger::TwoStepOff => t.web_console_trigger_two_step_off(),
        Trigger::Unlock => t.web_console_trigger_unlock(),
        Trigger::FirstPayout => t.web_console_trigger_first_payout(),
        Trigger::SuspectOrder => t.web_console_trigger_suspect_order(),
    }
}

/// Pictures by name; facts are none.
pub(super) fn pictures(t: &Texts, kinds: &[BlobKind]) -> Vec<Choice> {
    let label = |kind: BlobKind| match kind {
        BlobKind::Front => Some(t.web_console_front()),
        BlobKind::Back => Some(t.web_console_back()),
        BlobKind::PhotoPage => Some(t.web_console_photo_page()),
        BlobKind::Selfie => Some(t.web_console_selfie()),
        BlobKind::Facts => None,
    };
    let choice = |kind: &BlobKind| {
        label(*kind).map(|label| Choice { value: kind.as_str(), label, about: String::new() })
    };
    kinds.iter().filter_map(choice).collect()
}

/// Why something is asked for again, or refused.
pub(super) fn reasons(t: &Texts) -> Vec<Pair> {
    let words = |reason| match reason {
        RetakeReason::Blurred => t.web_console_reason_blurred(),
        RetakeReason::Glare => t.web_console_reason_glare(),
        RetakeReason::TooDark => t.web_console_reason_too_dark(),
        RetakeReason::CutOff => t.web_console_reason_cut_off(),
        RetakeReason::WrongSide => t.web_console_reason_wrong_side(),
        RetakeReason::ExpiredDocument => t.web_console_reason_expired_document(),
        RetakeReason::FaceHidden => t.web_console_reason_face_hidden(),
        RetakeReason::DocumentHidden => t.web_console_reason_document_hidden(),
        RetakeReason::NoMatch => t.web_console_reason_no_match(),
        RetakeReason::Doubtful => t.web_console_reason_doubtful(),
        RetakeReason::Other => t.web_console_reason_other(),
    };
    RetakeReason::ALL.into_iter().map(|reason| Pair::new(reason.as_str(), words(reason))).collect()
}

/// What the dossier's page says, by attribute: `data-GROUP-NAME`, and the phone's stable names with dashes.
pub(super) fn dossier(t: &Texts) -> Vec<Pair> {
    vec![
        Pair::new("said-opened", t.web_console_opened()),
        Pair::new("refused-no-key", t.web_console_refused_no_key()),
        Pair::new("refused-wrong-key", t.web_console_refused_wrong_key()),
        Pair::new("refused-envelope", t.web_console_refused_envelope()),
        Pair::new("refused-signature", t.web_console_refused_signature()),
        Pair::new("refused-manifest", t.web_console_refused_manifest()),
        Pair::new("refused-digest", t.web_console_refused_digest()),
        Pair::new("refused-frames", t.web_console_refused_frames()),
        Pair::new("refused-picture", t.web_console_refused_picture()),
        Pair::new("refused-facts", t.web_console_refused_facts()),
        Pair::new("refused-network", t.web_console_refused_network()),
        Pair::new("mrz-surname", t.web_console_mrz_surname()),
        Pair::new("mrz-given", t.web_console_mrz_given()),
        Pair::new("mrz-number", t.web_console_mrz_number()),
        Pair::new("mrz-nationality", t.web_console_mrz_nationality()),
        Pair::new("mrz-born", t.web_console_mrz_born()),
        Pair::new("mrz-sex", t.web_console_mrz_sex()),
        Pair::new("mrz-expires", t.web_console_mrz_expires()),
        Pair::new("mrz-issuer", t.web_console_mrz_issuer()),
        Pair::new("mrz-none", t.web_console_mrz_none()),
        Pair::new("mrz-wrong", t.web_console_mrz_wrong()),
        Pair::new("place-none", t.web_console_place_none()),
        Pair::new("saw-fine", t.web_console_fine()),
        Pair::new("saw-anyway", t.web_console_anyway()),
        Pair::new("saw-no-document", t.web_console_saw_no_document()),
        Pair::new("saw-cut-off", t.web_console_saw_cut_off()),
        Pair::new("saw-too-near", t.web_console_saw_too_near()),
        Pair::new("saw-too-far", t.web_console_saw_too_far()),
        Pair::new("saw-tilted", t.web_console_saw_tilted()),
        Pair::new("saw-too-dark", t.web_console_saw_too_dark()),
        Pair::new("saw-too-bright", t.web_console_saw_too_bright()),
        Pair::new("saw-blurred", t.web_console_saw_blurred()),
        Pair::new("saw-glare", t.web_console_saw_glare()),
        Pair::new("saw-wrong-side", t.web_console_saw_wrong_side()),
        Pair::new("saw-no-face", t.web_console_saw_no_face()),
        Pair::new("saw-no-portrait", t.web_console_saw_no_portrait()),
        Pair::new("saw-hold-still", t.web_console_saw_hold_still()),
    ]
}

/// What colleagues decided and noted before.
pub(super) fn notes(t: &Texts, notes: &[Note]) -> Vec<Pair> {
    let decided = |note: &Note| match note.decision.as_str() {
        "retake" => t.web_console_retake(),
        "accept" => t.web_console_accept(),
        _ => t.web_console_refuse(),
    };
    let when = |note: &Note| t.date_time_utc(note.at.div_euclid(SECOND));
    notes
        .iter()
        .map(|note| {
            let said = note.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
            Pair::new(when(note), format!("{}{said}", decided(note)))
        })
        .collect()
}

/// What the page of the keys says.
pub(super) fn keys(t: &Texts) -> Vec<Pair> {
    vec![
        Pair::new("said-restored", t.web_keys_restored()),
        Pair::new("refused-passphrase-short", t.web_keys_refused_passphrase_short()),
        Pair::new("refused-passphrase", t.web_keys_refused_passphrase()),
        Pair::new("refused-backup", t.web_keys_refused_backup()),
        Pair::new("refused-key", t.web_keys_refused_backup()),
        Pair::new("refused-other", t.web_keys_refused_other()),
    ]
}
