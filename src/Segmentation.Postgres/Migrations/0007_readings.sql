-- One file may be read in several ways: another sheet of a workbook, another encoding. sha256 is of what was sent;
-- reading is how it was asked to be read.
ALTER TABLE datasets
    DROP CONSTRAINT datasets_sha256_key,
    ADD COLUMN reading        jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN original_bytes bigint;
UPDATE datasets SET original_bytes = (info ->> 'bytes')::bigint WHERE sha256 IS NOT NULL;
CREATE UNIQUE INDEX datasets_source ON datasets (sha256, reading);
