//! The connector against the simulated Kingdee Cloud Galaxy: the suite that every connector passes, and what only this one does.

#![expect(clippy::unwrap_used, reason = "functions that tests call fail by panicking, as the tests do")]

mod conformance;
mod lines;
mod office;
mod reading;
mod signing_in;
mod writing;
