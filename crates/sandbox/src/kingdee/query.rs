//! `ExecuteBillQuery`, whose rows are arrays, and `BillQuery`, whose rows are objects. Records repeat for each of their lines when
//! fields of an entry are asked for.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::Kingdee;
use super::auth::USER_ID;
use super::body::{count, member, text_of};
use super::filter::{self, Filter, Seen};
use super::reply::{Wrong, id_json, msg};
use super::schema::{columns, form_of, keys, line_pk, target};
use super::value::{Comparable, comparable, compared, local, moment, push_shown, text};
use crate::fragment::{NULL, as_text, push_quoted, quoted, value};
use crate::http::Reply;
use crate::site::Site;
use crate::table::{Presence, Row};
use crate::vendor::Call;

/// Rows of a call unless asked otherwise, and at most.
pub(super) const LIMIT: usize = 2_000;
const LIMIT_MAX: usize = 10_000;

/// Where lines keep their id, whatever the form calls it.
pub(super) const LINE_ID: &str = "FEntryID";

/// What rows are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Array,
    Object,
}

/// What stands behind a key.
#[derive(Clone, Debug)]
enum Column {
    Pk,
    Cell(usize),
    Created,
    Modified,
    /// Who made or changed it: the id, or a part of the user.
    User(Option<bool>),
    /// A field of the record that a reference leads to.
    Of(usize, usize, Box<Column>),
    /// Entry, key, kind, and where a reference leads to.
    Line(usize, String, &'static str, Option<(usize, Box<Column>)>),
    LineId(usize),
}

/// A record, and the line of it where there is one.
struct Place<'s> {
    row: &'s Row,
    line: Option<&'s Map<String, Value>>,
}

const KINDS: &[&str] = &["text", "memo", "names", "int", "decimal", "date", "datetime", "check", "state", "ref", "number"];

/// The kind of a field, as a word that lives long enough.
fn kind(name: &str) -> &'static str {
    KINDS.iter().find(|known| **known == name).copied().unwrap_or("text")
}

fn unknown(key: &str) -> Wrong {
    Wrong::new(msg::EXCEPTION, format!("元数据中标识为{key}的字段不存在"))
}

/// What a key of the form means. Its case matters; that of a part behind the dot does not.
fn column(site: &Site, table: usize, key: &str) -> Result<Column, Wrong> {
    let rows = &site.tables[table];
    let (first, second) = key.split_once('.').map_or((key, None), |(first, second)| (first, Some(second)));
    if first == keys(rows).0 && second.is_none() {
        return Ok(Column::Pk);
    }
    let behind = |to: Option<&str>| -> Result<Option<(usize, Box<Column>)>, Wrong> {
        let Some(second) = second else { return Ok(None) };
        let target = to.and_then(|form| site.table(form)).ok_or_else(|| unknown(key))?;
        Ok(Some((target, Box::new(of_target(site, target, second).ok_or_else(|| unknown(key))?))))
    };
    if let Some(at) = rows.field(first) {
        let field = &rows.fields[at];
        return match (field.type_name.as_str(), second) {
            ("pk" | "head" | "entry", _) => Err(unknown(key)),
            (_, None) if field.name == "FCreateDate" => Ok(Column::Created),
            (_, None) if field.name == "FModifyDate" => Ok(Column::Modified),
            (_, None) if field.extra["virtual"] == true => Ok(Column::User(None)),
            (_, Some(part)) if field.extra["virtual"] == true => Ok(Column::User(Some(part.eq_ignore_ascii_case("FName")))),
            (_, None) => Ok(Column::Cell(at)),
            (_, Some(_)) => match behind(target(field))? {
                Some((target, column)) => Ok(Column::Of(at, target, column)),
                None => Err(unknown(key)),
            },
        };
    }
    for (at, entry) in rows.visible_fields().filter(|(_, field)| field.type_name == "entry") {
        let id = format!("{}_{}", entry.name, line_pk(entry));
        if first.eq_ignore_ascii_case(&id) || first.eq_ignore_ascii_case(&format!("{}_FEntryId", entry.name)) {
            return Ok(Column::LineId(at));
        }
        if let Some(found) = columns(entry).into_iter().find(|column| column.key == first) {
            return Ok(Column::Line(at, found.key, kind(&found.kind), behind(found.to.as_deref())?));
        }
    }
    Err(unknown(key))
}

/// A field of a record that is referred to.
fn of_target(site: &Site, target: usize, key: &str) -> Option<Column> {
    let rows = &site.tables[target];
    let (pk, number) = keys(rows);
    let is = |name: &str| key.eq_ignore_ascii_case(name);
    if is(pk) || is("FID") {
        return Some(Column::Pk);
    }
    let name = if is("FNumber") { number } else { key };
    let found = rows.visible_fields().find(|(_, field)| field.name.eq_ignore_ascii_case(name));
    let found = found.or_else(|| rows.visible_fields().find(|(_, field)| is("FName") && field.type_name == "names"));
    found.map(|(at, _)| Column::Cell(at))
}

fn entry_of(column: &Column) -> Option<usize> {
    match column {
        Column::Line(entry, ..) | Column::LineId(entry) => Some(*entry),
        _ => None,
    }
}

impl Column {
    fn seen(&self, site: &Site, kingdee: &Kingdee, table: usize, place: &Place<'_>) -> Seen {
        let rows = &site.tables[table];
        let row = place.row;
        let at_time =
            |at_ms: i64| ("datetime", super::value::sortable(&local(at_ms, &kingdee.zone)).map_or(Comparable::Nothing, Comparable::Time));
        match self {
            Self::Pk => ("int", row.id.parse().map_or_else(|_| text(&row.id), Comparable::Number)),
            Self::Created => at_time(row.created_ms),
            Self::Modified => at_time(row.stamp_ms),
            Self::User(None) => ("int", Comparable::Number(16_394.0)),
            Self::User(Some(_)) => ("text", text(super::USER)),
            Self::Cell(at) => {
                let kind = kind(&rows.fields[*at].type_name);
                (kind, comparable(kind, row.cells.get(*at)))
            }
            Self::Of(at, target, column) => behind(site, *target, row.cells.get(*at))
                .map_or(("text", Comparable::Nothing), |row| column.seen(site, kingdee, *target, &Place { row, line: None })),
            Self::LineId(_) => {
                let id = place.line.and_then(|line| line_id(line).as_f64());
                ("int", id.map_or(Comparable::Nothing, Comparable::Number))
            }
            Self::Line(_, key, kind, to) => {
                let fragment = place.line.and_then(|line| line.get(key)).map_or_else(|| NULL.to_owned(), Value::to_string);
                match to {
                    None => (kind, comparable(kind, &fragment)),
                    Some((target, column)) => behind(site, *target, &fragment)
                        .map_or(("text", Comparable::Nothing), |row| column.seen(site, kingdee, *target, &Place { row, line: None })),
                }
            }
        }
    }

    fn push(&self, out: &mut String, site: &Site, kingdee: &Kingdee, table: usize, place: &Place<'_>) {
        let row = place.row;
        match self {
            Self::Pk => out.push_str(&id_json(&row.id).to_string()),
            Self::Created => push_quoted(out, &local(row.created_ms, &kingdee.zone)),
            Self::Modified => push_quoted(out, &local(row.stamp_ms, &kingdee.zone)),
            Self::User(None) => out.push_str(&USER_ID.to_string()),
            Self::User(Some(_)) => push_quoted(out, super::USER),
            Self::Cell(at) => push_shown(out, &site.tables[table].fields[*at].type_name, row.cells.get(*at)),
            Self::Of(at, target, column) => match behind(site, *target, row.cells.get(*at)) {
                Some(row) => column.push(out, site, kingdee, *target, &Place { row, line: None }),
                None => out.push_str(NULL),
            },
            Self::LineId(_) => out.push_str(&place.line.map_or(Value::Null, line_id).to_string()),
            Self::Line(_, key, kind, to) => {
                let fragment = place.line.and_then(|line| line.get(key)).map_or_else(|| NULL.to_owned(), Value::to_string);
                match to {
                    None if place.line.is_none() => out.push_str(NULL),
                    None => push_shown(out, kind, &fragment),
                    Some((target, column)) => match behind(site, *target, &fragment) {
                        Some(row) => column.push(out, site, kingdee, *target, &Place { row, line: None }),
                        None => out.push_str(NULL),
                    },
                }
            }
        }
    }
}

/// The record that a reference leads to.
fn behind<'s>(site: &'s Site, target: usize, fragment: &str) -> Option<&'s Row> {
    let rows = &site.tables[target];
    rows.row(rows.by_id(&as_text(fragment))?)
}

/// The lines of an entry, as they are kept.
pub(super) fn lines(fragment: &str) -> Vec<Map<String, Value>> {
    let Value::Array(lines) = value(fragment) else { return Vec::new() };
    lines.into_iter().filter_map(|line| if let Value::Object(line) = line { Some(line) } else { None }).collect()
}

/// The id of a line.
pub(super) fn line_id(line: &Map<String, Value>) -> Value {
    line.get(LINE_ID).cloned().unwrap_or_default()
}

/// What a query asks for, with everything looked up.
struct Asked {
    keys: Vec<String>,
    columns: Vec<Column>,
    filter: Filter<Column>,
    order: Vec<(Column, bool)>,
    /// The entry whose lines make rows.
    entry: Option<usize>,
    from: usize,
    to: usize,
}

fn asked(site: &Site, table: usize, data: &Map<String, Value>) -> Result<Asked, Wrong> {
    let key_text = text_of(member(data, "FieldKeys"));
    let keys: Vec<String> = key_text.split(',').map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).collect();
    if keys.is_empty() {
        return Err(Wrong::new(msg::BAD_PARAMETER, "FieldKeys 不能为空"));
    }
    let mut entry = None;
    let mut known = |key: &str| -> Result<Column, Wrong> {
        let found = column(site, table, key)?;
        match (entry, entry_of(&found)) {
            (Some(first), Some(second)) if first != second => Err(Wrong::new(msg::EXCEPTION, "不支持同时查询多个单据体的字段")),
            (None, Some(one)) => {
                entry = Some(one);
                Ok(found)
            }
            _ => Ok(found),
        }
    };
    let columns = keys.iter().map(|key| known(key)).collect::<Result<Vec<Column>, Wrong>>()?;
    let words = match member(data, "FilterString") {
        Value::Array(list) => filter::from_list(list)?,
        other => text_of(other),
    };
    let filter = filter::parse(&words, &mut known)?;
    let mut order = Vec::new();
    for part in text_of(member(data, "OrderString")).split(',').filter(|part| !part.trim().is_empty()) {
        let mut words = part.split_whitespace();
        let key = words.next().unwrap_or_default();
        let is_down = match words.next().map(str::to_lowercase).as_deref() {
            None | Some("asc") => false,
            Some("desc") => true,
            Some(_) => return Err(Wrong::new(msg::EXCEPTION, format!("排序字段“{}”有语法错误", part.trim()))),
        };
        order.push((known(key)?, is_down));
    }
    let limit = match count(data, "Limit", 0) {
        0 => LIMIT,
        limit => limit.min(LIMIT_MAX),
    };
    let from = count(data, "StartRow", 0);
    let to = match count(data, "TopRowCount", 0) {
        0 => from.saturating_add(limit),
        top => from.saturating_add(limit).min(top),
    };
    Ok(Asked { keys, columns, filter, order, entry, from, to: to.max(from) })
}

/// The order in which rows come out of the table by themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Natural {
    Id,
    Stamp,
    /// Has to be sorted.
    No,
}

fn natural(order: &[(Column, bool)]) -> Natural {
    match order {
        [] | [(Column::Pk, false)] | [(Column::Pk, false), (Column::LineId(_), false)] => Natural::Id,
        [(Column::Modified, false)] | [(Column::Modified, false), (Column::Pk, false)] => Natural::Stamp,
        _ => Natural::No,
    }
}

/// Numbers of the rows that can fit at all, in the natural order.
fn candidates(site: &mut Site, kingdee: &Kingdee, table: usize, asked: &Asked, order: Natural) -> Vec<u32> {
    let is_pk = |column: &Column| matches!(column, Column::Pk);
    let is_cell = |column: &Column| matches!(column, Column::Cell(_));
    let rows = u32::try_from(site.tables[table].all().len()).unwrap_or(u32::MAX);
    if let Some(ids) = asked.filter.one_of(&is_pk) {
        let mut found: Vec<u32> = ids.into_iter().filter_map(|id| site.tables[table].by_id(id)).collect();
        found.sort_unstable();
        found.dedup();
        return found;
    }
    if let Some(values) = asked.filter.one_of(&is_cell).filter(|_| order != Natural::Stamp)
        && let Some(at) = cell_of(&asked.filter).filter(|at| site.tables[table].fields[*at].class == crate::table::Class::Text)
    {
        let mut found: Vec<u32> = values.into_iter().flat_map(|text| site.tables[table].having(at, text)).collect();
        found.sort_unstable();
        found.dedup();
        return found;
    }
    if order == Natural::Stamp {
        let bound = asked.filter.at_least(&|column| matches!(column, Column::Modified)).and_then(|(text, _)| moment(text, &kingdee.zone));
        return site.tables[table].stamped(bound.unwrap_or(i64::MIN), i64::MAX).collect();
    }
    let first = asked.filter.at_least(&is_pk).and_then(|(id, _)| id.parse::<u64>().ok()).map_or(0, |id| row_from(site, table, id));
    (first..rows).collect()
}

/// The cell that the filter binds to values, wherever [`Filter::one_of`] finds it.
fn cell_of(filter: &Filter<Column>) -> Option<usize> {
    match filter {
        Filter::All(parts) => parts.iter().find_map(cell_of),
        Filter::Is(Column::Cell(at), filter::Operator::Equal, _) | Filter::In(Column::Cell(at), _) => Some(*at),
        _ => None,
    }
}

/// The number of the first row whose id is not smaller. Ids rise with the numbers of rows.
fn row_from(site: &Site, table: usize, id: u64) -> u32 {
    let rows = &site.tables[table];
    let (mut low, mut high) = (0, u32::try_from(rows.all().len()).unwrap_or(u32::MAX));
    while low < high {
        let middle = low + (high - low) / 2;
        if rows.row(middle).and_then(|row| row.id.parse::<u64>().ok()).is_some_and(|known| known < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// Answers a query.
pub(super) fn run(kingdee: &Kingdee, site: &mut Site, call: &Call<'_>, data: &Map<String, Value>, shape: Shape) -> Result<Reply, Wrong> {
    let table = call.endpoint.table.ok_or_else(|| Wrong::new(msg::EXCEPTION, "业务对象不存在"))?;
    let asked = asked(site, table, data)?;
    let order = natural(&asked.order);
    let left_out = call.plan.left_out_percent();
    let numbers = candidates(site, kingdee, table, &asked, order);
    let mut out = String::with_capacity(64 * 1_024);
    out.push('[');
    let (mut seen, mut shown) = (0, Vec::new());
    let mut sorted: Vec<(Vec<Comparable>, u32, usize)> = Vec::new();
    'rows: for number in numbers {
        let is_left_out = left_out > 0 && u64::from(number.wrapping_mul(2_654_435_761) >> 7) % 100 < left_out;
        let Some(row) = site.tables[table].row(number).filter(|row| row.presence == Presence::Live && !is_left_out) else { continue };
        let of_entry = asked.entry.map(|entry| lines(row.cells.get(entry))).unwrap_or_default();
        for at in 0..of_entry.len().max(1) {
            let place = Place { row, line: of_entry.get(at) };
            if !asked.filter.takes(&|column| column.seen(site, kingdee, table, &place))? {
                continue;
            }
            if order == Natural::No {
                let key = asked.order.iter().map(|(column, _)| column.seen(site, kingdee, table, &place).1).collect();
                sorted.push((key, number, at));
                continue;
            }
            if seen >= asked.to {
                break 'rows;
            }
            if seen >= asked.from {
                push_row(&mut out, site, kingdee, table, &asked, &place, shape);
                shown.push(number);
            }
            seen += 1;
        }
    }
    if order == Natural::No {
        sorted.sort_by(|one, other| by_keys(&asked.order, one, other));
        for (_, number, at) in sorted.into_iter().skip(asked.from).take(asked.to - asked.from) {
            let Some(row) = site.tables[table].row(number) else { continue };
            let of_entry = asked.entry.map(|entry| lines(row.cells.get(entry))).unwrap_or_default();
            push_row(&mut out, site, kingdee, table, &asked, &Place { row, line: of_entry.get(at) }, shape);
            shown.push(number);
        }
    }
    out.push(']');
    for number in shown {
        site.tables[table].show(number);
    }
    Ok(Reply::json_text(200, out))
}

fn by_keys(order: &[(Column, bool)], one: &(Vec<Comparable>, u32, usize), other: &(Vec<Comparable>, u32, usize)) -> Ordering {
    for (at, (_, is_down)) in order.iter().enumerate() {
        let (Some(first), Some(second)) = (one.0.get(at), other.0.get(at)) else { continue };
        let way = match (first, second) {
            (Comparable::Nothing, Comparable::Nothing) => Ordering::Equal,
            (Comparable::Nothing, _) => Ordering::Less,
            (_, Comparable::Nothing) => Ordering::Greater,
            _ => compared(first, second).unwrap_or(Ordering::Equal),
        };
        let way = if *is_down { way.reverse() } else { way };
        if way != Ordering::Equal {
            return way;
        }
    }
    (one.1, one.2).cmp(&(other.1, other.2))
}

fn push_row(out: &mut String, site: &Site, kingdee: &Kingdee, table: usize, asked: &Asked, place: &Place<'_>, shape: Shape) {
    if out.len() > 1 {
        out.push(',');
    }
    out.push(if shape == Shape::Array { '[' } else { '{' });
    for (at, column) in asked.columns.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if shape == Shape::Object {
            push_quoted(out, &asked.keys[at]);
            out.push(':');
        }
        column.push(out, site, kingdee, table, place);
    }
    out.push(if shape == Shape::Array { ']' } else { '}' });
}

/// A record as `View` shows it: names of properties instead of keys, records that are referred to with number and name.
pub(super) fn viewed(site: &Site, kingdee: &Kingdee, table: usize, number: u32) -> Value {
    let rows = &site.tables[table];
    let Some(row) = rows.row(number) else { return Value::Null };
    let mut shown = Map::new();
    shown.insert("Id".to_owned(), id_json(&row.id));
    let property = |key: &str| key.strip_prefix('F').unwrap_or(key).to_owned();
    let one = |kind: &str, fragment: &str, to: Option<&str>| -> Value {
        match kind {
            "names" => super::value::names(&as_text(fragment)),
            "ref" => referred(site, to, fragment),
            _ => {
                let mut out = String::new();
                push_shown(&mut out, kind, fragment);
                value(&out)
            }
        }
    };
    for (at, field) in rows.visible_fields().filter(|(_, field)| field.type_name != "pk" && field.type_name != "head") {
        let fragment = match field.name.as_str() {
            "FCreateDate" => quoted(&local(row.created_ms, &kingdee.zone)),
            "FModifyDate" => quoted(&local(row.stamp_ms, &kingdee.zone)),
            _ => row.cells.get(at).to_owned(),
        };
        let found = if field.type_name == "entry" {
            let of_line = |line: Map<String, Value>| {
                let mut shown = Map::from_iter([("Id".to_owned(), line_id(&line))]);
                for column in columns(field) {
                    let fragment = line.get(&column.key).map_or_else(|| NULL.to_owned(), Value::to_string);
                    shown.insert(property(&column.key), one(&column.kind, &fragment, column.to.as_deref()));
                }
                Value::Object(shown)
            };
            Value::Array(lines(&fragment).into_iter().map(of_line).collect())
        } else {
            one(&field.type_name, &fragment, target(field))
        };
        shown.insert(property(&field.name), found);
    }
    Value::Object(shown)
}

fn referred(site: &Site, to: Option<&str>, fragment: &str) -> Value {
    let Some(target) = to.and_then(|form| site.table(form)) else { return Value::Null };
    let Some(row) = behind(site, target, fragment) else { return Value::Null };
    let rows = &site.tables[target];
    let number =
        form_of(rows).and_then(|form| rows.field(form.number)).map(|at| as_text(row.cells.get(at)).into_owned()).unwrap_or_default();
    let name = rows.visible_fields().find(|(_, field)| field.type_name == "names").map(|(at, _)| as_text(row.cells.get(at)).into_owned());
    serde_json::json!({ "Id": id_json(&row.id), "Number": number, "Name": super::value::names(&name.unwrap_or_default()) })
}
