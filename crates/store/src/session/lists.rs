//! Lists and counts of records under a condition.

use model::filter::Filter;
use model::{RecordId, RecordState};

use super::records::record_state;
use super::{Link, Session};
use crate::filter_sql::{ListSql, SortType, is_in_order, picks_few};
use crate::query::{Count, CountMode, ESTIMATE_MAX, RecordLine, RecordPage, RecordQuery, SortValue, narrowing};
use crate::value::SqlRow;
use crate::{StoreError, sqlite};

/// With so many records that have the value looked for, a page of them is found sooner by walking the order.
const MANY: i64 = 1_000;

impl Session<'_> {
    /// Records of one object under a condition, in order, added to `page`.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the filter or order does not fit the object.
    pub fn record_list(&mut self, query: &RecordQuery<'_>, page: &mut RecordPage) -> Result<(), StoreError> {
        if let (Link::Sqlite(connection), true) = (&mut self.link, query.filter.is_none() && query.sort.is_empty()) {
            return sqlite::list::by_id(connection, query, page);
        }
        let mut list = self.list_sql(query)?;
        let wanted = page.lines.len() + query.limit;
        for phase in list.phases()? {
            let missing = wanted.saturating_sub(page.lines.len());
            if missing == 0 {
                break;
            }
            let sql = list.select(&phase, missing);
            let types = &list.sort_types;
            let (lines, text) = (&mut page.lines, &mut page.text);
            self.query(&sql, &phase.values, |row| read_line(row, types, lines, text))?;
        }
        Ok(())
    }

    /// PostgreSQL knows how often values occur. SQLite would always look for the value and then sort all that have it.
    fn list_sql<'q>(&mut self, query: &'q RecordQuery<'q>) -> Result<ListSql<'q>, StoreError> {
        if !self.is_postgres() && query.among.is_none() && is_in_order(query) && picks_few(query) && self.finds_many(query)? {
            return ListSql::in_order(query);
        }
        ListSql::new(query, self.is_postgres())
    }

    /// True when each of the values that indexes find is a common one.
    fn finds_many(&mut self, query: &RecordQuery<'_>) -> Result<bool, StoreError> {
        for test in query.filter.iter().flat_map(narrowing) {
            if query.equal_index(test).is_none_or(|index| !query.has_index(index)) {
                continue;
            }
            let alone = RecordQuery {
                filter: Some(Filter::Predicate(test.clone())),
                states: query.states.clone(),
                by_use: query.by_use.clone(),
                ..RecordQuery::new(query.object, 1)
            };
            let (sql, values) = ListSql::new(&alone, false)?.count(Some(MANY));
            if self.query_one(&sql, &values, |row| row.int(0))?.unwrap_or(0) < MANY {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How the database would go about a list, in its own words: for finding out why one is slow.
    ///
    /// # Errors
    /// As [`Session::record_list`].
    pub fn record_list_plan(&mut self, query: &RecordQuery<'_>) -> Result<String, StoreError> {
        let postgres = self.is_postgres();
        let mut list = self.list_sql(query)?;
        // SQLite explains without looking whether another connection made an index meanwhile; a real read looks.
        self.query("SELECT id FROM record LIMIT 1", &[], |row| row.int(0))?;
        let mut plan = String::new();
        for phase in list.phases()? {
            let explain = if postgres { "EXPLAIN" } else { "EXPLAIN QUERY PLAN" };
            let sql = format!("{explain} {}", list.select(&phase, query.limit));
            for line in self.query(&sql, &phase.values, |row| row.text(if postgres { 0 } else { 3 }))? {
                plan.push_str(&line);
                plan.push('\n');
            }
        }
        Ok(plan)
    }

    /// How many records of one object pass the condition. Order, place and limit of `query` do not matter.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the filter does not fit the object.
    pub fn record_count(&mut self, query: &RecordQuery<'_>, mode: CountMode) -> Result<Count, StoreError> {
        if mode == CountMode::Estimate && query.filter.is_none() && query.states == [RecordState::Live] {
            let value = self.counter(&format!("record:{}", query.object.id))?;
            return Ok(Count { value, exact: false });
        }
        let list = ListSql::new(query, self.is_postgres())?;
        let (sql, values) = list.count(if mode == CountMode::Estimate { Some(ESTIMATE_MAX) } else { None });
        let value = self.query_one(&sql, &values, |row| row.int(0))?.unwrap_or(0);
        Ok(Count { value, exact: mode == CountMode::Exact || value < ESTIMATE_MAX })
    }
}

fn read_line(row: &SqlRow<'_>, types: &[SortType], lines: &mut Vec<RecordLine>, text: &mut String) -> Result<(), StoreError> {
    let start = text.len();
    text.push_str(row.str(5)?.unwrap_or("{}"));
    let mut sort = Vec::with_capacity(types.len());
    for (at, kind) in types.iter().enumerate() {
        sort.push(read_sort_value(row, 6 + at, *kind)?);
    }
    lines.push(RecordLine {
        id: RecordId(row.int(0)?),
        version: row.int(1)?,
        state: record_state(row.int(2)?)?,
        created_ms: row.int(3)?,
        updated_ms: row.int(4)?,
        doc: start..text.len(),
        sort,
    });
    Ok(())
}

fn read_sort_value(row: &SqlRow<'_>, at: usize, kind: SortType) -> Result<SortValue, StoreError> {
    // The statement hands decimals over as text on both databases.
    Ok(match kind {
        SortType::Integer => row.opt_int(at)?.map_or(SortValue::Null, SortValue::Integer),
        SortType::Number => row.opt_text(at)?.map_or(SortValue::Null, SortValue::Decimal),
        SortType::Text => row.opt_text(at)?.map_or(SortValue::Null, SortValue::Text),
    })
}
