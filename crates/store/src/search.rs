//! The search index. Kept apart from the records: it can always be built again from them, so it may be a little behind and need
//! not be as safe. SQLite keeps it in a file of its own, PostgreSQL in a table.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::{ObjectId, RecordId};
use rusqlite::{Connection, params};

use crate::postgres::PgPool;
use crate::{SearchQuery, StoreError, Token, postgres, sqlite};

/// File of the index inside the data directory.
const SEARCH_FILE: &str = "search.db";

/// Where searchable text is kept.
#[expect(clippy::large_enum_variant, reason = "there is one of it per process")]
pub(crate) enum SearchIndex {
    Sqlite { writer: Mutex<Option<Connection>>, reader: Mutex<Option<Connection>> },
    Postgres(Arc<PgPool>),
}

impl SearchIndex {
    pub(crate) fn sqlite(directory: &Path) -> Result<Self, StoreError> {
        let file = directory.join(SEARCH_FILE);
        sqlite::prepare_file(&file)?;
        let writer = open(&file)?;
        create(&writer)?;
        let reader = open(&file)?;
        reader.pragma_update(None, "query_only", "ON")?;
        Ok(Self::Sqlite { writer: Mutex::new(Some(writer)), reader: Mutex::new(Some(reader)) })
    }

    pub(crate) fn postgres(pool: Arc<PgPool>) -> Result<Self, StoreError> {
        postgres::search::prepare(&pool, WORDS_VERSION)?;
        Ok(Self::Postgres(pool))
    }

    pub(crate) fn update(&self, texts: &[(RecordId, Option<String>)], upto_seq: i64) -> Result<(), StoreError> {
        match self {
            Self::Sqlite { writer, .. } => {
                let mut guard = lock(writer);
                let connection = guard.as_mut().ok_or(StoreError::Closed)?;
                write(connection, texts, upto_seq)
            }
            Self::Postgres(pool) => postgres::search::update(pool, texts, upto_seq),
        }
    }

    pub(crate) fn position(&self) -> Result<i64, StoreError> {
        match self {
            Self::Sqlite { reader, .. } => {
                let guard = lock(reader);
                let connection = guard.as_ref().ok_or(StoreError::Closed)?;
                Ok(connection.query_row("SELECT seq FROM search_position WHERE id = 1", [], |row| row.get(0))?)
            }
            Self::Postgres(pool) => postgres::search::position(pool),
        }
    }

    pub(crate) fn find(&self, objects: &[ObjectId], query: &SearchQuery, limit: usize) -> Result<Vec<RecordId>, StoreError> {
        if query.tokens.is_empty() {
            return Ok(Vec::new());
        }
        match self {
            Self::Sqlite { reader, .. } => {
                let guard = lock(reader);
                let connection = guard.as_ref().ok_or(StoreError::Closed)?;
                let sql = format!(
                    "SELECT rowid FROM search_text WHERE search_text MATCH ?1{} ORDER BY rank, rowid LIMIT ?2",
                    object_condition(objects, "rowid")
                );
                let mut statement = connection.prepare_cached(&sql)?;
                let limit = i64::try_from(limit).unwrap_or(i64::MAX);
                let rows = statement.query_map(params![match_text(query), limit], |row| row.get(0).map(RecordId))?;
                Ok(rows.collect::<Result<Vec<_>, _>>()?)
            }
            Self::Postgres(pool) => postgres::search::find(pool, objects, query, limit),
        }
    }

    pub(crate) fn close(&self) {
        if let Self::Sqlite { writer, reader } = self {
            lock(reader).take();
            if let Some(connection) = lock(writer).take() {
                sqlite::checkpoint(&connection);
            }
        }
    }
}

fn lock(connection: &Mutex<Option<Connection>>) -> MutexGuard<'_, Option<Connection>> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

/// ` AND (…)` for the id ranges of objects; empty for all.
pub(crate) fn object_condition(objects: &[ObjectId], id: &str) -> String {
    if objects.is_empty() {
        return String::new();
    }
    let ranges: Vec<String> = objects
        .iter()
        .map(|object| {
            let (low, high) = RecordId::range(*object);
            format!("({id} >= {low} AND {id} < {high})")
        })
        .collect();
    format!(" AND ({})", ranges.join(" OR "))
}

fn open(file: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    sqlite::switch_to_log(&connection)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "cache_size", -8192)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection)
}

/// Rises when records are found by other words than before: the index is then made anew.
const WORDS_VERSION: i64 = 2;

fn create(connection: &Connection) -> Result<(), StoreError> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version == WORDS_VERSION {
        // Set with the tables, in one transaction: they are there. Every start of a command would wait for the disk otherwise.
        return Ok(());
    }
    connection.execute_batch(&format!(
        "BEGIN IMMEDIATE; DROP TABLE IF EXISTS search_text; DROP TABLE IF EXISTS search_position; \
         CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(words, content='', contentless_delete=1, tokenize='unicode61'); \
         CREATE TABLE IF NOT EXISTS search_position (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL); \
         INSERT INTO search_position (id, seq) VALUES (1, 0) ON CONFLICT (id) DO NOTHING; \
         PRAGMA user_version = {WORDS_VERSION}; \
         COMMIT;",
    ))?;
    Ok(())
}

fn write(connection: &mut Connection, texts: &[(RecordId, Option<String>)], upto_seq: i64) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    {
        let mut remove = transaction.prepare_cached("DELETE FROM search_text WHERE rowid = ?1")?;
        let mut add = transaction.prepare_cached("INSERT INTO search_text (rowid, words) VALUES (?1, ?2)")?;
        for (record, text) in texts {
            remove.execute([record.0])?;
            if let Some(text) = text {
                add.execute(params![record.0, text])?;
            }
        }
        transaction.prepare_cached("UPDATE search_position SET seq = max(seq, ?1) WHERE id = 1")?.execute([upto_seq])?;
    }
    Ok(transaction.commit()?)
}

/// The query in FTS5's language. Words hold letters and digits only, quotes keep them from being read as operators.
fn match_text(query: &SearchQuery) -> String {
    let phrases: Vec<String> = query.tokens.iter().map(phrase_text).collect();
    phrases.join(" AND ")
}

fn phrase_text(token: &Token) -> String {
    let words: Vec<String> = phrase_words(token).iter().map(|word| word.replace('"', "")).collect();
    format!("\"{}\"{}", words.join(" "), if token.prefix { " *" } else { "" })
}

/// The phrase, or the single word of a token made without one.
pub(crate) fn phrase_words(token: &Token) -> Vec<&str> {
    if token.phrase.is_empty() { vec![token.text.as_str()] } else { token.phrase.iter().map(String::as_str).collect() }
}
