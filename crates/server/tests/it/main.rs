//! The API over real HTTP, on SQLite and, with `RAPPORT_TEST_DATABASE_URL`, on PostgreSQL.

mod alerts;
mod app;
mod connections;
mod decisions;
mod duplicates;
mod events;
mod export;
#[path = "../../../sync/tests/it/fake.rs"]
mod fake;
mod faults;
mod files;
mod frozen;
mod guards;
mod history;
mod if_match;
mod imports;
mod keeping;
mod late_keys;
mod lineage;
mod lists;
mod many_problems;
mod mapping_tables;
mod open_rows;
mod own_objects;
mod previews;
mod problems;
mod rapport;
#[path = "../../../sync/tests/it/receiver.rs"]
mod receiver;
mod records;
mod region;
mod related;
mod reviews;
mod schema;
mod sessions;
mod simulators;
mod slow;
mod sources;
mod syncs;
mod system;
mod trial;
mod xml_schema;
