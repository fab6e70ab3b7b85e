//! What is wrong with a picture, in words: one sentence each that says what to do.

use kauth_texts::Texts;

/// The words of a hint or verdict, by its stable name.
pub(in crate::app) fn words(texts: &Texts, key: &str) -> String {
    match key {
        "too_far" => texts.hint_too_far(),
        "too_near" => texts.hint_too_near(),
        "too_dark" => texts.hint_too_dark(),
        "too_bright" => texts.hint_too_bright(),
        "blurred" => texts.hint_blurred(),
        "glare" => texts.hint_glare(),
        "cut_off" => texts.hint_cut_off(),
        "tilted" => texts.hint_tilted(),
        "wrong_side" => texts.hint_wrong_side(),
        "no_face" => texts.hint_no_face(),
        "no_portrait" => texts.hint_no_portrait(),
        "hold_still" => texts.hint_hold_still(),
        _ => texts.hint_no_document(),
    }
}
