//! API keys, people, and answers kept for idempotent requests.

use super::Session;
use super::log::limit_value;
use crate::value::{SqlRow, Value};
use crate::{ApiKeyRow, IdempotencyRow, StoreError, UserRow};

/// Keys and people listed at most.
const LIST_MAX: usize = 10_000;

const KEY_COLUMNS: &str = "id, name, prefix, hash, scopes, created_ms, expires_ms, revoked_ms, last_used_ms";
const USER_COLUMNS: &str = "id, email, name, password, scopes, created_ms, disabled_ms";

impl Session<'_> {
    /// Stores a new API key; its id comes from [`Session::allocate_ids`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn api_key_insert(&mut self, key: &ApiKeyRow) -> Result<(), StoreError> {
        self.execute(
            &format!("INSERT INTO api_key ({KEY_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"),
            &[
                Value::Int(key.id),
                (&key.name).into(),
                (&key.prefix).into(),
                key.hash.as_slice().into(),
                (&key.scopes).into(),
                Value::Int(key.created_ms),
                key.expires_ms.into(),
                key.revoked_ms.into(),
                key.last_used_ms.into(),
            ],
        )
        .map(|_| ())
    }

    /// All API keys by id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn api_keys(&mut self) -> Result<Vec<ApiKeyRow>, StoreError> {
        self.query(&format!("SELECT {KEY_COLUMNS} FROM api_key ORDER BY id LIMIT $1"), &[limit_value(LIST_MAX)], api_key_row)
    }

    /// The API key with this SHA-256, also a revoked or expired one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn api_key_by_hash(&mut self, hash: &[u8]) -> Result<Option<ApiKeyRow>, StoreError> {
        self.query_one(&format!("SELECT {KEY_COLUMNS} FROM api_key WHERE hash = $1"), &[hash.into()], api_key_row)
    }

    /// Revokes an API key; false when there is none or it is revoked already.
    ///
    /// # Errors
    /// Those of the database.
    pub fn api_key_revoke(&mut self, id: i64, at_ms: i64) -> Result<bool, StoreError> {
        let changed =
            self.execute("UPDATE api_key SET revoked_ms = $2 WHERE id = $1 AND revoked_ms IS NULL", &[Value::Int(id), Value::Int(at_ms)])?;
        Ok(changed > 0)
    }

    /// Notes that an API key was used. Call it at most once a minute and key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn api_key_touch(&mut self, id: i64, at_ms: i64) -> Result<(), StoreError> {
        self.execute("UPDATE api_key SET last_used_ms = $2 WHERE id = $1", &[Value::Int(id), Value::Int(at_ms)]).map(|_| ())
    }

    /// Stores a new person; false when the address is taken.
    ///
    /// # Errors
    /// Those of the database.
    pub fn user_insert(&mut self, user: &UserRow) -> Result<bool, StoreError> {
        let written = self.execute(
            &format!("INSERT INTO person ({USER_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING"),
            &[
                Value::Int(user.id),
                (&user.email).into(),
                (&user.name).into(),
                (&user.password).into(),
                (&user.scopes).into(),
                Value::Int(user.created_ms),
                user.disabled_ms.into(),
            ],
        )?;
        Ok(written > 0)
    }

    /// The person with this lower-case address, also one shut out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn user_by_email(&mut self, email: &str) -> Result<Option<UserRow>, StoreError> {
        self.query_one(&format!("SELECT {USER_COLUMNS} FROM person WHERE email = $1"), &[email.into()], user_row)
    }

    /// The person with this id, also one shut out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn user(&mut self, id: i64) -> Result<Option<UserRow>, StoreError> {
        self.query_one(&format!("SELECT {USER_COLUMNS} FROM person WHERE id = $1"), &[Value::Int(id)], user_row)
    }

    /// Rewrites what may change of a person: name, password, scopes, shut out or not. The address stays. False when there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn user_update(&mut self, user: &UserRow) -> Result<bool, StoreError> {
        let changed = self.execute(
            "UPDATE person SET name = $2, password = $3, scopes = $4, disabled_ms = $5 WHERE email = $1",
            &[(&user.email).into(), (&user.name).into(), (&user.password).into(), (&user.scopes).into(), user.disabled_ms.into()],
        )?;
        Ok(changed > 0)
    }

    /// Makes this transaction the only one that changes people until it ends, so that what it read of them stays true.
    ///
    /// # Errors
    /// Those of the database.
    pub fn people_lock(&mut self) -> Result<(), StoreError> {
        self.counter_add("people_changed", 1).map(|_| ())
    }

    /// All people by id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn users(&mut self) -> Result<Vec<UserRow>, StoreError> {
        self.query(&format!("SELECT {USER_COLUMNS} FROM person ORDER BY id LIMIT $1"), &[limit_value(LIST_MAX)], user_row)
    }

    /// Shuts a person out; false when there is none or it is done already.
    ///
    /// # Errors
    /// Those of the database.
    pub fn user_disable(&mut self, id: i64, at_ms: i64) -> Result<bool, StoreError> {
        let changed =
            self.execute("UPDATE person SET disabled_ms = $2 WHERE id = $1 AND disabled_ms IS NULL", &[Value::Int(id), Value::Int(at_ms)])?;
        Ok(changed > 0)
    }

    /// The stored answer to a request.
    ///
    /// # Errors
    /// Those of the database.
    pub fn idempotency_get(&mut self, key: &[u8]) -> Result<Option<IdempotencyRow>, StoreError> {
        self.query_one(
            "SELECT key, fingerprint, status, headers, body, at_ms FROM idempotency WHERE key = $1",
            &[key.into()],
            idempotency_row,
        )
    }

    /// Notes that a request has begun; false when one with the same key was there before.
    ///
    /// # Errors
    /// Those of the database.
    pub fn idempotency_begin(&mut self, row: &IdempotencyRow) -> Result<bool, StoreError> {
        let written = self.execute(
            "INSERT INTO idempotency (key, fingerprint, status, headers, body, at_ms) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (key) DO NOTHING",
            &[
                row.key.as_slice().into(),
                row.fingerprint.as_slice().into(),
                Value::Int(row.status.into()),
                (&row.headers).into(),
                row.body.as_slice().into(),
                Value::Int(row.at_ms),
            ],
        )?;
        Ok(written > 0)
    }

    /// Stores the answer to a request that has begun.
    ///
    /// # Errors
    /// Those of the database.
    pub fn idempotency_finish(&mut self, key: &[u8], status: i32, headers: &str, body: &[u8]) -> Result<(), StoreError> {
        self.execute(
            "UPDATE idempotency SET status = $2, headers = $3, body = $4 WHERE key = $1",
            &[key.into(), Value::Int(status.into()), headers.into(), body.into()],
        )
        .map(|_| ())
    }

    /// Forgets a request that has begun, so that it can be tried again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn idempotency_forget(&mut self, key: &[u8]) -> Result<(), StoreError> {
        self.execute("DELETE FROM idempotency WHERE key = $1", &[key.into()]).map(|_| ())
    }
}

fn api_key_row(row: &SqlRow<'_>) -> Result<ApiKeyRow, StoreError> {
    Ok(ApiKeyRow {
        id: row.int(0)?,
        name: row.text(1)?,
        prefix: row.text(2)?,
        hash: row.blob(3)?,
        scopes: row.text(4)?,
        created_ms: row.int(5)?,
        expires_ms: row.opt_int(6)?,
        revoked_ms: row.opt_int(7)?,
        last_used_ms: row.opt_int(8)?,
    })
}

fn user_row(row: &SqlRow<'_>) -> Result<UserRow, StoreError> {
    Ok(UserRow {
        id: row.int(0)?,
        email: row.text(1)?,
        name: row.text(2)?,
        password: row.text(3)?,
        scopes: row.text(4)?,
        created_ms: row.int(5)?,
        disabled_ms: row.opt_int(6)?,
    })
}

fn idempotency_row(row: &SqlRow<'_>) -> Result<IdempotencyRow, StoreError> {
    Ok(IdempotencyRow {
        key: row.blob(0)?,
        fingerprint: row.blob(1)?,
        status: i32::try_from(row.int(2)?).map_err(|_| StoreError::Damaged("a stored answer"))?,
        headers: row.text(3)?,
        body: row.blob(4)?,
        at_ms: row.int(5)?,
    })
}
