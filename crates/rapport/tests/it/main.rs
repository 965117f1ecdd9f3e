//! The program as its users meet it: real processes, real files.

mod backup;
mod datasets;
mod imports;
mod interruption;
mod program;
mod through_server;
