-- What the phones of an account are told about a recovery: one row each, replaced by its outcome.
CREATE TABLE recovery_notice (
    -- What phones know it by: a hash of what it is about.
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    -- begun | check_begun | check_accepted | password_later | done | stopped
    state TEXT NOT NULL,
    -- From when on it counts, Unix ms.
    counts_at INTEGER,
    -- Until when it is told, Unix ms.
    ends_at INTEGER NOT NULL,
    -- The link that stops it makes its token of this.
    stop TEXT
) STRICT;
CREATE INDEX recovery_notice_account ON recovery_notice (account);
