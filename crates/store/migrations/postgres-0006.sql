ALTER TABLE dead_letter ADD COLUMN ended TEXT NOT NULL DEFAULT '';
CREATE INDEX dead_letter_open ON dead_letter (run, code, field) WHERE state < 2;
