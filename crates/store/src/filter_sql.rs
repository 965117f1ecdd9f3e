//! Filters and orders as SQL for both databases. Values are always bound, names come from object definitions.
//!
//! Every test is two-valued: what is missing fails a positive test and passes its negation. So `NOT` of a condition is true
//! exactly where the condition is not, also where values are missing.

use model::filter::{Filter, Literal, Operand, PREDICATES_MAX, Predicate, RELATION_DEPTH_MAX, SortKey, Test};
use model::{FieldType, Object, parse_ms};

use crate::StoreError;
use crate::field_sql::{self, SqlType};
use crate::query::{RecordQuery, SortValue, narrowing};
use crate::value::Value;

/// Longest text looked for inside values, in bytes; SQLite refuses patterns above 50,000.
const PATTERN_BYTES_MAX: usize = 4_000;
/// Most values one statement binds; PostgreSQL takes 65,535, SQLite 32,766.
const VALUES_MAX: usize = 30_000;

/// How a sort value comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SortType {
    Integer,
    Number,
    Text,
}

/// A list or count being put together.
pub(crate) struct ListSql<'q> {
    query: &'q RecordQuery<'q>,
    postgres: bool,
    condition: String,
    values: Vec<Value<'q>>,
    sort: Vec<SortColumn>,
    /// One per sort key.
    pub(crate) sort_types: Vec<SortType>,
}

struct SortColumn {
    expression: String,
    kind: SortType,
    nullable: bool,
    descending: bool,
}

/// One statement of a list. A list by one field is two: records with the value in index order, then those without.
pub(crate) struct Phase<'q> {
    condition: String,
    order: String,
    /// Bound values.
    pub(crate) values: Vec<Value<'q>>,
}

impl<'q> ListSql<'q> {
    pub(crate) fn new(query: &'q RecordQuery<'q>, postgres: bool) -> Result<Self, StoreError> {
        Self::with(query, postgres, false)
    }

    /// As [`ListSql::new`], but SQLite must not look for what the filter asks for: it walks the index of the order.
    pub(crate) fn in_order(query: &'q RecordQuery<'q>) -> Result<Self, StoreError> {
        Self::with(query, false, true)
    }

    fn with(query: &'q RecordQuery<'q>, postgres: bool, is_walked: bool) -> Result<Self, StoreError> {
        let mut writer = Conditions { postgres, is_walked, values: Vec::new(), related: &query.related, aliases: 0, predicates: 0 };
        let mut condition = object_condition(query, postgres);
        let states: Vec<String> = query.states.iter().map(|state| state.code().to_string()).collect();
        let states = if states.is_empty() { "NULL".to_owned() } else { states.join(", ") };
        condition.push_str(&format!(" AND r.state IN ({states})"));
        if let Some(filter) = &query.filter {
            let filter = writer.filter(filter, "r.", query.object)?;
            condition.push_str(&format!(" AND ({filter})"));
        }
        if writer.values.len() > VALUES_MAX {
            return Err(StoreError::Invalid("the filter has too many values"));
        }
        let values = writer.values;
        let sort = query.sort.iter().map(|key| sort_column(key, query.object, postgres)).collect::<Result<Vec<_>, _>>()?;
        let sort_types = sort.iter().map(|column| column.kind).collect();
        Ok(Self { query, postgres, condition, values, sort, sort_types })
    }

    /// The statements to run one after the other until the page is full.
    pub(crate) fn phases(&mut self) -> Result<Vec<Phase<'q>>, StoreError> {
        let after = match &self.query.after {
            Some((place, _)) if place.len() != self.sort.len() => return Err(StoreError::Invalid("the cursor does not fit the order")),
            Some((place, id)) => Some((place.as_slice(), id.0)),
            None => None,
        };
        match self.sort.as_slice() {
            [] => Ok(vec![self.by_id(after.map(|(_, id)| id), self.query.descending, "TRUE")]),
            [column] => self.by_one(column, after.map(|(place, id)| (place.first(), id))),
            columns => self.by_many(columns, after).map(|phase| vec![phase]),
        }
    }

    fn by_id(&self, after: Option<i64>, descending: bool, condition: &str) -> Phase<'q> {
        let mut values = self.values.clone();
        let mut condition = condition.to_owned();
        if let Some(id) = after {
            values.push(Value::Int(id));
            condition.push_str(&format!(" AND r.id {} ${}", if descending { "<" } else { ">" }, values.len()));
        }
        Phase { condition, order: format!("r.id{}", direction(descending)), values }
    }

    /// Row comparison lets either database seek to the place in the field's index.
    fn by_one(&self, column: &SortColumn, after: Option<(Option<&'q SortValue>, i64)>) -> Result<Vec<Phase<'q>>, StoreError> {
        let (expression, down) = (&column.expression, column.descending);
        let mut phases = Vec::new();
        let place = after.and_then(|(place, _)| place).filter(|place| **place != SortValue::Null);
        if after.is_none() || place.is_some() {
            let mut values = self.values.clone();
            let mut condition = format!("{expression} IS NOT NULL");
            if let (Some(place), Some((_, id))) = (place, after) {
                let mark = bind_place(&mut values, place, column.kind, self.postgres)?;
                values.push(Value::Int(id));
                let compare = if down { "<" } else { ">" };
                condition.push_str(&format!(" AND ({expression}, r.id) {compare} ({mark}, ${})", values.len()));
            }
            phases.push(Phase { condition, order: format!("{expression}{d}, r.id{d}", d = direction(down)), values });
        }
        if column.nullable {
            let seen = if place.is_some() { None } else { after.map(|(_, id)| id) };
            phases.push(self.by_id(seen, down, &format!("{expression} IS NULL")));
        }
        Ok(phases)
    }

    fn by_many(&self, columns: &[SortColumn], after: Option<(&'q [SortValue], i64)>) -> Result<Phase<'q>, StoreError> {
        let mut values = self.values.clone();
        let mut order = String::new();
        for column in columns {
            order.push_str(&format!("{}{} NULLS LAST, ", column.expression, direction(column.descending)));
        }
        let down = columns.last().is_some_and(|column| column.descending);
        order.push_str(&format!("r.id{}", direction(down)));
        let mut condition = "TRUE".to_owned();
        if let Some((place, id)) = after {
            values.push(Value::Int(id));
            // Built from the last key outwards: after this key's value, or at it and after the rest.
            condition = format!("r.id {} ${}", if down { "<" } else { ">" }, values.len());
            for (column, value) in columns.iter().zip(place).rev() {
                let expression = &column.expression;
                condition = if *value == SortValue::Null {
                    format!("({expression} IS NULL AND {condition})")
                } else {
                    let mark = bind_place(&mut values, value, column.kind, self.postgres)?;
                    let compare = if column.descending { "<" } else { ">" };
                    format!("({expression} {compare} {mark} OR {expression} IS NULL OR ({expression} = {mark} AND {condition}))")
                };
            }
        }
        Ok(Phase { condition, order, values })
    }

    pub(crate) fn select(&self, phase: &Phase<'_>, limit: usize) -> String {
        let mut columns = "r.id, r.version, r.state, r.created_ms, r.updated_ms, r.doc".to_owned();
        for column in &self.sort {
            columns.push_str(", ");
            columns.push_str(&handed_over(&column.expression, column.kind, self.postgres));
        }
        format!("SELECT {columns} FROM record r WHERE {} AND {} ORDER BY {} LIMIT {limit}", self.condition, phase.condition, phase.order)
    }

    pub(crate) fn count(self, most: Option<i64>) -> (String, Vec<Value<'q>>) {
        let sql = match most {
            None => format!("SELECT count(*) FROM record r WHERE {}", self.condition),
            Some(most) => format!("SELECT count(*) FROM (SELECT 1 AS one FROM record r WHERE {} LIMIT {most}) AS found", self.condition),
        };
        (sql, self.values)
    }
}

/// On SQLite a list that an index on a field serves must not be offered the range of ids, which it would take.
fn object_condition(query: &RecordQuery<'_>, postgres: bool) -> String {
    let range = field_sql::object_range("r.", query.object);
    if let Some(among) = &query.among {
        // Ids of our own making: nothing to bind, and there are few.
        let ids: Vec<String> = among.iter().map(|id| id.0.to_string()).collect();
        return if ids.is_empty() { "FALSE".to_owned() } else { format!("{range} AND r.id IN ({})", ids.join(", ")) };
    }
    if postgres || (query.filter.is_none() && query.sort.is_empty()) {
        return range;
    }
    let mark = field_sql::object_mark("r.", query.object);
    if is_in_order(query) || picks_few(query) { mark } else { format!("{range} AND {mark}") }
}

/// True when an index gives the records in their order.
pub(crate) fn is_in_order(query: &RecordQuery<'_>) -> bool {
    query.order_index().is_some_and(|index| query.has_index(index))
}

/// True when records must have one of a few values that an index finds.
pub(crate) fn picks_few(query: &RecordQuery<'_>) -> bool {
    query.filter.iter().flat_map(narrowing).any(|test| query.equal_index(test).is_some_and(|index| query.has_index(index)))
}

fn direction(descending: bool) -> &'static str {
    if descending { " DESC" } else { " ASC" }
}

fn sort_column(key: &SortKey, object: &Object, postgres: bool) -> Result<SortColumn, StoreError> {
    let (expression, kind, nullable) = match &key.operand {
        Operand::Id => ("r.id".to_owned(), SqlType::Integer, false),
        Operand::Version => ("r.version".to_owned(), SqlType::Integer, false),
        Operand::UpdatedAt => ("r.updated_ms".to_owned(), SqlType::Integer, false),
        Operand::CreatedAt(None) => ("r.created_ms".to_owned(), SqlType::Integer, false),
        Operand::CreatedAt(field) => (created_at("r.", object, *field, postgres)?, SqlType::Text, false),
        Operand::Field(field, member) => {
            let field = object.field_by_id(*field).ok_or(StoreError::Invalid("the object has no such field"))?;
            let (expression, kind) = field_sql::value("r.", field, member.as_deref(), postgres)?;
            (expression, kind, true)
        }
    };
    let kind = match kind {
        SqlType::Text => SortType::Text,
        SqlType::Integer | SqlType::Boolean => SortType::Integer,
        SqlType::Number => SortType::Number,
    };
    Ok(SortColumn { expression, kind, nullable, descending: key.descending })
}

/// Decimals leave as text that reads back as the same number.
fn handed_over(expression: &str, kind: SortType, postgres: bool) -> String {
    match (kind, postgres) {
        (SortType::Number, true) => format!("({expression})::text"),
        (SortType::Number, false) => format!("CASE WHEN {expression} IS NOT NULL THEN printf('%!.17g', {expression}) END"),
        (SortType::Integer, true) => format!("({expression})::bigint"),
        (SortType::Text | SortType::Integer, _) => expression.to_owned(),
    }
}

fn bind_place<'q>(values: &mut Vec<Value<'q>>, place: &'q SortValue, kind: SortType, postgres: bool) -> Result<String, StoreError> {
    let (value, cast) = match (place, kind) {
        (SortValue::Integer(number), SortType::Integer) => (Value::Int(*number), "::bigint"),
        (SortValue::Decimal(text), SortType::Number) => number_value(text, postgres)?,
        (SortValue::Text(text), SortType::Text) => (Value::Text(text), "::text"),
        (SortValue::Null | SortValue::Integer(_) | SortValue::Decimal(_) | SortValue::Text(_), _) => {
            return Err(StoreError::Invalid("the cursor does not fit the order"));
        }
    };
    values.push(value);
    Ok(mark(values.len(), if postgres { cast } else { "" }))
}

fn mark(at: usize, cast: &str) -> String {
    format!("${at}{cast}")
}

/// Exact on PostgreSQL, binary floating point on SQLite.
fn number_value<'q>(text: &'q str, postgres: bool) -> Result<(Value<'q>, &'static str), StoreError> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or(StoreError::Invalid("not a number"))?;
    Ok(if postgres { (Value::Text(text), "::text::numeric") } else { (Value::Real(number), "") })
}

struct Conditions<'q> {
    postgres: bool,
    /// No index may serve the filter.
    is_walked: bool,
    values: Vec<Value<'q>>,
    related: &'q [&'q Object],
    aliases: usize,
    predicates: usize,
}

impl<'q> Conditions<'q> {
    fn filter(&mut self, filter: &'q Filter, row: &str, object: &Object) -> Result<String, StoreError> {
        match filter {
            Filter::And(parts) => self.joined(parts, " AND ", "TRUE", row, object),
            Filter::Or(parts) => self.joined(parts, " OR ", "FALSE", row, object),
            Filter::Not(inner) => Ok(format!("NOT (({}) IS TRUE)", self.filter(inner, row, object)?)),
            Filter::Predicate(predicate) => {
                self.predicates += 1;
                if self.predicates > PREDICATES_MAX || predicate.relations.len() > RELATION_DEPTH_MAX {
                    return Err(StoreError::Invalid("the filter is too large"));
                }
                self.predicate(predicate, row, object)
            }
        }
    }

    fn joined(&mut self, parts: &'q [Filter], with: &str, empty: &str, row: &str, object: &Object) -> Result<String, StoreError> {
        let parts =
            parts.iter().map(|part| Ok(format!("({})", self.filter(part, row, object)?))).collect::<Result<Vec<_>, StoreError>>()?;
        Ok(if parts.is_empty() { empty.to_owned() } else { parts.join(with) })
    }

    fn predicate(&mut self, predicate: &'q Predicate, row: &str, object: &Object) -> Result<String, StoreError> {
        let (test, negated) = match &predicate.test {
            Test::NotEqual(value) => (Positive::Compare("=", value), true),
            Test::NotIn(values) => (Positive::In(values), true),
            Test::IsNull => (Positive::Present, true),
            Test::IsNotNull => (Positive::Present, false),
            Test::Equal(value) => (Positive::Compare("=", value), false),
            Test::Less(value) => (Positive::Compare("<", value), false),
            Test::LessOrEqual(value) => (Positive::Compare("<=", value), false),
            Test::Greater(value) => (Positive::Compare(">", value), false),
            Test::GreaterOrEqual(value) => (Positive::Compare(">=", value), false),
            Test::In(values) => (Positive::In(values), false),
            Test::Has(value) => (Positive::Has(value), false),
            Test::Contains(text) => (Positive::Like(format!("%{}%", escaped(text)?)), false),
            Test::StartsWith(text) => (Positive::Like(format!("{}%", escaped(text)?)), false),
        };
        let positive = self.follow(&predicate.relations, &predicate.operand, &test, row, object)?;
        Ok(if negated { format!("NOT (({positive}) IS TRUE)") } else { positive })
    }

    /// Walks the relations, two primary-key lookups each: a record that was merged is followed to the one that lives on.
    fn follow(
        &mut self,
        relations: &[model::FieldId],
        operand: &'q Operand,
        test: &Positive<'q>,
        row: &str,
        object: &Object,
    ) -> Result<String, StoreError> {
        let Some((relation, rest)) = relations.split_first() else { return self.leaf(operand, test, row, object) };
        let field = object.field_by_id(*relation).ok_or(StoreError::Invalid("the object has no such field"))?;
        let FieldType::Reference { to } = &field.field_type else { return Err(StoreError::Invalid("the field is not a reference")) };
        let related: &'q [&'q Object] = self.related;
        let target = related.iter().find(|other| other.name == *to).ok_or(StoreError::Invalid("the related object is not known"))?;
        self.aliases += 1;
        let alias = format!("r{}", self.aliases);
        let (reference, _) = field_sql::value(row, field, None, self.postgres)?;
        let id = if self.postgres {
            format!("(CASE WHEN {reference} ~ '^[0-9]{{1,18}}$' THEN {reference}::bigint END)")
        } else {
            format!("CAST({reference} AS INTEGER)")
        };
        let inner = self.follow(rest, operand, test, &format!("{alias}."), target)?;
        let head = living(&id, &format!("m{}", self.aliases));
        Ok(format!("EXISTS (SELECT 1 FROM record {alias} WHERE {alias}.id = {head} AND {inner})"))
    }

    fn leaf(&mut self, operand: &'q Operand, test: &Positive<'q>, row: &str, object: &Object) -> Result<String, StoreError> {
        let (field, member) = match operand {
            Operand::Id => return self.compare(&format!("{row}id"), SqlType::Integer, test),
            Operand::Version => return self.compare(&format!("{row}version"), SqlType::Integer, test),
            Operand::UpdatedAt => return self.compare(&format!("{row}updated_ms"), SqlType::Integer, test),
            Operand::CreatedAt(field) => {
                return self.compare(&created_at(row, object, *field, self.postgres)?, SqlType::Text, test);
            }
            Operand::Field(field, member) => (object.field_by_id(*field), member.as_deref()),
        };
        let field = field.ok_or(StoreError::Invalid("the object has no such field"))?;
        let several = field.is_multi() || matches!(test, Positive::Has(_)) && field_sql::has_items(field);
        if several && !matches!(test, Positive::Present) {
            self.aliases += 1;
            let alias = format!("i{}", self.aliases);
            let items = field_sql::items(row, field, &alias, self.postgres)?;
            let item = if self.postgres { format!("({alias}.item COLLATE \"C\")") } else { format!("CAST({alias}.item AS TEXT)") };
            let inner = self.compare(&item, SqlType::Text, test)?;
            return Ok(format!("EXISTS (SELECT 1 FROM {items} WHERE {inner})"));
        }
        let in_parts = matches!(field.field_type, FieldType::Money | FieldType::Person | FieldType::Address);
        if in_parts && member.is_none() && matches!(test, Positive::Present) {
            return Ok(format!("({row}doc -> '{}') IS NOT NULL", field_sql::checked(&field.name)?));
        }
        let (expression, kind) = field_sql::value(row, field, member, self.postgres)?;
        self.compare(&if self.is_walked { format!("+{expression}") } else { expression }, kind, test)
    }

    fn compare(&mut self, expression: &str, kind: SqlType, test: &Positive<'q>) -> Result<String, StoreError> {
        match test {
            Positive::Present => Ok(format!("{expression} IS NOT NULL")),
            Positive::Compare(operator, value) => Ok(format!("{expression} {operator} {}", self.bind(value, kind)?)),
            Positive::Has(value) => Ok(format!("{expression} = {}", self.bind(value, kind)?)),
            Positive::In(values) => {
                let marks = values.iter().map(|value| self.bind(value, kind)).collect::<Result<Vec<_>, _>>()?;
                Ok(if marks.is_empty() { "FALSE".to_owned() } else { format!("{expression} IN ({})", marks.join(", ")) })
            }
            Positive::Like(pattern) => {
                if kind != SqlType::Text {
                    return Err(StoreError::Invalid("only text can be searched for parts"));
                }
                self.values.push(Value::Owned(pattern.clone()));
                // With the collation C, ILIKE folds ASCII only, as LIKE does in SQLite.
                let operator = if self.postgres { "ILIKE" } else { "LIKE" };
                Ok(format!("{expression} {operator} ${} ESCAPE '\\'", self.values.len()))
            }
        }
    }

    fn bind(&mut self, literal: &'q Literal, kind: SqlType) -> Result<String, StoreError> {
        let wrong = StoreError::Invalid("a value does not fit the type of its field");
        let (value, cast) = match (kind, literal) {
            (SqlType::Text, Literal::Text(text) | Literal::Decimal(text)) => (Value::Text(text.as_str()), "::text"),
            (SqlType::Text, Literal::Integer(number)) => (Value::Owned(number.to_string()), "::text"),
            (SqlType::Text, Literal::Boolean(value)) => (Value::Owned(value.to_string()), "::text"),
            (SqlType::Integer | SqlType::Number, Literal::Integer(number)) => (Value::Int(*number), "::bigint"),
            (SqlType::Integer | SqlType::Number, Literal::Decimal(text)) => number_value(text, self.postgres)?,
            (SqlType::Integer, Literal::Text(text)) => (Value::Int(text.parse().ok().or_else(|| parse_ms(text)).ok_or(wrong)?), "::bigint"),
            (SqlType::Number, Literal::Text(text)) => number_value(text, self.postgres)?,
            (SqlType::Boolean, Literal::Boolean(value)) => (Value::Int((*value).into()), "::bigint"),
            (SqlType::Integer | SqlType::Number, Literal::Boolean(_))
            | (SqlType::Boolean, Literal::Text(_) | Literal::Integer(_) | Literal::Decimal(_)) => return Err(wrong),
        };
        self.values.push(value);
        Ok(mark(self.values.len(), if self.postgres { cast } else { "" }))
    }
}

/// The text of the moment at which a record came to be, as answers show it.
fn created_at(row: &str, object: &Object, field: Option<model::FieldId>, postgres: bool) -> Result<String, StoreError> {
    let made = field_sql::moment(&format!("{row}created_ms"), postgres);
    let Some(field) = field else { return Ok(made) };
    let field = object.field_by_id(field).ok_or(StoreError::Invalid("the object has no such field"))?;
    let (told, _) = field_sql::value(row, field, None, postgres)?;
    Ok(format!("coalesce({told}, {made})"))
}

/// The record that `id` stands for: itself, or the end of the merges it went through.
fn living(id: &str, alias: &str) -> String {
    let end = format!(
        "WITH RECURSIVE hop (id, into_id) AS (SELECT {alias}.id, {alias}.merged_into UNION ALL \
         SELECT next.id, next.merged_into FROM hop JOIN record next ON next.id = hop.into_id) \
         SELECT hop.id FROM hop WHERE hop.into_id IS NULL"
    );
    format!("(SELECT CASE WHEN {alias}.merged_into IS NULL THEN {alias}.id ELSE ({end}) END FROM record {alias} WHERE {alias}.id = {id})")
}

/// A test that a missing value fails.
enum Positive<'q> {
    Compare(&'static str, &'q Literal),
    In(&'q [Literal]),
    Has(&'q Literal),
    Like(String),
    Present,
}

fn escaped(text: &str) -> Result<String, StoreError> {
    if text.len() > PATTERN_BYTES_MAX {
        return Err(StoreError::Invalid("the text looked for is too long"));
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(letter);
    }
    Ok(out)
}
