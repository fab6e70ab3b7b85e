-- One row: what the vault is.
CREATE TABLE header (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    vault_id BLOB NOT NULL CHECK (length(vault_id) = 16),
    -- Nothing, sealed under the device's data key: it opens with the right key only.
    proof BLOB NOT NULL,
    -- Wrong passphrases and the wait they led to, sealed under the device's data key.
    attempts BLOB NOT NULL
) STRICT;

-- A data key (1 device, 2 person), wrapped. lock 0: by the key store alone; 1: by a key from the passphrase and one
-- from the key store.
CREATE TABLE wrap (
    data_key INTEGER NOT NULL,
    lock INTEGER NOT NULL,
    by_key_store BLOB NOT NULL,
    sealed BLOB,
    salt BLOB,
    memory_kib INTEGER,
    passes INTEGER,
    lanes INTEGER,
    -- SHA-256 over the vault's id and all of this: tells a damaged row from a wrong passphrase or a foreign key store.
    checksum BLOB NOT NULL,
    PRIMARY KEY (data_key, lock)
) STRICT;

-- One AEAD blob a record. The id is a keyed hash of kind and name; the name itself is inside.
CREATE TABLE record (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind INTEGER NOT NULL,
    format INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

CREATE INDEX record_by_kind ON record (kind);
