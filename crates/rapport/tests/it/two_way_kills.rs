//! The server of a sync in both directions is killed at any moment, again and again: afterwards both sides are equal, with what was last set on
//! either, and nothing is there twice.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::interruption::random;
use crate::program::Server;
use crate::two_ways::{BY_ITSELF, CONTACTS, Sides};

/// People on each side to begin with.
const PEOPLE: u64 = 6;
/// The longest life of a server, in milliseconds: some die before they have read anything, some in the middle of writing.
const LIFE_MAX_MS: u64 = 1_500;
const LOOKS_MAX: usize = 1_200;

/// By e-mail address: city, which is changed there, and notes, which are changed here.
type Everybody = BTreeMap<String, (String, String)>;

fn text(value: &Value) -> String {
    value.as_str().or_else(|| value[0].as_str()).unwrap_or_default().to_owned()
}

fn pause(length: Duration) {
    let (_sender, nobody) = mpsc::channel::<()>();
    let _ = nobody.recv_timeout(length);
}

/// `RAPPORT_TEST_KILLS` and `RAPPORT_TEST_SEED` ask for more and for others.
#[test]
fn a_server_killed_at_any_moment_keeps_both_sides_equal() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (wanted, seed) = (number("RAPPORT_TEST_KILLS").unwrap_or(10), number("RAPPORT_TEST_SEED").unwrap_or(20_261_127));
    let mut state = seed;
    let sides = Sides::new(BY_ITSELF);
    let port = sides.salesforce.base_url("salesforce").and_then(|url| url.rsplit(':').next()).expect("a port").to_owned();
    let Sides { place, salesforce, mut server, key, .. } = sides;
    let control = |method: &str, path: &str, body: Option<&Value>| salesforce.control(method, path, body);
    let contacts = || control("GET", &format!("{CONTACTS}?limit=500"), None)["records"].as_array().cloned().unwrap_or_default();
    let contact_of = |email: &str| contacts().into_iter().find(|contact| text(&contact["values"]["Email"]) == email);
    let mut everybody = Everybody::new();
    for at in 0..PEOPLE {
        let email = format!("there{at}@example.com");
        control("POST", CONTACTS, Some(&json!({"values": {"LastName": format!("There {at}"), "Email": email, "MailingCity": "Rome"}})));
        everybody.insert(email, ("Rome".to_owned(), String::new()));
    }
    let mut kills = 0;
    while kills < wanted {
        let turn = format!("{kills}");
        // Somebody new here, a note here, a city there: each of them what nobody else changes.
        let email = format!("here{turn}@example.com");
        let made = server.call("POST", "/api/v1/customers", &key, &json!({"name": format!("Here {turn}"), "email": email}));
        assert_eq!(made.0, 201, "{}", made.1);
        everybody.insert(email, (String::new(), String::new()));
        let emails: Vec<String> = everybody.keys().cloned().collect();
        let pick = |state: &mut u64| emails[usize::try_from(random(state) % emails.len() as u64).expect("few")].clone();
        for _ in 0..3 {
            let email = pick(&mut state);
            if let Some(contact) = contact_of(&email) {
                let city = format!("City {turn}");
                control("PATCH", &format!("{CONTACTS}/{}", text(&contact["id"])), Some(&json!({"values": {"MailingCity": city}})));
                everybody.get_mut(&email).expect("known").0 = city;
            }
            let email = pick(&mut state);
            let (status, known) = server.call("GET", &format!("/api/v1/customers/by/email/{email}"), &key, &Value::Null);
            if status == 200 {
                let path = format!("/api/v1/customers/{}", text(&known["id"]));
                let notes = format!("Note {turn}");
                assert_eq!(server.call("PATCH", &path, &key, &json!({"notes": notes})).0, 200);
                everybody.get_mut(&email).expect("known").1 = notes;
            }
        }
        pause(Duration::from_millis(random(&mut state) % LIFE_MAX_MS));
        server.kill();
        kills += 1;
        server = Server::start_with(&place, &["--allow-network", "127.0.0.1", "--allow-port", &port]);
    }
    let there = || -> (usize, Everybody) {
        let all = contacts();
        let line = |contact: &Value| {
            let value = |name: &str| text(&contact["values"][name]);
            (value("Email"), (value("MailingCity"), value("Description")))
        };
        (all.len(), all.iter().map(line).collect())
    };
    let here = || -> (usize, Everybody) {
        let all = server.call("GET", "/api/v1/customers?limit=200", &key, &Value::Null).1["items"].as_array().cloned().unwrap_or_default();
        (all.len(), all.iter().map(|one| (text(&one["email"]), (text(&one["city"]), text(&one["notes"])))).collect())
    };
    let expected = (everybody.len(), everybody);
    for _ in 0..LOOKS_MAX {
        if there() == expected && here() == expected {
            break;
        }
        pause(Duration::from_millis(50));
    }
    assert_eq!(there(), expected, "seed {seed}: the other side after {kills} kills");
    assert_eq!(here(), expected, "seed {seed}: this side after {kills} kills");
    // Each of ours was made there once, also where the answer reached nobody.
    let log = control("GET", "/salesforce/log/writes?limit=10000", None)["writes"].as_array().cloned().unwrap_or_default();
    let made = log.iter().filter(|write| write["effect"] == "created").count();
    assert_eq!(made, usize::try_from(kills).expect("few"), "seed {seed}: {log:?}");
    eprintln!("{kills} kills, seed {seed}");
    assert_eq!(server.stop(), Some(0));
}
