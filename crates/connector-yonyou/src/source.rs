//! Reading a list: everything, or what changed.
//!
//! The next incremental read begins at the newest stamp seen, less the time that the pass took and ten minutes: a record that changes while a
//! list without an order is read may have been passed already, and a transaction may show late with an earlier stamp. The clock of the
//! vendor alone is believed; of ours, only how much time went by.

use std::sync::Arc;

use connector::{ConnectorError, Cursor, PageEnd, ReadMode, Source, StreamShape};
use model::{Clock, RecordBatch};
use serde::{Deserialize, Serialize};

use crate::client::Api;
use crate::errors::{SYSTEM, bad};
use crate::fields::stamp_of;
use crate::listing::{self, Wanted, key_of, stands_for_customer};
use crate::pages::{Spot, Step, Window};
use crate::rows::Rows;
use crate::streams::{Kind, List, ORDER_LINES, Since};
use crate::wire::Members;

/// An incremental read starts this much before the last stamp seen.
const OVERLAP_MS: i64 = 600_000;
/// Windows are not smaller than this, so that they always go on.
const WINDOW_MIN: u64 = 50;
/// Windows of one read, when most of what they hold is for others.
const WINDOWS_MAX: u32 = 10;

/// Where reading is: the text of a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Where the next incremental read begins (ms).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// When this pass began, by our clock (ms).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<i64>,
    /// Newest stamp seen in this pass (ms).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<i64>,
    /// Which of the passes over the list this is.
    #[serde(default)]
    pub phase: usize,
    #[serde(default)]
    pub spot: Spot,
    /// Of the record behind the spot, so many of its parts were given.
    #[serde(default)]
    pub parts: usize,
    /// Rows given so far.
    #[serde(default)]
    pub rows: u64,
}

impl Place {
    /// Where the next incremental read starts, once a pass that ends at `now_ms` is through.
    pub fn finished(&self, now_ms: i64) -> Self {
        let took_ms = now_ms.saturating_sub(self.began.unwrap_or(now_ms)).max(0);
        let since = self.newest.map(|newest| newest.saturating_sub(took_ms)).max(self.since);
        Self { since, ..Self::default() }
    }

    /// The bound of the vendor's list in this pass.
    pub fn bound_ms(&self, mode: &ReadMode) -> Option<i64> {
        match mode {
            ReadMode::Full => None,
            ReadMode::Incremental => self.since.map(|since| since - OVERLAP_MS),
            ReadMode::Range { from_ms, .. } => Some(*from_ms),
        }
    }

    pub fn note(&mut self, stamp_ms: Option<i64>) {
        self.newest = self.newest.max(stamp_ms);
    }
}

/// Refuses what a list cannot tell.
pub(crate) fn check_mode(kind: &Kind, mode: &ReadMode, filter: Option<&String>) -> Result<(), ConnectorError> {
    let unsupported = |what: String| Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what });
    if filter.is_some() {
        return unsupported("filter records by a text of its own".to_owned());
    }
    let tells_changes = !matches!(kind.list, List::Paged { since: Since::Never, .. });
    if !tells_changes && *mode != ReadMode::Full {
        return unsupported(format!("tell what changed in {}", kind.name));
    }
    Ok(())
}

/// Reads one list.
pub(crate) struct ListSource {
    pub api: Api,
    pub kind: &'static Kind,
    pub rows: Rows,
    pub mode: ReadMode,
    /// The organisation whose view of customers is read.
    pub org: Option<String>,
    pub clock: Arc<dyn Clock>,
    /// The list had records when its columns were looked at.
    pub had_some: bool,
}

impl ListSource {
    fn window(&self, place: &Place, room: usize) -> (Window, Wanted) {
        let room = u64::try_from(room).unwrap_or(u64::MAX).saturating_add(1);
        let most = listing::size_max(&self.api, self.kind);
        let wanted = Wanted { from_ms: place.bound_ms(&self.mode), phase: place.phase, equal: None };
        (Window::after(&place.spot, room.clamp(WINDOW_MIN.min(most), most)), wanted)
    }

    /// Whether a record is of this stream and this time.
    fn is_wanted(&self, record: &impl Members, stamp_ms: Option<i64>) -> bool {
        let is_early = match &self.mode {
            ReadMode::Range { to_ms, .. } => stamp_ms.is_none_or(|stamp_ms| stamp_ms < *to_ms),
            ReadMode::Full | ReadMode::Incremental => true,
        };
        is_early && (self.kind.list != List::Customers || stands_for_customer(record, self.org.as_deref()))
    }

    /// Takes records of a window from `from` on, as many as there is room for; whether all were taken.
    fn take(&self, place: &mut Place, read: &Read<'_, impl Members>, from: usize, rows_max: usize, into: &mut RecordBatch) -> bool {
        let mut passed = None;
        let mut is_all = true;
        for (at, record) in read.records.iter().enumerate().skip(from) {
            if into.len() >= rows_max {
                is_all = false;
                break;
            }
            let stamp_ms = stamp_of(record).and_then(|text| self.api.zone.ms(&text));
            place.note(stamp_ms);
            if self.is_wanted(record, stamp_ms) {
                place.rows += 1;
                self.rows.push(record, place.rows, into);
            }
            passed = Some((at, record));
        }
        if let Some((at, record)) = passed {
            place.spot.pass(read.window.start() + u64::try_from(at).unwrap_or(u64::MAX) + 1, key_of(record));
        }
        is_all
    }

    /// Goes on with a window that was read.
    fn pass(
        &self,
        place: &mut Place,
        read: &Read<'_, impl Members>,
        rows_max: usize,
        into: &mut RecordBatch,
    ) -> Result<Passed, ConnectorError> {
        let keys: Vec<String> = read.records.iter().map(key_of).collect();
        let (from, is_end) = match read.window.step(&place.spot, &keys, read.total)? {
            Step::Back(spot) => {
                place.spot = spot;
                return Ok(Passed::Back);
            }
            Step::On { from, is_end } => (from, is_end),
        };
        let is_sudden = keys.is_empty() && place.spot.at == 0 && self.mode == ReadMode::Full;
        if is_sudden && self.had_some {
            return Err(bad("a list that had records a moment ago is empty"));
        }
        let is_all = self.take(place, read, from, rows_max, into);
        Ok(if is_all && is_end { Passed::ToTheEnd } else { Passed::On })
    }
}

/// A window that was read.
struct Read<'r, M> {
    window: Window,
    records: &'r [M],
    total: Option<u64>,
}

/// What became of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passed {
    Back,
    On,
    /// And the list ends with it.
    ToTheEnd,
}

impl Source for ListSource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.rows.begin(into);
        let mut place: Place = cursor.place(SYSTEM)?;
        place.began = place.began.or(Some(self.clock.now_ms()));
        for _ in 0..WINDOWS_MAX {
            let (window, wanted) = self.window(&place, rows_max.saturating_sub(into.len()).max(1));
            let page = listing::page(&self.api, self.kind, &wanted, window.index, window.size)?;
            let listed = page.listed()?;
            let total = listed.total;
            let passed = if self.kind.name == ORDER_LINES {
                let records = &listed.records(self.kind)?;
                self.pass(&mut place, &Read { window, records, total }, rows_max, into)?
            } else {
                let records = &listed.views(&self.rows.picked)?;
                self.pass(&mut place, &Read { window, records, total }, rows_max, into)?
            };
            match passed {
                Passed::Back => continue,
                Passed::On => {}
                Passed::ToTheEnd => {
                    let is_last = wanted.from_ms.is_none() || place.phase + 1 >= listing::phases(self.kind);
                    if is_last {
                        return Ok(PageEnd { next: Cursor::of(&place.finished(self.clock.now_ms())), last: true });
                    }
                    (place.phase, place.spot) = (place.phase + 1, Spot::default());
                }
            }
            if into.len() >= rows_max.div_ceil(2) {
                break;
            }
        }
        Ok(PageEnd { next: Cursor::of(&place), last: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_read_begins_before_anything_that_may_have_been_missed() {
        let pass = Place { began: Some(1_000_000), newest: Some(900_000), since: Some(100_000), ..Place::default() };
        // The pass took 50 seconds: what changed in them has a stamp of 850,000 at least.
        assert_eq!(pass.finished(1_050_000).since, Some(850_000));
        let quiet = Place { newest: None, ..pass.clone() };
        assert_eq!(quiet.finished(9_000_000).since, Some(100_000));
        // A clock that went back takes nothing away.
        assert_eq!(pass.finished(500_000).since, Some(900_000));
        let read: Place = Cursor::of(&pass).place(SYSTEM).expect("its own text");
        assert_eq!(read, pass);
    }
}
