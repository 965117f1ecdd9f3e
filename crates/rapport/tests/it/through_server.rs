//! Commands while a server has the data: they go through it, with the same result.

use crate::program::{Place, Server};

const PEOPLE: &str = "id,name,email\n1,Ann,ann@example.com\n2,Bob,bob@example.com\n3,Ann,ANN@example.com\n";

#[test]
fn a_command_goes_through_the_running_server_with_the_same_result() {
    let (alone, served) = (Place::new(), Place::new());
    let server = Server::start(&served);
    let documents = [&alone, &served].map(|place| {
        place.write("people.csv", PEOPLE);
        // A relative path means the folder of the command, not the server's.
        let mut document = place.run(&["import", "people.csv", "--object", "customers", "--json"]).exits(0).json();
        for volatile in ["seconds", "rows_per_second", "phases"] {
            document.as_object_mut().expect("object").remove(volatile);
        }
        document
    });
    assert_eq!(documents[0], documents[1]);
    assert_eq!(alone.canonical("customers"), served.canonical("customers"));

    let key = served.run(&["key", "add", "test", "--scope", "*:read", "--json"]).exits(0).json();
    let token = key["key"].as_str().expect("key");
    let (status, body) = server.get("/api/v1/customers?limit=10", token);
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("ann@example.com") && body.contains("bob@example.com"), "{body}");
    served.run(&["key", "revoke", key["id"].as_str().expect("id")]).exits(0);
    assert_eq!(server.get("/api/v1/customers", token).0, 401, "a revoked key works no longer");

    assert_eq!(served.run(&["export", "customers"]).exits(0).out.lines().count(), 3);
    served.run(&["backup", "while-running.rapport"]).exits(0);
    assert!(served.path("while-running.rapport").exists());
    served.run(&["run", "rollback", "1", "--json"]).exits(0);
    assert!(served.canonical("customers").is_empty());
    assert_eq!(served.run(&["run", "show", "99"]).exit, 3);
    assert_eq!(served.run(&["export", "nothing"]).exit, 2);
}

#[test]
fn one_directory_has_one_server_and_is_free_after_it() {
    let place = Place::new();
    let server = Server::start(&place);
    let second = place.run(&["serve", "--listen", "127.0.0.1:0"]).exits(3);
    assert!(second.err.contains("a server is running on it already"), "{}", second.err);
    place.run(&["restore", "x"]).exits(3);
    assert_eq!(server.stop(), Some(0));
    assert!(!place.data().join("server.json").exists());
    place.run(&["run", "list"]).exits(0);
}

#[test]
fn a_killed_server_keeps_nobody_out() {
    let place = Place::new();
    place.write("people.csv", PEOPLE);
    drop(Server::start(&place));
    assert!(place.data().join("server.json").exists(), "it had no time to tidy up");
    place.run(&["import", "people.csv", "--object", "customers"]).exits(0);
    let server = Server::start(&place);
    assert_eq!(place.canonical("customers").len(), 2);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_stranger_on_the_console_is_not_answered() {
    use std::io::{Read, Write};
    let place = Place::new();
    let _server = Server::start(&place);
    let address: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(place.data().join("server.json")).expect("file")).expect("json");
    let port = u16::try_from(address["console"].as_u64().expect("port")).expect("port");
    for line in [
        "GET / HTTP/1.1\r\n\r\n",
        "{\"version\":\"0.1.0\",\"token\":\"wrong\",\"words\":[\"rapport\",\"key\",\"list\"],\"folder\":\"/\",\"language\":\"en\",\"secret\":null}\n",
    ] {
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", port)).expect("connected");
        stream.write_all(line.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        // Closed, with or without a reset.
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty(), "{line}");
    }
}

#[test]
fn the_sample_is_imported_once_and_its_key_stays() {
    let place = Place::new();
    let data = place.data().to_string_lossy().into_owned();
    let first = place.run(&["demo", "--no-serve", "--data", &data]).exits(0);
    assert!(first.out.contains("shop-members.csv") && first.out.contains("crm-contacts.xlsx"), "{}", first.out);
    let key = std::fs::read_to_string(place.data().join("demo-key.txt")).expect("key");
    let customers = place.canonical("customers").len();
    assert!(customers > 1_000, "{customers}");
    place.run(&["demo", "--no-serve", "--data", &data]).exits(0);
    assert_eq!(place.canonical("customers").len(), customers);
    assert_eq!(std::fs::read_to_string(place.data().join("demo-key.txt")).expect("key"), key);
}
