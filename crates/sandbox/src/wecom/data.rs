//! Departments and members of the company, by the vendor's names of fields.

use serde_json::json;

use crate::fragment::{optional, quoted};
use crate::messenger::{Company, Department, Employee};
use crate::table::{Class, Field};

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

/// The company as this vendor keeps it.
pub(super) fn company() -> Company {
    let (department_fields, member_fields) = (department_fields(), member_fields());
    Company { vendor: super::NAME, department_fields, member_fields, first_department: 1, department, member }
}

fn department(number: u32, department: &Department) -> (String, Vec<String>) {
    let id = number.to_string();
    let parent = department.above().unwrap_or(0).to_string();
    let order = (100_000 - number).to_string();
    let fragments = vec![id.clone(), quoted(department.name), quoted(department.name_en), "[]".to_owned(), parent, order];
    (id, fragments)
}

fn member(employee: &Employee) -> (String, Vec<String>) {
    let fragments = vec![
        quoted(&employee.login),
        quoted(&employee.name),
        optional(&employee.english_name),
        json!(employee.departments).to_string(),
        employee.departments.first().unwrap_or(&1).to_string(),
        quoted(&employee.title),
        quoted(&employee.mobile),
        quoted(&employee.email),
        if employee.is_active { "1" } else { "4" }.to_owned(),
        quoted(""),
    ];
    (employee.login.clone(), fragments)
}

/// What the vendor's pages fill in for a new member.
pub(super) const NEW_MEMBER: &[(&str, &str)] = &[("name", "\"新成员\""), ("department", "[1]"), ("main_department", "1"), ("status", "1")];

/// What they fill in for a new department: it belongs to the whole company.
pub(super) const NEW_DEPARTMENT: &[(&str, &str)] =
    &[("name", "\"新部门\""), ("department_leader", "[]"), ("parentid", "1"), ("order", "1")];
