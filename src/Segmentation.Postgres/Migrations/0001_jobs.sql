-- Never reused and never cached: a later claim has a larger token, whichever session asks.
CREATE SEQUENCE lease_tokens AS bigint CACHE 1;

CREATE TABLE datasets (
    id          uuid        PRIMARY KEY,
    file_name   text        NOT NULL,
    sha256      bytea       NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
    info        jsonb       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Every upload through the old surface has a name of its own, also when the bytes were known.
CREATE TABLE dataset_handles (
    handle      text        PRIMARY KEY,
    dataset_id  uuid        NOT NULL REFERENCES datasets ON DELETE CASCADE,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX dataset_handles_dataset ON dataset_handles (dataset_id);

-- What was deleted and when, so that a later question is answered with "gone" instead of "never was".
CREATE TABLE deleted_ids (
    id          uuid        PRIMARY KEY,
    deleted_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE queues (
    name        text        PRIMARY KEY,
    paused_at   timestamptz
);
INSERT INTO queues (name) VALUES ('local'), ('spark');

CREATE TABLE worker_sessions (
    id           uuid        PRIMARY KEY,
    host         text        NOT NULL,
    pid          integer     NOT NULL,
    version      text        NOT NULL,
    engines      text[]      NOT NULL,
    slots        integer     NOT NULL CHECK (slots > 0),
    memory_bytes bigint      NOT NULL CHECK (memory_bytes > 0),
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    stopping     boolean     NOT NULL DEFAULT false
);

CREATE TABLE jobs (
    id                  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id           uuid        NOT NULL UNIQUE,
    kind                text        NOT NULL DEFAULT 'segment',
    queue               text        NOT NULL,
    priority            smallint    NOT NULL DEFAULT 0,
    name                text,
    -- No foreign key: a finished job outlives its dataset.
    dataset_id          uuid        NOT NULL,
    file_name           text        NOT NULL,
    args                jsonb       NOT NULL,
    args_version        smallint    NOT NULL DEFAULT 1,
    engine              jsonb       NOT NULL,
    idempotency_key     text,
    request_hash        bytea,
    trace_context       text,
    retry_of            uuid,

    created_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    run_at              timestamptz NOT NULL DEFAULT clock_timestamp(),
    deadline_at         timestamptz,
    started_at          timestamptz,
    finished_at         timestamptz,

    state               text        NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'canceled')),
    attempt             smallint    NOT NULL DEFAULT 0,
    max_attempts        smallint    NOT NULL DEFAULT 3 CHECK (max_attempts BETWEEN 1 AND 100),
    crash_count         smallint    NOT NULL DEFAULT 0 CHECK (crash_count >= 0),
    last_error          text,
    problem             jsonb,

    lease_token         bigint,
    lease_expires_at    timestamptz,
    worker_session      uuid,
    cancel_requested_at timestamptz,
    cancel_reason       text,

    stage               text,
    stages              jsonb       NOT NULL DEFAULT '[]',
    warnings            jsonb       NOT NULL DEFAULT '[]',
    progress            real        NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    progress_seq        bigint      NOT NULL DEFAULT 0,
    progress_at         timestamptz,
    message             text,
    result_summary      jsonb,

    CONSTRAINT attempt_in_range CHECK (attempt BETWEEN 0 AND max_attempts),
    CONSTRAINT running_has_session CHECK ((state = 'running') = (worker_session IS NOT NULL)),
    CONSTRAINT running_has_lease CHECK ((state = 'running') = (lease_expires_at IS NOT NULL)),
    CONSTRAINT running_has_token CHECK (state NOT IN ('running', 'succeeded') OR lease_token IS NOT NULL),
    CONSTRAINT final_has_end CHECK ((state IN ('succeeded', 'failed', 'canceled')) = (finished_at IS NOT NULL)),
    CONSTRAINT failed_has_problem CHECK ((state = 'failed') = (problem IS NOT NULL)),
    CONSTRAINT succeeded_has_summary CHECK ((state = 'succeeded') = (result_summary IS NOT NULL)),
    CONSTRAINT key_has_hash CHECK (idempotency_key IS NULL OR request_hash IS NOT NULL)
)
-- Room on the page for the versions that renewals write, and a vacuum that comes early: see docs/job-states.md.
WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0,
      autovacuum_analyze_scale_factor = 0.05);

-- No index on a column that renewals change: that keeps them heap-only.
CREATE UNIQUE INDEX jobs_idempotency ON jobs (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX jobs_claim ON jobs (queue, priority DESC, run_at, id) WHERE state = 'queued';
CREATE INDEX jobs_running ON jobs (worker_session) WHERE state = 'running';
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE state IN ('succeeded', 'failed', 'canceled');

CREATE TABLE job_attempts (
    job_id      bigint      NOT NULL REFERENCES jobs ON DELETE CASCADE,
    token       bigint      NOT NULL,
    attempt     smallint    NOT NULL,
    session     uuid        NOT NULL,
    host        text        NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at    timestamptz,
    outcome     text        CHECK (outcome IN ('succeeded', 'failed', 'canceled', 'released', 'crashed')),
    error       text        CHECK (length(error) <= 16384),
    stage       text,
    progress    real,
    stages      jsonb,
    PRIMARY KEY (job_id, token),
    CONSTRAINT ended_has_outcome CHECK ((ended_at IS NULL) = (outcome IS NULL))
);

CREATE TABLE job_events (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id  bigint      NOT NULL REFERENCES jobs ON DELETE CASCADE,
    token   bigint,
    at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    kind    text        NOT NULL CHECK (kind IN ('state', 'stage', 'k', 'warning', 'done')),
    data    jsonb       NOT NULL
);
CREATE INDEX job_events_job ON job_events (job_id, id);

CREATE TABLE results (
    job_id      bigint      PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    token       bigint      NOT NULL,
    body        jsonb       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE artifacts (
    job_id  bigint NOT NULL REFERENCES jobs ON DELETE CASCADE,
    token   bigint NOT NULL,
    name    text   NOT NULL,
    bytes   bigint NOT NULL CHECK (bytes >= 0),
    rows    bigint NOT NULL CHECK (rows >= 0),
    PRIMARY KEY (job_id, name)
);
