//! Writing: one transaction a batch, each record in a part of it that fails alone.

use std::sync::Arc;

use connector::{ConnectorError, FieldKind, FindBy, Found, Outgoing, Target, WriteOperation, WriteOutcome};
use model::Clock;
use serde_json::Value;

use crate::dialect::{Dialect, Sql};
use crate::link::Link;
use crate::moment::{Style, read_ms};
use crate::session::{Session, all_rows};
use crate::source::key_param;
use crate::statements;
use crate::stream::{Column, Moments, Stream};
use crate::trouble::{Kind, Trouble};
use crate::values::{Datum, Mark, Param};

/// Records of one transaction.
pub(crate) const BATCH_RECORDS_MAX: u32 = 500;
/// Answers to one question.
const FOUND_MAX: usize = 20;

/// Writes one table.
pub(crate) struct TableTarget {
    link: Arc<Link>,
    stream: Stream,
    /// Column of our ids.
    record: Option<usize>,
    clock: Arc<dyn Clock>,
    /// How the column with the time of change is spelled, where the values alone tell.
    free_style: Option<Style>,
}

/// Why a record cannot be written at all.
struct Unfit {
    code: &'static str,
    message: String,
    field: String,
}

impl TableTarget {
    pub fn new(link: Arc<Link>, stream: Stream, key_field: Option<&str>, clock: Arc<dyn Clock>) -> Result<Self, ConnectorError> {
        let system = link.place.system().to_owned();
        let record = match key_field {
            None => None,
            Some(name) => {
                let at = stream.columns.iter().position(|column| column.name == name);
                let at = at.ok_or_else(|| ConnectorError::NotFound { system, what: format!("column {name:?} of {}", stream.name) })?;
                if !stream.columns[at].is_unique || at == stream.key {
                    let reason = format!("{name:?} must be a column beside the key with a unique index, so that no record is made twice");
                    return Err(ConnectorError::Setting { setting: "key_field".to_owned(), reason });
                }
                Some(at)
            }
        };
        let free_style = match stream.updated_column() {
            Some(column) if column.moments == Moments::Free => {
                let sql = statements::newest(&stream, column);
                let rows = link.read(|session| all_rows(session, &sql))?;
                rows.first().and_then(|row| row.first()).and_then(Datum::mark).as_ref().and_then(Style::of)
            }
            Some(_) | None => None,
        };
        Ok(Self { link, stream, record, clock, free_style })
    }

    fn system(&self) -> &'static str {
        self.link.place.system()
    }

    /// A moment as the column spells it.
    fn moment(&self, column: &Column, ms: i64) -> Param {
        let style = match column.moments {
            Moments::Local => Style::LOCAL,
            Moments::Utc | Moments::None => Style::UTC,
            Moments::Free => self.free_style.clone().unwrap_or(Style::UTC),
        };
        style.write(ms, &self.link.place.zone).map_or(Param::Null, |mark| Param::from(&mark))
    }

    fn param(&self, column: &Column, value: &Value) -> Param {
        match value {
            Value::Null => Param::Null,
            Value::Bool(flag) if self.stream.dialect == Dialect::Postgres => Param::Text(flag.to_string()),
            Value::Bool(flag) => Param::Integer(i64::from(*flag)),
            // As digits: nothing goes through binary floating point.
            Value::Number(number) => number.as_i64().map_or_else(|| Param::Text(number.to_string()), Param::Integer),
            Value::String(text) if column.kind == FieldKind::Datetime => {
                let at = model::parse_ms(text);
                at.map_or_else(|| Param::Text(text.clone()), |at| self.moment(column, at))
            }
            Value::String(text) if self.stream.dialect == Dialect::MySql && column.kind == FieldKind::Boolean => match text.as_str() {
                "true" => Param::Integer(1),
                "false" => Param::Integer(0),
                other => Param::Text(other.to_owned()),
            },
            Value::String(text) => Param::Text(text.clone()),
            Value::Array(_) | Value::Object(_) => Param::Text(value.to_string()),
        }
    }

    /// The values of a record by column, and the time of change where nobody else writes it.
    fn values(&self, outgoing: &Outgoing) -> Result<Vec<(&Column, Param)>, Unfit> {
        let mut values: Vec<(&Column, Param)> = Vec::with_capacity(outgoing.fields.len() + 2);
        for (name, value) in &outgoing.fields {
            let unfit = |code, message: &str| Unfit { code, message: message.to_owned(), field: name.clone() };
            let column = self.stream.column(name).ok_or_else(|| unfit("unknown_column", "the table has no such column"))?;
            if column.is_generated || column.is_structured {
                return Err(unfit("not_writable", "the database fills this column itself, or its type cannot be written"));
            }
            if value.as_str().is_some_and(|text| text.contains('\0')) && self.stream.dialect == Dialect::Postgres {
                return Err(unfit("nul_character", "the text holds a NUL, which this database cannot keep"));
            }
            values.push((column, self.param(column, value)));
        }
        if let Some(updated) = self.stream.updated_column()
            && updated.moments != Moments::None
            && !updated.is_generated
            && !values.iter().any(|(column, _)| column.name == updated.name)
        {
            values.push((updated, self.moment(updated, self.clock.now_ms())));
        }
        Ok(values)
    }

    fn one(&self, session: &mut dyn Session, outgoing: &Outgoing) -> Result<WriteOutcome, ConnectorError> {
        let refused = |code: &str, message: &str| {
            Ok(WriteOutcome::Refused { code: code.to_owned(), message: message.to_owned(), field: None, may_pass: false })
        };
        let can_delete = if self.stream.deleted.is_some() { self.stream.can_update } else { self.stream.can_delete };
        let may = match outgoing.operation {
            WriteOperation::Create => self.stream.can_insert,
            WriteOperation::Update => self.stream.can_update,
            WriteOperation::Delete => can_delete,
        };
        if !may {
            return refused("not_allowed", "the user has no right to do this here");
        }
        let values = match self.values(outgoing) {
            Ok(values) => values,
            Err(unfit) => {
                return Ok(WriteOutcome::Refused {
                    code: unfit.code.to_owned(),
                    message: unfit.message,
                    field: Some(unfit.field),
                    may_pass: false,
                });
            }
        };
        let mut outcome = WriteOutcome::Unknown;
        let result = session.part(&mut |session| {
            outcome = match outgoing.operation {
                WriteOperation::Create => self.create(session, outgoing, values.clone())?,
                WriteOperation::Update => self.update(session, outgoing, &values)?,
                WriteOperation::Delete => self.delete(session, outgoing)?,
            };
            Ok(())
        });
        match result {
            Ok(()) => Ok(outcome),
            Err(trouble) => trouble.into_outcome(self.system()),
        }
    }

    fn create<'a>(
        &'a self,
        session: &mut dyn Session,
        outgoing: &Outgoing,
        mut values: Vec<(&'a Column, Param)>,
    ) -> Result<WriteOutcome, Trouble> {
        let mut unique = None;
        if let Some(at) = self.record {
            let column = &self.stream.columns[at];
            let record = self.param(column, &Value::from(outgoing.record.as_str()));
            values.retain(|(known, _)| known.name != column.name);
            values.push((column, record.clone()));
            if let Some(known) = self.keys(session, column, record)?.into_iter().next() {
                let key = Param::from(&known);
                let count = session.run(&statements::update(&self.stream, &values, key, None))?;
                if count > 0 {
                    return Ok(WriteOutcome::Updated { id: known.text(), version: None });
                }
            }
            unique = Some(column);
        }
        // MySQL would take any unique index for the one that is meant; there a row that came meanwhile is a refusal.
        let unique = unique.filter(|_| self.stream.dialect != Dialect::MySql);
        let sql = statements::insert(&self.stream, &values, unique);
        let id = if self.stream.dialect == Dialect::MySql {
            session.run(&sql)?;
            self.made_by_mysql(session, &values)?
        } else {
            let rows = all_rows(session, &statements::returning_key(&self.stream, sql))?;
            rows.first().and_then(|row| row.first()).and_then(Datum::text)
        };
        let id = id.ok_or_else(|| Trouble::new(Kind::Refused, "no_key", "the database does not tell the key of the new row"))?;
        Ok(WriteOutcome::Created { id, version: None })
    }

    /// The key of the row that was made: given, or counted up.
    fn made_by_mysql(&self, session: &mut dyn Session, values: &[(&Column, Param)]) -> Result<Option<String>, Trouble> {
        let key = self.stream.key_column();
        match values.iter().find(|(column, _)| column.name == key.name) {
            Some((_, Param::Text(text))) => return Ok(Some(text.clone())),
            Some((_, Param::Integer(number))) => return Ok(Some(number.to_string())),
            Some((_, Param::Null)) | None => {}
        }
        if let Some(at) = self.record
            && let Some((column, record)) = values.iter().find(|(column, _)| column.name == self.stream.columns[at].name)
        {
            return Ok(self.keys(session, column, record.clone())?.into_iter().next().map(|mark| mark.text()));
        }
        let rows = all_rows(session, &Sql::new(Dialect::MySql, "SELECT LAST_INSERT_ID()"))?;
        Ok(rows.first().and_then(|row| row.first()).and_then(Datum::text).filter(|id| id != "0"))
    }

    fn keys(&self, session: &mut dyn Session, column: &Column, value: Param) -> Result<Vec<Mark>, Trouble> {
        let rows = all_rows(session, &statements::by_value(&self.stream, column, value, FOUND_MAX))?;
        Ok(rows.iter().filter_map(|row| row.get(self.stream.key).and_then(Datum::mark)).collect())
    }

    fn key_of(&self, outgoing: &Outgoing) -> Option<Param> {
        key_param(self.stream.key_column(), outgoing.target_id.as_deref()?)
    }

    fn update(&self, session: &mut dyn Session, outgoing: &Outgoing, values: &[(&Column, Param)]) -> Result<WriteOutcome, Trouble> {
        let (Some(id), Some(key)) = (&outgoing.target_id, self.key_of(outgoing)) else { return Ok(WriteOutcome::Missing) };
        let expected = match (&outgoing.expected_version, self.stream.updated_column()) {
            (Some(version), Some(column)) => Some((column, version_param(version))),
            (_, _) => None,
        };
        let is_bound = expected.is_some();
        let count = session.run(&statements::update(&self.stream, values, key.clone(), expected))?;
        if count > 0 {
            return Ok(WriteOutcome::Updated { id: id.clone(), version: None });
        }
        let is_there = is_bound && !all_rows(session, &statements::by_keys(&self.stream, &[key]))?.is_empty();
        Ok(if is_there { WriteOutcome::Changed } else { WriteOutcome::Missing })
    }

    fn delete(&self, session: &mut dyn Session, outgoing: &Outgoing) -> Result<WriteOutcome, Trouble> {
        let Some(key) = self.key_of(outgoing) else { return Ok(WriteOutcome::Deleted) };
        let sql = match self.stream.deleted_column() {
            None => statements::delete(&self.stream, key),
            Some(deleted) => {
                let now = self.clock.now_ms();
                let mark = match deleted.kind {
                    FieldKind::Boolean => self.param(deleted, &Value::Bool(true)),
                    FieldKind::Integer => Param::Integer(1),
                    FieldKind::Text
                    | FieldKind::Decimal
                    | FieldKind::Date
                    | FieldKind::Datetime
                    | FieldKind::Select
                    | FieldKind::MultiSelect
                    | FieldKind::Reference
                    | FieldKind::Json => self.moment(deleted, now),
                };
                let mut values = vec![(deleted, mark)];
                if let Some(updated) = self.stream.updated_column().filter(|column| column.moments != Moments::None) {
                    values.push((updated, self.moment(updated, now)));
                }
                statements::update(&self.stream, &values, key, None)
            }
        };
        session.run(&sql)?;
        Ok(WriteOutcome::Deleted)
    }

    fn found(&self, row: &[Datum]) -> Option<Found> {
        let id = row.get(self.stream.key).and_then(Datum::text)?;
        let version = self.stream.updated.and_then(|at| row.get(at)).and_then(Datum::mark).map(|mark| match mark {
            Mark::Integer(number) => format!("int:{number}"),
            Mark::Text(text) => text,
        });
        let fields = self.stream.columns.iter().zip(row).map(|(column, datum)| (column.name.clone(), self.shown(column, datum)));
        Some(Found { id, version, fields: fields.collect() })
    }

    /// A value as rows show it.
    fn shown(&self, column: &Column, datum: &Datum) -> Value {
        let Some(text) = datum.text() else { return Value::Null };
        match (column.kind, datum) {
            (FieldKind::Boolean, _) => Value::Bool(datum.is_set()),
            (FieldKind::Datetime, _) => {
                let at = read_ms(&text, &self.link.place.zone);
                Value::String(at.map_or(text, model::format_ms))
            }
            (FieldKind::Integer | FieldKind::Decimal, _) | (_, Datum::Integer(_) | Datum::Real(_)) => {
                serde_json::from_str(&text).unwrap_or(Value::String(text))
            }
            (FieldKind::Json, _) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
            (
                FieldKind::Text | FieldKind::Date | FieldKind::Select | FieldKind::MultiSelect | FieldKind::Reference,
                Datum::Text(_) | Datum::Damaged(_) | Datum::Null | Datum::Bytes,
            ) => Value::String(text),
        }
    }

    fn answer(&self, question: &FindBy) -> Result<Vec<Found>, ConnectorError> {
        let missing = |what: String| ConnectorError::Unsupported { system: self.system().to_owned(), what };
        let (column, value) = match question {
            FindBy::Id(id) => (self.stream.key_column(), id),
            FindBy::Record(record) => {
                let at = self.record.ok_or_else(|| missing("find records by our ids: no column holds them".to_owned()))?;
                (&self.stream.columns[at], record)
            }
            FindBy::Field(name, value) => {
                let column = self.stream.column(name);
                (column.ok_or_else(|| missing(format!("find records by {name:?}: there is no such column")))?, value)
            }
        };
        let Some(param) = key_param(column, value) else { return Ok(Vec::new()) };
        let sql = statements::by_value(&self.stream, column, param, FOUND_MAX);
        let found = self.link.read(|session| match all_rows(session, &sql) {
            // A text that cannot be a value of the column is no row's value.
            Err(trouble) if trouble.kind == Kind::NoValue => Ok(Vec::new()),
            other => other,
        })?;
        let at = self.stream.columns.iter().position(|known| known.name == column.name);
        // Some systems take `a` and `A`, or `a` and `a `, for the same.
        let is_same = |row: &&Vec<Datum>| {
            column.kind != FieldKind::Text || at.and_then(|at| row.get(at)).and_then(Datum::text).as_deref() == Some(value.as_str())
        };
        Ok(found.iter().filter(is_same).filter_map(|row| self.found(row)).collect())
    }
}

/// A version as [`Found`] tells it.
fn version_param(version: &str) -> Param {
    match version.strip_prefix("int:").and_then(|digits| digits.parse().ok()) {
        Some(number) => Param::Integer(number),
        None => Param::Text(version.to_owned()),
    }
}

impl Target for TableTarget {
    fn records_max(&self) -> usize {
        BATCH_RECORDS_MAX as usize
    }

    fn write(&mut self, batch: &[Outgoing]) -> Result<Vec<WriteOutcome>, ConnectorError> {
        if batch.len() > self.records_max() {
            let reason = format!("{} records where at most {BATCH_RECORDS_MAX} are taken", batch.len());
            return Err(ConnectorError::Setting { setting: "batch".to_owned(), reason });
        }
        self.link.write(|session| batch.iter().map(|outgoing| self.one(session, outgoing)).collect())
    }

    fn find(&mut self, questions: &[FindBy]) -> Result<Vec<Vec<Found>>, ConnectorError> {
        questions.iter().map(|question| self.answer(question)).collect()
    }
}
