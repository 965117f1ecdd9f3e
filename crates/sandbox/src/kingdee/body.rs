//! The arguments of a call, whichever of the four ways they came: named with an object, named with JSON in a text, by position below
//! `parameters`, or as a form.

use serde_json::{Map, Value};

use crate::http::Request;

/// Named arguments; names are in lower case.
#[derive(Clone, Debug, Default)]
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    /// Reads the body. `order` gives the names of positions. `None` when it is none of the four.
    pub(super) fn read(request: &Request, order: &[&str]) -> Option<Self> {
        let text = String::from_utf8_lossy(&request.body);
        let text = text.trim();
        if text.is_empty() {
            return Some(Self::default());
        }
        if !text.starts_with('{') {
            let is_form = request.header("content-type").is_some_and(|kind| kind.contains("urlencoded"));
            let pairs = request.form().into_iter().map(|(name, value)| (name.to_lowercase(), Value::String(value)));
            return is_form.then(|| Self(pairs.collect()));
        }
        let Ok(Value::Object(named)) = serde_json::from_str(text) else { return None };
        let named: Map<String, Value> = named.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
        let Some(parameters) = named.get("parameters") else { return Some(Self(named)) };
        let list = match parameters {
            Value::Array(list) => list.clone(),
            Value::String(text) => serde_json::from_str(text).ok()?,
            _ => return None,
        };
        Some(Self(order.iter().map(|name| (*name).to_owned()).zip(list).collect()))
    }

    /// A text, or a number as text; empty when there is none.
    pub(super) fn text(&self, name: &str) -> String {
        self.0.get(name).map(text_of).unwrap_or_default()
    }

    /// An argument that is an object, or JSON in a text. `None` when it is neither.
    pub(super) fn object(&self, name: &str) -> Option<Map<String, Value>> {
        match self.0.get(name)? {
            Value::Object(object) => Some(object.clone()),
            Value::String(text) => serde_json::from_str(text).ok(),
            _ => None,
        }
    }

    /// What the client asks of the way the answer comes.
    pub(super) fn asks_later(&self) -> bool {
        self.0.contains_key("beginmethod")
    }
}

/// Text of a text or a number.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A member of an object, whatever the case of its name.
pub(super) fn member<'m>(object: &'m Map<String, Value>, name: &str) -> &'m Value {
    const NOTHING: &Value = &Value::Null;
    object
        .get(name)
        .or_else(|| object.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value))
        .unwrap_or(NOTHING)
}

/// A whole number that may come as text; `otherwise` for none.
pub(super) fn count(object: &Map<String, Value>, name: &str, otherwise: usize) -> usize {
    text_of(member(object, name)).trim().parse().unwrap_or(otherwise)
}

/// A flag that may come as text; `otherwise` for none.
pub(super) fn flag(object: &Map<String, Value>, name: &str, otherwise: bool) -> bool {
    match text_of(member(object, name)).trim().to_lowercase().as_str() {
        "true" | "1" => true,
        "false" | "0" => false,
        _ => otherwise,
    }
}

/// A list of texts, or texts with commas between them.
pub(super) fn list(value: &Value) -> Vec<String> {
    let texts: Vec<String> = match value {
        Value::Array(values) => values.iter().map(text_of).collect(),
        Value::Null => Vec::new(),
        other => text_of(other).split(',').map(str::to_owned).collect(),
    };
    texts.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}
