//! Postal addresses: mainland China to district level, others as far as certain.
use std::borrow::Cow;

use super::{Region, unicode};

/// An address; parts that are not certain are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Province, full name; state code in the United States.
    pub province: Option<String>,
    /// City of prefecture level, full name.
    pub city: Option<String>,
    /// District, county or city of county level.
    pub district: Option<String>,
    /// What follows the district.
    pub street: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// The whole address, cleaned.
    pub text: String,
}

/// Splits an address. `default_country` is assumed when the text names none.
#[must_use]
pub fn parse_address(raw: &str, default_country: Region) -> Address {
    Address { country: Some(default_country.as_str().to_owned()), text: unicode::clean(raw).into_owned(), ..Address::default() }
}

/// The folded form two spellings of one address share. For matching only.
#[must_use]
pub fn match_value(address: &Address) -> String {
    unicode::fold_for_match(&address.text).into_owned()
}

/// The light clean-up of a plain `city`, `province` or `district` field; never rewrites 北京 to 北京市.
#[must_use]
pub fn place_text(raw: &str) -> Cow<'_, str> {
    unicode::clean_text(raw)
}
