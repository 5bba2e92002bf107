-- The dataset whose file was read again to make this one. No foreign key: it may be deleted, the copy stays.
ALTER TABLE datasets ADD COLUMN read_from uuid;

-- A reading may be longer than an entry of an index.
DROP INDEX datasets_source;
CREATE UNIQUE INDEX datasets_source ON datasets (sha256, md5(reading::text));
