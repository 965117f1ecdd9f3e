//! Divisions of China: looking names up, and reading them off the front of a text.
//!
//! The table is `regions.txt`: provinces, cities, districts and counties by GB/T 2260, with former names. Short forms
//! (深圳, 内蒙古, 昆山) are accepted only where what follows does not make a road or another place of them (北京路).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::unicode;

/// The longest name in the table, in characters.
const NAME_CHARACTERS_MAX: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Province,
    City,
    District,
}

#[derive(Debug)]
struct Division {
    level: Level,
    full: &'static str,
    short: &'static str,
    /// Index of the province; of itself for a province.
    province: usize,
    /// Index of the city; of itself for a city.
    city: usize,
}

struct Table {
    divisions: Vec<Division>,
    by_name: HashMap<&'static str, Vec<usize>>,
    /// Length in characters of the longest name that begins with these two: most texts begin no name and end here.
    longest: HashMap<[char; 2], usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("regions.txt")));

impl Table {
    fn read(text: &'static str) -> Self {
        let mut table =
            Self { divisions: Vec::with_capacity(3_400), by_name: HashMap::with_capacity(4_200), longest: HashMap::with_capacity(3_000) };
        let mut province = 0;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(names) = line.strip_prefix('@') {
                let (full, short) = names.split_once(' ').unwrap_or((names, names));
                province = table.divisions.len();
                table.push(Division { level: Level::Province, full, short, province, city: province });
            } else if let Some(cities) = line.strip_prefix('!') {
                for name in cities.split_whitespace() {
                    table.push_city(name, province);
                }
            } else {
                let mut names = line.split_whitespace();
                let Some(first) = names.next() else { continue };
                let city = table.push_city(first, province);
                for name in names {
                    let full = name.trim_start_matches('-');
                    let short = full.strip_suffix('市').filter(|short| short.chars().count() >= 2).unwrap_or(full);
                    table.push(Division { level: Level::District, full, short, province, city });
                }
            }
        }
        table
    }

    fn push_city(&mut self, name: &'static str, province: usize) -> usize {
        let (full, short) = name.split_once('=').unwrap_or_else(|| (name, without_suffix(name)));
        let city = self.divisions.len();
        self.push(Division { level: Level::City, full, short, province, city });
        city
    }

    fn push(&mut self, division: Division) {
        let index = self.divisions.len();
        self.push_name(division.full, index);
        if division.short != division.full {
            self.push_name(division.short, index);
        }
        self.divisions.push(division);
    }

    fn push_name(&mut self, name: &'static str, index: usize) {
        self.by_name.entry(name).or_default().push(index);
        let mut characters = name.chars();
        if let (Some(first), Some(second)) = (characters.next(), characters.next()) {
            let longest = self.longest.entry([first, second]).or_default();
            *longest = (*longest).max(characters.count() + 2);
        }
    }

    /// Length of the longest name that `text` may begin with; 0 when there is none.
    fn longest_at(&self, text: &[char]) -> usize {
        let [first, second, ..] = text else { return 0 };
        let of = |pair: [char; 2]| self.longest.get(&pair).copied().unwrap_or(0);
        let simplified = [unicode::simplify(*first), unicode::simplify(*second)];
        let plain = of([*first, *second]);
        if simplified == [*first, *second] { plain } else { plain.max(of(simplified)) }
    }

    fn named(&self, name: &str) -> impl Iterator<Item = (usize, &Division)> {
        let indexes = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        indexes.iter().filter_map(|index| self.divisions.get(*index).map(|division| (*index, division)))
    }

    fn get(&self, index: Option<usize>) -> Option<&Division> {
        index.and_then(|index| self.divisions.get(index))
    }
}

fn without_suffix(name: &'static str) -> &'static str {
    ["特别行政区", "地区", "林区", "自治县", "市", "盟", "县"]
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))
        .filter(|short| short.chars().count() >= 2)
        .unwrap_or(name)
}

/// What was read off the front of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Full name of the province.
    pub(super) province: Option<&'static str>,
    /// Full name of the city.
    pub(super) city: Option<&'static str>,
    /// District, county or city of county level; from the table, or as written when the table does not hold it.
    pub(super) district: Option<String>,
    /// How many characters were read.
    pub(super) characters: usize,
}

/// Reads province, city and district off the front of `text`, as far as they are consistent.
pub(super) fn read_place(text: &[char]) -> Place {
    let mut reader = Reader { text, at: 0, province: None, city: None, district: None };
    while reader.step() {}
    let district = reader.district.map(|index| TABLE.get(Some(index)).map_or("", |division| division.full).to_owned());
    let mut at = reader.at;
    let mut district = district.filter(|name| !name.is_empty());
    if district.is_none()
        && let Some(length) = unlisted_district(text.get(at..).unwrap_or_default())
    {
        district = text.get(at..at + length).map(|name| name.iter().collect());
        at += length;
    }
    Place {
        province: TABLE.get(reader.province).map(|division| division.full),
        city: TABLE.get(reader.city).map(|division| division.full),
        district,
        characters: at,
    }
}

/// The full names of the province and the city `name` stands for, short or full.
pub(super) fn city_by_name(name: &str) -> Option<(&'static str, &'static str)> {
    let mut found = TABLE.named(name).filter(|(_, division)| division.level == Level::City);
    let (_, city) = found.next()?;
    found.next().is_none().then_some((TABLE.get(Some(city.province))?.full, city.full))
}

/// The full name of the province `name` stands for, short or full.
pub(super) fn province_by_name(name: &str) -> Option<&'static str> {
    TABLE.named(name).find(|(_, division)| division.level == Level::Province).map(|(_, division)| division.full)
}

/// The short form of a province or city given by any of its names.
pub(super) fn short_name(name: &str) -> Option<&'static str> {
    TABLE.named(name).find(|(_, division)| division.level != Level::District).map(|(_, division)| division.short)
}

/// How many characters at the front of `text` name one province or city (short or full), and its short form.
pub(super) fn leading_region(text: &[char]) -> Option<(usize, &'static str)> {
    (2..=TABLE.longest_at(text).min(text.len())).rev().find_map(|length| {
        let name: String = text.get(..length)?.iter().collect();
        short_name(&name).map(|short| (length, short))
    })
}

/// Reads one name after the other, each one level below what is known.
struct Reader<'a> {
    text: &'a [char],
    at: usize,
    province: Option<usize>,
    city: Option<usize>,
    district: Option<usize>,
}

impl Reader<'_> {
    /// Reads one more name; false when there is none.
    fn step(&mut self) -> bool {
        let mut start = self.at;
        while self.text.get(start).is_some_and(|character| is_separator(*character)) {
            start += 1;
        }
        let rest = self.text.get(start..).unwrap_or_default();
        if self.province.is_some()
            && let Some(length) = placeholder_length(rest)
        {
            self.at = start + length;
            return true;
        }
        let longest = TABLE.longest_at(rest).min(rest.len());
        if longest == 0 {
            return false;
        }
        let prefix = rest.get(..longest).unwrap_or_default();
        let written = Prefixes::new(prefix.iter().copied());
        let simplified = Prefixes::new(prefix.iter().map(|character| unicode::simplify(*character)));
        for length in (2..=longest).rev() {
            let (name, folded) = (written.of(length), simplified.of(length));
            let found = self.fitting(name, length, rest);
            let Some(index) = found.or_else(|| (folded != name).then(|| self.fitting(folded, length, rest)).flatten()) else { continue };
            self.take(index);
            self.at = start + length;
            return true;
        }
        false
    }

    /// The division `name` stands for here: below what is known, or a repetition of it; the highest level first.
    fn fitting(&self, name: &str, length: usize, rest: &[char]) -> Option<usize> {
        let is_road = reads_on_as_another_place(rest.get(length..).unwrap_or_default());
        TABLE
            .named(name)
            .filter(|(index, division)| self.accepts(*index, division) && (division.full == name || !is_road))
            .map(|(index, _)| index)
            .next()
    }

    fn accepts(&self, index: usize, division: &Division) -> bool {
        let in_province = self.province.is_none_or(|province| province == division.province);
        match division.level {
            Level::Province => {
                self.city.is_none() && in_province && self.district.is_none() && self.province.is_none_or(|province| province == index)
            }
            Level::City => in_province && self.district.is_none() && self.city.is_none_or(|city| city == index),
            Level::District => in_province && self.district.is_none() && self.city.is_none_or(|city| city == division.city),
        }
    }

    fn take(&mut self, index: usize) {
        let Some(division) = TABLE.get(Some(index)) else { return };
        match division.level {
            Level::Province => {
                self.province = Some(index);
                // A municipality is its own city.
                self.city =
                    TABLE.named(division.full).find(|(_, city)| city.level == Level::City && city.province == index).map(|(at, _)| at);
            }
            Level::City => (self.province, self.city) = (Some(division.province), Some(index)),
            Level::District => {
                self.district = Some(index);
                if self.city.is_none() && self.is_only_one(division) {
                    (self.province, self.city) = (Some(division.province), Some(division.city));
                }
            }
        }
    }

    /// Whether a district's name fixes the city. Names of two characters (东区, 城区) never do.
    fn is_only_one(&self, division: &Division) -> bool {
        let same = |(_, other): &(usize, &Division)| {
            other.level == Level::District && self.province.is_none_or(|province| province == other.province)
        };
        division.full.chars().count() >= 3 && TABLE.named(division.full).filter(same).count() == 1
    }
}

/// A text with the byte length of each of its prefixes, so that every prefix is a slice.
struct Prefixes {
    text: String,
    ends: [usize; NAME_CHARACTERS_MAX + 1],
}

impl Prefixes {
    fn new(characters: impl Iterator<Item = char>) -> Self {
        let mut made = Self { text: String::with_capacity(NAME_CHARACTERS_MAX * 3), ends: [0; NAME_CHARACTERS_MAX + 1] };
        for (at, character) in characters.take(NAME_CHARACTERS_MAX).enumerate() {
            made.text.push(character);
            made.ends[at + 1] = made.text.len();
        }
        made
    }

    fn of(&self, characters: usize) -> &str {
        self.ends.get(characters).and_then(|end| self.text.get(..*end)).unwrap_or_default()
    }
}

fn is_separator(character: char) -> bool {
    matches!(character, ' ' | ',' | '，' | '-' | '/' | '、' | '·' | '|' | '_' | ';' | '>')
}

/// Words of administrative tables that name no place.
fn placeholder_length(rest: &[char]) -> Option<usize> {
    ["省直辖县级行政区划", "自治区直辖县级行政区划", "市辖区"].iter().find_map(|word| {
        let length = word.chars().count();
        rest.get(..length).is_some_and(|slice| slice.iter().copied().eq(word.chars())).then_some(length)
    })
}

/// Whether what follows a short form makes a road or another place of it: 北京路, 中山北路, 南京东一路, 河南新村.
fn reads_on_as_another_place(rest: &[char]) -> bool {
    let at = |index: usize| rest.get(index).copied().unwrap_or(' ');
    let is_road = |character: char| matches!(character, '路' | '街' | '道' | '巷' | '弄' | '桥' | '里');
    let is_place = |character: char| matches!(character, '区' | '县' | '旗' | '镇' | '乡' | '村' | '湾' | '港' | '店' | '庄' | '楼');
    let is_direction = |character: char| matches!(character, '东' | '西' | '南' | '北' | '中' | '大' | '新' | '老');
    let is_numeral = |character: char| "一二三四五六七八九十".contains(character);
    is_road(at(0)) || is_place(at(0)) || (is_direction(at(0)) && (is_road(at(1)) || (is_numeral(at(1)) && is_road(at(2)))))
}

/// Length of a name that is formed like a district but not in the table (高新区, 经济技术开发区).
fn unlisted_district(rest: &[char]) -> Option<usize> {
    const LENGTH_MAX: usize = 10;
    for (at, character) in rest.iter().take(LENGTH_MAX).enumerate() {
        match character {
            '路' | '街' | '号' | '巷' | '弄' | '镇' | '乡' | '村' | '楼' | '栋' | '幢' => return None,
            '区' | '县' | '旗' => {
                let before = at.checked_sub(1).and_then(|index| rest.get(index)).copied()?;
                let is_housing = matches!(before, '小' | '社' | '园' | '校' | '院' | '厂' | '片' | '库' | '景' | '家' | '生' | '地');
                let is_park = rest.get(..at).is_some_and(|name| name.ends_with(&['工', '业', '园']) || name.ends_with(&['科', '技', '园']));
                return (!is_housing || is_park).then_some(at + 1);
            }
            other if !unicode::is_han(*other) => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_every_province_and_city() {
        let count = |level: Level| TABLE.divisions.iter().filter(|division| division.level == level).count();
        assert_eq!(count(Level::Province), 34);
        assert!(count(Level::City) > 380 && count(Level::District) > 2_800);
        assert!(TABLE.divisions.iter().all(|division| division.full.chars().count() <= NAME_CHARACTERS_MAX));
    }

    #[test]
    fn short_and_full_names_mean_the_same() {
        assert_eq!(city_by_name("深圳"), city_by_name("深圳市"));
        assert_eq!(city_by_name("大理"), Some(("云南省", "大理白族自治州")));
        assert_eq!(province_by_name("内蒙古"), Some("内蒙古自治区"));
        assert_eq!(short_name("新疆维吾尔自治区"), Some("新疆"));
        assert_eq!(city_by_name("火星"), None);
    }
}
