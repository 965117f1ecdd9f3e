//! What every connector must be able to show: checks against a simulator of its system, and means for tests.
//!
//! A public module without a test framework, so that each connector's own tests can use it.

mod time;

pub use time::Time;
