//! Connections and syncs as a file, on each database.

use connector::SecretText;
use model::Caller;
use proptest::prelude::*;
use records::Records;
use store::{ConnectionState, SyncState};
use sync::alerts::{AlertError, Alerts, ChannelLanguage};
use sync::config::{Action, Applied, ConfigError, ConfigFile, Installation, PlanItem, SecretReference, apply, export, plan};
use sync::connections::{Connections, PauseCause};
use sync::tasks::Tasks;

use crate::bench::{Bench, on_each};
use crate::connections::connections;

const FILE: &str = "
version: 1
settings:
  network: {allowed_addresses: [10.0.0.0/8]}
connections:
  - name: CRM 上海
    connector: fake
    settings: {url: https://config.example.com, page_size: 20}
    secrets: {api_key: {env: CRM_KEY}}
  - name: Old shop
    connector: fake
    paused: true
    settings: {url: https://shop.example.com}
    secrets: {api_key: {file: shop.key}}
syncs:
  - name: People
    state: live
    connection: crm 上海
    stream: people
    object: customers
    mapping:
      version: 1
      object: customers
      fields:
        - {from: _id, to: external_id}
        - {from: _w1, to: name}
    filter: city = \"上海\"
    triggers: {schedule: {every: 5m, hours: 20:00-06:00}}
    rollout: {share: 5}
  - name: Draft
    connection: Old shop
    stream: people
    object: customers
    mapping: {version: 1, object: customers, fields: [{from: _w1, to: name}]}
";

const HOOK: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// Channels of each kind: one has its secret, one waits for it, one sends through a connection of the same file.
const CHANNELS: &str = "
version: 1
connections:
  - {name: 值班群, connector: wecom, settings: {base_url: 'https://wecom.example.com'}, secrets: {bot_key: {env: BOT}}}
alert_channels:
  - name: On call
    kind: webhook
    settings: {url: 'https://hooks.example.com/alerts'}
    secrets: {secret: {env: HOOK}}
  - name: Letters
    kind: email
    enabled: false
    language: zh
    settings: {host: mail.example.com, user: rapport, from: rapport@example.com, to: [ops@example.com]}
    secrets: {password: {env: NOWHERE}}
  - {name: Group, kind: message, settings: {connection: 值班群}}
";

struct Place {
    connections: Connections,
    tasks: Tasks,
    records: Records,
}

impl Place {
    fn new(bench: &Bench) -> Self {
        let records = Records::new(bench.store.clone()).expect("records");
        let connections = connections(&bench.store);
        Self { tasks: Tasks::new(records.clone(), connections.clone()), connections, records }
    }

    fn with<T>(&self, archive_missing: bool, work: impl FnOnce(&Installation<'_>) -> T) -> T {
        let secrets = |reference: &SecretReference| match reference.env.as_deref() {
            Some("CRM_KEY") => Some(SecretText::new("right")),
            Some("HOOK") => Some(SecretText::new(HOOK)),
            Some("BOT") => Some(SecretText::new("5f-1e")),
            Some(_) | None => None,
        };
        work(&Installation {
            connections: &self.connections,
            tasks: &self.tasks,
            records: &self.records,
            secrets: &secrets,
            archive_missing,
        })
    }

    fn plan(&self, text: &str) -> Vec<PlanItem> {
        self.with(false, |installation| plan(&ConfigFile::parse(text).expect("reads"), installation).expect("planned"))
    }

    fn apply(&self, text: &str, archive_missing: bool) -> Vec<Applied> {
        let file = ConfigFile::parse(text).expect("reads");
        self.with(archive_missing, |installation| apply(&Caller::system(), &file, installation).expect("applied"))
    }

    fn export(&self) -> String {
        export(&self.connections, &self.tasks).expect("exported")
    }
}

fn actions(items: &[PlanItem]) -> Vec<(&str, Action)> {
    items.iter().map(|item| (item.name.as_str(), item.action)).collect()
}

#[test]
fn a_file_is_applied_once_and_changes_nothing_the_second_time() {
    on_each(|bench| {
        let place = Place::new(&bench);
        let planned = place.plan(FILE);
        let created = [
            ("", Action::Change),
            ("CRM 上海", Action::Create),
            ("Old shop", Action::Create),
            ("People", Action::Create),
            ("Draft", Action::Create),
        ];
        assert_eq!(actions(&planned), created);
        assert_eq!(planned[2].notes, ["secret api_key is not found in shop.key"]);
        assert!(place.connections.list().expect("list").is_empty(), "a plan changes nothing");

        assert!(place.apply(FILE, false).iter().all(|applied| applied.done));
        let crm = place.connections.by_name("crm 上海").expect("made");
        assert_eq!(crm.state, ConnectionState::Active);
        assert_eq!(place.connections.by_name("old shop").expect("made").state, ConnectionState::Paused);
        let people = place.tasks.by_name("people").expect("made");
        assert_eq!((people.row.state, people.definition.rollout.share), (SyncState::Live, 5.0));
        assert_eq!(place.connections.network().expect("read").allowed_addresses, ["10.0.0.0/8"]);

        assert!(place.plan(FILE).iter().all(|item| item.action == Action::Unchanged), "{:?}", place.plan(FILE));
        place.apply(FILE, false);
        assert_eq!((place.connections.get(crm.id).expect("get").version, place.tasks.get(people.row.id).expect("get").row.version), (1, 1));
    });
}

#[test]
fn the_region_stands_in_the_file_and_new_syncs_of_it_begin_with_it() {
    let text = FILE.replace("10.0.0.0/8]}", "10.0.0.0/8]}\n  region: DE");
    on_each(|bench| {
        let place = Place::new(&bench);
        assert!(place.apply(&text, false).iter().all(|applied| applied.done));
        assert_eq!(place.records.schema().region.as_str(), "DE");
        let mapping = place.tasks.by_name("People").expect("made").definition.mapping.expect("a mapping");
        assert_eq!((mapping.region.as_deref(), mapping.currency.as_deref()), (Some("DE"), Some("EUR")));
        assert!(place.plan(&text).iter().all(|item| item.action == Action::Unchanged), "{:?}", place.plan(&text));
        assert!(place.export().contains("region: DE"));
        // The syncs of a file that says nothing of it keep what they were saved with.
        let other = text.replace("region: DE", "region: US");
        assert!(place.apply(&other, false).iter().all(|applied| applied.done));
        assert_eq!(place.records.schema().region.as_str(), "US");
        let mapping = place.tasks.by_name("People").expect("made").definition.mapping.expect("a mapping");
        assert_eq!(mapping.region.as_deref(), Some("DE"));
        let wrong = place.plan(&text.replace("region: DE", "region: Atlantis"));
        assert!(wrong[0].problem.as_ref().is_some_and(|problem| problem.contains("Atlantis")), "{wrong:?}");
    });
}

#[test]
fn a_plan_warns_of_a_field_that_is_written_to_another_column_than_it_is_read_from() {
    on_each(|bench| {
        let place = Place::new(&bench);
        let written = |name: &str| {
            let columns = "direction: both\n    mapping:\n      version: 1\n      object: customers\n      fields:\n        - {from: _id, to: external_id}\n        - {from: _w1, to: name}\n";
            let file = FILE.replacen("filter: city", &format!("outgoing: {{fields: [{{from: name, to: {name}}}]}}\n    filter: city"), 1);
            let start = file.find("mapping:").expect("a mapping");
            let end = file.find("    outgoing:").expect("written");
            format!("{}{columns}{}", &file[..start], &file[end..])
        };
        let people = |text: &str| place.plan(text).into_iter().find(|item| item.name == "People").expect("an item");
        assert_eq!((people(&written("_w1")).notes, people(&written("_w1")).problem), (Vec::<String>::new(), None));
        let crossed = people(&written("_w2"));
        assert_eq!(crossed.problem, None, "it can be meant so");
        assert!(crossed.notes[0].starts_with("name is read from _w1 and written to _w2"), "{:?}", crossed.notes);
    });
}

#[test]
fn a_plan_tells_field_by_field_what_would_change() {
    on_each(|bench| {
        let place = Place::new(&bench);
        place.apply(FILE, false);
        let text = FILE.replace("share: 5", "share: 50").replace(", page_size: 20", "").replace("state: live", "state: paused");
        let changes: Vec<String> = place
            .plan(&text)
            .iter()
            .flat_map(|item| item.changes.iter().map(|change| format!("{}{}", item.name, change.pointer)))
            .collect();
        assert_eq!(changes, ["CRM 上海/settings/page_size", "People/rollout/share", "People/state"]);
        place.apply(&text, false);
        let people = place.tasks.by_name("People").expect("there");
        assert_eq!((people.row.state, people.row.version), (SyncState::Paused, 2));
        assert!(!place.connections.by_name("CRM 上海").expect("there").settings.contains_key("page_size"));

        let only_connection = text.split("syncs:").next().expect("text").replace("  - name: Old shop\n    connector: fake\n    paused: true\n    settings: {url: https://shop.example.com}\n    secrets: {api_key: {file: shop.key}}\n", "");
        let stays = place.plan(&only_connection);
        assert_eq!(stays.iter().filter(|item| item.action == Action::Stays).count(), 3);
        assert!(place.apply(&only_connection, true).iter().all(|applied| applied.done));
        assert!(place.tasks.list(false).expect("list").is_empty());
        assert_eq!(place.connections.list().expect("list").len(), 1);
    });
}

#[test]
fn one_item_that_fails_leaves_the_others_alone() {
    on_each(|bench| {
        let place = Place::new(&bench);
        let text = FILE.replace("to: name}\n    filter", "to: nmae}\n    filter");
        let applied = place.apply(&text, false);
        let failed: Vec<&str> = applied.iter().filter(|applied| !applied.done).map(|applied| applied.item.name.as_str()).collect();
        assert_eq!(failed, ["People"]);
        assert!(applied.iter().any(|applied| applied.item.problem.as_ref().is_some_and(|problem| problem.contains("nmae"))));
        assert_eq!(place.tasks.list(false).expect("list").len(), 1);
    });
}

#[test]
fn an_unknown_key_is_refused_with_its_place_and_the_nearest_name() {
    for (from, to, line, near) in [
        ("connector: fake\n    settings", "conector: fake\n    settings", 6, "connector"),
        ("paused: true", "pased: true", 11, "paused"),
        ("stream: people\n    object: customers\n    mapping:\n", "straem: people\n    object: customers\n    mapping:\n", 18, "stream"),
        ("rollout: {share", "rollout: {shrae", 28, "share"),
        ("\nsyncs:", "\nsyncz:", 14, "syncs"),
    ] {
        let text = FILE.replacen(from, to, 1);
        assert_ne!(text, FILE, "{from}");
        match ConfigFile::parse(&text) {
            Err(ConfigError::Format { place, reason, nearest }) => {
                assert_eq!(nearest.first().map(String::as_str), Some(near), "{place}: {reason}");
                let found: usize = place.split([' ', ',']).nth(1).and_then(|line| line.parse().ok()).expect(&place);
                assert!(found.abs_diff(line) <= 10, "{place}, wanted about line {line}");
            }
            other => panic!("{to}: {other:?}"),
        }
    }
    let twice = FILE.replace("name: Old shop", "name: crm 上海");
    assert!(matches!(ConfigFile::parse(&twice), Err(ConfigError::Twice { .. })));
    let both = FILE.replace("{env: CRM_KEY}", "{env: CRM_KEY, file: x}");
    assert!(matches!(ConfigFile::parse(&both), Err(ConfigError::Secret { .. })));
    let in_clear = FILE.replace("{env: CRM_KEY}", "right");
    assert!(matches!(ConfigFile::parse(&in_clear), Err(ConfigError::Format { .. })), "a secret does not stand in the file");
}

#[test]
fn channels_of_alerts_stand_in_the_file_without_their_secrets() {
    on_each(|bench| {
        let place = Place::new(&bench);
        let alerts = Alerts::new(place.tasks.clone());
        let planned = place.plan(CHANNELS);
        assert!(planned.iter().all(|item| item.action == Action::Create && item.problem.is_none()), "{planned:?}");
        assert_eq!(
            planned[2].notes,
            ["secret password is not found in NOWHERE", "nothing goes out by it until its secret password is set"]
        );
        assert!(alerts.list().expect("list").is_empty(), "a plan changes nothing");

        let applied = place.apply(CHANNELS, false);
        assert!(applied.iter().all(|applied| applied.done), "{applied:?}");
        let letters = alerts.by_name("letters").expect("made");
        assert_eq!((letters.is_on, letters.language, letters.missing_secret), (false, ChannelLanguage::Zh, Some("password")));
        assert!(
            matches!(alerts.test(letters.id), Err(AlertError::Setting { setting, .. }) if setting == "password"),
            "it does not sign in without"
        );
        assert_eq!(alerts.by_name("on call").expect("made").missing_secret, None);
        assert!(place.plan(CHANNELS).iter().all(|item| item.action == Action::Unchanged), "{:?}", place.plan(CHANNELS));
        place.apply(CHANNELS, false);
        assert_eq!(alerts.list().expect("list").iter().map(|channel| channel.version).max(), Some(1));

        let exported = place.export();
        assert!(!exported.contains("whsec_") && !exported.contains("5f-1e"), "{exported}");
        assert!(exported.contains("connection: 值班群"), "{exported}");
        let second = Place::new(&Bench::sqlite());
        let applied = second.apply(&exported, false);
        assert!(applied.iter().all(|applied| applied.done), "{applied:?}");
        assert_eq!(second.export(), exported);
        let group = second.connections.by_name("值班群").expect("made");
        assert_eq!((group.state, group.health.cause), (ConnectionState::Paused, Some(PauseCause::Secrets)));
        let waiting = Alerts::new(second.tasks.clone()).by_name("On call").expect("made");
        assert_eq!((waiting.is_on, waiting.missing_secret), (true, Some("secret")), "its secret is to be given");

        // Another host: the secret goes, and is given anew by the same file.
        let moved = CHANNELS.replace("hooks.example.com", "other.example.com").replace("    enabled: false\n    language: zh\n", "");
        let changes: Vec<String> = place
            .plan(&moved)
            .iter()
            .flat_map(|item| item.changes.iter().map(|change| format!("{}{}", item.name, change.pointer)))
            .collect();
        let wanted = ["On call/settings/url", "On call/secrets/secret", "Letters/enabled", "Letters/language"];
        assert_eq!(changes, wanted);
        assert!(place.apply(&moved, false).iter().all(|applied| applied.done));
        let gone = moved.replace("{env: HOOK}", "{env: NOWHERE}").replace("other.example.com", "third.example.com");
        assert_eq!(place.plan(&gone)[1].notes.first().map(String::as_str), Some("secret secret is not found in NOWHERE"));
        assert!(place.apply(&gone, false).iter().all(|applied| applied.done));
        assert_eq!(alerts.by_name("on call").expect("there").missing_secret, Some("secret"));

        let only_first = CHANNELS.split("  - name: Letters").next().expect("text");
        let silent = CHANNELS.split("alert_channels:").next().expect("text");
        assert!(place.apply(silent, true).iter().all(|applied| applied.item.action != Action::Archive), "nothing was said about channels");
        assert_eq!(place.plan(only_first).iter().filter(|item| item.action == Action::Stays).count(), 2);
        assert!(
            place.apply("version: 1\nalert_channels: []\n", true).iter().all(|applied| applied.done),
            "channels go before what they send through"
        );
        assert!(alerts.list().expect("list").is_empty() && place.connections.list().expect("list").is_empty());
    });
}

#[test]
fn a_channel_that_does_not_fit_is_told_and_keeps_the_others_from_nothing() {
    let place = Place::new(&Bench::sqlite());
    place.apply(CHANNELS, false);
    for (from, to, wanted) in [
        ("connection: 值班群", "connection: Nobody", "there is no such connection"),
        ("https://hooks", "ftp://hooks", "url"),
        ("to: [ops@example.com]", "to: []", "to"),
        ("secrets: {password:", "secrets: {secret:", "the secret \"password\" alone"),
        (
            "kind: webhook\n    settings: {url: 'https://hooks.example.com/alerts'}\n    secrets: {secret: {env: HOOK}}",
            "kind: email\n    settings: {host: a.example.com, from: a@example.com, to: [b@example.com]}",
            "it sends by webhook",
        ),
    ] {
        let text = CHANNELS.replacen(from, to, 1);
        assert_ne!(text, CHANNELS, "{from}");
        let applied = place.apply(&text, false);
        let problems: Vec<&str> = applied.iter().filter_map(|applied| applied.item.problem.as_deref()).collect();
        assert!(problems.len() == 1 && problems[0].contains(wanted), "{to}: {problems:?}");
    }
    let twice = CHANNELS.replace("name: Letters", "name: on CALL");
    assert!(matches!(ConfigFile::parse(&twice), Err(ConfigError::Twice { kind: "alert channels", .. })));
    let in_clear = CHANNELS.replace("{env: HOOK}", HOOK);
    assert!(matches!(ConfigFile::parse(&in_clear), Err(ConfigError::Format { .. })), "a secret does not stand in the file");
}

#[test]
fn an_empty_installation_exports_a_template() {
    on_each(|bench| {
        let text = Place::new(&bench).export();
        let file = ConfigFile::parse(&text).expect("reads");
        assert!(file.connections.is_empty() && file.alert_channels.is_none() && file.syncs.is_empty());
        assert!(text.contains("# Configured accounts"));
    });
}

/// Names that a person might give, among them such that YAML could take for something else.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z][A-Za-z0-9 ]{0,20}[A-Za-z0-9]",
        "[\\u4e00-\\u4e20]{1,6}",
        Just("yes".to_owned()),
        Just("1.0".to_owned()),
        Just("- x: {y}".to_owned()),
        Just("null".to_owned()),
        Just("#1".to_owned()),
    ]
}

/// A file of some connections with a sync each.
fn file() -> impl Strategy<Value = String> {
    let item = (
        name(),
        any::<bool>(),
        1..4_i64,
        prop_oneof![Just("draft"), Just("live"), Just("paused")],
        0..=100_u32,
        proptest::option::of(name()),
    );
    proptest::collection::vec(item, 0..4).prop_map(|items| {
        let connections: Vec<serde_json::Value> = items
            .iter()
            .enumerate()
            .map(|(at, (name, paused, size, ..))| {
                serde_json::json!({"name": format!("{name}{at}"), "connector": "fake", "paused": paused, "settings": {"url": "https://x.example.com", "page_size": size}, "secrets": {"api_key": {"env": "CRM_KEY"}}})
            })
            .collect();
        let syncs: Vec<serde_json::Value> = items
            .iter()
            .enumerate()
            .map(|(at, (name, _, _, state, share, note))| {
                serde_json::json!({
                    "name": format!("{name} {at}"), "state": state, "connection": format!("{name}{at}"), "stream": "people", "object": "customers",
                    "mapping": {"version": 1, "object": "customers", "fields": [{"from": "_w1", "to": "name", "note": note}]},
                    "rollout": {"share": share}, "source_filter": note, "fields": {"phone": {"conflict": "ask"}},
                })
            })
            .collect();
        serde_json::json!({"version": 1, "connections": connections, "syncs": syncs}).to_string()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_was_exported_is_exported_again_from_an_empty_installation(text in file()) {
        let first = Place::new(&Bench::sqlite());
        prop_assert!(first.apply(&text, false).iter().all(|applied| applied.done), "{:?}", first.apply(&text, false));
        let exported = first.export();
        prop_assert!(!exported.contains("right"));
        let second = Place::new(&Bench::sqlite());
        let applied = second.apply(&exported, false);
        prop_assert!(applied.iter().all(|applied| applied.done), "{applied:?} of {exported}");
        prop_assert_eq!(second.export(), exported);
    }
}
