//! Departments and members of the company, by the vendor's names of fields.

use serde_json::json;

use crate::clock::START_MS;
use crate::fragment::quoted;
use crate::messenger::{Company, Department, Employee};
use crate::table::{Class, Field};

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

/// The company as this vendor keeps it.
pub(super) fn company() -> Company {
    let (department_fields, member_fields) = (department_fields(), member_fields());
    Company { vendor: super::NAME, department_fields, member_fields, first_department: 1, department, member }
}

fn department(number: u32, department: &Department) -> (String, Vec<String>) {
    let id = department_id(number).to_string();
    let parent = department.above().map_or(0, department_id).to_string();
    let fragments = vec![id.clone(), quoted(department.name), parent, "true".to_owned(), "true".to_owned()];
    (id, fragments)
}

fn member(employee: &Employee) -> (String, Vec<String>) {
    let id = format!("{}{:04}", employee.login, 8_000 + employee.number);
    let departments: Vec<i64> = employee.departments.iter().copied().map(department_id).collect();
    let fragments = vec![
        quoted(&id),
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
    (id, fragments)
}

/// What the vendor's pages fill in for a new member.
pub(super) const NEW_MEMBER: &[(&str, &str)] = &[("name", "\"新成员\""), ("dept_id_list", "[1]"), ("active", "true")];

/// What they fill in for a new department: it belongs to the whole company.
pub(super) const NEW_DEPARTMENT: &[(&str, &str)] =
    &[("name", "\"新部门\""), ("parent_id", "1"), ("create_dept_group", "true"), ("auto_add_user", "true")];
