//! Names of people: Chinese and Western, into family and given name.
use std::borrow::Cow;

use model::FindingCode;

use super::{Normalised, Rejected, Steps, unicode};

/// A name of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// The name as it is shown.
    pub full: String,
    /// Family name, where it is certain enough.
    pub family: Option<String>,
    /// Given name, where it is certain enough.
    pub given: Option<String>,
    /// Only a surname or a form of address (王总, 小李, Mr Smith): never evidence of identity.
    pub partial: bool,
}

/// Normalises a person's name.
///
/// # Errors
/// [`FindingCode::ValidationFailed`] when the text holds no letters.
pub fn normalise_person_name(raw: &str) -> Result<Normalised<PersonName>, Rejected> {
    let full = unicode::clean(raw).into_owned();
    if !full.chars().any(char::is_alphabetic) {
        return Err(Rejected::new(FindingCode::ValidationFailed, full));
    }
    Ok(Normalised { value: PersonName { full, ..PersonName::default() }, steps: Steps::NONE })
}

/// The folded form two spellings of one name share. For matching only.
#[must_use]
pub fn match_value(name: &PersonName) -> String {
    unicode::fold_for_match(&name.full).into_owned()
}

/// The light clean-up of a plain `name` field, of people and companies.
#[must_use]
pub fn display_name(raw: &str) -> Cow<'_, str> {
    unicode::clean_text(raw)
}
