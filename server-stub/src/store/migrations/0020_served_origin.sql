-- The origin that phones know this server by, as of the last start.
CREATE TABLE served_origin (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    origin TEXT NOT NULL
) STRICT;
