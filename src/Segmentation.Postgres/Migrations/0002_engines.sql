-- What a worker knows of the Spark it was told to use; null without one. Whether it is ready stands in engines.
ALTER TABLE worker_sessions
    ADD COLUMN spark_version text,
    ADD COLUMN spark_ui      text,
    ADD COLUMN spark_problem text;

-- Where the Spark that ran the job shows its own page.
ALTER TABLE jobs ADD COLUMN spark_ui text;

-- What runs of lost workers may have left outside their process, until a worker with that engine has freed it. Without a
-- foreign key: it has to be freed also when the job is deleted.
CREATE TABLE abandoned_runs (
    token   bigint      PRIMARY KEY,
    job_id  uuid        NOT NULL,
    queue   text        NOT NULL,
    since   timestamptz NOT NULL DEFAULT clock_timestamp()
);
