//! How clerks write things down: the same person looks different in every system.

use super::words::NOTE;
use super::{Firm, Origin, Person};
use crate::rng::Rng;

/// Somebody who types. Each record has a clerk of its own, who follows from seed, vendor and record.
#[derive(Debug)]
pub(crate) struct Clerk {
    rng: Rng,
}

/// A person, as typed.
#[derive(Clone, Debug)]
pub(crate) struct SpeltPerson {
    pub(crate) full_name: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    /// Empty when the clerk did not ask.
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) title: String,
    pub(crate) birthday: String,
    pub(crate) note: &'static str,
}

/// A firm, as typed.
#[derive(Clone, Debug)]
pub(crate) struct SpeltFirm {
    pub(crate) name: String,
    pub(crate) credit_code: String,
    pub(crate) phone: String,
}

impl Clerk {
    pub(crate) fn new(seed: u64, vendor: &str, number: u32, copy: u32) -> Self {
        Self { rng: Rng::of(seed, vendor, &[2, u64::from(number), u64::from(copy)]) }
    }

    pub(crate) fn person(&mut self, person: &Person) -> SpeltPerson {
        let latin = person.origin == Origin::Western || self.rng.chance(20);
        let (first_name, last_name) = match (person.origin, latin) {
            (Origin::Chinese, false) => (person.given.0.to_owned(), person.family.0.to_owned()),
            _ if self.rng.chance(8) => (person.given.1.to_lowercase(), person.family.1.to_uppercase()),
            _ => (person.given.1.to_owned(), person.family.1.to_owned()),
        };
        let full_name = match (latin, self.rng.below(12)) {
            (false, 0) => format!("{last_name} {first_name}"),
            (false, 1) => format!("{last_name}{first_name}先生"),
            (false, 2) => format!(" {last_name}{first_name}\u{3000}"),
            (false, _) => format!("{last_name}{first_name}"),
            (true, 0) => format!("{last_name}, {first_name}"),
            (true, 1) => format!("{first_name}  {last_name}"),
            (true, 2) => format!("Mr. {first_name} {last_name}"),
            (true, _) => format!("{first_name} {last_name}"),
        };
        let phone = if self.rng.chance(7) { String::new() } else { self.phone(&person.mobile) };
        let email = match self.rng.below(20) {
            0..3 => String::new(),
            3 => person.email.to_uppercase(),
            4 => format!(" {} ", person.email),
            5 => person.email.replace('@', "@@"),
            _ => person.email.clone(),
        };
        let title = if latin { person.title.1 } else { person.title.0 };
        let birthday = if self.rng.chance(60) { person.birthday.clone() } else { String::new() };
        SpeltPerson { full_name, first_name, last_name, phone, email, title: title.to_owned(), birthday, note: self.rng.pick(NOTE) }
    }

    pub(crate) fn firm(&mut self, firm: &Firm) -> SpeltFirm {
        let name = match self.rng.below(14) {
            0 => firm.short.clone(),
            1 => firm.latin.clone(),
            2 => firm.latin.to_uppercase(),
            3 => format!("{}（{}）", firm.name, firm.address.city),
            4 => format!("{} ({})", firm.name, firm.address.city),
            5 => firm.name.replace("有限公司", "有限责任公司").replace("责任责任", "责任"),
            6 => format!("{} ", firm.name),
            _ => firm.name.clone(),
        };
        let credit_code = match self.rng.below(10) {
            0..3 => String::new(),
            3 => firm.credit_code.to_lowercase(),
            _ => firm.credit_code.clone(),
        };
        let phone = if self.rng.chance(10) { String::new() } else { self.phone(&firm.phone) };
        SpeltFirm { name, credit_code, phone }
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.rng.chance(percent)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.rng.below(bound)
    }

    /// One of `items`.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        self.rng.pick(items)
    }

    fn phone(&mut self, number: &str) -> String {
        let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
        let part = |from: usize, to: usize| digits.get(from..to).map(|part| part.iter().collect::<String>()).unwrap_or_default();
        // Chinese mobiles have eleven digits and no plus; what else there is, is written as it is or with other gaps.
        let is_chinese_mobile = digits.len() == 11 && number.starts_with('1');
        if !is_chinese_mobile {
            return match self.rng.below(4) {
                0 => number.replace('-', " "),
                1 => number.replace(['-', ' '], ""),
                _ => number.to_owned(),
            };
        }
        match self.rng.below(9) {
            0 => format!("+86 {} {} {}", part(0, 3), part(3, 7), part(7, 11)),
            1 => format!("{}-{}-{}", part(0, 3), part(3, 7), part(7, 11)),
            2 => format!("0086{number}"),
            3 => format!("(+86){number}"),
            4 => number.chars().map(full_width).collect(),
            _ => number.to_owned(),
        }
    }
}

/// The full-width form of an ASCII digit, as Chinese input methods type it.
fn full_width(digit: char) -> char {
    digit.to_digit(10).and_then(|value| char::from_u32(0xFF10 + value)).unwrap_or(digit)
}
