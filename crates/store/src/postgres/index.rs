//! Indexes that are built while others write.

use model::Object;

use super::PgLink;
use crate::query::ListIndex;
use crate::value::Value;
use crate::{StoreError, field_sql};

/// Waits for transactions that are older than the index; a person's long query must not end it.
const PATIENCE: &str = "SET lock_timeout = '15min'";

/// Builds an index without holding up writers. `link` must not be used again: its settings are changed.
///
/// An index that an earlier try left unfinished (PostgreSQL keeps it as invalid) is dropped first.
pub(crate) fn build(link: &mut PgLink, object: &Object, index: ListIndex) -> Result<(), StoreError> {
    let sql = field_sql::index_create(object, index, true)?.replacen("CREATE INDEX", "CREATE INDEX CONCURRENTLY", 1);
    link.simple(PATIENCE)?;
    drop_unfinished(link, object, index)?;
    let built = link.simple(&sql);
    if built.is_err() && !link.is_closed() {
        drop_unfinished(link, object, index)?;
    }
    built
}

fn drop_unfinished(link: &mut PgLink, object: &Object, index: ListIndex) -> Result<(), StoreError> {
    let name = field_sql::index_name(object, index);
    let unfinished =
        link.query("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1::text) AND NOT indisvalid", &[Value::from(name.as_str())])?;
    if unfinished.is_empty() { Ok(()) } else { link.simple(&format!("DROP INDEX CONCURRENTLY IF EXISTS {name}")) }
}
