//! Values as they stand in JSON. A record keeps the text, so that numbers beyond 2^53 and odd decimals come out as they went in.

use std::borrow::Cow;

use serde_json::Value;

/// The fragment of nothing.
pub(crate) const NULL: &str = "null";

/// `text` as a JSON string, with quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_quoted(&mut out, text);
    out
}

/// A JSON object of names and fragments, in their order.
pub(crate) fn object_text(values: &[(String, String)]) -> String {
    let members: Vec<String> = values.iter().map(|(name, fragment)| format!("{}:{fragment}", quoted(name))).collect();
    format!("{{{}}}", members.join(","))
}

/// Appends `text` as a JSON string.
pub(crate) fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte != b'"' && byte != b'\\' && byte >= 0x20 {
            continue;
        }
        out.push_str(&text[copied..at]);
        copied = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            control => out.push_str(&format!("\\u{control:04x}")),
        }
    }
    out.push_str(&text[copied..]);
    out.push('"');
}

/// The text of a fragment: strings without quotes, `null` as nothing, everything else as it stands.
pub(crate) fn as_text(fragment: &str) -> Cow<'_, str> {
    if fragment == NULL {
        return Cow::Borrowed("");
    }
    let Some(inner) = fragment.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return Cow::Borrowed(fragment) };
    if inner.contains('\\') {
        serde_json::from_str::<String>(fragment).map_or(Cow::Borrowed(inner), Cow::Owned)
    } else {
        Cow::Borrowed(inner)
    }
}

/// A fragment that holds `text`, or null when there is none.
pub(crate) fn optional(text: &str) -> String {
    if text.is_empty() { NULL.to_owned() } else { quoted(text) }
}

/// A fragment as a value; null for what is no JSON.
pub(crate) fn value(fragment: &str) -> Value {
    serde_json::from_str(fragment).unwrap_or(Value::Null)
}

/// The members of a JSON object with their values as they stand; `None` when `body` is no object.
pub(crate) fn members(body: &[u8]) -> Option<Vec<(String, String)>> {
    let parsed: Members = serde_json::from_slice(body).ok()?;
    Some(parsed.0)
}

/// An object whose values stay text.
pub(crate) struct Members(pub(crate) Vec<(String, String)>);

impl<'de> serde::Deserialize<'de> for Members {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> serde::de::Visitor<'de> for Reader {
            type Value = Members;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Box<serde_json::value::RawValue>>()? {
                    members.push((name, value.get().to_owned()));
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_the_way_there_and_back() {
        for text in ["", "plain", "say \"hi\"\\", "line\nnext\ttab\r", "张伟 🍵", "\u{0}\u{1f}"] {
            assert_eq!(as_text(&quoted(text)), text);
            assert_eq!(value(&quoted(text)), Value::String(text.to_owned()));
        }
    }

    #[test]
    fn numbers_keep_all_their_digits() {
        let found = members(br#"{"a": 9007199254740993, "b": {"c": [1.10]}, "d": null}"#).unwrap();
        let expected = [("a", "9007199254740993"), ("b", "{\"c\": [1.10]}"), ("d", "null")];
        assert_eq!(found, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
