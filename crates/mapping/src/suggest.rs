//! A mapping proposed from the names and values of columns.
//!
//! Every column gets its best target with a confidence and a reason, but only proposals at or above [`THRESHOLD`] become
//! rules, and never two columns the one value of a field: the surer one wins, the other is listed as unmapped.

use model::schema::{Field, Label};
use model::{FieldType, Object, RecordId};

use crate::detect::Content;
use crate::options::Options;
use crate::profile::{ColumnProfile, Profile};
use crate::reason;
use crate::rule::{Mapping, Rule, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use crate::synonyms::{FAMILY, Fit, GIVEN, Named, Synonyms, without_count};
use crate::transform::Transform;

/// Confidence below which a proposal is listed but not used.
pub const THRESHOLD: f64 = 0.6;

/// A proposal for one column.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The column.
    pub column: String,
    /// The best target, if any: a field, `field.part`, `external_id` or `updated_at`.
    pub target: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// Why.
    pub reason: Label,
    /// Part of the mapping.
    pub used: bool,
    /// A value that the column holds; empty where none was seen.
    pub sample: String,
}

/// Proposals for all columns of a source.
#[derive(Clone, Debug)]
pub struct Suggestions {
    /// API name of the object.
    pub object: String,
    /// One per column, in order.
    pub columns: Vec<Suggestion>,
    rules: Vec<Rule>,
}

impl Suggestions {
    /// The mapping of all used proposals; the other columns are ignored by it.
    #[must_use]
    pub fn into_mapping(self) -> Mapping {
        let mut mapping = Mapping::new(&self.object);
        mapping.ignore = self.columns.into_iter().filter(|suggestion| !suggestion.used).map(|suggestion| suggestion.column).collect();
        mapping.fields = self.rules;
        mapping
    }

    /// Columns that the mapping does not use, with the target they nearly had.
    pub fn unmapped(&self) -> impl Iterator<Item = &Suggestion> {
        self.columns.iter().filter(|suggestion| !suggestion.used)
    }

    /// Rules of the mapping.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }
}

/// One possible use of one column.
struct Candidate {
    column: usize,
    target: String,
    score: f64,
    reason: Label,
}

/// Proposes a target for each column.
#[must_use]
pub fn suggest(object: &Object, columns: &[String], profile: &Profile) -> Suggestions {
    let synonyms = Synonyms::new(object);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let known = profile.columns().get(at).filter(|known| known.name == *column);
        candidates.extend(by_name(object, &synonyms, at, column, known));
        candidates.extend(known.into_iter().flat_map(|known| by_values(object, at, known)));
    }
    candidates.sort_by(|left, right| {
        right.score.total_cmp(&left.score).then_with(|| left.column.cmp(&right.column)).then_with(|| left.target.cmp(&right.target))
    });
    let mut suggestions: Vec<Suggestion> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| Suggestion {
            column: column.clone(),
            target: None,
            confidence: 0.0,
            reason: reason::nothing_fits(),
            used: false,
            sample: profile.columns().get(at).and_then(|known| known.examples.first()).cloned().unwrap_or_default(),
        })
        .collect();
    let mut taken: Vec<String> = Vec::new();
    for candidate in &candidates {
        let Some(suggestion) = suggestions.get_mut(candidate.column) else { continue };
        let free = takes_several(object, &candidate.target)
            || !taken.contains(&candidate.target)
            || is_repeated_note(object, &candidate.target, columns, candidate, &candidates);
        if suggestion.used || (suggestion.target.is_some() && (candidate.score < THRESHOLD || !free)) {
            continue;
        }
        suggestion.target = Some(candidate.target.clone());
        suggestion.confidence = candidate.score;
        suggestion.reason = if free { candidate.reason.clone() } else { reason::taken_already(object, &candidate.target) };
        if free && candidate.score >= THRESHOLD {
            suggestion.used = true;
            taken.push(candidate.target.clone());
        }
    }
    let rules = rules_of(object, &mut suggestions);
    Suggestions { object: object.name.clone(), columns: suggestions, rules }
}

/// The object that the rows of a source are, most likely.
#[derive(Clone, Debug)]
pub struct ObjectGuess {
    /// API name.
    pub object: String,
    /// 0 to 1.
    pub confidence: f64,
}

/// What the rows of a source are; `None` when no object fits.
///
/// The object of which most columns are known, weighed by how sure each is; an object whose records the source could not
/// name counts half.
#[must_use]
pub fn guess_object(columns: &[String], profile: &Profile, objects: &[Object]) -> Option<ObjectGuess> {
    let mut best: Option<ObjectGuess> = None;
    for object in objects.iter().filter(|object| !object.archived) {
        let suggestions = suggest(object, columns, profile);
        let used: f64 =
            suggestions.columns.iter().filter(|suggestion| suggestion.used).map(|suggestion| own_weight(object, suggestion)).sum();
        let filled = columns.len().clamp(1, 15);
        let named = suggestions.rules.iter().any(|rule| rule.to == object.title_field);
        let share = (used / f64::from(u32::try_from(filled).unwrap_or(1))).min(1.0);
        // The source's own id, called after the object, is the strongest hint: customerID.
        let singular = crate::similar::fold_name(object.name.strip_suffix('s').unwrap_or(&object.name));
        let own_id = suggestions.columns.iter().any(|known| {
            known.used
                && known.target.as_deref() == Some(TARGET_EXTERNAL_ID)
                && crate::similar::fold_name(&known.column).starts_with(&singular)
        });
        let confidence = (if named { share } else { share * 0.5 } + if own_id { 0.3 } else { 0.0 }).min(1.0);
        if confidence > best.as_ref().map_or(0.15, |best| best.confidence) {
            best = Some(ObjectGuess { object: object.name.clone(), confidence });
        }
    }
    best
}

/// Columns that every object has tell little of which object it is.
fn own_weight(object: &Object, suggestion: &Suggestion) -> f64 {
    let shared = ["created_at", "notes", "owner", "source", "country", "city", TARGET_EXTERNAL_ID, TARGET_UPDATED_AT];
    let target = suggestion.target.as_deref().unwrap_or_default();
    let is_reference = object.field(target).is_some_and(|field| matches!(field.field_type, FieldType::Reference { .. }));
    let factor = if is_reference {
        // What it belongs to tells little of what it is.
        0.2
    } else if shared.contains(&target) {
        0.5
    } else if target == object.title_field {
        1.2
    } else {
        1.0
    };
    suggestion.confidence * factor
}

fn by_name(object: &Object, synonyms: &Synonyms, at: usize, column: &str, known: Option<&ColumnProfile>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for Named { target, score, fit } in synonyms.find(column) {
        let Some(target) = synonyms.targets.get(target) else { continue };
        let values = known.filter(|known| known.sampled > 0).map(|known| fit_of_values(object, target, known));
        // A slip of the pen is believed only where values can speak for it.
        let unseen = if fit == Fit::Alike { 0.8 } else { 1.0 };
        let factor = values.as_ref().map_or(unseen, |values| values.factor);
        let reason = reason::by_name(object, fit, target, values.as_ref().map(|values| values.judgement));
        candidates.push(Candidate { column: at, target: target.clone(), score: (score * factor).min(0.99), reason });
    }
    candidates
}

/// How well values fit a target.
struct ValueFit {
    factor: f64,
    judgement: Judgement,
}

/// What the values say to a target that the name of the column tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// They are of its kind.
    Agree,
    /// They tell nothing.
    Open,
    /// They are of another kind.
    Disagree,
}

const AGREE: ValueFit = ValueFit { factor: 1.03, judgement: Judgement::Agree };
const OPEN: ValueFit = ValueFit { factor: 1.0, judgement: Judgement::Open };

/// Values that would be kept raw cost less than values that would be lost.
fn expect(share: f64, factor_without: f64) -> ValueFit {
    if share >= 0.6 {
        AGREE
    } else if share >= 0.25 {
        OPEN
    } else {
        ValueFit { factor: factor_without, judgement: Judgement::Disagree }
    }
}

fn fit_of_values(object: &Object, target: &str, known: &ColumnProfile) -> ValueFit {
    match target {
        TARGET_EXTERNAL_ID => {
            let unique = known.distinct_share() >= 0.95 && known.fill_rate() >= 0.9;
            return if unique { AGREE } else { ValueFit { factor: 0.6, judgement: Judgement::Disagree } };
        }
        TARGET_UPDATED_AT => return expect(date_share(known), 0.5),
        GIVEN | FAMILY => return if known.share(Content::Email) + known.share(Content::Date) < 0.3 { OPEN } else { expect(0.0, 0.5) },
        _ => {}
    }
    let (name, part) = target.split_once('.').map_or((target, ""), |(name, part)| (name, part));
    let Some(field) = object.live_fields().find(|field| field.name == name) else { return OPEN };
    if !part.is_empty() {
        return match part {
            "currency" => expect(known.share(Content::Currency), 0.5),
            _ => OPEN,
        };
    }
    fit_of_field(field, known)
}

fn fit_of_field(field: &Field, known: &ColumnProfile) -> ValueFit {
    let number = known.share(Content::Decimal).max(known.share(Content::Money));
    match &field.field_type {
        FieldType::Email => expect(known.share(Content::Email), 0.7),
        FieldType::Phone => expect(known.share(Content::Phone).max(known.share(Content::Integer) * 0.5), 0.7),
        FieldType::Integer => expect(known.share(Content::Integer), 0.5),
        FieldType::Decimal | FieldType::Money => expect(number, 0.5),
        FieldType::Boolean => expect(known.share(Content::Boolean), 0.5),
        FieldType::Date | FieldType::Datetime => expect(date_share(known), 0.5),
        FieldType::Url => expect(known.share(Content::Url) + known.share(Content::Text), 0.8),
        FieldType::Select { options } | FieldType::MultiSelect { options } => {
            let options = Options::new(options);
            let fitting = known.examples.iter().filter(|example| options.find(example).is_some()).count();
            let narrow = |count: usize| f64::from(u32::try_from(count).unwrap_or(0));
            expect(if known.examples.is_empty() { 0.5 } else { narrow(fitting) / narrow(known.examples.len()) }, 0.5)
        }
        FieldType::Reference { .. } => {
            let all = |fits: fn(&str) -> bool| !known.examples.is_empty() && known.examples.iter().all(|text| fits(text));
            if all(|text| RecordId::parse(text).is_some_and(|id| id.object().0 > 0)) {
                AGREE
            } else if all(looks_like_id) {
                OPEN
            } else {
                ValueFit { factor: 0.5, judgement: Judgement::Disagree }
            }
        }
        FieldType::Text if field.name == "country" => expect(known.share(Content::Country), 0.85),
        FieldType::Text if field.match_key == Some(model::KeyKind::CreditCode) => {
            expect(known.share(Content::CreditCode).max(known.share(Content::ResidentId)), 0.6)
        }
        FieldType::Text if field.match_key == Some(model::KeyKind::ResidentId) => expect(known.share(Content::ResidentId), 0.6),
        // A handful of words over many rows is a kind of something, nobody's name.
        FieldType::Text if field.name == "contact_name" && known.sampled >= 200 && known.distinct_share() < 0.02 => expect(0.0, 0.5),
        FieldType::Text if matches!(field.name.as_str(), "name" | "company" | "contact_name" | "customer_name") => {
            let other = known.share(Content::Email) + known.share(Content::Date) + known.share(Content::Boolean);
            if other >= 0.6 { expect(0.0, 0.5) } else { OPEN }
        }
        FieldType::Text | FieldType::LongText | FieldType::Person | FieldType::Address | FieldType::Json | FieldType::AutoNumber { .. } => {
            OPEN
        }
    }
}

/// A number or code rather than a name: in one piece, with a digit or in capitals only.
fn looks_like_id(text: &str) -> bool {
    let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '#' | ':');
    let told = text.bytes().any(|byte| byte.is_ascii_digit()) || !text.bytes().any(|byte| byte.is_ascii_lowercase());
    !text.is_empty() && text.len() <= 64 && told && text.chars().all(is_code)
}

/// Dates, also as day numbers of a spreadsheet or seconds since 1970.
fn date_share(known: &ColumnProfile) -> f64 {
    let sampled = f64::from(known.sampled.max(1));
    let serials = f64::from(known.serials) / sampled;
    let unix = known.examples.iter().filter(|text| matches!(text.len(), 10 | 13) && text.bytes().all(|byte| byte.is_ascii_digit())).count();
    let unix = if known.examples.is_empty() {
        0.0
    } else {
        f64::from(u32::try_from(unix).unwrap_or(0)) / f64::from(u32::try_from(known.examples.len()).unwrap_or(1))
    };
    (known.share(Content::Date) + serials).max(unix).min(1.0)
}

/// What the values alone say, whatever the column is called.
fn by_values(object: &Object, at: usize, known: &ColumnProfile) -> Vec<Candidate> {
    let wanted: [(Content, &str, f64); 6] = [
        (Content::Email, "email", 0.78),
        (Content::CreditCode, "credit_code", 0.75),
        (Content::ResidentId, "resident_id", 0.72),
        (Content::Phone, "phone", 0.7),
        (Content::Url, "website", 0.62),
        (Content::Company, "company", 0.5),
    ];
    let mut candidates = Vec::new();
    for (content, target, score) in wanted {
        let enough = known.sampled >= 3 && known.share(content) >= 0.8 && known.content().0 == content;
        if enough && object.live_fields().any(|field| field.name == target) {
            candidates.push(Candidate { column: at, target: target.to_owned(), score, reason: reason::values_only(object, target) });
        }
    }
    candidates
}

/// Targets that take any number of columns.
fn takes_several(object: &Object, target: &str) -> bool {
    target == "address.street" || object.live_fields().any(|field| field.name == target && field.is_multi())
}

/// A second column of the same name goes to the same long text.
fn is_repeated_note(object: &Object, target: &str, columns: &[String], candidate: &Candidate, all: &[Candidate]) -> bool {
    let is_long = object.live_fields().any(|field| field.name == target && field.field_type == FieldType::LongText);
    let Some(name) = columns.get(candidate.column).map(|name| without_count(name)).filter(|_| is_long) else { return false };
    let best = all.iter().find(|other| other.target == target).and_then(|other| columns.get(other.column));
    best.is_some_and(|best| without_count(best) == name)
}

/// The rules of the used proposals. Parts of a person's name are joined; several streets and notes as well.
fn rules_of(object: &Object, suggestions: &mut [Suggestion]) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    let of = |suggestions: &[Suggestion], target: &str| -> Vec<String> {
        suggestions.iter().filter(|known| known.used && known.target.as_deref() == Some(target)).map(|known| known.column.clone()).collect()
    };
    let (given, family) = (of(suggestions, GIVEN), of(suggestions, FAMILY));
    // The surest phone or e-mail column first: its value wins. Other rules keep the order of the columns.
    let several = |target: &str| object.live_fields().any(|field| field.name == target && field.is_multi());
    let mut by_confidence: Vec<(usize, &Suggestion)> = Vec::new();
    for (at, known) in suggestions.iter().enumerate().filter(|(_, known)| known.used) {
        let group = suggestions.iter().position(|first| first.used && first.target == known.target);
        let together = known.target.as_deref().is_some_and(several);
        by_confidence.push((group.filter(|_| together).unwrap_or(at), known));
    }
    by_confidence.sort_by(|left, right| left.0.cmp(&right.0).then_with(|| right.1.confidence.total_cmp(&left.1.confidence)));
    for (_, suggestion) in by_confidence {
        let Some(target) = suggestion.target.as_deref().filter(|target| ![GIVEN, FAMILY].contains(target)) else { continue };
        let joined =
            target == "address.street" || object.live_fields().any(|field| field.name == target && field.field_type == FieldType::LongText);
        if let Some(rule) = rules.iter_mut().find(|rule| joined && rule.to == target) {
            rule.from.push(suggestion.column.clone());
            if rule.transforms.is_empty() {
                let separator = if target == "address.street" { None } else { Some("\n".to_owned()) };
                rule.transforms.push(Transform::Concat(separator));
            }
            continue;
        }
        rules.push(Rule { from: vec![suggestion.column.clone()], to: target.to_owned(), ..Rule::default() });
    }
    if !given.is_empty() || !family.is_empty() {
        let chinese = family.iter().chain(&given).any(|name| name.contains(['姓', '名']));
        let from = if chinese { [family.clone(), given.clone()].concat() } else { [given.clone(), family.clone()].concat() };
        // After a column with the full name: it fills the rows where that one is empty.
        rules.push(Rule { from, to: object.title_field.clone(), transforms: vec![Transform::Concat(None)], ..Rule::default() });
        if object.live_fields().any(|field| field.name == "person" && field.field_type == FieldType::Person) {
            for (from, part) in [(family, "person.family"), (given, "person.given")] {
                if !from.is_empty() {
                    rules.push(Rule { from, to: part.to_owned(), ..Rule::default() });
                }
            }
        }
        for suggestion in suggestions.iter_mut().filter(|known| [Some(GIVEN), Some(FAMILY)].contains(&known.target.as_deref())) {
            suggestion.target = Some(object.title_field.clone());
        }
    }
    name_from_parts(object, &mut rules);
    join_address_lines(&mut rules);
    rules
}

/// `address` beside `address_2` is the first line of a street, not a whole address.
fn join_address_lines(rules: &mut Vec<Rule>) {
    let is_second_line = |rule: &Rule| rule.to == "address.street" && rule.from.iter().any(|name| name.contains('2'));
    let Some(whole) = rules.iter().position(|rule| rule.to == "address").filter(|_| rules.iter().any(is_second_line)) else { return };
    let first = rules.remove(whole).from;
    if let Some(street) = rules.iter_mut().find(|rule| rule.to == "address.street") {
        street.from = [first, std::mem::take(&mut street.from)].concat();
        street.transforms = vec![Transform::Concat(None)];
    }
}

/// A deal without a name of its own is called after its customer and product.
fn name_from_parts(object: &Object, rules: &mut Vec<Rule>) {
    if !object.standard || object.name != "deals" || rules.iter().any(|rule| rule.to == object.title_field) {
        return;
    }
    let from: Vec<String> = ["customer_name", "product_name"]
        .into_iter()
        .filter_map(|target| rules.iter().find(|rule| rule.to == target))
        .flat_map(|rule| rule.from.clone())
        .collect();
    if !from.is_empty() {
        let transforms = if from.len() > 1 { vec![Transform::Concat(Some(" - ".to_owned()))] } else { Vec::new() };
        rules.push(Rule { from, to: object.title_field.clone(), transforms, ..Rule::default() });
    }
}
