//! Ready-made syncs, fitted to simulated systems and rehearsed with faults.

use std::collections::BTreeMap;

use connector::SecretText;
use model::{Caller, FindingCode};
use sandbox::{ClockSource, Config};
use serde_json::{Value, json};
use sync::connections::ConnectionDraft;
use sync::definition::SyncDefinition;
use sync::ready::{self, Choice};
use sync::worker::PassEnd;

use crate::desk::{self, Desk};
use crate::office::{Office, story};

/// People in the simulator: so many that rarer things, like orders and receivables, are no handful.
const PEOPLE: u32 = 200;
/// Scenarios that can happen to every ready-made sync, at least.
const SCENARIOS_MIN: usize = 10;

/// The definition of `choice`, fitted to the simulator of its system, in an office that has a connection to it.
fn prepared(choice: &Choice) -> Option<(Office, SyncDefinition)> {
    let (vendor, _) = sandbox::vendor_of(&choice.connector)?;
    let config = Config { vendors: vec![vendor.to_owned()], records: 60, clock: ClockSource::Real, ..Config::default() };
    let running = sandbox::start(config).expect("a simulator");
    let account = running.accounts(vendor).into_iter().find(|account| account.connector == choice.connector).expect("an account");
    let secrets = account.secrets.iter().map(|(name, secret)| ((*name).to_owned(), SecretText::new(*secret)));
    let office = Office::with(ConnectionDraft {
        name: "System".to_owned(),
        connector: choice.connector.clone(),
        settings: account.settings.as_object().cloned().unwrap_or_default(),
        secrets: secrets.collect::<BTreeMap<_, _>>(),
    });
    let connection = office.tasks.connections().by_name("System").expect("the connection");
    let live = office.tasks.connections().open_for_discovery(connection.id).expect("it opens");
    let fitted = ready::prepare(choice, live.as_ref(), "Ready", "System", None).expect(&choice.connector);
    // Some systems lack something; a job of which half is missing would be no job.
    let lines = fitted.definition.mapping.as_ref().map_or(0, |mapping| mapping.fields.len());
    assert!(lines > fitted.left_out.len(), "{}: {:?}", choice.connector, fitted.left_out);
    running.stop().expect("it stops");
    Some((office, fitted.definition))
}

/// The systems that a job is ready for and that have a simulator.
fn choices(job: &str) -> Vec<&'static Choice> {
    let ready = ready::by_name(job).expect("the data reads").expect("the job");
    ready.roles.iter().flat_map(|role| &role.choices).filter(|choice| sandbox::vendor_of(&choice.connector).is_some()).collect()
}

/// Rehearses the choice of a job for a connector with everything that can go wrong there.
fn rehearse(job: &str, connector: &str) {
    let choice = choices(job).into_iter().find(|choice| choice.connector == connector).expect("a choice");
    let (office, definition) = prepared(choice).expect("a simulator");
    let sync = office.tasks.create(&Caller::system(), definition).expect("a sync").row.id;
    let ask = rehearsal::Ask { scenarios: vec!["all".to_owned()], records: Some(PEOPLE), ..rehearsal::Ask::default() };
    let report = office.rehearse_with(sync, &ask);
    assert!(report.is_green(), "{connector} of {job}: {}", story(&report));
    let (passed, others): (Vec<_>, Vec<_>) = report.scenarios.iter().partition(|scenario| scenario.result == "passed");
    assert!(passed.len() >= SCENARIOS_MIN, "{connector} of {job}: {}", story(&report));
    for scenario in others {
        assert!(
            scenario.result == "skipped" && scenario.skipped.is_some(),
            "{connector} of {job}: {} {:?}",
            scenario.name,
            scenario.skipped
        );
    }
}

/// One test for each system of each job, so that they are played beside each other.
macro_rules! rehearsed {
    ($($test:ident: $job:literal, $connector:literal;)*) => {
        $(#[test]
        fn $test() {
            rehearse($job, $connector);
        })*

        const REHEARSED: &[(&str, &str)] = &[$(($job, $connector)),*];
    };
}

rehearsed! {
    customers_of_salesforce_are_rehearsed: "customers", "salesforce";
    customers_of_zoho_are_rehearsed: "customers", "zoho";
    customers_of_jiandaoyun_are_rehearsed: "customers", "jiandaoyun";
    customers_of_kingdee_are_rehearsed: "customers", "kingdee";
    customers_of_yonyou_are_rehearsed: "customers", "yonyou";
    people_of_salesforce_are_rehearsed: "contacts", "salesforce";
    people_of_zoho_are_rehearsed: "contacts", "zoho";
    orders_of_kingdee_are_rehearsed: "orders", "kingdee";
    orders_of_yonyou_are_rehearsed: "orders", "yonyou";
    orders_of_salesforce_are_rehearsed: "orders", "salesforce";
    orders_of_zoho_are_rehearsed: "orders", "zoho";
    receivables_of_kingdee_are_rehearsed: "receivables", "kingdee";
    receivables_of_yonyou_are_rehearsed: "receivables", "yonyou";
    leads_of_a_shop_are_rehearsed: "shop-leads", "file_drop";
    tickets_of_salesforce_are_rehearsed: "tickets", "salesforce";
    tickets_of_zoho_are_rehearsed: "tickets", "zoho";
}

#[test]
fn every_system_of_every_ready_made_sync_is_rehearsed() {
    let all = ready::all().expect("the data reads");
    let there: Vec<(&str, &str)> = all
        .iter()
        .flat_map(|ready| choices(&ready.name).into_iter().map(|choice| (ready.name.as_str(), choice.connector.as_str())))
        .collect();
    for one in &there {
        assert!(REHEARSED.contains(one), "{one:?} is not among the rehearsed");
    }
    assert_eq!(there.len(), REHEARSED.len());
}

#[test]
fn tickets_of_a_desk_that_calls_are_taken_whatever_the_calls_do() {
    let secret = "whsec_cmVhbCBzZWNyZXQgb2Ygbm9ib2R5LCAzMiBieXRlcw==";
    let mut desk = Desk::new(desk::choice(), |_| ());
    assert!(desk.calls(&desk::call(1, "新建", "2026-01-05T08:00:00Z"), secret, false));
    assert!(desk.calls(&desk::call(1, "已解决", "2026-01-05T09:00:00Z"), secret, false));
    // The same call again, one that is late, one of a stranger, one that is no ticket: nothing of it is lost or doubled.
    assert!(desk.calls(&desk::call(1, "已解决", "2026-01-05T09:00:00Z"), secret, true));
    assert!(desk.calls(&desk::call(1, "处理中", "2026-01-05T08:30:00Z"), secret, false));
    assert!(!desk.calls(&desk::call(2, "新建", "2026-01-05T08:00:00Z"), "whsec_c3RyYW5nZXJzIHNlY3JldCwgMzIgYnl0ZXMgbG9uZyE=", false));
    assert!(desk.calls(&desk::call(3, "somewhere", "2026-01-05T08:00:00Z"), secret, false));
    let end = desk.read();
    assert!(!end.is_failed && !end.is_paused && !lacks(&end, "subject"), "{end:?}");
    let tickets = desk.tickets();
    assert_eq!(tickets.keys().map(String::as_str).collect::<Vec<_>>(), ["1", "3"], "{tickets:?}");
    let shown = |number: &str, field: &str| tickets[number][field].as_str().unwrap_or_default().to_owned();
    assert_eq!([shown("1", "status"), shown("1", "priority"), shown("3", "status")], ["solved", "high", "open"]);
    assert_eq!([shown("1", "description"), shown("1", "channel")], ["<b>&amp;</b>", "chat"]);
}

#[test]
fn a_desk_whose_mapping_is_broken_on_purpose_is_told_what_is_missing() {
    let secret = "whsec_cmVhbCBzZWNyZXQgb2Ygbm9ib2R5LCAzMiBieXRlcw==";
    let mut desk = Desk::new(desk::choice(), |definition| {
        let rules = definition.mapping.iter_mut().flat_map(|mapping| &mut mapping.fields);
        rules.filter(|rule| rule.to == "subject").for_each(|rule| rule.from = vec!["headline".to_owned()]);
    });
    assert!(desk.calls(&desk::call(1, "新建", "2026-01-05T08:00:00Z"), secret, false));
    let end = desk.read();
    let report = &end.pushed.as_ref().expect("what was called").import;
    assert!(lacks(&end, "subject") && report.unmapped_columns == ["subject"], "{end:?}");
}

#[test]
fn tickets_of_a_desk_that_calls_are_rehearsed_with_everything_that_can_happen_to_calls() {
    let played = |signature: &str, scenarios: &[&str]| {
        let mut settings = desk::settings();
        settings["signature"] = json!(signature);
        settings["deleted_events"] = json!("ticket.deleted");
        let desk = Desk::with(desk::choice(), settings, |_| ());
        let scenarios = scenarios.iter().map(|name| (*name).to_owned()).collect();
        let report = desk.rehearse(&rehearsal::Ask { scenarios, ..rehearsal::Ask::default() });
        assert!(report.is_green(), "{signature}: {}", story(&report));
        assert!(report.scenarios.iter().filter(|scenario| scenario.result == "passed").all(|scenario| scenario.calls >= 60));
        assert!(desk.tickets().is_empty(), "nothing of the installation is touched");
        report.scenarios.iter().map(|scenario| format!("{} {}", scenario.name, scenario.result)).collect::<Vec<_>>()
    };
    let all = ["calm", "repeated_calls", "shuffled_calls", "late_calls", "malformed_calls", "forged_calls"];
    assert_eq!(played("standard_webhooks", &[]), all.map(|name| format!("{name} passed")));
    for signature in ["hmac_sha256", "hmac_sha1", "token"] {
        assert_eq!(played(signature, &["forged_calls"]), ["forged_calls passed"], "{signature}");
    }
    assert_eq!(played("none", &["calm", "forged_calls"]), ["calm passed", "forged_calls skipped"]);
}

#[test]
fn a_desk_that_calls_and_is_mapped_wrongly_turns_the_rehearsal_red_and_says_why() {
    let broken = |field: &str, column: &str| {
        let (field, column) = (field.to_owned(), column.to_owned());
        let desk = Desk::new(desk::choice(), |definition| {
            let rules = definition.mapping.iter_mut().flat_map(|mapping| &mut mapping.fields);
            rules.filter(|rule| rule.to == field).for_each(|rule| rule.from = vec![column.clone()]);
        });
        let report = desk.rehearse(&rehearsal::Ask { scenarios: vec!["calm".to_owned()], ..rehearsal::Ask::default() });
        assert!(!report.is_green(), "{field}");
        story(&report)
    };
    let told = broken("subject", "headline");
    assert!(told.contains("subject has no value in 60 of 60 rows") || told.contains("it is read from headline"), "{told}");
    let told = broken("external_id", "ticket_id");
    assert!(told.contains("nothing_lost") && told.contains("do not hold the column with the id"), "{told}");
}

#[test]
fn a_desk_whose_stamps_are_lost_by_its_mapping_is_told_that_old_calls_win() {
    let desk = Desk::new(desk::choice(), |definition| {
        definition.mapping.iter_mut().for_each(|mapping| mapping.fields.retain(|rule| rule.to != "updated_at"));
    });
    let ask = rehearsal::Ask { scenarios: vec!["late_calls".to_owned(), "calm".to_owned()], ..rehearsal::Ask::default() };
    let report = desk.rehearse(&ask);
    let late = report.scenarios.iter().find(|scenario| scenario.name == "late_calls").expect("the scenario");
    assert!(late.result == "skipped" && late.skipped.as_deref().is_some_and(|reason| reason.contains("do not tell when")), "{late:?}");
    assert!(report.is_green(), "{}", story(&report));
}

#[test]
fn calls_that_came_before_are_what_a_rehearsal_tells_and_nobody_sees_their_values() {
    let secret = "whsec_cmVhbCBzZWNyZXQgb2Ygbm9ib2R5LCAzMiBieXRlcw==";
    let mut desk = Desk::new(desk::choice(), |_| ());
    for number in 1..=7 {
        let mut call = desk::call(number, "新建", "2026-01-05T08:00:00Z");
        call["data"]["subject"] = json!(format!("Canary {number}"));
        call["data"]["customer_email"] = json!("canary@secret.example.cn");
        assert!(desk.calls(&call, secret, false));
    }
    let scenarios = vec!["calm".to_owned(), "malformed_calls".to_owned()];
    let report = desk.rehearse(&rehearsal::Ask { scenarios, sample: Some(5), ..rehearsal::Ask::default() });
    assert!(report.is_green() && report.sample == 5, "{}: {}", report.sample, story(&report));
    let text = serde_json::to_string(&report).expect("JSON").to_lowercase();
    assert!(!text.contains("canary") && !text.contains("secret.example.cn"), "{text}");
    // What nothing is known of is refused, and what would help is said.
    let office = &desk.office;
    let sync = office.sync(json!({
        "name": "Others", "connection": "System", "stream": "events", "object": "customers",
        "mapping": {"version": 1, "object": "customers", "fields": [{"from": "id", "to": "external_id"}, {"from": "subject", "to": "name"}]},
    }));
    let refused = office.rehearsals.begin(sync, &rehearsal::Ask::default(), &model::Actor::System, store::RunState::Running);
    assert!(matches!(&refused, Err(rehearsal::Refused::NoCalls { object }) if object == "customers"), "{refused:?}");
    let taken =
        office.rehearse_with(sync, &rehearsal::Ask { scenarios: vec!["calm".to_owned()], sample: Some(5), ..rehearsal::Ask::default() });
    assert_eq!(taken.sample, 5, "{}", story(&taken));
}

/// Whether what was called has records without a value that the object needs in this field.
fn lacks(end: &PassEnd, field: &str) -> bool {
    let findings = end.pushed.iter().flat_map(|report| &report.import.findings);
    findings.into_iter().any(|finding| finding.field == field && finding.code == FindingCode::RequiredMissing)
}

#[test]
fn every_ready_made_sync_makes_sense_with_the_objects_there_are() {
    let all = ready::all().expect("the data reads");
    assert!(all.len() >= 6);
    for ready in all {
        for text in [&ready.title, &ready.summary] {
            assert!(!text.en.is_empty() && !text.zh.is_empty(), "{}", ready.name);
        }
        for choice in ready.roles.iter().flat_map(|role| &role.choices) {
            let mut whole = choice.sync.clone();
            for (name, text) in [("name", "x"), ("connection", "System")] {
                whole.insert(name.to_owned(), Value::from(text));
            }
            whole.entry("stream").or_insert_with(|| Value::from("x"));
            let definition: SyncDefinition = serde_json::from_value(Value::Object(whole)).expect(&ready.name);
            assert!(definition.rollout.share <= 5.0 && definition.freshness.is_some(), "{} begins small", ready.name);
            let checked = Office::salesforce().checks(&definition);
            assert!(checked.is_ok(), "{} for {}: {checked:?}", ready.name, choice.connector);
        }
    }
}

/// Rehearses a choice in calm weather after `change`, and gives what the report says of lines that do not fit.
fn lines_of(choice: &Choice, change: impl FnOnce(&mut Vec<mapping::Rule>)) -> (bool, String) {
    let (office, mut definition) = prepared(choice).expect("a simulator");
    change(&mut definition.mapping.as_mut().expect("it reads").fields);
    let sync = office.tasks.create(&Caller::system(), definition).expect("a sync").row.id;
    let report = office.rehearse(sync, &["calm"]);
    let checks = report.scenarios.iter().flat_map(|scenario| &scenario.checks);
    let told =
        checks.filter(|check| !check.passed && ["lines_fit", "filled"].contains(&check.name.as_str())).map(|check| check.detail.clone());
    (report.is_green(), told.collect::<Vec<_>>().join("; "))
}

/// The fields that a report names.
fn named(told: &str) -> Vec<String> {
    let mut fields: Vec<String> = told
        .split("; ")
        .filter_map(|line| line.split_once(" has ").or_else(|| line.split_once(" refuses ")))
        .map(|(field, _)| field.to_owned())
        .collect();
    fields.retain(|field| !field.contains(' '));
    fields
}

#[test]
fn each_ready_made_mapping_whose_columns_are_wrong_turns_the_rehearsal_red_and_each_line_is_named() {
    let mut shown = Vec::new();
    for job in ["customers", "contacts", "orders", "receivables", "shop-leads", "tickets"] {
        for choice in choices(job) {
            let (is_green, told) = lines_of(choice, |rules| {
                for rule in
                    rules.iter_mut().filter(|rule| !["external_id", "updated_at"].contains(&rule.to.as_str()) && !rule.from.is_empty())
                {
                    rule.from = vec![format!("Not_{}", rule.to.replace('.', "_"))];
                }
            });
            assert!(!is_green, "{} of {job}", choice.connector);
            shown.push(format!("{job} {}: {}", choice.connector, named(&told).join(" ")));
        }
    }
    assert_eq!(
        shown,
        [
            "customers salesforce: name credit_code phone website address.street address.city address.province address.postcode address.country employees",
            "customers zoho: name credit_code phone website industry address.street address.city address.province address.postcode address.country employees",
            "customers jiandaoyun: name credit_code phone email industry notes",
            "customers kingdee: name credit_code phone website address.street address.postcode owner notes status",
            "customers yonyou: name credit_code phone website address.street address.postcode employees notes status",
            "contacts salesforce: name phone email title birthday city country",
            "contacts zoho: name phone email title birthday city country",
            "orders kingdee: number customer ordered_at amount.amount amount.currency status owner notes",
            "orders yonyou: number customer ordered_at amount status",
            "orders salesforce: number customer ordered_at amount.amount status",
            "orders zoho: number customer amount.amount status",
            "receivables kingdee: number customer amount.amount amount.currency issued_on due_on status",
            "receivables yonyou: number customer amount issued_on due_on status",
            "shop-leads file_drop: name company phone email city notes customer",
            "tickets salesforce: subject customer status priority channel description",
            "tickets zoho: subject customer status priority channel description",
        ]
    );
}

#[test]
fn another_usual_name_of_a_column_is_no_wrong_one() {
    for choice in choices("shop-leads") {
        let (is_green, told) = lines_of(choice, |rules| {
            let notes = rules.iter_mut().find(|rule| rule.to == "notes").expect("a line for notes");
            assert_ne!(notes.from, ["notes"]);
            notes.from = vec!["notes".to_owned()];
        });
        assert!(is_green, "{told}");
    }
}
