//! The setting that names keys, times of change, marks of deletion, and queries: one stream a line.
//!
//! `name: key=column updated=column deleted=column query=SELECT …`. Words may stand in double quotes, in which `""` is a quote;
//! a query takes the rest of its line. Lines that begin with `#` and blank lines are left out.

use connector::ConnectorError;

/// Lines taken at most.
const LINES_MAX: usize = 500;

/// What a line says of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StreamLine {
    /// Name of the stream: of a table, or of the query.
    pub name: String,
    /// The key column.
    pub key: Option<String>,
    /// The column with the time of the last change; `-` says that there is none.
    pub updated: Option<String>,
    /// The column that marks deleted rows; `-` says that there is none.
    pub deleted: Option<String>,
    /// A query instead of a table.
    pub query: Option<String>,
}

/// Reads the setting.
///
/// # Errors
/// [`ConnectorError::Setting`] naming the line.
pub(crate) fn read(text: &str) -> Result<Vec<StreamLine>, ConnectorError> {
    let mut lines: Vec<StreamLine> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |reason: &str| ConnectorError::Setting { setting: "streams".to_owned(), reason: format!("line {number}: {reason}") };
        let read = read_line(line).map_err(|reason| wrong(&reason))?;
        if lines.iter().any(|known| known.name == read.name) {
            return Err(wrong("this stream stands above already"));
        }
        if lines.len() >= LINES_MAX {
            return Err(wrong("more lines than can be taken"));
        }
        lines.push(read);
    }
    Ok(lines)
}

fn read_line(line: &str) -> Result<StreamLine, String> {
    let (name, mut rest) = word(line, ':')?;
    rest = rest.trim_start().strip_prefix(':').ok_or("write a name, a colon, and what is to be known of the stream")?;
    let mut read = StreamLine { name, ..StreamLine::default() };
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let (what, behind) = rest.split_once('=').ok_or_else(|| format!("{rest:?} has no equals sign"))?;
        if what == "query" {
            read.query = Some(behind.trim().trim_end_matches(';').trim_end().to_owned());
            break;
        }
        let (value, left) = word(behind, ' ')?;
        match what {
            "key" => read.key = Some(value),
            "updated" => read.updated = Some(value),
            "deleted" => read.deleted = Some(value),
            _ => return Err(format!("{what:?} is not one of key, updated, deleted, query")),
        }
        rest = left;
    }
    match &read.query {
        Some(query) if query.is_empty() => Err("the query is empty".to_owned()),
        Some(_) if read.key.is_none() => Err("a query needs a key=".to_owned()),
        Some(_) | None => Ok(read),
    }
}

/// One word, quoted or up to `end`, and what stands behind it.
fn word(text: &str, end: char) -> Result<(String, &str), String> {
    let text = text.trim_start();
    let Some(quoted) = text.strip_prefix('"') else {
        let at = text.find(|c: char| c == end || c.is_whitespace()).unwrap_or(text.len());
        let (word, rest) = text.split_at(at);
        return if word.is_empty() { Err("a name is missing".to_owned()) } else { Ok((word.to_owned(), rest)) };
    };
    let mut word = String::new();
    let mut rest = quoted;
    loop {
        let at = rest.find('"').ok_or("a quote is not closed")?;
        word.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(behind) => {
                word.push('"');
                rest = behind;
            }
            None if word.is_empty() => return Err("a name is missing".to_owned()),
            None => return Ok((word, rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        let text = "# ours\n\npublic.customers: key=id updated=changed_at deleted=-\n\"Kunden \"\"alt\"\"\": key=\"Kunden Nr\"\nbig: key=id query=SELECT id FROM t WHERE a = 'x';";
        let lines = read(text).unwrap();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            lines,
            [
                StreamLine {
                    name: "public.customers".to_owned(),
                    key: some("id"),
                    updated: some("changed_at"),
                    deleted: some("-"),
                    query: None
                },
                StreamLine { name: "Kunden \"alt\"".to_owned(), key: some("Kunden Nr"), ..StreamLine::default() },
                StreamLine {
                    name: "big".to_owned(),
                    key: some("id"),
                    query: some("SELECT id FROM t WHERE a = 'x'"),
                    ..StreamLine::default()
                },
            ]
        );
    }

    #[test]
    fn wrong_lines_are_named() {
        for (text, reason) in [
            ("customers", "colon"),
            ("a: key", "equals"),
            ("a: id=1", "not one of"),
            ("a: key=\"x", "not closed"),
            ("a: key=", "missing"),
            ("a: query=SELECT 1", "needs a key"),
            ("a: key=i query=", "empty"),
            ("a: key=i\na: key=j", "line 2"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
