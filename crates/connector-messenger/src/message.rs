//! A message as it is written, and whom it goes to.

use connector::{Outgoing, WriteOutcome};
use serde_json::Value;

use crate::errors::refused;

/// Recipients of one message: what all three take in one call or in few.
pub(crate) const RECIPIENTS_MAX: usize = 100;
/// Begins a recipient that is a department.
const DEPARTMENT: &str = "department:";
/// Fields of the stream.
pub(crate) const TITLE: &str = "title";
pub(crate) const TEXT: &str = "text";
pub(crate) const TO: &str = "to";

/// What is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// One line; may be empty.
    pub title: String,
    pub text: String,
}

impl Message {
    /// Title and text as one plain text.
    pub fn joined(&self) -> String {
        match (self.title.is_empty(), self.text.is_empty()) {
            (false, false) => format!("{}\n{}", self.title, self.text),
            (false, true) => self.title.clone(),
            (true, _) => self.text.clone(),
        }
    }
}

/// Whom it goes to. Nobody means the group of the bot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Recipients {
    /// Ids of people, in their order, each once.
    pub people: Vec<String>,
    /// Ids of departments.
    pub departments: Vec<String>,
}

impl Recipients {
    pub fn count(&self) -> usize {
        self.people.len() + self.departments.len()
    }

    /// Places of those that `is_missed` says yes to; people first, departments behind them.
    pub fn places(&self, is_person_missed: impl Fn(&str) -> bool, is_department_missed: impl Fn(&str) -> bool) -> Vec<usize> {
        let people = self.people.iter().map(|id| is_person_missed(id));
        let all = people.chain(self.departments.iter().map(|id| is_department_missed(id)));
        all.enumerate().filter(|(_, is_missed)| *is_missed).map(|(at, _)| at).collect()
    }

    fn read(value: &Value) -> Result<Self, WriteOutcome> {
        let wrong = |message: &str| Err(refused("recipients_wrong", message, Some(TO)));
        let names: Vec<String> = match value {
            Value::Null => Vec::new(),
            Value::String(text) => {
                let parts = text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '，' | '；'));
                parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
            }
            Value::Array(items) => {
                let texts: Option<Vec<String>> = items.iter().map(|item| item.as_str().map(|text| text.trim().to_owned())).collect();
                match texts {
                    Some(texts) => texts.into_iter().filter(|text| !text.is_empty()).collect(),
                    None => return wrong("a list of texts is wanted"),
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
                return wrong("ids are written as text, several with commas between them");
            }
        };
        let mut recipients = Self::default();
        for name in names {
            let (list, id) = match name.strip_prefix(DEPARTMENT) {
                Some(id) => (&mut recipients.departments, id),
                None => (&mut recipients.people, name.as_str()),
            };
            if !list.iter().any(|known| known == id) {
                list.push(id.to_owned());
            }
        }
        if recipients.count() > RECIPIENTS_MAX {
            return Err(refused("too_many_recipients", format!("at most {RECIPIENTS_MAX} at a time"), Some(TO)));
        }
        Ok(recipients)
    }
}

/// Reads a record as a message.
///
/// # Errors
/// The outcome of a record that is none.
pub(crate) fn read(record: &Outgoing) -> Result<(Message, Recipients), WriteOutcome> {
    let (mut message, mut recipients) = (Message::default(), Recipients::default());
    for (name, value) in &record.fields {
        match name.as_str() {
            TITLE => message.title = text_of(TITLE, value)?.replace(['\r', '\n'], " "),
            TEXT => message.text = text_of(TEXT, value)?,
            TO => recipients = Recipients::read(value)?,
            _ => return Err(refused("field_unknown", "a message has title, text and to", Some(name))),
        }
    }
    if message.title.trim().is_empty() && message.text.trim().is_empty() {
        return Err(refused("empty_message", "a message needs a title or a text", Some(TEXT)));
    }
    Ok((message, recipients))
}

fn text_of(field: &str, value: &Value) -> Result<String, WriteOutcome> {
    match value {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(refused("not_a_text", "a text is wanted", Some(field))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn recipients(value: &Value) -> Option<Recipients> {
        Recipients::read(value).ok()
    }

    #[test]
    fn recipients_are_read_from_texts_and_lists() {
        let wanted = Recipients { people: vec!["a".to_owned(), "b".to_owned()], departments: vec!["7".to_owned()] };
        assert_eq!(recipients(&json!("a, b;department:7 a")), Some(wanted.clone()));
        assert_eq!(recipients(&json!(["a", " b ", "", "department:7"])), Some(wanted.clone()));
        assert_eq!(recipients(&Value::Null), Some(Recipients::default()));
        assert_eq!((recipients(&json!(7)), recipients(&json!(["a", 7]))), (None, None));
        assert_eq!(recipients(&json!((0..101).map(|number| number.to_string()).collect::<Vec<_>>())), None);
        assert_eq!(wanted.places(|id| id == "b", |_| true), [1, 2]);
    }
}
