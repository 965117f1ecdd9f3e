//! References: which record a source means by what it calls it, and what happens when that record appears later.
//!
//! A reference that is found becomes the record's id in the source's view. One that is not found stays in the view as it was
//! written, with the hashes of everything that would resolve it; these hashes are kept like identity keys, by record. When
//! records are written, their own hashes are looked up among them in the same transaction, and whoever waited is computed
//! again. Undo needs nothing of its own: the view goes back to what it held.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use identity::keys::{key_kind, key_text};
use mapping::normalise::Region;
use model::{
    Actor, ChangeKind, Delta, Doc, Field, FieldType, Finding, FindingCode, Inputs, KeyHash, KeyHasher, Object, ObjectId, RecordId,
    RecordState, WaitingReference, fragment,
};
use store::Session;
use store::rows::{RecordRow, RunRow, WriteBatch};

use crate::group::{Finish, Group};
use crate::{RecordError, Schema};

/// Records computed again at once, because a reference of theirs was found.
const CHUNK: usize = 2_000;
/// Turns of [`CHUNK`] that one transaction of a single write takes; what is left waits for the next import or recompute.
pub(crate) const TURNS_OF_ONE_WRITE: usize = 10;
/// As before, of one batch of an import.
pub const TURNS_OF_A_BATCH: usize = 1_000;

const SEED_EXTERNAL: u64 = 0x7265_6665_7265_6e01;
const SEED_TITLE: u64 = 0x7265_6665_7265_6e02;

/// What looking up needs.
#[derive(Clone, Copy)]
pub(crate) struct Finder<'a> {
    pub schema: &'a Schema,
    pub hasher: &'a KeyHasher,
}

/// A reference to be found.
pub(crate) struct Wanted {
    pub target: Arc<Object>,
    /// System whose ids are meant.
    pub source: String,
    pub reference: WaitingReference,
}

/// What came of it: the record, or the hashes it will be recognised by.
pub(crate) type Found = Result<RecordId, Vec<KeyHash>>;

/// Checks what a mapping says of `field`'s references.
///
/// # Errors
/// The names that would do.
pub fn check_find_by(schema: &Schema, field: &Field, by: &str) -> Result<(), String> {
    let FieldType::Reference { to } = &field.field_type else { return Err(String::new()) };
    let Some(target) = schema.object(to) else { return Ok(()) };
    let mut known = vec!["external_id".to_owned(), "id".to_owned(), "name".to_owned()];
    for field in target.live_fields() {
        if let Some(kind) = key_kind(field) {
            known.push(field.name.clone());
            if kind != model::KeyKind::Text {
                known.push(kind.name().to_owned());
            }
        } else if field.name == target.title_field {
            known.push(field.name.clone());
        }
    }
    known.sort();
    known.dedup();
    if known.iter().any(|name| name == by) { Ok(()) } else { Err(known.join(", ")) }
}

/// Everything a text may mean, by the words of its rule.
#[derive(Default)]
struct Meanings {
    external: bool,
    id: Option<RecordId>,
    keys: Vec<KeyHash>,
    title: Option<String>,
}

impl Finder<'_> {
    fn meanings(&self, wanted: &Wanted) -> Meanings {
        let (target, reference) = (&wanted.target, &wanted.reference);
        let by = reference.by.as_deref();
        let mut meanings = Meanings { external: matches!(by, None | Some("external_id")), ..Meanings::default() };
        if matches!(by, None | Some("id")) {
            meanings.id = RecordId::parse(&reference.text).filter(|id| id.object() == target.id);
        }
        let region = reference.region.as_deref().and_then(Region::parse).unwrap_or_default();
        let value = serde_json::Value::String(reference.text.clone());
        for field in target.live_fields() {
            let Some(kind) = key_kind(field) else { continue };
            if by.is_some_and(|by| by != field.name && (by != kind.name() || kind == model::KeyKind::Text)) {
                continue;
            }
            // Only what the other object would have kept as this very value identifies a record.
            let Ok(Some(canonical)) = mapping::fragment_from_json(field, target, &value, region) else { continue };
            let texts = fragment::as_list(&canonical);
            let plain = if texts.is_empty() { vec![canonical.as_str().into()] } else { texts };
            for text in plain {
                if let Some(text) = key_text(kind, &text) {
                    meanings.keys.push(self.hasher.key(target.id, kind, field.id, &text));
                }
            }
        }
        let by_title = match by {
            None => true,
            Some("name") => target.field("name").is_none_or(|field| field.name == target.title_field),
            Some(name) => name == target.title_field,
        };
        if by_title && let Some(field) = target.field(&target.title_field) {
            let canonical = mapping::fragment_from_json(field, target, &value, region).ok().flatten();
            meanings.title = canonical.and_then(|canonical| title_text(field, &canonical));
        }
        meanings
    }

    fn external_hash(&self, target: ObjectId, source: &str, external_id: &str) -> KeyHash {
        let mut content = target.0.to_le_bytes().to_vec();
        content.extend_from_slice(source.as_bytes());
        content.push(0);
        content.extend_from_slice(external_id.as_bytes());
        self.hasher.content(SEED_EXTERNAL, &content)
    }

    fn title_hash(&self, target: ObjectId, title: &str) -> KeyHash {
        let mut content = target.0.to_le_bytes().to_vec();
        content.extend_from_slice(title.as_bytes());
        self.hasher.content(SEED_TITLE, &content)
    }

    /// Finds all of `wanted`: one question per source, one for keys, one per object for titles, whatever their number.
    pub fn find(&self, session: &mut Session<'_>, wanted: &[Wanted]) -> Result<Vec<Found>, RecordError> {
        let meanings: Vec<Meanings> = wanted.iter().map(|one| self.meanings(one)).collect();
        let external = external_links(session, wanted, &meanings)?;
        let mut hashes: Vec<KeyHash> = meanings.iter().flat_map(|one| one.keys.iter().copied()).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let mut holders: HashMap<KeyHash, Vec<RecordId>> = HashMap::new();
        for (hash, id) in session.key_lookup(&hashes)? {
            holders.entry(hash).or_default().push(id);
        }
        let ids = external.iter().flatten().chain(meanings.iter().filter_map(|one| one.id.as_ref())).chain(holders.values().flatten());
        let live = live_heads(session, ids.copied().collect())?;
        let mut found: Vec<Option<RecordId>> = meanings
            .iter()
            .zip(&external)
            .map(|(one, external)| {
                let by_id = external.iter().chain(one.id.as_ref()).find_map(|id| live.get(id).copied());
                by_id.or_else(|| one.keys.iter().find_map(|hash| only_one(holders.get(hash)?, &live)))
            })
            .collect();
        self.find_titles(session, wanted, &meanings, &mut found)?;
        let waits = |(one, meanings): (&Wanted, &Meanings)| {
            let mut keys = meanings.keys.clone();
            keys.extend(meanings.external.then(|| self.external_hash(one.target.id, &one.source, &one.reference.text)));
            keys.extend(meanings.title.as_ref().map(|title| self.title_hash(one.target.id, title)));
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        Ok(found.into_iter().zip(wanted.iter().zip(&meanings)).map(|(found, one)| found.ok_or_else(|| waits(one))).collect())
    }

    fn find_titles(
        &self,
        session: &mut Session<'_>,
        wanted: &[Wanted],
        meanings: &[Meanings],
        found: &mut [Option<RecordId>],
    ) -> Result<(), RecordError> {
        let mut by_object: HashMap<ObjectId, (Arc<Object>, HashSet<&str>)> = HashMap::new();
        for ((one, meanings), found) in wanted.iter().zip(meanings).zip(found.iter()) {
            if let (Some(title), None) = (&meanings.title, found) {
                let entry = by_object.entry(one.target.id).or_insert_with(|| (Arc::clone(&one.target), HashSet::new()));
                entry.1.insert(title);
            }
        }
        let mut named: HashMap<(ObjectId, String), RecordId> = HashMap::new();
        for (id, (object, titles)) in by_object {
            let titles: Vec<&str> = titles.into_iter().collect();
            for (title, record, count) in session.title_lookup(&object, &titles)? {
                if count == 1 {
                    named.insert((id, title), record);
                }
            }
        }
        for ((one, meanings), found) in wanted.iter().zip(meanings).zip(found) {
            if let (Some(title), None) = (&meanings.title, *found) {
                *found = named.get(&(one.target.id, title.clone())).copied();
            }
        }
        Ok(())
    }

    /// What is wanted by the unresolved references of `doc`, which `source` wrote.
    pub fn wanted_by<'a>(&self, object: &'a Object, doc: &'a Doc, source: &str, out: &mut Vec<(&'a Field, Wanted)>) {
        for (field, reference) in object.waiting_references(doc) {
            let FieldType::Reference { to } = &field.field_type else { continue };
            let Some(target) = self.schema.object(to) else { continue };
            let source = reference.source.clone().unwrap_or_else(|| source.to_owned());
            out.push((field, Wanted { target: Arc::clone(target), source, reference }));
        }
    }
}

/// Record of each wanted external id, as far as it is linked.
fn external_links(session: &mut Session<'_>, wanted: &[Wanted], meanings: &[Meanings]) -> Result<Vec<Option<RecordId>>, RecordError> {
    let mut by_source: HashMap<(&str, ObjectId), Vec<usize>> = HashMap::new();
    for (at, (one, meanings)) in wanted.iter().zip(meanings).enumerate() {
        if meanings.external {
            by_source.entry((&one.source, one.target.id)).or_default().push(at);
        }
    }
    let mut external = vec![None; wanted.len()];
    for ((source, object), places) in by_source {
        let Some(source) = session.source_find(source, object)? else { continue };
        let mut texts: Vec<&str> = places.iter().filter_map(|at| wanted.get(*at)).map(|one| one.reference.text.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        let links = session.source_links(source.id, &texts)?;
        for at in places {
            let place = wanted.get(at).and_then(|one| texts.binary_search(&one.reference.text.as_str()).ok());
            let link = place.and_then(|place| links.get(place).copied().flatten()).filter(|link| link.linked);
            if let (Some(slot), Some(link)) = (external.get_mut(at), link) {
                *slot = Some(link.record);
            }
        }
    }
    Ok(external)
}

/// The live record that each id stands for, where there is one.
fn live_heads(session: &mut Session<'_>, mut ids: Vec<RecordId>) -> Result<HashMap<RecordId, RecordId>, RecordError> {
    ids.sort_unstable();
    ids.dedup();
    let heads = session.resolve(&ids)?;
    let mut live: HashSet<RecordId> = HashSet::new();
    for part in heads.chunks(CHUNK) {
        live.extend(session.records(part)?.into_iter().flatten().filter(|row| row.state == RecordState::Live).map(|row| row.id));
    }
    Ok(ids.into_iter().zip(heads).filter(|(_, head)| live.contains(head)).collect())
}

fn only_one(holders: &[RecordId], live: &HashMap<RecordId, RecordId>) -> Option<RecordId> {
    let mut heads: Vec<RecordId> = holders.iter().filter_map(|id| live.get(id).copied()).collect();
    heads.sort_unstable();
    heads.dedup();
    if let [one] = heads.as_slice() { Some(*one) } else { None }
}

/// The title as text; `None` for types whose values name nothing.
fn title_text(field: &Field, canonical: &str) -> Option<String> {
    match &field.field_type {
        FieldType::Person => {
            let person: serde_json::Value = serde_json::from_str(canonical).ok()?;
            person.get("full").and_then(serde_json::Value::as_str).map(ToOwned::to_owned)
        }
        FieldType::Text | FieldType::LongText | FieldType::Url | FieldType::AutoNumber { .. } => {
            fragment::as_text(canonical).map(std::borrow::Cow::into_owned)
        }
        FieldType::Integer
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Select { .. }
        | FieldType::MultiSelect { .. }
        | FieldType::Reference { .. }
        | FieldType::Address
        | FieldType::Json => None,
    }
}

/// Puts what was found into `doc`: the id, or the hashes to wait for.
pub(crate) fn place(doc: &mut Doc, field: &Field, reference: &WaitingReference, found: &Found) {
    match found {
        Ok(id) => doc.set_with(field.id, |out| fragment::push_text(out, &id.to_string())),
        Err(keys) => {
            let waiting = WaitingReference { keys: keys.clone(), ..reference.clone() };
            doc.set_with(field.id, |out| waiting.write(out));
        }
    }
}

/// Findings of a source record, with those about references as its view is now.
pub(crate) fn findings_of(object: &Object, doc: &Doc, findings: Option<&str>) -> Option<String> {
    let mut list: Vec<Finding> =
        findings.filter(|text| !text.is_empty()).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let is_reference = |finding: &Finding| object.reference_fields().any(|field| field.name == finding.field);
    list.retain(|finding| finding.code != FindingCode::ReferenceUnknown || !is_reference(finding));
    list.extend(object.waiting_references(doc).map(|(field, waiting)| unknown(field, &waiting)));
    if list.is_empty() { None } else { serde_json::to_string(&list).ok() }
}

pub(crate) fn unknown(field: &Field, waiting: &WaitingReference) -> Finding {
    let part: String = waiting.text.chars().take(200).collect();
    Finding::new(FindingCode::ReferenceUnknown, field.name.clone(), part)
}

/// True for a change that did nothing but find a record for a reference that waited, or forget it again: nobody's intention.
pub(crate) fn is_settling(object: &Object, delta: &Delta) -> bool {
    let is_reference = |name: &String| object.reference_fields().any(|field| field.name == *name);
    let waits = |value: Option<&str>| value.is_some_and(WaitingReference::is_waiting);
    delta.edits.is_empty()
        && delta.absorbed.is_empty()
        && delta.state.is_none()
        && delta.merged_into.is_none()
        && !delta.sources.is_empty()
        && delta.fields.keys().all(is_reference)
        && delta.sources.iter().all(|source| {
            let fields = source.fields.as_ref().filter(|fields| !fields.is_empty());
            source.hash.0 == source.hash.1
                && fields.is_some_and(|fields| {
                    fields.iter().all(|(name, delta)| is_reference(name) && (waits(delta.old()) || waits(delta.new_value())))
                })
        })
}

/// What was done for those who waited.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// References found: record, name of the field, and the run that had brought the source's view.
    pub references: Vec<(RecordId, String, model::RunId)>,
    /// Batches written, each with a line of its own in the run.
    pub batches: i64,
}

/// Finds the references that waited for records of `written`, which is committed in this transaction already, and commits
/// what follows in batches of their own, at most `turns_max`. `run` is the run as it stands after `written`; each batch
/// raises its count of batches.
///
/// # Errors
/// Store errors.
pub fn settle(
    session: &mut Session<'_>,
    schema: &Schema,
    hasher: &KeyHasher,
    written: &WriteBatch,
    mut run: Option<&mut RunRow>,
    turns_max: usize,
) -> Result<Settled, RecordError> {
    let finder = Finder { schema, hasher };
    let mut settled = Settled::default();
    if !written.created.iter().chain(&written.changed).any(|row| schema.is_referred_to(row.id.object())) || !session.waiting_any()? {
        return Ok(settled);
    }
    let hashes = finder.hashes_of(session, written)?;
    let mut after = (KeyHash::MIN, RecordId(i64::MIN));
    for _ in 0..turns_max {
        let hits = session.waiting_lookup(&hashes, after, CHUNK)?;
        let Some(last) = hits.last() else { break };
        after = *last;
        let at_ms = session.now_ms();
        let mut batch = WriteBatch { at_ms, actor: written.actor.clone().or(Some(Actor::System)), ..WriteBatch::default() };
        finder.settle_some(session, &hits, &mut batch, &mut settled)?;
        if let Some(run) = run.as_deref_mut() {
            run.batches += 1;
            batch.run = Some(run.clone());
        }
        session.commit_batch(&batch)?;
        settled.batches += 1;
        if hits.len() < CHUNK {
            break;
        }
    }
    Ok(settled)
}

impl Finder<'_> {
    /// The hashes by which the live records of a batch may be waited for.
    fn hashes_of(&self, session: &mut Session<'_>, written: &WriteBatch) -> Result<Vec<KeyHash>, RecordError> {
        let names: HashMap<model::SourceId, String> = session.sources()?.into_iter().map(|source| (source.id, source.name)).collect();
        let mut hashes = Vec::new();
        let mut keys = Vec::new();
        let is_live = |row: &&RecordRow| row.state == RecordState::Live && self.schema.is_referred_to(row.id.object());
        for row in written.created.iter().chain(&written.changed).filter(is_live) {
            let Some(object) = self.schema.object_by_id(row.id.object()) else { continue };
            let doc = Doc::from_json(object, &row.doc).map_err(|_| RecordError::Damaged(row.id))?;
            keys.clear();
            identity::keys_of(object, self.hasher, &doc, &mut keys);
            hashes.extend(keys.iter().map(|key| key.hash));
            let title = object.field(&object.title_field).and_then(|field| title_text(field, doc.get(field.id)?));
            hashes.extend(title.map(|title| self.title_hash(object.id, &title)));
            let inputs = Inputs::from_json(&row.inputs).map_err(|_| RecordError::Damaged(row.id))?;
            for model::SourceRef(source, external_id) in &inputs.sources {
                hashes.extend(names.get(source).map(|name| self.external_hash(object.id, name, external_id)));
            }
        }
        hashes.sort_unstable();
        hashes.dedup();
        Ok(hashes)
    }

    /// Looks the references of the waiting records up again and computes the records whose references were found.
    fn settle_some(
        &self,
        session: &mut Session<'_>,
        hits: &[(KeyHash, RecordId)],
        batch: &mut WriteBatch,
        settled: &mut Settled,
    ) -> Result<(), RecordError> {
        let mut members: Vec<RecordId> = hits.iter().map(|(_, record)| *record).collect();
        members.sort_unstable_by_key(|record| (record.object(), *record));
        members.dedup();
        for of_object in members.chunk_by(|left, right| left.object() == right.object()) {
            let Some(object) = of_object.first().and_then(|id| self.schema.object_by_id(id.object())) else { continue };
            let mut heads = session.resolve(of_object)?;
            heads.sort_unstable();
            heads.dedup();
            let mut groups = Group::load(session, object, &heads)?;
            let changed = self.find_for(session, object, &mut groups, &mut settled.references)?;
            let finish = Finish { object, hasher: self.hasher, ranks: self.schema.ranks(), at_ms: batch.at_ms };
            let mut waiting: HashSet<(KeyHash, RecordId)> = HashSet::new();
            for group in groups.values() {
                waiting.extend(group.waiting(object));
            }
            for head in heads {
                if let Some(group) = groups.remove(&head).filter(|_| changed.contains(&head)) {
                    group.finish(finish, ChangeKind::Update, batch);
                }
            }
            // Entries whose source record went away meanwhile; those of found references were removed with them.
            let is_stale = |hit: &&(KeyHash, RecordId)| hit.1.object() == object.id && !waiting.contains(*hit);
            batch.waiting_removed.extend(hits.iter().filter(is_stale));
        }
        batch.waiting_removed.sort_unstable();
        batch.waiting_removed.dedup();
        Ok(())
    }

    /// Resolves what can be resolved in the views of `groups`; tells whose views changed.
    pub fn find_for(
        &self,
        session: &mut Session<'_>,
        object: &Object,
        groups: &mut HashMap<RecordId, Group>,
        references: &mut Vec<(RecordId, String, model::RunId)>,
    ) -> Result<HashSet<RecordId>, RecordError> {
        let mut places = Vec::new();
        let mut wanted = Vec::new();
        let mut names: Option<HashMap<model::SourceId, String>> = None;
        for (head, group) in groups.iter() {
            for (at, view) in group.waiting_views(object) {
                if names.is_none() {
                    names = Some(session.sources()?.into_iter().map(|source| (source.id, source.name)).collect());
                }
                let source = names.as_ref().and_then(|names| names.get(&view.row.source)).map_or("", String::as_str);
                let mut of_view = Vec::new();
                self.wanted_by(object, &view.doc, source, &mut of_view);
                for (field, one) in of_view {
                    places.push((*head, at, field));
                    wanted.push(one);
                }
            }
        }
        let found = self.find(session, &wanted)?;
        let mut changed = HashSet::new();
        let mut docs: HashMap<(RecordId, (usize, usize)), Doc> = HashMap::new();
        for (((head, at, field), one), found) in places.into_iter().zip(&wanted).zip(&found) {
            let Some(group) = groups.get(&head) else { continue };
            let view = &group.members[at.0].views[at.1];
            let is_new = match found {
                Ok(_) => true,
                Err(keys) => *keys != one.reference.keys,
            };
            if is_new {
                place(docs.entry((head, at)).or_insert_with(|| view.doc.clone()), field, &one.reference, found);
            }
            if found.is_ok() {
                references.push((head, field.name.clone(), view.row.run));
            }
        }
        for ((head, at), doc) in docs {
            let Some(group) = groups.get_mut(&head) else { continue };
            let mark = group.members[at.0].views[at.1].row.clone();
            group.update_view(object, self.hasher, at, mark, doc);
            changed.insert(head);
        }
        Ok(changed)
    }
}
