//! The HTTP client against a server that misbehaves to order.

#![expect(clippy::unwrap_used, reason = "a test that fails by panicking is doing its job, also in its helpers")]

mod again;
mod answers;
mod client;
mod outcomes;
mod places;
mod server;
mod silence;
mod tls;
mod tokens;
mod turns;
