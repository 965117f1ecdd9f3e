//! Ready-made syncs are data: what vendors' states become, and what is written where.

use serde_json::Value;
use sync::ready::{self, Choice};

fn choices(job: &str) -> Vec<&'static Choice> {
    let ready = ready::by_name(job).expect("the data reads").expect("the job");
    ready.roles.iter().flat_map(|role| &role.choices).collect()
}

/// The rule of the mapping that fills a field.
fn rule<'c>(choice: &'c Choice, field: &str) -> &'c Value {
    let rules = choice.sync["mapping"]["fields"].as_array().expect("rules");
    rules.iter().find(|rule| rule["to"] == field).unwrap_or_else(|| panic!("{}: {field}", choice.connector))
}

/// What a value of the vendor becomes.
fn told(choice: &Choice, field: &str, value: &str) -> String {
    let values = &rule(choice, field)["values"];
    values.get(value).or(values.get("*")).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What a vendor's states become here.
type States = &'static [(&'static str, &'static str)];

#[test]
fn states_become_what_the_vendors_documents_say_of_them() {
    // Orders: what is to be delivered is neither paid nor sent. Bills: only what was audited is issued.
    let cases: &[(&str, &str, States)] = &[
        ("orders", "kingdee", &[("A", "open"), ("B", "cancelled")]),
        (
            "orders",
            "yonyou",
            &[
                ("CONFIRMORDER", "open"),
                ("APPROVING", "open"),
                ("DELIVERGOODS", "open"),
                ("DELIVERY_PART", "open"),
                ("DELIVERY_TAKE_PART", "open"),
                ("TAKEDELIVERY", "shipped"),
                ("ENDORDER", "completed"),
                ("OPPOSE", "cancelled"),
            ],
        ),
        ("orders", "salesforce", &[("Draft", "open"), ("Activated", "open"), ("Cancelled", "cancelled")]),
        ("orders", "zoho", &[("Created", "open"), ("Approved", "open"), ("Delivered", "shipped"), ("Cancelled", "cancelled")]),
        ("receivables", "kingdee", &[("Z", "draft"), ("A", "draft"), ("B", "draft"), ("C", "issued"), ("D", "draft")]),
        ("receivables", "yonyou", &[("0", "draft"), ("1", "draft"), ("2", "issued"), ("3", "draft"), ("4", "draft")]),
        (
            "tickets",
            "salesforce",
            &[("New", "new"), ("Working", "open"), ("Escalated", "open"), ("On Hold", "pending"), ("Closed", "closed")],
        ),
        ("tickets", "zoho", &[("New", "new"), ("On Hold", "pending"), ("Escalated", "open"), ("Closed", "closed")]),
        ("customers", "kingdee", &[("A", "active"), ("B", "inactive")]),
        ("customers", "yonyou", &[("false", "active"), ("true", "inactive"), ("0", "active"), ("1", "inactive")]),
    ];
    let objects = model::standard::objects();
    for (job, connector, states) in cases {
        let choice = choices(job).into_iter().find(|choice| choice.connector == *connector).expect(connector);
        let object = objects.iter().find(|object| choice.sync["object"] == object.name.as_str()).expect("an object");
        let field = object.field("status").expect("a status");
        let model::FieldType::Select { options } = &field.field_type else { panic!("{job}: no choice") };
        for (state, expected) in *states {
            let told = told(choice, "status", state);
            assert_eq!(told, *expected, "{connector}, {job}: {state}");
            assert!(options.iter().any(|option| option.value == told), "{connector}, {job}: {told} is no state of ours");
        }
    }
}

#[test]
fn customers_are_created_nowhere_and_books_keep_their_names() {
    let ready = ready::by_name("customers").expect("the data reads").expect("the job");
    for role in &ready.roles {
        for choice in &role.choices {
            let outgoing = &choice.sync["outgoing"];
            assert_eq!(outgoing["create"], false, "{}", choice.connector);
            let written: Vec<&str> =
                outgoing["fields"].as_array().expect("fields").iter().filter_map(|field| field["from"].as_str()).collect();
            let is_of_the_books = |field: &&str| ["name", "credit_code"].contains(field);
            assert!(role.name == "crm" || !written.iter().any(is_of_the_books), "{}: {written:?}", choice.connector);
            // What is written is read as well, or both sides could never be compared.
            for field in &written {
                rule(choice, field);
            }
        }
    }
}
