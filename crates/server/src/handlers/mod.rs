//! What each operation does: extract, ask one domain function, shape the answer. Rights were checked on the way in; where a
//! record leads to another object, the handler checks that one.

pub(crate) mod alert_channels;
pub(crate) mod batch;
pub(crate) mod changes;
pub(crate) mod connection_problems;
pub(crate) mod connections;
pub(crate) mod duplicate_groups;
pub(crate) mod duplicates;
pub(crate) mod events;
pub(crate) mod expand;
pub(crate) mod export;
pub(crate) mod history;
pub(crate) mod imports;
pub(crate) mod keys;
pub(crate) mod list;
pub(crate) mod pages;
pub(crate) mod passes;
pub(crate) mod people;
pub(crate) mod preferences;
pub(crate) mod problems;
pub(crate) mod record;
pub(crate) mod rehearsals;
pub(crate) mod reviews;
pub(crate) mod runs;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod sources;
pub(crate) mod streams;
pub(crate) mod summary;
pub(crate) mod syncs;
pub(crate) mod trial;
pub(crate) mod upsert;
pub(crate) mod views;
pub(crate) mod writes;
