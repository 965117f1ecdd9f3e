//! Filters: text like the condition of an SQL query, or a list of conditions.

use serde_json::Value;

use super::body::text_of;
use super::reply::{Wrong, msg};
use super::value::{Comparable, compared, literal};

/// Conditions of a filter, at most, and how deep they may stand in brackets.
const PARTS_MAX: usize = 5_000;
const DEPTH_MAX: usize = 60;

/// A condition; `C` is what stands for a column.
#[derive(Debug)]
pub(super) enum Filter<C> {
    All(Vec<Filter<C>>),
    Any(Vec<Filter<C>>),
    Not(Box<Filter<C>>),
    Is(C, Operator, String),
    In(C, Vec<String>),
    Like(C, String),
    Null(C),
    Always(bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    Different,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// What a column has in a row: its kind, and the value to compare.
pub(super) type Seen = (&'static str, Comparable);

impl<C> Filter<C> {
    /// Whether a row fits; `seen` gives what a column has there.
    pub(super) fn takes(&self, seen: &dyn Fn(&C) -> Seen) -> Result<bool, Wrong> {
        Ok(match self {
            Self::All(parts) => {
                for part in parts {
                    if !part.takes(seen)? {
                        return Ok(false);
                    }
                }
                true
            }
            Self::Any(parts) => {
                for part in parts {
                    if part.takes(seen)? {
                        return Ok(true);
                    }
                }
                false
            }
            Self::Not(part) => !part.takes(seen)?,
            Self::Always(is_so) => *is_so,
            Self::Null(column) => seen(column).1 == Comparable::Nothing,
            Self::Is(column, operator, words) => {
                let (kind, known) = seen(column);
                let wanted = literal(&known, kind, words).ok_or_else(|| unreadable(words))?;
                compared(&known, &wanted).is_some_and(|order| match operator {
                    Operator::Equal => order.is_eq(),
                    Operator::Different => order.is_ne(),
                    Operator::Less => order.is_lt(),
                    Operator::AtMost => order.is_le(),
                    Operator::More => order.is_gt(),
                    Operator::AtLeast => order.is_ge(),
                })
            }
            Self::In(column, list) => {
                let (kind, known) = seen(column);
                for words in list {
                    let wanted = literal(&known, kind, words).ok_or_else(|| unreadable(words))?;
                    if compared(&known, &wanted).is_some_and(std::cmp::Ordering::is_eq) {
                        return Ok(true);
                    }
                }
                false
            }
            Self::Like(column, pattern) => match seen(column).1 {
                Comparable::Text(text) => is_like(&text, &pattern.to_lowercase()),
                _ => false,
            },
        })
    }

    /// The lower bound (exclusive when the flag says so) that all rows keep in a column for which `is_it` says yes.
    pub(super) fn at_least(&self, is_it: &dyn Fn(&C) -> bool) -> Option<(&str, bool)> {
        match self {
            Self::All(parts) => parts.iter().find_map(|part| part.at_least(is_it)),
            Self::Is(column, operator @ (Operator::More | Operator::AtLeast), words) if is_it(column) => {
                Some((words, *operator == Operator::More))
            }
            _ => None,
        }
    }

    /// The values of which all rows have one, in a column for which `is_it` says yes.
    pub(super) fn one_of(&self, is_it: &dyn Fn(&C) -> bool) -> Option<Vec<&str>> {
        match self {
            Self::All(parts) => parts.iter().find_map(|part| part.one_of(is_it)),
            Self::Is(column, Operator::Equal, words) if is_it(column) => Some(vec![words]),
            Self::In(column, list) if is_it(column) => Some(list.iter().map(String::as_str).collect()),
            _ => None,
        }
    }
}

fn unreadable(words: &str) -> Wrong {
    Wrong::new(msg::EXCEPTION, format!("从字符串“{words}”转换失败"))
}

/// `%` stands for any text, `_` for any character, `[x]` for itself.
fn is_like(text: &str, pattern: &str) -> bool {
    let (text, pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
    like_from(&text, &pattern)
}

fn like_from(text: &[char], pattern: &[char]) -> bool {
    match pattern {
        [] => text.is_empty(),
        ['%', rest @ ..] => (0..=text.len()).any(|skip| like_from(&text[skip..], rest)),
        ['_', rest @ ..] => text.split_first().is_some_and(|(_, text)| like_from(text, rest)),
        ['[', one, ']', rest @ ..] | [one, rest @ ..] => {
            text.split_first().is_some_and(|(first, text)| first == one && like_from(text, rest))
        }
    }
}

/// A list of conditions as the text that means the same. 67 is the only comparison whose number is known: equal.
pub(super) fn from_list(list: &[Value]) -> Result<String, Wrong> {
    let mut out = String::new();
    for (at, one) in list.iter().enumerate() {
        let part = |name: &str| text_of(&one[name]);
        if part("Compare") != "67" {
            return Err(Wrong::new(msg::BAD_PARAMETER, format!("比较符“{}”不支持", part("Compare"))));
        }
        out.push_str(&format!("{} {} = '{}' {}", part("Left"), part("FieldName"), part("Value").replace('\'', "''"), part("Right")));
        if at + 1 < list.len() {
            out.push_str(if part("Logic") == "1" { " or " } else { " and " });
        }
    }
    Ok(out)
}

/// Reads a filter; `column` knows the columns.
pub(super) fn parse<C>(text: &str, column: &mut dyn FnMut(&str) -> Result<C, Wrong>) -> Result<Filter<C>, Wrong> {
    let words = words(text)?;
    if words.is_empty() {
        return Ok(Filter::Always(true));
    }
    let mut parser = Parser { words, at: 0, depth: 0, column };
    let filter = parser.any()?;
    if parser.at < parser.words.len() {
        return Err(parser.bad());
    }
    Ok(filter)
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    Name(String),
    Text(String),
    Number(String),
    Sign(&'static str),
}

const SIGNS: &[&str] = &["<>", "!=", ">=", "<=", "=", ">", "<", "(", ")", ","];

fn words(text: &str) -> Result<Vec<Word>, Wrong> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if words.len() > PARTS_MAX {
            return Err(syntax("过滤条件过长"));
        }
        if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            words.push(Word::Sign(sign));
            rest = &rest[sign.len()..];
        } else if first == '\'' {
            let (text, behind) = quoted_text(rest)?;
            words.push(Word::Text(text));
            rest = behind;
        } else if rest.to_lowercase().starts_with("{ts") {
            let inside = rest[3..].trim_start();
            let (text, behind) = quoted_text(inside)?;
            words.push(Word::Text(text));
            rest = behind.trim_start().strip_prefix('}').ok_or_else(|| syntax("“}”附近有语法错误"))?;
        } else if first.is_ascii_digit() || first == '-' {
            let end =
                rest.char_indices().skip(1).find(|(_, other)| !other.is_ascii_digit() && *other != '.').map_or(rest.len(), |(at, _)| at);
            words.push(Word::Number(rest[..end].to_owned()));
            rest = &rest[end..];
        } else if first.is_alphabetic() || first == '_' {
            let end =
                rest.char_indices().find(|(_, other)| !other.is_alphanumeric() && !"_.".contains(*other)).map_or(rest.len(), |(at, _)| at);
            words.push(Word::Name(rest[..end].to_owned()));
            rest = &rest[end..];
        } else {
            return Err(syntax(&format!("“{first}”附近有语法错误")));
        }
        rest = rest.trim_start();
    }
    Ok(words)
}

fn quoted_text(from: &str) -> Result<(String, &str), Wrong> {
    let mut rest = from.strip_prefix('\'').ok_or_else(|| syntax("缺少引号"))?;
    let mut text = String::new();
    loop {
        let end = rest.find('\'').ok_or_else(|| syntax("字符串缺少右引号"))?;
        text.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('\'') {
            Some(behind) => {
                text.push('\'');
                rest = behind;
            }
            None => return Ok((text, rest)),
        }
    }
}

fn syntax(message: &str) -> Wrong {
    Wrong::new(msg::EXCEPTION, message)
}

struct Parser<'p, C> {
    words: Vec<Word>,
    at: usize,
    depth: usize,
    column: &'p mut dyn FnMut(&str) -> Result<C, Wrong>,
}

impl<C> Parser<'_, C> {
    fn bad(&self) -> Wrong {
        let near = match self.words.get(self.at) {
            Some(Word::Name(word) | Word::Number(word) | Word::Text(word)) => word.clone(),
            Some(Word::Sign(sign)) => (*sign).to_owned(),
            None => "末尾".to_owned(),
        };
        syntax(&format!("“{near}”附近有语法错误"))
    }

    fn is_word(&mut self, word: &str) -> bool {
        let is_it = matches!(self.words.get(self.at), Some(Word::Name(name)) if name.eq_ignore_ascii_case(word));
        self.at += usize::from(is_it);
        is_it
    }

    fn is_sign(&mut self, sign: &str) -> bool {
        let is_it = matches!(self.words.get(self.at), Some(Word::Sign(known)) if *known == sign);
        self.at += usize::from(is_it);
        is_it
    }

    fn any(&mut self) -> Result<Filter<C>, Wrong> {
        let mut parts = vec![self.all()?];
        while self.is_word("or") {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::Any(parts) })
    }

    fn all(&mut self) -> Result<Filter<C>, Wrong> {
        let mut parts = vec![self.one()?];
        while self.is_word("and") {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::All(parts) })
    }

    fn one(&mut self) -> Result<Filter<C>, Wrong> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(syntax("括号嵌套过深"));
        }
        let filter = if self.is_word("not") {
            Filter::Not(Box::new(self.one()?))
        } else if self.is_sign("(") {
            let inside = self.any()?;
            if !self.is_sign(")") {
                return Err(self.bad());
            }
            inside
        } else {
            self.condition()?
        };
        self.depth -= 1;
        Ok(filter)
    }

    fn condition(&mut self) -> Result<Filter<C>, Wrong> {
        let name = match self.words.get(self.at).cloned() {
            Some(Word::Name(name)) => name,
            Some(Word::Number(first) | Word::Text(first)) => {
                self.at += 1;
                let operator = self.operator()?;
                let second = self.value()?;
                return Ok(Filter::Always(match operator {
                    Operator::Equal => first == second,
                    Operator::Different => first != second,
                    _ => return Err(self.bad()),
                }));
            }
            _ => return Err(self.bad()),
        };
        self.at += 1;
        let column = (self.column)(&name)?;
        if self.is_word("is") {
            let is_not = self.is_word("not");
            if !self.is_word("null") {
                return Err(self.bad());
            }
            return Ok(turned(Filter::Null(column), is_not));
        }
        let is_not = self.is_word("not");
        if self.is_word("in") {
            if !self.is_sign("(") {
                return Err(self.bad());
            }
            let mut list = vec![self.value()?];
            while self.is_sign(",") {
                list.push(self.value()?);
            }
            if !self.is_sign(")") {
                return Err(self.bad());
            }
            return Ok(turned(Filter::In(column, list), is_not));
        }
        if self.is_word("like") {
            let pattern = self.value()?;
            return Ok(turned(Filter::Like(column, pattern), is_not));
        }
        let operator = self.operator()?;
        Ok(Filter::Is(column, operator, self.value()?))
    }

    fn operator(&mut self) -> Result<Operator, Wrong> {
        let operator = match self.words.get(self.at) {
            Some(Word::Sign("=")) => Operator::Equal,
            Some(Word::Sign("<>" | "!=")) => Operator::Different,
            Some(Word::Sign("<")) => Operator::Less,
            Some(Word::Sign("<=")) => Operator::AtMost,
            Some(Word::Sign(">")) => Operator::More,
            Some(Word::Sign(">=")) => Operator::AtLeast,
            _ => return Err(self.bad()),
        };
        self.at += 1;
        Ok(operator)
    }

    fn value(&mut self) -> Result<String, Wrong> {
        let value = match self.words.get(self.at) {
            Some(Word::Text(text) | Word::Number(text)) => text.clone(),
            Some(Word::Name(name)) if name.eq_ignore_ascii_case("n") && matches!(self.words.get(self.at + 1), Some(Word::Text(_))) => {
                self.at += 1;
                return self.value();
            }
            _ => return Err(self.bad()),
        };
        self.at += 1;
        Ok(value)
    }
}

fn turned<C>(filter: Filter<C>, is_not: bool) -> Filter<C> {
    if is_not { Filter::Not(Box::new(filter)) } else { filter }
}

#[cfg(test)]
mod tests {
    use super::super::value;
    use super::*;

    fn takes(filter: &str) -> Result<bool, Wrong> {
        let known = |name: &String| match name.as_str() {
            "FNumber" => ("text", value::text("A'1 %")),
            "FDate" => ("date", Comparable::Time("2026-01-05T00:00:00.000".to_owned())),
            _ => ("int", Comparable::Number(7.0)),
        };
        parse(filter, &mut |name| Ok(name.to_owned()))?.takes(&known)
    }

    #[test]
    fn filters_are_read_as_the_database_would() {
        for yes in [
            "",
            " FNumber='a''1 %' ",
            "FNumber like '%1 [%]' and not FId in (1,2)",
            "(FId>6 and FId<=7) or FNumber=''",
            "FDate >= {ts'2026-01-05 00:00:00'} AND FDate<'2026-01-06'",
            "1=1 and FId <> 8",
            "FNumber is not null and FNumber = N'A''1 %'",
        ] {
            assert_eq!(takes(yes), Ok(true), "{yes}");
        }
        for no in ["1=0", "FId not in (7)", "FNumber like '_'", "FNumber=''"] {
            assert_eq!(takes(no), Ok(false), "{no}");
        }
        for bad in ["FNumber='a", "FNumber", "FId = ", "(FId=1", "FId=1; drop table T", "FDate>'soon'"] {
            assert!(takes(bad).is_err(), "{bad}");
        }
    }
}
