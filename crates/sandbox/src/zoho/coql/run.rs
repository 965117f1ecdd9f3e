//! Answering a query.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::super::Zoho;
use super::super::list::is_left_out;
use super::super::reply::Refused;
use super::super::schema::is_virtual;
use super::super::value::{Links, full_name, push_shown, read_moment};
use super::{Condition, Expression, Operator, Query};
use crate::fault::Kind;
use crate::fragment::{NULL, as_text, push_quoted, value};
use crate::http::Reply;
use crate::site::Site;
use crate::table::{Presence, Row, Table};
use crate::vendor::Call;

/// A column: a field of the module, or of the record that a lookup leads to.
#[derive(Clone, Debug)]
struct Column {
    name: String,
    at: usize,
    /// The table behind a lookup, and the field there.
    parent: Option<(usize, usize)>,
}

/// What a value is compared as.
#[derive(Clone, Debug, PartialEq)]
enum Comparable {
    Nothing,
    Number(f64),
    Moment(i64),
    Text(String),
}

fn column(site: &Site, table: usize, name: &str) -> Result<Column, Refused> {
    let unknown = || {
        Refused::new("INVALID_QUERY", "invalid query formed")
            .with(json!({ "column_name": name, "reason": "column given seems to be invalid" }))
    };
    let (first, second) = name.split_once('.').map_or((name, None), |(first, second)| (first, Some(second)));
    let at = site.tables[table].field(first).ok_or_else(unknown)?;
    let field = &site.tables[table].fields[at];
    if field.type_name == "subform" {
        return Err(unknown());
    }
    let parent = match second {
        None => None,
        Some("id") => None,
        Some(second) => {
            let target = field.extra["ref"].as_str().and_then(|module| site.table(module)).ok_or_else(unknown)?;
            Some((target, site.tables[target].field(second).ok_or_else(unknown)?))
        }
    };
    Ok(Column { name: name.to_owned(), at, parent })
}

fn comparable(table: &Table, at: usize, row: &Row) -> Comparable {
    let field = &table.fields[at];
    if is_virtual(field) {
        return match field.name.as_str() {
            "id" => Comparable::Text(row.id.to_string()),
            "Created_Time" => Comparable::Moment(row.created_ms),
            "Modified_Time" => Comparable::Moment(row.stamp_ms),
            "Full_Name" => Comparable::Text(full_name(table, row).to_lowercase()),
            _ => Comparable::Nothing,
        };
    }
    let fragment = row.cells.get(at);
    let text = as_text(fragment);
    match field.type_name.as_str() {
        "boolean" => Comparable::Text(if fragment == "true" { "true" } else { "false" }.to_owned()),
        _ if fragment == NULL => Comparable::Nothing,
        "integer" | "double" | "currency" | "percent" | "formula" => text.parse().map_or(Comparable::Nothing, Comparable::Number),
        "datetime" => read_moment(&text).map_or(Comparable::Nothing, Comparable::Moment),
        "multiselectpicklist" => {
            let chosen: Vec<String> =
                value(fragment).as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_lowercase).collect();
            Comparable::Text(chosen.join(";"))
        }
        _ => Comparable::Text(text.to_lowercase()),
    }
}

/// A value of the query in the same kind as what it is compared with.
fn wanted(known: &Comparable, text: &str) -> Comparable {
    match known {
        Comparable::Number(_) => text.parse().map_or(Comparable::Nothing, Comparable::Number),
        Comparable::Moment(_) => read_moment(text).map_or(Comparable::Nothing, Comparable::Moment),
        Comparable::Text(_) | Comparable::Nothing => Comparable::Text(text.to_lowercase()),
    }
}

fn compared(known: &Comparable, other: &Comparable) -> Option<Ordering> {
    match (known, other) {
        (Comparable::Number(known), Comparable::Number(other)) => known.partial_cmp(other),
        (Comparable::Moment(known), Comparable::Moment(other)) => Some(known.cmp(other)),
        (Comparable::Text(known), Comparable::Text(other)) if is_id(known) && is_id(other) => {
            Some(known.len().cmp(&other.len()).then_with(|| known.cmp(other)))
        }
        (Comparable::Text(known), Comparable::Text(other)) => Some(known.cmp(other)),
        _ => None,
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `%` stands for any text.
fn is_like(text: &str, pattern: &str) -> bool {
    let parts: Vec<&str> = pattern.split('%').collect();
    let [first, middle @ .., last] = parts.as_slice() else { return text == pattern };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// A condition with its column found.
enum Checked {
    One(Column, Operator, Vec<String>),
    Both(Box<Checked>, Box<Checked>),
    Either(Box<Checked>, Box<Checked>),
}

fn checked(site: &Site, table: usize, expression: &Expression) -> Result<Checked, Refused> {
    let both = |left: &Expression, right: &Expression| Ok((Box::new(checked(site, table, left)?), Box::new(checked(site, table, right)?)));
    Ok(match expression {
        Expression::Both(left, right) => both(left, right).map(|(left, right)| Checked::Both(left, right))?,
        Expression::Either(left, right) => both(left, right).map(|(left, right)| Checked::Either(left, right))?,
        Expression::One(Condition { column: name, operator, values }) => {
            let column = column(site, table, name)?;
            let field = &site.tables[table].fields[column.at];
            let refused = |reason: &str| {
                let details = json!({ "column_name": name, "data_type": field.type_name, "reason": reason });
                Err(Refused::new("INVALID_QUERY", "invalid query formed").with(details))
            };
            let is_text = matches!(field.type_name.as_str(), "text" | "email" | "phone" | "website" | "picklist" | "autonumber");
            let is_ordered = matches!(
                operator,
                Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual | Operator::Between
            );
            if field.type_name == "textarea" {
                return refused("columns of several lines cannot be compared");
            }
            if is_ordered && is_text && column.parent.is_none() {
                return refused("the operator is not for this type");
            }
            if field.type_name == "datetime" && values.iter().any(|text| read_moment(text).is_none()) {
                return refused("the value is no datetime");
            }
            Checked::One(column, *operator, values.clone())
        }
    })
}

impl Checked {
    fn takes(&self, site: &Site, table: usize, row: &Row) -> bool {
        match self {
            Self::Both(left, right) => left.takes(site, table, row) && right.takes(site, table, row),
            Self::Either(left, right) => left.takes(site, table, row) || right.takes(site, table, row),
            Self::One(column, operator, values) => holds(&resolved(site, table, column, row), *operator, values),
        }
    }

    /// Stamps below this one cannot fit.
    fn stamp_from(&self, table: &Table) -> Option<i64> {
        match self {
            Self::Both(left, right) => left.stamp_from(table).max(right.stamp_from(table)),
            Self::Either(left, right) => Some(left.stamp_from(table)?.min(right.stamp_from(table)?)),
            Self::One(column, Operator::Equal | Operator::Greater | Operator::GreaterOrEqual | Operator::Between, values)
                if table.fields[column.at].name == "Modified_Time" =>
            {
                values.first().and_then(|text| read_moment(text))
            }
            Self::One(..) => None,
        }
    }

    /// The rows that can fit at all, where an index tells.
    fn candidates(&self, site: &mut Site, table: usize) -> Option<Vec<u32>> {
        match self {
            Self::Both(left, right) => left.candidates(site, table).or_else(|| right.candidates(site, table)),
            Self::Either(..) => None,
            Self::One(Column { at, parent: None, .. }, Operator::Equal | Operator::In, values) => {
                let field = &site.tables[table].fields[*at];
                if field.name == "id" {
                    return Some(values.iter().filter_map(|id| site.tables[table].by_id(id)).collect());
                }
                let is_plain = !is_virtual(field) && matches!(field.type_name.as_str(), "text" | "email" | "phone" | "bigint" | "lookup");
                is_plain.then(|| values.iter().flat_map(|text| site.tables[table].having(*at, text)).collect())
            }
            Self::One(..) => None,
        }
    }
}

fn resolved(site: &Site, table: usize, column: &Column, row: &Row) -> Comparable {
    let Some((target, field)) = column.parent else { return comparable(&site.tables[table], column.at, row) };
    let id = as_text(row.cells.get(column.at)).into_owned();
    let parent = site.tables[target].by_id(&id).and_then(|number| site.tables[target].row(number));
    parent.map_or(Comparable::Nothing, |parent| comparable(&site.tables[target], field, parent))
}

fn holds(known: &Comparable, operator: Operator, values: &[String]) -> bool {
    let is_null = *known == Comparable::Nothing;
    let order = |at: usize| values.get(at).and_then(|text| compared(known, &wanted(known, text)));
    let text = if let Comparable::Text(text) = known { text.as_str() } else { "" };
    match operator {
        Operator::IsNull => is_null,
        Operator::IsNotNull => !is_null,
        Operator::NotEqual => order(0) != Some(Ordering::Equal),
        Operator::NotIn => (0..values.len()).all(|at| order(at) != Some(Ordering::Equal)),
        Operator::NotLike => !is_like(text, &values[0].to_lowercase()),
        _ if is_null => false,
        Operator::Equal => order(0) == Some(Ordering::Equal),
        Operator::In => (0..values.len()).any(|at| order(at) == Some(Ordering::Equal)),
        Operator::Like => is_like(text, &values[0].to_lowercase()),
        Operator::Less => order(0) == Some(Ordering::Less),
        Operator::LessOrEqual => matches!(order(0), Some(Ordering::Less | Ordering::Equal)),
        Operator::Greater => order(0) == Some(Ordering::Greater),
        Operator::GreaterOrEqual => matches!(order(0), Some(Ordering::Greater | Ordering::Equal)),
        Operator::Between => {
            matches!(order(0), Some(Ordering::Greater | Ordering::Equal)) && matches!(order(1), Some(Ordering::Less | Ordering::Equal))
        }
    }
}

pub(super) fn run(zoho: &Zoho, site: &mut Site, call: &Call<'_>, table: usize, query: &Query) -> Result<Reply, Refused> {
    let columns = query.columns.iter().map(|name| column(site, table, name)).collect::<Result<Vec<_>, _>>()?;
    let order = query.order.iter().map(|(name, rises)| Ok((column(site, table, name)?, *rises))).collect::<Result<Vec<_>, Refused>>()?;
    let condition = checked(site, table, &query.condition)?;
    let left_out = call.plan.left_out_percent();
    let starts_again = call.plan.has(&Kind::SamePageToken);
    let candidates = condition.candidates(site, table);
    let rows = &site.tables[table];
    let fits = |number: &u32| {
        !is_left_out(*number, left_out)
            && rows.row(*number).is_some_and(|row| row.presence == Presence::Live && (starts_again || condition.takes(site, table, row)))
    };
    let wanted = query.limit + 1;
    let name_of = |at: usize| order.get(at).map(|(column, rises)| (column.name.as_str(), *rises));
    // Rows with one stamp follow one another in the order of their ids.
    let is_usual = name_of(0) == Some(("Modified_Time", true)) && matches!(name_of(1), None | Some(("id", true))) && order.len() < 3;
    let mut found: Vec<u32> = match candidates {
        None if is_usual => {
            let from_ms = if starts_again { i64::MIN } else { condition.stamp_from(rows).unwrap_or(i64::MIN) };
            rows.stamped(from_ms, i64::MAX).filter(fits).skip(query.offset).take(wanted).collect()
        }
        None if order.is_empty() || (name_of(0) == Some(("id", true)) && order.len() == 1) => {
            rows.all().map(|(number, _)| number).filter(fits).skip(query.offset).take(wanted).collect()
        }
        some => {
            let mut all: Vec<u32> = some.unwrap_or_else(|| rows.all().map(|(number, _)| number).collect());
            all.sort_unstable();
            all.dedup();
            all.retain(fits);
            let key = |number: u32, column: &Column| rows.row(number).map_or(Comparable::Nothing, |row| resolved(site, table, column, row));
            all.sort_by(|left, right| {
                let mut steps = order.iter().map(|(column, rises)| {
                    let step = compared(&key(*left, column), &key(*right, column)).unwrap_or(Ordering::Equal);
                    if *rises { step } else { step.reverse() }
                });
                steps.find(|step| *step != Ordering::Equal).unwrap_or(Ordering::Equal)
            });
            all.into_iter().skip(query.offset).take(wanted).collect()
        }
    };
    let mut has_more = found.len() > query.limit;
    found.truncate(query.limit);
    if call.plan.has(&Kind::EmptyPage) {
        (found, has_more) = (Vec::new(), true);
    } else if found.is_empty() {
        return Ok(Reply::empty(204));
    }
    Ok(shown(zoho, site, table, &columns, &found, has_more))
}

fn shown(zoho: &Zoho, site: &mut Site, table: usize, columns: &[Column], found: &[u32], has_more: bool) -> Reply {
    let mut out = String::with_capacity(found.len() * 700 + 100);
    out.push_str("{\"data\":[");
    for (position, number) in found.iter().enumerate() {
        let Some(row) = site.tables[table].row(*number) else { continue };
        if position > 0 {
            out.push(',');
        }
        out.push('{');
        for column in columns.iter().filter(|column| column.name != "id") {
            push_quoted(&mut out, &column.name);
            out.push(':');
            match column.parent {
                None => push_shown(&mut out, site, &site.tables[table], column.at, row, &zoho.zone, Links::Bare),
                Some((target, field)) => {
                    let id = as_text(row.cells.get(column.at)).into_owned();
                    match site.tables[target].by_id(&id).and_then(|number| site.tables[target].row(number)) {
                        Some(parent) => push_shown(&mut out, site, &site.tables[target], field, parent, &zoho.zone, Links::Bare),
                        None => out.push_str(NULL),
                    }
                }
            }
            out.push(',');
        }
        out.push_str("\"id\":");
        push_quoted(&mut out, &row.id);
        out.push('}');
    }
    out.push_str(&format!("],\"info\":{{\"count\":{},\"more_records\":{has_more}}}}}", found.len()));
    for number in found {
        site.tables[table].show(*number);
    }
    Reply::json_text(200, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_what_they_stand_for() {
        for (text, pattern, expected) in [
            ("zhang wei", "%wei%", true),
            ("zhang wei", "zhang%", true),
            ("zhang wei", "wei%", false),
            ("a", "a", true),
            ("ab", "a", false),
        ] {
            assert_eq!(is_like(text, pattern), expected, "{text} {pattern}");
        }
    }
}
