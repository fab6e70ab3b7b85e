//! A language's texts, parsed once when first asked for.

use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use crate::language::Language;
use crate::{messages, pseudo, typeset};

/// Everything a person reads, in one language: a method a message (see the catalogue), dates and times.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of a language. The first call parses its files (half a millisecond), all others are free.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static ENGLISH: OnceLock<Texts> = OnceLock::new();
        static GERMAN: OnceLock<Texts> = OnceLock::new();
        static FRENCH: OnceLock<Texts> = OnceLock::new();
        static ITALIAN: OnceLock<Texts> = OnceLock::new();
        static SPANISH: OnceLock<Texts> = OnceLock::new();
        static PSEUDO: OnceLock<Texts> = OnceLock::new();
        let cell = match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
            Language::French => &FRENCH,
            Language::Italian => &ITALIAN,
            Language::Spanish => &SPANISH,
            Language::Pseudo => &PSEUDO,
        };
        cell.get_or_init(|| Self::parse(language))
    }

    /// The language of these texts.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    fn parse(language: Language) -> Self {
        let (plurals_of, sources) = match language {
            Language::English | Language::Pseudo => ("en", messages::EN),
            Language::German => ("de", messages::DE),
            Language::French => ("fr", messages::FR),
            Language::Italian => ("it", messages::IT),
            Language::Spanish => ("es", messages::ES),
        };
        let locales = plurals_of.parse().into_iter().collect();
        let mut bundle = FluentBundle::new_concurrent(locales);
        bundle.set_use_isolating(false);
        bundle.set_transform(match language {
            Language::German => Some(typeset::german),
            Language::French => Some(typeset::french),
            Language::Pseudo => Some(pseudo::stretch),
            Language::English | Language::Italian | Language::Spanish => None,
        });
        // The build has parsed these very files and refused what could fail here.
        let _ = bundle.add_builtins();
        for source in sources {
            let resource =
                FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
            let _ = bundle.add_resource(resource);
        }
        Self { language, bundle }
    }

    /// The message of a key; the key itself if there is none, which the build makes impossible.
    pub(crate) fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let mut errors = Vec::new();
        self.format_into(key, args, &mut errors)
    }

    /// As [`Texts::format`], and tells what went wrong.
    pub(crate) fn format_into(
        &self,
        key: &str,
        args: Option<&FluentArgs<'_>>,
        errors: &mut Vec<fluent_bundle::FluentError>,
    ) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let text = self.bundle.format_pattern(pattern, args, errors);
        match self.language {
            Language::Pseudo => pseudo::frame(&text),
            _ => text.into_owned(),
        }
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}
