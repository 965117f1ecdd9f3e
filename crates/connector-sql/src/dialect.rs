//! What differs between the systems: quotes, placeholders, how values are shown and bound.

use crate::stream::{Column, Moments};
use crate::values::Param;

/// One of the systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Postgres,
    MySql,
    Sqlite,
}

impl Dialect {
    /// What messages call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL",
            Self::MySql => "MySQL",
            Self::Sqlite => "SQLite",
        }
    }

    /// A name of a table or column, quoted.
    pub fn quoted(self, name: &str) -> String {
        let quote = if self == Self::MySql { '`' } else { '"' };
        let mut out = String::with_capacity(name.len() + 2);
        out.push(quote);
        for character in name.chars() {
            if character == quote {
                out.push(quote);
            }
            out.push(character);
        }
        out.push(quote);
        out
    }

    /// The column as it is selected: PostgreSQL is asked for texts in one spelling, the others give their values.
    pub fn shown(self, column: &Column) -> String {
        self.shown_as(column, &self.quoted(&column.name))
    }

    /// `expression`, which has the type of `column`, as it is selected.
    pub fn shown_as(self, column: &Column, expression: &str) -> String {
        if self != Self::Postgres {
            return expression.to_owned();
        }
        match column.moments {
            Moments::Utc => format!("to_char({expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"),
            Moments::Local => format!("to_char({expression}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"),
            Moments::None | Moments::Free if column.is_structured => format!("to_json({expression})::text"),
            Moments::None | Moments::Free => format!("{expression}::text"),
        }
    }
}

/// A statement with its values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sql {
    pub dialect: Dialect,
    pub text: String,
    pub params: Vec<Param>,
}

impl Sql {
    pub fn new(dialect: Dialect, text: impl Into<String>) -> Self {
        Self { dialect, text: text.into(), params: Vec::new() }
    }

    /// Adds text.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a placeholder and its value, which has the type of `column`.
    pub fn bind(&mut self, column: &Column, param: Param) -> &mut Self {
        self.params.push(match param {
            // MySQL reads neither the T nor the Z.
            Param::Text(text) if self.dialect == Dialect::MySql && column.moments != Moments::None => {
                Param::Text(text.trim_end_matches('Z').replacen('T', " ", 1))
            }
            other => other,
        });
        match self.dialect {
            // All values go as text and are read by the type of the column: nothing is rounded on the way.
            Dialect::Postgres => {
                let place = format!("${}::text::{}", self.params.len(), column.cast);
                self.text.push_str(&place);
            }
            Dialect::MySql if column.moments != Moments::None => self.text.push_str("CAST(? AS DATETIME(6))"),
            Dialect::MySql if column.cast == "decimal" => self.text.push_str("CAST(? AS DECIMAL(65,30))"),
            Dialect::MySql | Dialect::Sqlite => self.text.push('?'),
        }
        self
    }

    /// Adds a placeholder for a text.
    pub fn bind_text(&mut self, text: &str) -> &mut Self {
        self.params.push(Param::Text(text.to_owned()));
        match self.dialect {
            Dialect::Postgres => {
                let place = format!("${}::text", self.params.len());
                self.text.push_str(&place);
            }
            Dialect::MySql | Dialect::Sqlite => self.text.push('?'),
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_whatever_they_hold() {
        for (dialect, name, quoted) in [
            (Dialect::Postgres, "a\"; DROP TABLE b; --", "\"a\"\"; DROP TABLE b; --\""),
            (Dialect::Sqlite, "Kunden Nr", "\"Kunden Nr\""),
            (Dialect::MySql, "a`b\"c", "`a``b\"c`"),
        ] {
            assert_eq!(dialect.quoted(name), quoted);
        }
    }
}
