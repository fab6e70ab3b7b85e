//! The Rust text of `messages.rs`: one method a message, the embedded sources, and a list of all messages for tests.

use std::fmt::Write as _;

use super::catalogue::{File, LANGUAGES};
use super::check::Message;
use super::pattern::Kind;

/// Writes the file that `src/messages.rs` includes.
pub(crate) fn generate(messages: &[Message], files: &[File]) -> String {
    let mut out = String::new();
    methods(messages, &mut out);
    sources(files, &mut out);
    list(messages, &mut out);
    out
}

fn methods(messages: &[Message], out: &mut String) {
    out.push_str("#[allow(clippy::too_many_arguments)]\nimpl Texts {\n");
    for message in messages {
        let english = message.english.replace('`', "'").replace('\n', " ");
        let doc = format!(" `{english}` ({}, `{}`)", message.file, message.key);
        let _ = writeln!(out, "    #[doc = {doc:?}]\n    #[must_use]");
        let _ = write!(out, "    pub fn {}(&self", message.method);
        for (parameter, kind) in message.variables.values() {
            let kind = match kind {
                Kind::Text => "&str",
                Kind::Number => "i64",
            };
            let _ = write!(out, ", {parameter}: {kind}");
        }
        out.push_str(") -> String {\n");
        if message.variables.is_empty() {
            let _ = writeln!(out, "        self.format({:?}, None)", message.key);
        } else {
            let count = message.variables.len();
            let _ = writeln!(out, "        let mut fluent_args = FluentArgs::with_capacity({count});");
            for (variable, (parameter, _)) in &message.variables {
                let _ = writeln!(out, "        fluent_args.set({variable:?}, {parameter});");
            }
            let _ = writeln!(out, "        self.format({:?}, Some(&fluent_args))", message.key);
        }
        out.push_str("    }\n\n");
    }
    out.push_str("}\n\n");
}

fn sources(files: &[File], out: &mut String) {
    for language in LANGUAGES {
        let _ = writeln!(out, "pub(crate) static {}: &[&str] = &[", language.to_uppercase());
        for file in files.iter().filter(|file| file.language == language) {
            let path = format!("/catalogue/{language}/{}", file.name);
            let _ = writeln!(out, "    include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?})),");
        }
        out.push_str("];\n\n");
    }
}

fn list(messages: &[Message], out: &mut String) {
    out.push_str("/// Every key with its variables; `true` where the variable is a number.\n");
    out.push_str("#[cfg(test)]\npub(crate) static MESSAGES: &[(&str, &[(&str, bool)])] = &[\n");
    for message in messages {
        let _ = write!(out, "    ({:?}, &[", message.key);
        for (variable, (_, kind)) in &message.variables {
            let _ = write!(out, "({variable:?}, {}), ", *kind == Kind::Number);
        }
        out.push_str("]),\n");
    }
    out.push_str("];\n");
}
