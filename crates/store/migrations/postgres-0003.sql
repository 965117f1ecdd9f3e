CREATE INDEX run_finished ON run (finished_ms);
INSERT INTO counter (name, value) SELECT 'dead_letter', count(*) FROM dead_letter;
