-- Who may call the API. Only a hash of each key is kept; a revoked one stays, since jobs name it.
CREATE TABLE api_keys (
    id            uuid        PRIMARY KEY,
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    scope         text        NOT NULL CHECK (scope IN ('read', 'read-write', 'admin')),
    prefix        text        NOT NULL,
    hash          bytea       NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    max_open_jobs integer     CHECK (max_open_jobs > 0),
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_used_at  timestamptz,
    revoked_at    timestamptz
);
CREATE UNIQUE INDEX api_keys_name ON api_keys (name) WHERE revoked_at IS NULL;

ALTER TABLE jobs ADD COLUMN api_key_id uuid REFERENCES api_keys;
CREATE INDEX jobs_open_by_key ON jobs (api_key_id) WHERE state IN ('queued', 'running') AND api_key_id IS NOT NULL;
