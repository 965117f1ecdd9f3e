//! Modules, fields, users, the org.

use serde_json::json;

use super::{Org, code};

#[tokio::test]
async fn modules_and_fields_are_described() {
    let org = Org::new(5).await;
    let modules = org.get("/settings/modules").await.json()["modules"].clone();
    let module = |name: &str| modules.as_array().unwrap().iter().find(|module| module["api_name"] == name).unwrap().clone();
    assert_eq!((module("Contacts")["api_supported"].clone(), module("Feeds")["api_supported"].clone()), (json!(true), json!(false)));
    assert_eq!(module("Memberships")["generated_type"], "custom");
    assert_eq!(org.get("/settings/modules/Contacts").await.json()["modules"][0]["singular_label"], "Contact");
    let fields = org.get("/settings/fields?module=Contacts").await.json()["fields"].clone();
    let field = |name: &str| fields.as_array().unwrap().iter().find(|field| field["api_name"] == name).unwrap().clone();
    assert_eq!((field("Last_Name")["system_mandatory"].clone(), field("Last_Name")["length"].clone()), (json!(true), json!(80)));
    assert_eq!(field("Rapport_ID")["unique"], json!({ "case_sensitive": false }));
    assert_eq!((field("Email")["unique"].clone(), field("Email")["data_type"].clone()), (json!({}), json!("email")));
    assert_eq!(field("Account_Name")["lookup"]["module"]["api_name"], "Accounts");
    assert_eq!(field("Modified_Time")["operation_type"]["api_update"], false);
    assert_eq!(field("Lead_Source")["pick_list_values"][0]["actual_value"], "-None-");
    assert_eq!(field("Salutation")["pick_list_values"][3]["actual_value"], "Dr.");
    assert_eq!(field("Member_Number")["data_type"], "bigint");
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let org = Org::new(5).await;
    assert_eq!(code(&org.get("/settings/fields").await), (400, "REQUIRED_PARAM_MISSING".to_owned()));
    assert_eq!(code(&org.get("/settings/fields?module=Nothing").await), (400, "INVALID_MODULE".to_owned()));
    assert_eq!(code(&org.get("/Nothing?fields=a").await).1, "INVALID_MODULE");
    assert_eq!(code(&org.get("/Contacts/a/b/c").await), (404, "INVALID_URL_PATTERN".to_owned()));
    assert_eq!(code(&org.call("PATCH", "/org", None).await), (400, "INVALID_REQUEST_METHOD".to_owned()));
    let users = org.get("/users?type=ActiveUsers").await.json();
    assert_eq!(users["info"]["count"], 3);
    let known = org.get("/org").await.json()["org"][0].clone();
    assert!(known["zgid"].as_str().unwrap().len() == 9 && known["time_zone"] == "Asia/Shanghai");
}
