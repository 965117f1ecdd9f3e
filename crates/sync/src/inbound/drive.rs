//! The loop of a run: stage a segment, settle its versions, cluster, commit with the cursor; at the end of a full read remove
//! what it did not show.

use std::collections::{HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use connector::{ConnectorError, Cursor, NextStep, ReadMode, Source};
use identity::cluster::{ClusterRules, Clusters, KEY_SHARE_MAX, cluster};
use model::KeyHash;
use records::{Gone, GoneReason};
use store::{RunRow, SharedKeyRow, StoreError, kill_point};

use crate::RunConfig;
use crate::begin::{Begun, LEASE_MS};
use crate::commit::{CommitContext, CommitTimes, Committer, RunAfter, Segment, lock};
use crate::error::ImportError;
use crate::import::{Progress, Stage};
use crate::inbound::after::{AfterBatch, RunFacts};
use crate::inbound::missing::Missing;
use crate::inbound::pause::over_guard;
use crate::inbound::report::SyncReport;
use crate::inbound::settle::settle;
use crate::inbound::staging::Staging;
use crate::inbound::state::{SyncCheckpoint, reading_fingerprint};
use crate::inbound::task::Task;
use crate::inbound::{Asked, BATCH_CLUSTERS_MAX, Known, Outcome, SyncEnd, SyncRun, mode_name};
use crate::load::{Timer, shared_rows};
use crate::prepare::{BatchLimits, Position};
use crate::problems::Replaying;
use crate::report::FindingCounts;
use crate::spool::SpoolSettings;
use crate::stage::Staged;
use crate::tally::Tally;

/// How often one attempt goes back because the source no longer knows the place, or its columns changed.
const REOPENED_MAX: u32 = 5;

/// Rows of a segment from which on the next one is read while it is committed.
const AHEAD_FROM: u64 = 10_000;

/// One attempt at a run.
pub(super) struct Drive<'a, 'r> {
    pub run: &'a SyncRun<'r>,
    pub known: &'a Known,
    pub task: Task,
    pub begun: Begun,
    pub current: Arc<Mutex<RunRow>>,
    pub checkpoint: SyncCheckpoint,
    pub report: SyncReport,
    pub facts: RunFacts,
    /// Hashes of the ids a full read has shown.
    pub seen: Vec<u64>,
    /// Segments staged before anything is committed (plans).
    pub staged: VecDeque<Staged>,
    pub timer: Timer,
    /// Rows without a usable id that were rejected.
    pub unnamed: u64,
    /// Set when the rows were refused before.
    pub replaying: Option<Arc<Replaying>>,
    reopened: u32,
    /// The place the source did not know last.
    lost_at: Option<String>,
}

/// A segment ready to be committed, with what is needed after it.
struct Ready {
    segment: Segment,
    stopped: Option<ConnectorError>,
}

impl<'r> SyncRun<'r> {
    /// Works on a run that has begun, and notes how it ended. `start` is where an incremental read begins.
    pub(super) fn work(
        &self,
        known: &Known,
        task: Task,
        begun: Begun,
        note: Option<(&'static str, String)>,
        start: String,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<SyncEnd, ImportError> {
        let mut drive = self.drive(known, task, begun, start)?;
        for (code, detail) in self.before.clone().into_iter().chain(note) {
            drive.report.note(code, detail);
        }
        drive.run_to_end(progress)
    }

    pub(super) fn drive<'a>(&'a self, known: &'a Known, mut task: Task, begun: Begun, start: String) -> Result<Drive<'a, 'r>, ImportError> {
        let config: &RunConfig = &begun.config;
        let asked = Asked::of(config);
        task.narrow(asked.part.choose(&task.object, known.definition.region(self.records.schema().region))?);
        let mut checkpoint: SyncCheckpoint = serde_json::from_str(&begun.row.checkpoint).unwrap_or_default();
        let is_first = begun.row.checkpoint.is_empty() || (begun.row.batches == 0 && checkpoint.start_cursor.is_empty());
        if is_first {
            let cursor = if task.mode == ReadMode::Incremental { start } else { String::new() };
            let known_before =
                if task.mode == ReadMode::Full { self.store.read(|session| session.source_linked_count(begun.source.id))? } else { 0 };
            let attempts = checkpoint.attempts;
            checkpoint =
                SyncCheckpoint { cursor: cursor.clone(), start_cursor: cursor, known_before, attempts, ..SyncCheckpoint::default() };
        } else if task.checks_missing() && checkpoint.known_before > 0 && (checkpoint.segment > 0 || checkpoint.all_read) {
            // What the attempt before was shown is not known any more, so what is missing could not be told.
            checkpoint.restart("");
        } else {
            checkpoint.begin_again();
        }
        let report = self.first_report(&task, &begun, asked.version);
        let facts = RunFacts {
            sync: self.sync,
            mode: task.mode.clone(),
            is_read: !task.is_part(),
            is_part: task.is_part(),
            columns: task.columns.clone(),
            drift: task.reduced.drift.clone(),
            shown: task.reading.shown(),
            reading: reading_fingerprint(&task.definition),
            limits: task.definition.limits,
            waive: asked.waive,
            inbox: Vec::new(),
            letters: Vec::new(),
        };
        Ok(Drive {
            run: self,
            known,
            task,
            current: Arc::new(Mutex::new(begun.row.clone())),
            begun,
            checkpoint,
            report,
            facts,
            seen: Vec::new(),
            staged: VecDeque::new(),
            timer: Timer::start(),
            unnamed: 0,
            replaying: None,
            reopened: 0,
            lost_at: None,
        })
    }

    fn first_report(&self, task: &Task, begun: &Begun, version: i64) -> SyncReport {
        let mut report = SyncReport { sync: self.sync, version, mode: mode_name(&task.mode).to_owned(), ..SyncReport::default() };
        report.import.run_id = begun.row.id.to_string();
        "running".clone_into(&mut report.import.status);
        report.import.object.clone_from(&task.definition.object);
        task.definition.source_name().clone_into(&mut report.import.source);
        report.import.resumed = begun.resumed;
        report.import.mapping = Some(task.reduced.mapping.clone());
        let shape = task.reading.shape();
        for note in &shape.notes {
            report.note(note.code, note.detail.clone());
        }
        let part = task.gate.part.as_ref().map(|chosen| &chosen.part);
        if let Some(filter) = part.and_then(|part| part.filter.as_ref()) {
            report.note("only_matching", filter.clone());
        }
        if let Some(part) = part.filter(|part| !part.ids.is_empty()) {
            report.note("only_chosen", part.ids.len().to_string());
        }
        let unmapped = task.compiled.unmapped_columns().iter().filter_map(|at| shape.columns.get(*at).cloned());
        report.import.unmapped_columns = unmapped.collect();
        report
    }
}

impl<'a, 'r> Drive<'a, 'r> {
    /// Runs to the end and notes it, whatever it is.
    pub fn run_to_end(mut self, progress: &mut dyn FnMut(Progress)) -> Result<SyncEnd, ImportError> {
        match self.go(progress) {
            Ok(report) => Ok(SyncEnd { run: Some(self.begun.row.id), outcome: Outcome::Ended, report }),
            Err(error) => {
                let row = lock(&self.current).clone();
                self.run.note_end(row, self.report.clone(), &error)
            }
        }
    }

    fn go(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<SyncReport, ImportError> {
        let mut committer = self.committer()?;
        let mut shared: Vec<SharedKeyRow> = Vec::new();
        let mut ahead: Option<Result<Staged, ImportError>> = None;
        loop {
            let staged = match ahead.take().or_else(|| self.staged.pop_front().map(Ok)) {
                Some(staged) => staged,
                None => self.stage(progress),
            };
            let staged = match staged {
                Ok(staged) => staged,
                Err(ImportError::Source(error)) => {
                    self.reopen(error)?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            let Ready { segment, stopped } = self.ready(staged, self.begun.row.started_ms, progress)?;
            let last = segment.staged.last;
            self.guard_removals(&segment.gone)?;
            let finishes = last && !self.must_check_missing();
            if stopped.is_some() {
                self.commit(&mut committer, &segment, finishes, &mut shared, progress)?;
            } else {
                ahead = self.commit_and_stage(&mut committer, &segment, finishes, &mut shared, progress)?;
            }
            if last {
                if !finishes {
                    self.remove_missing(&mut committer, &segment.staged.next.0, &mut shared, progress)?;
                }
                let row = lock(&self.current).clone();
                return Ok(serde_json::from_str(&row.report).unwrap_or_else(|_| self.report.clone()));
            }
            if let Some(error) = stopped {
                self.reopen(error)?;
            }
        }
    }

    /// Stages the next segment from the checkpoint's cursor on.
    pub fn stage(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<Staged, ImportError> {
        self.renew_lease()?;
        let rows_total = self.task.reading.shape().rows_known;
        let (cursor, first) = (Cursor(self.checkpoint.cursor.clone()), self.checkpoint.read_before + 1);
        let run = self.run;
        let staging =
            Staging { store: &run.store, settings: &run.settings, cancel: &run.stop.flag, task: &mut self.task, current: &self.current };
        let mut on_rows = |rows| progress(Progress { stage: Stage::Reading, rows, rows_total });
        let staged = self.timer.time("stage", || staging.stage(&cursor, first, &mut on_rows))?;
        self.note_warnings();
        kill_point("K3");
        Ok(staged)
    }

    /// What the source has warned of so far.
    fn note_warnings(&mut self) {
        for warning in &self.task.reading.shape().warnings {
            self.report.import.warnings.retain(|known| known.code != warning.code);
            self.report.warn(warning.code, warning.detail.clone());
        }
    }

    /// Commits a segment and stages the one behind it meanwhile, where it is large enough to be worth another thread.
    fn commit_and_stage(
        &mut self,
        committer: &mut Committer<'_>,
        segment: &Segment,
        finishes: bool,
        shared: &mut Vec<SharedKeyRow>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Option<Result<Staged, ImportError>>, ImportError> {
        let staged = &segment.staged;
        if staged.last || staged.read < AHEAD_FROM || !self.staged.is_empty() {
            self.commit(committer, segment, finishes, shared, progress)?;
            return Ok(None);
        }
        let (cursor, first) = (staged.next.clone(), self.checkpoint.read_before + staged.read + 1);
        let (run, enough) = (self.run, AtomicBool::new(false));
        let Self { task, current, checkpoint, report, facts, timer, reopened, .. } = self;
        let staging = Staging { store: &run.store, settings: &run.settings, cancel: &enough, task, current };
        let keeping = Keeping { checkpoint, report, facts, current, timer, reopened: *reopened };
        let (committed, (ahead, time)) = std::thread::scope(|scope| {
            let ahead = scope.spawn(move || {
                let start = Instant::now();
                (staging.stage(&cursor, first, &mut |_| ()), start.elapsed())
            });
            let committed = keeping.commit(committer, segment, finishes, shared, progress);
            // What was not committed is read again by the next attempt.
            enough.store(committed.is_err(), Ordering::Relaxed);
            let failed = |_| (Err(ImportError::Spool(std::io::Error::other("the reading thread failed"))), Duration::ZERO);
            (committed, ahead.join().unwrap_or_else(failed))
        });
        committed?;
        self.timer.add("stage", time);
        self.note_warnings();
        kill_point("K3");
        Ok(Some(ahead))
    }

    /// Keeps the run ours between two segments, however long one takes.
    fn renew_lease(&self) -> Result<(), ImportError> {
        let RunRow { id, epoch, .. } = *lock(&self.current);
        // A rehearsal has no run.
        if self.checkpoint.segment == 0 || id.0 == 0 {
            return Ok(());
        }
        let until = self.run.store.clock().now_ms() + LEASE_MS;
        kill_point("K14");
        let kept = self.run.store.submit(move |session| session.run_lease_extend(id, until, epoch)).wait()?;
        kill_point("K14");
        if kept { Ok(()) } else { Err(StoreError::LeaseLost { run: id }.into()) }
    }

    /// Settles versions and clusters: what [`Drive::stage`] read becomes a segment to commit.
    fn ready(&mut self, mut staged: Staged, version_ms: i64, progress: &mut dyn FnMut(Progress)) -> Result<Ready, ImportError> {
        progress(Progress { stage: Stage::Clustering, rows: 0, rows_total: Some(staged.read) });
        let stopped = staged.stopped.take();
        self.unnamed += staged.noted.unnamed;
        self.seen.append(&mut staged.noted.seen);
        let segment = self.segment_of(staged, version_ms, self.checkpoint.segment)?;
        Ok(Ready { segment, stopped })
    }

    /// Makes the `number`-th segment of what was staged.
    pub fn segment_of(&mut self, mut staged: Staged, version_ms: i64, number: usize) -> Result<Segment, ImportError> {
        let told_now = self.task.rules.rows != records::RowsAre::Told;
        let mut gone = settle(&mut staged, self.task.compiled.has_version(), version_ms, told_now)?;
        if !self.task.removes() {
            gone.retain(|gone| matches!(gone.reason, GoneReason::MergedInto(_)));
        }
        let shared_before = &self.begun.shared;
        let rules = ClusterRules { shared: &|hash| shared_before.contains(&hash), share_max: KEY_SHARE_MAX };
        let clusters = self.timer.time("cluster", || cluster(&mut staged.load, &rules));
        staged.load.names = Vec::new();
        let shared = shared_rows(&staged, &clusters, &self.task.object, &self.run.store.hasher())?;
        Ok(self.segment(Arc::new(staged), clusters, shared, gone, (version_ms, number)))
    }

    fn segment(&self, staged: Arc<Staged>, clusters: Clusters, shared: Vec<SharedKeyRow>, gone: Vec<Gone>, of: (i64, usize)) -> Segment {
        let clusters_max = self.run.settings.batch_clusters_max.clamp(1, BATCH_CLUSTERS_MAX);
        Segment {
            staged,
            clusters: Arc::new(clusters),
            shared: Arc::new(shared),
            source_name: self.task.definition.source_name().into(),
            version_ms: of.0,
            number: of.1,
            gone: Arc::new(gone),
            limits: BatchLimits { clusters_max, rejects_max: 10_000, bytes_max: 64 << 20 },
        }
    }

    pub fn committer(&self) -> Result<Committer<'a>, ImportError> {
        let shared: HashSet<KeyHash> = self.begun.shared.union(&self.begun.shared_by_run).copied().collect();
        let task = &self.task;
        let context = CommitContext {
            object: Arc::clone(&task.object),
            source: self.begun.source.id,
            run: self.begun.row.id,
            hasher: self.run.store.hasher(),
            policy: task.definition.policy,
            match_keys: Arc::new(task.keys.clone()),
            ranks: Arc::new(self.begun.ranks.clone()),
            shared: Arc::new(shared),
            schema: self.run.records.schema(),
            source_name: task.definition.source_name().into(),
            sync: Some(Arc::new(task.rules.clone())),
            two_way: task.two_way.clone(),
            after_removal: task.after_removal(),
            first_time: !self.begun.resumed,
            replaying: self.replaying.clone(),
            open_rows: None,
        };
        let mut tally = Tally::default();
        tally.counts = self.checkpoint.counts;
        tally.findings = FindingCounts::from_list(&self.checkpoint.applied_findings);
        tally.looked = self.checkpoint.read_before.saturating_sub(self.checkpoint.excluded_before);
        tally.protected = self.checkpoint.protected;
        tally.known_again = self.checkpoint.known_again;
        if self.begun.resumed {
            self.run.store.read(|session| tally.recall(session, self.begun.row.id))?;
        }
        Ok(Committer {
            store: &self.run.store,
            context,
            tally: Arc::new(Mutex::new(tally)),
            cancel: &self.run.stop.flag,
            times: CommitTimes::default(),
        })
    }

    fn commit(
        &mut self,
        committer: &mut Committer<'_>,
        segment: &Segment,
        finishes: bool,
        shared: &mut Vec<SharedKeyRow>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), ImportError> {
        let Self { current, checkpoint, report, facts, timer, reopened, .. } = self;
        let keeping = Keeping { checkpoint, report, facts, current, timer, reopened: *reopened };
        keeping.commit(committer, segment, finishes, shared, progress)
    }

    /// True when the end of the rows is not the end of the run.
    pub fn must_check_missing(&self) -> bool {
        self.facts.is_read && self.task.checks_missing() && self.checkpoint.known_before > 0
    }

    /// Removals that are told go through the guard as well, counted over the whole run.
    pub fn guard_removals(&self, gone: &[Gone]) -> Result<(), ImportError> {
        let deletions = &self.task.definition.deletions;
        let most = self.checkpoint.counts.removed + gone.len() as u64;
        if gone.is_empty() || most <= deletions.count_free.max(self.facts.waive.removals_max) {
            return Ok(());
        }
        let source = self.begun.source.id;
        let (linked, known) = self.run.store.read(|session| {
            let ids: Vec<&str> = gone.iter().map(|gone| gone.external_id.as_str()).collect();
            let links = session.source_links(source, &ids)?;
            Ok::<_, StoreError>((links.into_iter().flatten().filter(|link| link.linked).count(), session.source_linked_count(source)?))
        })?;
        let removed = self.checkpoint.counts.removed;
        match over_guard(deletions, &self.facts.waive, removed + linked as u64, known + removed) {
            Some(pause) => Err(ImportError::Paused(Box::new(pause))),
            None => Ok(()),
        }
    }

    /// Removes what a full read did not show, as the last segment of the run.
    fn remove_missing(
        &mut self,
        committer: &mut Committer<'_>,
        next: &str,
        shared: &mut Vec<SharedKeyRow>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), ImportError> {
        self.checkpoint.all_read = true;
        let mut gone = Vec::new();
        if self.checkpoint.read_before == 0 {
            // An empty list where records are known is a fault of somebody, and never a reason to delete customers (F31).
        } else if self.unnamed > 0 {
            let why = "rows without a usable id were rejected, so nobody can tell which records are missing";
            self.report.warn("missing_not_checked", why);
        } else {
            match self.run.find_missing(&self.task.definition, self.begun.source.id, self.begun.row.id, &mut self.seen)? {
                Missing::Unknown(code, why) => self.report.warn(code, why),
                Missing::Found { gone: found, known } => {
                    let removed = self.checkpoint.counts.removed;
                    if let Some(pause) =
                        over_guard(&self.task.definition.deletions, &self.facts.waive, removed + found.len() as u64, known + removed)
                    {
                        return Err(ImportError::Paused(Box::new(pause)));
                    }
                    gone = found;
                }
            }
        }
        let segment = self.missing_segment(next, gone, self.checkpoint.segment);
        self.commit(committer, &segment, true, shared, progress)
    }

    /// A segment of removals alone.
    pub fn missing_segment(&self, next: &str, gone: Vec<Gone>, number: usize) -> Segment {
        let columns = Arc::clone(&self.task.reading.shape().columns);
        let spool = SpoolSettings { folder: self.run.settings.folder.clone(), memory_bytes_max: self.run.settings.spool_memory_bytes_max };
        let mut staged = Staged::new(columns, &spool);
        next.clone_into(&mut staged.next.0);
        staged.last = true;
        self.segment(Arc::new(staged), Clusters::default(), Vec::new(), gone, (self.begun.row.started_ms, number))
    }

    /// The source ended early. Where it no longer knows the place, or changed its columns, it is opened again: at the last cursor
    /// that was committed, else where the run began, else for a full read. Any other error ends the attempt.
    fn reopen(&mut self, error: ConnectorError) -> Result<(), ImportError> {
        let has_changed = matches!(error, ConnectorError::Changed { .. });
        if self.reopened >= REOPENED_MAX || !(has_changed || error.next_step() == NextStep::Restart) {
            return Err(error.into());
        }
        self.reopened += 1;
        let mut mode = self.task.mode.clone();
        let is_lost = !has_changed && self.lost_at.as_deref() == Some(self.checkpoint.cursor.as_str());
        if is_lost && self.checkpoint.cursor != self.checkpoint.start_cursor {
            let start = self.checkpoint.start_cursor.clone();
            self.checkpoint.restart(&start);
            self.seen.clear();
        } else if is_lost && mode == ReadMode::Incremental {
            self.report.note("cursor_expired", "the source no longer knows where reading stopped; everything was read");
            self.checkpoint.start_cursor = String::new();
            self.checkpoint.restart("");
            self.checkpoint.went_full = true;
            self.checkpoint.known_before = self.run.store.read(|session| session.source_linked_count(self.begun.source.id))?;
            self.seen.clear();
            mode = ReadMode::Full;
        } else if is_lost {
            return Err(error.into());
        }
        self.lost_at = Some(self.checkpoint.cursor.clone());
        let part = self.task.gate.part.take();
        self.task = self.run.prepare(self.known, &self.task.definition, &mode)?;
        self.task.narrow(part);
        self.facts.mode = mode.clone();
        self.facts.drift = self.task.reduced.drift.clone();
        self.facts.columns = self.task.columns.clone();
        mode_name(&mode).clone_into(&mut self.report.mode);
        Ok(())
    }
}

/// What committing a segment needs of a run: everything but its source, which may be read meanwhile.
struct Keeping<'d> {
    checkpoint: &'d mut SyncCheckpoint,
    report: &'d SyncReport,
    facts: &'d RunFacts,
    current: &'d Arc<Mutex<RunRow>>,
    timer: &'d mut Timer,
    reopened: u32,
}

impl Keeping<'_> {
    fn commit(
        self,
        committer: &mut Committer<'_>,
        segment: &Segment,
        finishes: bool,
        shared: &mut Vec<SharedKeyRow>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), ImportError> {
        let staged = &segment.staged;
        {
            let mut tally = lock(&committer.tally);
            tally.counts.read = self.checkpoint.read_before + staged.read;
            tally.counts.excluded = self.checkpoint.excluded_before + staged.noted.excluded;
        }
        committer.context.first_time &= self.reopened == 0;
        Arc::make_mut(&mut committer.context.shared).extend(segment.without_force());
        shared.extend(segment.shared.iter().cloned());
        let mut findings = FindingCounts::from_list(&self.checkpoint.mapped_findings);
        findings.merge(staged.findings.clone());
        let after = AfterBatch {
            facts: Arc::new(self.facts.clone()),
            current: Arc::clone(self.current),
            report: self.report.clone(),
            checkpoint: self.checkpoint.clone(),
            next: staged.next.0.clone(),
            read: staged.read,
            excluded: staged.noted.excluded,
            finishes,
            findings: findings.clone(),
            shared: shared.clone(),
            timer: self.timer.clone(),
        };
        let run_after: RunAfter = Arc::new(move |session, end, out| after.make(session, end, out));
        let (mut rows, start, current) = (0, Instant::now(), Arc::clone(self.current));
        committer.commit(segment, Position::default(), &run_after, &mut |row, batch_rows| {
            *lock(&current) = row.clone();
            rows += batch_rows;
            progress(Progress { stage: Stage::Applying, rows, rows_total: Some(staged.read) });
        })?;
        self.timer.add("commit", start.elapsed());
        *self.checkpoint = serde_json::from_str(&lock(self.current).checkpoint).unwrap_or_default();
        Ok(())
    }
}
