//! Names of companies: region, brand, industry, legal form.
use super::unicode;

/// The parts of a company's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanyName {
    /// The name as it is shown.
    pub display: String,
    /// Province or city, short form.
    pub region: Option<String>,
    /// What remains: the part that tells this company from others.
    pub brand: String,
    /// Trade words.
    pub industry: Option<String>,
    /// Legal form, canonical.
    pub form: Option<String>,
    /// A branch, office or shop of a company: a customer of its own.
    pub branch: bool,
}

/// Splits a company's name.
#[must_use]
pub fn parse_company_name(raw: &str) -> CompanyName {
    let display = unicode::clean(raw).into_owned();
    CompanyName { brand: display.clone(), display, ..CompanyName::default() }
}

/// The folded form two spellings of one company share. For matching only.
#[must_use]
pub fn match_value(raw: &str) -> String {
    unicode::fold_for_match(raw).into_owned()
}

/// Whether the text is the name of a company rather than of a person.
#[must_use]
pub fn is_company_name(raw: &str) -> bool {
    raw.contains("公司")
}
