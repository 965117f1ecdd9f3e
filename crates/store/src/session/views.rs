//! What people and keys prefer, and the lists they saved.

use model::ObjectId;

use super::Session;
use super::log::limit_value;
use super::syncs::{insert, object_id, select};
use crate::value::{SqlRow, Value};
use crate::{ListViewRow, StoreError};

/// Views of one object at most.
const VIEWS_MAX: usize = 1_000;

const VIEW_COLUMNS: &str = "id, object, owner, shared, name, definition, version, created_ms, updated_ms";

impl Session<'_> {
    /// What somebody prefers, as JSON object text. `owner` is a [`model::Actor`] as text.
    ///
    /// # Errors
    /// Those of the database.
    pub fn preference(&mut self, owner: &str) -> Result<Option<String>, StoreError> {
        self.query_one("SELECT document FROM preference WHERE owner = $1", &[owner.into()], |row| row.text(0))
    }

    /// Replaces what somebody prefers.
    ///
    /// # Errors
    /// Those of the database.
    pub fn preference_save(&mut self, owner: &str, document: &str) -> Result<(), StoreError> {
        let now_ms = self.now_ms();
        self.execute(
            "INSERT INTO preference (owner, document, updated_ms) VALUES ($1, $2, $3) \
             ON CONFLICT (owner) DO UPDATE SET document = excluded.document, updated_ms = excluded.updated_ms",
            &[owner.into(), document.into(), Value::Int(now_ms)],
        )
        .map(|_| ())
    }

    /// Stores a new view; its id comes from [`Session::allocate_ids`].
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the object has 1,000 of them.
    pub fn list_view_insert(&mut self, row: &ListViewRow) -> Result<(), StoreError> {
        let known = self.query_one("SELECT count(*) FROM list_view WHERE object = $1", &[object_value(row.object)], |row| row.int(0))?;
        if known.unwrap_or(0) >= i64::try_from(VIEWS_MAX).unwrap_or(i64::MAX) {
            return Err(StoreError::Invalid("an object has at most 1,000 saved views"));
        }
        self.execute(
            &insert("list_view", VIEW_COLUMNS),
            &[
                Value::Int(row.id),
                object_value(row.object),
                (&row.owner).into(),
                Value::Int(row.shared.into()),
                (&row.name).into(),
                (&row.definition).into(),
                Value::Int(row.version),
                Value::Int(row.created_ms),
                Value::Int(row.updated_ms),
            ],
        )
        .map(|_| ())
    }

    /// Replaces a view whose stored version is one lower; false when there is no such one. Object and owner stay.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_view_update(&mut self, row: &ListViewRow) -> Result<bool, StoreError> {
        let changed = self.execute(
            "UPDATE list_view SET shared = $3, name = $4, definition = $5, version = $2, updated_ms = $6 WHERE id = $1 AND version = $2 - 1",
            &[
                Value::Int(row.id),
                Value::Int(row.version),
                Value::Int(row.shared.into()),
                (&row.name).into(),
                (&row.definition).into(),
                Value::Int(row.updated_ms),
            ],
        )?;
        Ok(changed > 0)
    }

    /// One view.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_view(&mut self, id: i64) -> Result<Option<ListViewRow>, StoreError> {
        self.query_one(&select("list_view", VIEW_COLUMNS, "id = $1"), &[Value::Int(id)], view_row)
    }

    /// The views of an object that `owner` made or others share, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_views(&mut self, object: ObjectId, owner: &str) -> Result<Vec<ListViewRow>, StoreError> {
        let sql = select("list_view", VIEW_COLUMNS, "object = $1 AND (owner = $2 OR shared = 1) ORDER BY id LIMIT $3");
        self.query(&sql, &[object_value(object), owner.into(), limit_value(VIEWS_MAX)], view_row)
    }

    /// Forgets a view; false when there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_view_delete(&mut self, id: i64) -> Result<bool, StoreError> {
        Ok(self.execute("DELETE FROM list_view WHERE id = $1", &[Value::Int(id)])? > 0)
    }
}

fn object_value(object: ObjectId) -> Value<'static> {
    Value::Int(object.0.into())
}

fn view_row(row: &SqlRow<'_>) -> Result<ListViewRow, StoreError> {
    Ok(ListViewRow {
        id: row.int(0)?,
        object: object_id(row.int(1)?)?,
        owner: row.text(2)?,
        shared: row.int(3)? != 0,
        name: row.text(4)?,
        definition: row.text(5)?,
        version: row.int(6)?,
        created_ms: row.int(7)?,
        updated_ms: row.int(8)?,
    })
}
