CREATE TABLE index_by_use (object BIGINT NOT NULL, field BIGINT NOT NULL, made_ms BIGINT NOT NULL, used_ms BIGINT NOT NULL, PRIMARY KEY (object, field));
-- Records are found by more words than before: the index of words is made anew.
DELETE FROM search_text;
UPDATE counter SET value = 0 WHERE name = 'search';
