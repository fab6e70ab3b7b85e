//! Every message of every language, formatted: the proof that formatting cannot fail at run time, and what can be
//! found out about a translation without reading it.

use std::collections::BTreeSet;

use fluent_bundle::FluentArgs;

use crate::messages::MESSAGES;
use crate::{Language, Texts};

/// Numbers that fall into different plural categories in one of the languages.
const NUMBERS: [i64; 9] = [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000];
/// Stands in for every text variable; no catalogue would say it by itself.
const SAMPLE: &str = "Zyx 7";

/// Messages of more than three words that are the same in English and in another language, on purpose.
const SAME_AS_ENGLISH: &[&str] = &[];

fn everything() -> impl Iterator<Item = (Language, &'static Texts)> {
    Language::ALL.into_iter().chain([Language::Pseudo]).map(|language| (language, Texts::of(language)))
}

fn format(texts: &Texts, key: &str, variables: &[(&'static str, bool)], number: i64) -> String {
    let mut args = FluentArgs::new();
    for (variable, is_number) in variables {
        if *is_number {
            args.set(*variable, number);
        } else {
            args.set(*variable, SAMPLE);
        }
    }
    let mut errors = Vec::new();
    let text = texts.format_into(key, Some(&args), &mut errors);
    assert!(errors.is_empty(), "{:?} {key}: {errors:?}", texts.language());
    text
}

#[test]
fn every_message_formats_in_every_language_and_plural() {
    assert!(MESSAGES.len() > 100);
    for (language, texts) in everything() {
        for (key, variables) in MESSAGES {
            for number in NUMBERS {
                let text = format(texts, key, variables, number);
                let at = format!("{language:?} {key} {number}: {text}");
                assert!(!text.trim().is_empty(), "{at}");
                assert_ne!(text, *key, "the key instead of a text: {at}");
                assert!(!text.contains("{$") && !text.contains('\u{2068}'), "{at}");
                if variables.iter().any(|(_, is_number)| !is_number) {
                    assert!(text.contains(SAMPLE), "{at}");
                }
            }
        }
    }
}

#[test]
fn plurals_follow_each_language() {
    for (language, nothing, one, two) in [
        (Language::English, "0 minutes", "1 minute", "2 minutes"),
        (Language::German, "0 Minuten", "1 Minute", "2 Minuten"),
        (Language::French, "0 minute", "1 minute", "2 minutes"),
        (Language::Italian, "0 minuti", "1 minuto", "2 minuti"),
        (Language::Spanish, "0 minutos", "1 minuto", "2 minutos"),
    ] {
        let texts = Texts::of(language);
        assert_eq!(texts.duration_minutes(0), nothing);
        assert_eq!(texts.duration_minutes(1), one);
        assert_eq!(texts.duration_minutes(2), two);
        assert_eq!(texts.duration_minutes(1_000_000), two.replace('2', "1000000"));
    }
}

#[test]
fn nothing_longer_than_three_words_was_left_in_english() {
    let english = Texts::of(Language::English);
    let mut same = BTreeSet::new();
    for (key, variables) in MESSAGES {
        let text = format(english, key, variables, 5);
        let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
            if words > 3 && format(Texts::of(language), key, variables, 5) == text {
                same.insert(*key);
            }
        }
    }
    assert_eq!(same.into_iter().collect::<Vec<_>>(), SAME_AS_ENGLISH);
}

#[test]
fn the_typesetting_is_each_languages_own() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let texts = Texts::of(language);
        for (key, variables) in MESSAGES {
            let text = format(texts, key, variables, 5);
            if let Some(what) = typesetting_mistake(language, &text) {
                wrong.push(format!("{} {key}: {what}: {text}", language.tag()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn typesetting_mistake(language: Language, text: &str) -> Option<&'static str> {
    let letters: Vec<char> = text.chars().collect();
    if text.contains("...") {
        return Some("three dots instead of …");
    }
    if text.contains("  ") || text.trim() != text {
        return Some("a space too many");
    }
    if letters.windows(3).any(|w| matches!(w, [a, '\'', b] if a.is_alphabetic() && b.is_alphabetic())) {
        return Some("' instead of ’");
    }
    if text.contains('"') {
        return Some("straight quotation marks");
    }
    let quotes = match language {
        Language::German => ['«', '»', '”'],
        Language::French | Language::Italian | Language::Spanish => ['„', '“', '”'],
        Language::English | Language::Pseudo => ['„', '«', '»'],
    };
    if letters.iter().any(|c| quotes.contains(c)) {
        return Some("another language's quotation marks");
    }
    let high = |c: &char| matches!(c, '?' | '!' | ';' | ':' | '»');
    if language == Language::French {
        let loose = |w: &[char]| matches!(w, [space, mark] if (*space == ' ' && high(mark)) || (*space == '«' && *mark == ' '));
        let tight =
            |w: &[char]| matches!(w, [a, mark] if a.is_alphabetic() && matches!(mark, '?' | '!' | ';' | '»'));
        if letters.windows(2).any(loose) {
            return Some("a space that may break before ? ! ; : » or after «");
        }
        if letters.windows(2).any(tight) {
            return Some("no space before ? ! ; »");
        }
    }
    None
}

#[test]
fn the_pseudo_language_is_longer_marked_and_keeps_variables() {
    let english = Texts::of(Language::English);
    let pseudo = Texts::of(Language::Pseudo);
    for (key, variables) in MESSAGES {
        let (plain, long) = (format(english, key, variables, 5), format(pseudo, key, variables, 5));
        assert!(long.starts_with("\u{200f}⟦") && long.ends_with("⟧\u{200f}"), "{key}: {long}");
        assert_eq!(plain.matches(SAMPLE).count(), long.matches(SAMPLE).count(), "{key}: {long}");
        let letters = |text: &str| text.replace(SAMPLE, "").chars().filter(|c| c.is_alphabetic()).count();
        assert!(letters(&long) * 10 >= letters(&plain) * 14, "{key}: {long}");
    }
    assert_eq!(pseudo.duration_minutes(1_234), "\u{200f}⟦1234 ɱɱíññúţţéšš⟧\u{200f}");
}

#[test]
fn a_variable_is_never_read_as_a_pattern() {
    let texts = Texts::of(Language::English);
    let text = texts.error_vault_in_use("{ $process } { NUMBER(1) } \u{202e}\n");
    assert!(text.contains("{ $process } { NUMBER(1) } \u{202e}\n"), "{text}");
}

#[test]
fn threads_share_one_parsed_language() {
    let texts: Vec<usize> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|count| {
                scope.spawn(move || {
                    let texts = Texts::of(Language::French);
                    assert_eq!(texts.duration_minutes(count).ends_with('s'), count > 1);
                    std::ptr::from_ref(texts).addr()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(texts.windows(2).all(|pair| pair[0] == pair[1]));
}
