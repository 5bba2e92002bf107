-- A dataset may also lie on a cluster: then there is no file here and no hash of it, and its first rows are kept.
ALTER TABLE datasets
    ALTER COLUMN sha256 DROP NOT NULL,
    ADD COLUMN uri     text,
    ADD COLUMN preview jsonb,
    ADD CONSTRAINT file_or_uri CHECK ((uri IS NULL) = (sha256 IS NOT NULL)),
    ADD CONSTRAINT uri_has_preview CHECK ((uri IS NULL) = (preview IS NULL));

-- Data on a cluster before it is a dataset: a worker that reaches the cluster looks at it. The token is new with every look, so
-- that a worker which lost its lease changes nothing any more.
CREATE TABLE inspections (
    id               uuid        PRIMARY KEY,
    uri              text        NOT NULL,
    file_name        text        NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempt          smallint    NOT NULL DEFAULT 0,
    token            bigint,
    lease_expires_at timestamptz,
    problem          jsonb
);
