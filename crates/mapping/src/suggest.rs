//! A mapping proposed from the names and values of columns.
use model::schema::Label;
use model::Object;

use crate::profile::Profile;
use crate::rule::{Mapping, Rule};

/// Confidence below which a proposal is listed but not used.
pub const THRESHOLD: f64 = 0.6;

/// A proposal for one column.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The column.
    pub column: String,
    /// The best target, if any: a field, `field.part`, `external_id` or `updated_at`.
    pub target: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// Why.
    pub reason: Label,
    /// Part of the mapping.
    pub used: bool,
}

/// Proposals for all columns of a source.
#[derive(Clone, Debug)]
pub struct Suggestions {
    /// API name of the object.
    pub object: String,
    /// One per column, in order.
    pub columns: Vec<Suggestion>,
    rules: Vec<Rule>,
}

impl Suggestions {
    /// The mapping of all used proposals; the other columns are ignored by it.
    #[must_use]
    pub fn into_mapping(self) -> Mapping {
        let mut mapping = Mapping::new(&self.object);
        mapping.ignore = self.columns.into_iter().filter(|suggestion| !suggestion.used).map(|suggestion| suggestion.column).collect();
        mapping.fields = self.rules;
        mapping
    }

    /// Columns that the mapping does not use.
    pub fn unmapped(&self) -> impl Iterator<Item = &Suggestion> {
        self.columns.iter().filter(|suggestion| !suggestion.used)
    }
}

/// Proposes a target for each column.
#[must_use]
pub fn suggest(object: &Object, columns: &[String], profile: &Profile) -> Suggestions {
    let _ = profile;
    let none = |column: &String| Suggestion { column: column.clone(), target: None, confidence: 0.0, reason: Label::default(), used: false };
    Suggestions { object: object.name.clone(), columns: columns.iter().map(none).collect(), rules: Vec::new() }
}

/// The object that the rows of a source are, most likely.
#[derive(Clone, Debug)]
pub struct ObjectGuess {
    /// API name.
    pub object: String,
    /// 0 to 1.
    pub confidence: f64,
}

/// What the rows of a source are; `None` when no object fits.
#[must_use]
pub fn guess_object(columns: &[String], profile: &Profile, objects: &[Object]) -> Option<ObjectGuess> {
    let _ = (columns, profile, objects);
    None
}
