CREATE INDEX person_id ON person (id);
CREATE TABLE person_session (hash BYTEA PRIMARY KEY, id BIGINT NOT NULL, person BIGINT NOT NULL, way TEXT NOT NULL, created_ms BIGINT NOT NULL, seen_ms BIGINT NOT NULL, ends_ms BIGINT NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL);
CREATE INDEX person_session_person ON person_session (person, id);
CREATE TABLE sign_in_link (hash BYTEA PRIMARY KEY, person BIGINT NOT NULL, created_ms BIGINT NOT NULL, ends_ms BIGINT);
CREATE TABLE preference (owner TEXT PRIMARY KEY, document TEXT NOT NULL, updated_ms BIGINT NOT NULL);
CREATE TABLE list_view (id BIGINT PRIMARY KEY, object BIGINT NOT NULL, owner TEXT NOT NULL, shared BIGINT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL, version BIGINT NOT NULL, created_ms BIGINT NOT NULL, updated_ms BIGINT NOT NULL);
CREATE INDEX list_view_object ON list_view (object, id);
