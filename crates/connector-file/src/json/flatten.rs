//! One JSON record as cells: nested objects become dotted names, arrays become compact JSON, numbers keep their digits.
//!
//! A parser of our own, because numbers must not pass through floating point (2^53 + 1 must survive) and a lone surrogate must
//! damage one cell and not end the import. Grammar: RFC 8259.

use model::CellKind;

use super::scan::skip_blanks;
use crate::number_text::without_exponent;
use crate::rows::cut;

/// Objects nested deeper than this stay JSON instead of becoming columns.
const FLATTEN_DEPTH_MAX: usize = 8;
const REPLACEMENT: char = '\u{FFFD}';

/// Bounds of one record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub depth_max: usize,
    pub cell_bytes_max: usize,
}

/// The text is no JSON record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotJson;

/// Gives each cell of `record` to `sink`: name, kind, text.
pub(crate) fn flatten(record: &str, bounds: Bounds, sink: &mut dyn FnMut(&str, CellKind, &str)) -> Result<(), NotJson> {
    let mut parser = Parser { text: record, bytes: record.as_bytes(), at: 0, bounds, path: String::new(), held: String::new() };
    parser.at = skip_blanks(parser.bytes, 0);
    if parser.peek() == Some(b'{') {
        parser.object(0, sink)?;
    } else {
        parser.path.push_str("value");
        parser.value(0, sink)?;
    }
    if skip_blanks(parser.bytes, parser.at) == parser.bytes.len() { Ok(()) } else { Err(NotJson) }
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    bounds: Bounds,
    path: String,
    held: String,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn expect(&mut self, byte: u8) -> Result<(), NotJson> {
        self.at = skip_blanks(self.bytes, self.at);
        if self.peek() != Some(byte) {
            return Err(NotJson);
        }
        self.at = skip_blanks(self.bytes, self.at + 1);
        Ok(())
    }

    fn object(&mut self, depth: usize, sink: &mut dyn FnMut(&str, CellKind, &str)) -> Result<(), NotJson> {
        self.expect(b'{')?;
        let length = self.path.len();
        if self.peek() == Some(b'}') {
            self.at += 1;
            if length > 0 {
                sink(&self.path, CellKind::Empty, "");
            }
            return Ok(());
        }
        loop {
            self.held.clear();
            self.string()?;
            if length > 0 {
                self.path.push('.');
            }
            self.path.push_str(&self.held);
            self.expect(b':')?;
            self.value(depth + 1, sink)?;
            self.path.truncate(length);
            self.at = skip_blanks(self.bytes, self.at);
            match self.peek() {
                Some(b',') => self.at = skip_blanks(self.bytes, self.at + 1),
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(_) | None => return Err(NotJson),
            }
        }
    }

    fn value(&mut self, depth: usize, sink: &mut dyn FnMut(&str, CellKind, &str)) -> Result<(), NotJson> {
        self.held.clear();
        let mut kind = match self.peek().ok_or(NotJson)? {
            b'{' if depth <= FLATTEN_DEPTH_MAX => return self.object(depth, sink),
            b'{' | b'[' => {
                self.compact(depth)?;
                if self.held == "[]" || self.held == "{}" { CellKind::Empty } else { CellKind::Json }
            }
            b'"' => {
                let whole = self.string()?;
                match (whole, self.held.is_empty()) {
                    (false, _) => CellKind::Damaged,
                    (true, true) => CellKind::Empty,
                    (true, false) => CellKind::Text,
                }
            }
            b't' => self.word("true", CellKind::Boolean)?,
            b'f' => self.word("false", CellKind::Boolean)?,
            b'n' => self.word("null", CellKind::Empty)?,
            _ => {
                let number = self.number()?;
                match without_exponent(number) {
                    Some(written) => self.held.push_str(&written),
                    None => self.held.push_str(number),
                }
                CellKind::Number
            }
        };
        let text = if kind == CellKind::Empty { "" } else { cut(&self.held, self.bounds.cell_bytes_max) };
        if kind != CellKind::Empty && (text.len() < self.held.len() || text.contains(REPLACEMENT)) {
            kind = CellKind::Damaged;
        }
        sink(&self.path, kind, text);
        Ok(())
    }

    fn word(&mut self, word: &str, kind: CellKind) -> Result<CellKind, NotJson> {
        let found = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        if !found {
            return Err(NotJson);
        }
        self.at += word.len();
        self.held.push_str(word);
        Ok(kind)
    }

    fn number(&mut self) -> Result<&'a str, NotJson> {
        let (text, bytes, start) = (self.text, self.bytes, self.at);
        let digits = |at: usize| bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
        let mut at = start + usize::from(self.peek() == Some(b'-'));
        let whole = digits(at);
        at += whole;
        let mut valid = whole > 0;
        if bytes.get(at) == Some(&b'.') {
            let fraction = digits(at + 1);
            valid &= fraction > 0;
            at += 1 + fraction;
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            at += 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            let exponent = digits(at);
            valid &= exponent > 0;
            at += exponent;
        }
        self.at = at;
        if valid { text.get(start..at).ok_or(NotJson) } else { Err(NotJson) }
    }

    /// Appends the string at this place to `held`, resolved. False when something of it could not be.
    fn string(&mut self) -> Result<bool, NotJson> {
        if self.peek() != Some(b'"') {
            return Err(NotJson);
        }
        self.at += 1;
        let mut whole = true;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let stop = memchr::memchr2(b'"', b'\\', rest).ok_or(NotJson)?;
            self.held.push_str(self.text.get(self.at..self.at + stop).ok_or(NotJson)?);
            self.at += stop + 1;
            if rest.get(stop) == Some(&b'"') {
                return Ok(whole);
            }
            let escape = self.peek().ok_or(NotJson)?;
            self.at += 1;
            let character = match escape {
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'"' | b'\\' | b'/' => char::from(escape),
                b'u' => self.unicode_escape()?,
                _ => return Err(NotJson),
            };
            whole &= character != REPLACEMENT;
            self.held.push(character);
        }
    }

    /// The character of `\uXXXX`, two of them for a surrogate pair; U+FFFD for half a pair and for NUL.
    fn unicode_escape(&mut self) -> Result<char, NotJson> {
        let high = self.four_digits()?;
        let code = if (0xD800..0xDC00).contains(&high) && self.bytes.get(self.at..self.at + 2) == Some(b"\\u") {
            let after_high = self.at;
            self.at += 2;
            let low = self.four_digits()?;
            if (0xDC00..0xE000).contains(&low) {
                0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
            } else {
                self.at = after_high;
                high
            }
        } else {
            high
        };
        Ok(char::from_u32(code).filter(|character| *character != '\0').unwrap_or(REPLACEMENT))
    }

    fn four_digits(&mut self) -> Result<u32, NotJson> {
        let digits =
            self.text.get(self.at..self.at + 4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())).ok_or(NotJson)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| NotJson)
    }

    /// Appends the array or object at this place to `held`, without blanks between its parts.
    fn compact(&mut self, depth: usize) -> Result<(), NotJson> {
        let mut open = Vec::new();
        loop {
            let byte = self.peek().ok_or(NotJson)?;
            match byte {
                b'"' => {
                    let end = super::scan::value_end(self.bytes, self.at).ok_or(NotJson)?;
                    self.held.push_str(self.text.get(self.at..end).ok_or(NotJson)?);
                    self.at = end;
                    continue;
                }
                b' ' | b'\t' | b'\r' | b'\n' => {
                    self.at += 1;
                    continue;
                }
                b'{' => open.push(b'}'),
                b'[' => open.push(b']'),
                b'}' | b']' => {
                    if open.pop() != Some(byte) {
                        return Err(NotJson);
                    }
                }
                b',' | b':' | b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E' => {}
                _ => return Err(NotJson),
            }
            if open.len() + depth > self.bounds.depth_max {
                return Err(NotJson);
            }
            self.held.push(char::from(byte));
            self.at += 1;
            if open.is_empty() {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(record: &str, expected: &[(&str, CellKind, &str)]) {
        let mut cells = Vec::new();
        let bounds = Bounds { depth_max: 20, cell_bytes_max: 64 };
        let result = flatten(record, bounds, &mut |name, kind, text| cells.push((name.to_owned(), kind, text.to_owned())));
        assert_eq!(result, Ok(()), "{record}");
        let found: Vec<_> = cells.iter().map(|(name, kind, text)| (name.as_str(), *kind, text.as_str())).collect();
        assert_eq!(found, expected, "{record}");
    }

    #[test]
    fn records_become_cells() {
        check(
            r#"{"a":{"b":1,"c":{"d":"x"}},"n":9007199254740993,"e":1.5E3,"f":1.10,"t":true,"z":null,"l":[1, "a b"],"o":{}}"#,
            &[
                ("a.b", CellKind::Number, "1"),
                ("a.c.d", CellKind::Text, "x"),
                ("n", CellKind::Number, "9007199254740993"),
                ("e", CellKind::Number, "1500"),
                ("f", CellKind::Number, "1.10"),
                ("t", CellKind::Boolean, "true"),
                ("z", CellKind::Empty, ""),
                ("l", CellKind::Json, r#"[1,"a b"]"#),
                ("o", CellKind::Empty, ""),
            ],
        );
        check(r#"{"s":"\u5f20\ud83d\ude00\n"}"#, &[("s", CellKind::Text, "张😀\n")]);
        check(r#"{"s":"\ud800x","t":"\u0000"}"#, &[("s", CellKind::Damaged, "\u{FFFD}x"), ("t", CellKind::Damaged, "\u{FFFD}")]);
        check("[1,2]", &[("value", CellKind::Json, "[1,2]")]);
    }

    #[test]
    fn broken_and_bottomless_records_are_refused() {
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
        for record in ["{\"a\":}", "{\"a\" 1}", "{", "{\"a\":01x}", "{\"a\":1}{", "{\"a\":-}", "{\"a\":\"\\x\"}", "", deep.as_str()] {
            let bounds = Bounds { depth_max: 128, cell_bytes_max: 64 };
            assert_eq!(flatten(record, bounds, &mut |_, _, _| ()), Err(NotJson), "{record:.20}");
        }
    }
}
