//! The rules of the whole catalogue: five languages with the same messages and the same variables, nothing twice,
//! nothing empty, nothing that the generated methods could not offer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fluent_syntax::ast::{Entry, Pattern};
use fluent_syntax::parser;

use super::catalogue::{File, LANGUAGES};
use super::pattern::{self, Found, Kind};

/// One broken rule, with where it is.
#[derive(Debug)]
pub(crate) struct Problem {
    language: String,
    file: String,
    key: String,
    what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}: {} {}", self.language, self.file, self.key, self.what)
    }
}

/// A message that all languages have.
#[derive(Debug)]
pub(crate) struct Message {
    /// Its key, such as `approval-expires-in`.
    pub(crate) key: String,
    /// The name of its method.
    pub(crate) method: String,
    /// The English file it stands in.
    pub(crate) file: String,
    /// What it says in English.
    pub(crate) english: String,
    /// Its variables in alphabetical order, each with the name of its parameter.
    pub(crate) variables: BTreeMap<String, (String, Kind)>,
}

/// Words that Rust keeps for itself.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];
/// Methods that `Texts` has beside the messages.
const METHODS: [&str; 9] =
    ["date", "date_time", "date_time_utc", "duration", "duration_short", "format", "language", "of", "time"];

struct Text {
    file: String,
    found: Found,
    english: String,
}

#[derive(Default)]
struct Catalogue {
    messages: BTreeMap<String, Text>,
    terms: BTreeMap<String, Text>,
}

/// Checks all files and returns the messages, or everything that is wrong with them.
///
/// # Errors
/// Every broken rule, so that one build shows all of them.
pub(crate) fn check(files: &[File]) -> Result<Vec<Message>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut catalogues: BTreeMap<&str, Catalogue> = BTreeMap::new();
    for language in LANGUAGES {
        catalogues.insert(language, Catalogue::default());
    }
    for file in files {
        let catalogue = catalogues.entry(file.language).or_default();
        read_file(file, catalogue, &mut problems);
    }
    for (language, catalogue) in &catalogues {
        check_terms(language, catalogue, &mut problems);
    }
    let messages = compare(&catalogues, &mut problems);
    if problems.is_empty() { Ok(messages) } else { Err(problems) }
}

fn read_file(file: &File, catalogue: &mut Catalogue, problems: &mut Vec<Problem>) {
    let mut problem = |key: &str, what: &str| {
        problems.push(Problem {
            language: file.language.to_owned(),
            file: file.name.clone(),
            key: key.to_owned(),
            what: what.to_owned(),
        });
    };
    let resource = parser::parse(file.source.as_str()).unwrap_or_else(|(resource, _)| resource);
    for entry in resource.body {
        let (key, value, attributes, known) = match entry {
            Entry::Junk { content } => {
                let start = content.lines().next().unwrap_or_default();
                problem(start, "is no Fluent");
                continue;
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Message(message) => {
                let key = message.id.name;
                match name_of(key) {
                    Ok(name) if METHODS.contains(&name.as_str()) => {
                        problem(key, "has the name of another method")
                    }
                    Ok(_) => {}
                    Err(what) => problem(key, what),
                }
                let Some(value) = message.value else {
                    problem(key, "has no text");
                    continue;
                };
                (key, value, message.attributes, &mut catalogue.messages)
            }
            Entry::Term(term) => (term.id.name, term.value, term.attributes, &mut catalogue.terms),
        };
        if !attributes.is_empty() {
            problem(key, "has an attribute: make it a message of its own");
        }
        let text = text(file, &value);
        for what in &text.found.problems {
            problem(key, what);
        }
        for variable in text.found.variables.keys() {
            if let Err(what) = name_of(variable) {
                problem(key, &format!("takes ${variable}, which {what}"));
            }
        }
        if let Some(first) = known.get(key) {
            problem(key, &format!("stands twice, first in {}", first.file));
        } else {
            known.insert(key.to_owned(), text);
        }
    }
}

fn text(file: &File, value: &Pattern<&str>) -> Text {
    Text {
        file: file.name.clone(),
        found: pattern::read(value, file.language),
        english: pattern::describe(value),
    }
}

/// The Rust name of a key or variable.
fn name_of(key: &str) -> Result<String, &'static str> {
    let plain = key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_');
    if !plain || key.contains("--") || key.ends_with('-') {
        return Err("is not written in small letters with single hyphens");
    }
    let name = key.replace('-', "_");
    if KEYWORDS.contains(&name.as_str()) {
        return Err("is a word that Rust keeps for itself");
    }
    Ok(name)
}

fn check_terms(language: &str, catalogue: &Catalogue, problems: &mut Vec<Problem>) {
    let mut problem = |text: &Text, key: &str, what: String| {
        problems.push(Problem {
            language: language.to_owned(),
            file: text.file.clone(),
            key: key.to_owned(),
            what,
        });
    };
    for (key, text) in &catalogue.terms {
        if !text.found.variables.is_empty() || !text.found.terms.is_empty() {
            problem(text, &format!("-{key}"), "is a term and must be plain text".to_owned());
        }
        if !catalogue.messages.values().any(|message| message.found.terms.contains(key)) {
            problem(text, &format!("-{key}"), "is used by no message".to_owned());
        }
    }
    for (key, text) in &catalogue.messages {
        for term in &text.found.terms {
            if !catalogue.terms.contains_key(term) {
                problem(text, key, format!("refers to -{term}, which this language lacks"));
            }
        }
    }
}

/// Compares every language with English and merges what the languages say about each message.
fn compare(catalogues: &BTreeMap<&str, Catalogue>, problems: &mut Vec<Problem>) -> Vec<Message> {
    let [english, others @ ..] = LANGUAGES;
    let Some(english) = catalogues.get(english) else { return Vec::new() };
    let mut messages = Vec::new();
    let mut methods: BTreeMap<String, &str> = BTreeMap::new();
    for (key, text) in &english.messages {
        let mut variables = text.found.variables.clone();
        for language in others {
            let mut problem = |file: &str, what: String| {
                problems.push(Problem {
                    language: language.to_owned(),
                    file: file.to_owned(),
                    key: key.clone(),
                    what,
                });
            };
            let Some(other) = catalogues.get(language).and_then(|catalogue| catalogue.messages.get(key))
            else {
                problem(&text.file, "is missing".to_owned());
                continue;
            };
            let wanted: BTreeSet<_> = text.found.variables.keys().collect();
            let used: BTreeSet<_> = other.found.variables.keys().collect();
            for variable in wanted.difference(&used) {
                problem(&other.file, format!("leaves out ${variable}"));
            }
            for variable in used.difference(&wanted) {
                problem(&other.file, format!("uses ${variable}, which English does not"));
            }
            for (variable, kind) in &other.found.variables {
                if let Some(known) = variables.get_mut(variable) {
                    *known = (*known).max(*kind);
                }
            }
        }
        let Ok(method) = name_of(key) else { continue };
        if let Some(first) = methods.insert(method.clone(), key) {
            problems.push(Problem {
                language: "en".to_owned(),
                file: text.file.clone(),
                key: key.clone(),
                what: format!("makes the same method as {first}"),
            });
        }
        let variables = variables
            .into_iter()
            .filter_map(|(variable, kind)| Some((variable.clone(), (name_of(&variable).ok()?, kind))))
            .collect();
        messages.push(Message {
            key: key.clone(),
            method,
            file: text.file.clone(),
            english: text.english.clone(),
            variables,
        });
    }
    for language in others {
        let Some(catalogue) = catalogues.get(language) else { continue };
        for (key, text) in &catalogue.messages {
            if !english.messages.contains_key(key) {
                problems.push(Problem {
                    language: language.to_owned(),
                    file: text.file.clone(),
                    key: key.clone(),
                    what: "is not in the English catalogue".to_owned(),
                });
            }
        }
    }
    messages
}
