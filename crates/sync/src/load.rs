//! The work of one import once its mapping is decided: stage, cluster, commit, segment by segment.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use connector::{Cursor, Source};
use identity::MatchKeys;
use identity::cluster::{ClusterRules, Clusters, KEY_SHARE_MAX, cluster};
use model::{Doc, KeyHash, KeyHasher, Object, RunId, SourceId};
use records::{AfterRemoval, Schema};
use store::{RunRow, RunState, SharedKeyRow, Store, StoreError, kill_point};

use crate::begin::{Begun, Checkpoint, LEASE_MS, to_json};
use crate::commit::{CommitContext, CommitTimes, Committer, RunAfter, Segment, lock};
use crate::error::ImportError;
use crate::import::{Import, Imported, Progress, Stage};
use crate::map_rows::RowMapper;
use crate::plan::Plan;
use crate::prepare::{BatchLimits, Position, decode, key_value};
use crate::problems::OpenRows;
use crate::report::{FindingCounts, ImportReport, Note, Phase, SHARED_KEYS_MAX, SharedKeyNote};
use crate::spool::SpoolSettings;
use crate::stage::{StageLimits, Staged, stage};
use crate::tally::{BatchTally, Tally};

/// One import at work.
pub struct Load<'a> {
    /// What is asked for.
    pub import: &'a Import,
    /// What is read.
    pub source: &'a mut dyn Source,
    /// What was decided.
    pub plan: &'a Plan,
    /// Which keys may match.
    pub keys: &'a MatchKeys,
    /// Objects that references lead to.
    pub schema: Arc<Schema>,
    /// Time spent.
    pub timer: Timer,
    /// Who hears how far it is.
    pub progress: &'a mut dyn FnMut(Progress),
}

/// Where a segment starts.
struct Start<'a> {
    cursor: &'a Cursor,
    /// Keys without force.
    shared: &'a HashSet<KeyHash>,
    number: usize,
    version_ms: i64,
}

/// Time spent, by phase.
#[derive(Clone, Debug)]
pub struct Timer {
    start: Instant,
    phases: Vec<Phase>,
}

impl Timer {
    /// From now on.
    #[must_use]
    pub fn start() -> Self {
        Self { start: Instant::now(), phases: Vec::new() }
    }

    /// Adds time spent to the phase `name`.
    pub(crate) fn add(&mut self, name: &str, time: Duration) {
        match self.phases.iter_mut().find(|phase| phase.name == name) {
            Some(phase) => phase.seconds += time.as_secs_f64(),
            None => self.phases.push(Phase { name: name.to_owned(), seconds: time.as_secs_f64() }),
        }
    }

    /// Does `work` and adds its time to the phase `name`.
    pub fn time<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.add(name, start.elapsed());
        done
    }
}

impl<'a> Load<'a> {
    /// Does everything but keep it.
    ///
    /// # Errors
    /// [`ImportError`].
    pub fn rehearse(mut self, mut report: ImportReport) -> Result<Imported, ImportError> {
        let object = self.import.request.object.id;
        let (shared, sources) =
            self.import.store.read(|session| Ok::<_, StoreError>((session.shared_keys(object)?, session.sources()?)))?;
        let shared = shared.into_iter().map(|key| key.hash).collect();
        let now_ms = self.import.store.clock().now_ms();
        let segment = self.segment(Start { cursor: &Cursor::default(), shared: &shared, number: 0, version_ms: now_ms }, &mut || ())?;
        if !segment.staged.last {
            return Err(ImportError::DryRunTooLarge { rows_max: self.import.settings.segment_rows_max });
        }
        let mut all_shared = shared;
        all_shared.extend(segment.without_force());
        let ranks = sources.into_iter().map(|source| (source.id, source.rank)).collect();
        let context = self.commit_context(RunId(0), SourceId(0), ranks, all_shared);
        let committer = self.committer(context, Tally::default());
        let examples_max = self.import.settings.examples_max;
        let read = segment.staged.read;
        let rehearsed = self.timer.time("commit", || committer.rehearse(std::slice::from_ref(&segment), read, examples_max))?;
        let mut findings = segment.staged.findings.clone();
        findings.merge(rehearsed.tally.findings);
        report.counts = rehearsed.tally.counts;
        finish_report(&mut report, findings, &rehearsed.shared, &self.timer);
        Ok(Imported { report, examples: rehearsed.examples, dead_letters: rehearsed.dead_letters })
    }

    /// Stages, clusters and commits one segment after the other, from the run's checkpoint on.
    ///
    /// # Errors
    /// [`ImportError`]; everything committed before stays, with its checkpoint.
    pub fn commit(mut self, begun: &Begun, current: &Arc<Mutex<RunRow>>, mut report: ImportReport) -> Result<ImportReport, ImportError> {
        let mut checkpoint = begun.checkpoint.clone();
        let mut committer = self.committer(self.context_of(begun)?, self.tally_of(begun)?);
        let mut shared_rows: Vec<SharedKeyRow> = Vec::new();
        loop {
            let mut beat = heartbeat(&self.import.store, current);
            let cursor = Cursor(checkpoint.cursor.clone());
            let start = Start { cursor: &cursor, shared: &begun.shared, number: checkpoint.segment, version_ms: begun.row.started_ms };
            let segment = self.segment(start, &mut beat)?;
            let staged = Arc::clone(&segment.staged);
            lock(&committer.tally).counts.read = checkpoint.read_before + staged.read;
            Arc::make_mut(&mut committer.context.shared).extend(segment.without_force());
            shared_rows.extend(segment.shared.iter().cloned());
            let mut findings = FindingCounts::from_list(&checkpoint.mapped_findings);
            findings.merge(staged.findings.clone());
            let after = After {
                store: self.import.store.clone(),
                current: Arc::clone(current),
                report: report.clone(),
                checkpoint: checkpoint.clone(),
                staged: Arc::clone(&staged),
                findings: findings.clone(),
                shared: shared_rows.clone(),
                timer: self.timer.clone(),
            };
            self.commit_segment(&mut committer, &segment, checkpoint.position, after, current)?;
            let tally = lock(&committer.tally);
            checkpoint.counts = tally.counts;
            checkpoint.applied_findings = tally.findings.clone().into_list();
            if staged.last {
                report.counts = tally.counts;
                findings.merge(tally.findings.clone());
                let times = committer.times;
                for (name, time) in [("commit.apply", times.apply), ("commit.write", times.write), ("commit.wait", times.wait)] {
                    self.timer.add(name, time);
                }
                finish_report(&mut report, findings, &shared_rows, &self.timer);
                return Ok(report);
            }
            checkpoint.move_on(&staged, &findings);
        }
    }

    fn commit_segment(
        &mut self,
        committer: &mut Committer<'_>,
        segment: &Segment,
        from: Position,
        after: After,
        current: &Arc<Mutex<RunRow>>,
    ) -> Result<(), ImportError> {
        let run_after: RunAfter = Arc::new(move |_, end, _| Ok(after.row(end.tally, end.position, end.last)));
        let rows_total = Some(segment.staged.read);
        let mut rows = 0;
        let start = Instant::now();
        committer.commit(segment, from, &run_after, &mut |row, batch_rows| {
            *lock(current) = row.clone();
            rows += batch_rows;
            (self.progress)(Progress { stage: Stage::Applying, rows, rows_total });
        })?;
        self.timer.add("commit", start.elapsed());
        Ok(())
    }

    /// Counts that an interrupted attempt had reached.
    fn tally_of(&self, begun: &Begun) -> Result<Tally, ImportError> {
        let mut tally = Tally::default();
        tally.counts = begun.checkpoint.counts;
        tally.findings = FindingCounts::from_list(&begun.checkpoint.applied_findings);
        if begun.resumed {
            self.import.store.read(|session| tally.recall(session, begun.row.id))?;
        }
        Ok(tally)
    }

    fn context_of(&self, begun: &Begun) -> Result<CommitContext, ImportError> {
        let shared = begun.shared.union(&begun.shared_by_run).copied().collect();
        let context = self.commit_context(begun.row.id, begun.source.id, begun.ranks.clone(), shared);
        if context.replaying.is_some() {
            return Ok(context);
        }
        let place = (begun.source.id, begun.row.id);
        let open_rows = OpenRows::read(&self.import.store, &self.mapper(), &context.object, &self.source.shape().columns, place)?;
        Ok(CommitContext { open_rows, ..context })
    }

    fn mapper(&self) -> RowMapper<'a> {
        RowMapper {
            compiled: &self.plan.compiled,
            object: &self.import.request.object,
            hasher: self.import.store.hasher(),
            match_keys: self.keys,
            gate: None,
        }
    }

    /// Stages and clusters one segment.
    fn segment(&mut self, start: Start<'_>, beat: &mut dyn FnMut()) -> Result<Segment, ImportError> {
        let import = self.import;
        let mapper = self.mapper();
        let limits = StageLimits {
            mappers: import.settings.mappers,
            segment_rows_max: import.settings.segment_rows_max.max(1),
            spool: SpoolSettings { folder: import.settings.folder.clone(), memory_bytes_max: import.settings.spool_memory_bytes_max },
            first_number: None,
            keep_partial: false,
        };
        let rows_total = self.source.shape().rows_known;
        let mut on_rows = |rows| {
            beat();
            (self.progress)(Progress { stage: Stage::Reading, rows, rows_total });
        };
        let mut staged = self.timer.time("stage", || stage(self.source, start.cursor, mapper, &limits, &import.cancel, &mut on_rows))?;
        (self.progress)(Progress { stage: Stage::Clustering, rows: 0, rows_total: Some(staged.read) });
        let rules = ClusterRules { shared: &|hash| start.shared.contains(&hash), share_max: KEY_SHARE_MAX };
        let clusters = self.timer.time("cluster", || cluster(&mut staged.load, &rules));
        staged.load.names = Vec::new();
        let shared = shared_rows(&staged, &clusters, &import.request.object, &import.store.hasher())?;
        Ok(Segment {
            staged: Arc::new(staged),
            clusters: Arc::new(clusters),
            shared: Arc::new(shared),
            source_name: import.request.source.as_str().into(),
            version_ms: start.version_ms,
            number: start.number,
            gone: Arc::default(),
            limits: BatchLimits { clusters_max: import.settings.batch_clusters_max.max(1), rejects_max: 10_000, bytes_max: 64 << 20 },
        })
    }

    fn commit_context(&self, run: RunId, source: SourceId, ranks: HashMap<SourceId, i32>, shared: HashSet<KeyHash>) -> CommitContext {
        CommitContext {
            object: Arc::new(self.import.request.object.clone()),
            source,
            run,
            hasher: self.import.store.hasher(),
            policy: self.import.request.policy,
            match_keys: Arc::new(self.keys.clone()),
            ranks: Arc::new(ranks),
            schema: Arc::clone(&self.schema),
            source_name: self.import.request.source.as_str().into(),
            shared: Arc::new(shared),
            sync: None,
            two_way: None,
            after_removal: AfterRemoval::Stay,
            first_time: true,
            replaying: self.import.replaying.clone(),
            open_rows: None,
        }
    }

    fn committer(&self, context: CommitContext, tally: Tally) -> Committer<'a> {
        Committer {
            store: &self.import.store,
            context,
            tally: Arc::new(Mutex::new(tally)),
            cancel: &self.import.cancel,
            times: CommitTimes::default(),
        }
    }
}

/// Keeps the lease while a long segment is read.
pub(crate) fn heartbeat(store: &Store, current: &Arc<Mutex<RunRow>>) -> impl FnMut() + use<> {
    let store = store.clone();
    let RunRow { id, epoch, .. } = *lock(current);
    let mut last = Instant::now();
    move || {
        if last.elapsed() > Duration::from_secs(10) {
            last = Instant::now();
            let until = store.clock().now_ms() + LEASE_MS;
            kill_point("K14");
            // A lost lease shows itself at the next commit.
            drop(store.submit(move |session| session.run_lease_extend(id, until, epoch)));
        }
    }
}

/// Keys that lost their force, with their values read back from the first row that has them.
pub(crate) fn shared_rows(
    staged: &Staged,
    clusters: &Clusters,
    object: &Object,
    hasher: &KeyHasher,
) -> Result<Vec<SharedKeyRow>, ImportError> {
    let mut rows = Vec::with_capacity(clusters.shared.len());
    let mut bytes = Vec::new();
    for key in &clusters.shared {
        let (start, end) = staged.place(key.row);
        staged.rows().read(start, end, &mut bytes)?;
        let incoming = decode(&bytes, 0, &mut Doc::new())?;
        let value = key_value(object, hasher, &incoming, key.kind, key.hash);
        rows.push(SharedKeyRow {
            hash: key.hash,
            object: object.id,
            kind: key.kind,
            value: value.unwrap_or_default(),
            holders: i64::from(key.holders),
            run: RunId(0),
        });
    }
    Ok(rows)
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
    timer: Timer,
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
            finish_report(&mut report, findings, &self.shared, &self.timer);
            let rejects = report.counts.rejected + report.counts.held > 0;
            row.state = if rejects { RunState::DoneWithRejects } else { RunState::Done };
            row.finished_ms = Some(now_ms);
        }
        let mut checkpoint =
            Checkpoint { position, counts: tally.counts, applied_findings: tally.findings.clone().into_list(), ..self.checkpoint.clone() };
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

pub(crate) fn finish_report(report: &mut ImportReport, findings: FindingCounts, shared: &[SharedKeyRow], timer: &Timer) {
    let counts = report.counts;
    report.status = if counts.rejected + counts.held > 0 { "done_with_rejects" } else { "done" }.to_owned();
    report.findings = findings.into_list();
    let note = |key: &SharedKeyRow| SharedKeyNote { kind: key.kind.name().to_owned(), value: key.value.clone(), holders: key.holders };
    report.shared_keys = shared.iter().take(SHARED_KEYS_MAX).map(note).collect();
    report.phases.clone_from(&timer.phases);
    report.seconds = timer.start.elapsed().as_secs_f64();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = (counts.read as f64 / report.seconds.max(1e-6)) as u64;
    report.rows_per_second = rate;
    if counts.read == 0 && !report.warnings.iter().any(|note| note.code == "zero_rows") {
        report.warnings.push(Note::new("zero_rows", "the source has no data rows"));
    }
}
