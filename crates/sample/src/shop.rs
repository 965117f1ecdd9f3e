//! The sample that ships with the product: one small trade firm's customers as three of its systems know them.
//!
//! A shop (CSV in GB18030, with title lines), a CRM (workbook with a note, a two-row header and a hidden sheet) and a
//! support desk (JSON Lines). The same people and firms turn up in all three, spelt differently. A few dozen rows are
//! bad on purpose: wrong check characters, dates that do not exist, rows without content, lines cut off. Forty different
//! customers give one switchboard as their phone.

use std::path::Path;

use crate::calendar::{FIRST, LAST, Moment};
use crate::expected::ShopExpected;
use crate::rng::{Rng, hash};
use crate::spelling::{Country, Mail, Phone};
use crate::union::Union;
use crate::words::{
    BRAND_EN, BRAND_ZH, CITY_US, CITY_ZH, FAMILY_PINYIN, FIRST as FIRST_NAMES, FORM_EN, GIVEN_PINYIN, LAST as LAST_NAMES, TRADE_ZH,
};
use crate::{SampleError, shop_crm, shop_csv, shop_support};

/// The shop's export.
pub const SHOP_FILE: &str = "shop-members.csv";
/// The CRM's export.
pub const CRM_FILE: &str = "crm-contacts.xlsx";
/// The support desk's export.
pub const SUPPORT_FILE: &str = "support-customers.jsonl";
/// The numbers a correct run must reproduce.
pub const EXPECTED_FILE: &str = "expected.json";

/// The number forty customers share: +86 10 5900 0000.
pub(crate) const SWITCHBOARD: &str = "010-59000000";

const CUSTOMERS: u32 = 1_400;
const SWITCHBOARD_CUSTOMERS: std::ops::Range<u32> = 1_000..1_040;

/// Writes the three files and the expected numbers into `dir`, which must exist.
///
/// # Errors
/// [`SampleError::Write`] or [`SampleError::Workbook`] when a file cannot be written.
pub fn shop_files(dir: &Path, seed: u64) -> Result<ShopExpected, SampleError> {
    let mut rng = Rng::new(seed);
    let customers: Vec<Customer> = (0..CUSTOMERS).map(|index| Customer::new(index, &mut rng)).collect();
    let mut tally = Tally::default();
    let shop = rows_of(&SHOP, &customers, &mut rng, &mut tally);
    let crm = rows_of(&CRM, &customers, &mut rng, &mut tally);
    let support = rows_of(&SUPPORT, &customers, &mut rng, &mut tally);
    std::fs::write(dir.join(SHOP_FILE), shop_csv::file(&shop, &customers, &mut rng))?;
    std::fs::write(dir.join(CRM_FILE), shop_crm::file(&crm, &customers, &mut rng)?)?;
    let (lines, broken) = shop_support::file(&support, &customers, &mut rng);
    std::fs::write(dir.join(SUPPORT_FILE), lines)?;
    let count = |rows: &[Row]| u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let expected = ShopExpected {
        rows: count(&shop) + count(&crm) + count(&support),
        shop_rows: count(&shop),
        crm_rows: count(&crm),
        support_rows: count(&support),
        invalid_json_lines: broken,
        ..tally.finish()
    };
    std::fs::write(dir.join(EXPECTED_FILE), expected.to_json())?;
    Ok(expected)
}

/// Somebody who buys.
#[derive(Debug)]
pub(crate) struct Customer {
    pub(crate) name: Name,
    pub(crate) country: Country,
    /// Index into the cities of the country.
    pub(crate) city: usize,
    pub(crate) phone: Phone,
    pub(crate) mail: Mail,
    /// A valid unified social credit code of a Chinese firm.
    pub(crate) credit_code: Option<String>,
}

/// A name that can be written in several ways.
#[derive(Debug)]
pub(crate) enum Name {
    /// Family and given name with their pinyin, as indexes into the word lists.
    Chinese {
        family: usize,
        given: usize,
    },
    Western {
        first: &'static str,
        last: &'static str,
    },
    /// Brand and trade of a Chinese firm, as indexes into the word lists.
    Firm {
        brand: usize,
        trade: usize,
    },
    WesternFirm {
        brand: &'static str,
        form: &'static str,
    },
}

impl Customer {
    fn new(index: u32, rng: &mut Rng) -> Self {
        let country = if index % 20 < 16 { Country::Cn } else { Country::Us };
        let below = |rng: &mut Rng, length: usize| rng.below(u32::try_from(length).unwrap_or(0)) as usize;
        let city = below(rng, if country == Country::Cn { CITY_ZH.len() } else { CITY_US.len() });
        let name = match index % 20 {
            0..11 => Name::Chinese { family: below(rng, FAMILY_PINYIN.len()), given: below(rng, GIVEN_PINYIN.len()) },
            11..16 => Name::Firm { brand: below(rng, BRAND_ZH.len()), trade: below(rng, TRADE_ZH.len()) },
            16..19 => Name::Western { first: rng.pick(FIRST_NAMES), last: rng.pick(LAST_NAMES) },
            _ => Name::WesternFirm { brand: rng.pick(BRAND_EN), form: rng.pick(FORM_EN) },
        };
        let region = CITY_ZH.get(city).map_or("110105", |city| city.2);
        let credit_code = matches!(name, Name::Firm { .. }).then(|| credit_code(region, index));
        Self { name, country, city, phone: made_up_phone(country, index), mail: Mail::fresh(index, rng), credit_code }
    }

    /// City, province or state, and Latin name of the city.
    pub(crate) fn place(&self) -> (&'static str, &'static str, &'static str) {
        match self.country {
            Country::Cn => CITY_ZH.get(self.city).map_or(("", "", ""), |city| (city.0, city.1, city.3)),
            Country::Us | Country::Gb => CITY_US.get(self.city).map_or(("", "", ""), |city| (*city, "", *city)),
        }
    }

    /// The name in Chinese where it has one.
    pub(crate) fn chinese_name(&self, rng: &mut Rng) -> String {
        match &self.name {
            Name::Chinese { family, given } => {
                let (family, given) = (at(FAMILY_PINYIN, *family).0, at(GIVEN_PINYIN, *given).0);
                match rng.below(20) {
                    0 => format!("{family} {given}"),
                    1 => format!(" {family}{given} "),
                    2 => format!("{family}{given}先生"),
                    _ => format!("{family}{given}"),
                }
            }
            Name::Firm { brand, trade } => {
                let (brand, trade, city) = (at(BRAND_ZH, *brand).0, at(TRADE_ZH, *trade).0, self.place().0);
                match rng.below(5) {
                    0 => format!("{brand}{trade}（{city}）有限公司"),
                    1 => format!("{city}{brand}{trade}有限责任公司"),
                    2 => format!("{city}市{brand}{trade}有限公司"),
                    _ => format!("{city}{brand}{trade}有限公司"),
                }
            }
            Name::Western { .. } | Name::WesternFirm { .. } => self.latin_name(rng),
        }
    }

    /// The name in Latin letters, in either order and any capitals.
    pub(crate) fn latin_name(&self, rng: &mut Rng) -> String {
        match &self.name {
            Name::Chinese { family, given } => {
                let (family, given) = (at(FAMILY_PINYIN, *family).1, at(GIVEN_PINYIN, *given).1);
                match rng.below(4) {
                    0 => format!("{given} {family}"),
                    1 => format!("{family} {given}").to_uppercase(),
                    _ => format!("{family} {given}"),
                }
            }
            Name::Firm { brand, trade } => {
                let (brand, trade) = (at(BRAND_ZH, *brand).1, at(TRADE_ZH, *trade).1);
                format!("{brand} {trade} ({}) Co., Ltd.", self.place().2)
            }
            Name::Western { first, last } => match rng.below(5) {
                0 => format!("{last}, {first}"),
                1 => format!("{first} {last}").to_uppercase(),
                2 => format!(" {first}  {last} "),
                _ => format!("{first} {last}"),
            },
            Name::WesternFirm { brand, form } => format!("{brand} {form}"),
        }
    }
}

fn at(words: &[(&'static str, &'static str)], index: usize) -> (&'static str, &'static str) {
    words.get(index).copied().unwrap_or(("", ""))
}

/// Numbers that look made up: four zeros in the middle in China, the 555-01xx of fiction in the United States.
fn made_up_phone(country: Country, index: u32) -> Phone {
    const CN: [u64; 6] = [139, 138, 158, 186, 177, 199];
    const US: [u64; 7] = [212, 415, 512, 206, 312, 617, 303];
    let index = u64::from(index);
    let prefix = |known: &[u64], at: u64| known.get(usize::try_from(at).unwrap_or(0) % known.len()).copied().unwrap_or(0);
    let national = match country {
        Country::Cn => prefix(&CN, index) * 100_000_000 + 1_001 + index * 6,
        Country::Us | Country::Gb => prefix(&US, index / 100) * 10_000_000 + 5_550_100 + index % 100,
    };
    Phone { country, national }
}

/// A code with the right check character (GB 32100-2015).
fn credit_code(region: &str, index: u32) -> String {
    let body = format!("91{region}MA{index:05}A{}", index % 10);
    let check = check_value(&body);
    format!("{body}{}", ALPHABET.chars().nth(check).unwrap_or('0'))
}

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

fn check_value(body: &str) -> usize {
    let mut weight = 1;
    let mut sum = 0;
    for character in body.chars() {
        sum += ALPHABET.chars().position(|known| known == character).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31
}

/// `code` with another check character.
pub(crate) fn broken_credit_code(code: &str) -> String {
    let body = code.get(..17).unwrap_or_default();
    format!("{body}{}", ALPHABET.chars().nth((check_value(body) + 1) % 31).unwrap_or('0'))
}

/// What a row gives of one identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    Missing,
    Valid,
    Unusable,
    /// The switchboard instead of a phone of one's own.
    Switchboard,
}

/// One row of one system, before it is spelt.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) customer: usize,
    pub(crate) phone: Given,
    pub(crate) mail: Given,
    pub(crate) code: Given,
    /// False for a date that does not exist.
    pub(crate) date_exists: bool,
    /// True for a row with neither name nor identifiers.
    pub(crate) is_empty: bool,
    pub(crate) created: Moment,
    pub(crate) updated: Moment,
}

/// What one system knows, and how many of its rows are bad.
struct System {
    customers: std::ops::Range<u32>,
    repeats: u32,
    bad_codes: u32,
    bad_dates: u32,
    bad_mails: u32,
    bad_phones: u32,
    empty: u32,
    has_switchboard: bool,
}

const SHOP: System =
    System { customers: 0..1_100, repeats: 300, bad_codes: 6, bad_dates: 8, bad_mails: 8, bad_phones: 8, empty: 5, has_switchboard: true };
const CRM: System = System {
    customers: 500..1_300,
    repeats: 100,
    bad_codes: 5,
    bad_dates: 6,
    bad_mails: 5,
    bad_phones: 5,
    empty: 3,
    has_switchboard: false,
};
const SUPPORT: System = System {
    customers: 800..1_400,
    repeats: 100,
    bad_codes: 4,
    bad_dates: 5,
    bad_mails: 5,
    bad_phones: 5,
    empty: 3,
    has_switchboard: false,
};

/// The rows of one system in no particular order.
fn rows_of(system: &System, customers: &[Customer], rng: &mut Rng, tally: &mut Tally) -> Vec<Row> {
    let span = system.customers.end - system.customers.start;
    let mut indexes: Vec<u32> = system.customers.clone().collect();
    for _ in 0..system.repeats {
        indexes.push(system.customers.start + rng.below(span));
    }
    // A customer of the switchboard is one row there: its repeats move to others.
    for index in indexes.iter_mut().skip(span as usize) {
        if SWITCHBOARD_CUSTOMERS.contains(index) {
            *index = system.customers.start;
        }
    }
    for last in (1..indexes.len()).rev() {
        let other = rng.below(u32::try_from(last + 1).unwrap_or(1)) as usize;
        indexes.swap(last, other);
    }
    let mut rows: Vec<Row> = indexes.iter().map(|index| plain_row(system, *index, customers, rng)).collect();
    spoil(system, &mut rows, customers);
    for _ in 0..system.empty {
        let place = rng.below(u32::try_from(rows.len()).unwrap_or(0)) as usize;
        let blank = Row {
            phone: Given::Missing,
            mail: Given::Missing,
            code: Given::Missing,
            date_exists: true,
            is_empty: true,
            ..plain_row(system, 0, customers, rng)
        };
        rows.insert(place, blank);
    }
    tally.add_system(&rows, customers);
    rows
}

fn plain_row(system: &System, index: u32, customers: &[Customer], rng: &mut Rng) -> Row {
    let customer = index as usize;
    let created = Moment::of(FIRST + i64::from(rng.below(70_000_000)));
    let updated = Moment::of(created.unix + 60 + i64::from(rng.below(u32::try_from(LAST - created.unix).unwrap_or(1))));
    let given = |is_given: bool| if is_given { Given::Valid } else { Given::Missing };
    let (phone, mail) = match rng.below(20) {
        0..3 => (false, true),
        3..8 => (true, false),
        _ => (true, true),
    };
    let has_code = customers.get(customer).is_some_and(|customer| customer.credit_code.is_some());
    let mut row = Row {
        customer,
        phone: given(phone),
        mail: given(mail),
        code: given(has_code && rng.chance(70)),
        date_exists: true,
        is_empty: false,
        created,
        updated,
    };
    if system.has_switchboard && SWITCHBOARD_CUSTOMERS.contains(&index) {
        (row.phone, row.mail) = (Given::Switchboard, Given::Valid);
    }
    row
}

/// Makes the wanted number of rows bad, one fault a row, never the only valid identifier.
fn spoil(system: &System, rows: &mut [Row], customers: &[Customer]) {
    let (mut codes, mut dates, mut mails, mut phones) = (system.bad_codes, system.bad_dates, system.bad_mails, system.bad_phones);
    // Every ninth row at most, so that the bad ones are spread over the file.
    for row in rows.iter_mut().step_by(9).filter(|row| row.phone != Given::Switchboard) {
        let is_firm = customers.get(row.customer).is_some_and(|customer| customer.credit_code.is_some());
        let has_both = row.phone == Given::Valid && row.mail == Given::Valid;
        if is_firm && codes > 0 && has_both {
            row.code = Given::Unusable;
            codes -= 1;
        } else if has_both && mails > 0 {
            row.mail = Given::Unusable;
            mails -= 1;
        } else if has_both && phones > 0 {
            row.phone = Given::Unusable;
            phones -= 1;
        } else if dates > 0 {
            row.date_exists = false;
            dates -= 1;
        }
    }
}

/// Counts what the rows hold and which of them are one customer.
#[derive(Debug, Default)]
struct Tally {
    union: Union,
    /// System of every row of the union.
    systems: Vec<u8>,
    system: u8,
    expected: ShopExpected,
}

impl Tally {
    fn add_system(&mut self, rows: &[Row], customers: &[Customer]) {
        for row in rows {
            self.add(row, customers);
        }
        self.system += 1;
    }

    fn add(&mut self, row: &Row, customers: &[Customer]) {
        if row.is_empty {
            self.expected.rows_without_content += 1;
            return;
        }
        let Some(customer) = customers.get(row.customer) else { return };
        let number = self.union.add_row();
        self.systems.push(self.system);
        match row.phone {
            Given::Valid => self.union.add_key(number, customer.phone.key()),
            Given::Unusable => self.expected.invalid_phones += 1,
            Given::Switchboard => self.expected.switchboard_rows += 1,
            Given::Missing => {}
        }
        match row.mail {
            Given::Valid => self.union.add_key(number, customer.mail.key()),
            Given::Unusable => self.expected.invalid_emails += 1,
            Given::Switchboard | Given::Missing => {}
        }
        match (row.code, &customer.credit_code) {
            (Given::Valid, Some(code)) => self.union.add_key(number, hash(code)),
            (Given::Unusable, _) => self.expected.invalid_credit_codes += 1,
            (Given::Valid | Given::Switchboard | Given::Missing, _) => {}
        }
        self.expected.invalid_dates += u32::from(!row.date_exists);
    }

    fn finish(mut self) -> ShopExpected {
        let mut systems_of_group: std::collections::BTreeMap<u32, u8> = std::collections::BTreeMap::new();
        for (row, system) in (0_u32..).zip(&self.systems) {
            *systems_of_group.entry(self.union.group_of(row)).or_insert(0) |= 1 << system;
        }
        let several = systems_of_group.values().filter(|systems| systems.count_ones() > 1).count();
        ShopExpected {
            distinct_customers: self.union.groups(),
            customers_in_several_systems: u32::try_from(several).unwrap_or(u32::MAX),
            ..self.expected
        }
    }
}
