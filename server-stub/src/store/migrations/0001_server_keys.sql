-- The server's signing keys. The newest is current; older ones count until they are withdrawn.
CREATE TABLE server_key (
    seq INTEGER PRIMARY KEY,
    thumbprint TEXT NOT NULL UNIQUE,
    public_jwk TEXT NOT NULL,
    -- For the place server_key.sealed_pkcs8:SEQ. Gone when withdrawn.
    sealed_pkcs8 BLOB,
    created_at INTEGER NOT NULL
) STRICT;

-- What phones follow from one key to the next, signed when it happened.
CREATE TABLE key_change (
    seq INTEGER PRIMARY KEY,
    jws TEXT NOT NULL
) STRICT;

-- Symmetric secrets that must outlive a rotation of the key file, for the place server_secret.sealed:NAME.
CREATE TABLE server_secret (
    name TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;
