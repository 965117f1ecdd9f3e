//! Which character separates the cells of a text.
//!
//! Each candidate splits the beginning of the text, quotes respected; the one whose rows agree best on their number of
//! cells wins. Text full of commas inside of a semicolon table does not agree on any number of commas.

use std::sync::Arc;

use connector::ConnectorError;

use super::split::{Dialect, Splitter};
use crate::Limits;
use crate::rows::Rows;
use crate::text::{TextOrigin, TextStream};

/// Candidates with the weight of prior belief.
const CANDIDATES: [(u8, f64); 9] =
    [(b',', 1.0), (b'\t', 1.0), (b';', 1.0), (b'|', 0.98), (0x01, 0.98), (0x1f, 0.98), (b'^', 0.8), (b'~', 0.8), (b':', 0.6)];
const SAMPLE_BYTES: usize = 512 << 10;
const SAMPLE_ROWS: usize = 400;

/// The dialect, and whether the text named it itself (`sep=;`).
pub(crate) fn find(origin: &TextOrigin, told: Option<u8>, limits: &Limits, name: &str) -> Result<Dialect, ConnectorError> {
    let (sample, whole) = beginning(origin)?;
    let line_end = if sample.contains('\n') || !sample.contains('\r') { b'\n' } else { b'\r' };
    let first_line = sample.split(['\n', '\r']).next().unwrap_or("");
    let named = named_delimiter(first_line);
    let lines_skipped = u64::from(named.is_some());
    if let Some(delimiter) = told.or(named) {
        return Ok(Dialect { delimiter, line_end, lines_skipped });
    }
    let text: Arc<[u8]> = sample.into_bytes().into();
    let mut best = (0.0, b',');
    for (delimiter, weight) in CANDIDATES {
        let dialect = Dialect { delimiter, line_end, lines_skipped: 0 };
        let score = weight * agreement(Arc::clone(&text), whole, dialect, limits, name)?;
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    Ok(Dialect { delimiter: best.1, line_end, lines_skipped: 0 })
}

fn beginning(origin: &TextOrigin) -> Result<(String, bool), ConnectorError> {
    let mut stream = TextStream::open(origin)?;
    let mut sample = String::new();
    while sample.len() < SAMPLE_BYTES {
        if !stream.append(&mut sample)? {
            return Ok((sample, true));
        }
    }
    Ok((sample, false))
}

/// `sep=;` as spreadsheets write and read it.
fn named_delimiter(line: &str) -> Option<u8> {
    let bare = line.trim_matches('"');
    let rest = bare.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| bare.get(4..))?;
    let [delimiter] = rest.as_bytes() else { return None };
    delimiter.is_ascii().then_some(*delimiter)
}

/// How well the rows agree on a number of cells: 0 for a single column, near 1 for many rows of the same width.
fn agreement(text: Arc<[u8]>, whole: bool, dialect: Dialect, limits: &Limits, name: &str) -> Result<f64, ConnectorError> {
    let mut rows = Splitter::open(TextOrigin::Memory(text), dialect, limits, name)?;
    let mut widths = Vec::new();
    let mut odd_cells = 0_usize;
    while widths.len() < SAMPLE_ROWS && rows.advance()? {
        let row = rows.row();
        if row.filled() > 0 {
            widths.push(row.spans.len());
            // A wrong delimiter cuts quoted cells apart: halves with a lone quote remain.
            odd_cells += row.cells().filter(|(_, cell)| cell.matches('"').count() % 2 == 1).count();
        }
    }
    if !whole && widths.len() < SAMPLE_ROWS {
        widths.pop(); // cut off by the end of the sample
    }
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for width in &widths {
        match counts.iter_mut().find(|(known, _)| known == width) {
            Some((_, count)) => *count += 1,
            None => counts.push((*width, 1)),
        }
    }
    // The commonest width that is a table at all; a larger one wins a tie.
    let Some((width, count)) = counts.into_iter().filter(|(width, _)| *width > 1).max_by_key(|(width, count)| (*count, *width)) else {
        return Ok(0.0);
    };
    let all = widths.len() as f64;
    let share = count as f64 / all;
    let first_row = if widths.first() == Some(&width) { 0.05 } else { 0.0 };
    let odd = (odd_cells as f64 / all).min(1.0);
    Ok(share * (1.0 - 0.5 / width as f64) + first_row - 0.3 * odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, delimiter: u8) {
        let origin = TextOrigin::Memory(text.as_bytes().into());
        let found = find(&origin, None, &Limits::default(), "test").expect("a text can be split");
        assert_eq!(char::from(found.delimiter), char::from(delimiter), "{text}");
    }

    #[test]
    fn the_delimiter_is_the_one_rows_agree_on() {
        check("a,b,c\n1,2,3\n", b',');
        check("name;note\nx;one, two, three\ny;four\n", b';');
        check("name;x;y\na;1,5;2,5\nb;2,5;3,5\n", b';');
        check("a\tb\nx, y\t1\nz\t2\n", b'\t');
        check("a|b|c\n1,2|2|3\n", b'|');
        check("a,b\n\"x;y;z\",1\n\"p;q;r\",2\n", b',');
        check("sep=;\na,b;c\n", b';');
        check("Report of today\n\nid;name;city\n1;A;B\n2;C;D, E\n", b';');
        check("only\none\ncolumn\n", b',');
    }
}
