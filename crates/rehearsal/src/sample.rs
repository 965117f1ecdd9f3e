//! A masked copy of some of the installation's own records, for a stage to begin with.
//!
//! Promises: no value of a customer leaves the database but as its mask ([`crate::mask`]); which records are taken, and what their masks are,
//! is the same each time. What the sync's source knows already stands on both sides of the stage, as it does in truth; the others stand here
//! alone, and so a rehearsal meets the customers, gaps and shared keys that the live system and the installation have.

use std::collections::BTreeMap;

use model::{Caller, Doc, FieldType, RecordId, RecordState};
use records::Records;
use serde_json::{Map, Value, json};
use store::{RecordPage, RecordQuery, StoreError};
use sync::SyncDefinition;

use crate::Refused;
use crate::mask::Masker;
use crate::report::Words;
use crate::stage::Stage;

/// The part of a name that every person has in Salesforce and Zoho CRM.
const LAST_NAME: &str = "LastName";
/// Most records of a sample.
pub const SAMPLE_MAX: u32 = 500;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample {
    pub records: Vec<Masked>,
    /// What of the records has no mask, in words.
    pub left_out: Vec<Words>,
}

/// One record.
#[derive(Clone, Debug)]
pub(crate) struct Masked {
    /// Masked values by name of the field, canonical JSON fragments.
    pub values: BTreeMap<String, String>,
    /// True for one that the other system shows as well.
    pub is_there: bool,
}

impl Sample {
    /// Takes at most `limit` live records of the sync's object: half of them such as its source shows, where there are some, then the
    /// oldest.
    ///
    /// # Errors
    /// Those of the store.
    pub fn take(records: &Records, definition: &SyncDefinition, limit: u32) -> Result<Self, Refused> {
        let limit = usize::try_from(limit.min(SAMPLE_MAX)).unwrap_or(0);
        let Ok(object) = records.object(&definition.object) else { return Ok(Self::default()) };
        let masker = Masker::new(records.store().hasher());
        let (docs, known) = records.store().read(|session| {
            let mut known: Vec<RecordId> = Vec::new();
            if let Some(source) = session.source_find(definition.source_name(), object.id)? {
                let marks = session.source_marks_after(source.id, "", limit)?;
                let linked: Vec<RecordId> = marks.iter().filter(|mark| mark.link.linked).map(|mark| mark.link.record).collect();
                known = session.resolve(&linked)?;
            }
            known.sort_unstable();
            known.dedup();
            known.truncate(limit.div_ceil(2));
            let mut docs: BTreeMap<RecordId, String> = BTreeMap::new();
            let rows = session.records(&known)?.into_iter().flatten();
            docs.extend(rows.filter(|row| row.state == RecordState::Live).map(|row| (row.id, row.doc)));
            let mut page = RecordPage::default();
            session.record_list(&RecordQuery::new(&object, limit), &mut page)?;
            for line in &page.lines {
                if docs.len() >= limit {
                    break;
                }
                docs.entry(line.id).or_insert_with(|| page.doc(line).to_owned());
            }
            Ok::<_, StoreError>((docs, known))
        })?;
        let mut sample = Self::default();
        for (at, (id, doc)) in docs.iter().enumerate() {
            let Ok(doc) = Doc::from_json(&object, doc) else { continue };
            let mut values = BTreeMap::new();
            for field in object.live_fields() {
                let Some(fragment) = doc.get(field.id) else { continue };
                match masker.fragment(field, fragment) {
                    Some(mask) => drop(values.insert(field.name.clone(), mask)),
                    None if matches!(field.field_type, FieldType::AutoNumber { .. }) => {}
                    None => sample
                        .left_out
                        .push((format!("values of {} are left out of the sample", field.name), format!("样本不包含 {} 的值", field.name))),
                }
            }
            // Of records that no source has shown yet, the other system is taken to have every other one.
            let is_there = if known.is_empty() { at % 2 == 0 } else { known.contains(id) };
            sample.records.push(Masked { values, is_there });
        }
        sample.left_out.sort_unstable();
        sample.left_out.dedup();
        Ok(sample)
    }
}

impl Stage {
    /// Puts a sample on the stage: each record here, and there as far as the mapping reads columns of texts.
    pub fn seed(&mut self, sample: &Sample) {
        self.installation.left_out.extend(sample.left_out.iter().cloned());
        let caller = Caller::system();
        let template = self.truth().first().map(|record| record["values"].clone()).unwrap_or_default();
        let path = format!("/tables/{}/records", self.table.name);
        for record in &sample.records {
            let mut doc = Doc::new();
            for (name, value) in &record.values {
                if let Some(field) =
                    self.installation.object.field(name).filter(|field| !matches!(field.field_type, FieldType::AutoNumber { .. }))
                {
                    doc.set(field.id, value);
                }
            }
            // A value that must be there once alone is refused here as it would be in truth.
            let _ = self.installation.records.create(&caller, &self.installation.object, doc).wait();
            if record.is_there && self.installation.definition.reads() {
                let values = self.shown(record, &template);
                self.control("POST", &path, Some(&json!({ "values": values })));
            }
        }
    }

    /// What the other system would show of a record, by its fields: columns of texts that the mapping reads, and where there is nothing for
    /// one that must not be empty, what `template` has.
    fn shown(&self, record: &Masked, template: &Value) -> Map<String, Value> {
        let mut values = Map::new();
        let rules = self.installation.definition.mapping.as_ref().map(|mapping| mapping.fields.as_slice()).unwrap_or_default();
        for rule in rules {
            let [column] = rule.from.as_slice() else { continue };
            let Some(there) = self.table.field(column).filter(|there| there.class == "text") else { continue };
            let Some(text) = plain(&record.values, &rule.to) else { continue };
            // A value table is read backwards; what stands for several is one of them.
            let said = rule.values.iter().find(|(_, to)| *to == text).map_or(text.as_str(), |(from, _)| from.as_str());
            // What is made of other fields there is written as the one of them that must be there.
            let name = if there.name == "Name" && self.table.field(LAST_NAME).is_some() { LAST_NAME } else { there.name.as_str() };
            values.entry(name.to_owned()).or_insert_with(|| Value::from(said));
        }
        let needed = self.needed_fields();
        for name in needed.iter().map(String::as_str).chain([LAST_NAME]) {
            if !values.contains_key(name) && template[name].is_string() {
                values.insert(name.to_owned(), template[name].clone());
            }
        }
        values
    }
}

/// The text of a field, or of its part behind a dot; of several values the first, of a value in parts the one that stands for it.
fn plain(values: &BTreeMap<String, String>, to: &str) -> Option<String> {
    let (name, part) = to.split_once('.').map_or((to, None), |(name, part)| (name, Some(part)));
    let value: Value = serde_json::from_str(values.get(name)?).ok()?;
    let found = match (&value, part) {
        (Value::Object(parts), Some(part)) => parts.get(part)?,
        (Value::Object(parts), None) => ["full", "text", "amount"].iter().find_map(|name| parts.get(*name))?,
        (Value::Array(items), _) => items.first()?,
        (Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null, _) => &value,
    };
    match found {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::{Actor, SystemClock};
    use store::{Location, Store};
    use sync::RunMode;
    use sync::worker::{Ask, PassStop};

    use super::*;
    use crate::stage::Piece;
    use crate::systems::Counterpart;

    /// What must not leave: of names, phones, addresses and notes.
    const REAL: [&str; 8] = ["王小明", "李", "Wáng", "0138000", "0138001", "xiaoming", "realcorp", "cancer"];

    fn installation() -> (tempfile::TempDir, Records) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Location::Directory(folder.path().to_owned()), Arc::new(SystemClock)).expect("opens");
        let records = Records::new(store).expect("a schema");
        let object = records.object("customers").expect("customers");
        for (name, phone, email, notes) in [
            ("王小明", "+8613800138000", "xiaoming@realcorp.cn", "has cancer"),
            ("李", "+8613800138001", "li@realcorp.cn", ""),
            ("Wáng X.", "+8613800138000", "", ""),
        ] {
            let mut doc = Doc::new();
            for (field, value) in [("name", json!(name)), ("phone", json!([phone])), ("email", json!([email])), ("notes", json!(notes))] {
                if !value.to_string().contains("\"\"") {
                    doc.set(object.field(field).expect(field).id, &value.to_string());
                }
            }
            records.create(&Caller::system(), &object, doc).wait().expect("created");
        }
        (folder, records)
    }

    #[test]
    fn what_stands_on_the_stage_is_masked_and_matches_as_it_did() {
        let (_folder, records) = installation();
        let definition: SyncDefinition = serde_json::from_value(json!({
            "name": "Contacts", "connection": "CRM", "stream": "Contact", "object": "customers",
            "mapping": {"version": 1, "object": "customers", "fields": [
                {"from": "Id", "to": "external_id"}, {"from": "Name", "to": "name"}, {"from": "MobilePhone", "to": "phone"},
                {"from": "Email", "to": "email"}, {"from": "Description", "to": "notes"},
            ]},
        }))
        .expect("a definition");
        let sample = Sample::take(&records, &definition, 10).expect("taken");
        assert_eq!(Sample::take(&records, &definition, 2).expect("taken").records.len(), 2);
        let again = Sample::take(&records, &definition, 10).expect("taken");
        assert_eq!(format!("{again:?}"), format!("{sample:?}"), "the same each time");
        assert_eq!(sample.records.iter().map(|record| record.is_there).collect::<Vec<_>>(), [true, false, true]);
        let phones: Vec<&String> = sample.records.iter().map(|record| &record.values["phone"]).collect();
        assert!(phones[0] == phones[2] && phones[0] != phones[1], "{phones:?}");

        let piece = Piece {
            counterpart: Counterpart::of("salesforce").expect("a simulator"),
            definition,
            settings: Map::new(),
            schema: records.schema(),
            connectors: connectors::all(),
            seed: 7,
            records: 5,
            sample,
            told: Vec::new(),
            place: Arc::new(|folder| Location::Directory(folder.to_owned())),
        };
        let stage = Stage::new(&piece, "").expect("a stage");
        let phone: Vec<String> = serde_json::from_str(&piece.sample.records[0].values["phone"]).expect("a list");
        let with_phone =
            || stage.installation.live().expect("read").into_iter().filter(|row| row.doc.contains(&phone[0])).collect::<Vec<_>>();
        assert_eq!((stage.installation.live().expect("read").len(), with_phone().len(), stage.truth().len()), (3, 2, 7));
        let ask = Ask { mode: RunMode::Auto, trigger: "schedule", actor: Actor::System, part: sync::Part::default() };
        stage.installation.passes.run(stage.installation.sync, &ask, &PassStop::default(), &mut |_| ()).expect("passes");
        let same = with_phone();
        assert_eq!(same.len(), 1, "who shared a phone and is shown with it is one");
        assert!(stage.installation.marks().expect("read").iter().filter(|mark| mark.link.record == same[0].id).count() >= 1);
        let docs: Vec<String> =
            stage.installation.live().expect("read").into_iter().map(|row| format!("{} {}", row.doc, row.inputs)).collect();
        let log = stage.control("GET", "/log/writes?limit=1000", None);
        for shown in [docs.join("\n"), json!(stage.truth()).to_string(), log.to_string()] {
            for real in REAL {
                assert!(!shown.contains(real), "{real} is in {shown}");
            }
        }
    }
}
