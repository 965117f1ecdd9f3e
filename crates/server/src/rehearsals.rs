//! What plays syncs against simulators. It comes in from outside: simulators are no part of the server.

use model::{Actor, RunId};
use serde_json::Value;
use store::{RunRow, StoreError};
use sync::jobs::JobKind;
use sync::tasks::TaskError;

/// Kind of the runs that are rehearsals.
pub const KIND: &str = "rehearsal";

/// What is to be rehearsed.
#[derive(Clone, Debug, Default)]
pub struct RehearsalAsk {
    /// Names of scenarios and sets; all without one.
    pub scenarios: Vec<String>,
    /// Decides data and chance.
    pub seed: Option<u64>,
    /// People in the simulator.
    pub records: Option<u32>,
    /// Records of the installation that it is fed with, masked.
    pub sample: Option<u32>,
}

/// Why a sync cannot be rehearsed.
#[derive(Debug)]
pub enum RehearsalRefused {
    /// There is no such scenario; the text names those there are.
    Scenario(String),
    /// Its system has no simulator, or the simulator lacks what it needs.
    Unsupported(String),
    /// The sync itself.
    Task(TaskError),
    /// The store.
    Store(StoreError),
}

/// Makes rehearsals of an installation's syncs.
pub trait Rehearse: Send + Sync {
    /// Scenarios and sets, as the API shows them.
    fn catalogue(&self) -> Value;

    /// Puts a rehearsal into the queue of runs.
    ///
    /// # Errors
    /// [`RehearsalRefused`].
    fn queue(&self, sync: i64, ask: RehearsalAsk, actor: &Actor) -> Result<RunRow, RehearsalRefused>;

    /// Does the work of the queue.
    fn job_kind(&self) -> JobKind;

    /// True when `run` is a rehearsal of this version of the sync in which every promise held.
    ///
    /// # Errors
    /// Those of the store.
    fn is_green(&self, run: RunId, sync: i64, version: i64) -> Result<bool, StoreError>;
}
