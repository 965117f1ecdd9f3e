//! Who is who: match keys, clusters of rows, and which value survives. Pure; the same input gives the same output.

pub mod cluster;
pub mod golden;
pub mod keys;

pub use golden::{EditView, View, golden};
pub use keys::{Key, MatchKeys, keys_of, unique_hashes_of};
