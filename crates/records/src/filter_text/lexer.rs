//! Words, texts and operators of the filter spelling.

use super::{FilterError, FilterReason};

/// One token and where it begins (bytes).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) offset: usize,
    pub(super) kind: TokenKind<'a>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind<'a> {
    /// A name, keyword or bare value.
    Word(&'a str),
    /// Text that stood in quotes, unescaped.
    Text(String),
    Operator(&'static str),
    Open,
    Close,
    Comma,
    End,
}

const OPERATORS: [&str; 9] = ["!=", "<=", ">=", "=", "<", ">", ":", "~", "^"];

pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    peeked: Option<Token<'a>>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, peeked: None }
    }

    pub(super) fn next(&mut self) -> Result<Token<'a>, FilterError> {
        match self.peeked.take() {
            Some(token) => Ok(token),
            None => self.scan(),
        }
    }

    pub(super) fn peek(&mut self) -> Result<&Token<'a>, FilterError> {
        let token = self.next()?;
        Ok(self.peeked.insert(token))
    }

    /// Takes the keyword `word` if it comes next.
    pub(super) fn eat_word(&mut self, word: &str) -> Result<bool, FilterError> {
        let hit = matches!(&self.peek()?.kind, TokenKind::Word(found) if found.eq_ignore_ascii_case(word));
        if hit {
            self.peeked = None;
        }
        Ok(hit)
    }

    pub(super) fn eat(&mut self, kind: &TokenKind<'_>) -> Result<bool, FilterError> {
        let hit = self.peek()?.kind == *kind;
        if hit {
            self.peeked = None;
        }
        Ok(hit)
    }

    fn scan(&mut self) -> Result<Token<'a>, FilterError> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        let offset = self.at;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(Token { offset, kind: TokenKind::End });
        };
        let single = match first {
            '(' => Some(TokenKind::Open),
            ')' => Some(TokenKind::Close),
            ',' => Some(TokenKind::Comma),
            _ => None,
        };
        if let Some(kind) = single {
            self.at += 1;
            return Ok(Token { offset, kind });
        }
        if let Some(operator) = OPERATORS.into_iter().find(|operator| rest.starts_with(operator)) {
            self.at += operator.len();
            return Ok(Token { offset, kind: TokenKind::Operator(operator) });
        }
        if first == '"' || first == '\'' {
            return self.quoted(offset, first);
        }
        // A bare value may hold ':' after its first character (times), so that only brackets, commas, quotes, blanks and
        // comparison signs end it. A name is followed by ':' only as an operator: see `name_length`.
        let length = bare_length(rest);
        if length == 0 {
            return Err(FilterError::at(offset, FilterReason::Expected("a field name, a value or a bracket")));
        }
        self.at += length;
        Ok(Token { offset, kind: TokenKind::Word(rest.get(..length).unwrap_or_default()) })
    }

    fn quoted(&mut self, offset: usize, quote: char) -> Result<Token<'a>, FilterError> {
        let mut text = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((at, character)) = chars.next() {
            match character {
                end if end == quote => {
                    self.at += at + 1;
                    return Ok(Token { offset, kind: TokenKind::Text(text) });
                }
                '\\' => match chars.next() {
                    Some((_, escaped @ ('"' | '\'' | '\\'))) => text.push(escaped),
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, 't')) => text.push('\t'),
                    Some((_, 'r')) => text.push('\r'),
                    Some((at, _)) => {
                        return Err(FilterError::at(offset + at, FilterReason::Expected(r#"one of \" \\ \n \t \r"#)));
                    }
                    None => break,
                },
                other => text.push(other),
            }
        }
        Err(FilterError::at(offset, FilterReason::OpenQuote))
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

/// Length of the bare word at the start of `text`. A `:` belongs to it only inside a time: a digit before and after.
fn bare_length(text: &str) -> usize {
    let mut before_digit = false;
    let mut starts_with_digit = false;
    for (at, character) in text.char_indices() {
        if at == 0 {
            starts_with_digit = character.is_ascii_digit();
        }
        let ends = match character {
            '(' | ')' | ',' | '"' | '=' | '!' | '<' | '>' | '~' | '^' => true,
            ':' => {
                let next_digit = text.get(at + 1..).and_then(|rest| rest.chars().next()).is_some_and(|next| next.is_ascii_digit());
                !(starts_with_digit && before_digit && next_digit)
            }
            other => other.is_whitespace() || other.is_control(),
        };
        if ends {
            return at;
        }
        before_digit = character.is_ascii_digit();
    }
    text.len()
}
