//! Normalisers: from whatever a source stores to one canonical value, and what was changed on the way.
//!
//! Pure. A value that cannot be normalised is [`Rejected`] with a finding code; the caller keeps it as it came.
//! Normalising a normalised value changes nothing.

pub mod address;
pub mod boolean;
pub mod company;
mod company_words;
pub mod country;
pub mod credit_code;
pub mod date;
pub mod email;
mod han_number;
mod latin_name;
pub mod null;
pub mod number;
pub mod person_name;
pub mod phone;
mod regions;
pub mod resident_id;
pub mod step;
mod surname;
pub mod unicode;

pub use country::{Currency, Region};
pub use step::{Step, Steps};

/// A canonical value and what was done to get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalised<T> {
    /// The canonical value.
    pub value: T,
    /// What was changed; empty when the value came in canonical form.
    pub steps: Steps,
}

/// Why a value has no canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The kind of problem.
    pub code: model::FindingCode,
    /// The offending part of the value. A customer's value: never logged.
    pub part: String,
}

impl Rejected {
    pub(crate) fn new(code: model::FindingCode, part: impl Into<String>) -> Self {
        Self { code, part: part.into() }
    }
}
