//! Changes of data and schema that a fault orders before a call, or a person orders through the control interface.

use crate::fault::{Drift, Kind, Plan};
use crate::fragment;
use crate::log::Actor;
use crate::site::{How, Site, Stamp};
use crate::table::{Cells, Class, Field};
use crate::vendor::Vendor;

/// Why a deed could not be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DeedError {
    #[error("there is no table `{0}`")]
    NoTable(String),
    #[error("the table has no field `{0}`")]
    NoField(String),
    #[error("the table has a field `{0}` already")]
    FieldExists(String),
    #[error("the table has no record `{0}`")]
    NoRecord(String),
}

/// Does what the faults of a call order for the time before it. What cannot be done (no such field any more) is left out: the
/// order was carried out before.
pub(crate) fn before_call(site: &mut Site, vendor: &mut dyn Vendor, table: Option<usize>, plan: &Plan) {
    for kind in plan.kinds() {
        match kind {
            Kind::AddField(table, field, type_name) => {
                let _ = add_field(site, table, field, type_name);
            }
            Kind::RemoveField(table, field) => {
                let _ = remove_field(site, table, field);
            }
            Kind::RenameField(table, field, new) => {
                let _ = rename_field(site, table, field, new);
            }
            Kind::RetypeField(table, field, type_name) => {
                let _ = retype_field(site, table, field, type_name);
            }
            Kind::Drift(..) | Kind::Ties(_) | Kind::LateCommit(_) | Kind::SilentChange(_) | Kind::HugeRecord(_) | Kind::BigNumbers => {
                if let Some(table) = table {
                    change_records(site, vendor, table, kind);
                }
            }
            _ => {}
        }
    }
}

fn change_records(site: &mut Site, vendor: &mut dyn Vendor, table: usize, kind: &Kind) {
    match kind {
        Kind::Drift(drift, count) => {
            for _ in 0..*count {
                if *drift != Drift::Delete {
                    insert_copy(site, vendor, table, How::by(Actor::Fault));
                }
                if *drift != Drift::Insert {
                    delete_first(site, vendor, table);
                }
            }
        }
        Kind::Ties(count) => tie(site, table, usize::try_from(*count).unwrap_or(usize::MAX), None),
        Kind::LateCommit(seconds) => {
            let visible_after_ms = i64::try_from(*seconds).unwrap_or(i64::MAX / 1_000).saturating_mul(1_000);
            insert_copy(site, vendor, table, How { by: Actor::Fault, stamp: Stamp::Now, visible_after_ms });
        }
        Kind::SilentChange(count) => silent_changes(site, table, usize::try_from(*count).unwrap_or(usize::MAX)),
        Kind::HugeRecord(megabytes) => {
            let size = usize::try_from(*megabytes).unwrap_or(usize::MAX).saturating_mul(1_000_000);
            set_first(site, table, Class::Text, fragment::quoted(&"大record ".repeat(size / 10)));
        }
        Kind::BigNumbers => set_first(site, table, Class::Number, "9007199254740993".to_owned()),
        _ => {}
    }
}

/// Gives the first `count` live records of a table one stamp: `at_ms`, or that of now.
pub(crate) fn tie(site: &mut Site, table: usize, count: usize, at_ms: Option<i64>) {
    let stamp_ms = at_ms.unwrap_or_else(|| site.now_ms() / 1_000 * 1_000);
    let rows: Vec<u32> = site.tables[table].live().map(|(number, _)| number).take(count).collect();
    for row in rows {
        site.restamp(table, row, stamp_ms, Actor::Fault);
    }
}

/// A copy of a random record under a new id, as somebody would type it in.
fn insert_copy(site: &mut Site, vendor: &mut dyn Vendor, table: usize, how: How) {
    let live: Vec<u32> = site.tables[table].live().map(|(number, _)| number).collect();
    if live.is_empty() {
        return;
    }
    let model = live[site.rng.below(live.len())];
    let id = vendor.new_id(site, table);
    let marker = fragment::quoted(&format!("Drift {id}"));
    let id_at = site.tables[table].visible_fields().find(|(_, field)| field.class == Class::Id).map(|(at, _)| at);
    let name_at = first_of(site, table, Class::Text);
    let cells = site.tables[table].row(model).map(|row| row.cells.clone()).unwrap_or_default();
    let mut changes: Vec<(usize, String)> = name_at.map(|at| (at, marker)).into_iter().collect();
    changes.extend(id_at.map(|at| (at, fragment::quoted(&id))));
    let own = site.tables[table].visible_fields().filter(|(_, field)| field.extra["own"] == true);
    changes.extend(own.map(|(at, _)| (at, fragment::quoted(&id))));
    // Nobody may type in a second time what is there once alone.
    let unique = site.tables[table].visible_fields().filter(|(_, field)| field.extra["unique"] == true);
    changes.extend(unique.map(|(at, _)| (at, fragment::NULL.to_owned())));
    site.insert(table, &id, cells.with(&changes), None, how);
}

/// Deletes the oldest live record that a person may delete: it stood on the first page, so everything behind it moves up.
fn delete_first(site: &mut Site, vendor: &dyn Vendor, table: usize) {
    let first = site.tables[table].live().map(|(number, _)| number).find(|row| vendor.may_vanish(site, table, *row));
    if let Some(row) = first {
        site.delete(table, row, Actor::Fault);
    }
}

fn silent_changes(site: &mut Site, table: usize, count: usize) {
    let Some(field) = first_of(site, table, Class::Text) else { return };
    let rows: Vec<(u32, String)> = site.tables[table]
        .live()
        .take(count)
        .map(|(number, row)| (number, fragment::quoted(&format!("{} (silent)", fragment::as_text(row.cells.get(field))))))
        .collect();
    for (row, text) in rows {
        site.update(table, row, vec![(field, text)], How { by: Actor::Fault, stamp: Stamp::Kept, visible_after_ms: 0 });
    }
}

fn set_first(site: &mut Site, table: usize, class: Class, fragment: String) {
    let first = site.tables[table].live().map(|(number, _)| number).next();
    if let (Some(row), Some(field)) = (first, first_of(site, table, class)) {
        site.update(table, row, vec![(field, fragment)], How::by(Actor::Fault));
    }
}

/// The first field of a class whose values may be played with; a field says so with `"free": true`, else any will do.
fn first_of(site: &Site, table: usize, class: Class) -> Option<usize> {
    let candidates = || site.tables[table].visible_fields().filter(|(_, field)| field.class == class);
    let free = candidates().find(|(_, field)| field.extra["free"] == true);
    free.or_else(|| candidates().next()).map(|(at, _)| at)
}

pub(crate) fn table_named(site: &Site, name: &str) -> Result<usize, DeedError> {
    site.table(name).ok_or_else(|| DeedError::NoTable(name.to_owned()))
}

fn field_named(site: &Site, table: usize, name: &str) -> Result<usize, DeedError> {
    site.tables[table].field(name).ok_or_else(|| DeedError::NoField(name.to_owned()))
}

/// Adds a field that all records lack. `type_name` is the vendor's name of a type.
pub(crate) fn add_field(site: &mut Site, table: &str, name: &str, type_name: &str) -> Result<(), DeedError> {
    let table = table_named(site, table)?;
    if site.tables[table].field(name).is_some() {
        return Err(DeedError::FieldExists(name.to_owned()));
    }
    let like = site.tables[table].fields.iter().find(|field| field.type_name == type_name);
    let class = like.map_or(class_of(type_name), |field| field.class);
    site.tables[table].fields.push(Field::new(name, name, class, type_name));
    site.revision += 1;
    site.schema_ms = site.now_ms();
    Ok(())
}

/// Takes a field away; the values stay behind, unseen.
pub(crate) fn remove_field(site: &mut Site, table: &str, name: &str) -> Result<(), DeedError> {
    let table = table_named(site, table)?;
    let field = field_named(site, table, name)?;
    site.tables[table].fields[field].removed = true;
    site.revision += 1;
    site.schema_ms = site.now_ms();
    Ok(())
}

pub(crate) fn rename_field(site: &mut Site, table: &str, name: &str, new: &str) -> Result<(), DeedError> {
    let table = table_named(site, table)?;
    let field = field_named(site, table, name)?;
    if site.tables[table].field(new).is_some() {
        return Err(DeedError::FieldExists(new.to_owned()));
    }
    new.clone_into(&mut site.tables[table].fields[field].name);
    site.revision += 1;
    site.schema_ms = site.now_ms();
    Ok(())
}

/// Gives a field another type and converts the values: to `text`, `number` (or null), or an object `{"value": …}`; stamps stay.
pub(crate) fn retype_field(site: &mut Site, table: &str, name: &str, type_name: &str) -> Result<(), DeedError> {
    let table = table_named(site, table)?;
    let field = field_named(site, table, name)?;
    let class = class_of(type_name);
    let rows: Vec<(u32, String)> = site.tables[table].all().map(|(number, row)| (number, converted(row.cells.get(field), class))).collect();
    for (row, fragment) in rows {
        site.update(table, row, vec![(field, fragment)], How { by: Actor::Fault, stamp: Stamp::Kept, visible_after_ms: 0 });
    }
    let changed = &mut site.tables[table].fields[field];
    changed.class = class;
    type_name.clone_into(&mut changed.type_name);
    site.revision += 1;
    site.schema_ms = site.now_ms();
    Ok(())
}

fn converted(fragment: &str, class: Class) -> String {
    if fragment == fragment::NULL {
        return fragment.to_owned();
    }
    let text = fragment::as_text(fragment);
    match class {
        Class::Number => text.parse::<f64>().map_or_else(|_| fragment::NULL.to_owned(), |_| text.into_owned()),
        Class::Other => format!("{{\"value\":{fragment}}}"),
        Class::Flag => (!text.is_empty() && text != "false" && text != "0").to_string(),
        Class::Id | Class::Text | Class::Time | Class::Choice | Class::Link => fragment::quoted(&text),
    }
}

fn class_of(type_name: &str) -> Class {
    match type_name {
        "number" | "int" | "double" | "currency" | "percent" => Class::Number,
        "object" | "json" => Class::Other,
        "boolean" | "checkbox" => Class::Flag,
        "date" | "datetime" => Class::Time,
        _ => Class::Text,
    }
}

/// Cells of a new record from named values; unknown names are an error, missing ones null.
pub(crate) fn cells_from(site: &Site, table: usize, values: &[(String, String)]) -> Result<Cells, DeedError> {
    Ok(Cells::default().with(&positions(site, table, values)?))
}

/// Named values by position.
pub(crate) fn positions(site: &Site, table: usize, values: &[(String, String)]) -> Result<Vec<(usize, String)>, DeedError> {
    values.iter().map(|(name, fragment)| Ok((field_named(site, table, name)?, fragment.clone()))).collect()
}
