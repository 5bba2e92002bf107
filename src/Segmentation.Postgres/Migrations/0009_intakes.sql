-- A file that was sent, while it is read and before it is a dataset. The process that reads it says every few seconds that it does;
-- without that it was lost with the process. `dataset_id` is another one when the same bytes became a dataset meanwhile.
CREATE TABLE intakes (
    id         uuid        PRIMARY KEY,
    file_name  text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    info       jsonb,
    preview    jsonb,
    dataset_id uuid,
    problem    jsonb
);
