//! Connections, syncs, their versions and their progress.

use model::{ObjectId, RunId};

use super::Session;
use super::log::limit_value;
use crate::value::{SqlRow, Value};
use crate::{ConnectionRow, ConnectionState, StoreError, SyncProgressRow, SyncRow, SyncState, SyncVersionRow};

/// Connections and syncs listed at most.
const LIST_MAX: usize = 10_000;

const CONNECTION_COLUMNS: &str =
    "id, name, connector, state, reason, settings, secrets, token, token_until_ms, organisation, health, version, created_ms, updated_ms";
const SYNC_TASK_COLUMNS: &str = "id, name, connection, object, state, reason, version, definition, created_ms, updated_ms";
const SYNC_VERSION_COLUMNS: &str = "sync, version, definition, actor, at_ms";
const SYNC_PROGRESS_COLUMNS: &str = "sync, epoch, cursor, columns, change_seq, last_run, last_success_ms, due_ms, state";

impl Session<'_> {
    /// Stores a new connection; its id comes from [`Session::allocate_ids`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn connection_insert(&mut self, row: &ConnectionRow) -> Result<(), StoreError> {
        self.execute(&insert("connection", CONNECTION_COLUMNS), &connection_values(row)).map(|_| ())
    }

    /// Replaces a connection; false when there is none. The token kept stays, also when it was renewed meanwhile, unless
    /// `row.token` is empty: then it goes.
    ///
    /// # Errors
    /// Those of the database.
    pub fn connection_update(&mut self, row: &ConnectionRow) -> Result<bool, StoreError> {
        let sql = "UPDATE connection SET name = $2, connector = $3, state = $4, reason = $5, settings = $6, secrets = $7, organisation = $10, health = $11, version = $12, created_ms = $13, updated_ms = $14, \
                   token = CASE WHEN $8 = '' THEN '' ELSE token END, token_until_ms = CASE WHEN $8 = '' THEN $9 ELSE token_until_ms END WHERE id = $1";
        Ok(self.execute(sql, &connection_values(row))? > 0)
    }

    /// One connection.
    ///
    /// # Errors
    /// Those of the database.
    pub fn connection(&mut self, id: i64) -> Result<Option<ConnectionRow>, StoreError> {
        self.query_one(&select("connection", CONNECTION_COLUMNS, "id = $1"), &[Value::Int(id)], connection_row)
    }

    /// One connection, kept as it is until this transaction ends: what is written back on the strength of it undoes nothing that
    /// another node wrote meanwhile.
    ///
    /// # Errors
    /// Those of the database.
    pub fn connection_for_update(&mut self, id: i64) -> Result<Option<ConnectionRow>, StoreError> {
        self.execute("UPDATE connection SET updated_ms = updated_ms WHERE id = $1", &[Value::Int(id)])?;
        self.connection(id)
    }

    /// All connections by id, also archived ones.
    ///
    /// # Errors
    /// Those of the database.
    pub fn connections(&mut self) -> Result<Vec<ConnectionRow>, StoreError> {
        self.query(&select("connection", CONNECTION_COLUMNS, "id > 0 ORDER BY id LIMIT $1"), &[limit_value(LIST_MAX)], connection_row)
    }

    /// Takes the right to renew the token of a connection until `until_ms`; false while somebody else has it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn connection_token_lease(&mut self, id: i64, until_ms: i64) -> Result<bool, StoreError> {
        let now_ms = self.now_ms();
        let sql = "UPDATE connection SET token_until_ms = $2 WHERE id = $1 AND token_until_ms <= $3";
        Ok(self.execute(sql, &[Value::Int(id), Value::Int(until_ms), Value::Int(now_ms)])? > 0)
    }

    /// Keeps a renewed token (encrypted by the caller) and gives the right to renew it back.
    ///
    /// # Errors
    /// Those of the database.
    pub fn connection_token_save(&mut self, id: i64, token: &str) -> Result<(), StoreError> {
        let sql = "UPDATE connection SET token = $2, token_until_ms = 0 WHERE id = $1";
        self.execute(sql, &[Value::Int(id), token.into()]).map(|_| ())
    }

    /// Gives the right to renew a token back without a new token.
    ///
    /// # Errors
    /// Those of the database.
    pub fn connection_token_release(&mut self, id: i64) -> Result<(), StoreError> {
        self.execute("UPDATE connection SET token_until_ms = 0 WHERE id = $1", &[Value::Int(id)]).map(|_| ())
    }

    /// Stores a new sync; its id comes from [`Session::allocate_ids`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn sync_insert(&mut self, row: &SyncRow) -> Result<(), StoreError> {
        self.execute(&insert("sync_task", SYNC_TASK_COLUMNS), &sync_task_values(row)).map(|_| ())
    }

    /// Replaces a sync; false when there is none or its version is not `expected_version`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sync_update(&mut self, row: &SyncRow, expected_version: i64) -> Result<bool, StoreError> {
        let mut values = sync_task_values(row);
        values.push(Value::Int(expected_version));
        let sql = "UPDATE sync_task SET name = $2, connection = $3, object = $4, state = $5, reason = $6, version = $7, definition = $8, created_ms = $9, updated_ms = $10 WHERE id = $1 AND version = $11";
        Ok(self.execute(sql, &values)? > 0)
    }

    /// One sync.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sync(&mut self, id: i64) -> Result<Option<SyncRow>, StoreError> {
        self.query_one(&select("sync_task", SYNC_TASK_COLUMNS, "id = $1"), &[Value::Int(id)], sync_task_row)
    }

    /// All syncs by id, also archived ones.
    ///
    /// # Errors
    /// Those of the database.
    pub fn syncs(&mut self) -> Result<Vec<SyncRow>, StoreError> {
        self.query(&select("sync_task", SYNC_TASK_COLUMNS, "id > 0 ORDER BY id LIMIT $1"), &[limit_value(LIST_MAX)], sync_task_row)
    }

    /// Keeps a version of a definition; one that is there already stays.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sync_version_insert(&mut self, row: &SyncVersionRow) -> Result<(), StoreError> {
        let sql = format!("{} ON CONFLICT (sync, version) DO NOTHING", insert("sync_version", SYNC_VERSION_COLUMNS));
        self.execute(&sql, &sync_version_values(row)).map(|_| ())
    }

    /// Versions of a sync, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sync_versions(&mut self, sync: i64, limit: usize) -> Result<Vec<SyncVersionRow>, StoreError> {
        let sql = select("sync_version", SYNC_VERSION_COLUMNS, "sync = $1 ORDER BY version DESC LIMIT $2");
        self.query(&sql, &[Value::Int(sync), limit_value(limit)], sync_version_row)
    }

    /// One version of a sync.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sync_version(&mut self, sync: i64, version: i64) -> Result<Option<SyncVersionRow>, StoreError> {
        let sql = select("sync_version", SYNC_VERSION_COLUMNS, "sync = $1 AND version = $2");
        self.query_one(&sql, &[Value::Int(sync), Value::Int(version)], sync_version_row)
    }

    /// How far a sync has come; `None` before its first run.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sync_progress(&mut self, sync: i64) -> Result<Option<SyncProgressRow>, StoreError> {
        self.query_one(&select("sync_progress", SYNC_PROGRESS_COLUMNS, "sync = $1"), &[Value::Int(sync)], sync_progress_row)
    }

    /// Progress of all syncs.
    ///
    /// # Errors
    /// Those of the database.
    pub fn sync_progresses(&mut self) -> Result<Vec<SyncProgressRow>, StoreError> {
        let sql = select("sync_progress", SYNC_PROGRESS_COLUMNS, "sync > 0 ORDER BY sync LIMIT $1");
        self.query(&sql, &[limit_value(LIST_MAX)], sync_progress_row)
    }

    /// Writes the progress of a sync. `row.epoch` is the one that was read; it is raised by one in the database.
    ///
    /// # Errors
    /// [`StoreError::SyncMoved`] when somebody else has written since; those of the database.
    pub fn sync_progress_save(&mut self, row: &SyncProgressRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO sync_progress (sync, epoch, cursor, columns, change_seq, last_run, last_success_ms, due_ms, state) VALUES ($1, $2 + 1, $3, $4, $5, $6, $7, $8, $9) \
                   ON CONFLICT (sync) DO UPDATE SET epoch = sync_progress.epoch + 1, cursor = excluded.cursor, columns = excluded.columns, change_seq = excluded.change_seq, last_run = excluded.last_run, last_success_ms = excluded.last_success_ms, due_ms = excluded.due_ms, state = excluded.state \
                   WHERE sync_progress.epoch = $2";
        let written = self.execute(sql, &sync_progress_values(row))?;
        if written == 0 { Err(StoreError::SyncMoved { sync: row.sync }) } else { Ok(()) }
    }
}

pub(super) fn insert(table: &str, columns: &str) -> String {
    let marks: Vec<String> = (1..=columns.split(", ").count()).map(|at| format!("${at}")).collect();
    format!("INSERT INTO {table} ({columns}) VALUES ({})", marks.join(", "))
}

pub(super) fn select(table: &str, columns: &str, condition: &str) -> String {
    format!("SELECT {columns} FROM {table} WHERE {condition}")
}

pub(super) fn object_id(number: i64) -> Result<ObjectId, StoreError> {
    i16::try_from(number).map(ObjectId).map_err(|_| StoreError::Damaged("an object's id"))
}

fn connection_values(row: &ConnectionRow) -> Vec<Value<'_>> {
    vec![
        Value::Int(row.id),
        (&row.name).into(),
        (&row.connector).into(),
        Value::Int(row.state.code()),
        (&row.reason).into(),
        (&row.settings).into(),
        (&row.secrets).into(),
        (&row.token).into(),
        Value::Int(row.token_until_ms),
        (&row.organisation).into(),
        (&row.health).into(),
        Value::Int(row.version),
        Value::Int(row.created_ms),
        Value::Int(row.updated_ms),
    ]
}

fn connection_row(row: &SqlRow<'_>) -> Result<ConnectionRow, StoreError> {
    Ok(ConnectionRow {
        id: row.int(0)?,
        name: row.text(1)?,
        connector: row.text(2)?,
        state: ConnectionState::from_code(row.int(3)?).ok_or(StoreError::Damaged("state of a connection"))?,
        reason: row.text(4)?,
        settings: row.text(5)?,
        secrets: row.text(6)?,
        token: row.text(7)?,
        token_until_ms: row.int(8)?,
        organisation: row.text(9)?,
        health: row.text(10)?,
        version: row.int(11)?,
        created_ms: row.int(12)?,
        updated_ms: row.int(13)?,
    })
}

fn sync_task_values(row: &SyncRow) -> Vec<Value<'_>> {
    vec![
        Value::Int(row.id),
        (&row.name).into(),
        Value::Int(row.connection),
        Value::Int(row.object.0.into()),
        Value::Int(row.state.code()),
        (&row.reason).into(),
        Value::Int(row.version),
        (&row.definition).into(),
        Value::Int(row.created_ms),
        Value::Int(row.updated_ms),
    ]
}

fn sync_task_row(row: &SqlRow<'_>) -> Result<SyncRow, StoreError> {
    Ok(SyncRow {
        id: row.int(0)?,
        name: row.text(1)?,
        connection: row.int(2)?,
        object: object_id(row.int(3)?)?,
        state: SyncState::from_code(row.int(4)?).ok_or(StoreError::Damaged("state of a sync"))?,
        reason: row.text(5)?,
        version: row.int(6)?,
        definition: row.text(7)?,
        created_ms: row.int(8)?,
        updated_ms: row.int(9)?,
    })
}

fn sync_version_values(row: &SyncVersionRow) -> Vec<Value<'_>> {
    vec![Value::Int(row.sync), Value::Int(row.version), (&row.definition).into(), (&row.actor).into(), Value::Int(row.at_ms)]
}

fn sync_version_row(row: &SqlRow<'_>) -> Result<SyncVersionRow, StoreError> {
    Ok(SyncVersionRow { sync: row.int(0)?, version: row.int(1)?, definition: row.text(2)?, actor: row.text(3)?, at_ms: row.int(4)? })
}

fn sync_progress_values(row: &SyncProgressRow) -> Vec<Value<'_>> {
    vec![
        Value::Int(row.sync),
        Value::Int(row.epoch),
        (&row.cursor).into(),
        (&row.columns).into(),
        Value::Int(row.change_seq),
        row.last_run.map(|run| run.0).into(),
        row.last_success_ms.into(),
        row.due_ms.into(),
        (&row.state).into(),
    ]
}

fn sync_progress_row(row: &SqlRow<'_>) -> Result<SyncProgressRow, StoreError> {
    Ok(SyncProgressRow {
        sync: row.int(0)?,
        epoch: row.int(1)?,
        cursor: row.text(2)?,
        columns: row.text(3)?,
        change_seq: row.int(4)?,
        last_run: row.opt_int(5)?.map(RunId),
        last_success_ms: row.opt_int(6)?,
        due_ms: row.opt_int(7)?,
        state: row.text(8)?,
    })
}
