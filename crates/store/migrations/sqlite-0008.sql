CREATE TABLE duplicate (id INTEGER PRIMARY KEY, object INTEGER NOT NULL, state INTEGER NOT NULL, score INTEGER NOT NULL, records TEXT NOT NULL, reasons TEXT NOT NULL, found_ms INTEGER NOT NULL, settled_ms INTEGER, settled_by TEXT NOT NULL);
CREATE INDEX duplicate_list ON duplicate (state, object, score, id);
CREATE TABLE duplicate_record (record INTEGER NOT NULL, duplicate INTEGER NOT NULL, PRIMARY KEY (record, duplicate)) WITHOUT ROWID;
CREATE TABLE letter_care (cause TEXT PRIMARY KEY, document TEXT NOT NULL, updated_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE sync_run (run INTEGER PRIMARY KEY, sync INTEGER NOT NULL);
CREATE INDEX sync_run_sync ON sync_run (sync, run);
INSERT INTO sync_run (run, sync) SELECT id, json_extract(config, '$.sync') FROM run WHERE config LIKE '{%"sync":%' AND json_valid(config) AND json_type(config, '$.sync') = 'integer';
