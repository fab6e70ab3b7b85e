//! `/check/finish`: where the phone's status leads once an accepted recovery counts. The token stands behind the `#`:
//! the page's script puts it into the form, and no log and no referrer ever has it.

use axum::http::StatusCode;
use kauth_protocol::checks::Trigger;
use serde::Deserialize;

use super::super::sign_up::refused_text;
use super::super::stop::{Reply, see_other};
use super::super::visit::{Posted, Visit};
use crate::clock::SECOND;
use crate::domain::passwords::Password;
use crate::domain::recovery::finish::{self, Done, Ready};
use crate::pages::{Finish, Message};

pub(super) async fn show(visit: Visit) -> Reply {
    draw(&visit, "read", String::new(), String::new(), Vec::new(), StatusCode::OK)
}

fn draw(
    visit: &Visit,
    state: &'static str,
    token: String,
    login: String,
    errors: Vec<(&'static str, String)>,
    status: StatusCode,
) -> Reply {
    let t = visit.t;
    let (heading, lead) = match state {
        "password" => (t.web_recovery_password_title(), t.web_finish_lead()),
        "two-step" => (t.web_finish_two_step_title(), t.web_finish_two_step_lead(&login)),
        "login" => (t.web_login_title(), t.web_finish_login_lead()),
        "unlock" => (t.web_unlock_title(), t.web_finish_unlock_lead(&login)),
        _ => (t.web_finish_title(), t.web_finish_read()),
    };
    let page = Finish { f: visit.frame_with(errors), state, heading, lead, token, login };
    visit.page(status, &page)
}

fn message(visit: &Visit, heading: String, lines: Vec<String>) -> Reply {
    let (link, link_text) = ("/sign-in", visit.t.web_sign_in());
    visit.ok(&Message { f: visit.frame(), page: "check-finished", heading, lines, link, link_text })
}

#[derive(Deserialize)]
pub(super) struct TokenForm {
    #[serde(default)]
    token: String,
    #[serde(default)]
    password: Password,
}

/// Shows what the token is good for; it changes nothing yet.
pub(super) async fn open(Posted { visit, form }: Posted<TokenForm>) -> Reply {
    draw_for(&visit, form.token, Vec::new(), StatusCode::OK).await
}

async fn draw_for(
    visit: &Visit,
    token: String,
    errors: Vec<(&'static str, String)>,
    status: StatusCode,
) -> Reply {
    let t = visit.t;
    match finish::look(&visit.state, &token, &visit.cookie).await? {
        Ready::For(trigger, account) => {
            let state = match trigger {
                // What is told once is not shown before.
                Trigger::ForgottenLogin => {
                    return draw(visit, "login", token, String::new(), errors, status);
                }
                Trigger::ForgottenPassword => "password",
                Trigger::TwoStepOff => "two-step",
                _ => "unlock",
            };
            draw(visit, state, token, account.login.clone(), errors, status)
        }
        Ready::Nobody => message(visit, t.web_finish_nobody_title(), vec![t.web_finish_nobody_lead()]),
        Ready::NotBefore(at) => {
            let when = t.date_time_utc(at.div_euclid(SECOND));
            message(visit, t.web_finish_early_title(), vec![t.web_finish_early_lead(&when)])
        }
        Ready::Over => message(visit, t.web_finish_over_title(), vec![t.web_finish_over_lead()]),
    }
}

pub(super) async fn finish(Posted { visit, form }: Posted<TokenForm>) -> Reply {
    match finish::finish(&visit.state, &form.token, &form.password, &visit.cookie).await? {
        Done::Done(trigger) => Ok(see_other(match trigger {
            Trigger::ForgottenPassword => "/check/finish/done?what=password",
            Trigger::TwoStepOff => "/check/finish/done?what=two-step",
            _ => "/check/finish/done?what=unlock",
        })),
        // In the reply to the form: the address line and the history of this browser never have it.
        Done::Login(login) => {
            let t = visit.t;
            message(&visit, t.web_finish_login_done(), vec![login, t.web_finish_login_done_lead()])
        }
        Done::Refused(refused) => {
            let errors = vec![("password", refused_text(&visit, refused))];
            draw_for(&visit, form.token, errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Done::Over => Ok(see_other("/check/finish/done?what=over")),
    }
}

pub(super) async fn done(visit: Visit) -> Reply {
    let t = visit.t;
    let (heading, line) = match visit.parameter("what").as_deref() {
        Some("password") => (t.web_finish_done_title(), t.web_finish_done_lead()),
        Some("two-step") => (t.web_finish_two_step_done(), t.web_finish_two_step_done_lead()),
        Some("unlock") => (t.web_finish_unlock_done(), t.web_finish_unlock_done_lead()),
        _ => (t.web_finish_over_title(), t.web_finish_over_lead()),
    };
    message(&visit, heading, vec![line])
}
