//! A simulated Salesforce and Rapport kept equal both ways, by the program as a person uses it.

use std::sync::mpsc;
use std::time::Duration;

use sandbox::salesforce::{CLIENT_ID, CLIENT_SECRET};
use sandbox::{ClockSource, Config, Running};
use serde_json::{Value, json};

use crate::program::{Place, Server};

pub const CONTACTS: &str = "/salesforce/tables/Contact/records";
pub const BY_HAND: &str = "triggers: {push: false, change: false}";
pub const BY_ITSELF: &str = "triggers: {schedule: {every: 1s}, change: true}";
/// Looks at something that comes by itself, and the pause between two.
const LOOKS_MAX: usize = 600;
const PAUSE: Duration = Duration::from_millis(50);

/// Empty sides, a server between them, and a sync with each.
pub struct Sides {
    pub place: Place,
    pub salesforce: Running,
    /// Another organisation, where two are kept equal.
    other: Option<Running>,
    pub server: Server,
    pub key: String,
}

fn simulator() -> Running {
    let config = Config { vendors: vec!["salesforce".to_owned()], records: 0, clock: ClockSource::Real, ..Config::default() };
    sandbox::start(config).expect("a simulator")
}

fn address(simulator: &Running) -> String {
    simulator.base_url("salesforce").expect("an address").to_owned()
}

fn contacts_of(simulator: &Running) -> Vec<Value> {
    simulator.control("GET", CONTACTS, None)["records"].as_array().cloned().unwrap_or_default()
}

impl Sides {
    pub fn new(settings: &str) -> Self {
        Self::with(settings, None)
    }

    fn with(settings: &str, other: Option<Running>) -> Self {
        let place = Place::new();
        let salesforce = simulator();
        let mut systems = vec![("Salesforce", "Contacts", address(&salesforce))];
        systems.extend(other.as_ref().map(|other| ("Other", "Others", address(other))));
        place.write("rapport.yaml", &configuration(&systems, settings));
        let applied = place.command(&["config", "apply", "rapport.yaml"]).env("SIMULATED_SECRET", CLIENT_SECRET).output();
        let applied = applied.expect("the program runs");
        assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
        let key = place.run(&["key", "add", "test", "--scope", "admin", "--json"]).exits(0).json();
        let key = key["key"].as_str().expect("a key").to_owned();
        let ports: Vec<&str> = systems.iter().filter_map(|(_, _, url)| url.rsplit(':').next()).collect();
        let server = Server::start_with(&place, &["--allow-network", "127.0.0.1", "--allow-port", &ports.join(",")]);
        Self { place, salesforce, other, server, key }
    }

    /// One pass, to its end.
    pub fn pass(&self) -> Value {
        self.place.run(&["sync", "run", "Contacts", "--json"]).exits(0).json()
    }

    pub fn new_contact(&self, values: &Value) -> String {
        let made = self.salesforce.control("POST", CONTACTS, Some(&json!({"values": values})));
        made["id"].as_str().unwrap_or_else(|| panic!("not made: {made}")).to_owned()
    }

    pub fn change_contact(&self, id: &str, values: &Value) {
        let changed = self.salesforce.control("PATCH", &format!("{CONTACTS}/{id}"), Some(&json!({"values": values})));
        assert!(changed["id"].is_string(), "{changed}");
    }

    pub fn contact(&self, id: &str) -> Value {
        self.salesforce.control("GET", &format!("{CONTACTS}/{id}"), None)["values"].clone()
    }

    /// Contacts that are not in the bin.
    pub fn contacts(&self) -> Vec<Value> {
        contacts_of(&self.salesforce)
    }

    pub fn effects(&self) -> usize {
        self.salesforce.control("GET", "/salesforce/log/writes?limit=10000", None)["writes"].as_array().map_or(usize::MAX, Vec::len)
    }

    pub fn api(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, document) = self.server.call(method, &format!("/api/v1{path}"), &self.key, body);
        assert!(status < 300, "{method} {path}: {status} {document}");
        document
    }

    pub fn customers(&self) -> Vec<Value> {
        self.api("GET", "/customers?limit=100", &Value::Null)["items"].as_array().cloned().expect("items")
    }

    pub fn customer(&self, email: &str) -> Option<Value> {
        self.customers().into_iter().find(|record| record.to_string().contains(email))
    }

    pub fn id_of(&self, email: &str) -> String {
        self.customer(email).expect("a customer")["id"].as_str().expect("an id").to_owned()
    }

    pub fn sync_path(&self) -> String {
        format!("/syncs/{}", self.api("GET", "/syncs", &Value::Null)["items"][0]["id"].as_str().expect("an id"))
    }

    /// Waits for something that comes by itself.
    pub fn comes(&self, what: &str, is_there: impl Fn(&Self) -> bool) {
        let (_sender, nobody) = mpsc::channel::<()>();
        for _ in 0..LOOKS_MAX {
            if is_there(self) {
                return;
            }
            let _ = nobody.recv_timeout(PAUSE);
        }
        panic!("{what} does not come: {:?} {:?}", self.customers(), self.api("GET", "/runs", &Value::Null));
    }
}

/// `systems`: name of the connection, name of the sync, address.
fn configuration(systems: &[(&str, &str, String)], settings: &str) -> String {
    let mut text = "version: 1\nconnections:\n".to_owned();
    for (connection, _, url) in systems {
        text.push_str(&format!(
            "  - name: {connection}
    connector: salesforce
    settings: {{login_url: '{url}', flow: client_credentials, client_id: '{CLIENT_ID}'}}
    secrets: {{client_secret: {{env: SIMULATED_SECRET}}}}
"
        ));
    }
    text.push_str("syncs:\n");
    for (connection, sync, _) in systems {
        text.push_str(&format!(
            "  - name: {sync}
    state: live
    connection: {connection}
    stream: Contact
    object: customers
    direction: both
    mapping:
      version: 1
      object: customers
      fields:
        - {{from: Id, to: external_id}}
        - {{from: SystemModstamp, to: updated_at}}
        - {{from: LastName, to: name}}
        - {{from: Email, to: email}}
        - {{from: MailingCity, to: city}}
        - {{from: Description, to: notes}}
    outgoing:
      key_field: External_Id__c
      delete: true
      fields:
        - {{from: name, to: LastName}}
        - {{from: email, to: Email}}
        - {{from: city, to: MailingCity}}
        - {{from: notes, to: Description}}
    {settings}
"
        ));
    }
    text
}

#[test]
fn both_sides_become_equal_and_come_to_rest() {
    let sides = Sides::new(BY_HAND);
    let wei = sides.new_contact(&json!({"LastName": "Wei", "Email": "wei@example.com", "MailingCity": "Rome"}));
    let read = sides.pass();
    assert_eq!((&read["created"], &read["written"]), (&json!(1), &Value::Null), "{read}");
    assert!(!sides.place.data().join("backups").exists(), "nothing was written yet");

    // Changed there, it arrives here; changed here, it arrives there; made here, it is made there, once.
    sides.change_contact(&wei, &json!({"MailingCity": "Oslo"}));
    sides.pass();
    assert_eq!(sides.customer("wei@").expect("here")["city"], "Oslo");
    let record = sides.id_of("wei@");
    sides.api("PATCH", &format!("/customers/{record}"), &json!({"city": "Bonn", "notes": "called"}));
    sides.api("POST", "/customers", &json!({"name": "Ann", "email": ["ann@example.com"]}));
    let told = sides.place.run(&["sync", "run", "Contacts", "--dry-run", "--json"]).exits(0).json();
    assert_eq!((&told["writes"]["update"], &told["writes"]["create"]), (&json!(1), &json!(1)), "{told}");
    assert_eq!((sides.effects(), sides.contacts().len()), (0, 1), "a rehearsal writes nothing");
    let written = sides.pass();
    assert_eq!((&written["written"]["written_updated"], &written["written"]["written_created"]), (&json!(1), &json!(1)), "{written}");
    assert_eq!((&sides.contact(&wei)["MailingCity"], &sides.contact(&wei)["Description"]), (&json!("Bonn"), &json!("called")));
    assert_eq!(sides.contacts().len(), 2);
    assert_eq!(sides.place.data().join("backups").read_dir().expect("a folder").count(), 1, "copied before the first write");

    // The echo changes nothing on either side.
    let (effects, before) = (sides.effects(), sides.customers());
    for _ in 0..3 {
        assert_eq!(sides.pass()["written"], Value::Null);
    }
    assert_eq!((sides.effects(), sides.customers()), (effects, before));

    // Deleted here, it is deleted there, as the sync says.
    let ann = sides.id_of("ann@");
    sides.api("DELETE", &format!("/customers/{ann}"), &Value::Null);
    sides.pass();
    let left = sides.contacts();
    assert_eq!((left.len(), &left[0]["values"]["LastName"]), (1, &json!("Wei")), "{left:?}");
}

#[test]
fn a_sync_goes_live_step_by_step_on_the_command_line() {
    let sides = Sides::new(&format!("{BY_HAND}\n    rollout: {{share: 50}}"));
    sides.api("POST", "/customers", &json!({"name": "Here before", "email": ["before@example.com"]}));
    for at in 0..40 {
        sides.new_contact(&json!({"LastName": format!("N{at}"), "Email": format!("n{at}@example.com"), "MailingCity": "Rome"}));
    }
    let run = |arguments: &[&str]| sides.place.run(arguments);
    let people = || sides.customers().len() - 1;

    // What reading would do, and exactly that.
    let told = run(&["sync", "run", "Contacts", "--dry-run", "--json"]).exits(0).json();
    let (plan, foretold) = (told["plan"].as_str().expect("a plan").to_owned(), told["report"]["created"].as_u64().expect("a number"));
    assert!((1..40).contains(&foretold), "half of them: {told}");
    assert_eq!(people(), 0);
    let applied = run(&["sync", "apply", "Contacts", &plan, "--json"]).exits(0).json();
    assert_eq!((applied["created"].as_u64(), people() as u64), (Some(foretold), foretold), "{applied}");
    assert!(applied["backup"].is_string(), "the customer who was here was copied before: {applied}");
    let again = run(&["sync", "apply", "Contacts", &plan, "--json"]).exits(0).json();
    assert_eq!((&again["created"], &again["updated"]), (&json!(0), &json!(0)), "a second time it changes nothing: {again}");

    // A plan that is no longer true is refused.
    let stale =
        run(&["sync", "run", "Contacts", "--dry-run", "--full", "--json"]).exits(0).json()["plan"].as_str().expect("a plan").to_owned();
    sides.new_contact(&json!({"LastName": "Late", "Email": "late@example.com"}));
    let widened = run(&["sync", "widen", "Contacts", "--share", "75", "--json"]).exits(0).json();
    assert_eq!(widened["share"], 75.0);
    run(&["sync", "apply", "Contacts", &stale]).exits(3);
    run(&["sync", "widen", "Contacts", "--share", "60"]).exits(3);

    // More of them, then all; nobody twice.
    sides.pass();
    let more = people();
    assert!((usize::try_from(foretold).expect("few") + 1..41).contains(&more), "{more}");
    run(&["sync", "widen", "Contacts"]).exits(0);
    let whole = sides.pass();
    assert_eq!((people(), whole["created"].as_u64()), (41, Some(41 - more as u64)), "{whole}");

    // A time past is read again; what is known changes nothing.
    let range =
        run(&["sync", "run", "Contacts", "--from", "2020-01-01T00:00:00Z", "--to", "2100-01-01T00:00:00Z", "--json"]).exits(0).json();
    assert_eq!((&range["created"], &range["updated"]), (&json!(0), &json!(0)), "{range}");
    assert!(range["read"].as_u64().is_some_and(|read| read >= 41), "{range}");
    run(&["sync", "run", "Contacts", "--from", "yesterday", "--to", "2100-01-01T00:00:00Z"]).exits(2);
}

#[test]
fn what_a_run_wrote_is_listed_undone_and_pushed_back() {
    let sides = Sides::new(BY_HAND);
    let ids: Vec<String> = ["Wei", "Ann"]
        .map(|name| sides.new_contact(&json!({"LastName": name, "Email": format!("{name}@example.com"), "MailingCity": "Rome"})))
        .into();
    sides.pass();
    let edit = |city: &str| {
        for record in sides.customers() {
            let path = format!("/customers/{}", record["id"].as_str().expect("an id"));
            sides.api("PATCH", &path, &json!({"city": city}));
        }
    };
    edit("Wrong");
    let pass = sides.pass();
    let run = pass["written"]["run_id"].as_str().expect("a run").to_owned();
    let writes = sides.api("GET", &format!("/runs/{run}/writes"), &Value::Null);
    let listed = writes["items"].as_array().expect("items");
    assert_eq!(listed.len(), 2, "{writes}");
    assert_eq!((&listed[0]["old"]["MailingCity"], &listed[0]["new"]["MailingCity"]), (&json!("Rome"), &json!("Wrong")), "{writes}");
    let page = sides.api("GET", &format!("/runs/{run}/writes?limit=1"), &Value::Null);
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
    let next = sides.api(
        "GET",
        &format!("/runs/{run}/writes?limit=1&cursor={}", page["page"]["next_cursor"].as_str().expect("a next page")),
        &Value::Null,
    );
    assert_eq!(next["items"][0]["number"], 2, "{next}");

    // Somebody corrected one of them there; the other one goes back.
    sides.change_contact(&ids[1], &json!({"MailingCity": "Changed since"}));
    let path = sides.sync_path();
    let live = sides.server.call("POST", &format!("/api/v1{path}:push-back"), &sides.key, &json!({"run": run}));
    assert_eq!(live.0, 409, "{live:?}");
    sides.api("POST", &format!("{path}:pause"), &json!({}));
    let done = sides.api("POST", &format!("{path}:push-back"), &json!({"run": run}));
    assert_eq!((&done["written"], &done["kept"], &done["failed"]), (&json!(1), &json!(1), &json!(0)), "{done}");
    assert_eq!(ids.iter().map(|id| sides.contact(id)["MailingCity"].clone()).collect::<Vec<_>>(), ["Rome", "Changed since"]);
}

#[test]
fn what_was_refused_there_tells_how_it_was_sent_and_answered() {
    let sides = Sides::new(BY_HAND);
    sides.pass();
    sides.api("POST", "/customers", &json!({"name": "N".repeat(200), "email": ["long@example.com"], "notes": "canary-71"}));
    sides.api("POST", "/customers", &json!({"name": "Fits", "email": ["fits@example.com"]}));
    let pass = sides.place.run(&["sync", "run", "Contacts", "--json"]).json();
    let run = pass["written"]["run_id"].as_str().expect("a run").to_owned();
    let listed = sides.api("GET", &format!("/runs/{run}/writes"), &Value::Null);
    let of = |outcome: &str| listed["items"].as_array().expect("items").iter().find(|write| write["outcome"] == outcome).cloned();
    let (refused, created) = (of("refused").expect("one is too long"), of("created").expect("the other fits"));
    assert_eq!((&refused["code"], &created["code"], &created["calls"]), (&json!("STRING_TOO_LONG"), &Value::Null, &json!([])), "{listed}");
    let call = &refused["calls"][0];
    assert_eq!((&call["method"], call["status"].is_u64(), call["records"].as_u64()), (&json!("PATCH"), true, Some(2)), "{refused}");
    assert!(call["path"].as_str().is_some_and(|path| path.starts_with('/') && !path.contains('?')), "{call}");
    assert!(!refused["calls"].to_string().contains("canary"), "no value of a record: {refused}");
    assert!(refused["message"].as_str().is_some_and(|words| !words.is_empty()), "{refused}");
    let rows = sides.api("GET", &format!("/runs/{run}/refused"), &Value::Null);
    assert_eq!((rows["items"].as_array().map(Vec::len), &rows["items"][0]["code"]), (Some(1), &json!("target_refused")), "{rows}");
}

#[test]
fn an_undone_import_is_undone_there_as_well() {
    let sides = Sides::new(BY_HAND);
    let wei = sides.new_contact(&json!({"LastName": "Wei", "Email": "wei@example.com", "MailingCity": "Rome"}));
    sides.pass();
    sides.place.write("list.csv", "name,email,city\nWei,wei@example.com,Oslo\n");
    let imported = sides.place.run(&["import", "list.csv", "--object", "customers", "--source", "list", "--json"]).exits(0).json();
    sides.pass();
    assert_eq!(sides.contact(&wei)["MailingCity"], "Oslo");
    sides.place.run(&["run", "rollback", imported["run_id"].as_str().expect("a run")]).exits(0);
    sides.pass();
    assert_eq!((&sides.contact(&wei)["MailingCity"], &sides.customer("wei@").expect("here")["city"]), (&json!("Rome"), &json!("Rome")));
}

#[test]
fn both_sides_are_compared_and_what_slipped_through_is_listed() {
    let sides = Sides::new(BY_HAND);
    let ids: Vec<String> = (0..20)
        .map(|at| sides.new_contact(&json!({"LastName": format!("N{at}"), "Email": format!("n{at}@example.com"), "MailingCity": "Rome"})))
        .collect();
    sides.pass();
    let path = sides.sync_path();
    let clean = sides.api("POST", &format!("{path}:reconcile"), &Value::Null);
    assert_eq!((&clean["status"], &clean["equal"]), (&json!("done"), &json!(20)), "{clean}");
    // An administrator's script leaves the time of change as it was, and one record vanishes without a trace.
    let silent = json!({"values": {"MailingCity": "Oslo"}, "silent": true});
    assert!(sides.salesforce.control("PATCH", &format!("{CONTACTS}/{}", ids[7]), Some(&silent))["id"].is_string());
    sides.salesforce.control("DELETE", &format!("{CONTACTS}/{}?purge=true", ids[3]), None);
    let effects = sides.effects();
    let found = sides.place.run(&["sync", "reconcile", "Contacts", "--json"]).exits(1).json();
    assert_eq!((&found["missing_there"], &found["different"], &found["missing_here"]), (&json!(1), &json!(1), &json!(0)), "{found}");
    let drift = sides.api("GET", &format!("/runs/{}/writes", found["run_id"].as_str().expect("a run")), &Value::Null);
    let mut listed: Vec<(&str, &str)> = drift["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|line| (line["outcome"].as_str().expect("text"), line["external_id"].as_str().expect("text")))
        .collect();
    listed.sort_unstable();
    assert_eq!(listed, [("different", ids[7].as_str()), ("missing_there", ids[3].as_str())], "{drift}");
    assert_eq!((sides.effects(), sides.customers().len()), (effects, 20), "nothing was written");
}

#[test]
fn a_change_on_either_side_arrives_by_itself() {
    let sides = Sides::new(BY_ITSELF);
    let wei = sides.new_contact(&json!({"LastName": "Wei", "Email": "wei@example.com", "MailingCity": "Rome"}));
    sides.comes("what was made there", |sides| sides.customer("wei@").is_some());
    let record = sides.id_of("wei@");
    sides.api("PATCH", &format!("/customers/{record}"), &json!({"city": "Bonn"}));
    sides.comes("what was changed here", |sides| sides.contact(&wei)["MailingCity"] == "Bonn");
    sides.change_contact(&wei, &json!({"MailingCity": "Lyon"}));
    sides.comes("what was changed there", |sides| sides.customer("wei@").is_some_and(|record| record["city"] == "Lyon"));
    sides.api("POST", "/customers", &json!({"name": "Ann", "email": ["ann@example.com"]}));
    sides.comes("what was made here", |sides| sides.contacts().len() == 2);
}

#[test]
fn writes_that_failed_after_they_took_effect_leave_nothing_doubled_or_lost() {
    let sides = Sides::new(BY_ITSELF);
    for fault in ["salesforce:500:commit=after:method=PATCH:times=2", "salesforce:503:times=2", "salesforce:429"] {
        sides.salesforce.fault(fault).unwrap_or_else(|error| panic!("{fault}: {error}"));
    }
    for at in 0..10 {
        sides.api("POST", "/customers", &json!({"name": format!("N{at}"), "email": [format!("n{at}@example.com")]}));
    }
    sides.comes("everything", |sides| sides.contacts().len() == 10);
    let emails: std::collections::BTreeSet<String> =
        sides.contacts().iter().map(|contact| contact["values"]["Email"].as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(emails.len(), 10);
}

#[test]
fn two_systems_are_kept_equal_through_rapport() {
    let sides = Sides::with(BY_ITSELF, Some(simulator()));
    let other = || sides.other.as_ref().expect("another one");
    let wei = sides.new_contact(&json!({"LastName": "Wei", "Email": "wei@example.com", "MailingCity": "Rome"}));
    sides.comes("what was made in one", |_| contacts_of(other()).len() == 1);
    let twin = contacts_of(other())[0]["id"].as_str().expect("an id").to_owned();
    let change = |simulator: &Running, id: &str, values: &Value| {
        simulator.control("PATCH", &format!("{CONTACTS}/{id}"), Some(&json!({"values": values})));
    };
    let value =
        |simulator: &Running, id: &str, name: &str| simulator.control("GET", &format!("{CONTACTS}/{id}"), None)["values"][name].clone();
    change(other(), &twin, &json!({"MailingCity": "Oslo"}));
    sides.comes("what was changed in the other", |sides| value(&sides.salesforce, &wei, "MailingCity") == "Oslo");
    // Different fields at the same time.
    change(&sides.salesforce, &wei, &json!({"MailingCity": "Lyon"}));
    change(other(), &twin, &json!({"Description": "called"}));
    sides.comes("both changes", |sides| {
        let all = [(&sides.salesforce, wei.as_str()), (other(), twin.as_str())];
        all.iter().all(|(simulator, id)| value(simulator, id, "MailingCity") == "Lyon" && value(simulator, id, "Description") == "called")
    });
    assert_eq!((sides.contacts().len(), contacts_of(other()).len(), sides.customers().len()), (1, 1, 1));
}

#[test]
fn both_sides_are_compared_at_the_times_that_the_sync_says() {
    let sides = Sides::new(&format!("{BY_HAND}\n    reconcile: {{every: 1s}}"));
    let wei = sides.new_contact(&json!({"LastName": "Wei", "Email": "wei@example.com", "MailingCity": "Rome"}));
    let latest = |sides: &Sides| {
        let runs = sides.api("GET", "/runs?limit=50", &Value::Null);
        let is_over = |run: &&Value| run["kind"] == "reconcile" && (run["state"] == "done" || run["state"] == "warning");
        runs["items"].as_array().and_then(|runs| runs.iter().find(is_over).cloned())
    };
    sides.pass();
    sides.comes("a comparison without differences", |sides| latest(sides).is_some_and(|run| run["report"]["equal"] == 1));
    let silent = json!({"values": {"MailingCity": "Oslo"}, "silent": true});
    assert!(sides.salesforce.control("PATCH", &format!("{CONTACTS}/{wei}"), Some(&silent))["id"].is_string());
    sides.comes("a comparison that finds it", |sides| {
        latest(sides).is_some_and(|run| run["report"]["different"] == 1 && run["state"] == "warning")
    });
    assert_eq!(sides.customer("wei@").expect("here")["city"], "Rome", "it only tells");
}
