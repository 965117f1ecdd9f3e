//! Departments and members: a company whose staff are people that the other simulators know as customers and contacts.

use crate::fault::Plan;
use crate::fragment::{as_text, object_text, value};
use crate::people::{Clerk, Population};
use crate::site::Site;
use crate::table::{Presence, Table};

/// A part of the company: name, and which one it belongs to.
pub(crate) struct Department {
    pub(crate) name: &'static str,
    pub(crate) name_en: &'static str,
    pub(crate) parent: Option<usize>,
}

const fn department(name: &'static str, name_en: &'static str, parent: usize) -> Department {
    Department { name, name_en, parent: Some(parent) }
}

/// All of them, the whole company first.
pub(crate) const DEPARTMENTS: &[Department] = &[
    Department { name: "示例公司", name_en: "Sample Ltd", parent: None },
    department("销售部", "Sales", 0),
    department("销售一组", "Sales 1", 1),
    department("销售二组", "Sales 2", 1),
    department("客服部", "Service", 0),
    department("研发部", "Development", 0),
    department("平台组", "Platform", 5),
    department("财务部", "Finance", 0),
    department("上海分公司", "Shanghai branch", 0),
    department("上海销售", "Shanghai sales", 8),
];

/// Somebody who works there.
#[derive(Clone, Debug)]
pub(crate) struct Employee {
    /// Counts from 1.
    pub(crate) number: u32,
    pub(crate) person: u32,
    /// Letters and digits, unique.
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) english_name: String,
    pub(crate) mobile: String,
    pub(crate) email: String,
    pub(crate) title: String,
    pub(crate) note: &'static str,
    /// Positions in [`DEPARTMENTS`], one or two.
    pub(crate) departments: Vec<usize>,
    pub(crate) is_active: bool,
}

/// The staff of the company at one vendor. What vendors refuse (two at-signs, full-width digits) is missing.
pub(crate) fn employees<'p>(population: &'p Population, vendor: &'static str) -> impl Iterator<Item = Employee> + use<'p> {
    (1_u32..).zip(population.members(vendor)).map(move |(number, member)| {
        let mut clerk = Clerk::new(population.seed, vendor, member.person, member.copy);
        let person = population.person(member.person);
        let spelt = clerk.person(&person);
        let mut departments = vec![clerk.below(DEPARTMENTS.len())];
        if clerk.chance(15) {
            departments.push(clerk.below(DEPARTMENTS.len()));
        }
        departments.sort_unstable();
        departments.dedup();
        let family: String = person.family.1.chars().filter(char::is_ascii_alphabetic).collect();
        Employee {
            number,
            person: member.person,
            login: format!("{}{number}", family.to_ascii_lowercase()),
            name: spelt.full_name.trim().to_owned(),
            english_name: format!("{} {}", person.given.1, person.family.1),
            // One who is there twice has a second telephone.
            mobile: if member.copy == 0 { person.mobile.clone() } else { format!("17{number:09}") },
            email: if spelt.email.is_empty() || member.copy > 0 { String::new() } else { person.email.clone() },
            title: spelt.title,
            note: spelt.note,
            departments,
            is_active: !clerk.chance(5),
        }
    })
}

/// Live members of a department in the order in which they were entered; `field` holds the list of their departments.
pub(crate) fn members_of(site: &Site, table: usize, field: &str, department: &str, plan: &Plan) -> Vec<u32> {
    let table = &site.tables[table];
    let Some(at) = table.field(field) else { return Vec::new() };
    let left_out = plan.left_out_percent();
    let is_shown = |number: u32| left_out == 0 || u64::from(number.wrapping_mul(2_654_435_761) >> 7) % 100 >= left_out;
    let is_in = |cells: &str| match value(cells) {
        serde_json::Value::Array(items) => items.iter().any(|item| as_text(&item.to_string()) == department),
        other => as_text(&other.to_string()) == department,
    };
    let live = table.all().filter(|(_, row)| row.presence == Presence::Live);
    live.filter(|(number, row)| is_shown(*number) && is_in(row.cells.get(at))).map(|(number, _)| number).collect()
}

/// Live departments directly below another; `field` holds the id of the one above.
pub(crate) fn children(site: &Site, table: usize, field: &str, parent: &str) -> Vec<u32> {
    let table = &site.tables[table];
    let Some(at) = table.field(field) else { return Vec::new() };
    let live = table.all().filter(|(_, row)| row.presence == Presence::Live);
    live.filter(|(_, row)| as_text(row.cells.get(at)) == parent).map(|(number, _)| number).collect()
}

/// A row as one JSON object.
fn record(table: &Table, number: u32) -> String {
    let Some(row) = table.row(number) else { return "null".to_owned() };
    let values: Vec<(String, String)> =
        table.visible_fields().map(|(at, field)| (field.name.clone(), row.cells.get(at).to_owned())).collect();
    object_text(&values)
}

/// Rows as a JSON list, noted as shown.
pub(crate) fn rows_json(site: &mut Site, table: usize, rows: &[u32]) -> String {
    rows.iter().for_each(|row| site.tables[table].show(*row));
    let records: Vec<String> = rows.iter().map(|row| record(&site.tables[table], *row)).collect();
    format!("[{}]", records.join(","))
}
