//! The hook as its callers meet it.

mod conformance;
mod desk;
mod trust;
