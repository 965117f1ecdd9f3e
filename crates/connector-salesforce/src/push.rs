//! Outbound messages: SOAP calls from workflow rules, with up to a hundred notifications each.
//!
//! Nothing signs them, so the address of the hook is the secret and the organisation must be the one of the connection. They
//! carry some fields, as of sending, in no order and sometimes twice: they say which records to read anew.

use std::sync::Arc;

use connector::signature::content_id;
use connector::{AcceptedPush, ConnectorError, Cursor, PageEnd, PushRefused, PushReply, PushRequest, Source, StoredPush, StreamShape};
use model::{CellKind, RecordBatch};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::id::full_id;

/// Notifications of one message.
const NOTIFICATIONS_MAX: usize = 200;
/// Deepest nesting that is followed.
const DEPTH_MAX: usize = 20;

const ACK: &str = r#"<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>"#;

/// One notification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Notification {
    pub id: String,
    pub object: String,
    pub fields: Vec<(String, String)>,
}

/// A message as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    pub organisation: String,
    pub notifications: Vec<Notification>,
}

/// Accepts a message of this organisation.
pub(crate) fn accept(push: &PushRequest<'_>, organisation: Option<&str>) -> Result<AcceptedPush, PushRefused> {
    let message = read(push.body).ok_or(PushRefused::Malformed)?;
    let Some(first) = message.notifications.first() else { return Err(PushRefused::Malformed) };
    match organisation {
        Some(known) if full_id(known) == full_id(&message.organisation) => {}
        Some(_) | None => return Err(PushRefused::Signature),
    }
    let ids: Vec<&str> = message.notifications.iter().map(|notification| notification.id.as_str()).collect();
    let has_ids = ids.iter().all(|id| !id.is_empty());
    Ok(AcceptedPush {
        delivery_id: if has_ids { ids.join(",") } else { content_id(push, "") },
        stream: first.object.clone(),
        reply: PushReply { status: 200, content_type: "text/xml; charset=utf-8", body: ACK.to_owned() },
        keep: true,
    })
}

/// Reads a message; `None` for anything else, also for one with a document type.
pub(crate) fn read(body: &[u8]) -> Option<Message> {
    let text = std::str::from_utf8(body).ok()?;
    let mut reader = Reader::from_str(text);
    let mut message = Message::default();
    let mut path: Vec<String> = Vec::new();
    let mut value = String::new();
    let mut is_outbound = false;
    loop {
        match reader.read_event().ok()? {
            Event::DocType(_) => return None,
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                if path.len() >= DEPTH_MAX {
                    return None;
                }
                is_outbound |= name == "notifications";
                if name == "Notification" && message.notifications.len() < NOTIFICATIONS_MAX {
                    message.notifications.push(Notification::default());
                }
                if name == "sObject"
                    && let Some(notification) = message.notifications.last_mut()
                {
                    let kind = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "type")?;
                    notification.object = kind.value.rsplit(':').next()?.to_owned();
                }
                path.push(name);
                value.clear();
            }
            Event::Text(text) => value.push_str(&text.xml10_content()),
            Event::CData(text) => value.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) => match entity.resolve_char_ref().ok()? {
                Some(character) => value.push(character),
                None => value.push_str(quick_xml::escape::resolve_predefined_entity(&entity)?),
            },
            Event::End(_) => {
                let name = path.pop()?;
                take(&mut message, &path, name, std::mem::take(&mut value));
            }
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    (is_outbound && path.is_empty()).then_some(message)
}

fn take(message: &mut Message, path: &[String], name: String, value: String) {
    let parent = path.last().map(String::as_str);
    match (parent, message.notifications.last_mut()) {
        (Some("notifications"), _) if name == "OrganizationId" => message.organisation = value,
        (Some("Notification"), Some(notification)) if name == "Id" => notification.id = value,
        (Some("sObject"), Some(notification)) if notification.fields.len() < 1_000 => notification.fields.push((name, value)),
        (_, _) => {}
    }
}

/// Stored messages as rows of their records' ids: enough to read those records anew.
pub(crate) struct PushSource {
    shape: StreamShape,
    stream: String,
    pushes: Vec<StoredPush>,
}

impl PushSource {
    pub fn new(stream: &str, pushes: Vec<StoredPush>) -> Self {
        let columns = vec!["Id".to_owned()];
        let shape = StreamShape { columns: columns.into(), key_column: Some("Id".to_owned()), ..StreamShape::default() };
        Self { shape, stream: stream.to_owned(), pushes }
    }
}

impl Source for PushSource {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        into.reset(Arc::clone(&self.shape.columns));
        let mut at: usize = cursor.0.parse().unwrap_or(0);
        while let Some(push) = self.pushes.get(at).filter(|_| into.len() + NOTIFICATIONS_MAX <= rows_max.max(NOTIFICATIONS_MAX)) {
            at += 1;
            let message = read(&push.body).ok_or_else(|| ConnectorError::Format {
                what: "push".to_owned(),
                place: format!("push {}", push.id),
                reason: "no outbound message".to_owned(),
            })?;
            for notification in message.notifications.iter().filter(|notification| notification.object == self.stream) {
                let Some((_, id)) = notification.fields.iter().find(|(name, _)| name == "Id") else { continue };
                into.push_cell(CellKind::Text, &full_id(id));
                into.finish_row(push.id.unsigned_abs());
            }
        }
        Ok(PageEnd { next: Cursor(at.to_string()), last: at >= self.pushes.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = r#"<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D000000000001EAA</OrganizationId><ActionId>04k</ActionId><SessionId xsi:nil="true"/><Notification><Id>04l000000000001</Id><sObject xsi:type="sf:Account" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>001D000000IRFmaIAH</sf:Id><sf:Name>Smith &amp; S&#246;hne</sf:Name></sObject></Notification></notifications></soapenv:Body></soapenv:Envelope>"#;

    fn push(body: &str) -> PushRequest<'_> {
        PushRequest { path: "", query: &[], headers: &[], body: body.as_bytes(), received_ms: 0 }
    }

    #[test]
    fn a_message_is_taken_from_its_own_organisation_only() {
        let accepted = accept(&push(MESSAGE), Some("00D000000000001")).expect("taken");
        assert_eq!((accepted.stream.as_str(), accepted.delivery_id.as_str()), ("Account", "04l000000000001"));
        assert!(accepted.reply.body.contains("<Ack>true</Ack>"));
        assert_eq!(accept(&push(MESSAGE), Some("00D000000000002EAA")), Err(PushRefused::Signature));
        assert_eq!(accept(&push(MESSAGE), None), Err(PushRefused::Signature));
        let with_type = MESSAGE.replace("<soapenv:Envelope", "<!DOCTYPE x [<!ENTITY a \"b\">]><soapenv:Envelope");
        for body in ["", "{}", "<a/>", &MESSAGE[..200], &with_type] {
            assert_eq!(accept(&push(body), Some("00D000000000001EAA")), Err(PushRefused::Malformed), "{body}");
        }
        let message = read(MESSAGE.as_bytes()).expect("read");
        assert_eq!(message.notifications[0].fields[1].1, "Smith & Söhne");
    }
}
