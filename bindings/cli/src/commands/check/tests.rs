use kauth_core::app::gallery::gallery;
use kauth_core::app::{CheckStatusView, CheckView, PictureKind, Screen};
use kauth_core::{CoreError, ErrorKind};

use super::status::{Next, lines, next};
use super::taken;

fn status(name: &str) -> CheckStatusView {
    let item = gallery("en").into_iter().find(|item| item.name == name).unwrap();
    let Screen::Check(CheckView::Status(view)) = item.view.screen else { panic!("{name}") };
    view
}

#[test]
fn a_script_ends_where_a_person_waits() {
    for (name, with_person) in [
        ("check--submitted", Next::Wait),
        ("check--in_review", Next::Wait),
        ("check--accepted_waits", Next::Wait),
        ("check--accepted", Next::Wait),
        ("check--accepted_done", Next::End),
        ("check--refused", Next::End),
        ("check--expired", Next::End),
    ] {
        assert_eq!(next(&status(name), |_| false, false), Next::End, "{name}");
        assert_eq!(next(&status(name), |_| false, true), with_person, "{name}");
    }
}

#[test]
fn a_picture_that_is_asked_again_is_given_named_or_missing() {
    let view = status("check--retake_asked");
    let kind = view.retake.as_ref().unwrap().kind;
    let has = |given: bool| {
        move |asked: PictureKind| {
            assert_eq!(asked, kind);
            given
        }
    };
    assert_eq!(next(&view, has(true), false), Next::Retake(kind));
    assert_eq!(next(&view, |_| false, true), Next::Retake(kind));
    assert_eq!(next(&view, has(false), false), Next::Missing(kind));
}

#[test]
fn all_that_is_asked_again_is_said_with_its_reason_and_when_one_may_go_on() {
    let view = status("check--retake_asked");
    assert!(!view.retakes.is_empty());
    let said = lines(&view);
    for pair in &view.retakes {
        assert!(said.contains(&format!("  {}: {}", pair.label, pair.value)), "{said:?}");
    }
    let view = status("check--accepted_waits");
    assert!(lines(&view).contains(view.finish_waits.as_ref().unwrap()));
    for said in [view.text.clone(), view.deleted.clone()] {
        assert!(lines(&view).contains(&said));
    }
}

#[test]
fn what_was_typed_wrongly_is_asked_again_and_what_was_given_ends_the_command() {
    let wrong =
        || Err(CoreError { kind: ErrorKind::DigitsWrong, text: "wrong".to_owned(), retry_after_s: None });
    assert!(taken(false, wrong()).is_ok());
    assert!(taken(true, wrong()).is_err());
    assert!(taken(true, Ok(())).is_ok());
}
