-- Most jobs of a queue that run at once; null: as many as the workers have slots.
ALTER TABLE queues ADD COLUMN max_running integer CHECK (max_running BETWEEN 1 AND 10000);

-- A spec that is run on a dataset again and again. next_due_at is null while paused, and when the expression names no later
-- time. It only says when to look: what is due is computed from the expression, and schedule_fires says what was done.
CREATE TABLE schedules (
    id          uuid        PRIMARY KEY,
    name        text,
    -- No foreign key: a schedule whose dataset was deleted says so instead of keeping it.
    dataset_id  uuid        NOT NULL,
    args        jsonb       NOT NULL,
    engine      jsonb       NOT NULL,
    priority    smallint    NOT NULL DEFAULT 0,
    cron        text        NOT NULL,
    time_zone   text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    paused_at   timestamptz,
    next_due_at timestamptz,
    last_due_at timestamptz,
    last_job_id uuid,
    problem     text,
    CONSTRAINT paused_is_never_due CHECK (paused_at IS NULL OR next_due_at IS NULL)
);
CREATE INDEX schedules_due ON schedules (next_due_at) WHERE next_due_at IS NOT NULL;

-- One row, and with it one job, for each due time, whoever comes first.
CREATE TABLE schedule_fires (
    schedule_id uuid        NOT NULL REFERENCES schedules ON DELETE CASCADE,
    due_at      timestamptz NOT NULL,
    job_id      uuid        NOT NULL,
    fired_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (schedule_id, due_at)
);

ALTER TABLE jobs ADD COLUMN schedule_id uuid;
CREATE INDEX jobs_schedule ON jobs (schedule_id, id) WHERE schedule_id IS NOT NULL;

-- Jobs that a worker was lost with: few, and looked for with every claim.
CREATE INDEX jobs_crashed ON jobs (queue, run_at) WHERE state = 'queued' AND crash_count > 0;
