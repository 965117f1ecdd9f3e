//! connector-file
