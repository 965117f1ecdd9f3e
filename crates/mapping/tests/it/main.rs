//! Behaviour of the mapping crate as its users see it.

mod apply;
mod columns;
mod datasets;
mod rules;
mod suggest;
mod suggest_systems;
mod table;
mod values;

#[test]
fn no_file_of_this_binary_is_forgotten() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = include_str!("main.rs");
    for entry in std::fs::read_dir(folder).expect("test folder") {
        let name = entry.expect("entry").file_name().into_string().expect("UTF-8 name");
        let stem = name.trim_end_matches(".rs");
        assert!(stem == "main" || main.contains(&format!("mod {stem};")), "{name} is not in main.rs");
    }
}
