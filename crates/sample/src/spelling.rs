//! One value in the many spellings people and systems give it.

use std::fmt::Write;

use crate::calendar::Moment;
use crate::rng::Rng;

/// Where a number or person is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Country {
    Cn,
    Us,
    Gb,
}

/// A phone number: country and national digits without the trunk zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Phone {
    pub(crate) country: Country,
    pub(crate) national: u64,
}

impl Phone {
    /// A number no other phone has.
    pub(crate) fn key(self) -> u64 {
        self.national * 4 + self.country as u64
    }
}

/// An e-mail address; `number` makes it unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) letter: u8,
    pub(crate) family: u8,
    pub(crate) domain: u8,
    pub(crate) number: u32,
}

const MAIL_FAMILIES: [&str; 6] = ["li", "wang", "smith", "chen", "jones", "zhao"];

impl Mail {
    /// A fresh address around `number`.
    pub(crate) fn fresh(number: u32, rng: &mut Rng) -> Self {
        let letter = b"abcdefghjklmnpqrstwxyz"[rng.below(22) as usize];
        let small = |value: u32| u8::try_from(value).unwrap_or(0);
        Self { letter, family: small(rng.below(6)), domain: small(number % 6), number }
    }

    /// A number no other address has.
    pub(crate) fn key(self) -> u64 {
        u64::from(self.number) | u64::from(self.letter) << 32 | u64::from(self.family) << 40 | u64::from(self.domain) << 48 | 1 << 63
    }

    /// The plain small spelling.
    pub(crate) fn push(self, out: &mut String) {
        let family = MAIL_FAMILIES.get(usize::from(self.family)).copied().unwrap_or("li");
        let domain = crate::words::DOMAIN.get(usize::from(self.domain)).copied().unwrap_or("example.com");
        let _ = write!(out, "{}{family}{}@{domain}", char::from(self.letter), self.number);
    }

    /// Capitals, title case and blanks as people leave them.
    pub(crate) fn push_messy(self, out: &mut String, rng: &mut Rng) {
        let start = out.len();
        let kind = rng.below(100);
        if (85..93).contains(&kind) {
            out.push(' ');
        }
        self.push(out);
        match kind {
            0..55 => {}
            55..70 => out[start..].make_ascii_uppercase(),
            70..85 => title_case(out, start),
            85..93 => out.push(' '),
            _ => {
                let at = out[start..].find('@').map_or(out.len(), |at| start + at);
                out[start..at].make_ascii_uppercase();
            }
        }
    }
}

/// A letter after anything else than a letter goes up.
fn title_case(out: &mut str, start: usize) {
    let mut previous_is_letter = false;
    for at in start..out.len() {
        let Some(letter) = out.get_mut(at..=at) else { continue };
        let is_letter = letter.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_letter && !previous_is_letter {
            letter.make_ascii_uppercase();
        }
        previous_is_letter = is_letter;
    }
}

/// Prefixes, separators, brackets and full-width digits as people type them.
pub(crate) fn push_phone(out: &mut String, phone: Phone, rng: &mut Rng) {
    let national = phone.national.to_string();
    let part = |from: usize, to: usize| national.get(from..to).unwrap_or_default();
    let _ = match phone.country {
        Country::Cn => {
            let (a, b, c) = (part(0, 3), part(3, 7), part(7, 11));
            match rng.below(10) {
                0 => write!(out, "+86 {a}-{b}-{c}"),
                1 => write!(out, "0086 {national}"),
                2 => write!(out, "{a} {b} {c}"),
                3 => write!(out, "(+86){a} {b} {c}"),
                4 => write!(out, "86-{a}-{b}-{c}"),
                5 => write!(out, "+86{national}"),
                6 => {
                    out.extend(national.bytes().map(|digit| char::from_u32(0xFF10 + u32::from(digit - b'0')).unwrap_or('０')));
                    Ok(())
                }
                7 => write!(out, "{a}-{b}-{c}"),
                8 => write!(out, " {national} "),
                _ => write!(out, "{national}"),
            }
        }
        Country::Us => {
            let (a, b, c) = (part(0, 3), part(3, 6), part(6, 10));
            match rng.below(7) {
                0 => write!(out, "+1 ({a}) {b}-{c}"),
                1 => write!(out, "{a}.{b}.{c}"),
                2 => write!(out, "1-{a}-{b}-{c}"),
                3 => write!(out, "001 {a} {b} {c}"),
                4 => write!(out, "({a}) {b}-{c}"),
                5 => write!(out, "+1{national}"),
                _ => write!(out, "{national}"),
            }
        }
        Country::Gb => {
            let (a, b) = (part(0, 4), part(4, 10));
            match rng.below(5) {
                0 => write!(out, "+44 {a} {b}"),
                1 => write!(out, "0{a} {b}"),
                2 => write!(out, "0044 {a} {b}"),
                3 => write!(out, "+44 (0){a} {b}"),
                _ => write!(out, "+44{national}"),
            }
        }
    };
}

/// A date in one of seven spellings.
pub(crate) fn push_date(out: &mut String, moment: Moment, rng: &mut Rng) {
    match rng.below(7) {
        0 => moment.push_iso(out),
        1 => moment.push_day(out, '-'),
        2 => {
            moment.push_day(out, '/');
            out.push(' ');
            moment.push_time(out);
        }
        3 => {
            let _ = write!(out, "{:02}.{:02}.{}", moment.day, moment.month, moment.year);
        }
        4 => {
            let _ = write!(out, "{}年{}月{}日", moment.year, moment.month, moment.day);
        }
        5 => {
            let _ = write!(out, "{} {:02}, {}", moment.month_name(), moment.day, moment.year);
        }
        _ => {
            let _ = write!(out, "{}", moment.unix);
        }
    }
}
