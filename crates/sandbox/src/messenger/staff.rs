//! Departments and members: a company whose staff are people that the other simulators know as customers and contacts.

use super::office::Counts;
use super::{DEPARTMENT_TABLE, MEMBER_TABLE, message_table};
use crate::clock::START_MS;
use crate::fault::Plan;
use crate::fragment::{as_text, object_text, value};
use crate::log::Actor;
use crate::people::{Clerk, Population};
use crate::site::{How, Site, Stamp};
use crate::table::{Cells, Class, Field, Presence, Table};

const DAY_MS: i64 = 86_400_000;

/// A part of the company: name, and which one it belongs to.
pub(crate) struct Department {
    pub(crate) name: &'static str,
    pub(crate) name_en: &'static str,
    parent: Option<u32>,
}

impl Department {
    /// Number of the one that it belongs to, from 1.
    pub(crate) fn above(&self) -> Option<u32> {
        self.parent.map(|parent| parent + 1)
    }
}

const fn department(name: &'static str, name_en: &'static str, parent: u32) -> Department {
    Department { name, name_en, parent: Some(parent) }
}

/// All of them, the whole company first.
const DEPARTMENTS: &[Department] = &[
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
    /// Numbers of one department or two, from 1.
    pub(crate) departments: Vec<u32>,
    pub(crate) is_active: bool,
}

/// The staff of the company at one vendor. What vendors refuse (two at-signs, full-width digits) is missing.
fn employees<'p>(population: &'p Population, vendor: &'static str) -> impl Iterator<Item = Employee> + use<'p> {
    (1_u32..).zip(population.members(vendor)).map(move |(number, member)| {
        let mut clerk = Clerk::new(population.seed, vendor, member.person, member.copy);
        let person = population.person(member.person);
        let spelt = clerk.person(&person);
        let mut departments = vec![clerk.below(DEPARTMENTS.len())];
        if clerk.chance(15) {
            departments.push(clerk.below(DEPARTMENTS.len()));
        }
        let mut departments: Vec<u32> = departments.into_iter().filter_map(|at| u32::try_from(at + 1).ok()).collect();
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

/// How one vendor keeps its company.
pub(crate) struct Company {
    pub(crate) vendor: &'static str,
    pub(crate) department_fields: Vec<Field>,
    pub(crate) member_fields: Vec<Field>,
    /// Number of the first department that is a record: 2 where the whole company is none.
    pub(crate) first_department: u32,
    /// Id and values of a department by its number, from 1.
    pub(crate) department: fn(u32, &Department) -> (String, Vec<String>),
    /// Id and values of a member.
    pub(crate) member: fn(&Employee) -> (String, Vec<String>),
}

/// Makes the tables, fills them, and gives the last numbers of departments and members.
pub(crate) fn furnish(site: &mut Site, population: &Population, company: Company) -> Counts {
    let departments = Table::new("departments", "部门", company.department_fields);
    site.tables = vec![departments, Table::new("members", "成员", company.member_fields), message_table()];
    let how = How { by: Actor::Ui, stamp: Stamp::At(START_MS - DAY_MS), visible_after_ms: 0 };
    let mut counts = Counts::default();
    for (number, department) in (1_u32..).zip(DEPARTMENTS) {
        counts.departments = number;
        if number >= company.first_department {
            let (id, fragments) = (company.department)(number, department);
            site.insert(DEPARTMENT_TABLE, &id, Cells::new(fragments.iter().map(String::as_str)), None, how);
        }
    }
    for employee in employees(population, company.vendor) {
        counts.members = employee.number;
        let (id, fragments) = (company.member)(&employee);
        site.insert(MEMBER_TABLE, &id, Cells::new(fragments.iter().map(String::as_str)), Some(employee.person), how);
    }
    counts
}

/// Adds what the vendor's pages fill in for a new department or member.
pub(crate) fn fill_in(table: usize, values: &mut Vec<(String, String)>, department: &[(&str, &str)], member: &[(&str, &str)]) {
    let defaults = match table {
        DEPARTMENT_TABLE => department,
        MEMBER_TABLE => member,
        _ => return,
    };
    for (name, fragment) in defaults {
        if !values.iter().any(|(known, _)| known == name) {
            values.push(((*name).to_owned(), (*fragment).to_owned()));
        }
    }
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

/// Whether nobody works in a department and none is below it: vendors delete no other. `member_field` holds the departments of a member,
/// `parent_field` the one above.
pub(crate) fn is_empty(site: &Site, row: u32, member_field: &str, parent_field: &str) -> bool {
    let Some(id) = site.tables[DEPARTMENT_TABLE].row(row).map(|row| row.id.to_string()) else { return true };
    let is_alone = children(site, DEPARTMENT_TABLE, parent_field, &id).is_empty();
    is_alone && members_of(site, MEMBER_TABLE, member_field, &id, &Plan::default()).is_empty()
}

/// A row as one JSON object.
fn record(table: &Table, number: u32) -> String {
    let Some(row) = table.row(number) else { return "null".to_owned() };
    // Ids that are numbers are shown as such, also those of records that a person made.
    let shown = |at: usize, field: &Field| match (field.class, field.type_name.as_str()) {
        (Class::Id, "number") => as_text(row.cells.get(at)).into_owned(),
        _ => row.cells.get(at).to_owned(),
    };
    let values: Vec<(String, String)> = table.visible_fields().map(|(at, field)| (field.name.clone(), shown(at, field))).collect();
    object_text(&values)
}

/// Rows as a JSON list, noted as shown.
pub(crate) fn rows_json(site: &mut Site, table: usize, rows: &[u32]) -> String {
    rows.iter().for_each(|row| site.tables[table].show(*row));
    let records: Vec<String> = rows.iter().map(|row| record(&site.tables[table], *row)).collect();
    format!("[{}]", records.join(","))
}
