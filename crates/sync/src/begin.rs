//! The beginning of a run: its row, its lease, and what was left by an attempt before.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use mapping::Mapping;
use model::{Actor, KeyHash, RunId, SourceId};
use records::MatchPolicy;
use serde::{Deserialize, Serialize};
use store::{RunCalls, RunRow, RunState, Session, SourceInfo, Store};

use crate::commit::lock;
use crate::error::ImportError;
use crate::import::ImportRequest;
use crate::prepare::Position;
use crate::report::{FindingCount, ImportCounts};

/// How long a run belongs to a worker that no longer says anything.
pub const LEASE_MS: i64 = 60_000;

/// What a run began with, kept with it: a run that is continued keeps its mapping even when the shipped proposals changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RunConfig {
    /// API name of the object.
    pub object: String,
    /// Name of the source.
    pub source: String,
    /// Name of the file.
    pub file: String,
    /// Match keys that were asked for.
    pub match_keys: Option<Vec<String>>,
    /// For rows that fit several customers.
    pub policy: MatchPolicy,
    /// The mapping; absent until it is decided.
    pub mapping: Option<Mapping>,
    /// Find out what would happen, write nothing.
    pub dry_run: bool,
    /// The worker that holds the lease.
    pub worker: String,
    /// What the maker of the run noted for itself, e.g. where its content lies.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl RunConfig {
    /// What is asked for by `run`, which has these settings and feeds `object`.
    #[must_use]
    pub fn request(&self, run: &RunRow, object: model::Object) -> ImportRequest {
        ImportRequest {
            object,
            source: self.source.clone(),
            file: self.file.clone(),
            mapping: self.mapping.clone(),
            match_keys: self.match_keys.clone(),
            policy: self.policy,
            dry_run: self.dry_run,
            actor: run.actor.clone(),
            run: Some(run.id),
        }
    }
}

/// How far a run has come.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Segments finished.
    pub segment: usize,
    /// Where the current segment starts.
    pub cursor: String,
    /// Data rows of finished segments.
    pub read_before: u64,
    /// How far the current segment was worked off.
    pub position: Position,
    /// Counts so far.
    pub counts: ImportCounts,
    /// Problems of values in finished segments.
    pub mapped_findings: Vec<FindingCount>,
    /// Problems found while applying.
    pub applied_findings: Vec<FindingCount>,
}

/// A run that is ours.
#[derive(Debug)]
pub struct Begun {
    /// Its row, with the epoch every later write carries.
    pub row: RunRow,
    /// Its settings.
    pub config: RunConfig,
    /// How far it has come.
    pub checkpoint: Checkpoint,
    /// The source it reads.
    pub source: SourceInfo,
    /// Rank per source.
    pub ranks: HashMap<SourceId, i32>,
    /// Keys without force, found before this run.
    pub shared: HashSet<KeyHash>,
    /// Keys without force that an earlier attempt of this run found: clustering must not know them, to find the same
    /// customers again.
    pub shared_by_run: HashSet<KeyHash>,
    /// True when an earlier attempt is continued.
    pub resumed: bool,
    _worker: Worker,
}

impl Begun {
    /// For a rehearsal: what a run would find, without a run. The source has the id 0 while it does not exist.
    ///
    /// # Errors
    /// Those of the store.
    pub fn rehearsed(store: &Store, object: &model::Object, source: &str) -> Result<Self, ImportError> {
        let now_ms = store.clock().now_ms();
        let (known, sources, shared) = store.read(|session| {
            Ok::<_, ImportError>((session.source_find(source, object.id)?, session.sources()?, session.shared_keys(object.id)?))
        })?;
        let absent = SourceInfo { id: SourceId(0), name: source.to_owned(), object: object.id, rank: 100, label: String::new() };
        let row = RunRow {
            id: RunId(0),
            kind: String::new(),
            state: RunState::Running,
            actor: Actor::System,
            object: Some(object.id),
            source: None,
            config: String::new(),
            fingerprint: String::new(),
            report: String::new(),
            checkpoint: String::new(),
            batches: 0,
            undoes: None,
            undone_by: None,
            started_ms: now_ms,
            finished_ms: None,
            epoch: 0,
            lease_until_ms: 0,
            calls: RunCalls::default(),
        };
        Ok(Self {
            row,
            config: RunConfig::default(),
            checkpoint: Checkpoint::default(),
            source: known.unwrap_or(absent),
            ranks: sources.into_iter().map(|source| (source.id, source.rank)).collect(),
            shared: shared.into_iter().map(|key| key.hash).collect(),
            shared_by_run: HashSet::new(),
            resumed: false,
            _worker: Worker::new(),
        })
    }
}

/// Makes the run, or takes over the unfinished one with the same fingerprint (or the one named by the request).
///
/// # Errors
/// [`ImportError::AlreadyRunning`] while another worker is at it.
pub fn begin(store: &Store, request: &ImportRequest, mapping: &Mapping, fingerprint: &str, exclusive: bool) -> Result<Begun, ImportError> {
    let worker = Worker::new();
    let config = RunConfig {
        object: request.object.name.clone(),
        source: request.source.clone(),
        file: request.file.clone(),
        match_keys: request.match_keys.clone(),
        policy: request.policy,
        mapping: Some(mapping.clone()),
        dry_run: false,
        worker: worker.name.clone(),
        extra: serde_json::Map::new(),
    };
    let opening = Opening {
        kind: "import",
        run: request.run,
        object: request.object.id,
        source: request.source.clone(),
        actor: request.actor.clone(),
        fingerprint: fingerprint.to_owned(),
        exclusive,
        config,
    };
    open(store, opening, worker)
}

/// As [`begin`], for a run of a sync: `config` holds everything but the worker.
///
/// # Errors
/// [`ImportError::AlreadyRunning`] while another worker is at it.
pub fn begin_sync(
    store: &Store,
    request: &ImportRequest,
    config: RunConfig,
    fingerprint: String,
    exclusive: bool,
) -> Result<Begun, ImportError> {
    let worker = Worker::new();
    let opening = Opening {
        kind: "sync",
        run: request.run,
        object: request.object.id,
        source: request.source.clone(),
        actor: request.actor.clone(),
        fingerprint,
        exclusive,
        config: RunConfig { worker: worker.name.clone(), ..config },
    };
    open(store, opening, worker)
}

fn open(store: &Store, opening: Opening, worker: Worker) -> Result<Begun, ImportError> {
    let opened = store.write(move |session| opening.open(session))?;
    let checkpoint: Checkpoint = serde_json::from_str(&opened.row.checkpoint).unwrap_or_default();
    let of_run = |key: &&(KeyHash, RunId)| key.1 == opened.row.id;
    Ok(Begun {
        shared: opened.shared.iter().filter(|key| !of_run(key)).map(|key| key.0).collect(),
        shared_by_run: opened.shared.iter().filter(of_run).map(|key| key.0).collect(),
        row: opened.row,
        config: opened.config,
        checkpoint,
        source: opened.source,
        ranks: opened.ranks,
        resumed: opened.resumed,
        _worker: worker,
    })
}

struct Opening {
    kind: &'static str,
    run: Option<RunId>,
    object: model::ObjectId,
    source: String,
    actor: Actor,
    fingerprint: String,
    exclusive: bool,
    config: RunConfig,
}

struct Opened {
    row: RunRow,
    config: RunConfig,
    source: SourceInfo,
    ranks: HashMap<SourceId, i32>,
    shared: Vec<(KeyHash, RunId)>,
    resumed: bool,
}

impl Opening {
    fn open(&self, session: &mut Session<'_>) -> Result<Opened, ImportError> {
        let source = session.source_find_or_create(&self.source, self.object)?;
        let ranks = session.sources()?.into_iter().map(|source| (source.id, source.rank)).collect();
        let shared = session.shared_keys(self.object)?.into_iter().map(|key| (key.hash, key.run)).collect();
        let known = match self.run {
            Some(run) => session.run(run)?,
            None if self.fingerprint.is_empty() => None,
            None => session.run_find_unfinished(&self.fingerprint)?,
        };
        let (row, config, resumed) = match known {
            Some(row) => self.take_over(session, row, source.id)?,
            None => (self.insert(session, source.id)?, self.config.clone(), false),
        };
        Ok(Opened { row, config, source, ranks, shared, resumed })
    }

    fn insert(&self, session: &mut Session<'_>, source: SourceId) -> Result<RunRow, ImportError> {
        let id = match self.run {
            Some(run) => run,
            None => session.allocate_run_id()?,
        };
        let row = RunRow {
            id,
            kind: self.kind.to_owned(),
            state: RunState::Running,
            actor: self.actor.clone(),
            object: Some(self.object),
            source: Some(source),
            config: to_json(&self.config),
            fingerprint: self.fingerprint.clone(),
            report: String::new(),
            checkpoint: String::new(),
            batches: 0,
            undoes: None,
            undone_by: None,
            started_ms: session.now_ms(),
            finished_ms: None,
            epoch: 1,
            lease_until_ms: session.now_ms() + LEASE_MS,
            calls: RunCalls::default(),
        };
        session.run_insert(&row)?;
        Ok(row)
    }

    fn take_over(&self, session: &mut Session<'_>, mut row: RunRow, source: SourceId) -> Result<(RunRow, RunConfig, bool), ImportError> {
        let now_ms = session.now_ms();
        let known: Option<RunConfig> = serde_json::from_str(&row.config).ok();
        let is_held = match &known {
            // No other process works on these data, so a holder that is not in this one is gone.
            Some(known) if self.exclusive => is_at_work(&known.worker),
            Some(_) | None => row.state == RunState::Running && row.lease_until_ms > now_ms,
        };
        let is_over = match row.state {
            RunState::Open | RunState::Queued | RunState::Running | RunState::Paused => false,
            RunState::Done | RunState::DoneWithRejects | RunState::Warning | RunState::Failed | RunState::Cancelled => true,
        };
        if is_held || is_over || !session.run_lease(row.id, now_ms + LEASE_MS, row.epoch)? {
            return Err(ImportError::AlreadyRunning { run: row.id });
        }
        row.epoch += 1;
        row.lease_until_ms = now_ms + LEASE_MS;
        // The mapping it began with stays, also when proposals have changed since (F52).
        let begun = known.as_ref().and_then(|known| known.mapping.clone()).filter(|_| row.batches > 0);
        let resumed = row.batches > 0;
        let mut extra = known.map(|known| known.extra).unwrap_or_default();
        // What is said about the run now comes on top of what it began with.
        extra.extend(self.config.extra.clone());
        let config = RunConfig { mapping: begun.or_else(|| self.config.mapping.clone()), extra, ..self.config.clone() };
        if !resumed {
            row.started_ms = now_ms;
        }
        row.state = RunState::Running;
        row.source = Some(source);
        row.object = Some(self.object);
        row.fingerprint.clone_from(&self.fingerprint);
        row.config = to_json(&config);
        session.run_update(&row)?;
        Ok((row, config, resumed))
    }
}

/// JSON text of a type of ours that always has one.
pub fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

static WORKERS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// True while a worker of this process has this name.
pub fn is_at_work(worker: &str) -> bool {
    lock(&WORKERS).contains(worker)
}

/// A name among the workers of this process, as long as it lives.
#[derive(Debug)]
pub struct Worker {
    name: String,
}

impl Worker {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        // Process ids come again, so the address of a random hasher's state helps to tell lives apart.
        let life = std::hash::BuildHasher::hash_one(&std::collections::hash_map::RandomState::new(), std::process::id());
        let name = format!("{}-{life:x}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        lock(&WORKERS).insert(name.clone());
        Self { name }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        lock(&WORKERS).remove(&self.name);
    }
}
