//! The engine against real stores, real files and systems in memory.

mod bench;
mod config;
mod connections;
mod crash;
mod fake;
mod inbound;
mod jobs;
mod kill;
mod plant;
mod random_loads;
mod references;
mod resume;
mod rows;
mod simulation;
mod speed;
mod tasks;
mod upstream;
