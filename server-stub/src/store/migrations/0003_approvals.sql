CREATE TABLE approval (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    -- web | client, and the session's or the client's id.
    requester_kind TEXT NOT NULL,
    requester TEXT NOT NULL,
    -- Which browser or client asks, beyond one session.
    browser TEXT NOT NULL,
    -- known | other | client
    class TEXT NOT NULL,
    nonce TEXT NOT NULL,
    -- The signed request, served byte for byte.
    request TEXT NOT NULL,
    policy TEXT NOT NULL,
    user_check TEXT NOT NULL,
    -- For the place approval.sealed_digits:ID.
    sealed_digits BLOB,
    tries_left INTEGER NOT NULL,
    state TEXT NOT NULL,
    decision TEXT,
    decided_by TEXT,
    reported INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    lapses_at INTEGER,
    -- When time alone changes it: while pending or approved.
    deadline INTEGER,
    -- Rises with each step; a step that read another version is not written.
    version INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX approval_of_account ON approval (account, created_at);
CREATE INDEX approval_deadline ON approval (deadline) WHERE deadline IS NOT NULL;
CREATE INDEX approval_made ON approval (created_at);

-- The devices linked when it was made.
CREATE TABLE approval_device (
    approval TEXT NOT NULL REFERENCES approval (id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    PRIMARY KEY (approval, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_of_device ON approval_device (device);

-- Replies given, by SHA-256 of the answer's body.
CREATE TABLE approval_reply (
    approval TEXT NOT NULL REFERENCES approval (id) ON DELETE CASCADE,
    body BLOB NOT NULL,
    reply TEXT NOT NULL,
    PRIMARY KEY (approval, body)
) STRICT, WITHOUT ROWID;

-- Openings since the last yes, by account and class.
CREATE TABLE approval_counter (
    account TEXT NOT NULL,
    class TEXT NOT NULL,
    unapproved INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    PRIMARY KEY (account, class)
) STRICT, WITHOUT ROWID;

-- Accounts that nobody is asked about until the password is new.
CREATE TABLE approval_block (
    account TEXT PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a device has not fetched yet. Numbers are never used again.
CREATE TABLE inbox_event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    device TEXT NOT NULL,
    -- requested | closed | changed | voided | removed
    kind TEXT NOT NULL,
    approval TEXT,
    account TEXT,
    -- The state that a closing told.
    state TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_of_device ON inbox_event (device, seq);
CREATE INDEX inbox_made ON inbox_event (created_at);

-- Up to which number events were dropped, and a mark of this store's life, so that a cursor of another is known.
CREATE TABLE inbox_floor (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    dropped INTEGER NOT NULL,
    epoch BLOB NOT NULL
) STRICT;
INSERT INTO inbox_floor VALUES (1, 0, randomblob(8));

-- Clients of the requester API.
CREATE TABLE client (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    secret_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
