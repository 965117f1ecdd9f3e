//! Numbers given out: ids, automatic numbers, positions in the log. All live in the table `counter`.

use model::{FieldId, ObjectId, RecordId, RunId};

use super::{Link, Session};
use crate::StoreError;
use crate::sqlite::counters::Counters;
use crate::value::{SqlRow, Value};

/// Ids that are plain rising numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdKind {
    /// API keys.
    ApiKey,
    /// People.
    User,
    /// Sources.
    Source,
    /// Objects.
    Object,
    /// Connections.
    Connection,
    /// Syncs.
    Sync,
    /// Pushes.
    Inbox,
    /// Questions for people.
    Review,
    /// Alerts.
    Alert,
    /// Channels that alerts go out by.
    AlertChannel,
    /// Sessions of people.
    PersonSession,
    /// Saved views of lists.
    ListView,
    /// Groups of duplicates.
    Duplicate,
    /// What people said and did about a cause.
    LetterNote,
}

impl IdKind {
    fn counter(self) -> &'static str {
        match self {
            Self::ApiKey => "api_key",
            Self::User => "user",
            Self::Source => "source",
            Self::Object => "object",
            Self::Connection => "connection",
            Self::Sync => "sync",
            Self::Inbox => "inbox",
            Self::Review => "review",
            Self::Alert => "alert",
            Self::AlertChannel => "alert_channel",
            Self::PersonSession => "person_session",
            Self::ListView => "list_view",
            Self::Duplicate => "duplicate",
            Self::LetterNote => "letter_note",
        }
    }
}

impl Session<'_> {
    /// Takes `count` consecutive record ids of `object`; returns the first. Gaps may appear, repetitions never.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for a count below 1 or when the object has used up its 10^12 ids.
    pub fn allocate_record_ids(&mut self, object: ObjectId, count: usize) -> Result<RecordId, StoreError> {
        let count = i64::try_from(count).unwrap_or(0);
        if count < 1 {
            return Err(StoreError::Invalid("at least one id must be asked for"));
        }
        let last = self.record_counter_add(object, count)?;
        let (low, high) = RecordId::range(object);
        if low + last >= high {
            return Err(StoreError::Invalid("the object has no ids left"));
        }
        Ok(RecordId::new(object, last - count + 1))
    }

    fn record_counter_add(&mut self, object: ObjectId, count: i64) -> Result<i64, StoreError> {
        let name = format!("record:{object}");
        self.begin_write()?;
        if let Link::Postgres(link) = &mut self.link {
            // A counter row of its own would make every node wait for the commit of every other one.
            return link.record_ids(&name, count);
        }
        self.counter_add(&name, count)
    }

    /// A new run id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn allocate_run_id(&mut self) -> Result<RunId, StoreError> {
        self.counter_add("run", 1).map(RunId)
    }

    /// Takes `count` consecutive numbers of an automatic-number field; returns the first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn next_auto_number(&mut self, object: ObjectId, field: FieldId, count: usize) -> Result<i64, StoreError> {
        let count = i64::try_from(count).unwrap_or(0).max(1);
        self.counter_add(&format!("auto:{object}:{field}"), count).map(|last| last - count + 1)
    }

    /// Takes `count` consecutive ids; returns the first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn allocate_ids(&mut self, kind: IdKind, count: usize) -> Result<i64, StoreError> {
        let count = i64::try_from(count).unwrap_or(0).max(1);
        self.counter_add(kind.counter(), count).map(|last| last - count + 1)
    }

    /// Raises a counter and returns its new value.
    pub(crate) fn counter_add(&mut self, name: &str, count: i64) -> Result<i64, StoreError> {
        const SQL: &str = "INSERT INTO counter (name, value) VALUES ($1, $2) \
                           ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value RETURNING value";
        self.begin_write()?;
        match (&mut self.link, &mut self.counters) {
            (Link::Sqlite(connection), Some(counters)) => counters.add(connection, name, count),
            (Link::Sqlite(connection), None) => {
                let mut counters = Counters::default();
                let value = counters.add(connection, name, count)?;
                counters.write(connection)?;
                Ok(value)
            }
            (Link::Postgres(_), _) => self
                .query_one(SQL, &[name.into(), Value::Int(count)], |row: &SqlRow<'_>| row.int(0))?
                .ok_or(StoreError::Damaged("a counter did not answer")),
        }
    }

    pub(crate) fn counter(&mut self, name: &str) -> Result<i64, StoreError> {
        if let (Link::Sqlite(connection), Some(counters)) = (&mut self.link, &mut self.counters) {
            return counters.value(connection, name);
        }
        Ok(self.query_one("SELECT value FROM counter WHERE name = $1", &[name.into()], |row| row.int(0))?.unwrap_or(0))
    }
}
