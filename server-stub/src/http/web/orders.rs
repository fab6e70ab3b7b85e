//! Orders (G5): a blocked one has a red banner with how it can be released now, and the mail once more.

use axum::extract::Path;
use axum::http::StatusCode;
use kauth_protocol::display;
use serde::Deserialize;

use super::sign_in::{Nothing, until, wait_text};
use super::stop::{Reply, Wrong, see_other};
use super::visit::{Posted, Visit};
use super::waiting;
use crate::clock::SECOND;
use crate::domain::failure::Failure;
use crate::domain::orders::{self, Mailed, Way};
use crate::pages::{OrderRow, Orders, Tone};
use crate::store::orders::{self as rows, State};

const ORDERS: &str = "/orders";
/// What everything costs here.
const PRICE: &str = "CHF 24.00";

pub(super) async fn list(visit: Visit) -> Reply {
    let t = visit.t;
    let errors = match visit.parameter("wrong").as_deref() {
        Some("running") => vec![("form", t.web_orders_running())],
        Some("not-now") => vec![("form", t.web_orders_not_now())],
        _ => Vec::new(),
    };
    draw(&visit, String::new(), errors, StatusCode::OK).await
}

async fn draw(
    visit: &Visit,
    typed: String,
    errors: Vec<(&'static str, String)>,
    status: StatusCode,
) -> Reply {
    let (_, account) = visit.signed_in()?;
    let t = visit.t;
    let (id, inner, now) = (account.id.clone(), visit.state.clone(), visit.state.now());
    let orders = visit
        .state
        .store
        .write(move |tx| {
            orders::settle(tx, &inner, now)?;
            Ok::<_, Failure>(orders::of_account(tx, &id, now)?)
        })
        .await?;
    let row = |(order, way): (rows::Order, Way)| {
        let (tone, stands) = match order.state {
            State::Placed => (Tone::Good, t.web_orders_placed()),
            State::Blocked => (Tone::Bad, t.web_orders_blocked()),
            State::Released => (Tone::Good, t.web_orders_released()),
            State::Refunded => (Tone::Plain, t.web_orders_refunded()),
        };
        let until = order.cancel_at.map(|at| t.date_time_utc(at.div_euclid(SECOND)));
        let banner = until.map(|until| match way {
            Way::Mailed => t.web_orders_banner(&order.what, &until),
            Way::WithSupport => t.web_orders_banner_support(&order.what),
            Way::None => t.web_orders_banner_none(&order.what, &until),
        });
        let placed = t.date_time_utc(order.placed_at.div_euclid(SECOND));
        OrderRow {
            id: order.id,
            what: order.what,
            line: format!("{} · {placed}", order.price),
            tone,
            stands,
            banner,
            can_mail: way != Way::WithSupport,
        }
    };
    let page = Orders { f: visit.frame_with(errors), orders: orders.into_iter().map(row).collect(), typed };
    visit.page(status, &page)
}

#[derive(Deserialize)]
pub(super) struct OrderForm {
    #[serde(default)]
    what: String,
}

pub(super) async fn place(Posted { visit, form }: Posted<OrderForm>) -> Reply {
    let (_, account) = visit.signed_in()?;
    if display::check_text(&form.what, 140).is_err() {
        let errors = vec![("what", visit.t.web_error_text())];
        return draw(&visit, form.what, errors, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let begun = waiting::sign_in_pairs(&visit, account);
    let what = form.what.trim().to_owned();
    let (_, mailed) = orders::place(&visit.state, account, what, PRICE.to_owned(), begun).await?;
    Ok(see_other(match mailed {
        Some(Mailed::Running) => "/orders?wrong=running",
        Some(Mailed::NotNow | Mailed::Wait(_)) => "/orders?wrong=not-now",
        Some(Mailed::Sent | Mailed::Unknown) | None => ORDERS,
    }))
}

pub(super) async fn again(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Reply {
    let (_, account) = visit.signed_in()?;
    let begun = waiting::sign_in_pairs(&visit, account);
    let t = visit.t;
    let (text, status) = match orders::mail_again(&visit.state, account, &id, begun).await? {
        Mailed::Sent => return Ok(see_other("/orders?done=mailed")),
        Mailed::Unknown => return Err(Wrong::NotFound.into()),
        Mailed::Running => (t.web_orders_running(), StatusCode::CONFLICT),
        Mailed::NotNow => (t.web_orders_not_now(), StatusCode::SERVICE_UNAVAILABLE),
        Mailed::Wait(at) => {
            let errors = vec![("form", wait_text(&visit, at))];
            let page = draw(&visit, String::new(), errors, StatusCode::TOO_MANY_REQUESTS).await?;
            return until(&visit, at, page);
        }
    };
    draw(&visit, String::new(), vec![("form", text)], status).await
}
