CREATE TABLE index_by_use (object BIGINT NOT NULL, field BIGINT NOT NULL, made_ms BIGINT NOT NULL, used_ms BIGINT NOT NULL, PRIMARY KEY (object, field));
