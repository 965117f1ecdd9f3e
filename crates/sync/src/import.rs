//! An import: one source, one object, one run. See [`Import::run`].

use std::hash::Hasher;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use connector::Source;
use mapping::normalise::Region;
use mapping::{Mapping, MappingError};
use model::{Actor, FieldType, Object, RunId};
use records::{Example, MatchPolicy, Schema, check_find_by};
use siphasher::sip128::{Hasher128, SipHasher13};
use store::{CountMode, DeadLetterRow, ListIndex, RecordQuery, RunRow, RunState, Store, StoreError};

use crate::begin::{Checkpoint, begin, to_json};
use crate::commit::lock;
use crate::error::ImportError;
use crate::load::{Load, Timer};
use crate::matching::match_keys;
use crate::plan::{Plan, plan};
use crate::problems::Replaying;
use crate::report::ImportReport;

/// Records of an object whose titles are looked through one by one.
const TITLES_WITHOUT_INDEX_MAX: i64 = 20_000;

/// Refuses a mapping that looks references up by something that the other object does not have.
pub(crate) fn check_references(mapping: &Mapping, object: &Object, schema: &Schema) -> Result<(), ImportError> {
    for (at, rule) in mapping.fields.iter().enumerate() {
        let by = rule.reference.as_ref().and_then(|find| find.by.as_deref());
        if let (Some(by), Some(field)) = (by, object.field(&rule.to))
            && let Err(known) = check_find_by(schema, field, by)
        {
            let reason = format!("{by:?} finds no record of that object; it can be found by {known}");
            return Err(MappingError::Setting { place: mapping.place_of(at), setting: "reference".to_owned(), reason }.into());
        }
    }
    Ok(())
}

/// References by title are looked up through an index where the other object is large; it is made when first needed.
pub(crate) fn index_titles(store: &Store, mapping: &Mapping, object: &Object, schema: &Schema) -> Result<(), ImportError> {
    for rule in &mapping.fields {
        let Some(by) = rule.reference.as_ref().and_then(|find| find.by.as_deref()) else { continue };
        let target = object
            .field(&rule.to)
            .and_then(|field| if let FieldType::Reference { to } = &field.field_type { schema.object(to) } else { None });
        let Some(target) = target.filter(|target| by == "name" || by == target.title_field).cloned() else { continue };
        store.write(move |session| {
            let count = session.record_count(&RecordQuery::new(&target, 1), CountMode::Estimate)?;
            match target.field(&target.title_field) {
                Some(title) if count.value > TITLES_WITHOUT_INDEX_MAX => session.list_index_create(&target, ListIndex::Field(title.id)),
                Some(_) | None => Ok(()),
            }
        })?;
    }
    Ok(())
}

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
    pub(crate) store: Store,
    pub(crate) request: ImportRequest,
    pub(crate) settings: ImportSettings,
    pub(crate) cancel: Arc<AtomicBool>,
    pub(crate) replaying: Option<Arc<Replaying>>,
    region: Option<Region>,
}

impl Import {
    /// An import of `request` into `store`.
    #[must_use]
    pub fn new(store: &Store, request: ImportRequest, settings: ImportSettings) -> Self {
        Self { store: store.clone(), request, settings, cancel: Arc::default(), replaying: None, region: None }
    }

    /// The same, stopped by `cancel`.
    #[must_use]
    pub fn cancelled_by(self, cancel: Arc<AtomicBool>) -> Self {
        Self { cancel, ..self }
    }

    /// The same for content of this region where the mapping names none, whatever the region of the installation.
    #[must_use]
    pub fn in_region(self, region: Option<Region>) -> Self {
        Self { region, ..self }
    }

    /// The same for rows that were refused before.
    #[must_use]
    pub(crate) fn replaying(self, replaying: Replaying) -> Self {
        Self { replaying: Some(Arc::new(replaying)), ..self }
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
        let mut timer = Timer::start();
        let keys = match_keys(&self.request.object, self.match_key_names())?;
        let schema = Arc::new(self.store.read(Schema::load)?);
        let region = self.region.unwrap_or(schema.region);
        let given = self.settled(region);
        let plan_with = |source: &mut dyn Source, given: Option<&Mapping>| plan(source, &self.request.object, given, region, &self.cancel);
        let mut plan = timer.time("profile", || plan_with(source, given.as_ref()))?;
        check_references(&plan.mapping, &self.request.object, &schema)?;
        let mut report = self.first_report(&plan);
        if self.request.dry_run {
            return Load { import: self, source, plan: &plan, keys: &keys, schema, timer, progress }.rehearse(report);
        }
        index_titles(&self.store, &plan.mapping, &self.request.object, &schema)?;
        let fingerprint = self.fingerprint(source);
        let begun = timer.time("begin", || begin(&self.store, &self.request, &plan.mapping, &fingerprint, self.settings.exclusive))?;
        if begun.resumed
            && let Some(mapping) = &begun.config.mapping
            && *mapping != plan.mapping
        {
            plan = plan_with(source, Some(mapping))?;
            report.mapping = Some(mapping.clone());
        }
        report.run_id = begun.row.id.to_string();
        report.resumed = begun.resumed;
        let current = Arc::new(Mutex::new(begun.row.clone()));
        match (Load { import: self, source, plan: &plan, keys: &keys, schema, timer, progress }).commit(&begun, &current, report.clone()) {
            Ok(report) => Ok(Imported { report, examples: Vec::new(), dead_letters: Vec::new() }),
            Err(error) => {
                self.note_failure(&current, report, &error);
                Err(error)
            }
        }
    }

    /// The mapping of the request, which says from now on how the rows are read. Rows that are repaired are read as they were before.
    fn settled(&self, region: Region) -> Option<Mapping> {
        let mut mapping = self.request.mapping.clone()?;
        if self.replaying.is_none() {
            mapping.settle(region);
        }
        Some(mapping)
    }

    fn match_key_names(&self) -> Option<&[String]> {
        let of_mapping = || self.request.mapping.as_ref().and_then(|mapping| mapping.match_keys.as_deref());
        self.request.match_keys.as_deref().or_else(of_mapping)
    }

    fn first_report(&self, plan: &Plan) -> ImportReport {
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
        let parts = [
            content,
            &self.request.object.name,
            &self.request.source,
            &mapping,
            &to_json(&self.match_key_names()),
            &to_json(&self.request.policy),
        ];
        for part in parts {
            hasher.write(part.as_bytes());
            hasher.write_u8(0xff);
        }
        format!("{:032x}", hasher.finish128().as_u128())
    }

    /// Leaves the run as the error asks: open for another attempt, or ended.
    fn note_failure(&self, current: &Arc<Mutex<RunRow>>, mut report: ImportReport, error: &ImportError) {
        let mut row = lock(current).clone();
        if matches!(error.store_error(), Some(StoreError::LeaseLost { .. })) {
            return;
        }
        row.lease_until_ms = 0;
        let ended = matches!(error, ImportError::Cancelled) || !error.next_step().may_try_again();
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
