//! Finds where JSON values end and where the array of records stands, without building anything.

/// Index behind the value that begins at `from`; None when the text ends before it does.
pub(crate) fn value_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = from;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at = string_end(bytes, at)?;
                if depth == 0 {
                    return Some(at);
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                if depth <= 1 {
                    return Some(if depth == 0 { at } else { at + 1 });
                }
                depth -= 1;
            }
            b',' | b'\n' | b'\r' | b' ' | b'\t' if depth == 0 && at > from => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

/// Index behind the string whose opening quote is at `from`.
fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

pub(crate) fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
        at += 1;
    }
    at
}

/// How the records lie in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One per line.
    Lines,
    /// Elements of the array whose content begins at this byte; with its path.
    Array(usize, String),
    /// Values one after the other, over any number of lines.
    Values,
}

/// Objects inside of objects are searched so deep for the array of records.
const SEARCH_DEPTH_MAX: usize = 6;

/// Finds the layout from the beginning of a text.
pub(crate) fn layout(text: &str) -> Layout {
    let bytes = text.as_bytes();
    let start = skip_blanks(bytes, 0);
    if bytes.get(start) == Some(&b'[') {
        return Layout::Array(start + 1, String::new());
    }
    if let Some(end) = value_end(bytes, start) {
        let next = skip_blanks(bytes, end);
        let between = bytes.get(end..next).unwrap_or_default();
        let one_line = !bytes.get(start..end).unwrap_or_default().contains(&b'\n');
        if next < bytes.len() {
            return if one_line && between.contains(&b'\n') { Layout::Lines } else { Layout::Values };
        }
    }
    let mut found = Vec::new();
    search(bytes, start, "", 0, &mut found);
    match found.into_iter().max_by_key(|(_, _, length)| *length) {
        Some((offset, path, _)) => Layout::Array(offset, path),
        None => Layout::Values,
    }
}

/// Collects the arrays of objects below the object at `from`: begin of the content, path, length.
fn search(bytes: &[u8], from: usize, path: &str, depth: usize, found: &mut Vec<(usize, String, usize)>) {
    let mut at = skip_blanks(bytes, from + 1);
    while bytes.get(at) == Some(&b'"') {
        let Some(key_end) = string_end(bytes, at) else { return };
        let key = String::from_utf8_lossy(bytes.get(at + 1..key_end - 1).unwrap_or_default());
        let path = if path.is_empty() { key.into_owned() } else { format!("{path}.{key}") };
        at = skip_blanks(bytes, key_end);
        if bytes.get(at) != Some(&b':') {
            return;
        }
        at = skip_blanks(bytes, at + 1);
        let end = value_end(bytes, at);
        match bytes.get(at) {
            Some(b'[') => {
                let first = skip_blanks(bytes, at + 1);
                if bytes.get(first) == Some(&b'{') {
                    found.push((at + 1, path, end.unwrap_or(bytes.len()) - at));
                }
            }
            Some(b'{') if depth < SEARCH_DEPTH_MAX => search(bytes, at, &path, depth + 1, found),
            Some(_) => {}
            None => return,
        }
        let Some(end) = end else { return };
        at = skip_blanks(bytes, end);
        if bytes.get(at) != Some(&b',') {
            return;
        }
        at = skip_blanks(bytes, at + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_records_are_found_in_every_layout() {
        for (text, expected) in [
            (" [ {\"a\":1}]", Layout::Array(2, String::new())),
            ("{\"a\":1}\n{\"a\":2}\n", Layout::Lines),
            ("{\"a\":[{\"b\":1}]}\n{\"a\":2}\n", Layout::Lines),
            ("{\n\"a\":1\n}\n{\n\"a\":2\n}", Layout::Values),
            ("{\"a\":1}", Layout::Values),
            ("{\"ok\":true,\"data\":{\"tags\":[1],\"items\":[{\"a\":1},{\"a\":2}]}}", Layout::Array(39, "data.items".to_owned())),
            ("{\"few\":[{\"a\":1}],\"many\":[{\"a\":1},{\"a\":2},{\"a", Layout::Array(25, "many".to_owned())),
        ] {
            assert_eq!(layout(text), expected, "{text}");
        }
    }
}
