//! A mapping made ready for one object and one set of columns: names become places, settings become values.

use model::schema::Field;
use model::{FieldId, FieldType, Object};

use crate::bind::Binder;
use crate::detect::Content;
use crate::error::{MappingError, Place};
use crate::input::Input;
use crate::kind::{Kind, Setting};
use crate::parts::Part;
use crate::profile::Profile;
use crate::rule::{Mapping, Rule, TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use crate::title::Title;
use crate::transform::Transform;
use crate::value::Validator;

/// A mapping bound to an object and to the columns of a source.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub(crate) plans: Vec<Plan>,
    pub(crate) external_id: Vec<Input>,
    pub(crate) version: Vec<Input>,
    /// Index into `plans` of the country of the row, worked out before phones and addresses.
    pub(crate) country: Option<usize>,
    /// What says the currency of the row's amounts.
    pub(crate) currency: Option<Input>,
    pub(crate) setting: Setting,
    pub(crate) title: Title,
    /// Required fields that no rule feeds.
    pub(crate) missing: Vec<String>,
    fingerprint: u64,
    unmapped: Vec<usize>,
}

/// All rules of one field.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) field: FieldId,
    pub(crate) name: String,
    pub(crate) shape: Shape,
    pub(crate) inputs: Vec<Input>,
    pub(crate) required: bool,
    pub(crate) validator: Option<Validator>,
}

/// How the values of a field's rules come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Single,
    List,
    Money,
    Person,
    Address,
}

impl Compiled {
    /// Binds `mapping` to `object` and `columns`; `profile` decides what the mapping leaves open (order of day and month).
    ///
    /// # Errors
    /// [`MappingError`] when a column, field or setting does not exist.
    pub fn new(mapping: &Mapping, object: &Object, columns: &[String], profile: Option<&Profile>) -> Result<Self, MappingError> {
        mapping.check_form()?;
        let binder = Binder::new(mapping, object, columns, profile)?;
        let mut plans: Vec<Plan> = Vec::new();
        let mut external_id = Vec::new();
        let mut version = Vec::new();
        for (at, rule) in mapping.fields.iter().enumerate() {
            match bind(&binder, rule, mapping.place_of(at))? {
                Bound::ExternalId(input) => external_id.push(input),
                Bound::Version(input) => version.push(input),
                Bound::Field(field, input) => place_input(&mut plans, object, field, input),
            }
        }
        binder.check_match_keys(mapping)?;
        plans.sort_by_key(|plan| plan.field);
        for plan in &mut plans {
            let required = object.field_by_id(plan.field).is_some_and(|field| field.required && field.name != object.title_field);
            plan.required = required || plan.inputs.iter().any(|input| input.required);
        }
        let country = plans.iter().position(|plan| plan.name == "country" && plan.shape == Shape::Single);
        let currency = plans
            .iter()
            .filter(|plan| plan.shape == Shape::Money)
            .flat_map(|plan| &plan.inputs)
            .find(|input| input.part == Part::Currency)
            .cloned();
        let title = Title::new(object, &plans, !external_id.is_empty(), profile);
        let unmapped = binder.unmapped(mapping);
        let given = |field: &Field| {
            field.default.is_some() || field.name == object.title_field || matches!(field.field_type, FieldType::AutoNumber { .. })
        };
        let missing = object
            .live_fields()
            .filter(|field| field.required && !given(field) && !plans.iter().any(|plan| plan.field == field.id))
            .map(|field| field.name.clone())
            .collect();
        let fingerprint = binder.fingerprint(mapping, &plans);
        Ok(Self { plans, external_id, version, country, currency, setting: binder.setting, title, missing, fingerprint, unmapped })
    }

    /// Changes whenever the same row would become something else: part of the content hash of a row.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Columns that no rule reads and that are not ignored on purpose, counted from 0.
    #[must_use]
    pub fn unmapped_columns(&self) -> &[usize] {
        &self.unmapped
    }

    /// True when a rule gives the source's own id of the row.
    #[must_use]
    pub fn has_external_id(&self) -> bool {
        !self.external_id.is_empty()
    }

    /// True when a rule gives the source's version time of the row.
    #[must_use]
    pub fn has_version(&self) -> bool {
        !self.version.is_empty()
    }

    /// True when a rule feeds `field`.
    #[must_use]
    pub fn feeds(&self, field: FieldId) -> bool {
        self.plans.iter().any(|plan| plan.field == field)
    }

    /// True when no rule can name or identify a record: rows are then named by their number.
    #[must_use]
    pub fn names_rows_by_number(&self) -> bool {
        self.title.by_row_number()
    }
}

/// A rule with its names looked up.
enum Bound<'a> {
    ExternalId(Input),
    Version(Input),
    Field(&'a Field, Input),
}

fn bind<'a>(binder: &Binder<'a>, rule: &Rule, place: Place) -> Result<Bound<'a>, MappingError> {
    match rule.to.as_str() {
        TARGET_EXTERNAL_ID => binder.input(rule, place, Kind::Text, Part::Whole).map(Bound::ExternalId),
        TARGET_UPDATED_AT => {
            let kind = Kind::Datetime(binder.dates(rule));
            binder.input(rule, place, kind, Part::Whole).map(Bound::Version)
        }
        target => {
            let (field, part) = binder.target(target, place)?;
            let input = binder.input(rule, place, binder.kind(rule, field, part), part)?;
            Ok(Bound::Field(field, input))
        }
    }
}

/// All that keeps `mapping` from being compiled, in order, at most one thing for each rule. `columns` are those of the source; where
/// they are not known, every column that a rule names counts as one.
#[must_use]
pub fn mapping_faults(mapping: &Mapping, object: &Object, columns: Option<&[String]>) -> Vec<MappingError> {
    let asked = |transform: &Transform| if let Transform::When(column, _) = transform { Some(column.clone()) } else { None };
    let named = || mapping.fields.iter().flat_map(|rule| rule.from.iter().cloned().chain(rule.transforms.iter().filter_map(asked)));
    let columns = columns.map_or_else(|| named().collect(), <[String]>::to_vec);
    let mut faults = mapping.form_faults();
    let binder = match Binder::new(mapping, object, &columns, None) {
        Ok(binder) => binder,
        Err(fault) => {
            faults.push(fault);
            return faults;
        }
    };
    let rules = mapping.fields.iter().enumerate().filter(|(_, rule)| rule.check_form().is_ok());
    faults.extend(rules.filter_map(|(at, rule)| bind(&binder, rule, mapping.place_of(at)).err()));
    faults.extend(binder.check_match_keys(mapping).err());
    faults.sort_by_key(|fault| fault.place().number());
    faults
}

fn place_input(plans: &mut Vec<Plan>, object: &Object, field: &Field, input: Input) {
    let shape = match &field.field_type {
        FieldType::Email | FieldType::Phone | FieldType::MultiSelect { .. } => Shape::List,
        FieldType::Money => Shape::Money,
        FieldType::Person => Shape::Person,
        FieldType::Address => Shape::Address,
        FieldType::Text
        | FieldType::LongText
        | FieldType::Integer
        | FieldType::Decimal
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Url
        | FieldType::Select { .. }
        | FieldType::Reference { .. }
        | FieldType::Json
        | FieldType::AutoNumber { .. } => Shape::Single,
    };
    let _ = object;
    match plans.iter_mut().find(|plan| plan.field == field.id) {
        Some(plan) => plan.inputs.push(input),
        None => plans.push(Plan {
            field: field.id,
            name: field.name.clone(),
            shape,
            inputs: vec![input],
            required: false,
            validator: Validator::new(field),
        }),
    }
}

/// Whether the profile says that `columns` hold mostly names of people.
pub(crate) fn holds_people(profile: Option<&Profile>, columns: &[usize]) -> bool {
    profile.is_some_and(|profile| {
        columns.iter().any(|at| profile.columns().get(*at).is_some_and(|column| column.content().0 == Content::PersonName))
    })
}
