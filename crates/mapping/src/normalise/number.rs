//! Numbers and money, never through binary floating point.
//!
//! Pure. Ids must not pass here: leading zeros and long digit runs are lost by design. Decimals come back without trailing
//! zeros, money with at least the digits its currency has (`12.50 CNY`), so equal values are equal text.

use model::FindingCode;
pub use rust_decimal::Decimal;

use super::{Currency, Normalised, Rejected, Step, Steps, han_number, unicode};

/// Longest raw text looked at, in bytes.
const RAW_BYTES_MAX: usize = 100;
/// Digits a [`Decimal`] holds whatever they are.
const DIGITS_MAX: usize = 28;
/// Significant digits a spreadsheet keeps.
const SHEET_DIGITS: usize = 15;

/// An amount in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

/// Reads a decimal number; a currency sign or word next to it is dropped.
///
/// # Errors
/// [`FindingCode::NumberInvalid`]; [`FindingCode::DigitsLost`] for scientific notation with fewer digits than the number.
pub fn parse_decimal(raw: &str) -> Result<Normalised<Decimal>, Rejected> {
    if let Some(value) = plain(raw) {
        let value = value.normalize();
        return Ok(Normalised { value, steps: Steps::NONE });
    }
    let read = read(raw)?;
    let mut steps = read.steps;
    steps.add_if(read.currency.is_some(), Step::CurrencyRead);
    Ok(Normalised { value: read.amount.normalize(), steps })
}

/// Reads a whole number; `12.0` is one.
///
/// # Errors
/// [`FindingCode::NumberInvalid`] also for a fraction; [`FindingCode::DigitsLost`] as [`parse_decimal`].
pub fn parse_integer(raw: &str) -> Result<Normalised<i64>, Rejected> {
    let number = parse_decimal(raw)?;
    let invalid = || Rejected::new(FindingCode::NumberInvalid, raw);
    if !number.value.fract().is_zero() {
        return Err(invalid());
    }
    let value = i64::try_from(number.value).map_err(|_| invalid())?;
    let mut steps = number.steps;
    steps.add_if(raw.contains(['.', '．']), Step::FractionDropped);
    Ok(Normalised { value, steps })
}

/// Reads an amount of money; `default_currency` is taken when the text names none, and decides what `¥`, `$` and `元` mean.
///
/// # Errors
/// [`FindingCode::NumberInvalid`], [`FindingCode::DigitsLost`], or [`FindingCode::CurrencyUnknown`] for two currencies.
pub fn parse_money(raw: &str, default_currency: Currency) -> Result<Normalised<Money>, Rejected> {
    let (amount, named, mut steps) = match plain(raw) {
        Some(amount) => (amount, None, Steps::NONE),
        None => {
            let read = read(raw)?;
            if read.steps.contains(Step::PercentRead) {
                return Err(Rejected::new(FindingCode::NumberInvalid, raw));
            }
            (read.amount, read.currency, read.steps)
        }
    };
    let currency = match named {
        None => {
            steps.add(Step::CurrencyAssumed);
            default_currency
        }
        Some(named) => {
            steps.add(Step::CurrencyRead);
            named.resolve(default_currency).ok_or_else(|| Rejected::new(FindingCode::CurrencyUnknown, raw))?
        }
    };
    let mut amount = amount.normalize();
    if amount.scale() < currency.digits() {
        amount.rescale(currency.digits());
    }
    Ok(Normalised { value: Money { amount, currency }, steps })
}

/// What the text around a number says about its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    /// `¥`: yuan or yen.
    YuanSign,
    /// `$`: a dollar.
    DollarSign,
    /// `元`, `块`: a yuan or a dollar.
    YuanWord,
    /// A code or name.
    Exact(Currency),
    /// Two which contradict one another.
    Conflict,
}

impl Named {
    fn from_text(text: &str) -> Option<Self> {
        match text {
            "¥" | "Y" => Some(Self::YuanSign),
            "$" => Some(Self::DollarSign),
            "元" | "块" | "圆" | "圓" | "块钱" | "元整" | "元正" | "圆整" => Some(Self::YuanWord),
            _ => Currency::parse(text).map(Self::Exact),
        }
    }

    fn and(self, other: Option<Self>) -> Self {
        match (self, other) {
            (one, None) => one,
            (Self::Exact(one), Some(Self::Exact(two))) if one != two => Self::Conflict,
            (Self::Conflict, Some(_)) | (_, Some(Self::Conflict)) => Self::Conflict,
            (Self::Exact(one), Some(_)) | (_, Some(Self::Exact(one))) => Self::Exact(one),
            (one, Some(Self::YuanWord)) => one,
            (_, Some(two)) => two,
        }
    }

    fn resolve(self, default: Currency) -> Option<Currency> {
        let is_default = |codes: &[&str]| codes.contains(&default.as_str());
        match self {
            Self::Exact(currency) => Some(currency),
            Self::Conflict => None,
            Self::YuanSign if is_default(&["JPY"]) => Some(default),
            Self::YuanWord if is_default(&["HKD", "TWD", "MOP", "USD", "JPY", "SGD", "KRW"]) => Some(default),
            Self::YuanSign | Self::YuanWord => Some(Currency::CNY),
            Self::DollarSign if is_default(&["HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MXN", "MOP"]) => Some(default),
            Self::DollarSign => Currency::parse("USD"),
        }
    }
}

/// A number as found in text.
struct Read {
    amount: Decimal,
    currency: Option<Named>,
    steps: Steps,
}

/// Digits with at most one point and a leading minus: most numbers.
fn plain(raw: &str) -> Option<Decimal> {
    let bytes = raw.as_bytes();
    let (negative, digits) = match bytes.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some(_) | None => (false, bytes),
    };
    if digits.is_empty() || digits.len() > SHEET_DIGITS + 1 || !digits.first()?.is_ascii_digit() || !digits.last()?.is_ascii_digit() {
        return None;
    }
    let mut mantissa: i64 = 0;
    let mut scale: Option<u32> = None;
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                scale = scale.map(|places| places + 1);
            }
            b'.' if scale.is_none() => scale = Some(0),
            _ => return None,
        }
    }
    Some(Decimal::new(if negative { -mantissa } else { mantissa }, scale.unwrap_or(0)))
}

fn read(raw: &str) -> Result<Read, Rejected> {
    let invalid = || Rejected::new(FindingCode::NumberInvalid, raw);
    if raw.len() > RAW_BYTES_MAX {
        return Err(invalid());
    }
    let text = unicode::clean(raw);
    let mut steps = Steps::NONE;
    steps.add_if(!raw.is_ascii() && text != raw.trim(), Step::WidthFolded);
    let is_start = |c: char| c.is_ascii_digit();
    let Some(first) = text.find(is_start) else { return read_han(&text, steps).ok_or_else(invalid) };
    let last = text.rfind(is_start).ok_or_else(invalid)?;
    // `.5` begins with its point.
    let first = if text.get(..first).is_some_and(|before| before.ends_with('.')) { first - 1 } else { first };
    let before = text.get(..first).ok_or_else(invalid)?;
    let core = text.get(first..=last).ok_or_else(invalid)?;
    let after = text.get(last + 1..).ok_or_else(invalid)?;
    let after = after.strip_prefix('.').unwrap_or(after);

    let surroundings = Surroundings::read(before, after).ok_or_else(invalid)?;
    let (digits, exponent) = match core.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| invalid())?),
        None => (core, 0),
    };
    let mut number = Digits::read(digits, &mut steps).ok_or_else(invalid)?;
    if exponent != 0 {
        let whole = i64::from(exponent) + number.whole_digits();
        let given = i64::try_from(number.mantissa.len()).unwrap_or(i64::MAX);
        if whole > given {
            return Err(Rejected::new(FindingCode::DigitsLost, raw));
        }
        number.scale -= exponent;
        steps.add(Step::WordRead);
    }
    steps.add_if(number.drop_noise(), Step::NoiseRounded);
    let mut amount = number.decimal().ok_or_else(invalid)?;
    if let Some(zeros) = surroundings.unit_zeros {
        let unit = Decimal::from(10_i64.checked_pow(zeros).ok_or_else(invalid)?);
        amount = amount.checked_mul(unit).ok_or_else(invalid)?;
        steps.add(Step::UnitMultiplied);
    }
    if let Some(places) = surroundings.percent_places {
        amount = amount.checked_mul(Decimal::new(1, places)).ok_or_else(invalid)?;
        steps.add(Step::PercentRead);
    }
    if surroundings.negative {
        amount.set_sign_negative(!amount.is_zero());
        steps.add_if(!text.starts_with('-'), Step::SignMoved);
    }
    Ok(Read { amount, currency: surroundings.currency, steps })
}

/// A number in Chinese numerals, with sign and currency before it: `人民币壹佰贰拾元整`, `负伍佰元`.
fn read_han(text: &str, mut steps: Steps) -> Option<Read> {
    let first = text.find(han_number::is_numeral)?;
    let (before, rest) = text.split_at_checked(first)?;
    let (number, after) = rest.strip_suffix(')').map_or((rest, ""), |number| (number, ")"));
    let surroundings = Surroundings::read(&before.replace(['负', '負'], "-"), after)?;
    let number = han_number::read(number)?;
    let mut amount = number.value;
    steps.add(Step::WordRead);
    if surroundings.negative {
        amount.set_sign_negative(!amount.is_zero());
        steps.add(Step::SignMoved);
    }
    let yuan = number.is_amount.then_some(Named::YuanWord);
    let currency = surroundings.currency.map(|named| named.and(yuan)).or(yuan);
    Some(Read { amount, currency, steps })
}

/// Sign, unit and currency around the digits.
#[derive(Default)]
struct Surroundings {
    negative: bool,
    unit_zeros: Option<u32>,
    percent_places: Option<u32>,
    currency: Option<Named>,
}

impl Surroundings {
    fn read(before: &str, after: &str) -> Option<Self> {
        let mut found = Self::default();
        let mut signs = 0_u32;
        let mut rest = before.trim();
        let mut after = after.trim();
        let opened = rest.matches('(').count();
        if opened != after.matches(')').count() || opened > 1 {
            return None;
        }
        let (opening, closing);
        if opened == 1 {
            found.negative = true;
            signs += 1;
            (opening, closing) = (rest.replace('(', " "), after.replace(')', " "));
            (rest, after) = (opening.trim(), closing.trim());
        }
        let mut word = String::new();
        for c in rest.chars() {
            match c {
                '-' | '−' | '–' => {
                    found.negative = true;
                    signs += 1;
                }
                '+' => signs += 1,
                _ => word.push(c),
            }
        }
        let word = word.trim().trim_end_matches(':').trim();
        if !word.is_empty() {
            found.currency = Some(Named::from_text(word)?);
        }
        if let Some(shorter) = after.strip_suffix(['-', '−']) {
            found.negative = true;
            signs += 1;
            after = shorter.trim();
        }
        if signs > 1 {
            return None;
        }
        found.read_after(after)?;
        Some(found)
    }

    /// `万`, `%`, `元`, `CNY` and combinations in this order.
    fn read_after(&mut self, after: &str) -> Option<()> {
        const UNITS: [(&str, u32); 20] = [
            ("万亿", 12),
            ("千万", 7),
            ("百万", 6),
            ("十万", 5),
            ("亿", 8),
            ("億", 8),
            ("万", 4),
            ("萬", 4),
            ("千", 3),
            ("仟", 3),
            ("百", 2),
            ("佰", 2),
            ("million", 6),
            ("mln", 6),
            ("billion", 9),
            ("bn", 9),
            ("thousand", 3),
            ("k", 3),
            ("K", 3),
            ("M", 6),
        ];
        let mut rest = after.trim();
        for (places, sign) in [(2, "%"), (3, "‰")] {
            if let Some(shorter) = rest.strip_prefix(sign) {
                self.percent_places = Some(places);
                rest = shorter.trim();
            }
        }
        if self.percent_places.is_some() {
            return rest.is_empty().then_some(());
        }
        // `K` and `M` may begin a currency, Chinese units never do.
        if rest.starts_with(unicode::is_han) || Named::from_text(rest).is_none() {
            for (word, zeros) in UNITS {
                if let Some(shorter) = rest.strip_prefix(word) {
                    self.unit_zeros = Some(zeros);
                    rest = shorter.trim();
                    break;
                }
            }
        }
        for part in rest.split_whitespace() {
            let part = part.trim_matches(['(', ')', ',', ';', '。']);
            let named = Named::from_text(part).or_else(|| Named::from_text(part.trim_end_matches(['整', '正'])))?;
            self.currency = Some(named.and(self.currency));
        }
        Some(())
    }
}

/// Digits without point, and how many of them stand after it.
struct Digits {
    mantissa: Vec<u8>,
    scale: i32,
}

impl Digits {
    fn read(text: &str, steps: &mut Steps) -> Option<Self> {
        let (whole, fraction) = split_at_point(text, steps)?;
        let mut mantissa: Vec<u8> = whole.bytes().filter(u8::is_ascii_digit).collect();
        steps.add_if(mantissa.len() != whole.len(), Step::GroupingRemoved);
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        mantissa.extend(fraction.bytes());
        let zeros = mantissa.iter().take_while(|byte| **byte == b'0').count().min(mantissa.len().saturating_sub(1));
        mantissa.drain(..zeros);
        Some(Self { mantissa, scale: i32::try_from(fraction.len()).ok()? })
    }

    fn whole_digits(&self) -> i64 {
        i64::try_from(self.mantissa.len()).unwrap_or(i64::MAX) - i64::from(self.scale)
    }

    /// Takes back what binary arithmetic of a spreadsheet added: `84686.60000000001`. Tells whether it did.
    fn drop_noise(&mut self) -> bool {
        let fraction = usize::try_from(self.scale).unwrap_or(0);
        if self.mantissa.len() <= SHEET_DIGITS || self.mantissa.len() > SHEET_DIGITS + 2 || fraction < 6 {
            return false;
        }
        let Some(mantissa) = self.value() else { return false };
        let extra = u32::try_from(self.mantissa.len() - SHEET_DIGITS).unwrap_or(0);
        let unit = 10_i128.pow(extra);
        let rounded = (mantissa + unit / 2) / unit;
        if rounded % 10_000 != 0 {
            return false;
        }
        self.mantissa = rounded.to_string().into_bytes();
        self.scale -= i32::try_from(extra).unwrap_or(0);
        true
    }

    fn value(&self) -> Option<i128> {
        self.mantissa.iter().try_fold(0_i128, |sum, byte| sum.checked_mul(10)?.checked_add(i128::from(byte - b'0')))
    }

    fn decimal(&self) -> Option<Decimal> {
        if self.mantissa.len() > DIGITS_MAX || self.scale < -i32::try_from(DIGITS_MAX).ok()? {
            return None;
        }
        let mut mantissa = self.value()?;
        let mut scale = self.scale;
        while scale < 0 {
            mantissa = mantissa.checked_mul(10)?;
            scale += 1;
        }
        while scale > 28 {
            if mantissa % 10 != 0 {
                return None;
            }
            mantissa /= 10;
            scale -= 1;
        }
        Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()
    }
}

/// Whole and fractional part: which of point and comma is which. `None` when it cannot be told.
fn split_at_point<'a>(text: &'a str, steps: &mut Steps) -> Option<(&'a str, &'a str)> {
    let text = text.trim_end_matches('.');
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let is_blank_group = |c: char| matches!(c, ' ' | '\'' | '’' | '_');
    if text.contains(is_blank_group) {
        let (whole, fraction) = text.rsplit_once(['.', ',']).unwrap_or((text, ""));
        steps.add_if(commas == 1 && points == 0, Step::DecimalCommaRead);
        let separator = whole.chars().find(|c| is_blank_group(*c))?;
        return (points + commas <= 1 && is_grouped(whole, separator)).then_some((whole, fraction));
    }
    match (points, commas) {
        (0, 0) => text.bytes().all(|byte| byte.is_ascii_digit()).then_some((text, "")),
        (1, 0) => {
            let (whole, fraction) = text.split_once('.')?;
            whole.bytes().all(|byte| byte.is_ascii_digit()).then_some((whole, fraction))
        }
        (_, 0) => is_grouped(text, '.').then_some((text, "")),
        (0, _) if is_grouped(text, ',') => Some((text, "")),
        (0, 1) => {
            let (whole, fraction) = text.split_once(',')?;
            // Four digits may be a group in the Chinese way: nobody can tell.
            let told = fraction.len() != 4 && whole.bytes().all(|byte| byte.is_ascii_digit());
            steps.add(Step::DecimalCommaRead);
            told.then_some((whole, fraction))
        }
        (0, _) => None,
        (_, _) => {
            let at = text.rfind(['.', ','])?;
            let (whole, fraction) = (text.get(..at)?, text.get(at + 1..)?);
            let (point, group) = if text.get(at..=at) == Some(".") { ('.', ',') } else { (',', '.') };
            steps.add_if(point == ',', Step::DecimalCommaRead);
            (!whole.contains(point) && is_grouped(whole, group)).then_some((whole, fraction))
        }
    }
}

/// Groups of three digits, or the Indian way of twos before a last three; the first group does not begin with 0.
fn is_grouped(text: &str, separator: char) -> bool {
    let mut groups = text.split(separator);
    let Some(first) = groups.next() else { return false };
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(first) || first.len() > 3 || (first.starts_with('0')) {
        return false;
    }
    let rest: Vec<&str> = groups.collect();
    let Some((last, middle)) = rest.split_last() else { return false };
    let threes = middle.iter().all(|group| digits(group) && group.len() == 3);
    let twos = first.len() <= 2 && separator == ',' && middle.iter().all(|group| digits(group) && group.len() == 2);
    digits(last) && last.len() == 3 && (threes || twos)
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
