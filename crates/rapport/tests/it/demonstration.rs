//! What `make run` starts: the steps that it prints do what they say.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::{Place, Server};

/// Looks at something that comes by itself, and the pause between two.
const LOOKS_MAX: usize = 900;
const PAUSE: Duration = Duration::from_millis(100);

/// The last line of the printed steps that holds `part`, from there on.
fn after<'t>(lines: &'t [String], part: &str) -> &'t str {
    let found = lines.iter().rev().find_map(|line| line.split_once(part));
    found.unwrap_or_else(|| panic!("no {part}: {lines:#?}")).1
}

fn until(what: &str, is_there: impl Fn() -> bool) {
    let (_sender, nobody) = mpsc::channel::<()>();
    for _ in 0..LOOKS_MAX {
        if is_there() {
            return;
        }
        let _ = nobody.recv_timeout(PAUSE);
    }
    panic!("{what} does not come");
}

#[test]
fn the_printed_steps_do_what_they_say() {
    let place = Place::new();
    let mut command = place.command(&["demo", "--listen", "127.0.0.1:0", "--simulators", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program runs");
    let printed = BufReader::new(child.stdout.take().expect("output"));
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        for line in printed.lines().map_while(Result::ok) {
            let _ = send.send(line);
        }
    });
    let mut lines: Vec<String> = Vec::new();
    while !lines.last().is_some_and(|line| line.contains("/jiandaoyun/tables/customers/records/")) {
        lines.push(receive.recv_timeout(Duration::from_secs(120)).unwrap_or_else(|_| panic!("the steps end early: {lines:#?}")));
    }
    let host = |url: &str| url.split(['/', ' ']).next().unwrap_or_default().to_owned();
    let server = Server { child, address: host(after(&lines, "Rapport is ready: http://")) };
    let key = after(&lines, "API key: ").trim().to_owned();
    let read = |path: &str| server.call("GET", path, &key, &Value::Null);

    // The calls that are printed for a shell answer as they stand.
    let calls = lines.iter().map(|line| line.trim()).filter(|line| line.starts_with("curl -s ") && line.contains("/api/v1/"));
    let mut first_calls = 0;
    for call in calls.filter(|call| [" -G ", "/by/phone/", ":rollback?dry_run=true"].iter().any(|part| call.contains(part))) {
        let ran = Command::new("sh").args(["-c", &call.replacen("curl -s", "curl -fsS", 1)]).output().expect("a shell");
        let answer = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success() && answer.starts_with('{'), "{call}: {answer} {}", String::from_utf8_lossy(&ran.stderr));
        first_calls += 1;
    }
    assert_eq!(first_calls, 3, "{lines:#?}");

    // Each of the six systems and both lists feed the base, or are fed by it, and no sync is stopped or late.
    until("the first passes", || {
        let syncs = read("/api/v1/syncs").1["items"].as_array().cloned().unwrap_or_default();
        let is_well = |sync: &Value| {
            sync["state"] == "live"
                && (sync["name"] == "Shop customers" || sync["name"] == "Changes as files" || sync["freshness"]["state"] == "fresh")
        };
        syncs.len() == 9 && syncs.iter().all(is_well)
    });
    until("the first file", || read("/api/v1/customers/by/email/ada@example.com").0 == 200);

    // A customer changed in the ERP arrives here, in the CRM and in the files, as the steps say.
    let erp = lines.iter().find_map(|line| line.split_once("-X PATCH http://").filter(|_| line.contains("/kingdee/"))).expect("the ERP").1;
    let crm = lines.iter().find_map(|line| line.split_once("curl -s http://").filter(|_| line.contains("/zoho/"))).expect("the CRM").1;
    let (erp, crm) = (erp.to_owned(), crm.to_owned());

    // A customer changed in one system arrives here and in the other one.
    let path = |line: &str| format!("/{}", line.split_once('/').expect("a path").1.split(' ').next().unwrap_or_default());
    let contact = after(&lines, "-X PATCH http://");
    let control =
        Server { child: place.command(&["--version"]).stdout(Stdio::null()).spawn().expect("the program runs"), address: host(contact) };
    let changed = control.call("PATCH", &path(&erp), "", &json!({"values": {"FEmail": "from.the.erp@example.com"}}));
    assert_eq!(changed.0, 200, "{changed:?}");
    until("the change in the ERP", || read("/api/v1/customers/by/email/from.the.erp@example.com").0 == 200);
    until("the change in the CRM", || {
        control.call("GET", &path(&crm), "", &Value::Null).1["values"]["Email"] == "from.the.erp@example.com"
    });
    let changed = control.call("PATCH", &path(contact), "", &json!({"values": {"Email": "new.address@example.com"}}));
    assert_eq!(changed.0, 200, "{changed:?}");
    until("the change in Salesforce", || read("/api/v1/customers/by/email/new.address@example.com").0 == 200);
    let there = path(after(&lines, "curl -s http://"));
    until("the change in Jiandaoyun", || control.call("GET", &there, "", &Value::Null).1["values"]["email"] == "new.address@example.com");

    let out = place.data().join("out");
    let in_a_file = |value: &str| {
        let files = std::fs::read_dir(&out).expect("the folder").filter_map(Result::ok);
        files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).any(|text| text.contains(value))
    };
    until("the changes in files", || in_a_file("new.address@example.com") && in_a_file("from.the.erp@example.com"));

    // The shop calls when something happens there.
    let shop = control.call("GET", "/_control/shop/tables/customers/records?limit=1", "", &Value::Null).1;
    let id = shop["records"][0]["id"].as_str().expect("a customer of the shop").to_owned();
    let values = json!({"values": {"email": "from.the.shop@example.com"}});
    control.call("PATCH", &format!("/_control/shop/tables/customers/records/{id}"), "", &values);
    until("the call of the shop", || read("/api/v1/customers/by/email/from.the.shop@example.com").0 == 200);

    // A file that is put down is read.
    std::fs::write(place.data().join("drop/more.csv"), "id,name,phone,email,city\n901,王小明,,wang@example.com,上海\n").expect("written");
    until("the file", || read("/api/v1/customers/by/email/wang@example.com").0 == 200);
    one_customer_through_everything(&place, &server, &key, &control);
    nobody_is_asked_without_end(&control);
    // Of runs in a row that found nothing new one is kept.
    let runs = read("/api/v1/runs?limit=200").1["items"].as_array().cloned().expect("runs");
    let of_files: Vec<bool> = runs
        .iter()
        .filter(|run| run["source"] == "Folder of files" && run["finished_at"].is_string())
        .map(|run| run["report"]["read"] == run["report"]["unchanged"])
        .collect();
    assert!(!of_files.is_empty() && of_files.windows(2).all(|pair| pair != [true, true]), "{runs:?}");
    assert_eq!(server.stop(), Some(0));
    assert!(place.data().join("simulators.json").exists(), "the systems are as they were at the next start");
}

/// Yonyou also calls about customers, which no sync reads here: that such calls wait is no reason to go there again and again.
fn nobody_is_asked_without_end(control: &Server) {
    let (_sender, nobody) = mpsc::channel::<()>();
    control.call("DELETE", "/_control/yonyou/log", "", &Value::Null);
    let _ = nobody.recv_timeout(Duration::from_secs(5));
    let calls = control.call("GET", "/_control/yonyou/log/calls", "", &Value::Null).1["calls"].as_array().cloned().expect("calls");
    // A pass asks once which organisation it is.
    let passes = calls.iter().filter(|call| call["path"].as_str().is_some_and(|path| path.contains("getTenantId"))).count();
    assert!(passes <= 10, "{passes} passes in five seconds");
}

/// Vendors that the base is fed from, with the stream that holds people.
const KNOWN_BY: [(&str, &str); 6] = [
    ("salesforce", "Contact"),
    ("jiandaoyun", "customers"),
    ("zoho", "Contacts"),
    ("kingdee", "BD_CommonContact"),
    ("yonyou", "contact"),
    ("shop", "customers"),
];

/// The last eleven digits of a text, where they are a Chinese mobile number.
fn mobile_of(value: &Value) -> Option<String> {
    // Jiandaoyun's phones are objects.
    let text = value.as_str().or_else(|| value["phone"].as_str())?;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let mobile = digits.get(digits.len().checked_sub(11)?..)?;
    (mobile.starts_with('1') && !text.contains('@')).then(|| mobile.to_owned())
}

/// The table of a vendor behind a stream, and its records.
fn people_of(control: &Server, vendor: &str, stream: &str) -> (String, Vec<Value>) {
    let ask = |path: String| control.call("GET", &path, "", &Value::Null).1;
    let tables = ask(format!("/_control/{vendor}/tables"));
    let table = tables["tables"].as_array().into_iter().flatten().find(|table| {
        let streams = table["streams"].as_object().cloned().unwrap_or_default();
        table["name"] == stream || streams.values().any(|name| name == stream)
    });
    let name = table.and_then(|table| table["name"].as_str()).unwrap_or_else(|| panic!("no {stream}: {tables}")).to_owned();
    let listed = ask(format!("/_control/{vendor}/tables/{name}/records?limit=1000"));
    (name, listed["records"].as_array().cloned().unwrap_or_default())
}

/// Somebody whom five systems and the shop know becomes known to two folders of files as well, is one customer here whose values say where
/// they come from, and what the ERP changes arrives here, in the CRM and in the written file.
fn one_customer_through_everything(place: &Place, server: &Server, key: &str, control: &Server) {
    let read = |path: &str| server.call("GET", path, key, &Value::Null);
    let mut known: BTreeMap<String, BTreeMap<&str, (String, String)>> = BTreeMap::new();
    for (vendor, stream) in KNOWN_BY {
        let (table, records) = people_of(control, vendor, stream);
        for record in records {
            let id = record["id"].as_str().unwrap_or_default().to_owned();
            for mobile in record["values"].as_object().into_iter().flatten().filter_map(|(_, value)| mobile_of(value)) {
                known.entry(mobile).or_default().insert(vendor, (table.clone(), id.clone()));
            }
        }
    }
    let (mobile, places) = known.into_iter().find(|(_, places)| places.len() == KNOWN_BY.len()).expect("somebody whom all know");
    let change = |vendor: &str, values: Value| {
        let (table, id) = &places[vendor];
        let path = format!("/_control/{vendor}/tables/{table}/records/{id}");
        assert_eq!(control.call("PATCH", &path, "", &json!({ "values": values })).0, 200, "{vendor}");
    };
    // The shop tells of those that change there; the folder of what is put down.
    change("shop", json!({ "city": "杭州" }));
    std::fs::write(place.data().join("drop/all.csv"), format!("id,name,phone,email,city\n902,,{mobile},,\n")).expect("written");
    std::fs::write(place.data().join("branch/all.csv"), format!("会员编号,姓名,手机,邮箱,城市\nHY902,,{mobile},,\n")).expect("written");

    let path = format!("/api/v1/customers/by/phone/%2B86{mobile}");
    let sources = || {
        let customer = read(&path).1;
        customer["external_ids"].as_object().map(|ids| ids.keys().cloned().collect::<Vec<_>>()).unwrap_or_default()
    };
    let wanted = [
        "Salesforce (simulated)",
        "简道云 (simulated)",
        "Zoho CRM (simulated)",
        "金蝶云星空 (simulated)",
        "用友 BIP (simulated)",
        "Shop (simulated)",
        "Folder of files",
        "Branch lists",
    ];
    until("the customer whom all know", || {
        let found = sources();
        wanted.iter().all(|source| found.iter().any(|known| known == source))
    });
    let customer = read(&path);
    assert_eq!(customer.0, 200, "one customer has this number: {}", customer.1);
    let id = customer.1["id"].as_str().expect("an id").to_owned();
    let shown = read(&format!("/api/v1/customers/{id}/sources")).1;
    for source in wanted {
        let of_source = shown["items"].as_array().into_iter().flatten().any(|item| item["source"] == source && item["run"].is_string());
        assert!(of_source, "{source} is not among {shown}");
    }

    // The ERP changes the address; its sync is asked to look now instead of waiting for its time.
    let email = "through.everything@example.com";
    change("kingdee", json!({ "FEmail": email }));
    let syncs = read("/api/v1/syncs").1;
    let of_erp = syncs["items"].as_array().into_iter().flatten().find(|sync| sync["name"] == "金蝶云星空 contacts").expect("the sync");
    let run = format!("/api/v1/syncs/{}:run", of_erp["id"].as_str().expect("an id"));
    assert_eq!(server.call("POST", &run, key, &json!({})).0, 202);
    until("the change in the ERP", || read(&format!("/api/v1/customers/by/email/{email}")).1["id"] == id.as_str());
    let lineage = read(&format!("/api/v1/customers/{id}/lineage")).1;
    assert_eq!(lineage["fields"]["email"]["origin"]["source"], "金蝶云星空 (simulated)", "{lineage}");
    for (vendor, column) in [("zoho", "Email"), ("salesforce", "Email")] {
        let (table, id) = &places[vendor];
        let path = format!("/_control/{vendor}/tables/{table}/records/{id}");
        until("the change in the CRM", || control.call("GET", &path, "", &Value::Null).1["values"][column] == email);
    }
    until("the change in a file", || {
        let files = std::fs::read_dir(place.data().join("out")).expect("the folder").filter_map(Result::ok);
        files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).any(|text| text.contains(email))
    });
    assert_eq!(read(&path).1["id"], id.as_str(), "and it is still one customer");
}
