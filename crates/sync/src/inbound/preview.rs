//! A dry run with the real engine, and its plan: everything is read, mapped, clustered and applied in a transaction that is
//! rolled back. Applying the plan reads again and refuses when what is read, where reading begins or the definition is no
//! longer what the plan was made of.

use connector::ReadMode;
use mapping::{Mapping, TARGET_EXTERNAL_ID};
use model::{FindingCode, RunId};
use serde_json::{Value, json};
use store::{DeadLetterRow, RunCalls, RunRow, RunState, SyncState};

use crate::RunConfig;
use crate::begin::{Begun, to_json};
use crate::commit::{Committer, Rehearsed, Segment};
use crate::error::ImportError;
use crate::import::Progress;
use crate::inbound::drive::Drive;
use crate::inbound::gate::Verdict;
use crate::inbound::missing::Missing;
use crate::inbound::part::Part;
use crate::inbound::pause::{over_guard, over_limit};
use crate::inbound::report::{PlanNote, Skipped, SyncReport};
use crate::inbound::{Asked, Known, RunRequest, SyncEnd, SyncRun, mode_name};
use crate::load::finish_report;
use crate::stage::Staged;

/// Most rows of a dry run: all of them are put aside before the transaction that is rolled back.
const ROWS_MAX: u64 = 1_000_000;
/// Entries of each list of a plan.
pub(super) const LISTED_MAX: usize = 1_000;
/// Entries of each list when everything is to be told.
pub const FORETOLD_MAX: usize = 50_000;

/// What a dry run found out.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The plan: give it to [`SyncRun::apply_plan`].
    pub plan: RunId,
    /// What would happen; `plan` inside holds the differences, the rows that change nothing with their reasons, and the rows
    /// that would be refused.
    pub report: SyncReport,
}

impl<'r> SyncRun<'r> {
    /// Finds out what a run would do, writes nothing but the plan, and calls the other system for reading only. Works for
    /// drafts as well.
    ///
    /// # Errors
    /// Those of the source and the definition; [`ImportError::DryRunTooLarge`] beyond a million rows.
    pub fn preview(&self, request: &RunRequest, progress: &mut dyn FnMut(Progress)) -> Result<Preview, ImportError> {
        let known = self.known()?;
        if known.sync.state == SyncState::Archived {
            return Err(ImportError::SyncNotLive { reason: "it is archived".to_owned() });
        }
        self.check_organisation(&known.connection)?;
        let (mode, _) = known.mode_of(request.mode);
        let start = if mode == ReadMode::Incremental { known.progress.cursor.clone() } else { String::new() };
        let mut drive = self.rehearsing(&known, &mode, &start, LISTED_MAX, &request.part)?;
        let all = drive.stage_all(progress)?;
        let mut plan = PlanNote { content: content_of(&all), cursor: start, version: known.sync.version, ..PlanNote::default() };
        list_left_out(&all, &mut plan, LISTED_MAX);
        let report = drive.rehearse(all, plan, LISTED_MAX)?;
        let id = self.keep_plan(&known, request, &drive, &report)?;
        Ok(Preview {
            plan: id,
            report: SyncReport { import: crate::report::ImportReport { run_id: id.to_string(), ..report.import }, ..report },
        })
    }

    /// Does what a plan foretold, as a run: all of it, or what becomes of the records that the ids in `request` name. The rest can
    /// be done with the same plan afterwards. Named records are applied while the sync is paused as well.
    ///
    /// # Errors
    /// [`ImportError::PlanStale`] when the definition, the source or the position of the sync is another one than the plan's;
    /// nothing is written then. Else as [`SyncRun::start`].
    pub fn apply_plan(&self, plan: RunId, request: &RunRequest, progress: &mut dyn FnMut(Progress)) -> Result<SyncEnd, ImportError> {
        let known = self.known()?;
        // Somebody who names records watches over them; the others wait for a resume.
        if known.sync.state != SyncState::Paused || request.part.ids.is_empty() {
            known.check_live()?;
        }
        if let Some(run) = &known.unfinished {
            return Err(if run.state == RunState::Paused {
                ImportError::RunPaused { run: run.id }
            } else {
                ImportError::AlreadyRunning { run: run.id }
            });
        }
        let (asked, note) = self.plan_of(plan)?;
        if note.version != known.sync.version {
            return Err(ImportError::PlanStale { what: "the definition" });
        }
        let mode = asked.read_mode();
        if mode == ReadMode::Incremental && note.cursor != known.progress.cursor {
            return Err(ImportError::PlanStale { what: "the position of the sync" });
        }
        self.check_organisation(&known.connection)?;
        let part = Part { ids: request.part.ids.clone(), ..asked.part };
        let request = &RunRequest { part, ..request.clone() };
        let mut rehearsed = self.rehearsing(&known, &mode, &note.cursor, LISTED_MAX, &request.part)?;
        let all = rehearsed.stage_all(progress)?;
        if content_of(&all) != note.content {
            return Err(ImportError::PlanStale { what: "the source" });
        }
        let begun = self.begin_row(&known, &known.definition, request, &mode, Some(plan.0))?;
        let mut drive = self.drive(&known, rehearsed.task, begun, note.cursor)?;
        drive.staged = all.into();
        drive.run_to_end(progress)
    }

    /// Looks whether a plan could be applied as far as the definition and the source are concerned. Writes nothing.
    ///
    /// # Errors
    /// [`ImportError::PlanStale`] as [`SyncRun::apply_plan`].
    pub fn check_plan(&self, plan: RunId) -> Result<(), ImportError> {
        let known = self.known()?;
        self.staged_again(&known, plan, LISTED_MAX).map(|_| ())
    }

    /// Reads once more what a plan was made of.
    fn staged_again<'a>(
        &'a self,
        known: &'a Known,
        plan: RunId,
        listed_max: usize,
    ) -> Result<(Drive<'a, 'r>, Vec<Staged>, PlanNote), ImportError> {
        let (asked, note) = self.plan_of(plan)?;
        if note.version != known.sync.version {
            return Err(ImportError::PlanStale { what: "the definition" });
        }
        self.check_organisation(&known.connection)?;
        let mut drive = self.rehearsing(known, &asked.read_mode(), &note.cursor, listed_max, &asked.part)?;
        let all = drive.stage_all(&mut |_| ())?;
        if content_of(&all) != note.content {
            return Err(ImportError::PlanStale { what: "the source" });
        }
        Ok((drive, all, note))
    }

    /// Everything that a plan foretells, found out again: its lists hold up to [`FORETOLD_MAX`] entries each. Writes nothing.
    ///
    /// # Errors
    /// [`ImportError::PlanStale`] as [`SyncRun::apply_plan`]: then it would tell something else than the plan did.
    pub fn foretell(&self, plan: RunId) -> Result<SyncReport, ImportError> {
        let known = self.known()?;
        let (mut drive, all, note) = self.staged_again(&known, plan, FORETOLD_MAX)?;
        let mut whole = PlanNote { content: note.content, cursor: note.cursor, version: note.version, ..PlanNote::default() };
        list_left_out(&all, &mut whole, FORETOLD_MAX);
        drive.rehearse(all, whole, FORETOLD_MAX)
    }

    fn plan_of(&self, plan: RunId) -> Result<(Asked, PlanNote), ImportError> {
        let unknown = || ImportError::SyncNotLive { reason: format!("run {plan} is no plan of this sync") };
        let row = self.store.read(|session| session.run(plan))?.ok_or_else(unknown)?;
        let config: RunConfig = serde_json::from_str(&row.config).unwrap_or_default();
        let asked = Asked::of(&config);
        let report: SyncReport = serde_json::from_str(&row.report).unwrap_or_default();
        match report.plan {
            Some(note) if asked.sync == self.sync && config.dry_run => Ok((asked, note)),
            Some(_) | None => Err(unknown()),
        }
    }

    fn rehearsing<'a>(
        &'a self,
        known: &'a Known,
        mode: &ReadMode,
        start: &str,
        listed_max: usize,
        part: &Part,
    ) -> Result<Drive<'a, 'r>, ImportError> {
        let mut task = self.prepare(known, &known.definition, mode)?;
        task.gate.left_out_max = listed_max;
        task.narrow(part.choose(&task.object, known.definition.region(self.records.schema().region))?);
        let begun = Begun::rehearsed(&self.store, &task.object, known.definition.source_name())?;
        self.drive(known, task, begun, start.to_owned())
    }

    fn keep_plan(&self, known: &Known, request: &RunRequest, drive: &Drive<'_, '_>, report: &SyncReport) -> Result<RunId, ImportError> {
        let range = if let ReadMode::Range { from_ms, to_ms } = &drive.task.mode { Some((*from_ms, *to_ms)) } else { None };
        let asked = Asked {
            sync: self.sync,
            version: known.sync.version,
            mode: mode_name(&drive.task.mode).to_owned(),
            range,
            trigger: request.trigger.clone(),
            part: request.part.clone(),
            ..Asked::default()
        };
        let extra = serde_json::to_value(asked).ok().and_then(|value| value.as_object().cloned()).unwrap_or_default();
        let config = RunConfig {
            object: known.definition.object.clone(),
            source: known.definition.source_name().to_owned(),
            policy: known.definition.policy,
            dry_run: true,
            extra,
            ..RunConfig::default()
        };
        let state = if report.import.status == "done" { RunState::Done } else { RunState::DoneWithRejects };
        let (report, config, actor, object) = (report.clone(), to_json(&config), request.actor.clone(), drive.task.object.id);
        self.store.write(move |session| {
            let now_ms = session.now_ms();
            let id = session.allocate_run_id()?;
            let mut report = report.clone();
            report.import.run_id = id.to_string();
            session.run_insert(&RunRow {
                id,
                kind: "sync".to_owned(),
                state,
                actor: actor.clone(),
                object: Some(object),
                source: None,
                config: config.clone(),
                fingerprint: String::new(),
                report: to_json(&report),
                checkpoint: String::new(),
                batches: 0,
                undoes: None,
                undone_by: None,
                started_ms: now_ms,
                finished_ms: Some(now_ms),
                epoch: 1,
                lease_until_ms: 0,
                calls: RunCalls::default(),
            })?;
            Ok(id)
        })
    }
}

impl Drive<'_, '_> {
    /// Stages everything before anything is committed.
    pub(super) fn stage_all(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<Vec<Staged>, ImportError> {
        let checkpoint = self.checkpoint.clone();
        let mut all = Vec::new();
        loop {
            let mut staged = self.stage(progress)?;
            if let Some(error) = staged.stopped.take() {
                return Err(error.into());
            }
            self.checkpoint.read_before += staged.read;
            self.checkpoint.cursor.clone_from(&staged.next.0);
            let last = staged.last;
            all.push(staged);
            if last {
                break;
            }
            if self.checkpoint.read_before >= ROWS_MAX {
                return Err(ImportError::DryRunTooLarge { rows_max: usize::try_from(ROWS_MAX).unwrap_or(usize::MAX) });
            }
        }
        self.checkpoint = checkpoint;
        Ok(all)
    }

    /// Applies everything in a transaction that is rolled back; each list of the plan holds at most `listed_max` entries.
    pub(super) fn rehearse(&mut self, all: Vec<Staged>, mut plan: PlanNote, listed_max: usize) -> Result<SyncReport, ImportError> {
        let started_ms = self.begun.row.started_ms;
        let mut segments: Vec<Segment> = Vec::with_capacity(all.len());
        let (mut read, mut excluded, mut findings) = (0, 0, crate::report::FindingCounts::default());
        for (number, mut staged) in all.into_iter().enumerate() {
            read += staged.read;
            excluded += staged.noted.excluded;
            self.unnamed += staged.noted.unnamed;
            findings.merge(staged.findings.clone());
            self.seen.append(&mut staged.noted.seen);
            segments.push(self.segment_of(staged, started_ms, number)?);
        }
        let mut report = self.report.clone();
        report.import.dry_run = true;
        let crossings: Vec<String> = self.task.definition.crossings().into_iter().map(|crossing| crossing.told().en).collect();
        if !crossings.is_empty() {
            report.warn("crossed_columns", crossings.join("; "));
        }
        let told: u64 = segments.iter().map(|segment| segment.gone.len() as u64).sum();
        if let Err(ImportError::Paused(pause)) = segments.iter().try_for_each(|segment| self.guard_removals(&segment.gone)) {
            report.paused_by = Some(pause.kind.to_owned());
            report.warn("would_pause", pause.reason);
        }
        if self.must_check_missing() && read > 0 {
            self.foresee_missing(&mut segments, told, &mut report)?;
        }
        let committer: Committer<'_> = self.committer()?;
        let rehearsed = committer.rehearse(&segments, read, listed_max)?;
        report.import.counts = rehearsed.tally.counts;
        report.import.counts.excluded = excluded;
        if let Some(pause) = over_limit(&self.facts.limits, &self.facts.waive, &rehearsed.last) {
            report.paused_by = Some(pause.kind.to_owned());
            report.warn("would_pause", pause.reason);
        }
        self.list_rehearsed(&rehearsed, &mut plan, listed_max);
        findings.merge(rehearsed.tally.findings);
        finish_report(&mut report.import, findings, &rehearsed.shared, &self.timer);
        report.plan = Some(plan);
        Ok(report)
    }

    fn list_rehearsed(&self, rehearsed: &Rehearsed, plan: &mut PlanNote, listed_max: usize) {
        let value = |(example, ids): (&records::Example, &Vec<String>)| {
            let mut value = serde_json::to_value(example).unwrap_or(Value::Null);
            value["external_ids"] = json!(ids);
            value
        };
        plan.examples = rehearsed.examples.iter().zip(&rehearsed.example_ids).take(listed_max).map(value).collect();
        let skipped = rehearsed.unchanged.iter().map(|(row, external_id, code)| Skipped {
            row: *row,
            external_id: external_id.clone(),
            reason: reason_of(*code),
            ..Skipped::default()
        });
        plan.skipped.extend(skipped.take(listed_max.saturating_sub(plan.skipped.len())));
        plan.skipped.sort_by_key(|skipped| skipped.row);
        let id_column = self.task.definition.mapping.as_ref().and_then(plain_id_column);
        let refused = |letter: &DeadLetterRow| Skipped {
            row: letter.row_number,
            external_id: rehearsed.held_ids.get(&letter.row_number).cloned().or_else(|| raw_id(id_column?, letter)).unwrap_or_default(),
            reason: letter.code.name(),
            field: letter.field.clone(),
            detail: letter.detail.clone(),
        };
        plan.refused = rehearsed.dead_letters.iter().take(listed_max).map(refused).collect();
    }

    fn foresee_missing(&mut self, segments: &mut Vec<Segment>, told: u64, report: &mut SyncReport) -> Result<(), ImportError> {
        let source = self.begun.source.id;
        if self.unnamed > 0 {
            report.warn("missing_not_checked", "rows without a usable id were rejected");
            return Ok(());
        }
        // Whatever is known was changed before this rehearsal.
        match self.run.find_missing(&self.task.definition, source, RunId(i64::MAX), &mut self.seen)? {
            Missing::Unknown(code, why) => report.warn(code, why),
            Missing::Found { gone, known } => {
                match over_guard(&self.task.definition.deletions, &self.facts.waive, told + gone.len() as u64, known) {
                    Some(pause) => {
                        report.paused_by = Some(pause.kind.to_owned());
                        report.warn("would_pause", pause.reason);
                    }
                    None => segments.push(self.missing_segment("", gone, segments.len())),
                }
            }
        }
        Ok(())
    }
}

/// Sum of the content of everything that was read.
fn content_of(all: &[Staged]) -> String {
    let sum = all.iter().fold(0_u64, |sum, staged| sum.wrapping_add(staged.noted.content));
    let rows: u64 = all.iter().map(|staged| staged.read).sum();
    format!("{rows}-{sum:016x}")
}

/// The column that holds the source's ids, when they are taken as they come.
fn plain_id_column(mapping: &Mapping) -> Option<&str> {
    let rule = mapping.fields.iter().find(|rule| rule.to == TARGET_EXTERNAL_ID)?;
    match rule.from.as_slice() {
        [column] if rule.transforms.is_empty() && rule.values.is_empty() => Some(column),
        _ => None,
    }
}

/// The id of a row that was refused before anybody could use it.
fn raw_id(column: &str, letter: &DeadLetterRow) -> Option<String> {
    let raw: serde_json::Map<String, Value> = serde_json::from_str(&letter.raw).ok()?;
    match raw.get(column)? {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn list_left_out(all: &[Staged], plan: &mut PlanNote, listed_max: usize) {
    let left_out = all.iter().flat_map(|staged| &staged.noted.left_out);
    let line = |(row, external_id, verdict): &(u64, String, Verdict)| Skipped {
        row: i64::try_from(*row).unwrap_or(i64::MAX),
        external_id: external_id.clone(),
        reason: match verdict {
            Verdict::In => "in",
            Verdict::Share => "share",
            Verdict::Excluded => "excluded",
            Verdict::Rollout => "rollout",
            Verdict::OutOfScope => "out_of_scope",
            Verdict::Part => "part",
        }
        .to_owned(),
        ..Skipped::default()
    };
    // What a person left out is shown whatever else is: it can be taken in again there.
    let (by_hand, others): (Vec<_>, Vec<_>) = left_out.partition(|(_, _, verdict)| *verdict == Verdict::Excluded);
    plan.skipped.extend(by_hand.into_iter().chain(others).take(listed_max / 2).map(line));
}

fn reason_of(code: Option<FindingCode>) -> String {
    code.map_or_else(|| "unchanged".to_owned(), FindingCode::name)
}
