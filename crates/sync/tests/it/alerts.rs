//! Alerts by webhook and by mail, against receivers on this machine, on each database.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, channel};

use connector::SecretText;
use connector::http::ClientSettings;
use model::Caller;
use records::Records;
use serde_json::{Value, json};
use store::{NoticeState, SyncState};
use sync::alerts::{AlertChannel, AlertError, Alerts, ChannelDraft, ChannelKind, ChannelLanguage, ChannelPatch};
use sync::connections::{Connections, ConnectionsSetup, NetworkSettings};
use sync::tasks::Tasks;
use sync::worker::watch::watch;

use crate::bench::{Bench, on_each};
use crate::connections::{draft as connection_draft, map, place};
use crate::fake::{CONNECTORS, TestVault};
use crate::receiver::receiver;
use crate::standing;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// What another system wrote about a customer, and what must not leave the house.
pub const VALUE: &str = "+86 138 0013 8000";

/// An installation with one live sync.
pub struct House {
    pub bench: Bench,
    pub tasks: Tasks,
    pub alerts: Alerts,
    pub sync: i64,
}

impl House {
    pub fn new(bench: Bench) -> Self {
        let records = Records::new(bench.store.clone()).expect("records");
        let connections = Connections::new(ConnectionsSetup {
            store: bench.store.clone(),
            connectors: CONNECTORS,
            vault: Arc::new(TestVault),
            client: ClientSettings { attempts_max: 1, ..ClientSettings::default() },
            network: NetworkSettings { allowed_addresses: vec!["127.0.0.1".to_owned()], ..NetworkSettings::default() },
        });
        let url = place();
        connections.create(connection_draft("CRM", &url)).expect("connection");
        let tasks = Tasks::new(records, connections);
        let definition = json!({
            "name": "People", "connection": "CRM", "stream": "people", "object": "customers", "freshness": "1h",
            "mapping": {"version": 1, "object": "customers", "fields": [{"from": "_id", "to": "external_id"}, {"from": "_w1", "to": "name"}]},
        });
        let sync = tasks.create(&Caller::system(), serde_json::from_value(definition).expect("definition")).expect("sync").row.id;
        tasks.go_live(sync).expect("live");
        Self { alerts: Alerts::new(tasks.clone()), bench, tasks, sync }
    }

    pub fn pass_time(&self, ms: i64) {
        self.bench.clock.0.fetch_add(ms, Ordering::Relaxed);
    }

    /// What the worker does every few seconds; how many notices arrived.
    pub fn look(&self) -> usize {
        watch(&self.bench.store, &self.tasks.list(false).expect("syncs"), &|_| 0).expect("looked");
        self.send()
    }

    pub fn send(&self) -> usize {
        self.alerts.send_due(&Arc::default()).expect("sent")
    }

    pub fn stop_sync(&self) {
        self.tasks.pause(self.sync, &format!("row 7: phone {VALUE} is taken")).expect("paused");
    }

    pub fn webhook(&self, port: u16) -> Result<AlertChannel, AlertError> {
        self.alerts.create(ChannelDraft {
            name: format!("Hook {port}"),
            kind: ChannelKind::Webhook,
            is_on: true,
            language: ChannelLanguage::En,
            settings: map(json!({"url": format!("http://127.0.0.1:{port}/alerts?to=ops")})),
            secrets: BTreeMap::from([("secret".to_owned(), SecretText::new(SECRET))]),
        })
    }

    pub fn email(&self, port: u16, language: ChannelLanguage) -> Result<AlertChannel, AlertError> {
        self.alerts.create(ChannelDraft {
            name: format!("Mail {port}"),
            kind: ChannelKind::Email,
            is_on: true,
            language,
            settings: map(json!({
                "host": "127.0.0.1", "port": port, "encryption": "plain", "from": "rapport@example.com", "to": ["ops@example.com"],
            })),
            secrets: BTreeMap::new(),
        })
    }

    pub fn states(&self) -> Vec<(bool, NoticeState, i64)> {
        let alerts = self.bench.store.read(|session| session.alerts(None, 100)).expect("alerts");
        let notices = |id: i64| self.bench.store.read(|session| session.alert_notices(id)).expect("notices");
        alerts.iter().rev().flat_map(|alert| notices(alert.id)).map(|notice| (notice.is_end, notice.state, notice.attempts)).collect()
    }
}

/// A mail server without encryption; each message comes as one text.
pub fn mail_server() -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (said, heard) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.expect("a conversation"));
            let mut text = String::new();
            let mut is_text = false;
            let _ = stream.get_mut().write_all(b"220 ready\r\n");
            loop {
                let mut line = String::new();
                if stream.read_line(&mut line).unwrap_or(0) == 0 {
                    break;
                }
                if is_text && line.trim_end() != "." {
                    text.push_str(line.trim_end());
                    text.push('\n');
                    continue;
                }
                if is_text {
                    let _ = said.send(std::mem::take(&mut text));
                }
                is_text = line.starts_with("DATA");
                let answer: &[u8] = if is_text { b"354 go on\r\n" } else { b"250 fine\r\n" };
                let _ = stream.get_mut().write_all(answer);
            }
        }
    });
    (port, heard)
}

#[test]
fn an_alert_is_told_once_when_it_begins_and_once_when_it_is_over() {
    on_each(|bench| {
        let house = House::new(bench);
        let (port, heard) = receiver(&[]);
        house.webhook(port).expect("a channel");
        assert_eq!(house.look(), 0, "nothing is the matter");
        house.stop_sync();
        assert_eq!((house.look(), house.look()), (1, 0));
        let begun = heard.recv().expect("a call");
        assert!(begun.is_signed(SECRET, 1_000), "{:?}", begun.headers);
        assert!(!begun.is_signed("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 1_000));
        let body = begun.json();
        assert_eq!(
            (&body["type"], &body["data"]["kind"], &body["data"]["name"]),
            (&json!("alert.opened"), &json!("paused"), &json!("People"))
        );
        assert!(!body.to_string().contains(VALUE) && !body.to_string().contains("taken"), "{body}");

        house.tasks.go_live(house.sync).expect("live");
        assert_eq!((house.look(), house.look()), (1, 0));
        let over = heard.recv().expect("a call");
        assert_eq!((&over.json()["type"], &over.json()["data"]["id"]), (&json!("alert.closed"), &body["data"]["id"]));
        assert_ne!(over.header("webhook-id"), begun.header("webhook-id"));
        assert!(heard.try_recv().is_err());
        let alert = house.bench.store.read(|session| session.alerts(None, 1)).expect("alerts").remove(0);
        assert!(!alert.is_open && alert.told_ms.is_some() && alert.closed_ms.is_some());

        // A channel that came later hears of what begins later.
        house.stop_sync();
        house.look();
        heard.recv().expect("a call");
        let (late_port, late) = receiver(&[]);
        house.webhook(late_port).expect("a channel");
        house.tasks.go_live(house.sync).expect("live");
        house.look();
        assert_eq!(heard.recv().expect("a call").json()["type"], "alert.closed");
        assert!(late.try_recv().is_err());
    });
}

#[test]
fn the_channels_that_a_sync_names_are_told_of_it_and_all_where_none_of_them_is_left() {
    on_each(|bench| {
        let house = House::new(bench);
        let (ours, heard) = receiver(&[]);
        let (theirs, heard_there) = receiver(&[]);
        let (ours, _) = (house.webhook(ours).expect("a channel"), house.webhook(theirs).expect("a channel"));
        let round = |channels: Option<Vec<String>>| {
            standing::redefine(&house.bench.store, house.sync, move |definition, _| definition.alert_channels.clone_from(&channels));
            house.stop_sync();
            house.look();
            house.tasks.go_live(house.sync).expect("live");
            house.look();
            (heard.try_iter().count(), heard_there.try_iter().count())
        };
        assert_eq!(round(None), (2, 2));
        assert_eq!(round(Some(vec![ours.name.to_uppercase()])), (2, 0));
        assert_eq!(round(Some(vec!["Gone".to_owned(), ours.name.clone()])), (2, 0));
        assert_eq!(round(Some(vec!["Gone".to_owned()])), (2, 2), "nobody is no answer to a channel that went");
        assert_eq!(round(Some(Vec::new())), (0, 0));
    });
}

#[test]
fn what_a_definition_says_about_failures_is_held_to_its_bounds() {
    let object = model::standard::objects().into_iter().find(|object| object.name == "customers").expect("shipped");
    let check = |change: &dyn Fn(&mut sync::SyncDefinition)| {
        let mut definition = crate::plant::definition();
        change(&mut definition);
        definition.check(&object).map_err(|error| error.pointer)
    };
    assert_eq!(check(&|definition| definition.attempts_max = Some(3)), Ok(()));
    assert_eq!(check(&|definition| definition.attempts_max = Some(0)), Err("/attempts_max".to_owned()));
    assert_eq!(check(&|definition| definition.attempts_max = Some(11)), Err("/attempts_max".to_owned()));
    assert_eq!(check(&|definition| definition.alert_channels = Some(vec!["Mail".to_owned()])), Ok(()));
    assert_eq!(check(&|definition| definition.alert_channels = Some(vec![" ".to_owned()])), Err("/alert_channels/0".to_owned()));
    assert_eq!(check(&|definition| definition.alert_channels = Some(vec!["Mail".to_owned(); 21])), Err("/alert_channels".to_owned()));
}

#[test]
fn what_does_not_arrive_is_tried_again_with_the_same_id_and_given_up_at_last() {
    on_each(|bench| {
        let house = House::new(bench);
        let (port, heard) = receiver(&[503, 500]);
        let channel = house.webhook(port).expect("a channel").id;
        house.stop_sync();
        assert_eq!(house.look(), 0);
        let first = heard.recv().expect("a call");
        house.tasks.go_live(house.sync).expect("live");
        assert_eq!(house.look(), 0, "not yet, and its end not before it");
        assert!(heard.try_recv().is_err());
        let last = house.alerts.get(channel).expect("the channel").last.expect("a sending");
        assert!(!last.reason.is_empty());
        house.pass_time(30_000);
        assert_eq!(house.send(), 0);
        assert_eq!(heard.recv().expect("a call").header("webhook-id"), first.header("webhook-id"));
        house.pass_time(30_000);
        assert_eq!(house.send(), 0, "the gap has grown");
        house.pass_time(30_000);
        assert_eq!(house.send(), 2, "its end right after it");
        let third = heard.recv().expect("a call");
        assert!(third.is_signed(SECRET, 91_000), "signed with the time of the attempt");
        assert_eq!((third.header("webhook-id"), &third.json()["timestamp"]), (first.header("webhook-id"), &first.json()["timestamp"]));
        assert_eq!(heard.recv().expect("a call").json()["type"], "alert.closed");
        assert_eq!(house.alerts.get(channel).expect("the channel").last.expect("a sending").reason, "");

        // Nobody listens there: ten attempts, then it is given up.
        let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        let patch = ChannelPatch { settings: map(json!({"url": format!("http://127.0.0.1:{closed}/")})), ..ChannelPatch::default() };
        let error = house.alerts.change(channel, None, patch.clone()).expect_err("the secret was for another place");
        assert!(matches!(&error, AlertError::Setting { setting, .. } if setting == "secret"), "{error}");
        let secrets = BTreeMap::from([("secret".to_owned(), Some(SecretText::new(SECRET)))]);
        house.alerts.change(channel, None, ChannelPatch { secrets, ..patch }).expect("changed");
        house.stop_sync();
        house.look();
        for _ in 0..20 {
            house.pass_time(3_600_000);
            house.send();
        }
        let states = house.states();
        assert_eq!(states.last(), Some(&(false, NoticeState::GivenUp, 10)), "{states:?}");
    });
}

#[test]
fn mail_tells_in_its_language_and_many_alerts_at_once() {
    on_each(|bench| {
        let house = House::new(bench);
        let ((english, in_english), (chinese, in_chinese)) = (mail_server(), mail_server());
        house.email(english, ChannelLanguage::En).expect("a channel");
        house.email(chinese, ChannelLanguage::Zh).expect("a channel");
        house.stop_sync();
        assert_eq!(house.look(), 2);
        let header = |mail: &str, name: &str| mail.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned();
        let (mail, zh) = (in_english.recv().expect("a message"), in_chinese.recv().expect("a message"));
        assert_eq!(header(&mail, "To: "), "ops@example.com");
        // The beginning of "[Rapport] People: …" in base64.
        assert!(header(&mail, "Subject: ").starts_with("=?utf-8?B?W1JhcHBvcnRdIFBlb3BsZTog"), "{mail}");
        assert_ne!(header(&mail, "Subject: "), header(&zh, "Subject: "));

        // The end of one and the beginning of another come in one message each.
        house.tasks.go_live(house.sync).expect("live");
        house.pass_time(7_200_000);
        assert_eq!(house.look(), 4);
        let mail = in_english.recv().expect("a message");
        assert!(header(&mail, "Message-ID: ").contains("-closed.2@"), "{mail}");
        assert!(in_english.try_recv().is_err());
        let kinds: Vec<String> =
            house.bench.store.read(|session| session.alerts_open(10)).expect("alerts").into_iter().map(|alert| alert.kind).collect();
        assert_eq!(kinds, ["stale"]);
    });
}

#[test]
fn a_channel_that_hangs_or_is_off_holds_up_no_other() {
    on_each(|bench| {
        let house = House::new(bench);
        let hanging = TcpListener::bind("127.0.0.1:0").expect("a port");
        let (port, heard) = receiver(&[]);
        let (off_port, off_heard) = receiver(&[]);
        let off = house.webhook(off_port).expect("a channel").id;
        house.email(hanging.local_addr().expect("an address").port(), ChannelLanguage::En).expect("a channel");
        house.webhook(port).expect("a channel");
        house.alerts.change(off, None, ChannelPatch { is_on: Some(false), ..ChannelPatch::default() }).expect("off");
        house.stop_sync();
        let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
        watch(&house.bench.store, &house.tasks.list(false).expect("syncs"), &|_| 0).expect("looked");
        std::thread::scope(|scope| {
            let sending = scope.spawn(|| house.alerts.send_due(&stop));
            assert_eq!(heard.recv().expect("a call").json()["type"], "alert.opened");
            stop.store(true, Ordering::Relaxed);
            assert_eq!(sending.join().expect("ends").expect("sent"), 1);
        });
        assert!(off_heard.try_recv().is_err());
        house.alerts.test(off).expect("a trial goes out all the same");
        assert_eq!(off_heard.recv().expect("a call").json()["type"], "alert.test");
        assert_eq!(house.tasks.get(house.sync).expect("the sync").row.state, SyncState::Paused);
    });
}

#[test]
fn secrets_stay_where_they_are_and_settings_are_held_to_their_form() {
    on_each(|bench| {
        let house = House::new(bench);
        let (port, _heard) = receiver(&[]);
        let channel = house.webhook(port).expect("a channel");
        let stored = house.bench.store.read(|session| session.alert_channel(channel.id)).expect("read").expect("the channel");
        assert!(!stored.secrets.contains(SECRET) && !format!("{channel:?}").contains("MfKQ9"), "{stored:?}");
        assert_eq!(channel.secrets.into_iter().collect::<Vec<_>>(), ["secret"]);
        assert!(matches!(house.webhook(port), Err(AlertError::NameTaken(_))));
        let refused = |kind: ChannelKind, settings: Value, secrets: Value| {
            let secrets = map(secrets).into_iter().map(|(name, text)| (name, SecretText::new(text.as_str().unwrap_or_default())));
            let draft = ChannelDraft {
                name: "Another".to_owned(),
                kind,
                is_on: true,
                language: ChannelLanguage::En,
                settings: map(settings),
                secrets: secrets.collect(),
            };
            house.alerts.create(draft).expect_err("refused").to_string()
        };
        let mail = |member: &str, value: Value| {
            let mut settings = json!({"host": "mail.example.com", "from": "a@example.com", "to": ["b@example.com"]});
            settings[member] = value;
            refused(ChannelKind::Email, settings, json!({}))
        };
        for (said, wanted) in [
            (refused(ChannelKind::Webhook, json!({"url": "ftp://x"}), json!({"secret": SECRET})), "url"),
            (refused(ChannelKind::Webhook, json!({"url": "https://user@x/"}), json!({"secret": SECRET})), "url"),
            (refused(ChannelKind::Webhook, json!({"url": "https://x/"}), json!({})), "secret"),
            (refused(ChannelKind::Webhook, json!({"url": "https://x/"}), json!({"secret": "short"})), "secret"),
            (refused(ChannelKind::Webhook, json!({"url": "https://x/", "uri": "y"}), json!({"secret": SECRET})), "uri"),
            (refused(ChannelKind::Webhook, json!({"url": "https://x/"}), json!({"password": "x"})), "password"),
            (mail("to", json!([])), "to"),
            (mail("to", json!(["b@example.com\r\nBcc: c@example.com"])), "to"),
            (mail("from", json!("nobody")), "from"),
            (mail("user", json!("rapport")), "password"),
            (mail("port", json!(0)), "port"),
            (mail("encryption", json!("none")), "none"),
        ] {
            assert!(said.contains(wanted), "{said}");
        }
        house.alerts.remove(channel.id).expect("gone");
        assert!(matches!(house.alerts.get(channel.id), Err(AlertError::NotFound(_))));
    });
}
