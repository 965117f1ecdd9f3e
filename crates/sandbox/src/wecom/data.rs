//! Departments and members of the company, by the vendor's names of fields.

use serde_json::json;

use crate::clock::START_MS;
use crate::fragment::{optional, quoted};
use crate::log::Actor;
use crate::messenger::{DEPARTMENT_TABLE, DEPARTMENTS, Employee, MEMBER_TABLE, employees, message_table};
use crate::people::Population;
use crate::site::{How, Site, Stamp};
use crate::table::{Cells, Class, Field, Table};

fn department_fields() -> Vec<Field> {
    vec![
        Field::new("id", "部门ID", Class::Id, "number"),
        Field::new("name", "部门名称", Class::Text, "text"),
        Field::new("name_en", "英文名称", Class::Text, "text"),
        Field::new("department_leader", "部门负责人", Class::Other, "list"),
        Field::new("parentid", "父部门ID", Class::Link, "number"),
        Field::new("order", "次序", Class::Number, "number"),
    ]
}

fn member_fields() -> Vec<Field> {
    let mut fields = vec![
        Field::new("userid", "账号", Class::Id, "text"),
        Field::new("name", "姓名", Class::Text, "text"),
        Field::new("alias", "别名", Class::Text, "text"),
        Field::new("department", "部门", Class::Other, "list"),
        Field::new("main_department", "主部门", Class::Link, "number"),
        Field::new("position", "职务", Class::Text, "text"),
        Field::new("mobile", "手机", Class::Text, "text"),
        Field::new("email", "邮箱", Class::Text, "text"),
        Field::new("status", "激活状态", Class::Number, "number"),
        Field::new("telephone", "座机", Class::Text, "text"),
    ];
    fields[5].extra = json!({ "free": true });
    fields[8].extra = json!({ "free": true });
    fields
}

/// Makes the tables and gives the last numbers of departments and members.
pub(super) fn furnish(site: &mut Site, population: &Population) -> (u32, u32) {
    site.tables =
        vec![Table::new("departments", "部门", department_fields()), Table::new("members", "成员", member_fields()), message_table()];
    let how = How { by: Actor::Ui, stamp: Stamp::At(START_MS - 86_400_000), visible_after_ms: 0 };
    let mut departments = 0;
    for (number, department) in (1_u32..).zip(DEPARTMENTS) {
        let id = number.to_string();
        let parent = department.parent.map_or(0, |parent| parent + 1).to_string();
        let order = (100_000 - number).to_string();
        let fragments = [id.clone(), quoted(department.name), quoted(department.name_en), "[]".to_owned(), parent, order];
        site.insert(DEPARTMENT_TABLE, &id, Cells::new(fragments.iter().map(String::as_str)), None, how);
        departments = number;
    }
    let mut members = 0;
    for employee in employees(population, super::NAME) {
        members = employee.number;
        let cells = cells(&employee);
        site.insert(MEMBER_TABLE, &employee.login, cells, Some(employee.person), how);
    }
    (departments, members)
}

fn cells(employee: &Employee) -> Cells {
    let departments: Vec<usize> = employee.departments.iter().map(|at| at + 1).collect();
    let fragments = [
        quoted(&employee.login),
        quoted(&employee.name),
        optional(&employee.english_name),
        json!(departments).to_string(),
        departments.first().unwrap_or(&1).to_string(),
        quoted(&employee.title),
        quoted(&employee.mobile),
        quoted(&employee.email),
        if employee.is_active { "1" } else { "4" }.to_owned(),
        quoted(""),
    ];
    Cells::new(fragments.iter().map(String::as_str))
}

/// What the vendor's pages fill in for a new member.
pub(super) fn complete(_site: &Site, table: usize, values: &mut Vec<(String, String)>) {
    if table != MEMBER_TABLE {
        return;
    }
    let defaults =
        [("name", quoted("新成员")), ("department", "[1]".to_owned()), ("main_department", "1".to_owned()), ("status", "1".to_owned())];
    for (name, fragment) in defaults {
        if !values.iter().any(|(known, _)| known == name) {
            values.push((name.to_owned(), fragment));
        }
    }
}
