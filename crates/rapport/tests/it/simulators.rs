//! `rapport sandbox` as a person starts it.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::program::Place;

#[test]
fn simulators_say_where_they_are_and_stop_when_asked() {
    let place = Place::new();
    let words = ["sandbox", "shop", "--records", "20", "--listen", "127.0.0.1:0", "--fault", "shop:hang", "--state", "state.json"];
    let mut child = place.command(&words).stdout(Stdio::piped()).spawn().expect("the program runs");
    let lines = BufReader::new(child.stdout.take().expect("standard output")).lines();
    let told: Vec<String> = lines.map_while(Result::ok).take(3).collect();
    assert!(told[1].starts_with("shop") && told[1].contains("http://127.0.0.1:"), "{told:?}");
    assert!(told[2].starts_with("control") && told[2].ends_with("/_control"), "{told:?}");
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill").success());
    assert_eq!(child.wait().expect("ended").code(), Some(0));
    assert!(place.path("state.json").is_file(), "the state was saved");
}

#[test]
fn what_cannot_be_simulated_is_a_matter_of_usage() {
    let place = Place::new();
    for (words, expected) in [
        (["sandbox", "nobody", "--listen", "127.0.0.1:0"], "there is no simulator `nobody`"),
        (["sandbox", "shop", "--fault", "shop:explode"], "`explode` is no kind of fault"),
        (["sandbox", "shop", "--listen", "nowhere"], "--listen nowhere"),
    ] {
        let ran = place.run(&words).exits(2);
        assert!(ran.err.contains(expected), "{}", ran.err);
    }
}
