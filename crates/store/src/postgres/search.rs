//! The search index in a table: words with their places as `tsvector`.

use std::sync::Arc;

use model::{ObjectId, RecordId};

use super::PgPool;
use crate::search::{object_condition, phrase_words};
use crate::value::Value;
use crate::{SearchQuery, StoreError};

/// Places a `tsvector` can tell apart.
const PLACES_MAX: usize = 16_383;

/// Lets the index begin anew when it was made of other words than those of `version`.
pub(crate) fn prepare(pool: &Arc<PgPool>, version: i64) -> Result<(), StoreError> {
    let mut link = pool.take()?;
    link.execute(
        "WITH noted AS (INSERT INTO counter (name, value) VALUES ('search_words', $1) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counter.value <> excluded.value RETURNING value) \
         UPDATE counter SET value = 0 WHERE name = 'search' AND EXISTS (SELECT 1 FROM noted)",
        &[Value::Int(version)],
    )?;
    pool.give_back(link);
    Ok(())
}

pub(crate) fn update(pool: &Arc<PgPool>, texts: &[(RecordId, Option<String>)], upto_seq: i64) -> Result<(), StoreError> {
    let mut link = pool.take()?;
    let gone: Vec<i64> = texts.iter().filter(|(_, text)| text.is_none()).map(|(record, _)| record.0).collect();
    let mut latest: std::collections::BTreeMap<i64, String> = std::collections::BTreeMap::new();
    for (record, text) in texts {
        match text {
            Some(text) => latest.insert(record.0, vector(text)),
            None => latest.remove(&record.0),
        };
    }
    let (records, vectors): (Vec<i64>, Vec<String>) = latest.into_iter().unzip();
    link.simple("BEGIN")?;
    let written = (|| {
        if !gone.is_empty() {
            link.execute_arrays("DELETE FROM search_text WHERE record = ANY($1)", &[&gone])?;
        }
        if !records.is_empty() {
            link.execute_arrays(
                "INSERT INTO search_text (record, words) SELECT one, words::tsvector FROM unnest($1::bigint[], $2::text[]) AS new (one, words) \
                 ON CONFLICT (record) DO UPDATE SET words = excluded.words",
                &[&records, &vectors],
            )?;
        }
        link.execute(
            "INSERT INTO counter (name, value) VALUES ('search', $1) \
             ON CONFLICT (name) DO UPDATE SET value = greatest(counter.value, excluded.value)",
            &[Value::Int(upto_seq)],
        )
    })();
    // After an error the server keeps nothing either way; the connection is then simply not used again.
    let ended = link.simple(if written.is_ok() { "COMMIT" } else { "ROLLBACK" });
    written?;
    ended?;
    pool.give_back(link);
    Ok(())
}

pub(crate) fn position(pool: &Arc<PgPool>) -> Result<i64, StoreError> {
    let mut link = pool.take()?;
    let rows = link.query("SELECT value FROM counter WHERE name = 'search'", &[])?;
    pool.give_back(link);
    rows.first().map_or(Ok(0), |row| Ok(row.try_get(0)?))
}

pub(crate) fn find(pool: &Arc<PgPool>, objects: &[ObjectId], query: &SearchQuery, limit: usize) -> Result<Vec<RecordId>, StoreError> {
    let mut link = pool.take()?;
    let sql = format!(
        "SELECT record FROM search_text WHERE words @@ $1::text::tsquery{} ORDER BY ts_rank_cd(words, $1::text::tsquery) DESC, record LIMIT $2",
        object_condition(objects, "record")
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = link.query(&sql, &[Value::Owned(query_text(query)), Value::Int(limit)])?;
    pool.give_back(link);
    rows.iter().map(|row| Ok(RecordId(row.try_get(0)?))).collect()
}

/// `'word':1 'next':2`; segmented text holds letters, digits and spaces only.
fn vector(segmented: &str) -> String {
    let mut out = String::with_capacity(segmented.len() * 2);
    for (at, word) in segmented.split(' ').filter(|word| !word.is_empty()).enumerate() {
        out.push_str(&format!("{}:{} ", quoted(word), (at + 1).min(PLACES_MAX)));
    }
    out
}

fn query_text(query: &SearchQuery) -> String {
    let phrases: Vec<String> = query
        .tokens
        .iter()
        .map(|token| {
            let words: Vec<String> = phrase_words(token).into_iter().map(quoted).collect();
            format!("({}{})", words.join(" <-> "), if token.prefix { ":*" } else { "" })
        })
        .collect();
    phrases.join(" & ")
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''").replace('\0', ""))
}
