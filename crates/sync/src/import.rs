//! An import: one source, one object, one run. See [`Import::run`].

use std::hash::Hasher;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use connector::{Cursor, NextStep, Source};
use identity::cluster::{ClusterRules, Clusters, KEY_SHARE_MAX, cluster};
use identity::MatchKeys;
use mapping::{Compiled, Mapping};
use model::{Actor, Object, RunId, SourceId};
use records::{Example, MatchPolicy};
use siphasher::sip128::{Hasher128, SipHasher13};
use store::{DeadLetterRow, RunRow, RunState, SharedKeyRow, Store, StoreError};

use crate::begin::{Begun, Checkpoint, LEASE_MS, begin, to_json};
use crate::commit::{CommitContext, Committer, RunAfter, Segment, lock};
use crate::error::ImportError;
use crate::map_rows::RowMapper;
use crate::matching::match_keys;
use crate::plan::{Plan, plan};
use crate::prepare::{BatchLimits, Position, decode, key_value};
use crate::report::{FindingCounts, ImportReport, Note, Phase, SHARED_KEYS_MAX, SharedKeyNote};
use crate::spool::SpoolSettings;
use crate::stage::{StageLimits, Staged, stage};
use crate::tally::{BatchTally, Tally};

/// What is to be imported, and how.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// What rows become.
    pub object: Object,
    /// Name of the system the rows come from; made when it is new.
    pub source: String,
    /// Name of the file, for people.
    pub file: String,
    /// The mapping; proposed from names and values when absent.
    pub mapping: Option<Mapping>,
    /// Match keys by name; the mapping's, else all of the object, when absent.
    pub match_keys: Option<Vec<String>>,
    /// For rows that fit several customers.
    pub policy: MatchPolicy,
    /// Find out what would happen, write nothing.
    pub dry_run: bool,
    /// Who asks.
    pub actor: Actor,
    /// The run that was made for this import, if there is one.
    pub run: Option<RunId>,
}

/// How much is done at once, and where.
#[derive(Clone, Debug)]
pub struct ImportSettings {
    /// Threads that map.
    pub mappers: usize,
    /// Rows of one segment: about 90 bytes of memory each.
    pub segment_rows_max: usize,
    /// Customers of one transaction. Smaller ones let other writers in sooner.
    pub batch_clusters_max: usize,
    /// Where rows are put aside.
    pub folder: PathBuf,
    /// Bytes put aside in memory before a file is made.
    pub spool_memory_bytes_max: usize,
    /// True when no other process works on these data: a run whose worker is not in this process can be taken over at once.
    pub exclusive: bool,
    /// Differences and dead letters that a dry run tells.
    pub examples_max: usize,
}

impl ImportSettings {
    /// For an import that has the machine to itself; rows are put aside in `folder`.
    #[must_use]
    pub fn alone(folder: PathBuf) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            mappers: cores.clamp(1, 8),
            segment_rows_max: 5_000_000,
            batch_clusters_max: 50_000,
            folder,
            spool_memory_bytes_max: 24 << 20,
            exclusive: true,
            examples_max: 1_000,
        }
    }

    /// For an import beside other work: smaller transactions, so that other writers wait less.
    #[must_use]
    pub fn beside_others(folder: PathBuf) -> Self {
        Self { batch_clusters_max: 10_000, ..Self::alone(folder) }
    }
}

/// Where an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Rows are read, mapped and put aside.
    Reading,
    /// Rows that are one customer are found.
    Clustering,
    /// Customers are written.
    Applying,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is going on.
    pub stage: Stage,
    /// Rows of this stage done.
    pub rows: u64,
    /// Rows of this stage in all, where known.
    pub rows_total: Option<u64>,
}

/// What came of an import.
#[derive(Debug)]
pub struct Imported {
    /// The story.
    pub report: ImportReport,
    /// How records would change (dry runs).
    pub examples: Vec<Example>,
    /// Rows that would be rejected or held (dry runs; else the store has them).
    pub dead_letters: Vec<DeadLetterRow>,
}

/// One import, ready to run.
pub struct Import {
    store: Store,
    request: ImportRequest,
    settings: ImportSettings,
    cancel: Arc<AtomicBool>,
}

/// What is the same for all segments.
struct Loading<'a> {
    source_id: SourceId,
    compiled: &'a Compiled,
    match_keys: &'a MatchKeys,
    shared: &'a std::collections::HashSet<i64>,
}

#[derive(Default)]
struct Timer {
    phases: Vec<Phase>,
}

impl Timer {
    fn add(&mut self, name: &str, time: Duration) {
        match self.phases.iter_mut().find(|phase| phase.name == name) {
            Some(phase) => phase.seconds += time.as_secs_f64(),
            None => self.phases.push(Phase { name: name.to_owned(), seconds: time.as_secs_f64() }),
        }
    }

    fn time<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.add(name, start.elapsed());
        done
    }
}

impl Import {
    /// An import of `request` into `store`.
    #[must_use]
    pub fn new(store: &Store, request: ImportRequest, settings: ImportSettings) -> Self {
        Self { store: store.clone(), request, settings, cancel: Arc::default() }
    }

    /// Set to stop between two batches.
    #[must_use]
    pub fn cancel_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel)
    }

    /// Reads `source` to its end and applies it, or goes on where an earlier attempt at the same content was interrupted.
    ///
    /// # Errors
    /// [`ImportError`]. What was committed stays, with its checkpoint; an error that may pass leaves the run open for another
    /// attempt, any other ends it as failed.
    pub fn run(&self, source: &mut dyn Source, progress: &mut dyn FnMut(Progress)) -> Result<Imported, ImportError> {
        let start = Instant::now();
        let mut timer = Timer::default();
        let keys = match_keys(&self.request.object, self.match_key_names())?;
        let mut plan = timer.time("profile", || plan(source, &self.request.object, self.request.mapping.as_ref(), &self.cancel))?;
        let mut report = self.first_report(&plan, source);
        if self.request.dry_run {
            return self.rehearse(source, &plan, &keys, report, timer, start, progress);
        }
        let fingerprint = self.fingerprint(source);
        let begun = timer.time("begin", || begin(&self.store, &self.request, &plan.mapping, &fingerprint, self.settings.exclusive))?;
        if begun.resumed
            && let Some(mapping) = &begun.config.mapping
            && *mapping != plan.mapping
        {
            plan = self::plan(source, &self.request.object, Some(mapping), &self.cancel)?;
            report.mapping = Some(mapping.clone());
        }
        report.run_id = begun.row.id.to_string();
        report.resumed = begun.resumed;
        let current = Arc::new(Mutex::new(begun.row.clone()));
        match self.work(source, &plan, &keys, &begun, &current, report.clone(), timer, start, progress) {
            Ok(report) => Ok(Imported { report, examples: Vec::new(), dead_letters: Vec::new() }),
            Err(error) => {
                self.note_failure(&current, report, &error);
                Err(error)
            }
        }
    }

    fn match_key_names(&self) -> Option<&[String]> {
        let of_mapping = || self.request.mapping.as_ref().and_then(|mapping| mapping.match_keys.as_deref());
        self.request.match_keys.as_deref().or_else(of_mapping)
    }

    fn first_report(&self, plan: &Plan, source: &dyn Source) -> ImportReport {
        let _ = source;
        ImportReport {
            dry_run: self.request.dry_run,
            status: "running".to_owned(),
            object: self.request.object.name.clone(),
            source: self.request.source.clone(),
            file: self.request.file.clone(),
            warnings: plan.warnings.clone(),
            notes: plan.notes.clone(),
            mapping: Some(plan.mapping.clone()),
            suggestions: plan.suggestions.clone(),
            unmapped_columns: plan.unmapped_columns.clone(),
            ..ImportReport::default()
        }
    }

    /// Of the content and of everything that decides what becomes of it; empty when the content has none.
    fn fingerprint(&self, source: &dyn Source) -> String {
        let Some(content) = &source.shape().fingerprint else { return String::new() };
        let mut hasher = SipHasher13::new_with_keys(0x7261_7070, 0x6f72_7400);
        let mapping = self.request.mapping.as_ref().map(to_json).unwrap_or_default();
        let parts = [content, &self.request.object.name, &self.request.source, &mapping, &to_json(&self.match_key_names()), &to_json(&self.request.policy)];
        for part in parts {
            hasher.write(part.as_bytes());
            hasher.write_u8(0xff);
        }
        format!("{:032x}", hasher.finish128().as_u128())
    }

    fn rehearse(
        &self,
        source: &mut dyn Source,
        plan: &Plan,
        keys: &MatchKeys,
        mut report: ImportReport,
        mut timer: Timer,
        start: Instant,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Imported, ImportError> {
        let object = self.request.object.id;
        let (shared, sources) = self.store.read(|session| Ok::<_, StoreError>((session.shared_keys(object)?, session.sources()?)))?;
        let shared = shared.into_iter().map(|key| key.hash).collect();
        let loading = Loading { source_id: SourceId(0), compiled: &plan.compiled, match_keys: keys, shared: &shared };
        let now_ms = self.store.clock().now_ms();
        let segment = self.segment(source, &Cursor::default(), &loading, 0, now_ms, &mut timer, progress, &mut || ())?;
        if !segment.staged.last {
            return Err(ImportError::DryRunTooLarge { rows_max: self.settings.segment_rows_max });
        }
        let mut all_shared = shared;
        all_shared.extend(segment.without_force());
        let context = self.commit_context(RunId(0), SourceId(0), keys, sources.into_iter().map(|source| (source.id, source.rank)).collect(), all_shared);
        let mut committer = self.committer(context, Tally::default());
        let rehearsed = timer.time("commit", || committer.rehearse(&segment, segment.staged.read, self.settings.examples_max))?;
        let mut findings = segment.staged.findings.clone();
        findings.merge(rehearsed.tally.findings);
        report.counts = rehearsed.tally.counts;
        finish_report(&mut report, findings, &rehearsed.shared, timer.phases, start);
        Ok(Imported { report, examples: rehearsed.examples, dead_letters: rehearsed.dead_letters })
    }

    fn work(
        &self,
        source: &mut dyn Source,
        plan: &Plan,
        keys: &MatchKeys,
        begun: &Begun,
        current: &Arc<Mutex<RunRow>>,
        mut report: ImportReport,
        mut timer: Timer,
        start: Instant,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport, ImportError> {
        let mut checkpoint = begun.checkpoint.clone();
        let mut tally = Tally::default();
        tally.counts = checkpoint.counts;
        tally.findings = FindingCounts::from_list(&checkpoint.applied_findings);
        if begun.resumed {
            let run = begun.row.id;
            self.store.read(|session| tally.recall(session, run))?;
        }
        let loading = Loading { source_id: begun.source.id, compiled: &plan.compiled, match_keys: keys, shared: &begun.shared };
        let mut shared = begun.shared.clone();
        shared.extend(&begun.shared_by_run);
        let context = self.commit_context(begun.row.id, begun.source.id, keys, begun.ranks.clone(), shared);
        let mut committer = self.committer(context, tally);
        let mut shared_rows: Vec<SharedKeyRow> = Vec::new();
        loop {
            let mut beat = self.heartbeat(current);
            let cursor = Cursor(checkpoint.cursor.clone());
            let segment = self.segment(source, &cursor, &loading, checkpoint.segment, begun.row.started_ms, &mut timer, progress, &mut beat)?;
            let staged = Arc::clone(&segment.staged);
            lock(&committer.tally).counts.read = checkpoint.read_before + staged.read;
            Arc::make_mut(&mut committer.context.shared).extend(segment.without_force());
            shared_rows.extend(segment.shared.iter().cloned());
            let mut findings = FindingCounts::from_list(&checkpoint.mapped_findings);
            findings.merge(staged.findings.clone());
            let after = After {
                store: self.store.clone(),
                current: Arc::clone(current),
                report: report.clone(),
                checkpoint: checkpoint.clone(),
                staged: Arc::clone(&staged),
                findings: findings.clone(),
                shared: shared_rows.clone(),
                phases: timer.phases.clone(),
                start,
            };
            let run_after: RunAfter = Arc::new(move |tally, position, last| after.row(tally, position, last));
            let total = staged.read;
            let mut rows = 0;
            let commit_start = Instant::now();
            committer.commit(&segment, checkpoint.position, &run_after, &mut |row, batch_rows| {
                *lock(current) = row.clone();
                rows += batch_rows;
                progress(Progress { stage: Stage::Applying, rows, rows_total: Some(total) });
            })?;
            timer.add("commit", commit_start.elapsed());
            checkpoint = next_segment(&checkpoint, &staged, &findings, &lock(&committer.tally));
            if staged.last {
                let tally = lock(&committer.tally);
                report.counts = tally.counts;
                findings.merge(tally.findings.clone());
                let times = committer.times;
                for (name, time) in [("commit.apply", times.apply), ("commit.write", times.write), ("commit.wait", times.wait)] {
                    timer.add(name, time);
                }
                finish_report(&mut report, findings, &shared_rows, timer.phases, start);
                return Ok(report);
            }
        }
    }

    /// Stages and clusters one segment.
    fn segment(
        &self,
        source: &mut dyn Source,
        cursor: &Cursor,
        loading: &Loading<'_>,
        number: usize,
        version_ms: i64,
        timer: &mut Timer,
        progress: &mut dyn FnMut(Progress),
        beat: &mut dyn FnMut(),
    ) -> Result<Segment, ImportError> {
        let mapper = RowMapper {
            compiled: loading.compiled,
            object: &self.request.object,
            source: loading.source_id,
            hasher: self.store.hasher(),
            match_keys: loading.match_keys,
        };
        let limits = StageLimits {
            mappers: self.settings.mappers,
            segment_rows_max: self.settings.segment_rows_max.max(1),
            spool: SpoolSettings { folder: self.settings.folder.clone(), memory_bytes_max: self.settings.spool_memory_bytes_max },
        };
        let rows_total = source.shape().rows_known;
        let mut on_rows = |rows| {
            beat();
            progress(Progress { stage: Stage::Reading, rows, rows_total });
        };
        let mut staged = timer.time("stage", || stage(source, cursor, mapper, &limits, &self.cancel, &mut on_rows))?;
        progress(Progress { stage: Stage::Clustering, rows: 0, rows_total: Some(staged.read) });
        let rules = ClusterRules { shared: &|hash| loading.shared.contains(&hash), share_max: KEY_SHARE_MAX };
        let clusters = timer.time("cluster", || cluster(&mut staged.load, &rules));
        staged.load.names = Vec::new();
        let shared = self.shared_rows(&staged, &clusters)?;
        Ok(Segment {
            staged: Arc::new(staged),
            clusters: Arc::new(clusters),
            shared: Arc::new(shared),
            source_name: self.request.source.as_str().into(),
            version_ms,
            number,
            limits: BatchLimits { clusters_max: self.settings.batch_clusters_max.max(1), rejects_max: 10_000, bytes_max: 64 << 20 },
        })
    }

    /// Keys that lost their force, with their values read back from the first row that has them.
    fn shared_rows(&self, staged: &Staged, clusters: &Clusters) -> Result<Vec<SharedKeyRow>, ImportError> {
        let mut rows = Vec::with_capacity(clusters.shared.len());
        let mut bytes = Vec::new();
        for key in &clusters.shared {
            let (start, end) = staged.place(key.row);
            staged.rows().read(start, end, &mut bytes)?;
            let incoming = decode(&bytes, 0)?;
            let value = key_value(&self.request.object, &self.store.hasher(), &incoming, key.kind, key.hash);
            rows.push(SharedKeyRow {
                hash: key.hash,
                object: self.request.object.id,
                kind: key.kind,
                value: value.unwrap_or_default(),
                holders: i64::from(key.holders),
                run: RunId(0),
            });
        }
        Ok(rows)
    }

    fn commit_context(
        &self,
        run: RunId,
        source: SourceId,
        keys: &MatchKeys,
        ranks: std::collections::HashMap<SourceId, i32>,
        shared: std::collections::HashSet<i64>,
    ) -> CommitContext {
        CommitContext {
            object: Arc::new(self.request.object.clone()),
            source,
            run,
            hasher: self.store.hasher(),
            policy: self.request.policy,
            match_keys: Arc::new(keys.clone()),
            ranks: Arc::new(ranks),
            shared: Arc::new(shared),
        }
    }

    fn committer(&self, context: CommitContext, tally: Tally) -> Committer<'_> {
        Committer { store: &self.store, context, tally: Arc::new(Mutex::new(tally)), cancel: &self.cancel, times: Default::default() }
    }

    /// Keeps the lease while a long segment is read.
    fn heartbeat(&self, current: &Arc<Mutex<RunRow>>) -> impl FnMut() + use<> {
        let store = self.store.clone();
        let RunRow { id, epoch, .. } = *lock(current);
        let mut last = Instant::now();
        move || {
            if last.elapsed() > Duration::from_secs(10) {
                last = Instant::now();
                let until = store.clock().now_ms() + LEASE_MS;
                // A lost lease shows itself at the next commit.
                drop(store.submit(move |session| session.run_lease_extend(id, until, epoch)));
            }
        }
    }

    /// Leaves the run as the error asks: open for another attempt, or ended.
    fn note_failure(&self, current: &Arc<Mutex<RunRow>>, mut report: ImportReport, error: &ImportError) {
        let mut row = lock(current).clone();
        if matches!(error.store_error(), Some(StoreError::LeaseLost { .. })) {
            return;
        }
        row.lease_until_ms = 0;
        let ended = matches!(error, ImportError::Cancelled) || error.next_step() == NextStep::Fail;
        if ended {
            row.state = if matches!(error, ImportError::Cancelled) { RunState::Cancelled } else { RunState::Failed };
            row.finished_ms = Some(self.store.clock().now_ms());
            report.status = if row.state == RunState::Cancelled { "cancelled" } else { "failed" }.to_owned();
        } else {
            report.status = "interrupted".to_owned();
        }
        let checkpoint: Checkpoint = serde_json::from_str(&row.checkpoint).unwrap_or_default();
        report.counts = checkpoint.counts;
        report.error = Some(error.to_text());
        row.report = to_json(&report);
        let noted = self.store.write(move |session| session.run_update(&row));
        if let Err(error) = noted {
            tracing::warn!(error = %error, "the end of a run could not be noted");
        }
    }
}

/// Makes the run's row after each batch of one segment.
struct After {
    store: Store,
    current: Arc<Mutex<RunRow>>,
    report: ImportReport,
    checkpoint: Checkpoint,
    staged: Arc<Staged>,
    findings: FindingCounts,
    shared: Vec<SharedKeyRow>,
    phases: Vec<Phase>,
    start: Instant,
}

impl After {
    fn row(&self, tally: &BatchTally, position: Position, last: bool) -> RunRow {
        let now_ms = self.store.clock().now_ms();
        let mut row = lock(&self.current).clone();
        let mut report = self.report.clone();
        report.counts = tally.counts;
        row.batches += 1;
        row.lease_until_ms = now_ms + LEASE_MS;
        if last && self.staged.last {
            let mut findings = self.findings.clone();
            findings.merge(tally.findings.clone());
            finish_report(&mut report, findings, &self.shared, self.phases.clone(), self.start);
            let rejects = report.counts.rejected + report.counts.held > 0;
            row.state = if rejects { RunState::DoneWithRejects } else { RunState::Done };
            row.finished_ms = Some(now_ms);
        }
        let mut checkpoint = Checkpoint { position, counts: tally.counts, applied_findings: tally.findings.clone().into_list(), ..self.checkpoint.clone() };
        if last && !self.staged.last {
            checkpoint.move_on(&self.staged, &self.findings);
        }
        row.checkpoint = to_json(&checkpoint);
        row.report = to_json(&report);
        row
    }
}

impl Checkpoint {
    /// To the beginning of the segment after `staged`.
    fn move_on(&mut self, staged: &Staged, findings: &FindingCounts) {
        self.segment += 1;
        self.cursor.clone_from(&staged.next.0);
        self.read_before += staged.read;
        self.position = Position::default();
        self.mapped_findings = findings.clone().into_list();
    }
}

fn next_segment(checkpoint: &Checkpoint, staged: &Staged, findings: &FindingCounts, tally: &Tally) -> Checkpoint {
    let mut next = Checkpoint { counts: tally.counts, applied_findings: tally.findings.clone().into_list(), ..checkpoint.clone() };
    next.move_on(staged, findings);
    next
}

fn finish_report(report: &mut ImportReport, findings: FindingCounts, shared: &[SharedKeyRow], phases: Vec<Phase>, start: Instant) {
    let counts = report.counts;
    report.status = if counts.rejected + counts.held > 0 { "done_with_rejects" } else { "done" }.to_owned();
    report.findings = findings.into_list();
    let note = |key: &SharedKeyRow| SharedKeyNote { kind: key.kind.name().to_owned(), value: key.value.clone(), holders: key.holders };
    report.shared_keys = shared.iter().take(SHARED_KEYS_MAX).map(note).collect();
    report.phases = phases;
    report.seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = (counts.read as f64 / report.seconds.max(1e-6)) as u64;
    report.rows_per_second = rate;
    if counts.read == 0 && !report.warnings.iter().any(|note| note.code == "zero_rows") {
        report.warnings.push(Note::new("zero_rows", "the source has no data rows"));
    }
}
