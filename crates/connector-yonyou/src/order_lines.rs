//! Lines of orders as records of their own.
//!
//! A list gives them beside their heads, one row for each, and an order holds them inside of it. What a line's own id is called in the list
//! no page says, so a line is known by the id of its order and its number in it, which both have.

use connector::ConnectorError;
use serde_json::value::{RawValue, to_raw_value};

use crate::errors::bad;
use crate::fields::ID;
use crate::wire::{Record, member};

/// The number of a line in its order.
const NUMBER: &str = "lineno";
/// The id of its order.
const ORDER_ID: &str = "order";
/// The lines of an order.
const LINES: &str = "orderDetails";

/// Rows of a list, each a line with what its head says.
pub(crate) fn of_list(rows: Vec<Record>) -> Result<Vec<Record>, ConnectorError> {
    rows.into_iter().map(named).collect()
}

/// The lines of an order that was read by itself, as a list would give them: members of the line go before those of the head.
pub(crate) fn of_order(order: &Record) -> Result<Vec<Record>, ConnectorError> {
    let lines = order.get(LINES).and_then(|lines| serde_json::from_str::<Vec<Record>>(lines.get()).ok()).unwrap_or_default();
    let whole = |line: Record| {
        let mut row = order.clone();
        row.remove(LINES);
        row.extend(line.into_iter().filter(|(name, _)| !matches!(name.as_str(), ID | "pubts" | "createTime" | "modifyTime")));
        named(row)
    };
    lines.into_iter().map(whole).collect()
}

/// The id of the order that a line of this id is of.
pub(crate) fn order_of(id: &str) -> Option<&str> {
    id.split_once('-').map(|(order, _)| order)
}

/// Names a line by its order and number.
fn named(mut row: Record) -> Result<Record, ConnectorError> {
    let order = member(&row, ID).ok_or_else(|| bad("a line of an order without the id of the order"))?;
    let number = member(&row, NUMBER).ok_or_else(|| bad("a line of an order without a number"))?;
    // Numbers of lines are decimals in some answers.
    let number = number.strip_suffix(".0").unwrap_or(&number);
    let raw = |text: &str| -> Result<Box<RawValue>, ConnectorError> { to_raw_value(text).map_err(|_| bad("an id that is no text")) };
    row.insert(ID.to_owned(), raw(&format!("{order}-{number}"))?);
    row.insert(ORDER_ID.to_owned(), raw(&order)?);
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_same_id_in_a_list_and_in_its_order() {
        let read = |json: &str| serde_json::from_str::<Record>(json).expect("JSON");
        let listed = of_list(vec![read(r#"{"id":"1531204905066758145","code":"UO-1","lineno":"10","qty":2,"pubts":"x"}"#)]);
        let order =
            read(r#"{"id":1531204905066758145,"code":"UO-1","pubts":"x","orderDetails":[{"id":7,"lineno":10.0,"qty":2,"pubts":"y"}]}"#);
        let inside = of_order(&order);
        for lines in [listed, inside] {
            let lines = lines.expect("lines");
            let shown = |name: &str| member(&lines[0], name).unwrap_or_default();
            assert_eq!(
                [shown("id"), shown("order"), shown("code"), shown("pubts")],
                ["1531204905066758145-10", "1531204905066758145", "UO-1", "x"]
            );
        }
        assert_eq!((order_of("15-10"), order_of("15")), (Some("15"), None));
        assert!(of_list(vec![read(r#"{"id":"1"}"#)]).is_err());
        assert!(of_order(&read(r#"{"id":"1"}"#)).expect("an order without lines").is_empty());
    }
}
