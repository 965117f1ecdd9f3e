//! Query text (COQL): values quoted so that none of them can become syntax, conditions in brackets pair by pair.

use connector::ConnectorError;
use connector::http::{Method, Repeat};
use serde_json::json;

use crate::client::Api;
use crate::errors::SYSTEM;
use crate::wire::{Listed, Record};

/// Records of one query, and columns.
pub(crate) const RECORDS_MAX: usize = 2_000;
pub(crate) const COLUMNS_MAX: usize = 50;
/// Values of one `in (…)`; the vendor's limit is told as 50 and as 100.
pub(crate) const VALUES_MAX: usize = 50;
/// Empty answers in a row that say that there is more.
const EMPTY_MAX: usize = 5;

/// A text literal.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for character in text.chars() {
        if matches!(character, '\'' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('\'');
    out
}

/// Texts for `in (…)`.
pub(crate) fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(quoted).collect::<Vec<_>>().join(",")
}

/// A moment literal of this many milliseconds since 1970, to the second below.
pub(crate) fn moment(ms: i64) -> String {
    format!("{}+00:00", model::format_ms(ms - ms.rem_euclid(1_000)).chars().take(19).collect::<String>())
}

/// Conditions that must all hold.
pub(crate) fn all(conditions: Vec<String>) -> String {
    let joined = conditions.into_iter().reduce(|before, next| format!("({before} and {next})"));
    joined.unwrap_or_else(|| "id is not null".to_owned())
}

/// Names of modules and fields are letters, digits and underscores.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 200 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Ids are decimal numbers of up to 20 digits.
pub(crate) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 20 && id.bytes().all(|byte| byte.is_ascii_digit())
}

/// Runs a query: its records, and whether there are more.
pub(crate) fn run(api: &Api, text: &str) -> Result<(Vec<Record>, bool), ConnectorError> {
    for _ in 0..EMPTY_MAX {
        let request = api.request(Method::Post, "/coql", "/coql")?.json(&json!({ "select_query": text }))?.repeatable(Repeat::Safe);
        let Some(answer) = api.read::<Listed>(request)? else { return Ok((Vec::new(), false)) };
        if !answer.data.is_empty() || !answer.info.more_records {
            return Ok((answer.data, answer.info.more_records));
        }
    }
    Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a query that goes on and on with empty answers".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_becomes_syntax() {
        for (text, expected) in [("O'Brien", r"'O\'Brien'"), (r"\' or id != '", r"'\\\' or id != \''"), ("a\nb", "'a\nb'")] {
            assert_eq!(quoted(text), expected);
        }
        assert_eq!(moment(1_709_164_800_999), "2024-02-29T00:00:00+00:00");
        assert_eq!(all(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]), "((a and b) and c)");
        assert_eq!(all(Vec::new()), "id is not null");
        assert!(is_name("Sales_Orders") && !is_name("a b") && !is_name("a'") && is_id("5725767000000300001") && !is_id("1 or 1"));
    }
}
