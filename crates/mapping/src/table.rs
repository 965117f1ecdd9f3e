//! The mapping table: a mapping as a workbook that a business user fills in.
use model::Object;

use crate::error::MappingError;
use crate::rule::Mapping;
use crate::suggest::Suggestions;

/// Reads a mapping table.
///
/// # Errors
/// [`MappingError`] naming the row.
pub fn read_table(bytes: &[u8]) -> Result<Mapping, MappingError> {
    let _ = bytes;
    Ok(Mapping::default())
}

/// Writes a mapping table that [`read_table`] reads back to the same mapping. `samples` are example values by column.
///
/// # Errors
/// [`MappingError::WorkbookWrite`].
pub fn write_table(mapping: &Mapping, samples: &[(String, String)]) -> Result<Vec<u8>, MappingError> {
    let _ = (mapping, samples);
    Ok(Vec::new())
}

/// A mapping table to fill in.
///
/// # Errors
/// [`MappingError::WorkbookWrite`].
pub fn template_table(object: &Object, suggestions: Option<&Suggestions>) -> Result<Vec<u8>, MappingError> {
    let _ = (object, suggestions);
    Ok(Vec::new())
}

/// A YAML mapping to fill in.
#[must_use]
pub fn template_yaml(object: &Object, suggestions: Option<&Suggestions>) -> String {
    let _ = suggestions;
    Mapping::new(&object.name).to_yaml()
}
