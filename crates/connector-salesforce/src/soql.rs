//! Query text: values quoted as the language asks, so that none of them can become syntax.

/// Longest query that still fits into an address beside its host and headers.
pub(crate) const ADDRESS_CHARS_MAX: usize = 12_000;

/// A text literal.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for character in text.chars() {
        match character {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('\'');
    out
}

/// Texts for `IN (…)`.
pub(crate) fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(quoted).collect::<Vec<_>>().join(",")
}

/// A moment literal of this many milliseconds since 1970, to the second below.
pub(crate) fn moment(ms: i64) -> String {
    model::format_ms(ms - ms.rem_euclid(1_000))
}

/// Names of fields and objects are letters, digits and underscores, with dots between relations.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 250 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_becomes_syntax() {
        for (text, expected) in [("O'Brien", r"'O\'Brien'"), (r"\' OR Id != '", r"'\\\' OR Id != \''"), ("a\nb", r"'a\nb'"), ("%_", "'%_'")]
        {
            assert_eq!(quoted(text), expected);
        }
        assert_eq!(moment(1_709_164_800_999), "2024-02-29T00:00:00.000Z");
        assert!(is_name("Owner.Ext__c") && !is_name("a b") && !is_name("a'") && !is_name(""));
    }
}
