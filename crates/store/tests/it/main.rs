//! One behaviour suite for both databases. SQLite always runs; PostgreSQL when `RAPPORT_TEST_DATABASE_URL` names a server.

mod backend;
mod batch;
