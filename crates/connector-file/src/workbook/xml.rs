//! The XML of a workbook part, event by event: no document type, no deep nesting, entities only of XML itself.

use std::io::{BufReader, Read};

use connector::ConnectorError;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::raw::{format_error, io_error};

const DEPTH_MAX: u32 = 200;

/// One thing seen in the XML.
pub(crate) enum Seen {
    /// An element begins; for an empty one [`Seen::End`] follows at once.
    Start,
    End,
    /// Text was added to [`Xml::text`].
    Text,
    Eof,
}

/// A pull parser over one part.
pub(crate) struct Xml {
    file: String,
    part: String,
    reader: Reader<BufReader<Box<dyn Read + Send>>>,
    buffer: Vec<u8>,
    /// Name without prefix of the element that began or ended last.
    pub name: String,
    /// Attributes of the element that began last, as written.
    attributes: String,
    /// Text since the caller cleared it.
    pub text: String,
    depth: u32,
    end_due: bool,
}

impl Xml {
    pub(crate) fn new(reader: Box<dyn Read + Send>, file: &str, part: &str) -> Self {
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, reader));
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_dangling_amp = true;
        Self {
            file: file.to_owned(),
            part: part.to_owned(),
            reader,
            buffer: Vec::new(),
            name: String::new(),
            attributes: String::new(),
            text: String::new(),
            depth: 0,
            end_due: false,
        }
    }

    pub(crate) fn damaged(&self, reason: &str) -> ConnectorError {
        format_error(&self.file, &self.part, reason)
    }

    /// Moves to the next thing that matters.
    pub(crate) fn next(&mut self) -> Result<Seen, ConnectorError> {
        if self.end_due {
            self.end_due = false;
            return Ok(Seen::End);
        }
        loop {
            self.buffer.clear();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => {
                    let kind = error.kind();
                    let owned = std::sync::Arc::try_unwrap(error).unwrap_or_else(|_| kind.into());
                    return Err(io_error(&self.file, owned));
                }
                Err(_) => return Err(format_error(&self.file, &self.part, "this part of the workbook is damaged")),
            };
            match event {
                Event::Start(element) => {
                    keep(&mut self.name, &mut self.attributes, &element);
                    self.depth += 1;
                    if self.depth > DEPTH_MAX {
                        return Err(format_error(&self.file, &self.part, "elements are nested too deeply"));
                    }
                    return Ok(Seen::Start);
                }
                Event::Empty(element) => {
                    keep(&mut self.name, &mut self.attributes, &element);
                    self.end_due = true;
                    return Ok(Seen::Start);
                }
                Event::End(element) => {
                    self.name.clear();
                    self.name.push_str(element.local_name().as_ref());
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Seen::End);
                }
                Event::Text(text) => {
                    self.text.push_str(&text);
                    return Ok(Seen::Text);
                }
                Event::CData(text) => {
                    self.text.push_str(&text);
                    return Ok(Seen::Text);
                }
                Event::GeneralRef(reference) => {
                    let Some(character) = resolved(&reference) else {
                        return Err(format_error(&self.file, &self.part, "an unknown entity is used"));
                    };
                    self.text.push(character);
                    return Ok(Seen::Text);
                }
                Event::DocType(_) => return Err(format_error(&self.file, &self.part, "document type declarations are not accepted")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => return Ok(Seen::Eof),
            }
        }
    }

    /// Value of an attribute of the element that began last; its name without prefix.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<String> {
        let element = BytesStart::from_content(self.attributes.as_str(), 0);
        let found = element.attributes().with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == wanted)?;
        if found.value.contains('&') {
            quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
        } else {
            Some(found.value.into_owned())
        }
    }

    /// The attributes that cells have, without allocating: `r`, `s` and `t`.
    pub(crate) fn cell_attributes(&self) -> (Option<&str>, Option<&str>, Option<&str>) {
        (self.plain_attribute(" r=\""), self.plain_attribute(" s=\""), self.plain_attribute(" t=\""))
    }

    fn plain_attribute(&self, opening: &str) -> Option<&str> {
        let from = self.attributes.find(opening)? + opening.len();
        let rest = self.attributes.get(from..)?;
        rest.get(..rest.find('"')?)
    }
}

fn keep(name: &mut String, attributes: &mut String, element: &BytesStart<'_>) {
    name.clear();
    name.push_str(element.local_name().as_ref());
    attributes.clear();
    attributes.push_str(element.attributes_raw());
}

fn resolved(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
