//! What names a record when the source gives no name, and what kind of customer it is.
//!
//! An import loses nothing that can be found again: a row without a name takes its company, contact person, an identifier
//! or the source's own id as its name, with a finding. Only a row that holds nothing of these is refused.

use model::{CellKind, FieldId, FieldType, Finding, FindingCode, Object, Row, fragment};

use crate::apply::Mapped;
use crate::compile::{Compiled, Plan, Shape, holds_people};
use crate::damage::damage_of;
use crate::normalise::company;
use crate::profile::Profile;

/// How records of one mapping are named and told to be somebody.
#[derive(Clone, Debug)]
pub(crate) struct Title {
    pub(crate) field: Option<FieldId>,
    pub(crate) name: String,
    /// Fields whose value may stand in for the name, best first.
    pub(crate) stand_ins: Vec<FieldId>,
    /// Fields that identify a record.
    pub(crate) keys: Vec<FieldId>,
    /// Values of the title identify records: a stand-in would join strangers.
    pub(crate) identifies: bool,
    /// The field for company or person, when nothing feeds it.
    pub(crate) kind: Option<InferredKind>,
    by_row_number: bool,
}

/// Where a customer's kind is inferred.
#[derive(Clone, Debug)]
pub(crate) struct InferredKind {
    pub(crate) field: FieldId,
    pub(crate) credit_code: Option<FieldId>,
    /// A value in one of these tells a person.
    pub(crate) of_people: Vec<FieldId>,
    /// Names that are no company's are people's.
    pub(crate) people: bool,
}

/// Fields that may name a record, best first; those an object lacks are skipped.
const STAND_INS: [&str; 14] = [
    "name",
    "person",
    "company",
    "contact_name",
    "customer_name",
    "subject",
    "number",
    "code",
    "product_name",
    "email",
    "phone",
    "credit_code",
    "customer_email",
    "customer_phone",
];

impl Title {
    pub(crate) fn new(object: &Object, plans: &[Plan], external_id: bool, profile: Option<&Profile>) -> Self {
        let fed = |id: FieldId| plans.iter().any(|plan| plan.field == id);
        let title = object
            .field(&object.title_field)
            .filter(|field| matches!(field.field_type, FieldType::Text | FieldType::LongText | FieldType::AutoNumber { .. }));
        let stand_ins: Vec<FieldId> = STAND_INS
            .iter()
            .filter_map(|name| object.field(name))
            .filter(|field| Some(field.id) != title.map(|title| title.id) && fed(field.id))
            .map(|field| field.id)
            .collect();
        let keys: Vec<FieldId> =
            object.fields.iter().filter(|field| field.match_key.is_some() && fed(field.id)).map(|field| field.id).collect();
        let by_row_number = !external_id && keys.is_empty() && stand_ins.is_empty() && title.is_none_or(|title| !fed(title.id));
        Self {
            field: title.map(|field| field.id),
            name: object.title_field.clone(),
            identifies: title.is_some_and(|title| title.match_key.is_some() || title.unique),
            stand_ins,
            keys,
            kind: inferred_kind(object, plans, profile),
            by_row_number,
        }
    }

    pub(crate) fn by_row_number(&self) -> bool {
        self.by_row_number
    }
}

impl Compiled {
    /// A customer whose kind nothing states is a company by its name or credit code, else a person where names are people's.
    pub(crate) fn infer_kind(&self, out: &mut Mapped) {
        let Some(kind) = &self.title.kind else { return };
        let has_code = kind.credit_code.is_some_and(|field| {
            out.doc.get(field).and_then(fragment::as_text).is_some_and(|code| model::check_digit::credit_code_is_valid(&code))
        });
        let name = self.title.field.and_then(|field| out.doc.get(field)).and_then(fragment::as_text);
        let inferred = match name {
            _ if has_code => "\"company\"",
            Some(name) if company::is_company_name(&name) => "\"company\"",
            Some(_) if kind.people || kind.of_people.iter().any(|field| out.doc.get(*field).is_some()) => "\"person\"",
            Some(_) | None => return,
        };
        out.doc.set(kind.field, inferred);
    }

    pub(crate) fn name_record(&self, row: Row<'_>, out: &mut Mapped) {
        let Some(title) = self.title.field else { return };
        if out.doc.get(title).is_some() || out.rejected {
            return;
        }
        let stand_in = self.title.stand_ins.iter().find_map(|field| {
            let held = out.doc.get(*field)?;
            if held.starts_with('{') {
                return serde_json::from_str::<serde_json::Value>(held).ok()?.get("full")?.as_str().map(str::to_owned);
            }
            fragment::as_list(held).first().map(|text| text.clone().into_owned())
        });
        // An id alone is no customer: something must be known about it.
        let stand_in = stand_in.or_else(|| (!out.external_id.is_empty() && !out.doc.is_empty()).then(|| out.external_id.clone()));
        if stand_in.is_some() && self.title.identifies {
            out.named_otherwise = true;
            out.find_code(&self.title.name, FindingCode::RequiredMissing);
        } else if let Some(name) = stand_in {
            out.doc.set_with(title, |text| fragment::push_text(text, &name));
            out.find_code(&self.title.name, FindingCode::RequiredMissing);
        } else if self.title.keys.iter().any(|field| out.doc.get(*field).is_some()) {
            out.find_code(&self.title.name, FindingCode::RequiredMissing);
        } else if self.title.by_row_number() && !out.doc.is_empty() {
            let number = row.number();
            out.doc.set_with(title, |text| fragment::push_text(text, &format!("#{number}")));
        } else {
            out.rejected = true;
            let code = out.buffers.damaged.or_else(|| damage_in(row)).unwrap_or(FindingCode::RecordEmpty);
            out.findings.push(Finding::new(code, "", ""));
        }
    }
}

/// Damage in a row that nothing identifies: in any of its cells, mapped or not.
fn damage_in(row: Row<'_>) -> Option<FindingCode> {
    (0..row.columns().len()).map(|column| row.cell(column)).find(|(cell, _)| *cell == CellKind::Damaged).map(|(_, text)| damage_of(text))
}

fn inferred_kind(object: &Object, plans: &[Plan], profile: Option<&Profile>) -> Option<InferredKind> {
    let field = object.field("kind").filter(|_| object.standard && object.name == "customers")?;
    let plan_of = |name: &str| object.field(name).and_then(|field| plans.iter().find(|plan| plan.field == field.id));
    if plan_of("kind").is_some() {
        return None;
    }
    let of_people = ["gender", "birthday", "resident_id"].into_iter().filter_map(plan_of).map(|plan| plan.field).collect();
    let named_people = plan_of("name")
        .is_some_and(|plan| plan.shape == Shape::Single && plan.inputs.iter().any(|input| holds_people(profile, &input.columns)));
    Some(InferredKind { field: field.id, credit_code: object.field("credit_code").map(|field| field.id), of_people, people: named_people })
}
