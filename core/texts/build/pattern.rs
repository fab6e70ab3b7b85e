//! What one pattern says: which variables it takes and how, and the rules a pattern must keep so that formatting it
//! cannot fail at run time.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};

/// What a variable may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Put in as it is: `&str`.
    Text,
    /// A selector, or inside `NUMBER()`: `i64`.
    Number,
}

/// What was found in one pattern.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The variables and their kinds.
    pub(crate) variables: BTreeMap<String, Kind>,
    /// The terms referred to.
    pub(crate) terms: BTreeSet<String>,
    /// Rules that are broken, each as one sentence.
    pub(crate) problems: Vec<String>,
}

/// The plural categories a language may use for whole numbers up to a million, by CLDR.
/// `many` (French, Italian and Spanish millions) falls to `other`, which every selection has.
const CATEGORIES: [&str; 2] = ["one", "other"];

/// Whether the language calls zero `one` (CLDR: French does).
fn zero_is_one(language: &str) -> bool {
    language == "fr"
}

/// Reads a pattern of a language.
pub(crate) fn read(pattern: &Pattern<&str>, language: &str) -> Found {
    let mut found = Found::default();
    found.pattern(pattern, language);
    found
}

impl Found {
    fn pattern(&mut self, pattern: &Pattern<&str>, language: &str) {
        let mut says_something = false;
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => says_something |= !value.trim().is_empty(),
                PatternElement::Placeable { expression } => {
                    says_something |= !is_blank_literal(expression);
                    self.expression(expression, language);
                }
            }
        }
        if !says_something {
            self.problems.push("is empty".to_owned());
        }
    }

    fn expression(&mut self, expression: &Expression<&str>, language: &str) {
        match expression {
            Expression::Inline(inline) => self.inline(inline, language),
            Expression::Select { selector, variants } => {
                let Some(selector) = selector_variable(selector) else {
                    self.problems.push("selects on something that is no variable".to_owned());
                    return;
                };
                self.add(selector, Kind::Number);
                self.variants(selector, variants, language);
            }
        }
    }

    fn variants(&mut self, selector: &str, variants: &[Variant<&str>], language: &str) {
        let mut keys = BTreeSet::new();
        for variant in variants {
            let key = match &variant.key {
                VariantKey::Identifier { name } => {
                    if !CATEGORIES.contains(name) {
                        self.problems
                            .push(format!("has the variant [{name}]: only one, other and whole numbers"));
                    }
                    *name
                }
                VariantKey::NumberLiteral { value } => {
                    if value.parse::<i64>().is_err() {
                        self.problems.push(format!("has the variant [{value}], which is no whole number"));
                    }
                    *value
                }
            };
            if !keys.insert(key) {
                self.problems.push(format!("has the variant [{key}] twice"));
            }
            if variant.default != (key == "other") {
                self.problems.push("must have *[other] as its default, and only that".to_owned());
            }
            self.pattern(&variant.value, language);
        }
        let one = variants.iter().find(|variant| variant.key == VariantKey::Identifier { name: "one" });
        if let Some(one) = one
            && zero_is_one(language)
            && !keys.contains("0")
            && !read(&one.value, language).variables.contains_key(selector)
        {
            self.problems.push(format!(
                "leaves ${selector} out of [one], which also means zero in this language: name it, add [0], or write [1]"
            ));
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>, language: &str) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => self.add(id.name, Kind::Text),
            InlineExpression::Placeable { expression } => self.expression(expression, language),
            InlineExpression::FunctionReference { id, .. } => match number_argument(inline) {
                Some(variable) => self.add(variable, Kind::Number),
                None => self.problems.push(format!(
                    "calls {}(): only NUMBER($variable), without options, is understood",
                    id.name
                )),
            },
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                self.terms.insert(id.name.to_owned());
            }
            InlineExpression::TermReference { id, .. } => {
                self.problems.push(format!("gives -{} arguments or asks for its attribute", id.name));
            }
            InlineExpression::MessageReference { id, .. } => {
                self.problems.push(format!("refers to the message {}: make it a term (-{0})", id.name));
            }
        }
    }

    fn add(&mut self, variable: &str, kind: Kind) {
        let known = self.variables.entry(variable.to_owned()).or_insert(kind);
        *known = (*known).max(kind);
    }
}

fn selector_variable<'a>(selector: &InlineExpression<&'a str>) -> Option<&'a str> {
    match selector {
        InlineExpression::VariableReference { id } => Some(id.name),
        _ => number_argument(selector),
    }
}

/// The variable in `NUMBER($variable)`.
fn number_argument<'a>(inline: &InlineExpression<&'a str>) -> Option<&'a str> {
    let InlineExpression::FunctionReference { id, arguments } = inline else { return None };
    match arguments.positional.as_slice() {
        [InlineExpression::VariableReference { id: variable }]
            if id.name == "NUMBER" && arguments.named.is_empty() =>
        {
            Some(variable.name)
        }
        _ => None,
    }
}

fn is_blank_literal(expression: &Expression<&str>) -> bool {
    matches!(expression, Expression::Inline(InlineExpression::StringLiteral { value }) if value.trim().is_empty())
}

/// The pattern as a reader of the documentation wants it: text, `{$variable}`, and the variants one after another.
pub(crate) fn describe(pattern: &Pattern<&str>) -> String {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression } => describe_expression(expression, &mut text),
        }
    }
    text
}

fn describe_expression(expression: &Expression<&str>, text: &mut String) {
    match expression {
        Expression::Select { variants, .. } => {
            let variants: Vec<String> = variants.iter().map(|variant| describe(&variant.value)).collect();
            text.push_str(&variants.join(" | "));
        }
        Expression::Inline(inline) => match inline {
            InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
                text.push_str(value)
            }
            InlineExpression::VariableReference { id } => text.push_str(&format!("{{${}}}", id.name)),
            InlineExpression::FunctionReference { .. } => {
                text.push_str(&format!("{{${}}}", number_argument(inline).unwrap_or_default()));
            }
            InlineExpression::TermReference { id, .. } => text.push_str(&format!("{{-{}}}", id.name)),
            InlineExpression::MessageReference { id, .. } => text.push_str(&format!("{{{}}}", id.name)),
            InlineExpression::Placeable { expression } => describe_expression(expression, text),
        },
    }
}
