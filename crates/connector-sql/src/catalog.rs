//! What the catalogues of the systems tell of tables and columns, and what their types are to us.

use connector::FieldKind;

use crate::dialect::{Dialect, Sql};
use crate::stream::{Column, Moments, Table};
use crate::values::Datum;

/// Allowed values kept of one column.
const OPTIONS_MAX: usize = 1_000;

fn text(row: &[Datum], at: usize) -> String {
    row.get(at).and_then(Datum::text).unwrap_or_default()
}

fn is_yes(row: &[Datum], at: usize) -> bool {
    row.get(at).is_some_and(Datum::is_set)
}

/// Puts rows of columns, which stand in the order of their tables, together to tables.
fn gather(rows: &[Vec<Datum>], begin: impl Fn(&[Datum]) -> Table, column: impl Fn(&[Datum]) -> Column) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for row in rows {
        let started = begin(row);
        if tables.last().is_none_or(|last| last.name != started.name) {
            tables.push(started);
        }
        if let Some(table) = tables.last_mut() {
            table.columns.push(column(row));
        }
    }
    tables
}

/// One row for each column that may be read, of tables, views, foreign and partitioned tables. `only`: `schema.table`.
pub(crate) fn postgres_columns(only: Option<&str>) -> Sql {
    let mut sql = Sql::new(
        Dialect::Postgres,
        "SELECT n.nspname::text, c.relname::text, obj_description(c.oid, 'pg_class'), \
         has_table_privilege(c.oid, 'INSERT')::text, has_table_privilege(c.oid, 'UPDATE')::text, has_table_privilege(c.oid, 'DELETE')::text, \
         a.attname::text, bn.nspname::text, b.typname::text, (b.typcategory IN ('A', 'C'))::text, (NOT a.attnotnull)::text, \
         a.atthasdef::text, (a.attgenerated <> '' OR a.attidentity = 'a')::text, (a.attidentity <> '')::text, \
         col_description(c.oid, a.attnum), CASE WHEN b.typname IN ('varchar', 'bpchar') AND a.atttypmod > 4 THEN a.atttypmod - 4 END::text, \
         EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND i.indnkeyatts = 1 \
           AND i.indkey[0] = a.attnum)::text, \
         EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL \
           AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum)::text, \
         (c.relkind IN ('r', 'p', 'f'))::text, \
         (SELECT string_agg(e.enumlabel, chr(10) ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = b.oid) \
         FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
         JOIN pg_catalog.pg_type t ON t.oid = a.atttypid \
         JOIN pg_catalog.pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END \
         JOIN pg_catalog.pg_namespace bn ON bn.oid = b.typnamespace \
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema') \
         AND n.nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT')",
    );
    if let Some(only) = only {
        sql.push(" AND n.nspname || '.' || c.relname = ").bind_text(only);
    }
    sql.push(" ORDER BY n.nspname, c.relname, a.attnum");
    sql
}

/// Tables of the rows of [`postgres_columns`].
pub(crate) fn postgres_tables(rows: &[Vec<Datum>]) -> Vec<Table> {
    let quoted = |name: &str| Dialect::Postgres.quoted(name);
    let begin = |row: &[Datum]| {
        let (schema, name) = (text(row, 0), text(row, 1));
        let is_table = is_yes(row, 18);
        Table {
            from: format!("{}.{}", quoted(&schema), quoted(&name)),
            label: Some(text(row, 2)).filter(|comment| !comment.is_empty()).unwrap_or_else(|| name.clone()),
            name: format!("{schema}.{name}"),
            columns: Vec::new(),
            can_insert: is_table && is_yes(row, 3),
            can_update: is_table && is_yes(row, 4),
            can_delete: is_table && is_yes(row, 5),
        }
    };
    let column = |row: &[Datum]| {
        let options = text(row, 19);
        let typed = postgres_type(&text(row, 7), &text(row, 8), is_yes(row, 9));
        Column {
            name: text(row, 6),
            label: text(row, 14),
            is_nullable: is_yes(row, 10),
            has_default: is_yes(row, 11) || is_yes(row, 13),
            is_generated: is_yes(row, 12),
            length_max: text(row, 15).parse().unwrap_or(0),
            is_primary: is_yes(row, 16),
            is_unique: is_yes(row, 17),
            kind: if options.is_empty() { typed.kind } else { FieldKind::Select },
            options: options.lines().take(OPTIONS_MAX).map(str::to_owned).collect(),
            ..typed
        }
    };
    gather(rows, begin, column)
}

/// A column of this type.
pub(crate) fn postgres_type(schema: &str, name: &str, is_structured: bool) -> Column {
    let (kind, moments) = match name {
        _ if is_structured => (FieldKind::Json, Moments::None),
        "int2" | "int4" | "int8" | "oid" => (FieldKind::Integer, Moments::None),
        "numeric" | "float4" | "float8" => (FieldKind::Decimal, Moments::None),
        "bool" => (FieldKind::Boolean, Moments::None),
        "date" => (FieldKind::Date, Moments::None),
        "timestamptz" => (FieldKind::Datetime, Moments::Utc),
        "timestamp" => (FieldKind::Datetime, Moments::Local),
        "json" | "jsonb" => (FieldKind::Json, Moments::None),
        _ => (FieldKind::Text, Moments::None),
    };
    Column {
        kind,
        moments,
        cast: format!("{}.{}", Dialect::Postgres.quoted(schema), Dialect::Postgres.quoted(name)),
        is_structured,
        is_bytes: name == "bytea",
        precision_ms: 1,
        ..Column::default()
    }
}

/// One row for each column of the database.
pub(crate) fn mysql_columns(only: Option<&str>) -> Sql {
    let mut sql = Sql::new(
        Dialect::MySql,
        "SELECT c.TABLE_NAME, t.TABLE_TYPE, t.TABLE_COMMENT, c.COLUMN_NAME, c.DATA_TYPE, c.COLUMN_TYPE, c.IS_NULLABLE = 'YES', \
         c.COLUMN_DEFAULT IS NOT NULL, c.EXTRA, c.CHARACTER_MAXIMUM_LENGTH, c.COLUMN_COMMENT, COALESCE(c.DATETIME_PRECISION, 0) \
         FROM information_schema.COLUMNS c JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA \
         AND t.TABLE_NAME = c.TABLE_NAME WHERE c.TABLE_SCHEMA = DATABASE()",
    );
    if let Some(only) = only {
        sql.push(" AND c.TABLE_NAME = ").bind_text(only);
    }
    sql.push(" ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION");
    sql
}

/// One row for each index without repetitions that consists of one whole column: table, whether it is the primary key, column.
pub(crate) fn mysql_unique(only: Option<&str>) -> Sql {
    let mut sql = Sql::new(
        Dialect::MySql,
        "SELECT TABLE_NAME, INDEX_NAME = 'PRIMARY', MIN(COLUMN_NAME) FROM information_schema.STATISTICS \
         WHERE TABLE_SCHEMA = DATABASE() AND NON_UNIQUE = 0",
    );
    if let Some(only) = only {
        sql.push(" AND TABLE_NAME = ").bind_text(only);
    }
    sql.push(" GROUP BY TABLE_NAME, INDEX_NAME HAVING COUNT(*) = 1 AND COUNT(SUB_PART) = 0");
    sql
}

/// Whether `column` of `table` is the primary key, and whether its values are never repeated.
fn uniqueness(unique: &[Vec<Datum>], table: &str, column: &str) -> (bool, bool) {
    let mut named = unique.iter().filter(|row| text(row, 0) == table && text(row, 2) == column).peekable();
    (named.clone().any(|row| is_yes(row, 1)), named.peek().is_some())
}

/// Tables of the rows of [`mysql_columns`] and [`mysql_unique`].
pub(crate) fn mysql_tables(rows: &[Vec<Datum>], unique: &[Vec<Datum>]) -> Vec<Table> {
    let begin = |row: &[Datum]| {
        let name = text(row, 0);
        let is_table = text(row, 1) == "BASE TABLE";
        Table {
            from: Dialect::MySql.quoted(&name),
            label: Some(text(row, 2)).filter(|comment| is_table && !comment.is_empty()).unwrap_or_else(|| name.clone()),
            name,
            columns: Vec::new(),
            can_insert: is_table,
            can_update: is_table,
            can_delete: is_table,
        }
    };
    let column = |row: &[Datum]| {
        let (name, extra) = (text(row, 3), text(row, 8).to_ascii_lowercase());
        let (is_primary, is_unique) = uniqueness(unique, &text(row, 0), &name);
        let whole = text(row, 5);
        let options = if text(row, 4) == "enum" { enum_options(&whole) } else { Vec::new() };
        let typed = mysql_type(&text(row, 4), &whole, text(row, 11).parse().unwrap_or(0));
        Column {
            name,
            label: text(row, 10),
            is_nullable: is_yes(row, 6),
            has_default: is_yes(row, 7) || extra.contains("auto_increment") || extra.contains("default_generated"),
            is_generated: extra.contains("virtual") || extra.contains("stored") || extra.contains("persistent"),
            length_max: text(row, 9).parse().unwrap_or(0),
            is_primary,
            is_unique,
            kind: if options.is_empty() { typed.kind } else { FieldKind::Select },
            options,
            ..typed
        }
    };
    gather(rows, begin, column)
}

/// `enum('a','it''s')` as `a`, `it's`.
fn enum_options(whole: &str) -> Vec<String> {
    let inner = whole.trim_start_matches("enum(").trim_end_matches(')');
    let listed = inner.split("','").map(|option| option.trim_matches('\'').replace("''", "'"));
    listed.take(OPTIONS_MAX).collect()
}

/// A column of this type; `digits` of a second for moments.
pub(crate) fn mysql_type(name: &str, whole: &str, digits: i64) -> Column {
    let (kind, moments) = match name {
        "tinyint" if whole.starts_with("tinyint(1)") => (FieldKind::Boolean, Moments::None),
        "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "year" => (FieldKind::Integer, Moments::None),
        "decimal" | "float" | "double" => (FieldKind::Decimal, Moments::None),
        "date" => (FieldKind::Date, Moments::None),
        "datetime" => (FieldKind::Datetime, Moments::Local),
        "timestamp" => (FieldKind::Datetime, Moments::Utc),
        "json" => (FieldKind::Json, Moments::None),
        _ => (FieldKind::Text, Moments::None),
    };
    let is_bytes =
        matches!(name, "binary" | "varbinary" | "bit" | "geometry" | "point" | "linestring" | "polygon") || name.ends_with("blob");
    Column {
        kind,
        moments,
        cast: if name == "decimal" { name.to_owned() } else { String::new() },
        is_bytes,
        precision_ms: if digits >= 3 { 1 } else { 1_000 },
        ..Column::default()
    }
}

/// One row for each column of tables and views.
pub(crate) fn sqlite_columns(only: Option<&str>) -> Sql {
    let mut sql = Sql::new(
        Dialect::Sqlite,
        "SELECT m.name, m.type, x.name, x.type, x.\"notnull\", x.dflt_value IS NOT NULL, x.hidden IN (2, 3), x.pk, \
         (SELECT COUNT(*) FROM pragma_table_xinfo(m.name) WHERE pk > 0) \
         FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) x \
         WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND x.hidden <> 1",
    );
    if let Some(only) = only {
        sql.push(" AND m.name = ").bind_text(only);
    }
    sql.push(" ORDER BY m.name, x.cid");
    sql
}

/// One row for each index without repetitions of one column: table, 0, column.
pub(crate) fn sqlite_unique(only: Option<&str>) -> Sql {
    let mut sql = Sql::new(
        Dialect::Sqlite,
        "SELECT m.name, 0, MIN(i.name) FROM sqlite_schema m JOIN pragma_index_list(m.name) l JOIN pragma_index_info(l.name) i \
         WHERE m.type = 'table' AND l.\"unique\" = 1 AND l.partial = 0",
    );
    if let Some(only) = only {
        sql.push(" AND m.name = ").bind_text(only);
    }
    sql.push(" GROUP BY m.name, l.name HAVING COUNT(*) = 1");
    sql
}

/// Tables of the rows of [`sqlite_columns`] and [`sqlite_unique`].
pub(crate) fn sqlite_tables(rows: &[Vec<Datum>], unique: &[Vec<Datum>]) -> Vec<Table> {
    let begin = |row: &[Datum]| {
        let name = text(row, 0);
        let is_table = text(row, 1) == "table";
        Table {
            from: Dialect::Sqlite.quoted(&name),
            label: name.clone(),
            name,
            columns: Vec::new(),
            can_insert: is_table,
            can_update: is_table,
            can_delete: is_table,
        }
    };
    let column = |row: &[Datum]| {
        let (name, kind) = (text(row, 2), text(row, 3));
        let is_primary = is_yes(row, 7) && text(row, 8) == "1";
        let (_, is_unique) = uniqueness(unique, &text(row, 0), &name);
        Column {
            is_nullable: !is_yes(row, 4) && !is_primary,
            // The alias of the row number fills itself.
            has_default: is_yes(row, 5) || (is_primary && kind.eq_ignore_ascii_case("integer")),
            is_generated: is_yes(row, 6),
            is_primary,
            is_unique: is_unique || is_primary,
            name,
            ..sqlite_type(&kind)
        }
    };
    gather(rows, begin, column)
}

/// A column that was declared like this: the first word that fits decides, as with SQLite's own affinities.
pub(crate) fn sqlite_type(declared: &str) -> Column {
    let declared = declared.to_ascii_lowercase();
    let has = |word: &str| declared.contains(word);
    let (kind, moments) = if has("bool") {
        (FieldKind::Boolean, Moments::None)
    } else if has("datetime") || has("timestamp") {
        (FieldKind::Datetime, Moments::Free)
    } else if has("date") {
        (FieldKind::Date, Moments::Free)
    } else if has("json") {
        (FieldKind::Json, Moments::None)
    } else if has("int") {
        (FieldKind::Integer, Moments::None)
    } else if has("real") || has("floa") || has("doub") || has("num") || has("dec") {
        (FieldKind::Decimal, Moments::None)
    } else {
        // Moments often stand in plain text columns.
        (FieldKind::Text, Moments::Free)
    };
    Column { kind, moments, is_bytes: has("blob"), precision_ms: 1, ..Column::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_become_kinds() {
        for (declared, kind) in [
            ("INTEGER", FieldKind::Integer),
            ("varchar(40)", FieldKind::Text),
            ("DATETIME", FieldKind::Datetime),
            ("date", FieldKind::Date),
            ("DECIMAL(10,2)", FieldKind::Decimal),
            ("", FieldKind::Text),
            ("BOOLEAN", FieldKind::Boolean),
        ] {
            assert_eq!(sqlite_type(declared).kind, kind, "{declared}");
        }
        assert_eq!(mysql_type("tinyint", "tinyint(1)", 0).kind, FieldKind::Boolean);
        assert_eq!(mysql_type("tinyint", "tinyint(4)", 0).kind, FieldKind::Integer);
        assert!(mysql_type("longblob", "longblob", 0).is_bytes);
        assert_eq!(postgres_type("pg_catalog", "timestamptz", false).cast, "\"pg_catalog\".\"timestamptz\"");
        assert_eq!(enum_options("enum('a','it''s')"), ["a", "it's"]);
    }
}
