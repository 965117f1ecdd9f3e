//! Trying and applying refused rows again, with or without corrections.

use std::collections::BTreeMap;

use model::{Actor, FindingCode, RecordId, RunId};
use records::{Decision, Decisions};
use serde::Serialize;
use serde_json::{Map, Value};
use store::{DeliveryState, InboxState, Letter, RunRow};

use super::replaying::Replaying;
use super::rows::{RawRows, RowSource, superseded};
use super::{Ended, ProblemError, Problems, RowId, Said, end_in};
use crate::RunConfig;
use crate::import::{Import, ImportRequest};
use crate::inbound::{Outcome, SyncRun};
use crate::outbound::write_again;
use crate::plan::plan;
use crate::report::ImportReport;

/// Dead letters of pushes are counted from here: see [`crate::inbound`]. Those of writes are told apart by their code.
const PUSHES_FROM: i64 = 1 << 40;

/// What is asked of a replay.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    /// The rows; all open ones of the group when absent, at most 10,000.
    pub rows: Option<Vec<RowId>>,
    /// Corrections of single rows, by column.
    pub values: BTreeMap<RowId, Map<String, Value>>,
    /// A correction of all of them, by column.
    pub set: Map<String, Value>,
    /// What a person said about rows that fit several records.
    pub decisions: BTreeMap<RowId, Decision>,
}

/// What came of a replay.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Replayed {
    /// The runs that applied rows; each can be undone.
    pub runs: Vec<String>,
    /// Rows that were applied again.
    pub replayed: u64,
    /// Of these, how many were refused again, as dead letters of the new runs.
    pub refused: u64,
    /// Pushes that were handed back to the inbox.
    pub inbox: u64,
    /// Records that are written to the other system again with its next pass.
    pub due: u64,
    /// Rows whose record was shown anew since: nothing to do.
    pub superseded: u64,
}

/// What would come of one row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tried {
    /// True when it would be applied.
    pub applies: bool,
    /// The report of the rehearsal: counts and findings.
    pub report: ImportReport,
    /// How records would change, before and after by field.
    pub examples: Vec<Value>,
    /// Codes of what would refuse it.
    pub refused: Vec<String>,
}

/// Refused rows with their content after corrections.
type Rows = Vec<(Letter, Map<String, Value>)>;

/// What applies a row again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Inbox,
    /// Written to the other system again, with the values that the record has by then.
    Write(i64),
    Sync(i64),
    /// An import with the settings of this run.
    Import(RunId),
}

impl Problems {
    /// Finds out what would come of one open row of a group, with corrections; nothing is written.
    ///
    /// # Errors
    /// [`ProblemError`].
    pub fn try_row(&self, id: &str, row: RowId, values: &Map<String, Value>) -> Result<Tried, ProblemError> {
        let letters = self.chosen(id, Some(&[row]))?;
        let Some(letter) = letters.first() else { return Err(ProblemError::NotFound(row.to_string())) };
        let way = self.way_of(letter)?;
        let rows = RawRows::new(vec![corrected(letter, &Map::new(), Some(values))?]);
        match way {
            Way::Inbox | Way::Write(_) => Err(ProblemError::Unreadable(row.to_string())),
            Way::Sync(sync) => {
                let account = self.tasks.connections().open_for_discovery(self.tasks.get(sync)?.row.connection)?;
                let report = SyncRun::new(&self.records, account.as_ref(), sync, self.settings.clone()).try_rows(&rows)?;
                let plan = report.plan.unwrap_or_default();
                let refused: Vec<String> = plan.refused.into_iter().map(|refused| refused.reason).collect();
                Ok(Tried { applies: refused.is_empty(), report: report.import, examples: plan.examples, refused })
            }
            Way::Import(run) => {
                let request = ImportRequest { dry_run: true, run: None, ..self.import_request(run, &Actor::System)? };
                let done = Import::new(self.records.store(), request, self.settings.clone()).run(&mut RowSource::new(rows), &mut |_| ())?;
                let refused: Vec<String> = done.dead_letters.iter().map(|letter| letter.code.name()).collect();
                let examples = done.examples.iter().map(|example| serde_json::to_value(example).unwrap_or(Value::Null)).collect();
                Ok(Tried { applies: refused.is_empty(), report: done.report, examples, refused })
            }
        }
    }

    /// Applies open rows of a group again: by the definition that their sync has now, or with the settings of their import.
    ///
    /// # Errors
    /// [`ProblemError`]; what was applied before the error stays, and its rows have ended.
    pub fn replay(&self, id: &str, ask: &Replay, actor: &Actor) -> Result<Replayed, ProblemError> {
        let replayed = self.apply_again(id, ask, actor)?;
        let rows = replayed.replayed + replayed.inbox + replayed.due;
        if rows > 0 {
            self.say(id, Said::Replayed { rows, refused: replayed.refused, values: ask.set.clone() }, actor)?;
        }
        Ok(replayed)
    }

    /// As [`Problems::replay`], without telling the thread of the cause.
    pub(super) fn apply_again(&self, id: &str, ask: &Replay, actor: &Actor) -> Result<Replayed, ProblemError> {
        let letters = self.chosen(id, ask.rows.as_deref())?;
        let mut ways: BTreeMap<Way, Rows> = BTreeMap::new();
        for letter in letters {
            let way = self.way_of(&letter)?;
            let own = ask.values.get(&RowId::of(&letter));
            let is_as_it_is = matches!(way, Way::Inbox | Way::Write(_));
            if is_as_it_is && (own.is_some() || !ask.set.is_empty()) {
                return Err(ProblemError::Unreadable(RowId::of(&letter).to_string()));
            }
            let row = if is_as_it_is { Map::new() } else { corrected(&letter, &ask.set, own)? };
            ways.entry(way).or_default().push((letter, row));
        }
        let mut replayed = Replayed::default();
        for (way, rows) in ways {
            match way {
                Way::Inbox => self.back_to_inbox(&rows, actor, &mut replayed)?,
                Way::Write(sync) => self.write_again(sync, &rows, actor, &mut replayed)?,
                Way::Sync(sync) => self.replay_sync(sync, ask, &rows, actor, &mut replayed)?,
                Way::Import(run) => self.replay_import(run, ask, &rows, actor, &mut replayed)?,
            }
        }
        Ok(replayed)
    }

    fn way_of(&self, letter: &Letter) -> Result<Way, ProblemError> {
        let is_write = matches!(letter.row.code, FindingCode::TargetRefused | FindingCode::TargetOptionUnknown);
        if letter.row.row_number >= PUSHES_FROM && !is_write {
            return Ok(Way::Inbox);
        }
        let run = self.run_of(letter.row.run)?;
        if run.kind != "sync" {
            return Ok(Way::Import(run.id));
        }
        let config: RunConfig = serde_json::from_str(&run.config).unwrap_or_default();
        let sync = config.extra.get("sync").and_then(Value::as_i64);
        sync.map(if is_write { Way::Write } else { Way::Sync })
            .ok_or_else(|| ProblemError::Gone(format!("run {} does not tell which sync made it", run.id)))
    }

    fn run_of(&self, run: RunId) -> Result<RunRow, ProblemError> {
        let row = self.records.store().read(|session| session.run(run))?;
        row.ok_or_else(|| ProblemError::Gone(format!("run {run} is no longer kept")))
    }

    fn import_request(&self, run: RunId, actor: &Actor) -> Result<ImportRequest, ProblemError> {
        let row = self.run_of(run)?;
        let config: RunConfig = serde_json::from_str(&row.config).unwrap_or_default();
        let object = self.records.object(&config.object).map_err(crate::error::ImportError::from)?;
        let request = config.request(&row, (*object).clone());
        // One row shows too little to propose a mapping from: what the run used is used again.
        let used = || serde_json::from_str::<ImportReport>(&row.report).ok().and_then(|report| report.mapping);
        let mapping = request.mapping.clone().or_else(used);
        Ok(ImportRequest { run: None, actor: actor.clone(), dry_run: false, mapping, ..request })
    }

    fn back_to_inbox(&self, rows: &[(Letter, Map<String, Value>)], actor: &Actor, out: &mut Replayed) -> Result<(), ProblemError> {
        let pushes: Vec<_> = rows.iter().map(|(letter, _)| (letter.row.row_number - PUSHES_FROM, InboxState::Waiting)).collect();
        let ended = Ended { how: "inbox".to_owned(), by: actor.to_string(), ..Ended::default() };
        let ends: Vec<(RowId, Ended)> = rows.iter().map(|(letter, _)| (RowId::of(letter), ended.clone())).collect();
        out.inbox += self.records.store().write(move |session| {
            let now_ms = session.now_ms();
            session.inbox_settle(&pushes, now_ms)?;
            end_in(session, &ends)
        })? as u64;
        Ok(())
    }

    /// Lets refused records be written again; those that were written or excluded since are done with.
    fn write_again(&self, sync: i64, rows: &[(Letter, Map<String, Value>)], actor: &Actor, out: &mut Replayed) -> Result<(), ProblemError> {
        let record = |letter: &Letter| letter.row.candidates.parse::<i64>().ok().map(RecordId);
        let records: Vec<(RowId, Option<RecordId>)> = rows.iter().map(|(letter, _)| (RowId::of(letter), record(letter))).collect();
        let by = actor.to_string();
        let (due, superseded) = self.records.store().write(move |session| {
            let mut ends = Vec::with_capacity(records.len());
            let mut due = 0;
            for (row, record) in &records {
                let again = match record {
                    Some(record) => write_again(session, sync, *record, DeliveryState::Refused)?,
                    None => false,
                };
                due += u64::from(again);
                let how = if again { "due" } else { "superseded" }.to_owned();
                ends.push((*row, Ended { how, by: by.clone(), ..Ended::default() }));
            }
            end_in(session, &ends)?;
            Ok::<_, store::StoreError>((due, ends.len() as u64 - due))
        })?;
        out.due += due;
        out.superseded += superseded;
        Ok(())
    }

    fn replay_sync(
        &self,
        sync: i64,
        ask: &Replay,
        rows: &[(Letter, Map<String, Value>)],
        actor: &Actor,
        out: &mut Replayed,
    ) -> Result<(), ProblemError> {
        let account = self.tasks.connections().open_for_discovery(self.tasks.get(sync)?.row.connection)?;
        let run = SyncRun::new(&self.records, account.as_ref(), sync, self.settings.clone());
        let (raw, refused_by) = raw_of(rows);
        let old = run.superseded_rows(&raw, &refused_by)?;
        let mut applied = None;
        if old.len() < rows.len() {
            let end = run.apply_rows(&raw.without(&old), replaying_of(ask, rows, &old, actor), actor, &mut |_| ())?;
            if end.outcome != Outcome::Ended {
                let why = end.report.import.warnings.first().map_or_else(String::new, |note| note.detail.clone());
                return Err(ProblemError::Gone(format!("the rows could not be applied: {why}")));
            }
            let counts = end.report.import.counts;
            out.refused += counts.rejected + counts.held;
            applied = end.run;
        }
        self.note_replayed(ask, rows, &old, applied, actor, out)
    }

    fn replay_import(
        &self,
        run: RunId,
        ask: &Replay,
        rows: &[(Letter, Map<String, Value>)],
        actor: &Actor,
        out: &mut Replayed,
    ) -> Result<(), ProblemError> {
        let request = self.import_request(run, actor)?;
        let (raw, refused_by) = raw_of(rows);
        let import = Import::new(self.records.store(), request, self.settings.clone());
        let (object, mapping, region) = (&import.request.object, import.request.mapping.as_ref(), self.records.schema().region);
        let planned = plan(&mut RowSource::new(raw.clone()), object, mapping, region, &import.cancel)?;
        let store = self.records.store();
        let old = superseded(store, &planned.compiled, &import.request.source, &import.request.object, &raw, &refused_by)?;
        let mut applied = None;
        if old.len() < rows.len() {
            let import = import.replaying(replaying_of(ask, rows, &old, actor));
            let done = import.run(&mut RowSource::new(raw.without(&old)), &mut |_| ())?;
            out.refused += done.report.counts.rejected + done.report.counts.held;
            applied = done.report.run_id.parse().ok().map(RunId);
        }
        self.note_replayed(ask, rows, &old, applied, actor, out)
    }

    fn note_replayed(
        &self,
        ask: &Replay,
        rows: &[(Letter, Map<String, Value>)],
        old: &[usize],
        applied: Option<RunId>,
        actor: &Actor,
        out: &mut Replayed,
    ) -> Result<(), ProblemError> {
        let ends = rows.iter().enumerate().map(|(at, (letter, _))| {
            let row = RowId::of(letter);
            if old.contains(&at) {
                return (row, Ended { how: "superseded".to_owned(), ..Ended::default() });
            }
            (row, Ended { run: applied.map(|run| run.to_string()), ..ended_of(ask, row, actor) })
        });
        // Those that were applied have ended with that; the others are superseded, or nothing came of them.
        self.end(ends.collect(), actor)?;
        out.superseded += old.len() as u64;
        out.replayed += (rows.len() - old.len()) as u64;
        out.runs.extend(applied.map(|run| run.to_string()));
        Ok(())
    }
}

/// How a row ends when it is applied.
fn ended_of(ask: &Replay, row: RowId, actor: &Actor) -> Ended {
    let mut values = ask.set.clone();
    values.extend(ask.values.get(&row).cloned().unwrap_or_default());
    let (how, choice, record) = match ask.decisions.get(&row) {
        None => ("replayed", "", None),
        Some(Decision::This(record)) => ("decided", "this", Some(record.to_string())),
        Some(Decision::One) => ("decided", "one", None),
        Some(Decision::New) => ("decided", "new", None),
    };
    Ended { how: how.to_owned(), choice: choice.to_owned(), record, by: actor.to_string(), values, ..Ended::default() }
}

/// What a run that applies `rows` without those at the places of `old` has to know.
fn replaying_of(ask: &Replay, rows: &[(Letter, Map<String, Value>)], old: &[usize], actor: &Actor) -> Replaying {
    let kept = rows.iter().enumerate().filter(|(at, _)| !old.contains(at)).map(|(_, (letter, _))| RowId::of(letter));
    let kept: Vec<RowId> = kept.collect();
    let decisions = (1..).zip(&kept).filter_map(|(number, row)| Some((number, ask.decisions.get(row)?.clone())));
    let decisions: Decisions = decisions.collect();
    Replaying::new(kept.into_iter().map(|row| (row, ended_of(ask, row, actor))).collect()).deciding(decisions)
}

fn raw_of(rows: &[(Letter, Map<String, Value>)]) -> (RawRows, Vec<RunId>) {
    (RawRows::new(rows.iter().map(|(_, row)| row.clone()).collect()), rows.iter().map(|(letter, _)| letter.row.run).collect())
}

/// The original row with its corrections.
fn corrected(letter: &Letter, set: &Map<String, Value>, own: Option<&Map<String, Value>>) -> Result<Map<String, Value>, ProblemError> {
    let mut row: Map<String, Value> = serde_json::from_str(&letter.row.raw)
        .map_err(|_| ProblemError::Gone(format!("the original of row {} cannot be read", RowId::of(letter))))?;
    for (column, value) in set.iter().chain(own.into_iter().flatten()) {
        match row.get_mut(column) {
            Some(cell) => *cell = value.clone(),
            None => return Err(ProblemError::NoColumn { row: RowId::of(letter).to_string(), column: column.clone() }),
        }
    }
    Ok(row)
}
