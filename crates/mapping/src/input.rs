//! One rule bound to columns: from the cells of a row to the text that a kind reads.

use std::collections::HashMap;

use model::{CellKind, Row};
use regex::Regex;

use crate::kind::Kind;
use crate::parts::{Part, is_han};
use crate::width::compared;

/// A rule bound to columns.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) columns: Vec<usize>,
    pub(crate) join: Join,
    pub(crate) operations: Vec<Operation>,
    /// Compared source value to target value; `*` is kept apart.
    pub(crate) values: HashMap<String, String>,
    pub(crate) value_otherwise: Option<String>,
    pub(crate) default: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) part: Part,
    pub(crate) required: bool,
}

/// What several columns of one rule are.
#[derive(Clone, Debug)]
pub(crate) enum Join {
    First,
    Each,
    Concat(Option<String>),
}

/// A text operator made ready.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    Trim,
    Lower,
    Upper,
    Title,
    Text,
    Replace(String, String),
    Prefix(String),
    Suffix(String),
    SplitAll(String),
    SplitTake(String, usize),
    Extract(Regex, usize),
    Value(String),
    Default(String),
    When(usize, Vec<String>),
}

/// Divides the pieces of a value in a [`Taken`]; no text of a source holds it after cleaning.
pub(crate) const PIECE: char = '\u{1e}';

/// The text that a rule took from a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken<'a> {
    pub(crate) cell: CellKind,
    pub(crate) text: &'a str,
}

impl Input {
    /// True when the text of the one column is taken as it is.
    fn is_plain(&self) -> bool {
        self.operations.is_empty() && self.values.is_empty() && self.value_otherwise.is_none() && self.default.is_none()
    }

    /// True when each column is a value of its own.
    pub(crate) fn takes_each(&self) -> bool {
        matches!(self.join, Join::Each)
    }

    /// The text of the rule for `row`. `buffer` holds it where it is made anew.
    pub(crate) fn take<'a>(&'a self, row: Row<'a>, buffer: &'a mut String) -> Taken<'a> {
        match (&self.join, self.columns.as_slice()) {
            (_, []) => self.change(CellKind::Empty, "", row, buffer),
            (Join::Concat(separator), [_, _, ..]) => {
                buffer.clear();
                join(&self.columns, separator.as_deref(), row, buffer);
                let cell = if buffer.is_empty() { CellKind::Empty } else { CellKind::Text };
                self.operate(cell, row, buffer)
            }
            (Join::First | Join::Each | Join::Concat(_), [column]) => self.take_column(*column, row, buffer),
            (Join::First | Join::Each, columns @ [_, _, ..]) => {
                let mut found = (CellKind::Empty, "");
                for column in columns {
                    let (cell, text) = row.cell(*column);
                    if cell != CellKind::Empty && !crate::normalise::null::is_null_word(text, self.kind.strictness()) {
                        found = (cell, text);
                        break;
                    }
                    if cell != CellKind::Empty && found.0 == CellKind::Empty {
                        found = (cell, text);
                    }
                }
                self.change(found.0, found.1, row, buffer)
            }
        }
    }

    /// The text of one of the rule's columns, taken for itself.
    pub(crate) fn take_column<'a>(&'a self, column: usize, row: Row<'a>, buffer: &'a mut String) -> Taken<'a> {
        let (cell, text) = row.cell(column);
        self.change(cell, text, row, buffer)
    }

    fn change<'a>(&'a self, cell: CellKind, text: &'a str, row: Row<'a>, buffer: &'a mut String) -> Taken<'a> {
        if self.is_plain() {
            return Taken { cell, text };
        }
        buffer.clear();
        buffer.push_str(text);
        self.operate(cell, row, buffer)
    }

    fn operate<'a>(&'a self, cell: CellKind, row: Row<'a>, buffer: &'a mut String) -> Taken<'a> {
        let mut made = false;
        for operation in &self.operations {
            made |= operation.apply(&|column| row.cell(column).1, buffer);
        }
        self.look_up(buffer);
        let strictness = self.kind.strictness();
        if let Some(default) = &self.default
            && crate::normalise::null::is_null_word(buffer, strictness)
        {
            buffer.clear();
            buffer.push_str(default);
            made = true;
        }
        let cell = match cell {
            _ if buffer.is_empty() => CellKind::Empty,
            CellKind::Empty => CellKind::Text,
            CellKind::Number | CellKind::Boolean | CellKind::Date | CellKind::Json | CellKind::Damaged if made => CellKind::Text,
            CellKind::Text | CellKind::Number | CellKind::Boolean | CellKind::Date | CellKind::Json | CellKind::Damaged => cell,
        };
        Taken { cell, text: buffer }
    }

    fn look_up(&self, buffer: &mut String) {
        if buffer.is_empty() || (self.values.is_empty() && self.value_otherwise.is_none()) {
            return;
        }
        let found = self.values.get(compared(buffer).as_str()).or(self.value_otherwise.as_ref());
        if let Some(value) = found {
            buffer.clear();
            buffer.push_str(value);
        }
    }
}

fn join(columns: &[usize], separator: Option<&str>, row: Row<'_>, joined: &mut String) {
    for column in columns {
        let (cell, text) = row.cell(*column);
        let text = text.trim();
        if cell == CellKind::Empty || crate::normalise::null::is_null_word(text, crate::normalise::null::Strictness::Text) {
            continue;
        }
        if !joined.is_empty() {
            match separator {
                Some(separator) => joined.push_str(separator),
                None if is_han(joined) && is_han(text) => {}
                None => joined.push(' '),
            }
        }
        joined.push_str(text);
    }
}

impl Operation {
    /// Changes `text`; true when the result is no longer what the cell held. `held` tells what a column holds.
    pub(crate) fn apply<'h>(&self, held: &dyn Fn(usize) -> &'h str, text: &mut String) -> bool {
        let changed = match self {
            Self::Trim => text.trim().to_owned(),
            Self::Lower => text.to_lowercase(),
            Self::Upper => text.to_uppercase(),
            Self::Title => title(text),
            Self::Text => crate::normalise::unicode::clean_text(text).into_owned(),
            Self::Replace(from, to) => text.replace(from.as_str(), to),
            Self::Prefix(prefix) if !text.is_empty() => format!("{prefix}{text}"),
            Self::Suffix(suffix) if !text.is_empty() => format!("{text}{suffix}"),
            Self::SplitTake(separator, piece) => text.split(separator.as_str()).nth(*piece).unwrap_or_default().trim().to_owned(),
            Self::SplitAll(separator) => text.replace(separator.as_str(), &PIECE.to_string()),
            Self::Extract(pattern, group) => {
                pattern.captures(text).and_then(|captures| captures.get(*group)).map(|found| found.as_str().to_owned()).unwrap_or_default()
            }
            Self::Value(value) => value.clone(),
            Self::Default(value) if text.trim().is_empty() => value.clone(),
            Self::When(column, values) => {
                let held = compared(held(*column));
                if values.contains(&held) { return false } else { String::new() }
            }
            Self::Prefix(_) | Self::Suffix(_) | Self::Default(_) => return false,
        };
        let is_new = changed != *text;
        *text = changed;
        is_new
    }
}

fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for character in text.chars() {
        if inside {
            out.extend(character.to_lowercase())
        } else {
            out.extend(character.to_uppercase())
        }
        inside = character.is_alphanumeric() || character == '\'';
    }
    out
}
