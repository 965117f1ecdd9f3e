//! Small XML: reading a SOAP body into a tree, and escaping.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Deeper documents are refused.
const DEPTH_MAX: usize = 64;

/// An element without its namespace prefix, with its children and the text directly inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// The first child of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the first child of this name.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.trim())
    }
}

/// The root element; `None` for what is not well formed, has a document type, or is too deep.
pub(crate) fn parse(text: &str) -> Option<Element> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let element = started(&start)?;
                open.push(element);
                if open.len() > DEPTH_MAX {
                    return None;
                }
            }
            Event::Empty(start) => open.last_mut()?.children.push(started(&start)?),
            Event::End(_) => {
                let done = open.pop()?;
                open.last_mut()?.children.push(done);
            }
            Event::Text(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
            Event::CData(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref().ok()? {
                    Some(character) => character,
                    None => named(&reference)?,
                };
                open.last_mut()?.text.push(character);
            }
            Event::DocType(_) => return None,
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    let document = open.pop().filter(|_| open.is_empty())?;
    document.children.into_iter().next()
}

fn started(start: &quick_xml::events::BytesStart<'_>) -> Option<Element> {
    let name = start.local_name().into_inner().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let key = attribute.key.local_name().into_inner().to_owned();
        attributes.push((key, attribute.value.into_owned()));
    }
    Some(Element { name, attributes, text: String::new(), children: Vec::new() })
}

fn named(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// `text` as it stands between tags or in an attribute. Characters that XML 1.0 does not know are left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(character),
            control if control < ' ' => {}
            other => out.push(other),
        }
    }
    out
}

/// `<name>text</name>`.
pub(crate) fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_with_prefixes_entities_and_cdata() {
        let root = parse("<?xml version=\"1.0\"?><s:a x=\"1\"><b>1 &lt; 2 &#x4F1F;</b><c/><b><![CDATA[<x>]]></b></s:a>").unwrap();
        assert_eq!((root.name.as_str(), root.text_of("b")), ("a", Some("1 < 2 伟")));
        assert_eq!(root.children.len(), 3);
        assert_eq!(root.children[2].text, "<x>");
        assert_eq!(root.attributes, [("x".to_owned(), "1".to_owned())]);
    }

    #[test]
    fn what_is_not_well_formed_is_no_document() {
        for text in ["", "<a>", "<a></b>", "plain", "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", &"<a>".repeat(100)] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn escaped_text_reads_as_itself() {
        let text = "a<b>&\"c\"\r\n\t张";
        assert_eq!(parse(&element("x", text)).unwrap().text, text);
    }
}
