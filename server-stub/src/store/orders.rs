//! Orders.

use rusqlite::{OptionalExtension, Row, named_params, params};

use super::{StoreError, Tx};

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Fine from the beginning.
    Placed,
    /// Blocked until somebody has shown who they are.
    Blocked,
    /// They have.
    Released,
    /// Cancelled, and paid back.
    Refunded,
}

impl State {
    /// Its code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Blocked => "blocked",
            Self::Released => "released",
            Self::Refunded => "refunded",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Placed, Self::Blocked, Self::Released, Self::Refunded].into_iter().find(|s| s.as_str() == code)
    }
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// 128 random bits.
    pub id: String,
    /// Whose.
    pub account: String,
    /// What was ordered.
    pub what: String,
    /// For how much.
    pub price: String,
    /// Where it stands.
    pub state: State,
    /// The newest kCheck session that could release it.
    pub check: Option<String>,
    /// Unix ms.
    pub placed_at: i64,
    /// When a blocked one is cancelled, Unix ms.
    pub cancel_at: Option<i64>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<(Order, String)> {
    let order = Order {
        id: row.get("id")?,
        account: row.get("account")?,
        what: row.get("what")?,
        price: row.get("price")?,
        state: State::Placed,
        check: row.get("check_id")?,
        placed_at: row.get("placed_at")?,
        cancel_at: row.get("cancel_at")?,
    };
    Ok((order, row.get("state")?))
}

fn with_state((order, state): (Order, String)) -> Result<Order, StoreError> {
    let state = State::parse(&state).ok_or(StoreError::Unreadable("customer_order.state"))?;
    Ok(Order { state, ..order })
}

/// Keeps an order.
pub fn put(tx: &Tx<'_>, order: &Order) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO customer_order (id, account, what, price, state, check_id, placed_at, cancel_at)
         VALUES (:id, :account, :what, :price, :state, :check, :placed, :cancel)",
    )?
    .execute(named_params! {
        ":id": order.id, ":account": order.account, ":what": order.what, ":price": order.price,
        ":state": order.state.as_str(), ":check": order.check, ":placed": order.placed_at,
        ":cancel": order.cancel_at,
    })?;
    Ok(())
}

/// One order of an account.
pub fn find(tx: &Tx<'_>, account: &str, id: &str) -> Result<Option<Order>, StoreError> {
    tx.prepare_cached("SELECT * FROM customer_order WHERE account = ? AND id = ?")?
        .query_row([account, id], read)
        .optional()?
        .map(with_state)
        .transpose()
}

/// All orders of an account, newest first.
pub fn of_account(tx: &Tx<'_>, account: &str) -> Result<Vec<Order>, StoreError> {
    let mut query =
        tx.prepare_cached("SELECT * FROM customer_order WHERE account = ? ORDER BY placed_at DESC, id")?;
    let rows = query.query_map([account], read)?;
    rows.map(|row| with_state(row?)).collect()
}

/// All that are blocked.
pub fn blocked(tx: &Tx<'_>) -> Result<Vec<Order>, StoreError> {
    let mut query = tx.prepare_cached("SELECT * FROM customer_order WHERE state = 'blocked'")?;
    let rows = query.query_map([], read)?;
    rows.map(|row| with_state(row?)).collect()
}

/// When the next blocked one is cancelled.
pub fn next_deadline(tx: &Tx<'_>) -> Result<Option<i64>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT min(cancel_at) FROM customer_order WHERE state = 'blocked'")?
        .query_row(params![], |row| row.get(0))?)
}
