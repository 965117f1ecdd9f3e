//! Brings a database to the schema this program knows. Numbered steps, only forwards; each is applied once.
//!
//! Several processes may open the same new database at once: the first one works, the others wait and find it done.

use model::{Clock, standard};

use rusqlite::Connection;

use crate::kill_point;
use crate::postgres::PgLink;
use crate::session::{Access, Link};
use crate::{ListIndex, Session, StoreError};

const SQLITE: &[&str] = &[
    include_str!("../migrations/sqlite-0001.sql"),
    include_str!("../migrations/sqlite-0002.sql"),
    include_str!("../migrations/sqlite-0003.sql"),
    include_str!("../migrations/sqlite-0004.sql"),
    include_str!("../migrations/sqlite-0005.sql"),
    include_str!("../migrations/sqlite-0006.sql"),
    include_str!("../migrations/sqlite-0007.sql"),
    include_str!("../migrations/sqlite-0008.sql"),
    include_str!("../migrations/sqlite-0009.sql"),
    include_str!("../migrations/sqlite-0010.sql"),
    include_str!("../migrations/sqlite-0011.sql"),
    include_str!("../migrations/sqlite-0012.sql"),
    include_str!("../migrations/sqlite-0013.sql"),
    include_str!("../migrations/sqlite-0014.sql"),
    include_str!("../migrations/sqlite-0015.sql"),
];
const POSTGRES: &[&str] = &[
    include_str!("../migrations/postgres-0001.sql"),
    include_str!("../migrations/postgres-0002.sql"),
    include_str!("../migrations/postgres-0003.sql"),
    include_str!("../migrations/postgres-0004.sql"),
    include_str!("../migrations/postgres-0005.sql"),
    include_str!("../migrations/postgres-0006.sql"),
    include_str!("../migrations/postgres-0007.sql"),
    include_str!("../migrations/postgres-0008.sql"),
    include_str!("../migrations/postgres-0009.sql"),
    include_str!("../migrations/postgres-0010.sql"),
    include_str!("../migrations/postgres-0011.sql"),
    include_str!("../migrations/postgres-0012.sql"),
    include_str!("../migrations/postgres-0013.sql"),
    include_str!("../migrations/postgres-0014.sql"),
    include_str!("../migrations/postgres-0015.sql"),
];

/// Times a race of several processes making the first tables is run again.
const TRIES_MAX: u32 = 20;

/// Upgrades an SQLite database and returns the installation's secret.
pub(crate) fn sqlite(connection: &Connection, clock: &dyn Clock) -> Result<(u64, u64), StoreError> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let mut session = Session::new(Link::Sqlite(connection), Access::Alone, clock);
    let secret = upgrade(&mut session, SQLITE);
    connection.execute_batch(if secret.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    secret
}

/// Upgrades a PostgreSQL database and returns the installation's secret.
#[expect(clippy::disallowed_methods, reason = "another process or node holds the database and tells nobody when it is done")]
pub(crate) fn postgres(link: &mut PgLink, clock: &dyn Clock) -> Result<(u64, u64), StoreError> {
    let mut tries = 0;
    loop {
        link.simple("BEGIN")?;
        let mut session = Session::new(Link::Postgres(link), Access::Alone, clock);
        let secret = lock_row(&mut session).and_then(|()| upgrade(&mut session, POSTGRES));
        let ended = link.simple(if secret.is_ok() { "COMMIT" } else { "ROLLBACK" });
        let lost_race = link.take_lost_race();
        link.take_fault();
        match (secret, ended) {
            (Ok(secret), Ok(())) => return Ok(secret),
            (Err(error), _) | (Ok(_), Err(error)) => {
                tries += 1;
                if !lost_race || tries >= TRIES_MAX {
                    return Err(error);
                }
                std::thread::sleep(std::time::Duration::from_millis(u64::from(10 * tries)));
            }
        }
    }
}

/// Only one process upgrades: the others wait for this row. No advisory locks, because clusters do not share them.
fn lock_row(session: &mut Session<'_>) -> Result<(), StoreError> {
    if session.query_one("SELECT to_regclass('schema_migrations') IS NOT NULL", &[], |row| row.int(0))? != Some(1) {
        session.define("CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, applied_ms BIGINT NOT NULL)")?;
    }
    session.execute("INSERT INTO schema_migrations (version, applied_ms) VALUES (0, 0) ON CONFLICT (version) DO NOTHING", &[])?;
    session.query("SELECT version FROM schema_migrations WHERE version = 0 FOR UPDATE", &[], |row| row.int(0))?;
    Ok(())
}

fn upgrade(session: &mut Session<'_>, steps: &[&str]) -> Result<(u64, u64), StoreError> {
    session.define("CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, applied_ms BIGINT NOT NULL)")?;
    let found = session.query_one("SELECT max(version) FROM schema_migrations", &[], |row| row.opt_int(0))?.flatten().unwrap_or(0);
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::DatabaseTooNew { found, known });
    }
    for (version, step) in (1..).zip(steps).filter(|(version, _)| *version > found) {
        for statement in statements(step) {
            session.define(statement)?;
            kill_point("K10");
        }
        let now = session.now_ms();
        session.execute(
            "INSERT INTO schema_migrations (version, applied_ms) VALUES ($1, $2)",
            &[crate::value::Value::Int(version), now.into()],
        )?;
    }
    seed(session)?;
    index_fields(session)?;
    kill_point("K10");
    secret(session)
}

/// Statements end with a semicolon at the end of a line.
fn statements(step: &str) -> impl Iterator<Item = &str> {
    step.split(";\n").map(str::trim).filter(|statement| !statement.is_empty())
}

/// Puts the shipped objects in, once: what people did with them afterwards stays.
fn seed(session: &mut Session<'_>) -> Result<(), StoreError> {
    if meta(session, "seeded")?.is_some() {
        return Ok(());
    }
    let objects = standard::objects();
    for object in &objects {
        session.object_save(object)?;
    }
    // Objects of people begin at 100, so that later versions of the product can ship more.
    session.counter_add("object", 99)?;
    session.execute("INSERT INTO meta (name, value) VALUES ('seeded', '1')", &[])?;
    Ok(())
}

/// Makes the indexes that fields of the shipped objects ask for, once; lists take it for granted that they are there.
fn index_fields(session: &mut Session<'_>) -> Result<(), StoreError> {
    if meta(session, "fields_indexed")?.is_some() {
        return Ok(());
    }
    for object in session.objects()? {
        for field in object.fields.iter().filter(|field| field.indexed) {
            session.list_index_create(&object, ListIndex::Field(field.id))?;
        }
    }
    session.execute("INSERT INTO meta (name, value) VALUES ('fields_indexed', '1')", &[])?;
    Ok(())
}

fn secret(session: &mut Session<'_>) -> Result<(u64, u64), StoreError> {
    if meta(session, "secret")?.is_none() {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| StoreError::Invalid("the operating system gave no random numbers"))?;
        let text = format!("{:032x}", u128::from_be_bytes(bytes));
        session.execute("INSERT INTO meta (name, value) VALUES ('secret', $1)", &[(&text).into()])?;
    }
    let text = meta(session, "secret")?.unwrap_or_default();
    let number = u128::from_str_radix(&text, 16).map_err(|_| StoreError::Damaged("secret of the installation"))?;
    let halves = number.to_be_bytes();
    let half = |from: usize| halves.iter().skip(from).take(8).fold(0_u64, |all, byte| (all << 8) | u64::from(*byte));
    Ok((half(0), half(8)))
}

fn meta(session: &mut Session<'_>, name: &str) -> Result<Option<String>, StoreError> {
    session.query_one("SELECT value FROM meta WHERE name = $1", &[name.into()], |row| row.text(0))
}
