//! Rehearsals of whole syncs.

mod stories;
