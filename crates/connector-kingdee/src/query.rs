//! Queries: filters whose values cannot become syntax, and rows as wide as what was asked for.

use connector::ConnectorError;
use connector::http::Repeat;
use serde_json::json;

use crate::client::Api;
use crate::errors::SYSTEM;
use crate::wire::Row;

/// Rows of one query: older servers give no more.
pub(crate) const ROWS_MAX: usize = 2_000;
/// Values of one `in (…)`.
pub(crate) const VALUES_MAX: usize = 100;

/// A text literal.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A literal for an id: a number, or text where a form has such ids.
pub(crate) fn id(text: &str) -> String {
    if is_number(text) { text.to_owned() } else { quoted(text) }
}

pub(crate) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 19 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Literals for `in (…)`.
pub(crate) fn list<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.map(id).collect::<Vec<_>>().join(",")
}

/// Asks for the values of `keys`, in the order `order`.
///
/// # Errors
/// [`ConnectorError::NotFound`] naming a key that the form does not know; others as the client tells them.
pub(crate) fn run(api: &Api, form: &str, keys: &[&str], filter: &str, order: &str, limit: usize) -> Result<Vec<Row>, ConnectorError> {
    let data = json!({
        "FormId": form, "FieldKeys": keys.join(","), "FilterString": filter, "OrderString": order,
        "TopRowCount": 0, "StartRow": 0, "Limit": limit, "SubSystemId": "",
    });
    let response = api.send("ExecuteBillQuery", &json!({ "data": data }), Repeat::Safe)?;
    let rows: Vec<Row> = response.json()?;
    if rows.iter().any(|row| row.len() != keys.len()) || rows.len() > limit {
        let reason = "rows of another shape than was asked for".to_owned();
        return Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason });
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_becomes_syntax() {
        assert_eq!(quoted("' OR '1'='1"), "''' OR ''1''=''1'");
        assert_eq!(list(["1", "1 or 1", "007"].into_iter()), "1,'1 or 1',007");
    }
}
