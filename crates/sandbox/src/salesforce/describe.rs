//! Which objects and fields there are.

use serde_json::{Value, json};

use super::schema::{has, texts};
use crate::site::Site;
use crate::table::{Field, Table};

/// All objects: what `sobjects` answers.
pub(super) fn global(site: &Site, version: &str) -> Value {
    let objects: Vec<Value> = site.tables.iter().map(|table| object(table, version)).collect();
    json!({ "encoding": "UTF-8", "maxBatchSize": 200, "sobjects": objects })
}

/// One object without its fields.
pub(super) fn object(table: &Table, version: &str) -> Value {
    let name = &table.name;
    let is_setup = name == "Organization" || name == "User";
    let is_custom = name.ends_with("__c");
    let path = format!("/services/data/v{version}/sobjects/{name}");
    json!({
        "activateable": false, "associateEntityType": null, "associateParentEntity": null, "createable": name != "Organization",
        "custom": is_custom, "customSetting": false, "deepCloneable": false, "deletable": !is_setup, "deprecatedAndHidden": false,
        "feedEnabled": !is_setup, "hasSubtypes": false, "isInterface": false, "isSubtype": false, "keyPrefix": table.extra["prefix"],
        "label": table.label, "labelPlural": table.extra["plural"], "layoutable": true, "mergeable": table.extra["mergeable"],
        "mruEnabled": true, "name": name, "queryable": true, "replicateable": !is_setup, "retrieveable": true, "searchable": true,
        "triggerable": !is_setup, "undeletable": !is_setup, "updateable": name != "Organization",
        "urls": { "sobject": path, "describe": format!("{path}/describe"), "rowTemplate": format!("{path}/{{ID}}") },
    })
}

/// One object with its fields and children.
pub(super) fn full(site: &Site, table: &Table, version: &str) -> Value {
    let mut described = object(table, version);
    let fields: Vec<Value> = table.visible_fields().map(|(_, known)| field(table, known)).collect();
    described["fields"] = json!(fields);
    described["childRelationships"] = json!(children(site, table));
    described["recordTypeInfos"] = json!([{
        "active": true, "available": true, "defaultRecordTypeMapping": true, "developerName": "Master", "master": true, "name": "Master",
        "recordTypeId": "012000000000000AAA", "urls": { "layout": format!("/services/data/v{version}/sobjects/{}/describe/layouts/012000000000000AAA", table.name) },
    }]);
    for list in ["actionOverrides", "namedLayoutInfos"] {
        described[list] = json!([]);
    }
    described["supportedScopes"] = json!([{ "label": format!("All {}", table.label), "name": "everything" }]);
    for flag in ["listviewable", "lookupLayoutable", "networkScopeFieldName"] {
        described[flag] = Value::Null;
    }
    for flag in ["compactLayoutable", "searchLayoutable"] {
        described[flag] = json!(true);
    }
    described
}

fn children(site: &Site, table: &Table) -> Vec<Value> {
    let mut children = Vec::new();
    for other in &site.tables {
        for (_, field) in other.visible_fields().filter(|(_, field)| texts(field, "ref").contains(&table.name.as_str())) {
            children.push(json!({
                "cascadeDelete": false, "childSObject": other.name, "deprecatedAndHidden": false, "field": field.name, "junctionIdListNames": [],
                "junctionReferenceTo": [], "relationshipName": field.extra["child"], "restrictedDelete": false,
            }));
        }
    }
    children
}

fn field(table: &Table, field: &Field) -> Value {
    let kind = field.type_name.as_str();
    let is_text = matches!(kind, "string" | "textarea" | "phone" | "url" | "email" | "picklist" | "multipicklist");
    let length = match kind {
        "id" | "reference" => 18,
        "picklist" => 255,
        "multipicklist" => 4_099,
        _ if is_text => field.extra["length"].as_u64().unwrap_or(255).max(1),
        _ => 0,
    };
    let is_compound = matches!(kind, "address" | "location");
    let is_long = kind == "textarea" && length > 255;
    let is_read = has(field, "read");
    let (is_boolean, is_int) = (kind == "boolean", kind == "int");
    let number = |key: &str| if is_int { 0 } else { field.extra[key].as_u64().filter(|_| !is_text).unwrap_or(0) };
    let references = texts(field, "ref");
    let default = field.extra["default"].as_str().filter(|default| *default != "USER");
    let default_value = match default {
        Some(text) if is_boolean => json!(text == "true"),
        Some(text) => json!(text),
        None if is_boolean => json!(false),
        None => Value::Null,
    };
    let is_filterable = !is_compound && !is_long;
    let is_groupable = is_filterable && !matches!(kind, "datetime" | "double" | "currency" | "multipicklist");
    let is_set = is_boolean || kind == "id" || is_system(field);
    let mut described = json!({
        "aggregatable": is_filterable && !is_boolean && kind != "multipicklist", "byteLength": length * 3, "caseSensitive": has(field, "cs"),
        "compoundFieldName": field.extra["part"], "createable": !is_read, "custom": field.name.contains("__"), "defaultValue": default_value,
        "defaultedOnCreate": is_set || field.extra["default"].is_string(),
        "digits": if is_int { field.extra["precision"].as_u64().unwrap_or(8) } else { 0 }, "displayLocationInDecimal": kind == "location",
        "externalId": has(field, "external"), "extraTypeInfo": extra_type(table, field), "filterable": is_filterable,
        "groupable": is_groupable, "idLookup": has(field, "idlookup") || has(field, "external"), "label": field.label, "length": length,
        "name": field.name, "nameField": has(field, "name"), "namePointing": references.len() > 1,
        "nillable": !(has(field, "required") || is_set), "permissionable": !is_read && !has(field, "required"),
    });
    let more = json!({
        "picklistValues": picklist(field), "polymorphicForeignKey": references.len() > 1, "precision": number("precision"),
        "queryByDistance": kind == "location", "referenceTo": references, "relationshipName": field.extra["rel"],
        "restrictedPicklist": has(field, "restricted"), "scale": number("scale"), "searchPrefilterable": kind == "reference",
        "soapType": soap_type(kind), "sortable": is_filterable && kind != "multipicklist", "type": kind, "unique": has(field, "unique"),
        "updateable": !is_read && !has(field, "create"),
    });
    let no = ALWAYS_FALSE.iter().map(|key| ((*key).to_owned(), json!(false)));
    let nothing = ALWAYS_NULL.iter().map(|key| ((*key).to_owned(), Value::Null));
    if let (Value::Object(members), Value::Object(more)) = (&mut described, more) {
        members.extend(more);
        members.extend(no.chain(nothing));
    }
    described
}

/// What no field of the simulated org has.
const ALWAYS_FALSE: &[&str] = &[
    "aiPredictionField",
    "autoNumber",
    "calculated",
    "cascadeDelete",
    "dependentPicklist",
    "deprecatedAndHidden",
    "encrypted",
    "formulaTreatNullNumberAsZero",
    "highScaleNumber",
    "htmlFormatted",
    "restrictedDelete",
    "writeRequiresMasterRead",
];
const ALWAYS_NULL: &[&str] = &[
    "calculatedFormula",
    "controllerName",
    "defaultValueFormula",
    "filteredLookupInfo",
    "inlineHelpText",
    "mask",
    "maskType",
    "referenceTargetField",
    "relationshipOrder",
];

/// Set by the vendor on every record, never empty.
fn is_system(field: &Field) -> bool {
    matches!(
        field.name.as_str(),
        "CreatedDate" | "LastModifiedDate" | "SystemModstamp" | "CreatedById" | "LastModifiedById" | "OwnerId" | "Status"
    )
}

fn extra_type<'a>(table: &Table, field: &Field) -> Option<&'a str> {
    let is_person = table.fields.iter().any(|known| known.name == "LastName");
    (field.name == "Name" && is_person).then_some("personname")
}

fn picklist(field: &Field) -> Vec<Value> {
    let default = field.extra["default"].as_str();
    let value =
        |text: &&str| json!({ "active": true, "defaultValue": default == Some(text), "label": text, "validFor": null, "value": text });
    texts(field, "picks").iter().map(value).collect()
}

fn soap_type(kind: &str) -> &'static str {
    match kind {
        "id" | "reference" => "tns:ID",
        "boolean" => "xsd:boolean",
        "int" => "xsd:int",
        "double" | "currency" | "percent" => "xsd:double",
        "date" => "xsd:date",
        "datetime" => "xsd:dateTime",
        "time" => "xsd:time",
        "address" => "urn:address",
        "location" => "urn:location",
        _ => "xsd:string",
    }
}
