-- People who sign in. A closed account keeps its id and nothing personal.
CREATE TABLE account (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    sealed_number BLOB NOT NULL,
    recovery_address TEXT NOT NULL,
    -- Argon2id in PHC form.
    password TEXT NOT NULL,
    password_at INTEGER NOT NULL,
    -- After a report: the next sign-in must end in a new password.
    new_password_wanted INTEGER NOT NULL DEFAULT 0,
    two_step INTEGER NOT NULL DEFAULT 0,
    -- The provider's own support role.
    support INTEGER NOT NULL DEFAULT 0,
    language TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    closed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX account_login ON account (login) WHERE closed_at IS NULL;

-- A sign-up that waits for the code in its mail.
CREATE TABLE sign_up (
    -- SHA-256 of the browser's cookie, base64url.
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    sealed_number BLOB NOT NULL,
    recovery_address TEXT NOT NULL,
    password TEXT NOT NULL,
    language TEXT NOT NULL,
    -- NULL where the address has an account already: no code fits then.
    code BLOB,
    tries INTEGER NOT NULL DEFAULT 0,
    expires_at INTEGER NOT NULL
) STRICT;

-- Browser sessions, from the right password on.
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    -- SHA-256 of the cookie.
    cookie BLOB NOT NULL UNIQUE,
    account TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('second_factor', 'new_password', 'signed_in')),
    -- Whether the browser was known to the account when the password was right.
    known INTEGER NOT NULL,
    -- Where to go after the second factor.
    next TEXT NOT NULL DEFAULT '',
    -- The request that this session waits for.
    approval TEXT,
    -- The request that opened it: a late report ends the session.
    opened_by TEXT,
    -- When password and second factor were last proved in this session.
    password_at INTEGER,
    factor_at INTEGER,
    browser TEXT NOT NULL,
    system TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account);
CREATE INDEX session_opened_by ON session (opened_by) WHERE opened_by IS NOT NULL;

-- Browsers that completed a sign-in; some are remembered for a while.
CREATE TABLE browser (
    id TEXT PRIMARY KEY,
    cookie BLOB NOT NULL,
    account TEXT NOT NULL,
    browser TEXT NOT NULL,
    system TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    remembered_until INTEGER,
    UNIQUE (cookie, account)
) STRICT;
CREATE INDEX browser_account ON browser (account);

-- Failed tries in a row.
CREATE TABLE failure (
    scope TEXT PRIMARY KEY,
    count INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    wait_until INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_set (
    account TEXT PRIMARY KEY,
    made_at INTEGER NOT NULL,
    -- The codes themselves, for showing until the person has saved them; NULL afterwards.
    sealed_codes BLOB,
    show_until INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_code (
    account TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 9),
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account, number)
) STRICT;

-- Mails and short messages of the development outbox: recipient, text and code are sealed.
CREATE TABLE message (
    id TEXT PRIMARY KEY,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
