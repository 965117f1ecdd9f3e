//! Sessions of SQLite files.
//!
//! The file may come from strangers and the queries from people who must not reach other files: nothing can be attached, no
//! extension loaded, and what a schema brings along is not trusted.

use std::time::{Duration, Instant};

use connector::ConnectorError;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::catalog;
use crate::dialect::{Dialect, Sql};
use crate::place::{Place, Server};
use crate::session::{Access, EachRow, Identity, Session, all_rows};
use crate::stream::{Column, Table};
use crate::trouble::{Kind, Trouble};
use crate::values::{Datum, Param};

/// How long a statement waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Steps of the machine between two looks at the clock.
const STEPS: i32 = 10_000;

/// Opens a session.
pub(crate) fn open(place: &Place) -> Result<Box<dyn Session>, ConnectorError> {
    let Server::File(file) = &place.server else {
        return Err(ConnectorError::Setting { setting: "file".to_owned(), reason: "a file is needed".to_owned() });
    };
    let path = place.allowed(file)?;
    if !path.is_file() {
        return Err(ConnectorError::NotFound { system: place.system().to_owned(), what: format!("file {}", path.display()) });
    }
    let opened = connect(&path).map_err(|error| trouble(&error).into_error(place.system()))?;
    Ok(Box::new(SqliteSession { connection: opened, timeout: place.timeout }))
}

fn connect(path: &std::path::Path) -> rusqlite::Result<Connection> {
    // Never made: a missing file is a mistake, not an empty database.
    let flags = |mode| mode | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))
        .or_else(|_| Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY)))?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(connection)
}

fn trouble(error: &rusqlite::Error) -> Trouble {
    let rusqlite::Error::SqliteFailure(failure, message) = error else {
        return match error {
            rusqlite::Error::SqlInputError { msg, .. } => Trouble::new(Kind::Broken, "1", msg.clone()),
            rusqlite::Error::MultipleStatement => Trouble::new(Kind::Broken, "", "more than one statement"),
            _ => Trouble::new(Kind::Broken, "", "the statement cannot be carried out"),
        };
    };
    let told = message.clone().unwrap_or_else(|| failure.to_string());
    let field = told.rsplit_once(": ").and_then(|(_, place)| place.rsplit_once('.')).map(|(_, column)| column.to_owned());
    let kind = match failure.code {
        rusqlite::ErrorCode::ConstraintViolation => match failure.extended_code {
            rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY => Kind::Duplicate,
            _ => Kind::Refused,
        },
        rusqlite::ErrorCode::TypeMismatch | rusqlite::ErrorCode::TooBig => Kind::Refused,
        rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => Kind::Unavailable,
        rusqlite::ErrorCode::OperationInterrupted => Kind::TimedOut,
        rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::PermissionDenied | rusqlite::ErrorCode::AuthorizationForStatementDenied => {
            Kind::Forbidden
        }
        rusqlite::ErrorCode::CannotOpen => Kind::Missing,
        rusqlite::ErrorCode::DiskFull | rusqlite::ErrorCode::SystemIoFailure => Kind::Unavailable,
        _ => Kind::Broken,
    };
    let field = field.filter(|_| matches!(kind, Kind::Duplicate | Kind::Refused));
    Trouble { field, ..Trouble::new(kind, failure.extended_code.to_string(), told) }
}

struct SqliteSession {
    connection: Connection,
    timeout: Duration,
}

impl SqliteSession {
    fn plain(&mut self, text: &str) -> Result<(), Trouble> {
        self.connection.execute_batch(text).map_err(|error| trouble(&error))
    }

    /// Ends the statement that runs next when it takes too long.
    fn limit_time(&mut self) -> Result<(), Trouble> {
        let until = Instant::now() + self.timeout;
        self.connection.progress_handler(STEPS, Some(move || Instant::now() > until)).map_err(|error| trouble(&error))
    }
}

fn values(sql: &Sql) -> Vec<rusqlite::types::Value> {
    let value = |param: &Param| match param {
        Param::Null => rusqlite::types::Value::Null,
        Param::Integer(number) => rusqlite::types::Value::Integer(*number),
        Param::Text(text) => rusqlite::types::Value::Text(text.clone()),
    };
    sql.params.iter().map(value).collect()
}

fn datum(value: ValueRef<'_>) -> Datum {
    match value {
        ValueRef::Null => Datum::Null,
        ValueRef::Integer(number) => Datum::Integer(number),
        ValueRef::Real(number) => Datum::Real(number),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Datum::Text(text.to_owned()),
            Err(_) => Datum::Damaged(String::from_utf8_lossy(bytes).into_owned()),
        },
        ValueRef::Blob(_) => Datum::Bytes,
    }
}

impl Session for SqliteSession {
    fn begin(&mut self, access: Access) -> Result<(), Trouble> {
        self.plain(match access {
            Access::Read => "PRAGMA query_only = 1; BEGIN DEFERRED",
            Access::Write => "PRAGMA query_only = 0; BEGIN IMMEDIATE",
        })
    }

    fn commit(&mut self) -> Result<(), Trouble> {
        self.plain("COMMIT")
    }

    fn roll_back(&mut self) -> Result<(), Trouble> {
        self.plain("ROLLBACK")
    }

    fn rows(&mut self, sql: &Sql, each: &mut EachRow<'_>) -> Result<(), Trouble> {
        self.limit_time()?;
        let mut statement = self.connection.prepare(&sql.text).map_err(|error| trouble(&error))?;
        let count = statement.column_count();
        let mut rows = statement.query(params_from_iter(values(sql))).map_err(|error| trouble(&error))?;
        while let Some(row) = rows.next().map_err(|error| trouble(&error))? {
            let mut data = Vec::with_capacity(count);
            for at in 0..count {
                data.push(datum(row.get_ref(at).map_err(|error| trouble(&error))?));
            }
            if !each(data) {
                break;
            }
        }
        Ok(())
    }

    fn run(&mut self, sql: &Sql) -> Result<u64, Trouble> {
        self.limit_time()?;
        let changed = self.connection.execute(&sql.text, params_from_iter(values(sql))).map_err(|error| trouble(&error))?;
        Ok(changed as u64)
    }

    fn part(&mut self, work: &mut dyn FnMut(&mut dyn Session) -> Result<(), Trouble>) -> Result<(), Trouble> {
        self.plain("SAVEPOINT part")?;
        let result = work(self);
        match &result {
            Ok(()) => self.plain("RELEASE part")?,
            Err(_) => self.plain("ROLLBACK TO part; RELEASE part")?,
        }
        result
    }

    fn tables(&mut self, only: Option<&str>) -> Result<Vec<Table>, Trouble> {
        let columns = all_rows(self, &catalog::sqlite_columns(only))?;
        let unique = all_rows(self, &catalog::sqlite_unique(only))?;
        Ok(catalog::sqlite_tables(&columns, &unique))
    }

    fn describe(&mut self, from: &str) -> Result<Vec<Column>, Trouble> {
        let statement = self.connection.prepare(&format!("SELECT * FROM {from} AS described LIMIT 0")).map_err(|error| trouble(&error))?;
        let described = statement.columns().map(|column| Column {
            name: column.name().to_owned(),
            is_nullable: true,
            ..catalog::sqlite_type(column.decl_type().unwrap_or(""))
        });
        Ok(described.collect())
    }

    fn identity(&mut self) -> Result<Identity, Trouble> {
        let rows = all_rows(self, &Sql::new(Dialect::Sqlite, "SELECT sqlite_version()"))?;
        let version = rows.first().and_then(|row| row.first()).and_then(Datum::text).unwrap_or_default();
        Ok(Identity { product: format!("SQLite {version}"), ..Identity::default() })
    }
}
