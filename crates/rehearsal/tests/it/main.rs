//! Rehearsals of whole syncs.

mod desk;
mod office;
mod ready;
mod stories;
mod vendors;
