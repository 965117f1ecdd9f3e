//! `cargo xtask licences`: every dependency must offer a licence of the allow list.
//!
//! The allow list holds permissive licences only: they let anybody ship Rapport, changed or not, under terms of their own.
//! Expressions follow SPDX 2.3 annex D (`AND`, `OR`, `WITH`, brackets); the old slash counts as `OR`.

use serde_json::Value;

use crate::Outcome;
use crate::metadata::{cargo_metadata, packages, text};
use crate::report::Report;

/// Licences that a dependency may have.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Reads all packages of all platforms and checks them.
pub fn run(_arguments: &[String]) -> Outcome {
    let metadata = cargo_metadata(&["--locked"])?;
    let mut report = Report::default();
    let checked = check(packages(&metadata), &mut report);
    println!("licences: {checked} packages checked, {} refused", report.failures.len());
    report.finish("licences")
}

/// Checks the licences of `packages`; gives their number.
fn check(packages: &[Value], report: &mut Report) -> usize {
    for package in packages {
        let place = format!("{} {}", text(package, "name"), text(package, "version"));
        let expression = text(package, "license");
        if expression.is_empty() {
            let file = text(package, "license_file");
            report.fail(place, format!("declares no licence expression (licence file: {file:?}); choose another package"));
            continue;
        }
        match is_allowed(expression) {
            Ok(true) => {}
            Ok(false) => {
                report.fail(
                    place,
                    format!("licence `{expression}` is not on the allow list of xtask/src/licences.rs; choose another package"),
                );
            }
            Err(problem) => report.fail(place, format!("licence `{expression}` cannot be read: {problem}")),
        }
    }
    packages.len()
}

/// True when one can take the package under licences of the allow list alone.
fn is_allowed(expression: &str) -> Result<bool, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut parser = Parser { tokens: &tokens, at: 0 };
    let allowed = parser.alternatives()?;
    match parser.peek() {
        None => Ok(allowed),
        Some(rest) => Err(format!("unexpected `{rest}`")),
    }
}

/// Reads an expression from left to right. `OR` binds weaker than `AND`, `AND` weaker than `WITH`.
struct Parser<'a> {
    tokens: &'a [&'a str],
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.at).copied()
    }

    fn take(&mut self, keyword: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.eq_ignore_ascii_case(keyword));
        self.at += usize::from(found);
        found
    }

    fn alternatives(&mut self) -> Result<bool, String> {
        let mut allowed = self.conjunction()?;
        while self.take("OR") {
            allowed |= self.conjunction()?;
        }
        Ok(allowed)
    }

    fn conjunction(&mut self) -> Result<bool, String> {
        let mut allowed = self.licence()?;
        while self.take("AND") {
            allowed &= self.licence()?;
        }
        Ok(allowed)
    }

    fn licence(&mut self) -> Result<bool, String> {
        if self.take("(") {
            let allowed = self.alternatives()?;
            return if self.take(")") { Ok(allowed) } else { Err("a bracket is not closed".to_owned()) };
        }
        let name = self.name()?;
        if self.take("WITH") {
            let with_exception = format!("{name} WITH {}", self.name()?);
            return Ok(ALLOWED.contains(&with_exception.as_str()));
        }
        Ok(ALLOWED.contains(&name))
    }

    fn name(&mut self) -> Result<&'a str, String> {
        let token = self.peek().ok_or("it ends too early")?;
        let is_word = ["AND", "OR", "WITH", "(", ")"].iter().any(|word| token.eq_ignore_ascii_case(word));
        self.at += 1;
        if is_word { Err(format!("`{token}` stands where a licence should")) } else { Ok(token) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_expression_is_allowed_when_one_choice_is_permissive_throughout() {
        let check = |expression: &str, expected: Result<bool, ()>| {
            assert_eq!(is_allowed(expression).map_err(|_| ()), expected, "{expression}");
        };
        check("MIT", Ok(true));
        check("MIT/Apache-2.0", Ok(true));
        check("Apache-2.0 / MIT", Ok(true));
        check("GPL-3.0-only", Ok(false));
        check("MIT OR GPL-3.0-only", Ok(true));
        check("MIT AND GPL-3.0-only", Ok(false));
        check("GPL-3.0-only OR MIT AND ISC", Ok(true));
        check("(GPL-3.0-only OR MIT) AND MPL-2.0", Ok(false));
        check("(MIT OR Apache-2.0) AND Unicode-3.0", Ok(true));
        check("Apache-2.0 WITH LLVM-exception", Ok(true));
        check("GPL-2.0-only WITH Classpath-exception-2.0", Ok(false));
        check("MIT AND", Err(()));
        check("(MIT", Err(()));
        check("MIT ISC", Err(()));
        check("OR MIT", Err(()));
    }

    #[test]
    fn a_package_is_refused_by_name_and_version() {
        let packages = [
            json!({ "name": "good", "version": "1.0.0", "license": "MIT" }),
            json!({ "name": "copyleft", "version": "2.0.0", "license": "AGPL-3.0-only" }),
            json!({ "name": "silent", "version": "3.0.0", "license": null }),
        ];
        let mut report = Report::default();
        assert_eq!(check(&packages, &mut report), 3);
        assert_eq!(report.failures.len(), 2);
        assert!(report.failures[0].starts_with("copyleft 2.0.0: licence `AGPL-3.0-only`"), "{:?}", report.failures);
        assert!(report.failures[1].starts_with("silent 3.0.0: declares no licence"), "{:?}", report.failures);
    }
}
