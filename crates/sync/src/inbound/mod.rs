//! Runs that read from a connection, on the engine that loads files.
//!
//! Promises: the cursor moves in the transaction of the data it speaks of and never ahead of it (I4); whatever a source repeats,
//! shows late or out of order ends in the same state (I1, I5); what cannot be applied is a dead letter, a question for a person
//! or a warning, and a run that has one of these is never `done` (I2, I10); a run that would do harm stops before it does.
//! Knows no vendor: everything about the other system comes through [`connector::Account`].
//!
//! A run reads in segments: at most 25,000 rows are staged, clustered and committed in batches; the last batch of a segment
//! carries the cursor. An attempt that dies or must wait leaves the run open; the next one goes on from the last cursor, and
//! rows it meets again are known by their hash. No thread waits for another system: a long wait ends the attempt with a time.

mod absent;
mod after;
mod again;
pub mod columns;
mod drive;
mod ending;
pub mod gate;
mod missing;
pub mod part;
pub mod pause;
mod preview;
mod pushes;
mod reading;
pub mod report;
pub mod row_filter;
pub mod settle;
mod staging;
pub(crate) mod state;
mod task;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use connector::{Account, ConnectorError, Cursor, ReadMode, Source, StreamInfo};
use model::{Actor, RunId};
use records::Records;
use serde::{Deserialize, Serialize};
use store::{ConnectionRow, ConnectionState, RunRow, RunState, Session, Store, StoreError, SyncProgressRow, SyncRow, SyncState};

use crate::RunConfig;
use crate::definition::{DefinitionError, SyncDefinition};
use crate::error::ImportError;
use crate::import::{ImportSettings, Progress};
use crate::inbound::columns::drift_mark;
use crate::inbound::part::Part;
use crate::inbound::pause::Waive;
use crate::inbound::state::{InboundState, reading_fingerprint};

pub use preview::{FORETOLD_MAX, Preview};
pub use pushes::{PushWindow, inbox_keep, inbox_row};
pub use report::{PlanNote, Skipped, SyncReport};

/// Rows of a segment of a source that is not a file.
const SEGMENT_ROWS_MAX: usize = 25_000;
/// Customers of one transaction: a pause or another writer waits no longer than this takes.
const BATCH_CLUSTERS_MAX: usize = 10_000;

/// What a run reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunMode {
    /// What changed since the last run; everything where nothing was read before or the definition reads something else now.
    #[default]
    Auto,
    /// Everything.
    Full,
    /// What changed in this time (backfill). Moves no cursor.
    Range {
        /// From, inclusive (ms).
        from_ms: i64,
        /// To, exclusive (ms).
        to_ms: i64,
    },
}

/// What is asked of a run.
#[derive(Clone, Debug)]
pub struct RunRequest {
    /// What it reads.
    pub mode: RunMode,
    /// What caused it: `schedule`, `push`, `manual`, `change`, `backfill`.
    pub trigger: String,
    /// Who asks.
    pub actor: Actor,
    /// Which records it is for. With a part of them no cursor moves.
    pub part: Part,
}

/// How a run ended, or an attempt at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing had changed; no run was made of it.
    Idle,
    /// It ended; the report's status says how well.
    Ended,
    /// It waits for a person.
    Paused,
    /// It is open and goes on at this time (ms).
    Waits {
        /// When.
        due_ms: i64,
    },
    /// A person ended it.
    Cancelled,
    /// It ended early by an error that another attempt would meet again.
    Failed,
}

/// What came of a run or of an attempt at it. Everything here is noted with the run as well.
#[derive(Clone, Debug)]
pub struct SyncEnd {
    /// The run; `None` when there was nothing to do.
    pub run: Option<RunId>,
    /// How it ended.
    pub outcome: Outcome,
    /// The story.
    pub report: SyncReport,
}

/// Stops a run between two batches.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    flag: Arc<AtomicBool>,
    by_person: Arc<AtomicBool>,
}

impl Stop {
    /// A person ends the run.
    pub fn cancel(&self) {
        self.by_person.store(true, Ordering::Relaxed);
        self.flag.store(true, Ordering::Relaxed);
    }

    /// The process stops; the run goes on later.
    pub fn interrupt(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }
}

/// Runs of one sync over one account.
pub struct SyncRun<'a> {
    store: Store,
    records: Records,
    account: &'a dyn Account,
    sync: i64,
    settings: ImportSettings,
    stop: Stop,
    /// What happened before the run, for its report.
    before: Option<(&'static str, String)>,
}

/// What is kept of a sync before a run begins.
struct Known {
    sync: SyncRow,
    definition: SyncDefinition,
    connection: ConnectionRow,
    progress: SyncProgressRow,
    unfinished: Option<RunRow>,
}

/// Fingerprint of the runs of a sync: one at a time is unfinished.
fn run_fingerprint(sync: i64) -> String {
    format!("sync:{sync}")
}

/// Fingerprint of the runs that apply pushes of a sync.
fn push_fingerprint(sync: i64) -> String {
    format!("sync:{sync}:push")
}

/// Subject of questions about a sync as a whole.
fn subject_of(sync: i64) -> String {
    format!("sync:{sync}")
}

impl<'a> SyncRun<'a> {
    /// Runs of `sync` through `account`, which must be of the sync's connection.
    #[must_use]
    pub fn new(records: &Records, account: &'a dyn Account, sync: i64, settings: ImportSettings) -> Self {
        Self { store: records.store().clone(), records: records.clone(), account, sync, settings, stop: Stop::default(), before: None }
    }

    /// The same with a note about what happened before the run, for its report.
    #[must_use]
    pub(crate) fn noting(self, before: Option<(&'static str, String)>) -> Self {
        Self { before, ..self }
    }

    /// Stops what is at work, from another thread.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Runs the sync, or goes on with its unfinished run. Reads, maps, stages and commits until the source has no more, or until
    /// the run must wait, pause or end; all of that is noted with the run.
    ///
    /// # Errors
    /// [`ImportError::SyncNotLive`], [`ImportError::RunPaused`], [`ImportError::AlreadyRunning`], [`ImportError::Definition`], or
    /// those of a database that cannot even note the end.
    pub fn start(&self, request: &RunRequest, progress: &mut dyn FnMut(Progress)) -> Result<SyncEnd, ImportError> {
        let known = self.known()?;
        known.check_live()?;
        match &known.unfinished {
            Some(run) if run.state == RunState::Paused => Err(ImportError::RunPaused { run: run.id }),
            Some(run) => self.go_on(&known, run, None, progress),
            None => self.begin(&known, request, progress),
        }
    }

    /// Goes on with a run that was interrupted or paused; `waive` says which objections no longer count. A paused sync is live
    /// again by that.
    ///
    /// # Errors
    /// As [`SyncRun::start`]; [`ImportError::SyncNotLive`] when the run is over or of another sync.
    pub fn resume(&self, run: RunId, waive: Waive, progress: &mut dyn FnMut(Progress)) -> Result<SyncEnd, ImportError> {
        let known = self.known()?;
        let pushed = self.store.read(|session| session.run_find_unfinished(&push_fingerprint(self.sync)))?;
        let Some(row) = known.unfinished.iter().chain(&pushed).find(|row| row.id == run).cloned() else {
            return Err(ImportError::SyncNotLive { reason: format!("run {run} is over or belongs to another sync") });
        };
        if known.sync.state == SyncState::Paused && known.connection.state == ConnectionState::Active {
            self.set_live(&known.sync)?;
        } else {
            known.check_live()?;
        }
        if row.fingerprint == push_fingerprint(self.sync) {
            return self.release_pushes(row, waive);
        }
        self.go_on(&known, &row, Some(waive), progress)
    }

    /// Ends an unfinished run for good; what it committed stays. False when it is over. The next run starts from the cursor.
    ///
    /// # Errors
    /// Those of the store.
    pub fn end(&self, run: RunId) -> Result<bool, ImportError> {
        self.store.write(move |session| {
            let ended = |row: &RunRow| row.kind != "sync" || !matches!(row.state, RunState::Open | RunState::Running | RunState::Paused);
            let Some(mut row) = session.run(run)?.filter(|row| !ended(row)) else { return Ok(false) };
            let mut report: SyncReport = serde_json::from_str(&row.report).unwrap_or_default();
            "cancelled".clone_into(&mut report.import.status);
            row.report = crate::begin::to_json(&report);
            row.state = RunState::Cancelled;
            row.finished_ms = Some(session.now_ms());
            session.run_update(&row)?;
            Ok(true)
        })
    }

    fn known(&self) -> Result<Known, ImportError> {
        let id = self.sync;
        let missing = |what: &str| ImportError::SyncNotLive { reason: format!("{what} does not exist") };
        let (sync, connection, progress, unfinished) = self.store.read(|session| {
            let sync = session.sync(id)?;
            let connection = match &sync {
                Some(sync) => session.connection(sync.connection)?,
                None => None,
            };
            Ok::<_, StoreError>((sync, connection, session.sync_progress(id)?, session.run_find_unfinished(&run_fingerprint(id))?))
        })?;
        let sync = sync.ok_or_else(|| missing("the sync"))?;
        let connection = connection.ok_or_else(|| missing("its connection"))?;
        let definition = read_definition(&sync.definition)?;
        let progress = progress.unwrap_or(SyncProgressRow { sync: id, ..SyncProgressRow::default() });
        Ok(Known { sync, definition, connection, progress, unfinished })
    }

    fn set_live(&self, sync: &SyncRow) -> Result<(), ImportError> {
        let row = SyncRow { state: SyncState::Live, reason: String::new(), updated_ms: self.store.clock().now_ms(), ..sync.clone() };
        self.store.write(move |session| session.sync_update(&row, row.version).map(|_| ()))?;
        Ok(())
    }

    fn begin(&self, known: &Known, request: &RunRequest, progress: &mut dyn FnMut(Progress)) -> Result<SyncEnd, ImportError> {
        let (mode, note) = known.mode_of(request.mode);
        let start = if mode == ReadMode::Incremental { known.progress.cursor.clone() } else { String::new() };
        let prepared = self.check_organisation(&known.connection).and_then(|()| self.prepare(known, &known.definition, &mode));
        let mut task = match prepared {
            Ok(task) => task,
            // Nothing failed: there is nothing to be read.
            Err(error) if request.mode == RunMode::Auto && self.only_calls(&known.definition, &error) => return Err(error),
            Err(error) => return self.end_before_it_began(known, request, &mode, &error),
        };
        let (mut start, mut note) = (start, note);
        let state = InboundState::of(&known.progress);
        if task.mode == ReadMode::Incremental
            && request.mode == RunMode::Auto
            && task.columns.iter().any(|seen| state.lacked.contains(&seen.name))
        {
            task = match self.prepare(known, &known.definition, &ReadMode::Full) {
                Ok(task) => task,
                Err(error) => return self.end_before_it_began(known, request, &mode, &error),
            };
            start.clear();
            let why = "a column that was missing is back, so everything is read again; what is unchanged stays as it is";
            note = Some(("read_again", why.to_owned()));
        } else if task.mode == ReadMode::Incremental {
            let rows_max = self.settings.segment_rows_max.clamp(1, crate::stage::page_rows(&task.reading));
            match task.reading.is_idle(&Cursor(start.clone()), rows_max) {
                Ok(Some(next)) if drift_mark(&task.reduced.drift) == state.told && task.reading.shape().warnings.is_empty() => {
                    return self.note_idle(&next);
                }
                Ok(_) => {}
                // The place is no longer known, or the source is out of order: the run deals with it.
                Err(error) if error.next_step() == connector::NextStep::Restart => {}
                Err(error) => return self.end_before_it_began(known, request, &mode, &error.into()),
            }
        }
        let begun = self.begin_row(known, &known.definition, request, &task.mode, None)?;
        self.work(known, task, begun, note, start, progress)
    }

    /// True where reading is refused because the stream only calls us.
    fn only_calls(&self, definition: &SyncDefinition, error: &ImportError) -> bool {
        let calls = |info: &StreamInfo| info.name == definition.stream && info.can.push && !info.can.full && !info.can.incremental;
        matches!(error, ImportError::Source(ConnectorError::Unsupported { .. }))
            && self.account.streams().is_ok_and(|streams| streams.iter().any(calls))
    }

    fn go_on(&self, known: &Known, run: &RunRow, waive: Option<Waive>, progress: &mut dyn FnMut(Progress)) -> Result<SyncEnd, ImportError> {
        let config: RunConfig = serde_json::from_str(&run.config).unwrap_or_default();
        let asked = Asked::of(&config);
        let definition = self.definition_of(known, asked.version)?;
        let request =
            RunRequest { mode: RunMode::Auto, trigger: asked.trigger.clone(), actor: run.actor.clone(), part: asked.part.clone() };
        let begun = self.begin_row_again(known, &definition, &request, run, &asked, waive)?;
        let checkpoint: state::SyncCheckpoint = serde_json::from_str(&run.checkpoint).unwrap_or_default();
        let mode = if checkpoint.went_full { ReadMode::Full } else { asked.read_mode() };
        let prepared = self.check_organisation(&known.connection).and_then(|()| self.prepare(known, &definition, &mode));
        match prepared {
            Ok(task) => self.work(known, task, begun, None, known.progress.cursor.clone(), progress),
            Err(error) => self.note_end(begun.row, self.blank_report(known, mode_name(&mode)), &error),
        }
    }

    /// The definition a run began with.
    fn definition_of(&self, known: &Known, version: i64) -> Result<SyncDefinition, ImportError> {
        if version == known.sync.version || version == 0 {
            return Ok(known.definition.clone());
        }
        let versions = self.store.read(|session| session.sync_versions(self.sync, 1_000))?;
        let found = versions.into_iter().find(|kept| kept.version == version);
        found.map_or_else(|| Ok(known.definition.clone()), |kept| read_definition(&kept.definition))
    }
}

impl Known {
    fn check_live(&self) -> Result<(), ImportError> {
        let reason = match (self.sync.state, self.connection.state) {
            (SyncState::Live, ConnectionState::Active) => return Ok(()),
            (SyncState::Live, ConnectionState::Paused) => format!("its connection is paused: {}", self.connection.reason),
            (SyncState::Live, ConnectionState::Archived) => "its connection is archived".to_owned(),
            (SyncState::Draft, _) => "it is a draft; make it live first".to_owned(),
            (SyncState::Paused, _) => format!("it is paused: {}", self.sync.reason),
            (SyncState::Archived, _) => "it is archived".to_owned(),
        };
        Err(ImportError::SyncNotLive { reason })
    }

    /// What is read, and why it is more than what changed.
    fn mode_of(&self, asked: RunMode) -> (ReadMode, Option<(&'static str, String)>) {
        match asked {
            RunMode::Full => (ReadMode::Full, None),
            RunMode::Range { from_ms, to_ms } => (ReadMode::Range { from_ms, to_ms }, None),
            RunMode::Auto if self.progress.cursor.is_empty() => (ReadMode::Full, None),
            RunMode::Auto if InboundState::of(&self.progress).reading != reading_fingerprint(&self.definition) => {
                let why = "the definition reads something else than before, so everything is read again; what is unchanged stays as it is";
                (ReadMode::Full, Some(("read_again", why.to_owned())))
            }
            RunMode::Auto => (ReadMode::Incremental, None),
        }
    }
}

/// Reads a stored definition.
fn read_definition(text: &str) -> Result<SyncDefinition, ImportError> {
    serde_json::from_str(text).map_err(|error| DefinitionError::new("", error.to_string()).into())
}

/// What a run of a sync was asked for, as kept with it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Asked {
    sync: i64,
    version: i64,
    /// `full`, `incremental`, `range`, `push`.
    mode: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<(i64, i64)>,
    trigger: String,
    waive: Waive,
    /// The plan it applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<i64>,
    #[serde(skip_serializing_if = "Part::is_whole")]
    part: Part,
}

impl Asked {
    fn of(config: &RunConfig) -> Self {
        serde_json::from_value(serde_json::Value::Object(config.extra.clone())).unwrap_or_default()
    }

    fn read_mode(&self) -> ReadMode {
        match (self.mode.as_str(), self.range) {
            ("incremental", _) => ReadMode::Incremental,
            ("range", Some((from_ms, to_ms))) => ReadMode::Range { from_ms, to_ms },
            _ => ReadMode::Full,
        }
    }
}

/// Name of a mode in reports.
fn mode_name(mode: &ReadMode) -> &'static str {
    match mode {
        ReadMode::Full => "full",
        ReadMode::Incremental => "incremental",
        ReadMode::Range { .. } => "range",
    }
}

/// Opens a session-wide view of the progress of a sync inside a transaction.
fn progress_in(session: &mut Session<'_>, sync: i64) -> Result<SyncProgressRow, StoreError> {
    Ok(session.sync_progress(sync)?.unwrap_or(SyncProgressRow { sync, ..SyncProgressRow::default() }))
}
