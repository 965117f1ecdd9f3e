CREATE TABLE waiting_reference (hash BIGINT NOT NULL, record BIGINT NOT NULL, PRIMARY KEY (hash, record));
