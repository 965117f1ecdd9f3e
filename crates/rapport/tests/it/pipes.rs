//! Whoever reads the output may stop, as `head` does. That is no error of the command.

use std::process::Stdio;

use crate::program::{Place, Server};

/// Runs a command whose reader went away before it said anything: its exit code and what it said to people.
fn unread(place: &Place, words: &[&str]) -> (Option<i32>, String) {
    let mut child = place.command(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    drop(child.stdout.take());
    let ran = child.wait_with_output().expect("output");
    (ran.status.code(), String::from_utf8_lossy(&ran.stderr).into_owned())
}

fn check(place: &Place) {
    for words in [
        vec!["openapi"],
        vec!["export", "customers"],
        vec!["export", "customers", "--format", "jsonl"],
        vec!["run", "show", "1", "--json"],
        vec!["run", "list"],
        vec!["key", "list", "--json"],
        vec!["mapping", "template", "customers"],
        vec!["config", "export"],
        vec!["connector", "list"],
        vec!["--help"],
    ] {
        assert_eq!(unread(place, &words), (Some(0), String::new()), "{words:?}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let place = Place::new();
    let rows: String = (0..5_000).map(|at| format!("C{at},Customer {at},c{at}@example.cn\n")).collect();
    let file = place.write("shop.csv", &format!("id,name,email\n{rows}"));
    place.import(&file, &[]).exits(0);
    check(&place);
    // How the work ended is told all the same.
    let odd = place.write("odd.csv", "id,name,email\n,,\nC9000,Ann,ann@example.cn\n");
    let words = ["import", &odd.to_string_lossy(), "--object", "customers", "--json"];
    assert_eq!(unread(&place, &words).0, Some(place.run(&words).exit));
    let backup = place.path("all.backup");
    place.run(&["backup", &backup.to_string_lossy()]).exits(0);
    let (exit, said) = unread(&place, &["restore", &backup.to_string_lossy(), "--force", "--writing", "--json"]);
    assert_eq!((exit, said.as_str()), (Some(0), ""));

    let _server = Server::start(&place);
    check(&place);
}
