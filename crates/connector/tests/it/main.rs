//! The HTTP client against a server that misbehaves to order, and the suite of checks against a simulated shop.

#![expect(clippy::unwrap_used, reason = "a test that fails by panicking is doing its job, also in its helpers")]

mod again;
mod answers;
mod client;
mod mail;
mod outcomes;
mod places;
mod server;
mod shop;
mod silence;
mod suite;
mod tls;
mod tokens;
mod turns;
