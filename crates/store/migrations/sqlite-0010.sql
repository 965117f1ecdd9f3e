CREATE TABLE letter_note (id INTEGER PRIMARY KEY, cause TEXT NOT NULL, actor TEXT NOT NULL, document TEXT NOT NULL, at_ms INTEGER NOT NULL);
CREATE INDEX letter_note_cause ON letter_note (cause, id);
