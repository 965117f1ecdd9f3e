//! Countries and currencies by any usual name: code, English or Chinese name, symbol.
//!
//! Pure. Tables: `data/countries.tsv` (ISO 3166-1) and `data/currencies.tsv` (ISO 4217), names from Unicode CLDR;
//! `data/region_currencies.tsv` says which currency belongs to which country (ISO 4217).

use std::collections::HashMap;
use std::sync::OnceLock;

use super::null::{Strictness, is_null_word};
use super::unicode;

const COUNTRIES: &str = include_str!("../../data/countries.tsv");
const CURRENCIES: &str = include_str!("../../data/currencies.tsv");
const REGION_CURRENCIES: &str = include_str!("../../data/region_currencies.tsv");

/// Longest name looked at, in bytes.
const NAME_BYTES_MAX: usize = 120;

/// One line of a table, split.
struct Entry {
    code: &'static str,
    digits: u32,
    english: &'static str,
    chinese: &'static str,
}

/// A table and the way into it by folded name.
struct Table {
    entries: Vec<Entry>,
    by_name: HashMap<String, &'static str>,
}

impl Table {
    /// Lines of code, second column, English name, Chinese name, other names.
    fn read(text: &'static str) -> Self {
        let mut entries = Vec::new();
        let mut by_name = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let (code, second, english, chinese, others) = (cell(), cell(), cell(), cell(), cell());
            entries.push(Entry { code, digits: second.parse().unwrap_or(0), english, chinese });
            for name in [code, second, english, chinese].into_iter().chain(others.split('|')) {
                let name = folded(name);
                if !name.is_empty() && !name.bytes().all(|byte| byte.is_ascii_digit()) {
                    by_name.entry(name).or_insert(code);
                }
            }
        }
        entries.sort_by_key(|entry| entry.code);
        Self { entries, by_name }
    }

    fn entry(&self, code: &str) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&code, |entry| entry.code).ok()?;
        self.entries.get(at)
    }

    fn code(&self, raw: &str) -> Option<&'static str> {
        let raw = raw.trim();
        if let Some(entry) = self.entry(raw) {
            return Some(entry.code);
        }
        // Most columns spell a country the way the table does.
        if let Some(code) = self.by_name.get(raw) {
            return Some(*code);
        }
        if raw.len() > NAME_BYTES_MAX || is_null_word(raw, Strictness::Text) {
            return None;
        }
        self.by_name.get(folded(raw).as_str()).copied()
    }
}

fn countries() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(COUNTRIES))
}

fn currencies() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(CURRENCIES))
}

/// Currency by country.
fn region_currencies() -> &'static HashMap<&'static str, &'static str> {
    static TABLE: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = REGION_CURRENCIES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        lines.flat_map(|(currency, regions)| regions.split(' ').map(move |region| (region, currency))).collect()
    })
}

/// A name without what spellings differ in: case, accents, script, blanks, punctuation, "and", a leading "the".
fn folded(name: &str) -> String {
    let folded = unicode::fold_for_match(name);
    let words = folded.split(|c: char| !c.is_alphanumeric() && !is_currency_sign(c));
    let mut out = String::with_capacity(folded.len());
    for word in words {
        if word != "and" && word != "the" {
            out.push_str(word);
        }
    }
    out
}

fn is_currency_sign(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '฿' | '৳' | '៛' | '\u{20a0}'..='\u{20cf}')
}

/// The ISO 3166-1 alpha-2 code of a country written as alpha-2, alpha-3, English or Chinese name or a usual variant.
///
/// `NA` is Namibia here: ask this before [`super::null::is_null_word`].
#[must_use]
pub fn country_code(raw: &str) -> Option<&'static str> {
    countries().code(raw)
}

/// The ISO 4217 code of a currency written as code, symbol, English or Chinese name or a usual variant.
///
/// Without context `¥` and `元` are `CNY`, `$` is `USD`.
#[must_use]
pub fn currency_code(raw: &str) -> Option<&'static str> {
    currencies().code(raw)
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

    /// The currency of amounts there that name none; [`Currency::default`] for the Antarctic, which has none.
    #[must_use]
    pub fn currency(self) -> Currency {
        if self == Self::CN {
            return Currency::CNY;
        }
        region_currencies().get(self.0).map_or_else(Currency::default, |code| Currency(code))
    }

    /// The English name.
    #[must_use]
    pub fn english(self) -> &'static str {
        countries().entry(self.0).map_or(self.0, |entry| entry.english)
    }

    /// The Chinese name.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        countries().entry(self.0).map_or(self.0, |entry| entry.chinese)
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

    /// Digits after the point in everyday use, 0 to 4.
    #[must_use]
    pub fn digits(self) -> u32 {
        if self.0 == "CNY" {
            return 2;
        }
        currencies().entry(self.0).map_or(2, |entry| entry.digits)
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::CNY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_its_codes_and_names() {
        let check = |raw: &str, expected: Option<&str>| assert_eq!(country_code(raw), expected, "{raw}");
        for raw in ["CN", "cn", " China ", "中国", "中國", "CHN", "P.R. China", "PRC", "中华人民共和国", "中国大陆", "ＣＮ"]
        {
            check(raw, Some("CN"));
        }
        for raw in ["US", "USA", "U.S.A.", "United States", "the United States of America", "美国", "usa"] {
            check(raw, Some("US"));
        }
        for raw in ["GB", "UK", "United Kingdom", "Great Britain", "英国", "England"] {
            check(raw, Some("GB"));
        }
        let others = [
            ("Hong Kong", "HK"),
            ("香港", "HK"),
            ("中国香港", "HK"),
            ("台灣", "TW"),
            ("臺灣", "TW"),
            ("中国台湾", "TW"),
            ("Macau", "MO"),
            ("Korea, Republic of", "KR"),
            ("Czech Republic", "CZ"),
            ("Cote d'Ivoire", "CI"),
            ("Côte d’Ivoire", "CI"),
            ("Trinidad and Tobago", "TT"),
            ("Trinidad & Tobago", "TT"),
            ("Bosnia & Herzegovina", "BA"),
            ("NA", "NA"),
            ("Österreich", "AT"),
            ("Viet Nam", "VN"),
            ("Republic of the Congo", "CG"),
        ];
        for (raw, expected) in others {
            check(raw, Some(expected));
        }
        for raw in ["", "-", "n/a", "Atlantis", "XX", "123", "的"] {
            check(raw, None);
        }
    }

    #[test]
    fn every_country_but_the_antarctic_has_a_currency() {
        for entry in &countries().entries {
            let found = region_currencies().get(entry.code);
            assert_eq!(found.is_some(), entry.code != "AQ", "{}", entry.code);
            assert!(found.is_none_or(|code| currencies().entry(code).is_some()), "{found:?}");
        }
        let of = |region: &str| Region::parse(region).map(|region| region.currency().as_str());
        for (region, currency) in [("CN", "CNY"), ("DE", "EUR"), ("AT", "EUR"), ("US", "USD"), ("GB", "GBP"), ("JP", "JPY"), ("CH", "CHF")]
        {
            assert_eq!(of(region), Some(currency), "{region}");
        }
    }

    #[test]
    fn a_currency_is_known_by_code_symbol_and_name() {
        let cases = [
            ("CNY", "CNY"),
            ("rmb", "CNY"),
            ("人民币", "CNY"),
            ("人民幣", "CNY"),
            ("元", "CNY"),
            ("￥", "CNY"),
            ("¥", "CNY"),
            ("$", "USD"),
            ("US$", "USD"),
            ("美元", "USD"),
            ("HK$", "HKD"),
            ("港币", "HKD"),
            ("€", "EUR"),
            ("£", "GBP"),
            ("新台幣", "TWD"),
            ("日元", "JPY"),
            ("Japanese Yen", "JPY"),
            ("zł", "PLN"),
        ];
        for (raw, expected) in cases {
            assert_eq!(currency_code(raw), Some(expected), "{raw}");
        }
        for raw in ["", "XYZ", "2", "只"] {
            assert_eq!(currency_code(raw), None, "{raw}");
        }
        assert_eq!(Currency::parse("JPY").map(Currency::digits), Some(0));
        assert_eq!(Currency::CNY.digits(), 2);
    }

    #[test]
    fn the_tables_are_whole() {
        assert_eq!(countries().entries.len(), 249);
        assert!(currencies().entries.len() > 150);
        for entry in countries().entries.iter().chain(&currencies().entries) {
            assert!(!entry.english.is_empty() && !entry.chinese.is_empty(), "{}", entry.code);
        }
        for entry in &countries().entries {
            for name in [entry.english, entry.chinese] {
                assert_eq!(country_code(name), Some(entry.code), "{name}");
            }
        }
    }
}
