//! Contacts, which stand inside of customers: the customers that changed are listed, and their details hold the contacts.

use std::sync::Arc;

use connector::{ConnectorError, Cursor, PageEnd, ReadMode, Source, StreamShape};
use model::{Clock, RecordBatch};
use serde_json::value::RawValue;

use crate::client::Api;
use crate::errors::SYSTEM;
use crate::fetch::{DETAILS_MAX, details};
use crate::fields::stamp_of;
use crate::listing::{self, Wanted, key_of, stands_for_customer};
use crate::pages::{Step, Window};
use crate::rows::Rows;
use crate::source::Place;
use crate::streams::Kind;
use crate::wire::{Picked, Record, View, member, seen};

/// Contacts of a customer in its details.
const INSIDE: &str = "merchantContactInfos";

/// The contacts of a customer, each with whose it is.
pub(crate) fn of_customer(customer: &Record) -> Vec<Record> {
    let mut contacts: Vec<Record> = customer.get(INSIDE).and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    let quoted = |text: &str| serde_json::value::to_raw_value(text).ok();
    let name = customer
        .get("name")
        .and_then(|raw| serde_json::from_str::<Record>(raw.get()).ok())
        .and_then(|name| member(&name, "simplifiedName"));
    let stamp = member(customer, "modifyTime").or_else(|| member(customer, "createTime"));
    for contact in &mut contacts {
        let mut set = |field: &str, value: Option<Box<RawValue>>| {
            if let Some(value) = value {
                contact.insert(field.to_owned(), value);
            }
        };
        set("merchant", member(customer, "id").and_then(|id| quoted(&id)));
        set("merchant_code", member(customer, "code").and_then(|code| quoted(&code)));
        set("merchant_name", name.as_deref().and_then(quoted));
        set("modifyTime", stamp.as_deref().and_then(quoted));
    }
    contacts
}

/// The id of a contact.
pub(crate) fn id_of(contact: &Record) -> Option<String> {
    member(contact, "id")
}

/// Reads contacts.
pub(crate) struct ContactSource {
    pub api: Api,
    pub kind: &'static Kind,
    pub rows: Rows,
    pub mode: ReadMode,
    pub org: Option<String>,
    pub clock: Arc<dyn Clock>,
}

impl ContactSource {
    /// Details of those rows that stand for a customer, by the places of the rows.
    fn customers(&self, rows: &[View<'_>]) -> Result<Vec<Option<Record>>, ConnectorError> {
        let ids: Vec<Option<String>> =
            rows.iter().map(|row| if stands_for_customer(row, self.org.as_deref()) { member(row, "id") } else { None }).collect();
        let asked: Vec<String> = ids.iter().flatten().cloned().collect();
        let mut found = Vec::new();
        for part in asked.chunks(DETAILS_MAX) {
            found.extend(details(&self.api, part, self.org.as_deref())?);
        }
        let mut of_id = |id: &String| {
            let at = found.iter().position(|customer| seen(customer, "id").as_deref() == Some(id.as_str()))?;
            Some(found.swap_remove(at))
        };
        Ok(ids.iter().map(|id| id.as_ref().and_then(&mut of_id)).collect())
    }

    /// Takes contacts of the customers from `from` on; whether all were taken.
    fn take(
        &self,
        place: &mut Place,
        window: Window,
        rows: &[View<'_>],
        from: usize,
        rows_max: usize,
        into: &mut RecordBatch,
    ) -> Result<bool, ConnectorError> {
        let new = rows.get(from..).unwrap_or_default();
        let (mut passed, mut is_all) = (None, true);
        'customers: for ((at, row), customer) in new.iter().enumerate().zip(self.customers(new)?) {
            let stamp_ms = stamp_of(row).and_then(|text| self.api.zone.ms(&text));
            let is_early = match &self.mode {
                ReadMode::Range { to_ms, .. } => stamp_ms.is_none_or(|stamp_ms| stamp_ms < *to_ms),
                ReadMode::Full | ReadMode::Incremental => true,
            };
            let contacts = customer.filter(|_| is_early).map(|customer| of_customer(&customer)).unwrap_or_default();
            for contact in contacts.iter().skip(place.parts) {
                if into.len() >= rows_max {
                    is_all = false;
                    break 'customers;
                }
                place.rows += 1;
                place.parts += 1;
                self.rows.push(contact, place.rows, into);
            }
            place.note(stamp_ms);
            place.parts = 0;
            passed = Some((at, row));
        }
        if let Some((at, row)) = passed {
            place.spot.pass(window.start() + u64::try_from(from + at).unwrap_or(u64::MAX) + 1, key_of(row));
        }
        Ok(is_all)
    }
}

impl Source for ContactSource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.rows.begin(into);
        let mut place: Place = cursor.place(SYSTEM)?;
        place.began = place.began.or(Some(self.clock.now_ms()));
        let size = u64::try_from(DETAILS_MAX).unwrap_or(50);
        let window = Window::after(&place.spot, size);
        let wanted = Wanted { from_ms: place.bound_ms(&self.mode), ..Wanted::default() };
        let page = listing::page(&self.api, self.kind, &wanted, window.index, window.size)?;
        let listed = page.listed()?;
        let rows = listed.views(&Picked::default())?;
        let keys: Vec<String> = rows.iter().map(key_of).collect();
        match window.step(&place.spot, &keys, listed.total)? {
            Step::Back(spot) => (place.spot, place.parts) = (spot, 0),
            Step::On { from, is_end } => {
                let is_all = self.take(&mut place, window, &rows, from, rows_max, into)?;
                if is_all && is_end {
                    return Ok(PageEnd { next: Cursor::of(&place.finished(self.clock.now_ms())), last: true });
                }
            }
        }
        Ok(PageEnd { next: Cursor::of(&place), last: false })
    }
}
