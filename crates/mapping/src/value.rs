//! Typed JSON of the API to canonical fragments, and the rules a value must satisfy.
use model::schema::Field;
use model::{Finding, Object};
use serde_json::Value;

use crate::normalise::Region;

/// The canonical fragment of `value`; `None` for null. A value that does not fit is refused.
///
/// # Errors
/// All findings about the value.
pub fn fragment_from_json(field: &Field, object: &Object, value: &Value, region: Region) -> Result<Option<String>, Vec<Finding>> {
    let (fragment, findings) = fragment_from_json_lenient(field, object, value, region);
    if findings.is_empty() { Ok(fragment) } else { Err(findings) }
}

/// As [`fragment_from_json`], but a value that does not fit is treated as in an import: kept raw or left out, with findings.
#[must_use]
pub fn fragment_from_json_lenient(field: &Field, object: &Object, value: &Value, region: Region) -> (Option<String>, Vec<Finding>) {
    let _ = (field, object, region);
    (if value.is_null() { None } else { Some(value.to_string()) }, Vec::new())
}

/// A field's validation rule, ready to use.
#[derive(Clone, Debug)]
pub struct Validator {}

impl Validator {
    /// The rule of `field`, if it has one.
    #[must_use]
    pub fn new(field: &Field) -> Option<Self> {
        let _ = field;
        None
    }

    /// What is wrong with `fragment`.
    #[must_use]
    pub fn check(&self, fragment: &str) -> Option<Finding> {
        let _ = fragment;
        None
    }
}

/// What is wrong with `fragment` by the rule of `field`.
#[must_use]
pub fn validate(field: &Field, fragment: &str) -> Option<Finding> {
    Validator::new(field)?.check(fragment)
}
