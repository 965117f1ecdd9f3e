//! What columns are called: names of fields, their labels, and the words of the trade in English and Chinese.

use std::collections::{HashMap, HashSet};

use model::Object;

use crate::rule::{TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use crate::similar::{fold_name, similarity, words};

/// object(s), target, weight, names; data of the trade.
const LINES: &str = include_str!("../data/synonyms.tsv");

/// Pseudo target: given name of a person, to be joined with the family name.
pub(crate) const GIVEN: &str = "~given";
/// Pseudo target: family name of a person.
pub(crate) const FAMILY: &str = "~family";

/// Words that vendors put before or after the names of their fields.
const PREFIXES: [&str; 6] = ["property", "hs", "cust", "attr", "custom", "field"];

/// Known names of the targets of one object.
pub(crate) struct Synonyms {
    by_name: HashMap<String, Vec<(usize, f64)>>,
    /// Words of all known names of all objects: a column made of them only is written rightly and means something else.
    vocabulary: HashSet<String>,
    pub(crate) targets: Vec<String>,
}

/// Why a name fits a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// The name of the field or its label.
    Own,
    /// A usual name.
    Usual,
    /// A name within a longer one, such as the column in a group.
    Within,
    /// A name written nearly like a known one.
    Alike,
}

/// A target that a name may mean.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) target: usize,
    pub(crate) score: f64,
    pub(crate) fit: Fit,
}

impl Synonyms {
    pub(crate) fn new(object: &Object) -> Self {
        let vocabulary =
            LINES.lines().filter_map(|line| line.split('\t').nth(3)).flat_map(|names| names.split('|')).flat_map(words).collect();
        let mut known = Self { by_name: HashMap::new(), vocabulary, targets: Vec::new() };
        for field in object.live_fields() {
            let target = known.target(&field.name);
            // A label in both languages and the name itself are the surest; they outrank every usual word.
            for name in [&field.name, &field.label.en, &field.label.zh] {
                known.add(name, target, 0.96);
            }
            // Parts as our own exports and other clients of the API write them: `revenue.amount`.
            for part in field.field_type.parts() {
                let name = format!("{}.{part}", field.name);
                let target = known.target(&name);
                known.add(&name, target, 0.96);
            }
        }
        if object.standard {
            for line in LINES.lines() {
                known.add_line(object, line);
            }
        } else {
            for line in LINES.lines().filter(|line| line.starts_with("*\t")) {
                known.add_line(object, line);
            }
        }
        let singular = object.name.strip_suffix('s').unwrap_or(&object.name).to_owned();
        let external_id = known.target(TARGET_EXTERNAL_ID);
        for (name, weight) in
            [(format!("{singular} id"), 0.95), (format!("{}编号", object.label.zh), 0.95), (format!("{}id", object.label.zh), 0.95)]
        {
            if !known.by_name.contains_key(&fold_name(&name)) {
                known.add(&name, external_id, weight);
            }
        }
        known
    }

    fn add_line(&mut self, object: &Object, line: &str) {
        let mut cells = line.split('\t');
        let (Some(objects), Some(target), Some(weight), Some(names)) = (cells.next(), cells.next(), cells.next(), cells.next()) else {
            return;
        };
        if objects != "*" && !objects.split(',').any(|name| name == object.name) {
            return;
        }
        let field = target.split('.').next().unwrap_or(target);
        let exists = [TARGET_EXTERNAL_ID, TARGET_UPDATED_AT, GIVEN, FAMILY].contains(&target)
            || object.live_fields().any(|known| known.name == field);
        if !exists {
            return;
        }
        let target = self.target(target);
        let weight = weight.parse().unwrap_or(0.9);
        for name in names.split('|') {
            self.add(name, target, weight);
        }
    }

    fn target(&mut self, name: &str) -> usize {
        match self.targets.iter().position(|known| known == name) {
            Some(at) => at,
            None => {
                self.targets.push(name.to_owned());
                self.targets.len() - 1
            }
        }
    }

    fn add(&mut self, name: &str, target: usize, weight: f64) {
        let folded = fold_name(name);
        if folded.is_empty() {
            return;
        }
        let entry = self.by_name.entry(folded).or_default();
        match entry.iter_mut().find(|(known, _)| *known == target) {
            Some((_, known)) => *known = known.max(weight),
            None => entry.push((target, weight)),
        }
    }

    /// Targets that a column called `name` may mean, unsorted.
    pub(crate) fn find(&self, name: &str) -> Vec<Named> {
        let bare = without_count(name);
        let folded = fold_name(bare);
        let mut found: Vec<Named> = Vec::new();
        self.collect(&folded, 1.0, None, &mut found);
        // Without vendor words: property_email, hs_object_id, region_c.
        let parts = words(bare);
        let stripped: Vec<&str> = parts.iter().map(String::as_str).skip_while(|word| PREFIXES.contains(word)).collect();
        let stripped = if stripped.len() > 1 && stripped.last() == Some(&"c") { &stripped[..stripped.len() - 1] } else { &stripped[..] };
        if stripped.len() < parts.len() {
            self.collect(&stripped.concat(), 0.97, Some(Fit::Usual), &mut found);
        }
        // The last part of a grouped or dotted name: 订单信息 / 日期, Accounts.Name; and what is said in two languages: Mobile 手机.
        let last = bare.rsplit(['/', '.', '：', ':', '>']).next().map(str::trim).filter(|last| !last.is_empty() && *last != bare);
        if let Some(last) = last {
            self.collect(&fold_name(last), 0.9, Some(Fit::Within), &mut found);
        }
        for half in languages(last.unwrap_or(bare)).into_iter().flatten() {
            let (factor, fit) = if last.is_some() { (0.88, Fit::Within) } else { (0.97, Fit::Usual) };
            self.collect(&fold_name(&half), factor, Some(fit), &mut found);
        }
        // Without what stands in brackets: 金额（元）, Price (USD).
        if let Some((head, _)) = bare.split_once(['(', '（', '[', '【']).filter(|(head, _)| !head.trim().is_empty()) {
            self.collect(&fold_name(head), 0.96, Some(Fit::Within), &mut found);
        }
        if found.is_empty() && !parts.iter().all(|word| self.vocabulary.contains(word) || word.len() == 1) {
            self.collect_alike(&folded, &mut found);
        }
        found
    }

    fn collect(&self, folded: &str, factor: f64, fit: Option<Fit>, found: &mut Vec<Named>) {
        for (target, weight) in self.by_name.get(folded).into_iter().flatten() {
            let own = if *weight >= 0.96 { Fit::Own } else { Fit::Usual };
            push_best(found, Named { target: *target, score: weight * factor, fit: fit.unwrap_or(own) });
        }
    }

    fn collect_alike(&self, folded: &str, found: &mut Vec<Named>) {
        let length = folded.chars().count();
        let is_han = !folded.is_ascii();
        if length < if is_han { 4 } else { 5 } {
            return;
        }
        // One slip in a short name, two in a long one.
        let alike_enough = if length <= 8 { 1.0 - 1.1 / f64::from(u32::try_from(length).unwrap_or(8)) } else { 0.8 };
        let mut names: Vec<&String> = self.by_name.keys().collect();
        names.sort();
        for name in names {
            if name.chars().count().abs_diff(length) > 2 || name.chars().count() < 4 {
                continue;
            }
            let alike = similarity(folded, name);
            if alike >= alike_enough {
                self.collect(name, alike * 0.85, Some(Fit::Alike), found);
            }
        }
    }
}

/// The Chinese part and the other part of a name that has both.
fn languages(name: &str) -> Option<[String; 2]> {
    let is_han = |character: &char| ('\u{4E00}'..='\u{9FFF}').contains(character);
    let (han, other): (String, String) = name.chars().partition(is_han);
    (!han.is_empty() && other.chars().any(|character| character.is_alphabetic())).then_some([han, other])
}

/// `备注 (2)` is a second 备注.
pub(crate) fn without_count(name: &str) -> &str {
    let name = name.trim();
    match name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((bare, count)) if !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()) => bare,
        Some(_) | None => name,
    }
}

fn push_best(found: &mut Vec<Named>, named: Named) {
    match found.iter_mut().find(|known| known.target == named.target) {
        Some(known) if known.score >= named.score => {}
        Some(known) => *known = named,
        None => found.push(named),
    }
}
