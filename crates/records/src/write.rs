//! Single-record writes: create, patch, upsert, delete, restore. Each is one operation of the group commit.

use std::sync::Arc;

use model::{Caller, ChangeKind, Doc, Field, FieldId, FieldType, KeyHasher, Object, RecordId, RecordState, RunId, Verb, fragment};
use store::rows::WriteBatch;
use store::{Pending, Session};

use crate::group::{Finish, Group};
use crate::reference::{TURNS_OF_ONE_WRITE, settle};
use crate::source_content::source_row;
use crate::{RecordError, Records, Schema, authorise};

/// A record after a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its id; after a write to a merged record the surviving one's.
    pub id: RecordId,
    /// Its version.
    pub version: i64,
    /// What the write did.
    pub outcome: Outcome,
    /// When it came to be (ms).
    pub created_ms: i64,
    /// When it last changed (ms).
    pub updated_ms: i64,
    /// Golden document: JSON object text.
    pub doc: String,
}

/// What a write did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The record is new.
    Created,
    /// It changed.
    Updated,
    /// Nothing changed.
    Unchanged,
}

/// Values to set and to clear.
#[derive(Clone, Debug, Default)]
pub struct Patch {
    /// New values.
    pub set: Doc,
    /// Fields to empty by hand.
    pub clear: Vec<FieldId>,
}

/// What the caller believes about the record.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    /// Version it read.
    pub version: ExpectVersion,
    /// Values it read; `None` for no value.
    pub fields: Vec<(FieldId, Option<String>)>,
}

/// What the caller believes about the version of the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExpectVersion {
    /// It takes whichever there is, on purpose.
    #[default]
    Any,
    /// It said nothing: refused where the object demands a version.
    Unsaid,
    /// The one it read.
    Is(i64),
}

/// The key of an upsert.
#[derive(Clone, Debug)]
pub enum UpsertKey {
    /// A match-key or unique field and its normalised value.
    Field(FieldId, String),
    /// The record's own id.
    Id(RecordId),
    /// An id that a source gave the record: name of the source and id.
    ExternalId(String, String),
}

/// Creates or changes a record by what identifies it.
#[derive(Clone, Debug)]
pub struct Upsert {
    /// Looked for first; a new record gets it.
    pub key: UpsertKey,
    /// Looked for where the first finds nothing, in order.
    pub also: Vec<UpsertKey>,
    /// What is set and cleared.
    pub values: Patch,
    /// The version of the record, where there is one.
    pub version: ExpectVersion,
}

type Answer = Pending<Result<Written, RecordError>>;

impl Records {
    /// Creates a record from values set by hand.
    pub fn create(&self, caller: &Caller, object: &Arc<Object>, values: Doc) -> Answer {
        let operation = Operation::new(self, caller, object);
        self.store().submit(move |session| {
            operation.authorise(Verb::Write)?;
            operation.create(session, &values)
        })
    }

    /// Changes values by hand.
    pub fn patch(&self, caller: &Caller, object: &Arc<Object>, id: RecordId, patch: Patch, expect: Expect) -> Answer {
        let operation = Operation::new(self, caller, object);
        self.store().submit(move |session| {
            operation.authorise(Verb::Write)?;
            operation.patch(session, id, &patch, &expect)
        })
    }

    /// Creates or changes the one record that `key`, or else the first of `also` that hits, identifies.
    pub fn upsert(&self, caller: &Caller, object: &Arc<Object>, upsert: Upsert) -> Answer {
        let operation = Operation::new(self, caller, object);
        self.store().submit(move |session| {
            operation.authorise(Verb::Write)?;
            operation.upsert(session, &upsert)
        })
    }

    /// As [`Records::upsert`], but creates nothing: `None` when no record has the key.
    pub fn change_by_key(&self, caller: &Caller, object: &Arc<Object>, upsert: Upsert) -> Pending<Result<Option<Written>, RecordError>> {
        let operation = Operation::new(self, caller, object);
        self.store().submit(move |session| {
            operation.authorise(Verb::Write)?;
            operation.change_known(session, &upsert)
        })
    }

    /// Deletes a record; it can be restored.
    pub fn delete(&self, caller: &Caller, object: &Arc<Object>, id: RecordId, expect: Expect) -> Answer {
        let operation = Operation::new(self, caller, object);
        self.store().submit(move |session| {
            operation.authorise(Verb::Write)?;
            operation.delete(session, id, &expect)
        })
    }

    /// Brings a deleted record back.
    pub fn restore(&self, caller: &Caller, object: &Arc<Object>, id: RecordId) -> Answer {
        let operation = Operation::new(self, caller, object);
        self.store().submit(move |session| {
            operation.authorise(Verb::Write)?;
            operation.restore(session, id)
        })
    }

    /// Live records with a value in a match-key field, oldest first, at most 100.
    ///
    /// # Errors
    /// Store errors.
    pub fn find_by_key(&self, object: &Arc<Object>, key: &UpsertKey) -> Result<Vec<RecordId>, RecordError> {
        let operation = Operation::new(self, &Caller::system(), object);
        self.store().read(|session| operation.find(session, key))
    }
}

/// One write with everything it needs, so that it can run again when its transaction is repeated.
pub(crate) struct Operation {
    pub caller: Caller,
    pub object: Arc<Object>,
    pub schema: Arc<Schema>,
    pub hasher: KeyHasher,
}

impl Operation {
    pub fn new(records: &Records, caller: &Caller, object: &Arc<Object>) -> Self {
        Self { caller: caller.clone(), object: Arc::clone(object), schema: records.schema(), hasher: records.hasher() }
    }

    pub fn authorise(&self, verb: Verb) -> Result<(), RecordError> {
        authorise(&self.caller, verb, &self.object)
    }

    /// Refuses ids of other objects, as if they did not exist.
    pub fn own(&self, id: RecordId) -> Result<RecordId, RecordError> {
        if id.object() == self.object.id { Ok(id) } else { Err(RecordError::NotFound { what: "record".to_owned() }) }
    }

    /// Loads the live record that `id` stands for.
    pub fn load_live(&self, session: &mut Session<'_>, id: RecordId) -> Result<Group, RecordError> {
        let group = Group::load_one(session, &self.object, self.own(id)?)?;
        match group.state() {
            RecordState::Live => Ok(group),
            RecordState::Deleted => Err(RecordError::Deleted(id)),
            RecordState::Merged => {
                let heads = session.resolve(&[id])?;
                let head = heads.first().copied().unwrap_or(id);
                let group = Group::load_one(session, &self.object, head)?;
                if group.state() == RecordState::Live { Ok(group) } else { Err(RecordError::Deleted(head)) }
            }
        }
    }

    pub fn create(&self, session: &mut Session<'_>, values: &Doc) -> Result<Written, RecordError> {
        self.create_with(session, values, None)
    }

    fn create_with(&self, session: &mut Session<'_>, values: &Doc, key: Option<&UpsertKey>) -> Result<Written, RecordError> {
        let at_ms = session.now_ms();
        let id = session.allocate_record_ids(self.object.id, 1)?;
        let mut group = Group::fresh(id, at_ms);
        for field in self.object.live_fields() {
            if let FieldType::AutoNumber { prefix } = &field.field_type {
                let number = session.next_auto_number(self.object.id, field.id, 1)?;
                group.edit(&self.object, &self.hasher, 0, field, Some(&fragment::text(&format!("{prefix}{number}"))));
            } else if let Some(value) = values.get(field.id) {
                group.edit(&self.object, &self.hasher, 0, field, Some(value));
            } else if let Some(default) = &field.default {
                group.edit(&self.object, &self.hasher, 0, field, Some(&default.to_string()));
            }
        }
        if let Some(key) = key {
            self.link(session, &mut group, key)?;
        }
        self.commit(session, group, ChangeKind::Create)
    }

    pub fn patch(&self, session: &mut Session<'_>, id: RecordId, patch: &Patch, expect: &Expect) -> Result<Written, RecordError> {
        let group = self.load_live(session, id)?;
        self.check(session, &group, expect)?;
        self.change(session, group, patch)
    }

    fn change(&self, session: &mut Session<'_>, mut group: Group, patch: &Patch) -> Result<Written, RecordError> {
        for field in self.object.live_fields() {
            let value = match patch.set.get(field.id) {
                Some(value) => value,
                None if patch.clear.contains(&field.id) => "null",
                None => continue,
            };
            // Setting what is there already is no edit: the value keeps its origin.
            let current = group.head().stored.get(field.id);
            if current == Some(value) || (current.is_none() && value == "null") {
                continue;
            }
            group.edit(&self.object, &self.hasher, 0, field, Some(value));
        }
        self.commit(session, group, ChangeKind::Update)
    }

    pub fn upsert(&self, session: &mut Session<'_>, upsert: &Upsert) -> Result<Written, RecordError> {
        if let Some(written) = self.change_known(session, upsert)? {
            return Ok(written);
        }
        // Whoever has read a version of it does not mean a new one.
        if let ExpectVersion::Is(_) = upsert.version {
            return Err(RecordError::NotFound { what: "record".to_owned() });
        }
        let key = &upsert.key;
        let mut doc = upsert.values.set.clone();
        if let UpsertKey::Field(field, value) = key
            && let Some(field) = self.object.field_by_id(*field)
            && doc.get(field.id).is_none()
        {
            doc.set_with(field.id, |out| push_key_value(field, value, out));
        }
        self.create_with(session, &doc, Some(key))
    }

    /// Changes the record that an upsert is about; nothing where there is none.
    fn change_known(&self, session: &mut Session<'_>, upsert: &Upsert) -> Result<Option<Written>, RecordError> {
        let Some(mut group) = self.known(session, &upsert.key, &upsert.also)? else { return Ok(None) };
        self.check(session, &group, &Expect { version: upsert.version, fields: Vec::new() })?;
        self.link(session, &mut group, &upsert.key)?;
        self.change(session, group, &upsert.values).map(Some)
    }

    /// Notes the external id that the record was written by, so that it is found by it the next time. The source record shows
    /// nothing: the values are edits of the caller.
    fn link(&self, session: &mut Session<'_>, group: &mut Group, key: &UpsertKey) -> Result<(), RecordError> {
        let UpsertKey::ExternalId(source, external_id) = key else { return Ok(()) };
        let source = session.source_find_or_create(source, self.object.id)?.id;
        let known = session.source_links(source, &[external_id.as_str()])?.into_iter().flatten().next();
        if known.as_ref().is_some_and(|link| link.linked) {
            return Ok(());
        }
        let mark = source_row(source, external_id, group.id(), 0, 0, RunId(0), "");
        group.attach(&self.object, &self.hasher, mark, Doc::new(), known.is_some());
        Ok(())
    }

    /// The one live record that `key`, or else the first of `also` that hits, identifies.
    fn known(&self, session: &mut Session<'_>, key: &UpsertKey, also: &[UpsertKey]) -> Result<Option<Group>, RecordError> {
        for key in std::iter::once(key).chain(also) {
            let hits = self.hits(session, key)?;
            // The common case needs no second look: one hit that is live itself.
            if let [id] = hits.as_slice()
                && let Some(group) = Group::load(session, &self.object, &hits)?.remove(id)
                && group.state() == RecordState::Live
            {
                return Ok(Some(group));
            }
            match Self::live(session, hits)?.as_slice() {
                [] => {}
                [id] => return self.load_live(session, *id).map(Some),
                many => return Err(RecordError::MatchedMultiple { candidates: many.iter().take(100).copied().collect() }),
            }
        }
        Ok(None)
    }

    pub fn delete(&self, session: &mut Session<'_>, id: RecordId, expect: &Expect) -> Result<Written, RecordError> {
        let mut group = self.load_live(session, id)?;
        self.check(session, &group, expect)?;
        group.set_state(RecordState::Deleted);
        self.commit(session, group, ChangeKind::Delete)
    }

    pub fn restore(&self, session: &mut Session<'_>, id: RecordId) -> Result<Written, RecordError> {
        let mut group = Group::load_one(session, &self.object, self.own(id)?)?;
        match group.state() {
            RecordState::Live => Ok(self.written(&group, Outcome::Unchanged)),
            RecordState::Merged => Err(RecordError::NotFound { what: "deleted record".to_owned() }),
            RecordState::Deleted => {
                group.set_state(RecordState::Live);
                self.commit(session, group, ChangeKind::Restore)
            }
        }
    }

    pub fn find(&self, session: &mut Session<'_>, key: &UpsertKey) -> Result<Vec<RecordId>, RecordError> {
        let hits = self.hits(session, key)?;
        Self::live(session, hits)
    }

    /// Records that carry the key, whatever has become of them since.
    fn hits(&self, session: &mut Session<'_>, key: &UpsertKey) -> Result<Vec<RecordId>, RecordError> {
        Ok(match key {
            UpsertKey::Id(id) => vec![self.own(*id)?],
            UpsertKey::ExternalId(source, external_id) => {
                // A source that somebody just made is not in a schema read before.
                let known = self.schema.source_by_name(source, self.object.id).map(|source| source.id);
                let found = match known {
                    Some(source) => Some(source),
                    None => session.source_find(source, self.object.id)?.map(|source| source.id),
                };
                let Some(source) = found else { return Ok(Vec::new()) };
                let links = session.source_links(source, &[external_id.as_str()])?;
                links.into_iter().flatten().filter(|link| link.linked).map(|link| link.record).collect()
            }
            UpsertKey::Field(field, value) => {
                let Some(field) = self.object.field_by_id(*field) else { return Ok(Vec::new()) };
                let Some(kind) = identity::keys::key_kind(field) else { return Ok(Vec::new()) };
                let Some(text) = identity::keys::key_text(kind, value) else { return Ok(Vec::new()) };
                let hash = self.hasher.key(self.object.id, kind, field.id, &text);
                session.key_lookup(&[hash])?.into_iter().map(|(_, id)| id).collect()
            }
        })
    }

    /// The live records that `hits` stand for, oldest first.
    fn live(session: &mut Session<'_>, hits: Vec<RecordId>) -> Result<Vec<RecordId>, RecordError> {
        if hits.is_empty() {
            return Ok(hits);
        }
        let mut heads = session.resolve(&hits)?;
        heads.sort_unstable();
        heads.dedup();
        let rows = session.records(&heads)?;
        Ok(rows.into_iter().flatten().filter(|row| row.state == RecordState::Live).map(|row| row.id).collect())
    }

    pub fn check(&self, session: &mut Session<'_>, group: &Group, expect: &Expect) -> Result<(), RecordError> {
        let head = group.head();
        match expect.version {
            ExpectVersion::Unsaid if self.object.if_match_required => return Err(RecordError::VersionRequired),
            ExpectVersion::Is(expected) if expected != head.row.version => {
                let fields = crate::history::changed_since(session, &self.object, head.row.id, expected)?;
                return Err(RecordError::VersionMismatch { expected, fields, current: Box::new(self.written(group, Outcome::Unchanged)) });
            }
            ExpectVersion::Any | ExpectVersion::Unsaid | ExpectVersion::Is(_) => {}
        }
        let differs = |(id, value): &&(FieldId, Option<String>)| head.stored.get(*id) != value.as_deref();
        let fields: Vec<String> = expect
            .fields
            .iter()
            .filter(differs)
            .filter_map(|(id, _)| self.object.field_by_id(*id).map(|field| field.name.clone()))
            .collect();
        if fields.is_empty() {
            return Ok(());
        }
        Err(RecordError::FieldMismatch { fields, current: Box::new(self.written(group, Outcome::Unchanged)) })
    }

    /// Finishes one group and commits it alone.
    pub fn commit(&self, session: &mut Session<'_>, group: Group, kind: ChangeKind) -> Result<Written, RecordError> {
        let at_ms = session.now_ms();
        let mut batch = WriteBatch { at_ms, actor: Some(self.caller.actor.clone()), ..WriteBatch::default() };
        let unchanged = self.written(&group, Outcome::Unchanged);
        group.finish(self.finish(at_ms), kind, &mut batch);
        let id = unchanged.id;
        let row = batch.created.iter().chain(&batch.changed).find(|row| row.id == id);
        let Some(row) = row else { return Ok(unchanged) };
        let outcome = if row.version == 1 { Outcome::Created } else { Outcome::Updated };
        let written =
            Written { id, version: row.version, outcome, created_ms: row.created_ms, updated_ms: row.updated_ms, doc: row.doc.clone() };
        self.check_unique(session, &batch)?;
        session.commit_batch(&batch)?;
        let settled = settle(session, &self.schema, &self.hasher, &batch, None, TURNS_OF_ONE_WRITE)?;
        if settled.references.iter().any(|(record, ..)| *record == id) {
            return Ok(self.written(&Group::load_one(session, &self.object, id)?, outcome));
        }
        Ok(written)
    }

    /// Refuses before writing, with the name of the field and the holder.
    fn check_unique(&self, session: &mut Session<'_>, batch: &WriteBatch) -> Result<(), RecordError> {
        if batch.unique_added.is_empty() {
            return Ok(());
        }
        let mut hashes: Vec<i64> = batch.unique_added.iter().map(|(hash, _)| *hash).collect();
        hashes.sort_unstable();
        for (hash, holder) in session.unique_lookup(&hashes)? {
            let is_freed = batch.unique_removed.iter().any(|(freed, by)| *freed == hash && *by == holder);
            if is_freed || batch.unique_added.iter().any(|(added, by)| *added == hash && *by == holder) {
                continue;
            }
            let mut field = String::new();
            for row in batch.created.iter().chain(&batch.changed) {
                let Ok(doc) = Doc::from_json(&self.object, &row.doc) else { continue };
                let mut unique = Vec::new();
                identity::unique_hashes_of(&self.object, &self.hasher, &doc, &mut unique);
                let name = unique.iter().find(|(_, known)| *known == hash).and_then(|(id, _)| self.object.field_by_id(*id));
                if let Some(name) = name {
                    field.clone_from(&name.name);
                }
            }
            return Err(RecordError::ValueTaken { field, holder });
        }
        Ok(())
    }

    pub fn finish(&self, at_ms: i64) -> Finish<'_> {
        Finish { object: &self.object, hasher: &self.hasher, ranks: self.schema.ranks(), at_ms }
    }

    pub fn written(&self, group: &Group, outcome: Outcome) -> Written {
        let row = &group.head().row;
        Written { id: row.id, version: row.version, outcome, created_ms: row.created_ms, updated_ms: row.updated_ms, doc: row.doc.clone() }
    }
}

fn push_key_value(field: &Field, value: &str, out: &mut String) {
    if field.is_multi() {
        fragment::push_list(out, [value]);
    } else if matches!(field.field_type, FieldType::Integer) {
        out.push_str(value);
    } else {
        fragment::push_text(out, value);
    }
}
