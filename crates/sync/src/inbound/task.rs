//! What a run is made of before its first row: the source opened, the mapping bound to the columns there are, the gate, the
//! run's row.

use std::sync::Arc;

use connector::{ConnectorError, Cursor, NextStep, ReadMode, ReadRequest, Source};
use identity::MatchKeys;
use mapping::{Compiled, Mapping};
use model::Object;
use records::{AfterRemoval, RowsAre, SyncRules, TwoWay};
use serde_json::json;
use store::{ConnectionRow, ConnectionState, RunRow, RunState};

use crate::RunConfig;
use crate::begin::{Begun, begin_sync};
use crate::definition::{DefinitionError, DeletionPolicy, EmptyValues, SyncDefinition};
use crate::error::ImportError;
use crate::import::{ImportRequest, check_references, index_titles};
use crate::inbound::columns::{Reduced, SeenColumn, columns_of, reduce, seen_columns, to_remember};
use crate::inbound::gate::Gate;
use crate::inbound::part::Chosen;
use crate::inbound::pause::{Pause, Waive, over_drift};
use crate::inbound::reading::Reading;
use crate::inbound::state::{InboundState, reading_fingerprint};
use crate::inbound::{Asked, Known, RunRequest, SyncRun, mode_name, run_fingerprint};
use crate::matching::match_keys;
use crate::plan::plan;

/// For [`store::Session::connection_update`], which looks at whether a row has a token, not at which: the stored one stays.
const KEPT: &str = "kept";

/// A run ready to read.
pub(super) struct Task {
    pub definition: Arc<SyncDefinition>,
    pub object: Arc<Object>,
    /// The mapping cut down to what can be read.
    pub reduced: Reduced,
    pub compiled: Compiled,
    pub keys: MatchKeys,
    pub gate: Gate,
    pub rules: SyncRules,
    /// Fields that are also written there.
    pub two_way: Option<Arc<TwoWay>>,
    pub reading: Reading,
    pub mode: ReadMode,
    /// Columns to be remembered, as [`to_remember`] has them.
    pub columns: Vec<SeenColumn>,
    pub is_file: bool,
}

impl Task {
    /// Lets the run take some of the records only; what it does not take it tells nothing about.
    pub fn narrow(&mut self, part: Option<Arc<Chosen>>) {
        if part.is_some() {
            self.gate.part = part;
            self.gate.track_seen = false;
            self.gate.tell_left = true;
            self.rules.rows = RowsAre::Changes;
        }
    }

    /// True when the run takes some of the records only.
    pub fn is_part(&self) -> bool {
        self.gate.part.is_some()
    }

    /// True when a full read takes away what it does not show.
    pub fn checks_missing(&self) -> bool {
        self.mode == ReadMode::Full
            && !self.is_part()
            && self.definition.deletions.policy != DeletionPolicy::Ignore
            && self.compiled.has_external_id()
    }

    /// True when removals that are told count.
    pub fn removes(&self) -> bool {
        self.definition.deletions.policy != DeletionPolicy::Ignore
    }

    /// What becomes of records whose last source record is gone.
    pub fn after_removal(&self) -> AfterRemoval {
        match self.definition.deletions.policy {
            DeletionPolicy::Delete => AfterRemoval::Delete,
            DeletionPolicy::Ignore | DeletionPolicy::Unlink => AfterRemoval::Stay,
        }
    }
}

impl SyncRun<'_> {
    /// Opens the source for `mode` and binds everything to it. A source that cannot tell what changed is read in full; one that
    /// shows changes only is read from its beginning, and nothing counts as missing in it.
    pub(super) fn prepare(&self, known: &Known, definition: &SyncDefinition, mode: &ReadMode) -> Result<Task, ImportError> {
        let mapping = needed_mapping(definition)?;
        let wanted = columns_of(mapping);
        let (source, mode) = match self.open(definition, &wanted, mode) {
            Err(ConnectorError::Unsupported { .. }) if *mode == ReadMode::Incremental => {
                (self.open(definition, &wanted, &ReadMode::Full)?, ReadMode::Full)
            }
            Err(ConnectorError::Unsupported { .. }) if *mode == ReadMode::Full => {
                (self.open(definition, &wanted, &ReadMode::Incremental)?, ReadMode::Incremental)
            }
            opened => (opened?, mode.clone()),
        };
        let start = if mode == ReadMode::Incremental { Cursor(known.progress.cursor.clone()) } else { Cursor::default() };
        self.bind(known, definition, mode, source, &start)
    }

    /// Binds the mapping, the gate and the rules to an opened source that is read from `start` on.
    pub(super) fn bind(
        &self,
        known: &Known,
        definition: &SyncDefinition,
        mode: ReadMode,
        source: Box<dyn Source>,
        start: &Cursor,
    ) -> Result<Task, ImportError> {
        let mapping = needed_mapping(definition)?;
        let object = self.records.object(&definition.object)?;
        let shape = source.shape().clone();
        let is_same_reading = InboundState::of(&known.progress).reading == reading_fingerprint(definition);
        let before: Option<Vec<SeenColumn>> =
            serde_json::from_str(&known.progress.columns).ok().filter(|columns: &Vec<SeenColumn>| is_same_reading && !columns.is_empty());
        let mut columns = seen_columns(&shape);
        let mut reading = Reading::new(source, self.account.system());
        if let Some(before) = before.as_deref().filter(|_| shape.tells_absent) {
            let lacked = &InboundState::of(&known.progress).lacked;
            let gone = reading.gone_columns(start, &mode, self.settings.segment_rows_max, before, lacked)?;
            columns.retain(|seen| !gone.contains(&seen.name));
        }
        let mut reduced = reduce(definition, mapping, &object, &columns, before.as_deref());
        self.look_for_renamed(definition, mapping, &mut reduced);
        if let Some(pause) = over_drift(&reduced.drift) {
            return Err(ImportError::Paused(Box::new(pause)));
        }
        let columns = to_remember(columns, before.as_deref().unwrap_or_default(), &reduced.drift, mapping, &object);
        let is_file = shape.fingerprint.is_some();
        let schema = self.records.schema();
        let compiled = if is_file {
            plan(&mut reading, &object, Some(&reduced.mapping), schema.region, &self.stop.flag)?.compiled
        } else {
            Compiled::new(&reduced.mapping, &object, &shape.columns, None)?
        };
        check_references(mapping, &object, &schema)?;
        index_titles(&self.store, mapping, &object, &schema)?;
        let keys = match_keys(&object, mapping.match_keys.as_deref())?;
        let mut gate = Gate::new(definition, &object, schema.region)?;
        gate.track_seen = mode == ReadMode::Full;
        gate.tell_left = mode != ReadMode::Full;
        let rows = if mode == ReadMode::Full { RowsAre::Everything } else { RowsAre::Changes };
        let keep_empty = definition.empty_values == EmptyValues::Keep;
        let rules = SyncRules { rows, keep: reduced.keep.clone(), keep_empty, versionless: false };
        let two_way = crate::outbound::two_way_now(&self.store, self.sync, definition, &object)?.map(Arc::new);
        let definition = Arc::new(definition.clone());
        Ok(Task { definition, object, reduced, compiled, keys, gate, rules, two_way, reading, mode, columns, is_file })
    }

    fn open(&self, definition: &SyncDefinition, columns: &[String], mode: &ReadMode) -> Result<Box<dyn Source>, ConnectorError> {
        let request = |columns: Vec<String>| ReadRequest {
            stream: definition.stream.clone(),
            columns,
            mode: mode.clone(),
            filter: definition.source_filter.clone(),
        };
        match self.account.source(&request(columns.to_vec())) {
            // Perhaps one of the columns is gone: ask for those that are there, and let the drift be found.
            Err(error) if error.next_step() == NextStep::Fail && !matches!(error, ConnectorError::Unsupported { .. }) => {
                let Ok(fields) = self.account.fields(&definition.stream) else { return Err(error) };
                let there: Vec<String> =
                    columns.iter().filter(|column| fields.iter().any(|field| field.name == **column)).cloned().collect();
                if there.is_empty() || there.len() == columns.len() { Err(error) } else { self.account.source(&request(there)) }
            }
            opened => opened,
        }
    }

    /// Names columns that may be missing ones under a new name.
    fn look_for_renamed(&self, definition: &SyncDefinition, mapping: &Mapping, reduced: &mut Reduced) {
        if !reduced.drift.iter().any(|drift| drift.change == "missing") {
            return;
        }
        // A hint only: without an answer the question is asked without it.
        let fields = self.account.fields(&definition.stream).unwrap_or_default();
        let mapped = columns_of(mapping);
        let unknown: Vec<&str> =
            fields.iter().map(|field| field.name.as_str()).filter(|name| !mapped.iter().any(|known| known == name)).collect();
        for drift in reduced.drift.iter_mut().filter(|drift| drift.change == "missing") {
            drift.perhaps = records::filter_text::nearest(&drift.column, unknown.iter().copied());
        }
    }

    /// Refuses to go on when another organisation answers behind the address (F51); remembers the first one.
    pub(super) fn check_organisation(&self, connection: &ConnectionRow) -> Result<(), ImportError> {
        let Some(now) = self.account.organisation()? else { return Ok(()) };
        if connection.organisation == now {
            return Ok(());
        }
        if connection.organisation.is_empty() {
            let id = connection.id;
            self.store.write(move |session| {
                let Some(row) = session.connection(id)?.filter(|row| row.organisation.is_empty()) else { return Ok(()) };
                session.connection_update(&ConnectionRow { organisation: now.clone(), token: KEPT.to_owned(), ..row }).map(|_| ())
            })?;
            return Ok(());
        }
        let reason = format!("another organisation answers: {now} instead of {}", connection.organisation);
        let detail = json!({"expected": connection.organisation, "found": now});
        Err(ImportError::Paused(Box::new(Pause { kind: "organisation", reason, detail })))
    }

    /// Pauses the connection, with the reason for people.
    pub(super) fn pause_connection(session: &mut store::Session<'_>, id: i64, reason: &str) -> Result<(), store::StoreError> {
        let Some(row) = session.connection(id)?.filter(|row| row.state == ConnectionState::Active) else { return Ok(()) };
        let now_ms = session.now_ms();
        let token = KEPT.to_owned();
        let paused = ConnectionRow { state: ConnectionState::Paused, reason: reason.to_owned(), updated_ms: now_ms, token, ..row };
        session.connection_update(&paused).map(|_| ())
    }

    pub(super) fn begin_row(
        &self,
        known: &Known,
        definition: &SyncDefinition,
        request: &RunRequest,
        mode: &ReadMode,
        plan: Option<i64>,
    ) -> Result<Begun, ImportError> {
        let range = if let ReadMode::Range { from_ms, to_ms } = mode { Some((*from_ms, *to_ms)) } else { None };
        let asked = Asked {
            sync: self.sync,
            version: known.sync.version,
            mode: mode_name(mode).to_owned(),
            range,
            trigger: request.trigger.clone(),
            waive: Waive::default(),
            plan,
            part: request.part.clone(),
        };
        self.begin_asked(definition, request, None, &asked, run_fingerprint(self.sync))
    }

    pub(super) fn begin_row_again(
        &self,
        _known: &Known,
        definition: &SyncDefinition,
        request: &RunRequest,
        run: &RunRow,
        asked: &Asked,
        waive: Option<Waive>,
    ) -> Result<Begun, ImportError> {
        debug_assert!(matches!(run.state, RunState::Open | RunState::Queued | RunState::Running | RunState::Paused));
        let asked = Asked { waive: waive.unwrap_or(asked.waive), ..asked.clone() };
        self.begin_asked(definition, request, Some(run), &asked, run.fingerprint.clone())
    }

    pub(super) fn begin_asked(
        &self,
        definition: &SyncDefinition,
        request: &RunRequest,
        run: Option<&RunRow>,
        asked: &Asked,
        fingerprint: String,
    ) -> Result<Begun, ImportError> {
        let object = self.records.object(&definition.object)?;
        let extra = serde_json::to_value(asked).ok().and_then(|value| value.as_object().cloned()).unwrap_or_default();
        let config = RunConfig {
            object: definition.object.clone(),
            source: definition.source_name().to_owned(),
            match_keys: definition.mapping.as_ref().and_then(|mapping| mapping.match_keys.clone()),
            policy: definition.policy,
            mapping: definition.mapping.clone(),
            extra,
            ..RunConfig::default()
        };
        let request = ImportRequest {
            object: (*object).clone(),
            source: definition.source_name().to_owned(),
            file: String::new(),
            mapping: None,
            match_keys: None,
            policy: definition.policy,
            dry_run: false,
            actor: request.actor.clone(),
            run: run.map(|run| run.id),
        };
        begin_sync(&self.store, &request, config, fingerprint, self.settings.exclusive)
    }
}

fn needed_mapping(definition: &SyncDefinition) -> Result<&Mapping, DefinitionError> {
    definition.mapping.as_ref().ok_or_else(|| DefinitionError::new("/mapping", "a sync that reads needs a mapping"))
}
