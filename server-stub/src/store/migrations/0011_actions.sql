-- Something a person wants done that needs a yes of its own: asked once, done once.
CREATE TABLE action (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    session TEXT NOT NULL,
    -- What to do, as JSON.
    task TEXT NOT NULL,
    approval TEXT,
    done_at INTEGER,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- A new login address that must prove itself first.
CREATE TABLE address_change (
    session TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    code BLOB NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    verified INTEGER NOT NULL DEFAULT 0,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE member (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    account TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('legal_owner', 'administrator', 'employee', 'external')),
    since INTEGER NOT NULL,
    PRIMARY KEY (organisation, account)
) STRICT;
CREATE INDEX member_account ON member (account);
