-- A worker's row says which kinds of jobs the worker knows and how long its claims hold: silent for longer, it is not alive.
-- Every worker writes its row again within seconds.
DELETE FROM worker_sessions;
ALTER TABLE worker_sessions
    ADD COLUMN kinds text[]   NOT NULL,
    ADD COLUMN lease interval NOT NULL CHECK (lease > interval '0');
