//! One row becomes one document.
//!
//! Runs once per row of every import and sync: columns are numbers, fragments are written straight into the document, and
//! a row with nothing wrong makes no allocation of its own beyond what normalisers need.

use model::{CellKind, Doc, Finding, FindingCode, Row, fragment};

use crate::compile::{Compiled, Plan, Shape};
use crate::damage::{damage_of, damaged, own_text};
use crate::input::{Input, PIECE};
use crate::kind::{ELEMENTS_MAX, Kind, Read, Setting, push_money};
use crate::normalise::number::{Decimal, parse_money};
use crate::normalise::person_name::{PersonName, normalise_person_name};
use crate::normalise::{Currency, Region, Rejected, Step, address, email, phone};
use crate::parts::{self, Part};

/// What one row became. Made once and used again for each row.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    /// The source's own id of the row; empty when it has none.
    pub external_id: String,
    /// The source's version time of the row, in milliseconds since 1970.
    pub version_ms: Option<i64>,
    /// The values.
    pub doc: Doc,
    /// What is wrong with them.
    pub findings: Vec<Finding>,
    /// The row cannot become a record; the findings say why.
    pub rejected: bool,
    /// Something names the record, but not in its title, whose values identify.
    pub named_otherwise: bool,
    pub(crate) buffers: Buffers,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Buffers {
    /// The text of a rule that changes it.
    text: String,
    /// A fragment on its way.
    fragment: String,
    /// The country text of the row before and what it meant: files name few countries.
    country: String,
    region: Option<Region>,
    /// The country of this row is `region`.
    country_known: bool,
    pub(crate) damaged: Option<FindingCode>,
}

impl Mapped {
    /// Forgets the row, keeps the memory.
    pub fn clear(&mut self) {
        self.external_id.clear();
        self.version_ms = None;
        self.doc.clear();
        self.findings.clear();
        self.rejected = false;
        self.named_otherwise = false;
        self.buffers.damaged = None;
        self.buffers.country_known = false;
    }

    fn find(&mut self, field: &str, rejected: Rejected) {
        self.findings.push(Finding::new(rejected.code, field.to_owned(), rejected.part));
    }

    pub(crate) fn find_code(&mut self, field: &str, code: FindingCode) {
        self.findings.push(Finding::new(code, field.to_owned(), ""));
    }
}

impl Compiled {
    /// Maps one row into `out`, which is cleared first. `row` must have the columns given to [`Compiled::new`].
    pub fn apply(&self, row: Row<'_>, out: &mut Mapped) {
        out.clear();
        let setting = self.setting_of(row, out);
        self.apply_external_id(row, out);
        self.apply_version(row, setting, out);
        for (at, plan) in self.plans.iter().enumerate() {
            match plan.shape {
                // The country was understood with the settings of the row.
                Shape::Single if self.country == Some(at) && out.buffers.country_known => write_country(plan, out),
                Shape::Single => apply_single(plan, row, setting, out),
                Shape::List => apply_list(plan, row, setting, out),
                Shape::Money => apply_money(plan, row, setting, out),
                Shape::Person => apply_person(plan, row, out),
                Shape::Address => apply_address(plan, row, setting, out),
            }
            finish(plan, out);
        }
        for name in &self.missing {
            out.find_code(name, FindingCode::RequiredMissing);
        }
        self.infer_kind(out);
        self.name_record(row, out);
    }

    /// What the row says about its values: its country and its currency.
    fn setting_of(&self, row: Row<'_>, out: &mut Mapped) -> Setting {
        let mut setting = self.setting;
        let mut buffer = std::mem::take(&mut out.buffers.text);
        if let Some(plan) = self.country.and_then(|at| self.plans.get(at)) {
            for input in &plan.inputs {
                let taken = input.take(row, &mut buffer);
                if taken.text.trim().is_empty() {
                    continue;
                }
                if out.buffers.country != taken.text {
                    out.buffers.country.clear();
                    out.buffers.country.push_str(taken.text);
                    out.buffers.region = Region::parse(taken.text);
                }
                out.buffers.country_known = out.buffers.region.is_some() && matches!(input.kind, Kind::Country);
                setting.region = out.buffers.region.unwrap_or(setting.region);
                break;
            }
        }
        if let Some(input) = &self.currency
            && let Some(currency) = Currency::parse(input.take(row, &mut buffer).text)
        {
            setting.currency = currency;
        }
        out.buffers.text = buffer;
        setting
    }

    fn apply_external_id(&self, row: Row<'_>, out: &mut Mapped) {
        let mut buffer = std::mem::take(&mut out.buffers.text);
        for input in &self.external_id {
            let taken = input.take(row, &mut buffer);
            let text = taken.text.trim();
            if taken.cell == CellKind::Empty || text.is_empty() {
                continue;
            }
            let mut text = text;
            if taken.cell == CellKind::Damaged {
                let code = damage_of(text);
                out.find_code(crate::rule::TARGET_EXTERNAL_ID, code);
                match own_text(code, text).map(str::trim).filter(|own| !own.is_empty()) {
                    Some(own) => text = own,
                    None => {
                        out.rejected = true;
                        break;
                    }
                }
            }
            if taken.cell == CellKind::Number && text.contains(['e', 'E']) {
                out.findings.push(Finding::new(FindingCode::DigitsLost, crate::rule::TARGET_EXTERNAL_ID, text.to_owned()));
            }
            out.external_id.extend(text.chars().filter(|character| !character.is_control()).take(500));
            break;
        }
        out.buffers.text = buffer;
    }

    fn apply_version(&self, row: Row<'_>, setting: Setting, out: &mut Mapped) {
        let mut buffer = std::mem::take(&mut out.buffers.text);
        let mut written = std::mem::take(&mut out.buffers.fragment);
        for input in &self.version {
            let taken = input.take(row, &mut buffer);
            written.clear();
            match input.kind.read(taken.cell, taken.text, setting, &mut written) {
                Read::Nothing => continue,
                Read::Value => {}
                Read::Kept(rejected) | Read::Dropped(rejected) => out.find(crate::rule::TARGET_UPDATED_AT, rejected),
            }
            out.version_ms = fragment::as_text(&written).and_then(|text| model::parse_ms(&text));
            break;
        }
        out.buffers.text = buffer;
        out.buffers.fragment = written;
    }
}

fn write_country(plan: &Plan, out: &mut Mapped) {
    if let Some(region) = out.buffers.region {
        out.doc.set_with(plan.field, |written| fragment::push_text(written, region.as_str()));
    }
}

fn apply_single(plan: &Plan, row: Row<'_>, setting: Setting, out: &mut Mapped) {
    let mut buffer = std::mem::take(&mut out.buffers.text);
    for input in &plan.inputs {
        let mut taken = input.take(row, &mut buffer);
        if taken.cell == CellKind::Empty || damaged(plan, &mut taken, out) {
            continue;
        }
        let mut read = Read::Nothing;
        let text = taken.text;
        if text.contains(PIECE) {
            let first = text.split(PIECE).map(str::trim).find(|piece| !piece.is_empty()).unwrap_or_default();
            out.doc.set_with(plan.field, |written| read = input.kind.read(CellKind::Text, first, setting, written));
        } else {
            out.doc.set_with(plan.field, |written| read = input.kind.read(taken.cell, text, setting, written));
        }
        match read {
            Read::Nothing => continue,
            Read::Value => {}
            Read::Kept(rejected) => out.find(&plan.name, rejected),
            Read::Dropped(rejected) => {
                out.find(&plan.name, rejected);
                continue;
            }
        }
        break;
    }
    out.buffers.text = buffer;
}

fn apply_list(plan: &Plan, row: Row<'_>, setting: Setting, out: &mut Mapped) {
    let mut buffer = std::mem::take(&mut out.buffers.text);
    let mut list = std::mem::take(&mut out.buffers.fragment);
    list.clear();
    for input in &plan.inputs {
        if input.takes_each() && input.columns.len() > 1 {
            for column in &input.columns {
                let mut taken = input.take_column(*column, row, &mut buffer);
                if taken.cell != CellKind::Empty && !damaged(plan, &mut taken, out) {
                    read_elements(plan, input, taken.cell, taken.text, setting, &mut list, out);
                }
            }
        } else {
            let mut taken = input.take(row, &mut buffer);
            if taken.cell != CellKind::Empty && !damaged(plan, &mut taken, out) {
                read_elements(plan, input, taken.cell, taken.text, setting, &mut list, out);
            }
        }
    }
    if !list.is_empty() {
        out.doc.set_with(plan.field, |written| {
            written.push('[');
            written.push_str(&list);
            written.push(']');
        });
    }
    out.buffers.text = buffer;
    out.buffers.fragment = list;
}

/// Reads the one or several elements of `text` and appends those that are new to `list`.
fn read_elements(plan: &Plan, input: &Input, cell: CellKind, text: &str, setting: Setting, list: &mut String, out: &mut Mapped) {
    if crate::normalise::null::is_null_word(text, input.kind.strictness()) {
        return;
    }
    if cell == CellKind::Json
        && let Ok(items) = serde_json::from_str::<Vec<String>>(text)
    {
        for item in items.iter().take(ELEMENTS_MAX) {
            read_element(plan, input, item, setting, list, out);
        }
        return;
    }
    if text.contains(PIECE) {
        for piece in text.split(PIECE).take(ELEMENTS_MAX) {
            read_element(plan, input, piece, setting, list, out);
        }
        return;
    }
    let may_hold_several = text.bytes().any(|byte| matches!(byte, b';' | b',' | b'/' | b'|' | b'\n' | 0x80..));
    if !may_hold_several {
        read_element(plan, input, text, setting, list, out);
        return;
    }
    let pieces: Vec<&str> = match &input.kind {
        Kind::Email => email::split_emails(text),
        Kind::Phone(_) => phone::split_phones(text),
        Kind::Select(_) => text.split([',', ';', '，', '；', '、', '|', '\n']).collect(),
        Kind::Text
        | Kind::LongText
        | Kind::Name
        | Kind::Place
        | Kind::CreditCode
        | Kind::ResidentId
        | Kind::Country
        | Kind::CurrencyCode
        | Kind::Integer
        | Kind::Decimal
        | Kind::Money(_)
        | Kind::Boolean
        | Kind::Date(_)
        | Kind::Datetime(_)
        | Kind::Url
        | Kind::Reference
        | Kind::Named(_)
        | Kind::Person
        | Kind::Address
        | Kind::Json(_) => vec![text],
    };
    for piece in pieces.into_iter().take(ELEMENTS_MAX) {
        read_element(plan, input, piece, setting, list, out);
    }
}

fn read_element(plan: &Plan, input: &Input, text: &str, setting: Setting, list: &mut String, out: &mut Mapped) {
    let start = list.len();
    if start > 0 {
        list.push(',');
    }
    let element = list.len();
    let written = match input.kind.read(CellKind::Text, text, setting, list) {
        Read::Value => true,
        Read::Nothing => false,
        Read::Kept(rejected) => {
            out.find(&plan.name, rejected);
            true
        }
        Read::Dropped(rejected) => {
            out.find(&plan.name, rejected);
            false
        }
    };
    if !written || (start > 0 && holds_element(&list[..start], &list[element..])) {
        list.truncate(start);
    }
}

/// Whether `element`, a string fragment, is among `elements`, string fragments divided by commas.
fn holds_element(elements: &str, element: &str) -> bool {
    if !elements.contains(element) {
        return false;
    }
    let wanted = fragment::as_text(element);
    fragment::as_list(&format!("[{elements}]")).into_iter().any(|known| Some(known) == wanted)
}

fn apply_money(plan: &Plan, row: Row<'_>, setting: Setting, out: &mut Mapped) {
    let mut buffer = std::mem::take(&mut out.buffers.text);
    let mut found: Option<(Decimal, Currency)> = None;
    let mut named: Option<Currency> = None;
    let mut findings = Vec::new();
    for input in &plan.inputs {
        let mut taken = input.take(row, &mut buffer);
        if taken.cell == CellKind::Empty
            || crate::normalise::null::is_null_word(taken.text, input.kind.strictness())
            || damaged(plan, &mut taken, out)
        {
            continue;
        }
        if input.part == Part::Currency {
            match Currency::parse(taken.text) {
                Some(currency) => named = named.or(Some(currency)),
                None => findings.push(Rejected { code: FindingCode::CurrencyUnknown, part: taken.text.trim().to_owned() }),
            }
        } else if found.is_none() {
            let stated = if let Kind::Money(currency) = &input.kind { *currency } else { None };
            if let Some((amount, told)) = crate::value::money_from_json(taken.cell, taken.text) {
                match parse_money(&amount, told.or(stated).unwrap_or(setting.currency)) {
                    Ok(done) => {
                        named = named.or(told);
                        found = Some((done.value.amount, done.value.currency));
                    }
                    Err(rejected) => findings.push(rejected),
                }
                continue;
            }
            match parse_money(taken.text, stated.unwrap_or(setting.currency)) {
                Ok(done) => {
                    if done.steps.contains(Step::CurrencyRead) {
                        named = Some(done.value.currency);
                    }
                    found = Some((done.value.amount, done.value.currency));
                }
                Err(rejected) => findings.push(rejected),
            }
        }
    }
    if let Some((amount, currency)) = found {
        out.doc.set_with(plan.field, |written| {
            push_money(written, &amount, named.unwrap_or(currency));
        });
    }
    for rejected in findings {
        out.find(&plan.name, rejected);
    }
    out.buffers.text = buffer;
}

fn apply_person(plan: &Plan, row: Row<'_>, out: &mut Mapped) {
    let mut buffer = std::mem::take(&mut out.buffers.text);
    let mut person = PersonName::default();
    for input in &plan.inputs {
        let mut taken = input.take(row, &mut buffer);
        if taken.cell == CellKind::Empty
            || crate::normalise::null::is_null_word(taken.text, input.kind.strictness())
            || damaged(plan, &mut taken, out)
        {
            continue;
        }
        if input.part != Part::Whole {
            parts::set_person(&mut person, input.part, taken.text);
        } else if let Some(told) = crate::value::person_from_json(taken.cell, taken.text) {
            person = PersonName {
                full: if person.full.is_empty() { told.full } else { person.full },
                family: person.family.or(told.family),
                given: person.given.or(told.given),
                partial: person.partial,
            };
        } else if person.full.is_empty() {
            match normalise_person_name(taken.text) {
                Ok(done) => {
                    let (family, given) = (person.family.take(), person.given.take());
                    person = done.value;
                    person.family = family.or(person.family);
                    person.given = given.or(person.given);
                }
                Err(rejected) => out.find(&plan.name, rejected),
            }
        }
    }
    parts::complete_person(&mut person);
    out.doc.set_with(plan.field, |written| {
        parts::push_person(written, &person);
    });
    out.buffers.text = buffer;
}

fn apply_address(plan: &Plan, row: Row<'_>, setting: Setting, out: &mut Mapped) {
    let mut buffer = std::mem::take(&mut out.buffers.text);
    let mut found: Option<address::Address> = None;
    let mut of_parts = address::Address::default();
    let mut any_part = false;
    for input in &plan.inputs {
        let mut taken = input.take(row, &mut buffer);
        if taken.cell == CellKind::Empty
            || crate::normalise::null::is_null_word(taken.text, input.kind.strictness())
            || damaged(plan, &mut taken, out)
        {
            continue;
        }
        if input.part != Part::Whole {
            any_part = true;
            if let Some(code) = parts::set_address(&mut of_parts, input.part, taken.text) {
                out.find_code(&plan.name, code);
            }
        } else if taken.cell == CellKind::Json && taken.text.starts_with('{') {
            found = found.or_else(|| crate::value::address_from_json(taken.text));
        } else if found.is_none() {
            found = Some(address::parse_address(taken.text, setting.region));
        }
    }
    let Some(mut address) = found.or_else(|| any_part.then(address::Address::default)) else {
        out.buffers.text = buffer;
        return;
    };
    if any_part {
        let merge = |whole: &mut Option<String>, part: Option<String>| *whole = part.or_else(|| whole.take());
        merge(&mut address.country, of_parts.country);
        merge(&mut address.province, of_parts.province);
        merge(&mut address.city, of_parts.city);
        merge(&mut address.district, of_parts.district);
        merge(&mut address.street, of_parts.street);
        merge(&mut address.postcode, of_parts.postcode);
        if !of_parts.text.is_empty() {
            address.text = of_parts.text;
        }
        parts::complete_address(&mut address);
    }
    out.doc.set_with(plan.field, |written| {
        parts::push_address(written, &address);
    });
    out.buffers.text = buffer;
}

/// What is checked when all rules of a field were applied.
fn finish(plan: &Plan, out: &mut Mapped) {
    match out.doc.get(plan.field) {
        None if plan.required => out.find_code(&plan.name, FindingCode::RequiredMissing),
        None => {}
        Some(held) => {
            if let Some(finding) = plan.validator.as_ref().and_then(|validator| validator.check(held)) {
                out.findings.push(finding);
            }
        }
    }
}
