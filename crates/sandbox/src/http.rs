//! A request and an answer as the simulators see them: whole bodies in memory, no sockets.

use bytes::Bytes;
use serde_json::Value;

/// What a client sent.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Upper case.
    pub(crate) method: String,
    /// Still percent-encoded, without the query.
    pub(crate) path: String,
    /// As sent, without the question mark.
    pub(crate) query: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
    /// `http://host:port` as the client addressed it.
    pub(crate) base_url: String,
}

impl Request {
    /// The first header of this name, which is given in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first query parameter of this name, decoded.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        pairs(&self.query).into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The parts of the path between slashes, decoded; empty parts are left out.
    pub(crate) fn segments(&self) -> Vec<String> {
        self.path.split('/').filter(|part| !part.is_empty()).map(|part| decoded(part, Plus::Stays)).collect()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The body as `application/x-www-form-urlencoded` pairs.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        pairs(&String::from_utf8_lossy(&self.body))
    }

    /// Scheme and rest of the header `Authorization`; `None` when it is missing or has only one word.
    pub(crate) fn authorization(&self) -> Option<(&str, &str)> {
        let (scheme, rest) = self.header("authorization")?.split_once(' ')?;
        Some((scheme, rest.trim()))
    }
}

/// Decoded name and value pairs of a query or form.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    let parts = text.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decoded(name, Plus::IsSpace), decoded(value, Plus::IsSpace))
        })
        .collect()
}

/// What `+` means in encoded text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plus {
    IsSpace,
    Stays,
}

/// Percent-decoded text; broken sequences stay as they are, invalid UTF-8 is replaced.
pub(crate) fn decoded(text: &str, plus: Plus) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex =
            bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok()).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (byte, hex) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 3;
                continue;
            }
            (b'+', _) if plus == Plus::IsSpace => out.push(b' '),
            (other, _) => out.push(*other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Percent-encoded text: everything but unreserved characters.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// What a simulator answers, before any fault of the wire.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

impl Reply {
    /// An answer without body.
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Bytes::new() }
    }

    pub(crate) fn json(status: u16, value: &Value) -> Self {
        Self::json_text(status, value.to_string())
    }

    /// JSON that is text already.
    pub(crate) fn json_text(status: u16, text: String) -> Self {
        Self::with_type(status, "application/json;charset=UTF-8", text)
    }

    pub(crate) fn xml(status: u16, text: String) -> Self {
        Self::with_type(status, "text/xml; charset=utf-8", text)
    }

    pub(crate) fn with_type(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self { status, headers: vec![("content-type", content_type.to_owned())], body: body.into() }
    }

    /// Adds a header.
    pub(crate) fn and(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_decodes_to_itself() {
        for text in ["a b+c", "100 %", "张伟/李", "a=b&c", "%2F", "+86 138"] {
            assert_eq!(decoded(&encoded(text), Plus::IsSpace), text);
            assert_eq!(decoded(&encoded(text), Plus::Stays), text);
        }
        assert_eq!(decoded("50%+off%zz%", Plus::IsSpace), "50% off%zz%");
        assert_eq!(pairs("a=1&b&c=x%3Dy"), [("a", "1"), ("b", ""), ("c", "x=y")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}
