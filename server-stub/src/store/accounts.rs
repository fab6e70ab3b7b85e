//! Accounts and the sign-ups on their way to become one.

use rusqlite::{OptionalExtension, Row, named_params, params};

use super::{StoreError, Tx};

/// A person's account.
#[derive(Clone)]
pub struct Account {
    /// 128 random bits.
    pub id: String,
    /// The address to sign in with, lower case.
    pub login: String,
    /// How the person is called.
    pub name: String,
    /// The mobile number (E.164), sealed for `account.sealed_number:ID`.
    pub sealed_number: Vec<u8>,
    /// A second e-mail address.
    pub recovery_address: String,
    /// Argon2id in PHC form.
    pub password: String,
    /// When the password was set, Unix ms.
    pub password_at: i64,
    /// Whether the next sign-in must end in a new password.
    pub new_password_wanted: bool,
    /// Whether two-step sign-in is on.
    pub two_step: bool,
    /// The provider's own support role.
    pub support: bool,
    /// Tag of the language for mails and requests.
    pub language: String,
    /// Unix ms.
    pub created_at: i64,
}

/// A sign-up that waits for the code of its mail.
pub struct SignUp {
    /// SHA-256 of the browser's cookie, base64url.
    pub id: String,
    /// The address that is to be proved.
    pub login: String,
    /// The name typed.
    pub name: String,
    /// The number, sealed for `sign_up.sealed_number:ID`.
    pub sealed_number: Vec<u8>,
    /// The second address.
    pub recovery_address: String,
    /// Argon2id in PHC form.
    pub password: String,
    /// Tag of the language.
    pub language: String,
    /// A MAC of the code; `None` where the address has an account already.
    pub code: Option<Vec<u8>>,
    /// Unix ms.
    pub expires_at: i64,
}

const COLUMNS: &str = "id, login, name, sealed_number, recovery_address, password, password_at, new_password_wanted, \
                       two_step, support, language, created_at";

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        login: row.get(1)?,
        name: row.get(2)?,
        sealed_number: row.get(3)?,
        recovery_address: row.get(4)?,
        password: row.get(5)?,
        password_at: row.get(6)?,
        new_password_wanted: row.get(7)?,
        two_step: row.get(8)?,
        support: row.get(9)?,
        language: row.get(10)?,
        created_at: row.get(11)?,
    })
}

/// The open account with this id.
pub fn find(tx: &Tx<'_>, id: &str) -> Result<Option<Account>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE id = ? AND closed_at IS NULL");
    Ok(tx.prepare_cached(&sql)?.query_row([id], account).optional()?)
}

/// The open account with this login (lower case).
pub fn by_login(tx: &Tx<'_>, login: &str) -> Result<Option<Account>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE login = ? AND closed_at IS NULL");
    Ok(tx.prepare_cached(&sql)?.query_row([login], account).optional()?)
}

/// The open accounts with this second address (lower case).
pub fn by_recovery_address(tx: &Tx<'_>, address: &str) -> Result<Vec<Account>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM account WHERE recovery_address = ? AND closed_at IS NULL ORDER BY id");
    let mut query = tx.prepare_cached(&sql)?;
    let found = query.query_map([address], account)?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// What a phone calls the account: its login.
pub fn label(tx: &Tx<'_>, id: &str) -> Result<Option<String>, StoreError> {
    Ok(find(tx, id)?.map(|account| account.login))
}

/// Adds an account; `false` if its login is taken.
pub fn insert(tx: &Tx<'_>, account: &Account) -> Result<bool, StoreError> {
    let added = tx
        .prepare_cached(
            "INSERT INTO account (id, login, name, sealed_number, recovery_address, password, password_at, language,
                support, created_at)
             VALUES (:id, :login, :name, :number, :recovery, :password, :at, :language, :support, :created)
             ON CONFLICT DO NOTHING",
        )?
        .execute(named_params! {
            ":id": account.id, ":login": account.login, ":name": account.name, ":number": account.sealed_number,
            ":recovery": account.recovery_address, ":password": account.password, ":at": account.password_at,
            ":language": account.language, ":support": account.support, ":created": account.created_at,
        })?;
    Ok(added == 1)
}

/// Changes what a person may change about the ways to reach them.
pub fn set_details(
    tx: &Tx<'_>,
    id: &str,
    name: &str,
    sealed_number: &[u8],
    recovery_address: &str,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE account SET name = ?, sealed_number = ?, recovery_address = ? WHERE id = ?")?
        .execute(params![name, sealed_number, recovery_address, id])?;
    Ok(())
}

/// Changes the login; `false` if another account has it.
pub fn set_login(tx: &Tx<'_>, id: &str, login: &str) -> Result<bool, StoreError> {
    if by_login(tx, login)?.is_some_and(|other| other.id != id) {
        return Ok(false);
    }
    tx.prepare_cached("UPDATE account SET login = ? WHERE id = ?")?.execute([login, id])?;
    Ok(true)
}

/// Sets a new password, which is then wanted no more.
pub fn set_password(tx: &Tx<'_>, id: &str, password: &str, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE account SET password = ?, password_at = ?, new_password_wanted = 0 WHERE id = ?",
    )?
    .execute(params![password, now, id])?;
    Ok(())
}

/// Asks for a new password at the next sign-in.
pub fn want_new_password(tx: &Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE account SET new_password_wanted = 1 WHERE id = ?")?.execute([id])?;
    Ok(())
}

/// Turns two-step sign-in on or off.
pub fn set_two_step(tx: &Tx<'_>, id: &str, on: bool) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE account SET two_step = ? WHERE id = ?")?.execute(params![on, id])?;
    Ok(())
}

/// Gives or takes the provider's own support role.
pub fn set_support(tx: &Tx<'_>, id: &str, support: bool) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE account SET support = ? WHERE id = ?")?.execute(params![support, id])?;
    Ok(())
}

/// Changes the language of mails and requests.
pub fn set_language(tx: &Tx<'_>, id: &str, language: &str) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE account SET language = ? WHERE id = ?")?.execute([language, id])?;
    Ok(())
}

/// Closes the account: the id stays, everything personal goes.
pub fn close(tx: &Tx<'_>, id: &str, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE account SET closed_at = ?, login = '', name = '', sealed_number = x'', recovery_address = '',
            password = '', two_step = 0, support = 0 WHERE id = ?",
    )?
    .execute(params![now, id])?;
    Ok(())
}

/// Keeps a sign-up, in place of an earlier one of the same browser.
pub fn keep_sign_up(tx: &Tx<'_>, sign_up: &SignUp) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO sign_up (id, login, name, sealed_number, recovery_address, password, language,
            code, expires_at)
         VALUES (:id, :login, :name, :number, :recovery, :password, :language, :code, :expires)",
    )?
    .execute(named_params! {
        ":id": sign_up.id, ":login": sign_up.login, ":name": sign_up.name, ":number": sign_up.sealed_number,
        ":recovery": sign_up.recovery_address, ":password": sign_up.password, ":language": sign_up.language,
        ":code": sign_up.code, ":expires": sign_up.expires_at,
    })?;
    Ok(())
}

/// The browser's sign-up, if it is still open and has tries left; takes one try.
pub fn try_sign_up(tx: &Tx<'_>, id: &str, tries: u32, now: i64) -> Result<Option<SignUp>, StoreError> {
    let taken = tx
        .prepare_cached("UPDATE sign_up SET tries = tries + 1 WHERE id = ? AND tries < ? AND expires_at > ?")?
        .execute(params![id, tries, now])?;
    if taken == 0 {
        return Ok(None);
    }
    find_sign_up(tx, id, now)
}

/// The browser's open sign-up.
pub fn find_sign_up(tx: &Tx<'_>, id: &str, now: i64) -> Result<Option<SignUp>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT id, login, name, sealed_number, recovery_address, password, language, code, expires_at
             FROM sign_up WHERE id = ? AND expires_at > ?",
        )?
        .query_row(params![id, now], |row| {
            Ok(SignUp {
                id: row.get(0)?,
                login: row.get(1)?,
                name: row.get(2)?,
                sealed_number: row.get(3)?,
                recovery_address: row.get(4)?,
                password: row.get(5)?,
                language: row.get(6)?,
                code: row.get(7)?,
                expires_at: row.get(8)?,
            })
        })
        .optional()?)
}

/// Forgets a sign-up that became an account or was given up.
pub fn drop_sign_up(tx: &Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM sign_up WHERE id = ?")?.execute([id])?;
    Ok(())
}

/// Forgets sign-ups whose time is over.
pub fn sweep_sign_ups(tx: &Tx<'_>, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM sign_up WHERE expires_at <= ?")?.execute([now])?;
    Ok(())
}
