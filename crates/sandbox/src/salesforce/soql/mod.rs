//! The query language, as far as connectors use it.
//!
//! `SELECT fields | parent.field | FIELDS(ALL|STANDARD|CUSTOM) | COUNT() | COUNT(f), MIN, MAX, SUM, AVG | (SELECT … FROM children) FROM object
//! [WHERE AND, OR, NOT, = != <> < <= > >= LIKE, IN, NOT IN, INCLUDES, EXCLUDES, null, date literals] [ORDER BY … ASC|DESC NULLS FIRST|LAST]
//! [LIMIT n] [OFFSET n] [ALL ROWS]`, and `GROUP BY` with the aggregates.

mod literal;
mod parse;
mod run;

pub(super) use literal::Moment;
pub(super) use parse::parse;
pub(super) use run::{Filter, sorted_rows};

/// A name with its parents: `Account.Owner.Name` has three parts.
pub(super) type Path = Vec<String>;

/// A query as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    pub(super) select: Vec<Item>,
    /// As written.
    pub(super) object: String,
    pub(super) filter: Option<Condition>,
    pub(super) group: Vec<Path>,
    pub(super) order: Vec<Order>,
    pub(super) limit: Option<usize>,
    pub(super) offset: usize,
    /// `ALL ROWS`.
    pub(super) all_rows: bool,
    /// The text, for error messages.
    pub(super) text: String,
}

/// What is selected.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    Field(Path),
    /// `FIELDS(ALL)` and its like.
    Fields(FieldGroup),
    /// `COUNT()`.
    Count,
    /// A function of a field, and the name of its column.
    Aggregate(Aggregate, Path, Option<String>),
    Children(Box<Query>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldGroup {
    All,
    Standard,
    Custom,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aggregate {
    Count,
    CountDistinct,
    Min,
    Max,
    Sum,
    Avg,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Order {
    pub(super) path: Path,
    pub(super) descending: bool,
    pub(super) nulls_last: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    Compare(Path, Operator, Literal),
    /// The last is true for `NOT IN`.
    In(Path, Vec<Literal>, bool),
    /// Each literal is a list with `;`; the last is true for `EXCLUDES`.
    Includes(Path, Vec<Literal>, bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    /// `2024-05-01`, a time with offset, or `TODAY` and its like.
    Moment(Moment),
}
