//! Records as XML and back, for systems that speak nothing else.
//!
//! Shape: members become elements of the same name, items of lists `<item>` elements, `null` an element with `nil="true"`.
//! Reading refuses a document type (so no entity can expand), processing instructions, deep nesting and large documents;
//! texts stay texts, and the field decides what they mean.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value};

/// Deepest nesting of elements.
const DEPTH_MAX: usize = 16;
/// Most elements of one document.
const ELEMENTS_MAX: usize = 100_000;

/// Why XML is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum XmlError {
    #[error("is not well-formed")]
    Malformed,
    #[error("has a document type or a processing instruction, which are refused")]
    Doctype,
    #[error("is nested deeper than {DEPTH_MAX} or holds more than {ELEMENTS_MAX} elements")]
    TooLarge,
    #[error("holds an unknown entity")]
    Entity,
    #[error("repeats an element; several values of one field are `item` elements inside of it")]
    Repeated,
}

/// Appends JSON `value` as the element `name`.
pub(crate) fn write(out: &mut String, name: &str, value: &Value) {
    let name = if is_name(name) { name } else { "member" };
    match value {
        Value::Null => {
            out.push('<');
            out.push_str(name);
            out.push_str(" nil=\"true\"/>");
        }
        Value::Bool(_) | Value::Number(_) => element(out, name, |out| out.push_str(&value.to_string())),
        Value::String(text) => element(out, name, |out| escape(out, text)),
        Value::Array(items) => element(out, name, |out| items.iter().for_each(|item| write(out, "item", item))),
        Value::Object(members) => element(out, name, |out| members.iter().for_each(|(name, value)| write(out, name, value))),
    }
}

/// A whole document.
pub(crate) fn document(root: &str, value: &Value) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write(&mut out, root, value);
    out.push('\n');
    out
}

fn element(out: &mut String, name: &str, inner: impl FnOnce(&mut String)) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    inner(out);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Appends `text` as the content of an element.
pub(crate) fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(character),
            // Not allowed in XML 1.0 in any spelling.
            other if other.is_control() && u32::from(other) < 0x20 => out.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}

/// The members of the root element as a JSON object. An element with only text is a string, one whose children are all
/// `<item>` a list, any other an object; an element that occurs twice is refused.
pub(crate) fn read(bytes: &[u8]) -> Result<Map<String, Value>, XmlError> {
    let text = std::str::from_utf8(bytes).map_err(|_| XmlError::Malformed)?;
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Node> = Vec::new();
    let mut root: Option<Map<String, Value>> = None;
    let mut elements = 0;
    loop {
        match reader.read_event().map_err(|_| XmlError::Malformed)? {
            Event::DocType(_) | Event::PI(_) => return Err(XmlError::Doctype),
            Event::Start(start) => {
                elements += 1;
                if open.len() >= DEPTH_MAX || elements > ELEMENTS_MAX {
                    return Err(XmlError::TooLarge);
                }
                if root.is_some() {
                    return Err(XmlError::Malformed);
                }
                open.push(Node::new(start.name().as_ref(), is_nil(&start)));
            }
            Event::Empty(start) => {
                elements += 1;
                if elements > ELEMENTS_MAX {
                    return Err(XmlError::TooLarge);
                }
                let node = Node::new(start.name().as_ref(), is_nil(&start));
                close(node, &mut open, &mut root)?;
            }
            Event::End(_) => {
                let node = open.pop().ok_or(XmlError::Malformed)?;
                close(node, &mut open, &mut root)?;
            }
            Event::Text(text) => {
                append(&mut open, &text)?;
            }
            Event::CData(text) => {
                append(&mut open, &text)?;
            }
            Event::GeneralRef(reference) => {
                let character = match reference.as_ref() {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "apos" => '\'',
                    "quot" => '"',
                    _ => reference.resolve_char_ref().ok().flatten().filter(|character| *character != '\0').ok_or(XmlError::Entity)?,
                };
                append(&mut open, character.encode_utf8(&mut [0; 4]))?;
            }
            Event::Decl(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    match root {
        Some(root) if open.is_empty() => Ok(root),
        _ => Err(XmlError::Malformed),
    }
}

struct Node {
    name: String,
    nil: bool,
    text: String,
    children: Vec<(String, Value)>,
}

impl Node {
    fn new(name: &str, nil: bool) -> Self {
        // A prefix says only which system wrote it.
        let local = name.rsplit(':').next().unwrap_or(name).to_owned();
        Self { name: local, nil, text: String::new(), children: Vec::new() }
    }

    fn value(self) -> Result<Value, XmlError> {
        if self.nil {
            return Ok(Value::Null);
        }
        if self.children.is_empty() {
            return Ok(Value::String(self.text));
        }
        if !self.text.trim().is_empty() {
            return Err(XmlError::Malformed);
        }
        if self.children.iter().all(|(name, _)| name == "item") {
            return Ok(Value::Array(self.children.into_iter().map(|(_, value)| value).collect()));
        }
        let mut members = Map::new();
        for (name, value) in self.children {
            if members.insert(name, value).is_some() {
                return Err(XmlError::Repeated);
            }
        }
        Ok(Value::Object(members))
    }
}

fn is_nil(start: &quick_xml::events::BytesStart<'_>) -> bool {
    start
        .attributes()
        .take(16)
        .flatten()
        .any(|attribute| attribute.key.local_name().as_ref() == "nil" && attribute.value.as_ref() == "true")
}

fn append(open: &mut [Node], text: &str) -> Result<(), XmlError> {
    match open.last_mut() {
        Some(node) => {
            node.text.push_str(text);
            Ok(())
        }
        None if text.trim().trim_start_matches('\u{feff}').is_empty() => Ok(()),
        None => Err(XmlError::Malformed),
    }
}

fn close(node: Node, open: &mut [Node], root: &mut Option<Map<String, Value>>) -> Result<(), XmlError> {
    match open.last_mut() {
        Some(parent) => {
            let name = node.name.clone();
            parent.children.push((name, node.value()?));
            Ok(())
        }
        None if root.is_some() => Err(XmlError::Malformed),
        None => {
            *root = Some(match node.value()? {
                Value::Object(members) => members,
                Value::String(text) if text.trim().is_empty() => Map::new(),
                _ => return Err(XmlError::Malformed),
            });
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn records_survive_xml() {
        let record = json!({"name": "A & B <上海> \"x\"", "email": ["a@b.cn", "c@d.cn"], "address": {"city": "上海"}, "notes": "line\nnext\r", "gone": null});
        let text = document("customer", &record);
        assert_eq!(read(text.as_bytes()).map(Value::Object), Ok(record));
        assert_eq!(read(b"<r><a><![CDATA[1 < 2]]></a><b>&#24352;</b></r>").map(Value::Object), Ok(json!({"a": "1 < 2", "b": "张"})));
    }

    #[test]
    fn what_could_hurt_is_refused() {
        for (text, error) in [
            ("<!DOCTYPE r [<!ENTITY x \"y\">]><r><a>&x;</a></r>", XmlError::Doctype),
            ("<?xml-stylesheet href=\"x\"?><r/>", XmlError::Doctype),
            ("<r><a>&x;</a></r>", XmlError::Entity),
            ("<r><a></r>", XmlError::Malformed),
            ("<r/><r/>", XmlError::Malformed),
            ("<r><a>1</a><a>2</a></r>", XmlError::Repeated),
            ("", XmlError::Malformed),
            ("<r><a>&#0;</a></r>", XmlError::Entity),
        ] {
            assert_eq!(read(text.as_bytes()), Err(error), "{text}");
        }
        let deep = format!("{}{}", "<a>".repeat(20), "</a>".repeat(20));
        assert_eq!(read(deep.as_bytes()), Err(XmlError::TooLarge));
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(text in "[<>/&;!?a-z\"= \\[\\]-]{0,60}") {
            let _ = read(text.as_bytes());
        }
    }
}
