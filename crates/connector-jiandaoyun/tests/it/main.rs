//! The connector against the simulated Jiandaoyun: the suite that every connector passes, and what only this one does.

#![expect(clippy::unwrap_used, clippy::panic, reason = "functions that tests call fail by panicking, as the tests do")]

mod conformance;
mod corporation;
mod reading;
mod writing;
