//! Which language the terminal speaks before the core is open: what `--language` or the system's variables say.

use kauth_texts::{Language, Texts};

/// The system's list of languages in the form of `Accept-Language`, from `LC_ALL`, `LC_MESSAGES`, `LANG` and
/// `LANGUAGE` as POSIX and GNU order them.
pub(crate) fn of_system() -> String {
    from_variables(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

/// The texts for a list of languages.
pub(crate) fn texts(languages: &str) -> &'static Texts {
    Texts::of(Language::negotiate(languages))
}

fn from_variables(variable: impl Fn(&str) -> Option<String>) -> String {
    let Some(locale) = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(&variable) else {
        return "en".to_owned();
    };
    // GNU gettext: LANGUAGE counts only where a locale other than "C" is set.
    let list = match variable("LANGUAGE") {
        Some(list) if !is_plain(&locale) => list,
        _ => locale,
    };
    let tags: Vec<String> = list.split(':').filter(|entry| !is_plain(entry)).map(tag).collect();
    if tags.is_empty() { "en".to_owned() } else { tags.join(",") }
}

fn is_plain(locale: &str) -> bool {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    name.is_empty() || name == "C" || name == "POSIX"
}

fn tag(locale: &str) -> String {
    locale.split(['.', '@']).next().unwrap_or_default().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(variables: &[(&str, &str)]) -> String {
        from_variables(|name| {
            variables.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_locale_becomes_a_tag() {
        assert_eq!(list(&[("LANG", "de_CH.UTF-8")]), "de-CH");
        assert_eq!(list(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "fr_CH.UTF-8@euro")]), "fr-CH");
    }

    #[test]
    fn gnu_language_lists_several_but_not_under_c() {
        assert_eq!(list(&[("LANG", "de_CH.UTF-8"), ("LANGUAGE", "it_CH:fr")]), "it-CH,fr");
        assert_eq!(list(&[("LANG", "C.UTF-8"), ("LANGUAGE", "it")]), "en");
    }

    #[test]
    fn without_a_locale_it_is_english() {
        assert_eq!(list(&[]), "en");
        assert_eq!(list(&[("LANG", "C")]), "en");
        assert_eq!(list(&[("LANG", "POSIX")]), "en");
    }
}
