//! The build's checks, tried on catalogues that break each rule.

#[path = "../build/catalogue.rs"]
mod catalogue;
#[path = "../build/check.rs"]
mod check;
#[path = "../build/generate.rs"]
mod generate;
#[path = "../build/pattern.rs"]
mod pattern;

use std::path::Path;

use catalogue::{File, LANGUAGES};
use check::Message;

/// Five languages that say the same.
fn files(source: &str) -> Vec<File> {
    LANGUAGES.iter().map(|language| file(language, "a.ftl", source)).collect()
}

fn file(language: &'static str, name: &str, source: &str) -> File {
    File { language, name: name.to_owned(), source: source.to_owned() }
}

/// The same with another text in one language.
fn with(language: &'static str, source: &str, english: &str) -> Vec<File> {
    let mut files = files(english);
    for file in files.iter_mut().filter(|file| file.language == language) {
        file.source = source.to_owned();
    }
    files
}

fn problems(files: &[File]) -> Vec<String> {
    match check::check(files) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

fn messages(source: &str) -> Vec<Message> {
    check::check(&files(source)).unwrap()
}

#[test]
fn the_real_catalogue_is_in_order() {
    let files = catalogue::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue")).unwrap();
    assert_eq!(problems(&files), Vec::<String>::new());
}

#[test]
fn a_problem_names_language_file_and_key() {
    assert_eq!(problems(&with("it", "a = A", "a = A\nb-c = B")), ["it/a.ftl: b-c is missing"]);
    assert_eq!(
        problems(&with("es", "a = A\nb = B", "a = A")),
        ["es/a.ftl: b is not in the English catalogue"]
    );
}

#[test]
fn keys_count_wherever_they_stand() {
    let mut files = files("a = A\nb = B");
    files.retain(|file| file.language != "de");
    files.push(file("de", "x.ftl", "a = A"));
    files.push(file("de", "y.ftl", "b = B"));
    assert_eq!(problems(&files), Vec::<String>::new());
    files.push(file("de", "z.ftl", "b = B"));
    assert_eq!(problems(&files), ["de/z.ftl: b stands twice, first in y.ftl"]);
}

#[test]
fn every_broken_rule_is_said() {
    for (source, wanted) in [
        ("a = A\na = B", "a stands twice, first in a.ftl"),
        ("a = A\n???", "??? is no Fluent"),
        ("a = { $x", "a = { $x is no Fluent"),
        ("a = { \"\" }", "a is empty"),
        ("a =\n    .b = B", "a has no text"),
        ("a = A\n    .b = B", "a has an attribute"),
        ("a = { b }\nb = B", "a refers to the message b"),
        ("a = { -b }", "a refers to -b, which this language lacks"),
        ("-b = B", "-b is used by no message"),
        ("-b = { $x }\na = { -b }", "-b is a term and must be plain text"),
        ("-b = B\na = { -b(x: 1) }", "a gives -b arguments"),
        ("a = { DATETIME($x) }", "a calls DATETIME()"),
        ("a = { NUMBER($x, minimumFractionDigits: 2) }", "a calls NUMBER()"),
        ("a = { \"x\" ->\n   *[other] A\n }", "a selects on something that is no variable"),
        ("a = { $x ->\n    [few] A\n   *[other] B\n }", "a has the variant [few]"),
        ("a = { $x ->\n    [1.5] A\n   *[other] B\n }", "a has the variant [1.5]"),
        (
            "a = { $x ->\n    [one] { $x }\n    [one] { $x }\n   *[other] B\n }",
            "a has the variant [one] twice",
        ),
        ("a = { $x ->\n   *[one] { $x }\n    [other] B\n }", "a must have *[other] as its default"),
        ("a = { $x ->\n    [one] { \" \" }\n   *[other] B\n }", "a is empty"),
        ("A = A", "A is not written in small letters"),
        ("a--b = A", "a--b is not written in small letters"),
        ("match = A", "match is a word that Rust keeps for itself"),
        ("date = A", "date has the name of another method"),
        ("a = { $type }", "a takes $type, which is a word that Rust"),
        ("a-b = A\na_b = A", "a_b makes the same method as a-b"),
    ] {
        let found = problems(&files(source));
        assert!(found.iter().any(|problem| problem.contains(wanted)), "{source}: {found:?}");
    }
}

#[test]
fn every_language_takes_the_same_variables() {
    let english = "a = { $x } of { $y }";
    assert_eq!(problems(&with("fr", "a = { $x }", english)), ["fr/a.ftl: a leaves out $y"]);
    assert_eq!(
        problems(&with("de", "a = { $x } { $y } { $z }", english)),
        ["de/a.ftl: a uses $z, which English does not"]
    );
}

#[test]
fn zero_is_singular_in_french_only() {
    let words = "a = { $x ->\n    [one] One code\n   *[other] { $x } codes\n }";
    assert_eq!(problems(&files(words)).len(), 1);
    assert!(problems(&files(words))[0].starts_with("fr/a.ftl: a leaves $x out of [one]"));
    for good in [
        "a = { $x ->\n    [one] { $x } code\n   *[other] { $x } codes\n }",
        "a = { $x ->\n    [0] No code\n    [one] One code\n   *[other] { $x } codes\n }",
        "a = { $x ->\n    [1] One code\n   *[other] { $x } codes\n }",
    ] {
        assert_eq!(problems(&with("fr", good, words)), Vec::<String>::new());
    }
}

#[test]
fn a_selector_in_any_language_makes_a_number() {
    let files = with("it", "a = { $x ->\n   *[other] { $x }\n } { $y }", "a = { $x } { $y }");
    let messages = check::check(&files).unwrap();
    let code = generate::generate(&messages, &files);
    assert!(code.contains("pub fn a(&self, x: i64, y: &str) -> String"), "{code}");
}

#[test]
fn a_message_becomes_a_documented_method() {
    let source = "b-c-1 = { $when-is }: { NUMBER($count) }, { $at } `x`\na = A";
    let code = generate::generate(&messages(source), &files(source));
    assert!(code.contains("pub fn b_c_1(&self, at: &str, count: i64, when_is: &str) -> String"), "{code}");
    assert!(code.contains("#[doc = \" `{$when-is}: {$count}, {$at} 'x'` (a.ftl, `b-c-1`)\"]"), "{code}");
    assert!(code.contains("fluent_args.set(\"when-is\", when_is);"), "{code}");
    assert!(code.contains("pub fn a(&self) -> String"), "{code}");
    assert!(code.contains("pub(crate) static ES: &[&str] = &["), "{code}");
}
