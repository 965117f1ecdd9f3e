//! The search call: criteria in brackets, e-mail, phone or word. It compares loosely, and its index is late.

use serde_json::json;

use super::Zoho;
use super::list::page_of_rows;
use super::reply::Refused;
use crate::fragment::as_text;
use crate::http::Reply;
use crate::site::Site;
use crate::table::{Row, Table};
use crate::vendor::Call;

/// Conditions of one criteria text.
const CONDITIONS_MAX: usize = 10;

/// What is looked for.
#[derive(Debug, PartialEq)]
enum Criteria {
    One { field: String, operator: String, value: String },
    All(Vec<Criteria>),
    Any(Vec<Criteria>),
}

pub(super) fn search(zoho: &Zoho, site: &mut Site, call: &Call<'_>, table: usize) -> Result<Reply, Refused> {
    let parameter = |name: &str| call.request.parameter(name);
    let lag_ms = call.plan.own("search_lag").map_or(0, |text| text.parse::<i64>().unwrap_or(60).saturating_mul(1_000));
    let seen_ms = site.now_ms() - lag_ms;
    let rows = Table::new("", "", site.tables[table].fields.clone());
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if let Some(text) = parameter("criteria") {
        let criteria = read(&text)?;
        return page_of_rows(zoho, site, call, table, &|row| row.stamp_ms <= seen_ms && criteria.takes(&rows, row));
    }
    if let Some(email) = parameter("email") {
        let fields = of_kind(&rows, "email");
        return page_of_rows(zoho, site, call, table, &|row| {
            row.stamp_ms <= seen_ms && fields.iter().any(|at| as_text(row.cells.get(*at)).eq_ignore_ascii_case(&email))
        });
    }
    if let Some(phone) = parameter("phone") {
        let (fields, wanted) = (of_kind(&rows, "phone"), digits(&phone));
        return page_of_rows(zoho, site, call, table, &|row| {
            row.stamp_ms <= seen_ms && !wanted.is_empty() && fields.iter().any(|at| digits(&as_text(row.cells.get(*at))).contains(&wanted))
        });
    }
    if let Some(word) = parameter("word").filter(|word| word.chars().count() > 1) {
        let (fields, word) = (of_kind(&rows, "text"), word.to_lowercase());
        return page_of_rows(zoho, site, call, table, &|row| {
            row.stamp_ms <= seen_ms && fields.iter().any(|at| as_text(row.cells.get(*at)).to_lowercase().contains(&word))
        });
    }
    let details = json!({ "param_names": ["criteria", "email", "phone", "word"] });
    Err(Refused::new("EXPECTED_PARAM_MISSING", "one of the expected parameters is missing").with(details))
}

fn of_kind(table: &Table, kind: &str) -> Vec<usize> {
    table.visible_fields().filter(|(_, field)| field.type_name == kind).map(|(at, _)| at).collect()
}

impl Criteria {
    fn takes(&self, table: &Table, row: &Row) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.takes(table, row)),
            Self::Any(parts) => parts.iter().any(|part| part.takes(table, row)),
            Self::One { field, operator, value } => {
                let Some(at) = table.field(field) else { return false };
                let (known, wanted) = (as_text(row.cells.get(at)).to_lowercase(), value.to_lowercase());
                let numbers = (known.parse::<f64>(), wanted.parse::<f64>());
                let order = match numbers {
                    (Ok(known), Ok(wanted)) => known.partial_cmp(&wanted),
                    _ => Some(known.cmp(&wanted)),
                };
                match operator.as_str() {
                    // What the vendor calls "equals" finds texts that hold the value.
                    "equals" => known.contains(&wanted),
                    "not_equal" => known != wanted,
                    "starts_with" => known.starts_with(&wanted),
                    "in" => wanted.split(',').any(|one| one.trim() == known),
                    "greater_than" => order == Some(std::cmp::Ordering::Greater),
                    "less_than" => order == Some(std::cmp::Ordering::Less),
                    "greater_equal" => order != Some(std::cmp::Ordering::Less),
                    "less_equal" => order != Some(std::cmp::Ordering::Greater),
                    _ => wanted.split_once(',').is_some_and(|(low, high)| *known >= *low.trim() && *known <= *high.trim()),
                }
            }
        }
    }
}

const OPERATORS: &[&str] =
    &["equals", "not_equal", "starts_with", "in", "between", "greater_than", "greater_equal", "less_than", "less_equal"];

fn read(text: &str) -> Result<Criteria, Refused> {
    let wrong = || Refused::new("INVALID_QUERY", "invalid query formed").with(json!({ "reason": "the criteria cannot be read" }));
    let mut reader = Reader { rest: text.trim(), count: 0 };
    // One condition may come without brackets.
    let criteria = if reader.rest.starts_with('(') { reader.group() } else { reader.condition() };
    let criteria = criteria.filter(|_| reader.rest.is_empty()).ok_or_else(wrong)?;
    if reader.count > CONDITIONS_MAX {
        return Err(Refused::new("LIMIT_EXCEEDED", "too many conditions").with(json!({ "limit": CONDITIONS_MAX })));
    }
    Ok(criteria)
}

struct Reader<'t> {
    rest: &'t str,
    count: usize,
}

impl Reader<'_> {
    fn taken(&mut self, word: &str) -> bool {
        let has = self.rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if has {
            self.rest = self.rest[word.len()..].trim_start();
        }
        has
    }

    fn group(&mut self) -> Option<Criteria> {
        if !self.taken("(") {
            return None;
        }
        let inside = if self.rest.starts_with('(') { self.chain()? } else { self.condition()? };
        if !self.taken(")") {
            return None;
        }
        // `(a)and(b)` without brackets around the whole.
        if self.rest.starts_with(')') || self.rest.is_empty() { Some(inside) } else { self.continued(inside) }
    }

    fn chain(&mut self) -> Option<Criteria> {
        self.group()
    }

    fn continued(&mut self, first: Criteria) -> Option<Criteria> {
        let is_all = self.taken("and");
        if !is_all && !self.taken("or") {
            return None;
        }
        let second = self.group()?;
        let both = vec![first, second];
        Some(if is_all { Criteria::All(both) } else { Criteria::Any(both) })
    }

    /// `field:operator:value` up to the bracket that ends it; a backslash takes the next character as it is.
    fn condition(&mut self) -> Option<Criteria> {
        let (mut text, mut end, mut is_escaped) = (String::new(), self.rest.len(), false);
        for (at, letter) in self.rest.char_indices() {
            if is_escaped || (letter != '\\' && letter != ')') {
                text.push(letter);
                is_escaped = false;
            } else if letter == '\\' {
                is_escaped = true;
            } else {
                end = at;
                break;
            }
        }
        self.rest = &self.rest[end..];
        self.count += 1;
        let mut parts = text.splitn(3, ':');
        let (field, operator, value) = (parts.next()?.trim(), parts.next()?.trim(), parts.next()?);
        let is_known = OPERATORS.contains(&operator);
        is_known.then(|| Criteria::One { field: field.to_owned(), operator: operator.to_owned(), value: value.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criteria_are_read_with_their_escapes() {
        let one = |field: &str, operator: &str, value: &str| Criteria::One {
            field: field.to_owned(),
            operator: operator.to_owned(),
            value: value.to_owned(),
        };
        assert_eq!(read(r"(Last_Name:equals:Burns\,B)").unwrap(), one("Last_Name", "equals", "Burns,B"));
        let both = Criteria::All(vec![one("Last_Name", "equals", "a(b)"), one("First_Name", "starts_with", "M")]);
        assert_eq!(read(r"((Last_Name:equals:a\(b\))and(First_Name:starts_with:M))").unwrap(), both);
        assert_eq!(read(r"(Last_Name:equals:a\(b\))and(First_Name:starts_with:M)").unwrap(), both);
        for wrong in ["(a:equals:b", "(a:likes:b)", "((a:equals:b)xor(c:equals:d))", "(a:equals:b))"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
