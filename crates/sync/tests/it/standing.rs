//! Syncs as the store keeps them, for tests that set them up without the checks of [`sync::tasks`]: made, redefined, pushed to.

use model::ObjectId;
use store::{ConnectionRow, IdKind, InboxRow, InboxState, Store, StoreError, SyncRow, SyncState, SyncVersionRow};
use sync::SyncDefinition;

/// Rules for these columns of the test systems and files.
pub fn mapping_yaml(columns: &[&str]) -> String {
    let field = |column: &str| match column {
        "id" => "external_id".to_owned(),
        "code" => "credit_code".to_owned(),
        "seen" => "updated_at".to_owned(),
        other => other.to_owned(),
    };
    let lines: Vec<String> = columns.iter().map(|column| format!("  - {{from: {column}, to: {}}}\n", field(column))).collect();
    format!("version: 1\nobject: customers\nfields:\n{}", lines.concat())
}

/// Makes a live sync with a connection of its own, both called `name`; their ids, the connection's first.
pub fn add_sync(store: &Store, name: &str, connector: &str, object: ObjectId, definition: &SyncDefinition) -> (i64, i64) {
    let (name, connector, text) = (name.to_owned(), connector.to_owned(), to_text(definition));
    store
        .write(move |session| {
            let connection = session.allocate_ids(IdKind::Connection, 1)?;
            let sync = session.allocate_ids(IdKind::Sync, 1)?;
            session.connection_insert(&ConnectionRow {
                id: connection,
                name: connector.clone(),
                connector: connector.clone(),
                ..ConnectionRow::default()
            })?;
            session.sync_insert(&SyncRow {
                id: sync,
                name: name.clone(),
                connection,
                object,
                state: SyncState::Live,
                reason: String::new(),
                version: 1,
                definition: text.clone(),
                created_ms: 0,
                updated_ms: 0,
            })?;
            session.sync_version_insert(&version_row(sync, 1, &text))?;
            Ok::<_, StoreError>((connection, sync))
        })
        .expect("written")
}

/// Changes the definition as a new version, or the state.
pub fn redefine(store: &Store, sync: i64, change: impl Fn(&mut SyncDefinition, &mut SyncState) + Send + 'static) {
    store
        .write(move |session| {
            let mut row = session.sync(sync)?.expect("the sync");
            let mut definition: SyncDefinition = serde_json::from_str(&row.definition).expect("a definition");
            change(&mut definition, &mut row.state);
            let (version, text) = (row.version, to_text(&definition));
            if text != row.definition {
                session.sync_version_insert(&version_row(sync, version + 1, &text))?;
                (row.version, row.definition) = (version + 1, text);
            }
            session.sync_update(&row, version).map(|_| ())
        })
        .expect("written");
}

/// Stores pushes as the server would.
pub fn receive(store: &Store, connection: i64, bodies: Vec<Vec<u8>>) -> Result<(), StoreError> {
    store.write(move |session| {
        for body in &bodies {
            let id = session.allocate_ids(IdKind::Inbox, 1)?;
            session.inbox_insert(&InboxRow {
                id,
                connection,
                delivery: id,
                stream: "people".to_owned(),
                state: InboxState::Waiting,
                attempts: 0,
                headers: "[]".to_owned(),
                body: body.clone(),
                received_ms: 0,
                settled_ms: None,
            })?;
        }
        Ok(())
    })
}

fn to_text(definition: &SyncDefinition) -> String {
    serde_json::to_string(definition).expect("JSON")
}

fn version_row(sync: i64, version: i64, definition: &str) -> SyncVersionRow {
    SyncVersionRow { sync, version, definition: definition.to_owned(), actor: "system".to_owned(), at_ms: 0 }
}
