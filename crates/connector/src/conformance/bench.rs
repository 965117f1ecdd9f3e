//! The bench that checks work on: an account, the simulator, reading as the engine reads, and texts of all errors seen.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::error::Error;
use std::time::Duration;

use model::RecordBatch;
use serde_json::{Map, Value};

use crate::account::{Account, ReadMode, ReadRequest};
use crate::error::{ConnectorError, NextStep};
use crate::source::{Cursor, Source};
use crate::stream::{StreamCapabilities, StreamInfo};

use super::{Checked, Simulator, Stop, Subject, Truth, ensure, failed, skipped};

/// Calls of [`Source::read`] until a reading counts as endless.
const PAGES_MAX: usize = 5_000;
/// Rows of a page in checks that want many pages.
pub(super) const SMALL: usize = 7;
/// Errors in a row that a reading gets over.
const ERRORS_MAX: usize = 25;

pub(super) struct Bench<'a> {
    pub(super) subject: &'a Subject,
    pub(super) simulator: &'a dyn Simulator,
    pub(super) account: Box<dyn Account>,
    pub(super) can: StreamCapabilities,
    errors: RefCell<Vec<String>>,
}

/// What a reading gave.
#[derive(Default)]
pub(super) struct Reading {
    /// Text of each column by id; the last one where an id came several times.
    pub(super) rows: BTreeMap<String, BTreeMap<String, String>>,
    /// Ids in the order in which they came.
    pub(super) order: Vec<String>,
    pub(super) removed: Vec<String>,
    /// Where each page began.
    pub(super) pages: Vec<Cursor>,
    pub(super) next: Cursor,
    pub(super) errors: usize,
}

impl<'a> Bench<'a> {
    pub(super) fn new(subject: &'a Subject, simulator: &'a dyn Simulator) -> Result<Self, Stop> {
        let account = simulator.account().map_err(|error| Stop::Failed(format!("no account: {error}")))?;
        let streams = account.streams().map_err(|error| Stop::Failed(format!("streams() failed: {error}")))?;
        let Some(StreamInfo { can, .. }) = streams.into_iter().find(|stream| stream.name == subject.stream) else {
            return failed(format!("streams() has no {}", subject.stream));
        };
        Ok(Self { subject, simulator, account, can, errors: RefCell::default() })
    }

    /// Keeps the texts of an error, to look for secrets in them later.
    pub(super) fn note(&self, error: &ConnectorError) {
        let mut text = format!("{error} {error:?}");
        let mut cause = error.source();
        while let Some(next) = cause {
            text.push_str(&format!(" {next} {next:?}"));
            cause = next.source();
        }
        self.errors.borrow_mut().push(text);
    }

    /// Notes an error and turns it into the end of the check.
    pub(super) fn unexpected(&self, what: &str, error: &ConnectorError) -> Stop {
        self.note(error);
        Stop::Failed(format!("{what}: {error}"))
    }

    pub(super) fn check_silence(&self) -> Checked {
        let errors = self.errors.borrow();
        let leaking = errors.iter().any(|text| self.subject.secrets.iter().any(|secret| text.contains(secret.as_str())));
        ensure(!leaking, || "an error holds a secret".to_owned())
    }

    /// Orders a fault of the list endpoint.
    pub(super) fn list_fault(&self, kind: &str) -> Checked {
        self.fault(&format!("{}:{kind}", self.subject.list_endpoint))
    }

    pub(super) fn fault(&self, fault: &str) -> Checked {
        if self.simulator.order(fault) { Ok(()) } else { skipped(format!("the simulator has no fault {fault}")) }
    }

    pub(super) fn needs(&self, capability: bool, name: &str) -> Checked {
        if capability { Ok(()) } else { skipped(format!("the stream does not claim `{name}`")) }
    }

    pub(super) fn request(&self, mode: ReadMode) -> ReadRequest {
        ReadRequest { stream: self.subject.stream.clone(), mode, ..ReadRequest::default() }
    }

    pub(super) fn open(&self, mode: ReadMode) -> Result<Box<dyn Source>, Stop> {
        self.account.source(&self.request(mode)).map_err(|error| self.unexpected("the source cannot be opened", &error))
    }

    /// Reads everything, as the engine does: errors that ask for it are tried again, from the last good cursor.
    pub(super) fn read_all(&self, rows_max: usize) -> Result<Reading, Stop> {
        self.read(ReadMode::Full, &Cursor::default(), rows_max)
    }

    pub(super) fn read(&self, mode: ReadMode, from: &Cursor, rows_max: usize) -> Result<Reading, Stop> {
        let mut source = None;
        let mut reading = Reading::default();
        let (mut mode, mut cursor, mut errors) = (mode, from.clone(), 0);
        for _ in 0..PAGES_MAX {
            let page = self.page(&mut source, &mode, &cursor, rows_max, &mut reading);
            match page {
                Ok(Some(next)) => {
                    if next == cursor {
                        return failed("a page that is not the last left its cursor where it was");
                    }
                    (cursor, errors) = (next, 0);
                }
                Ok(None) => return Ok(reading),
                Err(error) => {
                    self.note(&error);
                    (reading.errors, errors) = (reading.errors + 1, errors + 1);
                    if errors > ERRORS_MAX {
                        return failed(format!("reading does not get over an error: {error}"));
                    }
                    match error.next_step() {
                        NextStep::Wait(Some(wait)) => self.simulator.advance(wait),
                        NextStep::Wait(None) | NextStep::Retry => self.simulator.advance(Duration::from_secs(301)),
                        // A place that is not known any more: then everything is read.
                        NextStep::Restart if cursor == *from && mode == ReadMode::Incremental && self.can.full => {
                            (mode, cursor) = (ReadMode::Full, Cursor::default());
                        }
                        NextStep::Restart => cursor = from.clone(),
                        NextStep::PauseConnection | NextStep::DeadLetter | NextStep::LookFirst | NextStep::Fail => {
                            return failed(format!("reading failed for good: {error}"));
                        }
                    }
                    source = None;
                }
            }
        }
        failed(format!("no end after {PAGES_MAX} pages"))
    }

    /// Reads everything in small pages until more than `passed` calls of the list were made, so that a fault which lets so many by has
    /// struck: what comes in one call is read again.
    pub(super) fn read_past(&self, passed: u64) -> Result<Reading, Stop> {
        let calls = || self.simulator.calls(&self.subject.list_endpoint);
        let before = calls();
        let mut reading = self.read_all(SMALL)?;
        for _ in 0..passed {
            if calls() - before > passed {
                break;
            }
            reading = self.read_all(SMALL)?;
        }
        Ok(reading)
    }

    /// One page into `reading`; the next cursor, or nothing after the last page.
    fn page(
        &self,
        source: &mut Option<Box<dyn Source>>,
        mode: &ReadMode,
        cursor: &Cursor,
        rows_max: usize,
        reading: &mut Reading,
    ) -> Result<Option<Cursor>, ConnectorError> {
        if source.is_none() {
            *source = Some(self.account.source(&self.request(mode.clone()))?);
        }
        let Some(open) = source else { return Ok(None) };
        let mut batch = RecordBatch::default();
        let end = open.read(cursor, rows_max, &mut batch)?;
        if batch.len() + batch.removals().len() > rows_max {
            let reason = format!("{} rows and removals where at most {rows_max} were asked for", batch.len() + batch.removals().len());
            return Err(ConnectorError::Setting { setting: "rows_max".to_owned(), reason });
        }
        let key = open.shape().key_column.as_ref().and_then(|key| batch.columns().iter().position(|column| column == key));
        let Some(key) = key.or(batch.is_empty().then_some(0)) else {
            return Err(ConnectorError::Setting {
                setting: "key_column".to_owned(),
                reason: "no column of the rows has this name".to_owned(),
            });
        };
        for row in batch.rows() {
            let id = row.cell(key).1.to_owned();
            let cells = row.columns().iter().enumerate().map(|(at, column)| (column.clone(), row.cell(at).1.to_owned()));
            reading.rows.insert(id.clone(), cells.collect());
            reading.order.push(id);
        }
        reading.removed.extend(batch.removals().iter().map(|removal| removal.external_id.clone()));
        reading.pages.push(cursor.clone());
        reading.next = end.next.clone();
        Ok(if end.last { None } else { Some(end.next) })
    }

    /// Fails unless every record that is there was read, with its text, and nothing else.
    pub(super) fn check_complete(&self, reading: &Reading) -> Checked {
        let truth = self.simulator.records();
        self.check_seen(reading, &truth)?;
        let strangers: Vec<&String> = reading.rows.keys().filter(|id| truth.iter().all(|record| record.id != **id)).take(3).collect();
        ensure(strangers.is_empty(), || format!("read records that are not there: {strangers:?}"))
    }

    /// Fails unless all of `truth` was read, with its text.
    pub(super) fn check_seen(&self, reading: &Reading, truth: &[Truth]) -> Checked {
        let missing: Vec<&str> =
            truth.iter().filter(|record| !reading.rows.contains_key(&record.id)).map(|record| record.id.as_str()).collect();
        ensure(missing.is_empty(), || format!("{} of {} records were not read, e.g. {}", missing.len(), truth.len(), missing[0]))?;
        for record in truth {
            let read = reading.rows.get(&record.id).and_then(|row| row.get(&self.subject.text_field));
            let known = text_of(record.values.get(&self.subject.text_field));
            ensure(read.map(String::as_str) == Some(known.as_str()), || {
                format!("{} of {} was read as {read:?}, but is {known:?}", self.subject.text_field, record.id)
            })?;
        }
        Ok(())
    }

    /// Values of a new record with this text.
    pub(super) fn values(&self, text: &str) -> Map<String, Value> {
        let mut values = self.subject.values.clone();
        values.insert(self.subject.text_field.clone(), Value::from(text));
        values
    }

    /// How many records have this text.
    pub(super) fn count_with(&self, text: &str) -> usize {
        self.simulator.records().iter().filter(|record| text_of(record.values.get(&self.subject.text_field)) == text).count()
    }

    /// The text of a record, where it is there.
    pub(super) fn text_of(&self, id: &str) -> Option<String> {
        let records = self.simulator.records();
        records.iter().find(|record| record.id == id).map(|record| text_of(record.values.get(&self.subject.text_field)))
    }

    /// Fails unless `result` is a refusal as unsupported.
    pub(super) fn check_unsupported<T>(&self, what: &str, result: Result<T, ConnectorError>) -> Checked {
        match result {
            Err(ConnectorError::Unsupported { .. }) => Ok(()),
            Err(error) => Err(self.unexpected(&format!("{what} is not claimed and must be refused as unsupported, but"), &error)),
            Ok(_) => failed(format!("{what} works although the stream does not claim it")),
        }
    }

    /// Fails unless `result` is an error with this next step.
    pub(super) fn check_step<T>(&self, what: &str, result: Result<T, ConnectorError>, expected: NextStep) -> Checked {
        match result {
            Ok(_) => failed(format!("{what} was not refused")),
            Err(error) => {
                self.note(&error);
                ensure(error.next_step() == expected, || format!("{what} gave {error}, whose next step is not {expected:?}"))
            }
        }
    }
}

pub(super) fn text_of(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
