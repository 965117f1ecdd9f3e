//! The objects people define, with their views and indexes.

use std::time::Duration;

use model::{FieldId, Object, ObjectId};

use super::{IdKind, Link, Session};
use crate::query::{IndexByUse, ListIndex};
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

    /// Lets every cache of the definitions be read again, in all processes: something beside them changed that is read with them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn schema_touch(&mut self) -> Result<(), StoreError> {
        self.counter_add("schema", 1).map(|_| ())
    }

    /// Builds the index that makes filters and sorting by a value fast, inside this transaction: others wait meanwhile, on
    /// SQLite for at most two minutes. [`crate::Store::list_index_build`] lets them write where the database can.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the object has no such field, [`StoreError::TooLong`].
    pub fn list_index_create(&mut self, object: &Object, index: ListIndex) -> Result<(), StoreError> {
        let sql = field_sql::index_create(object, index, self.is_postgres())?;
        self.begin_write()?;
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::bounded(connection, &sql, INDEX_TIME_MAX),
            Link::Postgres(link) => link.simple(&sql),
        }
    }

    /// Drops an index, if there is one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_index_drop(&mut self, object: &Object, index: ListIndex) -> Result<(), StoreError> {
        self.define(&field_sql::index_drop(object, index))
    }

    /// Indexes that were made because lists needed them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn indexes_by_use(&mut self) -> Result<Vec<IndexByUse>, StoreError> {
        self.query("SELECT object, field, made_ms, used_ms FROM index_by_use ORDER BY object, field", &[], |row| {
            let small = |value: i64| i16::try_from(value).map_err(|_| StoreError::Damaged("an index made by use"));
            let field = small(row.int(1)?)?;
            Ok(IndexByUse {
                object: ObjectId(small(row.int(0)?)?),
                index: if field == UPDATED_AT { ListIndex::UpdatedAt } else { ListIndex::Field(FieldId(field)) },
                made_ms: row.int(2)?,
                used_ms: row.int(3)?,
            })
        })
    }

    /// Notes that an index is there because lists needed it, or that one used it again. The schema counts as changed when it is new.
    ///
    /// # Errors
    /// Those of the database.
    pub fn index_by_use_note(&mut self, object: ObjectId, index: ListIndex) -> Result<(), StoreError> {
        let now_ms = Value::Int(self.now_ms());
        let known = self.execute(
            "UPDATE index_by_use SET used_ms = $3 WHERE object = $1 AND field = $2",
            &[Value::Int(object.0.into()), index_value(index), now_ms.clone()],
        )?;
        if known > 0 {
            return Ok(());
        }
        self.execute(
            "INSERT INTO index_by_use (object, field, made_ms, used_ms) VALUES ($1, $2, $3, $3) ON CONFLICT (object, field) DO NOTHING",
            &[Value::Int(object.0.into()), index_value(index), now_ms],
        )?;
        self.counter_add("schema", 1).map(|_| ())
    }

    /// Forgets that an index was made by use. Nothing happens when it was not.
    ///
    /// # Errors
    /// Those of the database.
    pub fn index_by_use_forget(&mut self, object: ObjectId, index: ListIndex) -> Result<(), StoreError> {
        let sql = "DELETE FROM index_by_use WHERE object = $1 AND field = $2";
        if self.execute(sql, &[Value::Int(object.0.into()), index_value(index)])? > 0 {
            self.counter_add("schema", 1)?;
        }
        Ok(())
    }
}

/// Stands for [`ListIndex::UpdatedAt`] where others have the id of their field, which begins at 1.
const UPDATED_AT: i16 = 0;

fn index_value(index: ListIndex) -> Value<'static> {
    Value::Int(match index {
        ListIndex::Field(field) => field.0.into(),
        ListIndex::UpdatedAt => UPDATED_AT.into(),
    })
}

fn object_row(row: &SqlRow<'_>) -> Result<Object, StoreError> {
    serde_json::from_str(row.str(0)?.unwrap_or_default()).map_err(|_| StoreError::Damaged("definition of an object"))
}
