//! The engine: a source is read, mapped, put aside, clustered and committed, as a run that can be interrupted at any moment,
//! continued, rehearsed and undone. Files are loaded by [`import`], connections are read by [`inbound`].
//!
//! Knows no vendor and no HTTP server; what a source is it learns from [`connector::Source`], how records change is decided
//! in [`records`].

pub mod alerts;
pub mod approval;
mod begin;
mod commit;
pub mod config;
pub mod connections;
pub mod definition;
pub mod discovery;
mod encode;
mod error;
pub mod import;
pub mod inbound;
pub mod jobs;
mod load;
mod map_rows;
mod matching;
pub mod members;
pub mod outbound;
mod plan;
mod prepare;
pub mod problems;
mod raw_row;
pub mod ready;
pub mod report;
mod spool;
mod stage;
mod tally;
pub mod tasks;
pub mod trial;
pub mod worker;
mod writing_held;

pub use begin::RunConfig;
pub use definition::SyncDefinition;
pub use error::ImportError;
pub use import::{Import, ImportRequest, ImportSettings, Imported, Progress, Stage};
pub use inbound::{
    Outcome, PlanNote, Preview, PushWindow, RunMode, RunRequest, Skipped, Stop, SyncEnd, SyncReport, SyncRun, inbox_keep, inbox_row,
    part::{PART_IDS_MAX, Part},
    pause::Waive,
};
pub use matching::match_keys;
pub use plan::{Plan, plan};
pub use report::{FindingCount, ImportCounts, ImportReport, Note, Phase, SharedKeyNote, SuggestionNote};
pub use writing_held::{hold_writing, writing_held};
