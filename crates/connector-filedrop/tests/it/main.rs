//! Files in folders and behind addresses, whole and broken, read and written.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that fails by panicking is doing its job, also in its helpers")]

mod address;
mod conformance;
mod folder;
mod outgoing;
mod shop;
mod world;
