//! The objects people define, with their views and indexes.

use std::time::Duration;

use model::{FieldId, Object, ObjectId};

use super::{IdKind, Link, Session};
use crate::value::{SqlRow, Value};
use crate::{StoreError, field_sql, sqlite, view};

/// How long the building of one index may hold up all other writers.
const INDEX_TIME_MAX: Duration = Duration::from_secs(120);

impl Session<'_> {
    /// All objects by id.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a definition that does not read.
    pub fn objects(&mut self) -> Result<Vec<Object>, StoreError> {
        self.query("SELECT definition FROM object_definition ORDER BY id", &[], object_row)
    }

    /// Stores a definition: a new object with version 1, or the next version of one. Renews its SQL view `v_<name>`.
    ///
    /// # Errors
    /// [`StoreError::ObjectConflict`] when the stored version is not one below, or another object has the name.
    pub fn object_save(&mut self, object: &Object) -> Result<(), StoreError> {
        let text = serde_json::to_string(object).map_err(|_| StoreError::Invalid("the definition cannot be written as JSON"))?;
        let known: Option<(i64, i64)> = self.query_one(
            "SELECT id, version FROM object_definition WHERE name = $1 OR id = $2 ORDER BY id = $2 DESC",
            &[(&object.name).into(), Value::Int(object.id.0.into())],
            |row| Ok((row.int(0)?, row.int(1)?)),
        )?;
        let conflict = StoreError::ObjectConflict { object: object.id };
        let fits = match known {
            None => object.version == 1,
            Some((id, version)) => id == i64::from(object.id.0) && version + 1 == object.version,
        };
        if !fits {
            return Err(conflict);
        }
        let written = if known.is_none() {
            self.execute(
                "INSERT INTO object_definition (id, name, version, definition) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
                &[Value::Int(object.id.0.into()), (&object.name).into(), Value::Int(object.version), Value::Owned(text)],
            )?
        } else {
            self.execute(
                "UPDATE object_definition SET name = $2, version = $3, definition = $4 WHERE id = $1 AND version = $3 - 1",
                &[Value::Int(object.id.0.into()), (&object.name).into(), Value::Int(object.version), Value::Owned(text)],
            )?
        };
        if written == 0 {
            return Err(conflict);
        }
        let postgres = self.is_postgres();
        self.define(&view::drop(object))?;
        self.define(&view::create(object, postgres))?;
        self.counter_add("schema", 1).map(|_| ())
    }

    /// An id for a new object.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when all 32,767 are used up.
    pub fn allocate_object_id(&mut self) -> Result<ObjectId, StoreError> {
        let id = self.allocate_ids(IdKind::Object, 1)?;
        i16::try_from(id).map(ObjectId).map_err(|_| StoreError::Invalid("there are no object ids left"))
    }

    /// Rises with every change of any definition; cheap, for caches.
    ///
    /// # Errors
    /// Those of the database.
    pub fn schema_version(&mut self) -> Result<i64, StoreError> {
        self.counter("schema")
    }

    /// Builds the index that makes filters and sorting by a field fast, inside this transaction: others wait meanwhile, on
    /// SQLite for at most two minutes. [`crate::Store::field_index_build`] lets them write where the database can.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the object has no such field, [`StoreError::TooLong`].
    pub fn field_index_create(&mut self, object: &Object, field: FieldId) -> Result<(), StoreError> {
        let sql = field_sql::index_create(object, field, self.is_postgres())?;
        self.begin_write()?;
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::bounded(connection, &sql, INDEX_TIME_MAX),
            Link::Postgres(link) => link.simple(&sql),
        }
    }

    /// Drops the index of a field, if there is one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn field_index_drop(&mut self, object: &Object, field: FieldId) -> Result<(), StoreError> {
        self.define(&field_sql::index_drop(object, field))
    }
}

fn object_row(row: &SqlRow<'_>) -> Result<Object, StoreError> {
    serde_json::from_str(row.str(0)?.unwrap_or_default()).map_err(|_| StoreError::Damaged("definition of an object"))
}
