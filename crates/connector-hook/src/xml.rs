//! XML and SOAP calls: elements by their local names, text as values. Document types are refused.

use model::CellKind;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::content::{COLUMNS_MAX, Content, Places, RECORDS_MAX, Record};

/// Deepest nesting that is read.
const DEPTH_MAX: usize = 64;
/// Elements of one call.
const ELEMENTS_MAX: usize = 200_000;

#[derive(Clone, Debug, Default)]
struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

pub(crate) fn read(body: &[u8], places: &Places) -> Result<Content, String> {
    let text = std::str::from_utf8(body).map_err(|_| "XML that is not UTF-8".to_owned())?;
    let root = tree(text)?;
    // An envelope holds its content in the body.
    let start = match root.children.iter().find(|child| root.name == "Envelope" && child.name == "Body") {
        Some(body) => body,
        None => &root,
    };
    let event = found(start, &places.event_at).first().map(|element| element.text.trim().to_owned());
    let event = event.filter(|_| !places.event_at.is_empty()).unwrap_or_default();
    let elements = if places.records_at.is_empty() { vec![start] } else { found(start, &places.records_at) };
    if elements.is_empty() {
        return Err(format!("nothing at {}", places.records_at.join(".")));
    }
    if elements.len() > RECORDS_MAX {
        return Err(format!("more than {RECORDS_MAX} records in one call"));
    }
    let mut records = Vec::with_capacity(elements.len());
    for element in elements {
        let mut record = Record::default();
        flatten(element, "", &mut record);
        records.push(record);
    }
    Ok(Content { event, records })
}

fn tree(text: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut count = 0;
    let malformed = |reader: &Reader<&[u8]>| format!("malformed XML at byte {}", reader.buffer_position());
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(_) => return Err(malformed(&reader)),
        };
        match event {
            Event::DocType(_) => return Err("XML with a document type".to_owned()),
            Event::Start(start) => {
                count += 1;
                if open.len() > DEPTH_MAX || count > ELEMENTS_MAX {
                    return Err("XML that is nested too deeply or too long".to_owned());
                }
                open.push(begin(&start));
            }
            Event::Empty(start) => {
                count += 1;
                if let Some(parent) = open.last_mut().filter(|_| count <= ELEMENTS_MAX) {
                    parent.children.push(begin(&start));
                }
            }
            Event::Text(text) => add(&mut open, &text.xml10_content()),
            Event::CData(text) => add(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(character.to_string()),
                    Ok(None) | Err(_) => quick_xml::escape::resolve_predefined_entity(&reference).map(str::to_owned),
                };
                let resolved = resolved.ok_or_else(|| "XML with an unknown entity".to_owned())?;
                add(&mut open, &resolved);
            }
            Event::End(_) => {
                let Some(done) = open.pop() else { return Err(malformed(&reader)) };
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => return Err(malformed(&reader)),
                }
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let mut top = open.pop().filter(|_| open.is_empty()).ok_or_else(|| "XML that ends too early".to_owned())?;
    top.children.pop().filter(|_| top.children.is_empty()).ok_or_else(|| "XML without one root".to_owned())
}

/// Attributes are children whose names begin with `@`; name spaces and types of instances say nothing about a record.
fn begin(start: &BytesStart<'_>) -> Element {
    let mut element = Element { name: start.local_name().as_ref().to_owned(), ..Element::default() };
    for attribute in start.attributes().flatten().take(100) {
        let name = attribute.key.as_ref();
        if name.starts_with("xmlns") || name.contains(':') {
            continue;
        }
        let text = quick_xml::escape::unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), |text| text.into_owned());
        element.children.push(Element { name: format!("@{name}"), text, children: Vec::new() });
    }
    element
}

fn add(open: &mut [Element], text: &str) {
    if let Some(here) = open.last_mut() {
        here.text.push_str(text);
    }
}

/// Elements that a path leads to, through every element of the same name.
fn found<'a>(from: &'a Element, path: &[String]) -> Vec<&'a Element> {
    let mut here = vec![from];
    for part in path {
        here = here.into_iter().flat_map(|element| &element.children).filter(|child| child.name == *part).collect();
    }
    here
}

fn flatten(element: &Element, prefix: &str, record: &mut Record) {
    let mut at = 0;
    while let Some(child) = element.children.get(at) {
        at += 1;
        let column = if prefix.is_empty() { child.name.clone() } else { format!("{prefix}.{}", child.name) };
        if record.cells.len() >= COLUMNS_MAX || element.children.iter().take(at - 1).any(|before| before.name == child.name) {
            continue;
        }
        let same: Vec<&Element> = element.children.iter().filter(|other| other.name == child.name).collect();
        if same.len() > 1 {
            let list: Vec<serde_json::Value> = same.iter().map(|one| json(one)).collect();
            record.push(&column, CellKind::Json, serde_json::Value::Array(list).to_string());
        } else if child.children.iter().any(|inner| !inner.name.starts_with('@')) {
            flatten(child, &column, record);
        } else {
            let text = child.text.trim();
            record.push(&column, if text.is_empty() { CellKind::Empty } else { CellKind::Text }, text);
            for attribute in &child.children {
                record.push(&format!("{column}.{}", attribute.name), CellKind::Text, attribute.text.clone());
            }
        }
    }
}

fn json(element: &Element) -> serde_json::Value {
    if element.children.is_empty() {
        return serde_json::Value::String(element.text.trim().to_owned());
    }
    serde_json::Value::Object(element.children.iter().map(|child| (child.name.clone(), json(child))).collect())
}
