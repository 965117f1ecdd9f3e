//! How a command works when a server has the data: it hands its command line to the server, which does the work with the
//! same code, and shows what comes back. So the result is the same by construction.
//!
//! The connection is a loopback one. The caller proves with a token from a private file that it may read the data directory
//! (the same person or the administrator of the machine); this is why files are named by path and not sent.

mod frame;
pub mod guest;
pub mod host;

use serde::{Deserialize, Serialize};

/// What is asked, as one line of JSON.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    /// Version of the asking program.
    version: String,
    /// The token of the running server.
    token: String,
    /// The words of the command line, the program's name first.
    words: Vec<String>,
    /// Folder that relative paths start from.
    folder: String,
    /// Language of the output.
    language: String,
    /// What was asked for at the terminal, e.g. a password.
    secret: Option<String>,
}

/// Longest request, in bytes.
const REQUEST_BYTES_MAX: u64 = 1 << 20;
