CREATE TABLE duplicate (id BIGINT PRIMARY KEY, object BIGINT NOT NULL, state BIGINT NOT NULL, score BIGINT NOT NULL, records TEXT NOT NULL, reasons TEXT NOT NULL, found_ms BIGINT NOT NULL, settled_ms BIGINT, settled_by TEXT NOT NULL);
CREATE INDEX duplicate_list ON duplicate (state, object, score, id);
CREATE TABLE duplicate_record (record BIGINT NOT NULL, duplicate BIGINT NOT NULL, PRIMARY KEY (record, duplicate));
CREATE TABLE letter_care (cause TEXT PRIMARY KEY, document TEXT NOT NULL, updated_ms BIGINT NOT NULL);
CREATE TABLE sync_run (run BIGINT PRIMARY KEY, sync BIGINT NOT NULL);
CREATE INDEX sync_run_sync ON sync_run (sync, run);
INSERT INTO sync_run (run, sync) SELECT id, (config::json ->> 'sync')::bigint FROM run WHERE config LIKE '{%"sync":%' AND config::json ->> 'sync' ~ '^[0-9]+$';
