//! Sessions of PostgreSQL.

use std::time::Duration;

use connector::ConnectorError;
use connector::http::Client as Guarded;
use postgres::config::SslMode;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use postgres::{Client, Config};
use postgres_tls::{Tls, Trust};

use crate::catalog;
use crate::dialect::{Dialect, Sql};
use crate::place::{Encryption, Place, Server};
use crate::session::{Access, EachRow, Identity, Session, all_rows};
use crate::stream::{Column, Table};
use crate::trouble::{Kind, Trouble};
use crate::values::{Datum, Param};

/// How long opening a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a write waits for somebody's lock.
const LOCK_TIMEOUT_MS: u32 = 10_000;

/// Opens a session.
pub(crate) fn open(place: &Place, guarded: &Guarded) -> Result<Box<dyn Session>, ConnectorError> {
    let mut config = Config::new();
    config.user(&place.user).password(place.password.reveal()).dbname(&place.database);
    config.connect_timeout(CONNECT_TIMEOUT).application_name("rapport").keepalives_idle(Duration::from_secs(60));
    config.tcp_user_timeout(place.timeout + CONNECT_TIMEOUT);
    let tls = |trust: Trust<'_>| {
        Tls::new(trust).map_err(|refused| ConnectorError::Setting { setting: "authority".to_owned(), reason: refused.to_string() })
    };
    let (tls, is_encrypted) = match &place.server {
        Server::Host { host, port, encryption, authority } => {
            let (mode, tls) = match encryption {
                Encryption::Disable => (SslMode::Disable, tls(Trust::Anybody)?),
                Encryption::Require => (SslMode::Require, tls(Trust::Anybody)?),
                Encryption::Verify => {
                    let trust = authority.as_ref().map_or(Trust::Public, |pem| Trust::Authorities(pem.as_bytes()));
                    (SslMode::Require, tls(trust)?)
                }
            };
            config.ssl_mode(mode);
            for address in guarded.addresses(host, *port, place.system())? {
                config.host(host).hostaddr(address).port(*port);
            }
            (tls, Some(mode != SslMode::Disable))
        }
        Server::Socket { path, port } => {
            config.host_path(place.allowed(path)?).port(*port).ssl_mode(SslMode::Disable);
            (tls(Trust::Anybody)?, None)
        }
        Server::File(_) => {
            return Err(ConnectorError::Setting { setting: "system".to_owned(), reason: "PostgreSQL is no file".to_owned() });
        }
    };
    let client = config.connect(tls).map_err(|error| opening_trouble(&error).into_error(place.system()))?;
    let timeout_ms = u32::try_from(place.timeout.as_millis()).unwrap_or(u32::MAX);
    Ok(Box::new(PostgresSession { client, timeout_ms, is_encrypted }))
}

fn opening_trouble(error: &postgres::Error) -> Trouble {
    if error.as_db_error().is_some() {
        return trouble(error);
    }
    let text = error.to_string();
    if text.contains("password") || text.contains("authentication") {
        return Trouble::new(Kind::Unauthorised, "", "a password is needed, or one that the server can check");
    }
    if text.contains("TLS") || text.contains("certificate") {
        let cause = std::error::Error::source(error).map_or_else(String::new, |cause| format!(": {cause}"));
        return Trouble::new(Kind::Broken, "", format!("no safe connection{cause}"));
    }
    Trouble::new(Kind::Unavailable, "", "no connection")
}

/// What an error means. Messages of data errors quote values, so they are replaced.
fn trouble(error: &postgres::Error) -> Trouble {
    let Some(database) = error.as_db_error() else {
        return if error.is_closed() || std::error::Error::source(error).is_some() {
            Trouble::new(Kind::Lost, "", "the connection broke")
        } else {
            Trouble::new(Kind::Broken, "", error.to_string())
        };
    };
    let code = database.code().code();
    let (kind, message) = match code {
        "23505" => (Kind::Duplicate, database.message().to_owned()),
        "22P02" | "22007" | "22008" | "22003" => (Kind::NoValue, "the value does not fit the type of the column".to_owned()),
        "22001" => (Kind::Refused, database.message().to_owned()),
        "40001" | "40P01" => (Kind::Deadlock, database.message().to_owned()),
        "55P03" => (Kind::Locked, database.message().to_owned()),
        "57014" => (Kind::TimedOut, "the statement took longer than allowed".to_owned()),
        "42501" | "25006" => (Kind::Forbidden, database.message().to_owned()),
        "3D000" | "42P01" | "42703" => (Kind::Missing, database.message().to_owned()),
        "57P01" | "57P02" | "57P03" => (Kind::Lost, database.message().to_owned()),
        _ if code.starts_with("22") => (Kind::Refused, "the value does not fit the column".to_owned()),
        _ if code.starts_with("23") => (Kind::Refused, database.message().to_owned()),
        _ if code.starts_with("28") => (Kind::Unauthorised, database.message().to_owned()),
        _ if code.starts_with("08") => (Kind::Lost, database.message().to_owned()),
        _ if code.starts_with("53") || code.starts_with("58") => (Kind::Unavailable, database.message().to_owned()),
        // Raised by the database's own checks: the author of the trigger wrote it for people.
        "P0001" => (Kind::Refused, database.message().to_owned()),
        _ => (Kind::Broken, database.message().to_owned()),
    };
    Trouble { field: database.column().map(str::to_owned), ..Trouble::new(kind, code, message) }
}

struct PostgresSession {
    client: Client,
    timeout_ms: u32,
    is_encrypted: Option<bool>,
}

impl PostgresSession {
    fn plain(&mut self, text: &str) -> Result<(), Trouble> {
        self.client.batch_execute(text).map_err(|error| trouble(&error))
    }
}

/// Every value goes as text; the statement says what it is read as.
fn texts(sql: &Sql) -> Vec<Option<String>> {
    let text = |param: &Param| match param {
        Param::Null => None,
        Param::Integer(number) => Some(number.to_string()),
        Param::Text(text) => Some(text.clone()),
    };
    sql.params.iter().map(text).collect()
}

impl Session for PostgresSession {
    fn begin(&mut self, access: Access) -> Result<(), Trouble> {
        let mode = if access == Access::Read { "READ ONLY" } else { "READ WRITE" };
        self.plain(&format!(
            "BEGIN {mode}; SET LOCAL statement_timeout = {}; SET LOCAL lock_timeout = {LOCK_TIMEOUT_MS}; \
             SET LOCAL idle_in_transaction_session_timeout = '300s'; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; \
             SET LOCAL standard_conforming_strings = on",
            self.timeout_ms
        ))
    }

    fn commit(&mut self) -> Result<(), Trouble> {
        self.plain("COMMIT")
    }

    fn roll_back(&mut self) -> Result<(), Trouble> {
        self.plain("ROLLBACK")
    }

    fn rows(&mut self, sql: &Sql, each: &mut EachRow<'_>) -> Result<(), Trouble> {
        let texts = texts(sql);
        let params: Vec<&(dyn ToSql + Sync)> = texts.iter().map(|text| text as &(dyn ToSql + Sync)).collect();
        let mut rows = self.client.query_raw(sql.text.as_str(), params).map_err(|error| trouble(&error))?;
        while let Some(row) = rows.next().map_err(|error| trouble(&error))? {
            let mut data = Vec::with_capacity(row.len());
            for at in 0..row.len() {
                let text: Option<&str> = row.try_get(at).map_err(|error| trouble(&error))?;
                data.push(text.map_or(Datum::Null, |text| Datum::Text(text.to_owned())));
            }
            if !each(data) {
                break;
            }
        }
        Ok(())
    }

    fn run(&mut self, sql: &Sql) -> Result<u64, Trouble> {
        let texts = texts(sql);
        let params: Vec<&(dyn ToSql + Sync)> = texts.iter().map(|text| text as &(dyn ToSql + Sync)).collect();
        self.client.execute(sql.text.as_str(), &params).map_err(|error| trouble(&error))
    }

    fn part(&mut self, work: &mut dyn FnMut(&mut dyn Session) -> Result<(), Trouble>) -> Result<(), Trouble> {
        // Here an error ends everything up to the last savepoint.
        self.plain("SAVEPOINT part")?;
        let result = work(self);
        match &result {
            Ok(()) => self.plain("RELEASE SAVEPOINT part")?,
            Err(trouble) if trouble.kind == Kind::Lost => {}
            Err(_) => self.plain("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part")?,
        }
        result
    }

    fn tables(&mut self, only: Option<&str>) -> Result<Vec<Table>, Trouble> {
        let sql = catalog::postgres_columns(only);
        Ok(catalog::postgres_tables(&all_rows(self, &sql)?))
    }

    fn describe(&mut self, from: &str) -> Result<Vec<Column>, Trouble> {
        let statement = self.client.prepare(&format!("SELECT * FROM {from} AS described LIMIT 0")).map_err(|error| trouble(&error))?;
        let columns = statement.columns().iter().map(|column| {
            let kind = column.type_();
            let is_structured = matches!(kind.kind(), postgres::types::Kind::Array(_) | postgres::types::Kind::Composite(_));
            Column {
                name: column.name().to_owned(),
                is_nullable: true,
                ..catalog::postgres_type(kind.schema(), kind.name(), is_structured)
            }
        });
        Ok(columns.collect())
    }

    fn identity(&mut self) -> Result<Identity, Trouble> {
        let sql = Sql::new(
            Dialect::Postgres,
            "SELECT current_setting('server_version'), current_database()::text, (extract(epoch FROM clock_timestamp()) * 1000)::int8::text",
        );
        let rows = all_rows(self, &sql)?;
        let text = |at: usize| rows.first().and_then(|row| row.get(at)).and_then(Datum::text);
        Ok(Identity {
            product: format!("PostgreSQL {}", text(0).unwrap_or_default()),
            organisation: text(1),
            now_ms: text(2).and_then(|text| text.parse().ok()),
            encrypted: self.is_encrypted,
        })
    }
}
