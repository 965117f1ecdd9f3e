//! The engine against real stores, real files and systems in memory.

#![expect(clippy::panic, reason = "stories fail with what they saw, and processes that die in a story die by a panic")]

mod alert_links;
mod alert_messages;
mod alerts;
mod bench;
mod chaos;
mod config;
mod connections;
mod crash;
mod crash_beside;
mod crash_replay;
mod dying;
mod fake;
mod inbound;
mod inbound_columns;
mod inbound_limits;
mod inbound_removals;
mod jobs;
mod kill;
mod nodes;
mod office;
mod one_page;
mod outbound;
mod outbound_answers;
mod outbound_compare;
mod outbound_drift;
mod outbound_kill;
mod part;
mod plant;
mod random_loads;
mod ready;
mod receiver;
mod references;
mod region;
mod resume;
mod rows;
mod scripted;
mod simulation;
mod speed;
mod standing;
mod stopped;
mod tasks;
mod unread;
mod upstream;
mod watched;
