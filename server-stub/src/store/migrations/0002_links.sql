-- A phone: two keys and a token at this provider.
CREATE TABLE device (
    id TEXT PRIMARY KEY,
    transport_thumbprint TEXT NOT NULL UNIQUE,
    transport_jwk TEXT NOT NULL,
    approval_thumbprint TEXT NOT NULL UNIQUE,
    approval_jwk TEXT NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    platform TEXT NOT NULL,
    -- DER certificates as sent, JSON; unverified.
    attestation TEXT,
    wakeup_kind TEXT NOT NULL DEFAULT 'none',
    wakeup_endpoint TEXT,
    wakeup_p256dh TEXT,
    wakeup_auth TEXT,
    wakeup_set_at INTEGER,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    -- Its last link ended: its token is dead for good, its keys cannot come back.
    revoked_at INTEGER
) STRICT;

-- A device with an account, from the QR code on.
CREATE TABLE link (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    -- The web session that made the token; none for one from the token endpoint.
    session TEXT,
    token_hash BLOB NOT NULL UNIQUE,
    -- For a token from the token endpoint: the only transport key that may claim it.
    bound_to TEXT,
    -- created claimed confirmed active refused expired void | ended (removed by the phone) revoked replaced
    state TEXT NOT NULL,
    -- Until when this state may last, for created, claimed and confirmed.
    deadline INTEGER,
    transport_thumbprint TEXT,
    transport_jwk TEXT,
    approval_thumbprint TEXT,
    approval_jwk TEXT,
    name TEXT,
    platform TEXT,
    attestation TEXT,
    -- For the places link.sealed_code:ID, link.sealed_totp:ID, link.sealed_codes:ID. The first and the last are
    -- gone when they are no longer needed, the secret when the link ends.
    sealed_code BLOB,
    sealed_totp BLOB,
    sealed_codes BLOB,
    tries_left INTEGER NOT NULL,
    totp_step INTEGER,
    device TEXT REFERENCES device (id),
    created_at INTEGER NOT NULL,
    activated_at INTEGER,
    ended_at INTEGER
) STRICT;
CREATE INDEX link_of_account ON link (account, state);
CREATE INDEX link_of_device ON link (device, state);
CREATE INDEX link_of_session ON link (session) WHERE state = 'created';
CREATE INDEX link_deadline ON link (deadline) WHERE deadline IS NOT NULL;
-- A device has at most one active link with an account.
CREATE UNIQUE INDEX link_once ON link (device, account) WHERE state = 'active';

-- Authorization codes (flow A1).
CREATE TABLE oauth_code (
    code_hash BLOB PRIMARY KEY,
    account TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL,
    dpop_jkt TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    -- Whether it was presented, and the link that came of it.
    used INTEGER NOT NULL DEFAULT 0,
    link TEXT
) STRICT;
