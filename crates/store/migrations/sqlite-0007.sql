CREATE INDEX person_id ON person (id);
CREATE TABLE person_session (hash BLOB PRIMARY KEY, id INTEGER NOT NULL, person INTEGER NOT NULL, way TEXT NOT NULL, created_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL, ends_ms INTEGER NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX person_session_person ON person_session (person, id);
CREATE TABLE sign_in_link (hash BLOB PRIMARY KEY, person INTEGER NOT NULL, created_ms INTEGER NOT NULL, ends_ms INTEGER) WITHOUT ROWID;
CREATE TABLE preference (owner TEXT PRIMARY KEY, document TEXT NOT NULL, updated_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE list_view (id INTEGER PRIMARY KEY, object INTEGER NOT NULL, owner TEXT NOT NULL, shared INTEGER NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL, version INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL);
CREATE INDEX list_view_object ON list_view (object, id);
