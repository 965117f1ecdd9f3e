//! The commonest list: records of one object by id. One range of the primary key, no copies beyond the page.

use rusqlite::{Connection, params};

use model::{RecordId, RecordState};

use crate::StoreError;
use crate::query::{RecordLine, RecordPage, RecordQuery};
use crate::session::record_state;

const COLUMNS: &str = "id, version, state, created_ms, updated_ms, doc";

pub(crate) fn by_id(connection: &Connection, query: &RecordQuery<'_>, page: &mut RecordPage) -> Result<(), StoreError> {
    let (low, high) = RecordId::range(query.object.id);
    let after = query.after.as_ref().map(|(_, id)| id.0);
    let states: Vec<&str> = query.states.iter().map(|state| digit(*state)).collect();
    let states = states.join(", ");
    let (low, high, direction) = match (query.descending, after) {
        (true, after) => (low, after.map_or(high, |id| id.min(high)), "DESC"),
        (false, after) => (after.map_or(low, |id| (id + 1).max(low)), high, "ASC"),
    };
    // The statement kept ready is found by its text; the few there are differ in states and direction only.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM record WHERE id >= ?1 AND id < ?2 AND state IN ({states}) ORDER BY id {direction} LIMIT ?3"
    ))?;
    let mut rows = statement.query(params![low, high, i64::try_from(query.limit).unwrap_or(i64::MAX)])?;
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

fn digit(state: RecordState) -> &'static str {
    match state {
        RecordState::Live => "0",
        RecordState::Deleted => "1",
        RecordState::Merged => "2",
    }
}
