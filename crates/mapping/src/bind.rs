//! Looks up what a mapping names, and turns its settings into values.

use std::collections::HashMap;
use std::hash::Hasher;
use std::sync::Arc;

use model::schema::Field;
use model::{FieldType, Object};

use crate::compile::Plan;
use crate::error::{MappingError, Place, nearest};
use crate::input::{Input, Join, Operation};
use crate::kind::{Dates, Kind, Setting};
use crate::normalise::date::{DateOrder, Zone};
use crate::normalise::{Currency, Region};
use crate::parts::Part;
use crate::profile::Profile;
use crate::rule::{Mapping, Rule, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use crate::transform::{DayOrder, Transform};

/// Looks names up and turns settings into values.
pub(crate) struct Binder<'a> {
    object: &'a Object,
    columns: &'a [String],
    by_name: HashMap<String, usize>,
    profile: Option<&'a Profile>,
    mapping_order: Option<DateOrder>,
    zone: Zone,
    pub(crate) setting: Setting,
}

impl<'a> Binder<'a> {
    pub(crate) fn new(
        mapping: &'a Mapping,
        object: &'a Object,
        columns: &'a [String],
        profile: Option<&'a Profile>,
    ) -> Result<Self, MappingError> {
        let region = parse_setting(mapping.region.as_deref(), "region", "a country code such as CN", Region::parse)?.unwrap_or_default();
        let currency = parse_setting(mapping.currency.as_deref(), "currency", "a currency code such as CNY", Currency::parse)?;
        let zone =
            parse_setting(mapping.zone.as_deref(), "zone", "a zone such as Asia/Shanghai or +08:00", Zone::parse)?.unwrap_or_default();
        if mapping.object != object.name {
            return Err(setting_error(
                Place::Whole,
                "object",
                format!("the mapping is for {:?}, the rows go to {:?}", mapping.object, object.name),
            ));
        }
        let mut by_name = HashMap::new();
        for (at, column) in columns.iter().enumerate() {
            by_name.entry(column.clone()).or_insert(at);
        }
        let setting = Setting { region, region_second: region, currency: currency.unwrap_or_default() };
        Ok(Self { object, columns, by_name, profile, mapping_order: mapping.date_order.map(order_of), zone, setting })
    }

    fn column(&self, name: &str, place: Place) -> Result<usize, MappingError> {
        if let Some(at) = self.by_name.get(name) {
            return Ok(*at);
        }
        let folded = crate::similar::fold_name(name);
        let mut same =
            self.columns.iter().enumerate().filter(|(_, column)| !folded.is_empty() && crate::similar::fold_name(column) == folded);
        match (same.next(), same.next()) {
            (Some((at, _)), None) => Ok(at),
            (None | Some(_), _) => Err(MappingError::UnknownColumn {
                place,
                column: name.to_owned(),
                nearest: nearest(name, self.columns.iter().map(String::as_str)),
            }),
        }
    }

    pub(crate) fn target(&self, target: &str, place: Place) -> Result<(&'a Field, Part), MappingError> {
        let (name, part) = target.split_once('.').map_or((target, None), |(name, part)| (name, Some(part)));
        let live = || self.object.live_fields().map(|field| field.name.as_str());
        let Some(field) = self.object.live_fields().find(|field| field.name == name) else {
            let known = live().chain([TARGET_EXTERNAL_ID, TARGET_UPDATED_AT]);
            return Err(MappingError::UnknownField {
                place,
                object: self.object.name.clone(),
                field: name.to_owned(),
                nearest: nearest(name, known),
            });
        };
        let Some(part) = part else { return Ok((field, Part::Whole)) };
        let parts = field.field_type.parts();
        match parts.iter().find(|known| **known == part).and_then(|known| Part::named(known)) {
            Some(part) => Ok((field, part)),
            None => Err(MappingError::UnknownField {
                place,
                object: self.object.name.clone(),
                field: target.to_owned(),
                nearest: parts.iter().map(|known| format!("{name}.{known}")).collect(),
            }),
        }
    }

    pub(crate) fn kind(&self, rule: &Rule, field: &Field, part: Part) -> Kind {
        match part {
            Part::Whole if matches!(field.field_type, FieldType::Reference { .. }) => {
                Kind::Named(Arc::new(rule.reference.clone().unwrap_or_default()))
            }
            Part::Whole | Part::Amount => Kind::of(self.object, field, || self.dates(rule)),
            Part::Currency => Kind::CurrencyCode,
            Part::Full
            | Part::Family
            | Part::Given
            | Part::Country
            | Part::Province
            | Part::City
            | Part::District
            | Part::Street
            | Part::Postcode
            | Part::Text => Kind::Text,
        }
    }

    /// How dates of `rule` are read: its own word, the mapping's, or what the values of its columns prove.
    pub(crate) fn dates(&self, rule: &Rule) -> Dates {
        let stated = rule
            .transforms
            .iter()
            .find_map(|transform| if let Transform::Date(Some(order)) = transform { Some(order_of(*order)) } else { None });
        let zone = rule
            .transforms
            .iter()
            .find_map(|transform| if let Transform::Datetime(Some(zone)) = transform { Zone::parse(zone) } else { None });
        let shown = || {
            let profile = self.profile?;
            rule.from.iter().find_map(|name| profile.columns().get(*self.by_name.get(name)?)?.dates.order())
        };
        let known = stated.or(self.mapping_order).or_else(shown);
        let order = known.unwrap_or(if self.setting.region.as_str() == "US" { DateOrder::MonthFirst } else { DateOrder::DayFirst });
        Dates { order, proven: known.is_some(), zone: zone.unwrap_or_else(|| self.zone.clone()) }
    }

    pub(crate) fn input(&self, rule: &Rule, place: Place, kind: Kind, part: Part) -> Result<Input, MappingError> {
        if rule.reference.is_some() && !matches!(kind, Kind::Named(_)) {
            return Err(setting_error(place, "reference", format!("{:?} is no reference field", rule.to)));
        }
        let columns = rule.from.iter().map(|name| self.column(name, place)).collect::<Result<Vec<_>, _>>()?;
        let is_list = matches!(kind, Kind::Email | Kind::Phone(_));
        let mut input = Input {
            columns,
            join: if is_list { Join::Each } else { Join::First },
            operations: Vec::new(),
            values: HashMap::new(),
            value_otherwise: None,
            default: rule.default.clone(),
            kind,
            part,
            required: rule.required,
        };
        for transform in &rule.transforms {
            self.add_transform(&mut input, rule, transform, place)?;
        }
        for (from, to) in &rule.values {
            if from == "*" {
                input.value_otherwise = Some(to.clone());
            } else {
                input.values.insert(crate::width::compared(from), to.clone());
            }
        }
        Ok(input)
    }

    fn add_transform(&self, input: &mut Input, rule: &Rule, transform: &Transform, place: Place) -> Result<(), MappingError> {
        if let Some(operation) = operation(transform, place, |column| self.column(column, place))? {
            input.operations.push(operation);
            return Ok(());
        }
        match transform {
            Transform::Concat(separator) => input.join = Join::Concat(separator.clone()),
            Transform::FirstNonEmpty => input.join = Join::First,
            kind => input.kind = self.stated_kind(input, rule, kind, place)?,
        }
        Ok(())
    }

    /// The kind that a transform states, where it fits the target field.
    fn stated_kind(&self, input: &Input, rule: &Rule, transform: &Transform, place: Place) -> Result<Kind, MappingError> {
        let is_text = matches!(
            input.kind,
            Kind::Text | Kind::LongText | Kind::Name | Kind::Place | Kind::CreditCode | Kind::ResidentId | Kind::Country
        ) && matches!(input.part, Part::Whole);
        let (fits, kind) = match transform {
            Transform::Number => (matches!(input.kind, Kind::Integer | Kind::Decimal | Kind::Money(_)), input.kind.clone()),
            Transform::Money(currency) => {
                let currency = parse_at(currency.as_deref(), place, "money", "a currency code such as CNY", Currency::parse)?;
                (matches!(input.kind, Kind::Money(_)), Kind::Money(currency))
            }
            Transform::Date(_) => match &input.kind {
                Kind::Datetime(_) => (true, Kind::Datetime(self.dates(rule))),
                other => (matches!(other, Kind::Date(_)), Kind::Date(self.dates(rule))),
            },
            Transform::Datetime(zone) => {
                parse_at(zone.as_deref(), place, "datetime", "a zone such as Asia/Shanghai or +08:00", Zone::parse)?;
                match &input.kind {
                    Kind::Date(_) => (true, Kind::Date(self.dates(rule))),
                    other => (matches!(other, Kind::Datetime(_)), Kind::Datetime(self.dates(rule))),
                }
            }
            Transform::Phone(region) => {
                let region = parse_at(region.as_deref(), place, "phone", "a country code such as CN", Region::parse)?;
                (is_text || matches!(input.kind, Kind::Phone(_)), Kind::Phone(region))
            }
            Transform::Email => (is_text || matches!(input.kind, Kind::Email), Kind::Email),
            Transform::Boolean => (matches!(input.kind, Kind::Boolean), Kind::Boolean),
            Transform::Json => (matches!(input.kind, Kind::Json(_)), input.kind.clone()),
            Transform::Name | Transform::Company => {
                (is_text || matches!(input.kind, Kind::Person), if is_text { Kind::Name } else { input.kind.clone() })
            }
            Transform::CreditCode => (is_text, Kind::CreditCode),
            Transform::ResidentId => (is_text, Kind::ResidentId),
            Transform::Country => (is_text, Kind::Country),
            Transform::Currency => (is_text || matches!(input.kind, Kind::CurrencyCode), Kind::CurrencyCode),
            Transform::Address => (matches!(input.kind, Kind::Address), Kind::Address),
            Transform::Trim
            | Transform::Lower
            | Transform::Upper
            | Transform::Title
            | Transform::Text
            | Transform::Replace(..)
            | Transform::Prefix(_)
            | Transform::Suffix(_)
            | Transform::Concat(_)
            | Transform::FirstNonEmpty
            | Transform::Split(..)
            | Transform::RegexExtract(..)
            | Transform::Value(_)
            | Transform::Default(_)
            | Transform::When(..) => (true, input.kind.clone()),
        };
        if fits {
            return Ok(kind);
        }
        Err(setting_error(place, transform.parts().0, format!("does not fit the type of the field {:?}", rule.to)))
    }

    pub(crate) fn check_match_keys(&self, mapping: &Mapping) -> Result<(), MappingError> {
        for name in mapping.match_keys.iter().flatten() {
            if name == TARGET_EXTERNAL_ID {
                continue;
            }
            let (field, _) = self.target(name, Place::Whole)?;
            if field.match_key.is_none() {
                return Err(setting_error(Place::Whole, "match", format!("the field {name:?} is no match key of {}", self.object.name)));
            }
        }
        Ok(())
    }

    pub(crate) fn unmapped(&self, mapping: &Mapping) -> Vec<usize> {
        let read: Vec<usize> =
            mapping.fields.iter().flat_map(|rule| &rule.from).filter_map(|name| self.column(name, Place::Whole).ok()).collect();
        (0..self.columns.len()).filter(|at| !read.contains(at) && !mapping.ignore.contains(&self.columns[*at])).collect()
    }

    pub(crate) fn fingerprint(&self, mapping: &Mapping, plans: &[Plan]) -> u64 {
        let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
        hasher.write(mapping.to_yaml().as_bytes());
        hasher.write_i64(self.object.version);
        for column in self.columns {
            hasher.write(column.as_bytes());
            hasher.write_u8(0);
        }
        for kind in plans.iter().flat_map(|plan| &plan.inputs).map(|input| &input.kind) {
            if let Kind::Date(dates) | Kind::Datetime(dates) = kind {
                hasher.write_u8(match dates.order {
                    DateOrder::DayFirst => 1,
                    DateOrder::MonthFirst => 2,
                    DateOrder::YearFirst => 3,
                    DateOrder::RepublicYear => 4,
                });
            }
        }
        hasher.finish()
    }
}

/// A text operator made ready; `None` for transforms that say how columns are joined or what kind a value is. `column_of`
/// finds the place of a column that an operator asks for.
pub(crate) fn operation(
    transform: &Transform,
    place: Place,
    column_of: impl FnOnce(&str) -> Result<usize, MappingError>,
) -> Result<Option<Operation>, MappingError> {
    Ok(Some(match transform {
        Transform::Trim => Operation::Trim,
        Transform::Lower => Operation::Lower,
        Transform::Upper => Operation::Upper,
        Transform::Title => Operation::Title,
        Transform::Text => Operation::Text,
        Transform::Replace(from, to) => Operation::Replace(from.clone(), to.clone()),
        Transform::Prefix(text) => Operation::Prefix(text.clone()),
        Transform::Suffix(text) => Operation::Suffix(text.clone()),
        Transform::Split(separator, None) => Operation::SplitAll(separator.clone()),
        Transform::Split(separator, Some(piece)) => Operation::SplitTake(separator.clone(), (*piece as usize).saturating_sub(1)),
        Transform::RegexExtract(pattern, group) => {
            let regex = regex::RegexBuilder::new(pattern).size_limit(1 << 20).build();
            let regex = regex.map_err(|_| setting_error(place, "regex_extract", format!("{pattern:?} is not a regular expression")))?;
            if *group as usize >= regex.captures_len() {
                return Err(setting_error(place, "regex_extract", format!("the expression has no group {group}")));
            }
            Operation::Extract(regex, *group as usize)
        }
        Transform::Value(text) => Operation::Value(text.clone()),
        Transform::Default(text) => Operation::Default(text.clone()),
        Transform::When(column, values) => {
            Operation::When(column_of(column)?, values.iter().map(|value| crate::width::compared(value)).collect())
        }
        Transform::Concat(_)
        | Transform::FirstNonEmpty
        | Transform::Number
        | Transform::Money(_)
        | Transform::Date(_)
        | Transform::Datetime(_)
        | Transform::Phone(_)
        | Transform::Email
        | Transform::Boolean
        | Transform::Json
        | Transform::Name
        | Transform::Company
        | Transform::CreditCode
        | Transform::ResidentId
        | Transform::Country
        | Transform::Currency
        | Transform::Address => return Ok(None),
    }))
}

/// FNV-1a, 64 bit: the same on every machine and version, unlike the library's hashers.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

fn order_of(order: DayOrder) -> DateOrder {
    match order {
        DayOrder::DayFirst => DateOrder::DayFirst,
        DayOrder::MonthFirst => DateOrder::MonthFirst,
        DayOrder::YearFirst => DateOrder::YearFirst,
        DayOrder::RepublicYear => DateOrder::RepublicYear,
    }
}

fn setting_error(place: Place, setting: &str, reason: String) -> MappingError {
    MappingError::Setting { place, setting: setting.to_owned(), reason }
}

fn parse_setting<T>(text: Option<&str>, name: &str, expected: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, MappingError> {
    parse_at(text, Place::Whole, name, expected, parse)
}

fn parse_at<T>(
    text: Option<&str>,
    place: Place,
    name: &str,
    expected: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, MappingError> {
    let Some(text) = text else { return Ok(None) };
    parse(text).map(Some).ok_or_else(|| setting_error(place, name, format!("{text:?} is not {expected}")))
}
