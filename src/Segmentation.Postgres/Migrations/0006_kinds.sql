-- A worker's row says which kinds of jobs the worker knows, and how long its claims hold: silent for longer, it is not alive.
-- The defaults describe workers that do not write these columns yet, during a rolling upgrade.
ALTER TABLE worker_sessions
    ADD COLUMN kinds text[]   NOT NULL DEFAULT '{segment}',
    ADD COLUMN lease interval NOT NULL DEFAULT interval '15 s' CHECK (lease > interval '0');
