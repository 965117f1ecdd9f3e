//! The SOAP 1.1 side, on the same customers.

use super::data::CUSTOMERS;
use super::list::{PAGE_SIZE_MAX, Place, Wanted};
use super::rest::upsert_customer;
use super::{API_KEY, SOAP_NAMESPACE, Shop};
use crate::clock::{iso_ms, parse_iso};
use crate::fragment::{NULL, as_text, quoted};
use crate::http::{Reply, Request};
use crate::site::Site;
use crate::table::{Class, Presence};
use crate::vendor::{Call, Endpoint};
use crate::xml::{self, Element, element, escaped};

/// Field names and element names.
const ELEMENTS: &[(&str, &str)] = &[
    ("id", "Id"),
    ("external_id", "ExternalId"),
    ("name", "Name"),
    ("phone", "Phone"),
    ("email", "Email"),
    ("company", "Company"),
    ("credit_code", "CreditCode"),
    ("province", "Province"),
    ("city", "City"),
    ("address", "Address"),
    ("birthday", "Birthday"),
    ("level", "Level"),
    ("points", "Points"),
    ("subscribed", "Subscribed"),
    ("note", "Note"),
];

pub(super) fn endpoint(_site: &Site, request: &Request) -> Endpoint {
    if request.method == "GET" {
        return Endpoint::new("soap.wsdl").free();
    }
    let text = String::from_utf8_lossy(&request.body);
    let name = match xml::parse(&text).as_ref().and_then(operation).map(|operation| operation.name.as_str()) {
        Some("ListCustomers") => "soap.list",
        Some("GetCustomer") => "soap.get",
        Some("UpsertCustomer") => "soap.upsert",
        _ => "soap.unknown",
    };
    Endpoint::new(name).table(Some(CUSTOMERS))
}

fn operation(envelope: &Element) -> Option<&Element> {
    envelope.child("Body")?.children.first()
}

pub(super) fn answer(shop: &mut Shop, site: &mut Site, call: &Call<'_>) -> Reply {
    if call.request.method == "GET" {
        return Reply::xml(200, wsdl(&call.request.base_url));
    }
    let text = String::from_utf8_lossy(&call.request.body);
    let Some(envelope) = xml::parse(&text).filter(|root| root.name == "Envelope") else {
        return fault("Client.Malformed", "the body is no SOAP envelope");
    };
    let key = envelope.child("Header").and_then(|header| header.text_of("ApiKey"));
    if key != Some(API_KEY) {
        return fault("Client.Unauthorised", "the header element ApiKey is missing or wrong");
    }
    let Some(operation) = operation(&envelope) else { return fault("Client.Malformed", "the body is empty") };
    match operation.name.as_str() {
        "ListCustomers" => list(site, call, operation),
        "GetCustomer" => get(site, operation),
        "UpsertCustomer" => upsert(shop, site, call, operation),
        other => fault("Client.UnknownOperation", &format!("there is no operation {other}")),
    }
}

fn list(site: &mut Site, call: &Call<'_>, asked: &Element) -> Reply {
    let limit = asked.text_of("Limit").and_then(|text| text.parse().ok()).unwrap_or(100).clamp(1, PAGE_SIZE_MAX);
    let mut wanted = Wanted::all(CUSTOMERS, call.plan);
    if let Some(text) = asked.text_of("UpdatedSince") {
        wanted.updated_since = parse_iso(text);
        if wanted.updated_since.is_none() {
            return fault("Client.BadParameter", &format!("{text} is no time"));
        }
    }
    let after = asked.text_of("AfterId").filter(|id| !id.is_empty());
    let place = match after.map(|id| site.tables[CUSTOMERS].by_id(id)) {
        None => Place::START,
        Some(None) => return fault("Client.NotFound", "AfterId names no customer"),
        Some(Some(row)) => Place { page: 1, stamp_ms: site.tables[CUSTOMERS].row(row).map_or(0, |row| row.stamp_ms), row: Some(row) },
    };
    let (rows, next) = wanted.after(site, place, limit);
    let mut body = String::from("<Customers>");
    for row in rows {
        body.push_str(&customer(site, row));
        site.tables[CUSTOMERS].show(row);
    }
    body.push_str(&format!("</Customers><HasMore>{}</HasMore>", next.is_some()));
    envelope("ListCustomersResponse", &body)
}

fn get(site: &mut Site, asked: &Element) -> Reply {
    let id = asked.text_of("Id").unwrap_or_default();
    let row = site.tables[CUSTOMERS].by_id(id);
    match row.filter(|row| site.tables[CUSTOMERS].row(*row).is_some_and(|row| row.presence == Presence::Live)) {
        None => fault("Client.NotFound", &format!("there is no customer {id}")),
        Some(row) => {
            site.tables[CUSTOMERS].show(row);
            envelope("GetCustomerResponse", &customer(site, row))
        }
    }
}

fn upsert(shop: &mut Shop, site: &mut Site, call: &Call<'_>, asked: &Element) -> Reply {
    let Some(sent) = asked.child("Customer") else { return fault("Client.Malformed", "Customer is missing") };
    let mut values = Vec::new();
    let mut id = None;
    for child in &sent.children {
        let Some((field, _)) = ELEMENTS.iter().find(|(_, element)| *element == child.name) else {
            return fault("Client.unknown_field", &format!("there is no field {}", child.name));
        };
        if *field == "id" {
            id = Some(child.text.trim().to_owned()).filter(|id| !id.is_empty());
            continue;
        }
        values.push(((*field).to_owned(), typed(site, field, child)));
    }
    match upsert_customer(shop, site, call, id.as_deref(), &values) {
        Err((code, message)) => fault(&format!("Client.{code}"), &message),
        Ok((row, created)) => {
            let id = site.tables[CUSTOMERS].row(row).map(|row| row.id.to_string()).unwrap_or_default();
            envelope("UpsertCustomerResponse", &format!("{}<Created>{created}</Created>", element("Id", &id)))
        }
    }
}

/// The text of an element as a value of its field; `xsi:nil="true"` is none.
fn typed(site: &Site, field: &str, child: &Element) -> String {
    let is_nil = child.attributes.iter().any(|(name, value)| name == "nil" && (value == "true" || value == "1"));
    if is_nil {
        return NULL.to_owned();
    }
    let class = site.tables[CUSTOMERS].field(field).map(|at| site.tables[CUSTOMERS].fields[at].class);
    match class {
        Some(Class::Number | Class::Flag) if !child.text.trim().is_empty() => child.text.trim().to_owned(),
        _ => quoted(&child.text),
    }
}

fn customer(site: &Site, row: u32) -> String {
    let table = &site.tables[CUSTOMERS];
    let Some(row) = table.row(row) else { return String::new() };
    let mut out = String::from("<Customer>");
    for (at, field) in table.visible_fields() {
        let Some((_, name)) = ELEMENTS.iter().find(|(known, _)| *known == field.name) else { continue };
        match row.cells.get(at) {
            NULL => out.push_str(&format!("<{name} xsi:nil=\"true\"/>")),
            fragment => out.push_str(&element(name, &as_text(fragment))),
        }
    }
    out.push_str(&element("UpdatedAt", &iso_ms(row.stamp_ms)));
    out.push_str("</Customer>");
    out
}

fn envelope(name: &str, body: &str) -> Reply {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soap:Body><{name} xmlns=\"{SOAP_NAMESPACE}\">{body}</{name}></soap:Body></soap:Envelope>"
    );
    Reply::xml(200, text)
}

fn fault(code: &str, message: &str) -> Reply {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><soap:Fault><faultcode>soap:{}</faultcode><faultstring>{}</faultstring></soap:Fault></soap:Body></soap:Envelope>",
        escaped(code),
        escaped(message)
    );
    Reply::xml(500, text)
}

fn wsdl(base_url: &str) -> String {
    let members: String = ELEMENTS
        .iter()
        .map(|(_, name)| format!("<xs:element name=\"{name}\" type=\"xs:string\" minOccurs=\"0\" nillable=\"true\"/>"))
        .collect();
    let operations = ["ListCustomers", "GetCustomer", "UpsertCustomer"];
    let messages: String = operations
        .iter()
        .map(|name| format!("<message name=\"{name}In\"><part name=\"body\" element=\"t:{name}\"/></message><message name=\"{name}Out\"><part name=\"body\" element=\"t:{name}Response\"/></message>"))
        .collect();
    let ports: String = operations
        .iter()
        .map(|name| format!("<operation name=\"{name}\"><input message=\"t:{name}In\"/><output message=\"t:{name}Out\"/></operation>"))
        .collect();
    let bindings: String = operations
        .iter()
        .map(|name| format!("<operation name=\"{name}\"><soap:operation soapAction=\"{name}\"/><input><soap:body use=\"literal\"/></input><output><soap:body use=\"literal\"/></output></operation>"))
        .collect();
    let elements = [
        (
            "ListCustomers",
            "<xs:element name=\"AfterId\" type=\"xs:string\" minOccurs=\"0\"/><xs:element name=\"Limit\" type=\"xs:int\" minOccurs=\"0\"/><xs:element name=\"UpdatedSince\" type=\"xs:dateTime\" minOccurs=\"0\"/>",
        ),
        (
            "ListCustomersResponse",
            "<xs:element name=\"Customers\"><xs:complexType><xs:sequence><xs:element name=\"Customer\" type=\"t:Customer\" minOccurs=\"0\" maxOccurs=\"unbounded\"/></xs:sequence></xs:complexType></xs:element><xs:element name=\"HasMore\" type=\"xs:boolean\"/>",
        ),
        ("GetCustomer", "<xs:element name=\"Id\" type=\"xs:string\"/>"),
        ("GetCustomerResponse", "<xs:element name=\"Customer\" type=\"t:Customer\"/>"),
        ("UpsertCustomer", "<xs:element name=\"Customer\" type=\"t:Customer\"/>"),
        ("UpsertCustomerResponse", "<xs:element name=\"Id\" type=\"xs:string\"/><xs:element name=\"Created\" type=\"xs:boolean\"/>"),
    ];
    let types: String = elements
        .iter()
        .map(|(name, content)| {
            format!("<xs:element name=\"{name}\"><xs:complexType><xs:sequence>{content}</xs:sequence></xs:complexType></xs:element>")
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\" xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"{SOAP_NAMESPACE}\" targetNamespace=\"{SOAP_NAMESPACE}\"><types><xs:schema targetNamespace=\"{SOAP_NAMESPACE}\" elementFormDefault=\"qualified\"><xs:complexType name=\"Customer\"><xs:sequence>{members}<xs:element name=\"UpdatedAt\" type=\"xs:dateTime\" minOccurs=\"0\"/></xs:sequence></xs:complexType>{types}</xs:schema></types>{messages}<portType name=\"Customers\">{ports}</portType><binding name=\"CustomersSoap\" type=\"t:Customers\"><soap:binding style=\"document\" transport=\"http://schemas.xmlsoap.org/soap/http\"/>{bindings}</binding><service name=\"Shop\"><port name=\"Customers\" binding=\"t:CustomersSoap\"><soap:address location=\"{base_url}/soap\"/></port></service></definitions>"
    )
}
