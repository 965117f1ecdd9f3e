//! Documents that must keep pace with one another: indexes, translations, links, problem codes.

use super::SourceFile;
use crate::report::Report;

const DECISIONS: &str = "docs/adr";
const FAULTS: &str = "docs/FAULTS.md";
const DECISION_INDEX: &str = "docs/adr/README.md";

/// Checks all of it.
pub fn check(files: &[SourceFile], report: &mut Report) {
    check_decisions(files, report);
    check_readme_pair(files, report);
    check_links(files, report);
    check_faults(files, report);
}

/// Every test that the table of faults names exists: `crate test` between backticks, in a row of the table.
fn check_faults(files: &[SourceFile], report: &mut Report) {
    let Some(table) = find(files, FAULTS) else { return };
    for (number, line) in prose(&table.text).filter(|(_, line)| line.starts_with("| F")) {
        for (crate_name, test) in line.split('`').skip(1).step_by(2).filter_map(|named| named.split_once(' ')) {
            let folder = format!("crates/{crate_name}/");
            let is_known = files.iter().any(|file| file.is_rust() && file.path.starts_with(&folder) && file.text.contains(test));
            if !is_known {
                report.fail(format!("{FAULTS}:{number}"), format!("{crate_name} has no test {test}"));
            }
        }
    }
}

fn find<'a>(files: &'a [SourceFile], path: &str) -> Option<&'a SourceFile> {
    files.iter().find(|file| file.path == path)
}

/// Every decision is in the index, with a number of its own.
fn check_decisions(files: &[SourceFile], report: &mut Report) {
    let Some(index) = find(files, DECISION_INDEX) else {
        report.fail(DECISION_INDEX, "is missing");
        return;
    };
    let mut numbers = Vec::new();
    for file in files.iter().filter(|file| file.folder() == DECISIONS && file.path != DECISION_INDEX) {
        if !index.text.contains(&format!("({})", file.name())) {
            report.fail(DECISION_INDEX, format!("does not list {}", file.name()));
        }
        let number = file.name().get(..4).unwrap_or_default();
        if number.len() != 4 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            report.fail(&file.path, "its name does not start with a number of four digits");
        } else if numbers.contains(&number) {
            report.fail(&file.path, format!("number {number} is taken"));
        }
        numbers.push(number);
    }
}

/// The two READMEs have the same sections, so that neither falls behind unnoticed.
fn check_readme_pair(files: &[SourceFile], report: &mut Report) {
    let (Some(english), Some(chinese)) = (find(files, "README.md"), find(files, "README.zh-CN.md")) else {
        report.fail("README.md, README.zh-CN.md", "both must exist");
        return;
    };
    let (in_english, in_chinese) = (sections(&english.text), sections(&chinese.text));
    if in_english != in_chinese {
        report.fail("README.zh-CN.md", format!("has {in_chinese} sections, README.md has {in_english}; translate what is missing"));
    }
}

/// Headings of the second level outside of code blocks.
fn sections(markdown: &str) -> usize {
    prose(markdown).filter(|(_, line)| line.starts_with("## ")).count()
}

/// Lines outside of code blocks, with their number counted from 1.
fn prose(markdown: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    markdown.lines().enumerate().filter_map(move |(at, line)| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        (!in_code && !is_fence).then_some((at + 1, line))
    })
}

/// A link to a file of the repository leads somewhere.
fn check_links(files: &[SourceFile], report: &mut Report) {
    for file in files.iter().filter(|file| file.name().ends_with(".md")) {
        for (number, line) in prose(&file.text) {
            for target in link_targets(line) {
                if !leads_somewhere(files, file.folder(), target) {
                    report.fail(format!("{}:{number}", file.path), format!("the link to {target} leads nowhere"));
                }
            }
        }
    }
}

/// Targets of `[text](target)` that are paths: no scheme, not only an anchor.
fn link_targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target).filter_map(|target| {
        let path = target.split('#').next().unwrap_or_default();
        (!path.is_empty() && !path.contains(':') && !path.contains(' ')).then_some(path)
    })
}

fn leads_somewhere(files: &[SourceFile], folder: &str, target: &str) -> bool {
    let mut parts: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').filter(|part| !part.is_empty()).collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    files.iter().any(|file| file.path == path || file.path.starts_with(&format!("{path}/")))
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    /// A complete set of documents, to which each test adds one fault.
    fn failures(changed: &[(&str, &str)]) -> Vec<String> {
        let sound = [
            ("README.md", "# R\n## One\n```\n## not a section\n```\n## Two\n[arch](docs/adr/README.md#x) [far](https://example.com/x)"),
            ("README.zh-CN.md", "# R\n## 一\n## 二\n"),
            ("docs/adr/README.md", "- [ids](0001-ids.md)\n- [back](../../README.md)"),
            ("docs/adr/0001-ids.md", "# Ids"),
        ];
        let kept = sound.iter().filter(|(path, _)| changed.iter().all(|(other, _)| other != path));
        let files: Vec<SourceFile> = kept.chain(changed).map(|(path, text)| file(path, text)).collect();
        let mut report = Report::default();
        check(&files, &mut report);
        report.failures
    }

    #[test]
    fn sound_documents_pass() {
        assert_eq!(failures(&[]), Vec::<String>::new());
    }

    #[test]
    fn each_fault_is_named() {
        let check_fault = |changed: &[(&str, &str)], expected: &str| {
            let found = failures(changed);
            assert!(found.len() == 1 && found[0].contains(expected), "{expected}: {found:?}");
        };
        check_fault(&[("docs/adr/0002-new.md", "")], "does not list 0002-new.md");
        check_fault(&[("docs/adr/README.md", "(0001-ids.md) (0001-again.md)"), ("docs/adr/0001-again.md", "")], "number 0001 is taken");
        check_fault(&[("docs/adr/README.md", "(0001-ids.md) (notes.md)"), ("docs/adr/notes.md", "")], "four digits");
        check_fault(&[("README.zh-CN.md", "## 一\n")], "has 1 sections, README.md has 2");
        check_fault(&[("docs/other.md", "see [gone](gone.md)")], "the link to gone.md leads nowhere");
        check_fault(&[(FAULTS, "| F01 | killed | goes on | `sync nobody_tests_this` |")], "sync has no test nobody_tests_this");
    }
}
