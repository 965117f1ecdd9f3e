//! Values travel through the engine as canonical JSON fragments: equal values are equal bytes, and nothing is parsed on the way.
//!
//! Shapes per field type: text, e-mail element, phone element, URL, select, date (`2026-03-31`), datetime (RFC 3339, UTC),
//! decimal (`"12.50"`), reference (record id) are JSON strings (in a source's view an unresolved reference is an object,
//! see [`crate::reference`]); integer is a number; boolean is `true`/`false`;
//! e-mail, phone and multi-select are arrays of strings, the winning one first; money is `{"amount":"12.50","currency":"CNY"}`;
//! person is `{"full","family","given"}`; address is `{"country","province","city","district","street","postcode","text"}`
//! (absent members left out, this order); JSON is compact JSON.

use std::borrow::Cow;

/// Appends `text` as a JSON string, escaped as RFC 8259 asks and no more.
pub fn push_text(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    let bytes = text.as_bytes();
    // One pass without branches tells most texts, which need no escapes.
    if !bytes.iter().fold(false, |found, byte| found | (*byte < 0x20) | (*byte == b'"') | (*byte == b'\\')) {
        out.push_str(text);
        out.push('"');
        return;
    }
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escape: &str = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[start..at]);
        if escape.is_empty() {
            out.push_str("\\u00");
            out.push(char::from(b"0123456789abcdef"[usize::from(byte >> 4)]));
            out.push(char::from(b"0123456789abcdef"[usize::from(byte & 15)]));
        } else {
            out.push_str(escape);
        }
        start = at + 1;
    }
    out.push_str(&text[start..]);
    out.push('"');
}

/// Appends a JSON array of strings.
pub fn push_list<'a>(out: &mut String, items: impl IntoIterator<Item = &'a str>) {
    out.push('[');
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_text(out, item);
    }
    out.push(']');
}

/// `text` as a JSON string fragment.
#[must_use]
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_text(&mut out, text);
    out
}

/// The text inside a string fragment; `None` when the fragment is not a string.
#[must_use]
pub fn as_text(fragment: &str) -> Option<Cow<'_, str>> {
    let inner = fragment.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str::<String>(fragment).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

/// The texts of an array-of-strings fragment, or the one text of a string fragment; empty for anything else.
#[must_use]
pub fn as_list(fragment: &str) -> Vec<Cow<'_, str>> {
    if fragment.starts_with('"') {
        return as_text(fragment).into_iter().collect();
    }
    let Some(inner) = fragment.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return Vec::new() };
    if inner.is_empty() {
        return Vec::new();
    }
    if !inner.contains('\\') && inner.matches('"').count() == 2 {
        return as_text(inner).into_iter().collect();
    }
    match serde_json::from_str::<Vec<String>>(fragment) {
        Ok(items) => items.into_iter().map(Cow::Owned).collect(),
        Err(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_the_round_trip() {
        for case in ["", "plain", "a \"b\" \\ c", "line\nbreak\ttab\r", "\u{1}\u{1f}", "张伟🍵"] {
            let fragment = text(case);
            assert_eq!(as_text(&fragment).as_deref(), Some(case));
            assert_eq!(serde_json::from_str::<String>(&fragment).ok().as_deref(), Some(case));
        }
    }

    #[test]
    fn lists_survive_the_round_trip() {
        for case in [vec![], vec!["one"], vec!["one", "two"], vec!["quo\"te"], vec!["a,b", "c"]] {
            let mut fragment = String::new();
            push_list(&mut fragment, case.iter().copied());
            assert_eq!(as_list(&fragment), case);
        }
        assert_eq!(as_list("\"single\""), vec!["single"]);
        assert!(as_list("12").is_empty());
    }
}
