//! The connector against the simulated Yonyou BIP: the suite that every connector passes, and what only this one does.

#![expect(clippy::unwrap_used, reason = "functions that tests call fail by panicking, as the tests do")]

mod conformance;
mod pushes;
mod reading;
mod signing_in;
mod tenant;
mod writing;
