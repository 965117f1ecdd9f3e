//! Reading: page by page, each a statement and a transaction of its own.

use std::sync::Arc;

use connector::{ConnectorError, Cursor, FieldKind, PageEnd, ReadMode, Source, StreamShape};
use model::RecordBatch;
use serde::{Deserialize, Serialize};

use crate::link::Link;
use crate::moment::{Style, earlier};
use crate::rows;
use crate::session::all_rows;
use crate::statements::{self, From};
use crate::stream::{Column, Moments, Stream};
use crate::trouble::Trouble;
use crate::values::{Datum, Mark, Param, digest};

/// Rows of one statement.
const PAGE_ROWS_MAX: usize = 2_000;
/// Text of one page, about.
const PAGE_BYTES_MAX: usize = 16 << 20;
/// Rows of the overlap that are remembered; when there are more, all of them are read again.
const SEEN_MAX: usize = 1_000;
/// Keys of one statement that reads single rows.
const FETCH_KEYS_MAX: usize = 200;

/// Where reading is: the text of a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Latest time of change of passes that ended; in a full pass, the latest there was when it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Mark>,
    /// Time of change and key of the last row of this pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Mark>,
    /// Rows given in this pass.
    #[serde(default)]
    pub rows: u64,
    /// Digests of the rows within the overlap, as they were given last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<u64>,
}

/// Reads one stream.
pub(crate) struct StreamSource {
    link: Arc<Link>,
    stream: Stream,
    shape: StreamShape,
    mode: ReadMode,
    filter: Option<String>,
    /// Bounds of a range in the column's own spelling.
    range: Option<(Mark, Mark)>,
}

impl StreamSource {
    pub fn new(link: Arc<Link>, stream: Stream, mode: ReadMode, filter: Option<String>) -> Result<Self, ConnectorError> {
        if mode != ReadMode::Full && stream.updated.is_none() {
            let what = format!("tell what changed in {}: no column with the time of change is known", stream.name);
            return Err(ConnectorError::Unsupported { system: link.place.system().to_owned(), what });
        }
        let shape = rows::shape(&stream);
        let mut source = Self { link, stream, shape, mode, filter, range: None };
        if let ReadMode::Range { from_ms, to_ms } = source.mode {
            source.range = Some(source.spelled(from_ms, to_ms)?);
        }
        Ok(source)
    }

    /// Two moments as the column with the time of change spells them.
    fn spelled(&self, from_ms: i64, to_ms: i64) -> Result<(Mark, Mark), ConnectorError> {
        let zone = &self.link.place.zone;
        let style = match self.stream.updated_column() {
            Some(Column { moments: Moments::Utc, .. }) => Style::UTC,
            Some(Column { moments: Moments::Local, .. }) | None => Style::LOCAL,
            Some(column) => {
                let newest = self.newest(column)?;
                newest.as_ref().and_then(Style::of).unwrap_or(Style::UTC)
            }
        };
        let mark = |ms| {
            let wrong = || ConnectorError::Setting { setting: "range".to_owned(), reason: "a time out of bounds".to_owned() };
            style.write(ms, zone).ok_or_else(wrong)
        };
        Ok((mark(from_ms)?, mark(to_ms)?))
    }

    fn newest(&self, column: &Column) -> Result<Option<Mark>, ConnectorError> {
        let sql = statements::newest(&self.stream, column);
        let rows = self.link.read(|session| all_rows(session, &sql))?;
        Ok(rows.first().and_then(|row| row.first()).and_then(Datum::mark))
    }

    /// Runs one statement into the batch. The last row that was taken, and whether rows remain.
    fn run(
        &self,
        sql: &crate::dialect::Sql,
        limit: usize,
        place: &mut Place,
        overlap: &mut Overlap,
        into: &mut RecordBatch,
    ) -> Result<Page, ConnectorError> {
        let zone = &self.link.place.zone;
        let mut page = Page::default();
        self.link.read(|session| -> Result<(), Trouble> {
            session.rows(sql, &mut |row| {
                page.taken += 1;
                place.rows += 1;
                if !overlap.is_known(&row) {
                    rows::push(&self.stream, &row, zone, place.rows, into);
                }
                page.last = Some(row);
                page.is_full = into.text_bytes() >= PAGE_BYTES_MAX;
                !page.is_full
            })
        })?;
        page.is_last = !page.is_full && page.taken < limit;
        Ok(page)
    }

    fn read_all(&self, mut place: Place, limit: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        if place.key.is_none()
            && let Some(column) = self.stream.updated_column()
        {
            // Asked before the first page, so that what changes behind the reader is found by the next incremental read.
            place.since = self.newest(column)?;
        }
        let sql = statements::page(&self.stream, place.key.as_ref(), self.filter.as_deref(), limit);
        let page = self.run(&sql, limit, &mut place, &mut Overlap::default(), into)?;
        if page.is_last {
            return Ok(PageEnd { next: Cursor::of(&Place { since: place.since, ..Place::default() }), last: true });
        }
        place.key = page.mark(self.stream.key);
        Ok(PageEnd { next: Cursor::of(&place), last: false })
    }

    fn read_changes(&self, mut place: Place, limit: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let (Some(column), Some(updated)) = (self.stream.updated_column(), self.stream.updated) else {
            return Err(ConnectorError::CursorExpired { system: self.link.place.system().to_owned() });
        };
        let since = match &self.range {
            Some((from, _)) => Some(from.clone()),
            None => place.since.as_ref().map(|since| earlier(since, self.link.place.overlap_ms)),
        };
        let from = match (&place.at, &place.key, &since) {
            (Some(at), Some(key), _) => From::Behind(at, key),
            (_, _, Some(since)) => From::Time(since),
            (_, _, None) => From::Beginning,
        };
        let until = self.range.as_ref().map(|(_, to)| to);
        let sql = statements::changes(&self.stream, column, from, until, self.filter.as_deref(), limit);
        let mut overlap = Overlap { known: std::mem::take(&mut place.seen), rows: Vec::new(), updated: Some(updated) };
        let page = self.run(&sql, limit, &mut place, &mut overlap, into)?;
        place.at = page.mark(updated).or(place.at);
        place.key = page.mark(self.stream.key).or(place.key);
        if !page.is_last {
            place.seen = overlap.known;
            place.seen.extend(overlap.rows.iter().map(|(_, digest)| *digest));
            // Only digests of the last rows are of use, and a cursor is small.
            let surplus = place.seen.len().saturating_sub(SEEN_MAX);
            place.seen.drain(..surplus);
            return Ok(PageEnd { next: Cursor::of(&place), last: false });
        }
        if self.range.is_some() {
            return Ok(PageEnd { next: Cursor::of(&Place::default()), last: true });
        }
        let since = place.at.or(place.since);
        let seen = overlap.remembered(since.as_ref(), self.link.place.overlap_ms);
        Ok(PageEnd { next: Cursor::of(&Place { since, seen, ..Place::default() }), last: true })
    }
}

/// What one statement gave.
#[derive(Default)]
struct Page {
    taken: usize,
    last: Option<Vec<Datum>>,
    is_full: bool,
    is_last: bool,
}

impl Page {
    /// The value in a column of the last row.
    fn mark(&self, column: usize) -> Option<Mark> {
        self.last.as_ref()?.get(column)?.mark()
    }
}

/// The rows that an incremental read sees again because it looks back.
#[derive(Default)]
struct Overlap {
    /// Digests of the last read.
    known: Vec<u64>,
    /// Times and digests of this one.
    rows: Vec<(Option<Mark>, u64)>,
    updated: Option<usize>,
}

impl Overlap {
    /// True for a row that was given by the last read exactly as it is.
    fn is_known(&mut self, row: &[Datum]) -> bool {
        let Some(updated) = self.updated else { return false };
        let digest = digest(row);
        self.rows.push((row.get(updated).and_then(Datum::mark), digest));
        self.known.contains(&digest)
    }

    /// Digests of the rows that the next read will see again; none where they are too many.
    fn remembered(&self, since: Option<&Mark>, overlap_ms: i64) -> Vec<u64> {
        let Some(since) = since else { return Vec::new() };
        let from = earlier(since, overlap_ms).text();
        let is_again = |mark: &Option<Mark>| {
            mark.as_ref().is_some_and(|mark| {
                let text = mark.text();
                (text.len(), &text) >= (from.len(), &from)
            })
        };
        let seen: Vec<u64> = self.rows.iter().filter(|(mark, _)| is_again(mark)).map(|(_, digest)| *digest).collect();
        if seen.len() > SEEN_MAX { Vec::new() } else { seen }
    }
}

impl Source for StreamSource {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        rows::begin(&self.shape, into);
        let place: Place = cursor.place(self.link.place.system())?;
        let limit = rows_max.clamp(1, PAGE_ROWS_MAX);
        match self.mode {
            ReadMode::Full => self.read_all(place, limit, into),
            ReadMode::Incremental | ReadMode::Range { .. } => self.read_changes(place, limit, into),
        }
    }
}

/// Reads single rows as they are now.
pub(crate) struct FetchSource {
    link: Arc<Link>,
    stream: Stream,
    shape: StreamShape,
    ids: Vec<String>,
}

impl FetchSource {
    pub fn new(link: Arc<Link>, stream: Stream, ids: &[String]) -> Self {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        let shape = rows::shape(&stream);
        Self { link, stream, shape, ids }
    }
}

/// A key as it is bound: as a number where the column holds numbers. Nothing where it can be none of the column's values.
pub(crate) fn key_param(column: &Column, id: &str) -> Option<Param> {
    if column.kind != FieldKind::Integer {
        return Some(Param::Text(id.to_owned()));
    }
    match id.parse() {
        Ok(number) => Some(Param::Integer(number)),
        // An unsigned number that is larger than ours.
        Err(_) => id.parse::<u64>().is_ok().then(|| Param::Text(id.to_owned())),
    }
}

impl Source for FetchSource {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        rows::begin(&self.shape, into);
        let from: usize = cursor.0.parse().unwrap_or(0);
        let to = self.ids.len().min(from + FETCH_KEYS_MAX.min(rows_max.max(1)));
        let asked = self.ids.get(from..to).unwrap_or(&[]);
        let keys: Vec<Param> = asked.iter().filter_map(|id| key_param(self.stream.key_column(), id)).collect();
        let found = if keys.is_empty() {
            Vec::new()
        } else {
            let sql = statements::by_keys(&self.stream, &keys);
            self.link.read(|session| all_rows(session, &sql))?
        };
        let mut number = from as u64;
        let mut seen = Vec::with_capacity(found.len());
        for row in &found {
            number += 1;
            rows::push(&self.stream, row, &self.link.place.zone, number, into);
            seen.extend(row.get(self.stream.key).and_then(Datum::text));
        }
        for id in asked.iter().filter(|id| !seen.contains(id)) {
            number += 1;
            rows::push_missing(id, number, into);
        }
        Ok(PageEnd { next: Cursor(to.to_string()), last: to >= self.ids.len() })
    }
}
