//! What the generated data promises.

mod bench;
mod shop;
