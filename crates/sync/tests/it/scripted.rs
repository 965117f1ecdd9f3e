//! A system in memory that syncs read and write: records with version stamps, its own clock, ways to make writes harmless or
//! not, fields that it rounds, pushes, and faults by script. It keeps a log of every write that took effect: the truth that
//! runs are held to. A connector like any other; it shares no code with the engine.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use connector::{
    Account, CheckLine, ConnectorError, Cursor, FieldInfo, FindBy, Found, Outgoing, PageEnd, ReadMode, ReadRequest, Source, StoredPush,
    StreamCapabilities, StreamInfo, StreamShape, Target, WriteOperation, WriteOutcome,
};
use model::{CellKind, RecordBatch, Removal, RemovalKind, format_ms};
use serde_json::Value;

use crate::one_page::OnePage;

/// Columns of the one stream, `people`.
pub const COLUMNS: [&str; 7] = ["id", "name", "email", "phone", "city", "notes", "seen"];

/// Values by column.
pub type Fields = BTreeMap<String, String>;

/// One record there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub fields: Fields,
    pub stamp: i64,
    /// Our id, in the system's field for foreign ids.
    pub key: Option<String>,
}

/// What goes wrong with one call that writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 429: nothing is written.
    Limited,
    /// 5xx before anything is written.
    DownBefore,
    /// 5xx or a lost answer after everything was written.
    DownAfter,
    /// As before, after half of the batch.
    HalfWritten,
    /// The answer says of each record that nobody knows.
    Unclear,
    /// 401.
    SignedOut,
    /// The process that called dies while it waits for the answer: everything was written.
    DiesAfter,
    /// It dies before the request has left.
    DiesBefore,
}

/// How a field is changed by the system when it stores it.
pub type Lossy = fn(&str) -> String;

pub struct Inside {
    pub people: BTreeMap<String, Person>,
    pub gone: BTreeMap<String, i64>,
    /// What the system can do.
    pub can: StreamCapabilities,
    /// Its only stream is there.
    pub is_listed: bool,
    /// Columns that are gone, neither shown nor taken.
    pub hidden: BTreeSet<&'static str>,
    /// Columns that may not be set.
    pub fixed: BTreeSet<&'static str>,
    /// Allowed values that it tells of some columns; others are refused only where [`Inside::refuses`] says so.
    pub options: BTreeMap<&'static str, Vec<&'static str>>,
    pub records_max: usize,
    pub lossy: BTreeMap<&'static str, Lossy>,
    /// Records that it refuses: the value of a field, and whether the same write may pass later.
    pub refuses: Vec<(&'static str, &'static str, bool)>,
    /// Two records with the same value of this field are refused as duplicates.
    pub unique: Option<&'static str>,
    pub organisation: String,
    /// For the next calls that write, in order; `None` goes well.
    pub faults: VecDeque<Option<Fault>>,
    /// For the next calls that read.
    pub read_faults: VecDeque<Option<ConnectorErrorKind>>,
    /// Ahead of the common clock (ms).
    pub skew_ms: i64,
    pub clock: Arc<AtomicI64>,
    /// Writes that took effect: operation, id, fields.
    pub effects: Vec<(WriteOperation, String, Fields)>,
    /// Calls that write.
    pub calls: usize,
    /// Answers by idempotency key.
    answers: BTreeMap<String, WriteOutcome>,
    next: usize,
    /// Where the system keeps itself, so that it outlives the processes that call it.
    pub file: Option<PathBuf>,
    /// Pushes not yet delivered: what a record showed when it changed.
    pub pushes: Vec<(String, Option<Person>, i64)>,
}

/// What goes wrong with a call that reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectorErrorKind {
    Limited,
    Down,
}

/// A system; all clones are the same one.
#[derive(Clone)]
pub struct System {
    pub name: &'static str,
    inside: Arc<Mutex<Inside>>,
}

impl System {
    pub fn new(name: &'static str, clock: &Arc<AtomicI64>) -> Self {
        let can = StreamCapabilities {
            full: true,
            incremental: true,
            deletes: true,
            push: true,
            fetch: true,
            create: true,
            update: true,
            delete: true,
            upsert_by_key: true,
            find: true,
            write_records_max: 200,
            version_precision_ms: 1,
            ..StreamCapabilities::default()
        };
        let inside = Inside {
            people: BTreeMap::new(),
            gone: BTreeMap::new(),
            can,
            is_listed: true,
            hidden: BTreeSet::new(),
            fixed: BTreeSet::new(),
            options: BTreeMap::new(),
            records_max: 200,
            lossy: BTreeMap::new(),
            refuses: Vec::new(),
            unique: None,
            organisation: format!("org-{name}"),
            faults: VecDeque::new(),
            read_faults: VecDeque::new(),
            skew_ms: 0,
            clock: Arc::clone(clock),
            effects: Vec::new(),
            calls: 0,
            answers: BTreeMap::new(),
            next: 0,
            file: None,
            pushes: Vec::new(),
        };
        Self { name, inside: Arc::new(Mutex::new(inside)) }
    }

    /// The system that keeps itself in `file`, as it was left there.
    pub fn kept_in(self, file: &Path) -> Self {
        if let Ok(text) = std::fs::read_to_string(file) {
            let kept: Value = serde_json::from_str(&text).expect("its own file");
            let mut inside = self.inside();
            inside.next = usize::try_from(kept["next"].as_u64().unwrap_or(0)).expect("small");
            for (id, person) in kept["people"].as_object().into_iter().flatten() {
                let fields =
                    person["fields"].as_object().into_iter().flatten().map(|(name, value)| (name.clone(), text_of(value))).collect();
                let key = person["key"].as_str().map(str::to_owned);
                inside.people.insert(id.clone(), Person { fields, stamp: person["stamp"].as_i64().unwrap_or(0), key });
            }
            for effect in kept["effects"].as_array().into_iter().flatten() {
                let operation = if effect["made"] == true { WriteOperation::Create } else { WriteOperation::Update };
                inside.effects.push((operation, text_of(&effect["id"]), Fields::new()));
            }
            for (key, id) in kept["answers"].as_object().into_iter().flatten() {
                inside.answers.insert(key.clone(), WriteOutcome::Updated { id: text_of(id), version: None });
            }
        }
        self.inside().file = Some(file.to_owned());
        self
    }

    pub fn inside(&self) -> MutexGuard<'_, Inside> {
        // A process that died while it called leaves the system as it was.
        self.inside.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// A person there changes or makes a record.
    pub fn edit(&self, id: &str, fields: &[(&str, &str)]) {
        let mut inside = self.inside();
        let stamp = inside.now();
        let mut person = inside.people.get(id).cloned().unwrap_or_default();
        for (name, value) in fields {
            let value = inside.stored(name, value);
            person.fields.insert((*name).to_owned(), value);
        }
        person.stamp = stamp;
        inside.gone.remove(id);
        inside.people.insert(id.to_owned(), person.clone());
        inside.pushes.push((id.to_owned(), Some(person), stamp));
    }

    pub fn delete(&self, id: &str) {
        let mut inside = self.inside();
        let stamp = inside.now();
        inside.people.remove(id);
        inside.gone.insert(id.to_owned(), stamp);
        inside.pushes.push((id.to_owned(), None, stamp));
    }

    pub fn value(&self, id: &str, field: &str) -> String {
        self.inside().people.get(id).and_then(|person| person.fields.get(field)).cloned().unwrap_or_default()
    }

    /// The id of the one record with this value.
    pub fn find_id(&self, field: &str, value: &str) -> Option<String> {
        let inside = self.inside();
        let mut found = inside.people.iter().filter(|(_, person)| person.fields.get(field).is_some_and(|known| known == value));
        let first = found.next().map(|(id, _)| id.clone());
        assert!(found.next().is_none(), "{} has two records with {field} {value}", self.name);
        first
    }

    /// How many records it has.
    pub fn count(&self) -> usize {
        self.inside().people.len()
    }

    /// How many calls wrote, or tried to.
    pub fn calls(&self) -> usize {
        self.inside().calls
    }

    pub fn effects(&self) -> usize {
        self.inside().effects.len()
    }
}

impl Inside {
    fn now(&self) -> i64 {
        // Every act takes a moment, so that no two have the same stamp.
        self.clock.fetch_add(1, Ordering::Relaxed) + 1 + self.skew_ms
    }

    /// Writes the system to its file, whole or not at all.
    fn keep(&self) {
        let Some(file) = &self.file else { return };
        let people: serde_json::Map<String, Value> = self
            .people
            .iter()
            .map(|(id, person)| (id.clone(), serde_json::json!({"fields": person.fields, "stamp": person.stamp, "key": person.key})))
            .collect();
        let effects: Vec<Value> =
            self.effects.iter().map(|effect| serde_json::json!({"made": effect.0 == WriteOperation::Create, "id": effect.1})).collect();
        let answers: serde_json::Map<String, Value> = self
            .answers
            .iter()
            .filter_map(|(key, answer)| match answer {
                WriteOutcome::Created { id, .. } | WriteOutcome::Updated { id, .. } => Some((key.clone(), Value::String(id.clone()))),
                _ => None,
            })
            .collect();
        let text = serde_json::json!({"next": self.next, "people": people, "effects": effects, "answers": answers}).to_string();
        let new = file.with_extension("new");
        std::fs::write(&new, text).expect("written");
        std::fs::rename(&new, file).expect("in its place");
    }

    fn stored(&self, name: &str, value: &str) -> String {
        self.lossy.get(name).map_or_else(|| value.to_owned(), |lossy| lossy(value))
    }

    fn push_row(&self, id: &str, person: &Person, number: u64, into: &mut RecordBatch) {
        for column in COLUMNS.into_iter().filter(|column| !self.hidden.contains(column)) {
            let seen = format_ms(person.stamp);
            let text = match column {
                "id" => id,
                "seen" => &seen,
                other => person.fields.get(other).map_or("", String::as_str),
            };
            into.push_cell(if text.is_empty() { CellKind::Empty } else { CellKind::Text }, text);
        }
        into.finish_row(number);
    }

    fn found(&self, id: &str, person: &Person) -> Found {
        let value = |text: &String| if text.is_empty() { Value::Null } else { Value::String(text.clone()) };
        let fields = COLUMNS
            .iter()
            .filter(|name| **name != "id" && **name != "seen" && !self.hidden.contains(**name))
            .map(|name| ((*name).to_owned(), person.fields.get(*name).map_or(Value::Null, value)))
            .collect();
        Found { id: id.to_owned(), version: Some(person.stamp.to_string()), fields }
    }

    fn write_one(&mut self, one: &Outgoing) -> WriteOutcome {
        if let Some(answer) = self.answers.get(&one.idempotency_key).filter(|_| self.can.idempotency_key) {
            return answer.clone();
        }
        let fields: Fields = one.fields.iter().map(|(name, value)| (name.clone(), self.stored(name, &text_of(value)))).collect();
        for (field, value, may_pass) in &self.refuses {
            if fields.get(*field).is_some_and(|given| given == value) {
                let (code, message) = ("BAD_VALUE".to_owned(), format!("{field} is not allowed"));
                return WriteOutcome::Refused { code, message, field: Some((*field).to_owned()), may_pass: *may_pass };
            }
        }
        let answer = self.write_now(one, &fields);
        if self.can.idempotency_key {
            self.answers.insert(one.idempotency_key.clone(), answer.clone());
        }
        answer
    }

    fn write_now(&mut self, one: &Outgoing, fields: &Fields) -> WriteOutcome {
        let by_key = self.people.iter().find(|(_, person)| person.key.as_ref() == Some(&one.record)).map(|(id, _)| id.clone());
        let target = one.target_id.clone().or_else(|| by_key.filter(|_| self.can.upsert_by_key));
        match one.operation {
            WriteOperation::Delete => {
                let id = target.unwrap_or_default();
                if self.people.remove(&id).is_some() {
                    let stamp = self.now();
                    self.gone.insert(id.clone(), stamp);
                    self.effects.push((WriteOperation::Delete, id, Fields::new()));
                }
                WriteOutcome::Deleted
            }
            WriteOperation::Create if target.is_none() => {
                if let Some(field) = self.unique {
                    let same = |person: &Person| fields.get(field).is_some_and(|value| person.fields.get(field) == Some(value));
                    let ids: Vec<String> = self.people.iter().filter(|(_, person)| same(person)).map(|(id, _)| id.clone()).collect();
                    if !ids.is_empty() {
                        return WriteOutcome::Duplicate { ids, code: "DUPLICATES_DETECTED".to_owned() };
                    }
                }
                self.next += 1;
                let id = format!("N{}", self.next);
                let key = self.can.upsert_by_key.then(|| one.record.clone());
                let person = Person { fields: fields.clone(), stamp: self.now(), key };
                let version = Some(person.stamp.to_string());
                self.people.insert(id.clone(), person.clone());
                self.pushes.push((id.clone(), Some(person.clone()), person.stamp));
                self.effects.push((WriteOperation::Create, id.clone(), fields.clone()));
                WriteOutcome::Created { id, version }
            }
            WriteOperation::Create | WriteOperation::Update => {
                let id = target.unwrap_or_default();
                let stamp = self.now();
                let Some(person) = self.people.get_mut(&id) else { return WriteOutcome::Missing };
                if self.can.write_if_unchanged
                    && one.expected_version.as_ref().is_some_and(|expected| *expected != person.stamp.to_string())
                {
                    return WriteOutcome::Changed;
                }
                person.fields.extend(fields.clone());
                person.stamp = stamp;
                let copy = person.clone();
                self.pushes.push((id.clone(), Some(copy), stamp));
                self.effects.push((WriteOperation::Update, id.clone(), fields.clone()));
                WriteOutcome::Updated { id, version: Some(stamp.to_string()) }
            }
        }
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Account for System {
    fn check(&self) -> Vec<CheckLine> {
        Vec::new()
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        Ok(Some(self.inside().organisation.clone()))
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let inside = self.inside();
        let people = StreamInfo { name: "people".to_owned(), can: inside.can.clone(), ..StreamInfo::default() };
        Ok(if inside.is_listed { vec![people] } else { Vec::new() })
    }

    fn fields(&self, _: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        let inside = self.inside();
        let shown = COLUMNS.into_iter().chain(["rapport_id"]).filter(|name| !inside.hidden.contains(name));
        let field = |name: &str| {
            let is_writable = !matches!(name, "id" | "seen") && !inside.fixed.contains(name);
            let options = inside.options.get(name).into_iter().flatten().map(|option| (*option).to_owned()).collect();
            FieldInfo { name: name.to_owned(), creatable: is_writable, updatable: is_writable, options, ..FieldInfo::default() }
        };
        Ok(shown.map(field).collect())
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        Ok(Box::new(Reader { system: self.clone(), shape: shape(&self.inside()), mode: request.mode.clone(), row: 0 }))
    }

    fn target(&self, _: &str, key_field: Option<&str>, names: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        let inside = self.inside();
        let is_shut = |name: &&String| inside.hidden.contains(name.as_str()) || inside.fixed.contains(name.as_str());
        if let Some(name) = names.iter().find(is_shut) {
            return Err(ConnectorError::NotFound { system: self.name.to_owned(), what: format!("a field {name} to write") });
        }
        Ok(Box::new(Writer { system: self.clone(), has_key: key_field.is_some() }))
    }

    fn fetch(&self, _: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        let inside = self.inside();
        let shape = shape(&inside);
        let mut batch = RecordBatch::new(Arc::clone(&shape.columns));
        for (number, id) in (1..).zip(ids) {
            match inside.people.get(id) {
                Some(person) => inside.push_row(id, person, number, &mut batch),
                None => batch.push_removal(removal(id, inside.gone.get(id).copied(), number)),
            }
        }
        Ok(Box::new(OnePage { shape, batch }))
    }

    fn pushed(&self, _: &str, pushes: Vec<StoredPush>) -> Result<Box<dyn Source>, ConnectorError> {
        let inside = self.inside();
        let shape = shape(&inside);
        let mut batch = RecordBatch::new(Arc::clone(&shape.columns));
        for (number, push) in (1..).zip(&pushes) {
            let value: Value = serde_json::from_slice(&push.body).unwrap_or_default();
            let id = text_of(&value["id"]);
            let stamp = value["stamp"].as_i64().unwrap_or_default();
            match value["fields"].as_object() {
                Some(fields) => {
                    let fields = fields.iter().map(|(name, value)| (name.clone(), text_of(value))).collect();
                    inside.push_row(&id, &Person { fields, stamp, key: None }, number, &mut batch);
                }
                None => batch.push_removal(removal(&id, Some(stamp), number)),
            }
        }
        Ok(Box::new(OnePage { shape, batch }))
    }

    fn system(&self) -> String {
        self.name.to_owned()
    }
}

/// The body of a push about a record as it was.
pub fn push_body(id: &str, person: Option<&Person>, stamp: i64) -> Vec<u8> {
    serde_json::json!({"id": id, "fields": person.map(|person| &person.fields), "stamp": stamp}).to_string().into_bytes()
}

fn removal(id: &str, at_ms: Option<i64>, number: u64) -> Removal {
    Removal { number, external_id: id.to_owned(), at_ms, kind: RemovalKind::Deleted }
}

fn shape(inside: &Inside) -> StreamShape {
    StreamShape {
        columns: COLUMNS.iter().filter(|name| !inside.hidden.contains(*name)).map(|name| (*name).to_owned()).collect(),
        key_column: Some("id".to_owned()),
        version_column: Some("seen".to_owned()),
        ..StreamShape::default()
    }
}

/// Cursors: `new|lower bound` between two reads, `lower|upper|stamp|id` inside one.
struct Reader {
    system: System,
    shape: StreamShape,
    mode: ReadMode,
    row: u64,
}

impl Source for Reader {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let mut inside = self.system.inside();
        match inside.read_faults.pop_front().flatten() {
            Some(ConnectorErrorKind::Limited) => {
                return Err(ConnectorError::RateLimited { system: self.system.name.to_owned(), code: "429".to_owned(), retry_after: None });
            }
            Some(ConnectorErrorKind::Down) => return Err(down(self.system.name)),
            None => {}
        }
        into.reset(Arc::clone(&self.shape.columns));
        let upper = inside.clock.load(Ordering::Relaxed) + inside.skew_ms;
        let parts: Vec<&str> = cursor.0.split('|').collect();
        let number = |text: &str| text.parse::<i64>().unwrap_or(i64::MIN);
        let (lower, upper, after) = match parts.as_slice() {
            [lower, upper, stamp, id] => (number(lower), number(upper), (number(stamp), (*id).to_owned())),
            ["new", lower] if self.mode == ReadMode::Incremental => (number(lower), upper, (i64::MIN, String::new())),
            _ => (i64::MIN, upper, (i64::MIN, String::new())),
        };
        let mut rows: Vec<(i64, &String, Option<&Person>)> =
            inside.people.iter().map(|(id, person)| (person.stamp, id, Some(person))).collect();
        if self.mode == ReadMode::Incremental {
            rows.extend(inside.gone.iter().map(|(id, stamp)| (*stamp, id, None)));
        }
        rows.retain(|(stamp, id, _)| *stamp >= lower && *stamp <= upper && (*stamp, (*id).clone()) > after);
        rows.sort();
        let page: Vec<_> = rows.iter().take(rows_max.max(1)).collect();
        for (stamp, id, person) in &page {
            self.row += 1;
            match person {
                Some(person) => inside.push_row(id, person, self.row, into),
                None => into.push_removal(removal(id, Some(*stamp), self.row)),
            }
        }
        let last = page.len() == rows.len();
        let next = match page.last() {
            Some((stamp, id, _)) if !last => format!("{lower}|{upper}|{stamp}|{id}"),
            // The lower bound is inclusive: the boundary is read twice.
            _ => format!("new|{upper}"),
        };
        Ok(PageEnd { next: Cursor(next), last })
    }
}

impl PartialOrd for Person {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Person {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.stamp, &self.fields).cmp(&(other.stamp, &other.fields))
    }
}

struct Writer {
    system: System,
    has_key: bool,
}

fn down(system: &str) -> ConnectorError {
    ConnectorError::Unavailable { system: system.to_owned(), reason: "503".to_owned(), retry_after: None }
}

/// What a process says when it dies in a test.
pub const DIES: &str = "the process dies here";

impl Target for Writer {
    fn records_max(&self) -> usize {
        self.system.inside().records_max
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        let mut inside = self.system.inside();
        inside.calls += 1;
        let system = self.system.name.to_owned();
        let fault = inside.faults.pop_front().flatten();
        match fault {
            Some(Fault::Limited) => {
                return Err(ConnectorError::RateLimited { system, code: "429".to_owned(), retry_after: Some(Duration::from_secs(1)) });
            }
            Some(Fault::DownBefore) => return Err(down(&system)),
            Some(Fault::SignedOut) => return Err(ConnectorError::Unauthorised { system, reason: "401".to_owned() }),
            Some(Fault::DiesBefore) => std::panic::panic_any(DIES),
            Some(Fault::DownAfter | Fault::HalfWritten | Fault::Unclear | Fault::DiesAfter) | None => {}
        }
        let written = if fault == Some(Fault::HalfWritten) { batch.len().div_ceil(2) } else { batch.len() };
        let outcomes: Vec<WriteOutcome> = batch.iter().take(written).map(|one| inside.write_one(one)).collect();
        inside.keep();
        if std::env::var("RAPPORT_KILL_AT").is_ok_and(|place| place == format!("answer:{}", inside.calls)) {
            // The request arrived and took effect; whoever sent it is gone before the answer.
            std::process::abort();
        }
        match fault {
            Some(Fault::DownAfter | Fault::HalfWritten) => Err(ConnectorError::UnknownOutcome { system, reason: "504".to_owned() }),
            Some(Fault::Unclear) => Ok(vec![WriteOutcome::Unknown; batch.len()]),
            Some(Fault::DiesAfter) => std::panic::panic_any(DIES),
            Some(Fault::Limited | Fault::DownBefore | Fault::SignedOut | Fault::DiesBefore) | None => Ok(outcomes),
        }
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        let inside = self.system.inside();
        if !inside.can.find {
            return Err(ConnectorError::Unsupported { system: self.system.name.to_owned(), what: "find records".to_owned() });
        }
        let answer = |question: &FindBy| -> Vec<Found> {
            let matching = |person: &Person, id: &str| match question {
                FindBy::Id(wanted) => id == wanted,
                FindBy::Record(key) => self.has_key && person.key.as_ref() == Some(key),
                FindBy::Field(name, value) => person.fields.get(name) == Some(value),
            };
            inside.people.iter().filter(|(id, person)| matching(person, id)).take(20).map(|(id, person)| inside.found(id, person)).collect()
        };
        Ok(questions.iter().map(answer).collect())
    }
}
