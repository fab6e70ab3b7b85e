-- A forgotten password on its way to a new one, by the browser that asks.
CREATE TABLE recovery (
    -- SHA-256 of the browser's cookie, base64url.
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    -- NULL where nobody has this login: no code fits then, and nothing else differs.
    account TEXT,
    way TEXT CHECK (way IN ('address', 'number')),
    -- What was sent to the chosen way; by number, a second one goes to the login address.
    code BLOB,
    second_code BLOB,
    -- How often codes were sent and mistyped.
    sent INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    proved INTEGER NOT NULL DEFAULT 0,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX recovery_account ON recovery (account);

-- A new password that counts later, so that the account's person can stop it. One an account: a newer one replaces it.
CREATE TABLE later_password (
    account TEXT PRIMARY KEY,
    -- Argon2id in PHC form.
    password TEXT NOT NULL,
    counts_at INTEGER NOT NULL
) STRICT;
CREATE INDEX later_password_counts_at ON later_password (counts_at);

-- Links in notices that stop every recovery of an account, and the kCheck session that the notice is about.
CREATE TABLE recovery_stop (
    -- SHA-256 of the token.
    token BLOB PRIMARY KEY,
    account TEXT NOT NULL,
    check_id TEXT,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX recovery_stop_account ON recovery_stop (account);

-- Stand-in login names: the name alone, for one sign-in.
CREATE TABLE stand_in (
    -- SHA-256 of the name.
    name BLOB PRIMARY KEY,
    account TEXT NOT NULL UNIQUE,
    expires_at INTEGER NOT NULL
) STRICT;

-- Which browser sees the link to a kCheck session: the one that began it.
CREATE TABLE check_page (
    check_id TEXT PRIMARY KEY,
    -- SHA-256 of its cookie.
    browser BLOB NOT NULL,
    -- Whose, where somebody was signed in: a new cookie does not lose the page then.
    account TEXT,
    expires_at INTEGER NOT NULL
) STRICT;
