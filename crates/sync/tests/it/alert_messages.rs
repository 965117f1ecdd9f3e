//! Alerts by messengers, against their simulators, on each database.

use std::collections::BTreeMap;
use std::sync::Arc;

use connector::SecretText;
use model::Clock;
use sandbox::{ClockSource, Config, Running};
use serde_json::{Value, json};
use store::{ConnectionState, NoticeState};
use sync::alerts::{AlertChannel, AlertError, ChannelDraft, ChannelKind, ChannelLanguage, ChannelPatch};
use sync::connections::{ConnectionDraft, ConnectionError};

use crate::alerts::House;
use crate::bench::{Bench, on_each};
use crate::connections::map;

/// Settings and secrets of a connection to each messenger.
const MESSENGERS: [&str; 3] = ["wecom", "dingtalk", "feishu"];

/// An installation, the simulated messengers on its clock, and a connection to each of them.
struct Office {
    house: House,
    running: Arc<Running>,
}

impl Office {
    fn new(bench: Bench) -> Self {
        // Signatures of 1970 are as good as others; the simulators begin where the installation is.
        let clock = Arc::clone(&bench.clock);
        let vendors = MESSENGERS.map(str::to_owned).to_vec();
        let source = ClockSource::Shared(Arc::new(move || clock.now_ms()));
        let running = sandbox::start(Config { vendors, records: 10, clock: source, ..Config::default() }).expect("simulators");
        let office = Self { house: House::new(bench), running: Arc::new(running) };
        for name in MESSENGERS {
            office.connect(name, name, &[]);
        }
        office
    }

    fn connect(&self, name: &str, connector: &str, secrets: &[(&str, &str)]) {
        let base = self.running.base_url(connector).expect("an address");
        let (app, bot, app_secret): (Value, &[(&str, &str)], &str) = match connector {
            "wecom" => (
                json!({"corp_id": sandbox::wecom::CORP_ID, "agent_id": sandbox::wecom::AGENT_ID}),
                &[("bot_key", sandbox::wecom::BOT_KEY)],
                sandbox::wecom::APP_SECRET,
            ),
            "dingtalk" => (
                json!({"app_key": sandbox::dingtalk::APP_KEY, "agent_id": sandbox::dingtalk::AGENT_ID}),
                &[("bot_token", sandbox::dingtalk::BOT_TOKEN), ("bot_secret", sandbox::dingtalk::BOT_SECRET)],
                sandbox::dingtalk::APP_SECRET,
            ),
            _ => (
                json!({"app_id": sandbox::feishu::APP_ID}),
                &[("bot_token", sandbox::feishu::BOT_TOKEN), ("bot_secret", sandbox::feishu::BOT_SECRET)],
                sandbox::feishu::APP_SECRET,
            ),
        };
        let mut settings = map(app);
        settings.insert("base_url".to_owned(), json!(base));
        let own = [("app_secret", app_secret)];
        let all = own.iter().chain(bot).chain(secrets);
        let secrets: BTreeMap<String, SecretText> = all.map(|(name, secret)| ((*name).to_owned(), SecretText::new(*secret))).collect();
        let draft = ConnectionDraft { name: name.to_owned(), connector: connector.to_owned(), settings, secrets };
        self.house.tasks.connections().create(draft).expect("connection");
    }

    fn channel(&self, connection: &str, to: &[&str]) -> Result<AlertChannel, AlertError> {
        let settings = if to.is_empty() { json!({"connection": connection}) } else { json!({"connection": connection, "to": to}) };
        self.house.alerts.create(ChannelDraft {
            name: format!("Tell {connection}"),
            kind: ChannelKind::Message,
            is_on: true,
            language: ChannelLanguage::Zh,
            settings: map(settings),
            secrets: BTreeMap::new(),
        })
    }

    fn arrived(&self, vendor: &str) -> Vec<Value> {
        let page = self.running.control("GET", &format!("/{vendor}/tables/messages/records"), None);
        page["records"].as_array().expect("records").iter().map(|record| record["values"].clone()).collect()
    }

    fn people(&self, vendor: &str) -> Vec<String> {
        let page = self.running.control("GET", &format!("/{vendor}/tables/members/records"), None);
        page["records"].as_array().expect("records").iter().map(|record| record["id"].as_str().expect("id").to_owned()).collect()
    }

    fn reason(&self, channel: i64) -> String {
        self.house.alerts.get(channel).expect("channel").last.expect("sent").reason
    }
}

#[test]
fn an_alert_arrives_in_the_group_when_it_begins_and_when_it_is_over() {
    on_each(|bench| {
        let office = Office::new(bench);
        for name in MESSENGERS {
            office.channel(name, &[]).expect("a channel");
        }
        assert_eq!(office.house.look(), 0, "nothing is the matter");
        office.house.stop_sync();
        assert_eq!((office.house.look(), office.house.look()), (3, 0));
        office.house.pass_time(60_000);
        office.house.tasks.go_live(office.house.sync).expect("live");
        assert_eq!(office.house.look(), 3);
        for name in MESSENGERS {
            let arrived = office.arrived(name);
            let texts: Vec<&str> = arrived.iter().map(|message| message["text"].as_str().expect("text")).collect();
            assert_eq!(texts.len(), 2, "{name}: {texts:?}");
            assert!(
                texts[0].starts_with("People: 同步已停止") && texts[0].contains("开始时间") && texts[0].lines().count() > 2,
                "{}",
                texts[0]
            );
            assert!(texts[1].starts_with("People：已恢复") && texts[1].contains("结束时间"), "{}", texts[1]);
            assert!(!texts.concat().contains(crate::alerts::VALUE), "no value of a customer leaves the house");
            assert_eq!((&arrived[0]["via"], &arrived[0]["to"]), (&json!("bot"), &json!([])));
        }
    });
}

#[test]
fn people_get_it_by_the_app_and_who_is_missed_stands_with_the_channel() {
    on_each(|bench| {
        let office = Office::new(bench);
        for name in MESSENGERS {
            let person = office.people(name)[0].clone();
            office.channel(name, &[&person, "nobody"]).expect("a channel");
        }
        office.house.stop_sync();
        assert_eq!(office.house.look(), 3, "what some have is sent");
        assert_eq!(office.house.look(), 0, "and not sent again");
        for channel in office.house.alerts.list().expect("channels") {
            assert!(channel.last.expect("sent").reason.contains("1 of 2"), "{}", channel.name);
        }
        for name in MESSENGERS {
            let arrived = office.arrived(name);
            assert_eq!(
                (arrived.len(), &arrived[0]["to"], &arrived[0]["via"]),
                (1, &json!([office.people(name)[0]]), &json!("app")),
                "{name}"
            );
        }
    });
}

#[test]
fn a_message_without_an_answer_is_given_up_and_never_sent_twice() {
    on_each(|bench| {
        let office = Office::new(bench);
        let channel = office.channel("dingtalk", &[]).expect("a channel").id;
        office.running.fault("dingtalk:bot:lost_answer").expect("ordered");
        office.house.stop_sync();
        assert_eq!(office.house.look(), 0);
        assert_eq!(office.house.states(), [(false, NoticeState::GivenUp, 1)]);
        assert!(office.reason(channel).contains("not sent again"), "{}", office.reason(channel));
        office.house.pass_time(86_400_000);
        assert_eq!((office.house.send(), office.arrived("dingtalk").len()), (0, 1));
    });
}

#[test]
fn a_limit_is_waited_for_and_a_refused_message_is_tried_again() {
    on_each(|bench| {
        let office = Office::new(bench);
        office.channel("dingtalk", &[]).expect("a channel");
        office.running.fault("dingtalk:bot:rate_limited").expect("ordered");
        office.house.stop_sync();
        assert_eq!((office.house.look(), office.house.states()[0].1), (0, NoticeState::Due));
        office.house.pass_time(599_000);
        assert_eq!(office.house.send(), 0, "ten minutes were asked for");
        // What the group must not be told without its word is refused until the word is taken away.
        office.running.control("POST", "/dingtalk/own/bot", Some(&json!({"words": ["另外"]})));
        office.house.pass_time(2_000);
        assert_eq!((office.house.send(), office.house.states()[0].1), (0, NoticeState::Due));
        office.running.control("POST", "/dingtalk/own/bot", Some(&json!({"words": []})));
        office.house.pass_time(600_000);
        assert_eq!((office.house.send(), office.arrived("dingtalk").len()), (1, 1));
    });
}

#[test]
fn a_refused_key_pauses_the_connection_and_says_so_at_the_channel() {
    on_each(|bench| {
        let office = Office::new(bench);
        office.connect("Old bot", "feishu", &[("bot_secret", "changed-since")]);
        let channel = office.channel("Old bot", &[]).expect("a channel").id;
        let refused = office.house.alerts.test(channel);
        assert!(matches!(&refused, Err(AlertError::Connector(error)) if error.to_string().contains("19021")), "{refused:?}");
        let connections = office.house.tasks.connections();
        assert_eq!(connections.by_name("Old bot").expect("connection").state, ConnectionState::Paused);
        office.house.stop_sync();
        assert_eq!(office.house.look(), 0);
        assert!(office.reason(channel).contains("paused"), "{}", office.reason(channel));
        assert!(office.arrived("feishu").is_empty());
        // The trial of one that works arrives.
        let channel = office.channel("wecom", &[]).expect("a channel").id;
        office.house.alerts.test(channel).expect("arrives");
        assert!(office.arrived("wecom")[0]["text"].as_str().expect("text").starts_with("Tell wecom: 该通知渠道可用"));
    });
}

#[test]
fn a_connection_that_a_channel_sends_by_stays() {
    on_each(|bench| {
        let office = Office::new(bench);
        let connections = office.house.tasks.connections();
        let id = connections.by_name("wecom").expect("connection").id;
        let channel = office.channel("wecom", &[]).expect("a channel");
        assert_eq!(channel.settings["connection"], json!(id.to_string()), "a new name of the connection changes nothing");
        let refused = connections.archive(id);
        assert!(matches!(&refused, Err(ConnectionError::Tells { channels, .. }) if channels == "Tell wecom"), "{refused:?}");
        let other = ChannelPatch { settings: map(json!({"connection": "feishu"})), ..ChannelPatch::default() };
        let changed = office.house.alerts.change(channel.id, None, other).expect("changed");
        assert_eq!(changed.settings["connection"], json!(connections.by_name("feishu").expect("connection").id.to_string()));
        connections.archive(id).expect("nobody needs it");
        let gone = office.channel(&id.to_string(), &[]);
        assert!(matches!(&gone, Err(AlertError::Setting { setting, .. }) if setting == "connection"), "{gone:?}");
    });
}

#[test]
fn what_does_not_fit_is_named() {
    on_each(|bench| {
        let office = Office::new(bench);
        let setting = |made: Result<AlertChannel, AlertError>| match made {
            Err(AlertError::Setting { setting, .. }) => setting,
            other => panic!("{other:?}"),
        };
        assert_eq!(setting(office.channel("nobody", &[])), "connection");
        assert_eq!(setting(office.channel("CRM", &[])), "connection", "a CRM sends no messages");
        assert_eq!(setting(office.channel("wecom", &["a b"])), "to");
        let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
        assert_eq!(setting(office.channel("wecom", &many.iter().map(String::as_str).collect::<Vec<_>>())), "to");
        let draft = |settings: Value, secrets: &[(&str, &str)]| ChannelDraft {
            name: "x".to_owned(),
            kind: ChannelKind::Message,
            is_on: true,
            language: ChannelLanguage::En,
            settings: map(settings),
            secrets: secrets.iter().map(|(name, secret)| ((*name).to_owned(), SecretText::new(*secret))).collect(),
        };
        assert_eq!(setting(office.house.alerts.create(draft(json!({}), &[]))), "settings");
        assert_eq!(setting(office.house.alerts.create(draft(json!({"connection": "wecom", "url": "x"}), &[]))), "settings");
        assert_eq!(setting(office.house.alerts.create(draft(json!({"connection": "wecom"}), &[("secret", "x")]))), "secret");
    });
}
