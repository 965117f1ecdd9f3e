//! The simulators as a client sees them: over HTTP, and through the control interface.

#![expect(clippy::unwrap_used, clippy::panic, reason = "functions that tests call fail by panicking, as the tests do")]

mod clients;
mod control;
mod faults;
mod jiandaoyun;
mod kingdee;
mod messengers;
mod pushes;
mod salesforce;
mod shop;
mod speed;
mod state;
mod support;
mod yonyou;
mod zoho;
