//! Which rows a condition means, and in what order.

use std::cmp::Ordering;

use super::{Condition, Literal, Operator, Order, Path, Query};
use crate::fragment::{self, NULL};
use crate::salesforce::id;
use crate::salesforce::reply::Refused;
use crate::salesforce::resolve::{Resolved, resolve, value};
use crate::site::Site;
use crate::table::{Presence, Row, Table};

/// A condition whose names are resolved.
pub(in crate::salesforce) enum Filter {
    All,
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Not(Box<Filter>),
    Compare(Resolved, Operator, Wanted),
    /// Lower case.
    OneOf(Resolved, std::collections::HashSet<String>, bool),
    Includes(Resolved, Vec<Vec<String>>, bool),
}

/// What a field is compared with.
pub(in crate::salesforce) enum Wanted {
    Null,
    Flag(bool),
    Number(f64),
    /// Lower case unless the field minds the case.
    Text(String),
    /// A moment as text, from and to, in the form that values have.
    Span(String, String),
}

impl Filter {
    /// Resolves the names of a condition.
    pub(in crate::salesforce) fn new(site: &Site, table: usize, condition: Option<&Condition>, query: &str) -> Result<Self, Refused> {
        let Some(condition) = condition else { return Ok(Self::All) };
        let all = |parts: &[Condition]| parts.iter().map(|part| Self::new(site, table, Some(part), query)).collect::<Result<Vec<_>, _>>();
        Ok(match condition {
            Condition::And(parts) => Self::And(all(parts)?),
            Condition::Or(parts) => Self::Or(all(parts)?),
            Condition::Not(inner) => Self::Not(Box::new(Self::new(site, table, Some(inner), query)?)),
            Condition::Compare(path, operator, literal) => {
                let resolved = filterable(site, table, path, query)?;
                let wanted = wanted(&resolved, *operator, literal)?;
                Self::Compare(resolved, *operator, wanted)
            }
            Condition::In(path, list, negated) => {
                let resolved = filterable(site, table, path, query)?;
                let texts = list.iter().map(|literal| text_of(&resolved, literal)).collect();
                Self::OneOf(resolved, texts, *negated)
            }
            Condition::Includes(path, list, negated) => {
                let resolved = filterable(site, table, path, query)?;
                let sets = list.iter().map(|literal| text_of(&resolved, literal).split(';').map(str::to_owned).collect()).collect();
                Self::Includes(resolved, sets, *negated)
            }
        })
    }

    fn takes(&self, site: &Site, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::And(parts) => parts.iter().all(|part| part.takes(site, row)),
            Self::Or(parts) => parts.iter().any(|part| part.takes(site, row)),
            Self::Not(inner) => !inner.takes(site, row),
            Self::Compare(resolved, operator, wanted) => compares(resolved, &value(site, resolved, row), *operator, wanted),
            Self::OneOf(resolved, texts, negated) => {
                let found = value(site, resolved, row);
                texts.contains(&fragment::as_text(&found).to_lowercase()) != *negated
            }
            Self::Includes(resolved, sets, negated) => {
                let found = fragment::as_text(&value(site, resolved, row)).to_lowercase();
                let has = |wanted: &String| found.split(';').any(|part| part == wanted);
                sets.iter().any(|set| set.iter().all(has)) != *negated
            }
        }
    }

    /// The lowest stamp that a row can have, when the condition says so for all of them.
    fn stamp_from_ms(&self) -> Option<i64> {
        match self {
            Self::And(parts) => parts.iter().filter_map(Self::stamp_from_ms).max(),
            Self::Or(parts) => parts.iter().map(Self::stamp_from_ms).min().flatten(),
            Self::Compare(resolved, Operator::Greater | Operator::GreaterOrEqual | Operator::Equal, Wanted::Span(from, _))
                if resolved.is_stamp() =>
            {
                crate::clock::parse_iso(from)
            }
            Self::All | Self::Not(_) | Self::Compare(..) | Self::OneOf(..) | Self::Includes(..) => None,
        }
    }
}

fn filterable(site: &Site, table: usize, path: &Path, query: &str) -> Result<Resolved, Refused> {
    let resolved = resolve(site, table, path, query)?;
    let kind = resolved.type_name.as_str();
    if kind == "address" || kind == "location" || (kind == "textarea" && resolved.length > 255) {
        return Err(Refused::new("INVALID_FIELD", format!("field '{}' can not be filtered in a query call", path.join("."))));
    }
    Ok(resolved)
}

fn wanted(resolved: &Resolved, operator: Operator, literal: &Literal) -> Result<Wanted, Refused> {
    let mismatch = |found: &str| {
        Refused::new(
            "INVALID_FIELD",
            format!("value of filter criterion for field '{}' must be of type {} and {found}", resolved.name, resolved.type_name),
        )
    };
    let is_time = matches!(resolved.type_name.as_str(), "datetime" | "date");
    let is_number = matches!(resolved.type_name.as_str(), "int" | "double" | "currency" | "percent");
    Ok(match literal {
        Literal::Null => Wanted::Null,
        Literal::Moment(moment) if is_time => {
            let cut = if resolved.type_name == "date" { 10 } else { 19 };
            // Values end in `.000+0000`; their first 19 characters order as they do.
            let text = |at_ms: i64| crate::clock::iso_ms(at_ms)[..cut].to_owned();
            Wanted::Span(
                if cut == 10 { text(moment.from_ms) } else { format!("{}Z", text(moment.from_ms)) },
                if cut == 10 { text(moment.to_ms) } else { format!("{}Z", text(moment.to_ms)) },
            )
        }
        Literal::Moment(_) => return Err(mismatch("should not be a date")),
        Literal::Flag(flag) if resolved.type_name == "boolean" => Wanted::Flag(*flag),
        Literal::Number(number) if is_number => Wanted::Number(*number),
        Literal::Text(_) if is_time || is_number => return Err(mismatch("should not be enclosed in quotes")),
        Literal::Text(_) if resolved.type_name == "boolean" => return Err(mismatch("should not be enclosed in quotes")),
        Literal::Text(text) if resolved.is_id => match id::normalised(text) {
            Some(id) => Wanted::Text(if operator == Operator::Like { id.to_lowercase() } else { id }),
            None if operator == Operator::Like || text.is_empty() => Wanted::Text(text.to_lowercase()),
            None => return Err(Refused::new("INVALID_QUERY_FILTER_OPERATOR", format!("invalid ID field: {text}"))),
        },
        Literal::Text(text) if resolved.minds_case => Wanted::Text(text.clone()),
        Literal::Text(text) => Wanted::Text(text.to_lowercase()),
        Literal::Flag(_) | Literal::Number(_) => return Err(mismatch("should be enclosed in quotes")),
    })
}

fn text_of(resolved: &Resolved, literal: &Literal) -> String {
    match literal {
        Literal::Null => String::new(),
        Literal::Flag(flag) => flag.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Text(text) if resolved.is_id => id::normalised(text).unwrap_or_else(|| text.clone()).to_lowercase(),
        Literal::Text(text) => text.to_lowercase(),
        Literal::Moment(moment) => crate::clock::iso_ms(moment.from_ms),
    }
}

fn compares(resolved: &Resolved, found: &str, operator: Operator, wanted: &Wanted) -> bool {
    if let Wanted::Null = wanted {
        let is_null = found == NULL;
        return if operator == Operator::NotEqual { !is_null } else { operator == Operator::Equal && is_null };
    }
    if found == NULL {
        // Nothing is neither less nor greater nor equal, but it is different.
        return operator == Operator::NotEqual;
    }
    let order = match wanted {
        Wanted::Null => return false,
        Wanted::Flag(flag) => (found == "true").cmp(flag),
        Wanted::Number(number) => match found.parse::<f64>().ok().and_then(|value| value.partial_cmp(number)) {
            Some(order) => order,
            None => return false,
        },
        Wanted::Text(text) => {
            let value = fragment::as_text(found);
            // Ids are counted with digits, capitals and small letters, in this order, so that a greater one is a later one.
            let is_exact = resolved.minds_case || (resolved.is_id && operator != Operator::Like);
            let value = if is_exact { value.into_owned() } else { value.to_lowercase() };
            if operator == Operator::Like {
                return is_like(&value, text);
            }
            value.as_str().cmp(text)
        }
        Wanted::Span(from, to) => {
            let value = fragment::as_text(found);
            let (value, from, to) = (cut(&value), cut(from), cut(to));
            if value < from {
                Ordering::Less
            } else if value >= to {
                Ordering::Greater
            } else {
                Ordering::Equal
            }
        }
    };
    match operator {
        Operator::Equal | Operator::Like => order == Ordering::Equal,
        Operator::NotEqual => order != Ordering::Equal,
        Operator::Less => order == Ordering::Less,
        Operator::LessOrEqual => order != Ordering::Greater,
        Operator::Greater => order == Ordering::Greater,
        Operator::GreaterOrEqual => order != Ordering::Less,
    }
}

fn cut(text: &str) -> &str {
    text.get(..19).unwrap_or(text)
}

/// `%` stands for any text, `_` for one character; behind a backslash both mean themselves.
fn is_like(value: &str, pattern: &str) -> bool {
    let mut pieces: Vec<Option<char>> = Vec::new();
    let mut is_any: Vec<bool> = Vec::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        let (piece, any) = match character {
            '%' => (None, true),
            '_' => (None, false),
            '\\' => (characters.next(), false),
            other => (Some(other), false),
        };
        pieces.push(piece);
        is_any.push(any);
    }
    // The places of the pattern that the text read so far can have reached.
    let mut reached = vec![false; pieces.len() + 1];
    reached[0] = true;
    let spread = |reached: &mut Vec<bool>| {
        for at in 0..pieces.len() {
            if reached[at] && is_any[at] {
                reached[at + 1] = true;
            }
        }
    };
    spread(&mut reached);
    for character in value.chars() {
        let mut next = vec![false; pieces.len() + 1];
        for at in 0..pieces.len() {
            if reached[at] && is_any[at] {
                next[at] = true;
            } else if reached[at] && pieces[at].is_none_or(|wanted| wanted == character) {
                next[at + 1] = true;
            }
        }
        reached = next;
        spread(&mut reached);
    }
    reached[pieces.len()]
}

/// The rows that a query means, in its order, cut to its limit. `everything` shows what is in the bin.
pub(in crate::salesforce) fn sorted_rows(
    site: &Site,
    table_at: usize,
    query: &Query,
    everything: bool,
    left_out: u64,
) -> Result<Vec<u32>, Refused> {
    let filter = Filter::new(site, table_at, query.filter.as_ref(), &query.text)?;
    let order =
        query.order.iter().map(|order| Ok((resolve(site, table_at, &order.path, &query.text)?, order))).collect::<Result<Vec<_>, _>>()?;
    let table = &site.tables[table_at];
    let takes = |number: u32, row: &Row| {
        let is_there = row.presence == Presence::Live || (everything && row.presence == Presence::Deleted);
        let is_kept = left_out == 0 || u64::from(number.wrapping_mul(2_654_435_761) >> 7) % 100 >= left_out;
        is_there && is_kept && filter.takes(site, row)
    };
    let mut rows: Vec<u32> = match filter.stamp_from_ms() {
        Some(from_ms) => {
            table.stamped(from_ms, i64::MAX).filter(|number| table.row(*number).is_some_and(|row| takes(*number, row))).collect()
        }
        None => table.all().filter(|(number, row)| takes(*number, row)).map(|(number, _)| number).collect(),
    };
    sort(site, table, &mut rows, &order, filter.stamp_from_ms().is_some());
    let skipped = query.offset.min(rows.len());
    rows.drain(..skipped);
    rows.truncate(query.limit.unwrap_or(usize::MAX));
    Ok(rows)
}

fn sort(site: &Site, table: &Table, rows: &mut Vec<u32>, order: &[(Resolved, &Order)], is_by_stamp: bool) {
    let stamp = |number: &u32| table.row(*number).map_or(0, |row| row.stamp_ms);
    match order {
        // Without an order, the order of creation.
        [] => rows.sort_unstable(),
        [(first, ascending)] if first.is_stamp() && !ascending.descending => rows.sort_by_key(|number| (stamp(number), *number)),
        // Later records have greater ids, so the number of a row orders as its id does.
        [(first, ascending), (second, then)] if first.is_stamp() && second.is_own_id() && !ascending.descending && !then.descending => {
            if !is_by_stamp {
                rows.sort_by_key(|number| (stamp(number), *number));
            }
        }
        _ => {
            let mut keyed: Vec<(Vec<Key>, u32)> = rows
                .iter()
                .filter_map(|number| table.row(*number).map(|row| (row, *number)))
                .map(|(row, number)| (order.iter().map(|(resolved, _)| Key::new(resolved, &value(site, resolved, row))).collect(), number))
                .collect();
            keyed.sort_by(|(one, one_number), (other, other_number)| {
                let parts = one.iter().zip(other).zip(order).map(|((one, other), (_, order))| one.compare(other, order));
                parts.fold(Ordering::Equal, Ordering::then).then(one_number.cmp(other_number))
            });
            *rows = keyed.into_iter().map(|(_, number)| number).collect();
        }
    }
}

/// A value as it is sorted.
enum Key {
    Null,
    Number(f64),
    Text(String),
}

impl Key {
    fn new(resolved: &Resolved, found: &str) -> Self {
        if found == NULL {
            return Self::Null;
        }
        match resolved.type_name.as_str() {
            "int" | "double" | "currency" | "percent" => found.parse().map_or(Self::Null, Self::Number),
            _ if resolved.is_id => Self::Text(fragment::as_text(found).into_owned()),
            _ => Self::Text(fragment::as_text(found).to_lowercase()),
        }
    }

    fn compare(&self, other: &Self, order: &Order) -> Ordering {
        let nulls_first = if order.nulls_last { Ordering::Greater } else { Ordering::Less };
        let compared = match (self, other) {
            (Self::Null, Self::Null) => return Ordering::Equal,
            (Self::Null, _) => return nulls_first,
            (_, Self::Null) => return nulls_first.reverse(),
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        };
        if order.descending { compared.reverse() } else { compared }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_documented() {
        for (value, pattern, expected) in [
            ("acme", "acme", true),
            ("acme", "a%", true),
            ("acme", "%me", true),
            ("acme", "%c%", true),
            ("acme", "a__e", true),
            ("acme", "a_e", false),
            ("acme", "", false),
            ("", "%", true),
            ("50%", "50\\%", true),
            ("50x", "50\\%", false),
            ("张伟", "张_", true),
            ("aab", "%ab", true),
            ("aba", "a%b", false),
        ] {
            assert_eq!(is_like(value, pattern), expected, "{value} like {pattern}");
        }
    }
}
