//! Rehearsals of whole syncs.

mod office;
mod ready;
mod stories;
