//! The characters of a phone number sorted: plus, digits in groups, extension. One pass, no allocation.

use crate::normalise::{Step, Steps, unicode};

/// Most digits looked at.
const DIGITS_MAX: usize = 24;
const EXTENSION_DIGITS_MAX: usize = 7;
const GROUPS_MAX: usize = 10;

/// Why there is no number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Letters, too many digits, or none.
    NotANumber,
    /// `1.38E+10`.
    DigitsLost,
}

/// A text sorted.
pub(super) struct Scan {
    /// Whether a `+` stands before the digits.
    pub(super) plus: bool,
    /// What was removed or changed.
    pub(super) steps: Steps,
    digits: [u8; DIGITS_MAX],
    length: usize,
    extension: [u8; EXTENSION_DIGITS_MAX],
    extension_length: usize,
    /// Where groups begin, the first one left out, and whether a dash stands before them.
    groups: [(usize, bool); GROUPS_MAX],
    group_count: usize,
    /// Whether the first three digits stand in brackets of their own.
    area_bracketed: bool,
}

impl Scan {
    /// Sorts the characters of `raw`.
    pub(super) fn read(raw: &str) -> Result<Self, Unreadable> {
        let mut scan = Self {
            plus: false,
            steps: Steps::NONE,
            digits: [0; DIGITS_MAX],
            length: 0,
            extension: [0; EXTENSION_DIGITS_MAX],
            extension_length: 0,
            groups: [(0, false); GROUPS_MAX],
            group_count: 0,
            area_bracketed: false,
        };
        let mut rest = raw;
        if raw.contains('.') || raw.contains(['e', 'E']) {
            match spreadsheet_number(raw.trim()) {
                Some(Sheet::Whole(whole)) => {
                    scan.steps.add(Step::FractionDropped);
                    rest = whole;
                }
                Some(Sheet::Exponent { mantissa, zeros }) => {
                    scan.steps.add(Step::FractionDropped);
                    scan.number(mantissa)?;
                    scan.number("0000000000000000".get(..zeros).ok_or(Unreadable::DigitsLost)?)?;
                    return Ok(scan);
                }
                Some(Sheet::Lost) => return Err(Unreadable::DigitsLost),
                None => {}
            }
        }
        let rest = scan.label(rest);
        let number = match extension_mark(rest) {
            Some((number, extension)) => {
                scan.read_extension(extension)?;
                number
            }
            None => scan.without_remark(rest),
        };
        scan.number(number)?;
        if scan.length < 5 { Err(Unreadable::NotANumber) } else { Ok(scan) }
    }

    /// All digits of the number.
    pub(super) fn digits(&self) -> &str {
        self.digits.get(..self.length).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default()
    }

    /// The digits after an extension mark.
    pub(super) fn extension(&self) -> &str {
        self.extension.get(..self.extension_length).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default()
    }

    /// The last group of digits, when a dash sets it apart and no extension was marked otherwise.
    pub(super) fn last_group_after_dash(&self) -> Option<&str> {
        let last = self.group_count.checked_sub(1).and_then(|at| self.groups.get(at))?;
        (last.1 && self.extension_length == 0).then(|| self.digits().get(last.0..)).flatten()
    }

    /// Whether the first group looks like an area code of China without its zero: `21-61234567`, `(755) 1234567`.
    pub(super) fn first_group_is_area(&self) -> bool {
        let starts = self.groups.get(..self.group_count).unwrap_or_default();
        let first = starts.first().map_or(self.length, |group| group.0);
        let second = starts.get(1).map_or(self.length, |group| group.0).saturating_sub(first);
        matches!((first, second), (2, 8) | (3, 7 | 8))
    }

    /// The ten national digits of a number that is grouped as in North America and in no other way: `1-303-555-0123`,
    /// `(303) 555-0123`. A mainland mobile is never written so: its first group has three digits, or all eleven.
    pub(super) fn north_american_by_grouping(&self) -> Option<&str> {
        let starts: [usize; 3] = [0, 1, 2].map(|at| self.groups.get(at).filter(|_| at < self.group_count).map_or(0, |group| group.0));
        let digits = match (self.length, self.group_count, starts) {
            (11, 3, [1, 4, 7]) => self.digits().strip_prefix('1')?,
            (10, 2, [3, 6, _]) if self.area_bracketed => self.digits(),
            _ => return None,
        };
        // Area and exchange codes begin with 2 to 9 (NANP, 47 CFR 52.7 and ATIS-0300051).
        let begins = |at: usize| digits.as_bytes().get(at).is_some_and(|digit| matches!(digit, b'2'..=b'9'));
        (begins(0) && begins(3)).then_some(digits)
    }

    fn number(&mut self, text: &str) -> Result<(), Unreadable> {
        let mut gap = None;
        let mut opened = false;
        for c in text.chars() {
            let digit = self.fold(c);
            match digit {
                '0'..='9' => {
                    if let Some(dash) = gap.take()
                        && self.length > 0
                        && let Some(group) = self.groups.get_mut(self.group_count)
                    {
                        *group = (self.length, dash);
                        self.group_count += 1;
                    }
                    let slot = self.digits.get_mut(self.length).ok_or(Unreadable::NotANumber)?;
                    *slot = u8::try_from(digit).map_err(|_| Unreadable::NotANumber)?;
                    self.length += 1;
                }
                '+' => {
                    if self.length > 0 || self.plus {
                        return Err(Unreadable::NotANumber);
                    }
                    self.plus = true;
                }
                '(' | ')' => {
                    self.area_bracketed |= digit == ')' && opened && self.length == 3;
                    opened = digit == '(' && self.length == 0;
                    self.steps.add(Step::PunctuationRemoved);
                    gap = gap.or(Some(false));
                }
                '-' => {
                    self.steps.add(Step::PunctuationRemoved);
                    gap = Some(true);
                }
                '.' | '/' | '\\' | '·' | '_' | '~' | '[' | ']' | '\'' | '"' => {
                    self.steps.add(Step::PunctuationRemoved);
                    gap = gap.or(Some(false));
                }
                _ if c.is_whitespace() => {
                    self.steps.add(Step::SpacesRemoved);
                    gap = gap.or(Some(false));
                }
                _ if unicode::is_hidden(c) => self.steps.add(Step::HiddenRemoved),
                _ => return Err(Unreadable::NotANumber),
            }
        }
        Ok(())
    }

    fn read_extension(&mut self, text: &str) -> Result<(), Unreadable> {
        for c in text.chars() {
            let digit = self.fold(c);
            if digit.is_ascii_digit() {
                let slot = self.extension.get_mut(self.extension_length).ok_or(Unreadable::NotANumber)?;
                *slot = u8::try_from(digit).map_err(|_| Unreadable::NotANumber)?;
                self.extension_length += 1;
            } else if !(c.is_whitespace() || matches!(digit, '.' | ':' | '-' | ')' | '(' | '=' | '#') || unicode::is_hidden(c)) {
                return Err(Unreadable::NotANumber);
            }
        }
        Ok(())
    }

    /// The ASCII character a wide or typographic one stands for.
    fn fold(&mut self, c: char) -> char {
        let folded = match c {
            '\0'..='\u{7f}' => return c,
            '０'..='９' => unicode::fold_width(c),
            '＋' | '﹢' => '+',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '﹣' | 'ー' | '─' => '-',
            '（' => '(',
            '）' => ')',
            '．' | '。' => '.',
            '／' => '/',
            '：' => ':',
            '＝' => '=',
            '＃' => '#',
            _ => return c,
        };
        self.steps.add(Step::WidthFolded);
        folded
    }

    /// The text without the words after its last digit: `13812345678（张总）`.
    fn without_remark<'a>(&mut self, text: &'a str) -> &'a str {
        let is_digit = |c: char| unicode::fold_width(c).is_ascii_digit();
        let Some((at, last)) = text.char_indices().rfind(|(_, c)| is_digit(*c)) else { return text };
        let (number, remark) = text.split_at_checked(at + last.len_utf8()).unwrap_or((text, ""));
        if !remark.contains(char::is_alphabetic) {
            return text;
        }
        self.steps.add(Step::WrapperRemoved);
        number
    }

    /// The text after `Tel:`, `手机：` and their like.
    fn label<'a>(&mut self, text: &'a str) -> &'a str {
        const LABELS: [&str; 24] = [
            "tel",
            "telephone",
            "phone",
            "mobile",
            "mob",
            "cell",
            "fax",
            "t",
            "m",
            "p",
            "f",
            "ph",
            "电话",
            "手机",
            "座机",
            "固话",
            "电话号码",
            "手机号",
            "手机号码",
            "联系电话",
            "联系方式",
            "傳真",
            "传真",
            "電話",
        ];
        let trimmed = text.trim_start();
        let is_letter = |c: char| c.is_alphabetic();
        if !trimmed.starts_with(is_letter) {
            return text;
        }
        let end = trimmed.find(|c| !is_letter(c)).unwrap_or(trimmed.len());
        let (word, rest) = trimmed.split_at_checked(end).unwrap_or((trimmed, ""));
        if !LABELS.iter().any(|label| label.eq_ignore_ascii_case(word)) {
            return text;
        }
        self.steps.add(Step::WrapperRemoved);
        rest.trim_start_matches([':', '：', '.', ' ', '\u{3000}'])
    }
}

/// What a spreadsheet made of a number.
enum Sheet<'a> {
    /// `13812345678.0`: the digits before the point.
    Whole(&'a str),
    /// `1.3812345678E10`: nothing is lost.
    Exponent { mantissa: &'a str, zeros: usize },
    /// `1.38E+10`.
    Lost,
}

fn spreadsheet_number(text: &str) -> Option<Sheet<'_>> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((mantissa, exponent)) = text.split_once(['e', 'E']) {
        let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.len() != 1 || !digits(whole) || !(fraction.is_empty() || digits(fraction)) || !digits(exponent) {
            return None;
        }
        let exponent: usize = exponent.parse().ok()?;
        return Some(if fraction.len() < exponent { Sheet::Lost } else { Sheet::Exponent { mantissa, zeros: 0 } });
    }
    let (whole, fraction) = text.split_once('.')?;
    let is_zero = matches!(fraction, "0" | "00");
    (is_zero && whole.len() >= 8 && digits(whole.strip_prefix('+').unwrap_or(whole))).then_some(Sheet::Whole(whole))
}

/// Number and extension, split at the first mark of an extension that stands after a digit.
fn extension_mark(text: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 15] =
        [";ext=", "extension", "extn", "ext", "分机号", "分机", "分機", "内线", "內線", "转接", "转", "轉", "x", "#", "*"];
    if text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'+' | b'-' | b'(' | b')' | b'.')) {
        return None;
    }
    let first_digit = text.find(|c: char| unicode::fold_width(c).is_ascii_digit())?;
    let after = text.get(first_digit..)?;
    for (at, c) in after.char_indices() {
        if unicode::fold_width(c).is_ascii_digit() {
            continue;
        }
        let here = after.get(at..)?;
        for mark in MARKS {
            if here.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)) {
                let number = text.get(..first_digit + at)?.trim_end_matches([' ', ',', '，', ';', '(', '（', '-']);
                return Some((number, here.get(mark.len()..)?));
            }
        }
    }
    None
}
