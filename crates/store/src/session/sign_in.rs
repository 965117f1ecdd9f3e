//! Sessions of people and links that sign them in.

use super::Session;
use super::log::limit_value;
use super::syncs::{insert, select};
use crate::value::{SqlRow, Value};
use crate::{PersonSessionRow, SignInLinkRow, StoreError};

/// A session that is not used for so long is over: 12 hours, in milliseconds.
pub const SESSION_IDLE_MS: i64 = 12 * 3_600_000;
/// Sessions listed at most.
const LIST_MAX: usize = 1_000;

const SESSION_COLUMNS: &str = "hash, id, person, way, created_ms, seen_ms, ends_ms, address, agent";
const LINK_COLUMNS: &str = "hash, person, created_ms, ends_ms";

impl Session<'_> {
    /// Stores a new session; its id comes from [`Session::allocate_ids`]. Of this person's sessions the newest `most` stay.
    ///
    /// # Errors
    /// Those of the database.
    pub fn person_session_insert(&mut self, row: &PersonSessionRow, most: usize) -> Result<(), StoreError> {
        self.execute(
            &insert("person_session", SESSION_COLUMNS),
            &[
                row.hash.as_slice().into(),
                Value::Int(row.id),
                Value::Int(row.person),
                (&row.way).into(),
                Value::Int(row.created_ms),
                Value::Int(row.seen_ms),
                Value::Int(row.ends_ms),
                (&row.address).into(),
                (&row.agent).into(),
            ],
        )?;
        self.execute(
            "DELETE FROM person_session WHERE person = $1 AND id < (SELECT min(id) FROM \
             (SELECT id FROM person_session WHERE person = $1 ORDER BY id DESC LIMIT $2) AS newest)",
            &[Value::Int(row.person), limit_value(most)],
        )
        .map(|_| ())
    }

    /// The session with this SHA-256, also one that is over but not thrown away yet.
    ///
    /// # Errors
    /// Those of the database.
    pub fn person_session(&mut self, hash: &[u8]) -> Result<Option<PersonSessionRow>, StoreError> {
        self.query_one(&select("person_session", SESSION_COLUMNS, "hash = $1"), &[hash.into()], session_row)
    }

    /// The sessions of one person or of all, newest first, those that are over included; at most 1,000.
    ///
    /// # Errors
    /// Those of the database.
    pub fn person_sessions(&mut self, person: Option<i64>) -> Result<Vec<PersonSessionRow>, StoreError> {
        match person {
            Some(person) => {
                let sql = select("person_session", SESSION_COLUMNS, "person = $1 ORDER BY id DESC LIMIT $2");
                self.query(&sql, &[Value::Int(person), limit_value(LIST_MAX)], session_row)
            }
            None => {
                let sql = select("person_session", SESSION_COLUMNS, "1 = 1 ORDER BY id DESC LIMIT $1");
                self.query(&sql, &[limit_value(LIST_MAX)], session_row)
            }
        }
    }

    /// Notes that a session was used. Call it at most once a minute and session.
    ///
    /// # Errors
    /// Those of the database.
    pub fn person_session_touch(&mut self, hash: &[u8], at_ms: i64) -> Result<(), StoreError> {
        self.execute("UPDATE person_session SET seen_ms = $2 WHERE hash = $1", &[hash.into(), Value::Int(at_ms)]).map(|_| ())
    }

    /// Ends the session with this SHA-256; false when there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn person_session_end(&mut self, hash: &[u8]) -> Result<bool, StoreError> {
        Ok(self.execute("DELETE FROM person_session WHERE hash = $1", &[hash.into()])? > 0)
    }

    /// Ends all sessions of a person and makes their unused links useless.
    ///
    /// # Errors
    /// Those of the database.
    pub fn person_sessions_end(&mut self, person: i64) -> Result<(), StoreError> {
        self.execute("DELETE FROM person_session WHERE person = $1", &[Value::Int(person)])?;
        self.sign_in_links_end(person)
    }

    /// Throws away at most `limit` sessions that are over, and as many links.
    pub(super) fn person_sessions_trim(&mut self, limit: usize) -> Result<u64, StoreError> {
        let now_ms = self.now_ms();
        let sessions = self.execute(
            "DELETE FROM person_session WHERE hash IN (SELECT hash FROM person_session WHERE ends_ms <= $1 OR seen_ms <= $2 LIMIT $3)",
            &[Value::Int(now_ms), Value::Int(now_ms - SESSION_IDLE_MS), limit_value(limit)],
        )?;
        let links = self.execute(
            "DELETE FROM sign_in_link WHERE hash IN (SELECT hash FROM sign_in_link WHERE ends_ms <= $1 LIMIT $2)",
            &[Value::Int(now_ms), limit_value(limit)],
        )?;
        Ok(sessions + links)
    }

    /// Stores a link.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sign_in_link_insert(&mut self, row: &SignInLinkRow) -> Result<(), StoreError> {
        self.execute(
            &insert("sign_in_link", LINK_COLUMNS),
            &[row.hash.as_slice().into(), Value::Int(row.person), Value::Int(row.created_ms), row.ends_ms.into()],
        )
        .map(|_| ())
    }

    /// Takes a link away and returns it: of several who come with it, one gets it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sign_in_link_take(&mut self, hash: &[u8]) -> Result<Option<SignInLinkRow>, StoreError> {
        let known = self.query_one(&select("sign_in_link", LINK_COLUMNS, "hash = $1"), &[hash.into()], link_row)?;
        let taken = self.execute("DELETE FROM sign_in_link WHERE hash = $1", &[hash.into()])?;
        Ok(known.filter(|_| taken > 0))
    }

    /// Makes the unused links of a person useless.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sign_in_links_end(&mut self, person: i64) -> Result<(), StoreError> {
        self.execute("DELETE FROM sign_in_link WHERE person = $1", &[Value::Int(person)]).map(|_| ())
    }
}

fn session_row(row: &SqlRow<'_>) -> Result<PersonSessionRow, StoreError> {
    Ok(PersonSessionRow {
        hash: row.blob(0)?,
        id: row.int(1)?,
        person: row.int(2)?,
        way: row.text(3)?,
        created_ms: row.int(4)?,
        seen_ms: row.int(5)?,
        ends_ms: row.int(6)?,
        address: row.text(7)?,
        agent: row.text(8)?,
    })
}

fn link_row(row: &SqlRow<'_>) -> Result<SignInLinkRow, StoreError> {
    Ok(SignInLinkRow { hash: row.blob(0)?, person: row.int(1)?, created_ms: row.int(2)?, ends_ms: row.opt_int(3)? })
}
