//! Sessions of MySQL and MariaDB.

use std::future::Future;
use std::time::Duration;

use connector::ConnectorError;
use connector::http::Client as Guarded;
use mysql_async::consts::{ColumnFlags, ColumnType};
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, OptsBuilder, Params, SslOpts, Value};
use tokio::runtime::{Builder, Runtime};

use crate::catalog;
use crate::dialect::{Dialect, Sql};
use crate::place::{Encryption, Place, Server};
use crate::session::{Access, EachRow, Identity, Session, all_rows};
use crate::stream::{Column, Table};
use crate::trouble::{Kind, Trouble};
use crate::values::{Datum, Param};

/// How long opening a connection may take, and how much longer than its limit an answer may be on its way.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Seconds that a write waits for somebody's lock.
const LOCK_TIMEOUT_S: u32 = 10;
/// The character set number of bytes.
const BINARY: u16 = 63;

/// Opens a session.
pub(crate) fn open(place: &Place, guarded: &Guarded) -> Result<Box<dyn Session>, ConnectorError> {
    let options = OptsBuilder::default()
        .user(Some(&place.user))
        .pass(Some(place.password.reveal()))
        .db_name(Some(&place.database))
        .prefer_socket(false)
        // The rows that an update found, whether or not it changed them.
        .client_found_rows(true);
    let (options, is_encrypted) = match &place.server {
        Server::Host { host, port, encryption, authority } => {
            let addresses = guarded.addresses(host, *port, place.system())?;
            let options = options.ip_or_hostname(host).tcp_port(*port).resolved_ips(Some(addresses));
            match encryption {
                Encryption::Disable => (options, Some(false)),
                Encryption::Require => {
                    let anybody = SslOpts::default().with_danger_accept_invalid_certs(true).with_danger_skip_domain_validation(true);
                    (options.ssl_opts(anybody), Some(true))
                }
                Encryption::Verify => {
                    let own = authority.iter().map(|pem| pem.clone().into_bytes().into()).collect();
                    let checked = SslOpts::default().with_disable_built_in_roots(authority.is_some()).with_root_certs(own);
                    (options.ssl_opts(checked), Some(true))
                }
            }
        }
        Server::Socket { path, .. } => (options.socket(Some(place.allowed(path)?.display().to_string())), None),
        Server::File(_) => {
            return Err(ConnectorError::Setting { setting: "system".to_owned(), reason: "MySQL is no file".to_owned() });
        }
    };
    let runtime = Builder::new_current_thread().enable_io().enable_time().build();
    let runtime = runtime.map_err(|source| ConnectorError::Io { what: "the connection to the database".to_owned(), source })?;
    let opened = runtime.block_on(async { tokio::time::timeout(CONNECT_TIMEOUT, Conn::new(options)).await });
    let unavailable = |reason: &str| Trouble::new(Kind::Unavailable, "", reason).into_error(place.system());
    let connection = opened.map_err(|_| unavailable("no connection in time"))?.map_err(|error| opening(&error, place))?;
    let mut session = MySqlSession { runtime, connection, limit: place.timeout + CONNECT_TIMEOUT, is_encrypted };
    session.prepare(place).map_err(|trouble| trouble.into_error(place.system()))?;
    Ok(Box::new(session))
}

fn opening(error: &mysql_async::Error, place: &Place) -> ConnectorError {
    let found = match error {
        mysql_async::Error::Io(mysql_async::IoError::Tls(cause)) => Trouble::new(Kind::Broken, "", format!("no safe connection: {cause}")),
        // A failed handshake comes as an I/O error with the cause inside.
        mysql_async::Error::Io(mysql_async::IoError::Io(cause)) if cause.kind() == std::io::ErrorKind::InvalidData => {
            Trouble::new(Kind::Broken, "", format!("no safe connection: {cause}"))
        }
        mysql_async::Error::Driver(mysql_async::DriverError::NoClientSslFlagFromServer) => {
            Trouble::new(Kind::Broken, "", "the server offers no encrypted connections")
        }
        other => trouble(other),
    };
    match found.kind {
        Kind::Lost => Trouble::new(Kind::Unavailable, found.code, "no connection").into_error(place.system()),
        _ => found.into_error(place.system()),
    }
}

/// What an error means. Messages that quote values are replaced.
fn trouble(error: &mysql_async::Error) -> Trouble {
    let refusal = match error {
        mysql_async::Error::Server(refusal) => refusal,
        mysql_async::Error::Io(_) => return Trouble::new(Kind::Lost, "", "the connection broke"),
        other if other.is_fatal() => return Trouble::new(Kind::Lost, "", "the connection broke"),
        _ => return Trouble::new(Kind::Broken, "", "the library cannot carry the statement out"),
    };
    let told = || refusal.message.clone();
    let (kind, message) = match refusal.code {
        1062 | 1586 => (Kind::Duplicate, "a row with this value exists".to_owned()),
        1264 | 1292 | 1366 | 1411 | 1265 | 3140 | 4025 => (Kind::Refused, "the value does not fit the column".to_owned()),
        1048 | 1364 | 1406 | 1451 | 1452 | 3819 | 1644 => (Kind::Refused, told()),
        1205 => (Kind::Locked, told()),
        1213 => (Kind::Deadlock, told()),
        1969 | 3024 | 1317 => (Kind::TimedOut, "the statement took longer than allowed".to_owned()),
        1045 | 1698 | 1251 => (Kind::Unauthorised, "user or password".to_owned()),
        1044 | 1142 | 1143 | 1227 | 1290 | 1792 | 1130 => (Kind::Forbidden, "a right is missing".to_owned()),
        1049 | 1146 | 1054 => (Kind::Missing, told()),
        1040 | 1203 | 1226 | 1021 | 1053 | 1114 => (Kind::Unavailable, told()),
        1927 | 2006 | 2013 | 1152..=1161 | 4031 => (Kind::Lost, told()),
        // Raised by the database's own checks: the author of the trigger wrote it for people.
        _ if refusal.state == "45000" => (Kind::Refused, told()),
        _ if refusal.state.starts_with("22") || refusal.state.starts_with("23") => {
            (Kind::Refused, "the value does not fit the column".to_owned())
        }
        _ => (Kind::Broken, told()),
    };
    Trouble { field: field_of(&refusal.message), ..Trouble::new(kind, refusal.code.to_string(), message) }
}

/// The column that a message names: `Column 'x' cannot be null`, `… for column 'x' at row 1` or `` for column `d`.`t`.`x` ``.
fn field_of(message: &str) -> Option<String> {
    let (_, rest) = message.rsplit_once("olumn ").or_else(|| message.rsplit_once("Field "))?;
    let quote = rest.chars().next().filter(|quote| matches!(quote, '\'' | '`'))?;
    let name = rest.split(' ').next()?.trim_matches(quote);
    Some(name.rsplit(['.']).next()?.trim_matches(quote).to_owned())
}

struct MySqlSession {
    runtime: Runtime,
    connection: Conn,
    /// Longest wait for an answer; the server's own limit comes first.
    limit: Duration,
    is_encrypted: Option<bool>,
}

/// Waits for an answer, but not for ever.
async fn limited<T>(limit: Duration, work: impl Future<Output = Result<T, mysql_async::Error>>) -> Result<T, Trouble> {
    match tokio::time::timeout(limit, work).await {
        Ok(result) => result.map_err(|error| trouble(&error)),
        Err(_) => Err(Trouble::new(Kind::Lost, "", "no answer in time")),
    }
}

impl MySqlSession {
    fn plain(&mut self, text: &str) -> Result<(), Trouble> {
        self.runtime.block_on(limited(self.limit, self.connection.query_drop(text)))
    }

    fn prepare(&mut self, place: &Place) -> Result<(), Trouble> {
        self.plain("SET NAMES utf8mb4")?;
        self.plain(&format!(
            "SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO', \
             innodb_lock_wait_timeout = {LOCK_TIMEOUT_S}"
        ))?;
        // The same limit has another name in each of the two products; neither knows the other's.
        let seconds = place.timeout.as_secs();
        if self.plain(&format!("SET SESSION max_statement_time = {seconds}")).is_err() {
            self.plain(&format!("SET SESSION max_execution_time = {}", seconds * 1_000))?;
        }
        Ok(())
    }
}

fn values(sql: &Sql) -> Params {
    if sql.params.is_empty() {
        return Params::Empty;
    }
    let value = |param: &Param| match param {
        Param::Null => Value::NULL,
        Param::Integer(number) => Value::Int(*number),
        Param::Text(text) => Value::Bytes(text.clone().into_bytes()),
    };
    Params::Positional(sql.params.iter().map(value).collect())
}

fn datum(value: Value) -> Datum {
    match value {
        Value::NULL => Datum::Null,
        Value::Int(number) => Datum::Integer(number),
        Value::UInt(number) => i64::try_from(number).map_or_else(|_| Datum::Text(number.to_string()), Datum::Integer),
        // Through the shorter of both texts: a single-precision 0.1 is 0.1.
        Value::Float(number) => number.to_string().parse().map_or(Datum::Null, Datum::Real),
        Value::Double(number) => Datum::Real(number),
        Value::Bytes(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Datum::Text(text),
            Err(error) => Datum::Damaged(String::from_utf8_lossy(error.as_bytes()).into_owned()),
        },
        // What the product calls a zero date is no day at all.
        Value::Date(_, 0, ..) | Value::Date(_, _, 0, ..) => Datum::Null,
        Value::Date(year, month, day, hour, minute, second, micros) => {
            Datum::Text(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}"))
        }
        Value::Time(is_negative, days, hours, minutes, seconds, micros) => {
            let (sign, hours) = (if is_negative { "-" } else { "" }, days * 24 + u32::from(hours));
            let fraction = if micros > 0 { format!(".{micros:06}") } else { String::new() };
            Datum::Text(format!("{sign}{hours:02}:{minutes:02}:{seconds:02}{fraction}"))
        }
    }
}

impl Session for MySqlSession {
    fn begin(&mut self, access: Access) -> Result<(), Trouble> {
        self.plain(if access == Access::Read { "START TRANSACTION READ ONLY" } else { "START TRANSACTION READ WRITE" })
    }

    fn commit(&mut self) -> Result<(), Trouble> {
        self.plain("COMMIT")
    }

    fn roll_back(&mut self) -> Result<(), Trouble> {
        self.plain("ROLLBACK")
    }

    fn rows(&mut self, sql: &Sql, each: &mut EachRow<'_>) -> Result<(), Trouble> {
        let (connection, limit) = (&mut self.connection, self.limit);
        self.runtime.block_on(async {
            let mut result = limited(limit, connection.exec_iter(sql.text.as_str(), values(sql))).await?;
            while let Some(row) = limited(limit, result.next()).await? {
                // Days come as moments, instants without a zone: the columns know better.
                let kinds: Vec<ColumnType> = row.columns_ref().iter().map(mysql_async::Column::column_type).collect();
                let data = row.unwrap().into_iter().zip(kinds).map(|(value, kind)| spelled(datum(value), kind));
                if !each(data.collect()) {
                    break;
                }
            }
            limited(limit, result.drop_result()).await
        })
    }

    fn run(&mut self, sql: &Sql) -> Result<u64, Trouble> {
        let (connection, limit) = (&mut self.connection, self.limit);
        self.runtime.block_on(async {
            let result = limited(limit, connection.exec_iter(sql.text.as_str(), values(sql))).await?;
            let count = result.affected_rows();
            limited(limit, result.drop_result()).await?;
            Ok(count)
        })
    }

    fn part(&mut self, work: &mut dyn FnMut(&mut dyn Session) -> Result<(), Trouble>) -> Result<(), Trouble> {
        self.plain("SAVEPOINT part")?;
        let result = work(self);
        match &result {
            Ok(()) => self.plain("RELEASE SAVEPOINT part")?,
            // After a deadlock there is no transaction and no savepoint any more.
            Err(trouble) if matches!(trouble.kind, Kind::Lost | Kind::Deadlock) => {}
            Err(_) => self.plain("ROLLBACK TO SAVEPOINT part")?,
        }
        result
    }

    fn tables(&mut self, only: Option<&str>) -> Result<Vec<Table>, Trouble> {
        let columns = all_rows(self, &catalog::mysql_columns(only))?;
        let unique = all_rows(self, &catalog::mysql_unique(only))?;
        Ok(catalog::mysql_tables(&columns, &unique))
    }

    fn describe(&mut self, from: &str) -> Result<Vec<Column>, Trouble> {
        let text = format!("SELECT * FROM {from} AS described LIMIT 0");
        let statement = self.runtime.block_on(limited(self.limit, self.connection.prep(text)))?;
        let columns = statement.columns();
        let described = columns.iter().map(|column| {
            let name = kind_name(column.column_type());
            let is_bytes = column.character_set() == BINARY && matches!(name, "char" | "text");
            let is_boolean = name == "tinyint" && column.column_length() == 1;
            let kind = if is_bytes { "blob" } else { name };
            Column {
                name: column.name_str().into_owned(),
                is_nullable: !column.flags().contains(ColumnFlags::NOT_NULL_FLAG),
                ..catalog::mysql_type(kind, if is_boolean { "tinyint(1)" } else { kind }, i64::from(column.decimals()))
            }
        });
        Ok(described.collect())
    }

    fn identity(&mut self) -> Result<Identity, Trouble> {
        let sql = Sql::new(Dialect::MySql, "SELECT VERSION(), DATABASE(), CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)");
        let rows = all_rows(self, &sql)?;
        let text = |at: usize| rows.first().and_then(|row| row.get(at)).and_then(Datum::text);
        let version = text(0).unwrap_or_default();
        let product = if version.contains("MariaDB") { "MariaDB" } else { "MySQL" };
        Ok(Identity {
            product: format!("{product} {version}"),
            organisation: text(1),
            now_ms: text(2).and_then(|text| text.parse().ok()),
            encrypted: self.is_encrypted,
        })
    }
}

/// Days without their time, instants with their zone.
fn spelled(datum: Datum, kind: ColumnType) -> Datum {
    match (datum, kind) {
        (Datum::Text(text), ColumnType::MYSQL_TYPE_DATE | ColumnType::MYSQL_TYPE_NEWDATE) => {
            Datum::Text(text.split('T').next().unwrap_or_default().to_owned())
        }
        (Datum::Text(text), ColumnType::MYSQL_TYPE_TIMESTAMP | ColumnType::MYSQL_TYPE_TIMESTAMP2) => Datum::Text(format!("{text}Z")),
        (datum, _) => datum,
    }
}

/// What the catalogue calls a type of the protocol.
fn kind_name(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::MYSQL_TYPE_TINY => "tinyint",
        ColumnType::MYSQL_TYPE_SHORT
        | ColumnType::MYSQL_TYPE_LONG
        | ColumnType::MYSQL_TYPE_LONGLONG
        | ColumnType::MYSQL_TYPE_INT24
        | ColumnType::MYSQL_TYPE_YEAR => "int",
        ColumnType::MYSQL_TYPE_DECIMAL | ColumnType::MYSQL_TYPE_NEWDECIMAL => "decimal",
        ColumnType::MYSQL_TYPE_FLOAT | ColumnType::MYSQL_TYPE_DOUBLE => "double",
        ColumnType::MYSQL_TYPE_DATE | ColumnType::MYSQL_TYPE_NEWDATE => "date",
        ColumnType::MYSQL_TYPE_DATETIME | ColumnType::MYSQL_TYPE_DATETIME2 => "datetime",
        ColumnType::MYSQL_TYPE_TIMESTAMP | ColumnType::MYSQL_TYPE_TIMESTAMP2 => "timestamp",
        ColumnType::MYSQL_TYPE_JSON => "json",
        ColumnType::MYSQL_TYPE_BIT | ColumnType::MYSQL_TYPE_GEOMETRY => "blob",
        ColumnType::MYSQL_TYPE_TINY_BLOB
        | ColumnType::MYSQL_TYPE_MEDIUM_BLOB
        | ColumnType::MYSQL_TYPE_LONG_BLOB
        | ColumnType::MYSQL_TYPE_BLOB => "text",
        _ => "char",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_is_found_in_a_message() {
        for (message, field) in [
            ("Column 'email' cannot be null", Some("email")),
            ("Data too long for column 'name' at row 1", Some("name")),
            ("Incorrect integer value: 'a column 'b' c' for column `crm`.`people`.`age` at row 1", Some("age")),
            ("Field 'name' doesn't have a default value", Some("name")),
            ("Lock wait timeout exceeded", None),
        ] {
            assert_eq!(field_of(message).as_deref(), field, "{message}");
        }
    }
}
