//! records
pub mod filter_text;
