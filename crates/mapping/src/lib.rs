//! From rows as a source shows them to documents of an object: mapping rules, transforms, normalisers, validation,
//! mapping tables, profiles and suggestions.
//!
//! Pure: no I/O, no clock, no vendor. Bad data is a [`model::Finding`] beside the value, never an error; only a mapping that
//! cannot work is a [`MappingError`]. Knows nothing of sources, stores or matching.

pub mod normalise;

mod apply;
mod bind;
mod compile;
mod damage;
mod detect;
mod error;
mod error_zh;
mod input;
mod kind;
mod options;
mod parts;
mod profile;
mod reason;
mod rule;
mod scalar;
mod similar;
mod suggest;
mod synonyms;
mod table;
mod table_write;
mod text_change;
mod title;
mod transform;
mod value;
mod width;

pub use apply::Mapped;
pub use compile::{Compiled, mapping_faults};
pub use detect::Content;
pub use error::{MappingError, Place};
pub use options::is_option;
pub use profile::{ColumnProfile, Profile, SAMPLED_MAX};
pub use rule::{FindBy, Mapping, RULES_MAX, Rule, RulePlace, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
pub use similar::similarity;
pub use suggest::{ObjectGuess, Suggestion, Suggestions, THRESHOLD, guess_object, suggest};
pub use table::{TableRead, read_table, read_table_rows};
pub use table_write::{Beside, template_table, template_yaml, write_table};
pub use text_change::TextChange;
pub use transform::{DayOrder, OPERATORS, Transform, TransformError};
pub use value::{Validator, fragment_from_json, fragment_from_json_lenient, validate};
