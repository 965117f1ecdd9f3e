//! Values of customers with their shape and nothing else left.
//!
//! Pure. What is kept: how long a value is, which kinds of characters stand where, what a switch or an option says, the year of a day, the
//! size of a number, the country of a phone or an address, the legal form of a company. Everything else is replaced: no letter, digit or
//! ideograph that tells somebody stays in its place. Equal values become equal masks wherever they stand, so records that share a key share
//! one afterwards; letters that differ in case alone differ in case alone. A mask follows from a keyed hash of the whole value: without the
//! key of the installation nobody finds a value by trying. Identifiers with check digits stay valid.

use model::check_digit::{credit_code_is_valid, resident_id_is_valid};
use model::{Field, FieldType, KeyHasher, KeyKind};
use serde_json::{Map, Value};

/// Tells masks from other hashes of the installation.
const SALT: u64 = 0x6d61_736b;
/// What stands for an ideograph: frequent ones that are no surnames.
const IDEOGRAPHS: [char; 48] = [
    '天', '地', '山', '水', '木', '火', '土', '日', '月', '星', '云', '雨', '风', '雪', '春', '夏', '秋', '冬', '东', '西', '南', '北',
    '中', '大', '小', '长', '新', '明', '光', '安', '平', '和', '文', '海', '河', '江', '湖', '花', '草', '树', '林', '石', '金', '玉',
    '青', '红', '白', '兰',
];
/// How names of companies end, the longer ones first: normalised by themselves, and nobody's own.
const LEGAL_FORMS: [&str; 7] = ["股份有限公司", "有限责任公司", "有限公司", "分公司", "公司", "集团", "事务所"];
/// Digits at the end of a phone that are replaced; what stands before is the country and the area or carrier.
const PHONE_DIGITS: usize = 7;
const CREDIT_LETTERS: &[u8; 21] = b"ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Masks values with the key of one installation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Masker {
    hasher: KeyHasher,
}

/// Numbers that follow from one value.
struct Chance(u64);

impl Chance {
    /// From 0 to `below` - 1.
    fn next(&mut self, below: u8) -> u8 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        u8::try_from(mixed % u64::from(below.max(1))).unwrap_or(0)
    }

    /// Another one of `of` places than `at`.
    fn other(&mut self, at: u8, of: u8) -> u8 {
        (at + 1 + self.next(of - 1)) % of
    }

    fn digit(&mut self, digit: u8) -> u8 {
        b'0' + self.other(digit - b'0', 10)
    }

    /// From 1 to 9, another one than `digit`.
    fn positive_digit(&mut self, digit: u8) -> u8 {
        if digit == b'0' { b'1' + self.next(9) } else { b'1' + self.other(digit - b'1', 9) }
    }

    fn letter(&mut self, letter: u8, first: u8) -> u8 {
        first + self.other(letter - first, 26)
    }

    fn ideograph(&mut self, known: char) -> char {
        let count = u8::try_from(IDEOGRAPHS.len()).unwrap_or(u8::MAX);
        let at = self.next(count);
        let found = IDEOGRAPHS.get(usize::from(at)).copied().unwrap_or('天');
        let next = IDEOGRAPHS.get(usize::from((at + 1) % count)).copied().unwrap_or('地');
        if found == known { next } else { found }
    }
}

impl Masker {
    pub fn new(hasher: KeyHasher) -> Self {
        Self { hasher }
    }

    /// The masked value of a field, both as canonical JSON fragments. `None` for what has no mask: references, numbers that the system
    /// gave, free JSON, and what does not read.
    pub fn fragment(&self, field: &Field, fragment: &str) -> Option<String> {
        let value: Value = serde_json::from_str(fragment).ok()?;
        self.value(field, &value).map(|value| value.to_string())
    }

    fn value(&self, field: &Field, value: &Value) -> Option<Value> {
        match &field.field_type {
            FieldType::Boolean | FieldType::Select { .. } | FieldType::MultiSelect { .. } => Some(value.clone()),
            FieldType::Text | FieldType::LongText | FieldType::Email | FieldType::Phone | FieldType::Url => self.texts(field, value),
            FieldType::Integer | FieldType::Decimal => self.number(value),
            FieldType::Money => self.parts(value, &["currency"], &|masker, _, part| masker.number(part)),
            FieldType::Date | FieldType::Datetime => Some(Value::from(self.moment(value.as_str()?))),
            FieldType::Person | FieldType::Address => {
                let in_parts = self.parts(value, &["country"], &|masker, _, part| Some(Value::from(masker.text(part.as_str()?))))?;
                Some(joined(value, in_parts))
            }
            FieldType::Reference { .. } | FieldType::Json | FieldType::AutoNumber { .. } => None,
        }
    }

    fn texts(&self, field: &Field, value: &Value) -> Option<Value> {
        match value {
            Value::String(text) => Some(Value::from(self.text_of(field, text))),
            Value::Array(items) => Some(items.iter().filter_map(Value::as_str).map(|text| self.text_of(field, text)).collect()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
        }
    }

    fn text_of(&self, field: &Field, text: &str) -> String {
        match (&field.field_type, field.match_key) {
            (FieldType::Email, _) | (_, Some(KeyKind::Email)) => self.email(text),
            (FieldType::Phone, _) | (_, Some(KeyKind::Phone)) => self.phone(text),
            (FieldType::Url, _) => self.url(text),
            (_, Some(KeyKind::CreditCode)) => self.credit_code(text),
            (_, Some(KeyKind::ResidentId)) => self.resident_id(text),
            (_, Some(KeyKind::Text) | None) => self.text(text),
        }
    }

    fn parts(&self, value: &Value, kept: &[&str], mask: &dyn Fn(&Self, &str, &Value) -> Option<Value>) -> Option<Value> {
        let parts = value.as_object()?.iter().filter_map(|(name, part)| {
            let masked = if kept.contains(&name.as_str()) { Some(part.clone()) } else { mask(self, name, part) };
            Some((name.clone(), masked?))
        });
        Some(Value::Object(parts.collect::<Map<_, _>>()))
    }

    fn chance(&self, value: &str) -> Chance {
        Chance(self.hasher.content(SALT, value.to_lowercase().as_bytes()).cast_unsigned())
    }

    /// A text, character by character; the legal form of a company stays.
    pub fn text(&self, text: &str) -> String {
        let form = LEGAL_FORMS.iter().find(|form| text.ends_with(*form) && text.len() > form.len()).copied().unwrap_or_default();
        let own = text.strip_suffix(form).unwrap_or(text);
        let mut chance = self.chance(own);
        let mut masked: String = own.chars().map(|character| masked(character, &mut chance)).collect();
        masked.push_str(form);
        masked
    }

    pub fn email(&self, text: &str) -> String {
        let Some((local, domain)) = text.rsplit_once('@') else { return self.text(text) };
        let name: String = domain.rsplit_once('.').map_or(domain, |(name, _)| name).chars().take(40).collect();
        let mut chance = self.chance(&name);
        let name: String = name.chars().map(|_| char::from(b'a' + chance.next(26))).collect();
        format!("{}@{name}.example", self.text(local))
    }

    fn phone(&self, text: &str) -> String {
        let (number, extension) = text.split_once(";ext=").map_or((text, None), |(number, extension)| (number, Some(extension)));
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        // The country always stays.
        let kept = digits.saturating_sub(PHONE_DIGITS).max(3.min(digits));
        let mut chance = self.chance(number);
        let mut seen = 0;
        let mut mask: String = number
            .chars()
            .map(|character| {
                seen += usize::from(character.is_ascii_digit());
                if seen <= kept { character } else { masked(character, &mut chance) }
            })
            .collect();
        if let Some(extension) = extension {
            mask.push_str(";ext=");
            mask.extend(extension.chars().map(|character| masked(character, &mut chance)));
        }
        mask
    }

    fn url(&self, text: &str) -> String {
        let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
        let (host, path) = rest.split_once('/').map_or((rest, ""), |(host, path)| (host, path));
        let mut chance = self.chance(host);
        let host: String = host.chars().take(40).map(|_| char::from(b'a' + chance.next(26))).collect();
        let path = if path.is_empty() { String::new() } else { format!("/{}", self.text(path)) };
        format!("{scheme}://{host}.example{path}")
    }

    /// A unified social credit code of the same kind, or a text where it is none.
    fn credit_code(&self, text: &str) -> String {
        if !credit_code_is_valid(text) {
            return self.text(text);
        }
        let mut chance = self.chance(text);
        let own: String = text
            .bytes()
            .take(17)
            .enumerate()
            .map(|(at, byte)| match byte {
                // The first two say what kind of body it is.
                byte if at < 2 => char::from(byte),
                b'0'..=b'9' => char::from(chance.digit(byte)),
                byte => {
                    let known = CREDIT_LETTERS.iter().position(|letter| *letter == byte).and_then(|at| u8::try_from(at).ok()).unwrap_or(0);
                    char::from(CREDIT_LETTERS.get(usize::from(chance.other(known, 21))).copied().unwrap_or(b'A'))
                }
            })
            .collect();
        let ends = CREDIT_ALPHABET.iter().map(|last| format!("{own}{}", char::from(*last)));
        ends.into_iter().find(|code| credit_code_is_valid(code)).unwrap_or(own)
    }

    /// A resident identity number of the same year, or a text where it is none.
    fn resident_id(&self, text: &str) -> String {
        let (Some(region), Some(year), true) = (text.get(..6), text.get(6..10), resident_id_is_valid(text)) else { return self.text(text) };
        let mut chance = self.chance(text);
        let region: String = region.bytes().map(|digit| char::from(chance.positive_digit(digit))).collect();
        let (month, day, order) = (1 + chance.next(12), 1 + chance.next(28), u16::from(chance.next(250)) * 4);
        let own = format!("{region}{year}{month:02}{day:02}{order:03}");
        let ends = "0123456789X".chars().map(|last| format!("{own}{last}"));
        ends.into_iter().find(|id| resident_id_is_valid(id)).unwrap_or(own)
    }

    /// A number of the same size: as many digits, zeros stay.
    pub fn number(&self, value: &Value) -> Option<Value> {
        let (text, is_text) = match value {
            Value::Number(number) => (number.to_string(), false),
            Value::String(text) => (text.clone(), true),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
        };
        let mut chance = self.chance(&text);
        let mask = |character: char| match u8::try_from(character) {
            Ok(digit @ b'1'..=b'9') => char::from(chance.positive_digit(digit)),
            _ => character,
        };
        let masked: String = text.chars().map(mask).collect();
        if is_text {
            return Some(Value::from(masked));
        }
        // The largest numbers may have grown too large.
        serde_json::from_str(&masked)
            .ok()
            .filter(|value: &Value| value.is_i64() || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
    }

    /// A day or a moment of the same year, written in the same way.
    pub fn moment(&self, text: &str) -> String {
        let mut chance = self.chance(text);
        let (month, day) = (1 + chance.next(12), 1 + chance.next(28));
        let day = format!("{}-{month:02}-{day:02}", text.get(..4).unwrap_or("2000"));
        if !text.contains('T') {
            return day;
        }
        let (hour, minute, second) = (chance.next(24), chance.next(60), chance.next(60));
        let end = text.get(19..).unwrap_or("Z");
        format!("{day}T{hour:02}:{minute:02}:{second:02}{end}")
    }
}

fn masked(character: char, chance: &mut Chance) -> char {
    match character {
        '0'..='9' => u8::try_from(character).map_or('0', |digit| char::from(chance.digit(digit))),
        'a'..='z' => u8::try_from(character).map_or('a', |letter| char::from(chance.letter(letter, b'a'))),
        'A'..='Z' => u8::try_from(character).map_or('A', |letter| char::from(chance.letter(letter, b'A'))),
        '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => chance.ideograph(character),
        other if other.is_alphanumeric() => char::from(b'a' + chance.next(26)),
        other => other,
    }
}

/// A name whose whole was made of its parts is made of the masked ones.
fn joined(before: &Value, mut masked: Value) -> Value {
    let part = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let (family, given) = (part(before, "family"), part(before, "given"));
    let whole = part(before, "full");
    if family.is_empty() || given.is_empty() || whole.is_empty() {
        return masked;
    }
    let (new_family, new_given) = (part(&masked, "family"), part(&masked, "given"));
    for (old, new) in [
        (format!("{family}{given}"), format!("{new_family}{new_given}")),
        (format!("{given} {family}"), format!("{new_given} {new_family}")),
        (format!("{family} {given}"), format!("{new_family} {new_given}")),
    ] {
        if old == whole {
            masked["full"] = Value::from(new);
            return masked;
        }
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::check_digit::{is_e164, is_email};

    fn masker() -> Masker {
        Masker::new(KeyHasher::new((3, 4)))
    }

    /// Masks with the kind of key that a text has, and looks at what must hold for every mask.
    fn check(mask: impl Fn(&Masker, &str) -> String, value: &str, holds: impl Fn(&str) -> bool) {
        let found = mask(&masker(), value);
        assert!(holds(&found), "{value} became {found}");
        assert_eq!(mask(&masker(), value), found, "equal values become equal masks");
        assert_ne!(mask(&Masker::new(KeyHasher::new((5, 6))), value), found, "another installation masks otherwise");
        assert_ne!(found, value);
    }

    #[test]
    fn identifiers_stay_valid_and_become_others() {
        for code in ["91110105MA01ABC179", "92440305MA5GH1233H", "12510107456789011T"] {
            check(Masker::credit_code, code, |mask| credit_code_is_valid(mask) && mask[..2] == code[..2] && mask[2..8] != code[2..8]);
        }
        check(Masker::resident_id, "11010519491231002X", |mask| resident_id_is_valid(mask) && mask.get(6..10) == Some("1949"));
        for phone in ["+8613800138000", "+861065551234", "+14155550123", "+8613800138000;ext=88", "+3531234"] {
            check(Masker::phone, phone, |mask| is_e164(mask) && mask.len() == phone.len() && mask[..4] == phone[..4]);
        }
        for email in ["wang.wei+x@corp.com.cn", "a@b.cn", "王伟@例子.中国"] {
            check(Masker::email, email, |mask| is_email(mask) && mask.ends_with(".example"));
        }
        let domain = |email: &str| masker().email(email).split_once('@').expect("a domain").1.to_owned();
        assert_eq!(domain("wang@corp.com.cn"), domain("li@corp.com.cn"), "colleagues stay colleagues");
        check(Masker::url, "https://shop.example.com/wang?id=7", |mask| mask.starts_with("https://") && !mask.contains("shop"));
    }

    #[test]
    fn a_text_keeps_its_shape_and_no_character_of_its_own() {
        for text in ["Wang Wei, 3rd floor", "张伟", "上海新明贸易有限公司", "AB-12/34 x", "Ünïcode Ж", "天地"] {
            check(Masker::text, text, |mask| {
                mask.chars().count() == text.chars().count()
                    && text.chars().zip(mask.chars()).all(|(old, new)| {
                        let is_form = LEGAL_FORMS.iter().any(|form| text.ends_with(form) && form.contains(old));
                        is_form || (old == new) != old.is_alphanumeric()
                    })
            });
        }
        assert!(masker().text("上海新明贸易有限公司").ends_with("有限公司"));
        assert_eq!(masker().text("WANG wei").to_lowercase(), masker().text("wang WEI").to_lowercase());
        assert_eq!(masker().text(" – "), " – ");
    }

    #[test]
    fn each_type_of_field_has_its_mask_or_none() {
        let object = model::standard::objects().into_iter().next().expect("an object");
        let template = object.live_fields().next().expect("a field").clone();
        let of = |field_type: FieldType, value: &str| masker().fragment(&Field { field_type, match_key: None, ..template.clone() }, value);
        for (field_type, value, wanted) in [
            (FieldType::Boolean, "true", Some("true")),
            (FieldType::Select { options: Vec::new() }, "\"vip\"", Some("\"vip\"")),
            (FieldType::Reference { to: "customers".to_owned() }, "\"7\"", None),
            (FieldType::Json, "{\"a\":1}", None),
            (FieldType::AutoNumber { prefix: "C-".to_owned() }, "\"C-7\"", None),
            (FieldType::Text, "nonsense", None),
        ] {
            assert_eq!(of(field_type, value).as_deref(), wanted, "{value}");
        }
        let money = of(FieldType::Money, r#"{"amount":"1200.50","currency":"CNY"}"#).expect("a mask");
        assert!(money.contains("CNY") && !money.contains("1200.50") && money.contains("00."), "{money}");
        for (value, length) in [("-105", 4), ("9223372036854775807", 19), ("7", 1)] {
            let mask = of(FieldType::Integer, value);
            assert!(mask.as_deref().is_none_or(|mask| mask != value && mask.len() == length), "{mask:?}");
        }
        let date = of(FieldType::Date, "\"1988-11-30\"").expect("a mask");
        assert!(date.starts_with("\"1988-") && date.len() == 12 && date != "\"1988-11-30\"", "{date}");
        let moment = of(FieldType::Datetime, "\"2026-05-01T08:00:00.000Z\"").expect("a mask");
        assert!(moment.starts_with("\"2026-") && moment.ends_with(".000Z\"") && moment.len() == 26, "{moment}");
        let person: Value =
            serde_json::from_str(&of(FieldType::Person, r#"{"full":"张伟","family":"张","given":"伟"}"#).expect("a mask")).expect("JSON");
        assert_eq!(person["full"], format!("{}{}", person["family"].as_str().expect("x"), person["given"].as_str().expect("x")));
        let phones = of(FieldType::Phone, r#"["+8613800138000","+8613800138001"]"#).expect("a mask");
        assert!(!phones.contains("0138000") && phones.len() == 35, "{phones}");
    }
}
