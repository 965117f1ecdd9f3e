//! Filters and sort orders as people and clients write them, to the one tree of [`model::filter`] and back.
//!
//! Pure. Two spellings, one meaning: text (`status = "open" AND amount >= 10000 AND customer.city = "上海"`) and JSON
//! ([`json`]). `AND` binds tighter than `OR`, `NOT` tightest; brackets group. A path follows reference fields by their own
//! names, so two references to the same object stay apart. Every error carries the place and, for names, the nearest ones.
//! Errors never repeat a compared value: it may belong to a customer.

pub mod json;
mod lexer;
mod literal;
mod print;

use std::sync::Arc;

use mapping::normalise::Region;
use model::filter::{Filter, Operand, PREDICATES_MAX, Predicate, RELATION_DEPTH_MAX, SortKey, Test};
use model::{FieldType, Object};

use lexer::{Lexer, Token, TokenKind};
use literal::Compared;
pub use literal::Value;
pub use print::{print, print_operand};

/// Longest filter text, in bytes.
pub const TEXT_BYTES_MAX: usize = 20_000;
/// Most values in one `IN`.
pub const IN_VALUES_MAX: usize = 1_000;
/// Most keys of one order.
pub const SORT_KEYS_MAX: usize = 5;
/// Deepest nesting of brackets and `NOT`.
const DEPTH_MAX: usize = 32;

/// Finds the definition of an object by its API name.
pub type ObjectsByName<'a> = &'a dyn Fn(&str) -> Option<Arc<Object>>;

/// Why a filter or an order is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason} (at {offset})")]
pub struct FilterError {
    /// Place in the text, in bytes; 0 for the JSON spelling.
    pub offset: usize,
    /// JSON pointer inside the JSON spelling; empty for text.
    pub pointer: String,
    /// What is wrong.
    pub reason: FilterReason,
}

/// What is wrong with a filter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterReason {
    /// No such field.
    #[error("{name:?} is not a field of {object}{}", did_you_mean(nearest))]
    UnknownField {
        /// As written.
        name: String,
        /// The object looked at.
        object: String,
        /// The most similar field names.
        nearest: Vec<String>,
    },
    /// A dot after a field that leads nowhere.
    #[error("{0:?} leads nowhere here: it refers to no other object, or has no such part")]
    NotARelation(String),
    /// More than [`RELATION_DEPTH_MAX`] relations.
    #[error("a path may follow at most {RELATION_DEPTH_MAX} relations")]
    TooDeep,
    /// Something else was expected here.
    #[error("expected {0}")]
    Expected(&'static str),
    /// A text without its closing quote.
    #[error("the text has no closing quote")]
    OpenQuote,
    /// The operator does not fit the type of the field.
    #[error("operator {operator} cannot be used with field {field:?} of type {field_type}")]
    Operator {
        /// As written.
        operator: String,
        /// The field.
        field: String,
        /// Its type.
        field_type: &'static str,
    },
    /// The value does not fit the type of the field.
    #[error("field {field:?} compares with {wanted}")]
    WrongValue {
        /// The field.
        field: String,
        /// What it compares with.
        wanted: &'static str,
    },
    /// More than [`PREDICATES_MAX`] comparisons.
    #[error("a filter holds at most {PREDICATES_MAX} comparisons")]
    TooManyPredicates,
    /// More than [`IN_VALUES_MAX`] values in one list.
    #[error("a list holds at most {IN_VALUES_MAX} values")]
    TooManyValues,
    /// Brackets inside brackets inside brackets.
    #[error("brackets are nested deeper than {DEPTH_MAX}")]
    TooNested,
    /// Longer than [`TEXT_BYTES_MAX`].
    #[error("the filter is longer than {TEXT_BYTES_MAX} bytes")]
    TooLong,
    /// More than [`SORT_KEYS_MAX`] sort keys.
    #[error("an order has at most {SORT_KEYS_MAX} keys")]
    TooManySortKeys,
    /// The field has no order.
    #[error("records cannot be ordered by field {0:?}")]
    NotSortable(String),
}

impl FilterReason {
    /// The same in Chinese.
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::UnknownField { name, object, nearest } if nearest.is_empty() => format!("{object} 没有字段 {name:?}"),
            Self::UnknownField { name, object, nearest } => format!("{object} 没有字段 {name:?}；相近的有：{}", nearest.join(", ")),
            Self::NotARelation(name) => format!("{name:?} 不能这样展开：它不是引用字段，也没有该组成部分"),
            Self::TooDeep => format!("路径最多跨越 {RELATION_DEPTH_MAX} 层引用"),
            Self::Expected(wanted) => format!("此处应为：{wanted}"),
            Self::OpenQuote => "文本缺少结束引号".to_owned(),
            Self::Operator { operator, field, field_type } => format!("运算符 {operator} 不能用于字段 {field:?}（类型 {field_type}）"),
            Self::WrongValue { field, wanted } => format!("字段 {field:?} 的比较值应为：{wanted}"),
            Self::TooManyPredicates => format!("筛选最多包含 {PREDICATES_MAX} 个比较"),
            Self::TooManyValues => format!("列表最多包含 {IN_VALUES_MAX} 个值"),
            Self::TooNested => format!("括号嵌套不能超过 {DEPTH_MAX} 层"),
            Self::TooLong => format!("筛选不能超过 {TEXT_BYTES_MAX} 字节"),
            Self::TooManySortKeys => format!("排序最多使用 {SORT_KEYS_MAX} 个键"),
            Self::NotSortable(field) => format!("不能按字段 {field:?} 排序"),
        }
    }
}

impl FilterError {
    fn at(offset: usize, reason: FilterReason) -> Self {
        Self { offset, pointer: String::new(), reason }
    }
}

fn did_you_mean(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!("; nearest: {}", nearest.join(", ")) }
}

/// Reads the text spelling for records of `object`. A compared phone number without a country is one of `region`.
///
/// # Errors
/// [`FilterError`] with the offset of the first mistake.
pub fn parse(text: &str, object: &Arc<Object>, objects: ObjectsByName<'_>, region: Region) -> Result<Filter, FilterError> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(FilterError::at(0, FilterReason::TooLong));
    }
    let mut parser = Parser { lexer: Lexer::new(text), object, objects, region, predicates: 0 };
    let filter = parser.any_of(0)?;
    let end = parser.lexer.next()?;
    match end.kind {
        TokenKind::End => Ok(filter),
        _ => Err(FilterError::at(end.offset, FilterReason::Expected("AND, OR or the end of the filter"))),
    }
}

/// Reads an order: field names separated by commas, `-` before a name for largest first.
///
/// # Errors
/// [`FilterError`] for unknown or unordered fields.
pub fn parse_sort(text: &str, object: &Arc<Object>) -> Result<Vec<SortKey>, FilterError> {
    let mut keys = Vec::new();
    let mut offset = 0;
    for part in text.split(',') {
        let (descending, name) = match part.trim().strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, part.trim()),
        };
        let (name, member) = name.split_once('.').map_or((name, None), |(name, member)| (name, Some(member)));
        let path: Vec<&str> = std::iter::once(name).chain(member).collect();
        let target = resolve_with(&path, offset, object, &|_| None)?;
        let sortable = target.field_type.as_ref().is_none_or(literal::is_sortable);
        if !sortable {
            return Err(FilterError::at(offset, FilterReason::NotSortable(name.to_owned())));
        }
        // An index serves the order of a field; those that nobody told when they came to be stand last in it.
        let operand = match target.operand {
            Operand::CreatedAt(Some(field)) => Operand::Field(field, None),
            other => other,
        };
        keys.push(SortKey { operand, descending });
        offset += part.len() + 1;
    }
    if keys.len() > SORT_KEYS_MAX {
        return Err(FilterError::at(0, FilterReason::TooManySortKeys));
    }
    Ok(keys)
}

/// The names of `known` most similar to `name`, at most three, best first.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut scored: Vec<(usize, &str)> = known
        .into_iter()
        .map(|other| (distance(name, other), other))
        .filter(|(score, other)| *score <= other.chars().count().max(name.chars().count().min(60)) / 2)
        .collect();
    scored.sort_unstable();
    scored.into_iter().take(3).map(|(_, other)| other.to_owned()).collect()
}

/// Edit distance by characters; names beyond 60 characters are cut.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(60).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().take(60).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(&b) {
            let value = (diagonal + usize::from(from != *to)).min(left + 1).min(*cell + 1);
            diagonal = *cell;
            *cell = value;
            left = value;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// A path, resolved.
struct Target {
    relations: Vec<model::FieldId>,
    operand: Operand,
    /// As written, for messages.
    name: String,
    /// `None` for system values.
    field_type: Option<FieldType>,
}

impl Target {
    fn compared(&self, region: Region) -> Compared<'_> {
        Compared { operand: &self.operand, name: &self.name, field_type: self.field_type.as_ref(), region }
    }
}

fn resolve_with(path: &[&str], offset: usize, object: &Arc<Object>, objects: ObjectsByName<'_>) -> Result<Target, FilterError> {
    let mut object = Arc::clone(object);
    let mut relations = Vec::new();
    let mut place = offset;
    for (at, name) in path.iter().enumerate() {
        let rest = path.get(at + 1..).unwrap_or_default();
        let system = match *name {
            "id" => Some(Operand::Id),
            "version" => Some(Operand::Version),
            "updated_at" => Some(Operand::UpdatedAt),
            "created_at" => created_at(&object),
            _ => None,
        };
        if let Some(operand) = system {
            if !rest.is_empty() {
                return Err(FilterError::at(place, FilterReason::NotARelation((*name).to_owned())));
            }
            return Ok(Target { relations, operand, name: (*name).to_owned(), field_type: None });
        }
        let Some(field) = object.field(name).filter(|field| !field.archived) else {
            return Err(FilterError::at(place, unknown_field(name, &object)));
        };
        if let (FieldType::Reference { to }, false) = (&field.field_type, rest.is_empty()) {
            if relations.len() == RELATION_DEPTH_MAX {
                return Err(FilterError::at(place, FilterReason::TooDeep));
            }
            relations.push(field.id);
            let Some(next) = objects(to) else {
                return Err(FilterError::at(place, FilterReason::NotARelation((*name).to_owned())));
            };
            place += name.len() + 1;
            object = next;
            continue;
        }
        let member = literal::member(&field.field_type, rest)
            .ok_or_else(|| FilterError::at(place, FilterReason::NotARelation((*name).to_owned())))?;
        return Ok(Target {
            relations,
            operand: Operand::Field(field.id, member.map(str::to_owned)),
            name: (*name).to_owned(),
            field_type: Some(field.field_type.clone()),
        });
    }
    Err(FilterError::at(offset, FilterReason::Expected("a field name")))
}

/// When records of `object` came to be; `None` where the object means something else by that name.
fn created_at(object: &Object) -> Option<Operand> {
    match object.live_fields().find(|field| field.name == "created_at") {
        None => Some(Operand::CreatedAt(None)),
        Some(field) if field.field_type == FieldType::Datetime => Some(Operand::CreatedAt(Some(field.id))),
        Some(_) => None,
    }
}

fn unknown_field(name: &str, object: &Object) -> FilterReason {
    let known = object.live_fields().map(|field| field.name.as_str()).chain(["id", "version", "created_at", "updated_at"]);
    FilterReason::UnknownField { name: name.chars().take(60).collect(), object: object.name.clone(), nearest: nearest(name, known) }
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    object: &'a Arc<Object>,
    objects: ObjectsByName<'a>,
    region: Region,
    predicates: usize,
}

impl Parser<'_> {
    fn any_of(&mut self, depth: usize) -> Result<Filter, FilterError> {
        let mut parts = vec![self.all_of(depth)?];
        while self.lexer.eat_word("OR")? {
            parts.push(self.all_of(depth)?);
        }
        Ok(single_or(parts, Filter::Or))
    }

    fn all_of(&mut self, depth: usize) -> Result<Filter, FilterError> {
        let mut parts = vec![self.one(depth)?];
        while self.lexer.eat_word("AND")? {
            parts.push(self.one(depth)?);
        }
        Ok(single_or(parts, Filter::And))
    }

    fn one(&mut self, depth: usize) -> Result<Filter, FilterError> {
        if depth > DEPTH_MAX {
            let here = self.lexer.peek()?.offset;
            return Err(FilterError::at(here, FilterReason::TooNested));
        }
        if self.lexer.eat_word("NOT")? {
            return Ok(Filter::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.lexer.eat(&TokenKind::Open)? {
            let inner = self.any_of(depth + 1)?;
            let close = self.lexer.next()?;
            return match close.kind {
                TokenKind::Close => Ok(inner),
                _ => Err(FilterError::at(close.offset, FilterReason::Expected("AND, OR or a closing bracket"))),
            };
        }
        self.predicate()
    }

    fn predicate(&mut self) -> Result<Filter, FilterError> {
        let token = self.lexer.next()?;
        let TokenKind::Word(path) = token.kind else {
            return Err(FilterError::at(token.offset, FilterReason::Expected("a field name")));
        };
        self.predicates += 1;
        if self.predicates > PREDICATES_MAX {
            return Err(FilterError::at(token.offset, FilterReason::TooManyPredicates));
        }
        let path: Vec<&str> = path.split('.').collect();
        let target = resolve_with(&path, token.offset, self.object, self.objects)?;
        let test = self.test(&target)?;
        Ok(Filter::Predicate(Predicate { relations: target.relations, operand: target.operand, test }))
    }

    fn test(&mut self, target: &Target) -> Result<Test, FilterError> {
        let token = self.lexer.next()?;
        let operator = match &token.kind {
            TokenKind::Operator(operator) => (*operator).to_owned(),
            TokenKind::Word(word) if word.eq_ignore_ascii_case("IS") => {
                let not = self.lexer.eat_word("NOT")?;
                let null = self.lexer.next()?;
                return match null.kind {
                    TokenKind::Word(word) if word.eq_ignore_ascii_case("NULL") => Ok(if not { Test::IsNotNull } else { Test::IsNull }),
                    _ => Err(FilterError::at(null.offset, FilterReason::Expected("NULL"))),
                };
            }
            TokenKind::Word(word) if word.eq_ignore_ascii_case("IN") => return self.list(target).map(Test::In),
            TokenKind::Word(word) if word.eq_ignore_ascii_case("NOT") => {
                let next = self.lexer.next()?;
                return match next.kind {
                    TokenKind::Word(word) if word.eq_ignore_ascii_case("IN") => self.list(target).map(Test::NotIn),
                    _ => Err(FilterError::at(next.offset, FilterReason::Expected("IN"))),
                };
            }
            _ => {
                return Err(FilterError::at(token.offset, FilterReason::Expected("an operator: = != < <= > >= : ~ ^ IN, NOT IN, IS NULL")));
            }
        };
        let value = self.lexer.next()?;
        let value_offset = value.offset;
        let value = value_of(value)?;
        literal::test(&target.compared(self.region), &operator, &value).map_err(|reason| {
            let offset = if matches!(reason, FilterReason::Operator { .. }) { token.offset } else { value_offset };
            FilterError::at(offset, reason)
        })
    }

    fn list(&mut self, target: &Target) -> Result<Vec<model::filter::Literal>, FilterError> {
        let open = self.lexer.next()?;
        if open.kind != TokenKind::Open {
            return Err(FilterError::at(open.offset, FilterReason::Expected("an opening bracket")));
        }
        let mut values = Vec::new();
        loop {
            let token = self.lexer.next()?;
            let offset = token.offset;
            let value = value_of(token)?;
            let value = literal::literal(&target.compared(self.region), &value);
            values.push(value.map_err(|reason| FilterError::at(offset, reason))?);
            if values.len() > IN_VALUES_MAX {
                return Err(FilterError::at(offset, FilterReason::TooManyValues));
            }
            let token = self.lexer.next()?;
            match token.kind {
                TokenKind::Comma => {}
                TokenKind::Close => return Ok(values),
                _ => return Err(FilterError::at(token.offset, FilterReason::Expected("a comma or a closing bracket"))),
            }
        }
    }
}

fn value_of(token: Token<'_>) -> Result<Value, FilterError> {
    match token.kind {
        TokenKind::Word(word) => Ok(Value::Bare(word.to_owned())),
        TokenKind::Text(text) => Ok(Value::Text(text)),
        _ => Err(FilterError::at(token.offset, FilterReason::Expected("a value, texts in quotes"))),
    }
}

fn single_or(mut parts: Vec<Filter>, many: fn(Vec<Filter>) -> Filter) -> Filter {
    if parts.len() == 1
        && let Some(only) = parts.pop()
    {
        only
    } else {
        many(parts)
    }
}

#[cfg(test)]
mod tests;
