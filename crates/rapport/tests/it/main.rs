//! The program as its users meet it: real processes, real files.

#![expect(clippy::panic, reason = "a helper of tests fails the test that calls it, with what it saw")]

mod alerts;
mod backup;
mod bombs;
mod by_api;
mod config;
mod connector_commands;
mod datasets;
mod demonstration;
mod file_options;
mod hooks;
mod imports;
mod installations;
mod interruption;
mod live_systems;
mod on_postgres;
mod pipes;
mod program;
mod ready_syncs;
#[path = "../../../sync/tests/it/receiver.rs"]
mod receiver;
mod rehearsals;
mod repairs;
mod sample_databases;
mod simulators;
mod through_server;
mod two_way_kills;
mod two_ways;
mod vendor_pushes;
