//! Which records a list call means, and where a page ends.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::clock::parse_iso;
use crate::fault::{Kind, Plan};
use crate::http::Request;
use crate::site::Site;
use crate::table::{Presence, Row};

/// Records of a page, at most and unless asked otherwise.
pub(super) const PAGE_SIZE_MAX: usize = 1_000;
const PAGE_SIZE: usize = 100;

/// Which records are meant.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) table: usize,
    /// At or after, in milliseconds.
    pub(super) updated_since: Option<i64>,
    pub(super) include_deleted: bool,
    pub(super) external_id: Option<String>,
    /// Percent that a fault leaves out.
    pub(super) left_out: u64,
}

/// A place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Counts from 1; what comes next is this page.
    pub(super) page: u32,
    pub(super) stamp_ms: i64,
    /// The row before; `None` at the start.
    pub(super) row: Option<u32>,
}

impl Place {
    pub(super) const START: Place = Place { page: 1, stamp_ms: i64::MIN, row: None };

    /// An opaque token.
    pub(super) fn token(self) -> String {
        let row = self.row.map(|row| row.to_string()).unwrap_or_default();
        URL_SAFE_NO_PAD.encode(format!("{}|{}|{row}", self.page, self.stamp_ms))
    }

    /// The start for the empty token; `None` for what is no token of ours.
    pub(super) fn parse(token: &str) -> Option<Self> {
        if token.is_empty() {
            return Some(Self::START);
        }
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
        let mut parts = text.split('|');
        let (page, stamp_ms, row) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
        Some(Self { page, stamp_ms, row: if row.is_empty() { None } else { Some(row.parse().ok()?) } })
    }
}

impl Wanted {
    pub(super) fn all(table: usize, plan: &Plan) -> Self {
        Self { table, updated_since: None, include_deleted: false, external_id: None, left_out: plan.left_out_percent() }
    }

    /// Reads the parameters of a list call; the text says what is wrong.
    pub(super) fn read(request: &Request, table: usize, plan: &Plan) -> Result<Self, String> {
        let updated_since = match request.parameter("updated_since") {
            Some(text) => Some(parse_iso(&text).ok_or_else(|| format!("`{text}` is no time"))?),
            None => None,
        };
        let include_deleted = request.parameter("include_deleted").as_deref() == Some("true");
        Ok(Self { updated_since, include_deleted, external_id: request.parameter("external_id"), ..Self::all(table, plan) })
    }

    fn takes(&self, number: u32, row: &Row) -> bool {
        let is_there = row.presence == Presence::Live || (self.include_deleted && row.presence == Presence::Deleted);
        is_there && (self.left_out == 0 || u64::from(number.wrapping_mul(2_654_435_761) >> 7) % 100 >= self.left_out)
    }

    /// Rows of page `page`, from 1, and how many there are in all.
    pub(super) fn page(&self, site: &mut Site, page: usize, size: usize) -> (Vec<u32>, usize) {
        let skipped = page.saturating_sub(1).saturating_mul(size);
        if let Some(external_id) = &self.external_id {
            let rows = with_external_id(site, self.table, external_id);
            let rows: Vec<u32> = rows
                .into_iter()
                .filter(|number| site.tables[self.table].row(*number).is_some_and(|row| self.takes(*number, row)))
                .collect();
            return (rows.iter().copied().skip(skipped).take(size).collect(), rows.len());
        }
        let table = &site.tables[self.table];
        if let Some(since_ms) = self.updated_since {
            let rows: Vec<u32> =
                table.stamped(since_ms, i64::MAX).filter(|number| table.row(*number).is_some_and(|row| self.takes(*number, row))).collect();
            return (rows.iter().copied().skip(skipped).take(size).collect(), rows.len());
        }
        let taken = || table.all().filter(|(number, row)| self.takes(*number, row)).map(|(number, _)| number);
        let is_whole = self.left_out == 0 && table.live_count() == table.all().len();
        if is_whole {
            // Nothing is left out: the place of a record is its number.
            return (table.all().skip(skipped).take(size).map(|(number, _)| number).collect(), table.live_count());
        }
        let total = if self.left_out == 0 && !self.include_deleted { table.live_count() } else { taken().count() };
        (taken().skip(skipped).take(size).collect(), total)
    }

    /// Up to `size` rows behind `place`, and the place behind them; `None` when that is the end.
    pub(super) fn after(&self, site: &Site, place: Place, size: usize) -> (Vec<u32>, Option<Place>) {
        let table = &site.tables[self.table];
        let is_taken = |number: &u32| table.row(*number).is_some_and(|row| self.takes(*number, row));
        let mut rows: Vec<u32> = match self.updated_since {
            Some(since_ms) => {
                let from_ms = place.row.map_or(since_ms, |_| place.stamp_ms);
                let is_behind = |number: &u32| {
                    let stamp_ms = table.row(*number).map_or(i64::MIN, |row| row.stamp_ms);
                    place.row.is_none_or(|row| (stamp_ms, *number) > (place.stamp_ms, row))
                };
                table.stamped(from_ms, i64::MAX).filter(is_behind).filter(is_taken).take(size + 1).collect()
            }
            None => {
                let first = place.row.map_or(0, |row| row as usize + 1);
                table.all().skip(first).map(|(number, _)| number).filter(is_taken).take(size + 1).collect()
            }
        };
        let has_more = rows.len() > size;
        rows.truncate(size);
        let last = rows.last().and_then(|number| Some((*number, table.row(*number)?.stamp_ms)));
        let next = last.map(|(number, stamp_ms)| Place { page: place.page + 1, stamp_ms, row: Some(number) });
        (rows, next.filter(|_| has_more))
    }
}

/// Rows that carry this external id, whatever their presence.
pub(super) fn with_external_id(site: &mut Site, table: usize, external_id: &str) -> Vec<u32> {
    match site.tables[table].field("external_id") {
        Some(field) => site.tables[table].having(field, external_id),
        None => Vec::new(),
    }
}

/// The asked number of records of a page, within bounds.
pub(super) fn page_size(request: &Request) -> usize {
    request.parameter("page_size").and_then(|text| text.parse().ok()).unwrap_or(PAGE_SIZE).clamp(1, PAGE_SIZE_MAX)
}

/// True when the page is to look empty.
pub(super) fn is_emptied(plan: &Plan) -> bool {
    plan.has(&Kind::EmptyPage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_place_and_nothing_else_is_a_token() {
        let place = Place { page: 3, stamp_ms: -5, row: Some(9) };
        assert_eq!(Place::parse(&place.token()), Some(place));
        assert_eq!(Place::parse(&Place::START.token()), Some(Place::START));
        assert_eq!(Place::parse(""), Some(Place::START));
        for text in ["x", "MXwx", "!!"] {
            assert_eq!(Place::parse(text), None, "{text}");
        }
    }
}
