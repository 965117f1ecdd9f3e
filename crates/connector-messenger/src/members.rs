//! Members, department by department.
//!
//! Departments are gone through in the order of their ids, so a reading goes on in the middle after a restart. Who works in several is
//! given with the first of them that the app sees, so that nobody comes twice and nothing has to be remembered. Who changes departments
//! while the pass runs may be missed by it; the next one has them.

use connector::{ConnectorError, Cursor, PageEnd, Source, StreamShape, page_differs};
use model::RecordBatch;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::errors::{bad, is_gone, too_many};
use crate::rows::{Rows, id, is_whole, member, members};
use crate::table::rank;
use crate::vendor::MemberPage;

/// Departments of a company that are gone through at most.
const DEPARTMENTS_MAX: usize = 50_000;
/// Calls of one page of ours.
const CALLS_MAX: usize = 20;

/// Where reading is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    department: String,
    /// The vendor's text for the page of it.
    #[serde(default)]
    page: String,
    /// The member of that page that was looked at last.
    #[serde(default)]
    after: String,
    /// Members given in this pass.
    #[serde(default)]
    rows: u64,
}

/// Reads the members that an app sees.
pub(crate) struct MemberSource {
    app: App,
    key: &'static str,
    rows: Rows,
    /// Ids of all departments, in order.
    departments: Option<Vec<String>>,
    /// The page that was fetched last, with its department and text.
    page: Option<(String, String, MemberPage)>,
}

impl MemberSource {
    pub fn new(app: App, wanted: &[String]) -> Self {
        let table = app.vendor.member_table(&app);
        Self { key: table.key(), rows: Rows::new(table, wanted), app, departments: None, page: None }
    }

    fn departments(&mut self) -> Result<&[String], ConnectorError> {
        if self.departments.is_none() {
            let vendor = self.app.vendor;
            let key = vendor.department_table().key();
            let mut ids: Vec<String> = vendor.names().roots.iter().map(|root| (*root).to_owned()).collect();
            ids.extend(vendor.departments(&self.app)?.iter().filter_map(|record| member(record, key)));
            ids.sort_by(|one, other| rank(one).cmp(&rank(other)));
            ids.dedup();
            if ids.len() > DEPARTMENTS_MAX {
                return Err(too_many(vendor.system(), "departments", ids.len(), DEPARTMENTS_MAX));
            }
            self.departments = Some(ids);
        }
        Ok(self.departments.as_deref().unwrap_or_default())
    }

    /// The department behind this one; the first one for nothing.
    fn next_department(&self, department: &str) -> Option<String> {
        let ids = self.departments.as_deref().unwrap_or_default();
        let at = ids.partition_point(|id| !department.is_empty() && rank(id) <= rank(department));
        ids.get(at).cloned()
    }

    /// The page that `place` names. True where it had to be fetched.
    fn fetch(&mut self, place: &Place) -> Result<bool, ConnectorError> {
        let is_known = self.page.as_ref().is_some_and(|(department, page, _)| *department == place.department && *page == place.page);
        if is_known {
            return Ok(false);
        }
        let fetched = match self.app.vendor.members(&self.app, &place.department, &place.page) {
            // It was dissolved since the departments were listed.
            Err(error) if is_gone(&error) => MemberPage { members: Vec::new(), next: None },
            other => other?,
        };
        self.page = Some((place.department.clone(), place.page.clone(), fetched));
        Ok(true)
    }

    /// Gives what is behind `place` on its page. False where `rows_max` was reached before its end.
    fn give(&self, place: &mut Place, rows_max: usize, into: &mut RecordBatch) -> Result<bool, ConnectorError> {
        let Some((_, _, page)) = &self.page else { return Ok(true) };
        let names = self.app.vendor.names();
        let system = self.app.vendor.system();
        let ids: Option<Vec<String>> = page.members.iter().map(|record| id(record, self.key)).collect();
        let ids = ids.ok_or_else(|| bad(system, "a member without a whole id"))?;
        // Where the one that was given last is gone from the page, the page is given once more: better twice than not at all.
        let from = ids.iter().position(|id| *id == place.after).map_or(0, |at| at + 1);
        for (id, record) in ids.iter().zip(&page.members).skip(from) {
            if into.len() >= rows_max {
                return Ok(false);
            }
            place.after.clone_from(id);
            let departments = members(record, names.departments);
            if !departments.iter().all(|id| is_whole(id)) {
                return Err(bad(system, "a member with a department that is damaged"));
            }
            if self.is_first(&place.department, &departments) {
                place.rows += 1;
                self.rows.push(record, place.rows, into);
            }
        }
        Ok(true)
    }

    /// Whether this is the first department that shows somebody who works in `all`.
    fn is_first(&self, department: &str, all: &[String]) -> bool {
        let seen = self.departments.as_deref().unwrap_or_default();
        let is_seen = |id: &&String| seen.binary_search_by(|known| rank(known).cmp(&rank(id))).is_ok();
        let first = all.iter().filter(is_seen).min_by(|one, other| rank(one).cmp(&rank(other)));
        first.is_none_or(|first| first == department)
    }
}

impl Source for MemberSource {
    fn shape(&self) -> &StreamShape {
        &self.rows.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        self.rows.begin(into);
        let rows_max = rows_max.max(1);
        let system = self.app.vendor.system();
        let mut place: Place = cursor.place(system)?;
        self.departments()?;
        if place.department.is_empty() {
            let Some(first) = self.next_department("") else { return Ok(PageEnd { next: Cursor::default(), last: true }) };
            place.department = first;
        }
        let mut calls = 0;
        loop {
            calls += usize::from(self.fetch(&place)?);
            let given = self.give(&mut place, rows_max, into);
            if given.is_err() {
                // A page that cannot be used is fetched anew.
                self.page = None;
            }
            if !given? {
                return Ok(PageEnd { next: Cursor::of(&place), last: false });
            }
            let next = self.page.as_ref().and_then(|(_, _, page)| page.next.clone());
            place.after.clear();
            match next {
                Some(next) => {
                    page_differs(system, "members", &next, &place.page)?;
                    place.page = next;
                }
                None => {
                    place.page.clear();
                    match self.next_department(&place.department) {
                        Some(department) => place.department = department,
                        None => return Ok(PageEnd { next: Cursor::default(), last: true }),
                    }
                }
            }
            if into.len() >= rows_max || calls >= CALLS_MAX {
                return Ok(PageEnd { next: Cursor::of(&place), last: false });
            }
        }
    }
}
