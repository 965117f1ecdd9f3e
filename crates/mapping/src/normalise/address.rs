//! Postal addresses: mainland China to district level, others as far as certain.
//!
//! Pure and total: every text is an address, and its whole text is kept. A part is filled only where it is certain; a
//! district that several cities have does not fix the city. Stored values keep the spelling of the source
//! ([`place_text`]); only the match values fold 北京市 and 北京.

use std::borrow::Cow;

use super::country::country_code;
use super::unicode::is_han;
use super::{Region, regions, unicode};

/// An address; parts that are not certain are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Province, full name; state code in the United States.
    pub province: Option<String>,
    /// City of prefecture level, full name.
    pub city: Option<String>,
    /// District, county or city of county level.
    pub district: Option<String>,
    /// What follows the district.
    pub street: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// The whole address, cleaned.
    pub text: String,
}

/// Cities that turn up by their Latin name, which is not the same as a place of another country.
const LATIN_CITIES: &str = "beijing=北京 peking=北京 shanghai=上海 tianjin=天津 chongqing=重庆 guangzhou=广州 canton=广州 shenzhen=深圳 \
    hangzhou=杭州 nanjing=南京 suzhou=苏州 wuxi=无锡 ningbo=宁波 wenzhou=温州 chengdu=成都 wuhan=武汉 xi'an=西安 xian=西安 \
    changsha=长沙 zhengzhou=郑州 qingdao=青岛 jinan=济南 dalian=大连 shenyang=沈阳 harbin=哈尔滨 changchun=长春 xiamen=厦门 \
    quanzhou=泉州 hefei=合肥 nanchang=南昌 kunming=昆明 guiyang=贵阳 nanning=南宁 haikou=海口 sanya=三亚 taiyuan=太原 \
    shijiazhuang=石家庄 lanzhou=兰州 urumqi=乌鲁木齐 hohhot=呼和浩特 yinchuan=银川 xining=西宁 lhasa=拉萨 dongguan=东莞 \
    foshan=佛山 zhuhai=珠海 zhongshan=中山 huizhou=惠州 yantai=烟台 changzhou=常州 nantong=南通 xuzhou=徐州 shaoxing=绍兴 \
    jiaxing=嘉兴 luoyang=洛阳 guilin=桂林";

/// State and territory codes of the United States.
const US_STATES: &str = " AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR ";

/// Splits an address. `default_country` is assumed when the text names no country and no Chinese province.
#[must_use]
pub fn parse_address(raw: &str, default_country: Region) -> Address {
    let text = unicode::clean(raw).into_owned();
    if text.chars().any(is_han) { parse_chinese(text, default_country) } else { parse_western(text, default_country) }
}

/// The folded form two spellings of one address share: divisions by short name, Chinese numerals as digits, one word
/// each for building and room, no bracketed hints. For matching only.
#[must_use]
pub fn match_value(address: &Address) -> String {
    let short =
        |part: &Option<String>| part.as_deref().map(|name| regions::short_name(name).unwrap_or(name).to_owned()).unwrap_or_default();
    let street = address.street.as_deref().unwrap_or(if address.city.is_none() { &address.text } else { "" });
    let district = address.district.as_deref().unwrap_or_default();
    let parts = [short(&address.province), short(&address.city), district.to_owned(), fold_street(street)];
    parts.map(|part| unicode::fold_for_match(&part).into_owned()).join("|")
}

/// The light clean-up of a plain `city`, `province` or `district` field; never rewrites 北京 to 北京市.
#[must_use]
pub fn place_text(raw: &str) -> Cow<'_, str> {
    unicode::clean_text(raw)
}

/// The full name of the Chinese city `raw` stands for (北京, 北京市, Beijing, 广东深圳), when it is certain.
#[must_use]
pub fn city_full_name(raw: &str) -> Option<&'static str> {
    let name = bare_place(raw);
    let wanted = name.trim_end_matches(" city");
    let latin = || {
        LATIN_CITIES.split_whitespace().filter_map(|pair| pair.split_once('=')).find(|(latin, _)| *latin == wanted).map(|(_, city)| city)
    };
    if let Some((_, city)) = regions::city_by_name(latin().unwrap_or(&name)) {
        return Some(city);
    }
    let characters: Vec<char> = name.chars().collect();
    let place = regions::read_place(&characters);
    place.city.filter(|_| place.characters == characters.len() && place.district.is_none())
}

/// The full name of the Chinese province `raw` stands for (广东, 广东省, 内蒙古), when it is certain.
#[must_use]
pub fn province_full_name(raw: &str) -> Option<&'static str> {
    regions::province_by_name(&bare_place(raw))
}

/// The short form of a Chinese province or city (北京市 → 北京, 新疆维吾尔自治区 → 新疆).
#[must_use]
pub fn short_name(raw: &str) -> Option<&'static str> {
    let name = bare_place(raw);
    regions::short_name(city_full_name(&name).unwrap_or(&name))
}

/// What two spellings of one city or province share; the folded text where the place is unknown. For matching only.
#[must_use]
pub fn place_match_value(raw: &str) -> String {
    short_name(raw).map_or_else(|| unicode::fold_for_match(raw).into_owned(), str::to_owned)
}

fn bare_place(raw: &str) -> String {
    let cleaned = unicode::clean(raw);
    if cleaned.chars().any(is_han) {
        let bare: String = cleaned.chars().filter(|character| !character.is_whitespace()).collect();
        let simplified: String = bare.chars().map(unicode::simplify).collect();
        let is_known = regions::short_name(&bare).is_some() || simplified == bare;
        if is_known { bare } else { simplified }
    } else {
        cleaned.to_lowercase()
    }
}

fn parse_chinese(text: String, default_country: Region) -> Address {
    let (postcode, rest) = split_postcode(&text);
    let joined = without_blanks(&rest);
    let bare = strip_country(&joined);
    let characters: Vec<char> = bare.chars().collect();
    let place = regions::read_place(&characters);
    let after_place = bare.char_indices().nth(place.characters).and_then(|(at, _)| bare.get(at..)).unwrap_or_default();
    let street =
        after_place.trim_matches(|character: char| matches!(character, ' ' | ',' | '，' | '.' | '。' | ';' | '-' | '、')).to_owned();
    let country = match place.province {
        Some("台湾省") => "TW",
        Some("香港特别行政区") => "HK",
        Some("澳门特别行政区") => "MO",
        Some(_) => "CN",
        None if bare.len() != joined.len() => "CN",
        None => default_country.as_str(),
    };
    Address {
        country: Some(country.to_owned()),
        province: place.province.map(str::to_owned),
        city: place.city.map(str::to_owned),
        district: place.district,
        street: (!street.is_empty()).then_some(street),
        postcode,
        text,
    }
}

/// `text` without the country at its front.
fn strip_country(text: &str) -> &str {
    ["中华人民共和国", "中國", "中国"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text).trim_start_matches([' ', ',', '，'])
}

/// Blanks next to a Han character carry nothing.
fn without_blanks(text: &str) -> Cow<'_, str> {
    if !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let characters: Vec<char> = text.chars().collect();
    let is_near = |index: Option<usize>| index.and_then(|index| characters.get(index)).copied().is_some_and(is_han);
    let keep = |at: usize, character: char| character != ' ' || !(is_near(at.checked_sub(1)) || is_near(Some(at + 1)));
    characters.iter().enumerate().filter(|(at, character)| keep(*at, **character)).map(|(_, character)| *character).collect()
}

/// Six digits on their own at either end, or after 邮编; with the text that remains.
fn split_postcode(text: &str) -> (Option<String>, Cow<'_, str>) {
    let named = [('邮', "邮编"), ('郵', "郵編")].iter().find_map(|(first, word)| text.contains(*first).then(|| text.split_once(*word))?);
    if let Some((before, after)) = named {
        let after = after.trim_start_matches([':', '：', ' ']);
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        if digits.len() == 6 {
            let rest = after.get(6..).unwrap_or_default();
            let before = before.trim_end_matches(['(', '（', ' ', ',', '，']);
            return (Some(digits), format!("{before} {}", rest.trim_start_matches([')', '）'])).trim().to_owned().into());
        }
    }
    let is_code = |part: &str| part.len() == 6 && part.bytes().all(|byte| byte.is_ascii_digit());
    let trimmed = text.trim_matches(|character: char| matches!(character, ' ' | ',' | '，' | '(' | ')' | '。' | '.'));
    let is_code_at = |part: Option<&[u8]>| part.is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let bytes = trimmed.as_bytes();
    if !is_code_at(bytes.get(..6)) && !is_code_at(bytes.len().checked_sub(6).and_then(|at| bytes.get(at..))) {
        return (None, Cow::Borrowed(text));
    }
    let count = trimmed.chars().count();
    let head: String = trimmed.chars().take(6).collect();
    let after_head = trimmed.chars().nth(6);
    if is_code(&head)
        && after_head.is_some_and(|next| next == ' ' || next == ',' || next == '，' || (is_han(next) && !"号室栋楼单弄".contains(next)))
    {
        return (Some(head), trimmed.chars().skip(6).collect::<String>().trim_matches([' ', ',', '，']).to_owned().into());
    }
    let tail: String = trimmed.chars().skip(count.saturating_sub(6)).collect();
    let before_tail = count.checked_sub(7).and_then(|at| trimmed.chars().nth(at));
    if is_code(&tail)
        && before_tail.is_some_and(|before| matches!(before, ' ' | ',' | '，' | '(' | '（') || "号室楼栋层座".contains(before))
    {
        let rest: String = trimmed.chars().take(count.saturating_sub(6)).collect();
        return (Some(tail), rest.trim_matches([' ', ',', '，', '(', '（']).to_owned().into());
    }
    (None, Cow::Borrowed(text))
}

/// Chinese numerals before 号, 楼 and the like as digits; one word each for building and room; no hints.
fn fold_street(street: &str) -> String {
    let mut out = String::with_capacity(street.len());
    let mut depth = 0_u32;
    for character in street.chars() {
        match character {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            other => out.push(other),
        }
    }
    for hint in ["附近", "旁边", "对面"] {
        out = out.replace(hint, "");
    }
    let mut folded = numerals_as_digits(&out);
    for (from, to) in [
        ("号楼", "栋"),
        ("幢", "栋"),
        ("座", "栋"),
        ("房间", "室"),
        ("号院", "号"),
        ("房", "室"),
        ("户", "室"),
        ("單元", "单元"),
        ("號", "号"),
    ] {
        folded = folded.replace(from, to);
    }
    folded.chars().filter(|character| !matches!(character, ' ' | ',' | '，' | '.' | '。' | '#')).collect()
}

/// 三十号 → 30号: numerals up to 99 directly before a counting word.
fn numerals_as_digits(text: &str) -> String {
    let is_counted = |character: char| matches!(character, '号' | '號' | '楼' | '栋' | '幢' | '座' | '单' | '單' | '层' | '室' | '弄');
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(character) = characters.get(at) {
        let run: Vec<char> =
            characters.iter().skip(at).take_while(|numeral| "零〇一二三四五六七八九十".contains(**numeral)).copied().collect();
        let follows = characters.get(at + run.len()).copied().is_some_and(is_counted);
        match value_of(&run).filter(|_| follows) {
            Some(value) => {
                out.push_str(&value);
                at += run.len();
            }
            None => {
                out.push(*character);
                at += 1;
            }
        }
    }
    out
}

/// The digits of numerals: 三十 → 30, 十二 → 12, 二〇一 → 201.
fn value_of(numerals: &[char]) -> Option<String> {
    let digit =
        |character: &char| "零一二三四五六七八九".chars().position(|known| known == if *character == '〇' { '零' } else { *character });
    match numerals.iter().position(|character| *character == '十') {
        None if numerals.is_empty() => None,
        None => numerals.iter().map(|character| digit(character).map(|value| value.to_string())).collect(),
        Some(ten) => {
            let tens = numerals.get(..ten)?;
            let ones = numerals.get(ten + 1..)?;
            let read = |part: &[char], absent: usize| match part {
                [] => Some(absent),
                [one] => digit(one),
                _ => None,
            };
            Some((read(tens, 1)? * 10 + read(ones, 0)?).to_string())
        }
    }
}

fn parse_western(text: String, default_country: Region) -> Address {
    let mut parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let named = if parts.len() > 1 {
        parts.last().and_then(|last| (last.len() > 2 || matches!(*last, "UK" | "US")).then(|| country_code(last)).flatten())
    } else {
        None
    };
    if named.is_some() {
        parts.pop();
    }
    let country = named.unwrap_or(default_country.as_str());
    let mut address = Address { country: (!text.is_empty()).then(|| country.to_owned()), ..Address::default() };
    match country {
        "US" => read_us(&parts, &mut address),
        "GB" => read_spaced_code(&parts, is_uk_code, &mut address),
        "CA" => read_spaced_code(&parts, is_canadian_code, &mut address),
        "DE" | "FR" | "ES" | "IT" => read_leading_code(&parts, &mut address),
        "CN" => read_latin_chinese(&parts, &mut address),
        _ => {}
    }
    // China is assumed for files without a region; an address in Latin letters that names no place there tells no country.
    if named.is_none() && country == "CN" && address.city.is_none() && address.province.is_none() && address.postcode.is_none() {
        address.country = None;
    }
    address.text = text;
    address
}

/// `…, Austin, TX 78701` and `…, Austin TX 78701-1234`.
fn read_us(parts: &[&str], address: &mut Address) {
    let Some((last, before)) = parts.split_last() else { return };
    let words: Vec<&str> = last.split_whitespace().collect();
    let [city @ .., state, zip] = words.as_slice() else { return };
    let digits: Vec<&str> = zip.split('-').collect();
    let is_number = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_zip = match digits.as_slice() {
        [five] => is_number(five, 5),
        [five, four] => is_number(five, 5) && is_number(four, 4),
        _ => false,
    };
    if !is_zip || state.len() != 2 || !US_STATES.contains(&format!(" {} ", state.to_uppercase())) {
        return;
    }
    address.postcode = Some((*zip).to_owned());
    address.province = Some(state.to_uppercase());
    let (city, street) = if city.is_empty() {
        before.split_last().map_or((String::new(), before), |(city, street)| ((*city).to_owned(), street))
    } else {
        (city.join(" "), before)
    };
    address.city = (!city.is_empty() && !city.chars().any(|character| character.is_ascii_digit())).then_some(city);
    address.street = (!street.is_empty() && address.city.is_some()).then(|| street.join(", "));
}

/// A code of two words at the end of the last part; the part before it is the city.
fn read_spaced_code(parts: &[&str], is_code: fn(&str, &str) -> bool, address: &mut Address) {
    let Some((last, before)) = parts.split_last() else { return };
    let words: Vec<&str> = last.split_whitespace().collect();
    let [city @ .., outward, inward] = words.as_slice() else { return };
    let (outward, inward) = (outward.to_uppercase(), inward.to_uppercase());
    if !is_code(&outward, &inward) {
        return;
    }
    address.postcode = Some(format!("{outward} {inward}"));
    let city = if city.is_empty() { before.last().map(|part| (*part).to_owned()) } else { Some(city.join(" ")) };
    address.city =
        city.filter(|name| name.chars().all(|character| character.is_alphabetic() || matches!(character, ' ' | '-' | '\'' | '.')));
}

fn is_uk_code(outward: &str, inward: &str) -> bool {
    let inward_ok =
        matches!(inward.as_bytes(), [digit, a, b] if digit.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase());
    let letters = outward.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = outward.as_bytes().get(letters..).unwrap_or_default();
    let rest_ok = match rest {
        [digit] => digit.is_ascii_digit(),
        [digit, last] => digit.is_ascii_digit() && last.is_ascii_alphanumeric(),
        _ => false,
    };
    inward_ok && rest_ok && (1..=2).contains(&letters)
}

fn is_canadian_code(outward: &str, inward: &str) -> bool {
    let (letter, digit) = (|byte: &u8| byte.is_ascii_uppercase(), |byte: &u8| byte.is_ascii_digit());
    matches!(outward.as_bytes(), [a, b, c] if letter(a) && digit(b) && letter(c))
        && matches!(inward.as_bytes(), [a, b, c] if digit(a) && letter(b) && digit(c))
}

/// `10115 Berlin` as a part of its own.
fn read_leading_code(parts: &[&str], address: &mut Address) {
    let Some((at, (code, city))) = parts
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, part)| part.split_once(' ').map(|split| (at, split)))
        .filter(|(_, (code, _))| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit()))
    else {
        return;
    };
    address.postcode = Some(code.to_owned());
    address.city = Some(city.trim().to_owned());
    address.street = parts.get(..at).filter(|street| !street.is_empty()).map(|street| street.join(", "));
}

/// `…, Haidian District, Beijing 100080` of a Chinese address in Latin letters.
fn read_latin_chinese(parts: &[&str], address: &mut Address) {
    for part in parts.iter().rev() {
        let (name, code) = match part.rsplit_once(' ') {
            Some((name, code)) if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) => (name, Some(code)),
            Some(_) | None => (*part, None),
        };
        address.postcode = address.postcode.take().or_else(|| code.map(str::to_owned));
        if address.city.is_none()
            && let Some((province, city)) = city_full_name(name).and_then(regions::city_by_name)
        {
            address.city = Some(city.to_owned());
            address.province = Some(province.to_owned());
        }
    }
}

#[cfg(test)]
#[path = "address_tests.rs"]
mod tests;
