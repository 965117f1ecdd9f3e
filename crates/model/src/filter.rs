//! Conditions on records: one tree, whatever spelling it came in (text, JSON, saved view, rule).

use crate::id::FieldId;

/// Most predicates in one filter.
pub const PREDICATES_MAX: usize = 50;
/// Most relations a path may follow.
pub const RELATION_DEPTH_MAX: usize = 2;

/// A condition on a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// All of them. Empty is true.
    And(Vec<Filter>),
    /// Any of them. Empty is false.
    Or(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// Compares one value.
    Predicate(Predicate),
}

/// Compares the value at `path`.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// Reference fields followed from the record, at most [`RELATION_DEPTH_MAX`]; usually none.
    pub relations: Vec<FieldId>,
    /// The value compared, on the record the relations lead to.
    pub operand: Operand,
    /// How.
    pub test: Test,
}

/// A value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A field; for money, person and address with the member meant, e.g. `amount`.
    Field(FieldId, Option<String>),
    /// The record's id.
    Id,
    /// The record's version.
    Version,
    /// When the record last changed (ms).
    UpdatedAt,
    /// When the record came to be: what its sources say in this field, if there is one; otherwise when it was made here.
    /// Compares as the text of a moment.
    CreatedAt(Option<FieldId>),
}

/// How a value is compared. Text compares case-sensitively by code point; numbers by size; several values match when any does.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Equal.
    Equal(Literal),
    /// Not equal; a missing value counts as not equal.
    NotEqual(Literal),
    /// Smaller.
    Less(Literal),
    /// Smaller or equal.
    LessOrEqual(Literal),
    /// Greater.
    Greater(Literal),
    /// Greater or equal.
    GreaterOrEqual(Literal),
    /// One of these (at most 1,000).
    In(Vec<Literal>),
    /// None of these.
    NotIn(Vec<Literal>),
    /// A multi-value field holds it.
    Has(Literal),
    /// Contains the text, ASCII case ignored.
    Contains(String),
    /// Starts with the text, ASCII case ignored.
    StartsWith(String),
    /// Has no value.
    IsNull,
    /// Has a value.
    IsNotNull,
}

/// A constant of the right type for its operand.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Text, date, datetime (normalised as stored), id.
    Text(String),
    /// Whole number.
    Integer(i64),
    /// Decimal text; compared as a number.
    Decimal(String),
    /// true or false.
    Boolean(bool),
}

/// One key of the order of a list. Lists always end with the id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// The value ordered by.
    pub operand: Operand,
    /// Largest first.
    pub descending: bool,
}
