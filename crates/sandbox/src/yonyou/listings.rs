//! What the last lists found, so that a further page of one costs its rows and not a walk through all records.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::Value;

use crate::site::Site;

/// Lists that are remembered: as many as are read side by side.
const LISTS_MAX: usize = 4;

/// A row of a list: a record, and which of its organisations or lines.
pub(super) type Spot = (u32, usize);

/// The lists that were asked for last.
#[derive(Debug, Default)]
pub(super) struct Listings(VecDeque<Listing>);

#[derive(Debug)]
struct Listing {
    /// Of the site's data, of which this is true.
    revision: u64,
    endpoint: &'static str,
    asked: Value,
    rows: Arc<[Spot]>,
}

impl Listings {
    /// All rows of the list that `body` asks a page of, in order: as they were found before, while nothing changed, else as `find` finds them.
    ///
    /// # Errors
    /// Those of `find`; nothing is remembered then.
    pub(super) fn rows<E>(
        &mut self,
        site: &Site,
        endpoint: &'static str,
        body: &Value,
        find: impl FnOnce() -> Result<Vec<Spot>, E>,
    ) -> Result<Arc<[Spot]>, E> {
        let mut asked = body.clone();
        if let Some(members) = asked.as_object_mut() {
            members.retain(|name, _| !matches!(name.as_str(), "pageIndex" | "pageSize"));
        }
        self.0.retain(|known| known.revision == site.revision);
        if let Some(known) = self.0.iter().find(|known| known.endpoint == endpoint && known.asked == asked) {
            return Ok(Arc::clone(&known.rows));
        }
        let rows: Arc<[Spot]> = find()?.into();
        self.0.truncate(LISTS_MAX - 1);
        self.0.push_front(Listing { revision: site.revision, endpoint, asked, rows: Arc::clone(&rows) });
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use serde_json::json;

    use super::*;
    use crate::clock::Clock;

    #[test]
    fn a_list_is_walked_once_for_all_its_pages_until_something_changes() {
        let mut site = Site::new("yonyou", 7, Clock::new(crate::clock::ClockSource::Real));
        let (mut listings, walks) = (Listings::default(), Cell::new(0));
        let mut rows = |site: &Site, endpoint: &'static str, page: u32, pubts: &str| -> usize {
            let body = json!({ "pageIndex": page, "pageSize": 2, "pubts": pubts });
            let found = listings.rows(site, endpoint, &body, || {
                walks.set(walks.get() + 1);
                Ok::<_, ()>(vec![(0, 0), (1, 0), (1, 1)])
            });
            found.map_or(0, |rows| rows.len())
        };
        assert_eq!([rows(&site, "a", 1, ""), rows(&site, "a", 2, ""), rows(&site, "a", 1, "x"), rows(&site, "b", 1, "")], [3; 4]);
        assert_eq!(walks.get(), 3, "another question is another list");
        site.revision += 1;
        assert_eq!((rows(&site, "a", 2, ""), walks.get()), (3, 4));
    }
}
