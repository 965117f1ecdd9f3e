//! The connector at work on real databases: SQLite always, PostgreSQL with `RAPPORT_TEST_DATABASE_URL`, MariaDB with
//! `RAPPORT_TEST_MARIADB_SOCKET`.

#![expect(clippy::unwrap_used, reason = "a test that fails by panicking is doing its job, also in its helpers")]

mod conformance;
mod guards;
mod reading;
mod simulator;
mod tls;
mod world;
mod writing;
