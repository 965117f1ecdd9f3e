//! Objects and fields as tables of the frame, and what a field of the vendor is beyond that.

use serde_json::{Value, json};

use super::objects::{OBJECTS, Object, SYSTEM};
use crate::table::{Class, Field, Table};

/// What a name in a query or body means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Stored at this position.
    Cell(usize),
    Id,
    IsDeleted,
    CreatedDate,
    LastModifiedDate,
    SystemModstamp,
    MasterRecordId,
    /// First and last name put together. Positions of salutation (if any), first and last name.
    PersonName(Option<usize>, usize, usize),
    /// Positions of street, city, state, postal code, country.
    Address([usize; 5]),
    /// Positions of latitude and longitude.
    Location(usize, usize),
}

/// All tables, empty.
pub(super) fn tables() -> Vec<Table> {
    OBJECTS.iter().map(table).collect()
}

fn table(object: &Object) -> Table {
    let lines = SYSTEM.lines().chain(object.fields.lines());
    let mut table = Table::new(object.name, object.label, lines.filter_map(field).collect());
    table.extra = json!({ "prefix": object.prefix, "plural": object.plural, "mergeable": object.is_mergeable });
    table
}

fn field(line: &str) -> Option<Field> {
    let mut parts = line.split('|');
    let (name, label, kind, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let (type_name, size) = kind.split_once(':').unwrap_or((kind, ""));
    let mut field = Field::new(name, label, class(type_name), type_name);
    let mut numbers = size.split(',').map(|number| number.parse::<u64>().unwrap_or(0));
    let (first, second) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    let is_number = matches!(type_name, "double" | "currency" | "percent" | "int");
    let mut extra = if is_number { json!({ "precision": first, "scale": second }) } else { json!({ "length": first }) };
    // Values of flags may contain blanks, so a flag ends where the next one begins.
    let mut current: Option<&str> = None;
    for word in flags.split(' ').filter(|word| !word.is_empty()) {
        match word.split_once('=') {
            Some((flag, value)) => {
                extra[flag] = json!(value);
                current = Some(flag);
            }
            None => match (current, is_flag(word)) {
                (Some(flag), false) => {
                    let longer = format!("{} {word}", extra[flag].as_str().unwrap_or_default());
                    extra[flag] = json!(longer);
                }
                _ => {
                    extra[word] = json!(true);
                    current = None;
                }
            },
        }
    }
    for list in ["ref", "picks"] {
        if let Some(text) = extra[list].as_str() {
            extra[list] = text.split(',').map(str::to_owned).collect::<Vec<_>>().into();
        }
    }
    field.extra = extra;
    Some(field)
}

fn is_flag(word: &str) -> bool {
    ["required", "read", "create", "unique", "external", "cs", "idlookup", "name", "restricted", "free"].contains(&word)
}

fn class(type_name: &str) -> Class {
    match type_name {
        "id" => Class::Id,
        "reference" => Class::Link,
        "boolean" => Class::Flag,
        "int" | "double" | "currency" | "percent" => Class::Number,
        "date" | "datetime" | "time" => Class::Time,
        "picklist" | "multipicklist" => Class::Choice,
        "address" | "location" => Class::Other,
        _ => Class::Text,
    }
}

/// True when a field has this flag.
pub(super) fn has(field: &Field, flag: &str) -> bool {
    field.extra[flag] == true
}

/// The position of a field by its name, whatever its case.
pub(super) fn position(table: &Table, name: &str) -> Option<usize> {
    table.visible_fields().find(|(_, field)| field.name.eq_ignore_ascii_case(name)).map(|(at, _)| at)
}

/// What the field at `at` is computed from.
pub(super) fn column(table: &Table, at: usize) -> Column {
    let field = &table.fields[at];
    let part = |name: &str| table.fields.iter().position(|known| known.name == name).unwrap_or(at);
    match field.name.as_str() {
        "Id" => Column::Id,
        "IsDeleted" => Column::IsDeleted,
        "CreatedDate" => Column::CreatedDate,
        "LastModifiedDate" => Column::LastModifiedDate,
        "SystemModstamp" => Column::SystemModstamp,
        "MasterRecordId" => Column::MasterRecordId,
        "Name" if has(field, "read") && table.fields.iter().any(|known| known.name == "LastName") => {
            let salutation = table.fields.iter().position(|known| known.name == "Salutation");
            Column::PersonName(salutation, part("FirstName"), part("LastName"))
        }
        name => match field.type_name.as_str() {
            "address" => {
                let prefix = name.strip_suffix("Address").unwrap_or(name);
                Column::Address(["Street", "City", "State", "PostalCode", "Country"].map(|end| part(&format!("{prefix}{end}"))))
            }
            "location" => {
                let stem = name.strip_suffix("__c").unwrap_or(name);
                Column::Location(part(&format!("{stem}__Latitude__s")), part(&format!("{stem}__Longitude__s")))
            }
            _ => Column::Cell(at),
        },
    }
}

/// Texts of a list in a field's extras.
pub(super) fn texts<'a>(field: &'a Field, list: &str) -> Vec<&'a str> {
    field.extra[list].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_field_with_a_known_type() {
        for (object, table) in OBJECTS.iter().zip(tables()) {
            assert_eq!(table.fields.len(), SYSTEM.lines().count() + object.fields.lines().count(), "{}", object.name);
            let known = ["id", "string", "textarea", "phone", "url", "email", "picklist", "multipicklist", "reference", "boolean"];
            let more = ["int", "double", "currency", "percent", "date", "datetime", "time", "address", "location"];
            for field in &table.fields {
                assert!(known.contains(&&*field.type_name) || more.contains(&&*field.type_name), "{}: {}", field.name, field.type_name);
            }
        }
        let lead = &tables()[2];
        let status = &lead.fields[position(lead, "status").unwrap()];
        assert_eq!(status.extra["default"], "Open - Not Contacted");
        assert_eq!(texts(status, "picks").len(), 4);
    }
}
