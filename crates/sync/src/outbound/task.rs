//! What a writing sync is about, made ready once for a run.

use std::collections::HashMap;
use std::sync::Arc;

use connector::StreamCapabilities;
use model::{FieldId, KeyHasher, Object, RecordId, SourceId};
use records::{Records, TwoWay};
use store::{DeliveryState, Store, StoreError, SyncRow};

use crate::definition::{Direction, SyncDefinition};
use crate::inbound::gate::Gate;
use crate::outbound::error::OutboundError;
use crate::outbound::feed::{OutboundState, progress_of};
use crate::outbound::fields::{OptionsThere, SeenTarget};
use crate::outbound::look_at::TargetLook;
use crate::outbound::read_back::ReadBack;
use crate::outbound::shown::Shown;
use crate::outbound::values::OutgoingMap;

/// A writing sync made ready.
#[derive(Clone, Debug)]
pub struct Task {
    /// The sync.
    pub sync: i64,
    /// Version of its definition.
    pub version: i64,
    /// Its definition.
    pub definition: SyncDefinition,
    /// The object.
    pub object: Arc<Object>,
    /// The source that stands for the other system.
    pub source: SourceId,
    /// Sources with the same name that feed other objects, for references.
    pub sources: HashMap<model::ObjectId, SourceId>,
    /// The outgoing mapping.
    pub map: OutgoingMap,
    /// Its way back.
    pub back: ReadBack,
    /// What the stream can do.
    pub can: StreamCapabilities,
    /// Allowed values of fields there.
    pub options: OptionsThere,
    /// Hashes keys.
    pub hasher: KeyHasher,
    /// Rank per source.
    pub ranks: HashMap<SourceId, i32>,
    gate: Gate,
}

impl Task {
    /// Makes a sync ready for a target as it was found; its source is made when nothing was read from it yet.
    ///
    /// # Errors
    /// [`DefinitionError`] for a definition that cannot be used; those of the store.
    pub fn new(records: &Records, sync: &SyncRow, definition: &SyncDefinition, look: &TargetLook) -> Result<Self, OutboundError> {
        let object = records.object(&definition.object)?;
        let map = OutgoingMap::new(definition, &object)?.knowing(&look.now).without(&look.now.left_out());
        let back = ReadBack::new(definition, &object, &map);
        let (name, id) = (definition.source_name().to_owned(), object.id);
        let known = records.store().read(|session| session.sources())?;
        let source = match known.iter().find(|source| source.name == name && source.object == id) {
            Some(source) => source.id,
            None => {
                let wanted = name.clone();
                records.store().write(move |session| session.source_find_or_create(&wanted, id))?.id
            }
        };
        Ok(Self {
            sync: sync.id,
            version: sync.version,
            definition: definition.clone(),
            gate: Gate::new(definition, &object, records.schema().region)?,
            object,
            source,
            sources: known.iter().filter(|source| source.name == name).map(|source| (source.object, source.id)).collect(),
            map,
            back,
            can: look.can.clone(),
            options: look.options.clone(),
            hasher: records.store().hasher(),
            ranks: known.into_iter().map(|source| (source.id, source.rank)).collect(),
        })
    }

    /// True when the share has reached a record with one of these ids. One that took part before it had an id there goes on to.
    #[must_use]
    pub fn has_turn<'i>(&self, mut ids: impl Iterator<Item = &'i str>) -> bool {
        ids.any(|id| self.gate.has_turn(id))
    }

    /// True when a person left a record out that has this id here and one of these there.
    #[must_use]
    pub fn is_left_out<'i>(&self, record: &str, mut ids: impl Iterator<Item = &'i str>) -> bool {
        self.gate.is_record_left_out(record) || ids.any(|id| self.gate.is_left_out(id))
    }

    /// True when the filters of the sync and of its rollout take the record.
    #[must_use]
    pub fn takes(&self, golden: &model::Doc) -> bool {
        self.gate.takes(golden)
    }
}

/// Writes of a sync whose outcome is not known are looked at up to so many.
const IN_FLIGHT_MAX: usize = 20_000;

/// As [`two_way`], with what was sent by the sync and is not confirmed yet.
///
/// # Errors
/// Those of the store.
pub fn two_way_now(store: &Store, sync: i64, definition: &SyncDefinition, object: &Arc<Object>) -> Result<Option<TwoWay>, StoreError> {
    let target = store.read(|session| Ok::<_, StoreError>(OutboundState::of(&progress_of(session, sync)?).target))?;
    let Some(mut two_way) = two_way(definition, object, &target) else { return Ok(None) };
    let rows = store.read(|session| {
        let mut rows = Vec::new();
        for state in [DeliveryState::Sending, DeliveryState::Unknown, DeliveryState::Due] {
            rows.extend(session.deliveries_in(sync, state, RecordId(i64::MIN), IN_FLIGHT_MAX)?);
        }
        Ok::<_, StoreError>(rows)
    })?;
    for row in rows {
        let shown = Shown::read(&row.shown);
        for sending in shown.sending.into_iter().filter(|sending| !sending.refused).chain(shown.unsure) {
            let fields = two_way.in_flight.entry(row.record).or_default();
            for (field, value) in sending.shows {
                fields.entry(FieldId(field)).or_default().push(value);
            }
        }
    }
    Ok(Some(two_way))
}

/// What applying rows of a sync must know of the fields that it also writes; `None` when it writes nothing that it reads.
#[must_use]
pub fn two_way(definition: &SyncDefinition, object: &Arc<Object>, target: &SeenTarget) -> Option<TwoWay> {
    if !definition.writes() || !definition.reads() {
        return None;
    }
    let map = OutgoingMap::new(definition, object).ok()?.knowing(target);
    let is_both = |name: &str| definition.direction_of(name) == Direction::Both;
    let policies = object
        .live_fields()
        .filter(|field| is_both(&field.name) && map.lines().iter().any(|line| line.field() == Some(field.id) && !line.only_create))
        .map(|field| (field.id, definition.conflict_of(&field.name)))
        .collect();
    let mut two_way = TwoWay::new(policies, definition.clock_tolerance_ms());
    two_way.same = Arc::new(move |field, left, right| map.is_same(field, left, right));
    Some(two_way)
}
