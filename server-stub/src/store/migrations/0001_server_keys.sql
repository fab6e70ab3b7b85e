-- The server's signing keys, oldest first. One is current; the others stand in the key history.
CREATE TABLE server_key (
    seq INTEGER PRIMARY KEY,
    thumbprint TEXT NOT NULL UNIQUE,
    public_jwk TEXT NOT NULL,
    sealed_pkcs8 BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    -- The signed step of the key history that introduced this key; the first key has none.
    introduction TEXT
) STRICT;
