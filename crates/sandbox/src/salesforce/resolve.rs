//! From the names of a query to fields, over parents.

use std::borrow::Cow;

use super::reply::Refused;
use super::schema::{Column, column, has, position, texts};
use crate::fragment::{self, NULL, push_quoted, quoted};
use crate::site::Site;
use crate::table::{Presence, Row, Table};

/// Parents of parents, at most.
const STEPS_MAX: usize = 5;

/// A field of a record, or of one of its parents.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    /// Each step follows the reference at a position to a table.
    pub(super) steps: Vec<(usize, usize)>,
    pub(super) column: Column,
    /// In the vendor's case.
    pub(super) name: String,
    pub(super) type_name: String,
    pub(super) length: u64,
    pub(super) is_id: bool,
    pub(super) minds_case: bool,
}

impl Resolved {
    /// True for the record's own last-changed time.
    pub(super) fn is_stamp(&self) -> bool {
        self.steps.is_empty() && matches!(self.column, Column::SystemModstamp | Column::LastModifiedDate)
    }

    pub(super) fn is_own_id(&self) -> bool {
        self.steps.is_empty() && self.column == Column::Id
    }
}

/// The table of an object, by its name in any case.
pub(super) fn object(site: &Site, name: &str, query: &str) -> Result<usize, Refused> {
    site.table(name).ok_or_else(|| {
        let message = format!(
            "\n{query}\n{}^\nERROR at Row:1:Column:{}\nsObject type '{name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
            " ".repeat(query.find(name).unwrap_or(0)),
            query.find(name).unwrap_or(0) + 1
        );
        Refused::new("INVALID_TYPE", message)
    })
}

/// Finds a field by its path from `table`.
pub(super) fn resolve(site: &Site, table: usize, path: &[String], query: &str) -> Result<Resolved, Refused> {
    let Some((last, parents)) = path.split_last() else { return Err(no_column("", &site.tables[table], query)) };
    // The object's own name may stand before its fields.
    let parents = match parents.split_first() {
        Some((first, rest))
            if rest.is_empty()
                && first.eq_ignore_ascii_case(&site.tables[table].name)
                && reference(&site.tables[table], first).is_none() =>
        {
            rest
        }
        _ => parents,
    };
    if parents.len() > STEPS_MAX {
        return Err(Refused::new("INVALID_FIELD", "too many levels of parent relationships"));
    }
    let mut at = table;
    let mut steps = Vec::new();
    for parent in parents {
        let Some((field, target)) = reference(&site.tables[at], parent) else {
            let message = format!(
                "Didn't understand relationship '{parent}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
            );
            return Err(Refused::new("INVALID_FIELD", format!("\n{query}\n^\nERROR at Row:1:Column:1\n{message}")));
        };
        let target = site.table(target).ok_or_else(|| no_column(parent, &site.tables[at], query))?;
        steps.push((field, target));
        at = target;
    }
    let target = &site.tables[at];
    let field = position(target, last).ok_or_else(|| no_column(last, target, query))?;
    let known = &target.fields[field];
    Ok(Resolved {
        steps,
        column: column(target, field),
        name: known.name.clone(),
        type_name: known.type_name.clone(),
        length: known.extra["length"].as_u64().unwrap_or(0),
        is_id: matches!(known.type_name.as_str(), "id" | "reference"),
        minds_case: has(known, "cs"),
    })
}

/// The reference that a relationship goes over, and the object it leads to.
pub(super) fn reference<'a>(table: &'a Table, relationship: &str) -> Option<(usize, &'a str)> {
    let is_it = |name: &str| name.eq_ignore_ascii_case(relationship);
    let (at, field) = table.visible_fields().find(|(_, field)| field.extra["rel"].as_str().is_some_and(is_it))?;
    Some((at, texts(field, "ref").first().copied()?))
}

fn no_column(name: &str, table: &Table, query: &str) -> Refused {
    let at = query.find(name).unwrap_or(0);
    let message = format!(
        "\n{query}\n{}^\nERROR at Row:1:Column:{}\nNo such column '{name}' on entity '{}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
        " ".repeat(at),
        at + 1,
        table.name
    );
    Refused::new("INVALID_FIELD", message)
}

/// The value of a field as a fragment; null when a parent on the way is missing.
pub(super) fn value<'a>(site: &'a Site, resolved: &Resolved, row: &'a Row) -> Cow<'a, str> {
    let mut row = row;
    for (field, target) in &resolved.steps {
        let id = fragment::as_text(row.cells.get(*field));
        let Some(parent) = site.tables[*target].by_id(&id).and_then(|number| site.tables[*target].row(number)) else {
            return Cow::Borrowed(NULL);
        };
        row = parent;
    }
    let table = resolved.steps.last().map(|(_, target)| *target);
    own_value(site, table, resolved.column, row)
}

/// The value of a column of this very row. `table` is only needed to follow merges; `None` for the query's own.
pub(super) fn own_value<'a>(site: &'a Site, table: Option<usize>, column: Column, row: &'a Row) -> Cow<'a, str> {
    match column {
        Column::Cell(at) => Cow::Borrowed(row.cells.get(at)),
        Column::Id => Cow::Owned(format!("\"{}\"", id_of(site, row))),
        Column::IsDeleted => Cow::Borrowed(if row.presence == Presence::Live { "false" } else { "true" }),
        Column::CreatedDate => Cow::Owned(time(row.created_ms)),
        Column::LastModifiedDate | Column::SystemModstamp => Cow::Owned(time(row.stamp_ms)),
        Column::MasterRecordId => master(site, table, row),
        Column::PersonName(salutation, first, last) => {
            let parts = [salutation.map_or(NULL, |at| row.cells.get(at)), row.cells.get(first), row.cells.get(last)];
            let texts: Vec<Cow<'_, str>> = parts.iter().map(|part| fragment::as_text(part)).filter(|text| !text.is_empty()).collect();
            Cow::Owned(quoted(&texts.join(" ")))
        }
        Column::Address(parts) => address(row, parts),
        Column::Location(latitude, longitude) => {
            let (latitude, longitude) = (row.cells.get(latitude), row.cells.get(longitude));
            match latitude == NULL && longitude == NULL {
                true => Cow::Borrowed(NULL),
                false => Cow::Owned(format!("{{\"latitude\":{latitude},\"longitude\":{longitude}}}")),
            }
        }
    }
}

/// The id of a record; the organisation's own record carries the id that the org has now.
pub(super) fn id_of<'a>(site: &'a Site, row: &'a Row) -> &'a str {
    if row.id.starts_with("00D") { &site.organisation } else { &row.id }
}

fn master<'a>(site: &'a Site, table: Option<usize>, row: &Row) -> Cow<'a, str> {
    let Some(winner) = row.merged_into else { return Cow::Borrowed(NULL) };
    // A row knows its prefix, and the prefix its table.
    let found = site.tables.iter().enumerate().find(|(at, known)| table.map_or(known.by_id(&row.id).is_some(), |table| table == *at));
    let id = found.and_then(|(_, table)| table.row(winner)).map(|row| &*row.id);
    id.map_or(Cow::Borrowed(NULL), |id| Cow::Owned(format!("\"{id}\"")))
}

fn address<'a>(row: &Row, parts: [usize; 5]) -> Cow<'a, str> {
    let [street, city, state, postal_code, country] = parts.map(|at| row.cells.get(at));
    if [street, city, state, postal_code, country].iter().all(|part| *part == NULL) {
        return Cow::Borrowed(NULL);
    }
    Cow::Owned(format!(
        "{{\"city\":{city},\"country\":{country},\"geocodeAccuracy\":null,\"latitude\":null,\"longitude\":null,\"postalCode\":{postal_code},\"state\":{state},\"street\":{street}}}"
    ))
}

/// `"2013-05-07T22:07:19.000+0000"`, with quotes.
pub(super) fn time(at_ms: i64) -> String {
    let mut out = String::with_capacity(30);
    let iso = crate::clock::iso_ms(at_ms);
    push_quoted(&mut out, &format!("{}+0000", iso.trim_end_matches('Z')));
    out
}
