//! No Rust file is forgotten: each one is declared by a parent, and a crate's integration tests are one binary.
//!
//! The compiler does not see a file that nobody declares; its tests would be green because they never run.

use std::collections::HashMap;

use super::SourceFile;
use super::skeleton::skeleton;
use crate::report::Report;

/// Files that cargo finds by itself.
const ROOTS: &[&str] = &["lib.rs", "main.rs", "build.rs"];

/// Checks all Rust files.
pub fn check(files: &[SourceFile], report: &mut Report) {
    let skeletons: HashMap<&str, String> =
        files.iter().filter(|file| file.is_rust()).map(|file| (file.path.as_str(), skeleton(&file.text))).collect();
    for file in files.iter().filter(|file| file.is_rust()) {
        let folder = file.folder();
        if folder.ends_with("/tests") {
            report.fail(&file.path, "a test binary of its own; put it into tests/it/ and declare it in tests/it/main.rs");
            continue;
        }
        let found_by_cargo = ROOTS.contains(&file.name()) || ["/bin", "/examples", "/benches"].iter().any(|end| folder.ends_with(end));
        if found_by_cargo {
            continue;
        }
        let (module, parents) = module_and_parents(file);
        let declared = parents.iter().filter_map(|parent| skeletons.get(parent.as_str())).any(|parent| declares(parent, &module))
            || files.iter().any(|other| other.folder() == folder && names_path(&other.text, file.name()));
        if !declared {
            report.fail(&file.path, format!("nobody declares `mod {module};`, so it is never compiled (looked in {})", parents.join(", ")));
        }
    }
}

/// The module that `file` is, and the files that may declare it.
fn module_and_parents(file: &SourceFile) -> (String, Vec<String>) {
    let stem = file.name().trim_end_matches(".rs");
    let (module, folder) = match (stem, file.folder().rsplit_once('/')) {
        ("mod", Some((above, own))) => (own, above),
        _ => (stem, file.folder()),
    };
    let parents = ["/lib.rs", "/main.rs", "/mod.rs", ".rs"].map(|end| format!("{folder}{end}"));
    (module.to_owned(), parents.to_vec())
}

/// True when `skeleton` contains `mod name;`, however spaced.
fn declares(skeleton: &str, name: &str) -> bool {
    skeleton.split(';').any(|statement| {
        let mut words = statement.split_whitespace().rev();
        words.next() == Some(name) && words.next() == Some("mod")
    })
}

/// True when `code` holds `#[path = "name"]`, which declares a file beside it under another module name.
fn names_path(code: &str, name: &str) -> bool {
    code.lines().any(|line| line.trim() == format!("#[path = \"{name}\"]"))
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    fn failures(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<SourceFile> = files.iter().map(|(path, text)| file(path, text)).collect();
        let mut report = Report::default();
        check(&files, &mut report);
        report.failures
    }

    #[test]
    fn a_declared_file_passes_wherever_it_lies() {
        let found = failures(&[
            ("crates/a/src/lib.rs", "//! A.\n\npub mod b;\n#[cfg(test)]\nmod c;"),
            ("crates/a/src/b.rs", "pub(crate) mod d;"),
            ("crates/a/src/b/d.rs", "#[cfg(test)]\n#[path = \"d_tests.rs\"]\nmod tests;"),
            ("crates/a/src/c/mod.rs", "mod e;"),
            ("crates/a/src/c/e.rs", ""),
            ("crates/a/src/bin/tool.rs", ""),
            ("crates/a/src/b/d_tests.rs", ""),
            ("crates/a/tests/it/main.rs", "mod imports;"),
            ("crates/a/tests/it/imports.rs", ""),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn a_forgotten_file_fails() {
        for (main, forgotten) in [("mod other;", "crates/a/tests/it/imports.rs"), ("// mod imports;", "crates/a/tests/it/imports.rs")] {
            let found = failures(&[("crates/a/tests/it/main.rs", main), (forgotten, "")]);
            assert!(found.len() == 1 && found[0].contains("nobody declares `mod imports;`"), "{main}: {found:?}");
        }
    }

    #[test]
    fn a_second_test_binary_fails() {
        let found = failures(&[("crates/a/tests/imports.rs", "")]);
        assert!(found.len() == 1 && found[0].contains("tests/it/"), "{found:?}");
    }
}
