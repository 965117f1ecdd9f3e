//! Behaviour of records through the public interface, on a real store.

mod by_use;
mod two_way;
mod undo;
mod unmerge;
mod world;
mod writes;
