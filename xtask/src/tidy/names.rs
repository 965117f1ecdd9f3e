//! Sizes and names of files: what nobody can hold in mind, and names that hide what a file is for.

use super::SourceFile;
use crate::report::Report;

const LINES_WARN: usize = 500;
const LINES_FAIL: usize = 800;

/// Stems that say nothing about the content.
const FORBIDDEN_STEMS: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "manager", "types2"];

/// How a file begins that a program writes. Nobody reads it from top to bottom, so it may be long.
const MADE: &str = "/* Made by ";

/// Checks name and length of every code file.
pub fn check(files: &[SourceFile], report: &mut Report) {
    for file in files {
        let Some(stem) = [".rs", ".ts", ".tsx"].iter().find_map(|end| file.name().strip_suffix(end)) else { continue };
        let folder_name = file.folder().rsplit('/').next().unwrap_or_default();
        for name in [stem, folder_name] {
            if FORBIDDEN_STEMS.contains(&name) {
                report.fail(&file.path, format!("`{name}` hides what is inside; name it for what it holds"));
            }
        }
        if file.text.starts_with(MADE) {
            continue;
        }
        let lines = file.text.lines().count();
        if lines > LINES_FAIL {
            report.fail(&file.path, format!("{lines} lines, more than {LINES_FAIL}; split it by noun"));
        } else if lines > LINES_WARN {
            report.warn(&file.path, format!("{lines} lines, more than {LINES_WARN}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn a_file_warns_past_500_lines_and_fails_past_800() {
        let check_lines = |path: &str, lines: usize, failures: usize, warnings: usize| {
            let mut report = Report::default();
            check(&[file(path, &"x\n".repeat(lines))], &mut report);
            assert_eq!((report.failures.len(), report.warnings.len()), (failures, warnings), "{path} with {lines} lines");
        };
        check_lines("crates/a/src/phone.rs", 500, 0, 0);
        check_lines("crates/a/src/phone.rs", 501, 0, 1);
        check_lines("crates/a/src/phone.rs", 800, 0, 1);
        check_lines("crates/a/src/phone.rs", 801, 1, 0);
        check_lines("web/src/app.tsx", 801, 1, 0);
        check_lines("docs/long.md", 5000, 0, 0);
    }

    #[test]
    fn a_file_that_a_program_writes_may_be_long() {
        let mut report = Report::default();
        check(&[file("web/src/api/schema.ts", &format!("/* Made by a script. */\n{}", "x\n".repeat(5000)))], &mut report);
        assert!(report.failures.is_empty() && report.warnings.is_empty());
    }

    #[test]
    fn a_name_that_says_nothing_fails() {
        for path in ["crates/a/src/util.rs", "crates/a/src/helpers.rs", "crates/a/src/common/mod.rs", "web/src/misc.ts"] {
            let mut report = Report::default();
            check(&[file(path, "")], &mut report);
            assert_eq!(report.failures.len(), 1, "{path}");
        }
    }
}
