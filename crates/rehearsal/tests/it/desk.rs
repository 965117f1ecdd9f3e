//! A service desk without a connector of its own, which calls an inbound hook: calls as they arrive, signed, twice, late, of strangers.

use std::collections::BTreeMap;

use connector::signature::StandardWebhook;
use connector::{Account, PushRequest, SecretText};
use model::{Actor, Caller};
use serde_json::{Value, json};
use sync::connections::ConnectionDraft;
use sync::definition::{Rollout, SyncDefinition};
use sync::ready::{self, Choice};
use sync::worker::{Ask, PassEnd, PassSettings, PassStop, Passes};
use sync::{ImportSettings, RunMode, inbox_keep, inbox_row};

use crate::office::Office;

const SECRET: &str = "whsec_cmVhbCBzZWNyZXQgb2Ygbm9ib2R5LCAzMiBieXRlcw==";

/// An office whose connection is a hook, with the ready-made sync of tickets for it.
pub struct Desk {
    pub office: Office,
    account: Box<dyn Account>,
    connection: i64,
    sync: i64,
    calls: u32,
}

impl Desk {
    /// With the definition that is ready, as `change` leaves it.
    pub fn new(choice: &Choice, change: impl FnOnce(&mut SyncDefinition)) -> Self {
        Self::with(choice, settings(), change)
    }

    /// The same with a hook of these settings.
    pub fn with(choice: &Choice, settings: Value, change: impl FnOnce(&mut SyncDefinition)) -> Self {
        let office = Office::with(ConnectionDraft {
            name: "System".to_owned(),
            connector: "hook".to_owned(),
            settings: settings.as_object().cloned().expect("an object"),
            secrets: BTreeMap::from([("secret".to_owned(), SecretText::new(SECRET))]),
        });
        let connection = office.tasks.connections().by_name("System").expect("the connection").id;
        let account = office.tasks.connections().open_for_discovery(connection).expect("it opens");
        let fitted = ready::prepare(choice, account.as_ref(), "Ready", "System", None).expect("it fits any desk");
        assert!(fitted.left_out.is_empty(), "{:?}", fitted.left_out);
        let mut definition = fitted.definition;
        // What is tried is the whole, however small the share that it begins with.
        definition.rollout = Rollout::default();
        change(&mut definition);
        let sync = office.tasks.create(&Caller::system(), definition).expect("a sync").row.id;
        office.tasks.go_live(sync).expect("it goes live");
        Self { office, account, connection, sync, calls: 0 }
    }

    /// Rehearses the sync.
    pub fn rehearse(&self, ask: &rehearsal::Ask) -> rehearsal::Report {
        self.office.rehearse_with(self.sync, ask)
    }

    /// A call with this body, signed with `secret`; true where it is taken and stored. A repetition is known by its id.
    pub fn calls(&mut self, body: &Value, secret: &str, again: bool) -> bool {
        self.calls += u32::from(!again);
        let (id, body) = (format!("msg_{}", self.calls), body.to_string().into_bytes());
        let now_ms = self.office.store.clock().now_ms();
        let signer = StandardWebhook::new(&[SecretText::new(secret)]).expect("a secret");
        let headers: Vec<(String, String)> =
            signer.sign(&id, now_ms / 1_000, &body).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let push = PushRequest { path: "", query: &[], headers: &headers, body: &body, received_ms: now_ms };
        let Ok(accepted) = self.account.accept_push(&push) else { return false };
        let row = inbox_row(self.office.store.hasher(), self.connection, &push, &accepted);
        let stored = self.office.store.write(move |session| inbox_keep(session, &row));
        stored.expect("stored");
        true
    }

    /// Reads what was called.
    pub fn read(&self) -> PassEnd {
        let folder = tempfile::tempdir().expect("a folder");
        let import = ImportSettings { mappers: 1, ..ImportSettings::alone(folder.path().to_owned()) };
        let passes = Passes::new(self.office.records.clone(), self.office.tasks.clone(), PassSettings { import, backups: None });
        let ask = Ask { mode: RunMode::Auto, trigger: "push", actor: Actor::System, part: sync::Part::default() };
        passes.run(self.sync, &ask, &PassStop::default(), &mut |_| ()).expect("a pass")
    }

    /// Values of the tickets there are, by number.
    pub fn tickets(&self) -> BTreeMap<String, Value> {
        let object = self.office.records.object("tickets").expect("the object");
        let mut page = store::RecordPage::default();
        self.office.store.read(|session| session.record_list(&store::RecordQuery::new(&object, 100), &mut page)).expect("read");
        let shown = page.lines.iter().map(|line| serde_json::from_str::<Value>(page.doc(line)).expect("a document"));
        shown.map(|values| (values["number"].as_str().unwrap_or_default().to_owned(), values)).collect()
    }
}

/// Settings of a hook that such a desk calls.
pub fn settings() -> Value {
    json!({ "signature": "standard_webhooks", "key": "id", "version": "updated_at", "records_at": "data", "event_at": "type" })
}

/// A call about one ticket.
pub fn call(number: u32, status: &str, updated: &str) -> Value {
    json!({ "type": "ticket.updated", "data": {
        "id": format!("T{number}"), "number": format!("{number}"), "subject": "退款进度查询", "status": status, "priority": "高",
        "customer_email": "zhang@example.com", "channel": "chat", "created_at": "2026-01-05T08:00:00Z", "updated_at": updated,
        "description": "<b>&amp;</b>",
    } })
}

pub fn choice() -> &'static Choice {
    let ready = ready::by_name("tickets").expect("the data reads").expect("the job");
    ready.role("desk").and_then(|role| role.choice("hook")).expect("a choice")
}
