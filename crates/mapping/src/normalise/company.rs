//! Names of companies: region, brand, industry, legal form.
//!
//! Pure and total: every text comes back, at least as a brand. Rule: the regulation on enterprise names in force since
//! 2021-03-01 (art. 6: region, brand, industry, form of organisation), in all the orders people write them. A branch
//! (分公司, 分店, 办事处) is a customer of its own: what makes it one is never stripped.

use super::company_words::{
    AMBIGUOUS_FORMS, BRANCHES, ESTABLISHMENTS, FORMS, INDUSTRIES, LATIN_COMPANY_WORDS, LATIN_FORMS, LATIN_INDUSTRIES,
};
use super::unicode::is_han;
use super::{regions, unicode};

/// The parts of a company's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanyName {
    /// The name as it is shown: cleaned, with full-width brackets in Chinese names.
    pub display: String,
    /// Province or city, short form (北京), or what a Latin name has in brackets.
    pub region: Option<String>,
    /// The part that tells this company from others; with the branch part of a branch.
    pub brand: String,
    /// Trade words (网络科技, Technology).
    pub industry: Option<String>,
    /// Legal form, in one spelling (有限责任公司 is 有限公司, `Co., Ltd.` is `ltd`).
    pub form: Option<String>,
    /// A branch, office or shop of a company.
    pub branch: bool,
}

/// Splits a company's name.
#[must_use]
pub fn parse_company_name(raw: &str) -> CompanyName {
    let cleaned = unicode::clean(raw);
    if cleaned.chars().any(is_han) { parse_chinese(&cleaned) } else { parse_latin(&cleaned) }
}

/// The folded form two spellings of one company share: region, brand and industry without the legal form, in one
/// order, simplified, small letters. A branch keeps all that makes it one. For matching only.
///
/// The region belongs to it: the same brand in another city is usually a sister company.
#[must_use]
pub fn match_value(raw: &str) -> String {
    let name = parse_company_name(raw);
    let joint = if name.display.chars().any(is_han) { "" } else { " " };
    let parts = [name.region.as_deref(), Some(name.brand.as_str()), name.industry.as_deref()];
    let joined = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(joint);
    let folded = unicode::fold_for_match(&joined);
    let bare: String = folded
        .chars()
        .map(|character| if character.is_alphanumeric() || character == '&' || character == '+' { character } else { ' ' })
        .collect();
    bare.split_whitespace().collect::<Vec<_>>().join(joint)
}

/// Whether the text is the name of a company rather than of a person. Cautious: a bare brand is not recognised.
#[must_use]
pub fn is_company_name(raw: &str) -> bool {
    let cleaned = unicode::clean(raw);
    if !cleaned.chars().any(is_han) {
        return is_latin_company(&cleaned);
    }
    let (mut length, mut may_name_form) = (0_usize, false);
    for character in cleaned.chars() {
        length += usize::from(is_han(character));
        may_name_form |= matches!(character, '公' | '集');
    }
    // What is that short and holds neither 公司 nor 集团 is none: most names of people.
    if length < 4 && !may_name_form {
        return false;
    }
    let simplified = simplify_all(&cleaned);
    let ends = |known: &[&str]| known.iter().any(|word| simplified.ends_with(word));
    simplified.contains("公司")
        || simplified.contains("集团")
        || (length >= 4 && (ends(BRANCHES) || FORMS.iter().any(|(form, _)| simplified.ends_with(form))))
        || (length >= 4 && ESTABLISHMENTS.iter().any(|word| word.chars().count() >= 2 && simplified.ends_with(word)))
        || (length >= 5 && ends(ESTABLISHMENTS))
        || (length >= 4 && INDUSTRIES.iter().any(|word| word.chars().count() >= 2 && simplified.ends_with(word)))
}

fn simplify_all(text: &str) -> String {
    text.chars().map(unicode::simplify).collect()
}

fn parse_chinese(cleaned: &str) -> CompanyName {
    let display = cleaned.replace('(', "（").replace(')', "）");
    let text: String = simplify_all(cleaned).chars().filter(|character| *character != ' ').collect();
    if let Some(branch) = parse_branch(&text) {
        return CompanyName { display, ..branch };
    }
    let parsed = parse_parent(&text);
    CompanyName { display, ..parsed }
}

/// A branch: the parent's parts, and what follows the parent's legal form as part of the brand.
fn parse_branch(text: &str) -> Option<CompanyName> {
    let is_branch = |part: &str| BRANCHES.iter().any(|word| part.trim_end_matches(')').ends_with(word));
    if !is_branch(text) {
        return None;
    }
    let split = ["有限责任公司", "有限公司", "集团公司", "总公司", "集团", "公司"].iter().find_map(|form| {
        let at = text.find(form)? + form.len();
        // 分公司 holds 公司: the cut must leave the branch whole.
        let (parent, branch) = text.split_at_checked(at)?;
        (!branch.is_empty() && is_branch(branch) && !is_branch(parent)).then_some((parent, branch))
    });
    let Some((parent, branch)) = split else {
        return Some(CompanyName { brand: text.to_owned(), branch: true, ..CompanyName::default() });
    };
    let parent = parse_parent(parent);
    // The parent's own words first, so that the branch part stays behind all of them.
    let brand = format!("{}{}{branch}", parent.brand, parent.industry.as_deref().unwrap_or_default());
    Some(CompanyName { brand, industry: None, branch: true, ..parent })
}

fn parse_parent(text: &str) -> CompanyName {
    let mut name = CompanyName::default();
    let mut rest = text;
    while let Some((form, canonical)) = FORMS.iter().find(|(form, _)| rest.len() > form.len() && rest.ends_with(form)) {
        rest = rest.strip_suffix(form).unwrap_or(rest);
        name.form.get_or_insert_with(|| (*canonical).to_owned());
    }
    let (rest, bracketed) = take_region_in_brackets(rest);
    name.region = bracketed;
    let characters: Vec<char> = rest.chars().collect();
    let mut start = 0;
    while let Some((length, short)) = regions::leading_region(characters.get(start..).unwrap_or_default()) {
        // 阿里 is a district of Tibet, and the brand of far more companies.
        if short == "阿里" {
            break;
        }
        // A brand needs two characters beside the trade words: 大同证券 has the brand 大同.
        let remaining: String = characters.iter().skip(start + length).collect();
        if INDUSTRIES.contains(&remaining.as_str()) || without_industry(&remaining).0.chars().count() < 2 {
            break;
        }
        start += length;
        // The narrowest region counts (广东省深圳市 → 深圳).
        name.region = Some(short.to_owned());
    }
    if name.region.is_some() {
        start += county_length(characters.get(start..).unwrap_or_default());
    }
    let rest: String = characters.iter().skip(start).collect();
    let (brand, industry) = without_industry(&rest);
    let (brand, trailing) = without_trailing_region(brand, name.region.is_none());
    name.region = name.region.or(trailing);
    name.brand = brand.to_owned();
    name.industry = industry.map(str::to_owned);
    name
}

/// `name` without brackets that hold a region, and the region.
fn take_region_in_brackets(name: &str) -> (String, Option<String>) {
    let Some((before, rest)) = name.split_once('(') else { return (name.to_owned(), None) };
    let Some((inside, after)) = rest.split_once(')') else { return (name.to_owned(), None) };
    let region = regions::short_name(inside).or_else(|| (inside == "中国").then_some("中国"));
    match region {
        Some(region) => (format!("{before}{after}"), Some(region.to_owned())),
        None if inside == "集团" => (format!("{before}{after}"), None),
        None => (name.to_owned(), None),
    }
}

/// Length of a full district name right after a region: 南山区 in 深圳市南山区….
fn county_length(rest: &[char]) -> usize {
    (3..=5.min(rest.len()))
        .rev()
        .find(|length| {
            let last = rest.get(length - 1).copied().unwrap_or(' ');
            matches!(last, '区' | '县' | '市') && rest.len() > length + 1
        })
        .filter(|_| !rest.iter().take(5).any(|character| *character == '小'))
        .unwrap_or(0)
}

/// `name` without the trade words at its end, as long as a brand of two characters remains; and those words.
fn without_industry(name: &str) -> (&str, Option<&str>) {
    let mut brand = name;
    while let Some(shorter) =
        INDUSTRIES.iter().filter_map(|word| brand.strip_suffix(word)).filter(|rest| rest.chars().count() >= 2).min_by_key(|rest| rest.len())
    {
        brand = shorter;
    }
    (brand, name.strip_prefix(brand).filter(|industry| !industry.is_empty()))
}

/// 字号北京 before its trade words: the region behind the brand.
fn without_trailing_region(brand: &str, wanted: bool) -> (&str, Option<String>) {
    let count = brand.chars().count();
    if !wanted || count < 4 {
        return (brand, None);
    }
    let Some(cut) = brand.char_indices().nth(count - 2).map(|(at, _)| at) else { return (brand, None) };
    let Some((front, tail)) = brand.split_at_checked(cut) else { return (brand, None) };
    match regions::short_name(tail) {
        Some(region) => (front, Some(region.to_owned())),
        None => (brand, None),
    }
}

fn parse_latin(cleaned: &str) -> CompanyName {
    let mut name = CompanyName { display: cleaned.to_owned(), ..CompanyName::default() };
    let mut text = cleaned.to_owned();
    if let Some((before, rest)) = cleaned.split_once('(')
        && let Some((inside, after)) = rest.split_once(')')
        && !before.trim().is_empty()
    {
        name.region = Some(inside.trim().to_owned()).filter(|region| !region.is_empty());
        text = format!("{} {}", before.trim(), after.trim());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut end = words.len();
    while end > 1 {
        let Some(word) = words.get(end - 1) else { break };
        let Some(form) = latin_form(word) else { break };
        end -= 1;
        // `GmbH & Co. KG`: the sign belongs to the form.
        end -= usize::from(end > 1 && words.get(end - 1) == Some(&"&"));
        if name.form.as_deref().is_none_or(|known| known == "co") {
            name.form = Some(form.to_owned());
        }
    }
    let mut brand_end = end;
    while brand_end > 1 && words.get(brand_end - 1).is_some_and(|word| LATIN_INDUSTRIES.contains(&bare_word(word).as_str())) {
        brand_end -= 1;
    }
    let joined = |from: usize, to: usize| words.get(from..to).unwrap_or_default().join(" ").trim_matches([',', ' ']).to_owned();
    name.brand = joined(0, brand_end);
    name.industry = Some(joined(brand_end, end)).filter(|industry| !industry.is_empty());
    name.branch = ["branch", "office"].contains(&bare_word(words.last().copied().unwrap_or_default()).as_str());
    name
}

fn bare_word(word: &str) -> String {
    word.chars().filter(|character| !matches!(character, '.' | ',' | '(' | ')')).flat_map(char::to_lowercase).collect()
}

fn latin_form(word: &str) -> Option<&'static str> {
    let bare = bare_word(word);
    LATIN_FORMS.iter().chain(AMBIGUOUS_FORMS).find(|(form, _)| *form == bare).map(|(_, canonical)| *canonical)
}

fn is_latin_company(cleaned: &str) -> bool {
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    let has_small = cleaned.chars().any(char::is_lowercase);
    words.iter().enumerate().skip(1).any(|(at, word)| {
        let bare = bare_word(word);
        if *word == "&" || LATIN_FORMS.iter().any(|(form, _)| *form == bare) || LATIN_COMPANY_WORDS.contains(&bare.as_str()) {
            return true;
        }
        let is_last = at + 1 == words.len();
        let is_capital = has_small && word.chars().all(|character| character.is_uppercase() || matches!(character, '/' | '.'));
        let is_marked = word.ends_with('.') || words.get(at - 1).is_some_and(|before| before.ends_with(','));
        is_last && (is_capital || is_marked) && AMBIGUOUS_FORMS.iter().any(|(form, _)| *form == bare)
    }) || words
        .first()
        .filter(|_| words.len() > 1)
        .is_some_and(|first| matches!(bare_word(first).as_str(), "university" | "bank" | "ministry" | "hotel" | "restaurant"))
}

#[cfg(test)]
#[path = "company_tests.rs"]
mod tests;
