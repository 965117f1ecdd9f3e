//! `rapport openapi`: the description of the API, with the objects of this installation.

use server::{AppState, Settings};

use crate::context::Context;
use crate::failure::{Exit, Failure};

/// Prints the document.
///
/// # Errors
/// When nobody can read it.
pub fn run(context: &Context) -> Result<Exit, Failure> {
    let settings = Settings::new(&context.import_settings.folder);
    let state = AppState::new(context.records.clone(), context.access.clone(), settings);
    let mut text = state.openapi_json();
    text.push('\n');
    context.print(&text)?;
    Ok(Exit::Done)
}
