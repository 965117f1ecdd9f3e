//! Length of functions, from the line of `fn` to the line of the closing brace.

use super::SourceFile;
use super::skeleton::skeleton;
use crate::report::Report;

const LINES_WARN: usize = 70;
const LINES_FAIL: usize = 100;

/// Checks every function of every Rust file.
pub fn check(files: &[SourceFile], report: &mut Report) {
    for file in files.iter().filter(|file| file.is_rust()) {
        for function in functions(&file.text) {
            let place = format!("{}:{}", file.path, function.line);
            let what = format!("function `{}` has {} lines", function.name, function.lines);
            if function.lines > LINES_FAIL {
                report.fail(place, format!("{what}, more than {LINES_FAIL}; keep the decisions, move the computing out"));
            } else if function.lines > LINES_WARN {
                report.warn(place, format!("{what}, more than {LINES_WARN}"));
            }
        }
    }
}

/// A function with a body.
#[derive(Debug, PartialEq, Eq)]
struct Function {
    name: String,
    /// Counted from 1.
    line: usize,
    lines: usize,
}

fn functions(code: &str) -> Vec<Function> {
    let bare = skeleton(code);
    let mut found = Vec::new();
    for (at, _) in bare.match_indices("fn") {
        let starts_word = !bare[..at].chars().next_back().is_some_and(is_word);
        let after = &bare[at + 2..];
        let name: String = after.trim_start().chars().take_while(|character| is_word(*character) || *character == '#').collect();
        // `fn(` is a type; `fnord` is a word of its own.
        if !starts_word || name.is_empty() || !after.starts_with(char::is_whitespace) {
            continue;
        }
        if let Some(length) = length_with_body(after) {
            let line = bare[..at].matches('\n').count() + 1;
            let lines = after[..length].matches('\n').count() + 1;
            found.push(Function { name, line, lines });
        }
    }
    found
}

/// Bytes up to and with the closing brace of the body; `None` when there is no body.
fn length_with_body(signature: &str) -> Option<usize> {
    let mut brackets = 0_i32;
    let mut braces = 0_i32;
    for (at, character) in signature.char_indices() {
        match character {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            ';' if braces == 0 && brackets == 0 => return None,
            '{' => braces += 1,
            '}' => {
                braces -= 1;
                // A brace inside of brackets is a constant in a type, such as `[u8; { 2 * N }]`.
                if braces <= 0 && brackets <= 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn functions_are_measured_from_their_name_to_their_last_brace() {
        let check = |code: &str, expected: &[(&str, usize, usize)]| {
            let found: Vec<_> = functions(code).into_iter().map(|function| (function.name, function.line, function.lines)).collect();
            let expected: Vec<_> = expected.iter().map(|(name, line, lines)| ((*name).to_owned(), *line, *lines)).collect();
            assert_eq!(found, expected, "{code}");
        };
        check("fn a() {}", &[("a", 1, 1)]);
        check("\npub async fn a<T>(\n  x: T,\n) -> [u8; { 1 + 1 }] {\n  \"}\"; // }\n}\nfn b() {}\n", &[("a", 2, 5), ("b", 7, 1)]);
        check("trait T { fn a(&self); fn b(&self) {\n} }", &[("b", 1, 2)]);
        check("type F = fn(u8) -> u8; struct S { fnord: u8 }", &[]);
        check("fn outer() {\n  fn inner() {\n  }\n}", &[("outer", 1, 4), ("inner", 2, 2)]);
        check("/// fn not_me() {\nfn me<'a>(x: &'a str) { let c = '{'; }", &[("me", 2, 1)]);
        check("fn broken() {", &[]);
    }

    #[test]
    fn a_function_warns_past_70_lines_and_fails_past_100() {
        let check_lines = |lines: usize, failures: usize, warnings: usize| {
            let code = format!("fn long() {{\n{}}}\n", "    step();\n".repeat(lines - 2));
            let mut report = Report::default();
            check(&[file("crates/a/src/b.rs", &code)], &mut report);
            assert_eq!((report.failures.len(), report.warnings.len()), (failures, warnings), "{lines} lines");
        };
        check_lines(70, 0, 0);
        check_lines(71, 0, 1);
        check_lines(100, 0, 1);
        check_lines(101, 1, 0);
    }
}
