//! mapping
pub mod normalise;
