//! Tables, their columns, and streams: a table or query with a key and, where there is one, a time of change.

use connector::{ConnectorError, FieldInfo, FieldKind, StreamCapabilities, StreamInfo};

use crate::dialect::Dialect;
use crate::stream_lines::StreamLine;

/// Names that columns with the time of the last change usually have, best first.
const UPDATED_NAMES: &[&str] = &[
    "updated_at",
    "modified_at",
    "changed_at",
    "last_modified",
    "last_modified_at",
    "updated_on",
    "update_time",
    "modify_time",
    "gmt_modified",
    "updatedat",
    "modifiedat",
    "lastmodified",
];
/// Names that columns that mark deleted rows usually have.
const DELETED_NAMES: &[&str] = &["deleted_at", "is_deleted", "deletedat", "isdeleted"];

/// What moments a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Moments {
    /// None.
    #[default]
    None,
    /// Instants, shown in UTC.
    Utc,
    /// Local times without a zone.
    Local,
    /// Whatever was put in (SQLite).
    Free,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Column {
    pub name: String,
    pub label: String,
    pub kind: FieldKind,
    pub moments: Moments,
    /// PostgreSQL: the quoted type that values are read as. MySQL: `decimal` where numbers are exact.
    pub cast: String,
    /// Shown as JSON, not written (arrays, composite types).
    pub is_structured: bool,
    pub is_bytes: bool,
    pub is_nullable: bool,
    pub has_default: bool,
    /// The database fills it and takes no value.
    pub is_generated: bool,
    /// The whole primary key.
    pub is_primary: bool,
    /// No two rows have the same value.
    pub is_unique: bool,
    pub length_max: u32,
    pub options: Vec<String>,
    /// Precision of times (ms).
    pub precision_ms: u32,
}

/// A table or view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// Name of the stream.
    pub name: String,
    pub label: String,
    /// Quoted, as it stands behind FROM.
    pub from: String,
    pub columns: Vec<Column>,
    pub can_insert: bool,
    pub can_update: bool,
    pub can_delete: bool,
}

/// A table or query that can be read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stream {
    pub dialect: Dialect,
    pub name: String,
    pub label: String,
    pub from: String,
    /// Those that are read: without bytes.
    pub columns: Vec<Column>,
    /// Names of columns that hold bytes.
    pub left_out: Vec<String>,
    pub key: usize,
    pub updated: Option<usize>,
    pub deleted: Option<usize>,
    pub can_insert: bool,
    pub can_update: bool,
    pub can_delete: bool,
}

fn find(columns: &[Column], name: &str) -> Option<usize> {
    columns.iter().position(|column| column.name == name)
}

/// The column that was named, or a usual one that fits.
fn choose(
    columns: &[Column],
    named: Option<&String>,
    stream: &str,
    usual: &[&str],
    fits: impl Fn(&Column) -> bool,
) -> Result<Option<usize>, ConnectorError> {
    match named.map(String::as_str) {
        Some("-") => Ok(None),
        Some(name) => find(columns, name).map(Some).ok_or_else(|| no_column(stream, name)),
        None => {
            Ok(usual.iter().find_map(|usual| columns.iter().position(|column| column.name.eq_ignore_ascii_case(usual) && fits(column))))
        }
    }
}

fn no_column(stream: &str, column: &str) -> ConnectorError {
    ConnectorError::Setting { setting: "streams".to_owned(), reason: format!("{stream} has no column {column:?} that can be read") }
}

impl Stream {
    /// Makes a stream of a table or of a query's columns.
    ///
    /// # Errors
    /// [`ConnectorError::Setting`] where a named column is not there, or there is no key.
    pub fn new(dialect: Dialect, table: Table, line: Option<&StreamLine>) -> Result<Self, ConnectorError> {
        let (columns, bytes): (Vec<Column>, Vec<Column>) = table.columns.into_iter().partition(|column| !column.is_bytes);
        let key = match line.and_then(|line| line.key.as_ref()) {
            Some(name) => find(&columns, name).ok_or_else(|| no_column(&table.name, name))?,
            None => columns.iter().position(|column| column.is_primary).ok_or_else(|| ConnectorError::Setting {
                setting: "streams".to_owned(),
                reason: format!("{0} has no primary key of one column; name one: {0}: key=column", table.name),
            })?,
        };
        let may_be_time = |column: &Column| column.moments != Moments::None;
        let updated = choose(&columns, line.and_then(|line| line.updated.as_ref()), &table.name, UPDATED_NAMES, may_be_time)?;
        let may_mark = |column: &Column| may_be_time(column) || matches!(column.kind, FieldKind::Boolean | FieldKind::Integer);
        let deleted = choose(&columns, line.and_then(|line| line.deleted.as_ref()), &table.name, DELETED_NAMES, may_mark)?;
        Ok(Self {
            dialect,
            name: table.name,
            label: table.label,
            from: table.from,
            left_out: bytes.into_iter().map(|column| column.name).collect(),
            columns,
            key,
            updated,
            deleted,
            can_insert: table.can_insert,
            can_update: table.can_update,
            can_delete: table.can_delete,
        })
    }

    pub fn key_column(&self) -> &Column {
        &self.columns[self.key]
    }

    pub fn updated_column(&self) -> Option<&Column> {
        self.updated.map(|at| &self.columns[at])
    }

    pub fn deleted_column(&self) -> Option<&Column> {
        self.deleted.map(|at| &self.columns[at])
    }

    pub fn column(&self, name: &str) -> Option<&Column> {
        find(&self.columns, name).map(|at| &self.columns[at])
    }

    /// The same with these columns alone, and those it cannot do without.
    pub fn narrowed(mut self, wanted: &[String]) -> Self {
        if wanted.is_empty() {
            return self;
        }
        let needed = [Some(self.key), self.updated, self.deleted];
        let kept: Vec<usize> =
            (0..self.columns.len()).filter(|at| needed.contains(&Some(*at)) || wanted.contains(&self.columns[*at].name)).collect();
        let place = |at: usize| kept.iter().position(|kept| *kept == at);
        let (key, updated, deleted) = (place(self.key).unwrap_or(0), self.updated.and_then(place), self.deleted.and_then(place));
        self.columns = kept.iter().map(|at| self.columns[*at].clone()).collect();
        (self.key, self.updated, self.deleted) = (key, updated, deleted);
        self
    }

    /// What can be done with it.
    pub fn capabilities(&self, batch_max: u32) -> StreamCapabilities {
        let incremental = self.updated.is_some();
        let delete = if self.deleted.is_some() { self.can_update } else { self.can_delete };
        let writes = self.can_insert || self.can_update || delete;
        StreamCapabilities {
            full: true,
            incremental,
            deletes: incremental && self.deleted.is_some(),
            reconcile: true,
            fetch: true,
            create: self.can_insert,
            update: self.can_update,
            delete,
            upsert_by_key: self.can_insert
                && self.can_update
                && self.columns.iter().enumerate().any(|(at, column)| column.is_unique && at != self.key && !column.is_generated),
            find: true,
            write_if_unchanged: self.can_update && incremental,
            write_records_max: if writes { batch_max } else { 0 },
            version_precision_ms: self.updated_column().map_or(0, |column| column.precision_ms.max(1)),
            ..StreamCapabilities::default()
        }
    }

    pub fn info(&self, batch_max: u32) -> StreamInfo {
        StreamInfo {
            name: self.name.clone(),
            label: self.label.clone(),
            likely_object: likely_object(&self.name).to_owned(),
            fields: Vec::new(),
            can: self.capabilities(batch_max),
        }
    }

    pub fn fields(&self) -> Vec<FieldInfo> {
        self.columns.iter().map(|column| self.field(column)).collect()
    }

    fn field(&self, column: &Column) -> FieldInfo {
        let may_write = !column.is_generated && !column.is_structured;
        FieldInfo {
            name: column.name.clone(),
            label: column.label.clone(),
            kind: column.kind,
            required: self.can_insert && may_write && !column.is_nullable && !column.has_default,
            creatable: self.can_insert && may_write,
            updatable: self.can_update && may_write && !column.is_primary,
            is_lookup_key: column.is_unique || column.is_primary,
            length_max: column.length_max,
            options: column.options.clone(),
            references: Vec::new(),
        }
    }
}

/// The object that a table of this name most likely feeds.
fn likely_object(name: &str) -> &'static str {
    let bare = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    match bare.as_str() {
        "customer" | "customers" | "client" | "clients" | "account" | "accounts" | "company" | "companies" | "kunden" => "customers",
        "contact" | "contacts" | "person" | "people" => "contacts",
        _ => "",
    }
}
