//! The objects, fields and sources in force, and the region, as a snapshot that is cheap to hold; and how people change them.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use mapping::normalise::Region;
use model::{Caller, Field, FieldId, Object, ObjectId, SchemaError, SourceId, Verb};
use store::rows::{RunState, SourceInfo};
use store::{ListIndex, Session};

use crate::recompute::{RECOMPUTE, begin_run};
use crate::rekey::{INDEX, KeyChange, identifies};
use crate::{RecordError, Records};

/// How long a snapshot is trusted before it is compared with the store: another process may have changed the schema.
const TRUST: Duration = Duration::from_secs(2);

/// Objects and sources at one moment.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Rises with every change.
    pub version: i64,
    /// The country of phones and addresses that name none, wherever no mapping says otherwise; with it goes the currency of amounts.
    pub region: Region,
    by_name: HashMap<String, Arc<Object>>,
    by_id: HashMap<ObjectId, Arc<Object>>,
    sources: HashMap<SourceId, SourceInfo>,
    ranks: HashMap<SourceId, i32>,
    /// Objects that a reference field of some object leads to.
    referred_to: std::collections::HashSet<ObjectId>,
    /// Indexes that are there although no field asks for them.
    by_use: HashMap<ObjectId, Vec<ListIndex>>,
}

impl Schema {
    /// As it would be with another rank of one source.
    pub(crate) fn with_rank(&self, source: SourceId, rank: i32) -> Self {
        let mut changed = self.clone();
        changed.ranks.insert(source, rank);
        changed
    }

    /// Reads the schema in force.
    ///
    /// # Errors
    /// Store errors.
    pub fn load(session: &mut Session<'_>) -> Result<Self, RecordError> {
        let mut schema = Self { version: session.schema_version()?, region: crate::region::stored(session)?, ..Self::default() };
        for object in session.objects()? {
            let object = Arc::new(object);
            schema.by_name.insert(object.name.clone(), Arc::clone(&object));
            schema.by_id.insert(object.id, object);
        }
        let targets = |object: &Arc<Object>| object.reference_fields().filter_map(reference_target).collect::<Vec<_>>();
        let names: Vec<String> = schema.by_id.values().flat_map(targets).collect();
        schema.referred_to = names.iter().filter_map(|name| schema.by_name.get(name)).map(|object| object.id).collect();
        for made in session.indexes_by_use()? {
            schema.by_use.entry(made.object).or_default().push(made.index);
        }
        for source in session.sources()? {
            schema.ranks.insert(source.id, source.rank);
            schema.sources.insert(source.id, source);
        }
        Ok(schema)
    }

    /// The object with this plural API name, archived ones included.
    #[must_use]
    pub fn object(&self, name: &str) -> Option<&Arc<Object>> {
        self.by_name.get(name)
    }

    /// The object with this id.
    #[must_use]
    pub fn object_by_id(&self, id: ObjectId) -> Option<&Arc<Object>> {
        self.by_id.get(&id)
    }

    /// All objects in id order.
    #[must_use]
    pub fn objects(&self) -> Vec<&Arc<Object>> {
        let mut objects: Vec<_> = self.by_id.values().collect();
        objects.sort_by_key(|object| object.id);
        objects
    }

    /// True when a reference field of some object leads to the object.
    #[must_use]
    pub fn is_referred_to(&self, id: ObjectId) -> bool {
        self.referred_to.contains(&id)
    }

    /// Indexes of an object that were made because lists needed them.
    #[must_use]
    pub fn indexes_by_use(&self, id: ObjectId) -> &[ListIndex] {
        self.by_use.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: SourceId) -> Option<&SourceInfo> {
        self.sources.get(&id)
    }

    /// The source called `name` that feeds `object`.
    #[must_use]
    pub fn source_by_name(&self, name: &str, object: ObjectId) -> Option<&SourceInfo> {
        self.sources.values().find(|source| source.object == object && source.name == name)
    }

    /// All sources in id order.
    #[must_use]
    pub fn sources(&self) -> Vec<&SourceInfo> {
        let mut sources: Vec<_> = self.sources.values().collect();
        sources.sort_by_key(|source| source.id);
        sources
    }

    /// Rank per source, for survivorship.
    #[must_use]
    pub fn ranks(&self) -> &HashMap<SourceId, i32> {
        &self.ranks
    }
}

fn reference_target(field: &Field) -> Option<String> {
    if let model::FieldType::Reference { to } = &field.field_type { Some(to.clone()) } else { None }
}

impl Records {
    /// The schema in force. At most two seconds behind changes made by another process; never behind our own.
    #[must_use]
    pub fn schema(&self) -> Arc<Schema> {
        let is_due = {
            let mut checked = self.inner.checked.lock().unwrap_or_else(PoisonError::into_inner);
            let due = checked.elapsed() > TRUST;
            if due {
                *checked = Instant::now();
            }
            due
        };
        let current = Arc::clone(&self.inner.schema.read().unwrap_or_else(PoisonError::into_inner));
        if is_due {
            let stored = self.store().read(|session| Ok::<_, RecordError>(session.schema_version()?));
            // A store that does not answer now is noticed by the caller's own read.
            if stored.is_ok_and(|version| version != current.version) && self.refresh_schema().is_ok() {
                return Arc::clone(&self.inner.schema.read().unwrap_or_else(PoisonError::into_inner));
            }
        }
        current
    }

    /// Reads the schema again, after sources or objects were added.
    ///
    /// # Errors
    /// Store errors.
    pub fn refresh_schema(&self) -> Result<Arc<Schema>, RecordError> {
        let schema = Arc::new(self.store().read(Schema::load)?);
        *self.inner.schema.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&schema);
        Ok(schema)
    }

    /// The live object called `name`.
    ///
    /// # Errors
    /// [`RecordError::NotFound`].
    pub fn object(&self, name: &str) -> Result<Arc<Object>, RecordError> {
        let not_found = || RecordError::NotFound { what: format!("object {name:?}") };
        self.schema().object(name).cloned().ok_or_else(not_found)
    }

    /// Adds an object. Ids and version of the draft are ignored; fields get ids in their order.
    ///
    /// # Errors
    /// [`RecordError::Schema`] when the definition is refused; [`RecordError::Forbidden`] without the admin scope.
    pub fn object_create(&self, caller: &Caller, draft: Object) -> Result<Arc<Object>, RecordError> {
        require_admin(caller)?;
        let mut object = Object { version: 1, standard: false, archived: false, ..draft };
        for (at, field) in object.fields.iter_mut().enumerate() {
            field.id = field_id(at + 1)?;
        }
        object.check()?;
        self.check_references(&object)?;
        let taken = [
            "objects",
            "imports",
            "runs",
            "changes",
            "connectors",
            "connections",
            "syncs",
            "problems",
            "rehearsals",
            "reviews",
            "keys",
            "openapi",
            "postman",
            "users",
            "sources",
        ];
        if self.schema().object(&object.name).is_some() || taken.contains(&object.name.as_str()) {
            return Err(SchemaError::Taken(object.name).into());
        }
        self.save_object(object, true, |_, _| Ok(())).map(|(object, ())| object)
    }

    /// Changes label, title field or the archived mark of an object.
    ///
    /// # Errors
    /// As [`Records::object_create`]; [`RecordError::NotFound`].
    pub fn object_update(&self, caller: &Caller, name: &str, change: impl FnOnce(&mut Object)) -> Result<Arc<Object>, RecordError> {
        self.object_change(caller, name, change, |_, _| Ok(())).map(|(object, ())| object)
    }

    /// As [`Records::object_update`]; `along` writes in the same transaction.
    fn object_change<T: Send + 'static>(
        &self,
        caller: &Caller,
        name: &str,
        change: impl FnOnce(&mut Object),
        along: impl Fn(&mut Session<'_>, &Object) -> Result<T, RecordError> + Send + 'static,
    ) -> Result<(Arc<Object>, T), RecordError> {
        require_admin(caller)?;
        let current =
            self.refresh_schema()?.object(name).cloned().ok_or_else(|| RecordError::NotFound { what: format!("object {name:?}") })?;
        let mut object = Object::clone(&current);
        change(&mut object);
        object.id = current.id;
        object.name.clone_from(&current.name);
        object.standard = current.standard;
        object.version = current.version + 1;
        object.check()?;
        self.check_references(&object)?;
        self.save_object(object, false, along)
    }

    /// Adds a field; its id is ignored.
    ///
    /// # Errors
    /// As [`Records::object_update`].
    pub fn field_add(&self, caller: &Caller, object: &str, draft: Field) -> Result<Arc<Object>, RecordError> {
        let saved = self.object_update(caller, object, |object| {
            let last = object.fields.iter().map(|field| field.id.0).max().unwrap_or(0);
            object.fields.push(Field { id: FieldId(last.saturating_add(1)), archived: false, ..draft });
        })?;
        self.index_if_asked(caller, &saved, saved.fields.last())?;
        Ok(saved)
    }

    /// Changes a field. Name and type stay. A changed survivorship rule or default is applied to every record at once, and
    /// records that are there get the keys of a field that begins to identify them.
    ///
    /// # Errors
    /// As [`Records::object_update`]; [`RecordError::NotUnique`] when records share a value of a field that is to be unique.
    pub fn field_update(
        &self,
        caller: &Caller,
        object: &str,
        name: &str,
        change: impl FnOnce(&mut Field),
    ) -> Result<Arc<Object>, RecordError> {
        require_admin(caller)?;
        self.refresh_schema()?;
        let known = self.object(object)?;
        let before = known.field(name).cloned().ok_or_else(|| RecordError::NotFound { what: format!("field {name:?}") })?;
        let mut wanted = before.clone();
        change(&mut wanted);
        wanted.id = before.id;
        wanted.name.clone_from(&before.name);
        if std::mem::discriminant(&wanted.field_type) != std::mem::discriminant(&before.field_type) {
            wanted.field_type = before.field_type.clone();
        }
        let mut draft = Object::clone(&known);
        put_field(&mut draft, &wanted);
        let is_rekeyed = identifies(&before) != identifies(&wanted);
        if identifies(&wanted).1 && !identifies(&before).1 {
            draft.check()?;
            if let Some([first, second]) = self.holders_of_one_value(&draft, &wanted)? {
                return Err(RecordError::NotUnique { field: wanted.name, first, second });
            }
        }
        let is_recomputed = wanted.survivorship != before.survivorship || wanted.default != before.default;
        let change = KeyChange { field: before.name.clone(), before: Object::clone(&known), wanted: draft };
        let (keys, actor) = (is_rekeyed.then(|| serde_json::to_string(&change).unwrap_or_default()), caller.actor.clone());
        let (mut saved, (rekeying, recomputing)) = self.object_change(
            caller,
            object,
            |object| put_field(object, &wanted),
            move |session, object| {
                let keys = keys.as_ref().map(|keys| begin_run(session, INDEX, &actor, object.id, keys)).transpose()?;
                let computing = is_recomputed.then(|| begin_run(session, RECOMPUTE, &actor, object.id, "{}")).transpose()?;
                Ok((keys, computing))
            },
        )?;
        let rekeyed = rekeying.map_or(Ok(()), |run| self.rekey_as(run, &change));
        if let Some(run) = recomputing {
            self.recompute_as(run)?;
        }
        rekeyed?;
        saved = self.object(object).unwrap_or(saved);
        let after = saved.field(name);
        if before.indexed && after.is_some_and(|field| !field.indexed) {
            let (object, id) = (Arc::clone(&saved), before.id);
            self.store().write(move |session| {
                session.list_index_drop(&object, ListIndex::Field(id))?;
                Ok::<_, RecordError>(session.index_by_use_forget(object.id, ListIndex::Field(id))?)
            })?;
            self.refresh_schema()?;
        } else if !before.indexed {
            self.index_if_asked(caller, &saved, after)?;
        }
        Ok(saved)
    }

    /// Builds the index of a field that asks for one. A build that fails leaves the field as it is, only slower, and says so
    /// in its run.
    fn index_if_asked(&self, caller: &Caller, object: &Arc<Object>, field: Option<&Field>) -> Result<(), RecordError> {
        match field.filter(|field| field.indexed) {
            Some(field) => self.build_index(caller, object, ListIndex::Field(field.id)).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Builds an index as a run that tells how it went; false when it could not be built.
    pub(crate) fn build_index(&self, caller: &Caller, object: &Arc<Object>, index: ListIndex) -> Result<bool, RecordError> {
        let over = match index {
            ListIndex::Field(id) => object.field_by_id(id).map_or_else(String::new, |field| field.name.clone()),
            ListIndex::UpdatedAt => "updated_at".to_owned(),
        };
        let (actor, id) = (caller.actor.clone(), object.id);
        let run = self.store().write(move |session| begin_run(session, INDEX, &actor, id, "{}"))?;
        let built = self.store().list_index_build(object, index);
        let report = match &built {
            Ok(()) => serde_json::json!({"status": "done", "field": over}),
            Err(error) => {
                tracing::warn!(run.id = %run.id, error = %error, "the index of run {} could not be built: {error}", run.id);
                serde_json::json!({"status": "failed", "field": over, "error": error.to_string()})
            }
        };
        let state = if built.is_ok() { RunState::Done } else { RunState::Failed };
        self.end_run(run, state, &report)?;
        Ok(built.is_ok())
    }

    fn check_references(&self, object: &Object) -> Result<(), RecordError> {
        let schema = self.schema();
        for field in &object.fields {
            if let model::FieldType::Reference { to } = &field.field_type
                && schema.object(to).is_none()
                && *to != object.name
            {
                return Err(SchemaError::Setting { field: field.name.clone(), reason: format!("refers to unknown object {to:?}") }.into());
            }
        }
        Ok(())
    }

    /// `along` writes in the same transaction.
    fn save_object<T: Send + 'static>(
        &self,
        object: Object,
        is_new: bool,
        along: impl Fn(&mut Session<'_>, &Object) -> Result<T, RecordError> + Send + 'static,
    ) -> Result<(Arc<Object>, T), RecordError> {
        let name = object.name.clone();
        let beside = self.store().write(move |session| {
            let mut object = object.clone();
            if is_new {
                object.id = session.allocate_object_id()?;
            }
            session.object_save(&object)?;
            along(session, &object)
        })?;
        let saved = self.refresh_schema()?.object(&name).cloned().ok_or(RecordError::NotFound { what: format!("object {name:?}") })?;
        Ok((saved, beside))
    }
}

/// Puts the field in the place of the one with its id.
fn put_field(object: &mut Object, wanted: &Field) {
    if let Some(field) = object.fields.iter_mut().find(|field| field.id == wanted.id) {
        field.clone_from(wanted);
    }
}

fn field_id(at: usize) -> Result<FieldId, RecordError> {
    i16::try_from(at).map(FieldId).map_err(|_| SchemaError::TooManyFields.into())
}

pub(crate) fn require_admin(caller: &Caller) -> Result<(), RecordError> {
    if caller.may_administer() {
        Ok(())
    } else {
        Err(RecordError::Forbidden { scope: model::Scope { object: None, verb: Verb::Admin }.to_string() })
    }
}
