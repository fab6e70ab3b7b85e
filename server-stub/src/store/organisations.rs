//! Organisations and who is what in them.

use rusqlite::{OptionalExtension, params};

use super::{StoreError, Tx};
use crate::domain::organisations::Role;

/// An organisation as one of its members sees it in a list.
pub struct Membership {
    /// The organisation's id.
    pub organisation: String,
    /// Its name.
    pub name: String,
    /// The member's role.
    pub role: Role,
}

/// One member.
pub struct Member {
    /// Account id.
    pub account: String,
    /// Login.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// Makes an organisation with its first member.
pub fn create(tx: &Tx<'_>, id: &str, name: &str, owner: &str, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO organisation (id, name, created_at) VALUES (?, ?, ?)")?
        .execute(params![id, name, now])?;
    set_role(tx, id, owner, Role::LegalOwner, now)
}

/// The organisation's name.
pub fn name(tx: &Tx<'_>, id: &str) -> Result<Option<String>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT name FROM organisation WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// Where an account is a member.
pub fn of_account(tx: &Tx<'_>, account: &str) -> Result<Vec<Membership>, StoreError> {
    let mut query = tx.prepare_cached(
        "SELECT organisation.id, organisation.name, member.role FROM member
         JOIN organisation ON organisation.id = member.organisation
         WHERE member.account = ? ORDER BY organisation.name, organisation.id",
    )?;
    let rows = query.query_map([account], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))?;
    rows.map(|row| {
        let (organisation, name, role) = row?;
        Ok(Membership { organisation, name, role: read(&role)? })
    })
    .collect()
}

/// All members.
pub fn members(tx: &Tx<'_>, organisation: &str) -> Result<Vec<Member>, StoreError> {
    let mut query = tx.prepare_cached(
        "SELECT account.id, account.login, account.name, member.role FROM member
         JOIN account ON account.id = member.account
         WHERE member.organisation = ? AND account.closed_at IS NULL ORDER BY member.since, account.id",
    )?;
    let rows = query.query_map([organisation], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?))
    })?;
    rows.map(|row| {
        let (account, login, name, role) = row?;
        Ok(Member { account, login, name, role: read(&role)? })
    })
    .collect()
}

/// An account's role.
pub fn role(tx: &Tx<'_>, organisation: &str, account: &str) -> Result<Option<Role>, StoreError> {
    let text: Option<String> = tx
        .prepare_cached("SELECT role FROM member WHERE organisation = ? AND account = ?")?
        .query_row([organisation, account], |row| row.get(0))
        .optional()?;
    text.map(|text| read(&text)).transpose()
}

/// Makes an account a member, or changes its role.
pub fn set_role(
    tx: &Tx<'_>,
    organisation: &str,
    account: &str,
    role: Role,
    now: i64,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO member (organisation, account, role, since) VALUES (?, ?, ?, ?)
         ON CONFLICT (organisation, account) DO UPDATE SET role = excluded.role",
    )?
    .execute(params![organisation, account, role.as_str(), now])?;
    Ok(())
}

/// Ends a membership.
pub fn remove(tx: &Tx<'_>, organisation: &str, account: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM member WHERE organisation = ? AND account = ?")?
        .execute([organisation, account])?;
    Ok(())
}

fn read(text: &str) -> Result<Role, StoreError> {
    Role::parse(text).ok_or(StoreError::Unreadable("member.role"))
}
