-- Orders, to try what happens to one that looks like fraud.
CREATE TABLE customer_order (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    what TEXT NOT NULL,
    price TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('placed', 'blocked', 'released', 'refunded')),
    -- The newest kCheck session that could release it.
    check_id TEXT,
    placed_at INTEGER NOT NULL,
    -- When a blocked one is cancelled and refunded.
    cancel_at INTEGER
) STRICT;
CREATE INDEX customer_order_account ON customer_order (account);
CREATE INDEX customer_order_cancel_at ON customer_order (cancel_at) WHERE state = 'blocked';
