//! A system that syncs read from, in memory: records with version stamps, deletions and merges, pages, cursors with an overlap,
//! late visible commits, and faults by script. It keeps a log of everything it ever showed: the truth that runs are held to.
//!
//! It is a connector like any other: ties, boundaries and precision of cursors are its own business.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use connector::{
    Account, CheckLine, ConnectorError, Cursor, FieldInfo, FieldKind, PageEnd, ReadMode, ReadRequest, Source, StoredPush, StreamInfo,
    StreamShape, Target,
};
use model::{CellKind, RecordBatch, Removal, RemovalKind, format_ms};

use crate::one_page::OnePage;

/// Columns of the one stream, `people`.
pub const COLUMNS: [&str; 6] = ["id", "name", "email", "phone", "city", "seen"];

/// One record there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub city: String,
    /// Version stamp (ms).
    pub stamp: i64,
    /// Not shown before this time: a transaction that is slow to commit.
    pub visible_from: i64,
}

/// Something that goes wrong with one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    Limited(Option<Duration>),
    Down,
    Broken,
    Html,
    SignedOut,
    Refused,
    /// The place is not known any more, once.
    Expired,
    /// All cursors are forgotten for good.
    ForgetAll,
    /// The list is empty by mistake.
    Empty,
    /// The page leads back to the first one.
    Loop,
    /// The page shows the rows of the page before once more.
    Twice,
    /// The page shows an older version of one of its rows after it.
    Stale,
}

#[derive(Default)]
pub struct World {
    pub people: BTreeMap<String, Person>,
    /// Gone: stamp and the record it was merged into.
    pub gone: BTreeMap<String, (i64, Option<String>)>,
    pub columns: Vec<String>,
    pub kinds: BTreeMap<String, FieldKind>,
    /// Columns that rows leave out, of a system that does not say which columns there are.
    pub left_out: Option<Vec<String>>,
    pub now: i64,
    pub page_rows: usize,
    pub overlap_ms: i64,
    /// Stamps are cut to this.
    pub precision_ms: i64,
    /// By number of the read call.
    pub faults: BTreeMap<usize, Fault>,
    pub calls: usize,
    pub organisation: Option<String>,
    /// It cannot be read in full.
    pub tells_changes_only: bool,
    /// Cursors made before belong to an older life.
    generation: u64,
    /// Every version ever shown.
    pub shown: Vec<(String, Person)>,
    /// Versions before the current one.
    history: BTreeMap<String, Vec<Person>>,
    /// Columns that pushes have; all when absent.
    pub push_columns: Option<Vec<String>>,
    pub can_fetch: bool,
    pub fetched: usize,
    last_page: Vec<(String, Person)>,
    /// Called before each page with its number: changes between pages.
    pub between: VecDeque<(usize, Change)>,
}

/// A change of the world.
#[derive(Clone, Debug)]
pub enum Change {
    Put(String, Person),
    Delete(String),
    Merge(String, String),
    Pass(i64),
}

#[derive(Clone, Default)]
pub struct Upstream(Arc<Mutex<World>>);

pub fn person(name: &str, city: &str) -> Person {
    Person {
        name: name.to_owned(),
        email: format!("{}@example.com", name.to_lowercase().replace(' ', ".")),
        phone: String::new(),
        city: city.to_owned(),
        stamp: 0,
        visible_from: 0,
    }
}

impl World {
    /// Creates or changes a record now.
    pub fn put(&mut self, id: &str, mut person: Person) {
        person.stamp = self.stamp();
        person.visible_from = person.visible_from.max(self.now);
        self.gone.remove(id);
        if let Some(before) = self.people.insert(id.to_owned(), person) {
            self.history.entry(id.to_owned()).or_default().push(before);
        }
    }

    /// True when an earlier version has the stamp of the current one.
    pub fn is_ambiguous(&self, id: &str) -> bool {
        let stamp = self.people.get(id).map(|person| person.stamp);
        self.history.get(id).is_some_and(|versions| versions.iter().any(|version| Some(version.stamp) == stamp))
    }

    /// Changes without a new stamp.
    pub fn put_silently(&mut self, id: &str, change: impl Fn(&mut Person)) {
        if let Some(person) = self.people.get_mut(id) {
            change(person);
        }
    }

    pub fn delete(&mut self, id: &str) {
        if let Some(before) = self.people.remove(id) {
            self.gone.insert(id.to_owned(), (self.stamp(), None));
            self.history.entry(id.to_owned()).or_default().push(before);
        }
    }

    pub fn merge(&mut self, loser: &str, winner: &str) {
        if let Some(before) = self.people.remove(loser) {
            self.gone.insert(loser.to_owned(), (self.stamp(), Some(winner.to_owned())));
            self.history.entry(loser.to_owned()).or_default().push(before);
        }
    }

    /// The id of a record that was merged into another is not used again.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Put(id, _) if self.gone.get(id).is_some_and(|(_, winner)| winner.is_some()) => {}
            Change::Put(id, person) => self.put(id, person.clone()),
            Change::Delete(id) => self.delete(id),
            Change::Merge(loser, winner) => self.merge(loser, winner),
            Change::Pass(ms) => self.now += ms,
        }
    }

    fn stamp(&self) -> i64 {
        let precision = self.precision_ms.max(1);
        self.now - self.now.rem_euclid(precision)
    }

    fn fault(&mut self) -> Option<Fault> {
        self.calls += 1;
        let call = self.calls;
        while let Some((at, change)) = self.between.front().cloned() {
            if at > call {
                break;
            }
            self.between.pop_front();
            self.apply(&change);
        }
        self.faults.remove(&call)
    }

    fn push_row(&mut self, id: &str, person: &Person, number: u64, into: &mut RecordBatch) {
        self.shown.push((id.to_owned(), person.clone()));
        for column in into.columns().clone().iter() {
            if self.left_out.as_ref().is_some_and(|left_out| left_out.contains(column)) {
                into.push_absent();
                continue;
            }
            let seen = format_ms(person.stamp);
            let text = match column.as_str() {
                "id" => id,
                "name" | "title" => &person.name,
                "email" => &person.email,
                "phone" => &person.phone,
                "city" => &person.city,
                "seen" => &seen,
                _ => "",
            };
            into.push_cell(if text.is_empty() { CellKind::Empty } else { CellKind::Text }, text);
        }
        into.finish_row(number);
    }

    fn shape(&self) -> StreamShape {
        let field = |name: &String| FieldInfo {
            name: name.clone(),
            kind: self.kinds.get(name).copied().unwrap_or_default(),
            ..FieldInfo::default()
        };
        StreamShape {
            columns: self.columns.clone().into(),
            fields: self.columns.iter().map(field).collect(),
            key_column: Some("id".to_owned()),
            version_column: Some("seen".to_owned()),
            tells_absent: self.left_out.is_some(),
            ..StreamShape::default()
        }
    }
}

impl Upstream {
    pub fn new() -> Self {
        let world = World {
            columns: COLUMNS.iter().map(|name| (*name).to_owned()).collect(),
            now: 1_000_000,
            page_rows: 10,
            overlap_ms: 5_000,
            precision_ms: 1,
            organisation: Some("org-1".to_owned()),
            ..World::default()
        };
        Self(Arc::new(Mutex::new(world)))
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().expect("no panic inside")
    }

    pub fn fail(&self, calls_from_now: usize, fault: Fault) {
        let mut world = self.world();
        let at = world.calls + calls_from_now;
        world.faults.insert(at, fault);
    }

    /// What pushes of this moment would say of a record.
    pub fn push_of(&self, id: &str) -> Vec<u8> {
        let world = self.world();
        match world.people.get(id) {
            Some(person) => push_body(id, person),
            None => {
                let (stamp, winner) = world.gone.get(id).cloned().unwrap_or_default();
                serde_json::json!({"gone": id, "at": stamp, "into": winner}).to_string().into_bytes()
            }
        }
    }
}

pub fn push_body(id: &str, person: &Person) -> Vec<u8> {
    let Person { name, email, phone, city, stamp, .. } = person;
    serde_json::json!({"id": id, "name": name, "email": email, "phone": phone, "city": city, "stamp": stamp}).to_string().into_bytes()
}

fn system() -> String {
    "Upstream".to_owned()
}

fn error_of(fault: &Fault) -> Option<ConnectorError> {
    let system = system();
    Some(match fault {
        Fault::Limited(retry_after) => ConnectorError::RateLimited { system, code: "429".to_owned(), retry_after: *retry_after },
        Fault::Down => ConnectorError::Unavailable { system, reason: "503".to_owned(), retry_after: None },
        Fault::Broken => ConnectorError::Io { what: system, source: std::io::ErrorKind::ConnectionReset.into() },
        Fault::Html => ConnectorError::BadAnswer { system, reason: "HTML with 200".to_owned() },
        Fault::SignedOut => ConnectorError::Unauthorised { system, reason: "401".to_owned() },
        Fault::Refused => ConnectorError::Format { what: system, place: "page".to_owned(), reason: "nonsense".to_owned() },
        Fault::Expired | Fault::ForgetAll => ConnectorError::CursorExpired { system },
        Fault::Empty | Fault::Twice | Fault::Stale | Fault::Loop => return None,
    })
}

impl Account for Upstream {
    fn check(&self) -> Vec<CheckLine> {
        Vec::new()
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        Ok(self.world().organisation.clone())
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        Ok(vec![StreamInfo { name: "people".to_owned(), ..StreamInfo::default() }])
    }

    fn fields(&self, _: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        Ok(self.world().shape().fields.to_vec())
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        if self.world().tells_changes_only && request.mode == ReadMode::Full {
            return Err(ConnectorError::Unsupported { system: system(), what: "be read in full".to_owned() });
        }
        let shape = self.world().shape();
        Ok(Box::new(Reader { world: self.clone(), shape, mode: request.mode.clone(), row: 0 }))
    }

    fn target(&self, _: &str, _: Option<&str>, _: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        Err(ConnectorError::Unsupported { system: system(), what: "be written".to_owned() })
    }

    fn fetch(&self, _: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        let mut world = self.world();
        if !world.can_fetch {
            return Err(ConnectorError::Unsupported { system: system(), what: "read single records".to_owned() });
        }
        world.fetched += ids.len();
        let shape = world.shape();
        let mut batch = RecordBatch::new(Arc::clone(&shape.columns));
        for (number, id) in (1..).zip(ids) {
            match world.people.get(id).cloned() {
                Some(person) => world.push_row(id, &person, number, &mut batch),
                None => {
                    let gone = world.gone.get(id).cloned();
                    push_removal(id, gone, number, &mut batch);
                }
            }
        }
        Ok(Box::new(OnePage { shape, batch }))
    }

    fn pushed(&self, _: &str, pushes: Vec<StoredPush>) -> Result<Box<dyn Source>, ConnectorError> {
        let mut world = self.world();
        let mut shape = world.shape();
        if let Some(columns) = &world.push_columns {
            shape.columns = columns.clone().into();
        }
        let mut batch = RecordBatch::new(Arc::clone(&shape.columns));
        for (number, push) in (1..).zip(&pushes) {
            let bad = || ConnectorError::Format { what: "push".to_owned(), place: push.id.to_string(), reason: "not JSON".to_owned() };
            let value: serde_json::Value = serde_json::from_slice(&push.body).map_err(|_| bad())?;
            let text = |name: &str| value.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
            let number_of = |name: &str| value.get(name).and_then(serde_json::Value::as_i64);
            if let Some(id) = value.get("gone").and_then(serde_json::Value::as_str) {
                let into = value.get("into").and_then(serde_json::Value::as_str).map(str::to_owned);
                push_removal(id, number_of("at").map(|at| (at, into)), number, &mut batch);
                continue;
            }
            let person = Person {
                name: text("name"),
                email: text("email"),
                phone: text("phone"),
                city: text("city"),
                stamp: number_of("stamp").unwrap_or_default(),
                visible_from: 0,
            };
            world.push_row(&text("id"), &person, number, &mut batch);
        }
        Ok(Box::new(OnePage { shape, batch }))
    }

    fn system(&self) -> String {
        system()
    }
}

fn push_removal(id: &str, gone: Option<(i64, Option<String>)>, number: u64, into: &mut RecordBatch) {
    let (at_ms, winner) = gone.map_or((None, None), |(at, winner)| (Some(at), winner));
    let kind = winner.map_or(RemovalKind::Deleted, RemovalKind::MergedInto);
    into.push_removal(Removal { number, external_id: id.to_owned(), at_ms, kind });
}

/// Where reading stands: `all|after id|upper` for everything, `new|lower|upper|after stamp|after id|generation` inside a window,
/// `from|time` between two.
struct Reader {
    world: Upstream,
    shape: StreamShape,
    mode: ReadMode,
    row: u64,
}

impl Source for Reader {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let upstream = self.world.clone();
        let mut world = upstream.world();
        let fault = world.fault();
        if fault == Some(Fault::ForgetAll) {
            world.generation += 1;
        }
        if let Some(error) = fault.as_ref().and_then(error_of) {
            return Err(error);
        }
        into.reset(world.columns.clone().into());
        if fault == Some(Fault::Empty) {
            return Ok(PageEnd { next: Cursor(format!("from|{}|{}", world.now, world.generation)), last: true });
        }
        let rows = rows_max.min(world.page_rows).max(1);
        let parts: Vec<String> = cursor.0.split('|').map(str::to_owned).collect();
        let is_beginning = world.tells_changes_only && (cursor.0.is_empty() || cursor.0.starts_with("all|"));
        let end = match self.mode {
            ReadMode::Incremental if is_beginning => self.read_all(&mut world, &parts, rows, into),
            ReadMode::Full => self.read_all(&mut world, &parts, rows, into),
            ReadMode::Incremental => self.read_new(&mut world, &parts, rows, into)?,
            ReadMode::Range { from_ms, to_ms } => {
                let parts = if parts.len() < 6 { window(from_ms, to_ms, world.generation) } else { parts };
                self.read_new(&mut world, &parts, rows, into)?
            }
        };
        match fault {
            Some(Fault::Loop) => return Ok(PageEnd { next: Cursor("all||1".to_owned()), last: false }),
            Some(Fault::Twice) => {
                for (id, person) in world.last_page.clone() {
                    self.row += 1;
                    world.push_row(&id, &person, self.row, into);
                }
            }
            Some(Fault::Stale) => {
                let older: Vec<(String, Person)> =
                    world.history.iter().filter_map(|(id, versions)| Some((id.clone(), versions.last()?.clone()))).take(3).collect();
                for (id, person) in older {
                    self.row += 1;
                    world.push_row(&id, &person, self.row, into);
                }
            }
            _ => {}
        }
        Ok(end)
    }
}

fn window(lower: i64, upper: i64, generation: u64) -> Vec<String> {
    format!("new|{lower}|{upper}|-1||{generation}").split('|').map(str::to_owned).collect()
}

impl Reader {
    fn read_all(&mut self, world: &mut World, parts: &[String], rows: usize, into: &mut RecordBatch) -> PageEnd {
        let (after, upper) = match parts {
            [kind, after, upper] if kind == "all" => (after.clone(), upper.parse().unwrap_or(world.now)),
            _ => (String::new(), world.now),
        };
        let visible = |person: &Person| person.visible_from <= world.now;
        let page: Vec<(String, Person)> = world
            .people
            .range::<String, _>((std::ops::Bound::Excluded(&after), std::ops::Bound::Unbounded))
            .filter(|(_, person)| visible(person))
            .take(rows)
            .map(|(id, person)| (id.clone(), person.clone()))
            .collect();
        for (id, person) in &page {
            self.row += 1;
            world.push_row(id, person, self.row, into);
        }
        let last = page.len() < rows;
        let next = match page.last() {
            Some((id, _)) if !last => format!("all|{id}|{upper}"),
            _ => format!("from|{upper}|{}", world.generation),
        };
        world.last_page = page;
        PageEnd { next: Cursor(next), last }
    }

    fn read_new(&mut self, world: &mut World, parts: &[String], rows: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let number = |text: &String| text.parse::<i64>().unwrap_or_default();
        let parts = match parts {
            [kind, from, generation] if kind == "from" => {
                if generation.parse() != Ok(world.generation) {
                    return Err(ConnectorError::CursorExpired { system: system() });
                }
                window(number(from) - world.overlap_ms - world.precision_ms, world.now + 1, world.generation)
            }
            other => other.to_vec(),
        };
        let [_, lower, upper, after_stamp, after_id, generation] = parts.as_slice() else {
            return Err(ConnectorError::CursorExpired { system: system() });
        };
        if generation.parse() != Ok(world.generation) {
            return Err(ConnectorError::CursorExpired { system: system() });
        }
        let (lower, upper, after) = (number(lower), number(upper), (number(after_stamp), after_id.clone()));
        let mut all: Vec<(i64, String)> = world
            .people
            .iter()
            .filter(|(_, person)| person.visible_from <= world.now)
            .map(|(id, person)| (person.stamp, id.clone()))
            .chain(world.gone.iter().map(|(id, (stamp, _))| (*stamp, id.clone())))
            .filter(|(stamp, _)| (lower..upper).contains(stamp))
            .filter(|key| *key > after)
            .collect();
        all.sort();
        let last = all.len() <= rows;
        all.truncate(rows);
        let mut page = Vec::new();
        for (_, id) in &all {
            self.row += 1;
            match world.people.get(id).cloned() {
                Some(person) => {
                    world.push_row(id, &person, self.row, into);
                    page.push((id.clone(), person));
                }
                None => push_removal(id, world.gone.get(id).cloned(), self.row, into),
            }
        }
        world.last_page = page;
        let next = match all.last() {
            Some((stamp, id)) if !last => format!("new|{lower}|{upper}|{stamp}|{id}|{}", world.generation),
            _ => format!("from|{}|{}", upper - 1, world.generation),
        };
        Ok(PageEnd { next: Cursor(next), last })
    }
}
