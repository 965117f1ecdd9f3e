//! The connectors against the simulated WeCom, DingTalk and Feishu: the suite that every connector passes, and what only these do.

#![expect(clippy::unwrap_used, clippy::panic, reason = "functions that tests call fail by panicking, as the tests do")]

mod company;
mod conformance;
mod contacts;
mod doctor;
mod sending;
