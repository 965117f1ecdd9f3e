//! Two installations of Rapport kept equal, by two programs and the syncs between them.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::{Place, Ran, Server};

/// Looks at something that comes by itself, and the pause between two.
const LOOKS_MAX: usize = 600;
const PAUSE: Duration = Duration::from_millis(50);

/// One installation: its data, its server, a key to it.
struct House {
    place: Place,
    server: Server,
    key: String,
}

impl House {
    fn new() -> Self {
        let place = Place::new();
        let server = Server::start_with(&place, &["--allow-network", "127.0.0.1"]);
        let key = place.run(&["key", "add", "test", "--scope", "admin", "--json"]).exits(0).json();
        Self { key: key["key"].as_str().expect("a key").to_owned(), place, server }
    }

    /// A sync of customers with `other`, in both directions, under the name `Other`.
    fn keep_equal_with(&self, other: &House, source: &str, conflict: &str, triggers: &Value) {
        let key = other.place.run(&["key", "add", "partner", "--scope", "customers:read,customers:write", "--json"]).exits(0).json();
        let fields = ["name", "email", "city", "notes", "revenue"];
        let line = |from: &str, to: &str| json!({"from": from, "to": to});
        let mut read = vec![line("id", "external_id"), line("updated_at", "updated_at")];
        read.extend(fields.iter().map(|name| line(name, name)));
        let file = json!({
            "version": 1,
            "connections": [{
                "name": "Partner", "connector": "rapport", "settings": {"url": format!("http://{}", other.server.address)},
                "secrets": {"key": {"env": "PARTNER_KEY"}},
            }],
            "syncs": [{
                "name": "Other", "state": "live", "connection": "Partner", "stream": "customers", "object": "customers", "direction": "both",
                "mapping": {"version": 1, "object": "customers", "fields": read},
                "outgoing": {"key_field": source, "delete": true,
                    "fields": fields.iter().map(|name| line(name, name)).collect::<Vec<_>>()},
                "deletions": {"policy": "delete"}, "conflict": conflict,
                "triggers": triggers,
            }],
        });
        self.place.write("rapport.yaml", &file.to_string());
        let mut command: Command = self.place.command(&["config", "apply", "rapport.yaml", "--json"]);
        let output = command.env("PARTNER_KEY", key["key"].as_str().expect("a key")).output().expect("the program runs");
        assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }

    fn api(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, document) = self.server.call(method, &format!("/api/v1{path}"), &self.key, body);
        assert!(status < 300, "{method} {path}: {status} {document}");
        document
    }

    fn create(&self, values: &Value) -> String {
        self.api("POST", "/customers", values)["id"].as_str().expect("an id").to_owned()
    }

    fn change(&self, name: &str, values: &Value) {
        let id = self.id_of(name);
        self.api("PATCH", &format!("/customers/{id}"), values);
    }

    fn delete(&self, name: &str) {
        let id = self.id_of(name);
        self.api("DELETE", &format!("/customers/{id}"), &Value::Null);
    }

    fn records(&self) -> Vec<Value> {
        self.api("GET", "/customers?limit=100", &Value::Null)["items"].as_array().cloned().expect("items")
    }

    fn id_of(&self, name: &str) -> String {
        let record = self.records().into_iter().find(|record| record["name"] == name).unwrap_or_else(|| panic!("no {name}"));
        record["id"].as_str().expect("an id").to_owned()
    }

    /// What its customers show, by name, without what each house keeps for itself.
    fn shown(&self) -> BTreeMap<String, Value> {
        let shown = |record: Value| {
            let name = record["name"].as_str().unwrap_or_default().to_owned();
            (name, ["email", "city", "notes", "revenue"].iter().map(|field| ((*field).to_owned(), record[*field].clone())).collect())
        };
        self.records().into_iter().map(shown).collect()
    }

    fn versions(&self) -> BTreeMap<String, Value> {
        self.records().into_iter().map(|record| (record["id"].to_string(), record["version"].clone())).collect()
    }

    fn pass(&self) -> Value {
        self.place.run(&["sync", "run", "Other", "--json"]).exits(0).json()
    }

    fn compare(&self) -> Ran {
        self.place.run(&["sync", "reconcile", "Other", "--json"])
    }
}

fn comes(what: &str, houses: [&House; 2], is_there: impl Fn() -> bool) {
    let (_sender, nobody) = mpsc::channel::<()>();
    for _ in 0..LOOKS_MAX {
        if is_there() {
            return;
        }
        let _ = nobody.recv_timeout(PAUSE);
    }
    panic!("{what} does not come: {:?}", houses.map(House::shown));
}

/// Waits until nothing goes back and forth: versions stand still over several passes of both.
fn rest(houses: [&House; 2]) {
    let (_sender, nobody) = mpsc::channel::<()>();
    let (mut versions, mut quiet) = (houses.map(House::versions), 0);
    for _ in 0..120 {
        let _ = nobody.recv_timeout(Duration::from_millis(500));
        let now = houses.map(House::versions);
        quiet = if now == versions { quiet + 1 } else { 0 };
        versions = now;
        if quiet >= 8 {
            return;
        }
    }
    panic!("they never come to rest: {:?}", houses.map(House::shown));
}

fn by_hand() -> Value {
    json!({"push": false, "change": false})
}

#[test]
fn one_sync_keeps_two_installations_equal() {
    let (here, there) = (House::new(), House::new());
    there.create(&json!({"name": "Ann", "email": ["ann@example.com", "a@example.com"], "city": "Rome"}));
    here.create(&json!({"name": "Wei", "email": ["wei@example.com"], "revenue": {"amount": "12.50", "currency": "CNY"}}));
    here.keep_equal_with(&there, "here", "source_wins", &by_hand());
    here.pass();
    here.pass();
    assert_eq!((here.shown(), here.records().len()), (there.shown(), 2), "what was made on either side is on both");

    here.change("Ann", &json!({"city": "Oslo", "email": ["ann@example.com"]}));
    there.change("Wei", &json!({"notes": "called\ntwice", "revenue": {"amount": "13.00", "currency": "EUR"}}));
    here.pass();
    assert_eq!(here.shown(), there.shown(), "what was changed on either side");
    assert_eq!((&there.shown()["Ann"]["city"], &here.shown()["Wei"]["revenue"]["currency"]), (&json!("Oslo"), &json!("EUR")));

    // It is quiet now: passes change nothing on either side, and a comparison finds nothing.
    let before = (here.versions(), there.versions());
    for _ in 0..3 {
        assert_eq!(here.pass()["written"], Value::Null);
    }
    assert_eq!((here.versions(), there.versions()), before);
    let equal = here.compare().exits(0).json();
    assert_eq!(
        (&equal["equal"], &equal["different"], &equal["missing_here"], &equal["missing_there"]),
        (&json!(2), &json!(0), &json!(0), &json!(0)),
        "{equal}"
    );

    // Deleted here, it is deleted there; and the other way round, but for what was made here by hand: that stays here, and is not made
    // there again.
    here.delete("Ann");
    there.create(&json!({"name": "Zoe", "email": ["zoe@example.com"]}));
    here.pass();
    assert_eq!((here.shown(), there.shown().len()), (there.shown(), 2), "Ann is gone, Zoe has come");
    there.delete("Zoe");
    there.delete("Wei");
    here.pass();
    here.pass();
    assert_eq!((here.shown().into_keys().collect::<Vec<_>>(), there.records().len()), (vec!["Wei".to_owned()], 0));
}

#[test]
fn two_installations_that_each_sync_with_the_other_come_to_rest() {
    let (east, west) = (House::new(), House::new());
    let by_itself = json!({"schedule": {"every": "1s"}, "change": true});
    // Each takes the other for its source; of two changes at once that of the east counts.
    east.keep_equal_with(&west, "east", "rapport_wins", &by_itself);
    west.keep_equal_with(&east, "west", "source_wins", &by_itself);
    let houses = [&east, &west];
    east.create(&json!({"name": "Ann", "email": ["ann@example.com"], "city": "Rome"}));
    west.create(&json!({"name": "Wei", "email": ["wei@example.com"], "city": "Bern"}));
    comes("what was made on either side", houses, || {
        east.records().len() == 2 && west.records().len() == 2 && east.shown() == west.shown()
    });
    rest(houses);
    east.change("Wei", &json!({"city": "Oslo"}));
    comes("what was changed in the east", houses, || west.shown()["Wei"]["city"] == "Oslo" && east.shown() == west.shown());
    rest(houses);
    west.change("Wei", &json!({"city": "Lyon", "notes": "moved"}));
    comes("what was changed in the west", houses, || east.shown()["Wei"]["city"] == "Lyon" && east.shown() == west.shown());
    rest(houses);

    // Both at once: one of the two is on both sides in the end.
    west.change("Ann", &json!({"city": "Porto"}));
    east.change("Ann", &json!({"city": "Riga"}));
    rest(houses);
    assert_eq!((&east.shown()["Ann"]["city"], east.shown()), (&json!("Riga"), west.shown()));

    // The same customer made on both sides at once is one customer on both.
    east.create(&json!({"name": "Zoe", "email": ["zoe@example.com"], "city": "Kyiv"}));
    west.create(&json!({"name": "Zoe", "email": ["zoe@example.com"], "notes": "from the west"}));
    rest(houses);
    assert_eq!((east.records().len(), east.shown()), (3, west.shown()));
    assert_eq!((&east.shown()["Zoe"]["city"], &east.shown()["Zoe"]["notes"]), (&json!("Kyiv"), &json!("from the west")));
    for house in houses {
        let equal = house.compare().exits(0).json();
        assert_eq!((&equal["equal"], &equal["different"]), (&json!(3), &json!(0)), "{equal}");
        let asked = house.api("GET", "/reviews", &Value::Null);
        assert_eq!(asked["items"], json!([]), "nobody has to decide anything");
    }
    east.delete("Ann");
    comes("the deletion", houses, || east.records().len() == 2 && west.records().len() == 2);
}
