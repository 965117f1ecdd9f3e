//! Rehearsals as runs: asked for, queued or done at once, and kept with their reports.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use model::{Actor, RunId};
use records::Records;
use serde_json::{Value, json};
use store::{Location, RunCalls, RunRow, RunState, Session, Store, StoreError};
use sync::jobs::{JobEnd, JobKind};
use sync::tasks::{Task, Tasks};

use crate::Refused;
use crate::act;
use crate::called;
use crate::report::Report;
use crate::sample::{SAMPLE_MAX, Sample};
use crate::scenario::{Scenario, chosen};
use crate::stage::{Piece, Place};
use crate::systems::Counterpart;
use crate::told::told;

/// [`RunRow::kind`] of rehearsals.
pub const KIND: &str = "rehearsal";
/// People in the simulator.
const RECORDS: u32 = 60;
const RECORDS_MAX: u32 = 2_000;
const SEED: u64 = 7;

/// What is to be rehearsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Names of scenarios and sets; all without one.
    pub scenarios: Vec<String>,
    /// Decides data and chance; 7 unless said.
    pub seed: Option<u64>,
    /// People in the simulator, 1 to 2,000; 60 unless said.
    pub records: Option<u32>,
    /// Records of the installation that it is fed with, masked, at most [`SAMPLE_MAX`]; none unless said. Where the other system calls: what
    /// calls that came before told, masked.
    pub sample: Option<u32>,
}

/// Makes rehearsals. Cheap to clone.
#[derive(Clone)]
pub struct Rehearsals {
    records: Records,
    tasks: Tasks,
    place: Place,
}

impl Rehearsals {
    /// Over the syncs of an installation.
    #[must_use]
    pub fn new(records: &Records, tasks: &Tasks) -> Self {
        let place: Place = Arc::new(|folder| Location::Directory(folder.to_owned()));
        Self { records: records.clone(), tasks: tasks.clone(), place }
    }

    /// The same with stages whose data are kept where `place` says: it is given a folder that goes with the stage, and must give an empty place
    /// each time. In that folder, unless said.
    #[must_use]
    pub fn kept_in(self, place: impl Fn(&Path) -> Location + Send + Sync + 'static) -> Self {
        Self { place: Arc::new(place), ..self }
    }

    fn store(&self) -> &Store {
        self.records.store()
    }

    /// Checks what is asked for and makes its run: queued, or running where the caller plays it now.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn begin(&self, sync: i64, ask: &Ask, actor: &Actor, state: RunState) -> Result<RunRow, Refused> {
        let task = self.tasks.get(sync)?;
        let connection = self.tasks.connections().get(task.row.connection)?;
        let counterpart = Counterpart::of(&connection.connector)?;
        let scenarios = chosen(&ask.scenarios, counterpart)?;
        if counterpart == Counterpart::Calls {
            told(&self.records, &task.definition, connection.id, &connection.settings, ask.sample.unwrap_or(0))?;
        }
        let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name).collect();
        let (seed, records) = (ask.seed.unwrap_or(SEED), ask.records.unwrap_or(RECORDS).clamp(1, RECORDS_MAX));
        let config = json!({
            "object": task.definition.object, "source": task.definition.source_name(),
            "sync": sync, "version": task.row.version, "scenarios": names, "seed": seed, "records": records,
            "sample": ask.sample.unwrap_or(0).min(SAMPLE_MAX),
        });
        let status = if state == RunState::Queued { "queued" } else { "running" };
        let report = Report {
            status: status.to_owned(),
            sync,
            sync_name: task.row.name.clone(),
            version: task.row.version,
            connector: connection.connector,
            seed,
            records,
            ..Report::default()
        };
        let (actor, object) = (actor.clone(), task.row.object);
        Ok(self.store().write(move |session| {
            let now_ms = session.now_ms();
            let id = session.allocate_run_id()?;
            let report = Report { run_id: id.to_string(), ..report.clone() };
            let row = RunRow {
                id,
                kind: KIND.to_owned(),
                state,
                actor: actor.clone(),
                object: Some(object),
                source: None,
                config: config.to_string(),
                fingerprint: format!("sync:{sync}:rehearsal"),
                report: to_text(&report),
                checkpoint: String::new(),
                batches: 0,
                undoes: None,
                undone_by: None,
                started_ms: now_ms,
                finished_ms: None,
                epoch: 1,
                lease_until_ms: 0,
                calls: RunCalls::default(),
            };
            session.run_insert(&row)?;
            Ok::<_, StoreError>(row)
        })?)
    }

    /// Plays a run and keeps its report. `progress` hears how many scenarios are done, of how many.
    ///
    /// # Errors
    /// [`Refused`] where a stage cannot be set up; the run is still open then.
    pub fn play(&self, run: &RunRow, cancel: &AtomicBool, progress: &mut dyn FnMut(usize, usize)) -> Result<Report, Refused> {
        let config: Value = serde_json::from_str(&run.config).unwrap_or_default();
        let sync = config["sync"].as_i64().unwrap_or_default();
        let names = config["scenarios"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        let names: Vec<String> = names.collect();
        let mut report: Report = serde_json::from_str(&run.report).unwrap_or_default();
        "running".clone_into(&mut report.status);
        report.scenarios.clear();
        let wanted = config["sample"].as_u64().and_then(|wanted| u32::try_from(wanted).ok()).unwrap_or(0);
        let piece = self.piece(sync, &report, wanted)?;
        let is_called = piece.counterpart == Counterpart::Calls;
        let scenarios: Vec<&'static Scenario> = chosen(&names, piece.counterpart)?;
        report.sample = match wanted {
            0 => 0,
            _ if is_called => piece.told.len(),
            _ => piece.sample.records.len(),
        };
        let mut not_there = BTreeSet::new();
        for (done, scenario) in scenarios.iter().enumerate() {
            progress(done, scenarios.len());
            let (played, left_out) = match piece.counterpart {
                Counterpart::Asked(_) => act::play(&piece, scenario, cancel)?,
                Counterpart::Calls => called::play(&piece, scenario, cancel)?,
            };
            if cancel.load(Ordering::Relaxed) {
                break;
            }
            not_there.extend(left_out);
            report.scenarios.push(played);
        }
        (report.left_out, report.left_out_zh) = not_there.into_iter().unzip();
        progress(report.scenarios.len(), scenarios.len());
        if cancel.load(Ordering::Relaxed) {
            "cancelled".clone_into(&mut report.status);
        } else {
            report.judge();
        }
        self.keep(run, &report)?;
        Ok(report)
    }

    /// What is rehearsed: the definition of the version that was asked for, and as many records as are wanted for a sample.
    fn piece(&self, sync: i64, report: &Report, wanted: u32) -> Result<Piece, Refused> {
        let task: Task = self.tasks.get(sync)?;
        let connection = self.tasks.connections().get(task.row.connection)?;
        let counterpart = Counterpart::of(&connection.connector)?;
        let definition = self.tasks.definition_at(sync, report.version)?;
        let (sample, told) = match counterpart {
            Counterpart::Asked(_) if wanted > 0 => (Sample::take(&self.records, &definition, wanted)?, Vec::new()),
            Counterpart::Asked(_) => (Sample::default(), Vec::new()),
            Counterpart::Calls => (Sample::default(), told(&self.records, &definition, connection.id, &connection.settings, wanted)?),
        };
        Ok(Piece {
            counterpart,
            definition,
            settings: connection.settings,
            schema: self.records.schema(),
            connectors: self.tasks.connections().connectors(),
            seed: report.seed,
            records: report.records,
            sample,
            told,
            place: Arc::clone(&self.place),
        })
    }

    fn keep(&self, run: &RunRow, report: &Report) -> Result<(), StoreError> {
        let (id, text) = (run.id, to_text(report));
        let state = match report.status.as_str() {
            "passed" => RunState::Done,
            "cancelled" => RunState::Cancelled,
            _ => RunState::Failed,
        };
        self.store().write(move |session| {
            let Some(mut row) = session.run(id)? else { return Ok(()) };
            (row.state, row.finished_ms, row.lease_until_ms) = (state, Some(session.now_ms()), 0);
            row.report.clone_from(&text);
            session.run_update(&row)
        })
    }

    /// Rehearsals for a queue of runs.
    #[must_use]
    pub fn job_kind(self) -> JobKind {
        let work = move |row: &RunRow, attempt: &sync::jobs::Attempt| {
            let cancel: Arc<AtomicBool> = attempt.cancel();
            if let Err(error) = self.mark_running(row.id) {
                return JobEnd::Again(error.to_string());
            }
            match self.play(row, &cancel, &mut |_, _| ()) {
                Ok(report) if report.status == "cancelled" => JobEnd::Stopped("cancelled".to_owned()),
                Ok(_) => JobEnd::Done,
                Err(Refused::Store(error)) => JobEnd::Again(error.to_string()),
                Err(error) => JobEnd::Failed(error.to_string()),
            }
        };
        JobKind { kind: KIND, work: Box::new(work), ended: Box::new(|_| ()) }
    }

    fn mark_running(&self, run: RunId) -> Result<(), StoreError> {
        self.store().write(move |session| {
            let Some(mut row) = session.run(run)?.filter(|row| row.state == RunState::Queued) else { return Ok(()) };
            row.state = RunState::Running;
            session.run_update(&row)
        })
    }
}

/// True when `run` is a rehearsal of this version of a sync in which every promise held.
///
/// # Errors
/// Store errors.
pub fn is_green(session: &mut Session<'_>, run: RunId, sync: i64, version: i64) -> Result<bool, StoreError> {
    let Some(row) = session.run(run)?.filter(|row| row.kind == KIND) else { return Ok(false) };
    let report: Report = serde_json::from_str(&row.report).unwrap_or_default();
    Ok(report.is_green() && report.sync == sync && report.version == version)
}

fn to_text(report: &Report) -> String {
    serde_json::to_string(report).unwrap_or_default()
}
