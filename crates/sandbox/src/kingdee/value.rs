//! Values: how they are kept, shown and compared.
//!
//! Cells hold fragments: references the id of their record as text, times the server's local time without a zone, everything else as it
//! is shown.

use std::cmp::Ordering;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::clock::{iso_ms, parse_iso};
use crate::fragment::{NULL, as_text, quoted};

/// A moment as the server writes it: its local time, without a zone, the fraction without zeros at its end.
pub(super) fn local(at_ms: i64, zone: &TimeZone) -> String {
    let text = iso_ms(at_ms.saturating_add(offset_ms(at_ms, zone)));
    let (whole, fraction) = (&text[..19], text[20..23].trim_end_matches('0'));
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// The moment of a local time.
pub(super) fn moment(text: &str, zone: &TimeZone) -> Option<i64> {
    let as_utc = parse_iso(&format!("{}Z", sortable(text)?))?;
    let near = as_utc - offset_ms(as_utc, zone);
    Some(as_utc - offset_ms(near, zone))
}

/// Milliseconds that the zone is ahead of UTC.
pub(super) fn offset_ms(at_ms: i64, zone: &TimeZone) -> i64 {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    i64::from(zone.to_offset(at).seconds()) * 1_000
}

/// A local time in the one form that sorts as time does: `2026-01-05T16:00:00.000`. Takes a day alone, a blank for the `T`, and any fraction.
pub(super) fn sortable(text: &str) -> Option<String> {
    let text = text.trim();
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00"));
    let numbers = |text: &str, between: char| text.split(between).map(|part| part.parse::<u32>().ok()).collect::<Option<Vec<u32>>>();
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let (day, time) = (numbers(&day.replace('/', "-"), '-')?, numbers(time, ':')?);
    let [year, month, day] = day.as_slice() else { return None };
    let (hour, minute, second) = (time.first()?, time.get(1).unwrap_or(&0), time.get(2).unwrap_or(&0));
    let good = *year >= 1_753
        && *year < 10_000
        && (1..=12).contains(month)
        && (1..=31).contains(day)
        && *hour < 24
        && *minute < 60
        && *second < 60;
    let is_fraction = fraction.bytes().all(|byte| byte.is_ascii_digit());
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    (good && is_fraction && time.len() <= 3).then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction}"))
}

/// What a value is compared as.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Comparable {
    Nothing,
    Number(f64),
    /// In the form of [`sortable`].
    Time(String),
    /// In lower case, without blanks at its end: the database's collation knows neither.
    Text(String),
}

pub(super) fn text(text: &str) -> Comparable {
    Comparable::Text(text.trim_end().to_lowercase())
}

/// A kept value of a kind, for comparing.
pub(super) fn comparable(kind: &str, fragment: &str) -> Comparable {
    let words = as_text(fragment);
    match kind {
        "int" | "decimal" | "number" => words.parse().map_or(Comparable::Number(0.0), Comparable::Number),
        "ref" => words.parse().map_or(Comparable::Number(0.0), Comparable::Number),
        "date" | "datetime" => sortable(&words).map_or(Comparable::Nothing, Comparable::Time),
        "check" => Comparable::Number(f64::from(fragment == "true")),
        _ => text(&words),
    }
}

/// A literal of a filter as the kind of what it is compared with; `None` when it cannot be that.
pub(super) fn literal(known: &Comparable, kind: &str, words: &str) -> Option<Comparable> {
    match (known, kind) {
        (Comparable::Time(_), _) | (Comparable::Nothing, "date" | "datetime") => sortable(words).map(Comparable::Time),
        (Comparable::Number(_), _) => match words.trim().to_lowercase().as_str() {
            "true" => Some(Comparable::Number(1.0)),
            "false" | "" => Some(Comparable::Number(0.0)),
            number => number.parse().ok().map(Comparable::Number),
        },
        (Comparable::Text(_) | Comparable::Nothing, _) => Some(text(words)),
    }
}

pub(super) fn compared(known: &Comparable, other: &Comparable) -> Option<Ordering> {
    match (known, other) {
        (Comparable::Number(known), Comparable::Number(other)) => known.partial_cmp(other),
        (Comparable::Time(known), Comparable::Time(other)) | (Comparable::Text(known), Comparable::Text(other)) => Some(known.cmp(other)),
        _ => None,
    }
}

/// Appends a kept value as queries show it: texts that were never filled are one blank, numbers and references 0.
pub(super) fn push_shown(out: &mut String, kind: &str, fragment: &str) {
    match (kind, fragment) {
        ("text" | "memo" | "names" | "state", NULL) => out.push_str("\" \""),
        ("int", NULL) => out.push('0'),
        ("decimal" | "number", NULL) => out.push_str("0.0"),
        ("check", NULL) => out.push_str("false"),
        ("ref", NULL) => out.push('0'),
        ("ref", id) => {
            let words = as_text(id);
            match &*words {
                // A reference to nothing is shown as one that was never set.
                "" => out.push('0'),
                digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => out.push_str(digits),
                _ => out.push_str(id),
            }
        }
        (_, fragment) => out.push_str(fragment),
    }
}

/// What a plain value that was sent is kept as; the reason when it cannot be. References are the caller's.
pub(super) fn stored(kind: &str, sent: &Value) -> Result<String, &'static str> {
    let words = match sent {
        Value::String(words) => words.clone(),
        Value::Null => return Ok(NULL.to_owned()),
        other => other.to_string(),
    };
    match kind {
        "names" => match sent {
            Value::Array(names) => {
                let of = |name: &Value| name["Value"].as_str().map(str::to_owned);
                let chinese = names.iter().find(|name| name["Key"] == 2052).or(names.first()).and_then(of);
                Ok(chinese.filter(|name| !name.is_empty()).map_or_else(|| NULL.to_owned(), |name| quoted(&name)))
            }
            Value::Object(_) => Err("不是文本"),
            _ => Ok(if words.is_empty() { NULL.to_owned() } else { quoted(&words) }),
        },
        "int" => whole(&words).ok_or("不是整数"),
        "decimal" | "number" => decimal(&words).ok_or("不是数值"),
        "date" | "datetime" if words.trim().is_empty() => Ok(NULL.to_owned()),
        "date" | "datetime" => {
            let at = sortable(&words).ok_or("不是有效的日期")?;
            let whole = if kind == "date" { format!("{}T00:00:00", &at[..10]) } else { at[..19].to_owned() };
            Ok(quoted(&whole))
        }
        "check" => match words.trim().to_lowercase().as_str() {
            "true" | "1" => Ok("true".to_owned()),
            "false" | "0" | "" => Ok("false".to_owned()),
            _ => Err("不是复选框的值"),
        },
        _ if sent.is_object() || sent.is_array() => Err("不是文本"),
        _ => Ok(if words.is_empty() { NULL.to_owned() } else { quoted(&words) }),
    }
}

fn whole(words: &str) -> Option<String> {
    let words = words.trim();
    if words.is_empty() { Some(NULL.to_owned()) } else { words.parse::<i64>().ok().map(|number| number.to_string()) }
}

fn decimal(words: &str) -> Option<String> {
    let words = words.trim();
    if words.is_empty() {
        return Some(NULL.to_owned());
    }
    words.parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some(if words.contains(['.', 'e', 'E']) { words.to_owned() } else { format!("{words}.0") })
}

/// A text in several languages.
pub(super) fn names(words: &str) -> Value {
    json!([{ "Key": 2052, "Value": words }])
}
