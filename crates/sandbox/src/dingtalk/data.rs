//! Departments and members of the company, by the vendor's names of fields.

use serde_json::json;

use crate::clock::START_MS;
use crate::fragment::quoted;
use crate::log::Actor;
use crate::messenger::{DEPARTMENT_TABLE, DEPARTMENTS, Employee, MEMBER_TABLE, employees, message_table};
use crate::people::Population;
use crate::site::{How, Site, Stamp};
use crate::table::{Cells, Class, Field, Table};

const DAY_MS: i64 = 86_400_000;

/// The whole company is department 1; the vendor gives the others large numbers.
pub(super) fn department_id(number: u32) -> i64 {
    if number == 1 { 1 } else { 512_000_000 + i64::from(number) * 1_009 }
}

fn department_fields() -> Vec<Field> {
    vec![
        Field::new("dept_id", "部门ID", Class::Id, "number"),
        Field::new("name", "部门名称", Class::Text, "text"),
        Field::new("parent_id", "父部门ID", Class::Link, "number"),
        Field::new("create_dept_group", "部门群", Class::Flag, "boolean"),
        Field::new("auto_add_user", "自动加群", Class::Flag, "boolean"),
    ]
}

fn member_fields() -> Vec<Field> {
    let mut fields = vec![
        Field::new("userid", "用户ID", Class::Id, "text"),
        Field::new("unionid", "unionid", Class::Text, "text"),
        Field::new("name", "姓名", Class::Text, "text"),
        Field::new("mobile", "手机号码", Class::Text, "text"),
        Field::new("email", "邮箱", Class::Text, "text"),
        Field::new("title", "职位", Class::Text, "text"),
        Field::new("job_number", "工号", Class::Text, "text"),
        Field::new("dept_id_list", "所属部门", Class::Other, "list"),
        Field::new("remark", "备注", Class::Text, "text"),
        Field::new("hired_date", "入职时间", Class::Number, "number"),
        Field::new("active", "是否激活", Class::Flag, "boolean"),
    ];
    fields[8].extra = json!({ "free": true });
    fields
}

/// Makes the tables and gives the last numbers of departments and members.
pub(super) fn furnish(site: &mut Site, population: &Population) -> (u32, u32) {
    site.tables =
        vec![Table::new("departments", "部门", department_fields()), Table::new("members", "成员", member_fields()), message_table()];
    let how = How { by: Actor::Ui, stamp: Stamp::At(START_MS - DAY_MS), visible_after_ms: 0 };
    let mut departments = 0;
    for (number, department) in (1_u32..).zip(DEPARTMENTS) {
        let id = department_id(number).to_string();
        let parent = department.parent.and_then(|parent| u32::try_from(parent + 1).ok()).map_or(0, department_id).to_string();
        let fragments = [id.clone(), quoted(department.name), parent, "true".to_owned(), "true".to_owned()];
        site.insert(DEPARTMENT_TABLE, &id, Cells::new(fragments.iter().map(String::as_str)), None, how);
        departments = number;
    }
    let mut members = 0;
    for employee in employees(population, super::NAME) {
        members = employee.number;
        let id = format!("{}{:04}", employee.login, 8_000 + employee.number);
        site.insert(MEMBER_TABLE, &id, cells(&id, &employee), Some(employee.person), how);
    }
    (departments, members)
}

fn cells(id: &str, employee: &Employee) -> Cells {
    let departments: Vec<i64> = employee.departments.iter().filter_map(|at| u32::try_from(at + 1).ok()).map(department_id).collect();
    let fragments = [
        quoted(id),
        quoted(&format!("z21HjQliSzpw0YW{}", employee.number)),
        quoted(&employee.name),
        quoted(&employee.mobile),
        quoted(&employee.email),
        quoted(&employee.title),
        quoted(&format!("{:05}", employee.number)),
        json!(departments).to_string(),
        quoted(employee.note),
        (START_MS - DAY_MS * i64::from(employee.number % 2_000)).to_string(),
        employee.is_active.to_string(),
    ];
    Cells::new(fragments.iter().map(String::as_str))
}

/// What the vendor's pages fill in for a new member.
pub(super) fn complete(table: usize, values: &mut Vec<(String, String)>) {
    if table != MEMBER_TABLE {
        return;
    }
    for (name, fragment) in [("name", quoted("新成员")), ("dept_id_list", "[1]".to_owned()), ("active", "true".to_owned())] {
        if !values.iter().any(|(known, _)| known == name) {
            values.push((name.to_owned(), fragment));
        }
    }
}
