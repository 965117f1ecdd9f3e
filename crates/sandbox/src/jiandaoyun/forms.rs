//! Applications, forms and widgets, as tables of the frame.

use serde_json::{Value, json};

use crate::table::{Class, Field, Table};

/// An application: id and name.
pub(super) const APPS: &[(&str, &str)] = &[("5f1e0a2b6c7d8e0007a1b2c3", "销售管理"), ("60c8f1d2a3b4c50008d4e5f6", "简道云CRM")];

/// A form. `name` is the table's name in the control interface.
pub(super) struct Form {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) app: usize,
    pub(super) entry_id: &'static str,
    /// A part of the vendor's own CRM, which the API refuses.
    pub(super) is_preset: bool,
    pub(super) is_workflow: bool,
    /// One widget a line: `alias|label|type|flags`. No alias: records are keyed by the widget's id. Flags: `unique`, `free` (a
    /// text that faults may play with). Lines that begin with `>` are the widgets of the sub-form above.
    widgets: &'static str,
}

pub(super) const FORMS: &[Form] = &[
    Form {
        name: "customers",
        title: "客户",
        app: 0,
        entry_id: "5f1e0a5d6c7d8e0007a1b3d4",
        is_preset: false,
        is_workflow: false,
        widgets: "customer_name|客户名称|text|
|客户编号|sn|
customer_type|客户类型|radiogroup|
credit_code|统一社会信用代码|text|
mobile|手机|phone|
phone|电话|text|
email|邮箱|text|
address|地址|address|
level|客户等级|combo|
tags|标签|combocheck|
industry|行业|combo|
|更多信息|separator|
owner|负责人|user|
team|协作人|usergroup|
dept|所属部门|dept|
revenue|年营业额（元）|number|
since|首次合作时间|datetime|
external_id|外部编号|text|unique
|说明|text|free
|备注|textarea|
|名片|upload|
contacts|联系人|subform|
>contact_name|姓名|text|
>contact_phone|电话|text|
>|职务|text|",
    },
    Form {
        name: "contacts",
        title: "联系人",
        app: 0,
        entry_id: "5f1e0b8f6c7d8e0007a1b4e5",
        is_preset: false,
        is_workflow: false,
        widgets: "name|姓名|text|
customer|所属客户|lookup|
source_customer|客户（选择数据）|linkdata|
mobile|手机|phone|
email|邮箱|text|
gender|性别|radiogroup|
title|职务|text|
birthday|生日|datetime|
hobbies|爱好|checkboxgroup|
|备注|textarea|free
|简介|richtext|",
    },
    Form {
        name: "deals",
        title: "商机",
        app: 0,
        entry_id: "5f1e0cc16c7d8e0007a1b5f6",
        is_preset: false,
        is_workflow: true,
        widgets: "title|商机名称|text|
customer|客户|lookup|
amount|预计金额|number|
stage|阶段|combo|
expected|预计成交日期|datetime|
owner|负责人|user|
|备注|textarea|free",
    },
    Form {
        name: "crm_customers",
        title: "客户（CRM 预设）",
        app: 1,
        entry_id: "60c8f1d2a3b4c50008d4e6a7",
        is_preset: true,
        is_workflow: false,
        widgets: "account_name|客户名称|text|",
    },
];

/// Fields that no widget shows.
pub(super) const CREATOR: &str = "creator";
pub(super) const FLOW_STATE: &str = "flowState";

/// The form behind a table.
pub(super) fn of_table(table: &Table) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.name == table.name)
}

/// All tables, empty.
pub(super) fn tables() -> Vec<Table> {
    FORMS.iter().enumerate().map(|(number, form)| table(number, form)).collect()
}

fn table(number: usize, form: &Form) -> Table {
    let mut fields: Vec<Field> = Vec::new();
    for (line, text) in form.widgets.lines().enumerate() {
        let mut parts = text.trim_start_matches('>').split('|');
        let mut next = || parts.next().unwrap_or_default();
        let (alias, label, kind, flags) = (next(), next(), next(), next());
        let widget = numbered(number * 1_000 + line);
        let name = if alias.is_empty() { widget.as_str() } else { alias };
        if text.starts_with('>') {
            let item = json!({ "name": name, "widgetName": widget, "label": label, "type": kind });
            if let Some(items) = fields.last_mut().and_then(|form| form.extra["items"].as_array_mut()) {
                items.push(item);
            }
            continue;
        }
        let mut field = Field::new(name, label, class(kind), kind);
        field.extra = json!({ "widget": widget });
        for flag in flags.split(' ').filter(|flag| !flag.is_empty()) {
            field.extra[flag] = json!(true);
        }
        if kind == "subform" {
            field.extra["items"] = json!([]);
        }
        fields.push(field);
    }
    fields.push(Field::new(CREATOR, "提交人", Class::Other, "hidden"));
    if form.is_workflow {
        fields.push(Field::new(FLOW_STATE, "流程状态", Class::Other, "hidden"));
    }
    Table::new(form.name, form.title, fields)
}

/// `_widget_` and 13 digits.
fn numbered(number: usize) -> String {
    format!("_widget_{}", 1_615_777_000_000 + number * 137)
}

fn class(kind: &str) -> Class {
    match kind {
        "text" | "textarea" => Class::Text,
        "number" => Class::Number,
        "datetime" => Class::Time,
        "radiogroup" | "combo" => Class::Choice,
        "lookup" => Class::Link,
        _ => Class::Other,
    }
}

/// The id of the widget at a position, which stays when its alias changes.
pub(super) fn widget_id(table: &Table, at: usize) -> String {
    let field = &table.fields[at];
    match field.extra["widget"].as_str() {
        Some(widget) => widget.to_owned(),
        None if field.name.starts_with("_widget_") => field.name.clone(),
        // Added later through the control interface.
        None => numbered(900_000 + at),
    }
}

/// The widgets of a form, with their positions: what is neither removed nor the system's own.
pub(super) fn widgets(table: &Table) -> impl Iterator<Item = (usize, &Field)> {
    table.visible_fields().filter(|(_, field)| field.type_name != "hidden")
}

/// The widget of this alias or id.
pub(super) fn position(table: &Table, name: &str) -> Option<usize> {
    widgets(table).find(|(at, field)| field.name == name || widget_id(table, *at) == name).map(|(at, _)| at)
}

/// The answer that describes the widgets of a form.
pub(super) fn described(table: &Table) -> Vec<Value> {
    widgets(table)
        .map(|(at, field)| {
            let mut widget =
                json!({ "name": field.name, "widgetName": widget_id(table, at), "label": field.label, "type": field.type_name });
            if field.extra["items"].is_array() {
                widget["items"] = field.extra["items"].clone();
            }
            widget
        })
        .collect()
}
