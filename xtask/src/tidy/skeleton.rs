//! The skeleton of Rust code: the text with comments, strings and characters blanked out, so that what is left can be
//! counted. Lines and columns stay where they were.

/// Blanks everything that is not code.
///
/// Knows line and nested block comments, strings, byte and C strings, raw strings with any number of `#`, characters,
/// and lifetimes (which are not characters). Code that does not compile may come out odd, never with a panic.
pub fn skeleton(code: &str) -> String {
    let characters: Vec<char> = code.chars().collect();
    let mut out = String::with_capacity(code.len());
    let mut at = 0;
    while at < characters.len() {
        let end = match end_of_non_code(&characters, at) {
            Some(end) => end.min(characters.len()),
            None => {
                out.push(characters[at]);
                at += 1;
                continue;
            }
        };
        out.extend(characters[at..end].iter().map(|character| if *character == '\n' { '\n' } else { ' ' }));
        at = end;
    }
    out
}

/// Where the comment or literal that starts at `at` ends; `None` when code stands there.
fn end_of_non_code(characters: &[char], at: usize) -> Option<usize> {
    let next = |ahead: usize| characters.get(at + ahead).copied();
    match characters[at] {
        '/' if next(1) == Some('/') => Some(end_of_line(characters, at)),
        '/' if next(1) == Some('*') => Some(end_of_block_comment(characters, at)),
        '"' => Some(end_of_string(characters, at)),
        '\'' => end_of_character(characters, at),
        'r' if !continues_a_word(characters, at) => end_of_raw_string(characters, at),
        _ => None,
    }
}

fn continues_a_word(characters: &[char], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|index| characters[index]);
    match before(1) {
        // `br"…"` and `cr"…"` are raw strings; `for r` and `bar` are not.
        Some('b' | 'c') => before(2).is_some_and(is_word),
        Some(character) => is_word(character),
        None => false,
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn end_of_line(characters: &[char], at: usize) -> usize {
    characters[at..].iter().position(|character| *character == '\n').map_or(characters.len(), |length| at + length)
}

fn end_of_block_comment(characters: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at < characters.len() {
        match (characters[at], characters.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

fn end_of_string(characters: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < characters.len() {
        match characters[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// `'x'`, `'\n'`, `'\u{1F375}'` are characters; `'static` is a lifetime.
fn end_of_character(characters: &[char], at: usize) -> Option<usize> {
    match (characters.get(at + 1)?, characters.get(at + 2)) {
        ('\\', Some(_)) => {
            let rest = characters.get(at + 3..)?;
            rest.iter().position(|character| *character == '\'').map(|length| at + 3 + length + 1)
        }
        (_, Some('\'')) => Some(at + 3),
        _ => None,
    }
}

/// `r"…"`, `r#"…"#` and so on; `None` for a raw identifier or a plain `r`.
fn end_of_raw_string(characters: &[char], at: usize) -> Option<usize> {
    let hashes = characters[at + 1..].iter().take_while(|character| **character == '#').count();
    let open = at + 1 + hashes;
    if characters.get(open) != Some(&'"') {
        return None;
    }
    let closes =
        |quote: usize| characters[quote] == '"' && characters[quote + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
    let quote = (open + 1..characters.len()).find(|quote| closes(*quote));
    Some(quote.map_or(characters.len(), |quote| quote + 1 + hashes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_left() {
        let check = |code: &str, expected: &str| {
            let squeezed = skeleton(code).split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(squeezed, expected, "{code}");
        };
        check("a // } {\nb", "a b");
        check("a /* } /* { */ } */ b", "a b");
        check(r#"a "}" b"#, "a b");
        check(r#"a "\"}" b"#, "a b");
        check(r##"a r#"}"}"# b"##, "a b");
        check(r#"a br"}" b"#, "a b b");
        check("a r\"\\\" b", "a b");
        check("a '}' b '\\'' c '\\u{7d}' d", "a b c d");
        check("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}");
        check("let bar = r; let x = r#type;", "let bar = r; let x = r#type;");
        check("b'{' ; b'\\\\' }", "b ; b }");
        check("\"张{\" 伟", "伟");
        check("\"never closed {", "");
        check("/* never closed {", "");
    }

    #[test]
    fn lines_stay_where_they_were() {
        let code = "one\n\"two\nthree\" /* four\nfive */ six\n";
        assert_eq!(skeleton(code).lines().count(), code.lines().count());
        assert!(skeleton(code).lines().nth(3).is_some_and(|line| line.ends_with("six")));
    }
}
