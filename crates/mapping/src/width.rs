//! Full-width and half-width forms, for comparing names and options. Stored values keep their width.

/// The half-width form of a full-width ASCII character or blank; every other character as it is.
#[must_use]
pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

/// Appends what values are compared by: half-width, lower case, blanks trimmed and collapsed.
pub(crate) fn push_compared(out: &mut String, text: &str) {
    let start = out.len();
    let mut blank = false;
    for character in text.chars().map(half_width) {
        if character.is_whitespace() {
            blank = out.len() > start;
            continue;
        }
        if blank {
            out.push(' ');
            blank = false;
        }
        if character.is_ascii() {
            out.push(character.to_ascii_lowercase());
        } else {
            out.extend(character.to_lowercase());
        }
    }
}

/// See [`push_compared`].
#[must_use]
pub(crate) fn compared(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_compared(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparing_ignores_width_case_and_blanks() {
        assert_eq!(compared("　ＶＩＰ  Customer "), "vip customer");
        assert_eq!(compared(&compared("Ａ　 b")), compared("Ａ　 b"));
    }
}
