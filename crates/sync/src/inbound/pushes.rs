//! Pushes that arrived, applied as one window: read as rows, the newest of each record kept, settled in the transaction of the
//! last batch. Where a push tells less than the mapping asks for, and the system can be asked, the records are read as they are
//! now. A push that cannot be read becomes a dead letter and holds up nobody.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use connector::{AcceptedPush, ConnectorError, Cursor, NextStep, PageEnd, PushRequest, ReadMode, Source, StoredPush, StreamShape};
use mapping::{Compiled, Mapped, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use model::{FindingCode, KeyHasher, RecordBatch, RunId};
use records::RowsAre;
use store::{DeadLetterRow, DeadLetterState, IdKind, InboxRow, InboxState, RunRow, RunState, Session, StoreError};

use crate::RunConfig;
use crate::begin::to_json;
use crate::error::ImportError;
use crate::import::Progress;
use crate::inbound::columns::{Reduced, SeenColumn, columns_of, reduce, seen_columns};
use crate::inbound::gate::Gate;
use crate::inbound::part::Part;
use crate::inbound::pause::Waive;
use crate::inbound::reading::Reading;
use crate::inbound::task::Task;
use crate::inbound::{Asked, Known, Outcome, RunMode, RunRequest, SyncEnd, SyncReport, SyncRun, push_fingerprint};
use crate::matching::match_keys;
use crate::raw_row::RAW_BYTES_MAX;

/// Place of the dead letter of a push among those of its run: far behind all rows.
const LETTERS_FROM: i64 = 1 << 40;
/// Pages of one window; more would be a source without an end.
const PAGES_MAX: usize = 100_000;

/// Pushes to be applied together, in order of arrival.
#[derive(Clone, Debug)]
pub struct PushWindow {
    /// The pushes; those of other streams are left alone.
    pub pushes: Vec<InboxRow>,
    /// True for the last of several syncs that read the same stream: the pushes are settled with its data. A push that is applied
    /// twice changes nothing the second time.
    pub settles: bool,
}

impl PushWindow {
    /// Waiting pushes of a stream of a connection, at most `limit`, to be applied by one sync.
    ///
    /// # Errors
    /// Those of the store.
    pub fn waiting(store: &store::Store, connection: i64, stream: &str, limit: usize) -> Result<Self, store::StoreError> {
        let pushes = store.read(|session| session.inbox_waiting(connection, stream, limit))?;
        Ok(Self { pushes, settles: true })
    }
}

/// Tells hashes of deliveries from other hashes of the installation.
const DELIVERY_SALT: u64 = 0x7075_7368;
/// The longest name of a stream that is kept.
const STREAM_CHARS_MAX: usize = 200;

/// A push as it is kept once a connection's account took it: its body byte for byte, and of its headers what says how it is written.
#[must_use]
pub fn inbox_row(hasher: KeyHasher, connection: i64, push: &PushRequest<'_>, accepted: &AcceptedPush) -> InboxRow {
    let kept: Vec<&(String, String)> = push.headers.iter().filter(|(name, _)| name == "content-type").collect();
    InboxRow {
        id: 0,
        connection,
        delivery: hasher.content(DELIVERY_SALT, accepted.delivery_id.as_bytes()),
        stream: accepted.stream.chars().take(STREAM_CHARS_MAX).collect(),
        state: InboxState::Waiting,
        attempts: 0,
        headers: to_json(&kept),
        body: push.body.to_vec(),
        received_ms: push.received_ms,
        settled_ms: None,
    }
}

/// Keeps a push with an id of its own, unless this delivery is kept already.
///
/// # Errors
/// Those of the store.
pub fn inbox_keep(session: &mut Session<'_>, row: &InboxRow) -> Result<(), StoreError> {
    if session.inbox_knows(row.connection, row.delivery)? {
        return Ok(());
    }
    let id = session.allocate_ids(IdKind::Inbox, 1)?;
    session.inbox_insert(&InboxRow { id, ..row.clone() })
}

impl SyncRun<'_> {
    /// Applies a window of pushes of the sync's stream as a run of its own, beside whatever other run of the sync is open.
    ///
    /// # Errors
    /// As [`SyncRun::start`]. Pushes that were not settled wait for the next attempt.
    pub fn apply_pushes(&self, window: &PushWindow, progress: &mut dyn FnMut(Progress)) -> Result<SyncEnd, ImportError> {
        let known = self.known()?;
        known.check_live()?;
        let stream = &known.definition.stream;
        let mine: Vec<&InboxRow> = window.pushes.iter().filter(|push| push.stream.is_empty() || push.stream == *stream).collect();
        if mine.is_empty() {
            let report = self.blank_report(&known, "push");
            return Ok(SyncEnd { run: None, outcome: Outcome::Idle, report });
        }
        let request = RunRequest { mode: RunMode::Auto, trigger: "push".to_owned(), actor: model::Actor::System, part: Part::default() };
        let fingerprint = push_fingerprint(self.sync);
        let open = self.store.read(|session| session.run_find_unfinished(&fingerprint))?;
        if let Some(run) = open.as_ref().filter(|run| run.state == RunState::Paused) {
            return Err(ImportError::RunPaused { run: run.id });
        }
        // What a person let the run do that was paused counts for the window that follows.
        let waive = open.as_ref().and_then(|run| serde_json::from_str(&run.config).ok()).map(|config| Asked::of(&config).waive);
        let asked = Asked {
            sync: self.sync,
            version: known.sync.version,
            mode: "push".to_owned(),
            trigger: request.trigger.clone(),
            waive: waive.unwrap_or_default(),
            ..Asked::default()
        };
        let begun = self.begin_asked(&known.definition, &request, open.as_ref(), &asked, fingerprint)?;
        let stored: Vec<StoredPush> = mine.iter().map(|push| stored(push)).collect();
        let (run, row) = (begun.row.id, begun.row.clone());
        let (task, bad) = match self.task_of_pushes(&known, &stored) {
            Ok(made) => made,
            Err(error) => return self.note_end(row, self.blank_report(&known, "push"), &error),
        };
        let mut drive = self.drive(&known, task, begun, String::new())?;
        drive.checkpoint.restart("");
        drive.facts.is_read = false;
        "push".clone_into(&mut drive.report.mode);
        drive.report.unreadable = bad.len() as u64;
        if window.settles {
            let is_bad = |id: i64| bad.iter().any(|(push, _)| push.id == id);
            let state = |id| if is_bad(id) { InboxState::Failed } else { InboxState::Done };
            drive.facts.inbox = mine.iter().map(|push| (push.id, state(push.id))).collect();
            drive.facts.letters = bad.iter().map(|(push, error)| letter(run, push, error)).collect();
        }
        drive.run_to_end(progress)
    }

    /// A person lets a paused run of pushes go on: the next window is applied by it, with `waive`.
    pub(super) fn release_pushes(&self, run: RunRow, waive: Waive) -> Result<SyncEnd, ImportError> {
        let mut config: RunConfig = serde_json::from_str(&run.config).unwrap_or_default();
        config.extra.insert("waive".to_owned(), serde_json::to_value(waive).unwrap_or_default());
        let now_ms = self.store.clock().now_ms();
        let row = RunRow { state: RunState::Running, config: to_json(&config), lease_until_ms: 0, ..run };
        let (id, report) = (row.id, serde_json::from_str::<SyncReport>(&row.report).unwrap_or_default());
        self.store.write(move |session| session.run_update(&row))?;
        Ok(SyncEnd { run: Some(id), outcome: Outcome::Waits { due_ms: now_ms }, report })
    }

    /// What is read for a window: rows of the pushes, or the records as they are now. Gives the pushes that cannot be read, too.
    fn task_of_pushes(&self, known: &Known, pushes: &[StoredPush]) -> Result<(Task, Vec<(StoredPush, String)>), ImportError> {
        let mut bad = Vec::new();
        let stream = &known.definition.stream;
        self.find_unreadable(stream, pushes, &mut bad)?;
        let good: Vec<StoredPush> = pushes.iter().filter(|push| !bad.iter().any(|(known, _)| known.id == push.id)).cloned().collect();
        let pages = self.read_pushes(stream, good)?;
        let Bound { reduced, compiled } = self.bind_pages(known, &pages)?;
        let tells_all = reduced.drift.is_empty() && compiled.has_version();
        let names_records = compiled.has_external_id();
        if !tells_all && names_records {
            let ids = ids_of(&compiled, &pages);
            match self.account.fetch(stream, &ids) {
                Ok(source) => return Ok((self.bind(known, &known.definition, ReadMode::Incremental, source, &Cursor::default())?, bad)),
                Err(ConnectorError::Unsupported { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok((self.told_task(known, pages, Bound { reduced, compiled })?, bad))
    }

    /// Binds the mapping to the columns that the pushes have: what they do not tell keeps its value.
    pub(super) fn bind_pages(&self, known: &Known, pages: &Pages) -> Result<Bound, ImportError> {
        let mapping = known.definition.mapping.clone().unwrap_or_default();
        let object = self.records.object(&known.definition.object)?;
        let all: Vec<SeenColumn> = columns_of(&mapping).into_iter().map(|name| SeenColumn { name, ..SeenColumn::default() }).collect();
        let now: Vec<SeenColumn> =
            seen_columns(&pages.shape).into_iter().map(|seen| SeenColumn { name: seen.name, ..SeenColumn::default() }).collect();
        let reduced = reduce(&known.definition, &mapping, &object, &now, Some(&all));
        let compiled = Compiled::new(&reduced.mapping, &object, &pages.shape.columns, None)?;
        let is_id = |rule: &&mapping::Rule| rule.to == TARGET_EXTERNAL_ID;
        if mapping.fields.iter().any(|rule| is_id(&rule)) && !compiled.has_external_id() {
            let reason = "its pushes do not hold the column with the id of the record".to_owned();
            return Err(ConnectorError::BadAnswer { system: self.account.system(), reason }.into());
        }
        Ok(Bound { reduced, compiled })
    }

    pub(super) fn told_task(&self, known: &Known, pages: Pages, bound: Bound) -> Result<Task, ImportError> {
        let definition = Arc::new(known.definition.clone());
        let object = self.records.object(&definition.object)?;
        let mut gate = Gate::new(&definition, &object, self.records.schema().region)?;
        gate.tell_left = true;
        let has_version = definition.mapping.as_ref().is_some_and(|mapping| mapping.fields.iter().any(|rule| rule.to == TARGET_UPDATED_AT));
        let rules = records::SyncRules {
            rows: RowsAre::Told,
            versionless: has_version && !bound.compiled.has_version(),
            keep: bound.reduced.keep.clone(),
            keep_empty: definition.empty_values == crate::definition::EmptyValues::Keep,
        };
        let keys = match_keys(&object, definition.mapping.as_ref().and_then(|mapping| mapping.match_keys.as_deref()))?;
        let two_way = crate::outbound::two_way_now(&self.store, self.sync, &definition, &object)?.map(Arc::new);
        let reduced = Reduced { drift: Vec::new(), ..bound.reduced };
        let reading = Reading::new(Box::new(pages), self.account.system());
        let (compiled, mode) = (bound.compiled, ReadMode::Incremental);
        Ok(Task { definition, object, reduced, compiled, keys, gate, rules, two_way, reading, mode, columns: Vec::new(), is_file: false })
    }

    /// Reads pushes to their end.
    fn read_pushes(&self, stream: &str, pushes: Vec<StoredPush>) -> Result<Pages, ConnectorError> {
        let mut source = self.account.pushed(stream, pushes)?;
        let shape = source.shape().clone();
        let mut pages = VecDeque::new();
        let mut cursor = Cursor::default();
        for _ in 0..PAGES_MAX {
            let mut batch = RecordBatch::new(Arc::clone(&shape.columns));
            let end = source.read(&cursor, crate::stage::BATCH_ROWS, &mut batch)?;
            pages.push_back(batch);
            if end.last {
                return Ok(Pages { shape, pages, at: 0 });
            }
            cursor = end.next;
        }
        Err(ConnectorError::BadAnswer { system: self.account.system(), reason: "its pushes have no end".to_owned() })
    }

    /// Finds the pushes that cannot be read by halving: one bad push among a thousand costs some twenty readings.
    fn find_unreadable(&self, stream: &str, pushes: &[StoredPush], bad: &mut Vec<(StoredPush, String)>) -> Result<(), ConnectorError> {
        match self.read_pushes(stream, pushes.to_vec()) {
            Ok(_) => Ok(()),
            Err(error) if is_passing(&error) => Err(error),
            Err(error) => match pushes {
                [] => Err(error),
                [one] => {
                    bad.push((one.clone(), error.to_string()));
                    Ok(())
                }
                many => {
                    let (left, right) = many.split_at(many.len() / 2);
                    self.find_unreadable(stream, left, bad)?;
                    self.find_unreadable(stream, right, bad)
                }
            },
        }
    }
}

/// An error that says nothing about the pushes.
fn is_passing(error: &ConnectorError) -> bool {
    match error.next_step() {
        NextStep::Wait(_) | NextStep::PauseConnection | NextStep::Restart | NextStep::LookFirst => true,
        NextStep::Retry => !matches!(error, ConnectorError::BadAnswer { .. }),
        NextStep::DeadLetter => false,
        NextStep::Fail => {
            matches!(error, ConnectorError::Unsupported { .. } | ConnectorError::Cancelled | ConnectorError::Setting { .. })
        }
    }
}

pub(super) struct Bound {
    reduced: Reduced,
    pub compiled: Compiled,
}

/// Pages that were read, as a source.
pub(super) struct Pages {
    shape: StreamShape,
    pages: VecDeque<RecordBatch>,
    at: usize,
}

impl Pages {
    /// These pages in order; all have the columns of `shape`.
    pub fn new(shape: StreamShape, pages: VecDeque<RecordBatch>) -> Self {
        Self { shape, pages, at: 0 }
    }
}

impl Source for Pages {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, _: &Cursor, _: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        match self.pages.pop_front() {
            Some(page) => *into = page,
            None => into.reset(Arc::clone(&self.shape.columns)),
        }
        self.at += 1;
        Ok(PageEnd { next: Cursor(self.at.to_string()), last: self.pages.is_empty() })
    }
}

/// The ids of all records that pushes speak of, each once.
fn ids_of(compiled: &Compiled, pages: &Pages) -> Vec<String> {
    let mut ids = BTreeSet::new();
    let mut mapped = Mapped::default();
    for page in &pages.pages {
        for row in page.rows() {
            compiled.apply(row, &mut mapped);
            if !mapped.external_id.is_empty() {
                ids.insert(mapped.external_id.clone());
            }
        }
        ids.extend(page.removals().iter().map(|removal| removal.external_id.clone()));
    }
    ids.into_iter().collect()
}

fn stored(row: &InboxRow) -> StoredPush {
    let headers = serde_json::from_str(&row.headers).unwrap_or_default();
    StoredPush { id: row.id, headers, body: row.body.clone(), received_ms: row.received_ms }
}

fn letter(run: RunId, push: &StoredPush, error: &str) -> DeadLetterRow {
    let body = String::from_utf8_lossy(push.body.get(..RAW_BYTES_MAX.min(push.body.len())).unwrap_or_default());
    DeadLetterRow {
        run,
        row_number: LETTERS_FROM + push.id,
        state: DeadLetterState::Rejected,
        code: FindingCode::BytesInvalid,
        field: String::new(),
        detail: error.to_owned(),
        raw: serde_json::json!({ "push": body }).to_string(),
        candidates: String::new(),
    }
}
