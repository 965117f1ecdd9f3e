//! Everything about a definition that can be judged without the other system: its own rules, its filters, its mapping.

use std::sync::Arc;

use mapping::{Compiled, MappingError};
use model::Object;
use records::{Schema, filter_text};

use super::TaskError;
use crate::definition::{DefinitionError, SyncDefinition};

/// Checks a definition and gives the object it feeds.
///
/// # Errors
/// [`TaskError::Definition`] naming the place.
pub fn check(definition: &SyncDefinition, schema: &Schema) -> Result<Arc<Object>, TaskError> {
    let object = schema.object(&definition.object).filter(|object| !object.archived).cloned();
    let object = object.ok_or_else(|| {
        let live = schema.objects().into_iter().filter(|object| !object.archived);
        let near = filter_text::nearest(&definition.object, live.map(|object| object.name.as_str()));
        DefinitionError::new("/object", format!("there is no object {:?}{}", definition.object, did_you_mean(&near)))
    })?;
    definition.check(&object)?;
    for (pointer, filter) in [("/filter", &definition.filter), ("/rollout/filter", &definition.rollout.filter)] {
        if let Some(text) = filter {
            filter_text::parse(text, &object, &|name| schema.object(name).cloned(), definition.region(schema.region))
                .map_err(|error| DefinitionError::new(pointer, error.to_string()))?;
        }
    }
    if let Some(mapping) = definition.mapping.as_ref().filter(|_| definition.reads()) {
        // Which columns there are is seen when the stream is read; here those are taken that the mapping names.
        let mut columns: Vec<String> = Vec::new();
        for column in mapping.fields.iter().flat_map(|rule| &rule.from).chain(&mapping.ignore) {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        Compiled::new(mapping, &object, &columns, None).map_err(|error| mapping_error(&error))?;
    }
    Ok(object)
}

fn mapping_error(error: &MappingError) -> DefinitionError {
    DefinitionError::new("/mapping", error.to_string())
}

fn did_you_mean(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!("; nearest: {}", nearest.join(", ")) }
}
