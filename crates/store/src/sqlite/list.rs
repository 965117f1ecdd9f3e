//! The commonest list: records of one object by id. One range of the primary key, no copies beyond the page.

use rusqlite::{Connection, params};

use model::{RecordId, RecordState};

use crate::query::{RecordLine, RecordPage, RecordQuery};
use crate::session::record_state;
use crate::StoreError;

const ASCENDING: &str = "SELECT id, version, state, created_ms, updated_ms, doc FROM record WHERE id >= ?1 AND id < ?2 \
     AND ((state = 0 AND ?3) OR (state = 1 AND ?4) OR (state = 2 AND ?5)) ORDER BY id LIMIT ?6";
const DESCENDING: &str = "SELECT id, version, state, created_ms, updated_ms, doc FROM record WHERE id >= ?1 AND id < ?2 \
     AND ((state = 0 AND ?3) OR (state = 1 AND ?4) OR (state = 2 AND ?5)) ORDER BY id DESC LIMIT ?6";

pub(crate) fn by_id(connection: &Connection, query: &RecordQuery<'_>, page: &mut RecordPage) -> Result<(), StoreError> {
    let (low, high) = RecordId::range(query.object.id);
    let after = query.after.as_ref().map(|(_, id)| id.0);
    let wanted = |state: RecordState| i64::from(query.states.contains(&state));
    let (sql, low, high) = if query.descending {
        let high = after.map_or(high, |id| id.min(high));
        (DESCENDING, low, high)
    } else {
        let low = after.map_or(low, |id| (id + 1).max(low));
        (ASCENDING, low, high)
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![
        low,
        high,
        wanted(RecordState::Live),
        wanted(RecordState::Deleted),
        wanted(RecordState::Merged),
        i64::try_from(query.limit).unwrap_or(i64::MAX)
    ])?;
    while let Some(row) = rows.next()? {
        let start = page.text.len();
        page.text.push_str(row.get_ref(5)?.as_str().map_err(|_| StoreError::Damaged("document of a record"))?);
        page.lines.push(RecordLine {
            id: RecordId(row.get(0)?),
            version: row.get(1)?,
            state: record_state(row.get(2)?)?,
            created_ms: row.get(3)?,
            updated_ms: row.get(4)?,
            doc: start..page.text.len(),
            sort: Vec::new(),
        });
    }
    Ok(())
}
