//! Departments and members of the company, by the vendor's names of fields.

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::clock::START_MS;
use crate::fragment::quoted;
use crate::messenger::{Company, Department, Employee};
use crate::table::{Class, Field};

/// The whole company, which no list shows.
pub(super) const ROOT: &str = "0";

fn hashed(purpose: &str, number: u32) -> String {
    let digest = Sha256::digest(format!("feishu {purpose} {number}"));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn open_id(number: u32) -> String {
    format!("ou_{}", hashed("user", number))
}

pub(super) fn department_id(number: u32) -> String {
    if number == 1 { ROOT.to_owned() } else { format!("od-{}", hashed("department", number)) }
}

fn department_fields() -> Vec<Field> {
    vec![
        Field::new("open_department_id", "部门 open id", Class::Id, "text"),
        Field::new("name", "部门名称", Class::Text, "text"),
        Field::new("department_id", "自定义部门 id", Class::Text, "text"),
        Field::new("parent_department_id", "父部门", Class::Link, "text"),
        Field::new("leader_user_id", "负责人", Class::Text, "text"),
        Field::new("member_count", "人数", Class::Number, "number"),
    ]
}

fn member_fields() -> Vec<Field> {
    let mut fields = vec![
        Field::new("open_id", "open id", Class::Id, "text"),
        Field::new("union_id", "union id", Class::Text, "text"),
        Field::new("user_id", "user id", Class::Text, "text"),
        Field::new("name", "姓名", Class::Text, "text"),
        Field::new("en_name", "英文名", Class::Text, "text"),
        Field::new("email", "邮箱", Class::Text, "text"),
        Field::new("mobile", "手机号", Class::Text, "text"),
        Field::new("department_ids", "部门", Class::Other, "list"),
        Field::new("job_title", "职务", Class::Text, "text"),
        Field::new("employee_no", "工号", Class::Text, "text"),
        Field::new("join_time", "入职时间", Class::Number, "number"),
        Field::new("status", "状态", Class::Other, "object"),
    ];
    fields[8].extra = json!({ "free": true });
    fields
}

/// The company as this vendor keeps it.
pub(super) fn company() -> Company {
    let (department_fields, member_fields) = (department_fields(), member_fields());
    Company { vendor: super::NAME, department_fields, member_fields, first_department: 2, department, member }
}

/// The company itself is no record: lists begin below it.
fn department(number: u32, department: &Department) -> (String, Vec<String>) {
    let parent = department.above().map_or_else(String::new, department_id);
    let id = department_id(number);
    let own = hashed("own", number)[..12].to_owned();
    let fragments = vec![quoted(&id), quoted(department.name), quoted(&own), quoted(&parent), quoted(""), "0".to_owned()];
    (id, fragments)
}

fn member(employee: &Employee) -> (String, Vec<String>) {
    let id = open_id(employee.number);
    let departments: Vec<String> = employee.departments.iter().copied().map(department_id).collect();
    let fragments = vec![
        quoted(&id),
        quoted(&format!("on_{}", hashed("union", employee.number))),
        quoted(&hashed("user id", employee.number)[..8]),
        quoted(&employee.name),
        quoted(&employee.english_name),
        quoted(&employee.email),
        // The vendor shows mobiles with their country code.
        quoted(&if employee.mobile.starts_with('+') { employee.mobile.clone() } else { format!("+86{}", employee.mobile) }),
        json!(departments).to_string(),
        quoted(&employee.title),
        quoted(&format!("{:05}", employee.number)),
        (START_MS / 1_000 - 86_400 * i64::from(employee.number % 2_000)).to_string(),
        json!({ "is_frozen": false, "is_resigned": false, "is_activated": employee.is_active, "is_exited": false, "is_unjoin": false })
            .to_string(),
    ];
    (id, fragments)
}

/// What the vendor's pages fill in for a new member.
pub(super) const NEW_MEMBER: &[(&str, &str)] = &[("name", "\"新成员\""), ("department_ids", "[\"0\"]")];

/// What they fill in for a new department: it belongs to the whole company.
pub(super) const NEW_DEPARTMENT: &[(&str, &str)] = &[("name", "\"新部门\""), ("parent_department_id", "\"0\""), ("member_count", "0")];
