//! Syncs: definitions, versions, names and states, on each database.

use model::{Actor, Caller};
use records::Records;
use serde_json::json;
use store::{ConnectionState, SyncProgressRow, SyncState};
use sync::tasks::{TaskError, Tasks};
use sync::worker::{Ask, PassEnd, PassError, PassSettings, PassStop, Passes};
use sync::{RunMode, SyncDefinition};

use crate::bench::{Bench, on_each};
use crate::connections::{connections, draft, place};
use crate::fake::FakeSystem;

/// The shortest sync of the fake system.
pub fn definition(name: &str, connection: &str) -> SyncDefinition {
    serde_json::from_value(json!({
        "name": name, "connection": connection, "stream": "people", "object": "customers",
        "mapping": {"version": 1, "object": "customers", "fields": [{"from": "_id", "to": "external_id"}, {"from": "_w1", "to": "name"}]},
    }))
    .expect("a definition")
}

fn tasks(bench: &Bench) -> Tasks {
    let connections = connections(&bench.store);
    connections.create(draft("CRM", &place())).expect("made");
    Tasks::new(Records::new(bench.store.clone()).expect("records"), connections)
}

/// A pass of the worker that only looks after what makes the other system send pushes.
fn keep_pushes(bench: &Bench, tasks: &Tasks, sync: i64) -> Result<PassEnd, PassError> {
    let records = Records::new(bench.store.clone()).expect("records");
    let passes = Passes::new(records, tasks.clone(), PassSettings { import: bench.settings(), backups: None });
    let ask = Ask { mode: RunMode::Auto, trigger: "keep_pushes", actor: Actor::System, part: sync::Part::default() };
    passes.run(sync, &ask, &PassStop::default(), &mut |_| ())
}

#[test]
fn pushes_are_looked_after_without_a_run_and_not_for_a_connection_that_waits() {
    on_each(|bench| {
        let (good, locked) = (place(), place());
        let connections = connections(&bench.store);
        let made = [("CRM", &good), ("ERP", &locked)].map(|(name, url)| connections.create(draft(name, url)).expect("made").id);
        let tasks = Tasks::new(Records::new(bench.store.clone()).expect("records"), connections);
        let live = |name: &str, connection: &str| {
            let sync = tasks.create(&caller(), definition(name, connection)).expect("made").row.id;
            tasks.go_live(sync).expect("live").row.id
        };
        let kept = |url: &str| FakeSystem::at(url).kept.lock().expect("list").clone();
        let state = |id: i64| tasks.connections().get(id).expect("a connection").state;
        let people = live("People", "CRM");
        let end = keep_pushes(&bench, &tasks, people).expect("looked after");
        assert!(end.runs.is_empty() && end.read.is_none() && !end.is_failed, "{end:?}");
        assert_eq!(kept(&good), ["people"]);
        FakeSystem::at(&good).forbidden.lock().expect("list").push("people".to_owned());
        let refused = keep_pushes(&bench, &tasks, people).expect_err("told");
        let causes = std::iter::successors(Some(&refused as &dyn std::error::Error), |error| error.source());
        assert!(causes.map(ToString::to_string).any(|text| text.contains("no right to people")), "{refused:?}");
        assert_eq!(state(made[0]), ConnectionState::Active, "what pushes lack is no reason to stop the work");
        // Credentials that are refused are one, and then nobody calls any more.
        "another".clone_into(&mut FakeSystem::at(&locked).key.lock().expect("key"));
        let orders = live("Orders", "ERP");
        assert!(keep_pushes(&bench, &tasks, orders).is_err());
        assert_eq!(state(made[1]), ConnectionState::Paused);
        keep_pushes(&bench, &tasks, orders).expect("nothing to do");
        assert!(kept(&locked).is_empty());
    });
}

fn caller() -> Caller {
    Caller::system()
}

#[test]
fn every_change_is_a_version_that_can_be_compared() {
    on_each(|bench| {
        let tasks = tasks(&bench);
        let made = tasks.create(&caller(), definition("People", "crm")).expect("made");
        assert_eq!((made.row.version, made.row.state, made.definition.connection.as_str()), (1, SyncState::Draft, "CRM"));
        let mut wider = made.definition.clone();
        wider.rollout.share = 5.0;
        let changed = tasks.change(&caller(), made.row.id, Some(1), wider.clone()).expect("changed");
        assert_eq!(changed.row.version, 2);
        let again = tasks.change(&caller(), made.row.id, Some(2), wider.clone()).expect("nothing to do");
        assert_eq!(again.row.version, 2, "the same definition is no new version");
        let late = tasks.change(&caller(), made.row.id, Some(1), wider);
        assert!(matches!(late, Err(TaskError::VersionMismatch { found: 2 })));
        assert_eq!(tasks.versions(made.row.id, 10).expect("versions").iter().map(|row| row.version).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(tasks.definition_at(made.row.id, 1).expect("kept"), made.definition);
        let differences = tasks.compare(made.row.id, 1, 2).expect("compared");
        assert_eq!(differences.iter().map(|difference| difference.pointer.as_str()).collect::<Vec<_>>(), ["/rollout/share"]);
        assert!(matches!(tasks.compare(made.row.id, 1, 3), Err(TaskError::NotFound(_))));
    });
}

#[test]
fn a_definition_that_makes_no_sense_is_refused_with_its_place() {
    on_each(|bench| {
        let tasks = tasks(&bench);
        type Spoil = fn(&mut SyncDefinition);
        let cases: [(&str, Spoil); 8] = [
            ("/connection", |definition| definition.connection = "CMR".to_owned()),
            ("/object", |definition| definition.object = "custmers".to_owned()),
            ("/name", |definition| definition.name = " ".to_owned()),
            ("/filter", |definition| definition.filter = Some("ctiy = \"上海\"".to_owned())),
            ("/rollout/filter", |definition| definition.rollout.filter = Some("city =".to_owned())),
            ("/rollout/share", |definition| definition.rollout.share = 101.0),
            ("/mapping", |definition| {
                if let Some(mapping) = &mut definition.mapping {
                    mapping.fields[1].to = "nmae".to_owned();
                }
            }),
            ("/mapping", |definition| definition.mapping = None),
        ];
        for (pointer, spoil) in cases {
            let mut wrong = definition("x", "CRM");
            spoil(&mut wrong);
            match tasks.create(&caller(), wrong) {
                Err(TaskError::Definition(error)) => assert_eq!(error.pointer, pointer, "{error}"),
                other => panic!("{pointer}: {other:?}"),
            }
        }
        assert!(tasks.list(true).expect("list").is_empty());
    });
}

#[test]
fn names_are_unique_and_states_lead_where_they_may() {
    on_each(|bench| {
        let tasks = tasks(&bench);
        let one = tasks.create(&caller(), definition("People", "CRM")).expect("made").row.id;
        assert!(matches!(tasks.create(&caller(), definition("PEOPLE", "CRM")), Err(TaskError::NameTaken(_))));
        assert!(matches!(tasks.pause(one, "x"), Err(TaskError::State { .. })), "a draft is not at work");
        assert_eq!(tasks.go_live(one).expect("live").row.state, SyncState::Live);
        let paused = tasks.pause(one, "too many errors").expect("paused");
        assert_eq!((paused.row.state, paused.row.reason.as_str()), (SyncState::Paused, "too many errors"));
        let live = tasks.go_live(one).expect("live");
        assert_eq!((live.row.state, live.row.reason.as_str(), live.row.version), (SyncState::Live, "", 1));
        tasks.archive(one).expect("archived");
        assert!(matches!(tasks.go_live(one), Err(TaskError::NotFound(_))));
        let two = tasks.create(&caller(), definition("people", "CRM")).expect("the name is free again").row.id;
        assert_eq!(tasks.by_name("PEOPLE").expect("found").row.id, two);
        assert_eq!((tasks.list(false).expect("list").len(), tasks.list(true).expect("list").len()), (1, 2));
    });
}

#[test]
fn a_sync_that_has_run_stays_with_its_stream() {
    on_each(|bench| {
        let tasks = tasks(&bench);
        let made = tasks.create(&caller(), definition("People", "CRM")).expect("made");
        let mut moved = made.definition.clone();
        moved.stream = "companies".to_owned();
        let id = tasks.change(&caller(), made.row.id, None, moved.clone()).expect("not run yet").row.id;
        let progress = SyncProgressRow { sync: id, ..SyncProgressRow::default() };
        bench.store.write(move |session| session.sync_progress_save(&progress)).expect("saved");
        moved.stream = "people".to_owned();
        match tasks.change(&caller(), id, None, moved) {
            Err(TaskError::Definition(error)) => assert_eq!(error.pointer, "/stream"),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn two_people_who_change_a_sync_at_once_do_not_undo_one_another() {
    on_each(|bench| {
        let tasks = tasks(&bench);
        let made = tasks.create(&caller(), definition("People", "CRM")).expect("made");
        let done: Vec<bool> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..6_u32)
                .map(|at| {
                    let (tasks, mut definition) = (tasks.clone(), made.definition.clone());
                    definition.rollout.share = f64::from(at);
                    let id = made.row.id;
                    scope.spawn(move || tasks.change(&caller(), id, Some(1), definition).is_ok())
                })
                .collect();
            workers.into_iter().map(|worker| worker.join().expect("no panic")).collect()
        });
        assert_eq!(done.iter().filter(|done| **done).count(), 1);
        assert_eq!(tasks.versions(made.row.id, 10).expect("versions").len(), 2);
    });
}

#[test]
fn two_streams_share_source_records_only_where_a_person_says_so() {
    on_each(|bench| {
        let tasks = tasks(&bench);
        tasks.connections().create(draft("Shop", &place())).expect("made");
        let of = |name: &str, connection: &str, stream: &str, source: Option<&str>| SyncDefinition {
            stream: stream.to_owned(),
            source: source.map(str::to_owned),
            ..definition(name, connection)
        };
        let refused = |wanted: SyncDefinition| match tasks.create(&caller(), wanted) {
            Err(TaskError::Definition(error)) => (error.pointer.to_string(), error.reason),
            other => unreachable!("{other:?}"),
        };
        let people = tasks.create(&caller(), of("People", "CRM", "people", None)).expect("made");
        let (pointer, reason) = refused(of("Leads", "CRM", "leads", None));
        assert!(pointer == "/source" && reason.contains("People") && reason.contains("people"), "{pointer} {reason}");
        assert_eq!(refused(of("Shop", "Shop", "buyers", Some("CRM"))).0, "/source", "one word is not enough");
        let mut writes = of("Out", "CRM", "leads", None);
        (writes.direction, writes.mapping) = (sync::definition::Direction::Out, None);
        writes.outgoing = serde_json::from_value(json!({"fields": [{"from": "name", "to": "_w1"}]})).expect("outgoing");
        assert_eq!(refused(writes.clone()).0, "/source", "what is written would go to ids of the other stream");
        writes.stream = "people".to_owned();
        tasks.create(&caller(), writes).expect("the same stream, read by one and written by another");

        tasks.create(&caller(), of("Leads", "CRM", "leads", Some("CRM leads"))).expect("a source of its own");
        let named = of("People", "CRM", "people", Some("CRM"));
        let out = tasks.by_name("Out").expect("made").row.id;
        tasks.archive(out).expect("archived");
        tasks.change(&caller(), people.row.id, None, named).expect("the same source, named");
        tasks.create(&caller(), of("Shop", "Shop", "buyers", Some("CRM"))).expect("both say so");
        tasks.archive(people.row.id).expect("archived");
        assert_eq!(refused(of("More", "CRM", "people", None)).0, "/source", "the shop is still there");
    });
}
