-- kCheck. What is sealed here is sealed under a session's own key, K_s, which is a file outside this database: columns
-- that begin with `locked`. Once that file is destroyed they are noise.

-- The staff's keys that dossiers are encrypted to. A removed one reads nothing more.
CREATE TABLE reviewer (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    thumbprint TEXT NOT NULL UNIQUE,
    jwk TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;

CREATE TABLE check_session (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    -- offered | void | a state of the wire.
    stage TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    token_until INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    account TEXT,
    reason TEXT NOT NULL,
    asker TEXT NOT NULL,
    -- JSON.
    begun TEXT NOT NULL,
    documents TEXT NOT NULL,
    location TEXT NOT NULL,
    language TEXT NOT NULL,
    reviewers TEXT NOT NULL,
    session_thumbprint TEXT,
    session_jwk TEXT,
    description TEXT,
    -- 72 hours after the claim. Nothing extends it.
    deadline INTEGER,
    consented INTEGER NOT NULL DEFAULT 0,
    phone TEXT NOT NULL DEFAULT 'none',
    phone_mark BLOB,
    locked_number BLOB,
    code_mac BLOB,
    code_until INTEGER NOT NULL DEFAULT 0,
    code_sent_at INTEGER NOT NULL DEFAULT 0,
    code_tries INTEGER NOT NULL DEFAULT 0,
    wrong_mac BLOB,
    location_given INTEGER,
    document TEXT,
    -- Whether anything was uploaded: from then on a newer session does not take its place.
    sent INTEGER NOT NULL DEFAULT 0,
    manifest_sha256 TEXT,
    submitted_at INTEGER,
    retake TEXT NOT NULL DEFAULT '[]',
    refused_because TEXT,
    ended_at INTEGER,
    -- When key, files and rows were gone and the write-ahead log was empty.
    wiped_at INTEGER,
    finish_hash BLOB UNIQUE,
    finish_from INTEGER,
    finish_until INTEGER,
    finish_used_at INTEGER
) STRICT;
CREATE INDEX check_of_account ON check_session (account) WHERE account IS NOT NULL;
CREATE INDEX check_deadline ON check_session (deadline) WHERE wiped_at IS NULL;

-- For whom a session's dossier is encrypted.
CREATE TABLE check_reader (
    check_id TEXT NOT NULL,
    reviewer TEXT NOT NULL REFERENCES reviewer (id),
    PRIMARY KEY (check_id, reviewer)
) STRICT;

-- Uploaded pieces of encrypted blobs; the bytes are in the file.
CREATE TABLE check_chunk (
    check_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    n INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    file TEXT NOT NULL UNIQUE,
    PRIMARY KEY (check_id, kind, attempt, n)
) STRICT;

CREATE TABLE check_manifest (
    check_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    jws TEXT NOT NULL,
    PRIMARY KEY (check_id, n)
) STRICT;

CREATE TABLE check_envelope (
    check_id TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    locked BLOB NOT NULL,
    PRIMARY KEY (check_id, reviewer)
) STRICT;

CREATE TABLE check_decision (
    check_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    staff TEXT NOT NULL,
    decision TEXT NOT NULL,
    locked_note BLOB,
    at INTEGER NOT NULL,
    PRIMARY KEY (check_id, n)
) STRICT;

-- Messages sent, for the limits: a number stands here as a keyed mark, for a day.
CREATE TABLE check_sms (
    id TEXT PRIMARY KEY,
    check_id TEXT NOT NULL,
    mark BLOB NOT NULL,
    sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX check_sms_mark ON check_sms (mark, sent_at);
CREATE INDEX check_sms_check ON check_sms (check_id);

-- Sessions begun, for the limits: an address stands here as a keyed mark, for an hour.
CREATE TABLE check_opening (
    mark BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX check_opening_mark ON check_opening (mark, at);

-- Who looked, decided, deleted, and when. Nothing personal. hash = SHA-256 (hash before ‖ line).
CREATE TABLE check_audit (
    n INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- The log's length and last hash, signed now and then.
CREATE TABLE check_audit_head (
    count INTEGER NOT NULL,
    at INTEGER NOT NULL,
    jws TEXT NOT NULL
) STRICT;
CREATE INDEX check_audit_head_at ON check_audit_head (at);
