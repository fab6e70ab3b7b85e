//! The vectors in `tests/vectors`, read by Rust here and by the other languages in their own suites, and the tables
//! in `docs/` that must say what the code says.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use kauth_protocol::problem::Code;
use kauth_protocol::{approvals, devices, discovery, inbox, jwk, jws, links, oauth, problem, requesters};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn vectors(name: &str) -> Value {
    let path = format!("{}/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn round<T: Serialize + DeserializeOwned>(body: &Value) -> Value {
    let read: T = serde_json::from_value(body.clone()).unwrap();
    serde_json::to_value(&read).unwrap()
}

#[test]
fn every_body_on_the_wire_is_read_and_written_alike() {
    let file = vectors("wire");
    let examples = file["examples"].as_array().unwrap();
    for example in examples {
        let (kind, body) = (example["type"].as_str().unwrap(), &example["body"]);
        let again = match kind {
            "DiscoveryResponse" => round::<discovery::DiscoveryResponse>(body),
            "ClaimRequest" => round::<links::ClaimRequest>(body),
            "ClaimResponse" => round::<links::ClaimResponse>(body),
            "LinkResponse" => round::<links::LinkResponse>(body),
            "InboxResponse" => round::<inbox::InboxResponse>(body),
            "AnswerResponse" => round::<approvals::AnswerResponse>(body),
            "Problem" => round::<problem::Problem>(body),
            "DeviceResponse" => round::<devices::DeviceResponse>(body),
            "DevicePatchRequest" => round::<devices::DevicePatchRequest>(body),
            "WakeupRequest" => round::<devices::WakeupRequest>(body),
            "ApprovalOpenRequest" => round::<requesters::ApprovalOpenRequest>(body),
            "ApprovalOpenResponse" => round::<requesters::ApprovalOpenResponse>(body),
            "ApprovalOutcomeResponse" => round::<requesters::ApprovalOutcomeResponse>(body),
            "TokenResponse" => round::<oauth::TokenResponse>(body),
            "OauthError" => round::<oauth::OauthError>(body),
            other => panic!("no type {other}"),
        };
        assert_eq!(&again, body, "{}", example["what"]);
    }
    assert!(examples.len() >= 20);
}

#[test]
fn every_signed_example_verifies_and_says_what_it_says() {
    let file = vectors("signed");
    let examples = file["examples"].as_array().unwrap();
    for example in examples {
        let typ = example["typ"].as_str().unwrap();
        let compact = example["compact"].as_str().unwrap();
        let key: jwk::PublicJwk = serde_json::from_value(example["key"].clone()).unwrap();
        assert_eq!(key.thumbprint(), example["thumbprint"].as_str().unwrap(), "{typ}");
        let claims: Value = if typ == kauth_protocol::dpop::TYP {
            let (claims, signer): (Value, _) = jws::open_self_signed(compact, typ).unwrap();
            assert_eq!(signer, key);
            claims
        } else {
            jws::open(compact, typ, &key).unwrap()
        };
        assert_eq!(claims, example["claims"], "{typ}");
    }
    let kinds: std::collections::BTreeSet<_> = examples.iter().map(|e| e["typ"].as_str().unwrap()).collect();
    assert_eq!(kinds.len(), 6, "one of each: {kinds:?}");
}

#[test]
fn the_table_of_error_codes_in_the_docs_is_the_code() {
    let path = format!("{}/../docs/protocol.md", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let documented: Vec<(String, u16)> = text
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.split('|');
            let code = cells.next()?.trim().trim_end_matches('`').to_owned();
            Some((code, cells.next()?.trim().parse().ok()?))
        })
        .collect();
    let coded: Vec<(String, u16)> = Code::ALL.iter().map(|c| (c.as_str().to_owned(), c.status())).collect();
    assert_eq!(documented, coded);
}

/// Every Rust source below a folder, in one text.
fn sources(folder: &std::path::Path, all: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir()
            && name != "target"
            && name != "node_modules"
            && !name.to_string_lossy().starts_with('.')
        {
            sources(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_test_that_the_docs_name_for_a_sentence_is_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let papers = std::fs::read_to_string(root.join("docs/flows.md")).unwrap();
    let table = papers.split("## Getting back in and kCheck").nth(1).unwrap();
    let table = table.split("## Only on a device").next().unwrap();
    let mut all = String::new();
    for folder in ["core", "server-stub", "tests"] {
        sources(&root.join(folder), &mut all);
    }
    // Names of tests are sentences; other words in code font are not.
    let named: Vec<&str> =
        table.split('`').skip(1).step_by(2).filter(|word| word.matches('_').count() >= 4).collect();
    assert!(named.len() > 80, "{} names", named.len());
    for name in named {
        let is_there = all.contains(&format!("fn {name}() {{"));
        assert!(is_there, "docs/flows.md names {name}, and there is no such test");
    }
}
