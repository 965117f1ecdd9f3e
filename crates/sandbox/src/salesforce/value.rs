//! What a client may put into a field, and how the vendor keeps it.

use super::id;
use super::reply::Refused;
use super::schema::{has, texts};
use crate::clock::parse_iso;
use crate::fragment::{NULL, as_text, quoted};
use crate::site::Site;
use crate::table::{Field, Presence};

/// The form of a fragment that was sent for a field, as it is kept and shown.
pub(super) fn kept(site: &Site, field: &Field, sent: &str) -> Result<String, Refused> {
    let is_text = sent.starts_with('"');
    let text = as_text(sent).into_owned();
    if sent == NULL || (is_text && text.trim().is_empty()) {
        return if field.type_name == "boolean" { Err(wrong_type(field, "null")) } else { Ok(NULL.to_owned()) };
    }
    match field.type_name.as_str() {
        "boolean" => match text.to_lowercase().as_str() {
            "true" | "1" => Ok("true".to_owned()),
            "false" | "0" => Ok("false".to_owned()),
            _ => Err(wrong_type(field, &text)),
        },
        "int" | "double" | "currency" | "percent" => number(field, &text),
        "date" => date(field, &text),
        "datetime" => {
            let at_ms =
                parse_iso(&text).or_else(|| text.parse::<jiff::civil::Date>().ok().and_then(|_| parse_iso(&format!("{text}T00:00:00Z"))));
            let at_ms = at_ms.ok_or_else(|| parser_error("datetime", &text))?;
            Ok(super::resolve::time(at_ms))
        }
        "time" => match text.get(..8).filter(|time| time.as_bytes()[2] == b':' && time.as_bytes()[5] == b':') {
            Some(time) => Ok(quoted(&format!("{time}.000Z"))),
            None => Err(parser_error("time", &text)),
        },
        "reference" => reference(site, field, &text),
        _ if !is_text => Err(parser_error("string", sent)),
        "email" if !is_email(text.trim()) => {
            let message = format!("{}: invalid email address: {text}", field.label);
            Err(Refused::new("INVALID_EMAIL_ADDRESS", message).field(&field.name))
        }
        "picklist" | "multipicklist" => choice(field, text.trim()),
        _ => string(field, text.trim()),
    }
}

fn wrong_type(field: &Field, text: &str) -> Refused {
    Refused::new("INVALID_TYPE_ON_FIELD_IN_RECORD", format!("{}: value not of required type: {text}", field.label)).field(&field.name)
}

fn parser_error(kind: &str, text: &str) -> Refused {
    Refused::new(
        "JSON_PARSER_ERROR",
        format!(
            "Cannot deserialize instance of {kind} from VALUE_STRING value {text} or request may be missing a required field at [line:1, column:1]"
        ),
    )
}

fn string(field: &Field, text: &str) -> Result<String, Refused> {
    let length = field.extra["length"].as_u64().unwrap_or(255);
    if text.chars().count() as u64 > length {
        let shown: String = text.chars().take(255).collect();
        let message = format!("{}: data value too large: {shown} (max length={length})", field.label);
        return Err(Refused::new("STRING_TOO_LONG", message).field(&field.name));
    }
    Ok(quoted(text))
}

fn choice(field: &Field, text: &str) -> Result<String, Refused> {
    let choices = texts(field, "picks");
    let is_known = |part: &str| choices.iter().any(|choice| choice.eq_ignore_ascii_case(part));
    let parts: Vec<&str> = if field.type_name == "multipicklist" { text.split(';').collect() } else { vec![text] };
    if has(field, "restricted") && !parts.iter().all(|part| is_known(part)) {
        let message = format!("{}: bad value for restricted picklist field: {text}", field.label);
        return Err(Refused::new("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message).field(&field.name));
    }
    Ok(quoted(text))
}

fn number(field: &Field, text: &str) -> Result<String, Refused> {
    let Ok(value) = text.parse::<f64>() else { return Err(parser_error(&field.type_name, text)) };
    // Digits are kept as they came, so that nothing is lost beyond 2^53; only exponents are written out.
    let plain = if text.contains(['e', 'E']) { value.to_string() } else { text.trim_start_matches('+').to_owned() };
    let whole = plain.trim_start_matches('-').split('.').next().unwrap_or_default().len() as u64;
    let (precision, scale) = (field.extra["precision"].as_u64().unwrap_or(18), field.extra["scale"].as_u64().unwrap_or(0));
    if !value.is_finite() || whole > precision.saturating_sub(scale).max(1) {
        let message = format!("{}: value outside of valid range on numeric field: {text}", field.label);
        return Err(Refused::new("NUMBER_OUTSIDE_VALID_RANGE", message).field(&field.name));
    }
    match (field.type_name.as_str(), plain.contains('.')) {
        ("int", true) => Err(parser_error("int", text)),
        ("int", false) | (_, true) => Ok(plain),
        (_, false) => Ok(format!("{plain}.0")),
    }
}

fn date(field: &Field, text: &str) -> Result<String, Refused> {
    let day = text.get(..10).unwrap_or(text);
    let is_date = day.parse::<jiff::civil::Date>().is_ok() && (text.len() == 10 || text[10..].starts_with('T'));
    if is_date { Ok(quoted(day)) } else { Err(parser_error("date", text)).map_err(|error: Refused| error.field(&field.name)) }
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_clean = |part: &str| !part.is_empty() && !part.contains(['@', ' ', ',', ';', '<', '>', '"']);
    is_clean(local) && is_clean(domain) && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
}

fn reference(site: &Site, field: &Field, text: &str) -> Result<String, Refused> {
    let Some(id) = id::normalised(text.trim()) else {
        let message = format!("{}: id value of incorrect type: {text}", field.label);
        return Err(Refused::new("MALFORMED_ID", message).field(&field.name));
    };
    for target in texts(field, "ref").iter().filter_map(|name| site.table(name)) {
        let row = site.tables[target].by_id(&id).and_then(|number| site.tables[target].row(number));
        let Some(row) = row.filter(|row| row.presence == Presence::Live) else { continue };
        let active = site.tables[target].field("IsActive").map_or("true", |at| row.cells.get(at));
        if field.name == "OwnerId" && active == "false" {
            let message =
                format!("operation performed with inactive user [{id}] as owner of {}", field.extra["rel"].as_str().unwrap_or("record"));
            return Err(Refused::new("INACTIVE_OWNER_OR_USER", message).field(&field.name));
        }
        return Ok(quoted(&id));
    }
    Err(Refused::new("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id").field(&field.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock, ClockSource};
    use crate::table::Class;

    #[test]
    fn values_are_kept_in_the_vendors_form_or_refused() {
        let mut site = Site::new("salesforce", 1, Clock::new(ClockSource::Manual));
        site.tables = super::super::schema::tables();
        let field = |type_name: &str, extra: serde_json::Value| Field { extra, ..Field::new("X__c", "X", Class::Text, type_name) };
        let check = |type_name: &str, extra: serde_json::Value, sent: &str, expected: Result<&str, &str>| {
            let found = kept(&site, &field(type_name, extra), sent);
            assert_eq!(found.as_deref().map_err(|refused| refused.code.as_str()), expected, "{type_name} {sent}");
        };
        let none = || serde_json::json!({ "length": 5, "precision": 8, "scale": 2 });
        check("string", none(), "\"  ab \"", Ok("\"ab\""));
        check("string", none(), "\"\"", Ok("null"));
        check("string", none(), "\"abcdef\"", Err("STRING_TOO_LONG"));
        check("string", none(), "5", Err("JSON_PARSER_ERROR"));
        check("boolean", none(), "true", Ok("true"));
        check("boolean", none(), "null", Err("INVALID_TYPE_ON_FIELD_IN_RECORD"));
        check("double", none(), "100", Ok("100.0"));
        check("double", none(), "1.5e3", Ok("1500.0"));
        check("double", none(), "1234567", Err("NUMBER_OUTSIDE_VALID_RANGE"));
        check("int", serde_json::json!({ "precision": 8 }), "12", Ok("12"));
        check("int", serde_json::json!({ "precision": 8 }), "1.5", Err("JSON_PARSER_ERROR"));
        check("date", none(), "\"2024-02-30\"", Err("JSON_PARSER_ERROR"));
        check("date", none(), "\"2024-02-29\"", Ok("\"2024-02-29\""));
        check("datetime", none(), "\"2024-05-01T10:00:00+08:00\"", Ok("\"2024-05-01T02:00:00.000+0000\""));
        check("datetime", none(), "\"2024-05-01T10:00:00.5+0800\"", Ok("\"2024-05-01T02:00:00.500+0000\""));
        check("time", none(), "\"10:15:00\"", Ok("\"10:15:00.000Z\""));
        check("email", none(), "\"a@b\"", Err("INVALID_EMAIL_ADDRESS"));
        check("email", serde_json::json!({ "length": 80 }), "\"a@b.example\"", Ok("\"a@b.example\""));
        check(
            "picklist",
            serde_json::json!({ "picks": ["A"], "restricted": true }),
            "\"Z\"",
            Err("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
        );
        check("multipicklist", serde_json::json!({ "picks": ["A", "B"], "restricted": true }), "\"A;B\"", Ok("\"A;B\""));
        check("reference", serde_json::json!({ "ref": ["Account"] }), "\"short\"", Err("MALFORMED_ID"));
        check("reference", serde_json::json!({ "ref": ["Account"] }), "\"001D000000IqhSL\"", Err("INVALID_CROSS_REFERENCE_KEY"));
    }
}
