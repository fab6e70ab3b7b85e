//! The protocol by example: one line of each command and of its answer, as `--help` prints them. A test holds them and
//! the commands together.

/// A page in an answer, in examples.
macro_rules! page {
    ($($start:literal),*) => {
        concat!(r#"{"ok":{"#, $($start,)* r#","error":null,"pairs":[]}}"#)
    };
}

/// What each command is for, how it is written, and what comes back.
const EXAMPLES: &[(&str, &str, &str)] = &[
    (
        "sign up; stays signed in",
        r#"{"do":"sign_up","name":"Anna A"}"#,
        r#"{"ok":{"login":"anna.a@example.org","password":"correct horse battery","number":"+4179…"}}"#,
    ),
    (
        "begin to link a phone (also \"activate\"); may want \"proof\"",
        r#"{"do":"start_link"}"#,
        r#"{"ok":{"link":"kauth://link?v=1&u=…","kauth_link":"kauth://link?v=1&u=…","qr_png":"iVBORw0…"}}"#,
    ),
    (
        "type the six digits that the phone shows; wrong ones: state claimed and an error",
        r#"{"do":"type_digits","code":"123456"}"#,
        r#"{"ok":{"state":"confirmed","error":null}}"#,
    ),
    (
        "how far linking is: created claimed confirmed active refused expired void; \"until\" waits",
        r#"{"do":"link_state","until":["active"]}"#,
        r#"{"ok":{"state":"active","error":null}}"#,
    ),
    (
        "read the recovery codes, which wait once the link is active; \"saved\" presses I saved them",
        r#"{"do":"recovery_codes","saved":true}"#,
        r#"{"ok":{"codes":["…","…"]}}"#,
    ),
    (
        "make new recovery codes; may want \"proof\"",
        r#"{"do":"new_recovery_codes","proof":{"code":"123456"}}"#,
        r#"{"ok":{"codes":["…","…"]}}"#,
    ),
    (
        "sign out",
        r#"{"do":"sign_out"}"#,
        page!(r#""page":"sign-in","path":"/sign-in","state":"","digits":null,"signed_in":false"#),
    ),
    (
        "type login and password; \"as\":\"stranger\" in a browser without cookies; also \"password\"",
        r#"{"do":"sign_in","login":"anna.a@example.org","as":"known"}"#,
        page!(
            r#""page":"waiting","path":"/sign-in/second","state":"pending","digits":"42","signed_in":false"#
        ),
    ),
    (
        "wait until the waiting page leaves pending",
        r#"{"do":"waiting"}"#,
        page!(
            r#""page":"waiting","path":"/sign-in/second","state":"approved","digits":null,"signed_in":false"#
        ),
    ),
    (
        "read where Open kAuth on the waiting page leads",
        r#"{"do":"open_link"}"#,
        r#"{"ok":{"link":"kauth://open?v=1&u=…&r=…"}}"#,
    ),
    (
        "move on from the waiting page after a yes",
        r#"{"do":"finish","remember":false}"#,
        page!(r#""page":"account","path":"/account","state":"","digits":null,"signed_in":true"#),
    ),
    (
        "type a 30-second code on the waiting page",
        r#"{"do":"type_code","code":"123456"}"#,
        page!(r#""page":"account","path":"/account","state":"","digits":null,"signed_in":true"#),
    ),
    (
        "type a recovery code on the waiting page",
        r#"{"do":"type_recovery_code","code":"ABCD-EFGH-JKMN-PQRS"}"#,
        page!(r#""page":"account","path":"/account","state":"","digits":null,"signed_in":true"#),
    ),
    (
        "withdraw the request: Cancel on the waiting page",
        r#"{"do":"withdraw"}"#,
        page!(r#""page":"sign-in","path":"/sign-in","state":"","digits":null,"signed_in":false"#),
    ),
    (
        "ask the phone again",
        r#"{"do":"ask_again"}"#,
        page!(
            r#""page":"waiting","path":"/sign-in/second","state":"pending","digits":null,"signed_in":false"#
        ),
    ),
    (
        "choose the new password that is demanded after a report",
        r#"{"do":"new_password","password":"another good password"}"#,
        page!(r#""page":"account","path":"/account","state":"","digits":null,"signed_in":true"#),
    ),
    (
        "read the phones in the manager",
        r#"{"do":"phones"}"#,
        r#"{"ok":{"state":"on","codes_left":10,"phones":[{"name":"Anna’s phone","about":["…"]}]}}"#,
    ),
    (
        "revoke a phone; may want \"proof\"",
        r#"{"do":"revoke_phone","name":"Anna’s phone"}"#,
        page!(r#""page":"two-step","path":"/2fa","state":"on","digits":null,"signed_in":true"#),
    ),
    (
        "turn two-step sign-in off; may want \"proof\"",
        r#"{"do":"turn_off"}"#,
        page!(r#""page":"two-step","path":"/2fa","state":"off","digits":null,"signed_in":true"#),
    ),
    (
        "follow the app's sign-in address (A1) up to Authorize, without opening where it leads; may want \"proof\"",
        r#"{"do":"authorize","url":"http://127.0.0.1:1/oauth/authorize?…","login":"anna.a@example.org"}"#,
        r#"{"ok":{"redirect":"kauth://oauth?code=…&state=…&iss=…"}}"#,
    ),
    (
        "begin an action that asks the phone: pay, close_account",
        r#"{"do":"action","kind":"pay"}"#,
        r#"{"ok":{"page":"action","path":"/actions/…","state":"pending","digits":null,"error":null,"signed_in":true,"pairs":[{"label":"…","value":"…"}]}}"#,
    ),
    (
        "the provider's choice: yes_no, digits_2, digits_6; the server starts again at the same address",
        r#"{"do":"set_policy","policy":"digits_2","user_check":false}"#,
        r#"{"ok":{}}"#,
    ),
    ("the server goes down, or comes back", r#"{"do":"outage","on":true}"#, r#"{"ok":{}}"#),
    ("time passes for the server", r#"{"do":"turn","seconds":121}"#, r#"{"ok":{}}"#),
    (
        "read all mails and short messages",
        r#"{"do":"mails"}"#,
        r#"{"ok":{"mails":[{"kind":"sign_up_code","to":"anna.a@example.org","text":"…","code":"123456"}]}}"#,
    ),
    ("somebody of the support makes a key: identities can be checked", r#"{"do":"hire"}"#, r#"{"ok":{}}"#),
    (
        "the password is forgotten and no other way is left",
        r#"{"do":"forgotten","browser":"lost","login":"anna.a@example.org"}"#,
        r#"{"ok":{"qr_png":"iVBORw0…"}}"#,
    ),
    (
        "photographs of a drawn identity card and of the drawn person with it",
        r#"{"do":"papers"}"#,
        r#"{"ok":{"front":"/9j/4…","back":"/9j/4…","selfie":"/9j/4…"}}"#,
    ),
    (
        "the support opens the dossier that waits and decides: accept, refuse, retake",
        r#"{"do":"review","decision":"retake","picture":"selfie","reason":"blurred"}"#,
        r#"{"ok":{"pictures":["front","back","selfie"],"flagged":0,"located":true,"lines":["I<UTO…","…","…"]}}"#,
    ),
    (
        "set a new password on the page that the phone opens",
        r#"{"do":"finish_check","url":"http://127.0.0.1:8080/check/finish#t=…","password":"a new phrase"}"#,
        page!(r#""page":"…","path":"/check/finish","state":"","digits":null,"signed_in":false"#),
    ),
];

/// All examples, as `--help` prints them.
pub(crate) fn help() -> String {
    let mut text = String::from(
        "Every command takes \"browser\":\"NAME\" (default \"anna\"). Answers are {\"ok\":{…}} or \
         {\"error\":\"words\"}.\n\nCommands, one JSON object a line on standard input, and their answers:\n",
    );
    for (about, request, answer) in EXAMPLES {
        text.push_str(&format!("\n  {about}\n    > {request}\n    < {answer}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::commands::read;

    #[test]
    fn every_command_has_an_example_and_every_example_is_one() {
        let named: BTreeSet<String> = EXAMPLES
            .iter()
            .map(|(about, request, answer)| {
                read(request.as_bytes()).unwrap_or_else(|error| panic!("{about}: {error}"));
                let answer: Value = serde_json::from_str(answer).unwrap();
                assert!(answer["ok"].is_object(), "{about}");
                let request: Value = serde_json::from_str(request).unwrap();
                format!("`{}`", request["do"].as_str().unwrap())
            })
            .collect();
        let said = read(br#"{"do":"nothing of the kind"}"#).unwrap_err();
        let (_, known) = said.split_once("expected one of ").unwrap();
        let known: BTreeSet<String> = known.split(", ").map(str::to_owned).collect();
        let missing: Vec<_> = known.difference(&named).filter(|name| *name != "`activate`").collect();
        assert!(missing.is_empty(), "no example: {missing:?}");
    }
}
