ALTER TABLE dead_letter ADD COLUMN ended_run INTEGER;
ALTER TABLE dead_letter ADD COLUMN reopened_run INTEGER;
ALTER TABLE dead_letter ADD COLUMN open_state INTEGER;
UPDATE dead_letter SET ended_run = CAST(json_extract(ended, '$.run') AS INTEGER) WHERE state = 2 AND (ended LIKE '{"how":"replayed"%' OR ended LIKE '{"how":"decided"%');
CREATE INDEX dead_letter_ended ON dead_letter (ended_run) WHERE ended_run IS NOT NULL;
CREATE INDEX dead_letter_reopened ON dead_letter (reopened_run) WHERE reopened_run IS NOT NULL;
