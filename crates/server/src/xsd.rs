//! XML Schema (W3C XSD 1.0) of what an object's records look like in XML: read, listed, upserted; made from its definition.
//!
//! Global elements: `record`, `page`, `upsert` are answers, `values` is what an upsert takes. Members may come in any order, so
//! records are `xs:all`. Values that sources brought in no known form are kept as they came, so texts promise no format.

use std::fmt::Write as _;

use model::{Field, FieldType, Object};

use crate::xml::escape;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" elementFormDefault=\"qualified\">\n";

/// Types that every object uses. `nil="true"` stands for no value.
const COMMON: &str = "\
<xs:complexType name=\"text\"><xs:simpleContent><xs:extension base=\"xs:string\"><xs:attribute name=\"nil\" type=\"xs:boolean\"/></xs:extension></xs:simpleContent></xs:complexType>
<xs:complexType name=\"any\" mixed=\"true\"><xs:sequence><xs:any minOccurs=\"0\" maxOccurs=\"unbounded\" processContents=\"skip\"/></xs:sequence><xs:attribute name=\"nil\" type=\"xs:boolean\"/></xs:complexType>
<xs:complexType name=\"texts\"><xs:sequence><xs:element name=\"item\" type=\"xs:string\" minOccurs=\"0\" maxOccurs=\"unbounded\"/></xs:sequence></xs:complexType>
<xs:complexType name=\"money\"><xs:all><xs:element name=\"amount\" type=\"xs:decimal\"/><xs:element name=\"currency\" type=\"xs:string\" minOccurs=\"0\"/></xs:all></xs:complexType>
<xs:complexType name=\"person\"><xs:all>PERSON</xs:all></xs:complexType>
<xs:complexType name=\"address\"><xs:all>ADDRESS</xs:all></xs:complexType>
<xs:complexType name=\"place\"><xs:all><xs:element name=\"next_cursor\" type=\"text\"/><xs:element name=\"has_more\" type=\"xs:boolean\"/><xs:element name=\"count\" type=\"xs:integer\" minOccurs=\"0\"/><xs:element name=\"count_exact\" type=\"xs:boolean\" minOccurs=\"0\"/></xs:all></xs:complexType>
<xs:complexType name=\"records\"><xs:sequence><xs:element name=\"item\" type=\"record\" minOccurs=\"0\" maxOccurs=\"unbounded\"/></xs:sequence></xs:complexType>
<xs:element name=\"record\" type=\"record\"/>
<xs:element name=\"page\"><xs:complexType><xs:all><xs:element name=\"items\" type=\"records\"/><xs:element name=\"page\" type=\"place\"/></xs:all></xs:complexType></xs:element>
<xs:element name=\"upsert\"><xs:complexType><xs:all><xs:element name=\"outcome\"><xs:simpleType><xs:restriction base=\"xs:string\"><xs:enumeration value=\"created\"/><xs:enumeration value=\"updated\"/><xs:enumeration value=\"unchanged\"/></xs:restriction></xs:simpleType></xs:element><xs:element name=\"record\" type=\"record\"/></xs:all></xs:complexType></xs:element>
<xs:element name=\"values\" type=\"values\"/>
";

const PERSON: [&str; 3] = ["full", "family", "given"];
const ADDRESS: [&str; 7] = ["country", "province", "city", "district", "street", "postcode", "text"];
/// Members that the system gives; a field of one of these names is that member.
const SYSTEM: [&str; 6] = ["id", "version", "created_at", "updated_at", "external_ids", "expanded"];

/// The schema of `object`.
pub(crate) fn of_object(object: &Object) -> String {
    let mut out = String::from(HEAD);
    let parts = |names: &[&str]| -> String {
        names.iter().map(|name| format!("<xs:element name=\"{name}\" type=\"xs:string\" minOccurs=\"0\"/>")).collect()
    };
    out.push_str(&COMMON.replace("PERSON", &parts(&PERSON)).replace("ADDRESS", &parts(&ADDRESS)));
    out.push_str("<xs:complexType name=\"record\"><xs:all>\n");
    for (name, kind, least) in [
        ("id", "xs:string", 1),
        ("version", "xs:positiveInteger", 1),
        ("updated_at", "xs:dateTime", 1),
        ("created_at", "xs:dateTime", 0),
        ("external_ids", "any", 0),
        ("expanded", "any", 0),
    ] {
        let _ = writeln!(out, "<xs:element name=\"{name}\" type=\"{kind}\" minOccurs=\"{least}\"/>");
    }
    for field in fields(object) {
        element(&mut out, field, shown(field));
    }
    out.push_str("</xs:all></xs:complexType>\n<xs:complexType name=\"values\"><xs:all>\n");
    for field in fields(object).filter(|field| !matches!(field.field_type, FieldType::AutoNumber { .. })) {
        element(&mut out, field, given(field));
    }
    if object.field("match").is_none() {
        out.push_str("<xs:element name=\"match\" type=\"texts\" minOccurs=\"0\"/>\n");
    }
    out.push_str("</xs:all></xs:complexType>\n</xs:schema>\n");
    out
}

fn fields(object: &Object) -> impl Iterator<Item = &Field> {
    object.live_fields().filter(|field| !SYSTEM.contains(&field.name.as_str()))
}

fn element(out: &mut String, field: &Field, kind: &str) {
    // Names of fields are snake_case, which XML takes as it is.
    let _ = write!(out, "<xs:element name=\"{}\" type=\"{kind}\" minOccurs=\"0\"><xs:annotation>", field.name);
    for (lang, label) in [("en", &field.label.en), ("zh", &field.label.zh)] {
        let _ = write!(out, "<xs:documentation xml:lang=\"{lang}\">");
        escape(out, label);
        out.push_str("</xs:documentation>");
    }
    out.push_str("</xs:annotation></xs:element>\n");
}

/// Type of a field in answers.
fn shown(field: &Field) -> &'static str {
    match &field.field_type {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Decimal
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Url
        | FieldType::Select { .. }
        | FieldType::Reference { .. }
        | FieldType::AutoNumber { .. } => "xs:string",
        FieldType::Integer => "xs:integer",
        FieldType::Boolean => "xs:boolean",
        FieldType::Money => "money",
        FieldType::Email | FieldType::Phone | FieldType::MultiSelect { .. } => "texts",
        FieldType::Person => "person",
        FieldType::Address => "address",
        FieldType::Json => "any",
    }
}

/// Type of a field in an upsert: single values may be taken away with `nil="true"`.
fn given(field: &Field) -> &'static str {
    match shown(field) {
        "xs:string" | "xs:integer" | "xs:boolean" => "text",
        other => other,
    }
}
