//! Western names of people: titles, particles, suffixes, order, and capitals.
//!
//! A name's spelling is its owner's: only text without any small letter is rewritten, mixed case stays as it came.

use super::person_name::PersonName;
use super::{Step, Steps};

/// Forms of address before a name; compared without full stops, in small letters.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lady",
    "rev",
    "hon",
    "herr",
    "frau",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "sra",
    "srta",
    "señor",
    "señora",
    "signor",
    "signora",
    "ing",
    "capt",
    "col",
    "lt",
    "sgt",
    "doctor",
    "mister",
];
/// What tells generations apart: kept in the display form.
const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv", "junior", "senior"];
/// Degrees and the like after a name: not part of it.
const DEGREES: &[&str] = &["phd", "md", "esq", "mba", "dds", "cpa", "jd", "obe", "mbe", "rn", "msc", "bsc"];
/// Words that belong to the family name that follows them.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "las", "los", "le", "bin", "bint", "ibn",
    "al", "el", "ter", "ten", "zu", "zur", "zum", "af", "av", "st", "st.", "saint", "san", "santa", "y", "e", "op", "het", "'t", "mac",
    "abu", "ben",
];
/// Particles that people write small inside a name.
const SMALL_PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "bin", "bint", "ibn", "ter", "ten", "zu",
    "zur", "zum", "af", "av",
];

/// Splits a cleaned name that holds no Han characters.
pub(super) fn parse(cleaned: &str, steps: &mut Steps) -> PersonName {
    let spaced = cleaned.replace([',', ';'], ", ").split_whitespace().collect::<Vec<_>>().join(" ");
    let restored = restore_case(&spaced);
    steps.add_if(restored.is_some(), Step::CaseRestored);
    let text = restored.as_deref().unwrap_or(&spaced);
    let (mut words, family_count) = words_in_order(text);
    let had_title = strip_titles(&mut words);
    let degrees = strip_degrees(&mut words);
    steps.add_if(had_title || degrees, Step::TitleRemoved);
    let generation = match words.last() {
        Some(last) if words.len() > 2 && is_one_of(last, GENERATIONS) => words.pop(),
        Some(_) | None => None,
    };
    let mut name = split_words(&words, family_count);
    name.partial = words.len() == 1 && had_title;
    if words.is_empty() {
        // Nothing but titles: keep what came.
        return PersonName { full: text.to_owned(), partial: true, ..PersonName::default() };
    }
    if name.partial {
        (name.family, name.given) = (name.given, None);
    }
    name.full = words.join(" ");
    if let Some(generation) = generation {
        name.full.push(' ');
        name.full.push_str(generation);
    }
    name
}

/// The words given name first, and how many of the last ones a comma marked as the family name.
fn words_in_order(text: &str) -> (Vec<&str>, Option<usize>) {
    let split = |part: &'_ str| -> usize { part.split_whitespace().count() };
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_tail = |part: &&str| part.split_whitespace().all(|word| is_one_of(word, GENERATIONS) || is_one_of(word, DEGREES));
    let (tails, names): (Vec<&str>, Vec<&str>) = parts.into_iter().partition(is_tail);
    let (mut words, family): (Vec<&str>, Option<usize>) = match names.as_slice() {
        [family, given, rest @ ..] => {
            let given = given.split_whitespace().chain(rest.iter().flat_map(|part| part.split_whitespace()));
            let (last, first): (Vec<&str>, Vec<&str>) = given.partition(|word| is_one_of(word, GENERATIONS));
            (first.into_iter().chain(family.split_whitespace()).chain(last).collect(), Some(split(family)))
        }
        [one] => (one.split_whitespace().collect(), None),
        [] => return (tails.iter().flat_map(|part| part.split_whitespace()).collect(), None),
    };
    words.extend(tails.iter().flat_map(|part| part.split_whitespace()));
    (words, family)
}

fn strip_titles(words: &mut Vec<&str>) -> bool {
    let count = words.iter().take_while(|word| is_one_of(word, TITLES)).count();
    let removed = count.min(words.len().saturating_sub(1));
    words.drain(..removed);
    removed > 0
}

fn strip_degrees(words: &mut Vec<&str>) -> bool {
    let before = words.len();
    while words.len() > 2 && words.last().is_some_and(|word| is_one_of(word, DEGREES)) {
        words.pop();
    }
    words.len() < before
}

fn split_words(words: &[&str], family_count: Option<usize>) -> PersonName {
    if words.len() < 2 {
        return PersonName { given: words.first().map(|word| (*word).to_owned()), ..PersonName::default() };
    }
    let start = match family_count {
        Some(count) => words.len().saturating_sub(count),
        None => {
            let last = words.len() - 1;
            let particles = words[1..last].iter().rev().take_while(|word| is_one_of(word, PARTICLES)).count();
            last - particles
        }
    };
    let (given, family) = words.split_at(start.min(words.len()));
    let joined = |part: &[&str]| (!part.is_empty()).then(|| part.join(" "));
    PersonName { family: joined(family), given: joined(given), ..PersonName::default() }
}

fn is_one_of(word: &str, known: &[&str]) -> bool {
    let bare: String = word.chars().filter(|character| *character != '.').flat_map(char::to_lowercase).collect();
    known.contains(&bare.as_str())
}

/// The name with ordinary capitals, when it came in capitals only and is long enough to tell.
pub(super) fn restore_case(text: &str) -> Option<String> {
    if !is_shouted(text) {
        return None;
    }
    let words: Vec<&str> = text.split(' ').collect();
    let restored: Vec<String> = words.iter().enumerate().map(|(at, word)| restore_word(word, at, words.len())).collect();
    let restored = restored.join(" ");
    (restored != text).then_some(restored)
}

/// Several letters, none of them small.
fn is_shouted(text: &str) -> bool {
    let mut letters = 0;
    for character in text.chars() {
        if character.is_lowercase() {
            return false;
        }
        letters += usize::from(character.is_uppercase());
    }
    letters >= 2
}

fn restore_word(word: &str, at: usize, count: usize) -> String {
    let lower = word.to_lowercase();
    let bare = lower.trim_matches(|character: char| !character.is_alphanumeric());
    if at > 0 && at + 1 < count && SMALL_PARTICLES.contains(&bare) {
        return lower;
    }
    if is_kept_capital(bare) {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    for (part_at, part) in lower.split('-').enumerate() {
        if part_at > 0 {
            out.push('-');
        }
        out.push_str(&capitalise(part));
    }
    out
}

/// Roman numerals and abbreviations: no vowel in three or more letters, or in two that are no name.
fn is_kept_capital(bare: &str) -> bool {
    if matches!(bare, "ii" | "iii" | "iv" | "vi" | "vii") {
        return true;
    }
    let letters = bare.chars().filter(|character| character.is_alphabetic()).count();
    let has_vowel = bare.chars().any(|character| "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ".contains(character)) || !bare.is_ascii();
    let is_name = matches!(bare, "ng" | "mr" | "dr" | "jr" | "sr" | "st" | "ms" | "mrs" | "mc" | "sgt" | "phd" | "shv");
    letters >= 2 && !has_vowel && !is_name && !bare.contains('\'')
}

/// First letter up; after an apostrophe or full stop too when a name goes on (`O'Brien`, `J.R.`), and `McDonald`.
fn capitalise(part: &str) -> String {
    let letters: Vec<char> = part.chars().collect();
    let mut out = String::with_capacity(part.len());
    let mut upper_next = true;
    for (at, letter) in letters.iter().enumerate() {
        if upper_next && letter.is_alphabetic() {
            out.extend(letter.to_uppercase());
            upper_next = false;
        } else {
            out.push(*letter);
        }
        let rest = letters.len() - at - 1;
        let after_mark = match letter {
            '\'' | '\u{2019}' => letters.get(at + 1..at + 3).is_some_and(|next| next.iter().all(|letter| letter.is_alphabetic())),
            '.' => true,
            _ => false,
        };
        let after_mc = at == 1 && rest >= 3 && letters.starts_with(&['m', 'c']);
        upper_next = upper_next || after_mark || after_mc;
    }
    out
}
