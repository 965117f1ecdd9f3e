//! The import engine against real stores and real files.

mod bench;
mod connections;
mod fake;
mod jobs;
mod kill;
mod random_loads;
mod references;
mod resume;
mod rows;
mod tasks;
