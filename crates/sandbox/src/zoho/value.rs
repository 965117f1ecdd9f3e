//! Values: how they are shown, and what is taken in their place.
//!
//! Cells hold fragments: lookups and owners their id, moments UTC with milliseconds, everything else as it is shown.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::reply::Refused;
use super::schema::{USERS, is_virtual, module_of};
use crate::clock::{iso_ms, parse_iso};
use crate::fragment::{NULL, as_text, push_quoted, quoted, value};
use crate::site::Site;
use crate::table::{Field, Presence, Row, Table};

/// Rich and long texts in lists are cut after so many characters where the field is rich text; plain ones are not.
const PHONE_MAX: usize = 30;

/// `2026-01-05T16:00:00+08:00`, as the token's user has it.
pub(super) fn moment(at_ms: i64, zone: &TimeZone) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let offset = i64::from(zone.to_offset(at).seconds());
    let local = iso_ms(at_ms.saturating_add(offset * 1_000));
    let minutes = offset.abs() / 60;
    format!("{}{}{:02}:{:02}", &local[..19], if offset < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}

/// The moment of a text with an offset.
pub(super) fn read_moment(text: &str) -> Option<i64> {
    parse_iso(text)
}

/// A person's full name, as the vendor puts it together.
pub(super) fn full_name(table: &Table, row: &Row) -> String {
    let part = |name: &str| table.field(name).map(|at| as_text(row.cells.get(at)).into_owned()).unwrap_or_default();
    format!("{} {}", part("First_Name"), part("Last_Name")).trim().to_owned()
}

/// What names a record in lookups.
pub(super) fn title(table: &Table, row: &Row) -> String {
    let name = module_of(table).map_or("Name", |module| module.title);
    if name == "Full_Name" {
        return full_name(table, row);
    }
    table.field(name).map(|at| as_text(row.cells.get(at)).into_owned()).unwrap_or_default()
}

/// How much of a lookup is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Links {
    /// `{"name", "id"}`.
    Named,
    /// `{"id"}`, as queries show it.
    Bare,
    /// The id alone, as files hold it.
    Plain,
}

/// Appends the value of a field as records show it.
pub(super) fn push_shown(out: &mut String, site: &Site, table: &Table, field_at: usize, row: &Row, zone: &TimeZone, links: Links) {
    let field = &table.fields[field_at];
    if is_virtual(field) {
        push_virtual(out, table, field, row, zone, links);
        return;
    }
    let fragment = row.cells.get(field_at);
    match field.type_name.as_str() {
        _ if fragment == NULL => match field.type_name.as_str() {
            "subform" => out.push_str("[]"),
            "boolean" => out.push_str("false"),
            _ => out.push_str(NULL),
        },
        "datetime" => match read_moment(&as_text(fragment)) {
            Some(at_ms) => push_quoted(out, &moment(at_ms, zone)),
            None => out.push_str(fragment),
        },
        "lookup" => push_lookup(out, site, field, &as_text(fragment), links),
        "ownerlookup" | "userlookup" => push_user(out, &as_text(fragment), links),
        _ => out.push_str(fragment),
    }
}

fn push_virtual(out: &mut String, table: &Table, field: &Field, row: &Row, zone: &TimeZone, links: Links) {
    match field.name.as_str() {
        "id" => push_quoted(out, &row.id),
        "Full_Name" => push_quoted(out, &full_name(table, row)),
        "Created_Time" => push_quoted(out, &moment(row.created_ms, zone)),
        "Modified_Time" => push_quoted(out, &moment(row.stamp_ms, zone)),
        "Created_By" | "Modified_By" => push_user(out, USERS[0].0, links),
        "Record_Status__s" => out.push_str("\"Available\""),
        _ => out.push_str(NULL),
    }
}

fn push_lookup(out: &mut String, site: &Site, field: &Field, id: &str, links: Links) {
    if links != Links::Named {
        push_bare(out, id, links);
        return;
    }
    let target = field.extra["ref"].as_str().and_then(|name| site.table(name)).map(|at| &site.tables[at]);
    let name = target.and_then(|table| table.by_id(id).and_then(|number| table.row(number)).map(|row| title(table, row)));
    out.push_str("{\"name\":");
    push_quoted(out, &name.unwrap_or_default());
    out.push_str(",\"id\":");
    push_quoted(out, id);
    out.push('}');
}

fn push_user(out: &mut String, id: &str, links: Links) {
    if links != Links::Named {
        push_bare(out, id, links);
        return;
    }
    let user = USERS.iter().find(|(known, ..)| *known == id).unwrap_or(&USERS[0]);
    out.push_str("{\"name\":");
    push_quoted(out, user.1);
    out.push_str(",\"id\":");
    push_quoted(out, user.0);
    out.push_str(",\"email\":");
    push_quoted(out, user.2);
    out.push('}');
}

fn push_bare(out: &mut String, id: &str, links: Links) {
    if links == Links::Plain {
        push_quoted(out, id);
        return;
    }
    out.push_str("{\"id\":");
    push_quoted(out, id);
    out.push('}');
}

/// What a cell holds after `written` was sent for it.
///
/// # Errors
/// The vendor's `INVALID_DATA` with what it expected.
pub(super) fn stored(site: &Site, field: &Field, written: &str, path: &str) -> Result<String, Refused> {
    let sent = value(written);
    let wrong = |what: &str, wanted: Value| {
        let mut details = json!({ "api_name": field.name, "json_path": format!("{path}.{}", field.name) });
        details[what] = wanted;
        Refused::new("INVALID_DATA", "invalid data").with(details)
    };
    let expected = |kind: &str| wrong("expected_data_type", json!(kind));
    if sent.is_null() || sent == json!("") {
        return Ok(NULL.to_owned());
    }
    let kind = field.type_name.as_str();
    match kind {
        "text" | "textarea" | "email" | "phone" | "website" | "picklist" => {
            let text = sent.as_str().ok_or_else(|| expected("string"))?;
            if kind == "picklist" && text == "-None-" {
                return Ok(NULL.to_owned());
            }
            let most = field.extra["length"].as_u64().unwrap_or(255);
            if text.chars().count() as u64 > most {
                return Err(wrong("maximum_length", json!(most)));
            }
            let fits = match kind {
                "email" => is_email(text),
                "phone" => is_phone(text),
                _ => true,
            };
            if fits { Ok(quoted(text)) } else { Err(expected(kind)) }
        }
        "multiselectpicklist" => match &sent {
            Value::Array(items) if items.is_empty() => Ok(NULL.to_owned()),
            Value::Array(items) if items.iter().all(Value::is_string) => Ok(sent.to_string()),
            _ => Err(expected("jsonarray")),
        },
        "boolean" if sent.is_boolean() => Ok(written.to_owned()),
        "date" if sent.as_str().is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok() && day.len() == 10) => {
            Ok(quoted(sent.as_str().unwrap_or_default()))
        }
        "datetime" => {
            let text = sent.as_str().ok_or_else(|| expected("datetime"))?;
            // An offset is wanted, neither fractions nor the letter that stands for none.
            let has_offset = text.len() == 25 && text.is_char_boundary(19) && text[19..].starts_with(['+', '-']);
            let at_ms = read_moment(text).filter(|_| has_offset).ok_or_else(|| expected("datetime"))?;
            Ok(quoted(&iso_ms(at_ms)))
        }
        "integer" => match sent.as_i64() {
            Some(number) if sent.is_number() && number.unsigned_abs() < 1_000_000_000 => Ok(written.to_owned()),
            Some(_) => Err(wrong("maximum_length", json!(9))),
            None => Err(expected("integer")),
        },
        "bigint" => match sent.as_str() {
            Some(digits) if digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(quoted(digits)),
            _ => Err(expected("bigint")),
        },
        "double" | "currency" | "percent" if sent.is_number() => Ok(written.to_owned()),
        "lookup" => linked(site, field, &sent).map(|id| quoted(&id)).ok_or_else(|| {
            let details = json!({ "api_name": field.name, "json_path": format!("{path}.{}.id", field.name), "id": id_of(&sent) });
            Refused::new("INVALID_DATA", "the related id given seems to be invalid").with(details)
        }),
        "ownerlookup" | "userlookup" => {
            let id = id_of(&sent);
            let is_active = USERS.iter().any(|(known, _, _, active)| *known == id && *active);
            if is_active { Ok(quoted(&id)) } else { Err(wrong("id", json!(id))) }
        }
        "subform" if sent.is_array() => Ok(sent.to_string()),
        "boolean" | "date" | "double" | "currency" | "percent" | "subform" => Err(expected(kind)),
        _ => Ok(written.to_owned()),
    }
}

/// `{"id": "…"}`, or the id alone.
fn id_of(sent: &Value) -> String {
    sent["id"].as_str().or_else(|| sent.as_str()).unwrap_or_default().to_owned()
}

fn linked(site: &Site, field: &Field, sent: &Value) -> Option<String> {
    let id = id_of(sent);
    let table = &site.tables[site.table(field.extra["ref"].as_str()?)?];
    let row = table.row(table.by_id(&id)?)?;
    (row.presence == Presence::Live).then_some(id)
}

/// One address alone: no name beside it, no blanks around it.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let begins = local.chars().next().is_some_and(|first| first.is_alphanumeric() || "+-_".contains(first));
    let parts: Vec<&str> = domain.split('.').collect();
    let top = parts.last().copied().unwrap_or_default();
    begins
        && parts.len() > 1
        && parts.iter().all(|part| !part.is_empty() && part.chars().all(|letter| letter.is_alphanumeric() || letter == '-'))
        && (2..=22).contains(&top.chars().count())
        && top.chars().all(char::is_alphabetic)
        && local.chars().all(|letter| letter.is_alphanumeric() || ".+-_'".contains(letter))
}

/// Digits, letters and a few marks; one leading plus.
fn is_phone(text: &str) -> bool {
    let rest = text.strip_prefix('+').unwrap_or(text);
    text.chars().count() <= PHONE_MAX && rest.chars().all(|letter| letter.is_ascii_alphanumeric() || " .-()+,;#".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_carry_the_offset_of_their_day() {
        let zone = TimeZone::get("America/New_York").unwrap();
        assert_eq!(moment(1_767_600_000_000, &zone), "2026-01-05T03:00:00-05:00");
        assert_eq!(moment(1_783_238_400_000, &zone), "2026-07-05T04:00:00-04:00");
        assert_eq!(moment(1_767_600_000_000, &TimeZone::UTC), "2026-01-05T08:00:00+00:00");
        for text in ["2026-01-05T03:00:00-05:00", "2026-01-05T16:00:00+08:00"] {
            assert_eq!(read_moment(text), Some(1_767_600_000_000));
        }
    }

    #[test]
    fn addresses_and_numbers_are_checked() {
        for (text, expected) in [
            ("a.b+c@example.com", true),
            ("张伟@例子.中国", true),
            ("Zhang Wei <z@example.com>", false),
            ("z@example.com ", false),
            ("z@@example.com", false),
            ("z@example", false),
        ] {
            assert_eq!(is_email(text), expected, "{text}");
        }
        assert!(is_phone("+86 138-0013-8000") && is_phone("010-8888 ext. 12") && !is_phone("１３８") && !is_phone(&"1".repeat(31)));
    }
}
