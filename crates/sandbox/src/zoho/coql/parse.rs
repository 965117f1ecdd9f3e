//! Reading a query.

use serde_json::json;

use super::super::reply::Refused;
use super::{COLUMNS_MAX, CONDITIONS_MAX, Condition, Expression, Operator, Query, REACH, ROWS_MAX, VALUES_MAX};

#[derive(Clone, Debug, PartialEq)]
enum Word {
    Name(String),
    Text(String),
    Mark(&'static str),
}

fn near(text: &str) -> Refused {
    Refused::new("SYNTAX_ERROR", "invalid query formed").with(json!({ "near": text, "line": 1, "column": 1 }))
}

fn over(limit: usize, clause: &str) -> Refused {
    Refused::new("LIMIT_EXCEEDED", "the limit of the query is exceeded").with(json!({ "limit": limit, "clause": clause }))
}

const MARKS: &[&str] = &["<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ","];

fn words(text: &str) -> Result<Vec<Word>, Refused> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            let (value, length) = quoted(rest).ok_or_else(|| near(rest))?;
            words.push(Word::Text(value));
            rest = &rest[length..];
        } else if let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            words.push(Word::Mark(mark));
            rest = &rest[mark.len()..];
        } else {
            let is_name = |letter: char| letter.is_alphanumeric() || "_.$:+-!".contains(letter);
            let end = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
            if end == 0 {
                return Err(near(&rest.chars().take(10).collect::<String>()));
            }
            words.push(Word::Name(rest[..end].to_owned()));
            rest = &rest[end..];
        }
        rest = rest.trim_start();
    }
    Ok(words)
}

/// A text between quotes and its length; a backslash takes the next character as it is.
fn quoted(rest: &str) -> Option<(String, usize)> {
    let (mut value, mut is_escaped) = (String::new(), false);
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if is_escaped => {
                value.push(letter);
                is_escaped = false;
            }
            '\\' => is_escaped = true,
            '\'' => return Some((value, at + 1)),
            _ => value.push(letter),
        }
    }
    None
}

pub(super) fn parse(text: &str) -> Result<Query, Refused> {
    let mut reader = Reader { words: words(text)?, at: 0, conditions: 0 };
    reader.keyword("select")?;
    let mut columns = vec![reader.name()?];
    while reader.mark(",") {
        columns.push(reader.name()?);
    }
    if columns.len() > COLUMNS_MAX {
        return Err(over(COLUMNS_MAX, "select"));
    }
    reader.keyword("from")?;
    let module = reader.name()?;
    reader.keyword("where").map_err(|_| Refused::new("SYNTAX_ERROR", "missing clause").with(json!({ "clause": "where" })))?;
    let condition = reader.expression()?;
    if reader.conditions > CONDITIONS_MAX {
        return Err(over(CONDITIONS_MAX, "where"));
    }
    let order = reader.order()?;
    let (offset, limit) = reader.limits()?;
    if reader.at < reader.words.len() {
        return Err(near("the end"));
    }
    let query = Query { columns, module, condition, order, offset, limit };
    within(&query, ROWS_MAX, REACH)?;
    Ok(query)
}

struct Reader {
    words: Vec<Word>,
    at: usize,
    conditions: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.at)
    }

    fn next(&mut self) -> Option<Word> {
        let word = self.words.get(self.at).cloned();
        self.at += 1;
        word
    }

    fn is_keyword(&mut self, wanted: &str) -> bool {
        let is_so = matches!(self.peek(), Some(Word::Name(name)) if name.eq_ignore_ascii_case(wanted));
        self.at += usize::from(is_so);
        is_so
    }

    fn keyword(&mut self, wanted: &str) -> Result<(), Refused> {
        if self.is_keyword(wanted) { Ok(()) } else { Err(near(wanted)) }
    }

    fn mark(&mut self, wanted: &str) -> bool {
        let is_so = matches!(self.peek(), Some(Word::Mark(mark)) if *mark == wanted);
        self.at += usize::from(is_so);
        is_so
    }

    fn name(&mut self) -> Result<String, Refused> {
        match self.next() {
            Some(Word::Name(name)) => Ok(name),
            _ => Err(near("a name")),
        }
    }

    fn number(&mut self) -> Result<usize, Refused> {
        self.name()?.parse().map_err(|_| near("a number"))
    }

    /// Two operands at most: more are put in brackets pair by pair.
    fn expression(&mut self) -> Result<Expression, Refused> {
        let left = self.operand()?;
        let is_both = self.is_keyword("and");
        if !is_both && !self.is_keyword("or") {
            return Ok(left);
        }
        let right = self.operand()?;
        if matches!(self.peek(), Some(Word::Name(name)) if name.eq_ignore_ascii_case("and") || name.eq_ignore_ascii_case("or")) {
            return Err(near("and"));
        }
        let (left, right) = (Box::new(left), Box::new(right));
        Ok(if is_both { Expression::Both(left, right) } else { Expression::Either(left, right) })
    }

    fn operand(&mut self) -> Result<Expression, Refused> {
        if self.mark("(") {
            let inside = self.expression()?;
            return if self.mark(")") { Ok(inside) } else { Err(near(")")) };
        }
        self.conditions += 1;
        Ok(Expression::One(self.condition()?))
    }

    fn condition(&mut self) -> Result<Condition, Refused> {
        let column = self.name()?;
        let operator = match self.next() {
            Some(Word::Mark("=")) => Operator::Equal,
            Some(Word::Mark("!=" | "<>")) => Operator::NotEqual,
            Some(Word::Mark("<")) => Operator::Less,
            Some(Word::Mark("<=")) => Operator::LessOrEqual,
            Some(Word::Mark(">")) => Operator::Greater,
            Some(Word::Mark(">=")) => Operator::GreaterOrEqual,
            Some(Word::Name(name)) => self.operator_of(&name)?,
            _ => return Err(near(&column)),
        };
        let values = match operator {
            Operator::IsNull | Operator::IsNotNull => Vec::new(),
            Operator::In | Operator::NotIn => self.list()?,
            Operator::Between => {
                let low = self.value()?;
                self.keyword("and")?;
                vec![low, self.value()?]
            }
            _ => vec![self.value()?],
        };
        Ok(Condition { column, operator, values })
    }

    fn operator_of(&mut self, name: &str) -> Result<Operator, Refused> {
        match name.to_ascii_lowercase().as_str() {
            "like" => Ok(Operator::Like),
            "in" => Ok(Operator::In),
            "between" => Ok(Operator::Between),
            "not" if self.is_keyword("like") => Ok(Operator::NotLike),
            "not" if self.is_keyword("in") => Ok(Operator::NotIn),
            "is" if self.is_keyword("null") => Ok(Operator::IsNull),
            "is" if self.is_keyword("not") && self.is_keyword("null") => Ok(Operator::IsNotNull),
            _ => Err(near(name)),
        }
    }

    fn value(&mut self) -> Result<String, Refused> {
        match self.next() {
            Some(Word::Text(text) | Word::Name(text)) => Ok(text),
            _ => Err(near("a value")),
        }
    }

    fn list(&mut self) -> Result<Vec<String>, Refused> {
        if !self.mark("(") {
            return Err(near("("));
        }
        let mut values = vec![self.value()?];
        while self.mark(",") {
            values.push(self.value()?);
        }
        if values.len() > VALUES_MAX {
            return Err(over(VALUES_MAX, "in"));
        }
        if self.mark(")") { Ok(values) } else { Err(near(")")) }
    }

    fn order(&mut self) -> Result<Vec<(String, bool)>, Refused> {
        let mut order = Vec::new();
        if !self.is_keyword("order") {
            return Ok(order);
        }
        self.keyword("by")?;
        loop {
            let column = self.name()?;
            let falls = self.is_keyword("desc");
            if !falls {
                self.is_keyword("asc");
            }
            order.push((column, !falls));
            if !self.mark(",") {
                break;
            }
        }
        if order.len() > 10 { Err(over(10, "order by")) } else { Ok(order) }
    }

    /// `limit n`, `limit offset, n` or `limit n offset m`.
    fn limits(&mut self) -> Result<(usize, usize), Refused> {
        let (mut offset, mut limit) = (0, 200);
        if self.is_keyword("limit") {
            limit = self.number()?;
            if self.mark(",") {
                (offset, limit) = (limit, self.number()?);
            }
        }
        if self.is_keyword("offset") {
            offset = self.number()?;
        }
        if limit == 0 {
            return Err(over(ROWS_MAX, "limit"));
        }
        Ok((offset, limit))
    }
}

/// Whether a query keeps to so many rows of one answer, and of all.
pub(super) fn within(query: &Query, rows_max: usize, reach: usize) -> Result<(), Refused> {
    if query.limit > rows_max {
        return Err(over(rows_max, "limit"));
    }
    if query.offset.saturating_add(query.limit) > reach { Err(over(reach, "offset")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_read() {
        let query = parse("select Last_Name, Account_Name.Account_Name from Contacts where ((Modified_Time = '2024-01-01T00:00:00+00:00' and id > '12') or Modified_Time > '2024-01-01T00:00:00+00:00') order by Modified_Time asc, id limit 5, 200").unwrap();
        assert_eq!((query.columns.len(), query.module.as_str(), query.offset, query.limit), (2, "Contacts", 5, 200));
        assert_eq!(query.order, [("Modified_Time".to_owned(), true), ("id".to_owned(), true)]);
        let escaped = parse(r"select id from Contacts where Last_Name = 'O\'Brien \\ x' or id is not null").unwrap();
        assert!(format!("{:?}", escaped.condition).contains(r"O'Brien \\ x"));
    }

    #[test]
    fn what_the_vendor_refuses_is_refused() {
        for (text, code) in [
            ("select id from Contacts", "SYNTAX_ERROR"),
            ("select id from Contacts where a = 1 and b = 2 and c = 3", "SYNTAX_ERROR"),
            ("select id from Contacts where a = 1 limit 2001", "LIMIT_EXCEEDED"),
            ("select id from Contacts where a = 1 limit 99900, 200", "LIMIT_EXCEEDED"),
            ("select id from Contacts where a = 'x", "SYNTAX_ERROR"),
            ("select id from Contacts where a ? 'x'", "SYNTAX_ERROR"),
            ("update Contacts", "SYNTAX_ERROR"),
        ] {
            assert_eq!(parse(text).unwrap_err().code, code, "{text}");
        }
        assert!(parse("select id from Contacts where ((a = 1 and b = 2) and c = 3)").is_ok());
    }
}
