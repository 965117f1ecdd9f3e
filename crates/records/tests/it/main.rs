//! Behaviour of records through the public interface, on a real store.

mod two_way;
mod undo;
mod unmerge;
mod world;
mod writes;
