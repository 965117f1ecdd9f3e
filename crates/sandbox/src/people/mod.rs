//! The people and firms of the sample, and how each vendor's clerks spelt them.
//!
//! Everything about person number `n` follows from the seed and `n`, so that any number of them costs no memory, and all vendors
//! draw from the same people: most of each other's customers, a few of them twice, hardly ever spelt the same way.

mod spelling;
mod words;

pub(crate) use spelling::Clerk;

use crate::rng::Rng;
use words::{BRAND, BRAND_EN, CITY, CITY_EN, DOMAIN, FAMILY, FIRST, FORM_EN, GIVEN, LAST, STREET, STREET_EN, TITLE, TRADE};

/// People of one firm, on average.
const PEOPLE_PER_FIRM: u32 = 3;
/// Firms are numbered from here in the truth of who is who, people from 0.
pub(crate) const FIRMS_FROM: u32 = 1_000_000_000;

/// All people of a sample.
#[derive(Clone, Debug)]
pub(crate) struct Population {
    pub(crate) seed: u64,
    /// Records that each vendor has in its main table.
    pub(crate) records: u32,
}

/// A person that a vendor knows; `copy` is 1 for the second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) person: u32,
    pub(crate) copy: u32,
}

/// Whether somebody lives in China.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Chinese,
    Western,
}

/// A person, as they are.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) origin: Origin,
    /// Family name in own writing and in Latin letters.
    pub(crate) family: (&'static str, &'static str),
    pub(crate) given: (&'static str, &'static str),
    pub(crate) mobile: String,
    pub(crate) email: String,
    pub(crate) title: (&'static str, &'static str),
    pub(crate) firm: u32,
    pub(crate) address: Address,
    /// `1985-03-09`.
    pub(crate) birthday: String,
}

/// Where somebody is.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) city: &'static str,
    /// Empty where there is none.
    pub(crate) province: &'static str,
    pub(crate) postcode: String,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: &'static str,
}

/// A firm, as it is registered.
#[derive(Clone, Debug)]
pub(crate) struct Firm {
    pub(crate) number: u32,
    /// `杭州华信科技有限公司`, `Bluepeak Ltd`.
    pub(crate) name: String,
    /// `华信科技`, `Bluepeak`.
    pub(crate) short: String,
    pub(crate) latin: String,
    /// Valid by GB 32100-2015; empty for Western firms.
    pub(crate) credit_code: String,
    pub(crate) phone: String,
    pub(crate) website: String,
    pub(crate) industry: &'static str,
    pub(crate) employees: u32,
    /// In whole units of its currency.
    pub(crate) revenue: u64,
    pub(crate) address: Address,
}

impl Population {
    pub(crate) fn new(seed: u64, records: u32) -> Self {
        Self { seed, records }
    }

    /// The people a vendor knows, [`Population::records`] of them, in the order they were entered.
    pub(crate) fn members(&self, vendor: &'static str) -> impl Iterator<Item = Member> {
        let seed = self.seed;
        let each = (0_u32..).flat_map(move |person| {
            let mut rng = Rng::of(seed, vendor, &[1, u64::from(person)]);
            let copies = if !rng.chance(72) { 0 } else { 1 + u32::from(rng.chance(3)) };
            (0..copies).map(move |copy| Member { person, copy })
        });
        each.take(self.records as usize)
    }

    pub(crate) fn person(&self, number: u32) -> Person {
        let mut rng = Rng::of(self.seed, "person", &[u64::from(number)]);
        let origin = if rng.chance(75) { Origin::Chinese } else { Origin::Western };
        let firm = number / PEOPLE_PER_FIRM;
        let (family, given) = match origin {
            Origin::Chinese => (rng.pick(FAMILY), rng.pick(GIVEN)),
            Origin::Western => {
                let (last, first) = (rng.pick(LAST), rng.pick(FIRST));
                ((last, last), (first, first))
            }
        };
        // Multiplying by a number that shares no factor with 10^8 spreads the numbers and keeps them different.
        let spread = (u64::from(number) * 48_271 + 1_234_567) % 100_000_000;
        let mobile = match origin {
            Origin::Chinese => format!("1{}{spread:08}", rng.pick(&["38", "39", "50", "58", "77", "86", "98"])),
            Origin::Western => format!("+1415{:07}", spread % 10_000_000),
        };
        let email = format!("{}.{}{number}@{}", latin_letters(given.1), latin_letters(family.1), rng.pick(DOMAIN));
        let birthday = format!("{}-{:02}-{:02}", 1955 + rng.below(50), 1 + rng.below(12), 1 + rng.below(28));
        Person { origin, family, given, mobile, email, title: rng.pick(TITLE), firm, address: address(origin, &mut rng), birthday }
    }

    pub(crate) fn firm(&self, number: u32) -> Firm {
        let mut rng = Rng::of(self.seed, "firm", &[u64::from(number)]);
        let origin = if rng.chance(75) { Origin::Chinese } else { Origin::Western };
        let address = address(origin, &mut rng);
        let (employees, revenue) = (1 + u32::try_from(rng.below(5_000)).unwrap_or(0), rng.next() % 900_000_000);
        let trade = rng.pick(TRADE);
        let city = CITY.iter().find(|city| city.0 == address.city);
        let digits = (u64::from(number) * 7_919 + 10_000_019) % 100_000_000;
        let (name, short, latin, phone, credit_code) = match (origin, city) {
            (Origin::Chinese, Some(city)) => {
                let brand = rng.pick(BRAND);
                // A number in the name keeps firms apart once the brands are used up.
                let brand_zh = format!("{}{}", brand.0, chinese_number(number));
                let name = format!("{}{brand_zh}{}{}", city.0, trade.0, rng.pick(&["有限公司", "股份有限公司", "有限责任公司"]));
                let latin = format!("{} {}{number} {} Co., Ltd.", city.3, brand.1, trade.1);
                (name, format!("{brand_zh}{}", trade.0), latin, format!("{}-{digits:08}", city.4), credit_code(city.2, number))
            }
            (Origin::Chinese, None) | (Origin::Western, _) => {
                let brand = format!("{} {number}", rng.pick(BRAND_EN));
                let name = format!("{brand} {}", rng.pick(FORM_EN));
                (name.clone(), brand, name, format!("+1 212 {:03} {:04}", digits / 10_000 % 1_000, digits % 10_000), String::new())
            }
        };
        let website = format!("https://www.firm{number}.example.com");
        Firm { number, name, short, latin, credit_code, phone, website, industry: trade.2, employees, revenue, address }
    }
}

fn address(origin: Origin, rng: &mut Rng) -> Address {
    let number = 1 + rng.below(400);
    match origin {
        Origin::Chinese => {
            let city = rng.pick(CITY);
            let street = format!("{}{number}号{}室", rng.pick(STREET), 101 + rng.below(2_000));
            Address { street, city: city.0, province: city.1, postcode: format!("{}00", &city.2[..4]), country: "CN" }
        }
        Origin::Western => {
            let city = rng.pick(CITY_EN);
            let street = format!("{number} {}", rng.pick(STREET_EN));
            Address { street, city: city.0, province: city.1, postcode: format!("{:05}", 10_000 + rng.below(89_999)), country: city.2 }
        }
    }
}

/// Lower-case ASCII letters of a name in Latin writing.
fn latin_letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Digits as Chinese characters, so that they do not look out of place in a name.
fn chinese_number(number: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    number.to_string().bytes().filter_map(|digit| DIGITS.get(usize::from(digit - b'0'))).collect()
}

/// A unified social credit code: GB 32100-2015, check character by weights of powers of 3 modulo 31.
fn credit_code(area: &str, number: u32) -> String {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91{area}MA{:06}X", number % 1_000_000);
    let position = |byte: u8| ALPHABET.iter().position(|known| *known == byte).unwrap_or(0);
    let mut weight = 1;
    let mut sum = 0;
    for byte in body.bytes() {
        sum += position(byte) * weight;
        weight = weight * 3 % 31;
    }
    let check = ALPHABET[(31 - sum % 31) % 31];
    format!("{body}{}", char::from(check))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_people() {
        let (one, other) = (Population::new(7, 100), Population::new(7, 100));
        let names = |population: &Population| (0..50).map(|number| format!("{:?}", population.person(number))).collect::<Vec<_>>();
        assert_eq!(names(&one), names(&other));
        assert_ne!(names(&one), names(&Population::new(8, 100)));
    }

    #[test]
    fn vendors_share_most_people_and_know_some_twice() {
        let population = Population::new(3, 2_000);
        let known = |vendor| {
            population
                .members(vendor)
                .filter(|member| member.copy == 0)
                .map(|member| member.person)
                .collect::<std::collections::HashSet<_>>()
        };
        let (one, other) = (known("one"), known("other"));
        assert_eq!(population.members("one").count(), 2_000);
        assert!(population.members("one").filter(|member| member.copy == 1).count() > 20);
        let shared = one.intersection(&other).count();
        assert!((1_200..1_700).contains(&shared), "{shared}");
    }

    #[test]
    fn credit_codes_have_18_characters_and_their_check_character() {
        // A published example of the standard's algorithm: 91350100M000100Y43 has check character 3.
        let check = |body: &str| {
            const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
            let sum: usize = body
                .bytes()
                .enumerate()
                .map(|(at, byte)| ALPHABET.iter().position(|known| *known == byte).unwrap() * 3_usize.pow(at as u32 % 30) % 31)
                .sum();
            char::from(ALPHABET[(31 - sum % 31) % 31])
        };
        assert_eq!(check("91350100M000100Y4"), '3');
        let code = credit_code("330106", 4_711);
        assert_eq!(code.len(), 18);
        assert!(code.ends_with(check(&code[..17])), "{code}");
    }
}
