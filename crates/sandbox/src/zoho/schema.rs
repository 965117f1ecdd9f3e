//! Modules and fields, as tables of the frame, and their descriptions.

use super::route::since;
use serde_json::{Value, json};

use crate::table::{Class, Field, Table};

/// A module.
pub(super) struct Module {
    pub(super) name: &'static str,
    pub(super) singular: &'static str,
    /// The field that an upsert compares unless told.
    pub(super) check: &'static str,
    /// The field that names a record in lookups.
    pub(super) title: &'static str,
    pub(super) is_custom: bool,
    /// One field a line: `api_name|label|data_type|flags`. Flags: `required`, `unique`, `external`, `read_only`, `free` (a text that
    /// faults may play with), `length=N`, `ref=MODULE`, `options=A;B`.
    fields: &'static str,
}

/// Fields that every module has. `virtual` ones are computed.
const COMMON: &str = "Owner|Owner|ownerlookup|
Created_By|Created By|ownerlookup|virtual read_only
Modified_By|Modified By|ownerlookup|virtual read_only
Created_Time|Created Time|datetime|virtual read_only
Modified_Time|Modified Time|datetime|virtual read_only
Record_Status__s|Record Status|picklist|virtual read_only";

pub(super) const MODULES: &[Module] = &[
    Module {
        name: "Leads",
        singular: "Lead",
        check: "Email",
        title: "Full_Name",
        is_custom: false,
        fields: "Last_Name|Last Name|text|required length=80
First_Name|First Name|text|length=40
Full_Name|Full Name|text|virtual read_only
Company|Company|text|length=200
Email|Email|email|length=100
Phone|Phone|phone|length=30
Mobile|Mobile|phone|length=30
City|City|text|length=100
Lead_Source|Lead Source|picklist|options=Web;Phone;Trade Show;Partner;其他
Lead_Status|Lead Status|picklist|options=Not Contacted;Contacted;Junk Lead
Rating|Rating|picklist|options=Active;Acquired
Description|Description|textarea|length=32000
Rapport_ID|Rapport ID|text|unique external length=50
Remarks|Remarks|text|free length=255
Converted__s|Converted|boolean|read_only",
    },
    Module {
        name: "Contacts",
        singular: "Contact",
        check: "Email",
        title: "Full_Name",
        is_custom: false,
        fields: "Last_Name|Last Name|text|required length=80
First_Name|First Name|text|length=40
Full_Name|Full Name|text|virtual read_only
Salutation|Salutation|picklist|options=Mr.;Ms.;Dr.
Account_Name|Account Name|lookup|ref=Accounts
Email|Email|email|length=100
Secondary_Email|Secondary Email|email|length=100
Phone|Phone|phone|length=30
Mobile|Mobile|phone|length=30
Title|Title|text|length=100
Department|Department|text|length=50
Date_of_Birth|Date of Birth|date|
Lead_Source|Lead Source|picklist|options=Web;Phone;Trade Show;Partner;其他
Mailing_Street|Mailing Street|text|length=250
Mailing_City|Mailing City|text|length=100
Mailing_State|Mailing State|text|length=100
Mailing_Zip|Mailing Zip|text|length=30
Mailing_Country|Mailing Country|text|length=100
Description|Description|textarea|length=32000
Email_Opt_Out|Email Opt Out|boolean|
Reporting_To|Reporting To|lookup|ref=Contacts
Interests|Interests|multiselectpicklist|options=Tea;运动;Reading;Travel
Member_Number|Member Number|bigint|unique
Points|Points|integer|
Balance|Balance|currency|
Last_Visit|Last Visit|datetime|
WeChat|WeChat|text|length=100
Score|Score|formula|read_only
Visits|Visits|subform|
Rapport_ID|Rapport ID|text|unique external length=50
Remarks|Remarks|text|free length=255",
    },
    Module {
        name: "Accounts",
        singular: "Account",
        check: "Account_Name",
        title: "Account_Name",
        is_custom: false,
        fields: "Account_Name|Account Name|text|required length=200
Account_Number|Account Number|text|length=40
Phone|Phone|phone|length=30
Website|Website|website|length=255
Industry|Industry|picklist|options=Technology;Retail;Manufacturing
Account_Type|Account Type|picklist|options=Customer;Partner;Prospect
Employees|Employees|integer|
Annual_Revenue|Annual Revenue|currency|
Billing_Street|Billing Street|text|length=250
Billing_City|Billing City|text|length=100
Billing_State|Billing State|text|length=100
Billing_Code|Billing Code|text|length=30
Billing_Country|Billing Country|text|length=100
Parent_Account|Parent Account|lookup|ref=Accounts
Credit_Code|Unified Social Credit Code|text|unique length=18
Description|Description|textarea|length=32000
Rapport_ID|Rapport ID|text|unique external length=50
Remarks|Remarks|text|free length=255",
    },
    Module {
        name: "Deals",
        singular: "Deal",
        check: "Deal_Name",
        title: "Deal_Name",
        is_custom: false,
        fields: "Deal_Name|Deal Name|text|required length=120
Account_Name|Account Name|lookup|ref=Accounts
Contact_Name|Contact Name|lookup|ref=Contacts
Amount|Amount|currency|
Stage|Stage|picklist|required options=Qualification;Proposal;Negotiation;Closed Won;Closed Lost
Probability|Probability|percent|
Closing_Date|Closing Date|date|
Next_Step|Next Step|text|free length=100
Description|Description|textarea|length=32000
Rapport_ID|Rapport ID|text|unique external length=50",
    },
    Module {
        name: "Cases",
        singular: "Case",
        check: "Subject",
        title: "Subject",
        is_custom: false,
        fields: "Case_Number|Case Number|autonumber|read_only
Subject|Subject|text|required length=250
Account_Name|Account Name|lookup|ref=Accounts
Related_To|Related To|lookup|ref=Contacts
Email|Email|email|length=100
Phone|Phone|phone|length=30
Status|Status|picklist|required options=New;On Hold;Escalated;Closed
Priority|Priority|picklist|options=High;Medium;Low
Type|Type|picklist|options=Problem;Feature Request;Question
Case_Origin|Case Origin|picklist|required options=Email;Phone;Web
Description|Description|textarea|free length=32000
Solution|Solution|textarea|length=32000
Rapport_ID|Rapport ID|text|unique external length=50",
    },
    Module {
        name: "Memberships",
        singular: "Membership",
        check: "Name",
        title: "Name",
        is_custom: true,
        fields: "Name|Membership Name|text|required length=120
Contact|Contact|lookup|ref=Contacts
Level|Level|picklist|options=普通;银卡;金卡
Number|Number|autonumber|read_only
Valid_Until|Valid Until|date|
Remarks|Remarks|text|free length=255",
    },
    Module {
        name: "Sales_Orders",
        singular: "Sales Order",
        check: "Subject",
        title: "Subject",
        is_custom: false,
        fields: "SO_Number|SO Number|autonumber|read_only
Subject|Subject|text|required length=250
Account_Name|Account Name|lookup|ref=Accounts
Contact_Name|Contact Name|lookup|ref=Contacts
Purchase_Order|Purchase Order|text|length=50
Due_Date|Due Date|date|
Status|Status|picklist|options=Created;Approved;Delivered;Cancelled
Sub_Total|Sub Total|currency|read_only
Grand_Total|Grand Total|currency|read_only
Description|Description|textarea|free length=32000
Rapport_ID|Rapport ID|text|unique external length=50",
    },
];

/// A user: id, name, e-mail, whether active.
pub(super) const USERS: &[(&str, &str, &str, bool)] = &[
    ("5725767000000300001", "Integration", "integration@example.com", true),
    ("5725767000000300002", "Chen Li", "chen.li@example.com", true),
    ("5725767000000300003", "王强", "wang.qiang@example.com", true),
    ("5725767000000300004", "Left Company", "left@example.com", false),
];
/// Who the token acts as.
pub(super) const TOKEN_USER: usize = 0;

/// Positions of things that every module has are looked up by these names.
pub(super) const OWNER: &str = "Owner";

pub(super) fn module_of(table: &Table) -> Option<&'static Module> {
    MODULES.iter().find(|module| module.name == table.name)
}

/// All tables, empty.
pub(super) fn tables() -> Vec<Table> {
    MODULES.iter().enumerate().map(|(number, module)| table(number, module)).collect()
}

fn table(number: usize, module: &Module) -> Table {
    let mut fields = vec![virtual_id()];
    for (line, text) in module.fields.lines().chain(COMMON.lines()).enumerate() {
        let mut parts = text.split('|');
        let mut next = || parts.next().unwrap_or_default();
        let (name, label, kind, flags) = (next(), next(), next(), next());
        let mut field = Field::new(name, label, class(kind), kind);
        field.extra = json!({ "id": format!("5725767{:012}", 2_000 + number * 1_000 + line) });
        for flag in flag_words(flags) {
            match flag.split_once('=') {
                Some(("length", length)) => field.extra["length"] = json!(length.parse::<u64>().unwrap_or(255)),
                Some((name, value)) => field.extra[name] = json!(value),
                None => field.extra[flag] = json!(true),
            }
        }
        fields.push(field);
    }
    Table::new(module.name, module.singular, fields)
}

/// Flags are separated by blanks; options may hold blanks, so they come last and run to the end.
fn flag_words(flags: &str) -> Vec<&str> {
    match flags.find("options=") {
        Some(at) => flags[..at].split_whitespace().chain([&flags[at..]]).collect(),
        None => flags.split_whitespace().collect(),
    }
}

fn virtual_id() -> Field {
    let mut field = Field::new("id", "Record Id", Class::Id, "bigint");
    field.extra = json!({ "id": "5725767000000001999", "virtual": true, "read_only": true });
    field
}

fn class(kind: &str) -> Class {
    match kind {
        "text" | "textarea" | "email" | "phone" | "website" | "bigint" | "autonumber" => Class::Text,
        "integer" | "double" | "currency" | "percent" => Class::Number,
        "boolean" => Class::Flag,
        "date" | "datetime" => Class::Time,
        "picklist" => Class::Choice,
        "lookup" | "ownerlookup" | "userlookup" => Class::Link,
        _ => Class::Other,
    }
}

pub(super) fn is_virtual(field: &Field) -> bool {
    field.extra["virtual"] == true
}

/// Whether the API takes values for it.
pub(super) fn is_writable(field: &Field) -> bool {
    field.extra["read_only"] != true
}

pub(super) fn is_unique(field: &Field) -> bool {
    field.extra["unique"] == true
}

/// The description of a module.
pub(super) fn module_json(table: &Table) -> Value {
    let module = module_of(table);
    let is_custom = module.is_some_and(|module| module.is_custom);
    let number = MODULES.iter().position(|known| known.name == table.name).unwrap_or(0);
    json!({
        "api_name": table.name, "module_name": table.name, "singular_label": table.label, "plural_label": table.name.replace('_', " "),
        "id": format!("5725767{:012}", 1_000 + number), "generated_type": if is_custom { "custom" } else { "default" },
        "api_supported": true, "creatable": true, "editable": true, "deletable": true, "viewable": true, "convertable": table.name == "Leads",
        "show_as_tab": true, "visibility": 1, "status": "visible", "parent_module": {}, "profiles": [{ "name": "Administrator", "id": "5725767000000026011" }],
        "modified_time": null, "modified_by": null, "access_type": "org_based", "global_search_supported": true, "arguments": [],
        "sequence_number": number + 1,
    })
}

/// A module that the API does not serve, as there always are some.
pub(super) fn closed_module_json() -> Value {
    json!({
        "api_name": "Feeds", "module_name": "Feeds", "singular_label": "Feeds", "plural_label": "Feeds", "id": "5725767000000001900",
        "generated_type": "web", "api_supported": false, "creatable": false, "editable": false, "deletable": false, "viewable": true,
        "convertable": false, "show_as_tab": true, "visibility": 1, "status": "visible", "parent_module": {}, "profiles": [],
        "modified_time": null, "modified_by": null, "access_type": "org_based", "global_search_supported": false, "arguments": [],
    })
}

/// The description of a field.
pub(super) fn field_json(table: &Table, at: usize, version: u32) -> Value {
    let field = &table.fields[at];
    let kind = field.type_name.as_str();
    let is_read_only = !is_writable(field);
    let json_type = match kind {
        "integer" => "integer",
        "double" | "currency" | "percent" | "number" => "double",
        "boolean" => "boolean",
        "lookup" | "ownerlookup" | "userlookup" | "object" | "json" => "jsonobject",
        "multiselectpicklist" | "subform" => "jsonarray",
        _ => "string",
    };
    let options = field.extra["options"].as_str().unwrap_or_default().split(';').filter(|option| !option.is_empty());
    let none = (kind == "picklist").then_some("-None-");
    let values: Vec<Value> = none
        .into_iter()
        .chain(options)
        .enumerate()
        .map(|(number, option)| {
            json!({ "display_value": option, "actual_value": option, "reference_value": option, "sequence_number": number + 1,
                    "id": format!("5725767{:012}", 9_000 + at * 50 + number), "colour_code": null, "type": "used" })
        })
        .collect();
    let lookup = match field.extra["ref"].as_str() {
        Some(module) => {
            json!({ "module": { "api_name": module, "id": "5725767000000001001" }, "display_label": field.label, "api_name": field.name,
                                "id": "5725767000000008000", "query_details": {} })
        }
        None => json!({}),
    };
    let case = if version >= since::LONG_QUERIES { "case_sensitive" } else { "casesensitive" };
    let id = field.extra["id"].as_str().map_or_else(|| format!("5725767{:012}", 800_000 + at), str::to_owned);
    json!({
        "api_name": field.name, "id": id, "field_label": field.label, "display_label": field.label, "data_type": if kind == "number" { "double" } else { kind },
        "json_type": json_type, "length": field.extra["length"].as_u64().unwrap_or(255), "decimal_place": (json_type == "double").then_some(2),
        "system_mandatory": field.extra["required"] == true, "read_only": is_read_only, "field_read_only": is_read_only,
        "operation_type": { "api_create": !is_read_only, "api_update": !is_read_only, "web_create": !is_read_only, "web_update": !is_read_only },
        "custom_field": field.extra["unique"] == true, "visible": true, "virtual_field": is_virtual(field), "searchable": true, "sortable": true,
        "filterable": kind != "textarea" && kind != "subform", "mass_update": !is_read_only, "display_field": module_of(table).is_some_and(|module| module.title == field.name),
        "unique": if is_unique(field) { json!({ case: false }) } else { json!({}) },
        "external": if field.extra["external"] == true { json!({ "type": "org", "show": true }) } else { Value::Null },
        "pick_list_values": values, "lookup": lookup, "multiselectlookup": {}, "multiuserlookup": {},
        "associated_module": Value::Null, "subform": Value::Null, "formula": if kind == "formula" { json!({ "return_type": "double" }) } else { json!({}) },
        "auto_number": {}, "currency": {}, "crypt": null, "private": null, "history_tracking": null,
    })
}
