//! store
pub mod rows;
