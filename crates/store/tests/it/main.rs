//! One behaviour suite for both databases. SQLite always runs; PostgreSQL when `RAPPORT_TEST_DATABASE_URL` names a server.

#![expect(clippy::panic, reason = "a helper of tests fails the test that calls it, with what it saw")]

mod backend;
mod batch;
mod cluster;
mod crash;
mod faults;
mod filters;
mod group;
mod keeping;
mod lists;
mod opening;
mod people;
mod runs;
mod schema;
mod search;
mod syncs;

#[test]
fn no_file_of_the_suite_is_forgotten() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    for entry in std::fs::read_dir(folder).expect("the folder of this file") {
        let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
        let module = name.trim_end_matches(".rs");
        assert!(module == "main" || include_str!("main.rs").contains(&format!("mod {module};")), "{name} is not run");
    }
}
