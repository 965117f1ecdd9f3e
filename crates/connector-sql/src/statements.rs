//! The statements, put together of quoted names and bound values alone; a filter or query is the connection owner's own SQL.

use crate::dialect::Sql;
use crate::stream::{Column, Moments, Stream};
use crate::values::{Mark, Param};
use connector::FieldKind;

/// Where a page of changes begins.
#[derive(Clone, Copy, Debug)]
pub(crate) enum From<'a> {
    /// At the first row there is.
    Beginning,
    /// With this time, inclusive.
    Time(&'a Mark),
    /// Behind the row with this time and key.
    Behind(&'a Mark, &'a Mark),
}

fn select(stream: &Stream) -> Sql {
    let columns: Vec<String> = stream.columns.iter().map(|column| stream.dialect.shown(column)).collect();
    Sql::new(stream.dialect, format!("SELECT {} FROM {} AS {ROW}", columns.join(", "), stream.from))
}

/// What statements that read call the row: a bare name in ORDER BY would mean the text that is shown, not the column.
const ROW: &str = "rapport_row";

fn quoted(stream: &Stream, column: &Column) -> String {
    stream.dialect.quoted(&column.name)
}

/// The column of a row that is read.
fn read(stream: &Stream, column: &Column) -> String {
    format!("{ROW}.{}", stream.dialect.quoted(&column.name))
}

/// A condition that leaves rows marked as deleted out.
fn alive(stream: &Stream) -> Option<String> {
    let column = stream.deleted_column()?;
    let name = quoted(stream, column);
    Some(match column.kind {
        FieldKind::Boolean if stream.dialect == crate::dialect::Dialect::Postgres => format!("{name} IS NOT TRUE"),
        FieldKind::Boolean | FieldKind::Integer => format!("COALESCE({name}, 0) = 0"),
        FieldKind::Text
        | FieldKind::Decimal
        | FieldKind::Date
        | FieldKind::Datetime
        | FieldKind::Select
        | FieldKind::MultiSelect
        | FieldKind::Reference
        | FieldKind::Json => format!("{name} IS NULL"),
    })
}

fn add_filter(sql: &mut Sql, filter: Option<&str>) {
    if let Some(filter) = filter {
        // A comment at the end of the filter must not swallow what follows.
        sql.push(&format!(" AND ({filter}\n)"));
    }
}

/// A page of everything, in the order of the key.
pub(crate) fn page(stream: &Stream, after: Option<&Mark>, filter: Option<&str>, limit: usize) -> Sql {
    let key = read(stream, stream.key_column());
    let mut sql = select(stream);
    sql.push(&format!(" WHERE {key} IS NOT NULL"));
    if let Some(alive) = alive(stream) {
        sql.push(&format!(" AND {alive}"));
    }
    add_filter(&mut sql, filter);
    if let Some(after) = after {
        sql.push(&format!(" AND {key} > ")).bind(stream.key_column(), after.into());
    }
    sql.push(&format!(" ORDER BY {key} LIMIT {limit}"));
    sql
}

/// A page of what changed, in the order of time and key. `updated` is the stream's column of the time.
pub(crate) fn changes(stream: &Stream, updated: &Column, from: From<'_>, until: Option<&Mark>, filter: Option<&str>, limit: usize) -> Sql {
    let (key, time) = (read(stream, stream.key_column()), read(stream, updated));
    let mut sql = select(stream);
    sql.push(&format!(" WHERE {key} IS NOT NULL AND {time} IS NOT NULL"));
    if stream.dialect == crate::dialect::Dialect::Postgres && updated.moments != Moments::None {
        sql.push(&format!(" AND isfinite({time})"));
    }
    add_filter(&mut sql, filter);
    match from {
        From::Beginning => {}
        From::Time(mark) => {
            sql.push(&format!(" AND {time} >= ")).bind(updated, mark.into());
        }
        From::Behind(mark, id) => {
            // The first half alone lets an index be used.
            sql.push(&format!(" AND {time} >= ")).bind(updated, mark.into());
            sql.push(&format!(" AND ({time} > ")).bind(updated, mark.into());
            sql.push(&format!(" OR {key} > ")).bind(stream.key_column(), id.into()).push(")");
        }
    }
    if let Some(until) = until {
        sql.push(&format!(" AND {time} < ")).bind(updated, until.into());
    }
    sql.push(&format!(" ORDER BY {time}, {key} LIMIT {limit}"));
    sql
}

/// The latest time of change there is.
pub(crate) fn newest(stream: &Stream, updated: &Column) -> Sql {
    let time = quoted(stream, updated);
    let shown = stream.dialect.shown_as(updated, &format!("MAX({time})"));
    let mut sql = Sql::new(stream.dialect, format!("SELECT {shown} FROM {} AS {ROW}", stream.from));
    if stream.dialect == crate::dialect::Dialect::Postgres && updated.moments != Moments::None {
        sql.push(&format!(" WHERE isfinite({time})"));
    }
    sql
}

/// The rows with these keys.
pub(crate) fn by_keys(stream: &Stream, keys: &[Param]) -> Sql {
    let mut sql = select(stream);
    sql.push(&format!(" WHERE {} IN (", quoted(stream, stream.key_column())));
    for (at, key) in keys.iter().enumerate() {
        if at > 0 {
            sql.push(", ");
        }
        sql.bind(stream.key_column(), key.clone());
    }
    sql.push(")");
    if let Some(alive) = alive(stream) {
        sql.push(&format!(" AND {alive}"));
    }
    sql
}

/// The rows with this value in a column, at most `limit`.
pub(crate) fn by_value(stream: &Stream, column: &Column, value: Param, limit: usize) -> Sql {
    let mut sql = select(stream);
    sql.push(&format!(" WHERE {} = ", quoted(stream, column))).bind(column, value);
    if let Some(alive) = alive(stream) {
        sql.push(&format!(" AND {alive}"));
    }
    sql.push(&format!(" LIMIT {limit}"));
    sql
}

/// Makes a row. With `unique`, a row with the same value there is changed instead.
pub(crate) fn insert(stream: &Stream, values: &[(&Column, Param)], unique: Option<&Column>) -> Sql {
    let names: Vec<String> = values.iter().map(|(column, _)| quoted(stream, column)).collect();
    let mut sql = Sql::new(stream.dialect, format!("INSERT INTO {} ({}) VALUES (", stream.from, names.join(", ")));
    for (at, (column, value)) in values.iter().enumerate() {
        if at > 0 {
            sql.push(", ");
        }
        sql.bind(column, value.clone());
    }
    sql.push(")");
    if let Some(unique) = unique {
        let name = quoted(stream, unique);
        let set: Vec<String> = names.iter().filter(|known| **known != name).map(|known| format!("{known} = excluded.{known}")).collect();
        let action = if set.is_empty() { format!("{name} = excluded.{name}") } else { set.join(", ") };
        sql.push(&format!(" ON CONFLICT ({name}) DO UPDATE SET {action}"));
    }
    sql
}

/// Adds the key of the row that was made to its answer.
pub(crate) fn returning_key(stream: &Stream, mut sql: Sql) -> Sql {
    let shown = stream.dialect.shown(stream.key_column());
    sql.push(&format!(" RETURNING {shown}"));
    sql
}

/// Changes the row with this key; with `expected`, only as long as its time of change is that.
pub(crate) fn update(stream: &Stream, values: &[(&Column, Param)], key: Param, expected: Option<(&Column, Param)>) -> Sql {
    let mut sql = Sql::new(stream.dialect, format!("UPDATE {} SET ", stream.from));
    for (at, (column, value)) in values.iter().enumerate() {
        if at > 0 {
            sql.push(", ");
        }
        sql.push(&format!("{} = ", quoted(stream, column))).bind(column, value.clone());
    }
    sql.push(&format!(" WHERE {} = ", quoted(stream, stream.key_column()))).bind(stream.key_column(), key);
    if let Some(alive) = alive(stream) {
        sql.push(&format!(" AND {alive}"));
    }
    if let Some((column, version)) = expected {
        sql.push(&format!(" AND {} = ", quoted(stream, column))).bind(column, version);
    }
    sql
}

/// Deletes the row with this key.
pub(crate) fn delete(stream: &Stream, key: Param) -> Sql {
    let mut sql = Sql::new(stream.dialect, format!("DELETE FROM {}", stream.from));
    sql.push(&format!(" WHERE {} = ", quoted(stream, stream.key_column()))).bind(stream.key_column(), key);
    sql
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    fn stream(dialect: Dialect) -> Stream {
        let column = |name: &str, kind, cast: &str, moments| Column {
            name: name.to_owned(),
            kind,
            cast: cast.to_owned(),
            moments,
            ..Column::default()
        };
        Stream {
            dialect,
            name: "t".to_owned(),
            label: String::new(),
            from: dialect.quoted("t"),
            columns: vec![
                column("id", FieldKind::Integer, "pg_catalog.int8", Moments::None),
                column("at", FieldKind::Datetime, "pg_catalog.timestamptz", Moments::Utc),
                column("gone", FieldKind::Boolean, "pg_catalog.bool", Moments::None),
            ],
            left_out: Vec::new(),
            key: 0,
            updated: Some(1),
            deleted: Some(2),
            can_insert: true,
            can_update: true,
            can_delete: true,
        }
    }

    #[test]
    fn a_page_of_changes_begins_behind_the_last_pair() {
        let (time, id) = (Mark::Text("2026-03-31T08:15:00.000000Z".to_owned()), Mark::Integer(7));
        let mysql = stream(Dialect::MySql);
        let sql = changes(&mysql, &mysql.columns[1], From::Behind(&time, &id), None, Some("a = 1 -- b"), 10);
        assert_eq!(
            sql.text,
            "SELECT `id`, `at`, `gone` FROM `t` AS rapport_row WHERE rapport_row.`id` IS NOT NULL AND rapport_row.`at` IS NOT NULL \
             AND (a = 1 -- b\n) AND rapport_row.`at` >= CAST(? AS DATETIME(6)) AND (rapport_row.`at` > CAST(? AS DATETIME(6)) \
             OR rapport_row.`id` > ?) ORDER BY rapport_row.`at`, rapport_row.`id` LIMIT 10"
        );
        assert_eq!(sql.params[0], Param::Text("2026-03-31 08:15:00.000000".to_owned()));
        let postgres = stream(Dialect::Postgres);
        let sql = changes(&postgres, &postgres.columns[1], From::Time(&time), Some(&time), None, 10);
        assert!(sql.text.ends_with(
            "AND isfinite(rapport_row.\"at\") AND rapport_row.\"at\" >= $1::text::pg_catalog.timestamptz \
             AND rapport_row.\"at\" < $2::text::pg_catalog.timestamptz ORDER BY rapport_row.\"at\", rapport_row.\"id\" LIMIT 10"
        ));
    }

    #[test]
    fn an_upsert_names_the_column_that_decides() {
        let sqlite = stream(Dialect::Sqlite);
        let values = [(&sqlite.columns[0], Param::Integer(1)), (&sqlite.columns[2], Param::Integer(0))];
        assert_eq!(
            returning_key(&sqlite, insert(&sqlite, &values, Some(&sqlite.columns[0]))).text,
            "INSERT INTO \"t\" (\"id\", \"gone\") VALUES (?, ?) ON CONFLICT (\"id\") DO UPDATE SET \"gone\" = excluded.\"gone\" \
             RETURNING \"id\""
        );
        assert_eq!(
            update(&sqlite, &values[1..], Param::Integer(1), None).text,
            "UPDATE \"t\" SET \"gone\" = ? WHERE \"id\" = ? AND COALESCE(\"gone\", 0) = 0"
        );
    }
}
