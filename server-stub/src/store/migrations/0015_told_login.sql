-- A forgotten login that was told: the browser that it was told to may ask again for a few minutes, should the reply have
-- been lost.
CREATE TABLE told_login (
    -- SHA-256 of the token that was used up.
    token BLOB PRIMARY KEY,
    -- SHA-256 of the browser's cookie.
    browser BLOB NOT NULL,
    account TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
