//! Text as people type it: width, hidden characters, white space, and the folding that only matching may use.
//!
//! Pure. Plain ASCII and plain Han text pass without a copy. Rules: Unicode NFKC (UAX #15); traditional to simplified
//! characters by `data/traditional-simplified.tsv` (from OpenCC, Apache-2.0).

use std::borrow::Cow;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

const TRADITIONAL_SIMPLIFIED: &str = include_str!("../../data/traditional-simplified.tsv");

/// First character of the direct table: CJK Extension A.
const TABLE_FIRST: u32 = 0x3400;
/// Last character of the direct table: the end of the unified ideographs.
const TABLE_LAST: u32 = 0x9fff;

/// NFKC, hidden characters removed, white space collapsed to single blanks: for short values that are parsed further.
///
/// Changes Chinese punctuation to ASCII, so it is not for stored text: see [`clean_text`].
#[must_use]
pub fn clean(raw: &str) -> Cow<'_, str> {
    if is_tidy(raw, is_plain) {
        return Cow::Borrowed(raw);
    }
    if raw.chars().all(|c| is_plain(c) || c.is_whitespace() || is_hidden(c)) {
        return Cow::Owned(collapse(raw.chars().filter(|c| !is_hidden(*c)), LineBreaks::Dropped));
    }
    let composed = raw.chars().filter(|c| !is_hidden(*c)).nfkc().filter(|c| !is_hidden(*c));
    Cow::Owned(collapse(composed, LineBreaks::Dropped))
}

/// A stored text in one line: trimmed, white space collapsed, control and zero-width characters removed, full-width letters
/// and digits folded, every other character as it came (Chinese punctuation above all).
#[must_use]
pub fn clean_text(raw: &str) -> Cow<'_, str> {
    if is_tidy(raw, is_ordinary) {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(collapse(readable(raw).into_iter(), LineBreaks::Dropped))
}

/// [`clean_text`] which keeps line breaks, as `\n`; for long text.
#[must_use]
pub fn clean_multiline(raw: &str) -> Cow<'_, str> {
    if is_tidy(raw, is_ordinary) {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(collapse(readable(raw).into_iter(), LineBreaks::Kept))
}

/// For matching only: [`clean`], small letters, Latin accents dropped, traditional characters simplified, no blanks between Han.
#[must_use]
pub fn fold_for_match(raw: &str) -> Cow<'_, str> {
    let cleaned = clean(raw);
    if cleaned.is_ascii() {
        if cleaned.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(cleaned.to_ascii_lowercase());
        }
        return cleaned;
    }
    let mut out = String::with_capacity(cleaned.len());
    let mut pending_blank = false;
    let mut previous = ' ';
    for c in cleaned.chars() {
        if c == ' ' {
            pending_blank = true;
            continue;
        }
        if is_mark(c) {
            continue;
        }
        if pending_blank && !out.is_empty() && !(is_han(previous) && is_han(c)) {
            out.push(' ');
        }
        pending_blank = false;
        previous = c;
        push_folded(&mut out, c);
    }
    Cow::Owned(out)
}

/// For finding only: small letters, Latin accents dropped, traditional characters simplified; signs and blanks as they came.
#[must_use]
pub fn fold_letters(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    raw.chars().filter(|c| !is_mark(*c)).for_each(|c| push_folded(&mut out, c));
    out
}

/// The simplified form of a traditional character; other characters come back unchanged. For matching only.
#[must_use]
pub fn simplify(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let (direct, rest) = simplified();
    let code = u32::from(c);
    if (TABLE_FIRST..=TABLE_LAST).contains(&code) {
        let at = usize::try_from(code - TABLE_FIRST).unwrap_or(usize::MAX);
        return match direct.get(at) {
            Some(&ELSEWHERE) => among(rest, c),
            Some(0) | None => c,
            Some(to) => char::from_u32(u32::from(*to)).unwrap_or(c),
        };
    }
    among(rest, c)
}

fn among(rest: &[(char, char)], c: char) -> char {
    rest.binary_search_by_key(&c, |pair| pair.0).ok().and_then(|at| rest.get(at)).map_or(c, |pair| pair.1)
}

/// Whether `c` is a Han character.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3007}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Control and zero-width characters, byte order marks, direction marks: nothing a reader sees.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => true,
        _ => false,
    }
}

/// Full-width digits and ASCII letters as ordinary ones; anything else unchanged.
#[must_use]
pub fn fold_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Whether collapsing keeps line breaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineBreaks {
    Kept,
    Dropped,
}

/// Marks a character of the direct table whose simplified form does not fit into 16 bits.
const ELSEWHERE: u16 = 1;

/// No blank at either end, no two together, no white space but U+0020, and every character passes `ordinary`.
fn is_tidy(raw: &str, ordinary: impl Fn(char) -> bool) -> bool {
    let mut blank = true;
    for c in raw.chars() {
        if c == ' ' {
            if blank {
                return false;
            }
            blank = true;
        } else {
            if !ordinary(c) {
                return false;
            }
            blank = false;
        }
    }
    raw.is_empty() || !blank
}

/// Characters NFKC leaves alone whatever stands next to them, as long as its neighbours are such too.
fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | '£' | '¥' | '€' | '\u{c0}'..='\u{ff}' | '\u{3001}' | '\u{3002}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// Characters [`clean_text`] leaves alone.
fn is_ordinary(c: char) -> bool {
    is_plain(c) || (!(c.is_whitespace() || is_hidden(c) || is_mark(c)) && fold_width(c) == c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The characters of `raw` without hidden ones (joiners inside emoji and Indic or Arabic words stay), width folded, composed.
fn readable(raw: &str) -> Vec<char> {
    let mut previous = ' ';
    let mut out: Vec<char> = Vec::with_capacity(raw.len());
    let mut has_marks = false;
    for c in raw.chars() {
        let joiner = matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}');
        if is_hidden(c) && !(joiner && takes_joiner(previous)) {
            continue;
        }
        has_marks |= is_mark(c);
        previous = c;
        out.push(fold_width(c));
    }
    if has_marks { out.into_iter().nfc().collect() } else { out }
}

fn takes_joiner(previous: char) -> bool {
    matches!(previous, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{600}'..='\u{dff}')
}

fn collapse(characters: impl Iterator<Item = char>, line_breaks: LineBreaks) -> String {
    let mut out = String::new();
    let mut breaks = 0_usize;
    let mut blank = false;
    let mut after_return = false;
    for c in characters {
        if c.is_whitespace() {
            let is_break = matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
            breaks += usize::from(is_break && !(c == '\n' && after_return));
            after_return = c == '\r';
            blank = true;
            continue;
        }
        after_return = false;
        if blank && !out.is_empty() {
            if line_breaks == LineBreaks::Kept && breaks > 0 {
                out.extend(std::iter::repeat_n('\n', breaks));
            } else {
                out.push(' ');
            }
        }
        blank = false;
        breaks = 0;
        out.push(c);
    }
    out
}

fn push_folded(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if is_han(c) {
        out.push(simplify(c));
        return;
    }
    for small in c.to_lowercase() {
        match small {
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => decompose_canonical(small, |part| push_letter(out, part)),
            _ => push_letter(out, small),
        }
    }
}

/// A small letter without accent; letters that no accent explains as people write them in ASCII.
fn push_letter(out: &mut String, small: char) {
    match small {
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'đ' | 'ð' => out.push('d'),
        'þ' => out.push_str("th"),
        'ı' => out.push('i'),
        'ς' => out.push('σ'),
        _ if is_mark(small) => {}
        _ => out.push(small),
    }
}

/// See [`simplified`].
type Simplified = (Vec<u16>, Vec<(char, char)>);

/// The direct table for the basic ideographs (0 = unchanged) and the sorted pairs of all others.
fn simplified() -> &'static Simplified {
    static TABLE: OnceLock<Simplified> = OnceLock::new();
    TABLE.get_or_init(|| {
        let size = usize::try_from(TABLE_LAST - TABLE_FIRST + 1).unwrap_or_default();
        let mut direct = vec![0_u16; size];
        let mut rest = Vec::new();
        for line in TRADITIONAL_SIMPLIFIED.lines().filter(|line| !line.starts_with('#')) {
            let Some((from, to)) = line.split_once('\t') else { continue };
            let (Some(from), Some(to)) = (from.chars().next(), to.chars().next()) else { continue };
            let slot = u32::from(from).checked_sub(TABLE_FIRST).and_then(|at| direct.get_mut(usize::try_from(at).ok()?));
            match (slot, u16::try_from(u32::from(to))) {
                (Some(slot), Ok(code)) => *slot = code,
                (Some(slot), Err(_)) => {
                    *slot = ELSEWHERE;
                    rest.push((from, to));
                }
                (None, _) => rest.push((from, to)),
            }
        }
        rest.sort_unstable();
        (direct, rest)
    })
}

#[cfg(test)]
#[path = "unicode_tests.rs"]
mod tests;
