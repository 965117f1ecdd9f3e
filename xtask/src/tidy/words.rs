//! Words that must not be in the repository: paths of one machine, names of package registries, unfinished code.
//!
//! The words are put together from halves here, so that this file does not find itself.

use super::SourceFile;
use crate::report::Report;

/// A word, whether a letter before it makes it another word, and why it is not wanted.
const FORBIDDEN: &[(&str, &str)] = &[
    (concat!("/ho", "me/"), "a path of one machine; derive it from the environment or the checkout"),
    (concat!("/wo", "rk/"), "a path of one machine; derive it from the environment or the checkout"),
    (concat!("/ro", "ot/"), "a path of one machine; derive it from the environment or the checkout"),
    (concat!("/Us", "ers/"), "a path of one machine; derive it from the environment or the checkout"),
    (concat!("crates", ".io"), "a package registry; which one is used is the business of the machine's configuration"),
    (concat!("npm", "js.org"), "a package registry; which one is used is the business of the machine's configuration"),
    (concat!("npm", "js.com"), "a package registry; which one is used is the business of the machine's configuration"),
    (concat!("npm", "mirror.com"), "a package registry; which one is used is the business of the machine's configuration"),
    (concat!("pypi", ".org"), "a package registry; which one is used is the business of the machine's configuration"),
    (concat!("python", "hosted.org"), "a package registry; which one is used is the business of the machine's configuration"),
    (concat!("proxy.go", "lang.org"), "a package registry; which one is used is the business of the machine's configuration"),
    (concat!("to", "do!("), "unfinished code"),
    (concat!("unimple", "mented!("), "unfinished code"),
    (concat!("<<<<", "<<< "), "an unsolved merge"),
];

/// Files that tools write; they name registries by design.
const GENERATED: &[&str] = &["Cargo.lock", "package-lock.json", "pnpm-lock.yaml", "LICENSE"];

/// Looks for each word in each line.
pub fn check(files: &[SourceFile], report: &mut Report) {
    for file in files.iter().filter(|file| !GENERATED.contains(&file.name())) {
        for (word, because) in FORBIDDEN {
            for (at, _) in file.text.match_indices(word) {
                if stands_alone(&file.text, at, word) {
                    let line = file.text[..at].matches('\n').count() + 1;
                    report.fail(format!("{}:{line}", file.path), format!("`{word}` is not wanted here: {because}"));
                }
            }
        }
    }
}

/// A folder below some other path or host (`$HOME/…`, `../…`, `host.example/…`) is not a path of one machine.
fn stands_alone(text: &str, at: usize, word: &str) -> bool {
    let before = text[..at].chars().next_back();
    !word.starts_with('/') || !before.is_some_and(|character| character.is_alphanumeric() || "_-./}~*".contains(character))
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    fn failures(path: &str, text: &str) -> Vec<String> {
        let mut report = Report::default();
        check(&[file(path, text)], &mut report);
        report.failures
    }

    #[test]
    fn each_forbidden_word_is_found_with_its_line() {
        for (word, _) in FORBIDDEN {
            let found = failures("a/b.md", &format!("fine\nnot \"{word}x\"\n"));
            assert!(found.len() == 1 && found[0].starts_with("a/b.md:2: "), "{word}: {found:?}");
        }
    }

    #[test]
    fn paths_below_something_else_and_generated_files_pass() {
        let folder = FORBIDDEN[0].0;
        for text in [format!("$HOME{folder}x"), format!("..{folder}"), format!("https://example.com{folder}")] {
            assert_eq!(failures("a.sh", &text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(failures("Cargo.lock", FORBIDDEN[4].0), Vec::<String>::new());
    }
}
