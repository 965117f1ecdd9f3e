//! From text to a query.

use super::{Aggregate, Condition, FieldGroup, Item, Literal, Operator, Order, Path, Query, literal};
use crate::salesforce::reply::Refused;

/// Longest text, in characters.
const TEXT_MAX: usize = 100_000;
/// Deepest nesting of parentheses.
const DEPTH_MAX: usize = 50;

/// Reads a query.
pub(in crate::salesforce) fn parse(text: &str, now_ms: i64) -> Result<Query, Refused> {
    if text.chars().count() > TEXT_MAX {
        return Err(malformed("SOQL statements cannot be longer than 100000 characters."));
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0, text, now_ms, depth: 0 };
    let query = parser.query()?;
    match parser.peek() {
        None => Ok(query),
        Some(token) => Err(unexpected(token)),
    }
}

fn malformed(message: &str) -> Refused {
    Refused::new("MALFORMED_QUERY", message)
}

fn unexpected(token: &Token) -> Refused {
    malformed(&format!("unexpected token: '{}'", token.text()))
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Names, numbers, dates and words.
    Word(String),
    Text(String),
    Sign(&'static str),
}

impl Token {
    fn text(&self) -> &str {
        match self {
            Self::Word(word) | Self::Text(word) => word,
            Self::Sign(sign) => sign,
        }
    }
}

const SIGNS: [&str; 10] = ["<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ","];

fn tokens(text: &str) -> Result<Vec<Token>, Refused> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = &rest[first.len_utf8()..];
        } else if first == '\'' {
            let (value, length) = quoted(rest)?;
            tokens.push(Token::Text(value));
            rest = &rest[length..];
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            tokens.push(Token::Sign(sign));
            rest = &rest[sign.len()..];
        } else {
            let is_word = |character: char| character.is_alphanumeric() || "._-:+".contains(character);
            let length = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
            if length == 0 {
                return Err(malformed(&format!("unexpected token: '{first}'")));
            }
            tokens.push(Token::Word(rest[..length].to_owned()));
            rest = &rest[length..];
        }
    }
    Ok(tokens)
}

/// A text in single quotes at the start of `rest`, and its length with them.
fn quoted(rest: &str) -> Result<(String, usize), Refused> {
    let mut value = String::new();
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\'' => return Ok((value, at + 1)),
            '\\' => match characters.next().map(|(_, escaped)| escaped) {
                Some('n' | 'N') => value.push('\n'),
                Some('r' | 'R') => value.push('\r'),
                Some('t' | 'T') => value.push('\t'),
                Some(escaped @ ('\'' | '"' | '\\' | '_' | '%')) => {
                    // A pattern of LIKE must still see which signs were meant as themselves.
                    if escaped == '_' || escaped == '%' {
                        value.push('\\');
                    }
                    value.push(escaped);
                }
                _ => return Err(malformed("Illegal string literal: invalid escape sequence")),
            },
            other => value.push(other),
        }
    }
    Err(malformed("expecting a right single quote, found '<EOF>'"))
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    text: &'a str,
    now_ms: i64,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Result<Token, Refused> {
        let token = self.tokens.get(self.at).cloned().ok_or_else(|| malformed("unexpected token: '<EOF>'"))?;
        self.at += 1;
        Ok(token)
    }

    fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some(Token::Word(found)) if found.eq_ignore_ascii_case(word))
    }

    fn is_sign(&self, ahead: usize, sign: &str) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some(Token::Sign(found)) if *found == sign)
    }

    /// Takes the words if they come next.
    fn takes(&mut self, words: &[&str]) -> bool {
        let comes = words.iter().enumerate().all(|(ahead, word)| self.is_word(ahead, word));
        if comes {
            self.at += words.len();
        }
        comes
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let comes = self.is_sign(0, sign);
        self.at += usize::from(comes);
        comes
    }

    fn expect(&mut self, word: &str) -> Result<(), Refused> {
        if self.takes(&[word]) { Ok(()) } else { Err(self.next().map_or_else(|error| error, |token| unexpected(&token))) }
    }

    fn expect_sign(&mut self, sign: &str) -> Result<(), Refused> {
        if self.takes_sign(sign) { Ok(()) } else { Err(self.next().map_or_else(|error| error, |token| unexpected(&token))) }
    }

    fn word(&mut self) -> Result<String, Refused> {
        match self.next()? {
            Token::Word(word) => Ok(word),
            other @ (Token::Text(_) | Token::Sign(_)) => Err(unexpected(&other)),
        }
    }

    fn path(&mut self) -> Result<Path, Refused> {
        Ok(self.word()?.split('.').map(str::to_owned).collect())
    }

    fn query(&mut self) -> Result<Query, Refused> {
        self.expect("SELECT")?;
        let mut select = vec![self.item()?];
        while self.takes_sign(",") {
            select.push(self.item()?);
        }
        self.expect("FROM")?;
        let object = self.word()?;
        let filter = if self.takes(&["WHERE"]) { Some(self.either()?) } else { None };
        let mut group = Vec::new();
        if self.takes(&["GROUP", "BY"]) {
            group.push(self.path()?);
            while self.takes_sign(",") {
                group.push(self.path()?);
            }
        }
        let mut order = Vec::new();
        if self.takes(&["ORDER", "BY"]) {
            order.push(self.order()?);
            while self.takes_sign(",") {
                order.push(self.order()?);
            }
        }
        let limit = if self.takes(&["LIMIT"]) { Some(self.count()?) } else { None };
        let offset = if self.takes(&["OFFSET"]) { self.count()? } else { 0 };
        if offset > 2_000 {
            return Err(Refused::new("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000"));
        }
        let all_rows = self.takes(&["ALL", "ROWS"]);
        Ok(Query { select, object, filter, group, order, limit, offset, all_rows, text: self.text.to_owned() })
    }

    fn item(&mut self) -> Result<Item, Refused> {
        if self.takes_sign("(") {
            self.depth += 1;
            if self.depth > 1 {
                return Err(malformed("Only one level of sub-select is supported"));
            }
            let children = self.query()?;
            self.depth -= 1;
            self.expect_sign(")")?;
            return Ok(Item::Children(Box::new(children)));
        }
        if !self.is_sign(1, "(") {
            return self.path().map(Item::Field);
        }
        let function = self.word()?.to_uppercase();
        self.expect_sign("(")?;
        if function == "COUNT" && self.takes_sign(")") {
            return Ok(Item::Count);
        }
        let path = self.path()?;
        self.expect_sign(")")?;
        let aggregate = match function.as_str() {
            "FIELDS" => {
                let group = match path.concat().to_uppercase().as_str() {
                    "ALL" => FieldGroup::All,
                    "STANDARD" => FieldGroup::Standard,
                    "CUSTOM" => FieldGroup::Custom,
                    other => return Err(malformed(&format!("unexpected token: '{other}'"))),
                };
                return Ok(Item::Fields(group));
            }
            "COUNT" => Aggregate::Count,
            "COUNT_DISTINCT" => Aggregate::CountDistinct,
            "MIN" => Aggregate::Min,
            "MAX" => Aggregate::Max,
            "SUM" => Aggregate::Sum,
            "AVG" => Aggregate::Avg,
            other => return Err(malformed(&format!("unexpected token: '{other}'"))),
        };
        let is_alias = matches!(self.peek(), Some(Token::Word(word)) if !word.eq_ignore_ascii_case("FROM"));
        let alias = if is_alias { Some(self.word()?) } else { None };
        Ok(Item::Aggregate(aggregate, path, alias))
    }

    fn order(&mut self) -> Result<Order, Refused> {
        let path = self.path()?;
        let descending = !self.takes(&["ASC"]) && self.takes(&["DESC"]);
        let nulls_last = self.takes(&["NULLS", "LAST"]);
        if !nulls_last {
            self.takes(&["NULLS", "FIRST"]);
        }
        Ok(Order { path, descending, nulls_last })
    }

    fn count(&mut self) -> Result<usize, Refused> {
        let word = self.word()?;
        word.parse().map_err(|_| malformed(&format!("unexpected token: '{word}'")))
    }

    fn either(&mut self) -> Result<Condition, Refused> {
        let first = self.both()?;
        if !self.is_word(0, "OR") {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.takes(&["OR"]) {
            parts.push(self.both()?);
        }
        Ok(Condition::Or(parts))
    }

    fn both(&mut self) -> Result<Condition, Refused> {
        let first = self.one()?;
        if !self.is_word(0, "AND") {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.takes(&["AND"]) {
            parts.push(self.one()?);
        }
        Ok(Condition::And(parts))
    }

    fn one(&mut self) -> Result<Condition, Refused> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(malformed("the filter is nested too deeply"));
        }
        let condition = if self.takes(&["NOT"]) {
            self.one().map(|inner| Condition::Not(Box::new(inner)))
        } else if self.takes_sign("(") {
            let inner = self.either()?;
            self.expect_sign(")").map(|()| inner)
        } else {
            self.comparison()
        };
        self.depth -= 1;
        condition
    }

    fn comparison(&mut self) -> Result<Condition, Refused> {
        let path = self.path()?;
        if self.takes(&["NOT", "IN"]) {
            return Ok(Condition::In(path, self.list()?, true));
        }
        if self.takes(&["IN"]) {
            return Ok(Condition::In(path, self.list()?, false));
        }
        if self.takes(&["INCLUDES"]) {
            return Ok(Condition::Includes(path, self.list()?, false));
        }
        if self.takes(&["EXCLUDES"]) {
            return Ok(Condition::Includes(path, self.list()?, true));
        }
        let operator = if self.takes(&["LIKE"]) {
            Operator::Like
        } else {
            match self.next()? {
                Token::Sign("=") => Operator::Equal,
                Token::Sign("!=" | "<>") => Operator::NotEqual,
                Token::Sign("<") => Operator::Less,
                Token::Sign("<=") => Operator::LessOrEqual,
                Token::Sign(">") => Operator::Greater,
                Token::Sign(">=") => Operator::GreaterOrEqual,
                other => return Err(unexpected(&other)),
            }
        };
        Ok(Condition::Compare(path, operator, self.literal()?))
    }

    fn list(&mut self) -> Result<Vec<Literal>, Refused> {
        self.expect_sign("(")?;
        if self.is_word(0, "SELECT") {
            return Err(malformed("semi-joins are not supported by this simulator"));
        }
        let mut list = vec![self.literal()?];
        while self.takes_sign(",") {
            list.push(self.literal()?);
        }
        self.expect_sign(")")?;
        Ok(list)
    }

    fn literal(&mut self) -> Result<Literal, Refused> {
        let word = match self.next()? {
            Token::Text(text) => return Ok(Literal::Text(text)),
            Token::Word(word) => word,
            sign @ Token::Sign(_) => return Err(unexpected(&sign)),
        };
        match word.to_lowercase().as_str() {
            "null" => return Ok(Literal::Null),
            "true" => return Ok(Literal::Flag(true)),
            "false" => return Ok(Literal::Flag(false)),
            _ => {}
        }
        if let Ok(number) = word.parse::<f64>() {
            return Ok(Literal::Number(number));
        }
        literal::moment(&word, self.now_ms).map(Literal::Moment).ok_or_else(|| unexpected(&Token::Word(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Query, Refused> {
        parse(text, 0)
    }

    #[test]
    fn all_parts_of_a_query_are_found() {
        let query = read(
            "select Id, Account.Owner.Name, (SELECT Id FROM Contacts) from Account where (Name like 'A\\'%' or Name = null) and not X__c in (1, 2) \
             order by SystemModstamp asc, Id desc nulls last limit 10 offset 5 all rows",
        )
        .unwrap();
        assert_eq!(query.object, "Account");
        assert_eq!(query.select[1], Item::Field(["Account", "Owner", "Name"].map(str::to_owned).to_vec()));
        assert!(matches!(&query.select[2], Item::Children(children) if children.object == "Contacts"));
        let Some(Condition::And(parts)) = &query.filter else { panic!("{:?}", query.filter) };
        assert!(
            matches!(&parts[0], Condition::Or(either) if matches!(&either[0], Condition::Compare(_, Operator::Like, Literal::Text(text)) if text == "A'%"))
        );
        assert!(matches!(&parts[1], Condition::Not(inner) if matches!(&**inner, Condition::In(_, list, false) if list.len() == 2)));
        assert_eq!(
            query.order.iter().map(|order| (order.descending, order.nulls_last)).collect::<Vec<_>>(),
            [(false, false), (true, true)]
        );
        assert_eq!((query.limit, query.offset, query.all_rows), (Some(10), 5, true));
    }

    #[test]
    fn aggregates_and_groups_of_fields_are_found() {
        assert_eq!(read("SELECT COUNT() FROM Lead").unwrap().select, [Item::Count]);
        let query = read("SELECT Type, COUNT(Id) n, MAX(Amount) FROM Opportunity GROUP BY Type").unwrap();
        assert!(matches!(&query.select[1], Item::Aggregate(Aggregate::Count, _, Some(alias)) if alias == "n"));
        assert!(matches!(&query.select[2], Item::Aggregate(Aggregate::Max, _, None)));
        assert_eq!(query.group.len(), 1);
        assert_eq!(read("SELECT FIELDS(ALL) FROM Lead LIMIT 200").unwrap().select, [Item::Fields(FieldGroup::All)]);
    }

    #[test]
    fn what_is_no_query_is_malformed() {
        for text in [
            "",
            "SELECT",
            "SELECT Id",
            "SELECT Id FROM",
            "SELECT Id FROM Account WHERE",
            "SELECT Id FROM Account WHERE Name",
            "SELECT Id FROM Account WHERE Name = 'x",
            "SELECT Id FROM Account LIMIT x",
            "SELECT Id, FROM Account",
            "SELECT Id FROM Account foo bar",
            "SELECT Id FROM Account WHERE Name = \"x\"",
            "SELECT Id FROM Account WHERE Name = '\\x'",
            "SELECT Id FROM Account WHERE CreatedDate > '",
            "SELECT (SELECT (SELECT Id FROM A) FROM B) FROM C",
            &format!("SELECT Id FROM Account WHERE {}", "(".repeat(200)),
        ] {
            assert_eq!(read(text).unwrap_err().code, "MALFORMED_QUERY", "{text}");
        }
        assert_eq!(read("SELECT Id FROM A OFFSET 2001").unwrap_err().code, "NUMBER_OUTSIDE_VALID_RANGE");
    }
}
